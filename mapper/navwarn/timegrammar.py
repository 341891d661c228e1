"""Words of time to blocks: which days, which hours, what is excepted, what is in reserve.

Adjacent words make a moment (any of year, month, day, clock); two moments with a word between
make a range. A range of moments with day and clock is continuous; days and clocks apart are
multiplied: each day has each pair of clocks.
"""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from typing import Any

from mapper.navwarn.timewords import Word

Clock = int | tuple[str, int]
"""Minutes after midnight, or ``("sunrise" | "sunset", minutes to add)``."""


@dataclass(frozen=True)
class Moment:
    """A point of time as far as it is stated; ``weekday`` from Monday, 0."""

    year: int | None = None
    month: int | None = None
    day: int | None = None
    clock: Clock | None = None
    weekday: int | None = None
    holiday: bool = False
    zone: float | None = None
    weak: bool = False
    month_first: bool = False
    bare: bool = False
    start: int = 0
    end: int = 0

    @property
    def dated(self) -> bool:
        """Whether a day is stated."""
        return self.day is not None


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
    start: int = 0
    end: int = 0

    def is_empty(self) -> bool:
        """Whether nothing about time was said."""
        return not (self.days or self.clocks or self.spans or self.weekdays or self.until
                    or self.since or self.permanent or self.whole_day)  # fmt: skip


_JOINING = ("thru", "and", "open", "close", "gap")


def moments(words: list[Word], bare_days: bool = False) -> list[Word | Moment]:
    """Words gathered into moments; what separates them stays in its place.

    Parameters
    ----------
    words : list of Word
    bare_days : bool
        Numbers without a month are days, as in item D of a NOTAM.
    """
    out: list[Word | Moment] = []
    current: dict[str, Any] = {}
    last = ""

    def flush() -> None:
        nonlocal current, last
        if current:
            out.append(Moment(**current))
        current, last = {}, ""

    def put(word: Word, kind: str, **values: Any) -> None:
        nonlocal last
        if any(current.get(name) is not None for name in values if name not in ("bare", "weak")):
            flush()
        if "day" in values and current.get("month") is not None:
            current["month_first"] = True
        current.update(values, end=word.end)
        current.setdefault("start", word.start)
        if word.zone is not None:
            current["zone"] = word.zone
        last = kind

    for index, word in enumerate(words):
        kind = word.kind
        if bare_days and kind in ("num", "month") and current.get("clock") is not None:
            # In item D days stand before their hours.
            flush()
        if kind == "zone":
            if current:
                current["zone"] = word.zone
            else:
                _zoned(out, word.zone)
        elif kind == "num":
            _number(word, words[index + 1 : index + 3], current, last, put, bare_days)
        elif kind == "weekday":
            flush()
            out.append(Moment(weekday=word.value, start=word.start, end=word.end))
        elif kind == "num4":
            _four(word, current, last, put, out)
        elif kind in _PLAIN:
            put(word, kind, **_PLAIN[kind](word.value))
        elif kind == "sunoff" and current.get("clock"):
            current["clock"] = (current["clock"][0], word.value)
        else:
            flush()
            out.append(word)
    flush()
    return out


_PLAIN: dict[str, Any] = {
    "dtg": lambda value: {"day": value[0], "clock": value[1]},
    "clock": lambda value: {"clock": value},
    "ymd": lambda value: {"year": value[0], "month": value[1], "day": value[2]},
    "year": lambda value: {"year": value},
    "month": lambda value: {"month": value},
    "day": lambda value: {"day": value},
    "holiday": lambda _: {"holiday": True},
    "sunrise": lambda _: {"clock": ("sunrise", 0)},
    "sunset": lambda _: {"clock": ("sunset", 0)},
}


def _zoned(out: list[Word | Moment], zone: float | None) -> None:
    """Give a zone to the moment before it, past an opening bracket: ``2359 (LOCAL)``."""
    place = -2 if len(out) > 1 and _is(out[-1], "open") else -1
    if out and isinstance(out[place], Moment):
        moment = out[place]
        assert isinstance(moment, Moment)
        out[place] = replace(moment, zone=zone)


def _number(
    word: Word, following: list[Word], current: dict[str, Any], last: str, put: Any, bare: bool
) -> None:
    """One or two digits: a day; or, after day and month, the year."""
    value = int(word.value)
    kinds = [piece.kind for piece in following]
    if last == "month" and current.get("day") is not None and len(word.value) == 2:
        is_day = kinds[:1] == ["month"] or (
            kinds[:1] in (["thru"], ["and"]) and kinds[1:] == ["month"]
        )
        if not is_day:
            put(word, "year", year=2000 + value)
            return
    if last == "day" and current.get("month") is not None and current.get("day") is not None:
        put(word, "day", day=value, month=current["month"], bare=False)
        return
    if 1 <= value <= 31:
        put(word, "day", day=value, bare=not bare)


