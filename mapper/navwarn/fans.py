"""Sectors that are given by their apex and the two ends of their arc."""

from __future__ import annotations

import re
from typing import Any

import shapely

from mapper import geodesy
from mapper.navwarn.grouping import Group
from mapper.navwarn.positions import Position

_APEX = re.compile(r"[为為]?(?:顶点|頂點)|\bAPEX\b|\bVERTEX\b")
_ENDS = re.compile(r"端点|端點|\bENDS?\s+OF\s+(?:THE\s+|ITS\s+)?ARC\b")
_UNEVEN = 0.1
"""The most by which the two radii may differ, as a share of the longer one."""


def fan(first: Group, second: Group | None, positions: list[Position], plain: str) -> Any:
    """The form of a sector whose apex is in one group and whose arc ends in the next.

    Returns
    -------
    dict or None
        Bearings are those that the text states, else those of the ends, clockwise, less than half
        a turn; the radius is the mean of the distances of both ends. ``None`` when the groups are
        not apex and ends, or the ends lie at different distances.
    """
    if second is None or not first.context.arc:
        return None
    apex = [index for item in first.items for index in item.positions]
    ends = [index for item in second.items for index in item.positions]
    if len(apex) != 1 or len(ends) != 2 or any(positions[i].fault for i in (*apex, *ends)):
        return None
    between = plain[positions[apex[0]].end : positions[ends[0]].start]
    if not (_APEX.search(between) and _ENDS.search(between)):
        return None
    center, (a, b) = positions[apex[0]].lonlat, (positions[i].lonlat for i in ends)
    radii = [geodesy.distance_nm(center, end) for end in (a, b)]
    if max(radii) - min(radii) > _UNEVEN * max(radii):
        return None
    start, end = (geodesy.bearing_deg(center, place) % 360 for place in (a, b))
    if (end - start) % 360 > 180:
        start, end = end, start
    start, end = first.context.bearings or second.context.bearings or (start, end)
    return {
        "type": "sector",
        "center": list(center),
        "radius_nm": round(sum(radii) / 2, 4),
        "bearing_from": round(start, 1),
        "bearing_to": round(end, 1),
    }


def circle_ring(center: list[float], radius_nm: float) -> list[list[float]]:
    """The closed ring of a circle: (lon, lat) in degrees."""
    disc = geodesy.circle(center, radius_nm)
    return [[round(float(x), 6), round(float(y), 6)] for x, y in shapely.get_coordinates(disc)]


def same_place(a: list[float], b: list[float]) -> bool:
    """Whether two positions (lon, lat) are one, up to the rounding of a message."""
    return abs(a[0] - b[0]) < 1e-4 and abs(a[1] - b[1]) < 1e-4
