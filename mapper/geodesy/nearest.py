"""The nearest point of an outline: a k-d tree finds candidates, the ellipsoid decides.

Sides are straight in (lon, lat) between their positions, as every file of the atlas means them.
They are cut to pieces of at most a nautical mile, whose chord lies within 0.1 m of the ellipsoid,
so that candidates can be compared in space; the last word is Karney's geodesic (PROJ).
"""

from __future__ import annotations

import threading
from collections.abc import Iterator, Sequence
from typing import Any, NamedTuple

import numpy as np
from numpy.typing import NDArray

from mapper.geodesy.antimeridian import normalise_lon
from mapper.geodesy.measures import E2, NM_M, SEMI_MAJOR_M, Floats, Lonlat, geod

PIECE_NM = 1.0
"""The longest piece of an outline."""

_AXIS_NM = SEMI_MAJOR_M / NM_M
# A chord grows with its geodesic, but the curvature differs by direction: this share covers it.
_SLACK = 3e-4

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
    """The shortest geodesic from an outline to each of many others; see ``Outline.nearest_to``.

    Candidates of all are compared at once, which is several times faster than one by one.

    Parameters
    ----------
    mine : Outline
        Where the geodesics begin.
    others : sequence of Outline
        Where they end; none may cross ``mine``.
    within_nm : float
        Look no farther than this.

    Returns
    -------
    list of Foot or None
        One for each of the others, in order.
    """
    result: list[Foot | None] = [None] * len(others)
    pairs = [(number, *found) for number, other in enumerate(others)
             if (found := _candidates(mine, other, within_nm)) is not None]  # fmt: skip
    if not pairs:
        return result
    owner = np.repeat([pair[0] for pair in pairs], [len(pair[1]) for pair in pairs])
    first = np.concatenate([pair[1] for pair in pairs])
    second = np.concatenate([pair[2] for pair in pairs])
    there = [(others[pair[0]], pair[2]) for pair in pairs]
    share, onto, kept = _closest(mine, first, there, owner)
    begin = mine.starts[first[kept]]
    begin = begin + share[:, None] * (mine.ends[first[kept]] - begin)
    starts = np.concatenate([other.starts[members] for other, members in there])[kept]
    ends = np.concatenate([other.ends[members] for other, members in there])[kept]
    end = starts + onto[:, None] * (ends - starts)
    for number, foot in _shortest_of_each(begin, end, second[kept], owner[kept]):
        result[number] = foot if foot.distance_nm <= within_nm else None
    return result


def outline_at(lon: float, lat: float) -> Outline:
    """A position as an outline of no length, degrees."""
    point = np.array([[lon, lat]])
    return Outline(point, point, 0.0)


def _candidates(mine: Outline, other: Outline, within_nm: float) -> tuple[Indices, Indices] | None:
    """Pairs of pieces, one of each outline, that may be the closest."""
    if not len(mine) or not len(other):
        return None
    middles, tree = mine.index[2].data, other.index[2]
    slack = (mine.longest_nm + other.longest_nm) / 2
    chords = tree.query(middles, distance_upper_bound=within_nm + slack)[0]
    least = float(chords.min())
    if not np.isfinite(least):
        return None
    reach = least * (1 + _SLACK) + slack
    close = np.flatnonzero(chords <= reach)
    found = tree.query_ball_point(middles[close], reach)
    first = np.repeat(close, [len(members) for members in found])
    return first, np.concatenate([np.asarray(members, dtype=np.intp) for members in found])


