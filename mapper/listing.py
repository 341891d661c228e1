"""Events as text for a terminal and as JSON for other programs."""

from __future__ import annotations

import json
import textwrap
from collections.abc import Iterator, Sequence

from mapper.coordinates import format_ddm
from mapper.dates import full_span
from mapper.forces import noted, participants_text, ships_text, vessel_words
from mapper.geojson import Feature, geometry_member
from mapper.model import Exercise, Patrol, Source
from mapper.wording import numbered

_WIDTH = 88


def as_table(events: Sequence[Feature]) -> str:
    """One line an event: id, dates, participants, place."""
    rows = [("id", "dates", "participants", "place"), *map(_row, events)]
    widths = [max(len(row[column]) for row in rows) for column in range(3)]
    return "\n".join(
        "  ".join([*(cell.ljust(width) for cell, width in zip(row, widths, strict=False)), row[3]])
        for row in rows
    )


def as_json(events: Sequence[Feature]) -> str:
    """The full records with their shapes, as a JSON array of GeoJSON features."""
    members = [
        {
            "type": "Feature",
            "id": event.id,
            "properties": event.properties,
            "geometry": geometry_member(event.geometry),
        }
        for event in events
    ]
    return json.dumps(members, ensure_ascii=False, allow_nan=False, indent=1)


def as_text(event: Feature) -> str:
    """Everything known about one event, for reading."""
    record = event.record
    lines = [record.name, "=" * len(record.name), ""]
    for label, value in _facts(record):
        if value:
            lines += textwrap.wrap(
                f"{label + ':':<15}{value}", _WIDTH, subsequent_indent=" " * 15,
                break_long_words=False,
            )  # fmt: skip
    ids = [source.id for source in record.sources]
    for title, entries in (("Disputed", record.disagreements), ("Notes", record.notes)):
        if entries:
            lines += ["", title, *(_item("-", numbered(entry, ids)) for entry in entries)]
    lines += ["", "Sources"]
    lines += [_item(f"{n}.", _source(source)) for n, source in enumerate(record.sources, 1)]
    return "\n".join(lines)


def _row(event: Feature) -> tuple[str, str, str, str]:
    record = event.record
    if record.status != "held":
        return event.id, record.status, "", ""
    states = ", ".join(noted(one.state, one.note) for one in record.participants)
    states = "; ".join(text for text in (states, record.participants_note) if text)
    position = getattr(record, "position", None)
    place = position.label if position else f"{len(getattr(record, 'waypoints', ()))} fixes"
    return event.id, full_span(record) or "unknown", states, place


def _facts(record: Exercise | Patrol) -> Iterator[tuple[str, str]]:
    yield "Id", record.id
    yield "Summary", record.headline
    yield "Status", " – ".join(filter(None, (record.status, record.status_note)))
    yield "Names", "; ".join([*record.names.values(), *record.also])
    dates = full_span(record) or "unknown"
    yield "Dates", f"{dates} ({record.date_note})" if record.date_note else dates
    yield "Participants", participants_text(record)
    yield "Place", record.place_reported
    yield "Position", _position(record)
    yield "Ships", ships_text(record)
    yield "Vessels", "; ".join(f"{vessel_words(ship)}, {ship.flag}" for ship in record.vessels)
    yield "Activities", ", ".join(activity.label for activity in record.activities)
    yield "Evidence", record.evidence.overall if record.evidence else ""


def _position(record: Exercise | Patrol) -> str:
    position = getattr(record, "position", None)
    if position is None:
        return ""
    return (
        f"{format_ddm(position.lon, position.lat)} ± {position.uncertainty_nm:g} nm, "
        f"{position.label} ({position.status}: {position.origin})"
    )


def _source(source: Source) -> str:
    said = f"{source.publisher}: {source.title}. {source.date}"
    return ". ".join(filter(None, (said, source.supports, source.url if source.link else "")))


def _item(mark: str, text: str) -> str:
    return textwrap.fill(
        text, _WIDTH, initial_indent=f"{mark:<4}", subsequent_indent="    ",
        break_long_words=False, break_on_hyphens=False,
    )  # fmt: skip
