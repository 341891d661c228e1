"""Areas and middles of shapes whose sides are straight in (lon, lat), as files mean them."""

from __future__ import annotations

import math
from typing import Any

import numpy as np
import shapely
from numpy.typing import NDArray
from shapely.geometry.base import BaseGeometry

from mapper.errors import GeometryError, Problem
from mapper.geodesy.antimeridian import normalise_lon
from mapper.geodesy.measures import E2, SEMI_MAJOR_M, Floats, Lonlat

KM2_PER_NM2 = 1.852**2
"""Square kilometres in a square nautical mile."""

# Of the strips' height; eight terms are exact to a double.
_SERIES = [(1 - E2) * (1 + 1 / (2 * power + 1)) for power in range(8)]
_HALF = math.sqrt(0.6) / 2
# Sides are straight in (lon, lat); cut this short, a great circle leaves one by under 0.005 nm.
_SIDE_DEG = 0.25
_GAUSS = ((0.5 - _HALF, 5 / 18), (0.5, 8 / 18), (0.5 + _HALF, 5 / 18))


def area_as_drawn_km2(shape: BaseGeometry) -> float:
    """Area on the ellipsoid of polygons whose sides are straight in (lon, lat), in km².

    Every file of the atlas means its sides so: rhumb lines and geodesics are densified before
    they are written. The strip between a side and the equator is integrated on the authalic
    sphere (Snyder, Map Projections: A Working Manual, 1987, eq. 3-12) by three-point
    Gauss-Legendre quadrature, which errs by less than 1e-9 of it for sides below 3°. The
    orientation of rings does not matter.

    Examples
    --------
    >>> from shapely.geometry import box
    >>> round(area_as_drawn_km2(box(0, 0, 1, 1)), 1)
    12308.5
    """
    return float(areas_as_drawn_km2(np.array([shape], dtype=object))[0])


def areas_as_drawn_km2(shapes: NDArray[np.object_]) -> Floats:
    """Areas of many shapes at once; see ``area_as_drawn_km2``.

    Parameters
    ----------
    shapes : array of shapely geometry, shape (n,)
        What is not a polygon counts nothing.

    Returns
    -------
    ndarray, shape (n,)
        km².
    """
    parts, owner = _polygons(shapes)
    rings, part = shapely.get_rings(shapely.orient_polygons(parts), return_index=True)
    points, ring = shapely.get_coordinates(rings, return_index=True)
    same = ring[1:] == ring[:-1]
    start, end = points[:-1][same], points[1:][same]
    strips = strips_km2(start[:, 0], start[:, 1], end[:, 0], end[:, 1])
    total = np.bincount(owner[part[ring[:-1][same]]], strips, minlength=len(shapes))
    return np.asarray(total, dtype=float)


def strips_km2(x0: Floats, y0: Floats, x1: Floats, y1: Floats) -> Floats:
    """Areas between sides and the equator, positive where a side runs west on the north.

    Round a ring whose inside lies to the left they add up to its area.

    Parameters
    ----------
    x0, y0, x1, y1 : ndarray, shape (n,)
        Longitudes and latitudes of both ends, degrees.

    Returns
    -------
    ndarray, shape (n,)
        km².
    """
    height = np.zeros(len(x0))
    for share, weight in _GAUSS:
        height += weight * _authalic(y0 + share * (y1 - y0))
    return np.radians(x0 - x1) * height * ((SEMI_MAJOR_M / 1000) ** 2 / 2)


def middle(shape: BaseGeometry) -> Lonlat:
    """The centre of gravity of an area or line on the sphere.

    Of an area, half the sum of each side's angle times the normal of its plane (the integral of
    the position over a spherical polygon); of a line, the mean of its sides by length; of
    points, their mean.

    Raises
    ------
    GeometryError
        The shape is empty.

    Examples
    --------
    >>> from shapely.geometry import box
    >>> lon, lat = middle(box(130, 40, 132, 41))
    >>> round(lon, 6), round(lat, 3)
    (131.0, 40.5)
    """
    if shape.is_empty:
        raise GeometryError(Problem("shape", "expected a shape, got an empty one"))
    shape = shapely.segmentize(shape, _SIDE_DEG)
    polygons, _ = _polygons(np.array([shape], dtype=object))
    rings: Any = shapely.get_rings(shapely.orient_polygons(polygons)) if len(polygons) else None
    points, line = shapely.get_coordinates(shape if rings is None else rings, return_index=True)
    vectors = _vectors(points)
    same = line[1:] == line[:-1]
    start, end = vectors[:-1][same], vectors[1:][same]
    if rings is None and shape.geom_type.endswith("Point"):
        sums = vectors.sum(axis=0)
    elif rings is None:
        sums = ((start + end) / 2 * np.linalg.norm(end - start, axis=1)[:, None]).sum(axis=0)
    else:
        normals = np.cross(start, end)
        sine = np.linalg.norm(normals, axis=1)
        angle = np.arctan2(sine, (start * end).sum(axis=1))
        sums = (normals * (angle / np.maximum(sine, 1e-300))[:, None]).sum(axis=0)
    lon, lat = np.degrees([np.arctan2(sums[1], sums[0]), np.arctan2(sums[2], np.hypot(*sums[:2]))])
    return normalise_lon(float(lon)), float(lat)


def _polygons(shapes: NDArray[np.object_]) -> tuple[NDArray[np.object_], NDArray[np.intp]]:
    parts, owner = shapely.get_parts(shapes, return_index=True)
    flat, part = shapely.get_parts(parts, return_index=True)
    kept = shapely.get_type_id(flat) == int(shapely.GeometryType.POLYGON)
    return flat[kept], owner[part][kept]


def _authalic(lat: Floats) -> Floats:
    """The closed form, (1 - e²) (s / (1 - e² s²) + artanh(e s) / e), as a series in (e s)²."""
    sine = np.sin(np.radians(lat))
    square = E2 * sine * sine
    found = np.full_like(sine, _SERIES[-1])
    for factor in _SERIES[-2::-1]:
        found = found * square + factor
    return found * sine


def _vectors(lonlat: Floats) -> Floats:
    lon, lat = np.radians(lonlat[:, 0]), np.radians(lonlat[:, 1])
    return np.column_stack([np.cos(lat) * np.cos(lon), np.cos(lat) * np.sin(lon), np.sin(lat)])
