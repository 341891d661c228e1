"""A small true map of a year: every event of it, on land, in a projection centred on them."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import shapely
from shapely.geometry import Point

from mapper import geodesy
from mapper.atlas import Atlas
from mapper.cartography.drawing import MapDrawing
from mapper.cartography.frame import MapFrame, frame_for
from mapper.cartography.portrayal import (
    TRACKS,
    area_symbol,
    extent,
    is_theatre,
    leg_symbol,
    middle_of,
    role_of,
    theatres,
)
from mapper.cartography.style import SYMBOLS
from mapper.cartography.svg import Sheet
from mapper.geojson import Feature

LEAST_KM = 2600.0
"""A single event is shown with the coasts round it: at least this far across."""

_EMPTY = (Point(108, 18), Point(162, 54))
"""What a year without an event shows: the waters of most other years, blank."""

_LINE_SCALE = 0.72
_SMALL_PX = 9.0
_TOLERANCE_PX = 0.6
_DEGREE_M = 111_000.0
_FINE_M_PER_PX = 9000.0


def thumbnail(
    atlas: Atlas, year: int, theme: str = "light", width: int = 320, height: int = 200
) -> str:
    """Draw the small map of a year.

    Parameters
    ----------
    atlas : Atlas
        The atlas.
    year : int
        The year; one without an event gives a blank map.
    theme : str
        ``light`` or ``dark``; ``auto`` for inlining into a page that has the atlas's custom
        properties.
    width, height : int
        Pixels.

    Returns
    -------
    str
        One ``<svg>`` element; its ids hold the year, so that several can stand in one page.

    Raises
    ------
    NotFoundError
        The atlas knows nothing of that year.
    UsageError
        There is no such theme.
    """
    held = [event for event in atlas.events(year) if event.record.status == "held"]
    spots = [spot for event in held for spot in extent(atlas, event)]
    frame = frame_for(spots or _EMPTY, width, height, padding_px=14, least_km=LEAST_KM)
    names = "; ".join(event.record.name for event in held)
    drawing = MapDrawing(
        frame,
        Sheet(f"thumb-{year}-{theme}", _title(year, held), names[:600], theme, _TOLERANCE_PX),
    )
    drawing.sea()
    drawing.graticule(width_px=0.6)
    _draw_tints(drawing, atlas, held)
    level = "50m" if frame.m_per_px < _FINE_M_PER_PX else "110m"
    drawing.land(atlas.basemap.land(level).parts, coast_px=0.6)
    _draw_areas(drawing, atlas, held)
    _draw_tracks(drawing, atlas, held)
    _draw_dots(drawing, atlas, held)
    return drawing.to_string()


def _title(year: int, held: Sequence[Feature]) -> str:
    patrols = sum(event.record.kind == "patrol" for event in held)
    exercises = len(held) - patrols
    counts = [
        f"{count} {word}{'' if count == 1 else 's'}"
        for count, word in ((exercises, "exercise"), (patrols, "patrol")) if count
    ]  # fmt: skip
    return f"Map of {year}: {' and '.join(counts) if counts else 'no event'}"


def _draw_areas(drawing: MapDrawing, atlas: Atlas, held: Sequence[Feature]) -> None:
    """Areas of exercises, the smallest on top."""
    areas = [
        (area_symbol(event.record, part.record), part.geometry)
        for event in held
        if event.record.kind == "exercise"
        for part in (event, *atlas.parts(event.id))
        if part.geometry is not None
        and not is_theatre(part.record) and not _is_small(drawing.frame, part)
    ]  # fmt: skip
    areas.sort(key=lambda pair: -shapely.area(pair[1]))
    for symbol, geometry in areas:
        drawing.shape(geometry, symbol, scale=_LINE_SCALE)


def _draw_tints(drawing: MapDrawing, atlas: Atlas, held: Sequence[Feature]) -> None:
    """Places known only as a whole theatre: tints without an edge, the widest below."""
    tints = [
        (place, symbol)
        for event in held
        for part in (event, *atlas.parts(event.id))
        for place, symbol in theatres(event.record, part.record)
    ]
    for place, symbol in sorted(tints, key=lambda pair: -pair[0].uncertainty_nm):
        center = getattr(place, "drawn", None) or (place.lon, place.lat)
        drawing.tint_disc(geodesy.circle(center, place.uncertainty_nm, points=24), symbol)


def _draw_tracks(drawing: MapDrawing, atlas: Atlas, held: Sequence[Feature]) -> None:
    """All legs of one symbol as one path; approaches lie below."""
    found: dict[str, list[Any]] = {}
    for event in held:
        for feature in (event, *atlas.parts(event.id)):
            lines = shapely.get_parts(feature.geometry)
            for leg in getattr(feature.record, "legs", ()):
                symbol = leg_symbol(leg, feature.record)
                found.setdefault(symbol, []).extend(lines[part] for part in leg.parts)
    for symbol in TRACKS:
        if symbol in found:
            drawing.shape(shapely.multilinestrings(found[symbol]), symbol, scale=_LINE_SCALE)


def _draw_dots(drawing: MapDrawing, atlas: Atlas, held: Sequence[Feature]) -> None:
    """A dot in each exercise that is no theatre, so that none is too small to see."""
    exercises = [event for event in held if event.record.kind == "exercise"]
    for event in sorted(exercises, key=lambda one: one.record.role == "main"):
        for part in (event, *atlas.parts(event.id)):
            place = middle_of(part)
            if place is not None:
                small = _is_small(drawing.frame, part)
                if is_theatre(part.record) and not small:
                    continue
                drawing.dot(
                    place,
                    SYMBOLS[f"{role_of(event.record)}-reported"].colour,
                    3.2 if small else 2.0,
                )


def _is_small(frame: MapFrame, part: Feature) -> bool:
    """Whether an area would be a speck, or is none: then its dot says it all."""
    if part.geometry is None or shapely.get_dimensions(part.geometry) < 2:
        return True
    _, south, _, north = part.geometry.bounds
    return bool((north - south) * _DEGREE_M / frame.m_per_px < _SMALL_PX)
