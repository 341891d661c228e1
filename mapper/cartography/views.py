"""The first view of a map: where most of a year's events lie close together."""

from __future__ import annotations

import math
from collections.abc import Iterable, Iterator, Sequence
from typing import Any, NamedTuple

import shapely
from shapely.geometry.base import BaseGeometry

from mapper.atlas import Atlas
from mapper.geojson import Feature
from mapper.model import THEATRE_NM

Bbox = tuple[float, float, float, float]

NORTH_WEST_PACIFIC: Bbox = (108.0, 20.0, 162.0, 54.0)
"""The view of a year that has nothing to show."""

_WINDOWS_DEG = tuple(
    (width, height) for width in (58.0, 45.0, 30.0) for height in (38.0, 28.0, 18.0)
)
"""Width, and height in degrees of Mercator, of what a page shows without losing the coast."""
_MARGIN_SHARE = 0.07
_SMALLEST_YEAR_DEG = 32.0
_SMALLEST_EVENT_DEG = 9.0
_FEW_EVENTS = 2
_COST_PER_DEG = 0.06
"""What a degree more of width or height costs against the weight of what it brings."""
_WEIGHTS = {"main": 3.0, "patrol": 3.0, "counterpart": 0.6}


class Spot(NamedTuple):
    """A place that a view may hold: its position, its radius and how much it counts."""

    lon: float
    lat: float
    radius_nm: float
    weight: float


def year_bbox(atlas: Atlas, year: int) -> Bbox:
    """The view that holds the most of a year; what lies elsewhere is told at its edge.

    A year of one or two events is shown whole, be it the whole world.

    Parameters
    ----------
    atlas : Atlas
        The atlas.
    year : int
        The year.

    Returns
    -------
    (west, south, east, north)
        Degrees; west exceeds east where the view crosses the antimeridian.
    """
    return events_bbox(
        atlas, [event for event in atlas.events(year) if event.record.status == "held"]
    )


def events_bbox(atlas: Atlas, events: Sequence[Feature]) -> Bbox:
    """The view that holds the most of some events; of one or two, all.

    Parameters
    ----------
    atlas : Atlas
        Gives their parts.
    events : sequence of Feature
        Exercises, patrols or closures.
    """
    spots = [spot for event in events for spot in _spots(atlas, event)]
    if len(events) > _FEW_EVENTS:
        held = _fullest(spots)
    else:
        held = [*spots, *(spot for event in events for spot in _track_spots(atlas, event))]
    return _around(held, _SMALLEST_YEAR_DEG) if held else NORTH_WEST_PACIFIC


def event_bbox(atlas: Atlas, event_id: str) -> Bbox:
    """The view that holds the whole of one event with the coasts round it.

    Raises
    ------
    NotFoundError
        There is no such event.
    """
    event = atlas.event(event_id)
    spots = [*_spots(atlas, event), *_track_spots(atlas, event)]
    return _around(spots, _SMALLEST_EVENT_DEG) if spots else NORTH_WEST_PACIFIC


def spots_bbox(spots: Sequence[Spot], *, whole: bool) -> Bbox:
    """The view that holds all spots, or the most of them; never narrower than a strait.

    Parameters
    ----------
    spots : sequence of Spot
        Where something is.
    whole : bool
        Hold all of them, be it the whole world.
    """
    held = list(spots) if whole else _fullest(spots)
    return _around(held, _SMALLEST_EVENT_DEG) if held else NORTH_WEST_PACIFIC


