"""Counts and lists as readers see them."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence

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


_BRACKETED = re.compile(r" \(([\w-]+)\)", re.ASCII)


def cited(text: str, sources: Sequence[str]) -> tuple[tuple[str, int], ...]:
    """A text in pieces, each with the number of the source that its end names, else 0.

    Parameters
    ----------
    text : str
        It names a source by its id in brackets.
    sources : sequence of str
        The ids of the numbered list.

    Examples
    --------
    >>> cited("A re-post (two) says so (twice).", ["one", "two"])
    (('A re-post', 2), (' says so (twice).', 0))
    """
    pieces, done = [], 0
    for found in _BRACKETED.finditer(text):
        if found[1] in sources:
            pieces.append((text[done : found.start()], sources.index(found[1]) + 1))
            done = found.end()
    return (*pieces, (text[done:], 0))


def numbered(text: str, sources: Sequence[str]) -> str:
    """The same as plain text, for a list that is numbered below it.

    Examples
    --------
    >>> numbered("A re-post (two) says so.", ["one", "two"])
    'A re-post [2] says so.'
    """
    return "".join(words + (f" [{number}]" if number else "")
                   for words, number in cited(text, sources))  # fmt: skip
