"""The comparisons that pages lead to, and those that readers ask for most: one list for both."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import pairwise

from mapper.analysis.choosing import series_of
from mapper.atlas import Atlas
from mapper.geojson import Feature
from mapper.model import Event
from mapper.web.compare_query import Asked, usual_asked
from mapper.wording import listed


def year_before(atlas: Atlas, year: int) -> tuple[str, str] | None:
    """The comparison with the last year before that held one of the same series: path, words."""
    found = _with_year_before(atlas, year)
    return (found.path(), f"Compare with {found.years[0]}") if found else None


def of_event(atlas: Atlas, record: Event) -> list[tuple[str, str]]:
    """The comparisons of an event: with the edition before it, and all of its series."""
    held = _held(series_of(atlas).get(record.series, []))
    if len(held) < 2:
        return []
    ids = [one.id for one in held]
    found = []
    if record.id in ids[1:]:
        before = held[ids.index(record.id) - 1]
        path = Asked(events=(before.id, record.id)).path()
        found.append((path, f"Compare with {before.record.name}"))
    found.append((Asked(series=record.series).path(), f"Compare all {len(held)} editions"))
    return found


def common_comparisons(atlas: Atlas, claims: str = "neutral") -> dict[str, list[tuple[Asked, str]]]:
    """What readers compare most, by what is compared, each with the words of its link.

    The usual comparison of the latest years, each year with the one before it, every whole series,
    and each event with the edition before it: all that pages lead to.

    Parameters
    ----------
    atlas : Atlas
        The atlas.
    claims : str
        Whose claims count.
    """
    held = {series: _held(events) for series, events in series_of(atlas).items()}
    held = {series: events for series, events in held.items() if series and len(events) > 1}
    names = {series: events[-1].record.series_name or series for series, events in held.items()}
    usual = usual_asked(Asked(), atlas)
    found: dict[str, list[tuple[Asked, str]]] = {
        "Whole series": [(Asked(series=series), name) for series, name in names.items()],
        "Years": [(one, listed(one.years)) for year in reversed(atlas.all_years)
                  if (one := _with_year_before(atlas, year))],
        "Events": [pair for events in held.values() for pair in _pairs(events)],
    }  # fmt: skip
    if usual.series in names and len(usual.years) > 1:
        found["Years"].insert(0, (usual, f"{names[usual.series]} {listed(usual.years)}"))
    return {
        what: [(one.told_by(claims), words) for one, words in some]
        for what, some in found.items() if some
    }  # fmt: skip


def _pairs(held: list[Feature]) -> Iterator[tuple[Asked, str]]:
    """Each edition with the one before it."""
    for before, after in pairwise(held):
        names = [before.record.name, after.record.name]
        yield Asked(events=(before.id, after.id)), listed(names)


def _with_year_before(atlas: Atlas, year: int) -> Asked | None:
    here = _held_series(atlas, year)
    for before in sorted((one for one in atlas.all_years if one < year), reverse=True):
        if here & _held_series(atlas, before):
            return Asked(years=(str(before), str(year)))
    return None


def _held_series(atlas: Atlas, year: int) -> set[str]:
    return {one.record.series for one in _held(atlas.events(year))}


def _held(events: list[Feature] | tuple[Feature, ...]) -> list[Feature]:
    return [one for one in events if one.record.status == "held"]
