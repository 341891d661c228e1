"""Where the sides of many rings and lines cross: the ground of overlaps and of passages.

Sides are straight in (lon, lat). An index holds runs of a few sides in a tree, so that a line
meets only the sides near it, whatever the size of the whole; all the rest is done for all
crossings at once.
"""

from __future__ import annotations

from typing import Any, NamedTuple

import numpy as np
import shapely
from numpy.typing import NDArray

from mapper.geodesy.measures import Floats

Indices = NDArray[np.intp]
Shapes = NDArray[np.object_]

NUDGE_DEG = (1.1e-9, 0.7e-9)
"""How far one of two sets of sides is moved before they are crossed: a tenth of a millimetre.

Coordinates are rounded, so sides often meet end to end or lie upon each other; moved, they
cross or do not, and no case is special."""

_RUN, _MY_RUN = 8, 4


class Chains:
    """Rings or lines as one list of sides.

    Parameters
    ----------
    parts : array of LinearRing or LineString, shape (n,)
        In (lon, lat) degrees; rings with their inside to the left.
    owners : ndarray, shape (n,)
        What each part belongs to.
    nudged : bool
        Moved by ``NUDGE_DEG``.

    Attributes
    ----------
    x0, y0, x1, y1 : ndarray, shape (m,)
        The ends of each side.
    chain : ndarray, shape (m,)
        The part of each side.
    first, last : ndarray, shape (n,)
        The first side of each part, and the one after its last.
    """

    def __init__(self, parts: Shapes, owners: Indices, nudged: bool = False) -> None:
        points, chain = shapely.get_coordinates(parts, return_index=True)
        if nudged:
            points += NUDGE_DEG
        begins = np.flatnonzero(chain[1:] == chain[:-1])
        x, y = np.ascontiguousarray(points[:, 0]), np.ascontiguousarray(points[:, 1])
        self.x0, self.y0, self.x1, self.y1 = x[begins], y[begins], x[begins + 1], y[begins + 1]
        self.chain: Indices = chain[begins]
        self.owners = owners
        numbers = np.arange(len(parts))
        self.first: Indices = np.searchsorted(self.chain, numbers)
        self.last: Indices = np.searchsorted(self.chain, numbers, side="right")

    def __len__(self) -> int:
        return len(self.x0)

    @classmethod
    def of_polygons(cls, shapes: Shapes, nudged: bool = False) -> Chains:
        """The rings of polygons, turned so that the inside lies to the left."""
        flat, owner = shapely.get_parts(shapes, return_index=True)
        polygon = shapely.get_type_id(flat) == int(shapely.GeometryType.POLYGON)
        oriented = shapely.orient_polygons(flat[polygon])
        rings, part = shapely.get_rings(oriented, return_index=True)
        return cls(rings, owner[polygon][part], nudged)

    def at(self, sides: Indices, shares: Floats) -> tuple[Floats, Floats]:
        """The positions at a share of the way along some sides."""
        x, y = self.x0[sides], self.y0[sides]
        return x + shares * (self.x1[sides] - x), y + shares * (self.y1[sides] - y)


class Crossings(NamedTuple):
    """Where sides of one list cross sides of another.

    Attributes
    ----------
    mine, theirs : ndarray, shape (n,)
        The sides.
    my_share, their_share : ndarray, shape (n,)
        How far along each.
    inward : ndarray, shape (n,)
        1 where mine goes in, to the left of theirs; -1 where it goes out.
    """

    mine: Indices
    theirs: Indices
    my_share: Floats
    their_share: Floats
    inward: Floats


