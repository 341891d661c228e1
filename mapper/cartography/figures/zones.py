"""Zones in a figure: limits by what they rest on and hatched claims, below all that happened."""

from __future__ import annotations

import math
from collections.abc import Iterator, Mapping, Sequence
from typing import Any

import shapely

from mapper.atlas import Atlas
from mapper.cartography.drawing import Canvas
from mapper.cartography.figures.labels import two_lines
from mapper.cartography.figures.lettering import Block, Run
from mapper.cartography.figures.options import Options
from mapper.cartography.figures.panel import Panel, along
from mapper.cartography.figures.placement import Label, places_about
from mapper.cartography.frame import MapFrame
from mapper.cartography.limits import HATCHES, NO_ZONES, ZONE_LAYERS, Zones, zones_within
from mapper.geodesy import NM_M
from mapper.vocabulary import state_name
from mapper.wording import listed, plural
from mapper.zones.drawing import Drawn

_NARROW_PX = 8.0
"""How wide 12 nm must be before the limits of narrow belts are more than a thicker coast."""

_LEVELS = ((6000.0, "110m"), (600.0, "50m"), (0.0, "10m"))
"""The level of detail by the least metres in a pixel."""

_HATCH_PX = 5.0
_LINE_INK, _TOLERANCE_PX = 0.3, 0.15
_LEAST_RADIUS_PX = 16.0
_MOST_NAMED = 3
_LEAST_PX2, _TOLD_PX2 = 4.0, 60.0


def zones_in(atlas: Atlas, frame: MapFrame, options: Options) -> Zones:
    """The zones of a map, as its layers and its view of claims want them.

    Parameters
    ----------
    atlas : Atlas
        Gives the zones; they are read only where a layer of them is on.
    frame : MapFrame
        Which part of the world is shown, and how large.
    options : Options
        Its ``layers`` and ``view``.
    """
    on = _layers_on(frame, options.layers)
    if not on:
        return NO_ZONES
    level = next(name for least, name in _LEVELS if frame.m_per_px >= least)
    drawn = atlas.zone_cells.drawn("10m" if "territorial-sea" in on else level)
    return zones_within(drawn, frame.window, on, options.view)


def draw_zones(panel: Panel, zones: Zones, scale: float) -> None:
    """Draw hatches, then lines; widths and dashes of the style are multiplied by a scale."""
    for area, shape in _shown(panel.frame, zones):
        symbol = HATCHES[area.properties["shared"]]
        panel.drawing.path(hatched(shape, symbol), **_hatch_strokes(panel.drawing, scale))
        panel.symbols.add(symbol)
    for symbol, limits in zones.lines.items():
        shapes = [panel.frame.draw(shape) for shape in limits]
        parts = shapely.get_parts(shapely.get_parts(shapely.geometrycollections(shapes)))
        lines = parts[shapely.get_type_id(parts) == int(shapely.GeometryType.LINESTRING)]
        drawn: Any = shapely.multilinestrings(shapely.simplify(lines, _TOLERANCE_PX))
        if panel.drawing.path(drawn, **panel.drawing.strokes(symbol, scale)):
            panel.symbols.add(symbol)
            panel.ground.ink.add(along(drawn), _LINE_INK)


def zone_labels(panel: Panel, zones: Zones) -> Iterator[Label]:
    """Who claims or shares each hatched area that is wide enough to hold its words."""
    for area, shape in _shown(panel.frame, zones):
        x, y, radius = _middle(shape)
        if radius >= _LEAST_RADIUS_PX:
            yield _label(claim_words(area.properties), x, y, radius)


def claims_told(zones: Zones, frame: MapFrame) -> str:
    """Whose claims the hatched areas of a map are; those too small to be seen are left out."""
    told: dict[str, list[str]] = {"claimed by": [], "shared by": []}
    for area, shape in _shown(frame, zones):
        if shapely.area(shape) >= _TOLD_PX2:
            kind = "shared by" if area.properties["shared"] == "joint" else "claimed by"
            told[kind].append(listed(_claimants(area.properties)) or "several states")
    return " ".join(f"Hatched, {kind}: {'; '.join(dict.fromkeys(states))}."
                    for kind, states in told.items() if states)  # fmt: skip


