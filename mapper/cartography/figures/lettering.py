"""The lettering of figures: sizes, lines, blocks of text, and how they are written as SVG."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from functools import lru_cache

from mapper.cartography.figures.fonts import FACES, face_for, width_px
from mapper.cartography.svg import Attribute, Svg, number, printable


@dataclass(frozen=True)
class Style:
    """How one sort of text is set.

    Attributes
    ----------
    face : str
        A key of ``fonts.FACES``.
    size_px, line_px : float
        The font's size and the height of a line, in px of 1/96 inch: 8 px are 6 pt.
    spacing_px : float
        What is added after each letter.
    halo_px : float
        The width of the light line round the letters.
    """

    face: str
    size_px: float
    line_px: float
    spacing_px: float = 0.0
    halo_px: float = 0.0


STYLES: Mapping[str, Style] = {
    "title": Style("bold", 12.5, 16.0),
    "caption": Style("regular", 8.8, 12.0),
    "note": Style("regular", 8.0, 10.6),
    "warning": Style("bold", 8.0, 10.6),
    "legend": Style("regular", 8.4, 11.2),
    "event": Style("bold", 9.4, 11.6, halo_px=2.6),
    "span": Style("regular", 8.6, 11.0, halo_px=2.6),
    "fix": Style("regular", 8.0, 10.0, halo_px=2.4),
    "far": Style("bold", 8.0, 9.8, halo_px=2.4),
    "closure": Style("regular", 8.0, 10.0, halo_px=2.4),
    "sea": Style("italic", 11.0, 13.0, spacing_px=0.5, halo_px=2.0),
    "strait": Style("italic", 8.8, 10.6, spacing_px=0.2, halo_px=2.0),
    "state": Style("regular", 8.0, 10.0, spacing_px=1.1, halo_px=2.0),
    "zone": Style("regular", 8.0, 10.0, spacing_px=0.2, halo_px=2.2),
    "place": Style("regular", 8.0, 10.0, halo_px=2.0),
    "degree": Style("regular", 8.0, 10.0),
    "scale": Style("regular", 8.0, 10.0, halo_px=2.4),
}
"""No text is smaller than 6 pt at the figure's own size: what journals ask for."""

_WORD = re.compile("[^ /]*[ /]|[^ /]+")

_FIRST_SQUARE = "\u2e80"
"""From here on letters are as wide as high in every font."""

_ASCENT = 0.8
"""How far below the top of a line its baseline lies, as a share of the line."""


@dataclass(frozen=True)
class Run:
    """Letters of one style and colour."""

    text: str
    style: str
    colour: str = "text"

    @property
    def face(self) -> str:
        """The face that has the run's glyphs."""
        return face_for(self.text, STYLES[self.style].face)

    @property
    def width(self) -> float:
        """Pixels."""
        style = STYLES[self.style]
        return width_px(self.text, self.face, style.size_px, style.spacing_px)

    @property
    def room(self) -> float:
        """What the run may need in the fonts that stand in for a missing one, in pixels."""
        face = self.face
        wide = 1.0 if any(letter > _FIRST_SQUARE for letter in self.text) else FACES[face].slack
        return self.width * wide


Line = tuple[Run, ...]


@dataclass(frozen=True)
class Block:
    """Lines of runs, one below the other; ``penalty`` is what this way of breaking costs."""

    lines: tuple[Line, ...]
    penalty: float = 0.0

    @property
    def width(self) -> float:
        """Of the widest line, in pixels."""
        return max(map(line_width, self.lines), default=0.0)

    @property
    def room(self) -> float:
        """The width to keep free, in pixels: the text and what another font may need more."""
        return max((sum(run.room for run in line) for line in self.lines), default=0.0)

    @property
    def heights(self) -> tuple[float, ...]:
        """Of each line, in pixels."""
        return tuple(max(STYLES[run.style].line_px for run in line) for line in self.lines)

    @property
    def height(self) -> float:
        """Pixels."""
        return sum(self.heights)


def line_width(line: Line) -> float:
    """The width of a line, in pixels."""
    return sum(run.width for run in line)


def wrap(runs: Sequence[Run], width: float) -> Block:
    """Break runs at spaces so that no line is wider than a width.

    Parameters
    ----------
    runs : sequence of Run
        Read as one text.
    width : float
        Pixels; a word that is wider is cut.
    """
    return _wrapped(tuple(runs), width)


