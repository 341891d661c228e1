"""Words of time in a plain text: days, clocks, months, weekdays, and the words between them."""

from __future__ import annotations

import calendar
import re
from dataclasses import dataclass
from functools import cache
from typing import Any

from mapper.navwarn.families import english, japanese
from mapper.navwarn.lexicon import FAMILIES, chinese_number

_LASTING = (
    r"(?P<lasting>(?<![A-Z])FOR\s+(?P<lh>\d{1,2})\s+H(?:OU)?RS?\s+FROM\s+"
    r"(?P<lf>[01]\d|2[0-3])(?P<lm>[0-5]\d)(?:\s?(?:UTC|GMT|Z)\b)?)"
)
"""Hours by their length: FOR 18 HOURS FROM 0600 UTC."""

_OFFSET = r"(?:UTC|GMT)\s?(?:\+\s?|-)(?:0?\d|1[0-4])(?::[03]0)?(?!\d)"
"""A clock by its distance from UTC: ``UTC+3``; spaces round a dash make it a range."""

_LETTER = r"(?<=\d{4})[ABCDFGHIKL](?![A-Z\d])"
"""Clocks of the military zones east of Greenwich: 0700B is that of UTC+2; not those letters
that are hemispheres or units as well."""

MAX_WORDS = 4000
"""The most words of time that are looked at in one message."""

_ORDER = (
    "except_after", "until_after", "every", "holiday", "weekend", "daylight", "sunrise", "sunset",
    "h24", "permanent", "daily", "reserve", "estimated", "except", "until", "between", "from",
    "thru", "and",
)  # fmt: skip
_FILL = re.compile(
    r"(?:[\s.:,'\"の的に、日起止]|NGÀY|LÚC|NĂM|HOURS?|HRS?|LT\b|LOCAL|TIME|ON\b|OF\b|THE\b|DATES?|IN\b"
    r"|DE\b|LES?\b|EL\b|LOS\b|LAS\b|D[ÍI]AS?\b|JOURS?\b|HEURES?\b|HORAS?\b|DO\b|DES\b"
    r"|G\.|ГОДА?|Г\.|"
    r"DAYS?|AT\b|FOLLOWING\b|NEXT\s+DAY|SAME\s+DAY|[次翌同当當]日|第二天|СЛЕДУЮЩ[А-Я]{1,3}\s+(?:СУТОК|ДНЯ)|HÔM\s+SAU"
    r"|NGÀY\s+HÔM\s+SAU|[ST]T\b|TH\b|ND\b|RD\b|\(?[一二三四五六日월화수목금토일](?=\)))*"
)


@dataclass(frozen=True)
class Word:
    """A word of time.

    Attributes
    ----------
    kind : str
        ``dtg`` (day, minutes), ``clock`` (minutes), ``ymd``, ``year``, ``month``, ``day``,
        ``num`` (one or two digits), ``num4`` (four digits), ``weekday``, ``zone`` (hours),
        ``open``, ``close``, ``gap``, or a kind of ``TIME`` as ``thru``, ``daily``.
    value : object
    start, end : int
        Offsets in the plain text.
    zone : float or None
        Hours east of Greenwich, where the word says so.
    """

    kind: str
    value: Any
    start: int
    end: int
    zone: float | None = None


def _said(families: list[Any], lang: str, letter: str) -> list[str]:
    """A named group for each kind of time word."""
    words = []
    for kind in _ORDER:
        said = [family.TIME[kind] for family in families if kind in family.TIME]
        if said and kind in ("thru", "and"):
            words.append(f"(?P<{kind}>{'|'.join(_guarded(said, letter))})")
        elif said:
            lead = "" if lang in ("zh", "ja", "ko") else letter
            words.append(f"(?P<{kind}>{lead}(?:{'|'.join(said)}))")
    return words


