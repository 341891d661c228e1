"""The coast as pieces with their countries, and the nearest point on it."""

from __future__ import annotations

from typing import Any, NamedTuple

import numpy as np
import shapely
from numpy.typing import NDArray

from mapper import geodesy
from mapper.basemap.land import Land

Floats = NDArray[np.float64]

_PIECE_NM = 1.0
_AXIS_NM = 6378137.0 / geodesy.NM_M
_E2 = 0.0066943799901413165


class CoastPoint(NamedTuple):
    """The nearest point of a coast.

    Attributes
    ----------
    distance_nm, bearing_deg : float
        The geodesic from the position asked for.
    lon, lat : float
        Degrees.
    iso : str or None
        ISO 3166-1 alpha-3 of the coast's state; ``None`` where it is disputed or has no code.
    name : str
        What the coast is called.
    """

    distance_nm: float
    bearing_deg: float
    lon: float
    lat: float
    iso: str | None
    name: str


class Coastline:
    """Every side of the land that meets water, cut into pieces of at most a nautical mile.

    Attributes
    ----------
    starts, ends : ndarray, shape (n, 2)
        (lon, lat) in degrees of the ends of each piece.
    owners : ndarray, shape (n,)
        Index into ``land.countries``.
    """

    def __init__(self, land: Land) -> None:
        from scipy.spatial import cKDTree

        self._make_tree = cKDTree
        self._land = land
        starts, ends, owners = _coast_sides(land)
        self.starts, self.ends, self.owners = _cut(starts, ends, owners)
        self._from, self._to = ecef_nm(self.starts), ecef_nm(self.ends)
        self._all = self._index(np.arange(len(self.starts)))
        self._by_state: dict[str, tuple[Any, NDArray[np.intp]]] = {}

    def nearest(self, lon: float, lat: float, state: str | None = None) -> CoastPoint | None:
        """The nearest point of any coast, or of one state's.

        Parameters
        ----------
        lon, lat : float
            Degrees.
        state : str, optional
            ISO 3166-1 alpha-3, or the name of land that has no code.

        Returns
        -------
        CoastPoint or None
            ``None`` when the state has no coast. Exact on the ellipsoid for the coast as it is
            drawn (straight between its vertices in lon/lat).
        """
        tree, members = self._all if state is None else self._of_state(state)
        if not len(members):
            return None
        here = ecef_nm(np.array([[lon, lat]]))[0]
        # A chord grows with its geodesic, but the curvature differs by direction: 3e-4 covers it.
        reach = tree.query(here)[0] * (1 + 3e-4) + _PIECE_NM
        found = members[np.sort(tree.query_ball_point(here, reach))]
        points = self._feet(here, found)
        azimuths, _, lengths = geodesy.geod().inv(
            np.full(len(found), lon), np.full(len(found), lat), points[:, 0], points[:, 1]
        )
        best = int(np.argmin(lengths))
        country = self._land.countries[int(self.owners[found[best]])]
        return CoastPoint(
            float(lengths[best]) / geodesy.NM_M,
            float(azimuths[best]) % 360.0,
            float(points[best, 0]),
            float(points[best, 1]),
            country.iso,
            country.name,
        )

    def _feet(self, here: Floats, found: NDArray[np.intp]) -> Floats:
        """The nearest point of each piece, as (lon, lat)."""
        side = self._to[found] - self._from[found]
        share = np.einsum("ij,ij->i", here - self._from[found], side)
        share = np.clip(share / np.maximum(np.einsum("ij,ij->i", side, side), 1e-12), 0.0, 1.0)
        feet: Floats = self.starts[found] + share[:, None] * (self.ends[found] - self.starts[found])
        return feet

    def _of_state(self, state: str) -> tuple[Any, NDArray[np.intp]]:
        if state not in self._by_state:
            wanted = [i for i, c in enumerate(self._land.countries) if state in (c.iso, c.name)]
            members = np.flatnonzero(np.isin(self.owners, wanted))
            self._by_state[state] = self._index(members) if len(members) else (None, members)
        return self._by_state[state]

    def _index(self, members: NDArray[np.intp]) -> tuple[Any, NDArray[np.intp]]:
        middles = (self._from[members] + self._to[members]) / 2
        return self._make_tree(middles, balanced_tree=False, compact_nodes=False), members


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
    normal = _AXIS_NM / np.sqrt(1 - _E2 * np.sin(lat) ** 2)
    across = normal * np.cos(lat)
    return np.column_stack(
        [across * np.cos(lon), across * np.sin(lon), normal * (1 - _E2) * np.sin(lat)]
    )


def _coast_sides(land: Land) -> tuple[Floats, Floats, NDArray[np.int64]]:
    """All sides but borders between countries and the cuts at the edge of the map."""
    rings = shapely.get_rings(land.parts)
    counts = shapely.get_num_interior_rings(land.parts) + 1
    ring_owners = np.repeat(land.owners, counts)
    points, ring = shapely.get_coordinates(rings, return_index=True)
    inside = ring[1:] == ring[:-1]
    starts, ends = points[:-1][inside], points[1:][inside]
    owners = ring_owners[ring[:-1][inside]]
    # Neighbours share every vertex, so a border is a side that occurs twice.
    corner = np.array([-180.0, -90.0])
    grid = np.round((np.vstack([starts, ends]) - corner) * 1e5).astype(np.int64)
    ids = np.unique(grid[:, 0] * 18_000_001 + grid[:, 1], return_inverse=True)[1]
    first, second = ids[: len(starts)], ids[len(starts) :]
    keys = np.minimum(first, second) * (ids.max() + 1) + np.maximum(first, second)
    _, inverse, times = np.unique(keys, return_inverse=True, return_counts=True)
    cut = (np.abs(starts[:, 0]) == 180) & (starts[:, 0] == ends[:, 0])
    pole = (starts[:, 1] == -90) | (ends[:, 1] == -90)
    keep = (times[inverse] == 1) & ~cut & ~pole
    return starts[keep], ends[keep], owners[keep]


def _cut(
    starts: Floats, ends: Floats, owners: NDArray[np.int64]
) -> tuple[Floats, Floats, NDArray[np.int64]]:
    """Cut sides into equal pieces of at most a nautical mile."""
    length = np.linalg.norm(ecef_nm(starts) - ecef_nm(ends), axis=1)
    counts = np.maximum(1, np.ceil(length / _PIECE_NM)).astype(int)
    total = int(counts.sum())
    number = np.arange(total) - np.repeat(np.cumsum(counts) - counts, counts)
    whole = np.repeat(counts, counts)
    base, step = np.repeat(starts, counts, axis=0), np.repeat(ends - starts, counts, axis=0)
    low = base + step * (number / whole)[:, None]
    high = base + step * ((number + 1) / whole)[:, None]
    return low, high, np.repeat(owners, counts)
