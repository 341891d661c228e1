"""Blocks of time to windows in UTC."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator
from dataclasses import dataclass, field

from mapper.navwarn.calendar import Anchors, make_date, resolve
from mapper.navwarn.holidays import japanese_holidays
from mapper.navwarn.moments import Clock, Moment
from mapper.navwarn.records import Lonlat, Window
from mapper.navwarn.sun import sun_time
from mapper.navwarn.timegrammar import Block, Days
from mapper.navwarn.timewords import UNKNOWN_ZONE

MAX_WINDOWS = 1500
MAX_DAYS = 800
_DAY_MIN = 1440


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
    """What the windows of a message depend on: anchors, clock, place, the rule's text.

    ``zone_hours`` is the clock where none is named, ``local_hours`` what "local time" means;
    ``japanese`` says that the holidays are those of Japan.
    """

    anchors: Anchors
    zone_hours: float
    place: Lonlat | None
    rule: str
    span: tuple[int, int]
    local_hours: float | None = None
    japanese: bool = False


def expand(block: Block, setting: Setting) -> Expanded:
    """All windows of a block, in UTC.

    A day is the one on which a window begins; hours that end before they begin end on the next.
    """
    return _Expander(block, setting).run()


class _Expander:
    def __init__(self, block: Block, setting: Setting) -> None:
        self.block, self.setting = block, setting
        self.out = Expanded()

    def run(self) -> Expanded:
        block, out = self.block, self.out
        for first, last, reserve in block.spans:
            self.span(first, last, reserve)
        if block.spans and block.without and not (block.daily and block.clocks):
            out.unread = "excepted days of a time without a break"
        if block.headless:
            out.unread = "a range of days whose first is not read"
        days = list(self.days())
        if block.clocks and days:
            for day, reserve in days:
                self.hours(day, reserve)
        elif block.clocks and not block.spans and not out.no_year:
            out.unread = "hours without a day"
        elif days and not block.clocks:
            self.whole_days(days)
        ends = block.since or block.until
        if block.permanent or (ends and not out.windows):
            self.open_end()
        if out.no_year and not out.windows:
            out.windows.append(Window(None, None, self.setting.rule, self.setting.span))
        return out

    def span(self, a: Moment, b: Moment, reserve: bool) -> None:
        """From one day and clock to another, or the hours of each day between."""
        first, last = self.date(a), self.date(b)
        if first is None or last is None:
            self.out.no_year = True
            return
        first, last = self.in_order(first, last, a.year, b.year)
        if self.block.daily and self.block.clocks and not self.block.days:
            for day in _each(first, last):
                self.hours(day, reserve)
            return
        start = self.at(first, a, b, a.clock if a.clock is not None else 0)
        finish = self.at(last, a, b, b.clock if b.clock is not None else 1440)
        if start is None or finish is None:
            return
        if finish < start:
            self.out.unread = "an end before its start"
            return
        self.add(start, finish, reserve, _is_sun(a, b))

    def days(self) -> Iterator[tuple[dt.date, bool]]:
        """The days of the block without the excepted ones, and whether each is a reserve."""
        block = self.block
        without = {day for days in block.without for day in self.dates(days)}
        strange = bool(without)
        holidays = block.without_holidays and self.setting.japanese
        if block.without_holidays and not holidays:
            self.out.unread = "holidays are excepted, but not listed"
        for days in [*self.early(), *block.days] if block.days else self.until_days():
            for day in self.dates(days):
                strange = strange and day not in without
                if block.weekdays and day.weekday() not in block.weekdays:
                    continue
                if day in without or day.weekday() in block.without_weekdays:
                    continue
                if holidays and day in japanese_holidays(day.year):
                    continue
                yield day, days.reserve
        if strange:
            self.out.unread = "excepted days that are not among the days"

    def early(self) -> list[Days]:
        """The days up to an end before those that are listed: ``UNTIL 14 JUN AND 16 SEP THRU``."""
        until, first = self.block.until, self.block.days[0].first
        ends = (self.date(until), self.date(first)) if until else (None, None)
        return self.until_days() if ends[0] and ends[1] and ends[0] < ends[1] else []

    def until_days(self) -> list[Days]:
        """The days up to an end: from the stated start, the issue, or the year's beginning."""
        block, issued = self.block, self.setting.anchors.issued
        if not block.until or not (block.clocks or block.weekdays):
            return []
        since = block.since
        if since is None and issued is not None:
            since = Moment(issued.year, issued.month, issued.day)
        last = self.date(block.until)
        if since is None and last is not None:
            since = Moment(last.year, 1, 1)
            self.out.no_start = True
        return [Days(since, block.until)] if since else []

    def date(self, moment: Moment) -> dt.date | None:
        return resolve(moment, self.setting.anchors)

    def in_order(
        self, first: dt.date, last: dt.date, first_year: int | None, last_year: int | None
    ) -> tuple[dt.date, dt.date]:
        """Two dates, one of them in another year where no year is stated and they are reversed.

        The end is not after the cancel line: where there is one, it is the start that moves.
        """
        if last >= first:
            return first, last
        bound = self.setting.anchors.expires is not None and first_year is None
        if last_year is None and not bound:
            later = (make_date(first.year + n, last.month, last.day) for n in (0, 1))
            return first, next((date for date in later if date and date >= first), last)
        if first_year is None:
            earlier = (make_date(last.year - n, first.month, first.day) for n in (0, 1))
            return next((date for date in earlier if date and date <= last), first), last
        return first, last

    def dates(self, days: Days) -> list[dt.date]:
        first, last = self.date(days.first), self.date(days.last)
        if first is None or last is None:
            self.out.no_year = True
            return []
        first, last = self.in_order(first, last, days.first.year, days.last.year)
        if last < first:
            self.out.unread = "an end before its start"
        return list(_each(first, last))

    def hours(self, day: dt.date, reserve: bool) -> None:
        """The windows that begin on a day."""
        for a, b in self.block.clocks:
            assert a.clock is not None and b.clock is not None
            start, end = self.at(day, a, b, a.clock), self.at(day, a, b, b.clock)
            if start is None or end is None:
                return
            if end <= start:
                end += dt.timedelta(days=1)
            self.add(start, end, reserve, _is_sun(a, b))

    def whole_days(self, days: list[tuple[dt.date, bool]]) -> None:
        """Days without hours: runs of neighbours become one window."""
        zone, one = dt.timedelta(hours=self.setting.zone_hours), dt.timedelta(days=1)
        run: list[tuple[dt.date, bool]] = []
        for day, reserve in [*days, (dt.date.max, False)]:
            if run and (day - run[-1][0] != one or reserve != run[-1][1]):
                start = dt.datetime.combine(run[0][0], dt.time(), dt.UTC) - zone
                end = dt.datetime.combine(run[-1][0], dt.time(), dt.UTC) + one - zone
                self.add(start, end, run[0][1], False)
                run = []
            run.append((day, reserve))

    def open_end(self) -> None:
        """A start without an end, or an end without a start."""
        ends: list[dt.datetime | None] = []
        for moment, default in ((self.block.since, 0), (self.block.until, 1440)):
            day = self.date(moment) if moment else None
            clock = moment.clock if moment and moment.clock is not None else default
            ends.append(self.at(day, moment, moment, clock) if day and moment else None)
            if moment and day is None:
                self.out.no_year = True
        if ends[0] and ends[1] and ends[1] < ends[0]:
            self.out.unread = "an end before its start"
            return
        self.add(ends[0], ends[1], False, bool(self.block.clocks))

    def at(self, day: dt.date, a: Moment, b: Moment, clock: Clock) -> dt.datetime | None:
        """A clock of a day in UTC; ``None``, with the reason noted, when it has none."""
        zone = next((m.zone for m in (b, a) if m.zone is not None), self.setting.zone_hours)
        if isinstance(clock, tuple):
            return self.sun(day, clock)
        if clock > _DAY_MIN:
            self.out.unread = "a clock beyond 24 hours"
            return None
        if zone == UNKNOWN_ZONE and self.setting.local_hours is not None:
            zone = self.setting.local_hours
        if zone == UNKNOWN_ZONE:
            self.out.unread = "local time of a place that is not named"
            return None
        start = dt.datetime.combine(day, dt.time(), dt.UTC)
        return start + dt.timedelta(minutes=clock) - dt.timedelta(hours=zone)

    def sun(self, day: dt.date, clock: tuple[str, int]) -> dt.datetime | None:
        place = self.setting.place
        sun = sun_time(day, *place, rising=clock[0] == "sunrise") if place else None
        if sun is None:
            self.out.unread = "the sun does not rise or set there, or no place is given"
            return None
        return sun.replace(second=0, microsecond=0) + dt.timedelta(minutes=clock[1])

    def add(
        self, start: dt.datetime | None, end: dt.datetime | None, reserve: bool, sun: bool
    ) -> None:
        if len(self.out.windows) >= MAX_WINDOWS:
            self.out.unread = f"more than {MAX_WINDOWS} windows"
            return
        setting = self.setting
        reserve = reserve or self.block.reserve
        self.out.windows.append(Window(start, end, setting.rule, setting.span, reserve, sun))


def _each(first: dt.date, last: dt.date) -> Iterator[dt.date]:
    for number in range(min((last - first).days + 1, MAX_DAYS)):
        yield first + dt.timedelta(days=number)


def _is_sun(a: Moment, b: Moment) -> bool:
    return isinstance(a.clock, tuple) or isinstance(b.clock, tuple)
