"""Coasts by state and by name: Japan, and Hokkaido of it."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property

import numpy as np
import shapely
from numpy.typing import NDArray

from mapper.analysis.near import Nearby
from mapper.basemap import Basemap
from mapper.geodesy import Outline
from mapper.geojson import Feature
from mapper.vocabulary import STATES

ISLET_NM = 12.0
"""Islets within a territorial sea's breadth of a named coast count as part of it."""


@dataclass(frozen=True, eq=False)
class Coast:
    """The coast of a state, or a named part of it.

    Attributes
    ----------
    id, name : str
        The state's code or the gazetteer's id; what to call it.
    state : str
        ISO 3166-1 alpha-3; empty where it is disputed or has no code.
    outline : Outline
        Its pieces.
    members : ndarray, shape (n,)
        The index of each piece in the whole coastline.
    """

    id: str
    name: str
    state: str
    outline: Outline
    members: NDArray[np.intp]

    @property
    def named(self) -> bool:
        """Whether it is a named part, which its state's coast holds too."""
        return self.id[:1].islower()


class Coasts:
    """Every coast of the basemap by state and by the islands that the gazetteer names.

    Parameters
    ----------
    basemap : Basemap
        Gives the 1:10m coast.
    places : sequence of Feature
        The gazetteer: an island names the land that it lies on, ``coast`` the coast that it
        belongs to.
    """

    def __init__(self, basemap: Basemap, places: Sequence[Feature]) -> None:
        self._basemap = basemap
        self._islands = [place for place in places if place.record.type == "island"]

    @cached_property
    def all(self) -> tuple[Coast, ...]:
        """States first, in the order of the basemap; then named coasts."""
        return (*self._states, *self._named)

    @cached_property
    def nearby(self) -> Nearby:
        """Which of ``all`` come near a position."""
        return Nearby([coast.outline for coast in self.all])

    def place_name(self, piece: int) -> str:
        """What the land of a piece of the whole coastline is called, or nothing.

        Returns
        -------
        str
            As ``Okushiri, Hokkaido``; an islet without a name gives that of its coast.
        """
        part = int(self._basemap.coast.parts[piece])
        island = self._island_of_part.get(part)
        if island is None:
            owner = self._areas_of_part.get(part)
            return self._islands[owner].record.name if owner is not None else ""
        record = self._islands[island].record
        whole = self._by_id.get(record.coast)
        return f"{record.name}, {whole.record.name}" if whole else str(record.name)

    @cached_property
    def _states(self) -> tuple[Coast, ...]:
        keys: dict[str, tuple[str, str]] = {}
        for country in self._basemap.land().countries:
            key = country.iso or country.name
            keys.setdefault(key, (STATES.get(key, country.name), country.iso or ""))
        found = []
        for key, (name, code) in keys.items():
            outline, members = self._basemap.coast.of_state(key)
            if len(members):
                found.append(Coast(key, name, code, outline, members))
        return tuple(found)

    @cached_property
    def _by_id(self) -> dict[str, Feature]:
        return {place.id: place for place in self._islands}

    @cached_property
    def _island_of_part(self) -> dict[int, int]:
        """The island of the gazetteer that lies on each part of the land."""
        land = self._basemap.land()
        points = np.array([place.geometry for place in self._islands], dtype=object)
        island, part = land.tree.query(points, predicate="intersects")
        return dict(zip(part.tolist(), island.tolist(), strict=True))

    @cached_property
    def _areas_of_part(self) -> dict[int, int]:
        """The named coast of each part: its island's, or that of the coast that it lies off."""
        numbers = {place.id: number for number, place in enumerate(self._islands)}
        found = {
            part: numbers.get(self._islands[island].record.coast, island)
            for part, island in self._island_of_part.items()
        }
        return found | self._islets(found)

    def _islets(self, named: dict[int, int]) -> dict[int, int]:
        land = self._basemap.land()
        owners = {int(land.owners[part]) for part in named}
        known = np.array(sorted(named), dtype=np.intp)
        tree = shapely.STRtree(land.parts[known])
        loose = np.flatnonzero(np.isin(land.owners, list(owners)))
        loose = loose[~np.isin(loose, known)]
        loose = loose[_small(land.parts[loose])]
        # Degrees of latitude: wide enough for 12 nm of longitude up to 60° N.
        islet, near = tree.query_nearest(
            land.parts[loose], max_distance=ISLET_NM / 60, all_matches=False
        )
        return {
            int(loose[i]): named[int(known[n])] for i, n in zip(islet, near, strict=True)
            if land.owners[loose[i]] == land.owners[known[n]]
        }  # fmt: skip

    @cached_property
    def _named(self) -> tuple[Coast, ...]:
        coast = self._basemap.coast
        parts: dict[int, list[int]] = defaultdict(list)
        for part, area in self._areas_of_part.items():
            parts[area].append(part)
        for part, island in self._island_of_part.items():
            if self._areas_of_part[part] != island:
                parts[island].append(part)
        found = []
        states = {state.name for state in self._states}
        for island in sorted(parts):
            record = self._islands[island].record
            if record.name in states:
                continue
            members = np.flatnonzero(np.isin(coast.parts, parts[island]))
            state = record.state or ""
            found.append(
                Coast(record.id, record.name, state, coast.outline.subset(members), members)
            )
        return tuple(found)


def _small(parts: NDArray[np.object_]) -> NDArray[np.bool_]:
    """Islets, not the mainland that a named island lies off: below a quarter degree across."""
    west, south, east, north = shapely.bounds(parts).T
    return np.asarray((east - west < 0.25) & (north - south < 0.25), dtype=bool)
