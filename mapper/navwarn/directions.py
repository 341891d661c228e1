"""Radii that hold on one side of their centre: ``3 MILES TO THE EAST AND 6 TO THE WEST``."""

from __future__ import annotations

import re

from mapper.navwarn.tokens import Token

Directed = tuple[float | None, float]
"""A bearing from the centre, ``None`` when the direction is no main one; a radius in miles."""

_STOPS = frozenset(("pos", "sent", "label", "blank"))
_LINKS = frozenset(("TO", "ON", "IN", "THE", "TOWARD", "TOWARDS", "ITS", "К", "НА", "В", "С", "AU",
                    "À", "A", "AL", "HACIA", "EL", "LE", "L", "VERS", "NA", "PARA"))  # fmt: skip
_BEARINGS: dict[str, float] = {
    **dict.fromkeys(("NORTH", "СЕВЕРУ", "СЕВЕР", "NORD", "NORTE", "北", "북"), 0.0),
    **dict.fromkeys(("EAST", "ВОСТОКУ", "ВОСТОК", "EST", "ESTE", "东", "東", "동"), 90.0),
    **dict.fromkeys(("SOUTH", "ЮГУ", "ЮГ", "SUD", "SUR", "SUL", "南", "남"), 180.0),
    **dict.fromkeys(("WEST", "ЗАПАДУ", "ЗАПАД", "OUEST", "OESTE", "西", "서"), 270.0),
}
_SIDE = frozenset("面侧側边邊方部向쪽")
_WORDY = re.compile("(?:NORTH|SOUTH|СЕВЕРО|ЮГО)-?.")
_FAR = 4


def directed(tokens: list[Token]) -> tuple[Directed, ...]:
    """The distances of a sentence that have a direction of their own.

    Parameters
    ----------
    tokens : list of Token
        From the words about a circle on; read up to the end of the sentence or the next position.
    """
    stop = next((i for i, token in enumerate(tokens) if token.kind in _STOPS), len(tokens))
    said = tokens[:stop]
    found: list[Directed] = []
    for index, token in enumerate(said):
        if token.kind != "dist" or not token.value:
            continue
        bearing = _before(said[:index]) or _after(said[index + 1 :])
        if bearing:
            found.append((bearing[0], token.value))
    return tuple(found)


def _after(tokens: list[Token]) -> tuple[float | None] | None:
    """``TO THE EAST``, ``К ВОСТОКУ``: a link must stand between, or it is a part of the circle."""
    linked = False
    for token in tokens[:_FAR]:
        word = str(token.value)
        if token.kind in ("radius", "center"):
            continue
        if token.kind != "word":
            return None
        if word in _LINKS:
            linked = True
        elif word in _BEARINGS or _WORDY.match(word):
            return (_BEARINGS.get(word),) if linked else None
        else:
            return None
    return None


def _before(tokens: list[Token]) -> tuple[float | None] | None:
    """``東面2.6浬``, ``东侧半径3海里``."""
    winds: list[str] = []
    for token in tokens[:-_FAR:-1]:
        word = str(token.value)
        if token.kind in ("radius", "wide") or word in _SIDE:
            if winds:
                break
        elif word in _BEARINGS and not word.isascii() and len(word) == 1:
            winds.append(word)
        else:
            break
    if not winds:
        return None
    return (_BEARINGS[winds[0]] if len(winds) == 1 else None,)


def half_discs(radii: tuple[Directed, ...]) -> list[tuple[float, float, float]] | None:
    """Bearings (from, to) and radius of two half discs on opposite sides of a centre.

    Returns
    -------
    list of (float, float, float) or None
        ``None`` when the radii are not those of two opposite sides.

    Examples
    --------
    >>> half_discs(((90.0, 3.0), (270.0, 6.0)))
    [(0.0, 180.0, 3.0), (180.0, 360.0, 6.0)]
    >>> half_discs(((90.0, 3.0), (180.0, 6.0))) is None
    True
    """
    if len(radii) != 2:
        return None
    (a, near), (b, far) = radii
    if a is None or b is None or (a - b) % 360 != 180:
        return None
    return [((w - 90) % 360, (w + 90) % 360 or 360.0, r) for w, r in ((a, near), (b, far))]
