"""The zones of a still drawing: the limits and hatches that the map itself will draw, early.

They stand between land and events in one group, which the map takes over until its own have come
(``still-zones.js``). Looks come from the page's style sheet, as the map's do.
"""

from __future__ import annotations

import logging
from collections.abc import Collection, Iterator, Sequence
from typing import Any

import numpy as np
import shapely

from mapper.atlas import Atlas
from mapper.cartography.drawing import MapDrawing
from mapper.cartography.limits import HATCHES, NO_ZONES, ZONE_LAYERS, Zones, zones_within
from mapper.cartography.portrayal import ZONE_SYMBOLS
from mapper.errors import DataError, StorageError
from mapper.zones.drawing import NARROW, Drawn

_LEVELS = ((12000.0, "110m"), (1200.0, "50m"), (0.0, "10m"))
"""The level of detail by the least metres in a pixel: on a desk, as ``zone-cells.js`` has them."""

_TILE_PX = 24
_STEPS_PX = {"near": 8, "usual": 12, "far": 24}
"""How far apart the strokes of a hatch are drawn, by how large a screen shows the drawing; of the
three the style sheet chooses the one that comes out at about 10 px, as the map's own."""

_NARROW_SYMBOLS = {ZONE_SYMBOLS[belt] for belt in NARROW}
_SPECK_PX = 14.0
_LEAST_PX2 = 16.0
_LEAST_PX = 1.5

_log = logging.getLogger(__name__)


def still_zones(
    drawing: MapDrawing, atlas: Atlas, view: str = "neutral", hidden: Collection[str] = ()
) -> None:
    """Draw the zones of a still drawing, as finely as it shows them.

    Parameters
    ----------
    drawing : MapDrawing
        Its land is drawn, its events are not.
    atlas : Atlas
        Gives the zones.
    view : str
        ``neutral``, or the state whose claims are taken as its own.
    hidden : collection of str
        Layers that are off.
    """
    on = set(ZONE_LAYERS).difference(hidden)
    zones = _zones(drawing, atlas, on, view) if on else NO_ZONES
    with drawing.group(class_="still-zones"):
        _areas(drawing, zones.areas)
        for symbol, limits in zones.lines.items():
            name = f"atlas-zone atlas-sym-{symbol}"
            name += " still-narrow" if symbol in _NARROW_SYMBOLS else ""
            drawing.path(_lines(drawing, limits), class_=name)


def _zones(drawing: MapDrawing, atlas: Atlas, on: Collection[str], view: str) -> Zones:
    level = next(name for least, name in _LEVELS if drawing.frame.m_per_px >= least)
    try:
        drawn = atlas.zone_cells.drawn(level)
    except (DataError, StorageError) as error:
        # The events are sound: their page stays, without zones, and the log says why.
        _log.error("zones: %s", error)
        return NO_ZONES
    return zones_within(drawn, drawing.frame.window, on, view)


def _lines(drawing: MapDrawing, limits: Sequence[Any]) -> Any:
    """Limits in pixels, joined where they go on, without those too short to be seen."""
    drawn = shapely.get_parts(drawing.frame.draw(np.array(limits, dtype=object)))
    lines = shapely.line_merge(
        shapely.multilinestrings(
            shapely.get_parts(drawn[shapely.get_dimensions(drawn) == 1])
        ),
        directed=True,
    )  # fmt: skip
    parts = shapely.simplify(shapely.get_parts(lines), drawing.sheet.tolerance_px)
    return shapely.multilinestrings(parts[shapely.length(parts) >= _LEAST_PX])


def _areas(drawing: MapDrawing, areas: Sequence[Drawn]) -> None:
    for shared, name in HATCHES.items():
        mine = [area for area in areas if area.properties["shared"] == shared]
        pattern = f"{drawing.sheet.prefix}-{name}"
        parts = [part for area in mine for part in _parts(drawing, area)]
        shapes: Any = shapely.multipolygons(np.array(parts, dtype=object))
        if drawing.path(shapes, class_=f"atlas-zone-{shared}", fill=f"url(#{pattern})"):
            with drawing.group("pattern", id=pattern, width=_TILE_PX, height=_TILE_PX,
                               patternUnits="userSpaceOnUse"):  # fmt: skip
                for size, step in _STEPS_PX.items():
                    drawing.element("path", d=_strokes(shared, step), data_step=step,
                                    class_=f"atlas-sym-hatch still-hatch-{size}")  # fmt: skip


def _strokes(shared: str, step: int) -> str:
    """Slanting strokes across a tile of a hatch: rising for claims, falling if shared."""
    size = _TILE_PX
    if shared == "disputed":
        return "".join(f"M-2 {c + 2}L{c + 2}-2" for c in range(0, 2 * size + 1, step))
    return "".join(f"M-2 {c - 2}L{size + 2} {c + size + 2}" for c in range(-size, size + 1, step))


def _parts(drawing: MapDrawing, area: Drawn) -> Iterator[Any]:
    """The parts of an area in pixels that are wide enough to show a hatch."""
    drawn = shapely.get_parts(drawing.frame.draw(area.shape))
    parts = shapely.get_parts(shapely.simplify(drawn, drawing.sheet.tolerance_px))
    parts = parts[(shapely.get_dimensions(parts) == 2) & (shapely.area(parts) >= _LEAST_PX2)]
    if area.properties["belt"] == "territorial-sea":
        west, _, east, _ = shapely.bounds(parts).T
        parts = parts[east - west >= _SPECK_PX]
    yield from parts
