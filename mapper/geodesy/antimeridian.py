"""Shapes across 180°: unwrapped for work and display, split as RFC 7946 asks for storage."""

from __future__ import annotations

from typing import Any

import numpy as np
import shapely
from shapely.geometry import box
from shapely.geometry.base import BaseGeometry

from mapper.geodesy.measures import Floats


def normalise_lon(lon: float) -> float:
    """A longitude brought into -180 to 180 (180 itself stays).

    Examples
    --------
    >>> normalise_lon(190), normalise_lon(180), normalise_lon(-540)
    (-170.0, 180.0, -180.0)
    """
    if -180 <= lon <= 180:
        return float(lon)
    return float((lon + 180) % 360 - 180)


def shifted(shapes: Any, by_deg: float) -> Any:
    """A shape, or an array of them, with its longitudes moved.

    Examples
    --------
    >>> from shapely.geometry import Point
    >>> print(shifted(Point(-170, 10), 360.0))
    POINT (190 10)
    """
    if by_deg == 0:
        return shapes
    return shapely.transform(shapes, lambda lonlat: lonlat + np.array([by_deg, 0.0]))


def unwrap(shape: BaseGeometry, center_lon: float | None = None) -> Any:
    """The same shape with continuous longitudes, which may pass ±180.

    Consecutive positions of a line or ring are taken to be less than 180° apart. Parts of a
    multi-part shape are brought next to each other; polygons that touch across the antimeridian
    are joined again. A ring that goes round the globe is closed over the pole on its smaller side.

    Parameters
    ----------
    shape : shapely geometry
        In (lon, lat) degrees.
    center_lon : float, optional
        The longitude near which the result lies; by default near the shape's first part.
    """
    if shape.is_empty:
        return shape
    parts = [_continuous(part) for part in shapely.get_parts(shape)]
    middle = _middle(parts[0]) if center_lon is None else center_lon
    moved = [shifted(part, 360.0 * round((middle - _middle(part)) / 360.0)) for part in parts]
    if len(moved) == 1:
        return moved[0]
    if moved[0].geom_type == "Polygon":
        return _joined(moved)
    return _multi(moved)


def split_antimeridian(shape: BaseGeometry, *, unwrapped: bool = False) -> Any:
    """The same shape cut at ±180, every longitude within -180 to 180, rings right-handed.

    RFC 7946, section 3.1.9. Continuous longitudes beyond ±180 are read as such; a line or ring
    that jumps by more than 180° is read as crossing, unless it is unwrapped already.

    Parameters
    ----------
    shape : shapely geometry
        In (lon, lat) degrees.
    unwrapped : bool
        Whether every side runs as it is written, also one of more than 180°.

    Examples
    --------
    >>> split_antimeridian(box(-100, 0, 190, 10), unwrapped=True).bounds
    (-180.0, 0.0, 180.0, 10.0)
    """
    if shape.is_empty:
        return shape
    continuous = shape if unwrapped else unwrap(shape)
    west, _, east, _ = continuous.bounds
    if west >= -180 and east <= 180:
        return _simplest(orient(continuous), shape)
    pieces = []
    for turn in range(int(np.floor((west + 180) / 360)), int(np.floor((east + 180) / 360)) + 1):
        window = box(360.0 * turn - 180, -90, 360.0 * turn + 180, 90)
        inside = shapely.intersection(continuous, window)
        kept = [part for part in shapely.get_parts(inside) if _same_dimension(part, continuous)]
        pieces += [_clamped(shifted(part, -360.0 * turn)) for part in kept]
    if east - west >= 360 and pieces and pieces[0].geom_type == "Polygon":
        pieces = [*shapely.get_parts(shapely.union_all(pieces))]  # Ends that meet are one.
    return _simplest(orient(_multi(pieces)), shape)


def orient(shape: BaseGeometry) -> Any:
    """Rings by the right-hand rule: outlines anticlockwise, holes clockwise (RFC 7946, 3.1.6)."""
    return shapely.orient_polygons(shape)


