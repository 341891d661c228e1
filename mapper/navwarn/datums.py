"""Positions given twice, in WGS 84 and in a national datum side by side."""

from __future__ import annotations

import re

from mapper import geodesy
from mapper.navwarn.positions import Position

_WGS84 = re.compile(r"WGS\s*-?\s*(?:19)?84|世界測地系")
_OTHER = re.compile(
    r"VN\s*-?\s*2000|HN\s*-?\s*72|TOKYO|日本測地系|BEIJING|北京54|CGCS|PULKOVO|СК-?42"
)
_SHIFT_NM = 0.6
"""The most that national datums of the region lie off WGS 84."""


def wgs84_column(lead: str, members: list[int], positions: list[Position]) -> list[int] | None:
    """Which of the positions are those of WGS 84, when each is followed by its double.

    Parameters
    ----------
    lead : str
        The words before them: the head of the table, which names both datums.
    members : list of int
        Indices of the positions in the order of the text.
    positions : list of Position
        All positions.

    Returns
    -------
    list of int or None
        ``None`` when they are not given twice.
    """
    first, other = _WGS84.search(lead), _OTHER.search(lead)
    if not first or not other or len(members) < 6 or len(members) % 2:
        return None
    places = [positions[index].lonlat for index in members]
    pairs = zip(places[::2], places[1::2], strict=True)
    if any(geodesy.distance_nm(a, b) > _SHIFT_NM for a, b in pairs):
        return None
    return members[0::2] if first.start() < other.start() else members[1::2]
