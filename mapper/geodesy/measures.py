"""Distances, bearings and areas on the WGS 84 ellipsoid."""

from __future__ import annotations

import math
from collections.abc import Sequence
from functools import cache

import numpy as np
import shapely
from numpy.typing import NDArray
from pyproj import Geod
from shapely.geometry.base import BaseGeometry

from mapper.errors import GeometryError, Problem

Lonlat = tuple[float, float]
Floats = NDArray[np.float64]

NM_M = 1852.0
"""Metres in an international nautical mile (First International Extraordinary Hydrographic
Conference, Monaco 1929)."""

SEMI_MAJOR_M = 6378137.0
"""Equatorial radius of WGS 84 in metres (NGA.STND.0036)."""

E2 = 0.0066943799901413165
"""Square of the first eccentricity of WGS 84 (NGA.STND.0036)."""

_WINDS = (
    "north",
    "north-east",
    "east",
    "south-east",
    "south",
    "south-west",
    "west",
    "north-west",
)


@cache
def geod() -> Geod:
    """The WGS 84 ellipsoid, with Karney's solutions of both geodesic problems (PROJ)."""
    return Geod(ellps="WGS84")


def check_position(point: Sequence[float]) -> Lonlat:
    """Give a position as a pair of finite numbers.

    Raises
    ------
    GeometryError
        A number is not finite, or the latitude is beyond a pole.
    """
    lon, lat = float(point[0]), float(point[1])
    if not (math.isfinite(lon) and math.isfinite(lat)):
        raise GeometryError(Problem("position", f"expected two finite numbers, got ({lon}, {lat})"))
    if abs(lat) > 90:
        raise GeometryError(
            Problem("position", f"expected a latitude from -90 to 90, got {lat:g}",
                    "write (lon, lat)")
        )  # fmt: skip
    return lon, lat


def distance_nm(a: Sequence[float], b: Sequence[float]) -> float:
    """Length of the geodesic between two positions (lon, lat), in nautical miles.

    Examples
    --------
    >>> round(distance_nm((0, 0), (0, 1)), 3)
    59.705
    """
    (lon_a, lat_a), (lon_b, lat_b) = check_position(a), check_position(b)
    return float(geod().inv(lon_a, lat_a, lon_b, lat_b)[2]) / NM_M


def bearing_deg(a: Sequence[float], b: Sequence[float]) -> float:
    """Initial azimuth of the geodesic from ``a`` to ``b``, degrees clockwise from true north.

    Examples
    --------
    >>> bearing_deg((0, 0), (1, 0))
    90.0
    """
    (lon_a, lat_a), (lon_b, lat_b) = check_position(a), check_position(b)
    return float(geod().inv(lon_a, lat_a, lon_b, lat_b)[0]) % 360.0


def bearing_words(bearing: float) -> str:
    """The nearest of the eight winds.

    Examples
    --------
    >>> bearing_words(47), bearing_words(-2)
    ('north-east', 'north')
    """
    return _WINDS[round(bearing % 360 / 45) % 8]


def destination(origin: Sequence[float], bearing: float, distance: float) -> Lonlat:
    """Where a geodesic of a given initial azimuth (degrees) and length (nm) ends.

    Examples
    --------
    >>> lon, lat = destination((0, 0), 0, 59.705)
    >>> round(lat, 3)
    1.0
    """
    lon, lat = check_position(origin)
    end_lon, end_lat, _ = geod().fwd(lon, lat, bearing, distance * NM_M)
    return float(end_lon), float(end_lat)


def interpolate(a: Sequence[float], b: Sequence[float], max_step_nm: float) -> list[Lonlat]:
    """Points along the geodesic from ``a`` to ``b``, both ends included.

    Parameters
    ----------
    a, b : (lon, lat)
        The ends; kept as given.
    max_step_nm : float
        The longest step between two points.
    """
    (lon_a, lat_a), (lon_b, lat_b) = check_position(a), check_position(b)
    steps = max(1, math.ceil(distance_nm(a, b) / max_step_nm))
    inner = geod().npts(lon_a, lat_a, lon_b, lat_b, steps - 1) if steps > 1 else []
    return [(lon_a, lat_a), *((float(lon), float(lat)) for lon, lat in inner), (lon_b, lat_b)]


def area_km2(shape: BaseGeometry) -> float:
    """Area of a polygon on the ellipsoid (sides geodesic), holes left out, in km².

    Karney's method (PROJ ``geodesic polygon``); the orientation of rings does not matter.

    Examples
    --------
    >>> from shapely.geometry import box
    >>> round(area_km2(box(0, 0, 1, 1)), 1)
    12308.8
    """
    total = 0.0
    for polygon in shapely.get_parts(shape):
        if polygon.geom_type != "Polygon" or polygon.is_empty:
            continue
        total += _ring_area(polygon.exterior)
        total -= sum(_ring_area(ring) for ring in polygon.interiors)
    return total / 1e6


