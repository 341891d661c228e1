"""Areas that shapes have in common with many others, without cutting a shape.

By Green's theorem the area of an overlap is a sum along its edge: of the strips between each side
and the equator, over the stretches of each outline that lie within the other. An outline changes
between within and without where the two cross. So each crossing adds what is left of the one
outline, to its end, less what is left of the other, and both are looked up in running sums: the
work grows with the number of crossings, not with that of sides.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import numpy as np
import shapely

from mapper.geodesy.areas import areas_as_drawn_km2, strips_km2
from mapper.geodesy.crossings import NUDGE_DEG, Chains, CrossingIndex, Indices, boxes
from mapper.geodesy.measures import Floats

_LOOSE_KM2 = 1e-3


class OverlapIndex:
    """Areas to be overlapped by others, and asked what holds a position.

    Parameters
    ----------
    shapes : sequence of Polygon or MultiPolygon
        Valid, in (lon, lat) degrees within ±180, sides straight in (lon, lat).

    Examples
    --------
    >>> from shapely.geometry import box
    >>> zones = OverlapIndex([box(0, 0, 2, 2), box(2, 0, 4, 2)])
    >>> zones.overlaps_km2([box(1, 0, 3, 1)]).round(1).tolist()
    [[12308.5, 12308.5]]
    """

    def __init__(self, shapes: Sequence[Any]) -> None:
        self.shapes = np.array(shapes, dtype=object)
        self._rings = _Rings(Chains.of_polygons(self.shapes))
        self.index = CrossingIndex(self._rings.chains)
        self._ring_tree = shapely.STRtree(boxes(self._rings.chains))
        bounds: Any = shapely.bounds(self.shapes)
        self._shape_tree = shapely.STRtree(shapely.box(*bounds.T))

    def holding(self, points: Any) -> tuple[Indices, Indices]:
        """Which shapes hold which of some positions.

        Parameters
        ----------
        points : ndarray, shape (n, 2)
            (lon, lat) in degrees.

        Returns
        -------
        point, shape : ndarray
            Pairs of indices.
        """
        point, shape = self._shape_tree.query(shapely.points(points))
        shapely.prepare(self.shapes[np.unique(shape)])
        held = shapely.intersects_xy(self.shapes[shape], *points[point].T)
        return point[held], shape[held]

    def overlaps_km2(self, others: Sequence[Any]) -> Floats:
        """The area on the ellipsoid that each of some shapes has in common with each of these.

        Parameters
        ----------
        others : sequence of Polygon or MultiPolygon
            As the shapes of the index.

        Returns
        -------
        ndarray, shape (n, m)
            km², a row for each of ``others``.
        """
        other = np.array(others, dtype=object)
        mine, theirs = _Rings(Chains.of_polygons(other, nudged=True)), self._rings
        found = self.index.crossings(mine.chains)
        size = (len(other), len(self.shapes))
        total = _Sum(size)
        my_ring, their_ring = mine.chains.chain[found.mine], theirs.chains.chain[found.theirs]
        owner, shape = mine.chains.owners[my_ring], theirs.chains.owners[their_ring]
        left = mine.left_km2(found.mine, found.my_share)
        left -= theirs.left_km2(found.theirs, found.their_share)
        total.add(owner, shape, left * found.inward)
        self._add_begun_inside(total, other, mine)
        turns = _Sum(size)
        turns.add(owner, shape, found.inward)
        return self._checked(total.values, turns.values, other, mine)

    def _add_begun_inside(self, total: _Sum, other: Any, mine: _Rings) -> None:
        """A ring whose start lies inside counts whole; its crossings take off what does not."""
        theirs = self._rings
        owner, ring = self._ring_tree.query(other)
        x, y = theirs.starts(ring)
        held = shapely.contains_xy(other[owner], x - NUDGE_DEG[0], y - NUDGE_DEG[1])
        owner, ring = owner[held], ring[held]
        total.add(owner, theirs.chains.owners[ring], theirs.whole_km2[ring])
        ring, shape = self.holding(np.stack(mine.starts(), axis=1))
        total.add(mine.chains.owners[ring], shape, mine.whole_km2[ring])

    def _checked(self, values: Floats, turns: Floats, other: Any, mine: _Rings) -> Floats:
        """What cannot be an overlap, or goes in more often than out, is cut after all."""
        most = np.minimum.outer(mine.area_km2(len(values)), self._rings.area_km2(len(self.shapes)))
        wrong = (turns != 0) | (values < -_LOOSE_KM2) | (values > most + _LOOSE_KM2)
        for row, column in np.argwhere(wrong).tolist():
            cut = shapely.intersection(other[row], self.shapes[column])
            values[row, column] = areas_as_drawn_km2(np.array([cut], dtype=object))[0]
        return np.clip(values, 0.0, most)


class _Rings:
    """Rings with the running sum of their strips."""

    def __init__(self, chains: Chains) -> None:
        self.chains = chains
        strips = strips_km2(chains.x0, chains.y0, chains.x1, chains.y1)
        self._sums = np.concatenate([[0.0], np.cumsum(strips)])
        self._ends = self._sums[chains.last]
        self.whole_km2 = self._ends - self._sums[chains.first]

    def starts(self, rings: Any = slice(None)) -> tuple[Floats, Floats]:
        """Where some rings begin."""
        first = self.chains.first[rings]
        return self.chains.x0[first], self.chains.y0[first]

    def area_km2(self, owners: int) -> Floats:
        """The area of each owner of rings."""
        return np.asarray(np.bincount(self.chains.owners, self.whole_km2, owners), dtype=float)

    def left_km2(self, sides: Indices, shares: Floats) -> Floats:
        """The strips from a place on each of some sides to the end of its ring."""
        chains = self.chains
        x, y = chains.at(sides, shares)
        passed = self._sums[sides] + strips_km2(chains.x0[sides], chains.y0[sides], x, y)
        left: Floats = self._ends[chains.chain[sides]] - passed
        return left


class _Sum:
    """A table to which amounts are added at places that may recur."""

    def __init__(self, size: tuple[int, int]) -> None:
        self.values = np.zeros(size)

    def add(self, rows: Indices, columns: Indices, amounts: Floats) -> None:
        count = self.values.size
        keys = rows * self.values.shape[1] + columns
        self.values += np.bincount(keys, amounts, minlength=count).reshape(self.values.shape)