class CrossingIndex:
    """Chains with a tree of runs of their sides.

    Parameters
    ----------
    chains : Chains
        What is to be crossed.
    """

    def __init__(self, chains: Chains) -> None:
        self.chains = chains
        self._first, self._last = _runs(chains, _RUN)
        self._bounds = _bounds(chains, self._first)
        self._tree = shapely.STRtree(shapely.box(*self._bounds))

    def crossings(self, mine: Chains) -> Crossings:
        """Every place where a side of ``mine``, nudged, crosses one of the index."""
        first, last = _runs(mine, _MY_RUN)
        my_run, run = self._tree.query(shapely.box(*_bounds(mine, first)))
        sides, pair = spread(first[my_run], last[my_run])
        west, south, east, north = self._bounds
        run = run[pair]
        sides, run = _meeting(sides, run, _span(mine.y0, mine.y1), (south, north))
        sides, run = _meeting(sides, run, _span(mine.x0, mine.x1), (west, east))
        theirs, pair = spread(self._first[run], self._last[run])
        sides = sides[pair]
        chains = self.chains
        sides, theirs = _meeting(sides, theirs, _span(mine.y0, mine.y1), (chains.y0, chains.y1))
        sides, theirs = _meeting(sides, theirs, _span(mine.x0, mine.x1), (chains.x0, chains.x1))
        return _crossing(mine, chains, sides, theirs)


def boxes(chains: Chains) -> Shapes:
    """The box round each ring or line."""
    found: Shapes = shapely.box(*_bounds(chains, chains.first))
    return found


def _bounds(chains: Chains, first: Indices) -> Any:
    """West, south, east and north of runs of sides, from each first to before the next."""
    if not len(first):
        return np.zeros((4, 0))
    (west, east), (south, north) = _span(chains.x0, chains.x1), _span(chains.y0, chains.y1)
    low, high = np.minimum.reduceat, np.maximum.reduceat
    return [low(west, first), low(south, first), high(east, first), high(north, first)]


def _span(one: Floats, other: Floats) -> tuple[Floats, Floats]:
    return np.minimum(one, other), np.maximum(one, other)


def _meeting(
    i: Indices, j: Indices, mine: tuple[Floats, Floats], theirs: tuple[Floats, Floats]
) -> tuple[Indices, Indices]:
    """The pairs whose spans along one axis meet; the ends of theirs in either order."""
    low, high = _span(theirs[0][j], theirs[1][j])
    kept = np.flatnonzero((mine[0][i] <= high) & (mine[1][i] >= low))
    return i[kept], j[kept]


def _runs(chains: Chains, length: int) -> tuple[Indices, Indices]:
    """Sides in runs of at most some length: the first of each, and the one after its last."""
    begins, run = spread(np.zeros_like(chains.first), -(-(chains.last - chains.first) // length))
    first = chains.first[run] + begins * length
    return first, np.minimum(first + length, chains.last[run])


def spread(first: Indices, last: Indices) -> tuple[Indices, Indices]:
    """All numbers from each first to before its last, and which of the pairs each is of.

    Examples
    --------
    >>> import numpy as np
    >>> [part.tolist() for part in spread(np.array([3, 7]), np.array([5, 8]))]
    [[3, 4, 7], [0, 0, 1]]
    """
    counts = last - first
    owner = np.repeat(np.arange(len(counts)), counts)
    return np.arange(len(owner)) + (first - np.cumsum(counts) + counts)[owner], owner


def _crossing(mine: Chains, theirs: Chains, i: Indices, j: Indices) -> Crossings:
    """Of pairs of sides, those of which each has its ends on both sides of the other."""
    px, py, qx, qy = mine.x0[i], mine.y0[i], theirs.x0[j], theirs.y0[j]
    ux, uy, vx, vy = mine.x1[i] - px, mine.y1[i] - py, theirs.x1[j] - qx, theirs.y1[j] - qy
    start = vx * (py - qy) - vy * (px - qx)
    end = vx * (mine.y1[i] - qy) - vy * (mine.x1[i] - qx)
    their_start = ux * (qy - py) - uy * (qx - px)
    their_end = ux * (theirs.y1[j] - py) - uy * (theirs.x1[j] - px)
    kept = np.flatnonzero(((start > 0) != (end > 0)) & ((their_start > 0) != (their_end > 0)))
    start, end, their_start, their_end = (one[kept] for one in (start, end, their_start, their_end))
    return Crossings(
        i[kept], j[kept], start / (start - end), their_start / (their_start - their_end),
        np.where(end > 0, 1.0, -1.0),
    )  # fmt: skip
