"""Blocks of time to windows in UTC."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator
from dataclasses import dataclass, field

from mapper.navwarn.calendar import Anchors, make_date, resolve
from mapper.navwarn.holidays import japanese_holidays
from mapper.navwarn.records import Lonlat, Window
from mapper.navwarn.sun import sun_time
from mapper.navwarn.timegrammar import Block, Clock, Days, Moment
from mapper.navwarn.timewords import UNKNOWN_ZONE

MAX_WINDOWS = 1500
MAX_DAYS = 800


@dataclass
class Expanded:
    """Windows of a block, and what kept others from being given.

    Attributes
    ----------
    windows : list of Window
        Spans are offsets in the plain text.
    no_year, no_start : bool
        A day has no year; an end is stated but no start.
    unread : str
        What could not be resolved otherwise.
    """

    windows: list[Window] = field(default_factory=list)
    no_year: bool = False
    no_start: bool = False
    unread: str = ""


@dataclass(frozen=True)
class Setting:
    """What the windows of a message depend on: anchors, clock, place, the rule's text."""

    anchors: Anchors
    zone_hours: float
    place: Lonlat | None
    rule: str
    span: tuple[int, int]


def expand(block: Block, setting: Setting) -> Expanded:
    """All windows of a block, in UTC.

    A day is the one on which a window begins; hours that end before they begin end on the next.
    """
    out = Expanded()
    for first, last, reserve in block.spans:
        _span(block, first, last, reserve, setting, out)
    days = list(_days(block, setting, out))
    if block.clocks and days:
        for day, reserve in days:
            for start, end in block.clocks:
                _window(day, start, end, reserve or block.reserve, setting, out)
    elif block.clocks and not block.spans and not out.no_year:
        out.unread = "hours without a day"
    elif days and not block.clocks:
        _whole_days(block, days, setting, out)
    if block.permanent or (block.since and not out.windows) or (block.until and not out.windows):
        _open(block, setting, out)
    if out.no_year and not out.windows:
        out.windows.append(Window(None, None, setting.rule, setting.span))
    return out


def _span(
    block: Block, a: Moment, b: Moment, reserve: bool, setting: Setting, out: Expanded
) -> None:
    first, last = resolve(a, setting.anchors), resolve(b, setting.anchors)
    if first is None or last is None:
        out.no_year = True
        return
    if last < first and b.year is None:
        last = make_date(first.year + 1, last.month, last.day) or last
    zone = _zone(a, b, setting)
    if zone is None:
        out.unread = "local time of a place that is not named"
        return
    if block.daily and block.clocks:
        for day in _each(first, last):
            for start, end in block.clocks:
                _window(day, start, end, reserve, setting, out)
        return
    start = _at(first, a.clock if a.clock is not None else 0, zone, setting)
    finish = _at(last, b.clock if b.clock is not None else 1440, zone, setting)
    if start is None or finish is None or finish < start:
        out.unread = "an end before its start"
        return
    _add(out, start, finish, reserve or block.reserve, setting, _is_sun(a, b))


def _days(block: Block, setting: Setting, out: Expanded) -> Iterator[tuple[dt.date, bool]]:
    """The days of a block without the excepted ones."""
    ranges = list(block.days)
    since = block.since or (block.until and _issue(setting))
    if block.until and since is None and not ranges and (block.clocks or block.weekdays):
        # No start is stated: the year of the end is given, and said to be a guess.
        last = resolve(block.until, setting.anchors)
        since = Moment(last.year, 1, 1) if last else None
        out.no_start = last is not None
    if not ranges and block.until and since and (block.clocks or block.weekdays):
        ranges = [Days(since, block.until)]
    without = {day for days in block.without for day in _dates(days, setting, Expanded())}
    for days in ranges:
        for day in _dates(days, setting, out):
            if block.weekdays and day.weekday() not in block.weekdays:
                continue
            if day in without or day.weekday() in block.without_weekdays:
                continue
            if block.without_holidays and day in japanese_holidays(day.year):
                continue
            yield day, days.reserve


def _issue(setting: Setting) -> Moment | None:
    issued = setting.anchors.issued
    return Moment(issued.year, issued.month, issued.day) if issued else None


