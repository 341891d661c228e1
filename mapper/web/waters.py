"""Whose waters an event was in and how far from whose coast, as pages tell it.

Of a place that is known by name only, everything is a range; a size or share is never told of it.
"""

from __future__ import annotations

import logging
import time
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from mapper.analysis import (
    Distance,
    EventMeasures,
    Inside,
    Measure,
    Passage,
    event_measures,
)
from mapper.analysis.sentences import coast_words, span, waters_words
from mapper.atlas import Atlas
from mapper.errors import DataError, StorageError
from mapper.model import THEATRE_NM

KM = 1.852
_MOST_STATES = 8
_PATIENCE_S = 1.2
"""How long a page waits for measures that nobody has asked for before."""

_log = logging.getLogger(__name__)


@dataclass(frozen=True)
class Told:
    """A distance in words, with kilometres for the hover and a number to sort by."""

    text: str
    km: str = ""
    sort: float = 99999.0


@dataclass(frozen=True)
class CoastRow:
    """A line of the table: one state, or one of its named coasts."""

    name: str
    part: bool
    coast: Told
    place: str
    bearing: str
    territorial: Told
    eez: Told


@dataclass(frozen=True)
class PassageRow:
    """A stretch of a track."""

    what: str
    within: bool
    """Whether it is a belt inside the EEZ that is named before it."""
    length: Told
    group: str
    path: str


@dataclass(frozen=True)
class Subject:
    """An event or a further area of it, measured."""

    label: str
    sentence: str
    coasts: tuple[CoastRow, ...]
    passages: tuple[PassageRow, ...]
    shared: tuple[tuple[str, Told], ...]
    notes: tuple[str, ...]
    track: bool
    announced: bool


class Measuring:
    """The measures that one page asks for, within the time that a reader should wait.

    Parameters
    ----------
    atlas : Atlas
        The atlas.
    view : str
        Whose claims count.
    events : sequence of str
        Ids of the events that the page tells of.

    Raises
    ------
    UsageError
        There is no such view.
    """

    def __init__(self, atlas: Atlas, view: str, events: Sequence[str]) -> None:
        self.pending = False
        self._measures: EventMeasures | None = None
        self._until = time.monotonic() + _PATIENCE_S
        try:
            self._measures = event_measures(atlas, view)
            self._measures.begin(events)
        except (DataError, StorageError) as error:
            # The events are sound: their pages stay, without waters, and the log says why.
            _log.error("zones: %s", error)

    def of(self, event_id: str) -> Measure | None:
        """The measure of an event; none where no place is known, or not measured yet."""
        if self._measures is None:
            return None
        try:
            return self._measures.of(event_id, max(0.0, self._until - time.monotonic()))
        except TimeoutError:
            self.pending = True
        except (DataError, StorageError) as error:
            _log.error("zones: %s", error)
            self._measures = None
        return None


def facts(found: Measure | None, states: Sequence[str]) -> Iterator[tuple[str, str]]:
    """The lines of a card: waters, and the nearest coasts."""
    if found is None or _is_theatre(found):
        return
    if waters := waters_words(found):
        yield "Waters", _capital(waters)
    nearest = coast_words(found, states)
    if nearest:
        yield "Nearest coast", nearest[0]
    for other in nearest[1:]:
        yield "Of others", other


def short_waters(found: Measure | None) -> str:
    """The claimed EEZs and belts of a table's cell."""
    if found is None or _is_theatre(found):
        return ""
    return _capital(waters_words(found))


def short_coast(found: Measure | None) -> Told:
    """The nearest coast for a table's cell."""
    if found is None or _is_theatre(found):
        return Told("")
    one = next((d for d in found.distances if d.to == "coast" and not d.id[:1].islower()), None)
    if one is None:
        return Told("")
    told = _told(one)
    return Told(f"{one.name}, {told.text}", told.km, told.sort)


def part_of(found: Measure | None, part_id: str) -> Measure | None:
    """The measure of a further area of an exercise."""
    return next((part for part in found.parts if part.id == part_id), None) if found else None


