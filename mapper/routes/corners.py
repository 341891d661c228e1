"""Corners of the land, where a shortest way can bend, and the search over them.

A shortest way round polygons is a chain of straight lines that bend only at convex corners and
touch the land there without cutting it (Lozano-Pérez and Wesley, 1979). The search is A* over
such tangents; a line is tested against the land only when the search wants to follow it.
"""

from __future__ import annotations

import heapq
import math
from dataclasses import dataclass

import numpy as np
import shapely
from numpy.typing import NDArray

from mapper.geodesy import ecef_nm
from mapper.routes.sight import Sight

Floats = NDArray[np.float64]

CLEARANCE_NM = 0.02
"""How far off a corner the search passes; less than half the step of Natural Earth's grid."""

MOST_SETTLED = 5000
"""The search gives up after so many corners: seven times what Bering Strait to Shanghai needs."""

_EARTH_NM = 3440.065
_SLACK_NM = 3 * CLEARANCE_NM


@dataclass(frozen=True)
class Corners:
    """Places where a way may bend.

    Attributes
    ----------
    lonlat : ndarray, shape (n, 2)
        Degrees, just off the land.
    place : ndarray, shape (n, 3)
        The same on the ellipsoid, in nautical miles.
    frame : ndarray, shape (n, 2, 3)
        Unit vectors east and north.
    arms : ndarray, shape (n, 2, 2)
        From the corner to its neighbours along the coast, east and north in nautical miles.
    seaward : ndarray, shape (n, 2)
        Unit vector east and north, away from the land.
    """

    lonlat: Floats
    place: Floats
    frame: Floats
    arms: Floats
    seaward: Floats

    def __len__(self) -> int:
        return len(self.lonlat)

    def take(self, chosen: NDArray[np.intp] | NDArray[np.bool_]) -> Corners:
        """Some of the corners."""
        return Corners(
            self.lonlat[chosen],
            self.place[chosen],
            self.frame[chosen],
            self.arms[chosen],
            self.seaward[chosen],
        )

    def with_ends(self, start: Floats, end: Floats) -> Corners:
        """The corners with two more places, which bend freely, at the end."""
        ends = np.vstack([start, end])
        none = np.zeros((2, 2, 2))
        return Corners(
            np.vstack([self.lonlat, ends]),
            np.vstack([self.place, ecef_nm(ends)]),
            np.concatenate([self.frame, local_frame(ends)]),
            np.concatenate([self.arms, none]),
            np.vstack([self.seaward, np.zeros((2, 2))]),
        )


def convex_corners(parts: NDArray[np.object_]) -> Corners:
    """The convex corners of polygons, a hand's breadth off the land.

    Parameters
    ----------
    parts : array of Polygon
        Land, in (lon, lat) degrees.
    """
    rings = shapely.get_rings(shapely.orient_polygons(parts))
    points, ring = shapely.get_coordinates(rings, return_index=True)
    first = np.flatnonzero(np.r_[True, ring[1:] != ring[:-1]])
    last = np.r_[first[1:], len(points)] - 1
    before = np.arange(len(points)) - 1
    before[first] = last - 1
    after = np.arange(len(points)) + 1
    after[last] = first + 1
    inner = np.ones(len(points), dtype=bool)
    inner[last] = False
    scale = np.column_stack([60.0 * np.cos(np.radians(points[:, 1])), np.full(len(points), 60.0)])
    back, ahead = (points[before] - points) * scale, (points[after] - points) * scale
    # Outlines run anticlockwise, so land lies to the left and a left turn is a convex corner.
    keep = inner & (cross(ahead, back) > 0)
    along = _unit(_unit(ahead[keep]) - _unit(back[keep]))
    seaward = np.column_stack([along[:, 1], -along[:, 0]])
    lonlat = points[keep] + seaward * CLEARANCE_NM / scale[keep]
    arms = np.stack([back[keep], ahead[keep]], axis=1)
    return Corners(lonlat, ecef_nm(lonlat), local_frame(lonlat), arms, seaward)


def local_frame(lonlat: Floats) -> Floats:
    """Unit vectors east and north at positions, shape (n, 2, 3)."""
    lon, lat = np.radians(lonlat[:, 0]), np.radians(lonlat[:, 1])
    east = np.column_stack([-np.sin(lon), np.cos(lon), np.zeros(len(lon))])
    north = np.column_stack([-np.sin(lat) * np.cos(lon), -np.sin(lat) * np.sin(lon), np.cos(lat)])
    return np.stack([east, north], axis=1)


def _unit(ways: Floats) -> Floats:
    units: Floats = ways / np.maximum(np.linalg.norm(ways, axis=1), 1e-9)[:, None]
    return units


def cross(a: Floats, b: Floats) -> Floats:
    """The third component of the cross product of plane vectors."""
    product: Floats = a[..., 0] * b[..., 1] - a[..., 1] * b[..., 0]
    return product


