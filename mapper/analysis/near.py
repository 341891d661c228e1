"""Many outlines with their keys, and which of them come near a position."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import chain
from typing import Any

import numpy as np
from numpy.typing import NDArray

from mapper.geodesy import Outline, ecef_nm
from mapper.geodesy.measures import Floats

_CELL_DEG = 2.0
# Half of the longest gap between positions that are asked together.
_GAP_NM = 20.0
# Half the diagonal of a cell at the equator.
_CELL_NM = _CELL_DEG * 60.2 * 0.708


class Nearby:
    """A coarse index: the cells of two degrees that each outline runs through.

    Parameters
    ----------
    outlines : sequence of Outline
        Pieces no longer than a few miles.
    """

    def __init__(self, outlines: Sequence[Outline]) -> None:
        cells, owners = [np.zeros((0, 2))], [np.zeros(0, dtype=np.intp)]
        for number, outline in enumerate(outlines):
            corners = np.floor(outline.starts / _CELL_DEG).astype(np.int64)
            codes = np.unique(corners[:, 0] * 10_000 + corners[:, 1] + 5_000)
            columns, rows = np.divmod(codes, 10_000)
            cells.append((np.column_stack([columns, rows - 5_000]) + 0.5) * _CELL_DEG)
            owners.append(np.full(len(codes), number, dtype=np.intp))
        self._count = len(outlines)
        self._middles: Floats = ecef_nm(np.vstack(cells))
        self._owners: NDArray[np.intp] = np.concatenate(owners)
        self._tree: Any = None

    def around(self, points: Floats, reach_nm: float) -> Iterator[int]:
        """The outlines that may come within reach of any of some positions, in order.

        Parameters
        ----------
        points : ndarray, shape (n, 2)
            (lon, lat) in degrees.
        reach_nm : float
            Nautical miles along a chord; farther ones may be among them.
        """
        return iter(np.flatnonzero(self.groups([points], reach_nm)).tolist())

    def groups(self, groups: Sequence[Floats], reach_nm: float) -> NDArray[np.bool_]:
        """Which outlines may come within reach of which groups of positions, shape (n, m)."""
        seen = np.zeros((len(groups), self._count), dtype=bool)
        if not len(self._owners):
            return seen
        if self._tree is None:
            from scipy.spatial import cKDTree

            self._tree = cKDTree(self._middles)
        found = self._tree.query_ball_point(
            ecef_nm(np.vstack(groups)), reach_nm + _CELL_NM + _GAP_NM, return_sorted=False
        )
        counts = [len(members) for members in found]
        members = np.fromiter(chain.from_iterable(found), dtype=np.intp, count=sum(counts))
        group = np.repeat(np.arange(len(groups)), [len(points) for points in groups])
        seen[np.repeat(group, counts), self._owners[members]] = True
        return seen
