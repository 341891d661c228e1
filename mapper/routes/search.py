"""The search for the bends of the shortest way, from rougher land to the land itself."""

from __future__ import annotations

import math

import numpy as np

from mapper.routes.corners import Corners, Floats, TangentSearch, within
from mapper.routes.frames import Detail, SeaFrame
from mapper.routes.mooring import off_land

_WIDTHS_NM = (4.0, 12.0, 40.0)
_ROUGH_WIDTH_NM = 90.0

_MOST_ROUGH = 5000
_MOST_EXACT = 1500
"""With so many corners within reach, the search over all of them takes about a second."""

_Found = tuple[float, Corners]


def bends_of(frame: SeaFrame, start: Floats, end: Floats) -> Corners | None:
    """The corners that the shortest way by sea touches.

    A way over rougher land bounds the length; the ways that are not longer lie in an ellipse.
    Where it holds few corners, all of them are searched; otherwise those near the rougher way.

    Parameters
    ----------
    frame : SeaFrame
        The land.
    start, end : ndarray, shape (2,)
        (lon, lat) in degrees, at sea, in the longitudes of the frame.

    Returns
    -------
    Corners or None
        In the order of the way, none when it is straight; ``None`` when no water joins the two.
    """
    if frame.full.sight.clear(start, end):
        return frame.full.corners.take(np.array([], dtype=np.intp))
    guide = _rough_way(frame, start, end)
    if guide is None:
        return None
    expected, line = guide
    best = None
    for width in _WIDTHS_NM:
        near = frame.full.corners_near(line, width)
        best = _searched(frame.full, near, start, end) or best
        if best and best[0] <= 1.01 * expected + width:
            break
    if best is None:
        return None
    rivals = within(frame.full.corners, start, end, best[0])
    if len(rivals) <= _MOST_EXACT:
        best = _searched(frame.full, rivals, start, end, best[0]) or best
    return best[1]


def _rough_way(frame: SeaFrame, start: Floats, end: Floats) -> tuple[float, Floats] | None:
    """The length and the line of the shortest way over rough land."""
    first = _way(frame.rougher, frame.rougher.corners, start, end)
    if first is None:
        return _way(frame.rough, frame.rough.corners, start, end)
    for factor, more in ((1.04, 30.0), (1.3, 200.0), (1.0, math.inf)):
        limit = factor * first[0] + more
        corners = within(frame.rough.corners, start, end, limit)
        if len(corners) > _MOST_ROUGH:
            corners = frame.rough.corners_near(first[1], _ROUGH_WIDTH_NM)
        found = _way(frame.rough, corners, start, end, limit)
        if found:
            return found
    return None


def _way(
    land: Detail, corners: Corners, start: Floats, end: Floats, limit_nm: float = math.inf
) -> tuple[float, Floats] | None:
    """The length and the line of the shortest way, its ends moved off the simplified land."""
    away, home = off_land(land, start), off_land(land, end)
    found = _searched(land, corners, away, home, limit_nm)
    return (found[0], np.vstack([start, away, found[1].lonlat, home, end])) if found else None


def _searched(
    land: Detail, corners: Corners, start: Floats, end: Floats, limit_nm: float = math.inf
) -> _Found | None:
    found = TangentSearch(corners, start, end, land.sight).run(limit_nm)
    return (found[0], corners.take(np.array(found[1], dtype=np.intp))) if found else None
