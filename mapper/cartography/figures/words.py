"""What a figure says: its title, one honest sentence, its sources, its alternative text."""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Iterator, Sequence
from typing import TYPE_CHECKING

from mapper.atlas import Atlas
from mapper.cartography.figures.content import Item
from mapper.cartography.frame import MapFrame
from mapper.cartography.style import base_symbol
from mapper.dates import event_span
from mapper.forces import doubted
from mapper.geojson import Feature
from mapper.model import THEATRE_NM, Event
from mapper.vocabulary import state_name
from mapper.wording import listed, plural

if TYPE_CHECKING:
    from mapper.analysis import Comparisons

AUTHOR = "Maritime Exercise Atlas"
WARNING = "Not for navigation."
NEUTRAL = "Limits shown imply no position on any claim."
_NAMED_PUBLISHERS = 5


def event_title(event: Feature) -> str:
    """The title of an event's figure: name and dates."""
    record: Event = event.record
    span = event_span(record)
    return f"{record.name}, {span}" if span else record.name


def compared_title(found: Comparisons) -> str:
    """The title of compared events: the series, or both names, with the years."""
    editions = found.editions
    years = sorted({one.year for one in editions})
    span = f"{years[0]} and {years[-1]}" if len(years) == 2 else f"{years[0]}–{years[-1]}"
    series = {one.series_name for one in editions if one.series}
    if len(series) == 1 and len(years) > 1:
        return f"{series.pop()}, {span}"
    if len(editions) == 2:
        return f"{editions[0].name} and {editions[1].name}"
    return f"Maritime exercises and patrols, {span}"


def compared_caption(found: Comparisons, symbols: Collection[str]) -> str:
    """What differs, in the comparison's own sentence; of a whole series, where it recurs."""
    told = [found.comparisons[0].sentence] if found.two else list(_course(found))
    others = {one.second.series_name for one in found.comparisons[1:]} if found.two else set()
    others -= {found.comparisons[0].second.series_name}
    if others:
        told.append(f"Also held in both years: {listed(sorted(others))}.")
    doubts = _certainty({base_symbol(one) for one in symbols})
    if any(one.kind == "track" for one in found.editions):
        doubts.append("ways there and back are left out")
    text = " ".join([*told, *([_sentence(listed(doubts), [])] if doubts else [])])
    return text.replace("± ", "±\u00a0").replace(" nm", "\u00a0nm")


def _course(found: Comparisons) -> Iterator[str]:
    """How often a series was held, in which years it was not, and where it came again."""
    known = sorted({one.year for one in found.editions})
    series = len({one.series for one in found.editions})
    of = "" if series == 1 else f" of {plural(series, 'series', 'series')}"
    yield f"{plural(len(found.editions), 'edition').capitalize()}{of}, {known[0]} to {known[-1]}."
    for status, words in (("no-edition", "No edition was held in"),
                          ("not-found", "No edition was found for")):  # fmt: skip
        absent = sorted({one.year for one in found.absent if one.status == status} - {*known})
        if absent:
            yield f"{words} {listed(map(str, absent))}."
    again = [f"{one.place} in {listed(map(str, one.years))}" for one in found.again]
    if again:
        yield f"The same place, as far as the reports tell: {'; '.join(again)}."


def year_caption(atlas: Atlas, year: int, symbols: Collection[str]) -> str:
    """What a year's figure shows and how sure it is, in one sentence."""
    held = [event for event in atlas.events(year) if event.record.status == "held"]
    patrols = sum(event.record.kind == "patrol" for event in held)
    counts = [plural(len(held) - patrols, "exercise")] if len(held) > patrols else []
    if patrols:
        counts.append(plural(patrols, "patrol"))
    if not counts:
        return f"No exercise and no patrol is known for {year}."
    states = Counter(one.state for event in held for one in event.record.participants
                     if not doubted(one.note))  # fmt: skip
    leading = [state_name(code) for code, count in states.most_common(3) if count > 1]
    of = f", most with {listed(leading[:2])}" if len(leading) > 1 and len(held) > 2 else ""
    them = "it" if len(held) == 1 else "them"
    text = f"{listed(counts)} of {year}{of}, drawn where the sources put {them}"
    return _sentence(text, _certainty(symbols))


