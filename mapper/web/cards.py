"""An event in brief: the card of the year page, its row in the table, its fixes."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from mapper.analysis import Measure
from mapper.atlas import Atlas
from mapper.coordinates import format_ddm
from mapper.forces import named_ships, participants_text, ships_text
from mapper.geojson import Feature
from mapper.model import Event, Exercise, ExercisePart, Patrol, Waypoint
from mapper.naming import Naming
from mapper.telling import kind_name
from mapper.web import kinds, waters
from mapper.web.dates import event_span, first_day, full_span, last_day, span_text
from mapper.web.timeline import whole_span
from mapper.web.waters import Told


@dataclass(frozen=True)
class Card:
    """What a reader sees of an event at a glance."""

    id: str
    name: str
    kind: str
    layer: str
    symbol: str
    held: bool
    status: str
    participants: str
    dates: str
    start: str
    end: str
    facts: tuple[tuple[str, str], ...]
    source_count: int
    record: Event
    waters: tuple[tuple[str, str], ...] = ()
    measure: Measure | None = None


@dataclass(frozen=True)
class Row:
    """An event, or a further area of one, in the table, with the values that it is sorted by.

    A further area does not repeat the counts of its event.
    """

    card: Card
    area: str
    dates: str
    first: str
    position: str
    uncertainty_nm: float | None
    ship_count: int | None
    source_count: int | None
    waters: str
    coast: Told


@dataclass(frozen=True)
class Fix:
    """A reported fix in the table.

    Attributes
    ----------
    reported : str
        When it was seen in the words of the report, where they say more than the date.
    why : str
        What was reported.
    sources : tuple of int
        Numbers in the event's list of sources.
    """

    event: str
    event_name: str
    order: int
    name: str
    date: str
    reported: str
    why: str
    sources: tuple[int, ...]
    start: str
    end: str
    position: str
    uncertainty_nm: float
    who: str
    phase: str


def card(atlas: Atlas, feature: Feature, measuring: waters.Measuring | None = None) -> Card:
    """The card of an exercise or patrol, with its waters where they are measured."""
    record: Event = feature.record
    first, last = _days(record)
    found = measuring.of(record.id) if measuring and record.status == "held" else None
    states = [participant.state for participant in record.participants]
    return Card(
        id=record.id,
        name=record.name,
        kind=kind_name(record),
        layer=kinds.layer(record),
        symbol=kinds.symbol(record),
        held=record.status == "held",
        status=kinds.STATUS[record.status],
        participants=participants_text(record),
        dates=full_span(record, record.year),
        start=first,
        end=last,
        facts=tuple(_facts(atlas, record)),
        source_count=len(record.sources),
        record=record,
        waters=tuple(waters.facts(found, states)),
        measure=found,
    )


def rows(atlas: Atlas, shown: Card) -> Iterator[Row]:
    """The table row of a card, and one for each further area of its exercise."""
    record = shown.record
    yield _row(shown, record, "", shown.measure)
    for feature in atlas.parts(record.id):
        if feature.record.shape == "area":
            measure = waters.part_of(shown.measure, feature.id)
            yield _row(shown, feature.record, feature.record.label, measure)


def _row(shown: Card, record: Event | ExercisePart, area: str, measure: Measure | None) -> Row:
    announced = shown.symbol == "box" and not area
    position = getattr(record, "position", None)
    text = ""
    if position is not None:
        text = ddm(position.lon, position.lat, announced)
    elif isinstance(record, Patrol):
        text = f"{len(record.waypoints)} fixes, see below"
    dates = event_span(record, record.year) or getattr(record, "when_reported", "")
    return Row(
        card=shown,
        area=area,
        dates=dates,
        first=first_day(record.start).isoformat() if record.start else shown.start or "9999",
        position=text,
        uncertainty_nm=position.uncertainty_nm if position else None,
        ship_count=None if area else len(named_ships(shown.record)) or None,
        source_count=None if area else shown.source_count,
        waters=waters.short_waters(measure),
        coast=waters.short_coast(measure),
    )


def fixes(features: Iterable[Feature], year: int) -> Iterator[Fix]:
    """Every reported fix of patrols and of exercises with a track, in their order."""
    for feature in features:
        record = feature.record
        for waypoint in getattr(record, "waypoints", ()):
            yield fix(record, waypoint, year)


def fix(record: Patrol | ExercisePart, waypoint: Waypoint, year: int) -> Fix:
    """One fix of an event's track."""
    return Fix(
        event=getattr(record, "part_of", record.id),
        event_name=record.name,
        order=waypoint.order,
        name=waypoint.name,
        date=span_text(waypoint.date, waypoint.date, year) if waypoint.date else "not dated",
        reported=_reported(waypoint),
        why=waypoint.why,
        sources=tuple(
            number
            for number, source in enumerate(record.sources, 1)
            if source.id in waypoint.sources
        ),
        start=first_day(waypoint.date).isoformat() if waypoint.date else "",
        end=last_day(waypoint.date).isoformat() if waypoint.date else "",
        position=ddm(waypoint.lon, waypoint.lat),
        uncertainty_nm=waypoint.uncertainty_nm,
        who=waypoint.who or waypoint.group,
        phase={"before": "approach", "during": "during", "after": "return"}[waypoint.phase],
    )


