"""Shapes on the ellipsoid: sides, circles, corridors, buffers."""

from __future__ import annotations

import math
from collections.abc import Sequence
from functools import partial
from itertools import pairwise
from typing import Any, Literal

import numpy as np
import shapely
from shapely.geometry import LineString, MultiPoint, Polygon
from shapely.geometry.base import BaseGeometry

from mapper.errors import GeometryError, Problem
from mapper.geodesy.antimeridian import orient, split_antimeridian, unwrap
from mapper.geodesy.measures import (
    E2,
    NM_M,
    Floats,
    Lonlat,
    check_position,
    destination,
    distance_nm,
    geod,
)

Side = Literal["geodesic", "rhumb"]
ANNOUNCED: Side = "rhumb"
"""What the sides of an announced area are, unless its text says otherwise."""

COMPUTED: Side = "geodesic"
"""What the sides of a computed limit are."""

_E = math.sqrt(E2)
_DEGREE_NM = 60.0


def densify(shape: BaseGeometry, side: Side, tolerance_nm: float = 0.01) -> Any:
    """Add positions until every straight lon/lat side is within a tolerance of the true side.

    Announced sides are rhumb lines unless the text says otherwise, computed limits geodesics.

    Parameters
    ----------
    shape : shapely geometry
        Lines or polygons in (lon, lat); longitudes continuous, or jumping at 180°.
    side : {'geodesic', 'rhumb'}
        What the sides are.
    tolerance_nm : float
        The largest distance between a written side and the true one.

    Returns
    -------
    shapely geometry
        Longitudes continuous; the given corners stay.
    """
    between = _geodesic_point if side == "geodesic" else rhumb_point

    def add(coordinates: Floats) -> Floats:
        points: list[Lonlat] = [(float(coordinates[0][0]), float(coordinates[0][1]))]
        for a, b in pairwise(coordinates):
            start, end = (float(a[0]), float(a[1])), (float(b[0]), float(b[1]))
            points += _between(start, end, between, tolerance_nm, 0)
            points.append(end)
        return np.asarray(points)

    continuous = unwrap(shape)
    parts: list[Any] = []
    for part in shapely.get_parts(continuous):
        if part.geom_type == "Polygon":
            rings = [add(shapely.get_coordinates(ring)) for ring in part.interiors]
            parts.append(Polygon(add(shapely.get_coordinates(part.exterior)), rings))
        else:
            parts.append(LineString(add(shapely.get_coordinates(part))))
    if len(parts) == 1 and not continuous.geom_type.startswith("Multi"):
        return parts[0]
    many = shapely.multipolygons if parts[0].geom_type == "Polygon" else shapely.multilinestrings
    return many(parts)


def _between(a: Lonlat, b: Lonlat, between: Any, tolerance_nm: float, depth: int) -> list[Lonlat]:
    """Halve a side until its thirds lie on the straight line within the tolerance."""
    if depth >= 12 or a == b:
        return []
    worst = max(_off(a, b, between(a, b, share), share) for share in (0.25, 0.5, 0.75))
    if worst <= tolerance_nm:
        return []
    middle = between(a, b, 0.5)
    return [
        *_between(a, middle, between, tolerance_nm, depth + 1),
        middle,
        *_between(middle, b, between, tolerance_nm, depth + 1),
    ]


def _off(a: Lonlat, b: Lonlat, true: Lonlat, share: float) -> float:
    """How far a true point lies from the straight lon/lat side, across it, in nm."""
    scale = math.cos(math.radians(a[1] + share * (b[1] - a[1])))
    dx, dy = (b[0] - a[0]) * scale, b[1] - a[1]
    px, py = (true[0] - a[0]) * scale, true[1] - a[1]
    length = math.hypot(dx, dy)
    if length == 0:
        return 0.0
    return abs(px * dy - py * dx) / length * _DEGREE_NM


def _geodesic_point(a: Lonlat, b: Lonlat, share: float) -> Lonlat:
    azimuth, _, length = geod().inv(*a, *b)
    lon, lat, _ = geod().fwd(*a, azimuth, length * share)
    return float(lon + 360.0 * round((a[0] + share * (b[0] - a[0]) - lon) / 360.0)), float(lat)


