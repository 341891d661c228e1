"""Compared years as drawings: which style each has, the view that holds them, insets and a grid.

One owner for what the browser's map, its still drawing and the grid of small maps show of a
comparison.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import Any

import shapely

from mapper import geodesy
from mapper.analysis import Comparisons, Edition
from mapper.atlas import Atlas
from mapper.cartography import views
from mapper.cartography.drawing import MapDrawing
from mapper.cartography.frame import MapFrame, frame_for
from mapper.cartography.stills import still_ground, still_sheet
from mapper.cartography.svg import Attribute, Sheet
from mapper.cartography.year_style import FILL, WIDTH_PX, YearStyle, year_styles
from mapper.model import THEATRE_NM

PANEL_PX = (320, 240)
INSET_PX = (168, 126)
INSET_LEAST_KM = 420.0
_MOST_INSETS = 3
_FEW_NAMED = 2
"""How many places of a year stand above its small map."""
_CORNERS = 6
"""Of a track or area, how many points say where it lies."""
_TINT = 0.34
"""Of a place known as a whole theatre: the share of its colour in the middle."""
_NEAR_NM = 300.0
_LEAST_KM = 900.0
_TOLERANCE_PX = 0.5
_LEVELS = ((9000.0, "110m"), (1800.0, "50m"), (0.0, "10m"))
"""The land to draw, by the least metres in a pixel."""


@dataclass(frozen=True)
class Row:
    """One of the things compared, with its style: a year, or an event where all are of one year.

    Attributes
    ----------
    key : str
        The year, or the event's number in its order; a layer of the map is ``year-<key>``.
    label : str
        What readers see.
    style : YearStyle
        Colour and dash.
    editions : tuple of Edition
        What is drawn for it.
    """

    key: str
    label: str
    style: YearStyle
    editions: tuple[Edition, ...]

    @property
    def ids(self) -> tuple[str, ...]:
        """The ids of its editions."""
        return tuple(one.id for one in self.editions)


@dataclass(frozen=True)
class Panel:
    """A small map: the whole drawing, what it shows, and its alternative text."""

    key: str
    label: str
    note: str
    svg: str


def compared_rows(found: Comparisons) -> tuple[Row, ...]:
    """What is compared, the oldest first, each with its own style."""
    years = sorted({one.year for one in found.editions})
    if len(years) == 1:
        styles = year_styles(range(len(found.editions)))
        return tuple(Row(str(number), one.name, style, (one,)) for number, (one, style)
                     in enumerate(zip(found.editions, styles, strict=True), 1))  # fmt: skip
    return tuple(
        Row(style.label, style.label, style,
            tuple(one for one in found.editions if one.year == style.year))
        for style in year_styles(years)
    )  # fmt: skip


@lru_cache(maxsize=8)
def compared_bbox(found: Comparisons) -> views.Bbox:
    """The view that two editions share, or that holds the most of more; degrees.

    West exceeds east where it crosses the antimeridian.
    """
    spots = [spot for one in found.editions for spot in _spots(one, found.shapes.get(one.id))]
    return views.spots_bbox(spots, whole=len(found.editions) <= 2)


def insets(found: Comparisons, bbox: views.Bbox) -> list[tuple[Edition, ...]]:
    """Editions that want a small map of their own: outside a view, or few and far apart.

    Returns
    -------
    list of tuple of Edition
        Each within some hundred miles of one another; three at most.
    """
    placed = [one for one in found.editions if one.lon is not None]
    clusters: list[list[Edition]] = []
    for one in placed:
        near = next((some for some in clusters if _apart_nm(some[0], one) <= _NEAR_NM), None)
        if near is None:
            clusters.append([one])
        else:
            near.append(one)
    outside = [some for some in clusters if not _holds(bbox, some[0])]
    few = 1 < len(clusters) <= _MOST_INSETS and len(placed) == len(found.editions)
    return [tuple(some) for some in (clusters if few else outside)[:_MOST_INSETS]]


def inset_side(found: Comparisons) -> str:
    """Which lower corner of the map insets may cover: ``left`` or ``right``."""
    west, south, east, north = compared_bbox(found)
    span = (east - west) % 360.0 or 360.0
    low = [one for one in found.editions if one.lat is not None and one.lat < (south + north) / 2]
    lefts = sum(((one.lon or 0.0) - west) % 360.0 < span / 2 for one in low)
    return "right" if lefts > len(low) - lefts else "left"


def inset_panels(atlas: Atlas, found: Comparisons, rows: Sequence[Row]) -> list[Panel]:
    """The insets of a comparison as small maps, in the colours of the page."""
    panels = []
    for number, editions in enumerate(insets(found, compared_bbox(found)), 1):
        spots = [shapely.Point(x, y) for one in editions for x, y in _outline(one)]
        frame = frame_for(spots, *INSET_PX, padding_px=16, least_km=INSET_LEAST_KM)
        shown = [row for row in rows if {one.id for one in editions} & set(row.ids)]
        label = ", ".join(row.label for row in shown)
        drawing = MapDrawing(frame, Sheet(f"inset-{number}", f"Close view: {label}",
                                          theme="auto", tolerance_px=_TOLERANCE_PX))  # fmt: skip
        drawing.sea()
        drawing.land(_land(atlas, frame), coast_px=0.6)
        draw_rows(drawing, found, shown, {one.id for one in editions})
        panels.append(Panel(str(number), label, editions[0].place, drawing.to_string()))
    return panels


def grid_panels(atlas: Atlas, found: Comparisons, rows: Sequence[Row]) -> tuple[str, list[Panel]]:
    """Small multiples: a map for each row, all in one extent and projection.

    Returns
    -------
    (str, list of Panel)
        A drawing that holds sea and land once, to stand before the panels, which use it; and the
        panels. What lies outside the extent is said in a panel's note.
    """
    bbox = compared_bbox(found)
    west, south, east, north = bbox
    east += 360.0 if east < west else 0.0
    corners = [shapely.Point(lon, lat) for lon in (west, (west + east) / 2, east)
               for lat in (south, north)]  # fmt: skip
    frame = frame_for(corners, *PANEL_PX, padding_px=2, least_km=_LEAST_KM)
    ground = MapDrawing(frame, _sheet("grid", "Sea and land of every map below"))
    with ground.group(id="grid-ground"):
        ground.sea()
        ground.graticule(width_px=0.6)
        ground.land(_land(atlas, frame), coast_px=0.6)
    panels = []
    for number, row in enumerate(rows, 1):
        outside = [one for one in row.editions if one.lon is not None and not _holds(bbox, one)]
        places = [one.place for one in row.editions if one not in outside and one.place]
        named = places if len(row.editions) <= _FEW_NAMED else []
        note = "; ".join([*dict.fromkeys(named), *(f"outside: {one.place}" for one in outside)])
        drawing = MapDrawing(frame, _sheet(f"grid-{number}", f"{row.label}: {_places(row)}"))
        drawing.element("use", href="#grid-ground")
        draw_rows(drawing, found, [row], look=_PANEL)
        panels.append(Panel(row.key, row.label, note, drawing.to_string()))
    return ground.to_string(), panels


def compared_still(
    atlas: Atlas, found: Comparisons, rows: Sequence[Row], view: str = "neutral"
) -> str:
    """The first view of a comparison as a still drawing, as ``stills.still`` draws a year's."""
    drawing, box = still_sheet(compared_bbox(found), found.sentence)
    still_ground(drawing, atlas, view)
    with drawing.group(class_="still-events"):
        draw_rows(drawing, found, rows)
    return drawing.inline("atlas-still", box)


