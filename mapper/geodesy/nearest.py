"""The nearest point of an outline: a k-d tree finds candidates, the ellipsoid decides.

Sides are straight in (lon, lat) between their positions, as every file of the atlas means them.
They are cut to pieces of at most a nautical mile, whose chord lies within 0.1 m of the ellipsoid,
so that candidates can be compared in space; the last word is Karney's geodesic (PROJ).
"""

from __future__ import annotations

import threading
from collections.abc import Iterator, Sequence
from itertools import chain
from typing import Any, NamedTuple

import numpy as np
from numpy.typing import NDArray

from mapper.geodesy.antimeridian import normalise_lon
from mapper.geodesy.crossings import spread
from mapper.geodesy.measures import NM_M, Floats, Lonlat, geod
from mapper.geodesy.pieces import PIECE_NM, ecef_nm

# A chord grows with its geodesic, but the curvature differs by direction: this share covers it.
_SLACK = 3e-4
# Pieces that are asked for as one before each is.
_BLOCK = 8

Indices = NDArray[np.intp]


class Foot(NamedTuple):
    """The nearest point of an outline.

    Attributes
    ----------
    distance_nm, bearing_deg : float
        The geodesic to it and its initial azimuth.
    lon, lat : float
        Where it is, degrees.
    piece : int
        Index of the piece that it lies on.
    origin : (lon, lat)
        Where the geodesic begins.
    """

    distance_nm: float
    bearing_deg: float
    lon: float
    lat: float
    piece: int
    origin: Lonlat


class Outline:
    """Sides cut into short pieces, with an index that is built when it is first needed.

    Parameters
    ----------
    starts, ends : ndarray, shape (n, 2)
        (lon, lat) in degrees of the ends of each piece, none longer than ``longest_nm``; see
        ``cut_sides``. Longitudes may pass ±180.
    longest_nm : float
        The longest piece.

    Examples
    --------
    >>> import numpy as np
    >>> coast = Outline(*cut_sides(np.array([[0.0, 0.0]]), np.array([[0.0, 1.0]]))[:2])
    >>> round(coast.nearest(1.0, 0.5).distance_nm, 2)
    60.11
    """

    def __init__(self, starts: Floats, ends: Floats, longest_nm: float = PIECE_NM) -> None:
        self.starts, self.ends, self.longest_nm = starts, ends, longest_nm
        self._lock = threading.Lock()
        self._index: tuple[Floats, Floats, Any] | None = None

    def __len__(self) -> int:
        return len(self.starts)

    def subset(self, members: Indices) -> Outline:
        """The outline of some pieces only, by their indices."""
        return Outline(self.starts[members], self.ends[members], self.longest_nm)

    def nearest(self, lon: float, lat: float, within_nm: float = np.inf) -> Foot | None:
        """The nearest point to a position; error below 0.001 nm for the sides as they are.

        Parameters
        ----------
        lon, lat : float
            Degrees.
        within_nm : float
            Look no farther than this.

        Returns
        -------
        Foot or None
            ``None`` when the outline is empty or farther than ``within_nm``.
        """
        if not len(self):
            return None
        starts, ends, tree = self.index
        here = ecef_nm(np.array([[lon, lat]]))[0]
        bound = within_nm + self.longest_nm
        chord = float(tree.query(here, distance_upper_bound=bound)[0])
        if not np.isfinite(chord):
            return None
        found = tree.query_ball_point(here, chord * (1 + _SLACK) + self.longest_nm)
        members = np.sort(np.asarray(found, dtype=np.intp))
        share = _share(here, starts[members], ends[members])
        points = self.starts[members] + share[:, None] * (self.ends[members] - self.starts[members])
        best = _shortest(np.broadcast_to([lon, lat], points.shape), points, members)
        return best if best.distance_nm <= within_nm else None

    def nearest_to(self, other: Outline, within_nm: float = np.inf) -> Foot | None:
        """The shortest geodesic from a point of this outline to a point of another.

        The two must not cross (their distance would be none). Meant for a short outline against
        a long one.

        Parameters
        ----------
        other : Outline
            Where the geodesic ends.
        within_nm : float
            Look no farther than this.
        """
        return nearest_to_each(self, [other], within_nm)[0]

    @property
    def index(self) -> tuple[Floats, Floats, Any]:
        """Both ends of each piece in space, and the tree of their middles."""
        if self._index is None:
            with self._lock:
                if self._index is None:
                    self._index = self._build()
        return self._index

    def _build(self) -> tuple[Floats, Floats, Any]:
        from scipy.spatial import cKDTree

        starts, ends = ecef_nm(self.starts), ecef_nm(self.ends)
        tree = cKDTree((starts + ends) / 2, balanced_tree=False, compact_nodes=False)
        return starts, ends, tree


