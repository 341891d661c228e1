"""Which labels of a message are labels: those that stand in their sequence."""

from __future__ import annotations

from dataclasses import replace

from mapper.navwarn.lexicon import chinese_number
from mapper.navwarn.tokens import Token

_LATIN = "ABCDEFGHIJKLMNOPQRSTUVWXYZ"
_CYRILLIC = "АБВГДЕЖЗИКЛМНОПРСТ"
_LOOKALIKE = str.maketrans("ABCEHKMOPTX", "АВСЕНКМОРТХ")
_ROMAN = ("I", "II", "III", "IV", "V", "VI", "VII", "VIII", "IX", "X")


def places(name: str) -> set[int]:
    """The places in a sequence that a label may have, from 1; a letter may be of two alphabets.

    Examples
    --------
    >>> places("B") == {2, 3}, places("7"), places("二")
    (True, {7}, {2})
    """
    last = name.rsplit(maxsplit=1)[-1] if name else ""
    if last.isdigit():
        return {int(last)}
    found = set()
    if last in _ROMAN:
        found.add(_ROMAN.index(last) + 1)
    if len(last) == 1:
        found |= {letters.find(last) + 1 for letters in (_LATIN, _CYRILLIC)}
        found.add(_CYRILLIC.find(last.translate(_LOOKALIKE)) + 1)
    if not found - {0}:
        tail = [char for char in last if char.isdigit()]
        found = {int("".join(tail))} if tail else {chinese_number(last[-1:])}
    return found - {0}


def in_sequence(tokens: list[Token]) -> list[Token]:
    """The tokens with stray labels turned into words: ``21.`` at the end of a date, ``S. NAVY``.

    A label holds when it is the first of its style, the next, or stands right before a position.
    """
    last: dict[str, int] = {}
    kept = []
    for index, given in enumerate(tokens):
        if given.kind != "label":
            kept.append(given)
            continue
        style, name = given.value
        if style == "I." and _LATIN.find(name) == last.get("A.", -1) > 0:
            # After H. the letter I., not the number one.
            style = "A."
        token = replace(given, value=(style, name))
        found = places(name)
        before_position = index + 1 < len(tokens) and tokens[index + 1].kind == "pos"
        expected = {1, last.get(style, 0) + 1}
        near = not name.isdigit() or (bool(found) and min(found) <= last.get(style, 0) + 3)
        if style == "area" or found & expected or (before_position and found and near):
            last[style] = min(found & expected or found or {0})
            kept.append(token)
        else:
            kept.append(replace(token, kind="word", value=name))
    return kept