def lengths_nm(places: Floats, place: Floats) -> Floats:
    """Distances from one place to others, from their chords, to order a search by.

    True to 0.3 %; what the atlas tells is measured by ``mapper.geodesy``.
    """
    chord = np.linalg.norm(places - place, axis=-1)
    length: Floats = 2 * _EARTH_NM * np.arcsin(np.minimum(1.0, chord / (2 * _EARTH_NM)))
    return length


def within(corners: Corners, a: Floats, b: Floats, limit_nm: float) -> Corners:
    """The corners that a way from ``a`` to ``b`` of at most that length can pass: an ellipse."""
    ends = ecef_nm(np.array([a, b]))
    reach = lengths_nm(corners.place, ends[0]) + lengths_nm(corners.place, ends[1])
    return corners.take(reach <= limit_nm)


class TangentSearch:
    """A* from one place to another over the tangents of the land.

    Parameters
    ----------
    corners : Corners
        Where the way may bend.
    start, end : ndarray, shape (2,)
        (lon, lat) in degrees, in the longitudes of the corners.
    sight : Sight
        Over which land the way runs.
    """

    def __init__(self, corners: Corners, start: Floats, end: Floats, sight: Sight) -> None:
        self._corners = corners.with_ends(start, end)
        self._start, self._end = len(corners), len(corners) + 1
        self._sight = sight
        self._rest = lengths_nm(self._corners.place, self._corners.place[self._end])
        self._gone = np.zeros(len(self._corners), dtype=bool)
        self._parent = np.full(len(self._corners), -1)
        self._heap: list[tuple[float, int, int, float]] = []

    def run(self, limit_nm: float = math.inf) -> tuple[float, list[int]] | None:
        """The length and the corners of the shortest way, or ``None``.

        Parameters
        ----------
        limit_nm : float
            Longer ways are not looked for.

        Returns
        -------
        (float, list of int) or None
            Nautical miles; indices of the corners between the ends.
        """
        self._reach(self._start, -1, 0.0, limit_nm)
        lonlat = self._corners.lonlat
        while self._heap and np.count_nonzero(self._gone) <= MOST_SETTLED:
            _, here, origin, done = heapq.heappop(self._heap)
            if self._gone[here] or not self._sight.clear(lonlat[origin], lonlat[here]):
                continue
            if here == self._end:
                return done, self._chain(origin)
            self._reach(here, origin, done, limit_nm)
        return None

    def _reach(self, here: int, origin: int, done: float, limit_nm: float) -> None:
        """Settle a corner and put what can be seen from it, perhaps, on the heap."""
        self._gone[here] = True
        self._parent[here] = origin
        corners = self._corners
        ways = corners.place - corners.place[here]
        length = lengths_nm(corners.place, corners.place[here])
        total = done + length + self._rest
        chosen = np.flatnonzero(~self._gone & (total <= limit_nm))
        if origin >= 0:
            came = corners.frame[here] @ (corners.place[here] - corners.place[origin])
            leaving = ways[chosen] @ corners.frame[here].T
            chosen = chosen[_bends(corners.arms[here], came, leaving)]
        arriving = np.einsum("nij,nj->ni", corners.frame[chosen], ways[chosen])
        chosen = chosen[_touches(corners.arms[chosen], arriving)]
        chosen = chosen[self._sight.promising(corners.lonlat[here], corners.lonlat[chosen])]
        for index in chosen.tolist():
            entry = (float(total[index]), index, here, float(done + length[index]))
            heapq.heappush(self._heap, entry)

    def _chain(self, index: int) -> list[int]:
        chain = []
        while index != self._start:
            chain.append(index)
            index = int(self._parent[index])
        return chain[::-1]


def _sides(arms: Floats, ways: Floats) -> tuple[Floats, Floats]:
    """How far left of each way its corner's two neighbours lie, in nautical miles."""
    unit = _unit(ways)
    return cross(unit, arms[..., 0, :]), cross(unit, arms[..., 1, :])


def _touches(arms: Floats, ways: Floats) -> NDArray[np.bool_]:
    """Whether each way touches its corner without cutting the land there."""
    back, ahead = _sides(arms, ways)
    touches: NDArray[np.bool_] = (np.minimum(back, ahead) >= -_SLACK_NM) | (
        np.maximum(back, ahead) <= _SLACK_NM
    )
    return touches


def _bends(arms: Floats, came: Floats, leaving: Floats) -> NDArray[np.bool_]:
    """Whether each way on from a corner touches it and bends round the land, not away from it."""
    back, ahead = _sides(arms, leaving)
    turn = cross(came / max(float(np.linalg.norm(came)), 1e-9), leaving)
    slack = 0.02 * np.linalg.norm(leaving, axis=1)
    left = (np.minimum(back, ahead) >= -_SLACK_NM) & (turn >= -slack)
    right = (np.maximum(back, ahead) <= _SLACK_NM) & (turn <= slack)
    bends: NDArray[np.bool_] = left | right
    return bends
