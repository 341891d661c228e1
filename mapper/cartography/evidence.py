"""What a map rests on, and what a comparison says: plain HTML for a file of its own."""

from __future__ import annotations

import html
from collections.abc import Sequence
from typing import TYPE_CHECKING

from mapper.coordinates import format_ddm
from mapper.dates import full_span
from mapper.forces import participants_text
from mapper.geojson import Feature
from mapper.model import THEATRE_NM, Event, Patrol, Source
from mapper.telling import kind_name, source_link

if TYPE_CHECKING:
    from mapper.analysis import Comparisons

_COLUMNS = ("Event", "Kind", "Dates", "Participants", "Place", "Position", "± nm", "Sources")


def evidence_html(events: Sequence[Feature]) -> str:
    """Give the table of events and their sources.

    Parameters
    ----------
    events : sequence of Feature
        Exercises and patrols, held or not.

    Returns
    -------
    str
        HTML; every text of the data is escaped, and only http(s) is linked.
    """
    if not events:
        return "<p>No event is known.</p>"
    head = "".join(f'<th scope="col">{name}</th>' for name in _COLUMNS)
    rows = "\n".join(_row(number, event.record) for number, event in enumerate(events, 1))
    lists = "\n".join(_sources(number, event.record) for number, event in enumerate(events, 1))
    return (
        '<section aria-labelledby="table"><h2 id="table">Events</h2>\n'
        '<div class="alone-table" tabindex="0" role="region" aria-labelledby="table"><table>\n'
        "<caption>Positions are WGS 84; ± is the radius within which the place is believed to lie."
        f"</caption>\n<thead><tr>{head}</tr></thead>\n<tbody>\n{rows}\n</tbody></table></div>"
        "</section>\n"
        f'<section aria-labelledby="sources"><h2 id="sources">Sources</h2>\n{lists}\n</section>'
    )


def compared_html(found: Comparisons) -> str:
    """Give what differs between compared things, in words and as tables.

    Parameters
    ----------
    found : Comparisons
        What came of it.

    Returns
    -------
    str
        HTML; every text is escaped.
    """
    words = "".join(f"<p>{html.escape(one.sentence)}</p>\n" for one in found.comparisons)
    words += "".join(f"<p>{html.escape(line)}.</p>\n" for line in found.again_lines())
    tables = "\n".join(
        f"<details{'' if number else ' open'}><summary>{html.escape(caption)}</summary>"
        f"{_lined(caption, lines)}</details>"
        for number, (caption, lines) in enumerate(found.tables())
    )
    notes = "".join(f"<li>{html.escape(note)}</li>" for note in found.notes())
    return (
        '<section aria-labelledby="differences"><h2 id="differences">What differs</h2>\n'
        f"{words}{tables}{f'<ul>{notes}</ul>' if notes else ''}</section>\n"
    )


def _lined(name: str, lines: Sequence[tuple[str, ...]]) -> str:
    """A table of texts; its first line is its head, the first cell of each line its name."""
    cells = (
        f'<th scope="col">{html.escape(cell)}</th>' if cell else "<td></td>" for cell in lines[0]
    )
    head = "".join(cells)
    rows = "\n".join(
        f'<tr><th scope="row">{html.escape(line[0])}</th>'
        + "".join(f"<td>{html.escape(cell)}</td>" for cell in line[1:]) + "</tr>"
        for line in lines[1:]
    )  # fmt: skip
    return (
        f'<div class="alone-differing" tabindex="0" role="region" aria-label="{html.escape(name)}">'
        f"<table>\n<thead><tr>{head}</tr></thead>\n<tbody>\n{rows}\n</tbody></table></div>"
    )


def _row(number: int, record: Event) -> str:
    held = record.status == "held"
    count = len(record.sources)
    words = f"{count} source{'' if count == 1 else 's'}"
    cells = (
        kind_name(record),
        full_span(record, record.year) or "–" if held else "not held or not found",
        participants_text(record),
        _place(record),
        *_position(record),
    )
    told = "".join(f"<td>{html.escape(cell)}</td>" for cell in cells)
    name = html.escape(record.name)
    sources = f'<td><a href="#sources-{number}">{words}</a></td>'
    return f'<tr><th scope="row">{name}</th>{told}{sources}</tr>'


def _place(record: Event) -> str:
    position = getattr(record, "position", None)
    return position.label if position is not None else record.place_reported


def _position(record: Event) -> tuple[str, str]:
    position = getattr(record, "position", None)
    if isinstance(record, Patrol):
        return f"{len(record.waypoints)} fixes", ""
    if position is None:
        return "not reported", ""
    if position.uncertainty_nm > THEATRE_NM:
        return "a whole theatre", f"{position.uncertainty_nm:g}"
    digits = 1 if record.certainty == "announced" else 0
    return format_ddm(position.lon, position.lat, digits=digits), f"{position.uncertainty_nm:g}"


def _sources(number: int, record: Event) -> str:
    items = "\n".join(f"<li>{_source(source)}</li>" for source in record.sources)
    name = html.escape(record.name)
    return f'<h3 id="sources-{number}">{name}</h3>\n<ol>\n{items}\n</ol>'


def _source(source: Source) -> str:
    title = f"<bdi>{html.escape(source.title)}</bdi>"
    link = source_link(source)
    if link:
        title = f'<a href="{html.escape(link)}" rel="noopener noreferrer">{title}</a>'
    facts = " · ".join(filter(None, (source.publisher, source.date)))
    return f"{title} {html.escape(facts)}".rstrip()
