"""A figure as one drawing: the maps in their frames, the legend, and every text round them."""

from __future__ import annotations

from dataclasses import dataclass, replace
from itertools import pairwise
from typing import Any

import numpy as np
import shapely
from shapely.geometry.base import BaseGeometry

from mapper.atlas import Atlas
from mapper.cartography.drawing import Canvas
from mapper.cartography.figures import words
from mapper.cartography.figures.compared import draw_ways, with_years, year_symbols
from mapper.cartography.figures.content import Item
from mapper.cartography.figures.labels import item_labels
from mapper.cartography.figures.layout import WIDE_MM, Layout, Texts, make_layout
from mapper.cartography.figures.lettered import letter_panel
from mapper.cartography.figures.lettering import Run, Typesetter
from mapper.cartography.figures.names import degrees_below, degrees_left, place_labels_of
from mapper.cartography.figures.options import Bbox, Options
from mapper.cartography.figures.panel import LOCATOR, MAIN, Panel, draw_ground, draw_items
from mapper.cartography.figures.placement import Box, Placed
from mapper.cartography.figures.subjects import Subject
from mapper.cartography.figures.zones import claims_told, draw_zones, zone_labels, zones_in
from mapper.cartography.frame import MapFrame, frame_for
from mapper.cartography.limits import NO_ZONES, Zones
from mapper.cartography.portrayal import extent
from mapper.cartography.svg import Sheet, printable

_TOLERANCE_PX = 0.25
_LOCATOR_KM = 9000.0
_POLE_M = 8_392_000.0
"""How far from the equator an Equal Earth map ends."""

_EVENT_KM = 1300.0
"""A single event is shown with the coasts round it: the large map is at least this wide."""
_OUTLINE_INK, _BOX_INK = 6.0, 3.0
_FAR_LAYERS = ("regions", "closures")
"""What a small map leaves out."""


@dataclass(frozen=True)
class Composed:
    """A finished drawing.

    Attributes
    ----------
    canvas : Canvas
        Not yet a text.
    layout : Layout
        Where everything is, in px of the design.
    labels : tuple of (panel's box, placed labels)
        For each map.
    letters : dict
        Face to the letters used.
    title, desc : str
        For screen readers and metadata.
    """

    canvas: Canvas
    layout: Layout
    labels: tuple[tuple[Box, tuple[Placed, ...]], ...]
    letters: dict[str, str]
    title: str
    desc: str


def compose(atlas: Atlas, subject: Subject, options: Options) -> Composed:
    """Draw a figure.

    Parameters
    ----------
    atlas : Atlas
        Gives land, places and the edition.
    subject : Subject
        What it is about.
    options : Options
        How it is drawn.
    """
    degrees = "-graticule" not in options.layers
    title = subject.title if options.title is None else options.title
    layout, caption = _divide(atlas, subject, options, title)
    frame = _frame(subject.bbox, *_size(layout.main), _least_km(subject, options))
    desc = words.description(caption, subject.events)
    sheet = Sheet(
        f"figure-{subject.key}", title or subject.title, desc, options.theme,
        symbols=year_symbols(subject.years, options.theme),
    )  # fmt: skip
    canvas = Canvas(layout.width, layout.height, sheet)
    work = _Work(atlas, options, canvas, Typesetter(canvas), sheet)
    canvas.element("rect", width=layout.width, height=layout.height, fill=sheet.colour("page"))
    main, placed = work.main_map(subject, frame, layout.main, degrees)
    labels = [(layout.main, placed)]
    symbols_drawn = set(main.symbols)
    if layout.inset is not None:
        small, placed = work.small_map(subject, frame, layout.inset)
        labels.append((layout.inset, placed))
        symbols_drawn |= small.symbols
    work.frame_maps(layout)
    if degrees:
        work.degrees(frame, layout.main)
    work.round_about(layout, with_years(symbols_drawn))
    return Composed(
        canvas,
        layout,
        tuple(labels),
        work.setter.letters(),
        printable(sheet.title),
        printable(desc),
    )