def rhumb_point(a: Lonlat, b: Lonlat, share: float) -> Lonlat:
    """The point at a share of the latitude span (or of the parallel) along a rhumb line.

    A rhumb line is straight in Mercator: longitude is linear in the isometric latitude of the
    ellipsoid (Snyder, Map Projections: A Working Manual, 1987, eq. 7-7).

    Examples
    --------
    >>> rhumb_point((0.0, 10.0), (4.0, 10.0), 0.5)
    (2.0, 10.0)
    """
    lat = a[1] + share * (b[1] - a[1])
    if abs(b[1] - a[1]) < 1e-9:
        return a[0] + share * (b[0] - a[0]), lat
    first, last = _isometric(a[1]), _isometric(b[1])
    along = (_isometric(lat) - first) / (last - first)
    return a[0] + along * (b[0] - a[0]), lat


def _isometric(lat: float) -> float:
    phi = math.radians(max(-89.999999, min(89.999999, lat)))
    sine = math.sin(phi)
    return math.asinh(math.tan(phi)) - _E * math.atanh(_E * sine)


def circle(center: Sequence[float], radius_nm: float, points: int | None = None) -> Any:
    """Draw a geodesic circle.

    Parameters
    ----------
    center : (lon, lat)
        Degrees.
    radius_nm : float
        Nautical miles, up to 3,000.
    points : int, optional
        Corners; by default 72, which keep the outline within 0.1 % of the radius.

    Returns
    -------
    Polygon or MultiPolygon
        Split at the antimeridian, right-handed; a pole inside is enclosed.

    Examples
    --------
    >>> circle((132, 42), 45).geom_type
    'Polygon'
    """
    lon, lat = check_position(center)
    if not 0 < radius_nm <= 3000:
        raise GeometryError(
            Problem("circle", f"expected a radius above 0 and up to 3,000 nm, got {radius_nm:g}")
        )
    return split_antimeridian(_disc((lon, lat), radius_nm, points or 72))


def _disc(center: Lonlat, radius_nm: float, points: int) -> Polygon:
    """A circle in continuous longitudes; corners slightly outside, so that the area is right."""
    step = 2 * math.pi / points
    reach = radius_nm * NM_M * math.sqrt(step / math.sin(step))
    azimuths = -np.arange(points) * 360.0 / points
    lon, lat, _ = geod().fwd(
        np.full(points, center[0]), np.full(points, center[1]), azimuths, np.full(points, reach)
    )
    lon = np.asarray(lon)
    lon = center[0] + (lon - center[0] + 180) % 360 - 180
    ring = np.column_stack([lon, lat])
    pole = 90.0 if center[1] >= 0 else -90.0
    if distance_nm(center, (center[0], pole)) < radius_nm:
        ring = _round_pole(ring, center[0], pole)
    return Polygon(ring)


def _round_pole(ring: Floats, center_lon: float, pole: float) -> Floats:
    """Close a ring that goes round a pole along the meridian opposite its centre."""
    ordered = ring[np.argsort(ring[:, 0])]
    west, east = center_lon - 180.0, center_lon + 180.0
    edge = (ordered[0, 1] + ordered[-1, 1]) / 2
    return np.vstack([[west, pole], [west, edge], ordered, [east, edge], [east, pole]])


def corridor(points: Sequence[Sequence[float]], radii_nm: Sequence[float]) -> Any:
    """The area within a distance of a line, the distance running from point to point.

    The union of the discs round the points and of the tapered hull of each two neighbours, each
    in an azimuthal equidistant frame about the middle of its leg. Long legs are cut to 120 nm
    first, so that the frames' distortion stays below 0.05 % of the width.

    Parameters
    ----------
    points : sequence of (lon, lat)
        The line; sides are geodesics.
    radii_nm : sequence of float
        The half-width at each point.

    Returns
    -------
    Polygon or MultiPolygon
        Split at the antimeridian, right-handed.
    """
    if len(points) != len(radii_nm) or not len(points):
        raise GeometryError(
            Problem("corridor", f"expected one radius a point, got {len(points)} points and "
                    f"{len(radii_nm)} radii")
        )  # fmt: skip
    if len(points) == 1:
        return circle(points[0], radii_nm[0])
    line, widths = _cut(points, radii_nm)
    hulls = [
        _hull(a, b, wide_a, wide_b)
        for (a, wide_a), (b, wide_b) in pairwise(zip(line, widths, strict=True))
    ]
    frame = [unwrap(hull, line[0][0]) for hull in _chained(hulls)]
    whole = shapely.union_all(frame, grid_size=1e-7)
    tolerance = max(0.05, min(radii_nm) / 200) / _DEGREE_NM
    return split_antimeridian(whole.simplify(tolerance))


