"""One map of a figure: sea, degree lines, land and the items of the atlas, without its labels."""

from __future__ import annotations

import math
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from functools import lru_cache
from typing import Any

import numpy as np
import shapely
from numpy.typing import NDArray
from shapely.geometry.base import BaseGeometry

from mapper import geodesy
from mapper.atlas import Atlas
from mapper.basemap import level_for
from mapper.cartography.drawing import MapDrawing, degree_step
from mapper.cartography.figures.content import Area, Disc, Fix, Item
from mapper.cartography.figures.placement import Box, Ground, Ink
from mapper.cartography.frame import MapFrame
from mapper.cartography.portrayal import TRACKS
from mapper.cartography.style import SOFT_OPACITY, SYMBOLS, base_symbol
from mapper.cartography.svg import Attribute, Sheet, number

Points = NDArray[np.float64]

DEGREES_ACROSS = 9.0
"""About how many degree lines a map has from side to side."""

_INK_STEP_PX = 1.5
_COAST_INK, _REGION_INK = 0.35, 0.15
CHEVRON = np.array([(-2.6, -2.7), (1.6, 0.0), (-2.6, 2.7)])
"""The arrowhead of a leg that runs to the right, in px round its middle."""
_CHEVRON_LEAST_PX = 30.0
_LEAST_DOTS = 16
"""Of a ring: fewer would not be read as one."""
_DEVICE_PX = 6.0
"""Land is as fine as good print shows it: that many dots in a px of the drawing."""


@dataclass(frozen=True)
class Look:
    """How strongly a panel draws.

    Attributes
    ----------
    lines : float
        Widths and dashes of the style are multiplied by it.
    dot_px, fix_px : float
        Radii of the marks.
    small_px : float
        An area that is smaller is a dot alone.
    arrows, degrees : bool
        Whether legs get chevrons, and the sea degree lines.
    """

    lines: float = 0.72
    dot_px: float = 1.9
    fix_px: float = 1.9
    small_px: float = 7.0
    arrows: bool = True
    degrees: bool = True


MAIN = Look()
LOCATOR = Look(lines=0.45, dot_px=1.8, fix_px=0.0, small_px=8.0, arrows=False, degrees=False)


@dataclass
class Panel:
    """A drawn map and what its labels have to know.

    Attributes
    ----------
    drawing : MapDrawing
        Not yet lettered.
    ground : Ground
        What labels avoid.
    marks : list of Box
        Dots and arrows that no label may cover.
    legs : dict
        The key of an item to points (x, y, angle) along its legs, the way itself first.
    symbols : set of str
        What is really on the map, for the legend.
    """

    drawing: MapDrawing
    ground: Ground
    marks: list[Box] = field(default_factory=list)
    legs: dict[tuple[str, str], list[tuple[float, float, float]]] = field(default_factory=dict)
    symbols: set[str] = field(default_factory=set)

    @property
    def frame(self) -> MapFrame:
        """The projection and the rectangle."""
        return self.drawing.frame

    @property
    def box(self) -> Box:
        """The whole map, in its own pixels."""
        return Box(0, 0, self.frame.width, self.frame.height)

    def mark(self, x: float, y: float, radius: float) -> None:
        """Keep labels off a mark."""
        self.marks.append(Box(x - radius, y - radius, x + radius, y + radius))


def draw_ground(
    atlas: Atlas, items: Sequence[Item], frame: MapFrame, sheet: Sheet, look: Look
) -> Panel:
    """Begin a map: sea, degree lines and land, with the tints that the land ends.

    Parameters
    ----------
    atlas : Atlas
        Gives the land.
    items : sequence of Item
        What happened.
    frame : MapFrame
        Where it is drawn.
    sheet : Sheet
        Theme and ids.
    look : Look
        How strongly.

    Returns
    -------
    Panel
        Without the items themselves: ``draw_items`` adds them.
    """
    drawing = MapDrawing(frame, sheet)
    size = (frame.width, frame.height)
    panel = Panel(drawing, Ground(Ink(*size), Ink(*size)))
    drawing.sea()
    if look.degrees:
        drawing.graticule(degree_step(frame, DEGREES_ACROSS), width_px=0.5)
    _draw_discs(panel, items)
    _draw_soft_fills(panel, items, look)
    land = drawing.land(_land_of(atlas, frame), coast_px=0.4)
    panel.ground.land.fill(land)
    panel.ground.ink.add(along(shapely.boundary(shapely.get_parts(land))), _COAST_INK)
    return panel


