"""The windows of a NOTAM: its validity (items B and C) and its schedule (item D)."""

from __future__ import annotations

import datetime as dt
import re
from dataclasses import replace

from mapper.navwarn import notam as notams
from mapper.navwarn.calendar import Anchors, filled
from mapper.navwarn.moments import Moment, moments
from mapper.navwarn.records import Lonlat, Window
from mapper.navwarn.timegrammar import Block, Days, blocks
from mapper.navwarn.timewords import time_words
from mapper.navwarn.timing import Stretch, Timed, collect, with_days
from mapper.navwarn.windows import Expanded, Setting, expand


def of_notam(
    plain: str, items: notams.Notam, text: str, lead: Stretch | None, place: Lonlat | None
) -> Timed:
    """The windows of a NOTAM: items B and C, within them the hours of item D or of the text.

    Parameters
    ----------
    plain, text : str
        The plain text, and the same with what is no time blotted out.
    items : Notam
        From ``read_notam``.
    lead : (int, int) or None
        The words before a shape that states hours of its own.
    place : (lon, lat) or None
        For sunrise and sunset.
    """
    out = Timed()
    start, end, estimated = notams.validity(plain, items)
    span = items.items.get("B", (0, 0))
    if start is None:
        return out
    found: list[Block] = []
    if lead:
        found = [
            Block(clocks=b.clocks[-1:], start=b.start, end=b.end)
            for b in blocks(moments(time_words(text, "en", *lead)))[-1:]
            if b.clocks
        ]
    if not found and items.text(plain, "D"):
        stretch = items.items["D"]
        # A solidus between hours is the dash of a range.
        listed = _stamped(text, stretch)
        if listed:
            return Timed(listed)
        schedule = re.sub(r"(?<=\d{4})/(?=\d{4})", "-", text[: stretch[1]])
        words = time_words(schedule, "en", *stretch)
        found = blocks(filled(moments(words, bare_days=True)), bare_days=True)
        if not found:
            out.unread.append(("a schedule in item D", stretch))
    rule = "from B to C" + (" (estimated)" if estimated else "")
    if end is None or not any(b.clocks or b.spans or b.days or b.weekdays for b in found):
        schedule = items.text(plain, "D") if found and end is None else ""
        out.windows.append(Window(start, end, schedule or rule, span))
        return out
    for block in with_days(found, found):
        span = (block.start, block.end)
        rule = " ".join(plain[slice(*span)].split())[:160]
        anchors = Anchors(end + dt.timedelta(days=1), start)
        result = _scheduled(block, start, end, Setting(anchors, 0.0, place, rule, span))
        collect(out, result, span)
    return out


_STAMPS = re.compile(r"(\d{10})\s*(?:TO|-|/)\s*(\d{10})[\s,.;]*|(?:DAILY|DLY)\s*")


def _stamped(text: str, stretch: Stretch) -> list[Window]:
    """The windows of a schedule that is a list of stamps: ``2205201000 TO 2205201400``."""
    found: list[Window] = []
    at = stretch[0] + len(text[slice(*stretch)]) - len(text[slice(*stretch)].lstrip())
    while match := _STAMPS.match(text, at, stretch[1]):
        start, end = (notams.stamp(match[place]) if match[place] else None for place in (1, 2))
        if match[1] and (start is None or end is None or end <= start):
            return []
        if match[1]:
            rule = " ".join(match[0].split())
            found.append(Window(start, end, rule, (match.start(), match.end())))
        at = match.end()
    return found if not text[at : stretch[1]].strip() else []


def _scheduled(block: Block, start: dt.datetime, end: dt.datetime, setting: Setting) -> Expanded:
    """The windows of a schedule, cut to the validity of the NOTAM."""
    days = [each for given in block.days for each in _every_month(given, start, end)]
    if not block.days and not block.spans:
        first = start - dt.timedelta(days=1)
        days = [
            Days(Moment(first.year, first.month, first.day), Moment(end.year, end.month, end.day))
        ]
    result = expand(replace(block, days=days), setting)
    result.windows = [
        replace(window, start=max(window.start, start), end=min(window.end, end))
        for window in result.windows
        if window.start and window.end and window.start < end and window.end > start
    ]
    return result


def _every_month(days: Days, start: dt.datetime, end: dt.datetime) -> list[Days]:
    """Days without a month hold in each month of the validity."""
    if days.first.month is not None:
        return [days]
    found: list[Days] = []
    year, month = start.year, start.month
    while (year, month) <= (end.year, end.month) and len(found) < 24:
        last = replace(days.last, year=year, month=days.last.month or month)
        found.append(Days(replace(days.first, year=year, month=month), last, days.reserve))
        year, month = (year + 1, 1) if month == 12 else (year, month + 1)
    return found