def subjects(atlas: Atlas, found: Measure | None, name: str) -> tuple[Subject, ...]:
    """What the section of an event's page holds: the event, then its further areas."""
    if found is None:
        return ()
    parts = [(part.name, part) for part in found.parts]
    whole = {place.id for place in atlas.places
             if place.record.type == "island" and not place.record.coast}  # fmt: skip
    return tuple(_subject(label, one, whole) for label, one in ((name, found), *parts))


def _subject(label: str, found: Measure, whole: set[str]) -> Subject:
    theatre = _is_theatre(found)
    return Subject(
        label=label,
        sentence="" if theatre else found.sentence,
        coasts=() if theatre else tuple(_coasts(found, whole)),
        passages=tuple(_passage(one) for one in found.passages),
        shared=() if theatre else tuple(_shared(found)),
        notes=found.notes,
        track=found.kind == "track",
        announced=found.kind == "area",
    )


def _is_theatre(found: Measure) -> bool:
    """Whether the place is too wide for anything near its middle to mean much."""
    return found.kind == "place" and found.uncertainty_nm > THEATRE_NM


def _coasts(found: Measure, whole: set[str]) -> Iterator[CoastRow]:
    coasts = [one for one in found.distances if one.to == "coast" and one.origin != "centre"]
    states = [one for one in coasts if not one.id[:1].islower()][:_MOST_STATES]
    for state in states:
        code = state.states[0] if state.states else ""
        yield CoastRow(
            state.name, False, _told(state), state.place, _bearing(state),
            _belt(found, "territorial-sea", code), _belt(found, "eez", code),
        )  # fmt: skip
        for one in coasts:
            if one.id in whole and code and one.states == (code,):
                yield CoastRow(one.name, True, _told(one), one.place if one.place != one.name
                               else "", _bearing(one), Told(""), Told(""))  # fmt: skip


def _belt(found: Measure, belt: str, code: str) -> Told:
    """How an event lies to a belt of one state alone."""
    zone = next((z for z in found.zones if z.belt == belt and z.states == (code,)), None)
    near = (d for d in found.distances if d.to == belt and d.states == (code,))
    one = next((d for d in near if d.origin != "centre"), None)
    if found.kind == "track":
        if one is None:
            return Told("")
        return Told("passed", sort=0.0) if one.high_nm == 0 else _told(one)
    if zone is None:
        return _told(one) if one else Told("")
    return _inside(zone, found.uncertainty_nm)


def _inside(zone: Inside, unsure_nm: float) -> Told:
    """Inside and how surely; how far the limit is, as a range where the place is unsure."""
    words = f"inside: {zone.relation}"
    if zone.relation != "certainly" or zone.limit_nm is None:
        return Told(words, sort=-1.0)
    low, high = max(0.0, zone.limit_nm - unsure_nm), zone.limit_nm + unsure_nm
    return Told(f"{words}; its limit {span(low, high)} off", _km(low, high), -1.0)


def _shared(found: Measure) -> Iterator[tuple[str, Told]]:
    """Zones of several claimants: inside, or how far."""
    inside = {zone.id: zone for zone in found.zones}
    for one in found.distances:
        if one.to != "eez" or len(one.states) < 2 or one.origin == "centre":
            continue
        zone = inside.get(one.id)
        if zone is not None:
            yield one.name, _inside(zone, found.uncertainty_nm)
        else:
            yield one.name, _told(one)


def _passage(one: Passage) -> PassageRow:
    return PassageRow(
        what=_capital(one.name),
        within=one.belt not in ("", "eez", "continental-shelf"),
        length=Told(span(one.length_nm, one.length_nm), _km(one.length_nm, one.length_nm),
                    one.length_nm),
        group="" if one.group == "joint" else one.group,
        path="between reported fixes" if one.reported else "path not reported",
    )  # fmt: skip


def _told(one: Distance) -> Told:
    return Told(span(one.low_nm, one.high_nm), _km(one.low_nm, one.high_nm), one.low_nm)


def _km(low_nm: float, high_nm: float) -> str:
    low, high = (f"{nm * KM:,.0f}" for nm in (low_nm, high_nm))
    return f"{low} km" if low == high else f"{low}–{high} km"


def _bearing(one: Distance) -> str:
    return f"to the {one.bearing}" if one.bearing and one.low_nm > 0 else ""


def _capital(text: str) -> str:
    return f"{text[:1].upper()}{text[1:]}"