def draw_items(panel: Panel, items: Sequence[Item], look: Look) -> None:
    """Draw what happened over its ground, and over what else was drawn there."""
    _draw_areas(panel, items, look)
    _draw_legs(panel, items, look)
    _draw_marks(panel, items, look)


def is_fine(frame: MapFrame) -> bool:
    """Whether a frame is drawn with the finest land, which knows its countries."""
    west, _, east, _ = frame.window
    fine = level_for(frame.window, int(frame.width * _DEVICE_PX)) == "10m"
    return fine and west > -180 and east < 180


def _land_of(atlas: Atlas, frame: MapFrame) -> NDArray[np.object_]:
    if is_fine(frame):
        near = atlas.basemap.land("10m").near(shapely.box(*frame.window))
        parts: NDArray[np.object_] = shapely.get_parts(near)
        return parts
    level = level_for(frame.window, int(frame.width * _DEVICE_PX))
    return atlas.basemap.land("50m" if level == "10m" else level).parts


def is_small(frame: MapFrame, area: Area, look: Look) -> bool:
    """Whether an area would be a speck: then its dot says it all."""
    _, south, _, north = area.shape.bounds
    return bool((north - south) * 60 * geodesy.NM_M / frame.m_per_px < look.small_px)


def radius_px(frame: MapFrame, radius_nm: float) -> float:
    """A radius in pixels, near the middle of the frame."""
    return radius_nm * geodesy.NM_M / frame.m_per_px


def _draw_discs(panel: Panel, items: Iterable[Item]) -> None:
    """Tints of whole theatres, the widest below; land drawn over them ends them at the coast."""
    discs = [disc for item in items for disc in item.discs]
    for disc in sorted(discs, key=lambda one: (-one.radius_nm, one.symbol, one.position)):
        circle = _circle(disc)
        if panel.drawing.path(panel.frame.draw(circle), fill=_tint(panel, disc, circle)):
            panel.symbols.add(disc.symbol)


def _draw_soft_fills(panel: Panel, items: Iterable[Item], look: Look) -> None:
    """Fills of places at a coast, whole: the land drawn over them ends them where it does."""
    for item in items:
        for area in item.areas:
            if area.disc is not None and _is_cut(area) and not is_small(panel.frame, area, look):
                fill = _soft(panel, area, look)["fill"]
                panel.drawing.path(panel.frame.draw(_circle(area.disc)), fill=fill)


def _is_cut(area: Area) -> bool:
    """Whether the coast cuts a reported place: its shape is less than its circle."""
    if area.disc is None or not area.shape.contains(shapely.Point(area.disc.position)):
        return False
    return bool(shapely.area(area.shape) < 0.98 * shapely.area(_circle(area.disc)))


@lru_cache(maxsize=256)
def _circle(disc: Disc) -> Any:
    return geodesy.circle(disc.position, disc.radius_nm, points=120)


def _draw_areas(panel: Panel, items: Iterable[Item], look: Look) -> None:
    """Regions and closures below, then areas of exercises, the smallest on top."""
    order = {"regions": 0, "closures": 1}
    found = [
        (order.get(item.layer, 2), -shapely.area(area.shape), area)
        for item in items for area in item.areas if not is_small(panel.frame, area, look)
    ]  # fmt: skip
    for rank, _, area in sorted(found, key=lambda one: one[:2]):
        drawn = shapely.simplify(panel.frame.draw(area.shape), 0.05, preserve_topology=False)
        strokes = panel.drawing.strokes(area.symbol, look.lines)
        ring = None
        if area.disc is not None:
            strokes |= _soft(panel, area, look)
            strokes |= {"fill": "none"} if _is_cut(area) else {}
            ring = _ring(panel.frame, area, area.disc)
        there = panel.drawing.path(drawn, **strokes, **({"stroke_opacity": "0"} if ring else {}))
        if ring is not None:
            panel.drawing.path(ring, **{**strokes, "fill": "none"})
        if there:
            panel.symbols.add(area.symbol)
            weight = _REGION_INK if rank == 0 else 1.0
            panel.ground.ink.add(along(shapely.boundary(shapely.get_parts(drawn))), weight)