def _four(word: Word, current: dict[str, Any], last: str, put: Any, out: list[Any]) -> None:
    """Four digits: a year after a month or day, else a clock without a zone."""
    value = int(word.value)
    if 1990 <= value <= 2099 and current.get("month") is not None and last in ("month", "day"):
        put(word, "year", year=value)
        return
    lone = not current and len(out) > 1 and isinstance(out[-2], Moment)
    if 1990 <= value <= 2099 and lone and out[-2].month and out[-2].clock is None:
        out[-2] = replace(out[-2], year=out[-2].year or value)
        return
    hours, minutes = divmod(value, 100)
    if minutes < 60 and (hours < 24 or value == 2400):
        put(word, "clock", clock=hours * 60 + minutes, weak=True)


def blocks(items: list[Word | Moment], bare_days: bool = False) -> list[Block]:
    """Moments and separators to blocks."""
    reader = _Reader([item for item in items if not _is(item, "estimated")], bare_days)
    return reader.read()


def _is(item: Word | Moment | None, *kinds: str) -> bool:
    return isinstance(item, Word) and item.kind in kinds


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
            self.in_brackets = True
        elif kind == "close":
            self.in_brackets = self.excepting = False
            self.reserving = self.block.reserve
        elif kind == "gap":
            self.excepting = self.until = self.since = False
        elif kind == "until_after" and self.last == "day" and self.block.days:
            if self.block.days[-1].first == self.block.days[-1].last:
                self.block.until = self.block.days.pop().last

    def reserve(self) -> None:
        """In brackets the reserve days of these hours; else a block of its own follows."""
        self.reserving = True
        if not self.in_brackets:
            self.close()
            self.block.reserve = True
        self.excepting = False

    def moment(self) -> None:
        chain = [self.items[self.at]]
        at = self.at + 1
        while (
            at + 1 < len(self.items)
            and (_is(self.items[at], "thru") or (self.between and _is(self.items[at], "and")))
            and isinstance(self.items[at + 1], Moment)
        ):
            self.between = False
            chain.append(self.items[at + 1])
            at += 2
        self.at = at
        found = [item for item in chain if isinstance(item, Moment)]
        while found:
            found = self.take(found)

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
        self.range(a, b)
        return chain[2:]

    def range(self, a: Moment, b: Moment) -> None:
        if a.weekday is not None and b.weekday is not None and not a.dated:
            days = range(a.weekday, a.weekday + (b.weekday - a.weekday) % 7 + 1)
            self.weekday_set({day % 7 for day in days})
        elif a.clock is not None and b.clock is not None:
            if a.dated and b.dated:
                self.spanned(a, b)
            elif a.dated or b.dated:
                dated = a if a.dated else b
                self.day(replace(dated, clock=None), replace(dated, clock=None))
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
            self.weekday_set({a.weekday})
        elif a.holiday:
            self.block.without_holidays = self.block.without_holidays or self.excepting
        elif self.until and a.dated:
            self.block.until = a
            self.span(a.start, a.end)
        elif self.since and a.dated and a.clock is not None:
            self.block.since = a
        elif a.dated and a.clock is None and self.in_passing():
            self.loose.append(Days(a, a, self.reserving))
        elif a.dated and a.clock is None:
            self.day(a, a)
        elif a.dated and not a.weak:
            self.block.until = self.block.until or None

    def in_passing(self) -> bool:
        """Whether a day stands alone between other words, as the date of a report does."""
        before = self.items[self.at - 2] if self.at >= 2 else None
        after = self.items[self.at] if self.at < len(self.items) else None
        return (before is None or _is(before, "gap")) and (after is None or _is(after, "gap"))

    def day(self, a: Moment, b: Moment) -> None:
        days = Days(a, b, self.reserving)
        if self.excepting:
            self.block.without.append(days)
            return
        self.block_for("day").days.append(days)
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


def _excepted(items: list[Word | Moment]) -> list[Word | Moment]:
    """Japanese and Korean say "except" after the days: the word is moved before them."""
    out: list[Word | Moment] = []
    for item in items:
        if not _is(item, "except_after"):
            out.append(item)
            continue
        place = len(out)
        while place and (_is(out[place - 1], "and") or _is_exception(out[place - 1])):
            place -= 1
        assert isinstance(item, Word)
        out.insert(place, replace(item, kind="except"))
    return out


def _is_exception(item: Word | Moment) -> bool:
    return isinstance(item, Moment) and (item.weekday is not None or item.holiday)
