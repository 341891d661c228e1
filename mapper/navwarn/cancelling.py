"""The line by which a message cancels itself, and its time."""

from __future__ import annotations

import re
from dataclasses import dataclass

from mapper.navwarn.families import english, romance, russian
from mapper.navwarn.moments import Moment

_MONTHS = {**romance.MONTHS, **english.MONTHS, **russian.MONTHS}
_NAMES = "|".join(sorted(_MONTHS, key=len, reverse=True))
_SELF = re.compile(
    rf"(?:(?:\d{{1,2}}\s?[.)]\s*)?(?:CANCEL(?:LED)?(?=\s+(?:\d{{6}}\b|\d{{1,2}}\s+(?:{_NAMES})))"
    r"|(?:ANN?ULER|CANCELAR)\s+(?:CE|CET|CETTE|ESTE|ESTA|O\s+PRESENTE|LE|EL)\s*(?:MESSAGE|AVIS|AVURNAV|AVISO"
    r"|MENSAJE|MENSAGEM|NAVTEX|RADIOAVISO)?(?:\s+(?:LE|EL|EM|EN))?|(?:MESSAGE|AVIS|AVURNAV)\s+(?:À|A)\s+ANNULER(?:\s+LE)?"
    r"|ОТМ(?=\s+\d{6}\b)|CANCEL(?:LED|S)?\s*(?:THIS|THE"
    r"|THS)\s*(?:MSG|MESSAGE|WARNING|NAV\w*|NAVTEX|NOTICE|NW|BROADCAST|WNG|WRNG)?"
    r"|(?:THIS\s+)?(?:MSG|MESSAGE|WARNING)\s+(?:WILL\s+BE\s+)?(?:SELF[\s-]*)?CANCEL(?:S|LED"
    r"|LING)?|SELF[\s-]*CANCEL(?:S|LED|LING)?"
    r"|ОТМ(?:ЕНИТЬ|ЕНА)?\.?\s+ЭТ[А-Я]{1,3}\s+(?:НР|НОМЕР|ПРИП)?|OTM\s+[EЭ]TOT\s+N(?:R|O)?)"
    r"\s*(?:AT|ON|НА)?\s*)"
    rf"(?:(?P<dtg>\d{{6}})\s*(?:Z|UTC|GMT|УТЦ)?\s*(?P<mon>{_NAMES})?\.?\s*/?\s*(?P<year>\d{{4}}"
    rf"|\d{{2}})?(?!\d)"
    rf"|(?P<day>\d{{1,2}})\s*(?P<mon2>{_NAMES})\s*(?P<year2>20\d\d(?!\s?(?:Z|UTC))|\d{{2}}(?!\d))?"
    r"(?:\s*(?P<hours>[01]\d|2[0-4])(?P<minutes>[0-5]\d)\s*(?:Z|UTC|GMT)?(?!\d))?)?"
)


@dataclass(frozen=True)
class Cancel:
    """A self-cancel line: its time, as far as stated, and its place in the plain text."""

    moment: Moment | None
    start: int
    end: int


def find_cancel(plain: str) -> Cancel | None:
    """The last line by which a message cancels itself.

    Examples
    --------
    >>> found = find_cancel("2. CANCEL THIS MSG 200900Z APR 23.")
    >>> found.moment.day, found.moment.clock, found.moment.month, found.moment.year
    (20, 540, 4, 2023)
    """
    last = None
    for match in _SELF.finditer(plain):
        last = match
    if last is None:
        return None
    return Cancel(_moment(last), last.start(), last.end())


def _moment(match: re.Match[str]) -> Moment | None:
    name = match["mon"] or match["mon2"]
    stated = match["year"] or match["year2"]
    year = None if not stated else int(stated) if len(stated) == 4 else 2000 + int(stated)
    month = _MONTHS.get(name) if name else None
    if match["dtg"]:
        digits = match["dtg"]
        day, clock = int(digits[:2]), int(digits[2:4]) * 60 + int(digits[4:])
        if not 1 <= day <= 31 or clock > 1440:
            return None
        return Moment(year, month, day, clock, start=match.start(), end=match.end())
    if match["day"]:
        at = int(match["hours"]) * 60 + int(match["minutes"]) if match["hours"] else None
        return Moment(year, month, int(match["day"]), at, start=match.start(), end=match.end())
    return None