def nearest_to_each(
    mine: Outline, others: Sequence[Outline], within_nm: float = np.inf
) -> list[Foot | None]:
    """The shortest geodesic from an outline to each of many others; see ``nearest_between``."""
    return nearest_between([mine], others, within_nm)[0]


def nearest_between(
    mine: Sequence[Outline], others: Sequence[Outline], within_nm: float = np.inf,
    wanted: NDArray[np.bool_] | None = None,
) -> list[list[Foot | None]]:  # fmt: skip
    """The shortest geodesic from each of some outlines to each of many others.

    Candidates of all are compared at once, which is several times faster than one by one.

    Parameters
    ----------
    mine : sequence of Outline
        Where the geodesics begin.
    others : sequence of Outline
        Where they end; of a pair that crosses, the answer means nothing.
    within_nm : float
        Look no farther than this.
    wanted : ndarray, shape (len(mine), len(others)), optional
        Which pairs to look at; all by default.

    Returns
    -------
    list of list of Foot or None
        A list for each of ``mine`` with one for each of ``others``, in order.
    """
    result: list[list[Foot | None]] = [[None] * len(others) for _ in mine]
    joined = _Joined(mine)
    if wanted is None:
        wanted = np.ones((len(mine), len(others)), dtype=bool)
    pairs = [(number, *found) for number, other in enumerate(others)
             if (found := _candidates(joined, other, within_nm, wanted[:, number]))
             is not None]  # fmt: skip
    if not pairs:
        return result
    number = np.repeat([pair[0] for pair in pairs], [len(pair[1]) for pair in pairs])
    first = np.concatenate([pair[1] for pair in pairs])
    second = np.concatenate([pair[2] for pair in pairs])
    owner = joined.group[first] * len(others) + number
    there = [(others[pair[0]], pair[2]) for pair in pairs]
    share, onto, kept = _closest(joined, first, there, owner)
    begin = joined.starts[first[kept]]
    begin = begin + share[:, None] * (joined.ends[first[kept]] - begin)
    starts = np.concatenate([other.starts[members] for other, members in there])[kept]
    ends = np.concatenate([other.ends[members] for other, members in there])[kept]
    end = starts + onto[:, None] * (ends - starts)
    for key, foot in _shortest_of_each(begin, end, second[kept], owner[kept]):
        group, place = divmod(key, len(others))
        result[group][place] = foot if foot.distance_nm <= within_nm else None
    return result


class _Joined:
    """Outlines laid end to end, with blocks of their pieces to be looked at first."""

    def __init__(self, outlines: Sequence[Outline]) -> None:
        self.starts = np.vstack([outline.starts for outline in outlines])
        self.ends = np.vstack([outline.ends for outline in outlines])
        counts = [len(outline) for outline in outlines]
        self.group: Indices = np.repeat(np.arange(len(counts)), counts)
        self.groups = len(counts)
        self.longest_nm = max((outline.longest_nm for outline in outlines), default=0.0)
        self.near, self.far = ecef_nm(self.starts), ecef_nm(self.ends)
        self.middles = (self.near + self.far) / 2
        place = np.arange(len(self.group)) - np.searchsorted(self.group, self.group)
        self.block_first: Indices = np.flatnonzero(place % _BLOCK == 0)
        self.block_last = np.append(self.block_first, len(self.group))[1:]
        if len(self.group):
            sizes = self.block_last - self.block_first
            total = np.add.reduceat(self.middles, self.block_first)
            self.centers = total / sizes[:, None]
            off = np.linalg.norm(self.middles - np.repeat(self.centers, sizes, axis=0), axis=1)
            self.radii = np.maximum.reduceat(off, self.block_first)

    def near_pieces(
        self, tree: Any, within_nm: float, slack_nm: float, wanted: NDArray[np.bool_]
    ) -> Indices:
        """The pieces in blocks that may hold the piece of their outline nearest to a tree."""
        group = self.group[self.block_first]
        blocks = np.flatnonzero(wanted[group])
        group, radii = group[blocks], self.radii[blocks]
        bound = within_nm + slack_nm + float(radii.max(initial=0.0))
        chords = tree.query(self.centers[blocks], distance_upper_bound=bound)[0]
        most = np.full(self.groups, np.inf)
        np.minimum.at(most, group, chords + radii)
        near = chords - radii <= np.minimum(most[group] * (1 + _SLACK), within_nm) + slack_nm
        blocks = blocks[near & np.isfinite(chords)]
        return spread(self.block_first[blocks], self.block_last[blocks])[0]


