"""A panel with its labels: collected, placed without collisions, and written."""

from __future__ import annotations

from typing import Any

import shapely

from mapper.cartography.figures.lettering import Run, Typesetter
from mapper.cartography.figures.names import bar_corner, scale_bar
from mapper.cartography.figures.panel import Panel
from mapper.cartography.figures.placement import Box, Label, Placed, place_labels, tie_line

_MARGIN_PX = 3.0
_BAR_TICK_PX = 3.0


def letter_panel(
    panel: Panel, setter: Typesetter, labels: list[Label], bar: bool
) -> tuple[Placed, ...]:
    """Write labels and the scale bar into a drawn panel; give what found a place.

    Parameters
    ----------
    panel : Panel
        Already drawn.
    setter : Typesetter
        Writes into the panel's drawing.
    labels : list of Label
        What wants a place.
    bar : bool
        Whether there is a scale bar.
    """
    obstacles = list(panel.marks)
    if bar:
        obstacles.append(_draw_bar(panel, setter))
    box = panel.box
    frame = Box(_MARGIN_PX, _MARGIN_PX, box.right - _MARGIN_PX, box.bottom - _MARGIN_PX)
    placed = place_labels(labels, frame, obstacles, panel.ground)
    for one in placed:
        _draw_tie(panel, one)
    for one in placed:
        if one.label.dot is not None:
            x, y = one.label.dot
            fill = panel.drawing.sheet.colour("text-place")
            panel.drawing.element("circle", cx=x, cy=y, r=1.3, fill=fill)
        setter.block(one.anchor, one.box.top, one.block, one.align)
    return placed


def _draw_tie(panel: Panel, placed: Placed) -> None:
    line = tie_line(placed.label, placed.block, placed.box)
    if line is not None:
        panel.drawing.path(
            shapely.multilinestrings([line]), fill="none", stroke_width=0.6,
            stroke=panel.drawing.sheet.colour("text-muted"),
        )  # fmt: skip


def _draw_bar(panel: Panel, setter: Typesetter) -> Box:
    """Draw the scale bar in the emptiest corner; give the room that it takes."""
    bar = scale_bar(panel.frame)
    run = Run(bar.text, "scale")
    width = max(bar.length_px, run.room)
    box = bar_corner(panel.frame, panel.ground, width, 15.0)
    left = box.left + (width - bar.length_px) / 2
    foot, right = box.bottom - 1.0, left + bar.length_px
    line = [(left, foot - _BAR_TICK_PX), (left, foot), (right, foot), (right, foot - _BAR_TICK_PX)]
    shape: Any = shapely.multilinestrings([line])
    for colour, stroke in (("halo", 2.6), ("text", 0.9)):
        paint = panel.drawing.sheet.colour(colour)
        panel.drawing.path(shape, fill="none", stroke=paint, stroke_width=stroke)
    setter.write(box.left + width / 2, foot - 5.0, (run,), "middle")
    return Box(box.left - 2, box.top - 2, box.right + 2, box.bottom + 2)
