"""Words of time to blocks: which days, which hours, what is excepted, what is in reserve.

Adjacent words make a moment (any of year, month, day, clock); two moments with a word between
make a range. A range of moments with day and clock is continuous; days and clocks apart are
multiplied: each day has each pair of clocks.
"""

from __future__ import annotations

import calendar
from dataclasses import dataclass, field, replace

from mapper.navwarn.moments import Moment, is_word
from mapper.navwarn.timewords import Word

_SHORT = 3
"""The letters of a short weekday."""


@dataclass(frozen=True)
class Days:
    """Days from one to another, both included; ``reserve`` when the first choice is others."""

    first: Moment
    last: Moment
    reserve: bool = False


@dataclass
class Block:
    """Days and hours that belong together."""

    days: list[Days] = field(default_factory=list)
    clocks: list[tuple[Moment, Moment]] = field(default_factory=list)
    spans: list[tuple[Moment, Moment, bool]] = field(default_factory=list)
    weekdays: set[int] = field(default_factory=set)
    without: list[Days] = field(default_factory=list)
    without_weekdays: set[int] = field(default_factory=set)
    without_holidays: bool = False
    until: Moment | None = None
    since: Moment | None = None
    whole_day: bool = False
    permanent: bool = False
    daily: bool = False
    reserve: bool = False
    headless: bool = False
    start: int = 0
    end: int = 0

    def is_empty(self) -> bool:
        """Whether nothing about time was said."""
        return not (self.days or self.clocks or self.spans or self.weekdays or self.until
                    or self.since or self.permanent or self.whole_day)  # fmt: skip


def end_of_month(moment: Moment) -> Moment:
    """The last day of a month that is stated without a day.

    Examples
    --------
    >>> end_of_month(Moment(2026, 2)).day
    28
    """
    return replace(moment, day=calendar.monthrange(moment.year or 2001, moment.month or 1)[1])


def blocks(items: list[Word | Moment], bare_days: bool = False) -> list[Block]:
    """Moments and separators to blocks."""
    reader = _Reader([item for item in items if not is_word(item, "estimated")], bare_days)
    return reader.read()