@dataclass(frozen=True)
class Look:
    """How strongly editions are drawn: by default as on the large map.

    Attributes
    ----------
    dashed : bool
        Whether a year has the dash of its style.
    fill : float
        Share of the colour in an area.
    dot_px : float
        Radius of the middle of a place.
    least_px : float
        Radius of a place below which it has no dot: it would fill the disc.
    """

    dashed: bool = True
    fill: float = FILL
    dot_px: float = 2.4
    least_px: float = 0.0


_PANEL = Look(dashed=False, fill=0.35, dot_px=2.2, least_px=9.0)
"""In a small map of one year, which its caption names: small discs have to be found."""


def draw_rows(
    drawing: MapDrawing, found: Comparisons, rows: Iterable[Row], ids: set[str] | None = None,
    look: Look = Look(),
) -> None:  # fmt: skip
    """Draw the editions of rows in their styles, the widest below; only some ids where given."""
    pairs = [(row, one) for row in rows for one in row.editions if ids is None or one.id in ids]
    for row, one in sorted(pairs, key=lambda pair: -pair[1].uncertainty_nm):
        shape = found.shapes.get(one.id)
        if shape is None:
            continue
        with drawing.group(data_event=one.id):
            _draw_edition(drawing, one, shape, (row.style, look))


def _draw_edition(
    drawing: MapDrawing, one: Edition, shape: Any, looks: tuple[YearStyle, Look]
) -> None:
    style, look = looks
    paint = style.paint(drawing.sheet.theme)
    dash = " ".join(f"{length:g}" for length in style.dash) if look.dashed else ""
    line: dict[str, Attribute] = {
        "stroke": paint, "stroke_width": WIDTH_PX, "stroke_dasharray": dash or None
    }  # fmt: skip
    if shape.geom_type == "MultiPoint":
        # A track whose fixes are too uncertain for a line: wide places, without an edge.
        for fix in shape.geoms:
            disc = drawing.frame.draw(geodesy.circle((fix.x, fix.y), one.uncertainty_nm))
            fill = drawing.fade(style.name, paint, (_TINT, 0.0))
            drawing.path(disc, fill=fill, stroke="none")
        return
    if one.kind == "track":
        drawn = shapely.simplify(drawing.frame.draw(shape), _TOLERANCE_PX)
        drawing.path(drawn, fill="none", stroke=drawing.sheet.colour("casing"), stroke_width=4.4)
        drawing.path(drawn, fill="none", **line)
        return
    if one.uncertainty_nm > THEATRE_NM:
        # A whole theatre has no edge: its tint fades out.
        fill = drawing.fade(style.name, paint, (_TINT, 0.0))
        drawing.path(drawing.frame.draw(_disc(one)), fill=fill, stroke="none")
        return
    if one.kind == "place":
        shape = _disc(one)
    drawn = drawing.frame.draw(shape)
    drawing.path(drawn, fill=paint, fill_opacity=look.fill, **line)
    point = drawing.frame.point((one.lon or 0.0, one.lat or 0.0))
    if point is not None and one.kind == "place" and _width_px(drawn) >= 2 * look.least_px:
        drawing.element("circle", cx=point[0], cy=point[1], r=look.dot_px, fill=paint,
                        stroke=drawing.sheet.colour("casing"), stroke_width=1)  # fmt: skip


