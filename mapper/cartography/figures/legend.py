"""The legend of a figure: a sample and words for what is on its maps, and for nothing else."""

from __future__ import annotations

import math
from collections.abc import Collection, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
import shapely

from mapper.cartography.drawing import Canvas
from mapper.cartography.figures.compared import years_of
from mapper.cartography.figures.lettering import Block, Run, Typesetter, wrap
from mapper.cartography.figures.panel import CHEVRON
from mapper.cartography.figures.zones import hatch_sample
from mapper.cartography.limits import HATCHES
from mapper.cartography.style import LAYERS, SOFT_OPACITY

SAMPLE_PX = 25.0
_GAP_PX = 6.0
_ROW_GAP_PX = 2.4
_COLUMN_GAP_PX = 14.0
_HIGH_PX = 4.6
_SAMPLE_SCALE = 0.8

WORDS: tuple[tuple[str, str], ...] = (
    ("exercise-announced", LAYERS["exercises-announced"]),
    ("exercise-reported", LAYERS["exercises-reported"]),
    ("exercise-theatre", "Exercise, somewhere in a wide area"),
    ("exercise-between-fixes", "Exercise, track between reported fixes"),
    ("exercise-not-reported", "Exercise, path not reported"),
    ("counterpart-announced", f"{LAYERS['counterparts']}, announced limits"),
    ("counterpart-reported", f"{LAYERS['counterparts']}, place as reported"),
    ("counterpart-theatre", f"{LAYERS['counterparts']}, somewhere in a wide area"),
    ("patrol-between-fixes", f"{LAYERS['patrol-tracks']}, between reported fixes"),
    ("patrol-not-reported", f"{LAYERS['patrol-tracks']}, path not reported"),
    ("patrol-approach-fixes", "Approach or return, between fixes"),
    ("patrol-approach", "Approach or return, path not reported"),
    ("air-patrol", LAYERS["air-patrols"]),
    ("air-patrol-approach", "Air patrol, approach or return"),
    ("region-corridor", LAYERS["regions"]),
    ("air-corridor", "Where an air patrol may have been"),
    ("region-theatre", "Patrol, sea known by name only"),
    ("air-theatre", "Air patrol, sea known by name only"),
    ("closure", LAYERS["closures"]),
    ("eez-agreed", f"{LAYERS['eez-limits']}, agreed"),
    ("eez-median", f"{LAYERS['eez-limits']}, median line"),
    ("eez-200nm", f"{LAYERS['eez-limits']}, 200 nm"),
    ("eez-other", f"{LAYERS['eez-limits']}, basis not stated"),
    ("hatch-disputed", LAYERS["overlapping-claims"]),
    ("hatch-joint", "Shared by agreement"),
    ("territorial", LAYERS["territorial-sea"]),
    ("contiguous", "Contiguous zone, 24 nm"),
)
"""Symbol and words, in the order of the legend."""


@dataclass(frozen=True)
class Legend:
    """The rows of a legend, set in columns.

    Attributes
    ----------
    rows : tuple of (symbol, block)
        Down the first column, then the next.
    columns : int
        How many.
    column_px : float
        The width of one.
    """

    rows: tuple[tuple[str, Block], ...]
    columns: int
    column_px: float

    @property
    def height(self) -> float:
        """Pixels."""
        return max((sum(map(_height, part)) for part in self._parts()), default=0.0)

    def draw(self, drawing: Canvas, setter: Typesetter, x: float, y: float) -> None:
        """Draw the legend with its upper left corner at (x, y)."""
        for number, part in enumerate(self._parts()):
            left, top = x + number * (self.column_px + _COLUMN_GAP_PX), y
            for symbol, block in part:
                _sample(drawing, symbol, left, top + block.heights[0] / 2)
                setter.block(left + SAMPLE_PX + _GAP_PX, top, block)
                top += _height((symbol, block))

    def _parts(self) -> list[Sequence[tuple[str, Block]]]:
        rows = math.ceil(len(self.rows) / self.columns)
        return [self.rows[start : start + rows] for start in range(0, len(self.rows), rows or 1)]