def _soft(panel: Panel, area: Area, look: Look) -> dict[str, Attribute]:
    """A reported place: strong in its middle, faint at its rim, dots close enough for a ring."""
    assert area.disc is not None
    radius = radius_px(panel.frame, area.disc.radius_nm)
    token = panel.drawing.sheet.symbols[area.symbol]
    scale = min(look.lines, 2 * math.pi * radius / (sum(token.dash or (1.0,)) * _LEAST_DOTS))
    return {
        "fill": _tint(panel, area.disc, _circle(area.disc)),
        "fill_opacity": None,
        "stroke_dasharray": " ".join(number(length * scale, 2) for length in token.dash) or None,
    }


def _tint(panel: Panel, disc: Disc, circle: Any) -> str:
    """A fill that is strongest in the middle of a place and fades to its rim."""
    inner, outer = SOFT_OPACITY[base_symbol(disc.symbol)]
    middle = panel.frame.pixels(np.array([disc.position]))[0]
    rim = panel.frame.pixels(shapely.get_coordinates(circle))
    radius = float(np.hypot(*(rim - middle).T).max())
    x, y = middle.tolist()
    return panel.drawing.tint(
        panel.drawing.sheet.symbols[disc.symbol].colour, inner, outer, (x, y, radius)
    )


def _ring(frame: MapFrame, area: Area, disc: Disc) -> Any | None:
    """The part of a place's circle that lies at sea: the coast is no limit of the doubt."""
    room = shapely.buffer(frame.draw(area.shape), 0.6)
    ring = shapely.intersection(frame.draw(shapely.boundary(_circle(disc))), room)
    return ring if ring.length > 1.0 else None


def _draw_legs(panel: Panel, items: Sequence[Item], look: Look) -> None:
    """Legs by symbol: each line lies on its casing, and its casing on the lines below."""
    drawn: dict[str, list[Any]] = {}
    arrows: list[tuple[str, Points]] = []
    for item in items:
        for leg in item.legs:
            pieces = lines_of(panel.frame, leg.line)
            drawn.setdefault(leg.symbol, []).extend(pieces)
            points = panel.legs.setdefault(item.key, [])
            # The way itself is named before its approach.
            at = 0 if "approach" not in leg.symbol else len(points)
            points[at:at] = points_along(pieces)
            if leg.arrow and look.arrows:
                arrows += [(leg.symbol, chevron) for chevron in chevrons(pieces)]
    drawing, tokens = panel.drawing, panel.drawing.sheet.symbols
    for symbol in sorted(filter(drawn.get, drawn), key=_track_order):
        shape = shapely.geometrycollections(drawn[symbol])
        drawing.path(
            shape, fill="none", stroke=drawing.sheet.colour("casing"), stroke_linejoin="round",
            stroke_width=tokens[symbol].casing_px * look.lines, stroke_opacity=".85",
        )  # fmt: skip
        drawing.path(shape, **drawing.strokes(symbol, look.lines), stroke_linejoin="round")
        panel.symbols.add(symbol)
        panel.ground.ink.add(along(shape))
    for symbol, tip in arrows:
        draw_chevron(panel, tip, tokens[symbol].colour)


def draw_chevron(panel: Panel, tip: Points, colour: str) -> None:
    """Draw an arrowhead in a colour of the theme, and keep labels off it."""
    panel.drawing.path(
        shapely.MultiLineString([tip]), fill="none", stroke_width=1.25,
        stroke=panel.drawing.sheet.colour(colour), stroke_linecap="round",
        stroke_linejoin="round",
    )  # fmt: skip
    x, y = tip.mean(axis=0).tolist()
    panel.mark(x, y, 2.5)