def _width_px(drawn: Any) -> float:
    west, _, east, _ = shapely.bounds(drawn)
    return float(east - west)


def _disc(one: Edition) -> Any:
    """The disc of uncertainty of a place."""
    return geodesy.circle((one.lon or 0.0, one.lat or 0.0), max(one.uncertainty_nm, 0.5))


def compared_values(rows: Sequence[Row]) -> list[dict[str, Any]]:
    """The rows as the scripts of the map read them: constants only, never a name."""
    return [{"key": row.key, "style": row.style.name, "dash": row.style.dash_index,
             "ids": list(row.ids)} for row in rows]  # fmt: skip


def _sheet(prefix: str, title: str) -> Sheet:
    return Sheet(prefix, title, theme="auto", tolerance_px=_TOLERANCE_PX)


def _land(atlas: Atlas, frame: MapFrame) -> Any:
    level = next(level for least, level in _LEVELS if frame.m_per_px >= least)
    return atlas.basemap.land(level).parts


def _places(row: Row) -> str:
    return "; ".join(f"{one.name}, {one.place or 'place unknown'}" for one in row.editions)


def _spots(one: Edition, shape: Any) -> Iterator[views.Spot]:
    if one.lon is not None and one.lat is not None:
        yield views.Spot(one.lon, one.lat, min(max(one.uncertainty_nm, 15.0), THEATRE_NM), 3.0)
    if shape is None or one.kind == "place":
        return
    step = max(1, shapely.count_coordinates(shape) // _CORNERS)
    corners = shapely.get_coordinates(shape)[::step]
    for lon, lat in corners.tolist():
        yield views.Spot(lon, lat, 0.0, 3.0 / len(corners))


def _outline(one: Edition) -> Iterator[tuple[float, float]]:
    """Corners of what an inset has to hold of an edition."""
    radius = min(max(one.uncertainty_nm, 10.0), THEATRE_NM)
    ring = geodesy.circle((one.lon or 0.0, one.lat or 0.0), radius, points=12)
    yield from shapely.get_coordinates(ring).tolist()


def _apart_nm(first: Edition, second: Edition) -> float:
    ends: Mapping[int, tuple[float, float]] = {
        number: (one.lon or 0.0, one.lat or 0.0) for number, one in enumerate((first, second))
    }
    return geodesy.distance_nm(ends[0], ends[1])


def _holds(bbox: views.Bbox, one: Edition) -> bool:
    west, south, east, north = bbox
    span = (east - west) % 360.0 or 360.0
    across = ((one.lon or 0.0) - west) % 360.0
    return across <= span and south <= (one.lat or 0.0) <= north
