"""From a chain of corners to a way that can be drawn: sea room at the capes, geodesic sides."""

from __future__ import annotations

import math

import numpy as np
import shapely

from mapper import geodesy
from mapper.routes.corners import Corners, Floats
from mapper.routes.frames import SeaFrame

SEA_ROOM_NM = 0.4
"""How far off a cape the way passes where the water allows."""

DRAWN_NM = 0.02
"""How far a straight side of the written way may lie from the geodesic."""


def eased(frame: SeaFrame, start: Floats, bends: Corners, end: Floats) -> Floats:
    """Move each bend seaward, to the middle of a narrow strait at most.

    Parameters
    ----------
    frame : SeaFrame
        The land.
    start, end : ndarray, shape (2,)
        The ends, which stay.
    bends : Corners
        The corners that the way touches, in order.

    Returns
    -------
    ndarray, shape (n + 2, 2)
        (lon, lat) in degrees; every leg is still free of land.
    """
    way = np.vstack([start, bends.lonlat, end])
    moved = np.zeros(len(way), dtype=bool)
    for _ in range(2):
        for index in (np.flatnonzero(~moved[1:-1]) + 1).tolist():
            for point in _outward(frame, bends, index - 1):
                if frame.clear(way[index - 1], point) and frame.clear(point, way[index + 1]):
                    way[index] = point
                    moved[index] = True
                    break
    return way


def _outward(frame: SeaFrame, bends: Corners, index: int) -> list[Floats]:
    """Places off a corner, the farthest first."""
    lon, lat = bends.lonlat[index]
    degree = bends.seaward[index] / [60.0 * math.cos(math.radians(lat)), 60.0]
    ray = shapely.LineString([(lon, lat), (lon, lat) + 2.2 * SEA_ROOM_NM * degree])
    shore = shapely.intersection(ray, frame.land)
    room = 2.2 * SEA_ROOM_NM
    if not shore.is_empty:
        room *= shapely.Point(lon, lat).distance(shore) / ray.length
    best = min(SEA_ROOM_NM, 0.45 * room)
    return [bends.lonlat[index] + best * share * degree for share in (1.0, 0.6, 0.35, 0.15)]


def drawn(frame: SeaFrame, way: Floats) -> Floats | None:
    """The way with positions between, so that its straight lon/lat sides are geodesics.

    Returns
    -------
    ndarray, shape (n, 2), or None
        ``None`` when a straight side meets land even in fine steps.
    """
    line = shapely.LineString(way)
    for tolerance_nm in (DRAWN_NM, DRAWN_NM / 10):
        dense = geodesy.densify(line, "geodesic", tolerance_nm)
        if not shapely.intersects(frame.land, dense):
            points: Floats = shapely.get_coordinates(dense)
            return points
    return None
