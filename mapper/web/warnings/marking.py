"""A text cut into pieces, each with what was read from it: positions, times, doubts."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import pairwise

Span = tuple[int, int]


@dataclass(frozen=True)
class Mark:
    """Something that was read from a place in a text.

    Attributes
    ----------
    span : (start, end)
        Offsets in the text.
    kind : str
        ``corner``, ``time`` or ``doubt``.
    key : str
        Of what was read, as the page calls it.
    """

    span: Span
    kind: str
    key: str


@dataclass(frozen=True)
class Piece:
    """A stretch of text with the same marks all along.

    Attributes
    ----------
    text : str
        As given.
    corner : str
        The key of the position that it belongs to; empty for none.
    first : bool
        Whether that position begins here: there it can be reached by keyboard.
    time : bool
        Whether a window was read from it.
    doubts : tuple of str
        Keys of the doubts about it.
    """

    text: str
    corner: str = ""
    first: bool = False
    time: bool = False
    doubts: tuple[str, ...] = ()


def pieces(text: str, marks: Iterable[Mark]) -> tuple[Piece, ...]:
    """Cut a text where a mark begins or ends.

    Parameters
    ----------
    text : str
        The whole text.
    marks : iterable of Mark
        In any order; they may overlap. An empty span marks the character behind it.

    Returns
    -------
    tuple of Piece
        Joined, they are the text.

    Examples
    --------
    >>> marks = [Mark((3, 17), "corner", "1.1.1")]
    >>> [(one.text, one.corner) for one in pieces("at 42-40N 131-41E.", marks)]
    [('at ', ''), ('42-40N 131-41E', '1.1.1'), ('.', '')]
    """
    begins: dict[int, list[Mark]] = defaultdict(list)
    ends: dict[int, list[Mark]] = defaultdict(list)
    for mark in marks:
        start = min(max(mark.span[0], 0), len(text))
        end = min(max(mark.span[1], start + 1), len(text))
        if start < end:
            begins[start].append(mark)
            ends[end].append(mark)
    cuts = sorted({0, len(text), *begins, *ends})
    current: list[Mark] = []
    reached: set[str] = set()
    found = []
    for start, end in pairwise(cuts):
        for mark in ends.get(start, ()):
            current.remove(mark)
        current += begins.get(start, ())
        found.append(_piece(text[start:end], current, reached))
    return tuple(found)


def _piece(text: str, marks: Sequence[Mark], reached: set[str]) -> Piece:
    corner = next((mark.key for mark in marks if mark.kind == "corner"), "")
    first = bool(corner) and corner not in reached
    reached.add(corner)
    doubts = tuple(dict.fromkeys(mark.key for mark in marks if mark.kind == "doubt"))
    return Piece(text, corner, first, any(mark.kind == "time" for mark in marks), doubts)
