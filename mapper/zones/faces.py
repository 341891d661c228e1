"""The 200 nm limit and the faces between medians and limit, each with its label."""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from typing import Any

import numpy as np
import shapely
from scipy.spatial import cKDTree
from shapely.geometry.base import BaseGeometry

from mapper.errors import GeometryError, Problem
from mapper.geodesy import NM_M, geod
from mapper.geodesy.measures import Floats
from mapper.zones.frame import unit_vectors
from mapper.zones.generators import Generators
from mapper.zones.medians import Cells, Median

LIMIT_NM = 200.0
"""Breadth of the exclusive economic zone (UNCLOS, article 57)."""

GRID_DEG = 1e-7
_CANDIDATES = 8


def limit(
    cells: Cells, generators: Generators, breadth_nm: float = LIMIT_NM, points: int = 360
) -> Any:
    """The area within a breadth of the generators, exact along its outer edge.

    Only generators whose cell reaches that far get a circle; near the coast the area has holes
    where no circle was needed.

    Parameters
    ----------
    cells : Cells
        The triangles of the generators.
    generators : Generators
        Base points.
    breadth_nm : float
        Radius of the circles.
    points : int
        Corners of a circle; 72 keep one of 24 nm within 0.02 nm.
    """
    reaching = np.unique(cells.corners[cells.radius_nm >= 0.985 * breadth_nm])
    centers = generators.lonlat[reaching]
    bin_deg = breadth_nm / 40
    order = np.lexsort((centers[:, 1], np.round(centers[:, 0] / bin_deg)))
    return circles_round(centers[order], breadth_nm, points)


def circles_round(centers: Floats, radius_nm: float, points: int) -> Any:
    """The area within a radius of positions, shape (n, 2): geodesic circles, united."""
    pieces: Any = shapely.polygons(_circles(centers, radius_nm, points))
    while len(pieces) > 1:
        pieces = np.array(
            [shapely.union_all(pieces[i : i + 16]) for i in range(0, len(pieces), 16)]
        )
    return pieces[0]


def _circles(centers: Floats, radius_nm: float, points: int) -> Floats:
    """Rings of geodesic circles, shape (n, points, 2), corners outside: the area is right."""
    step = 2 * math.pi / points
    reach = radius_nm * NM_M * math.sqrt(step / math.sin(step))
    count = len(centers)
    lon = np.repeat(centers[:, 0], points)
    azimuth = np.tile(np.arange(points) * 360.0 / points, count)
    found_lon, found_lat, _ = geod().fwd(
        lon, np.repeat(centers[:, 1], points), azimuth, np.full(count * points, reach)
    )
    unwrapped = lon + (np.asarray(found_lon) - lon + 180.0) % 360.0 - 180.0
    return np.column_stack([unwrapped, found_lat]).reshape(count, points, 2)


def label_faces(
    lines: Sequence[Median], edge: BaseGeometry, generators: Generators
) -> dict[str, Any]:
    """Cut the area within the limit by the medians and give each face to its nearest coast.

    Returns
    -------
    dict of str to polygons
        By label, a valid coverage.
    """
    drawn = [line.line for line in lines]
    net = shapely.union_all([*drawn, edge.boundary], grid_size=GRID_DEG)
    faces = shapely.get_parts(shapely.polygonize(shapely.get_parts(net)))
    inner = shapely.get_coordinates(shapely.point_on_surface(faces))
    owner, distance = nearest(inner, generators)
    labels = generators.labels[owner]
    zones: dict[str, Any] = {}
    for label in sorted(set(labels[distance <= LIMIT_NM])):
        mine = faces[(labels == label) & (distance <= LIMIT_NM)]
        zones[str(label)] = shapely.union_all(mine, grid_size=GRID_DEG)
    return zones


def nearest(points: Floats, generators: Generators) -> tuple[Any, Floats]:
    """The nearest generator of each point and its geodesic distance (nm).

    The eight nearest on the sphere are compared on the ellipsoid.
    """
    tree = cKDTree(unit_vectors(generators.lonlat))
    count = min(_CANDIDATES, len(generators.lonlat))
    _, found = tree.query(unit_vectors(points), k=count)
    found = np.asarray(found).reshape(len(points), count)
    distances = np.empty(found.shape)
    for place in range(count):
        ends = generators.lonlat[found[:, place]]
        distances[:, place] = geod().inv(points[:, 0], points[:, 1], ends[:, 0], ends[:, 1])[2]
    best = distances.argmin(axis=1)
    rows = np.arange(len(points))
    return found[rows, best], distances[rows, best] / NM_M


def require_pure(zones: Mapping[str, Any], generators: Generators) -> None:
    """Refuse faces that hold coast of another label: a median was broken somewhere.

    Raises
    ------
    GeometryError
        Names the zone, the foreign label and a position.
    """
    points = shapely.points(generators.lonlat)
    for label, zone in zones.items():
        shrunk = zone.buffer(-0.02)
        shapely.prepare(shrunk)
        foreign = (generators.labels != label) & shapely.contains(shrunk, points)
        if foreign.any():
            lon, lat = generators.lonlat[foreign][0]
            raise GeometryError(
                Problem(f"zone {label}", f"holds coast of {generators.labels[foreign][0]} at "
                        f"({lon:g}, {lat:g})", "a median line is broken; check the generators")
            )  # fmt: skip