def _reported(waypoint: Waypoint) -> str:
    """The report's own words for the time, without the date that stands beside them."""
    words, date = waypoint.when_reported, waypoint.date or ""
    rest = words.removeprefix(date)
    return rest.strip(" ()") if rest.startswith(" ") else words if rest != "" else ""


def ddm(lon: float, lat: float, announced: bool = False) -> str:
    """A position in degrees and minutes; tenths of a minute only where they were announced."""
    return format_ddm(lon, lat, digits=1 if announced else 0)


def _days(record: Event) -> tuple[str, str]:
    """The first and last day with approach and return, ISO; empty where nothing is dated."""
    if record.status != "held" or not record.start:
        return "", ""
    first, last = whole_span(record)
    return first.isoformat(), last.isoformat()


def _facts(atlas: Atlas, record: Event) -> Iterator[tuple[str, str]]:
    if record.status != "held":
        yield "Why", " ".join(text for text in (record.status_note, *record.notes) if text)
        return
    if record.status_note:
        yield "Note", record.status_note
    if isinstance(record, Exercise):
        yield from _exercise_facts(atlas, record)
    elif isinstance(record, Patrol):
        yield from _patrol_facts(atlas, record)
    ships = ships_text(record)
    if ships:
        yield "Ships", ships
    elif record.aircraft:
        yield "Aircraft", ", ".join(record.aircraft)


def _exercise_facts(atlas: Atlas, record: Exercise) -> Iterator[tuple[str, str]]:
    if record.position:
        yield "Position", kinds.position_words(record.position, record.certainty)
    elif record.place_reported:
        yield "Place", record.place_reported
    further = [feature.record.label for feature in atlas.parts(record.id)
               if feature.record.shape == "area"]  # fmt: skip
    if further:
        yield "Also", "; ".join(further)
    if record.ports:
        yield "Ports" if len(record.ports) > 1 else "Port", ", ".join(record.ports)


def _patrol_facts(atlas: Atlas, record: Patrol) -> Iterator[tuple[str, str]]:
    observed = sum(leg.line == "between-fixes" for leg in record.legs)
    paths = (
        "paths between them not reported" if not observed else "no leg observed along its length"
    )
    yield "Track", f"{len(record.waypoints)} reported fixes, {paths}"
    naming = Naming(feature.record for feature in atlas.places)
    passed = [_passage(naming, waypoint, record.year) for waypoint in record.waypoints
              if waypoint.kind in ("strait", "passage")]  # fmt: skip
    if passed:
        yield "Passages", ", ".join(dict.fromkeys(passed))
    if record.distance_nm_reported:
        yield "Length", f"{record.distance_nm_reported:,.0f} nm, as reported"


def _passage(naming: Naming, waypoint: Waypoint, year: int) -> str:
    """A strait or passage by its short name, and when it was passed."""
    name = naming.short(waypoint.name).split(" / ")[0].removesuffix(" Strait")
    date = span_text(waypoint.date, waypoint.date, year) if waypoint.date else ""
    return f"{name} {date}".strip()
