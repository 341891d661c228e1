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
from mapper.analysis.records import Distance, Inside, Measure, Origin, Passage, Relation
from mapper.analysis.sentences import notes, sentence
from mapper.analysis.subjects import Subject
from mapper.atlas import Atlas
from mapper.basemap import Basemap
from mapper.geodesy import Foot, Outline, OverlapIndex
from mapper.geojson import Feature

REACH_NM = 500.0
"""Coasts and zones farther than this are left out unless they are asked for by name."""

TRACK_REACH_NM = 250.0
"""For a leg: its zones, and the coasts from which they are drawn."""

_ORIGINS: dict[str, Origin] = {
    "place": "position", "area": "edge", "leg": "track", "track": "track",
}  # fmt: skip
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
    holds_middle: bool
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
        self.claims = Claims(atlas.zones, atlas.basemap, view, _areas(atlas))
        self._straits = _straits(atlas.places)

    def measure(self, subject: Subject, reach_nm: float = REACH_NM) -> Measure:
        """Measure a place, an area or a track.

        Parameters
        ----------
        subject : Subject
            What to measure.
        reach_nm : float
            How far to look for coasts and zones.
        """
        if subject.kind == "track":
            parts = self._legs(subject.parts, reach_nm)
            return self._told(self._track(subject, parts), subject, parts)
        if subject.kind == "leg":
            return self._legs([subject], reach_nm)[0]
        parts = tuple(self.measure(part, reach_nm) for part in subject.parts)
        found = self._place if subject.kind == "place" else self._area
        return self._told(found(subject, reach_nm), subject, parts)

    def _told(self, found: Measure, subject: Subject, parts: tuple[Measure, ...] = ()) -> Measure:
        """With what the figures rest on, and in a sentence."""
        said = notes(found, subject, self.claims.view)
        return replace(found, parts=parts, notes=said, sentence=sentence(found, subject.states))

    def to_coast(self, subject: Subject, coast: Coast) -> Distance | None:
        """The distance to one coast, however far; of an area, from its edge.

        Parameters
        ----------
        subject : Subject
            A place, an area or a track.
        coast : Coast
            One of ``coasts.all``.
        """
        if subject.kind == "place":
            foot = coast.outline.nearest(*subject.position)
        else:
            foot = _outline(subject.shape).nearest_to(coast.outline)
        if foot is None:
            return None
        if subject.kind == "area":
            return list(self._area_to_coast(coast, foot, subject, np.inf))[-1]
        return self._to_coast(coast, foot, subject.uncertainty_nm, _ORIGINS[subject.kind])

    def to_claim(self, subject: Subject, claim: Claim) -> Distance | None:
        """The distance to a zone that the subject is far outside of; see ``to_coast``."""
        if subject.kind == "place":
            foot = claim.outline.nearest(*subject.position)
        else:
            foot = _outline(subject.shape).nearest_to(claim.outline)
        if foot is None:
            return None
        origin = _ORIGINS[subject.kind]
        return distance(foot, subject.uncertainty_nm, origin, False, **_named(claim))

    def _place(self, subject: Subject, reach_nm: float) -> Measure:
        lon, lat = subject.position
        unsure = subject.uncertainty_nm
        around = np.array([subject.position])
        here = geodesy.outline_at(lon, lat)
        coasts = list(_feet(here, self._coasts_near(around, reach_nm), reach_nm))
        distances = list(self._to_coasts(coasts, unsure, "position"))
        zones, feet = [], []
        near = list(self.claims.nearby.around(around, reach_nm))
        held = self.claims.holding(around)[0]
        claims = [self.claims.all[number] for number in near]
        outer = geodesy.nearest_to_each(here, [claim.outline for claim in claims], reach_nm)
        for number, claim, found_foot in zip(near, claims, outer, strict=True):
            inside = bool(held[number])
            limit = claim.limits.nearest(lon, lat) if inside else None
            foot = limit if inside else found_foot
            if foot is not None:
                distances.append(distance(foot, unsure, "position", inside, **_named(claim)))
                feet.append(foot)
            if foot is not None or inside:
                zones.append(_inside(claim, inside, foot, limit, unsure))
        found = _started(subject, zones, distances)
        return replace(found, belts=belts_of_place(found, self.claims, feet, self.atlas.basemap))

    def _area(self, subject: Subject, reach_nm: float) -> Measure:
        shape: Any = subject.shape
        outline = _outline(shape)
        around = np.vstack([_samples(outline), [subject.position]])
        total = geodesy.area_as_drawn_km2(shape)
        distances: list[Distance] = []
        for coast, edge in _feet(outline, self._coasts_near(around, reach_nm), reach_nm):
            distances += self._area_to_coast(coast, edge, subject, reach_nm)
        zones = []
        near = list(self.claims.nearby.around(around, reach_nm))
        claims = [self.claims.all[number] for number in near]
        edges = geodesy.nearest_to_each(outline, [claim.outline for claim in claims], reach_nm)
        overlaps = self.claims.overlaps_km2([shape])[0, near].tolist()
        held = self.claims.holding(np.array([subject.position]))[0, near].tolist()
        for claim, foot, overlap, inside in zip(claims, edges, overlaps, held, strict=True):
            met = _Met(claim, overlap, inside, foot)
            distances += _area_to_claim(met, subject, reach_nm)
            zones.append(_overlap(claim, overlap, total))
        found = replace(_started(subject, zones, distances), area_km2=total)
        land = total - geodesy.area_as_drawn_km2(self.atlas.basemap.sea_clip(shape))
        return replace(found, belts=belts_of_area(found, land / total))

    def _legs(self, legs: Sequence[Subject], reach_nm: float) -> tuple[Measure, ...]:
        """All legs of a track at once."""
        ways = tracks.Ways([leg.shape for leg in legs])
        passed = tracks.passages(ways, self.claims, self._straits, legs)
        distances = self._leg_distances(legs, passed, min(reach_nm, TRACK_REACH_NM))
        return tuple(
            self._told(replace(_started(leg, (), found), length_nm=length, passages=passages), leg)
            for leg, found, length, passages in zip(
                legs, distances, ways.lengths_nm, passed, strict=True
            )
        )

    def _leg_distances(
        self, legs: Sequence[Subject], passed: Sequence[Sequence[Passage]], reach_nm: float
    ) -> Iterator[list[Distance]]:
        """Of each leg: to coasts, and to zones that it does not pass."""
        outlines = [_outline(leg.shape) for leg in legs]
        inside = [{passage.id for passage in passages} for passages in passed]
        samples = [_samples(outline) for outline in outlines]
        by_coast = self.coasts.nearby.groups(samples, reach_nm)
        by_coast[:, [coast.named for coast in self.coasts.all]] = False
        by_claim = self.claims.nearby.groups(samples, reach_nm)
        coasts = [self.coasts.all[n] for n in np.flatnonzero(by_coast.any(axis=0))]
        claims = [self.claims.all[n] for n in np.flatnonzero(by_claim.any(axis=0))]
        passes = np.array([[claim.id in some for claim in claims] for some in inside], dtype=bool)
        wanted = np.hstack([by_coast[:, by_coast.any(axis=0)],
                            by_claim[:, by_claim.any(axis=0)] & ~passes])  # fmt: skip
        others = [one.outline for one in coasts] + [one.outline for one in claims]
        feet = geodesy.nearest_between(outlines, others, reach_nm, wanted)
        for leg, row, some in zip(legs, feet, inside, strict=True):
            near = [(coast, foot) for coast, foot in zip(coasts, row[: len(coasts)], strict=True)
                    if foot is not None]  # fmt: skip
            found = list(self._to_coasts(near, leg.uncertainty_nm, "track"))
            for claim, foot in zip(claims, row[len(coasts) :], strict=True):
                named = _named(claim)
                if claim.id in some:
                    found.append(none_at(leg.position, "track", **named))
                elif foot is not None:
                    found.append(distance(foot, leg.uncertainty_nm, "track", False, **named))
            yield found

    def _track(self, subject: Subject, legs: Sequence[Measure]) -> Measure:
        found = _started(subject, (), tracks.nearest_of(legs))
        length = sum(leg.length_nm or 0.0 for leg in legs)
        joined = tracks.joined(list(zip(subject.parts, legs, strict=True)))
        return replace(found, length_nm=length, passages=joined)

    def _coasts_near(self, around: Any, reach_nm: float) -> list[Coast]:
        return [self.coasts.all[n] for n in self.coasts.nearby.around(around, reach_nm)]

    def _to_coast(self, coast: Coast, foot: Foot, unsure: float, origin: Origin) -> Distance:
        return next(self._to_coasts([(coast, foot)], unsure, origin))

    def _to_coasts(
        self, near: Sequence[tuple[Coast, Foot]], unsure: float, origin: Origin
    ) -> Iterator[Distance]:
        if not near:
            return
        ashore = self.atlas.basemap.countries_at(np.array([foot.origin for _, foot in near]))
        for (coast, foot), here in zip(near, ashore, strict=True):
            inside = here is not None and (here.iso or here.name) == (coast.state or coast.id)
            place = self.coasts.place_name(int(coast.members[foot.piece]))
            yield distance(foot, unsure, origin, inside, place=place, **_called(coast))

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


@lru_cache(maxsize=2)
def _areas(atlas: Atlas) -> OverlapIndex:
    """The zones of an atlas, the same in every view."""
    return OverlapIndex([zone.geometry for zone in atlas.zones])


@lru_cache(maxsize=4)
def _straits(places: tuple[Feature, ...]) -> tracks.Straits:
    return tracks.Straits([place for place in places if place.record.gate])


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
    inside = met.overlap_km2 > 0 and met.holds_middle
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