class _Reader:
    def __init__(self, items: list[Word | Moment], bare_days: bool) -> None:
        self.items = _excepted(items)
        self.bare_days = bare_days
        self.at = 0
        self.loose: list[Days] = []
        self.between = False
        self.block = Block()
        self.done: list[Block] = []
        self.last = ""
        self.excepting = self.reserving = self.until = self.since = False
        self.in_brackets = False
        self.opened = 0

    def read(self) -> list[Block]:
        while self.at < len(self.items):
            item = self.items[self.at]
            if isinstance(item, Moment):
                self.moment()
            else:
                self.word(item)
                self.at += 1
        self.close()
        return [block for block in self.done if not block.is_empty()]

    def close(self) -> None:
        """End a block; days in passing serve it only when it has no others."""
        if self.loose and not (self.block.days or self.block.spans or self.block.until):
            self.block.days = self.loose
            self.span(self.loose[0].first.start, self.loose[-1].last.end)
        self.loose = []
        since = self.block.since
        if since and since.clock is None and self.block.clocks and not self.block.until:
            # FROM 05 AUG, 0330 TO 0830: that day's hours.
            self.block.since, self.block.days = None, self.block.days or [Days(since, since)]
        self.done.append(self.block)
        self.block = Block()
        self.last = ""

    def word(self, word: Word) -> None:
        kind = word.kind
        if kind == "daily":
            self.block.daily = True
            self.excepting = False
        elif kind == "reserve":
            self.reserve()
        elif kind in ("except", "until", "from", "between"):
            self.excepting = kind == "except"
            self.until, self.since = kind == "until", kind in ("from", "between")
            self.between = kind == "between"
        elif kind == "h24":
            self.block.whole_day = True
        elif kind == "daylight":
            rise = Moment(clock=("sunrise", 0), start=word.start, end=word.end)
            self.clock(rise, replace(rise, clock=("sunset", 0)))
        elif kind == "permanent":
            self.block.permanent = True
            self.span(word.start, word.end)
        elif kind == "weekend":
            self.weekday_set({5, 6})
        elif kind == "open":
            self.in_brackets, self.opened = True, len(self.done)
        elif kind == "close":
            self.in_brackets = self.excepting = False
            self.reserving = self.block.reserve
        elif kind == "gap":
            self.excepting = self.until = self.since = False
        elif kind == "until_after":
            self.until_after()
        elif kind == "thru" and word.value in ("THRU", "THROUGH"):
            # 16 SEB THRU 31 DEC: the day before the word was not read.
            before = self.items[self.at - 1] if self.at else None
            after = self.items[self.at + 1 : self.at + 2]
            lone = is_word(before, "gap") and isinstance(next(iter(after), None), Moment)
            self.block.headless = self.block.headless or lone

    def until_after(self) -> None:
        """The Japanese and Korean "until" stands after its day; not that of a range."""
        days = self.block.days
        if self.last == "day" and days and days[-1].first == days[-1].last:
            self.block.until = days.pop().last

    def reserve(self) -> None:
        """In brackets the reserve days of these hours; else a block of its own follows."""
        self.reserving = True
        if self.in_brackets and len(self.done) > self.opened and self.block.days:
            # The brackets began with the days and hours that the word is about.
            self.block.reserve = True
        if not self.in_brackets:
            self.close()
            self.block.reserve = True
        self.excepting = False

    def moment(self) -> None:
        chain = [self.items[self.at]]
        at = self.at + 1
        while (
            at + 1 < len(self.items) and self.links(at) and isinstance(self.items[at + 1], Moment)
        ):
            self.between = False
            chain.append(self.items[at + 1])
            at += 2
        self.at = at
        found = _at_clock([item for item in chain if isinstance(item, Moment)])
        while found:
            found = self.take(found)
        self.since = False

    def links(self, at: int) -> bool:
        """Whether a word makes a range of the moments beside it."""
        word, before, after = self.items[at], self.items[at - 1], self.items[at + 1]
        if is_word(word, "thru") or (self.between and is_word(word, "and")):
            return True
        # 151100 UTC/151900 UTC
        stamps = all(isinstance(m, Moment) and m.dated and m.clock is not None
                     for m in (before, after))  # fmt: skip
        return stamps and isinstance(word, Word) and word.value == "/"

    def take(self, chain: list[Moment]) -> list[Moment]:
        """Use up the head of a chain of moments joined by "to"."""
        a = chain[0]
        if len(chain) == 1:
            self.single(a)
            return []
        b = chain[1]
        if a.dated and a.clock is None and b.dated and b.clock is not None and len(chain) > 2:
            self.day(a, replace(b, clock=None))
            return [Moment(clock=b.clock, zone=b.zone, start=b.start, end=b.end), *chain[2:]]
        if len(chain) > 2 and self.hours_then_days(a, b, chain[2]):
            return chain[3:]
        self.range(a, b)
        return chain[2:]

    def hours_then_days(self, a: Moment, b: Moment, c: Moment) -> bool:
        """``2200 TO 0800 04 FEB TO 09 FEB``: hours, and the days that they are those of."""
        hours = a.clock is not None and not a.dated and b.clock is not None and b.dated
        if not (hours and c.dated and c.clock is None):
            return False
        self.clock(a, replace(b, year=None, month=None, day=None))
        self.day(replace(b, clock=None), c)
        return True

    def range(self, a: Moment, b: Moment) -> None:
        if a.weekday is not None and b.weekday is not None and not a.dated:
            days = range(a.weekday, a.weekday + (b.weekday - a.weekday) % 7 + 1)
            self.weekday_set({day % 7 for day in days})
        elif a.clock is not None and b.clock is not None:
            if a.dated and b.dated:
                self.spanned(a, b)
            elif a.dated or b.dated:
                whole = replace(a if a.dated else b, clock=None)
                # More days may follow 0800 TO 1600 7, 8 AND 9 OCT; the hours stand first there.
                if b.dated:
                    self.clock(a, b)
                self.day(whole, whole)
                if a.dated:
                    self.clock(a, b)
            else:
                self.clock(a, b)
        elif a.clock is None and b.clock is None and (a.dated or b.dated):
            self.day(a, b)
        elif a.dated and a.clock is not None and b.dated:
            self.spanned(a, b)

    def spanned(self, a: Moment, b: Moment) -> None:
        self.block_for("span").spans.append((a, b, self.reserving))
        self.last = "span"
        self.span(a.start, b.end)

    def single(self, a: Moment) -> None:
        if a.weekday is not None and not a.dated:
            # TUG CARIB SUN: a short name alone is part of another.
            if a.end - a.start != _SHORT or not self.in_passing():
                self.weekday_set({a.weekday})
        elif a.holiday:
            self.block.without_holidays = self.block.without_holidays or self.excepting
        elif self.until and (a.dated or a.month):
            self.block.until = a if a.dated else end_of_month(a)
            self.span(a.start, a.end)
        elif self.since and a.dated and (a.clock is not None or self.stands_last()):
            self.block.since = a
            self.span(a.start, a.end)
        elif a.dated and a.clock is None and self.in_passing():
            self.loose.append(Days(a, a, self.reserving))
        elif a.dated and a.clock is None:
            self.day(a, a)
        elif a.dated and not a.weak:
            self.block.until = self.block.until or None

    def stands_last(self) -> bool:
        """Whether other words follow, or the end of the warning: nothing is counted on."""
        after = self.items[self.at] if self.at < len(self.items) else None
        return after is None or is_word(after, "gap", "until", "permanent")

    def in_passing(self) -> bool:
        """Whether a day stands alone between other words, as the date of a report does."""
        before = self.items[self.at - 2] if self.at >= 2 else None
        after = self.items[self.at] if self.at < len(self.items) else None
        return (before is None or is_word(before, "gap")) and (
            after is None or is_word(after, "gap")
        )

    def day(self, a: Moment, b: Moment) -> None:
        days = Days(a, b, self.reserving)
        if self.excepting and self.block.without_weekdays and not self.block.days:
            # DAILY EXCEPT SATURDAYS 01 TO 14 MAR: the days follow what is excepted of them.
            self.excepting = False
        if self.excepting:
            self.block.without.append(days)
            return
        spare = self.reserving and self.in_brackets and self.block.clocks
        (self.block if spare else self.block_for("day")).days.append(days)
        self.last = "day"
        self.span(a.start, b.end)

    def clock(self, a: Moment, b: Moment) -> None:
        self.excepting = False
        self.block_for("clock").clocks.append((a, b))
        self.last = "clock"
        self.span(a.start, b.end)

    def weekday_set(self, days: set[int]) -> None:
        if self.excepting:
            self.block.without_weekdays |= days
        else:
            self.block.weekdays |= days

    def block_for(self, kind: str) -> Block:
        """Days after hours after days, or the other way about, begin a new block."""
        block = self.block
        other = {"day": block.clocks, "clock": block.days}.get(kind)
        own = {"day": block.days, "clock": block.clocks}.get(kind)
        if self.last and self.last != kind and other and own:
            reserve, daily = block.reserve, block.daily
            self.close()
            self.block.reserve, self.block.daily = reserve, daily and kind == "day"
        return self.block

    def span(self, start: int, end: int) -> None:
        self.block.start = min(self.block.start or start, start)
        self.block.end = max(self.block.end, end)


