"""What the words round a group of positions say: area, line, circle, point; distances; coasts."""

from __future__ import annotations

import re
from dataclasses import dataclass, fields
from itertools import zip_longest

from mapper.navwarn.tokens import Token

_PROSE = frozenset(
    [
        "ANY",
        "VESSEL",
        "VESSELS",
        "SHIP",
        "SHIPS",
        "EACH",
        "OTHER",
        "THEM",
        "IT",
        "THIS",
        "COAST",
        "SHORE",
        "LAND",
        "ЛЮБОГО",
        "СУДНА",
        "СУДОВ",
    ]
)
_CJK = re.compile("[一-龥ぁ-ヿ가-힣]")
_THING_NM = 20 / 1852
"""A diameter below this is that of a buoy, not of an area."""
_WINDS = frozenset(
    ("NORTH", "SOUTH", "EAST", "WEST", "NORTHEAST", "NORTHWEST", "SOUTHEAST", "SOUTHWEST",
     "NORTHWARD", "SOUTHWARD", "EASTWARD", "WESTWARD", "SEAWARD", "СЕВЕРНЕЕ", "ЮЖНЕЕ", "ВОСТОЧНЕЕ",
     "ЗАПАДНЕЕ")
)  # fmt: skip
_RINGS = ("ANNUL", "RING", "环", "環", "圆环", "圓環", "КОЛЬЦ", "VÀNH")
_STOPS = frozenset(("pos", "sent", "label", "blank"))
_LEAD_ONLY = frozenset(("within", "line", "coastopen", "label", "sent", "blank"))
_TAIL = frozenset(("bearings", "count", "coastclose", "diameter", "center", "sector", "odd"))
_RANGE = frozenset(("AND", "TO", "OR", "-", "ET", "Y", "E", "A", "И", "ДО", "至", "和", "と", "~"))
_LINES = frozenset(("LINE", "TRACK", "ROUTE", "AXIS", "CENTERLINE", "CENTRELINE", "CORRIDOR"))
_BERTH = frozenset(("BERTH", "CLEARANCE", "CLEAR", "DISTANCE", "TOW", "CABLE", "CABLES"))
_IS = frozenset(("OF", "IS", "BEING", "DE", "DU", "В", "ДО"))
_ROUND = frozenset(("OF", "FROM", "AROUND", "ABOUT", "ON", "AT", "ОТ", "ВОКРУГ"))


@dataclass
class Context:
    """What is said of a shape.

    Attributes
    ----------
    mode : {'', 'area', 'line', 'circle', 'point'}
    radius_nm, side_nm, width_nm : float or None
        A radius, a half-width each side of a line, a full width.
    ambiguous : bool
        A distance was given whose unit can be read in two ways.
    center, zone, drill : bool
        The position is a centre; an area is spoken of.
    coast_open, coast_close : tuple or None
        The span of words that close a line, or a ring, by the coast.
    hole : bool
        The positions bound what is excepted.
    odd : tuple or None
        The span of words of a shape that is not read: a half circle, north of a line.
    ring : tuple or None
        The span of the word for a ring.
    inner_nm : float or None
        The inner radius of a ring.
    bearings : (float, float) or None
        Degrees, of a sector.
    count : int
        How many corners the words promise.
    """

    mode: str = ""
    radius_nm: float | None = None
    side_nm: float | None = None
    width_nm: float | None = None
    ambiguous: bool = False
    center: bool = False
    sector: bool = False
    arc: bool = False
    zone: bool = False
    coast_open: tuple[int, int] | None = None
    coast_close: tuple[int, int] | None = None
    hole: bool = False
    odd: tuple[int, int] | None = None
    ring: tuple[int, int] | None = None
    inner_nm: float | None = None
    bearings: tuple[float, float] | None = None
    count: int = 0

    def end_sentence(self) -> None:
        """Forget what holds for one sentence only."""
        kept = {"side_nm": self.side_nm, "width_nm": self.width_nm, "zone": self.zone}
        for entry in fields(self):
            setattr(self, entry.name, kept.get(entry.name, entry.default))


def apply_lead(context: Context, tokens: list[Token]) -> None:
    """Let the words before a position change the context."""
    for index, token in enumerate(tokens):
        if token.kind == "sent":
            context.end_sentence()
        else:
            _apply(context, tokens, index)
    if [token.kind for token in tokens] == ["dist", "word"] and tokens[-1].value in _ROUND:
        # WITHIN: A. 20 MILES OF …
        context.mode, context.radius_nm = "circle", tokens[0].value