def make_legend(symbols: Collection[str], width: float, least_column: float = 150.0) -> Legend:
    """Set the legend of some symbols in as many columns as a width has room for.

    Parameters
    ----------
    symbols : collection of str
        What is on the maps.
    width : float
        Pixels.
    least_column : float
        How narrow a column may be whose words would be broken.
    """
    years = [(f"year@{year}", year) for year in years_of(symbols)]
    wanted = years + [(symbol, words) for symbol, words in WORDS if symbol in symbols]
    widest = max((Run(words, "legend").width for _, words in wanted), default=0.0)
    least_column = min(least_column, widest + SAMPLE_PX + _GAP_PX + 1.0)
    fitting = int((width + _COLUMN_GAP_PX) / (least_column + _COLUMN_GAP_PX))
    columns = max(1, min(fitting, len(wanted)))
    column = (width - (columns - 1) * _COLUMN_GAP_PX) / columns
    room = column - SAMPLE_PX - _GAP_PX
    rows = tuple((symbol, wrap([Run(words, "legend")], room)) for symbol, words in wanted)
    return Legend(rows, columns, column)


def _height(row: tuple[str, Block]) -> float:
    return row[1].height + _ROW_GAP_PX


def _sample(drawing: Canvas, symbol: str, x: float, y: float) -> None:
    if symbol in HATCHES.values():
        hatch_sample(drawing, symbol, (x + 1, y - _HIGH_PX + 0.6, x + SAMPLE_PX - 1, y + _HIGH_PX))
        return
    if drawing.sheet.symbols[symbol].fill:
        _area_sample(drawing, symbol, x, y)
        return
    line: Any = shapely.multilinestrings([[(x, y), (x + SAMPLE_PX, y)]])
    drawing.path(line, **drawing.strokes(symbol, _SAMPLE_SCALE))
    if symbol.startswith(("patrol", "exercise")):
        tip = CHEVRON + np.array([x + SAMPLE_PX / 2, y])
        drawing.path(
            shapely.MultiLineString([tip]), fill="none", stroke_width=1.25,
            stroke=drawing.sheet.colour(drawing.sheet.symbols[symbol].colour),
            stroke_linecap="round", stroke_linejoin="round",
        )  # fmt: skip


def _area_sample(drawing: Canvas, symbol: str, x: float, y: float) -> None:
    token, middle = drawing.sheet.symbols[symbol], x + SAMPLE_PX / 2
    round_one = symbol.endswith(("-reported", "-theatre"))
    strokes = drawing.strokes(symbol, _SAMPLE_SCALE)
    if symbol in SOFT_OPACITY:
        inner, outer = SOFT_OPACITY[symbol]
        strokes |= {"fill": drawing.tint(token.colour, inner, outer), "fill_opacity": None}
    if not round_one:
        top = y - _HIGH_PX + 0.6
        size = {"width": SAMPLE_PX - 2, "height": _HIGH_PX * 2 - 1.2}
        drawing.element("rect", None, **{"x": x + 1, "y": top, **size, **strokes})
        return
    radius = _HIGH_PX + (1.6 if symbol.endswith("-theatre") else 0.6)
    if symbol.endswith("-reported"):
        strokes["stroke_dasharray"] = "1 1.6"
    drawing.element("circle", None, **{"cx": middle, "cy": y, "r": radius, **strokes})
    if symbol.endswith("-reported"):
        paint, casing = (drawing.sheet.colour(name) for name in (token.colour, "casing"))
        hollow = symbol.startswith("counterpart")
        drawing.element(
            "circle", cx=middle, cy=y, r=1.7, fill=casing if hollow else paint,
            stroke=paint if hollow else casing, stroke_width=1.1 if hollow else 0.7,
        )  # fmt: skip
