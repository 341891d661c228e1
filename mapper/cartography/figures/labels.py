"""The labels of what happened: names with their dates, fixes, closures with their year."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from mapper.cartography.figures.content import Fix, Item
from mapper.cartography.figures.lettering import Block, Line, Run, line_width, wrap
from mapper.cartography.figures.panel import Look, Panel, is_small, radius_px
from mapper.cartography.figures.placement import (
    Label,
    Place,
    Tie,
    places_about,
    places_away,
    places_beside,
    places_round,
)

_INK = 0.045
"""What covering a px of line costs an event's or a fix's name."""

_FIX_INK = 0.07
_NEVER_LOST = 300.0
"""The limit of what an event's name may cost: it is written wherever there is room."""

_COLOURS = {
    "counterparts": "text-counterpart",
    "patrol-tracks": "text-patrol",
    "air-patrols": "text-air-patrol",
}
_LONG_NAME, _WIDE_PX = 20, 120.0


def item_labels(
    panel: Panel, items: Sequence[Item], look: Look, fixes: bool = True
) -> Iterator[Label]:
    """The labels of the items that lie in a panel.

    Parameters
    ----------
    panel : Panel
        Already drawn.
    items : sequence of Item
        Those to be named.
    look : Look
        How the panel was drawn.
    fixes : bool
        Whether the fixes of tracks are named.
    """
    for item in items:
        if item.layer == "regions":
            continue
        if item.legs or item.fixes:
            yield from _track_labels(panel, item, fixes)
        elif item.anchor is not None and panel.frame.point(item.anchor) is not None:
            yield _area_label(panel, item, look, small=not fixes)


def colour_of(item: Item) -> str:
    """The colour of an item's texts: its year's, or its layer's."""
    return item.ink or _COLOURS.get(item.layer, "text-exercise")


def two_lines(text: str) -> tuple[str, str] | None:
    """A text in two lines: before a bracket, after a stroke, or near its middle."""
    bracket, stroke = text.find(" ("), text.find("/")
    cut = bracket if bracket > 0 else stroke + 1 if stroke > 8 else -1
    if cut < 0:
        spaces = [at for at, letter in enumerate(text) if letter == " "]
        cut = min(spaces, key=lambda at: abs(at - len(text) / 2), default=-1)
    return (text[:cut], text[cut:].strip()) if cut > 0 else None


def _area_label(panel: Panel, item: Item, look: Look, small: bool) -> Label:
    assert item.anchor is not None
    found = panel.frame.point(item.anchor)
    assert found is not None
    (x, y), closure = found, item.layer == "closures"
    radius = _radius(panel, item, look)
    rank = 6.0 if closure else 2.0 if item.layer == "counterparts" else 0.0
    blocks = _small_blocks(item) if small else _blocks(item)
    if item.theatre:
        reach = max((radius_px(panel.frame, disc.radius_nm) for disc in item.discs), default=30.0)
        return _theatre_label(rank + 1, blocks, (x, y), reach)

    def places(block: Block) -> Iterator[Place]:
        yield from places_round(x, y, radius)(block)
        if radius > 30:
            yield from ((a, b, cost + 1.5) for a, b, cost in places_round(x, y, 4.0)(block))
        if not closure:
            yield from places_away(x, y, radius, 124.0)(block)

    return Label(
        rank + (1.5 if item.part else 0.0), _closure_blocks(item) if closure else blocks,
        places, _INK, limit=9.0 if closure else _NEVER_LOST,
        tie=None if closure else Tie(x, y, radius), point=(x, y),
    )  # fmt: skip


def _theatre_label(
    rank: float, blocks: tuple[Block, ...], at: tuple[float, float], reach: float
) -> Label:
    """The label of what has no edge: within its tint where that is wide enough, or beside it."""
    inside = min(reach * 0.6, 80.0)

    def places(block: Block) -> Iterator[Place]:
        if inside > block.height:
            yield from places_about(*at, inside)(block)
        else:
            yield from places_round(*at, reach)(block)
        yield from places_away(*at, inside, 124.0)(block)

    # A tie ends well within the tint, which cannot be seen at its rim.
    return Label(rank, blocks, places, _INK, limit=_NEVER_LOST, tie=Tie(*at, reach * 0.6))


def _radius(panel: Panel, item: Item, look: Look) -> float:
    radii = [look.dot_px]
    for area in item.areas:
        if not is_small(panel.frame, area, look):
            _, south, _, north = area.shape.bounds
            half = area.disc.radius_nm if area.disc else (north - south) * 30
            radii.append(radius_px(panel.frame, half))
    return max(radii)


