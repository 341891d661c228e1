"""The labels of what happened: names with their dates, fixes, closures with their year."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from mapper.cartography.figures.content import Fix, Item
from mapper.cartography.figures.lettering import Block, Line, Run
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

_COLOURS = {
    "counterparts": "text-counterpart",
    "patrol-tracks": "text-patrol",
    "air-patrols": "text-air-patrol",
}
_LONG_NAME = 20


def item_labels(
    panel: Panel, items: Sequence[Item], look: Look, fixes: bool = True
) -> Iterator[Label]:
    """The labels of the items that lie in a panel.

    Parameters
    ----------
    panel : Panel
        Already drawn.
    items : sequence of Item
        As they were drawn: the index of an item finds its legs.
    look : Look
        How the panel was drawn.
    fixes : bool
        Whether the fixes of tracks are named.
    """
    for index, item in enumerate(items):
        if item.layer == "regions":
            continue
        if item.legs or item.fixes:
            yield from _track_labels(panel, index, item, fixes)
        elif item.anchor is not None and panel.frame.point(item.anchor) is not None:
            yield _area_label(panel, item, look)


def colour_of(layer: str) -> str:
    """The colour of the texts of a layer."""
    return _COLOURS.get(layer, "text-exercise")


def two_lines(text: str) -> tuple[str, str] | None:
    """A text in two lines: before a bracket, after a stroke, or near its middle."""
    bracket, stroke = text.find(" ("), text.find("/")
    cut = bracket if bracket > 0 else stroke + 1 if stroke > 8 else -1
    if cut < 0:
        spaces = [at for at, letter in enumerate(text) if letter == " "]
        cut = min(spaces, key=lambda at: abs(at - len(text) / 2), default=-1)
    return (text[:cut], text[cut:].strip()) if cut > 0 else None


def _area_label(panel: Panel, item: Item, look: Look) -> Label:
    assert item.anchor is not None
    found = panel.frame.point(item.anchor)
    assert found is not None
    (x, y), closure = found, item.layer == "closures"
    radius = _radius(panel, item, look)
    rank = 6.0 if closure else 2.0 if item.layer == "counterparts" else 0.0
    if item.theatre:
        reach = max((radius_px(panel.frame, disc.radius_nm) for disc in item.discs), default=30.0)
        return Label(
            rank + 1, _blocks(item), places_about(x, y, min(reach * 0.6, 80.0)), _INK,
            limit=40.0, align="middle",
        )  # fmt: skip

    def places(block: Block) -> Iterator[Place]:
        yield from places_round(x, y, radius)(block)
        if radius > 30:
            yield from ((a, b, cost + 1.5) for a, b, cost in places_round(x, y, 4.0)(block))
        if not closure:
            yield from places_away(x, y, radius, 124.0)(block)

    return Label(
        rank + (1.5 if item.part else 0.0), _closure_blocks(item) if closure else _blocks(item),
        places, _INK, limit=9.0 if closure else 60.0,
        tie=None if closure else Tie(x, y, radius),
    )  # fmt: skip


def _radius(panel: Panel, item: Item, look: Look) -> float:
    radii = [look.dot_px]
    for area in item.areas:
        if not is_small(panel.frame, area, look):
            _, south, _, north = area.shape.bounds
            radii.append(radius_px(panel.frame, (north - south) * 30))
    return max(radii)


def _blocks(item: Item) -> tuple[Block, ...]:
    """Ways to write a name with its dates: in one line, below each other, the name in two."""
    colour = colour_of(item.layer)
    rest = ", ".join(text for text in (item.part, item.span) if text)
    under: tuple[Line, ...] = ((Run(rest, "span", colour),),) if rest else ()
    name = Run(item.name, "event", colour)
    found = []
    if rest and not item.part:
        found.append(Block(((name, Run(f"\u2002{rest}", "span", colour)),)))
    found.append(Block(((name,), *under), 0.0 if item.part or not rest else 0.3))
    broken = two_lines(item.name) if len(item.name) > _LONG_NAME else None
    if broken:
        names = tuple((Run(text, "event", colour),) for text in broken)
        found.append(Block((*names, *under), 0.6))
    return tuple(found)


def _closure_blocks(item: Item) -> tuple[Block, ...]:
    name, span = (Run(text, "closure", "text-exercise") for text in (item.name, item.span))
    return Block(((name,), (span,))), Block(((span,),), 1.0)


def _track_labels(panel: Panel, index: int, item: Item, fixes: bool) -> Iterator[Label]:
    if fixes:
        for fix in item.fixes:
            label = _fix_label(panel, fix, colour_of(item.layer))
            if label is not None:
                yield label
    points = panel.legs.get(index, [])
    marks = [
        found for fix in item.fixes if (found := panel.frame.point(fix.position)) is not None
    ]
    if not points and not marks:
        return
    x, y = points[0][:2] if points else marks[len(marks) // 2]

    def places(block: Block) -> Iterator[Place]:
        yield from places_beside(points[:15])(block)
        yield from places_away(x, y, 4.0, 54.0)(block)

    near = tuple((a, b) for a, b, _ in points)
    yield Label(
        4.0, _blocks(item), places, _INK, limit=40.0, align="middle", tie=Tie(x, y, 4.0, near)
    )


def _fix_label(panel: Panel, fix: Fix, colour: str) -> Label | None:
    found = panel.frame.point(fix.position)
    text = ", ".join(part for part in (fix.name, fix.date) if part)
    if found is None or not text:
        return None
    blocks = [Block(((Run(text, "fix", colour),),))]
    if fix.name and fix.date:
        blocks.append(Block(((Run(fix.name, "fix", colour),), (Run(fix.date, "fix", colour),)), 0.4))
        blocks.append(Block(((Run(fix.date, "fix", colour),),), 4.0))
    places = places_about(*found, 50.0) if fix.wide else places_round(*found, 2.2)
    rank = (3.0 if fix.strait else 5.0) + (0.0 if fix.main else 0.5) + (0.3 if fix.wide else 0.0)
    return Label(
        rank, tuple(blocks), places, _INK, limit=8.0, key=fix.name,
        align="middle" if fix.wide else "start",
    )  # fmt: skip