def shapes_bbox(shapes: Iterable[BaseGeometry]) -> Bbox:
    """The view that holds all of some shapes in (lon, lat) degrees, with the coasts round them."""
    positions = [shapely.get_coordinates(shape) for shape in shapes]
    spots = [Spot(float(lon), float(lat), 0.0, 1.0)
             for found in positions for lon, lat in found[:: max(1, len(found) // 60)]]  # fmt: skip
    return spots_bbox(spots, whole=True)


def _spots(atlas: Atlas, event: Feature) -> Iterable[Spot]:
    record = event.record
    if record.kind == "closure":
        if event.geometry is None:
            return []
        west, south, east, north = event.geometry.bounds
        return [Spot((west + east) / 2, (south + north) / 2, (north - south) * 30, 1.0)]
    return _event_spots(atlas, record, event)


def _event_spots(atlas: Atlas, record: Any, event: Feature) -> Iterator[Spot]:
    if record.kind == "patrol":
        share = _WEIGHTS["patrol"] / max(len(record.waypoints), 1)
        for waypoint in record.waypoints:
            lon, lat = waypoint.drawn or (waypoint.lon, waypoint.lat)
            yield Spot(lon, lat, min(waypoint.uncertainty_nm, THEATRE_NM), share)
        return
    positions = [record.position, *(part.record.position for part in atlas.parts(record.id))]
    for position in filter(None, positions):
        yield Spot(position.lon, position.lat, position.uncertainty_nm, _WEIGHTS[record.role])
    if event.geometry is not None and record.position is None:
        centre = event.geometry.centroid
        yield Spot(centre.x, centre.y, 30.0, _WEIGHTS[record.role])


def _track_spots(atlas: Atlas, event: Feature) -> Iterable[Spot]:
    """The ways of an event and of its parts: each fix, and each bend of the lines between them."""
    parts = atlas.parts(event.id) if event.record.kind != "closure" else ()
    for feature in (event, *parts):
        for waypoint in getattr(feature.record, "waypoints", ()):
            lon, lat = waypoint.drawn or (waypoint.lon, waypoint.lat)
            yield Spot(lon, lat, min(waypoint.uncertainty_nm, THEATRE_NM), 0.0)
        if feature.geometry is not None and shapely.get_dimensions(feature.geometry) == 1:
            for lon, lat in shapely.get_coordinates(feature.geometry).tolist():
                yield Spot(lon, lat, 0.0, 0.0)


def _fullest(spots: Sequence[Spot]) -> list[Spot]:
    """The spots inside the window that holds the most weight for its size."""
    import numpy as np

    if not spots:
        return []
    lon, lat, _, weight = (np.array(column, dtype=float) for column in zip(*spots, strict=True))
    height = np.array([_mercator_deg(value) for value in lat])
    across = np.round(lon[None, :] - lon[:, None], 6) % 360.0
    up = height[None, :] - height[:, None]
    best, chosen = -np.inf, np.ones(len(spots), dtype=bool)
    for width_deg, height_deg in _WINDOWS_DEG:
        columns = across <= width_deg
        rows = (up >= 0) & (up <= height_deg)
        inside = columns[:, None, :] & rows[None, :, :]
        spread = np.where(inside, across[:, None, :], 0.0).max(axis=2)
        spread += np.where(inside, up[None, :, :], 0.0).max(axis=2)
        worth = inside @ weight - spread * _COST_PER_DEG
        column, row = np.unravel_index(np.argmax(worth), worth.shape)
        if worth[column, row] > best:
            best, chosen = worth[column, row], inside[column, row]
    return [spot for spot, wanted in zip(spots, chosen, strict=True) if wanted]


def _around(spots: Sequence[Spot], smallest_deg: float) -> Bbox:
    """The box round spots and their radii, with a margin, never narrower than ``smallest_deg``."""
    west = _western_end([spot.lon for spot in spots])
    lefts, rights, lows, highs = [], [], [], []
    for spot in spots:
        lat_deg = spot.radius_nm / 60.0
        lon_deg = lat_deg / max(math.cos(math.radians(spot.lat)), 0.2)
        lon = west + round(spot.lon - west, 6) % 360.0
        lefts.append(lon - lon_deg)
        rights.append(lon + lon_deg)
        lows.append(spot.lat - lat_deg)
        highs.append(spot.lat + lat_deg)
    left, right = _widened(min(lefts), max(rights), smallest_deg)
    low, high = _widened(min(lows), max(highs), smallest_deg / 2)
    if right - left >= 360.0:
        return (-180.0, max(low, -75.0), 180.0, min(high, 80.0))
    return _wrapped(left), max(low, -75.0), _wrapped(right), min(high, 80.0)


def _western_end(longitudes: Iterable[float]) -> float:
    """Where to begin so that all longitudes follow eastward in the shortest span."""
    ordered = sorted({round(value, 6) % 360.0 for value in longitudes})
    gaps = [
        ((ordered[index] - ordered[index - 1]) % 360.0 or 360.0, ordered[index])
        for index in range(len(ordered))
    ]
    return max(gaps)[1]


def _widened(low: float, high: float, smallest: float) -> tuple[float, float]:
    margin = max((high - low) * _MARGIN_SHARE, (smallest - (high - low)) / 2)
    return low - margin, high + margin


def _mercator_deg(lat: float) -> float:
    bounded = math.radians(max(-85.0, min(85.0, lat)))
    return math.degrees(math.asinh(math.tan(bounded)))


def _wrapped(lon: float) -> float:
    return (lon + 180.0) % 360.0 - 180.0
