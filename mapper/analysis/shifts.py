"""From one place or area to another: shift, relation, overlap, nearest distance."""

from __future__ import annotations

import math
from typing import Any

import numpy as np
import shapely
from shapely.geometry.base import BaseGeometry

from mapper import geodesy
from mapper.analysis.compared import Overlap, Same, Shift
from mapper.analysis.subjects import Subject
from mapper.geodesy import KM2_PER_NM2, Outline
from mapper.model import THEATRE_NM

SAME_NM = 0.2
"""Outlines and positions that differ by no more are the same: two roundings of a corner to a
tenth of a minute are up to 0.1′ apart in latitude and in longitude, 0.14 nm."""

_TOLD_SPREAD_DEG = 45.0


def shift(first: Subject, second: Subject) -> Shift | None:
    """The shift of the centre, with the range that both uncertainties leave.

    Parameters
    ----------
    first, second : Subject
        Places or areas; the centre of an area is its centre of gravity.

    Returns
    -------
    Shift or None
        ``None`` where one of them is a track, which has no centre.

    Examples
    --------
    >>> from mapper.analysis.subjects import of_position
    >>> found = shift(of_position(132.0, 42.6, 40.0), of_position(121.1, 35.6, 60.0))
    >>> round(found.distance_nm), round(found.low_nm), round(found.high_nm), found.bearing
    (659, 559, 759, 'south-west')
    """
    if "track" in (first.kind, second.kind) or "leg" in (first.kind, second.kind):
        return None
    distance = geodesy.distance_nm(first.position, second.position)
    bearing = geodesy.bearing_deg(first.position, second.position) if distance > 0 else 0.0
    unsure = first.uncertainty_nm + second.uncertainty_nm
    spread = _spread_deg(distance, unsure)
    return Shift(
        distance, max(0.0, distance - unsure), distance + unsure, bearing,
        geodesy.bearing_words(bearing) if distance > 0 and spread <= _TOLD_SPREAD_DEG else "",
        spread,
        relation(first, second, distance), first.position, second.position,
    )  # fmt: skip


def relation(first: Subject, second: Subject, distance_nm: float) -> Same:
    """Whether two subjects are at the same place.

    - Two discs of uncertainty: *different* where they do not meet (the shift is above the sum of
      the uncertainties: no position fits both reports); the *same* where each reported position
      lies within the other's uncertainty, and the true places are at most ``THEATRE_NM`` apart
      for certain (shift and both uncertainties together); else *possibly* the same.
    - Two areas: the *same* where their outlines agree within ``SAME_NM``, *different* where
      they have no water in common, else *overlapping*.
    - A disc and an area: *different* where they do not meet, else *possibly* the same.

    Parameters
    ----------
    first, second : Subject
        Places or areas.
    distance_nm : float
        Between their positions.
    """
    if first.kind == second.kind == "area":
        return _areas_relation(first.shape, second.shape)
    if first.kind == "area" or second.kind == "area":
        area, disc = (first, second) if first.kind == "area" else (second, first)
        return "different" if _gap_nm(area.shape, disc) > disc.uncertainty_nm else "possibly"
    unsure = first.uncertainty_nm, second.uncertainty_nm
    if distance_nm > max(sum(unsure), SAME_NM):
        return "different"
    near = distance_nm <= max(min(unsure), SAME_NM)
    return "same" if near and distance_nm + sum(unsure) <= THEATRE_NM else "possibly"


def common(first: Subject, second: Subject) -> Any:
    """What two areas both cover; empty where nothing or one of them is no area."""
    if first.kind != "area" or second.kind != "area":
        return shapely.MultiPolygon()
    return _polygons(shapely.intersection(_valid(first.shape), _valid(second.shape)))


