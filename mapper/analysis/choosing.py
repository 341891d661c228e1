"""What to compare: years, ids or a series, as typed, to events; every wrong call is told."""

from __future__ import annotations

import difflib
import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import asdict, dataclass
from itertools import pairwise

from mapper.analysis.compared import Edition
from mapper.analysis.edition import edition
from mapper.analysis.filtering import Filter
from mapper.atlas import Atlas
from mapper.errors import NotFoundError, UsageError
from mapper.geojson import Feature

_YEAR = re.compile(r"\d{4}", re.ASCII)


@dataclass(frozen=True, eq=False)
class Chosen:
    """What is compared with what.

    Attributes
    ----------
    editions : tuple of Feature
        Every event or closure, by series and start; ids in the order given.
    pairs : tuple of (Feature, Feature)
        From which to which.
    absent : tuple of Edition
        Years of a series without an event, with what the atlas knows of why.
    two : bool
        Exactly two years or ids were given: the differences matter more than the course.
    """

    editions: tuple[Feature, ...]
    pairs: tuple[tuple[Feature, Feature], ...]
    absent: tuple[Edition, ...]
    two: bool


def choose(
    what: Sequence[str | int], atlas: Atlas, series: str | None = None, only: Filter | None = None
) -> Chosen:
    """Find what to compare.

    Two years give a pair for each two editions of a series that both have; more years, or a
    whole series, give each edition and the one before it.

    Parameters
    ----------
    what : sequence of str or int
        Years, or ids of events and closures, or the slug of one series, or nothing with
        ``series``.
    atlas : Atlas
        Where they are.
    series : str, optional
        With years: only this series.
    only : Filter, optional
        With years or a series: only events as asked.

    Raises
    ------
    NotFoundError
        No such year, event or series, or nothing to compare in them; names the nearest.
    UsageError
        One year only, the same twice, or years and ids together.
    """
    words = [str(one).strip() for one in what]
    only = only or Filter()
    every = series_of(atlas)
    known = series_of(atlas, only)
    if len(words) == 1 and words[0] in every and series in (None, words[0]):
        return _whole(words[0], atlas, known)
    if series is not None and series not in every:
        near = difflib.get_close_matches(series[:80], every, n=3, cutoff=0.4)
        raise NotFoundError(f"there is no series {series[:80]!r}", near)
    if not words:
        if series is None:
            raise UsageError("compare: expected two years, two ids or a series; got nothing")
        return _whole(series, atlas, known)
    years = [bool(_YEAR.fullmatch(word)) for word in words]
    if not any(years):
        if series is not None:
            raise UsageError("series: goes with years, not with ids")
        only.refuse()
        return _by_id(words, atlas, known)
    if not all(years):
        raise UsageError(
            f"compare: expected years or ids, got both ({', '.join(words[:4])}); "
            f"give the id of each event"
        )
    try:
        return _by_year([int(word) for word in words], atlas, known, series)
    except NotFoundError as error:
        if not only.asks:
            raise
        said = ", ".join(f"{name} {value}" for name, value in asdict(only).items() if value)
        raise NotFoundError(f"{error}; asked for {said} only", error.nearest) from None


def series_of(atlas: Atlas, only: Filter | None = None) -> dict[str, list[Feature]]:
    """Every series with its events and unheld years, by year and start; those as asked."""
    found: dict[str, list[Feature]] = {}
    for year in atlas.all_years:
        for feature in atlas.events(year):
            if only is not None and only.asks and not only.keeps(feature, atlas):
                continue
            found.setdefault(feature.record.series, []).append(feature)
    return found


def _whole(series: str, atlas: Atlas, known: dict[str, list[Feature]]) -> Chosen:
    events = known.get(series, [])
    held = _held(events)
    if len(held) < 2:
        raise NotFoundError(
            f"{series}: expected two editions or more, as asked, got "
            f"{', '.join(one.id for one in held) or 'none'}, so there is nothing to compare"
        )
    first, last = held[0].record.year, held[-1].record.year
    told = [one.record.year for one in events if one.record.status != "held"]
    years = [year for year in atlas.all_years if first <= year <= last or year in told]
    return Chosen(tuple(held), tuple(pairwise(held)), tuple(_absent(events, years)), False)


def _by_id(words: Sequence[str], atlas: Atlas, known: dict[str, list[Feature]]) -> Chosen:
    found = [_of_id(word, atlas, known) for word in words]
    if len(found) == 1:
        record = found[0].record
        alike = [one for one in _held(known.get(getattr(record, "series", ""), []))
                 if one.id != found[0].id]  # fmt: skip
        before = [one for one in alike if (one.record.start or "") < (record.start or "")]
        other = (before or alike)[-1:]
        raise UsageError(
            f"compare: expected two events, got one ({words[0]})"
            + "".join(f"; as in: compare {one.id} {words[0]}" for one in other)
        )
    _refuse_twice(words)
    events = [one for one in found if one.record.kind != "closure"]
    unheld = next((one for one in events if one.record.status != "held"), None)
    if unheld is not None:
        record = unheld.record
        near = _nearest(record.year, _held(known[record.series]))
        raise NotFoundError(f"{unheld.id}: {_why(edition(unheld, None, None, None))}", near)
    return Chosen(tuple(found), tuple(pairwise(found)), (), len(found) == 2)