def _divide(atlas: Atlas, subject: Subject, options: Options, title: str) -> tuple[Layout, str]:
    """Divide the sheet; give the caption too. Which zones are seen decides on legend and notes."""
    degrees, least_km = "-graticule" not in options.layers, _least_km(subject, options)
    rough = _frame(subject.bbox, 400.0, 260.0, least_km)
    far = _far_items(subject.items, rough)
    inset = subject.one_event or bool(far) or options.size.width_mm >= WIDE_MM
    texts = _texts(atlas, subject, title, rough, NO_ZONES)
    first = make_layout(options.size, texts, subject.symbols, inset, degrees)
    frame = _frame(subject.bbox, *_size(first.main), least_km)
    zones = zones_in(atlas, frame, options)
    texts = _texts(atlas, subject, title, frame, zones)
    symbols = subject.symbols | zones.symbols
    return make_layout(options.size, texts, symbols, inset, degrees), texts.caption


def _least_km(subject: Subject, options: Options) -> float:
    return _EVENT_KM if subject.one_event and options.extent is None else 0.0


def _texts(atlas: Atlas, subject: Subject, title: str, frame: MapFrame, zones: Zones) -> Texts:
    return Texts(
        title=title,
        caption=subject.caption(subject.symbols),
        sources=subject.sources,
        attribution=" ".join(
            filter(None, (claims_told(zones, frame), words.attribution(atlas, frame, zones.credit)))
        ),
        warning=f"{words.WARNING} {words.NEUTRAL}",
        inset=words.elsewhere(_far_items(subject.items, frame)),
    )


@dataclass
class _Work:
    """A figure in the making."""

    atlas: Atlas
    options: Options
    canvas: Canvas
    setter: Typesetter
    sheet: Sheet

    def main_map(
        self, subject: Subject, frame: MapFrame, box: Box, degrees: bool
    ) -> tuple[Panel, tuple[Placed, ...]]:
        """Draw the large map with its labels, scale bar and degrees."""
        look, items = replace(MAIN, degrees=degrees), subject.items
        panel = draw_ground(self.atlas, items, frame, self._sheet("main"), look)
        zones = zones_in(self.atlas, frame, self.options)
        draw_zones(panel, zones, look.lines)
        ways = list(draw_ways(panel, subject.ways, look.lines))
        draw_items(panel, items, look)
        labels = [*ways, *item_labels(panel, items, look), *zone_labels(panel, zones)]
        if "-places" not in self.options.layers:
            named = {label.key for label in labels if label.key}
            labels += place_labels_of(self.atlas, frame, self.options.names, named)
        placed = letter_panel(panel, self._setter(panel), labels, bar=True)
        self.canvas.embed(panel.drawing, box.left, box.top)
        return panel, placed

    def small_map(
        self, subject: Subject, main: MapFrame, box: Box
    ) -> tuple[Panel, tuple[Placed, ...]]:
        """Draw the map of where the large one lies, with the names of what lies elsewhere."""
        frame = _locator_frame(self.atlas, subject, main, *_size(box))
        items = tuple(item for item in subject.items if item.layer not in _FAR_LAYERS)
        panel = draw_ground(self.atlas, items, frame, self._sheet("inset"), LOCATOR)
        draw_items(panel, items, LOCATOR)
        outline = _outline(main)
        panel.drawing.path(
            frame.draw(outline), fill="none", stroke=self.sheet.colour("text"), stroke_width=0.8
        )
        # Within the box is what the large map names: what lies elsewhere is named outside it.
        panel.ground.ink.fill(shapely.polygonize([frame.draw(outline)]), _BOX_INK)
        panel.ground.ink.add(_dense(frame.draw(outline)), _OUTLINE_INK)
        far = tuple(_far_items(items, main))
        labels = list(item_labels(panel, far, LOCATOR, fixes=False))
        if "-places" not in self.options.layers:
            labels += place_labels_of(self.atlas, frame, self.options.names, (), small=True)
        placed = letter_panel(panel, self._setter(panel), labels, bar=False)
        self.canvas.embed(panel.drawing, box.left, box.top)
        return panel, placed

    def round_about(self, layout: Layout, symbols: set[str]) -> None:
        """Write the legend of what was drawn, and all texts outside the maps."""
        rows = tuple(row for row in layout.legend.rows if row[0] in symbols)
        legend = replace(layout.legend, rows=rows)
        legend.draw(self.canvas, self.setter, *layout.legend_at)
        for x, y, block in layout.blocks:
            self.setter.block(x, y, block)

    def _sheet(self, name: str) -> Sheet:
        return replace(self.sheet, prefix=f"{self.sheet.prefix}-{name}", title="", desc="",
                       tolerance_px=_TOLERANCE_PX)  # fmt: skip

    def _setter(self, panel: Panel) -> Typesetter:
        return Typesetter(panel.drawing, self.setter.used)

    def frame_maps(self, layout: Layout) -> None:
        """Cover what runs past the maps with the page, and draw their neat lines.

        A clip path would do the same; it takes a renderer four times as long.
        """
        boxes = [layout.main, *([layout.inset] if layout.inset else [])]
        maps = shapely.multipolygons([shapely.box(*box) for box in boxes])
        page: Any = shapely.box(-1, -1, layout.width + 1, layout.height + 1).difference(maps)
        whole = shapely.geometrycollections([page])
        self.canvas.path(whole, fill=self.sheet.colour("page"), fill_rule="evenodd")
        self.canvas.path(
            shapely.geometrycollections([maps]), fill="none", stroke_width=0.7,
            stroke=self.sheet.colour("control-edge"),
        )  # fmt: skip

    def degrees(self, frame: MapFrame, box: Box) -> None:
        """Write the degrees along the lower and the left edge of the large map."""
        last = -100.0
        for degree in degrees_below(frame):
            run = Run(degree.text, "degree", "text-graticule")
            middle, half = box.left + degree.at, run.room / 2
            if middle - half > max(last + 8, box.left - 4) and middle + half < box.right + 2:
                self.setter.write(middle, box.bottom + 9.0, (run,), "middle")
                last = middle + half
        last = -100.0
        for degree in degrees_left(frame):
            run = Run(degree.text, "degree", "text-graticule")
            middle, half = box.top + degree.at, run.room / 2
            if middle - half > max(last + 8, box.top - 2) and middle + half < box.bottom + 2:
                x = box.left - 3.5
                turn = f"rotate(-90 {x:.1f} {middle:.1f})"
                self.setter.write(x, middle, (run,), "middle", transform=turn)
                last = middle + half