def overlap(first: Subject, second: Subject) -> Overlap | None:
    """Sizes, common area and nearest distance of two areas.

    Shapes are taken as drawn, with sides straight in (lon, lat), and measured on the ellipsoid
    (``geodesy.area_as_drawn_km2``); the nearest distance is Karney's geodesic.

    Returns
    -------
    Overlap or None
        ``None`` unless both are areas: a disc of uncertainty has no size.
    """
    if first.kind != "area" or second.kind != "area":
        return None
    one, two = (_valid(subject.shape) for subject in (first, second))
    both = common(first, second)
    sizes = [geodesy.area_as_drawn_km2(shape) for shape in (one, two)]
    shared = min(geodesy.area_as_drawn_km2(both) if not both.is_empty else 0.0, *sizes)
    change = sizes[1] - sizes[0]
    return Overlap(
        sizes[0], sizes[1], change, shared,
        sizes[0] / KM2_PER_NM2, sizes[1] / KM2_PER_NM2, change / KM2_PER_NM2, shared / KM2_PER_NM2,
        shared / sizes[0], shared / sizes[1], shared / (sum(sizes) - shared),
        nearest_nm(one, two),
    )  # fmt: skip


def nearest_nm(first: BaseGeometry, second: BaseGeometry) -> float:
    """The shortest geodesic between two areas, 0 where they meet.

    Parameters
    ----------
    first, second : shapely geometry
        Polygons in (lon, lat) within ±180, sides straight in (lon, lat).

    Examples
    --------
    >>> from shapely.geometry import box
    >>> round(nearest_nm(box(0, 0, 1, 1), box(2, 0, 3, 1)), 2)
    60.1
    """
    if shapely.intersects(first, second):
        return 0.0
    foot = outline_of(first).nearest_to(outline_of(second))
    return foot.distance_nm if foot else 0.0


def offset_nm(first: BaseGeometry, second: BaseGeometry) -> float:
    """How far two outlines are apart at the worst place (Hausdorff distance), in nm.

    Measured in a plane about the first, which is true to 1 % for shapes that nearly agree and
    lie within some hundred miles; the order of corners and where a ring begins do not matter.

    Examples
    --------
    >>> from shapely.geometry import box
    >>> round(offset_nm(box(130, 40, 131, 41), box(130, 40, 131, 41.002)), 2)
    0.12
    """
    one = geodesy.unwrap(first)
    west, south, east, north = one.bounds
    center = (west + east) / 2
    two = geodesy.unwrap(second, center)
    scale = 60.0 * np.array([math.cos(math.radians((south + north) / 2)), 1.0])
    flat: Any = [shapely.transform(shape, lambda lonlat: lonlat * scale) for shape in (one, two)]
    return float(shapely.hausdorff_distance(flat[0].boundary, flat[1].boundary))


def outline_of(shape: Any) -> Outline:
    """The sides of a shape as pieces that can be measured from."""
    return Outline(*geodesy.cut_sides(*geodesy.sides(shape))[:2])


def _areas_relation(first: Any, second: Any) -> Same:
    if offset_nm(first, second) <= SAME_NM:
        return "same"
    meets = shapely.intersects(first, second) and not shapely.touches(first, second)
    return "overlapping" if meets else "different"


def _gap_nm(area: Any, disc: Subject) -> float:
    lon, lat = disc.position
    if shapely.intersects_xy(area, lon, lat):
        return 0.0
    foot = outline_of(area).nearest(lon, lat)
    return foot.distance_nm if foot else math.inf


def _spread_deg(distance_nm: float, unsure_nm: float) -> float:
    """The angle between the way and the inner common tangent of the two discs, on a sphere."""
    if unsure_nm == 0:
        return 0.0
    reach = math.sin(math.radians(min(unsure_nm / 60.0, 90.0)))
    across = math.sin(math.radians(min(distance_nm / 60.0, 180.0)))
    if unsure_nm >= distance_nm or reach >= across:
        return 180.0
    return math.degrees(math.asin(reach / across))


def _valid(shape: Any) -> Any:
    return shape if shape.is_valid else shapely.make_valid(shape)


def _polygons(shape: BaseGeometry) -> Any:
    """What of an intersection has a size: areas that only touch leave lines and points."""
    parts = [part for part in shapely.get_parts(shape) if part.geom_type.endswith("Polygon")]
    return shapely.MultiPolygon([p for part in parts for p in shapely.get_parts(part)])
