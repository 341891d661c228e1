"""The router: from two fixes to the shortest way by sea."""

from __future__ import annotations

import threading
from collections.abc import Sequence

import numpy as np

from mapper import geodesy
from mapper.basemap import Basemap
from mapper.errors import Problem, RouteError
from mapper.routes import mooring
from mapper.routes.finishing import finished
from mapper.routes.frames import SeaFrame
from mapper.routes.search import bends_of
from mapper.routes.sight import Floats

Lonlat = tuple[float, float]

HARBOUR_NM = 5.0
"""A fix this far inland is taken to be in a harbour that the land does not show."""


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
        bends = bends_of(frame, first, last) if joined else None
        points = None if bends is None else finished(frame.full, first, bends, last)
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
        after = [] if end == b else [(b[0] + round(line[-1][0] - end[0], 9), b[1])]
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


def _text(point: Lonlat) -> str:
    return f"({point[0]:g}, {point[1]:g})"
