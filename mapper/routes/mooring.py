"""Fixes on land: the water that they belong to."""

from __future__ import annotations

import math

import numpy as np
import shapely
from shapely.geometry.base import BaseGeometry

from mapper import geodesy
from mapper.basemap import Basemap
from mapper.errors import Problem, RouteError
from mapper.routes.corners import CLEARANCE_NM, Floats
from mapper.routes.frames import Detail

Lonlat = tuple[float, float]

_OFFING_NM = 0.1
_DIGITS = 4


def nearest_water(basemap: Basemap, point: Lonlat, within_nm: float) -> Lonlat:
    """The nearest position in open water, 0.1 nm off the shore, written with four decimals.

    Parameters
    ----------
    basemap : Basemap
        Gives the land.
    point : (lon, lat)
        On land.
    within_nm : float
        How far it may be moved.

    Raises
    ------
    RouteError
        There is no open water so near.
    """
    coast = basemap.nearest_coast(*point)
    shore = math.inf if coast is None else coast.distance_nm
    radius = 1.1 * shore + 3 * _OFFING_NM
    while shore <= within_nm and radius < 2 * within_nm + 1.0:
        found = _in_disc(basemap, point, radius)
        if found and geodesy.distance_nm(point, found) <= max(within_nm, shore + 3 * _OFFING_NM):
            return found
        radius *= 2
    far = f"the coast is {shore:.1f} nm away" if shore > within_nm else "there is only a lake"
    raise RouteError(
        Problem(
            f"position ({point[0]:g}, {point[1]:g})",
            f"on land; expected open sea within {within_nm:g} nm, but {far}",
            "correct the position or widen its uncertainty",
        )
    )


def _in_disc(basemap: Basemap, point: Lonlat, radius_nm: float) -> Lonlat | None:
    """The nearest open water in a disc, if there is any."""
    disc = geodesy.unwrap(geodesy.circle(point, radius_nm), point[0])
    water = geodesy.unwrap(basemap.sea_clip(disc), point[0])
    best: tuple[float, Lonlat] | None = None
    for piece in shapely.get_parts(water):
        inside = piece.representative_point()
        if _lake(basemap, inside.x, inside.y) is not None:
            continue
        found = _nearest_inside(piece, point)
        if found and not basemap.is_land(*found):
            distance = geodesy.distance_nm(point, found)
            best = min(best or (math.inf, found), (distance, found))
    return best[1] if best else None


def _nearest_inside(piece: BaseGeometry, point: Lonlat) -> Lonlat | None:
    """The nearest position of a piece of water that keeps off its edge."""
    scale = np.array([60.0 * math.cos(math.radians(point[1])), 60.0])
    flat = _seen_from(np.asarray(point), piece, scale)
    for offing in (_OFFING_NM, _OFFING_NM / 4):
        inner = flat.buffer(-offing)
        if not inner.is_empty:
            near = shapely.get_coordinates(shapely.shortest_line(inner, shapely.Point(0, 0)))[0]
            lon, lat = near / scale + point
            return round(geodesy.normalise_lon(float(lon)), _DIGITS), round(float(lat), _DIGITS)
    return None


def same_water(basemap: Basemap, a: Lonlat, b: Lonlat) -> bool:
    """Whether two positions lie in the ocean both, or in the same lake."""
    return _lake(basemap, *a) == _lake(basemap, *b)


def _lake(basemap: Basemap, lon: float, lat: float) -> int | None:
    """The index of the water, enclosed by land as the Caspian Sea is, that holds a position."""
    inside = shapely.intersects_xy(basemap.lakes, geodesy.normalise_lon(lon), lat)
    return int(np.argmax(inside)) if inside.any() else None


def _seen_from(point: Floats, shape: BaseGeometry, scale: Floats) -> BaseGeometry:
    """A shape in flat nautical miles about a position."""
    return shapely.transform(shape, lambda lonlat: (lonlat - point) * scale)


def off_land(land: Detail, point: Floats) -> Floats:
    """The position itself, or one near it off the simplified land that covers it."""
    scale = np.array([60.0 * math.cos(math.radians(point[1])), 60.0])
    for attempt in range(1, 5):
        shore = land.shore_at(point)
        if shore is None:
            break
        flat = _seen_from(point, shore, scale)
        foot = shapely.get_coordinates(shapely.shortest_line(shapely.Point(0, 0), flat))[-1]
        length = max(float(np.hypot(*foot)), CLEARANCE_NM)
        point = point + foot * (1 + 2 * attempt * CLEARANCE_NM / length) / scale
    return point
