"""Everything that the page of a comparison shows, as plain values for its template."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from typing import Any

from mapper.analysis import Comparisons, Edition
from mapper.analysis.choosing import series_of
from mapper.analysis.filtering import EVENT_KINDS, Filter, waters_of
from mapper.atlas import Atlas
from mapper.cartography import compared
from mapper.errors import MapperError, NotFoundError
from mapper.geojson import Feature
from mapper.vocabulary import STATES, activity_words, state_name
from mapper.web import compare_charts
from mapper.web.addresses import address, answers_any
from mapper.web.compare_links import common_comparisons
from mapper.web.compare_query import VIEWS, Asked
from mapper.wording import listed, plural

DOWNLOADS = {"csv": "CSV", "json": "JSON", "geojson": "GeoJSON", "md": "Markdown"}
_FEW = 4


@dataclass(frozen=True)
class StripYear:
    """A year of the strip: whether it is chosen and held anything as asked."""

    year: int
    chosen: bool
    held: bool
    style: str
    words: str


@dataclass(frozen=True)
class Choice:
    """A select of the form: its name, its words, its options as (value, words), the chosen one."""

    name: str
    label: str
    options: tuple[tuple[str, str], ...]
    chosen: str


def compare_values(asked: Asked, found: Comparisons, atlas: Atlas) -> dict[str, Any]:
    """The values of a page with something to show.

    Parameters
    ----------
    asked : Asked
        What the address asks.
    found : Comparisons
        What came of it.
    atlas : Atlas
        Its texts as readers see them.
    """
    rows = compared.compared_rows(found)
    grid = compared.grid_panels(atlas, found, rows) if asked.view == "grid" else ("", [])
    series = {one.series for one in found.editions}
    sentences = [one.sentence for one in found.comparisons]
    return {
        **choosing(asked, atlas, rows),
        "title": compared_title(found, rows),
        "found": found,
        "rows": rows,
        "sentences": sentences,
        "few": len(sentences) <= _FEW,
        "tables": found.tables(),
        "again": found.again_lines(),
        "notes": found.notes(),
        "panels": grid[1],
        "grid_ground": grid[0],
        "insets": compared.inset_panels(atlas, found, rows)
        if asked.view in ("overlay", "grid") else [],
        "inset_side": compared.inset_side(found),
        "charts": _charts(asked, atlas, rows) if len(series) == 1 else None,
        "sides": _sides(asked, rows),
        "downloads": [("Comparison", [(asked.path(f"/compare.{form}", page=False), words)
                                      for form, words in DOWNLOADS.items()])],
    }  # fmt: skip


def choosing(asked: Asked, atlas: Atlas, rows: Sequence[compared.Row] = ()) -> dict[str, Any]:
    """The values that choose: views, strip of years, selects; they need nothing to show."""
    return {
        "asked": asked,
        "views": [(key, words, asked.path(view=key)) for key, words in VIEWS.items()],
        "strip": list(_strip(asked, atlas, rows)),
        "choices": list(_choices(asked, atlas)),
        "kept": [(name, value) for name, value in asked.query().items()
                 if name in ("view", "claims", "theme")],
        "suggested": _suggested(atlas),
        "offered": [] if answers_any() else list(_offered(asked, atlas)),
    }  # fmt: skip


def compared_title(found: Comparisons, rows: Sequence[compared.Row]) -> str:
    """What a comparison is called: its series where there is one, and its years or events."""
    names = {one.series_name for one in found.editions if one.series_name}
    labels = [row.label for row in rows]
    many = len(labels) > _FEW
    what = f"{labels[0]}–{labels[-1]}" if many else listed(labels)
    if len(names) == 1 and labels[0].isdecimal():
        return f"{next(iter(names)).split(' / ')[0]} {what}"
    return what


def _charts(asked: Asked, atlas: Atlas, rows: Sequence[compared.Row]) -> dict[str, Any] | None:
    """The charts over all years of the one series that is compared."""
    series = rows[0].editions[0].series
    try:
        whole = Asked(series=series, coast=asked.coast, claims=asked.claims).compare(atlas)
    except MapperError:
        return None
    editions: list[Edition] = [*whole.editions, *whole.absent]
    years = sorted({one.year for one in editions})
    chosen = {one.year for row in rows for one in row.editions}
    coast = next((one.coast.name for one in editions if one.coast), asked.coast)

    def path_of(year: int) -> str:
        toggled = sorted(chosen ^ {year})
        return asked.path(years=tuple(map(str, toggled)), events=(), series=series, left="",
                          right="") if len(toggled) > 1 else ""  # fmt: skip

    return {
        "charts": compare_charts.charts(editions, years, rows, coast),
        "columns": compare_charts.columns(editions, years, rows, path_of),
        "height": compare_charts.HEIGHT_PX,
    }


def _sides(asked: Asked, rows: Sequence[compared.Row]) -> list[Choice]:
    """What stands left and right, where there are more than two to choose from."""
    if asked.view not in ("swipe", "side") or len(rows) < 2:
        return []
    from mapper.cartography.compare_scene import chosen_sides

    left, right = chosen_sides(rows, (asked.left, asked.right))
    options = tuple((row.key, row.label) for row in rows)
    return [Choice("left", "Left", options, left.key), Choice("right", "Right", options, right.key)]


def _strip(asked: Asked, atlas: Atlas, rows: Sequence[compared.Row]) -> Iterator[StripYear]:
    styles = {str(one.year): row.style.name for row in rows for one in row.editions}
    events = _events(asked, atlas)
    for year in atlas.all_years:
        here = [one for one in events if one.record.year == year and one.record.status == "held"]
        names = ", ".join(one.record.name for one in here)
        chosen = str(year) in (styles or asked.years)
        yield StripYear(year, chosen, bool(here), styles.get(str(year), ""),
                        f"{year}: {names or 'nothing that was asked for'}")  # fmt: skip


def _events(asked: Asked, atlas: Atlas) -> list[Feature]:
    """The events that the selects leave, of every year; all where a select is broken."""
    try:
        only = Filter(asked.kind, asked.participant, asked.activity, asked.region)
    except NotFoundError:
        only = Filter()
    known = series_of(atlas, only)
    wanted = [known.get(asked.series, [])] if asked.series in series_of(atlas) else known.values()
    return [one for events in wanted for one in events]


def _choices(asked: Asked, atlas: Atlas) -> Iterator[Choice]:
    series = {key: events for key, events in series_of(atlas).items()
              if sum(one.record.status == "held" for one in events) > 1}  # fmt: skip
    names = tuple((key, events[-1].record.series_name) for key, events in series.items())
    yield _choice("series", "Series", names, asked.series)
    yield _choice("kind", "Kind", tuple(EVENT_KINDS.items()), asked.kind)
    events = [one for some in series_of(atlas).values() for one in some]
    states = {one.state for event in events for one in event.record.participants}
    yield _choice("participant", "Participant", _states(states), asked.participant)
    terms = sorted({str(term) for event in events for term in event.record.activities})
    yield _choice("activity", "Activity", tuple((term, activity_words(term)) for term in terms),
                  asked.activity)  # fmt: skip
    yield _choice("region", "Claimed waters of", _states(_waters(events, atlas)), asked.region)
    coasts = tuple(sorted(STATES.items(), key=lambda item: item[1]))
    known = asked.coast in STATES
    extra = () if known else ((asked.coast, asked.coast.capitalize()),)
    yield Choice("coast", "Distance from", (*extra, *coasts), asked.coast)


def _choice(name: str, label: str, options: tuple[tuple[str, str], ...], chosen: str) -> Choice:
    return Choice(name, label, (("", "all"), *options), chosen)


def _states(codes: set[str]) -> tuple[tuple[str, str], ...]:
    return tuple(sorted(((code, state_name(code)) for code in codes), key=lambda item: item[1]))


def _waters(events: Sequence[Feature], atlas: Atlas) -> set[str]:
    """The states whose claimed EEZs are known to have held an event, as far as measured now."""
    found: set[str] = set()
    for event in events:
        try:
            found |= waters_of(event, atlas, 0.0)
        except (TimeoutError, MapperError):
            continue
    return found


def _offered(asked: Asked, atlas: Atlas) -> Iterator[tuple[str, list[tuple[str, str, bool]]]]:
    """What there is to choose from where not everything is answered, by what is compared.

    Each as (path, words, whether it is what is shown), in the view of the page.
    """
    for what, some in common_comparisons(atlas, asked.usual_claims).items():
        found = [(one.path(view=asked.view), words, replace(one, view=asked.view) == asked)
                 for one, words in some]  # fmt: skip
        if there := [one for one in found if address(one[0])]:
            yield what, there


def _suggested(atlas: Atlas) -> list[tuple[str, str]]:
    """Comparisons that are there for certain, as (path, words)."""
    whole = []
    for series, events in series_of(atlas).items():
        held = [one for one in events if one.record.status == "held"]
        if len(held) > 2:
            name = held[-1].record.series_name.split(" / ")[0]
            years = [str(one.record.year) for one in held[-2:]]
            whole.append((len(held), Asked(series=series).path(),
                          f"{name}, all {plural(len(held), 'edition')}"))  # fmt: skip
            if years[0] != years[1]:
                whole.append((len(held), Asked(years=tuple(years), series=series).path(),
                              f"{name} {listed(years)}"))  # fmt: skip
    return [(path, words) for _, path, words in sorted(whole, reverse=True)[:6]]