def _of_id(word: str, atlas: Atlas, known: dict[str, list[Feature]]) -> Feature:
    try:
        return atlas.closure(word) or atlas.event(word)
    except NotFoundError as error:
        near = difflib.get_close_matches(word[:80], known, n=2, cutoff=0.6)
        raise NotFoundError(
            f"there is no event, closure or series {word[:80]!r}", (*near, *error.nearest)
        ) from None


def _by_year(
    years: list[int], atlas: Atlas, known: dict[str, list[Feature]], series: str | None
) -> Chosen:
    for year in years:
        atlas.require_year(year)
    wanted = known if series is None else {series: known.get(series, [])}
    _refuse_one(years, atlas, wanted)
    _refuse_twice([str(year) for year in years])
    _refuse_empty(years, wanted, series)
    editions: list[Feature] = []
    pairs: list[tuple[Feature, Feature]] = []
    absent: list[Edition] = []
    two = len(years) == 2
    for events in wanted.values():
        held = [one for one in _held(events) if one.record.year in years]
        if two:
            sides = [[one for one in held if one.record.year == year] for year in years]
            found = [(one, other) for one in sides[0] for other in sides[1]]
        else:
            found = list(pairwise(held))
        if found:
            pairs += found
            editions += held
        if held:
            absent += _absent(events, years)
    if not pairs:
        raise _no_common(years, atlas, wanted, series)
    return Chosen(tuple(editions), tuple(pairs), tuple(absent), two)


def _refuse_one(years: list[int], atlas: Atlas, wanted: dict[str, list[Feature]]) -> None:
    if len(years) > 1:
        return
    here = {one.record.series for one in atlas.events(years[0])}
    others = {one.record.year for events in wanted.values() for one in _held(events)
              if one.record.series in here} - set(years)  # fmt: skip
    before = [year for year in sorted(others) if year < years[0]] or sorted(others)
    raise UsageError(
        f"compare: expected two years or more, got one ({years[0]})"
        + "".join(f"; as in: compare {year} {years[0]}" for year in before[-1:])
    )


def _refuse_twice(words: Sequence[str]) -> None:
    twice = [word for number, word in enumerate(words) if word in words[:number]]
    if twice:
        raise UsageError(
            f"compare: {twice[0]} is given twice; give each once. Two editions of one year are "
            f"compared by their ids, as joint-sea-2015-1 and joint-sea-2015-2"
        )


def _refuse_empty(years: list[int], wanted: dict[str, list[Feature]], series: str | None) -> None:
    """A year in which nothing was held is no side of a comparison of two."""
    if len(years) > 2:
        return
    for year in years:
        events = [one for some in wanted.values() for one in some if one.record.year == year]
        if _held(events):
            continue
        held = [one for some in wanted.values() for one in _held(some)]
        if events:
            said = _why(edition(events[0], None, None, None))
            which = f"{events[0].record.series} {year}"
            raise NotFoundError(f"{which}: {said}", _nearest(year, held))
        whose = f"event of {series}" if series else "exercise or patrol"
        raise NotFoundError(f"{year}: the atlas knows no {whose} of that year",
                            _nearest(year, held))  # fmt: skip


def _no_common(
    years: list[int], atlas: Atlas, wanted: dict[str, list[Feature]], series: str | None
) -> NotFoundError:
    if series is not None:
        return NotFoundError(
            f"{series}: fewer than two events in {', '.join(map(str, years))}",
            _nearest(years[0], _held(wanted[series])),
        )
    here = [
        f"{year}: {', '.join(sorted({one.record.series for one in _held(atlas.events(year))}))}"
        for year in years
    ]
    return NotFoundError(
        f"no series was held in both years ({'; '.join(here)}); compare two events by their ids"
    )


def _held(events: Iterable[Feature]) -> list[Feature]:
    return [one for one in events if one.record.status == "held"]


def _nearest(year: int, held: Sequence[Feature]) -> list[str]:
    known = {one.record.year for one in held}
    return [str(one) for one in sorted(known, key=lambda one: (abs(one - year), one))[:2]]


def _absent(events: Sequence[Feature], years: Sequence[int]) -> Iterator[Edition]:
    """The years without an edition: those that a record explains, and those without a record."""
    known = {one.record.year: one for one in reversed(events)}
    first = events[0].record
    for year in sorted(years):
        if year not in known:
            yield Edition("", f"{first.series_name} {year}", first.series, first.series_name, year,
                          "unknown", "The atlas has no record of that year.")  # fmt: skip
        elif known[year].record.status != "held":
            yield edition(known[year], None, None, None)


def _why(absent: Edition) -> str:
    words = {"no-edition": "no edition was held", "not-found": "no edition was found"}
    said = words.get(absent.status, absent.status)
    return ": ".join(filter(None, (said, absent.note.rstrip("."))))