def _dates(days: Days, setting: Setting, out: Expanded) -> list[dt.date]:
    first, last = resolve(days.first, setting.anchors), resolve(days.last, setting.anchors)
    if first is None or last is None:
        out.no_year = True
        return []
    if last < first and days.last.year is None:
        last = make_date(first.year + 1, last.month, last.day) or last
    elif last < first and days.first.year is None:
        first = make_date(last.year - 1, first.month, first.day) or first
    if last < first:
        out.unread = "an end before its start"
    return list(_each(first, last))


def _each(first: dt.date, last: dt.date) -> Iterator[dt.date]:
    for number in range(min((last - first).days + 1, MAX_DAYS)):
        yield first + dt.timedelta(days=number)


def _window(
    day: dt.date, a: Moment, b: Moment, reserve: bool, setting: Setting, out: Expanded
) -> None:
    zone = _zone(a, b, setting)
    if zone is None:
        out.unread = "local time of a place that is not named"
        return
    assert a.clock is not None and b.clock is not None
    start, end = _at(day, a.clock, zone, setting), _at(day, b.clock, zone, setting)
    if start is None or end is None:
        out.unread = "the sun does not rise or set there, or no place is given"
        return
    if end <= start:
        end += dt.timedelta(days=1)
    _add(out, start, end, reserve, setting, _is_sun(a, b))


def _whole_days(
    block: Block, days: list[tuple[dt.date, bool]], setting: Setting, out: Expanded
) -> None:
    """Days without hours: runs of neighbours become one window."""
    zone = dt.timedelta(hours=setting.zone_hours)
    run: list[tuple[dt.date, bool]] = []
    for day, reserve in [*days, (dt.date.max, False)]:
        if run and (day - run[-1][0] != dt.timedelta(days=1) or reserve != run[-1][1]):
            start = dt.datetime.combine(run[0][0], dt.time(), dt.UTC) - zone
            end = dt.datetime.combine(run[-1][0], dt.time(), dt.UTC) + dt.timedelta(days=1) - zone
            _add(out, start, end, run[0][1] or block.reserve, setting, False)
            run = []
        run.append((day, reserve))


def _open(block: Block, setting: Setting, out: Expanded) -> None:
    """A start without an end, or an end without a start."""
    ends: list[dt.datetime | None] = []
    for moment, default in ((block.since, 0), (block.until, 1440)):
        day = resolve(moment, setting.anchors) if moment else None
        zone = _zone(moment, moment, setting) if moment else None
        clock = moment.clock if moment and moment.clock is not None else default
        ends.append(_at(day, clock, zone, setting) if day and zone is not None else None)
        if moment and day is None:
            out.no_year = True
    _add(out, ends[0], ends[1], block.reserve, setting, bool(block.clocks))


def _zone(a: Moment | None, b: Moment | None, setting: Setting) -> float | None:
    stated = [moment.zone for moment in (b, a) if moment and moment.zone is not None]
    zone = stated[0] if stated else setting.zone_hours
    return None if zone == UNKNOWN_ZONE else zone


def _at(day: dt.date, clock: Clock, zone: float, setting: Setting) -> dt.datetime | None:
    if isinstance(clock, tuple):
        if setting.place is None:
            return None
        sun = sun_time(day, *setting.place, rising=clock[0] == "sunrise")
        return (
            sun.replace(second=0, microsecond=0) + dt.timedelta(minutes=clock[1]) if sun else None
        )
    start = dt.datetime.combine(day, dt.time(), dt.UTC)
    return start + dt.timedelta(minutes=clock) - dt.timedelta(hours=zone)


def _is_sun(a: Moment, b: Moment) -> bool:
    return isinstance(a.clock, tuple) or isinstance(b.clock, tuple)


def _add(
    out: Expanded, start: dt.datetime | None, end: dt.datetime | None, reserve: bool,
    setting: Setting, approximate: bool,
) -> None:  # fmt: skip
    if len(out.windows) < MAX_WINDOWS:
        out.windows.append(Window(start, end, setting.rule, setting.span, reserve, approximate))
    else:
        out.unread = f"more than {MAX_WINDOWS} windows"
