"""Subjects against the coasts and zones of an atlas."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from functools import lru_cache
from typing import Any

import numpy as np
import shapely

from mapper import geodesy
from mapper.analysis import tracks
from mapper.analysis.belts import belts_of_area, belts_of_place
from mapper.analysis.claims import NEUTRAL, Claim, Claims
from mapper.analysis.coasts import Coast, Coasts
from mapper.analysis.ranges import distance, none_at
from mapper.analysis.records import Distance, Inside, Measure, Relation
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

_PIECE_NM = 4.0
_SAMPLE_NM = 20.0
_NOTHING_SHARE = 1e-6
_ALL_SHARE = 1 - 1e-4


@dataclass(frozen=True)
class _Met:
    """One claim with what of an area lies in it."""

    claim: Claim
    overlap_km2: float


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
        distances = [
            self._to_coast(coast, foot, unsure, subject)
            for coast, foot in self._near_coasts(around, reach_nm)
        ]
        zones, feet = [], []
        near = [self.claims.all[n] for n in self.claims.nearby.around(around, reach_nm)]
        for claim in near:
            inside = claim.pieces.contains(lon, lat)
            limit = claim.limits.nearest(lon, lat) if inside else None
            foot = limit if inside else claim.outline.nearest(lon, lat, reach_nm)
            if foot is not None:
                distances.append(distance(foot, unsure, "position", inside, **_named(claim)))
                feet.append(foot)
            if foot is not None or inside:
                zones.append(_inside(claim, inside, foot, limit, unsure))
        found = _started(subject, zones, distances)
        return replace(found, belts=belts_of_place(found, near, feet, self.atlas.basemap))

    def _area(self, subject: Subject, reach_nm: float) -> Measure:
        shape: Any = subject.shape
        outline = _outline(shape)
        around = np.vstack([_samples(outline), [subject.position]])
        total = geodesy.area_as_drawn_km2(shape)
        distances: list[Distance] = []
        for number in self.coasts.nearby.around(around, reach_nm):
            distances += self._area_to_coast(self.coasts.all[number], subject, outline, reach_nm)
        zones = []
        for number in self.claims.nearby.around(around, reach_nm):
            met = _Met(self.claims.all[number],
                       self.claims.all[number].pieces.overlap_km2(shape))  # fmt: skip
            distances += _area_to_claim(met, subject, outline, reach_nm)
            zones.append(_overlap(met, total))
        found = replace(_started(subject, zones, distances), area_km2=total)
        land = total - geodesy.area_as_drawn_km2(self.atlas.basemap.sea_clip(shape))
        return replace(found, belts=belts_of_area(found, land / total))

    def _leg(self, subject: Subject, reach_nm: float) -> Measure:
        shape: Any = subject.shape
        outline = _outline(shape)
        around = _samples(outline)
        distances: list[Distance] = []
        reach_nm = min(reach_nm, TRACK_REACH_NM)
        for number in self.coasts.nearby.around(around, reach_nm):
            coast = self.coasts.all[number]
            foot = None if coast.named else outline.nearest_to(coast.outline, reach_nm)
            if foot is not None:
                distances.append(self._to_coast(coast, foot, subject.uncertainty_nm, subject))
        near = [self.claims.all[n] for n in self.claims.nearby.around(around, reach_nm)]
        way = tracks.Way(shape)
        passages = tracks.passages(way, near, self._straits, subject)
        passed = {passage.id for passage in passages}
        for claim in near:
            if claim.id in passed:
                distances.append(none_at(subject.position, "track", **_named(claim)))
            elif (foot := outline.nearest_to(claim.outline, reach_nm)) is not None:
                distances.append(
                    distance(foot, subject.uncertainty_nm, "track", False, **_named(claim))
                )
        found = _started(subject, (), distances)
        return replace(found, length_nm=way.length_nm, passages=tuple(passages))

    def _track(self, subject: Subject, legs: Sequence[Measure]) -> Measure:
        found = _started(subject, (), tracks.nearest_of(legs))
        length = sum(leg.length_nm or 0.0 for leg in legs)
        joined = tracks.joined(list(zip(subject.parts, legs, strict=True)))
        return replace(found, length_nm=length, passages=joined)

    def _near_coasts(self, around: Any, reach_nm: float) -> Iterator[tuple[Coast, Foot]]:
        for number in self.coasts.nearby.around(around, reach_nm):
            coast = self.coasts.all[number]
            foot = coast.outline.nearest(float(around[0, 0]), float(around[0, 1]), reach_nm)
            if foot is not None:
                yield coast, foot

    def _to_coast(
        self, coast: Coast, foot: Foot, unsure: float, subject: Subject, centre: bool = False
    ) -> Distance:
        here = self.atlas.basemap.country_at(*foot.origin)
        ashore = here is not None and (here.iso or here.name) == (coast.state or coast.id)
        origin: Any = {"place": "position", "leg": "track"}.get(subject.kind, "edge")
        return distance(
            foot, unsure, "centre" if centre else origin, ashore, to="coast", id=coast.id,
            name=coast.name, states=(coast.state,) if coast.state else (),
            place=self.coasts.place_name(int(coast.members[foot.piece])),
        )  # fmt: skip

    def _area_to_coast(
        self, coast: Coast, subject: Subject, outline: Outline, reach_nm: float
    ) -> Iterator[Distance]:
        lon, lat = subject.position
        foot = coast.outline.nearest(lon, lat, reach_nm)
        if foot is not None:
            yield self._to_coast(coast, foot, 0.0, subject, centre=True)
        edge = outline.nearest_to(coast.outline, reach_nm)
        if edge is None:
            return
        if _holds(subject.shape, foot) or self._crosses(subject.shape, coast, edge):
            yield none_at(subject.position, "edge", to="coast", id=coast.id, name=coast.name,
                          states=(coast.state,) if coast.state else ())  # fmt: skip
        else:
            yield self._to_coast(coast, edge, 0.0, subject)

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


def _overlap(met: _Met, total_km2: float) -> Inside:
    share = min(1.0, met.overlap_km2 / total_km2)
    relation: Relation = "not"
    if share > _NOTHING_SHARE:
        relation = "wholly" if share > _ALL_SHARE else "partly"
    claim = met.claim
    return Inside(
        claim.id, claim.name, claim.belt, claim.states, relation, None, met.overlap_km2,
        met.overlap_km2 / geodesy.KM2_PER_NM2, share,
    )  # fmt: skip


def _area_to_claim(
    met: _Met, subject: Subject, outline: Outline, reach_nm: float
) -> Iterator[Distance]:
    lon, lat = subject.position
    claim = met.claim
    inside = met.overlap_km2 > 0 and claim.pieces.contains(lon, lat)
    foot = claim.limits.nearest(lon, lat) if inside else claim.outline.nearest(lon, lat, reach_nm)
    if foot is not None:
        yield distance(foot, 0.0, "centre", inside, **_named(claim))
    if met.overlap_km2 > 0:
        yield none_at(subject.position, "edge", **_named(claim))
    elif (edge := outline.nearest_to(claim.outline, reach_nm)) is not None:
        yield distance(edge, 0.0, "edge", False, **_named(claim))


def _holds(shape: Any, foot: Foot | None) -> bool:
    return foot is not None and bool(shapely.intersects_xy(shape, foot.lon, foot.lat))


def _outline(shape: Any) -> Outline:
    starts, ends = geodesy.sides(shape)
    return Outline(*geodesy.cut_sides(starts, ends, _PIECE_NM)[:2], longest_nm=_PIECE_NM)


def _samples(outline: Outline) -> Any:
    """Every fifth piece's start and the last end: no gap above 20 nm."""
    step = int(_SAMPLE_NM / _PIECE_NM)
    return np.vstack([outline.starts[::step], outline.ends[-1:]])
