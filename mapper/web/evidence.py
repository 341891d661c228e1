"""Everything known about one event, in the order in which its page tells it."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from mapper.atlas import Atlas
from mapper.forces import participants_text, vessel_words
from mapper.geojson import Feature
from mapper.model import Closure, Event, Exercise, Patrol, Position, Source
from mapper.telling import kind_name, source_link
from mapper.vocabulary import state_name
from mapper.web import kinds
from mapper.web.cards import ddm
from mapper.web.dates import date_text, event_span, sea_span, span_text

Pairs = tuple[tuple[str, str], ...]


@dataclass(frozen=True)
class Name:
    """A name in one script; ``tag`` is its ``lang`` attribute."""

    language: str
    tag: str
    text: str


@dataclass(frozen=True)
class Area:
    """A place of the event as a row: label, time, position, what it rests on."""

    label: str
    when: str
    position: str
    uncertainty_nm: float
    status: str
    origin: str


@dataclass(frozen=True)
class Notice:
    """A closure that belongs to the event, or that shows the waters in another year."""

    record: Closure
    dates: str
    own: bool
    status: str


@dataclass(frozen=True)
class Reference:
    """A source in the numbered list."""

    number: int
    source: Source
    tag: str
    language: str
    date: str
    link: str


def facts(record: Event) -> Pairs:
    """The plain facts, as (term, text); what is not known is left out."""
    return tuple((term, text) for term, text in _facts(record) if text)


def names(record: Event) -> tuple[Name, ...]:
    """The names in every script, then other names in use."""
    given = [Name(kinds.language_name(code), kinds.language_tag(code), text)
             for code, text in record.names.items()]  # fmt: skip
    return (*given, *(Name("also", "", text) for text in record.also))


def areas(atlas: Atlas, record: Event) -> tuple[Area, ...]:
    """The places of an exercise: its own first, then its further areas."""
    rows = []
    position = getattr(record, "position", None)
    if position:
        rows.append(_area(position, event_span(record, record.year), record.certainty))
    for feature in atlas.parts(record.id):
        part = feature.record
        if part.position:
            when = part.when_reported or span_text(part.start, part.end, record.year)
            rows.append(_area(part.position, when, None))
    return tuple(rows)


def flags(record: Event) -> tuple[tuple[str, tuple[str, ...]], ...]:
    """Vessels by flag, as (state, vessels with what the sources add)."""
    by_flag: dict[str, list[str]] = defaultdict(list)
    for vessel in record.vessels:
        by_flag[vessel.flag].append(vessel_words(vessel))
    return tuple((state_name(flag), tuple(ships)) for flag, ships in by_flag.items())


def certainties(record: Event) -> tuple[tuple[str, str, str], ...]:
    """How well each field is known, as (field, level, note)."""
    if record.evidence is None:
        return ()
    evidence = record.evidence
    return tuple((field.replace("_", " "), level, evidence.notes.get(field, ""))
                 for field, level in evidence.fields.items())  # fmt: skip


def notices(atlas: Atlas, record: Event) -> tuple[Notice, ...]:
    """The closures of an exercise, and those of other times in the same waters."""
    if not isinstance(record, Exercise):
        return ()
    listed = [(key, True) for key in record.closures]
    listed += [(key, False) for key in record.context_closures]
    found = [(atlas.closure(key), own) for key, own in listed]
    return tuple(
        Notice(feature.record, event_span(feature.record) or feature.record.window, own,
               kinds.VERIFICATION[feature.record.status])
        for feature, own in found if feature is not None
    )  # fmt: skip


def references(sources: Sequence[Source]) -> tuple[Reference, ...]:
    """The sources, numbered."""
    return tuple(
        Reference(
            number=number,
            source=source,
            tag=kinds.title_language(source),
            language=kinds.language_name(source.lang) if source.lang else "",
            date=_source_date(source.date),
            link=source_link(source),
        )
        for number, source in enumerate(sources, start=1)
    )


def siblings(atlas: Atlas, record: Event) -> tuple[Feature, ...]:
    """The other editions of the event's series, by year."""
    return tuple(
        feature
        for year in atlas.all_years
        for feature in atlas.events(year)
        if feature.record.series == record.series and feature.id != record.id
    )


def _facts(record: Event) -> Iterator[tuple[str, str]]:
    yield "Kind", kind_name(record)
    yield "Series", record.series_name
    if record.status != "held" or record.status_note:
        yield (
            "Status",
            ": ".join(text for text in (kinds.STATUS[record.status], record.status_note) if text),
        )
    yield "Dates", _noted(event_span(record), record.date_note)
    if isinstance(record, Exercise):
        yield "At sea", sea_span(record)
        yield "Host", record.host
        yield "Ports", ", ".join(record.ports)
    yield "Participants", participants_text(record)
    if isinstance(record, Patrol):
        yield "Number", _numbers(record)
        length = record.distance_nm_reported
        yield "Length reported", f"{length:,.0f} nm ({length * 1.852:,.0f} km)" if length else ""
    yield "Place reported", record.place_reported
    yield "Place rests on", kinds.BASIS.get(record.basis or "", "")
    yield "Class of place", kinds.CERTAINTY.get(record.certainty or "", "")
    yield "Aircraft", ", ".join(record.aircraft)
    yield "Activities", ", ".join(activity.label for activity in record.activities)


def _numbers(record: Patrol) -> str:
    return ", ".join(f"no. {number} by the count of {state_name(state)}"
                     for state, number in record.numbers.items())  # fmt: skip


def _area(position: Position, when: str, certainty: str | None) -> Area:
    return Area(
        label=position.label,
        when=when,
        position=ddm(position.lon, position.lat, certainty == "announced"),
        uncertainty_nm=position.uncertainty_nm,
        status=position.status,
        origin=position.origin,
    )


def _source_date(text: str) -> str:
    """A source's date as printed; ISO dates as readers see them."""
    try:
        return date_text(text)
    except (ValueError, IndexError):
        return text


def _noted(text: str, note: str) -> str:
    return f"{text} ({note})" if text and note else text or note
