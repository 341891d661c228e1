"""Subjects against the coasts and zones of an atlas."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from functools import lru_cache
from typing import Any, TypeVar

import numpy as np
import shapely

from mapper import geodesy
from mapper.analysis import tracks
from mapper.analysis.belts import belts_of_area, belts_of_place
from mapper.analysis.claims import NEUTRAL, Claim, Claims
from mapper.analysis.coasts import Coast, Coasts
from mapper.analysis.ranges import distance, none_at
from mapper.analysis.records import Distance, Inside, Measure, Origin, Relation
from mapper.analysis.sentences import notes, sentence
from mapper.analysis.subjects import Subject
from mapper.atlas import Atlas
from mapper.basemap import Basemap
from mapper.geodesy import Foot, Outline
from mapper.geojson import Feature

REACH_NM = 500.0
"""Coasts and zones farther than this are left out unless they are asked for by name."""

TRACK_REACH_NM = 250.0
"""For a leg: its zones, and the coasts from which they are drawn."""

_PIECE_NM = 8.0
_SAMPLE_NM = 40.0
_NOTHING_SHARE = 1e-6
_ALL_SHARE = 1 - 1e-4

_Near = TypeVar("_Near", Coast, Claim)


@dataclass(frozen=True)
class _Met:
    """One claim with what of an area lies in it, and the nearest point of its outline."""

    claim: Claim
    overlap_km2: float
    edge: Foot | None


class Measurer:
    """Measures against one atlas in one view; keeps what it has indexed.

    Parameters
    ----------
    atlas : Atlas
        Gives coasts, zones and the gazetteer.
    view : str
        ``neutral``, or the code of a state whose claims are taken as its own.

    Raises
    ------
    UsageError
        No zone of the atlas is claimed by such a state.
    """

    def __init__(self, atlas: Atlas, view: str = NEUTRAL) -> None:
        self.atlas = atlas
        self.coasts = _coasts(atlas.basemap, atlas.places)
        self.claims = Claims(atlas.zones, atlas.basemap, view)
        self._straits = [place for place in atlas.places if place.record.gate]

    def measure(self, subject: Subject, reach_nm: float = REACH_NM) -> Measure:
        """Measure a place, an area or a track.

        Parameters
        ----------
        subject : Subject
            What to measure.
        reach_nm : float
            How far to look for coasts and zones.
        """
        parts = tuple(self.measure(part, reach_nm) for part in subject.parts)
        if subject.kind == "place":
            found = self._place(subject, reach_nm)
        elif subject.kind == "area":
            found = self._area(subject, reach_nm)
        elif subject.kind == "leg":
            found = self._leg(subject, reach_nm)
        else:
            found = self._track(subject, parts)
        found = replace(found, parts=parts, notes=notes(found, subject, self.claims.view))
        return replace(found, sentence=sentence(found, subject.states))

    def _place(self, subject: Subject, reach_nm: float) -> Measure:
        lon, lat = subject.position
        unsure = subject.uncertainty_nm
        around = np.array([subject.position])
        here = geodesy.outline_at(lon, lat)
        distances = [
            self._to_coast(coast, foot, unsure, "position")
            for coast, foot in _feet(here, self._coasts_near(around, reach_nm), reach_nm)
        ]
        zones, feet = [], []
        near = self._claims_near(around, reach_nm)
        outer = geodesy.nearest_to_each(here, [claim.outline for claim in near], reach_nm)
        for claim, found_foot in zip(near, outer, strict=True):
            inside = claim.pieces.contains(lon, lat)
            limit = claim.limits.nearest(lon, lat) if inside else None
            foot = limit if inside else found_foot
            if foot is not None:
                distances.append(distance(foot, unsure, "position", inside, **_named(claim)))
                feet.append(foot)
            if foot is not None or inside:
                zones.append(_inside(claim, inside, foot, limit, unsure))
        found = _started(subject, zones, distances)
        touched = {zone.id for zone in zones if zone.relation != "not"}
        near = [claim for claim in near if claim.id in touched]
        return replace(found, belts=belts_of_place(found, near, feet, self.atlas.basemap))

    def _area(self, subject: Subject, reach_nm: float) -> Measure:
        shape: Any = subject.shape
        outline = _outline(shape)
        around = np.vstack([_samples(outline), [subject.position]])
        total = geodesy.area_as_drawn_km2(shape)
        distances: list[Distance] = []
        for coast, edge in _feet(outline, self._coasts_near(around, reach_nm), reach_nm):
            distances += self._area_to_coast(coast, edge, subject, reach_nm)
        zones = []
        near = self._claims_near(around, reach_nm)
        edges = geodesy.nearest_to_each(outline, [claim.outline for claim in near], reach_nm)
        for claim, foot in zip(near, edges, strict=True):
            overlap = claim.pieces.overlap_km2(shape)
            distances += _area_to_claim(_Met(claim, overlap, foot), subject, reach_nm)
            zones.append(_overlap(claim, overlap, total))
        found = replace(_started(subject, zones, distances), area_km2=total)
        land = total - geodesy.area_as_drawn_km2(self.atlas.basemap.sea_clip(shape))
        return replace(found, belts=belts_of_area(found, land / total))

    def _leg(self, subject: Subject, reach_nm: float) -> Measure:
        shape: Any = subject.shape
        outline = _outline(shape)
        around = _samples(outline)
        unsure = subject.uncertainty_nm
        reach_nm = min(reach_nm, TRACK_REACH_NM)
        states = [coast for coast in self._coasts_near(around, reach_nm) if not coast.named]
        distances = [
            self._to_coast(coast, foot, unsure, "track")
            for coast, foot in _feet(outline, states, reach_nm)
        ]
        near = self._claims_near(around, reach_nm)
        way = tracks.Way(shape)
        passages = tracks.passages(way, near, self._straits, subject)
        passed = {passage.id for passage in passages}
        distances += [none_at(subject.position, "track", **_named(claim))
                      for claim in near if claim.id in passed]  # fmt: skip
        others = [claim for claim in near if claim.id not in passed]
        distances += [distance(foot, unsure, "track", False, **_named(claim))
                      for claim, foot in _feet(outline, others, reach_nm)]  # fmt: skip
        found = _started(subject, (), distances)
        return replace(found, length_nm=way.length_nm, passages=tuple(passages))

    def _track(self, subject: Subject, legs: Sequence[Measure]) -> Measure:
        found = _started(subject, (), tracks.nearest_of(legs))
        length = sum(leg.length_nm or 0.0 for leg in legs)
        joined = tracks.joined(list(zip(subject.parts, legs, strict=True)))
        return replace(found, length_nm=length, passages=joined)

    def _coasts_near(self, around: Any, reach_nm: float) -> list[Coast]:
        return [self.coasts.all[n] for n in self.coasts.nearby.around(around, reach_nm)]

    def _claims_near(self, around: Any, reach_nm: float) -> list[Claim]:
        return [self.claims.all[n] for n in self.claims.nearby.around(around, reach_nm)]

    def _to_coast(self, coast: Coast, foot: Foot, unsure: float, origin: Origin) -> Distance:
        here = self.atlas.basemap.country_at(*foot.origin)
        ashore = here is not None and (here.iso or here.name) == (coast.state or coast.id)
        place = self.coasts.place_name(int(coast.members[foot.piece]))
        return distance(foot, unsure, origin, ashore, place=place, **_called(coast))

    def _area_to_coast(
        self, coast: Coast, edge: Foot, subject: Subject, reach_nm: float
    ) -> Iterator[Distance]:
        lon, lat = subject.position
        foot = coast.outline.nearest(lon, lat, reach_nm)
        if foot is not None:
            yield self._to_coast(coast, foot, 0.0, "centre")
        if _holds(subject.shape, foot) or self._crosses(subject.shape, coast, edge):
            yield none_at(subject.position, "edge", **_called(coast))
        else:
            yield self._to_coast(coast, edge, 0.0, "edge")

    def _crosses(self, shape: Any, coast: Coast, edge: Foot) -> bool:
        """Whether a coast runs into an area: its outline then comes within a piece of it."""
        if edge.distance_nm > geodesy.PIECE_NM:
            return False
        west, south, east, north = shape.bounds
        starts, ends = coast.outline.starts, coast.outline.ends
        near = np.flatnonzero(
            (np.minimum(starts[:, 0], ends[:, 0]) <= east)
            & (np.maximum(starts[:, 0], ends[:, 0]) >= west)
            & (np.minimum(starts[:, 1], ends[:, 1]) <= north)
            & (np.maximum(starts[:, 1], ends[:, 1]) >= south)
        )
        sides = shapely.linestrings(np.stack([starts[near], ends[near]], axis=1))
        return bool(shapely.intersects(shape, sides).any())


@lru_cache(maxsize=4)
def measurer(atlas: Atlas, view: str = NEUTRAL) -> Measurer:
    """The measurer of an atlas and view, kept for the next question."""
    return Measurer(atlas, view)


@lru_cache(maxsize=4)
def _coasts(basemap: Basemap, places: tuple[Feature, ...]) -> Coasts:
    return Coasts(basemap, places)


def _started(subject: Subject, zones: Sequence[Inside], distances: Sequence[Distance]) -> Measure:
    lon, lat = subject.position
    return Measure(
        subject.id, subject.name, subject.kind, lon, lat, subject.uncertainty_nm,
        subject.placeholder, zones=tuple(zones),
        distances=tuple(sorted(distances, key=lambda one: one.distance_nm)),
    )  # fmt: skip


def _named(claim: Claim) -> dict[str, Any]:
    return {"to": claim.belt, "id": claim.id, "name": claim.name, "states": claim.states}


def _inside(
    claim: Claim, inside: bool, foot: Foot | None, limit: Foot | None, unsure: float
) -> Inside:
    """Certainly where the whole disc is within, not where none of it is."""
    relation: Relation = "not"
    if inside:
        relation = "certainly" if limit is None or limit.distance_nm >= unsure else "possibly"
    elif foot is not None and foot.distance_nm < unsure:
        relation = "possibly"
    return Inside(claim.id, claim.name, claim.belt, claim.states, relation,
                  limit.distance_nm if limit else None)  # fmt: skip


def _overlap(claim: Claim, overlap_km2: float, total_km2: float) -> Inside:
    share = min(1.0, overlap_km2 / total_km2)
    relation: Relation = "not"
    if share > _NOTHING_SHARE:
        relation = "wholly" if share > _ALL_SHARE else "partly"
    return Inside(
        claim.id, claim.name, claim.belt, claim.states, relation, None, overlap_km2,
        overlap_km2 / geodesy.KM2_PER_NM2, share,
    )  # fmt: skip


def _area_to_claim(met: _Met, subject: Subject, reach_nm: float) -> Iterator[Distance]:
    lon, lat = subject.position
    claim = met.claim
    inside = met.overlap_km2 > 0 and claim.pieces.contains(lon, lat)
    foot = claim.limits.nearest(lon, lat) if inside else claim.outline.nearest(lon, lat, reach_nm)
    if foot is not None:
        yield distance(foot, 0.0, "centre", inside, **_named(claim))
    if met.overlap_km2 > 0:
        yield none_at(subject.position, "edge", **_named(claim))
    elif met.edge is not None:
        yield distance(met.edge, 0.0, "edge", False, **_named(claim))


def _feet(mine: Outline, others: Sequence[_Near], reach_nm: float) -> Iterator[tuple[_Near, Foot]]:
    """Those of some coasts or claims that are within reach, each with its nearest point."""
    found = geodesy.nearest_to_each(mine, [other.outline for other in others], reach_nm)
    for other, foot in zip(others, found, strict=True):
        if foot is not None:
            yield other, foot


def _called(coast: Coast) -> dict[str, Any]:
    states = (coast.state,) if coast.state else ()
    return {"to": "coast", "id": coast.id, "name": coast.name, "states": states}


def _holds(shape: Any, foot: Foot | None) -> bool:
    return foot is not None and bool(shapely.intersects_xy(shape, foot.lon, foot.lat))


def _outline(shape: Any) -> Outline:
    starts, ends = geodesy.sides(shape)
    return Outline(*geodesy.cut_sides(starts, ends, _PIECE_NM)[:2], longest_nm=_PIECE_NM)


def _samples(outline: Outline) -> Any:
    """Every fifth piece's start and the last end: no gap above 40 nm."""
    step = int(_SAMPLE_NM / _PIECE_NM)
    return np.vstack([outline.starts[::step], outline.ends[-1:]])