@cache
def _pattern(lang: str) -> re.Pattern[str]:
    families = [english] if lang not in FAMILIES or lang == "en" else [FAMILIES[lang], english]
    zones = "|".join([_OFFSET, _LETTER, *(zone for family in families for zone in family.ZONES)])
    letter = r"(?<![A-ZА-Я])"
    ymd, year, month, day, weekday = _dates(families, letter)
    months = "|".join(sorted(_names("MONTHS", families), key=len, reverse=True)) or "$"
    zone = rf"(?P<@>(?:{zones})(?![A-Z])|LT\b|LMT\b|LOCAL\b)"
    # 0300UTC26: the year glued to the clock; a day would have its month, or be one of a range.
    clock, dtg = _clocks(zone, rf"(?:(?<=[A-Z])\d\d(?!\d|\s?[-/]|\s?(?:{months})))?")
    parts = [
        _LASTING, ymd, year, month, clock, day, dtg,
        r"(?P<num4>(?<![\d+])(?<!\d[.:,])\d{4}(?!\d|[.:]\d|\s?(?:[Mᴍ]|MET|FT|FEET|KM|NM|MILES|TON|米|公尺|海里"
        r"|千米)))",
        weekday,
        rf"(?P<num>(?<![\d/])(?:(?<!\d[.:,])|(?<=\d,)(?=\d{{1,2}}(?:,\d{{1,2}}){{0,12}}\s{{0,3}}"
        rf"(?:(?:AND|&)\s{{0,3}}\d{{1,2}}\s{{0,3}})?(?:{months})(?![A-Z])))"
        rf"(?:(?<![A-ZА-Я]-)|{_AFTER_MONTH})"
        r"(?<![\s(][A-Z])(?<![\s(][A-Z]{2})\d{1,2}(?=(?:ST|ND|RD|TH)?(?![\d:/]))"
        r"(?!\s?(?:MILES?|NM|KM|METERS?|海里|小[时時])))",
        r"(?P<sunoff>(?P<so>PLUS|MINUS)\s?(?P<sn>\d{1,3}))",
        *_said(families, lang, letter),
        r"(?P<zone>(?<![A-Z])(?:" + zones + r"|LOCAL(?:\s+TIME)?|LT)(?![A-Z]))",
        r"(?P<open>\()|(?P<close>\))",
    ]  # fmt: skip
    return re.compile("|".join(parts))


_AFTER_MONTH = (
    "(?:(?<=JAN-)|(?<=FEB-)|(?<=MAR-)|(?<=APR-)|(?<=MAY-)|(?<=JUN-)|(?<=JUL-)|(?<=AUG-)|(?<=SEP-)"
    "|(?<=OCT-)|(?<=NOV-)|(?<=DEC-))"
)
"""01 JAN-14 JUN: elsewhere a number after letters and a dash is part of a name."""
_MONTH_DAY_IN_BRACKETS = r"|\((?P<m6>\d{1,2})/(?P<d6>\d{1,2})\)"
"""A date of the day as Chinese reports give it: 今天(11/23)."""
_DAY_MONTH = r"|(?<![\d/])(?P<d4>\d{1,2})/(?P<m4>\d{1,2})(?![\d/])"
"""A day and month without a year, as Vietnamese notices write them."""
_MONTH_DAY = (
    r"|(?<!\d)(?P<y7>20\d\d)\.\s?(?P<m7>\d{1,2})\.\s?(?P<d7>\d{1,2})\.?(?!\d)"
    r"|(?:(?<=~)|(?<=~\s))(?P<m9>\d{1,2})\.(?P<d9>\d{1,2})(?!\d)"
    r"|(?<![\d.])(?P<m8>\d{1,2})\.\s?(?P<d8>\d{1,2})\.(?!\d)"
)
"""Dates as Korean notices write them: ``2025. 3. 10. ~ 3. 14.``"""