def apply_tail(context: Context, tokens: list[Token], single: bool) -> list[Token]:
    """Let the words after a group complete its context; the tokens that are left for the next.

    Parameters
    ----------
    context : Context
        Of the group; changed in place.
    tokens : list of Token
        Up to the next position.
    single : bool
        The group is one position, which words like "bounded by" cannot be about.
    """
    cut = next((i for i, token in enumerate(tokens) if token.kind in _LEAD_ONLY), len(tokens))
    used: set[int] = set()
    for index, token in enumerate(tokens[:cut]):
        kind = token.kind
        if kind in ("area", "close") and not single and context.mode in ("", "point"):
            context.mode = "area"
        elif kind == "radius" and not _leads_on(tokens, index):
            if single or (context.radius_nm is None and context.mode != "area"):
                used |= _apply(context, tokens, index)
        elif kind in ("side", "wide") and not single and _about_line(context, tokens[:index]):
            context.mode = "line"
            used |= _apply(context, tokens, index)
        elif kind == "arc":
            context.arc = True
        elif kind == "hole" and _unplaced(tokens[index + 1 :]):
            context.odd = (token.start, token.end)
        elif kind == "coastto" and not single:
            context.coast_close = (token.start, token.end)
        elif kind in _TAIL:
            used |= _apply(context, tokens, index)
    if single:
        used |= _next_sentence(context, tokens, cut)
    return [token for index, token in enumerate(tokens) if index not in used]


def _next_sentence(context: Context, tokens: list[Token], cut: int) -> set[int]:
    """What the sentence after a single position says of it; which tokens that used up."""
    used: set[int] = set()
    # WITHIN TWO MILES OF …. BETWEEN 342 DEGREES AND 016 DEGREES.
    turn = [i for i in range(cut + 1, min(cut + 3, len(tokens))) if tokens[i].kind == "bearings"]
    if turn and tokens[cut].kind == "sent":
        used |= _apply(context, tokens, turn[0])
    # A circle whose radius stands in the next sentence.
    if context.center and context.radius_nm is None:
        stop = next((i for i, t in enumerate(tokens) if t.kind in ("label", "blank")), len(tokens))
        for index in range(cut, stop):
            kind = tokens[index].kind
            if kind == "bearings" or (kind == "radius" and not _leads_on(tokens, index)):
                used |= _apply(context, tokens, index)
    return used


def _unplaced(tokens: list[Token]) -> bool:
    """Whether what is excepted has no position: an island, so many miles of something.

    The tokens end at the next position, which a label right before it names as what is excepted.
    """
    stop = next((i for i, t in enumerate(tokens) if t.kind in ("sent", "label", "blank")), None)
    if stop is None:
        return False
    listed = tokens[stop].kind != "sent" and stop == len(tokens) - 1
    return not listed or any(token.kind == "dist" for token in tokens[:stop])


def _about_line(context: Context, before: list[Token]) -> bool:
    """Whether a width after a list is that of the list: not the berth that vessels should give."""
    if any(token.value in _BERTH for token in before if token.kind == "word"):
        return False
    return context.mode != "area" or len(before) <= 4


def _leads_on(tokens: list[Token], index: int) -> bool:
    """Whether a radius is that of the position which follows: ``RADIUS 5 NM AROUND …``."""
    rest = tokens[index + 1 : index + 5]
    for token, after in zip_longest(rest, rest[1:]):
        if token.kind in ("sent", "label", "blank"):
            return False
        if token.value in _IS and after is not None and after.kind == "dist":
            continue
        centred = token.kind == "center" and not _CJK.match(token.value)
        if centred or (token.kind == "word" and token.value in _ROUND):
            return index + 5 >= len(tokens) - 2
    return False


