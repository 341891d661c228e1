"""The land in one run of longitudes, for lines of sight without an antimeridian."""

from __future__ import annotations

from functools import cached_property
from itertools import pairwise
from typing import Any

import numpy as np
import shapely
from numpy.typing import NDArray

from mapper.basemap.coast import ecef_nm
from mapper.routes.corners import Corners, Floats, convex_corners
from mapper.routes.sight import Sight, stepped

_ROUGH_DEG = 0.03
_SMALL_DEG2 = 0.002
_MARGIN_DEG = 5.0


class SeaFrame:
    """Land and its corners between two meridians that lie 360° apart.

    Parameters
    ----------
    land : array of Polygon
        Without borders between countries, longitudes within ±180.
    west : float
        The western meridian.
    """

    def __init__(self, land: NDArray[np.object_], west: float) -> None:
        self.west, self.east = west, west + 360.0
        self._parts = _laid_out(land, west)

    @cached_property
    def _rough_parts(self) -> NDArray[np.object_]:
        """The land without islands below about 2.5 nm and without detail below about 1 nm.

        Simplified as one coverage, so that no strait closes (Visvalingam and Whyatt, 1993).
        """
        large = self._parts[shapely.area(self._parts) >= _SMALL_DEG2]
        parts: NDArray[np.object_] = np.asarray(shapely.coverage_simplify(large, _ROUGH_DEG))
        return parts

    @cached_property
    def _rough_tree(self) -> Any:
        return shapely.STRtree(self._rough_parts)

    def rough_shore_at(self, point: Floats) -> Any:
        """The outline of the rough land that covers a position, or ``None`` at sea."""
        hits = self._rough_tree.query(shapely.Point(point), predicate="intersects")
        return shapely.boundary(self._rough_parts[hits.min()]) if len(hits) else None

    @cached_property
    def rough_corners(self) -> Corners:
        """Where a rough way may bend."""
        return convex_corners(self._rough_parts)

    @cached_property
    def corners(self) -> Corners:
        """Where a way may bend."""
        return convex_corners(self._parts)

    @cached_property
    def _corner_tree(self) -> Any:
        from scipy.spatial import cKDTree

        return cKDTree(self.corners.place)

    def corners_near(self, way: Floats, width_nm: float) -> Corners:
        """The corners within a distance of a way.

        Parameters
        ----------
        way : ndarray, shape (n, 2)
            (lon, lat) in degrees.
        width_nm : float
            To either side.
        """
        line = np.vstack([stepped(a, b, width_nm) for a, b in pairwise(way)])
        places = ecef_nm(line)
        found = self._corner_tree.query_ball_point(places, width_nm * 1.1)
        return self.corners.take(np.unique(np.concatenate(found).astype(np.intp)))

    @cached_property
    def sight(self) -> Sight:
        """Lines of sight over the land."""
        return Sight(_prepared(self._parts), self.west, self.east, 10.0)

    @cached_property
    def rough_sight(self) -> Sight:
        """Lines of sight over the rough land."""
        return Sight(_prepared(self._rough_parts), self.west, self.east, 60.0)


def _laid_out(land: NDArray[np.object_], west: float) -> NDArray[np.object_]:
    """The land between two meridians and a little beyond, joined where ±180 cut it."""
    pieces = []
    for turn in (-360.0, 0.0, 360.0):
        moved = shapely.transform(land, lambda lonlat, by=turn: lonlat + np.array([by, 0.0]))
        inside = shapely.clip_by_rect(
            moved, west - _MARGIN_DEG, -90.0, west + 360.0 + _MARGIN_DEG, 90.0
        )
        pieces.append(inside[~shapely.is_empty(inside)])
    parts = np.concatenate([shapely.get_parts(piece) for piece in pieces])
    bounds = shapely.bounds(parts)
    seam = ((bounds[:, [0, 2]] + 180.0) % 360.0 == 0.0).any(axis=1)
    joined = shapely.get_parts(shapely.union_all(parts[seam]))
    laid: NDArray[np.object_] = np.concatenate([parts[~seam], joined])
    areas: NDArray[np.object_] = laid[shapely.get_type_id(laid) == 3]
    return areas


def _prepared(parts: NDArray[np.object_]) -> Any:
    whole = shapely.multipolygons(parts)
    shapely.prepare(whole)
    return whole