@lru_cache(maxsize=512)
def _wrapped(runs: Line, width: float) -> Block:
    # A sheet is divided several times with the same texts before its map has room.
    lines: list[Line] = []
    line: list[Run] = []
    for run in runs:
        for word in _words(run, width):
            if line and sum(one.room for one in (*line, Run(word.rstrip(), run.style))) > width:
                lines.append(tuple(line))
                line = []
            text = word if line else word.lstrip()
            if line and line[-1].style == run.style and line[-1].colour == run.colour:
                line[-1] = Run(line[-1].text + text, run.style, run.colour)
            elif text:
                line.append(Run(text, run.style, run.colour))
    if line:
        lines.append(tuple(line))
    return Block(tuple(map(_trimmed, lines)))


def _trimmed(line: Line) -> Line:
    last = line[-1]
    return (*line[:-1], Run(last.text.rstrip(), last.style, last.colour))


def _words(run: Run, width: float) -> Iterable[str]:
    """The words of a run with the space after each; Han may break anywhere."""
    if "\u200b" in run.text or max(run.text, default="") > _FIRST_SQUARE:
        yield from _cut(run.text, run.style, width)
        return
    for part in _WORD.findall(run.text):
        if Run(part, run.style).width <= width:
            yield part
        else:
            yield from _cut(part, run.style, width)


def _cut(text: str, style: str, width: float) -> Iterable[str]:
    """The words of a text; one that is wider than a line in pieces."""
    word = ""
    for letter in text:
        word += letter
        wide = Run(word, style).width > width
        if wide and len(word) > 1:
            yield word[:-1]
            word = letter
        if letter in " /\u200b" or letter > _FIRST_SQUARE:
            yield word
            word = ""
    if word:
        yield word


@dataclass
class Typesetter:
    """Writes texts into a drawing and remembers the letters of each face."""

    svg: Svg
    used: dict[str, set[str]] = field(default_factory=lambda: defaultdict(set))

    def write(self, x: float, y: float, line: Line, align: str, **attributes: Attribute) -> None:
        """Write a line with its start, middle or end on the baseline at (x, y).

        Where a font is missing, ``textLength`` keeps the width; what knows nothing of that lets
        the line grow away from (x, y), for which there is room.
        """
        looks = [self._look(run) for run in line]
        shared: dict[str, Attribute] = {
            "x": round(x, 1), "y": round(y, 1),
            "text_anchor": align if align != "start" else None,
            "textLength": number(line_width(line), 2), "lengthAdjust": "spacingAndGlyphs",
            **self._halo(line), **attributes,
        }  # fmt: skip
        if len(line) == 1:
            self.svg.element("text", line[0].text, **{**shared, **looks[0]})
        else:
            # Some renderers would swallow the space at the end of a span.
            shared["xml:space"] = "preserve"
            spans = [(run.text, look) for run, look in zip(line, looks, strict=True)]
            self.svg.spans(spans, **shared)

    def block(self, x: float, y: float, block: Block, align: str = "start") -> None:
        """Write a block from (x, y) down; align says which of its points x is."""
        for line, height in zip(block.lines, block.heights, strict=True):
            self.write(x, y + height * _ASCENT, line, align)
            y += height

    def letters(self) -> dict[str, str]:
        """Face to the letters that were written in it, sorted."""
        return {face: "".join(sorted(found)) for face, found in sorted(self.used.items())}

    def _look(self, run: Run) -> dict[str, Attribute]:
        style, face = STYLES[run.style], FACES[run.face]
        self.used[run.face].update(printable(run.text))
        return {
            "font_family": face.families,
            "font_size": style.size_px,
            "font_weight": face.weight if face.weight != "400" else None,
            "font_style": face.style if face.style != "normal" else None,
            "letter_spacing": style.spacing_px or None,
            "fill": self.svg.sheet.colour(run.colour),
        }

    def _halo(self, line: Line) -> dict[str, Attribute]:
        width = max(STYLES[run.style].halo_px for run in line)
        if not width:
            return {}
        return {
            "stroke": self.svg.sheet.colour("halo"),
            "stroke_width": width,
            "stroke_linejoin": "round",
            "stroke_opacity": ".88",
            "paint_order": "stroke",
        }
