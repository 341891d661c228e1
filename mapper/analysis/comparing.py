"""Two events against each other: every difference, with its range."""

from __future__ import annotations

import difflib
import time
from collections.abc import Iterator
from dataclasses import dataclass, replace
from functools import lru_cache

from mapper.analysis.claims import NEUTRAL
from mapper.analysis.coasts import Coast
from mapper.analysis.compared import Change, Comparison, Edition, Trend, ZoneChange
from mapper.analysis.comparison_words import comparison_notes, comparison_sentence
from mapper.analysis.edition import edition, ships_again
from mapper.analysis.measuring import Measurer, measurer
from mapper.analysis.records import BELTS, Distance, Measure
from mapper.analysis.shifts import overlap, shift
from mapper.analysis.subjects import Subject, of_feature
from mapper.atlas import Atlas
from mapper.errors import NotFoundError
from mapper.geojson import Feature

COAST = "JPN"
"""The coast that series are told from unless another is chosen: by state or island."""

_BY_NAME = ("coast", "eez")


@dataclass(frozen=True, eq=False)
class Side:
    """An event with what is measured of it.

    Attributes
    ----------
    feature : Feature
        The event or closure.
    subject : Subject or None
        What can be measured; ``None`` where nothing is known of the place.
    measure : Measure or None
        Against coasts and zones.
    edition : Edition
        The record of it.
    """

    feature: Feature
    subject: Subject | None
    measure: Measure | None
    edition: Edition


class Comparer:
    """Compares events of one atlas; keeps what it has measured of each.

    Parameters
    ----------
    atlas : Atlas
        Gives events, coasts and zones.
    view : str
        ``neutral``, or the code of a state whose claims are taken as its own.

    Raises
    ------
    UsageError
        No zone is claimed by such a state.
    """

    def __init__(self, atlas: Atlas, view: str = NEUTRAL) -> None:
        self.atlas = atlas
        self._measurer: Measurer = measurer(atlas, view)
        self._coasts = {one.id: one for one in self._measurer.coasts.all}
        self._claims = {one.id: one for one in self._measurer.claims.all}
        self._measured: dict[str, tuple[Subject, Measure] | None] = {}
        self._afar: dict[tuple[str, str, str], Distance | None] = {}

    def coast(self, name: str) -> Coast:
        """A coast by a state's code, or by the id or name of an island of the gazetteer.

        Raises
        ------
        NotFoundError
            The atlas has no such coast; names the nearest.
        """
        wanted = name.strip().lower()
        for one in self._coasts.values():
            if wanted in (one.id.lower(), one.name.lower()):
                return one
        known = [word for one in self._coasts.values() for word in (one.id, one.name)]
        near = difflib.get_close_matches(name[:80], known, n=3, cutoff=0.5)
        raise NotFoundError(
            f"coast: expected the code of a state (JPN) or an island, got {name[:80]!r}", near
        )

    def side(self, feature: Feature, coast: str = COAST) -> Side:
        """An event with what is measured of it; measured once.

        Parameters
        ----------
        feature : Feature
            An exercise, patrol or closure.
        coast : str
            The coast that its distance is told from; see ``coast``.
        """
        chosen = self.coast(coast)
        if feature.id not in self._measured:
            # Without its further areas: only the event as a whole is compared.
            subject = of_feature(feature)
            measure = self._measurer.measure(subject) if subject else None
            self._measured[feature.id] = (subject, measure) if subject and measure else None
        found = self._measured[feature.id]
        if found is None:
            return Side(feature, None, None, edition(feature, None, None, None))
        subject, measure = found
        key = ("coast", chosen.id)
        distance = _own(measure).get(key) or self._far(feature, subject, key)
        return Side(feature, subject, measure, edition(feature, subject, measure, distance))

    def warm(self, breath_s: float = 0.0) -> None:
        """Measure every event, and from the usual coast: later questions find it all there.

        Parameters
        ----------
        breath_s : float
            How long to wait between two events, so that a server answers meanwhile.
        """
        for year in self.atlas.all_years:
            for feature in self.atlas.events(year):
                if feature.record.status == "held":
                    self.side(feature)
                    time.sleep(breath_s)

    def compare(self, first: Feature, second: Feature, coast: str = COAST) -> Comparison:
        """Everything that differs from one event to another.

        Parameters
        ----------
        first, second : Feature
            Exercises, patrols or closures.
        coast : str
            The coast that the sentence tells the distance from; see ``coast``.
        """
        one, two = self.side(first, coast), self.side(second, coast)
        before, after = one.edition, two.edition
        both = one.subject is not None and two.subject is not None
        changes = list(self._changes(one, two)) if both else []
        found = Comparison(
            before, after,
            shift(one.subject, two.subject) if one.subject and two.subject else None,
            overlap(one.subject, two.subject) if one.subject and two.subject else None,
            tuple(change for change in changes if change.to == "coast"),
            tuple(change for change in changes if change.to == "eez"),
            tuple(_zone_changes(one, two)),
            ships_again(first.record, second.record),
            _without(after.activities, before.activities),
            _without(before.activities, after.activities),
            _without(after.participants, before.participants),
            _without(before.participants, after.participants),
        )  # fmt: skip
        parts = () if second.record.kind == "closure" else self.atlas.parts(second.id)
        found = replace(found, notes=comparison_notes(found, len(parts)))
        said = comparison_sentence(found, two.measure, self.coast(coast).id)
        return replace(found, sentence=said)

    def _changes(self, one: Side, two: Side) -> Iterator[Change]:
        """To every coast and EEZ that either is near; how far the other is from it is measured."""
        sides = [(side, side.subject, _own(side.measure)) for side in (one, two)
                 if side.subject and side.measure]  # fmt: skip
        found = []
        for key in dict.fromkeys(key for _, _, own in sides for key in own):
            first, second = (own.get(key) or self._far(side.feature, subject, key)
                             for side, subject, own in sides)  # fmt: skip
            if first is not None and second is not None:
                found.append(_change(first, second))
        yield from sorted(found, key=_nearness)

    def _far(self, feature: Feature, subject: Subject, key: tuple[str, str]) -> Distance | None:
        to, name = key
        known = (feature.id, to, name)
        if known not in self._afar:
            self._afar[known] = (
                self._measurer.to_coast(subject, self._coasts[name]) if to == "coast"
                else self._measurer.to_claim(subject, self._claims[name])
            )  # fmt: skip
        return self._afar[known]


