"""Angles without a hemisphere: read under a table's head that states it, else reported."""

from __future__ import annotations

import re
from bisect import bisect_left
from dataclasses import replace

from mapper.navwarn.angles import Axis, Half, find_halves

_LOOSE = re.compile(
    r"(?<![\d.])\d{1,3}\s?[°度]\s?\d{1,2}(?:[.,]\d{1,6})?\s?['分](?:\s?\d{1,2}(?:[.,]\d{1,6})?\s?[\"秒]?)?"
)
_UNREAD = re.compile(
    r"(?<![\d.,-])\d{1,3}\s?[-°]\s?\d{1,3}(?:[-.,:'\" ]{1,2}\d{1,5}){0,3}[\s'\"]{0,3}"
    r"[NSEWСЮВЗ](?![\dA-ZА-Я])"
)
"""What looks like a latitude or longitude, in whatever form."""

_HEADS: tuple[tuple[Axis, re.Pattern[str]], ...] = (
    (
        "lat",
        re.compile(
            r"(?:LAT(?:ITUDE)?|VĨ\s?ĐỘ|[纬緯]度|ШИРОТА|위도)\s?[(:]?\s?([NS]\b|BẮC|NAM|[北南СЮ])"
        ),
    ),
    (
        "lon",
        re.compile(
            r"(?:LONG?(?:ITUDE)?|KINH\s?ĐỘ|[经經経]度|ДОЛГОТА|경도)\s?[(:]?\s?([EW]\b|ĐÔNG|TÂY|[东東西ВЗ])"
        ),
    ),
)
_NEGATIVE = ("S", "NAM", "南", "Ю", "W", "TÂY", "西", "З")


def loose_halves(plain: str, known: list[Half]) -> list[Half]:
    r"""Angles that no hemisphere letter belongs to.

    Parameters
    ----------
    plain : str
        The plain text.
    known : list of Half
        What has been read; nothing inside it is looked at again.

    Returns
    -------
    list of Half
        With axis and sign where the head of a table states both, as ``Vĩ độ (N)`` and
        ``Kinh độ (E)`` do, taken in turns; with the fault ``half`` otherwise.

    Examples
    --------
    >>> found = loose_halves("LAT (N) LONG (E) A 11°50'00\" 109°50'00\"", [])
    >>> [(half.axis, round(half.degrees, 2)) for half in found]
    [('lat', 11.83), ('lon', 109.83)]
    """
    taken = [(half.start, half.end) for half in known]
    spans = _apart([match.span() for match in _LOOSE.finditer(plain)], taken)
    unread = _unread(plain, [*taken, *spans])
    if not spans:
        return unread
    heads = [(axis, head.search(plain)) for axis, head in _HEADS]
    stated = sorted((match.start(), axis, match[1]) for axis, match in heads if match)
    found = []
    for number, (start, end) in enumerate(spans[:400]):
        _, axis, name = stated[number % 2] if len(stated) == 2 else (0, "lat", "N")
        letter = "N" if axis == "lat" else "E"
        read = find_halves(f"{plain[start:end]}{letter}")
        if len(read) != 1:
            continue
        sign = -1 if name in _NEGATIVE else 1
        fault = read[0].fault if len(stated) == 2 else "half"
        found.append(replace(read[0], degrees=sign * read[0].degrees, start=start, end=end,
                             fault=fault))  # fmt: skip
    return sorted([*found, *unread], key=lambda half: half.start)


def _apart(spans: list[tuple[int, int]], taken: list[tuple[int, int]]) -> list[tuple[int, int]]:
    """The spans that touch none of those taken, which do not touch one another."""
    starts = sorted(taken)
    return [
        (start, end)
        for start, end in spans
        for at in [bisect_left(starts, (end, -1))]
        if at == 0 or starts[at - 1][1] <= start
    ]


def _unread(plain: str, taken: list[tuple[int, int]]) -> list[Half]:
    """What looks like an angle and is in no form that is read: ``058-23.40.00W``."""
    spans = _apart([match.span() for match in _UNREAD.finditer(plain)][:400], taken)
    return [
        Half("lat" if plain[end - 1] in "NSСЮ" else "lon", 0.0, start, end, "half")
        for start, end in spans
    ]