def claim_words(area: Mapping[str, Any]) -> str:
    """Who claims or shares an area; how many where they are more than a label holds.

    Examples
    --------
    >>> claim_words({"shared": "disputed", "claimants": ["RUS", "JPN"]})
    'Claimed by Russia and Japan'
    """
    names = _claimants(area)
    verb = "Shared" if area["shared"] == "joint" else "Claimed"
    if not names or len(names) > _MOST_NAMED:
        return f"{verb} by {plural(len(names), 'state') if names else 'several states'}"
    return f"{verb} by {listed(names)}"


def _claimants(area: Mapping[str, Any]) -> list[str]:
    called = area.get("called", {})
    return [called.get(code) or state_name(code) for code in area.get("claimants", ())]


def hatched(area: Any, symbol: str, spacing_px: float = _HATCH_PX) -> Any:
    """Slanting lines that fill an area given in pixels: rising for claims, falling if shared.

    They are lines and no pattern: every program that shows or prints a figure draws them alike.
    """
    left, top, right, bottom = area.bounds
    step, rises = spacing_px * math.sqrt(2.0), symbol == "hatch-disputed"
    low, high = (left + top, right + bottom) if rises else (left - bottom, right - top)
    sign = -1.0 if rises else 1.0
    slants = [
        ((step * number + sign * top, top), (step * number + sign * bottom, bottom))
        for number in range(math.floor(low / step), math.ceil(high / step) + 1)
    ]
    shapely.prepare(area)
    found = shapely.get_parts(shapely.intersection(shapely.linestrings(slants), area))
    lines = shapely.get_type_id(found) == int(shapely.GeometryType.LINESTRING)
    return shapely.multilinestrings(found[lines & ~shapely.is_empty(found)])


def hatch_sample(drawing: Canvas, symbol: str, box: tuple[float, float, float, float]) -> None:
    """Draw the legend's sample of a hatch in a box (left, top, right, bottom)."""
    shape = shapely.box(*box)
    drawing.path(hatched(shape, symbol, 4.0), **_hatch_strokes(drawing, 0.8))
    edge = drawing.sheet.colour("control-edge")
    drawing.path(shapely.multipolygons([shape]), fill="none", stroke=edge, stroke_width=0.5)


def _layers_on(frame: MapFrame, wanted: Sequence[str]) -> set[str]:
    """The layers of zones that are on; narrow belts come on where they have room."""
    narrow = 12 * NM_M / frame.m_per_px >= _NARROW_PX or "territorial-sea" in wanted
    usual = ZONE_LAYERS if narrow else ZONE_LAYERS[:2]
    return {name for name in usual if f"-{name}" not in wanted}


def _hatch_strokes(drawing: Canvas, scale: float) -> dict[str, Any]:
    return {**drawing.strokes("hatch", scale), "stroke_opacity": ".7"}


def _shown(frame: MapFrame, zones: Zones) -> Iterator[tuple[Drawn, Any]]:
    """The hatched areas of a map with what of each it shows, in pixels."""
    whole = shapely.box(0, 0, frame.width, frame.height)
    for area in zones.areas:
        drawn = shapely.simplify(frame.draw(area.shape), _TOLERANCE_PX)
        parts = shapely.get_parts(shapely.intersection(drawn, whole))
        areas = shapely.get_parts(parts[shapely.get_dimensions(parts) == 2])
        if shapely.area(areas).sum() >= _LEAST_PX2:
            yield area, shapely.multipolygons(areas)


def _middle(shape: Any) -> tuple[float, float, float]:
    """The middle of the widest part of an area, and how far it is from the edge, in pixels."""
    rough = shapely.simplify(max(shapely.get_parts(shape), key=shapely.area), 1.0)
    radius = shapely.maximum_inscribed_circle(rough, 2.0)
    x, y = radius.coords[0]
    return float(x), float(y), float(radius.length)


def _label(text: str, x: float, y: float, radius: float) -> Label:
    blocks = [Block(((Run(text, "zone", "text-zone"),),))]
    broken = two_lines(text)
    if broken:
        lines = tuple((Run(line, "zone", "text-zone"),) for line in broken)
        blocks.append(Block(lines, 0.2))
    return Label(
        16.0, tuple(blocks), places_about(x, y, min(radius, 60.0)), ink_weight=0.08, limit=4.0,
        land_cost=6.0,
    )  # fmt: skip
