"""What a figure is about: a year, one event, or events of several years against each other."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass

from mapper.atlas import Atlas
from mapper.cartography import views
from mapper.cartography.figures import words
from mapper.cartography.figures.compared import Way, compared_items, with_years
from mapper.cartography.figures.content import Item, event_items, shown, year_items
from mapper.cartography.figures.options import Bbox, Options
from mapper.cartography.year_style import YearStyle, year_styles
from mapper.errors import UsageError
from mapper.geojson import Feature
from mapper.naming import named_atlas
from mapper.telling import year_title

MOST_COMPARED = 24
"""Years or events that a figure may be asked to compare: more cannot be told apart."""


@dataclass(frozen=True)
class Subject:
    """What a figure is about: a year, one event, or events of several years.

    Attributes
    ----------
    key : str
        The year, the event's id, or what is compared.
    events : tuple of Feature
        The events held.
    items : tuple of Item
        What is drawn.
    bbox : (west, south, east, north)
        What the large map shows, degrees.
    title : str
        The figure's own.
    caption : callable
        From the symbols on the map to the sentence below it.
    sources : str
        In brief.
    one_event : bool
        Whether it is one event.
    years : tuple of YearStyle
        How compared years are told apart; empty where nothing is compared.
    ways : tuple of Way
        From where to where a series moved.
    """

    key: str
    events: tuple[Feature, ...]
    items: tuple[Item, ...]
    bbox: Bbox
    title: str
    caption: Callable[[set[str]], str]
    sources: str
    one_event: bool
    years: tuple[YearStyle, ...] = ()
    ways: tuple[Way, ...] = ()

    @property
    def symbols(self) -> set[str]:
        """What the legend may have to explain."""
        return with_years({symbol for item in self.items for symbol in item.symbols})


def year_subject(atlas: Atlas, year: int, options: Options) -> Subject:
    """A year as the subject of a figure.

    Raises
    ------
    NotFoundError
        The atlas knows nothing of that year.
    """
    items = shown(year_items(atlas, year, options.names), options.layers, ())
    told = named_atlas(atlas, options.names)
    events = tuple(one for one in told.events(year) if one.record.status == "held")
    return Subject(
        str(year), events, items, options.extent or views.year_bbox(atlas, year),
        year_title(year), lambda symbols: words.year_caption(atlas, year, symbols),
        words.year_sources(atlas, year), one_event=False,
    )  # fmt: skip


def event_subject(atlas: Atlas, event_id: str, options: Options) -> Subject:
    """One event as the subject of a figure; closures of other years are off at first.

    Raises
    ------
    NotFoundError
        There is no such event.
    """
    event = named_atlas(atlas, options.names).event(event_id)
    items = event_items(atlas, event_id, options.names)
    own = str(event.record.year)
    foreign = any(item.layer == "closures" and own not in item.span for item in items)
    return Subject(
        event_id, (event,), shown(items, options.layers, ("closures",) if foreign else ()),
        options.extent or views.event_bbox(atlas, event_id), words.event_title(event),
        lambda symbols: words.event_caption(event, symbols), words.event_sources(event),
        one_event=True,
    )  # fmt: skip


def is_comparison(atlas: Atlas, what: Sequence[str], given: Mapping[str, str]) -> bool:
    """Whether several things are asked for, or one that is a series and no event."""
    if len(what) != 1 or given.get("series"):
        return True
    if what[0].isdecimal():
        return False
    series = {getattr(one.record, "series", "") for year in atlas.all_years
              for one in atlas.events(year)}  # fmt: skip
    return what[0] in series


def compared_subject(atlas: Atlas, what: Sequence[str], options: Options) -> Subject:
    """Years, ids or a series against each other; each year by its colour, dash and label.

    Raises
    ------
    NotFoundError
        No such year, event or series, or nothing to compare; names the nearest.
    UsageError
        One year only, the same twice, or years and ids together.
    """
    from mapper.analysis import compare

    if len(what) > MOST_COMPARED:
        raise UsageError(
            f"compare: expected at most {MOST_COMPARED} years or ids, got {len(what)}; "
            "a whole series goes by its name"
        )
    told = named_atlas(atlas, options.names)
    found = compare(*what, atlas=told, series=options.series, coast=options.coast)
    events = tuple(told.closure(one.id) or told.event(one.id) for one in found.editions)
    styles = year_styles(event.record.year for event in events)
    items = compared_items(atlas, events, styles, options)
    key = re.sub(r"[^a-z0-9]+", "-", "-".join((*what, options.series or "")).lower()).strip("-")
    ways = tuple(Way(one.shift) for one in found.comparisons if one.shift and found.two)
    return Subject(
        key, events, shown(items, options.layers, ()),
        options.extent or views.events_bbox(told, events), words.compared_title(found),
        lambda symbols: words.compared_caption(found, symbols), words.sources_of(events),
        one_event=False, years=styles, ways=ways if len(found.comparisons) == 1 else (),
    )  # fmt: skip
