"""Words of time to moments: a year, month, day or clock, as far as they are stated together."""

from __future__ import annotations

from dataclasses import dataclass, replace
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


def moments(words: list[Word], bare_days: bool = False) -> list[Word | Moment]:
    """Words gathered into moments; what separates them stays in its place.

    Parameters
    ----------
    words : list of Word
        From ``time_words``.
    bare_days : bool
        Numbers without a month are days, as in item D of a NOTAM.
    """
    return _Gatherer(words, bare_days).read()


def is_word(item: Word | Moment | None, *kinds: str) -> bool:
    """Whether an item is a word of one of some kinds."""
    return isinstance(item, Word) and item.kind in kinds


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


class _Gatherer:
    """Walks through words and puts together what belongs to one moment."""

    def __init__(self, words: list[Word], bare_days: bool) -> None:
        self.words, self.bare_days = words, bare_days
        self.out: list[Word | Moment] = []
        self.current: dict[str, Any] = {}
        self.last = ""

    def read(self) -> list[Word | Moment]:
        for index, word in enumerate(self.words):
            if self.bare_days and word.kind in ("num", "month") and "clock" in self.current:
                # In item D days stand before their hours.
                self.flush()
            self.take(word, index)
        self.flush()
        return self.out

    def take(self, word: Word, index: int) -> None:
        kind = word.kind
        if kind == "zone":
            self.zone(word.zone)
        elif kind == "num":
            if self.opens(index):
                self.flush()
            self.number(word, [piece.kind for piece in self.words[index + 1 : index + 3]])
        elif kind == "num4":
            self.four(word, [piece.kind for piece in self.words[index + 1 : index + 3]])
        elif kind == "weekday" and self.names_a_day(index):
            self.flush()
        elif kind == "weekday":
            self.flush()
            self.out.append(Moment(weekday=word.value, start=word.start, end=word.end))
        elif kind in _PLAIN:
            self.put(word, kind, **_PLAIN[kind](word.value))
        elif kind == "sunoff" and isinstance(self.current.get("clock"), tuple):
            self.current["clock"] = (self.current["clock"][0], word.value)
        else:
            self.flush()
            self.out.append(word)

    def opens(self, index: int) -> bool:
        """Whether a number after hours is a day of what follows, not the day of those hours.

        So it is in ``2400 14 TO 29 APR`` and in ``2400 30 APR 0000 TO 1600``.
        """
        if "clock" not in self.current or "day" in self.current:
            return False
        after = self.words[index + 1 : index + 5]
        kinds = [word.kind for word in after]
        if kinds[:3] == ["thru", "num", "month"]:
            return True
        hours = kinds[1:] in (["num4", "thru", "num4"], ["clock", "thru", "clock"])
        is_year = hours and str(after[1].value)[:2] in ("19", "20") and kinds[1] == "num4"
        return kinds[:1] == ["month"] and hours and not is_year

    def names_a_day(self, index: int) -> bool:
        """Whether a weekday only adds to the date after it: ``MONDAY 9 MARCH``."""
        after = [word.kind for word in self.words[index + 1 : index + 3]]
        number = after == ["num", "month"] or after[:1] in (["ymd"], ["day"])
        return number and not self.bare_days

    def flush(self) -> None:
        if self.current:
            self.out.append(Moment(**self.current))
        self.current, self.last = {}, ""

    def put(self, word: Word, kind: str, **values: Any) -> None:
        """Add to the moment; what it already has begins the next."""
        if any(self.current.get(name) is not None for name in values if name not in _MARKS):
            self.flush()
        if "day" in values and self.current.get("month") is not None:
            self.current["month_first"] = True
        self.current.update(values, end=word.end)
        self.current.setdefault("start", word.start)
        if word.zone is not None:
            self.current["zone"] = word.zone
        self.last = kind

    def zone(self, zone: float | None) -> None:
        """A zone belongs to the moment before it, past an opening bracket: ``2359 (LOCAL)``."""
        if self.current:
            self.current["zone"] = zone
            return
        place = -2 if len(self.out) > 1 and is_word(self.out[-1], "open") else -1
        moment = self.out[place] if self.out else None
        if isinstance(moment, Moment):
            self.out[place] = replace(moment, zone=zone)

    def number(self, word: Word, following: list[str]) -> None:
        """One or two digits: a day; or, after day and month, the year."""
        value, current = int(word.value), self.current
        whole = current.get("month") is not None and current.get("day") is not None
        if self.last == "month" and whole and len(word.value) == 2:
            linked = following[:1] in (["thru"], ["and"]) and following[1:] == ["month"]
            if following[:1] != ["month"] and not linked:
                self.put(word, "year", year=2000 + value)
                return
        if self.last == "day" and whole:
            self.put(word, "day", day=value, month=current["month"], bare=False)
        elif 1 <= value <= 31:
            self.put(word, "day", day=value, bare=not self.bare_days)

    def four(self, word: Word, following: list[str]) -> None:
        """Four digits: a year after a month or day, else a clock without a zone.

        ``12 JUN 2030 TO 2230`` is a clock: what it runs to is one.
        """
        value = int(word.value)
        runs = following[:1] == ["thru"] and following[1:] in (["clock"], ["num4"])
        if 1990 <= value <= 2099 and not (runs and value % 100 < 60):
            if self.current.get("month") is not None and self.last in ("month", "day"):
                self.put(word, "year", year=value)
                return
            before = self.out[-2] if len(self.out) > 1 and not self.current else None
            listed = is_word(self.out[-1], "and") if self.out else False
            dated = isinstance(before, Moment) and before.month and before.clock is None
            if listed and dated and isinstance(before, Moment) and before.year is None:
                self.out[-2] = replace(before, year=value)
                return
        hours, minutes = divmod(value, 100)
        if minutes < 60 and (hours < 24 or value == 2400):
            self.put(word, "clock", clock=hours * 60 + minutes, weak=True)


_MARKS = ("bare", "weak")
