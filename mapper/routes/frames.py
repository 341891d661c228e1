"""The land in one run of longitudes, in three details, for searches without an antimeridian."""

from __future__ import annotations

from functools import cached_property
from itertools import pairwise
from typing import Any

import numpy as np
import shapely
from numpy.typing import NDArray

from mapper.geodesy import ecef_nm, shifted
from mapper.routes.corners import Corners, Floats, convex_corners
from mapper.routes.sight import Sight, stepped

_MARGIN_DEG = 5.0


class Detail:
    """Land with its corners and lines of sight.

    Parameters
    ----------
    parts : array of Polygon
        (lon, lat) in degrees.
    west : float
        Nothing is seen beyond this meridian, or beyond the one 360° east of it.
    step_nm : float
        The step of a line of sight.
    """

    def __init__(self, parts: NDArray[np.object_], west: float, step_nm: float) -> None:
        self._parts = parts
        self.corners: Corners = convex_corners(parts)
        self.sight = Sight(_prepared(parts), west, west + 360.0, step_nm)

    @cached_property
    def _part_tree(self) -> Any:
        return shapely.STRtree(self._parts)

    @cached_property
    def _corner_tree(self) -> Any:
        from scipy.spatial import cKDTree

        return cKDTree(self.corners.place)

    def shore_at(self, point: Floats) -> Any:
        """The outline of the land that covers a position, or ``None`` at sea."""
        hits = self._part_tree.query(shapely.Point(point), predicate="intersects")
        return shapely.boundary(self._parts[hits.min()]) if len(hits) else None

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
        found = self._corner_tree.query_ball_point(ecef_nm(line), width_nm * 1.1)
        return self.corners.take(np.unique(np.concatenate(found).astype(np.intp)))


class SeaFrame:
    """Land between two meridians that lie 360° apart, in three details.

    Parameters
    ----------
    land : array of Polygon
        Without borders between countries, longitudes within ±180.
    west : float
        The western meridian.
    """

    def __init__(self, land: NDArray[np.object_], west: float) -> None:
        self._west = west
        self._parts = _laid_out(land, west)

    @cached_property
    def full(self) -> Detail:
        """The land as it is."""
        return Detail(self._parts, self._west, 10.0)

    @cached_property
    def rough(self) -> Detail:
        """Without islands below about 2.5 nm and shapes below about 1 nm."""
        return Detail(_simplified(self._parts, 0.03, 0.002), self._west, 60.0)

    @cached_property
    def rougher(self) -> Detail:
        """Without islands below about 12 nm and shapes below about 6 nm."""
        return Detail(_simplified(self._parts, 0.15, 0.04), self._west, 60.0)


def _simplified(
    parts: NDArray[np.object_], tolerance_deg: float, least_deg2: float
) -> NDArray[np.object_]:
    """Land without small islands and detail; as one coverage, so that no strait closes.

    After Visvalingam and Whyatt, Line generalisation by repeated elimination of points, 1993.
    """
    large = parts[shapely.area(parts) >= least_deg2]
    simple: NDArray[np.object_] = np.asarray(shapely.coverage_simplify(large, tolerance_deg))
    return simple


def _laid_out(land: NDArray[np.object_], west: float) -> NDArray[np.object_]:
    """The land between two meridians and a little beyond, joined where ±180 cut it."""
    pieces = []
    for turn in (-360.0, 0.0, 360.0):
        moved = shifted(land, turn)
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
