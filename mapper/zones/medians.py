"""Median lines: every point is as far from one state's coast as from the other's."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray
from scipy.spatial import ConvexHull
from shapely.geometry import LineString

from mapper.geodesy import NM_M
from mapper.geodesy.measures import Floats
from mapper.zones.frame import Frame, geodesics, lonlats, moved, unit_vectors
from mapper.zones.generators import Generators

REACH_NM = 204.0
"""Medians are followed a little beyond 200 nm, so that they meet the limit."""

STEP_KM = 2.0
_NM_PER_DEGREE = 60.0405
_KM_PER_DEGREE = 111.2
_SEARCH_NM = 320.0


@dataclass(frozen=True)
class Cells:
    """The spherical Delaunay triangles of the generators.

    Attributes
    ----------
    corners, neighbours : array of shape (m, 3)
        Indices of generators; indices of the triangles opposite each corner.
    centers : array of shape (m, 2)
        Circumcentres (lon, lat), equidistant on the ellipsoid where medians need them.
    radius_nm : array of shape (m,)
        Distance of the circumcentre from its corners, on the sphere.
    """

    corners: NDArray[np.intp]
    neighbours: NDArray[np.intp]
    centers: Floats
    radius_nm: Floats


@dataclass(frozen=True)
class Median:
    """A piece of median line between two labels."""

    line: LineString
    labels: tuple[str, str]


def triangulate(generators: Generators, frame: Frame) -> Cells:
    """Find the triangles: the convex hull of points on a sphere is their Delaunay triangulation.

    Circumcentres are then moved, by Newton's method on geodesic distances, to where the three
    corners are equally far on the ellipsoid.
    """
    vectors = unit_vectors(generators.lonlat)
    hull = ConvexHull(vectors)
    corners = hull.simplices.astype(np.intp)
    first, second, third = (vectors[corners[:, place]] for place in range(3))
    normal = np.cross(second - first, third - first)
    size = np.linalg.norm(normal, axis=1)
    center = np.where((size > 1e-14)[:, None], normal / np.maximum(size, 1e-30)[:, None], first)
    outward = np.sign((center * hull.equations[:, :3]).sum(axis=1))
    center *= outward[:, None]
    cosine = np.clip((center * first).sum(axis=1), -1.0, 1.0)
    radius = np.degrees(np.arccos(cosine)) * _NM_PER_DEGREE
    centers = lonlats(center, frame)
    labels = generators.labels[corners]
    mixed = (labels[:, 0] != labels[:, 1]) | (labels[:, 0] != labels[:, 2])
    wanted = np.flatnonzero(mixed & (radius < _SEARCH_NM) & (radius > 0.02))
    centers[wanted] = _equidistant(centers[wanted], generators.lonlat, corners[wanted])
    return Cells(corners, hull.neighbors.astype(np.intp), centers, radius)


def medians(cells: Cells, generators: Generators, frame: Frame) -> list[Median]:
    """The median lines between generators of different labels, within reach of the coast."""
    triangle, other, left, right = _mixed_edges(cells, generators)
    start = unit_vectors(cells.centers[triangle])
    end = unit_vectors(cells.centers[other])
    cosine = np.clip((start * end).sum(axis=1), -1.0, 1.0)
    length = np.degrees(np.arccos(cosine)) * _KM_PER_DEGREE
    count = np.maximum(1, np.ceil(np.minimum(length, 20_000.0) / STEP_KM)).astype(int)
    arc = np.repeat(np.arange(len(count)), count + 1)
    offset = np.arange((count + 1).sum()) - np.repeat(np.cumsum(count + 1) - count - 1, count + 1)
    share = (offset / count[arc])[:, None]
    between = start[arc] * (1 - share) + end[arc] * share
    points = lonlats(between / np.linalg.norm(between, axis=1)[:, None], frame)
    inner = (offset > 0) & (offset < count[arc])
    points[inner] = _halfway(
        points[inner], generators.lonlat[left[arc][inner]], generators.lonlat[right[arc][inner]]
    )
    points = np.round(points, 8)
    reach = geodesics(points, generators.lonlat[left[arc]])[1] / NM_M <= REACH_NM
    pairs = [(str(generators.labels[i]), str(generators.labels[j]))
             for i, j in zip(left, right, strict=True)]  # fmt: skip
    return _pieces(points, arc, reach, pairs)


def _mixed_edges(cells: Cells, generators: Generators) -> tuple[NDArray[np.intp], ...]:
    """Edges of neighbouring triangles whose two ends have different labels."""
    count = len(cells.corners)
    triangle = np.repeat(np.arange(count), 3)
    place = np.tile(np.arange(3), count)
    other = cells.neighbours[triangle, place]
    left = cells.corners[triangle, (place + 1) % 3]
    right = cells.corners[triangle, (place + 2) % 3]
    near = np.minimum(cells.radius_nm[triangle], cells.radius_nm[other]) < _SEARCH_NM
    kept = (triangle < other) & near & (generators.labels[left] != generators.labels[right])
    return triangle[kept], other[kept], left[kept], right[kept]


def _equidistant(points: Floats, lonlat: Floats, corners: NDArray[np.intp]) -> Floats:
    """Move each point to where its three corners are equally far, in three Newton steps."""
    for _ in range(3):
        rays = [geodesics(points, lonlat[corners[:, place]]) for place in range(3)]
        (east, north), (gap_1, gap_2) = _gradients(rays), (rays[k][1] - rays[0][1] for k in (1, 2))
        determinant = east[0] * north[1] - north[0] * east[1]
        solvable = np.abs(determinant) > 1e-6
        safe = np.where(solvable, determinant, 1.0)
        step_east = np.where(solvable, (-gap_1 * north[1] + gap_2 * north[0]) / safe, 0.0)
        step_north = np.where(solvable, (-gap_2 * east[0] + gap_1 * east[1]) / safe, 0.0)
        limit = np.minimum(1.0, 2000.0 / np.maximum(np.hypot(step_east, step_north), 1e-9))
        points = moved(points, step_east * limit, step_north * limit)
    return points


def _gradients(rays: list[tuple[Floats, Floats]]) -> tuple[list[Floats], list[Floats]]:
    """How the difference of two distances grows eastward and northward."""
    first = rays[0][0]
    east = [np.sin(first) - np.sin(rays[k][0]) for k in (1, 2)]
    north = [np.cos(first) - np.cos(rays[k][0]) for k in (1, 2)]
    return east, north


def _halfway(points: Floats, left: Floats, right: Floats) -> Floats:
    """Move each point across the line until both its generators are equally far."""
    for _ in range(2):
        azimuth_left, to_left = geodesics(points, left)
        azimuth_right, to_right = geodesics(points, right)
        east = np.sin(azimuth_right) - np.sin(azimuth_left)
        north = np.cos(azimuth_right) - np.cos(azimuth_left)
        square = east * east + north * north
        step = np.where(square > 1e-8, (to_right - to_left) / np.maximum(square, 1e-8), 0.0)
        step = np.clip(step, -3000.0, 3000.0)
        points = moved(points, step * east, step * north)
    return points


def _pieces(
    points: Floats, arc: NDArray[np.intp], reach: NDArray[np.bool_], pairs: list[tuple[str, str]]
) -> list[Median]:
    joined = (arc[1:] == arc[:-1]) & reach[1:] & reach[:-1]
    joined &= np.abs(np.diff(points[:, 0])) < 5.0
    starts = np.flatnonzero(joined & ~np.concatenate([[False], joined[:-1]]))
    ends = np.flatnonzero(joined & ~np.concatenate([joined[1:], [False]])) + 1
    return [
        Median(LineString(points[start : end + 1]), pairs[arc[start]])
        for start, end in zip(starts, ends, strict=True)
        if not (points[start] == points[end]).all()
    ]