def _dates(families: list[Any], letter: str) -> tuple[str, str, str, str, str]:
    months = "|".join(sorted(_names("MONTHS", families), key=len, reverse=True))
    weekdays = "|".join(sorted(_names("WEEKDAYS", families), key=len, reverse=True))
    return (
        r"(?P<ymd>(?<!\d)(?P<y1>20\d\d)[-./](?P<m1>\d{1,2})[-./](?P<d1>\d{1,2})(?!\d)"
        r"|(?<![\d/])(?P<d2>\d{1,2})[./](?P<m2>\d{1,2})[./](?P<y2>20\d\d)(?!\d)"
        rf"|{letter}(?:THE\s+)?END\s+OF\s+(?P<em>{months})(?:\.?\s*(?:OF\s+)?(?P<ye>20\d\d|\d\d))?(?!\d)"
        r"|(?<![\d.])(?P<d5>\d{1,2})\.(?P<m5>\d{1,2})\.(?=\s?-)"
        rf"{_DAY_MONTH if families[0].__name__.endswith('vietnamese') else ''}"
        rf"{_MONTH_DAY_IN_BRACKETS if families[0].__name__.endswith('chinese') else ''}"
        rf"{_MONTH_DAY if families[0].__name__.endswith('korean') else ''})",
        rf"(?P<year>(?:(?P<era>{'|'.join(japanese.ERAS)})(?P<ey>\d{{1,2}}|元)"
        rf"|(?<!\d)(?P<y3>20\d\d|19\d\d)"
        rf"|(?:民[國国]\s?(?P<roc>\d{{2,3}})|(?<!\d)(?P<roc3>1[0-4]\d)"
        rf"|(?<!\d)(?P<yy>[12]\d)(?=年\d{{1,2}}月)))"
        r"\s?[年년])",
        r"(?P<month>(?<!\d)(?P<m3>\d{1,2}|[一二三四五六七八九十]{1,2})\s?[月월]"
        rf"|{letter}(?P<mn>{months})(?![A-ZА-Я]{{2}}))",
        r"(?P<day>(?<!\d)(?P<dd>\d{1,2}|[一二三四五六七八九十]{1,3})"
        r"(?:\s?[日일]|(?<=月\d)[号號]|(?<=月\d\d)[号號])(?!間|间))",
        rf"(?P<weekday>{letter}(?P<wn>{weekdays})(?![A-ZА-Я]))",
    )


def _clocks(zone: str, glued: str) -> tuple[str, str]:
    """Clocks and date-time groups; bare four digits are a clock only with their zone."""
    second, third, fourth = (rf"(?:\s?{zone.replace('@', name)})" for name in ("z2", "z3", "z4"))
    return (
        r"(?P<clock>(?:(?P<pm>下午|午後|晚上|傍晚|晚|오후)|上午|午前|凌晨|早上|오전)?"
        r"\s?(?<!\d)(?P<h1>\d{1,2}|[零〇一二三四五六七八九十]{1,3})(?P<n1>\d\d)?\s?(?:[时時시]|GIỜ)(?!間|间)"
        r"(?:\s?(?P<n2>\d{1,2})\s?(?:分|분|PHÚT)?(?!\d|[日월月]))?"
        r"|(?<![\d:])(?P<h2>\d{1,2})(?::|H)(?P<n3>[0-5]\d)(?!\d)"
        rf"(?:\s?(?P<ap>[AP])\.?\s?M\b\.?)?{second}?"
        r"|(?<![\d:.])(?P<h5>[01]?\d|2[0-3])\s?H(?![A-Z\d])"
        rf"|(?<!\d)(?P<h3>[0-2]\d)(?P<n4>[0-5]\d){third}{glued})",
        r"(?P<dtg>(?<!\d)(?P<gd>[0-3]\d)(?P<gh>[0-2]\d)(?P<gm>[0-5]\d)(?!\d)"
        rf"{fourth}?)",
    )


def _guarded(said: list[str], letter: str) -> list[str]:
    """Words must not begin inside a word; signs may follow a letter."""
    each = [word for words in said for word in words.split("|")]
    return [letter + word if word[0].isalpha() or word.startswith(r"\b") else word for word in each]


def _names(table: str, families: list[Any]) -> dict[str, int]:
    return {name: number for family in families for name, number in getattr(family, table).items()}


def time_words(text: str, lang: str, start: int, end: int) -> list[Word]:
    """The words of time of a masked text between two offsets; ``gap`` where others stand."""
    found: list[Word] = []
    at = start
    for match in _pattern(lang).finditer(text, start, end):
        groups = match.re.groupindex
        kind = next(name for name in _KINDS if name in groups and match[name])
        if found and not _FILL.fullmatch(text, at, min(match.start(), at + 200)):
            found.append(Word("gap", None, at, match.start()))
        found += _hours_long(match) if kind == "lasting" else [_word(match, kind, lang)]
        at = match.end()
        if len(found) > MAX_WORDS:
            break
    return found


