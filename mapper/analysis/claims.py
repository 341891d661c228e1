"""Zones as a view sees them, with what is needed to measure against them.

A claim is one zone, or, in a state's view, all that this state claims of one belt. Its outline
is where it ends; its limits are the part of the outline towards other zones and the high seas,
not the coast.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import Any

import numpy as np
import shapely
from numpy.typing import NDArray

from mapper.analysis.near import Nearby
from mapper.analysis.records import BELT_WORDS, BELTS
from mapper.basemap import Basemap
from mapper.errors import UsageError
from mapper.geodesy import Outline, OverlapIndex, cut_sides, ecef_nm, shared_sides
from mapper.geodesy.measures import Floats
from mapper.geojson import Feature
from mapper.vocabulary import STATES, state_name

NEUTRAL = "neutral"

COAST_NM = 2.0
"""A side nearer to land than this, with no zone beyond it, is coast and no limit: a published
zone may follow another coastline than the atlas, in fjords by this much."""

_ISLET_DEG2 = 0.003


@dataclass(frozen=True, eq=False)
class Claim:
    """A zone to measure against.

    Attributes
    ----------
    id, name, belt : str
        Of the zone, or of what a state's view joins.
    states : tuple of str
        Who claims it.
    zones : tuple of Feature
        What it is made of.
    outline : Outline
        All its sides.
    open_sides : ndarray, shape (n,)
        Which pieces of the outline have another zone beyond them.
    basemap : Basemap
        Tells coast from limits.
    """

    id: str
    name: str
    belt: str
    states: tuple[str, ...]
    zones: tuple[Feature, ...]
    outline: Outline
    open_sides: NDArray[np.bool_]
    basemap: Basemap

    @cached_property
    def limits(self) -> Outline:
        """The sides towards other zones and the high seas: all but the coast."""
        lone = np.flatnonzero(~self.open_sides)
        coast = _along_land(self.outline.starts[lone], self.outline.ends[lone], self.basemap)
        kept = self.open_sides.copy()
        kept[lone[~coast]] = True
        return self.outline.subset(np.flatnonzero(kept))


class Claims:
    """All claims of a view.

    Parameters
    ----------
    zones : sequence of Feature
        The zones of an atlas at full detail.
    basemap : Basemap
        Tells coast from limits.
    view : str
        ``neutral``, or the ISO 3166-1 alpha-3 code of a state: what it claims is its own.
    areas : OverlapIndex, optional
        Of the same zones, where another view has it already.

    Raises
    ------
    UsageError
        No zone is claimed by such a state.
    """

    def __init__(
        self, zones: Sequence[Feature], basemap: Basemap, view: str = NEUTRAL,
        areas: OverlapIndex | None = None,
    ) -> None:  # fmt: skip
        known = {state for zone in zones for state in zone.record.claimants}
        if view != NEUTRAL and view not in known:
            raise UsageError(
                f"view: expected {NEUTRAL!r} or the code of a state with a zone here, got {view!r}"
            )
        self.view = view
        self._basemap = basemap
        self.all: tuple[Claim, ...] = tuple(self._made(zones))
        self.areas = areas or OverlapIndex([zone.geometry for zone in zones])
        numbers = {id(zone): number for number, zone in enumerate(zones)}
        self.owners: NDArray[np.intp] = np.empty(len(zones), dtype=np.intp)
        for number, claim in enumerate(self.all):
            self.owners[[numbers[id(zone)] for zone in claim.zones]] = number

    @cached_property
    def nearby(self) -> Nearby:
        """Which of ``all`` come near a position."""
        return Nearby([claim.outline for claim in self.all])

    def overlaps_km2(self, shapes: Sequence[Any]) -> Floats:
        """What each of some areas has in common with each of ``all``, shape (n, m)."""
        found = np.zeros((len(shapes), len(self.all)))
        np.add.at(found.T, self.owners, self.areas.overlaps_km2(shapes).T)
        return found

    def holding(self, points: Any) -> NDArray[np.bool_]:
        """Which of some positions (lon, lat) lie in which of ``all``, shape (n, m)."""
        found = np.zeros((len(points), len(self.all)), dtype=bool)
        point, zone = self.areas.holding(points)
        found[point, self.owners[zone]] = True
        return found

    def _made(self, zones: Sequence[Feature]) -> Iterator[Claim]:
        for belt in BELTS:
            mine = [zone for zone in zones if zone.record.belt == belt]
            if not mine:
                continue
            sides = _Sides(mine)
            own = [n for n, zone in enumerate(mine) if self._is_own(zone)]
            if own:
                yield self._claim(mine, own, sides)
            for number in range(len(mine)):
                if number not in own:
                    yield self._claim(mine, [number], sides)

    def _is_own(self, zone: Feature) -> bool:
        return self.view in zone.record.claimants and not zone.record.joint

    def _claim(self, zones: list[Feature], numbers: list[int], sides: _Sides) -> Claim:
        first = zones[numbers[0]].record
        outline, open_sides = sides.outline(numbers)
        parts = tuple(zones[number] for number in numbers)
        if self.view in first.claimants and not first.joint:
            name = f"{_named(first.belt)} of {state_name(self.view)} (its own view)"
            return Claim(f"{first.belt}-{self.view.lower()}", name, first.belt, (self.view,),
                         parts, outline, open_sides, self._basemap)  # fmt: skip
        return Claim(first.id, claim_name(first), first.belt, first.claimants, parts, outline,
                     open_sides, self._basemap)  # fmt: skip


def claim_name(record: Any) -> str:
    """What a zone is called in a sentence, with whose claim it is.

    Parameters
    ----------
    record : Zone
        The zone.
    """
    states = [_state_of(record, code) for code in record.claimants]
    belt = _named(record.belt)
    if record.joint:
        return f"joint regime of {_and(states)}" if states else str(record.name)
    if record.disputed:
        told = f" ({record.name})" if len(states) < 2 else f" of {_and(states)}"
        return f"{belt} under overlapping claims{told}"
    owner = states[0] if states else str(record.sovereign1)
    territory = str(record.territory1)
    code = record.iso_ter1
    apart = code and record.claimants and code != record.claimants[0]
    unlike = not code and territory not in (owner, record.sovereign1)
    return f"{belt} of {owner}" + (f" ({territory})" if apart or unlike else "")


def _state_of(record: Any, code: str) -> str:
    """The atlas's own name of a claimant, or the one that the zone has."""
    given = {getattr(record, f"iso_sov{n}"): getattr(record, f"sovereign{n}") for n in (1, 2, 3)}
    return STATES.get(code) or given.get(code) or code