def _track_order(symbol: str) -> tuple[str, int]:
    """Of compared years the newest lies on top; approaches lie below the ways themselves."""
    return symbol.partition("@")[2], TRACKS.index(base_symbol(symbol))


def _draw_marks(panel: Panel, items: Iterable[Item], look: Look) -> None:
    """A mark at each fix and in each reported place; allied exercises have a hollow one."""
    for item in items:
        for fix in item.fixes:
            if not fix.wide and look.fix_px:
                _mark(panel, fix.position, _fix_colour(fix), look.fix_px * (1 if fix.main else 0.8))
    dotted = [item for item in items if item.anchor is not None and _wants_dot(panel, item, look)]
    for item in sorted(dotted, key=lambda one: one.layer != "counterparts"):
        allied = item.layer == "counterparts"
        role = "counterpart" if allied else "exercise"
        colour = item.colour or role
        if item.anchor is not None and _mark(panel, item.anchor, colour, look.dot_px, allied):
            panel.symbols.add(f"{role}-reported{item.mark}")


def _wants_dot(panel: Panel, item: Item, look: Look) -> bool:
    small = any(is_small(panel.frame, area, look) for area in item.areas)
    return item.dot or (small and item.layer not in ("regions", "closures"))


def _fix_colour(fix: Fix) -> str:
    approach = not fix.main and f"{fix.family}-approach" in SYMBOLS and fix.family != "exercise"
    return f"{fix.family}-approach" if approach else fix.family


def _mark(
    panel: Panel, position: Sequence[float], colour: str, radius: float, hollow: bool = True
) -> bool:
    found = panel.frame.point(position)
    if found is None:
        return False
    paint, casing = (panel.drawing.sheet.colour(name) for name in (colour, "casing"))
    fill, stroke = (casing, paint) if hollow else (paint, casing)
    panel.drawing.element(
        "circle", cx=found[0], cy=found[1], r=radius, fill=fill, stroke=stroke,
        stroke_width=1.1 if hollow else 0.7,
    )  # fmt: skip
    panel.mark(*found, radius + 1)
    return True


def lines_of(frame: MapFrame, way: BaseGeometry) -> list[Any]:
    """The parts of a way within a frame, in pixels; those that meet at 180° are joined."""
    drawn = shapely.get_parts(frame.draw(way))
    lines = [part for part in drawn if part.geom_type == "LineString" and part.length > 0.2]
    joined: list[Any] = []
    for line in lines:
        last = joined[-1] if joined else None
        if last is not None and math.dist(last.coords[-1], line.coords[0]) < 0.2:
            joined[-1] = shapely.LineString([*last.coords, *line.coords[1:]])
        else:
            joined.append(line)
    return [shapely.simplify(line, 0.1) for line in joined]


def points_along(pieces: Iterable[Any]) -> Iterator[tuple[float, float, float]]:
    """Points (x, y, angle) along lines where a name may stand, the longest line's first."""
    for line in sorted(pieces, key=lambda one: -one.length):
        if line.length > 12:
            for share in (0.5, 0.3, 0.7, 0.15, 0.85):
                yield _point_at(line, share)


def _point_at(line: Any, share: float) -> tuple[float, float, float]:
    """The point (x, y) at a share of a line, and the angle of the line there."""
    at = share * line.length
    x, y = line.interpolate(at).coords[0]
    before = line.interpolate(max(at - 2, 0)).coords[0]
    after = line.interpolate(min(at + 2, line.length)).coords[0]
    return x, y, math.atan2(after[1] - before[1], after[0] - before[0])


def chevrons(pieces: Iterable[Any]) -> Iterator[Points]:
    """The arrowheads of lines that are long enough for one, as corners in pixels."""
    for line in pieces:
        if line.length >= _CHEVRON_LEAST_PX:
            x, y, angle = _point_at(line, 0.5)
            cosine, sine = math.cos(angle), math.sin(angle)
            turned = CHEVRON @ np.array([[cosine, sine], [-sine, cosine]])
            yield turned + np.array([x, y])


def along(lines: Any) -> Points:
    """Points along lines in pixels, close enough to fill the cells of the ink."""
    found: Points = shapely.get_coordinates(shapely.segmentize(lines, _INK_STEP_PX))
    return found