def _size(box: Box) -> tuple[float, float]:
    return round(box.right - box.left, 1), round(box.bottom - box.top, 1)


def _frame(bbox: Bbox, width: float, height: float, least_km: float) -> MapFrame:
    """The frame of a box in degrees: its sides are parallels and meridians."""
    west, south, east, north = bbox
    box = shapely.box(west, south, east + 360.0 if east < west else east, north)
    return frame_for([shapely.segmentize(box, 2.0)], width, height, padding_px=0.0,
                     least_km=least_km)  # fmt: skip


def _far_items(items: tuple[Item, ...], frame: MapFrame) -> list[Item]:
    """What lies outside a frame: no part of it is named there."""
    return [
        item for item in items
        if item.layer not in _FAR_LAYERS and item.anchor is not None and not item.part
        and not any(map(frame.point, (item.anchor, *(fix.position for fix in item.fixes))))
    ]  # fmt: skip


def _locator_frame(
    atlas: Atlas, subject: Subject, main: MapFrame, width: float, height: float
) -> MapFrame:
    content: list[BaseGeometry] = [_outline(main)]
    if not subject.one_event:
        content += [shape for event in subject.events for shape in extent(atlas, event)]
    least = _LOCATOR_KM if subject.one_event or len(subject.events) < 2 else 0.0
    frame = frame_for(content, width, height, padding_px=18.0, least_km=least)
    if frame.projection.kind != "eqearth":
        return frame
    # The world ends at the pole: what would be empty above it is given to what lies below.
    room = max(_POLE_M - height / 2 * frame.m_per_px, 0.0)
    x, y = frame.center
    return replace(frame, center=(x, float(round(min(max(y, -room), room)))))


def _dense(lines: BaseGeometry) -> Any:
    return shapely.get_coordinates(shapely.segmentize(lines, 1.5))


def _outline(frame: MapFrame) -> Any:
    """The rim of a frame as a ring of (lon, lat), continuous across 180°."""
    share = np.linspace(0, 1, 24, endpoint=False)[:, None]
    size = np.array([frame.width, frame.height])
    corners = np.array([[0, 0], [1, 0], [1, 1], [0, 1], [0, 0]], dtype=float) * size
    sides = [a + share * (b - a) for a, b in pairwise(corners)]
    ring = frame.lonlat(np.vstack([*sides, corners[:1]]))
    ring[:, 0] = np.unwrap(ring[:, 0], period=360.0)
    return shapely.linestrings(ring)