def _blocks(item: Item) -> tuple[Block, ...]:
    """Ways to write a name with its dates: in one line, below each other, the name in two."""
    colour = colour_of(item)
    rest = ", ".join(text for text in (item.part, item.span) if text)
    under: tuple[Line, ...] = ((Run(rest, "span", colour),),) if rest else ()
    name = Run(item.name, "event", colour)
    found = []
    if rest and not item.part:
        spaced = Run(f"{item.name} ", "event", colour)
        found.append(Block(((spaced, Run(rest, "span", colour)),)))
    found.append(Block(((name,), *under), 0.0 if item.part or not rest else 0.3))
    broken = two_lines(item.name) if len(item.name) > _LONG_NAME else None
    if broken:
        names = tuple((Run(text, "event", colour),) for text in broken)
        found.append(Block((*names, *under), 0.6))
    if rest and line_width(under[0]) > _WIDE_PX:
        lines = wrap([Run(rest, "span", colour)], _WIDE_PX).lines
        found.append(Block(((name,), *lines), 0.2))
    return tuple(found)


def _small_blocks(item: Item) -> tuple[Block, ...]:
    """The same for a small map, where the dates may go."""
    colour = colour_of(item)
    name, span = Run(item.name, "far", colour), Run(item.span, "fix", colour)
    under: tuple[Line, ...] = ((span,),) if item.span else ()
    names = [Run(text, "far", colour) for text in two_lines(item.name) or ()]
    broken = tuple((run,) for run in names)
    found = [Block(((name,), *under)), Block(((name,),), 4.0)]
    if broken:
        found += [Block((*broken, *under), 0.4), Block(broken, 4.4)]
    return tuple(found)


def _closure_blocks(item: Item) -> tuple[Block, ...]:
    name, span = (Run(text, "closure", colour_of(item)) for text in (item.name, item.span))
    return Block(((name,), (span,))), Block(((span,),), 1.0)


def _track_labels(panel: Panel, item: Item, fixes: bool) -> Iterator[Label]:
    if fixes:
        for fix in item.fixes:
            label = _fix_label(panel, fix, item)
            if label is not None:
                yield label
    points = panel.legs.get(item.key, [])
    marks = [found for fix in item.fixes if (found := panel.frame.point(fix.position)) is not None]
    if not points and not marks:
        return
    starts = [point[:2] for point in points[:1]] or [marks[len(marks) // 2]]
    x, y = starts[0]

    def places(block: Block) -> Iterator[Place]:
        yield from places_beside(points[:15])(block)
        for number, (a, b) in enumerate(starts):
            away = places_away(a, b, 4.0, 124.0)(block)
            yield from ((left, top, cost + number) for left, top, cost in away)

    near = tuple((a, b) for a, b, _ in points)
    blocks = _blocks(item) if fixes else _small_blocks(item)
    yield Label(1.0, blocks, places, _INK, limit=_NEVER_LOST, tie=Tie(x, y, 4.0, near))


def _fix_label(panel: Panel, fix: Fix, item: Item) -> Label | None:
    """The label of a fix; what happened on one day has its date at its name alone."""
    colour, date = colour_of(item), "" if fix.date == item.span else fix.date
    found = panel.frame.point(fix.position)
    text = ", ".join(part for part in (fix.name, date) if part)
    if found is None or not text:
        return None
    blocks = [Block(((Run(text, "fix", colour),),))]
    broken = two_lines(fix.name) if len(fix.name) > _LONG_NAME else None
    if broken:
        last = ", ".join(part for part in (broken[1], date) if part)
        blocks.append(Block(tuple((Run(one, "fix", colour),) for one in (broken[0], last)), 0.4))
    if fix.name and date:
        lines = tuple((Run(one, "fix", colour),) for one in (fix.name, date))
        blocks.append(Block(lines, 0.4))
        if not fix.wide:
            blocks.append(Block(((Run(date, "fix", colour),),), 4.0))
    places = places_about(*found, 50.0) if fix.wide else places_round(*found, 2.2)
    rank = (3.0 if fix.strait else 5.0) + (0.0 if fix.main else 0.5) + (0.3 if fix.wide else 0.0)
    return Label(
        rank, tuple(blocks), places, _FIX_INK, limit=8.0, key=fix.key,
        point=None if fix.wide else found,
    )  # fmt: skip
