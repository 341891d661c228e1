"""How a figure is divided: title, maps, legend and notes, below or beside the large map."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from mapper.cartography.figures.legend import Legend, make_legend
from mapper.cartography.figures.lettering import Block, Run, wrap
from mapper.cartography.figures.options import Size
from mapper.cartography.figures.placement import Box

PX_PER_MM = 96 / 25.4
PAD = 6.0
RIM = 11.0
"""What the degrees along the left and the lower edge of the large map need."""

_DESIGN_WIDTH, _DESIGN_HEIGHT = 692.0, 430.0
_BESIDE_ASPECT = 1.5
_LEAST_MAP_SHARE = 0.46
_NOTES_BESIDE = 520.0
"""From which width on the notes stand beside the small map."""
_GAP = 6.0
_GROWTH, _TRIES = 1.08, 14


@dataclass(frozen=True)
class Texts:
    """What a figure says outside its maps, one run of text each; an empty one is left out."""

    title: str
    caption: str
    sources: str
    attribution: str
    warning: str
    inset: str


@dataclass(frozen=True)
class Layout:
    """Where everything goes, in px of the design.

    Attributes
    ----------
    width, height : float
        Of the whole figure.
    main : Box
        The large map within its neat line.
    inset : Box or None
        The small map.
    legend : Legend
        With its corner ``legend_at``.
    blocks : tuple of (x, y, block)
        All other texts.
    """

    width: float
    height: float
    main: Box
    inset: Box | None
    legend: Legend
    legend_at: tuple[float, float]
    blocks: tuple[tuple[float, float, Block], ...]


def make_layout(size: Size, texts: Texts, symbols: set[str], inset: bool, rim: bool) -> Layout:
    """Divide a figure; type gets smaller only where the map would lose too much room.

    Parameters
    ----------
    size : Size
        Of the figure.
    texts : Texts
        What stands round the maps.
    symbols : set of str
        What the legend may have to explain.
    inset, rim : bool
        Whether there is a small map, and whether degrees stand along the large one.
    """
    width, height = size.width_mm * PX_PER_MM, size.height_mm * PX_PER_MM
    scale = max(1.0, min(width / _DESIGN_WIDTH, height / _DESIGN_HEIGHT))
    divide = _beside if width / height >= _BESIDE_ASPECT else _below
    margin = RIM if rim else 0.0
    for _ in range(_TRIES):
        layout = divide(width / scale, height / scale, texts, symbols, inset, margin)
        if layout is not None:
            return layout
        scale /= _GROWTH
    raise AssertionError("no figure of at least 60 mm is too small for its texts")


def _below(
    width: float, height: float, texts: Texts, symbols: set[str], inset: bool, rim: float
) -> Layout | None:
    """The map over its legend, small map and notes."""
    room = width - 2 * PAD
    if inset and room > _NOTES_BESIDE:
        return _notes_beside(width, height, texts, symbols, rim)
    head = _stack([(texts.title, "title", "text")], room, PAD, PAD)
    notes = _stack(_note_texts(texts), room, PAD, 0.0)
    inset_width = min(max(room * 0.42, 120.0), 220.0) if inset else 0.0
    inset_height = inset_width * 0.62 + (_inset_title(texts, inset_width).height if inset else 0.0)
    legend = make_legend(symbols, room - (inset_width + 14.0 if inset else 0.0))
    band = max(legend.height, inset_height)
    top = PAD + _height(head) + (_GAP - 1 if head else 0.0)
    notes_top = height - PAD - _height(notes)
    band_top = notes_top - _GAP - band
    bottom = band_top - (_GAP if band else 0.0) - rim
    if bottom - top < _LEAST_MAP_SHARE * height * 0.9:
        return None
    main = Box(PAD + rim, top, width - PAD, bottom)
    blocks = [*head, *((x, y + notes_top, block) for x, y, block in notes)]
    small = None
    if inset:
        title = _inset_title(texts, inset_width)
        left = width - PAD - inset_width
        blocks.append((left, band_top, title))
        small = Box(left, band_top + title.height + 2, width - PAD, band_top + band)
    return Layout(width, height, main, small, legend, (PAD, band_top), tuple(blocks))


def _notes_beside(
    width: float, height: float, texts: Texts, symbols: set[str], rim: float
) -> Layout | None:
    """The map over its legend and notes on the left, and the small map on the right."""
    inset_width = min((width - 2 * PAD) * 0.34, 230.0)
    room = width - 2 * PAD - inset_width - 14.0
    head = _stack([(texts.title, "title", "text")], width - 2 * PAD, PAD, PAD)
    legend = make_legend(symbols, room)
    notes = _stack(_note_texts(texts), room, PAD, 0.0)
    title = _inset_title(texts, inset_width)
    band = legend.height + _GAP + _height(notes)
    band = max(band, inset_width * 0.56 + title.height + 2)
    band_top = height - PAD - band
    top = PAD + _height(head) + (_GAP - 1 if head else 0.0)
    bottom = band_top - _GAP - rim
    if bottom - top < _LEAST_MAP_SHARE * height:
        return None
    notes_top = band_top + legend.height + _GAP
    left = width - PAD - inset_width
    blocks = [*head, *((x, y + notes_top, block) for x, y, block in notes), (left, band_top, title)]
    small = Box(left, band_top + title.height + 2, width - PAD, height - PAD)
    main = Box(PAD + rim, top, width - PAD, bottom)
    return Layout(width, height, main, small, legend, (PAD, band_top), tuple(blocks))


def _beside(
    width: float, height: float, texts: Texts, symbols: set[str], inset: bool, rim: float
) -> Layout | None:
    """The map on the left, everything else in a column on the right."""
    room = min(max(width * 0.29, 150.0), 240.0)
    left = width - PAD - room
    head = _stack(
        [(texts.title, "title", "text"), (texts.caption, "caption", "text")], room, left, PAD
    )
    notes = _stack(_note_texts(texts)[1:], room, left, 0.0)
    legend = make_legend(symbols, room)
    legend_top = PAD + _height(head) + _GAP + 2
    notes_top = height - PAD - _height(notes)
    blocks = [*head, *((x, y + notes_top, block) for x, y, block in notes)]
    free_top, small = legend_top + legend.height + _GAP, None
    if inset:
        title = _inset_title(texts, room)
        inset_height = min(notes_top - _GAP - free_top - title.height - 2, room * 0.7)
        if inset_height < room * 0.42:
            return None
        blocks.append((left, free_top, title))
        top = free_top + title.height + 2
        small = Box(left, top, width - PAD, top + inset_height)
    elif free_top > notes_top:
        return None
    main = Box(PAD + rim, PAD, left - 12.0, height - PAD - rim)
    return Layout(width, height, main, small, legend, (left, legend_top), tuple(blocks))


def _note_texts(texts: Texts) -> list[tuple[str, str, str]]:
    return [
        (texts.caption, "caption", "text"),
        (texts.sources, "note", "text-muted"),
        (texts.attribution, "note", "text-muted"),
        (texts.warning, "warning", "text"),
    ]


def _inset_title(texts: Texts, width: float) -> Block:
    return wrap([Run(texts.inset, "note", "text-muted")], width)


def _stack(
    texts: Sequence[tuple[str, str, str]], width: float, x: float, y: float
) -> list[tuple[float, float, Block]]:
    """Texts as (text, style, colour), one below the other from (x, y)."""
    found = []
    for text, style, colour in texts:
        if text:
            block = wrap([Run(text, style, colour)], width)
            found.append((x, y, block))
            y += block.height + 2.0
    return found


def _height(stack: Sequence[tuple[float, float, Block]]) -> float:
    return stack[-1][1] + stack[-1][2].height - stack[0][1] if stack else 0.0