def _apply(context: Context, tokens: list[Token], index: int) -> set[int]:
    """Let one token change the context; which tokens it used up."""
    token = tokens[index]
    kind = token.kind
    used = {index}
    if kind == "area" and context.side_nm and tokens[index - 1].value in _LINES:
        # 5 NM EITHER SIDE OF A LINE DEFINED BY.
        context.mode = "line"
    elif kind in ("area", "line"):
        context.mode = kind
        if kind == "area":
            context.radius_nm = None
    elif kind == "point":
        context.mode = context.mode or "point"
    elif kind in ("center", "sector", "arc", "zone", "hole"):
        setattr(context, kind, True)
    elif kind == "odd":
        ring = str(token.value).startswith(_RINGS)
        setattr(context, "ring" if ring else "odd", (token.start, token.end))
    elif kind == "coastopen":
        context.mode, context.coast_open = "area", (token.start, token.end)
    elif kind == "coastclose":
        context.coast_close = (token.start, token.end)
    elif kind == "bearings":
        context.bearings = token.value
    elif kind == "count":
        context.count = token.value
    elif kind in ("within", "radius", "diameter"):
        used |= _circle(context, tokens, index)
    elif kind in ("side", "wide"):
        used |= _width(context, tokens, index)
    return used


def _circle(context: Context, tokens: list[Token], index: int) -> set[int]:
    kind = tokens[index].kind
    found = _distance(tokens, index, ahead=5, back=0 if kind == "within" else 2)
    if found is None or _is_prose(tokens, found):
        return set()
    value = tokens[found].value
    if kind == "diameter" and value and value < _THING_NM:
        return set()
    context.ambiguous = value is None
    context.mode = "circle"
    # WITHIN 5 MILES NORTH OF: a part of the circle, which is not read.
    after = {token.value for token in tokens[found + 1 : found + 3] if token.kind == "word"}
    context.sector = context.sector or bool(after & _WINDS)
    context.radius_nm = value / 2 if value and kind == "diameter" else value
    other = _coupled(tokens, found)
    if other is None:
        return {found}
    values = [value, tokens[other].value if tokens[other].kind == "dist" else None]
    if kind == "diameter" or not all(values) or values[0] == values[1]:
        first, last = sorted((index, found))
        context.odd = (tokens[first].start, tokens[last].end)
    else:
        context.inner_nm, context.radius_nm = sorted(v for v in values if v)
    return {found, other}


def _coupled(tokens: list[Token], found: int) -> int | None:
    """The place of another distance coupled to one: ``RADII 5 AND 10 MILES``."""
    for step in (-1, 1):
        near, far = found + step, found + 2 * step
        if not (0 <= far < len(tokens) and near >= 0):
            continue
        coupled = tokens[near].kind == "word" and tokens[near].value in _RANGE
        if coupled and tokens[far].kind in ("num", "dist"):
            return far
    return None


def _width(context: Context, tokens: list[Token], index: int) -> set[int]:
    found = _distance(tokens, index, ahead=4, back=2)
    if found is None:
        context.ambiguous = True
        return set()
    value = tokens[found].value
    context.ambiguous = value is None
    if tokens[index].kind == "side":
        context.side_nm = value
        context.mode = "line"
    else:
        if context.width_nm and value and value != context.width_nm:
            context.odd = (tokens[index].start, tokens[index].end)
        context.width_nm = value
    return {found}


def _distance(tokens: list[Token], index: int, ahead: int, back: int) -> int | None:
    """The place of the distance that belongs to a key word: just before it, or soon after.

    ``RADIUS 5 NM`` and ``WIDTH OF CHANNEL 3 NM`` say it after, whatever stands before them.
    """
    key = tokens[index].value
    after = tokens[index + 1 : index + 3]
    adjective = key == "WIDE" or key in _ROUND
    before = tokens[index - 1] if index and back and tokens[index - 1].kind == "dist" else None
    if after and not adjective and after[0].kind == "dist":
        room = after[0].start - tokens[index].end
        # In 5 NM RADIUS, 1000 FT the comma parts the second one off.
        return index - 1 if before and tokens[index].start - before.end < room else index + 1
    if len(after) == 2 and after[0].value in _IS and not adjective:
        if after[1].kind == "dist":
            return index + 2
        back = 0 if tokens[index].kind == "wide" else back
    for place in range(index - 1, max(index - 1 - back, -1), -1):
        if tokens[place].kind == "dist":
            return place
        if tokens[place].kind != "word":
            break
    for place in range(index + 1, min(index + 1 + ahead, len(tokens))):
        if tokens[place].kind == "dist":
            return place
        if tokens[place].kind in _STOPS:
            break
    return None


def _is_prose(tokens: list[Token], found: int) -> bool:
    """``WITHIN 10 NM OF ANY VESSEL`` is a rule of conduct, not a circle."""
    after = [token for token in tokens[found + 1 : found + 3] if token.kind == "word"]
    return any(token.value in _PROSE for token in after)