def _closest(
    mine: Outline, first: Indices, there: Sequence[tuple[Outline, Indices]], owner: Indices
) -> tuple[Floats, Floats, Indices]:
    """Of candidate pairs, those nearly as close as the closest of each owner, with their feet.

    Pieces that do not cross are closest at an end of one of them.
    """
    a, b = mine.index[0][first], mine.index[1][first]
    c = np.concatenate([other.index[0][members] for other, members in there])
    d = np.concatenate([other.index[1][members] for other, members in there])
    none, whole = np.zeros(len(first)), np.ones(len(first))
    shares = [
        (none, _share(a, c, d)), (whole, _share(b, c, d)),
        (_share(c, a, b), none), (_share(d, a, b), whole),
    ]  # fmt: skip
    gaps = np.array([
        np.sqrt(((a + s[:, None] * (b - a) - c - t[:, None] * (d - c)) ** 2).sum(axis=1))
        for s, t in shares
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


def cut_sides(
    starts: Floats, ends: Floats, longest_nm: float = PIECE_NM
) -> tuple[Floats, Floats, Indices]:
    """Cut sides, straight in (lon, lat), into equal pieces.

    Parameters
    ----------
    starts, ends : ndarray, shape (n, 2)
        (lon, lat) in degrees.
    longest_nm : float
        The longest piece.

    Returns
    -------
    starts, ends : ndarray, shape (m, 2)
        The pieces.
    side : ndarray, shape (m,)
        Which side each piece is of.
    """
    length = np.linalg.norm(ecef_nm(starts) - ecef_nm(ends), axis=1)
    counts = np.maximum(1, np.ceil(length / longest_nm)).astype(np.intp)
    total = int(counts.sum())
    number = np.arange(total) - np.repeat(np.cumsum(counts) - counts, counts)
    whole = np.repeat(counts, counts)
    base, step = np.repeat(starts, counts, axis=0), np.repeat(ends - starts, counts, axis=0)
    low = base + step * (number / whole)[:, None]
    high = base + step * ((number + 1) / whole)[:, None]
    return low, high, np.repeat(np.arange(len(counts), dtype=np.intp), counts)


def shared_sides(starts: Floats, ends: Floats) -> NDArray[np.bool_]:
    """Which sides occur more than once, in either direction: neighbours share their border.

    Parameters
    ----------
    starts, ends : ndarray, shape (n, 2)
        (lon, lat) in degrees within ±180; compared at 1e-6°.

    Examples
    --------
    >>> import numpy as np
    >>> a, b = np.array([[0.0, 0.0], [1.0, 0.0], [0.0, 0.0]]), np.array([[1.0, 0], [0, 0], [0, 1]])
    >>> shared_sides(a, b).tolist()
    [True, True, False]
    """
    if not len(starts):
        return np.zeros(0, dtype=bool)
    grid = np.round((np.vstack([starts, ends]) + np.array([180.0, 90.0])) * 1e6).astype(np.int64)
    ids = np.unique(grid[:, 0] * 180_000_001 + grid[:, 1], return_inverse=True)[1]
    first, second = ids[: len(starts)], ids[len(starts) :]
    keys = np.minimum(first, second) * (int(ids.max()) + 1) + np.maximum(first, second)
    _, inverse, times = np.unique(keys, return_inverse=True, return_counts=True)
    found: NDArray[np.bool_] = times[inverse] > 1
    return found


def ecef_nm(lonlat: Floats) -> Floats:
    """Positions as Cartesian coordinates on the ellipsoid.

    Parameters
    ----------
    lonlat : ndarray, shape (n, 2)
        Degrees, WGS 84.

    Returns
    -------
    ndarray, shape (n, 3)
        Earth-centred, earth-fixed, in nautical miles.
    """
    lon, lat = np.radians(lonlat[:, 0]), np.radians(lonlat[:, 1])
    normal = _AXIS_NM / np.sqrt(1 - E2 * np.sin(lat) ** 2)
    across = normal * np.cos(lat)
    return np.column_stack(
        [across * np.cos(lon), across * np.sin(lon), normal * (1 - E2) * np.sin(lat)]
    )


def _share(points: Floats, starts: Floats, ends: Floats) -> Floats:
    """Where on each piece the foot of a point is, from 0 at its start to 1 at its end."""
    side = ends - starts
    along = ((points - starts) * side).sum(axis=1)
    found: Floats = np.clip(along / np.maximum((side * side).sum(axis=1), 1e-12), 0.0, 1.0)
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
