"""Positions gathered into groups: which belong to one shape, and what the words say of it.

The gap between two positions either joins them, separates items of a list, or ends the group.
The words before a group are its lead, those after it up to the end of the sentence its tail.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field, replace

from mapper.navwarn.context import Context, apply_lead, apply_tail
from mapper.navwarn.families.english import MONTHS
from mapper.navwarn.labels import places
from mapper.navwarn.positions import Position
from mapper.navwarn.tokens import Token

_NEUTRAL = frozenset(("sent", "blank", "word", "num", "label", "shore", "coastto"))
_ALONG = frozenset(("word", "dist", "coastto", "num", "shore"))
_REMARK = _NEUTRAL | {"zone", "point", "dist"}
_ARC = _NEUTRAL | {"arc", "cw", "ccw", "radius", "center", "dist", "point"}
_INSTEAD = frozenset(("ALTERNATE", "ALTERNATIVE", "ALTERNATIVELY", "RESERVE", "BACKUP"))
_WHEN = frozenset((*MONTHS, "TO", "THRU", "AND", "FROM", "UNTIL", "DAILY", "UTC", "Z", "AREA"))
_CJK = re.compile("[一-龥ぁ-ヿ가-힣]")


@dataclass
class Arc:
    """A side that is an arc: from the vertex before it, round a centre, to the next vertex."""

    after: int
    center: int | None
    radius_nm: float | None
    clockwise: bool | None
    start: int
    end: int


@dataclass
class Item:
    """Positions that follow one another.

    Attributes
    ----------
    positions : list of int
        Indices of positions.
    label : str or None
        What stands before the first.
    coast : list of (int, (int, int))
        Places in ``positions`` after which the side follows the coast, with the span of the words.
    shore : list of int
        Places marked as lying on the shore.
    arcs : list of Arc
    closing : (int, int) or None
        The words after it by which the coast closes it.
    """

    positions: list[int] = field(default_factory=list)
    label: str | None = None
    coast: list[tuple[int, tuple[int, int]]] = field(default_factory=list)
    shore: list[int] = field(default_factory=list)
    arcs: list[Arc] = field(default_factory=list)
    blanks: int = 0
    closing: tuple[int, int] | None = None


@dataclass
class Group:
    """Items under one lead.

    Attributes
    ----------
    items : list of Item
    context : Context
        What lead and tail say.
    labels : tuple of str
        The labels over the group, outermost first.
    style : str
        The style of the items' labels.
    lead : (int, int)
        The stretch of text before the group, from the group before it.
    end : int
        Where the last position ends.
    unclear : (int, int) or None
        Words between this group and a neighbour that may be of the same ring.
    """

    items: list[Item]
    context: Context
    labels: tuple[str, ...]
    style: str
    lead: tuple[int, int]
    end: int = 0
    joined_by: str = ""
    unclear: tuple[int, int] | None = None


class _Builder:
    """Walks through the tokens once and keeps the labels that are open."""

    def __init__(self, positions: list[Position], joiners: frozenset[str]) -> None:
        self.positions = positions
        self.joiners = joiners
        self.groups: list[Group] = []
        self.context = Context()
        self.open: list[tuple[str, str, Context]] = []

    def position(self, gap: list[Token], token: Token) -> None:
        """Take a position with the gap before it."""
        group = self.groups[-1] if self.groups else None
        how = self.bond(group, gap, token) if group else "break"
        if group is None or how == "break":
            self.start(gap, token)
        elif how == "label":
            label = next(piece for piece in gap if piece.kind == "label")
            self.mark_shore(group.items[-1], gap)
            group.items.append(Item(label=label.value[1]))
        elif how == "arc":
            if self.arc(group.items[-1], gap, token):
                group.end = token.end
                return
        elif how == "new":
            group.items.append(Item())
        if group is not None and how in ("join", "coast", "arc"):
            self.mark(group, gap, how)
        group = self.groups[-1]
        group.items[-1].positions.append(token.value)
        group.end = token.end

    def bond(self, group: Group, gap: list[Token], token: Token) -> str:
        """What a gap does: join, coast, arc, label, new (item), break."""
        kinds = {piece.kind for piece in gap}
        labels = [piece for piece in gap if piece.kind == "label"]
        box = self.positions[token.value].box
        if box and box == self.positions[group.items[-1].positions[-1]].box:
            return "join"
        if "arc" in kinds and kinds <= _ARC and not labels:
            return "arc"
        item = group.items[-1]
        if item.arcs and item.arcs[-1].center is not None and kinds <= _ARC and not labels:
            return "join"
        if (
            len(labels) == 1
            and labels == gap[-1:]
            and kinds <= _REMARK
            and self.goes_on(group, labels[0])
        ):
            return "label"
        if "coastto" in kinds and kinds <= _ALONG and not labels:
            return "coast"
        if not kinds <= _NEUTRAL or self.foreign(gap):
            return "break"
        if len(labels) > 1:
            return "break"
        if labels:
            return self.labelled(group, labels[0])
        if "coastto" in kinds:
            return "coast"
        if self.is_closed(item):
            return "new"
        if "blank" in kinds:
            item.blanks += 1
            if len(item.positions) >= 3 and item.blanks == 1:
                return "new"
        return "join"

    @staticmethod
    def goes_on(group: Group, label: Token) -> bool:
        """Whether a lettered list of corners goes on after a remark on the last of them."""
        before = group.items[-1].label
        return (
            group.context.mode in ("area", "line")
            and label.value[0] == group.style
            and before is not None
            and all(len(item.positions) == 1 for item in group.items)
            and any(place + 1 in places(label.value[1]) for place in places(before))
        )

    def labelled(self, group: Group, label: Token) -> str:
        style, name = label.value
        if style != group.style:
            return "break"
        first = group.items[0].label
        if first is not None and name == first:
            return "break"
        return "label"

    def foreign(self, gap: list[Token]) -> bool:
        """Whether the gap says more than that the list goes on."""
        strange = 0
        for piece in gap:
            if piece.kind == "word" and piece.value not in self.joiners:
                letter = len(piece.value) == 1 and not _CJK.match(piece.value)
                strange += not letter
            elif piece.kind == "num" and len(piece.value) > 2:
                strange += 1
        return strange > 0

    def is_closed(self, item: Item) -> bool:
        return is_closed(item, self.positions)

    def start(self, gap: list[Token], token: Token) -> None:
        """Begin a group: the gap's head is the tail of the one before, the rest its lead."""
        rest = gap
        if self.groups:
            rest = self.finish(gap)
        else:
            self.lead(gap)
        corner = _corner(rest)
        style = corner.value[0] if corner else ""
        item = Item(label=corner.value[1] if corner else None)
        labels = tuple(name for kind, name, _ in self.open if not corner or kind != style)
        before = self.groups[-1].end if self.groups else 0
        context = replace(self.context)
        if self.groups and self.groups[-1].context.mode == "area" and _is_alternate(rest):
            context.zone = True
        made = Group([item], context, labels, style, (before, token.start))
        if self.groups and self.unclear(self.groups[-1], gap):
            made.unclear = self.groups[-1].unclear = (before, token.start)
        self.groups.append(made)

    @staticmethod
    def unclear(group: Group, gap: list[Token]) -> bool:
        """Whether unknown words within a sentence part what may be one ring or line."""
        several = sum(len(item.positions) for item in group.items) > 1
        return several and {piece.kind for piece in gap} <= {"word", "num", "dist", "shore"}

    def finish(self, gap: list[Token]) -> list[Token]:
        """Give the tail of a gap to the last group; the rest changes the context."""
        group = self.groups[-1]
        self.mark_shore(group.items[-1], gap)
        if self.last_is_circle(group, gap):
            group = self.part_last(group)
        single = sum(len(item.positions) for item in group.items) == 1
        stated = group.context.coast_close
        left = apply_tail(group.context, gap, single)
        if group.context.coast_close != stated:
            # Words after a list are about its last item.
            group.items[-1].closing = group.context.coast_close
            group.context.coast_close = stated
        # What a shape used up does not hold for the next one.
        self.context = replace(self.context, count=0, bearings=None, width_nm=None, odd=None)
        self.lead(left)
        return left

    @staticmethod
    def last_is_circle(group: Group, gap: list[Token]) -> bool:
        """Whether a list of areas ends with a circle, whose radius the words after it state."""
        end = next((i for i, t in enumerate(gap) if t.kind in ("label", "sent", "blank")), len(gap))
        sizes = [len(item.positions) for item in group.items]
        said = {token.kind for token in gap[:end]} & {"radius", "diameter", "center"}
        return bool(said) and len(sizes) > 1 and sizes[-1] == 1 and max(sizes) >= 3

    def part_last(self, group: Group) -> Group:
        """Make the last item of a group a group of its own."""
        item = group.items.pop()
        start = self.positions[item.positions[0]].start
        context = replace(group.context, mode="", count=0)
        part = Group([item], context, group.labels, group.style, (group.end, start), group.end)
        before = self.positions[group.items[-1].positions[-1]]
        part.lead, group.end = (before.end, start), before.end
        self.groups.append(part)
        return part

    def lead(self, gap: list[Token]) -> None:
        piece: list[Token] = []
        for token in gap:
            if token.kind == "label":
                apply_lead(self.context, piece)
                piece = []
                self.enter(token)
            else:
                piece.append(token)
        apply_lead(self.context, piece)

    def enter(self, label: Token) -> None:
        """Open a label: what was said since the last one of its style is forgotten."""
        style, name = label.value
        level = self.level(style, name)
        if level is None:
            self.open.append((style, name, replace(self.context)))
        else:
            saved = self.open[level][2]
            self.context = replace(saved)
            self.open[level:] = [(style, name, saved)]
        self.context.zone = self.context.zone or style == "area"

    def level(self, style: str, name: str) -> int | None:
        """The open label that one takes the place of; ``None`` when it opens a level of its own.

        In ``1. … A. BOUND BY: 1. … 2. … 2. CANCEL`` a list of the outer style begins again within
        A; a label follows the innermost one that it is the next of.
        """
        levels = [i for i, (other, _, _) in enumerate(self.open) if other == style]
        if not levels:
            return None
        before = {i: places(self.open[i][1]) for i in levels}
        follows = [i for i in levels if any(p + 1 in places(name) for p in before[i])]
        if not follows and levels[-1] < len(self.open) - 1 and 1 in places(name):
            return None
        return follows[-1] if follows else levels[0]

    def mark(self, group: Group, gap: list[Token], how: str) -> None:
        item = group.items[-1]
        self.mark_shore(item, gap)
        words = {piece.value for piece in gap if piece.kind == "word"}
        if "TO" in words:
            group.joined_by = "to"
        if how == "coast":
            found = next(piece for piece in gap if piece.kind == "coastto")
            item.coast.append((len(item.positions) - 1, (found.start, found.end)))

    @staticmethod
    def mark_shore(item: Item, gap: list[Token]) -> None:
        if gap and gap[0].kind == "shore":
            item.shore.append(len(item.positions) - 1)

    @staticmethod
    def arc(item: Item, gap: list[Token], token: Token) -> bool:
        """Note an arc; true when the position that follows is its centre."""
        kinds = {piece.kind for piece in gap}
        radius = next((piece.value for piece in gap if piece.kind == "dist"), None)
        clockwise = True if "cw" in kinds else False if "ccw" in kinds else None
        is_center = "center" in kinds
        center = token.value if is_center else None
        item.arcs.append(
            Arc(len(item.positions) - 1, center, radius, clockwise, gap[0].start, token.end)
        )
        return is_center


