"""Counts and lists as readers see them."""

from __future__ import annotations

from collections.abc import Iterable

_NUMBERS = ("no", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten",
            "eleven", "twelve")  # fmt: skip


def plural(count: int, one: str, many: str = "") -> str:
    """A count with its noun, the count as a word up to twelve.

    Examples
    --------
    >>> plural(5, "exercise"), plural(1, "patrol"), plural(14, "source")
    ('five exercises', 'one patrol', '14 sources')
    """
    word = _NUMBERS[count] if count < len(_NUMBERS) else str(count)
    return f"{word} {one if count == 1 else many or one + 's'}"


def listed(words: Iterable[str]) -> str:
    """Words as a reader's list.

    Examples
    --------
    >>> listed(["China", "Iran", "Russia"])
    'China, Iran and Russia'
    """
    items = list(words)
    return f"{', '.join(items[:-1])} and {items[-1]}" if len(items) > 1 else "".join(items)