def _at_clock(chain: list[Moment]) -> list[Moment]:
    """A day joined to a clock is one moment: in ``DU 10/06 A 08H00`` A is not "to" but "at"."""
    out: list[Moment] = []
    for item in chain:
        last = out[-1] if out else None
        alone = item.clock is not None and not item.dated and item.weekday is None
        if last and alone and last.dated and last.clock is None:
            out[-1] = replace(last, clock=item.clock, zone=item.zone, end=item.end)
        else:
            out.append(item)
    return out


def _excepted(items: list[Word | Moment]) -> list[Word | Moment]:
    """Japanese and Korean say "except" after the days: the word is moved before them."""
    out: list[Word | Moment] = []
    for item in items:
        if not is_word(item, "except_after"):
            out.append(item)
            continue
        place = len(out)
        while place and (is_word(out[place - 1], "and") or _is_exception(out[place - 1])):
            place -= 1
        opened = next((i for i in range(len(out) - 1, max(len(out) - 8, -1), -1)
                       if is_word(out[i], "open", "close", "gap")), -1)  # fmt: skip
        if opened >= 0 and is_word(out[opened], "open"):
            # In brackets all that stands before the word is excepted.
            place = opened + 1
        assert isinstance(item, Word)
        out.insert(place, replace(item, kind="except"))
    return out


def _is_exception(item: Word | Moment) -> bool:
    return isinstance(item, Moment) and (item.weekday is not None or item.holiday)