def outline_at(lon: float, lat: float) -> Outline:
    """A position as an outline of no length, degrees."""
    point = np.array([[lon, lat]])
    return Outline(point, point, 0.0)


def _candidates(
    mine: _Joined, other: Outline, within_nm: float, wanted: NDArray[np.bool_]
) -> tuple[Indices, Indices] | None:
    """Pairs of pieces, one of each outline, that may be the closest."""
    if not len(mine.group) or not len(other) or not wanted.any():
        return None
    tree = other.index[2]
    slack = (mine.longest_nm + other.longest_nm) / 2
    pieces = mine.near_pieces(tree, within_nm, slack, wanted)
    chords = tree.query(mine.middles[pieces], distance_upper_bound=within_nm + slack)[0]
    group = mine.group[pieces]
    least = np.full(mine.groups, np.inf)
    np.minimum.at(least, group, chords)
    reach = least[group] * (1 + _SLACK) + slack
    close = np.flatnonzero(np.isfinite(chords) & (chords <= reach))
    if not len(close):
        return None
    found = tree.query_ball_point(mine.middles[pieces[close]], reach[close], return_sorted=False)
    counts = [len(members) for members in found]
    members = np.fromiter(chain.from_iterable(found), dtype=np.intp, count=sum(counts))
    return np.repeat(pieces[close], counts), members


def _closest(
    mine: _Joined, first: Indices, there: Sequence[tuple[Outline, Indices]], owner: Indices
) -> tuple[Floats, Floats, Indices]:
    """Of candidate pairs, those nearly as close as the closest of each owner, with their feet.

    Pieces that do not cross are closest at an end of one of them.
    """
    a, b = mine.near[first], mine.far[first]
    c = np.concatenate([other.index[0][members] for other, members in there])
    d = np.concatenate([other.index[1][members] for other, members in there])
    none, whole = np.zeros(len(first)), np.ones(len(first))
    shares = [
        (none, _share(a, c, d)), (whole, _share(b, c, d)),
        (_share(c, a, b), none), (_share(d, a, b), whole),
    ]  # fmt: skip
    between, along, across = a - c, b - a, d - c
    gaps = np.array([
        _lengths(between + s[:, None] * along - t[:, None] * across) for s, t in shares
    ])  # fmt: skip
    way = gaps.argmin(axis=0)
    pick = np.arange(len(first))
    gap = gaps[way, pick]
    least = np.full(int(owner.max()) + 1, np.inf)
    np.minimum.at(least, owner, gap)
    kept = np.flatnonzero(gap <= least[owner] * (1 + _SLACK) + 1e-3)
    share, onto = (np.array([pair[i] for pair in shares])[way, pick] for i in (0, 1))
    return share[kept], onto[kept], kept


def _shortest_of_each(
    begin: Floats, end: Floats, pieces: Indices, owner: Indices
) -> Iterator[tuple[int, Foot]]:
    azimuths, _, lengths = geod().inv(begin[:, 0], begin[:, 1], end[:, 0], end[:, 1])
    order = np.lexsort((lengths, owner))
    firsts = order[np.concatenate([[True], np.diff(owner[order]) > 0])]
    for best in firsts.tolist():
        yield (
            int(owner[best]),
            _foot(
                (float(azimuths[best]), float(lengths[best])), begin[best], end[best], pieces[best]
            ),
        )


def _share(points: Floats, starts: Floats, ends: Floats) -> Floats:
    """Where on each piece the foot of a point is, from 0 at its start to 1 at its end."""
    side = ends - starts
    along = np.einsum("ij,ij->i", points - starts, side)
    square = np.einsum("ij,ij->i", side, side)
    found: Floats = np.clip(along / np.maximum(square, 1e-12), 0.0, 1.0)
    return found


def _lengths(vectors: Floats) -> Floats:
    found: Floats = np.sqrt(np.einsum("ij,ij->i", vectors, vectors))
    return found


def _shortest(begin: Floats, end: Floats, pieces: Indices) -> Foot:
    azimuths, _, lengths = geod().inv(begin[:, 0], begin[:, 1], end[:, 0], end[:, 1])
    best = int(np.argmin(lengths))
    ray = float(azimuths[best]), float(lengths[best])
    return _foot(ray, begin[best], end[best], pieces[best])


def _foot(ray: tuple[float, float], begin: Floats, end: Floats, piece: np.intp) -> Foot:
    return Foot(
        ray[1] / NM_M, ray[0] % 360.0, normalise_lon(float(end[0])), float(end[1]), int(piece),
        (normalise_lon(float(begin[0])), float(begin[1])),
    )  # fmt: skip
