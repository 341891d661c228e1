"""Which year a day of a warning is of, and which month, where the text leaves them out."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass, replace

from mapper.navwarn.moments import Moment
from mapper.navwarn.timewords import Word

_DAY = dt.timedelta(days=1)
_LISTED = 24
"""How far from the word the days of an exception are looked for."""
_LINKS = 80
"""How far along a list of days its month is looked for."""


@dataclass(frozen=True)
class Anchors:
    """What is known of a message's own time.

    Attributes
    ----------
    expires : datetime or None
        The time of its cancel line.
    issued : datetime or None
        When it was issued.
    number_year : int or None
        The year of its number.
    """

    expires: dt.datetime | None = None
    issued: dt.datetime | None = None
    number_year: int | None = None

    def year_of(self, month: int, day: int) -> int | None:
        """The year of a day: up to the cancel line, or about the time of issue."""
        if self.expires is not None:
            last = self.expires.date() + _DAY
            for year in (last.year, last.year - 1):
                found = make_date(year, month, day)
                if found and found <= last:
                    return year
            return last.year - 1
        if self.issued is not None:
            issue = self.issued.date()
            near = [date for year in (issue.year - 1, issue.year, issue.year + 1)
                    if (date := make_date(year, month, day))]  # fmt: skip
            # A warning looks forward up to ten months, back no more than two.
            fit = [date for date in near if -62 * _DAY <= date - issue <= 303 * _DAY]
            return fit[0].year if fit else issue.year
        return self.number_year


def make_date(year: int, month: int, day: int) -> dt.date | None:
    """A date of the calendar, or ``None``."""
    try:
        return dt.date(year, month, day)
    except ValueError:
        return None


def resolve(moment: Moment, anchors: Anchors) -> dt.date | None:
    """The date of a moment; ``None`` when its month or year cannot be known."""
    if moment.day is None or (moment.month is not None and not 1 <= moment.month <= 12):
        return None
    if moment.month is None:
        return _nearest(moment.day, anchors)
    year = moment.year or anchors.year_of(moment.month, moment.day)
    return make_date(year, moment.month, moment.day) if year else None


def _nearest(day: int, anchors: Anchors) -> dt.date | None:
    """A day without a month: the last before the cancel line, or the next from the issue on."""
    anchor = anchors.expires or anchors.issued
    if anchor is None:
        return None
    low, high = (-40, 1) if anchors.expires else (-6, 25)
    steps = range(high, low, -1) if anchors.expires else range(low, high)
    for number in steps:
        date = anchor.date() + dt.timedelta(days=number)
        if date.day == day:
            return date
    return None


def filled(items: list[Word | Moment]) -> list[Word | Moment]:
    """Days with the months and years that other moments state for them.

    ``09 THRU 14 AND 16 THRU 19 APR`` takes the month that follows, ``5月16日、20日`` the one
    before.
    """
    dated = [i for i, item in enumerate(items) if isinstance(item, Moment) and item.dated]
    found = list(items)
    later = _following(items, dated)
    earlier: Moment | None = None
    for position, index in enumerate(dated):
        item = found[index]
        assert isinstance(item, Moment)
        if item.month is None and item.bare and not _chained(items, index):
            found[index] = replace(item, day=None)
            continue
        if item.month is None:
            turns = not _is_excepted(items, index)
            item = replace(item, month=_month(item, earlier, later[position], turns))
            found[index] = item
        earlier = item if item.month else earlier
    return _years(found, [i for i in dated if getattr(found[i], "day", None) is not None])


def _following(items: list[Word | Moment], dated: list[int]) -> list[Moment | None]:
    """For each dated moment the next one that has its month."""
    out: list[Moment | None] = []
    later: Moment | None = None
    for index in reversed(dated):
        out.append(later)
        item = items[index]
        if isinstance(item, Moment) and item.month:
            later = item
    return out[::-1]


def _chained(items: list[Word | Moment], index: int) -> bool:
    """Whether a bare number is a day: "to" or "and" links it to a day with its month.

    Hours may stand between, when a link stands right beside the number.
    """
    beside = [items[at] for at in (index - 1, index + 1) if 0 <= at < len(items)]
    linked = any(
        isinstance(item, Word) and item.kind in ("thru", "and", "daily") for item in beside
    )
    for step in (1, -1):
        for at in range(index + step, index + step * _LINKS, step):
            item = items[at] if 0 <= at < len(items) else None
            if isinstance(item, Moment):
                if not item.dated and not (linked and item.clock is not None):
                    break
                # A date-time group without a month is a day as well.
                if item.dated and (item.month is not None or not item.bare):
                    return True
            elif item is None or item.kind not in ("thru", "and", "except", "from", "daily"):
                break
    return False


def _is_excepted(items: list[Word | Moment], index: int) -> bool:
    """Whether a day is excepted of others: it lies among them, not in the month after."""
    for step, word in ((-1, "except"), (1, "except_after")):
        at = index + step
        while 0 <= at < len(items) and abs(at - index) < _LISTED:
            item = items[at]
            if isinstance(item, Word) and item.kind == word:
                return True
            if isinstance(item, Word) and item.kind not in ("and", "thru"):
                break
            at += step
    return False


def _month(
    item: Moment, earlier: Moment | None, later: Moment | None, turns: bool = True
) -> int | None:
    if earlier is not None and (earlier.month_first or later is None):
        month = earlier.month
        if (
            turns
            and month
            and later is None
            and earlier.day
            and item.day
            and item.day < earlier.day
        ):
            # 28 DEC TO 3: the next month has begun.
            return month % 12 + 1
        return month
    return later.month if later is not None else None


def _years(found: list[Word | Moment], dated: list[int]) -> list[Word | Moment]:
    """A stated year holds for the moments before it, back to the next stated one, and after it."""
    known: Moment | None = None
    for index in reversed(dated):
        item = found[index]
        assert isinstance(item, Moment)
        if item.year:
            known = item
        elif known and known.year and item.month and known.month:
            later = (item.month, item.day or 0) > (known.month, known.day or 0)
            item = replace(
                item, year=known.year - (1 if later and item.month - known.month > 5 else 0)
            )
            found[index] = item
    known = None
    for index in dated:
        item = found[index]
        assert isinstance(item, Moment)
        if item.year:
            known = item
        elif known and known.year and item.month and known.month:
            turned = item.month < known.month
            known = replace(item, year=known.year + (1 if turned else 0))
            found[index] = known
    return found
