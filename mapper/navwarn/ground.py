"""Shapes against the land: what lies on it, and where the coast closes an area."""

from __future__ import annotations

from functools import cache
from typing import Any

import numpy as np
import shapely
import shapely.ops
from shapely.geometry.base import BaseGeometry

from mapper import geodesy
from mapper.basemap import Basemap
from mapper.settings import resource_folder

_REACH_NM = 12.0
"""How far off the drawn coast an end of a coast side may lie: charts are finer than 1:10m."""

_MARGINS_DEG = (0.3, 2.0)
"""How much land round an area is searched for its coast: first little, then more."""

_AREAS = ("polygon", "polygon_with_arc", "circle", "sector")
_FEWEST = 3
"""So many points at least have to tell whether an area lies on land."""

_SMALL_NM = 2.0
"""Below this a shape is smaller than what the land is good for."""


@cache
def basemap() -> Basemap:
    """The bundled land and coast, read when first asked for."""
    return Basemap(resource_folder("geodata") / "basemap")


def lies_on_land(form: dict[str, Any]) -> bool:
    """Whether most of an area lies on land.

    Judged by its corners, the middles of its sides and its middle: first on the coarse land,
    which clears what lies at sea at little cost, then on the fine. Where sides follow the coast,
    the other corners and sides tell.

    Parameters
    ----------
    form : dict
        A shape as ``mapper.navwarn.shapes`` makes it; positions (lon, lat) in degrees.
    """
    if form["type"] not in _AREAS:
        return False
    points = _samples(form)
    if len(points) < _FEWEST:
        return False
    for level in ("50m", "10m"):
        land = basemap().land(level)
        ashore = sum(land.country_at(lon, lat) is not None for lon, lat in points)
        if ashore * 2 <= len(points):
            return False
    return True


def _samples(form: dict[str, Any]) -> list[tuple[float, float]]:
    if "center" in form:
        if form["radius_nm"] < _SMALL_NM:
            return []
        start = form.get("bearing_from", 0.0)
        width = (form.get("bearing_to", 0.0) - start) % 360 or 360.0
        rim = [
            geodesy.destination(form["center"], start + width * i / 8, form["radius_nm"] * 0.7)
            for i in range(8)
        ]
        return [(form["center"][0], form["center"][1]), *rim]
    ring = form.get("ring") or [*form["vertices"], form["vertices"][0]]
    line = shapely.get_coordinates(geodesy.unwrap(shapely.LineString(ring)))[:400]
    if np.ptp(line[:, 1]) * 60 < _SMALL_NM and np.ptp(line[:, 0]) * 60 < _SMALL_NM:
        return []
    middles = (line[:-1] + line[1:]) / 2
    coasts = [sorted(pair) for pair in form.get("coastline_segments", ())]
    if coasts:
        # The ends of a coast lie on land as often as at sea, and a straight line between them
        # says nothing of where the area lies.
        count = len(middles)
        sides = [i for i in range(count) if sorted((i, (i + 1) % count)) not in coasts]
        corners = [i for i in range(count) if not any(i in pair for pair in coasts)]
        return [(float(x), float(y)) for x, y in np.vstack([line[corners], middles[sides]])]
    center = line[:-1].mean(axis=0)
    inner = (line[:-1] + center) / 2
    return [(float(x), float(y)) for x, y in np.vstack([line[:-1], middles, inner, [center]])]


def coast_between(a: Any, b: Any, near: BaseGeometry) -> list[tuple[float, float]] | None:
    """The coast from one position to another, as corners between them.

    Parameters
    ----------
    a, b : (lon, lat)
        The ends, degrees, continuous with ``near``.
    near : shapely geometry
        The area as given, which decides between the two ways round: the coast bounds it, so the
        way that keeps more of the result at sea is taken.

    Returns
    -------
    list of (lon, lat) or None
        ``None`` when no coast comes within 12 nm of both ends, or the ends face different coasts.
    """
    for margin in _MARGINS_DEG:
        way = _coast_within(a, b, near, margin)
        if way is not None:
            return way
    return None


def _coast_within(
    a: Any, b: Any, near: BaseGeometry, least_deg: float
) -> list[tuple[float, float]] | None:
    """The coast between two ends in a frame round the area, wide enough to hold the way."""
    west, south, east, north = shapely.union_all([near, shapely.MultiPoint([a, b])]).bounds
    margin = max(least_deg, (east - west) / 4, (north - south) / 4)
    frame = shapely.box(
        west - margin, max(-90.0, south - margin), east + margin, min(90.0, north + margin)
    )
    land = shapely.intersection(basemap().land("10m").near(frame), frame)
    ends = [shapely.Point(a), shapely.Point(b)]
    best = None
    for part in shapely.get_parts(land):
        ring = part.exterior if part.geom_type == "Polygon" else None
        if ring is None:
            continue
        off = max(_off_nm(ring, end) for end in ends)
        if off <= _REACH_NM and (best is None or off < best[0]):
            best = (off, ring)
    if best is None:
        return None
    ways = _ways(best[1], *ends)
    open_ways = [way for way in ways if not _along_frame(way, frame)]
    if not open_ways:
        return None
    return min(open_ways, key=lambda way: _ashore(way, near, land))


def _off_nm(ring: BaseGeometry, end: shapely.Point) -> float:
    foot = ring.interpolate(ring.project(end))
    return geodesy.distance_nm((end.x, end.y), (foot.x, foot.y))


def _ways(ring: Any, a: shapely.Point, b: shapely.Point) -> list[list[tuple[float, float]]]:
    """Both ways along a closed ring from the foot of ``a`` to that of ``b``."""
    start, stop, length = ring.project(a), ring.project(b), ring.length
    if abs(start - stop) < 1e-9:
        return [[]]
    low, high = min(start, stop), max(start, stop)
    inner = list(shapely.ops.substring(ring, low, high).coords)
    outer = [*shapely.ops.substring(ring, high, length).coords,
             *list(shapely.ops.substring(ring, 0, low).coords)[1:]]  # fmt: skip
    ways = [inner, outer[::-1]] if start < stop else [inner[::-1], outer]
    return [[(float(x), float(y)) for x, y in way] for way in ways]


def _along_frame(way: list[tuple[float, float]], frame: BaseGeometry) -> bool:
    west, south, east, north = frame.bounds
    return any(
        min(abs(x - west), abs(x - east), abs(y - south), abs(y - north)) < 1e-6 for x, y in way
    )


def _ashore(way: list[tuple[float, float]], near: BaseGeometry, land: BaseGeometry) -> float:
    """The share of land in the area that a way along the coast closes."""
    corners = [*shapely.get_coordinates(near)[:-1].tolist(), *way[::-1]]
    area = shapely.Polygon(corners).buffer(0)
    if area.is_empty or area.area == 0:
        return 1.0
    return float(shapely.intersection(area, land).area / area.area)
