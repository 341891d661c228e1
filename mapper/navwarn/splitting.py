"""One input to its messages: broadcasts, NOTAM and notices one after the other."""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import pairwise

# What is taken is not given back (``++``): runs of blanks without end are passed over once.
_INDENT = r"^[^\S\n]*+"
_DTG = r"(?:\d{6}Z\s++[A-Z]{3}\s++\d{2,4}\s++)?"
_SERIES = (
    r"(?:NAVAREA\s++[IVX]++(?:\s++WARNING)?[\s-]*+|HYDRO(?:PAC|LANT|ARC)|(?:ПРИП|PRIP)\s++[А-ЯA-Z]++"
    r"|[A-Z]{5,14}\s++(?:NAV\s++WARN|N/W))"
)
_HEAD = re.compile(
    r"(?P<remark>^# id:)|(?P<zczc>^ZCZC\b)"
    rf"|(?P<name>{_INDENT}{_DTG}{_SERIES}\s*+:?\s*+(?:NAV\s++WARN\s++)?(?:\d\d-\d{{3,4}}|\d{{1,4}}(?:/\d{{2}})?))"
    r"|(?P<bulletin>^(?:NAVAREA\s++XI\s++)?NO\.\s?\d\d-\d{4}(?=\s++(?i:DATE)\b))"
    rf"|(?P<notam>{_INDENT}\(?[A-Z]\d{{1,4}}/\d{{2}}\s++NOTAM[NRC]\b)"
    r"|(?P<notice>^[★☆]?(?:\d{1,2}|元)年\d{1,4}項\s)"
    rf"|(?P<china>{_INDENT}[一-龥]航[警通]\s*+[\[(]?\d{{1,4}})",
    re.MULTILINE,
)
_CANCEL = re.compile(r"(?:CANCEL\w*|ОТМ\w*|,|AND|REF\w*:?|IN\s+FORCE:?)\s*$")
_NUMBER = re.compile(r"\d{1,4}(?=/|\D*$)")


def split_messages(text: str) -> Iterator[tuple[int, str]]:
    r"""Cut a text into its messages.

    A message begins at a heading with another number than the one before; a heading that only
    repeats, as Russian coastal warnings do, or that stands in a cancel list, begins none.

    Yields
    ------
    (offset, message)
        The offset of the message in the text.

    Examples
    --------
    >>> text = "HYDROPAC 1/26. A 42-40N 131-41E.\n\nHYDROPAC 2/26. B 42-50N 131-41E."
    >>> [offset for offset, message in split_messages(text)]
    [0, 34]
    """
    starts: list[int] = []
    last = ""
    for match in _HEAD.finditer(text):
        kind = match.lastgroup or ""
        at = match.start() + len(match[0]) - len(match[0].lstrip())
        if kind in ("remark", "zczc"):
            starts.append(at)
            last = kind
            continue
        number = _key(match[0])
        if last in ("remark", "zczc"):
            # The heading of the message whose remarks or start signal have just been met.
            last = number
            continue
        if number == last or _CANCEL.search(text[max(0, match.start() - 40) : match.start()]):
            continue
        starts.append(at)
        last = number
    starts = [start for start in starts if start > 0]
    edges = [0, *starts, len(text)]
    if starts and not text[: starts[0]].strip():
        edges = [*starts, len(text)]
    for start, end in pairwise(edges):
        if text[start:end].strip():
            yield start, text[start:end]


def _key(heading: str) -> str:
    """Series and number without the year, spaces out."""
    found = _NUMBER.findall(heading)
    name = re.sub(r"\d{6}Z\s+[A-Z]{3}\s+\d{2,4}|[\d/\s:]", "", heading)
    return f"{name}{int(found[0]) if found else ''}"