def event_caption(event: Feature, symbols: Collection[str]) -> str:
    """What an event's figure shows and how sure it is, in one sentence."""
    record: Event = event.record
    text = (record.headline or event_title(event)).rstrip(". ")
    position = getattr(record, "position", None)
    doubts = []
    if record.status != "held":
        return _sentence(text, [])
    if record.certainty == "announced" or record.basis == "announced-coordinates":
        doubts.append("its limits are those announced by an authority")
    elif position is not None and position.uncertainty_nm > THEATRE_NM:
        doubts.append("its place is a whole sea area, no point was reported")
    elif position is not None:
        doubts.append(f"its place is as reported, ±\u00a0{position.uncertainty_nm:g}\u00a0nm")
    tracks = [doubt for doubt in _certainty(symbols) if "line" in doubt]
    return _sentence(text, doubts + tracks)


def year_sources(atlas: Atlas, year: int) -> str:
    """The sources of a year in brief."""
    return sources_of([one for one in atlas.events(year) if one.record.status == "held"])


def sources_of(events: Sequence[Feature]) -> str:
    """The sources of some events in brief."""
    pages = {(one.url or one.title, one.publisher) for event in events
             for one in event.record.sources}  # fmt: skip
    publishers = {publisher for _, publisher in pages}
    if not pages:
        return ""
    return (
        f"Sources: {plural(len(pages), 'page')} of {plural(len(publishers), 'publisher')}; "
        "the atlas lists each."
    )


def event_sources(event: Feature) -> str:
    """The sources of an event in brief."""
    pages = {(one.url or one.title, one.publisher) for one in event.record.sources}
    named = list(dict.fromkeys(one.publisher.split(" (")[0] for one in event.record.sources))
    more = len(named) - _NAMED_PUBLISHERS
    shown = named[:_NAMED_PUBLISHERS] + ([plural(more, "other")] if more > 0 else [])
    return f"Sources: {plural(len(pages), 'page')} of {listed(shown)}; the atlas lists each."


def attribution(atlas: Atlas, frame: MapFrame, zones: str) -> str:
    """Land, zones, projection, datum, data edition and licence, as burnt in."""
    place = frame.projection
    lat = f"{abs(round(place.lat))}°\u00a0{'N' if place.lat >= 0 else 'S'}"
    lon = f"{abs(round(place.lon))}°\u00a0{'E' if place.lon >= 0 else 'W'}"
    where = f" centred on {lat} {lon}" if place.kind != "eqearth" else f" centred on {lon}"
    credit = f"{zones.rstrip('. ')}. " if zones else ""
    return (
        f"Land: Natural Earth. {credit}{place.name} projection{where}, WGS\u00a084. "
        f"{AUTHOR}, CC BY 4.0, data edition {atlas.fingerprint}."
    )


def description(caption: str, events: Sequence[Feature]) -> str:
    """What a screen reader says: the caption, then each event with its dates and place."""
    told = "; ".join(_told(event.record) for event in events)
    return " ".join(text for text in (caption, told and f"{told}.", WARNING, NEUTRAL) if text)


def elsewhere(items: Sequence[Item]) -> str:
    """What stands over the small map: how much it shows that the large one does not."""
    count = len({item.event for item in items})
    if not count:
        return "Where this is"
    return f"Elsewhere: {plural(count, 'event')}; box: the large map"


def _told(record: Event) -> str:
    position = getattr(record, "position", None)
    place = position.label if position is not None else record.place_reported.rstrip(". ")
    place = place.split(";")[0].split(". ")[0]
    return ", ".join(text for text in (record.name, event_span(record), place) if text)


def _sentence(text: str, doubts: Sequence[str]) -> str:
    whole = "; ".join((text[:1].upper() + text[1:], *([listed(doubts)] if doubts else [])))
    return f"{whole}."


def _certainty(symbols: Collection[str]) -> list[str]:
    """How sure the shapes on the map are."""
    doubts = []
    if any(name.endswith("-reported") and "not" not in name for name in symbols):
        doubts.append("a disc is as wide as the doubt about a reported place")
    if any(name.endswith("-theatre") for name in symbols):
        doubts.append("a tint without an edge is a whole sea area")
    if any("fixes" in name or "not-reported" in name or name.startswith("air-patrol")
           for name in symbols):  # fmt: skip
        doubts.append("no line was observed along its length")
    return doubts