def _named(belt: str) -> str:
    return BELT_WORDS[belt]


def _and(names: Sequence[str]) -> str:
    return " and ".join(filter(None, (", ".join(names[:-1]), names[-1])))


class _Sides:
    """The sides of all zones of one belt, and which of them two zones share."""

    def __init__(self, zones: Sequence[Feature]) -> None:
        shapes = np.array([zone.geometry for zone in zones], dtype=object)
        polygons, zone = shapely.get_parts(shapes, return_index=True)
        rings, part = shapely.get_rings(polygons, return_index=True)
        points, ring = shapely.get_coordinates(rings, return_index=True)
        same = ring[1:] == ring[:-1]
        self._starts, self._ends = points[:-1][same], points[1:][same]
        ring = ring[:-1][same]
        self._owner: NDArray[np.intp] = zone[part[ring]]
        shared = shared_sides(self._starts, self._ends)
        computed = np.array([bool(one.record.region) for one in zones])[self._owner]
        cut = _cut(self._starts, self._ends, shared, computed)
        # An islet that the atlas's coastline lacks is a small hole.
        hole = np.concatenate([[False], part[1:] == part[:-1]])
        islet = hole & (shapely.area(shapely.polygons(rings)) < _ISLET_DEG2)
        self._kept = ~cut & ~(islet[ring] & ~shared)
        self._shared = shared

    def outline(self, numbers: Sequence[int]) -> tuple[Outline, NDArray[np.bool_]]:
        """The outline of some zones as one, and which of its pieces are shared with others."""
        mine = np.flatnonzero(np.isin(self._owner, numbers) & self._kept)
        if len(numbers) > 1:
            mine = mine[~shared_sides(self._starts[mine], self._ends[mine])]
        starts, ends, side = cut_sides(self._starts[mine], self._ends[mine])
        return Outline(starts, ends), self._shared[mine][side]


def _cut(
    starts: Floats, ends: Floats, shared: NDArray[np.bool_], computed: NDArray[np.bool_]
) -> NDArray[np.bool_]:
    """Sides along the antimeridian or the edge of a region's window: the zone goes on beyond.

    Windows end at whole degrees, and nothing lies beyond; a treaty along a whole degree has a
    zone on either side.
    """
    found = (np.abs(starts[:, 0]) == 180) & (np.abs(ends[:, 0]) == 180)
    for axis in (0, 1):
        along = (starts[:, axis] == ends[:, axis]) & (starts[:, axis] % 1.0 == 0)
        found |= along & computed & ~shared
    return np.asarray(found, dtype=bool)


def _along_land(starts: Floats, ends: Floats, basemap: Basemap) -> NDArray[np.bool_]:
    """Sides whose middle lies on land or within ``COAST_NM`` of it."""
    middles = (starts + ends) / 2
    tree = basemap.coast.outline.index[2]
    # The tree holds the middles of pieces of a mile at most.
    near = np.isfinite(tree.query(ecef_nm(middles), distance_upper_bound=COAST_NM + 0.5)[0])
    rest = np.flatnonzero(~near)
    land = basemap.land()
    points = np.asarray(shapely.points(middles[rest]), dtype=object)
    # The parts of the land are prepared; a query with a predicate would prepare the points.
    hits, parts = land.tree.query(points)
    ashore = shapely.intersects(land.parts[parts], points[hits])
    near[rest[hits[ashore]]] = True
    return np.asarray(near, dtype=bool)
