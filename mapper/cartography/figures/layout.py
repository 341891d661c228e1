"""How a figure is divided: title, maps, legend and notes, below or beside the large map."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from mapper.cartography.figures.legend import Legend, make_legend
from mapper.cartography.figures.lettering import Block, Run, wrap
from mapper.cartography.figures.options import Size
from mapper.cartography.figures.placement import Box
from mapper.errors import UsageError

PX_PER_MM = 96 / 25.4
WIDE_MM = 120.0
"""From which width on there is always room for a small map."""

PAD = 6.0
RIM = 11.0
"""What the degrees along the left and the lower edge of the large map need."""

_DESIGN_WIDTH, _DESIGN_HEIGHT = 692.0, 372.0
_BESIDE_ASPECT = 1.5
_LEAST_MAP_SHARE = 0.46
_NOTES_BESIDE = 520.0
"""From which width on the notes stand beside the small map."""
_GAP = 6.0
_SIDE_GAP = 14.0
_GROWTH, _TRIES = 1.08, 24

Written = tuple[float, float, Block]
"""Left, top, and what stands there."""


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
    blocks: tuple[Written, ...]


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
    margin = RIM if rim else 0.0
    for _ in range(_TRIES):
        sheet = _Division(width / scale, height / scale, texts, symbols, margin)
        layout = sheet.beside(inset) if width / height >= _BESIDE_ASPECT else sheet.below(inset)
        if layout is not None:
            return layout
        scale /= _GROWTH
    raise UsageError("size: the texts leave no room for the map; take a larger one")


@dataclass(frozen=True)
class _Division:
    """One try to divide a sheet of a size; each way gives ``None`` when the map gets too small."""

    width: float
    height: float
    texts: Texts
    symbols: set[str]
    rim: float

    def below(self, inset: bool) -> Layout | None:
        """The map over its legend, small map and notes."""
        room = self.width - 2 * PAD
        if inset and room > _NOTES_BESIDE:
            return self._notes_beside()
        title, across = self._inset_title(room * 0.42), room * 0.42 if inset else 0.0
        left_room = room - (across + _SIDE_GAP if inset else 0.0)
        legend = make_legend(self.symbols, left_room)
        band = max(legend.height, across * 0.62 + title.height if inset else 0.0)
        # The caption stands under a short legend, beside the small map.
        told = _stack(self._note_texts()[:1], left_room, PAD, legend.height + _GAP)
        beside = bool(told) and legend.height + _GAP + _height(told) <= band
        notes = _stack(self._note_texts()[1 if beside else 0 :], room, PAD, 0.0)
        notes_top = self.height - PAD - _height(notes)
        band_top = notes_top - _GAP - band
        main, blocks = self._head(band_top - (_GAP if band else 0.0) - self.rim)
        if main.bottom - main.top < _LEAST_MAP_SHARE * self.height * 0.9:
            return None
        blocks += [(x, y + notes_top, block) for x, y, block in notes]
        blocks += [(x, y + band_top, block) for x, y, block in told if beside]
        small = None
        if inset:
            left = self.width - PAD - across
            blocks.append((left, band_top, title))
            top = band_top + title.height + 2
            small = Box(left, top, self.width - PAD, band_top + band)
        return self._layout(main, small, legend, (PAD, band_top), blocks)

    def _notes_beside(self) -> Layout | None:
        """The map over its legend and notes on the left, and the small map on the right."""
        across = min((self.width - 2 * PAD) * 0.30, 230.0)
        room = self.width - 2 * PAD - across - _SIDE_GAP
        legend = make_legend(self.symbols, room)
        notes = _stack(self._note_texts(), room, PAD, 0.0)
        title = self._inset_title(across)
        band = legend.height + _GAP + _height(notes)
        band = max(band, across * 0.56 + title.height + 2)
        band_top = self.height - PAD - band
        main, blocks = self._head(band_top - _GAP - self.rim)
        if main.bottom - main.top < _LEAST_MAP_SHARE * self.height:
            return None
        notes_top = band_top + legend.height + _GAP
        left = self.width - PAD - across
        blocks += [(x, y + notes_top, block) for x, y, block in notes]
        blocks.append((left, band_top, title))
        small = Box(left, band_top + title.height + 2, self.width - PAD, self.height - PAD)
        return self._layout(main, small, legend, (PAD, band_top), blocks)

    def beside(self, inset: bool) -> Layout | None:
        """The map on the left, everything else in a column on the right."""
        room = min(max(self.width * 0.29, 150.0), 240.0)
        left = self.width - PAD - room
        texts = [(self.texts.title, "title", "text"), (self.texts.caption, "caption", "text")]
        blocks = _stack(texts, room, left, PAD)
        notes = _stack(self._note_texts()[1:], room, left, 0.0)
        legend = make_legend(self.symbols, room)
        legend_top = PAD + _height(blocks) + _GAP + 2
        notes_top = self.height - PAD - _height(notes)
        free_top, small = legend_top + legend.height + _GAP, None
        if inset:
            title = self._inset_title(room)
            top = free_top + title.height + 2
            high = min(notes_top - _GAP - top, room * 0.7)
            if high < room * 0.42:
                return None
            blocks.append((left, free_top, title))
            small = Box(left, top, self.width - PAD, top + high)
        elif free_top > notes_top:
            return None
        blocks += [(x, y + notes_top, block) for x, y, block in notes]
        main = Box(PAD + self.rim, PAD, left - 12.0, self.height - PAD - self.rim)
        return self._layout(main, small, legend, (left, legend_top), blocks)

    def _head(self, bottom: float) -> tuple[Box, list[Written]]:
        """The title over the map, and the map down to a line."""
        title = [(self.texts.title, "title", "text")]
        head = _stack(title, self.width - 2 * PAD, PAD, PAD)
        top = PAD + _height(head) + (_GAP - 1 if head else 0.0)
        return Box(PAD + self.rim, top, self.width - PAD, bottom), head

    def _layout(
        self, main: Box, small: Box | None, legend: Legend, at: tuple[float, float],
        blocks: Sequence[Written],
    ) -> Layout:  # fmt: skip
        return Layout(self.width, self.height, main, small, legend, at, tuple(blocks))

    def _note_texts(self) -> list[tuple[str, str, str]]:
        return [
            (self.texts.caption, "caption", "text"),
            (self.texts.sources, "note", "text-muted"),
            (self.texts.attribution, "note", "text-muted"),
            (self.texts.warning, "warning", "text"),
        ]

    def _inset_title(self, width: float) -> Block:
        return wrap([Run(self.texts.inset, "note", "text-muted")], width)


def _stack(
    texts: Sequence[tuple[str, str, str]], width: float, x: float, y: float
) -> list[Written]:
    """Texts as (text, style, colour), one below the other from (x, y)."""
    found = []
    for text, style, colour in texts:
        if text:
            block = wrap([Run(text, style, colour)], width)
            found.append((x, y, block))
            y += block.height + 2.0
    return found


def _height(stack: Sequence[Written]) -> float:
    return stack[-1][1] + stack[-1][2].height - stack[0][1] if stack else 0.0
