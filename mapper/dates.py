"""Dates as readers see them: "1–5 Aug", "about 2–4 Jul", "from 18 Feb", "Aug 2025".

A date is ISO 8601 in UTC, shortened where less is known (``2025``, ``2025-08``, ``2025-08-03``);
nothing that is not known is filled in.
"""

from __future__ import annotations

import calendar
import datetime as dt
from functools import lru_cache

MONTHS = ("Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec")


def first_day(date: str) -> dt.date:
    """The earliest day that a date may mean.

    Examples
    --------
    >>> first_day("2025-08").isoformat()
    '2025-08-01'
    """
    year, month, day = _parts(date)
    return dt.date(year, month or 1, day or 1)


def last_day(date: str) -> dt.date:
    """The latest day that a date may mean.

    Examples
    --------
    >>> last_day("2025-02").isoformat()
    '2025-02-28'
    """
    year, month, day = _parts(date)
    month = month or 12
    return dt.date(year, month, day or calendar.monthrange(year, month)[1])


def date_text(date: str, year: int | None = None) -> str:
    """One date; the year is left out where it is the year of the page.

    Examples
    --------
    >>> date_text("2025-08-03"), date_text("2025-08-03", 2025), date_text("2025-08")
    ('3 Aug 2025', '3 Aug', 'Aug 2025')
    """
    number, month, day = _parts(date)
    words = [str(day)] if day else []
    if month:
        words.append(MONTHS[month - 1])
    if number != year or not words:
        words.append(str(number))
    return " ".join(words)


def span_text(start: str | None, end: str | None, year: int | None = None) -> str:
    """A span of days, as short as it can be said without doubt.

    Examples
    --------
    >>> span_text("2025-08-01", "2025-08-05", 2025)
    '1–5 Aug'
    >>> span_text("2019-12-27", "2020-01-03")
    '27 Dec 2019 – 3 Jan 2020'
    >>> span_text("2026-02-18", None, 2026)
    'from 18 Feb'
    >>> span_text("2025-08", "2025-08-27", 2025)
    'Aug, until 27 Aug'
    """
    if not start:
        return f"until {date_text(end, year)}" if end else ""
    if not end:
        return f"from {date_text(start, year)}"
    if start == end:
        return date_text(start, year)
    (year1, month1, day1), (year2, month2, day2) = _parts(start), _parts(end)
    if year1 == year2 and month1 == month2 and day1 and day2:
        return f"{day1}–{date_text(end, year)}"
    if (year1, month1) == (year2, month2) and month1:
        # One end is known to the month only.
        if day1:
            return f"from {date_text(start, year)}, within the month"
        return f"{date_text(start, year)}, until {date_text(end, year)}"
    if year1 == year2:
        return f"{date_text(start, year1 if month1 else None)} – {date_text(end, year)}"
    return f"{date_text(start)} – {date_text(end)}"


def event_span(record: object, year: int | None = None) -> str:
    """The span of an event or part, with what is known of its precision.

    Parameters
    ----------
    record : Event or Period or ExercisePart or Closure
        Anything with ``start`` and ``end``.
    year : int, optional
        The year of the page, which is then left out.
    """
    return _about(record, span_text(*_ends(record), year))


def sea_span(record: object, year: int | None = None) -> str:
    """The days at sea of an exercise; empty where none are told, as for a patrol."""
    return _about(record, span_text(*_ends(getattr(record, "sea_phase", None)), year))


def full_span(record: object, year: int | None = None) -> str:
    """The span of an event, then its days at sea where they are others.

    Parameters
    ----------
    record : Event
        An exercise or patrol.
    year : int, optional
        The year of the page, which is then left out.

    Examples
    --------
    >>> from types import SimpleNamespace as Record
    >>> sea = Record(start="2026-02-19", end=None)
    >>> full_span(Record(year=2026, start="2026-02-18", end=None, sea_phase=sea))
    'from 18 Feb 2026, at sea from 19 Feb'
    """
    whole, own = event_span(record, year), getattr(record, "year", None)
    sea = sea_span(record, own)
    return f"{whole}, at sea {sea}" if sea and sea != event_span(record, own) else whole


def label_span(record: object, part: object = None) -> str:
    """What a label on the map says: the days of that place, else those at sea, else all.

    Parameters
    ----------
    record : Event
        The event.
    part : ExercisePart, optional
        The further area or the track that the label stands at.
    """
    year = getattr(record, "year", None)
    if getattr(part, "start", None):
        return event_span(part, year)
    whole, sea = event_span(record, year), sea_span(record, year)
    return f"at sea {sea}" if sea and sea != whole else whole


def soft_ends(record: object) -> tuple[bool, bool]:
    """Whether the start and the end of an event are not known to the day.

    An approximate event with one end known to the month only is approximate for that end.

    Examples
    --------
    >>> from types import SimpleNamespace as Record
    >>> soft_ends(Record(start="2026-02-18", end=None))
    (False, True)
    """
    start, end = (not date or len(date) < len("2025-08-03") for date in _ends(record))
    if not (start or end) and getattr(record, "date_precision", "day") == "approximate":
        return True, True
    return start, end


def _ends(record: object) -> tuple[str | None, str | None]:
    return getattr(record, "start", None), getattr(record, "end", None)


def _about(record: object, text: str) -> str:
    approximate = getattr(record, "date_precision", "day") == "approximate"
    return f"about {text}" if text and approximate else text


@lru_cache(maxsize=4096)
def _parts(date: str) -> tuple[int, int, int]:
    numbers = [int(part) for part in date.split("-")]
    year, month, day = [*numbers, 0, 0][:3]
    return year, month, day
