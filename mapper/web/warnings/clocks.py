"""When a warning is in force, in words: windows in UTC and on the message's own clock."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass

from mapper.dates import MONTHS
from mapper.navwarn import NavWarning, Window
from mapper.navwarn.lexicon import ZONE_HOURS

MOST_WINDOWS = 200


@dataclass(frozen=True)
class Clock:
    """The clock of a message: hours east of UTC, its name for browsers, and in words."""

    hours: int
    zone: str
    words: str


@dataclass(frozen=True)
class Line:
    """A window: its ends as ISO 8601 (empty where open), in words, and what is to be noted."""

    start: str
    end: str
    utc: str
    own: str
    note: str


@dataclass(frozen=True)
class State:
    """Whether a message is in force: ``now``, ``later``, ``ended`` or ``unknown``; in words."""

    key: str
    words: str


def clock_of(lang: str) -> Clock:
    """The clock that messages of a language keep.

    Examples
    --------
    >>> clock_of("zh").words, clock_of("en").words
    ('UTC+8', 'UTC')
    """
    hours = int(ZONE_HOURS.get(lang, 0.0))
    if not hours:
        return Clock(0, "UTC", "UTC")
    # The names of the Etc zones count westward.
    return Clock(hours, f"Etc/GMT{-hours:+d}", f"UTC{hours:+d}")


def lines(times: Sequence[Window], clock: Clock) -> tuple[Line, ...]:
    """Windows in words, in the order of the message."""
    return tuple(_line(window, clock.hours) for window in times[:MOST_WINDOWS])


def state_of(warning: NavWarning, now: dt.datetime) -> State:
    """Whether a warning is in force at a time.

    Parameters
    ----------
    warning : NavWarning
        As read.
    now : datetime
        Aware.
    """
    end = warning.expires
    if warning.active(now):
        ends = [window.end for window in warning.times if window.holds(now)]
        last = min(filter(None, (*ends, end)), default=None)
        until = f" until {_moment(last)} UTC" if last else "; no end is stated"
        return State("now", f"In force now{until}")
    starts = [start for start in (window.start for window in warning.times)
              if start and start > now and (end is None or start < end)]  # fmt: skip
    ended = [window.end for window in warning.times if window.end and window.end <= now]
    if starts:
        words = "Not at this hour; next" if ended else "Not yet; in force"
        return State("later", f"{words} from {_moment(min(starts))} UTC")
    stops = [*ended, *([end] if end is not None and end <= now else [])]
    if stops:
        return State("ended", f"Ended {_moment(_last(stops, end))} UTC")
    return State("unknown", "No time was read")


def _last(stops: Sequence[dt.datetime], cancelled: dt.datetime | None) -> dt.datetime:
    """The end of the last window, or the cancelling where that came before."""
    last = max(stops)
    return min(last, cancelled) if cancelled is not None else last


def _line(window: Window, hours: int) -> Line:
    notes = ["reserve"] * window.reserve + ["an end is computed"] * window.approximate
    return Line(
        _iso(window.start), _iso(window.end), _span(window.start, window.end, 0),
        _span(window.start, window.end, hours) if hours else "", ", ".join(notes),
    )  # fmt: skip


def _span(start: dt.datetime | None, end: dt.datetime | None, hours: int) -> str:
    """A window in words, on a clock some hours east of UTC."""
    first, last = (time + dt.timedelta(hours=hours) if time else None for time in (start, end))
    if first is None or last is None:
        if first is None and last is None:
            return "open"
        return f"from {_moment(first)}" if first else f"until {_moment(last)}"
    if first.date() == last.date():
        return f"{_moment(first)}–{last:%H:%M}"
    return f"{_moment(first)} – {_moment(last)}"


def _moment(time: dt.datetime | None) -> str:
    return f"{time.day} {MONTHS[time.month - 1]} {time.year} {time:%H:%M}" if time else ""


def _iso(time: dt.datetime | None) -> str:
    return f"{time:%Y-%m-%dT%H:%MZ}" if time else ""