@lru_cache(maxsize=8)
def comparer(atlas: Atlas, view: str = NEUTRAL) -> Comparer:
    """The comparer of an atlas and view, kept for the next question."""
    return Comparer(atlas, view)


def _own(measure: Measure) -> dict[tuple[str, str], Distance]:
    """The distances to coasts and EEZs of a measure; of an area, from its edge."""
    return {
        (one.to, one.id): one for one in measure.distances
        if one.to in _BY_NAME and one.origin != "centre"
    }  # fmt: skip


def _change(first: Distance, second: Distance) -> Change:
    low, high = second.low_nm - first.high_nm, second.high_nm - first.low_nm
    trend: Trend = "unsure"
    if low == high == 0:
        trend = "unchanged"
    elif high < 0 or low > 0:
        trend = "nearer" if high < 0 else "farther"
    return Change(first.to, first.id, first.name, first.states, first, second,
                  second.distance_nm - first.distance_nm, low, high, trend)  # fmt: skip


def _nearness(change: Change) -> tuple[float, str]:
    return min(change.first.distance_nm, change.second.distance_nm), change.id


def _zone_changes(one: Side, two: Side) -> Iterator[ZoneChange]:
    sides = [_relations(side.measure) for side in (one, two)]
    order = {belt: number for number, belt in enumerate(BELTS)}
    known = {key: zone for side in sides for key, zone in side.items()}
    for key, zone in sorted(known.items(), key=lambda item: (order.get(item[1][1], 9), item[0])):
        first, second = (side[key][3] if key in side else "not" for side in sides)
        yield ZoneChange(key, zone[0], zone[1], zone[2], first, second)


def _relations(measure: Measure | None) -> dict[str, tuple[str, str, tuple[str, ...], str]]:
    """Name, belt, claimants and relation of each zone that a subject is in or passed."""
    if measure is None:
        return {}
    found = {zone.id: (zone.name, zone.belt, zone.states, str(zone.relation))
             for zone in measure.zones if zone.relation != "not"}  # fmt: skip
    for passage in measure.passages:
        if passage.kind == "zone":
            found.setdefault(passage.id, (passage.name, passage.belt, passage.states, "passed"))
    return found


def _without(words: tuple[str, ...], others: tuple[str, ...]) -> tuple[str, ...]:
    return tuple(word for word in words if word not in others)
