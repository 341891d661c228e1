"""The first view of a map as a still drawing: it stands in the page before any script has run.

It is drawn in Web Mercator round the scene's box, as the browser's map will be, so that the one
takes the other's place without a jump. Looks come from the page's style sheet.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator, Sequence
from typing import Any

import numpy as np
import shapely

from mapper.atlas import Atlas
from mapper.cartography.drawing import MapDrawing
from mapper.cartography.frame import MapFrame
from mapper.cartography.layers import Scene, event_closures
from mapper.cartography.portrayal import (
    area_symbol,
    is_theatre,
    leg_symbol,
    middle_of,
    role_of,
    theatres,
)
from mapper.cartography.projection import Projection
from mapper.cartography.still_zones import still_zones
from mapper.cartography.svg import Sheet, number
from mapper.geodesy import circle
from mapper.geojson import Feature

_ACROSS_PX = 860.0
"""The width of the scene's box: about what a desk's screen gives it."""
_ROOM = 1.3
"""How far the drawing runs past the box on each side, in its widths and heights."""
_TALLEST = 2.2
_TOLERANCE_PX = 1.2
_SMALL_ROOM, _SMALL_TOLERANCE_PX = 0.5, 1.4
_AFAR_DEG = 0.2
_MOST_LAT = 84.0
_LEVELS = ((9000.0, "110m"), (2500.0, "50m"), (0.0, "10m"))
"""The land to draw, by the least metres in a pixel."""


def still(atlas: Atlas, scene: Scene, *, small: bool = False) -> str:
    """Draw the first view of a scene.

    Parameters
    ----------
    atlas : Atlas
        What the scene shows.
    scene : Scene
        A year or one event.
    small : bool
        For a small frame: with less round it and coarser lines, a third of the bytes.

    Returns
    -------
    str
        One ``<svg class="atlas-still">`` element; its box is the scene's box.
    """
    name = atlas.event(scene.event).record.name if scene.event else str(scene.year)
    drawing, box = still_sheet(scene.bbox, f"Map of {name}", small=small)
    held = [atlas.event(scene.event)] if scene.event else list(atlas.events(scene.year))
    with drawing.group(class_="still-events"):
        _tints(drawing, atlas, held)
    still_ground(drawing, atlas, scene.view, scene.hidden)
    with drawing.group(class_="still-events"):
        for symbol, geometry, event in _shapes(atlas, scene, held):
            _shape(drawing, symbol, geometry, event)
        _dots(drawing, atlas, held)
    return drawing.inline("atlas-still", box)


def still_of_shapes(
    atlas: Atlas, shapes: Sequence[tuple[str, Any]], bbox: Sequence[float], title: str,
    view: str = "neutral",
) -> str:  # fmt: skip
    """Draw shapes that are none of the atlas, as those of a warning that was read.

    Parameters
    ----------
    atlas : Atlas
        Its land and zones.
    shapes : sequence of (symbol, geometry)
        From below; (lon, lat) degrees.
    bbox : (west, south, east, north)
        The view; west exceeds east where it crosses the antimeridian.
    title : str
        The alternative text.
    view : str
        Whose claims are taken as its own.

    Returns
    -------
    str
        One ``<svg class="atlas-still">`` element.
    """
    drawing, box = still_sheet(bbox, title)
    still_ground(drawing, atlas, view)
    with drawing.group(class_="still-events"):
        for symbol, geometry in shapes:
            drawing.path(drawing.frame.draw(geometry), class_=f"atlas-sym-{symbol}")
            if geometry.geom_type == "Point":
                drawing.dot(geometry.coords[0], "exercise")
    return drawing.inline("atlas-still", box)


def still_sheet(
    bbox: Sequence[float], title: str, *, small: bool = False
) -> tuple[MapDrawing, str]:
    """An empty still drawing round a box, and the box as its ``viewBox``."""
    frame, box = _frame(bbox, _SMALL_ROOM if small else _ROOM)
    tolerance_px = _SMALL_TOLERANCE_PX if small else _TOLERANCE_PX
    sheet = Sheet("still", title, theme="auto", tolerance_px=tolerance_px)
    return MapDrawing(frame, sheet), box


def still_ground(
    drawing: MapDrawing, atlas: Atlas, view: str = "neutral", hidden: Collection[str] = ()
) -> None:
    """Draw land and zones, as finely as the drawing shows them; see ``still_zones``."""
    m_per_px = drawing.frame.m_per_px
    level = next(level for least, level in _LEVELS if m_per_px >= least)
    drawing.land(atlas.basemap.land(level).parts)
    still_zones(drawing, atlas, view, hidden)


def _frame(bbox: Sequence[float], room: float) -> tuple[MapFrame, str]:
    """The frame round a box with room on every side, and the box in its pixels."""
    west, south, east, north = bbox
    east += 360.0 if east < west else 0.0
    projection = Projection("webmerc", round((west + east) / 2, 3), 0.0)
    corners = np.array([[west, max(south, -_MOST_LAT)], [east, min(north, _MOST_LAT)]])
    (left, bottom), (right, top) = projection.forward(corners)
    m_per_px = float((right - left) / _ACROSS_PX)
    high = float((top - bottom) / m_per_px)
    limit = projection.forward(np.array([[projection.lon, _MOST_LAT]]))[0, 1]
    width = min(_ACROSS_PX * (1 + 2 * room), 2 * 19.9e6 / m_per_px)
    height = max(min(high, _ACROSS_PX * _TALLEST), _ACROSS_PX) + 2 * room * high
    height = min(height, 2 * limit / m_per_px)
    middle = float((top + bottom) / 2)
    middle = float(np.clip(middle, height * m_per_px / 2 - limit, limit - height * m_per_px / 2))
    frame = MapFrame(projection, round(width), round(height), (0.0, middle), m_per_px)
    (x, y), (x_end, y_end) = frame.pixels(np.array([[west, north], [east, south]])).tolist()
    return frame, " ".join(map(number, (x, y, x_end - x, y_end - y)))


def _shapes(atlas: Atlas, scene: Scene, held: Sequence[Feature]) -> Iterator[tuple[str, Any, str]]:
    """What is drawn, from below: symbol, geometry, id of the event."""
    ids = {event.id for event in held}
    for region in atlas.regions(scene.year):
        if region.record.event in ids and region.record.shape == "corridor":
            craft = "air" if region.record.craft == "air" else "region"
            yield f"{craft}-corridor", region.geometry, region.record.event
    closures = event_closures(atlas, scene.event) if scene.event else atlas.closures(scene.year)
    for closure in closures if "closures" not in scene.hidden else ():
        if closure.record.role != "drill-area":
            yield "closure", closure.geometry, closure.id
    parts = [(event, part) for event in held for part in (event, *atlas.parts(event.id))
             if part.geometry is not None]  # fmt: skip
    areas = [(event, part) for event, part in parts if shapely.get_dimensions(part.geometry) == 2]
    for event, part in sorted(areas, key=lambda pair: -shapely.area(pair[1].geometry)):
        if not is_theatre(part.record):
            yield area_symbol(event.record, part.record), part.geometry, event.id
    for event, part in parts:
        lines = shapely.get_parts(part.geometry)
        for leg in getattr(part.record, "legs", ()):
            if symbol := leg_symbol(leg, part.record):
                yield symbol, shapely.multilinestrings(lines[list(leg.parts)]), event.id


def _shape(drawing: MapDrawing, symbol: str, geometry: Any, event: str) -> None:
    drawn = shapely.simplify(drawing.frame.draw(geometry), _TOLERANCE_PX, preserve_topology=False)
    if shapely.is_empty(drawn):
        # Out of view, but of the year: the drawing holds every event, as the map will.
        drawn = shapely.transform(shapely.simplify(geometry, _AFAR_DEG), drawing.frame.pixels)
    drawing.path(drawn, class_=f"atlas-sym-{symbol}", data_event=event)


def _tints(drawing: MapDrawing, atlas: Atlas, held: Sequence[Feature]) -> None:
    """Places known as a whole theatre only: tints that the land covers, the widest below."""
    found = [(place, symbol, event.id) for event in held
             for part in (event, *atlas.parts(event.id))
             for place, symbol in theatres(event.record, part.record)]  # fmt: skip
    for place, symbol, event in sorted(found, key=lambda item: -item[0].uncertainty_nm):
        center = getattr(place, "drawn", None) or (place.lon, place.lat)
        with drawing.group(data_event=event):
            drawing.tint_disc(circle(center, place.uncertainty_nm, points=24), symbol)


def _dots(drawing: MapDrawing, atlas: Atlas, held: Sequence[Feature]) -> None:
    for event in held:
        if event.record.kind != "exercise" or event.record.status != "held":
            continue
        for part in (event, *atlas.parts(event.id)):
            place = middle_of(part)
            if place is not None and not is_theatre(part.record):
                with drawing.group(data_event=event.id):
                    drawing.dot(place, role_of(event.record))
