"""From a chain of corners to a way that can be drawn: sea room at the capes, geodesic sides."""

from __future__ import annotations

import math

import numpy as np
import shapely

from mapper import geodesy
from mapper.routes.corners import Corners, Floats
from mapper.routes.frames import Detail

SEA_ROOM_NM = (0.4, 0.2, 0.1, 0.0)
"""How far off a cape the way passes, where the water allows and the detour is small."""

DETOUR = 1.006
"""How much longer sea room may make a way."""

DRAWN_NM = 0.02
"""How far a straight side of the written way may lie from the geodesic."""


_REACHES = np.array([2.2, 1.6, 1.1, 0.75, 0.5, 0.3, 0.15])


def eased(land: Detail, start: Floats, bends: Corners, end: Floats, room_nm: float) -> Floats:
    """Move each bend seaward, to the middle of a narrow strait at most.

    Parameters
    ----------
    land : Detail
        The land.
    start, end : ndarray, shape (2,)
        The ends, which stay.
    bends : Corners
        The corners that the way touches, in order.
    room_nm : float
        How far seaward at most.

    Returns
    -------
    ndarray, shape (n + 2, 2)
        (lon, lat) in degrees; every leg is still free of land.
    """
    way = np.vstack([start, bends.lonlat, end])
    moved = np.zeros(len(way), dtype=bool)
    for _ in range(2):
        for index in (np.flatnonzero(~moved[1:-1]) + 1).tolist():
            for point in _outward(land, bends, index - 1, room_nm):
                if land.sight.clear(way[index - 1], point) and land.sight.clear(
                    point, way[index + 1]
                ):
                    way[index] = point
                    moved[index] = True
                    break
    return way


def _outward(land: Detail, bends: Corners, index: int, room_nm: float) -> list[Floats]:
    """Places off a corner, the farthest first."""
    corner = bends.lonlat[index]
    degree = bends.seaward[index] / [60.0 * math.cos(math.radians(corner[1])), 60.0]
    reaches = room_nm * _REACHES
    rays = corner + reaches[:, None] * degree
    seen = [room for room, ray in zip(reaches, rays, strict=True) if land.sight.clear(corner, ray)]
    room = max(seen, default=0.0)
    best = min(room_nm, 0.45 * room)
    return [bends.lonlat[index] + best * share * degree for share in (1.0, 0.6, 0.35, 0.15)]


def finished(land: Detail, start: Floats, bends: Corners, end: Floats) -> Floats | None:
    """The way through its bends as it is drawn, with as much sea room as is reasonable.

    Returns
    -------
    ndarray, shape (n, 2), or None
        (lon, lat) in degrees; ``None`` when no such way is free of land.
    """
    taut = geodesy.length_nm(shapely.LineString(np.vstack([start, bends.lonlat, end])))
    for room_nm in SEA_ROOM_NM:
        way = eased(land, start, bends, end, room_nm) if len(bends) else np.vstack([start, end])
        if geodesy.length_nm(shapely.LineString(way)) <= DETOUR * taut:
            points = drawn(land, way)
            if points is not None:
                return points
    return None


def drawn(land: Detail, way: Floats) -> Floats | None:
    """The way with positions between, so that its straight lon/lat sides are geodesics.

    Returns
    -------
    ndarray, shape (n, 2), or None
        ``None`` when a straight side meets land even in fine steps.
    """
    line = shapely.LineString(way)
    for tolerance_nm in (DRAWN_NM, DRAWN_NM / 10):
        dense = geodesy.densify(line, "geodesic", tolerance_nm)
        if not shapely.intersects(land.sight.land, dense):
            points: Floats = shapely.get_coordinates(dense)
            return points
    return None
