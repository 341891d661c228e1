"""The coast as pieces with their countries, and the nearest point on it."""

from __future__ import annotations

from typing import NamedTuple

import numpy as np
import shapely
from numpy.typing import NDArray

from mapper import geodesy
from mapper.basemap.land import Land

Floats = NDArray[np.float64]

ACCURACY_NM = 0.5
"""How far the 1:10m coast may lie from the true one (Natural Earth against GSHHG)."""


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
    outline : Outline
        All pieces.
    parts : ndarray, shape (n,)
        Index into ``land.parts`` of each piece.
    owners : ndarray, shape (n,)
        Index into ``land.countries``.
    """

    def __init__(self, land: Land) -> None:
        self._land = land
        starts, ends, parts = _coast_sides(land)
        starts, ends, sides = geodesy.cut_sides(starts, ends)
        self.outline = geodesy.Outline(starts, ends)
        self.parts: NDArray[np.intp] = parts[sides]
        self.owners = land.owners[self.parts]
        self._by_state: dict[str, tuple[geodesy.Outline, NDArray[np.intp]]] = {}

    @property
    def starts(self) -> Floats:
        """(lon, lat) of the start of each piece, shape (n, 2)."""
        return self.outline.starts

    @property
    def ends(self) -> Floats:
        """(lon, lat) of the end of each piece, shape (n, 2)."""
        return self.outline.ends

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
        outline, members = (self.outline, None) if state is None else self.of_state(state)
        foot = outline.nearest(lon, lat)
        if foot is None:
            return None
        piece = foot.piece if members is None else members[foot.piece]
        country = self._land.countries[int(self.owners[piece])]
        return CoastPoint(
            foot.distance_nm, foot.bearing_deg, foot.lon, foot.lat, country.iso, country.name
        )

    def of_state(self, state: str) -> tuple[geodesy.Outline, NDArray[np.intp]]:
        """One state's coast, and the indices of its pieces in the whole.

        Parameters
        ----------
        state : str
            ISO 3166-1 alpha-3, or the name of land that has no code.
        """
        if state not in self._by_state:
            wanted = [i for i, c in enumerate(self._land.countries) if state in (c.iso, c.name)]
            members = np.flatnonzero(np.isin(self.owners, wanted))
            self._by_state[state] = self.outline.subset(members), members
        return self._by_state[state]


def _coast_sides(land: Land) -> tuple[Floats, Floats, NDArray[np.intp]]:
    """All sides but borders between countries and the cuts at the edge of the map."""
    rings, ring_parts = shapely.get_rings(land.parts, return_index=True)
    points, ring = shapely.get_coordinates(rings, return_index=True)
    inside = ring[1:] == ring[:-1]
    starts, ends = points[:-1][inside], points[1:][inside]
    parts = ring_parts[ring[:-1][inside]]
    # Neighbours share every vertex, so a border is a side that occurs twice.
    cut = (np.abs(starts[:, 0]) == 180) & (starts[:, 0] == ends[:, 0])
    pole = (starts[:, 1] == -90) | (ends[:, 1] == -90)
    keep = ~geodesy.shared_sides(starts, ends) & ~cut & ~pole
    return starts[keep], ends[keep], parts[keep]
