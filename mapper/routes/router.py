"""The router: from two fixes to the shortest way by sea."""

from __future__ import annotations

import math
import threading
from collections.abc import Sequence

import numpy as np

from mapper import geodesy
from mapper.basemap import Basemap
from mapper.errors import Problem, RouteError
from mapper.routes import mooring
from mapper.routes.corners import Corners, Floats, TangentSearch, within
from mapper.routes.finishing import finished
from mapper.routes.frames import SeaFrame

Lonlat = tuple[float, float]

HARBOUR_NM = 5.0
"""A fix this far inland is taken to be in a harbour that the land does not show."""

_WIDTHS_NM = (4.0, 12.0, 40.0)
_EXACT_CORNERS = 1500
"""With so many corners within reach, the search over all of them takes about a second."""

_LIMITS = ((1.2, 60.0), (1.8, 300.0), (4.0, 2000.0), (1.0, math.inf))


class SeaRouter:
    """Finds ways by sea over the 1:10m land of a basemap; safe between threads.

    A rough way is found over land without its detail, then the way itself over the full land
    within a few miles of the rough one. Ways are remembered.

    Parameters
    ----------
    basemap : Basemap
        Gives the land.
    """

    def __init__(self, basemap: Basemap) -> None:
        self._basemap = basemap
        self._lock = threading.RLock()
        self._frames: dict[float, SeaFrame] = {}
        self._found: dict[tuple[Lonlat, Lonlat, float], tuple[Lonlat, ...]] = {}

    def route(
        self, a: Sequence[float], b: Sequence[float], harbour_nm: float = HARBOUR_NM
    ) -> list[Lonlat]:
        """The shortest way by sea between two fixes.

        Parameters
        ----------
        a, b : (lon, lat)
            Degrees, WGS 84.
        harbour_nm : float
            A fix on land is joined to the nearest sea by a straight leg of at most this length.

        Returns
        -------
        list of (lon, lat)
            From ``a`` to ``b``; longitudes continuous from ``a``, so they may pass ±180. Legs are
            geodesics with positions between, so that straight lines in lon/lat cross no land.

        Raises
        ------
        RouteError
            A fix lies farther inland, or no water joins the two.

        Examples
        --------
        >>> from mapper.settings import resource_folder
        >>> router = SeaRouter(Basemap(resource_folder("geodata") / "basemap"))
        >>> router.route((134.0, 40.0), (134.0, 41.0))
        [(134.0, 40.0), (134.0, 41.0)]
        """
        start, end = (float(a[0]), float(a[1])), (float(b[0]), float(b[1]))
        key = (start, end, harbour_nm)
        with self._lock:
            if key not in self._found:
                self._found[key] = tuple(self._search(start, end, harbour_nm))
            return list(self._found[key])

    def nearest_sea(self, point: Sequence[float], within_nm: float) -> Lonlat:
        """The point itself at sea, or else the nearest open water.

        Parameters
        ----------
        point : (lon, lat)
            Degrees.
        within_nm : float
            How far it may be moved.

        Raises
        ------
        RouteError
            There is no sea so near.
        """
        lon, lat = float(point[0]), float(point[1])
        if not self._basemap.is_land(lon, lat):
            return lon, lat
        return mooring.nearest_water(self._basemap, (lon, lat), within_nm)

    def _search(self, a: Lonlat, b: Lonlat, harbour_nm: float) -> list[Lonlat]:
        start, end = self.nearest_sea(a, harbour_nm), self.nearest_sea(b, harbour_nm)
        frame, first, last = self._framed(start, end)
        joined = mooring.same_water(self._basemap, start, end)
        bends = self._bends(frame, first, last) if joined else None
        points = None if bends is None else finished(frame, first, bends, last)
        if points is None:
            raise RouteError(
                Problem(
                    f"route from {_text(a)} to {_text(b)}",
                    "no water joins the two on Natural Earth 10m",
                    "move a fix, or add a waypoint between",
                )
            )
        turn = 360.0 * round((a[0] - first[0]) / 360.0)
        line = [(float(lon + turn), float(lat)) for lon, lat in points]
        line[0] = start if start == a else line[0]
        line[-1] = (end[0] + 360.0 * round((line[-1][0] - end[0]) / 360.0), end[1])
        before = [] if start == a else [a]
        after = [] if end == b else [(b[0] + line[-1][0] - end[0], b[1])]
        return [*before, *line, *after]

    def _framed(self, a: Lonlat, b: Lonlat) -> tuple[SeaFrame, Floats, Floats]:
        """The frame in which neither the fixes nor the way between meet its edges."""
        step = (b[0] - a[0] + 180.0) % 360.0 - 180.0
        middle = geodesy.normalise_lon(a[0] + step / 2)
        west = -180.0 if abs(middle) <= 90.0 else 0.0
        if west not in self._frames:
            self._frames[west] = SeaFrame(self._basemap.land10, west)
        first = west + (middle - west) % 360.0 - step / 2
        first, last = (lon + 360.0 * round((first + more - lon) / 360.0)
                       for lon, more in ((a[0], 0.0), (b[0], step)))  # fmt: skip
        return self._frames[west], np.array([first, a[1]]), np.array([last, b[1]])

    def _bends(self, frame: SeaFrame, start: Floats, end: Floats) -> Corners | None:
        """The corners that the shortest way touches, none when it is straight."""
        if frame.sight.clear(start, end):
            return frame.rough_corners.take(np.array([], dtype=np.intp))
        rough = self._rough_way(frame, start, end)
        if rough is None:
            return None
        expected, guide = rough
        best = None
        for width in _WIDTHS_NM:
            best = _searched(frame, frame.corners_near(guide, width), start, end, math.inf) or best
            if best and best[0] <= 1.01 * expected + width:
                break
        if best is None:
            return None
        rivals = within(frame.corners, start, end, best[0])
        if len(rivals) <= _EXACT_CORNERS:
            best = _searched(frame, rivals, start, end, best[0]) or best
        return best[1]

    def _rough_way(
        self, frame: SeaFrame, start: Floats, end: Floats
    ) -> tuple[float, Floats] | None:
        """The length and the bends of a way over land without its detail."""
        away = mooring.off_rough_land(frame, start)
        home = mooring.off_rough_land(frame, end)
        direct = geodesy.distance_nm(away.tolist(), home.tolist())
        for factor, more in _LIMITS:
            limit = factor * direct + more
            near = within(frame.rough_corners, away, home, limit)
            found = TangentSearch(near, away, home, frame.rough_sight).run(limit)
            if found:
                return found[0], np.vstack([start, away, near.lonlat[found[1]], home, end])
        return None


def _searched(
    frame: SeaFrame, corners: Corners, start: Floats, end: Floats, limit_nm: float
) -> tuple[float, Corners] | None:
    found = TangentSearch(corners, start, end, frame.sight).run(limit_nm)
    return (found[0], corners.take(np.array(found[1], dtype=np.intp))) if found else None


def _text(point: Lonlat) -> str:
    return f"({point[0]:g}, {point[1]:g})"
