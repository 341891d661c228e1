"""Public holidays of Japan, whose notices except them from daily hours (祝日を除く)."""

from __future__ import annotations

import datetime as dt
from functools import cache

_FIXED = ((1, 1), (2, 11), (2, 23), (4, 29), (5, 3), (5, 4), (5, 5), (8, 11), (11, 3), (11, 23))
_MONDAYS = ((1, 2), (7, 3), (9, 3), (10, 2))
_MOVED = {
    2020: {(7, 20): (7, 23), (10, 12): (7, 24), (8, 11): (8, 10)},
    2021: {(7, 19): (7, 22), (10, 11): (7, 23), (8, 11): (8, 8)},
}
"""Holidays that the Olympic special law moved."""


@cache
def japanese_holidays(year: int) -> frozenset[dt.date]:
    """The holidays of a year from 2020 on (Act on National Holidays, as amended).

    Examples
    --------
    >>> dt.date(2025, 7, 21) in japanese_holidays(2025)
    True
    """
    days = set(_FIXED)
    if year < 2020:
        days.discard((2, 23))
        days |= {(12, 23)} if year < 2019 else set()
    for month, week in _MONDAYS:
        first = dt.date(year, month, 1)
        days.add((month, 1 + (-first.weekday()) % 7 + 7 * (week - 1)))
    for base, month in ((20.8431, 3), (23.2488, 9)):
        shift = 0.242194 * (year - 1980) - (year - 1980) // 4
        days.add((month, int(base + shift)))
    for old, new in _MOVED.get(year, {}).items():
        days.discard(old)
        days.add(new)
    if year == 2019:
        days |= {(4, 30), (5, 1), (5, 2), (10, 22)}
    found = {dt.date(year, month, day) for month, day in days}
    return frozenset(found | _substitutes(found))


def _substitutes(found: set[dt.date]) -> set[dt.date]:
    """A holiday on a Sunday is made up for; a day between two holidays is one."""
    more = set()
    one = dt.timedelta(days=1)
    for day in found:
        if day.weekday() == 6:
            instead = day + one
            while instead in found:
                instead += one
            more.add(instead)
        if day + 2 * one in found and day + one not in found and (day + one).weekday() != 6:
            more.add(day + one)
    return more