def is_closed(item: Item, positions: list[Position]) -> bool:
    """Whether an item of four positions or more ends where it began."""
    if len(item.positions) < 4:
        return False
    if positions[item.positions[-1]].box:
        return True
    first, last = (positions[item.positions[end]] for end in (0, -1))
    return abs(first.lon - last.lon) < 1e-4 and abs(first.lat - last.lat) < 1e-4


def _is_alternate(gap: list[Token]) -> bool:
    """Whether an item says no more than when it is used instead: it is what the last one is.

    ``A. … IN AREA BOUND BY …  B. ALTERNATE 222012Z TO 222258Z DEC …``
    """
    words = {piece.value for piece in gap if piece.kind == "word"}
    labelled = any(piece.kind == "label" for piece in gap)
    return labelled and bool(words & _INSTEAD) and words <= _INSTEAD | _WHEN


def _corner(gap: list[Token]) -> Token | None:
    """The label right before a position, if its list starts there."""
    for piece in reversed(gap):
        if piece.kind == "label" and piece.value[0] != "area":
            return piece if places(piece.value[1]) else None
        if piece.kind not in ("blank",):
            return None
    return None


def group_positions(
    tokens: list[Token], positions: list[Position], joiners: frozenset[str]
) -> tuple[list[Group], list[Token]]:
    """The groups of a message, and the tokens after the last."""
    builder = _Builder(positions, joiners)
    gap: list[Token] = []
    for token in tokens:
        if token.kind == "pos":
            builder.position(gap, token)
            gap = []
        else:
            gap.append(token)
    if builder.groups:
        # The end of the text ends a sentence: no position follows.
        last = tokens[-1].end
        builder.finish([*gap, Token("sent", "", last, last)])
    return builder.groups, gap
