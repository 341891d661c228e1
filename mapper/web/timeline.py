"""The year as a line: a bar an event, a tick a dated fix, approach and return apart."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable
from dataclasses import dataclass

from mapper.geojson import Feature
from mapper.model import Event
from mapper.telling import kind_name
from mapper.web import kinds
from mapper.web.dates import MONTHS, first_day, full_span, last_day, soft_ends

Days = tuple[dt.date, dt.date]
_GAP_DAYS = 6
"""Free days between two bars on one lane: their rounded ends would touch otherwise."""

_TICKED_DAYS = 10
_FADE_DAYS = 5
"""How far a bar runs on, faded, where its end is not known to the day."""


@dataclass(frozen=True)
class Stretch:
    """A part of a bar, in per cent of the year.

    ``held``, ``approach`` or ``return``; ``faded`` at an end that is not known to the day.
    """

    phase: str
    x1: float
    x2: float


@dataclass(frozen=True)
class Bar:
    """An event on the line; ``ticks`` are its fixes' days, as (during, per cent of the year)."""

    event: str
    name: str
    kind: str
    layer: str
    dates: str
    start: str
    end: str
    lane: int
    stretches: tuple[Stretch, ...]
    ticks: tuple[tuple[bool, float], ...]


@dataclass(frozen=True)
class Timeline:
    """A year's line.

    Attributes
    ----------
    months : tuple of (str, float)
        Short names and where they begin, in per cent of the year.
    lanes : int
        How many lanes the bars need.
    """

    year: int
    months: tuple[tuple[str, float], ...]
    bars: tuple[Bar, ...]
    lanes: int


def timeline(features: Iterable[Feature], year: int) -> Timeline:
    """Lay out the held events of a year, each on the first lane that is free for it.

    Parameters
    ----------
    features : iterable of Feature
        Exercises and patrols; the first lanes go to the first of them.
    year : int
        The year of the line; what lies outside is cut off.
    """
    lanes: list[list[Days]] = []
    bars = []
    for feature in features:
        record: Event = feature.record
        if record.status == "held" and record.start:
            whole = whole_span(record)
            bars.append(_bar(record, year, _free_lane(lanes, whole), whole))
    months = tuple((name, _share(dt.date(year, number, 1), year, 0.0))
                   for number, name in enumerate(MONTHS, start=1))  # fmt: skip
    return Timeline(year, months, tuple(bars), len(lanes))


def held_span(record: Event) -> Days:
    """The first and last day that the event itself may cover."""
    start = record.start or f"{record.year}"
    end = last_day(record.end) if record.end else last_day(start)
    return first_day(start), max(end, first_day(start))


def whole_span(record: Event) -> Days:
    """The first and last day of an event with its approach and return, where they have days."""
    days = [day for _, day in _fix_days(record)]
    return min([held_span(record)[0], *days]), max([held_span(record)[1], *days])


def _free_lane(lanes: list[list[Days]], whole: Days) -> int:
    """The first lane with room for a bar; it is taken from then on."""
    for number, taken in enumerate(lanes):
        if all((whole[0] - end).days > _GAP_DAYS or (start - whole[1]).days > _GAP_DAYS
               for start, end in taken):  # fmt: skip
            taken.append(whole)
            return number
    lanes.append([whole])
    return len(lanes) - 1


def _bar(record: Event, year: int, lane: int, whole: Days) -> Bar:
    start, end = held_span(record)
    spans = [("approach", whole[0], start), *_held(record), ("return", end, whole[1])]
    stretches = tuple(
        Stretch(phase, _share(first, year), _share(last, year))
        for phase, first, last in spans
        if (phase in ("held", "faded") or last > first) and first.year <= year <= last.year
    )
    # A tick would cut a short bar to pieces.
    ticked = (end - start).days >= _TICKED_DAYS
    return Bar(
        event=record.id,
        name=record.name,
        kind=kind_name(record),
        layer=kinds.layer(record),
        dates=full_span(record, year),
        start=whole[0].isoformat(),
        end=whole[1].isoformat(),
        lane=lane,
        stretches=stretches,
        ticks=tuple(
            (during, _share(day, year))
            for during, day in sorted(_fix_days(record))
            if day.year == year and (ticked or not during)
        ),
    )


def _held(record: Event) -> list[tuple[str, dt.date, dt.date]]:
    """The days of the event itself, the ends that are not known to the day apart.

    A month is all that such an end may mean: the bar fades within it. Else it fades beyond.
    """
    start, end = held_span(record)
    known, fade = [start, end], dt.timedelta(days=_FADE_DAYS)
    faded: list[tuple[str, dt.date, dt.date]] = []
    for side, (soft, date) in enumerate(
        zip(soft_ends(record), (record.start, record.end), strict=True)
    ):
        if not soft:
            continue
        step = -fade if side == 0 else fade
        if date and len(date) < len("2025-08-03"):
            known[side] -= step
        first, last = sorted((known[side], known[side] + step))
        faded.append(("faded", first, last))
    held = [("held", known[0], known[1])] if known[0] <= known[1] else []
    return [*held, *faded]


def _fix_days(record: Event) -> set[tuple[bool, dt.date]]:
    """Whether during the event, and the day, of each fix that is dated to the day."""
    return {
        (waypoint.phase == "during", first_day(waypoint.date))
        for waypoint in getattr(record, "waypoints", ())
        if waypoint.date and len(waypoint.date) == len("2025-08-03")
    }


def _share(day: dt.date, year: int, time: float = 0.5) -> float:
    """Where a time of a day (noon, unless said) lies in the year, in per cent within its ends."""
    first = dt.date(year, 1, 1)
    length = (dt.date(year + 1, 1, 1) - first).days
    return round(min(max(((day - first).days + time) / length, 0.0), 1.0) * 100, 3)