def _ring_area(ring: BaseGeometry) -> float:
    lon, lat = shapely.get_coordinates(ring).T
    return abs(float(geod().polygon_area_perimeter(lon, lat)[0]))


def length_nm(shape: BaseGeometry) -> float:
    """Length of a line, or of all sides of a polygon, as geodesics, in nautical miles."""
    total = 0.0
    for part in shapely.get_parts(shape):
        lines = [part.exterior, *part.interiors] if part.geom_type == "Polygon" else [part]
        for line in lines:
            lon, lat = shapely.get_coordinates(line).T
            total += float(geod().line_length(lon, lat)) if len(lon) > 1 else 0.0
    return total / NM_M


def nearest_point(shape: BaseGeometry, point: Sequence[float]) -> tuple[float, Lonlat]:
    """The point of a shape's sides nearest to a position, with its distance.

    Each side is a geodesic. The sides near the nearest vertex are refined one by one in an
    azimuthal equidistant frame centred on the position, which keeps every distance from it true.

    Parameters
    ----------
    shape : shapely geometry
        Lines or polygons; a polygon counts by its outline.
    point : (lon, lat)
        The position.

    Returns
    -------
    distance_nm : float
    nearest : (lon, lat)
    """
    lon, lat = check_position(point)
    starts, ends = sides(shape)
    if not len(starts):
        vertex = shapely.get_coordinates(shape)
        if not len(vertex):
            raise GeometryError(Problem("shape", "expected a shape, got an empty one"))
        starts, ends = vertex, vertex
    return nearest_on_sides(starts, ends, (lon, lat))


def sides(shape: BaseGeometry) -> tuple[Floats, Floats]:
    """All sides of a shape as two arrays of positions, each of shape (n, 2)."""
    coordinates, owners = shapely.get_coordinates(_lines(shape), return_index=True)
    same = owners[1:] == owners[:-1]
    return coordinates[:-1][same], coordinates[1:][same]


def _lines(shape: BaseGeometry) -> list[BaseGeometry]:
    lines: list[BaseGeometry] = []
    for part in shapely.get_parts(shape):
        if part.geom_type == "Polygon":
            lines += [part.exterior, *part.interiors]
        elif part.geom_type in ("LineString", "LinearRing"):
            lines.append(part)
    return lines


def nearest_on_sides(starts: Floats, ends: Floats, point: Lonlat) -> tuple[float, Lonlat]:
    """The nearest point on geodesic sides, each row of ``starts`` and ``ends`` (lon, lat)."""
    lon, lat = point
    from_x, from_y = _frame(starts, lon, lat)
    to_x, to_y = _frame(ends, lon, lat)
    share = _foot(from_x, from_y, to_x - from_x, to_y - from_y)
    x, y = from_x + share * (to_x - from_x), from_y + share * (to_y - from_y)
    flat = np.hypot(x, y)
    near = np.flatnonzero(flat <= flat.min() * 1.02 + 200.0)
    near = near[np.argsort(flat[near])][:24]
    best = min((_refine(starts[i], ends[i], point) for i in near), key=lambda found: found[0])
    return best[0] / NM_M, best[1]


def _frame(points: Floats, lon: float, lat: float) -> tuple[Floats, Floats]:
    """Azimuthal equidistant coordinates (metres) about a position, exact on the ellipsoid."""
    count = len(points)
    azimuth, _, distance = geod().inv(
        np.full(count, lon), np.full(count, lat), points[:, 0], points[:, 1]
    )
    angle = np.radians(azimuth)
    return distance * np.sin(angle), distance * np.cos(angle)


def _foot(x: Floats, y: Floats, dx: Floats, dy: Floats) -> Floats:
    square = dx * dx + dy * dy
    with np.errstate(divide="ignore", invalid="ignore"):
        share = -(x * dx + y * dy) / square
    return np.clip(np.where(square > 0, share, 0.0), 0.0, 1.0)


def _refine(start: Floats, end: Floats, point: Lonlat) -> tuple[float, Lonlat]:
    """Golden-section search along one geodesic side for the least distance (metres)."""
    azimuth, _, length = geod().inv(*start, *end)
    if length < 1.0:
        return float(geod().inv(*point, *start)[2]), (float(start[0]), float(start[1]))

    def at(distance: float) -> tuple[float, Lonlat]:
        lon, lat, _ = geod().fwd(start[0], start[1], azimuth, distance)
        return float(geod().inv(point[0], point[1], lon, lat)[2]), (float(lon), float(lat))

    low, high, golden = 0.0, float(length), (math.sqrt(5) - 1) / 2
    left, right = high - golden * (high - low), low + golden * (high - low)
    found_left, found_right = at(left), at(right)
    while high - low > 1.0:
        if found_left[0] < found_right[0]:
            high, right, found_right = right, left, found_left
            left = high - golden * (high - low)
            found_left = at(left)
        else:
            low, left, found_left = left, right, found_right
            right = low + golden * (high - low)
            found_right = at(right)
    return min(at(0.0), at((low + high) / 2), at(float(length)), key=lambda found: found[0])