def _chained(hulls: list[Polygon]) -> list[Polygon]:
    """Neighbours brought to the same turn of longitude, one after the other."""
    chained = [hulls[0]]
    for hull in hulls[1:]:
        chained.append(unwrap(hull, (chained[-1].bounds[0] + chained[-1].bounds[2]) / 2))
    return chained


def _cut(
    points: Sequence[Sequence[float]], radii_nm: Sequence[float]
) -> tuple[list[Lonlat], list[float]]:
    line: list[Lonlat] = [check_position(points[0])]
    widths = [float(radii_nm[0])]
    for (start, wide_a), (end, wide_b) in pairwise(zip(points, radii_nm, strict=True)):
        a, b = check_position(start), check_position(end)
        count = max(1, math.ceil(distance_nm(a, b) / 120.0))
        azimuth, _, length = geod().inv(*a, *b)
        for step in range(1, count + 1):
            share = step / count
            line.append(b if step == count else destination(a, azimuth, share * length / NM_M))
            widths.append(wide_a + share * (wide_b - wide_a))
    return line, widths


def _hull(a: Lonlat, b: Lonlat, wide_a: float, wide_b: float) -> Polygon:
    """The convex hull of two discs, in a frame about their middle."""
    azimuth, _, length = geod().inv(*a, *b)
    center = destination(a, azimuth, length / 2 / NM_M) if length else a
    ends = _to_frame(center, np.array([a, b]))
    angles = np.linspace(0, 2 * math.pi, 65)[:-1]
    rim = np.column_stack([np.cos(angles), np.sin(angles)]) * NM_M
    hull = MultiPoint(np.vstack([rim * wide_a + ends[0], rim * wide_b + ends[1]])).convex_hull
    return Polygon(_from_frame(center, shapely.get_coordinates(hull)))


def _to_frame(center: Lonlat, lonlats: Floats) -> Floats:
    """Metres east and north of a centre in its azimuthal equidistant frame, on the ellipsoid."""
    count = len(lonlats)
    lon, lat = np.full(count, center[0]), np.full(count, center[1])
    azimuth, _, length = geod().inv(lon, lat, lonlats[:, 0], lonlats[:, 1])
    bearing = np.radians(azimuth)
    return np.column_stack([length * np.sin(bearing), length * np.cos(bearing)])


def _from_frame(center: Lonlat, metres: Floats) -> Floats:
    """The way back: (lon, lat), the longitude within half a turn of the centre."""
    count = len(metres)
    azimuth = np.degrees(np.arctan2(metres[:, 0], metres[:, 1]))
    length = np.hypot(metres[:, 0], metres[:, 1])
    lon, lat, _ = geod().fwd(np.full(count, center[0]), np.full(count, center[1]), azimuth, length)
    return np.column_stack([center[0] + (lon - center[0] + 180) % 360 - 180, lat])


def buffer_nm(shape: BaseGeometry, width_nm: float) -> Any:
    """The shape widened by a distance, in an azimuthal equidistant frame about its middle.

    Meant for shapes up to about 1,000 nm across; the width is true to 1 % there and to 0.1 %
    below 300 nm.
    """
    continuous = unwrap(shape)
    west, south, east, north = continuous.bounds
    center = ((west + east) / 2, (south + north) / 2)
    flat = shapely.transform(continuous, partial(_to_frame, center))
    wide = flat.buffer(width_nm * NM_M)
    return split_antimeridian(shapely.transform(wide, partial(_from_frame, center)))


__all__ = ["buffer_nm", "circle", "corridor", "densify", "orient", "rhumb_point"]