def _hours_long(match: re.Match[str]) -> list[Word]:
    """Hours of a stated length as the two clocks that they run between."""
    start, end = match.span()
    first = int(match["lf"]) * 60 + int(match["lm"])
    last = (first + int(match["lh"]) * 60) % 1440
    return [
        Word("clock", first, start, end, 0.0),
        Word("thru", "TO", end, end),
        Word("clock", last, end, end, 0.0),
    ]


_KINDS = (
    "lasting", "num", "month", "dtg", "clock", "thru", "and", "day", "num4", "zone", "open",
    "close", "ymd", "year", "weekday", "sunoff", *_ORDER,
)  # fmt: skip


def _word(match: re.Match[str], kind: str, lang: str) -> Word:
    value: Any = match[0]
    zone = next((_zone(match[name], lang) for name in ("z2", "z3", "z4") if match[name]), None)
    if match.groupdict().get("ap") and zone is None:
        zone = UNKNOWN_ZONE
    if kind == "ymd" and match["em"]:
        value = _end_of(match, lang)
    elif kind == "ymd":
        fields = match.groupdict()
        which = next(form for form in "125798346" if fields.get(f"d{form}"))
        value = tuple(int(fields[part + which]) if fields.get(part + which) else None
                      for part in "ymd")  # fmt: skip
    elif kind == "year":
        value = _year(match, lang)
    elif kind == "month":
        value = _int(match["m3"]) if match["m3"] else _lookup("MONTHS", lang, match["mn"])
    elif kind == "clock":
        value = _minutes(match)
    elif kind == "day":
        value = _int(match["dd"])
    elif kind == "dtg":
        value = (int(match["gd"]), int(match["gh"]) * 60 + int(match["gm"]))
    elif kind in ("num", "num4"):
        value = match[0]
    elif kind == "weekday":
        value = _lookup("WEEKDAYS", lang, match["wn"])
    elif kind == "sunoff":
        value = int(match["sn"]) * (1 if match["so"] == "PLUS" else -1)
    elif kind == "zone":
        zone = _zone(match[0], lang)
    return Word(kind, value, match.start(), match.end(), zone)


def _end_of(match: re.Match[str], lang: str) -> tuple[int | None, int, int]:
    """The last day of a month: ``END OF JUN 26``."""
    month = _lookup("MONTHS", lang, match["em"])
    year = int(match["ye"]) % 100 + 2000 if match["ye"] else None
    return year, month, calendar.monthrange(year or 2001, month)[1]


def _year(match: re.Match[str], lang: str) -> int:
    """A year by era, of the Republic of China, in two digits, or in four."""
    if match["era"]:
        return japanese.ERAS[match["era"]] + (1 if match["ey"] == "元" else int(match["ey"]))
    republic = match["roc"] or (match["roc3"] if lang == "zh" else None)
    if republic:
        return int(republic) + 1911
    return int(match["y3"] or 0) or 2000 + int(match["yy"] or match["roc3"][-2:])


def _int(text: str) -> int:
    return int(text) if text.isdigit() else chinese_number(text)


def _minutes(match: re.Match[str]) -> int:
    hours = _int(match["h1"] or match["h2"] or match["h3"] or match["h5"])
    afternoon = match["pm"] or match["ap"] == "P"
    if hours < 12 and afternoon:
        hours += 12
    elif hours == 12 and match["ap"] == "A":
        hours = 0
    minutes = int(match["n1"] or match["n2"] or match["n3"] or match["n4"] or 0)
    return hours * 60 + minutes


UNKNOWN_ZONE = 99.0
"""Local time of a place that is not named: no window can be given in UTC."""


def _zone(text: str, lang: str) -> float:
    offset = re.fullmatch(_OFFSET, text)
    if offset:
        hours, _, minutes = re.sub(r"[^\d:+-]", "", text).partition(":")
        return float(hours) + (float(minutes) / 60 if minutes else 0.0)
    families = [english] if lang not in FAMILIES or lang == "en" else [FAMILIES[lang], english]
    if re.fullmatch("[A-L]", text):
        return float("ABCDEFGHIKL".index(text) + 1)
    for family in families:
        for pattern, hours in family.ZONES.items():
            if re.fullmatch(pattern, text):
                return float(hours)
    return UNKNOWN_ZONE


def _lookup(table: str, lang: str, name: str) -> int:
    families = [english] if lang not in FAMILIES or lang == "en" else [FAMILIES[lang], english]
    return _names(table, families[::-1])[name]