def bbox(shape: BaseGeometry) -> tuple[float, float, float, float]:
    """(west, south, east, north); west exceeds east when the shape crosses 180°.

    Examples
    --------
    >>> from shapely.geometry import LineString
    >>> bbox(LineString([(170, 10), (190, 20)]))
    (170.0, 10.0, -170.0, 20.0)
    """
    west, south, east, north = unwrap(shape).bounds
    if east - west >= 360:
        return -180.0, south, 180.0, north
    return normalise_lon(west), south, normalise_lon(east), north


def _continuous(part: BaseGeometry) -> Any:
    if part.geom_type == "Point":
        return part
    if isinstance(part, shapely.Polygon):
        outline = _over_pole(_steps(shapely.get_coordinates(part.exterior)))
        holes = []
        for ring in part.interiors:
            hole = _steps(shapely.get_coordinates(ring))
            turn = round((np.mean(outline[:, 0]) - np.mean(hole[:, 0])) / 360.0)
            holes.append(hole + np.array([360.0 * turn, 0.0]))
        return shapely.Polygon(outline, holes)
    return shapely.LineString(_steps(shapely.get_coordinates(part)))


def _steps(coordinates: Floats) -> Floats:
    jumps = np.diff(coordinates[:, 0])
    turns = np.concatenate([[0.0], np.cumsum(-360.0 * np.round(jumps / 360.0))])
    moved = coordinates.copy()
    moved[:, 0] += turns
    return moved


def _over_pole(ring: Floats) -> Floats:
    """A ring whose longitudes do not come back to their start, closed over the nearer pole."""
    turn = ring[-1, 0] - ring[0, 0]
    if abs(turn) < 180:
        return ring
    # The area north of a side is its width times 1 - sin(lat); south of it, times 1 + sin(lat).
    sines = np.sin(np.radians(ring[:, 1]))
    lean = np.sum(np.diff(ring[:, 0]) * (sines[1:] + sines[:-1])) / turn
    pole = 90.0 if lean >= 0 else -90.0
    return np.vstack([ring, [ring[-1, 0], pole], [ring[0, 0], pole], ring[:1]])


def _middle(part: BaseGeometry) -> float:
    return float((part.bounds[0] + part.bounds[2]) / 2)


def _clamped(part: BaseGeometry) -> Any:
    return shapely.transform(part, lambda lonlat: np.clip(lonlat, [-180, -90], [180, 90]))


def _joined(parts: list[Any]) -> Any:
    """Put polygons together that share a side on the antimeridian; others stay as they are."""
    edges = [part for part in parts if _touches_180(part)]
    if len(edges) < 2:
        return _multi(parts)
    inner = [part for part in parts if not any(part is edge for edge in edges)]
    return _multi([*inner, *shapely.get_parts(shapely.union_all(edges))])


def _touches_180(part: BaseGeometry) -> bool:
    return any(abs(abs(lon) % 360 - 180) < 1e-9 for lon in (part.bounds[0], part.bounds[2]))


def _multi(parts: list[Any]) -> Any:
    kind = parts[0].geom_type if parts else "Polygon"
    if kind == "Polygon":
        return shapely.multipolygons(parts)
    if kind == "LineString":
        return shapely.multilinestrings(parts)
    return shapely.multipoints(parts)


def _same_dimension(part: BaseGeometry, whole: BaseGeometry) -> bool:
    wanted = whole.geom_type.removeprefix("Multi").replace("LinearRing", "LineString")
    return part.geom_type == wanted and not part.is_empty


def _simplest(result: BaseGeometry, given: BaseGeometry) -> Any:
    """A single part as a single shape, unless the given one was of several parts."""
    if given.geom_type.startswith("Multi") and given.geom_type != "MultiPolygon":
        return result
    parts = shapely.get_parts(result)
    return parts[0] if len(parts) == 1 else result
