"""Which symbol of the style stands for which record, and where it lies on a map."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from types import MappingProxyType
from typing import Any

import shapely
from shapely.geometry import Point
from shapely.geometry.base import BaseGeometry

from mapper.atlas import Atlas
from mapper.geojson import Feature
from mapper.model import THEATRE_NM

TRACKS = (
    "air-patrol-approach", "patrol-approach", "exercise-approach", "patrol-approach-fixes",
    "exercise-approach-fixes", "air-patrol", "patrol-not-reported", "exercise-not-reported",
    "patrol-between-fixes", "exercise-between-fixes",
)  # fmt: skip
"""The symbols of legs in drawing order: approaches lie below."""


ZONE_SYMBOLS: Mapping[str, str] = MappingProxyType({
    "territorial-sea": "territorial", "contiguous-zone": "contiguous",
    "treaty": "eez-agreed", "court": "eez-agreed", "joint": "eez-agreed", "median": "eez-median",
    "200nm": "eez-200nm", "disputed": "eez-disputed",
})  # fmt: skip
"""The symbol of a limit: by its belt where it is a narrow one, else by what it rests on."""


def extent(atlas: Atlas, event: Feature) -> Iterator[BaseGeometry]:
    """What of an event the map must hold: of a theatre its middle, not its whole width."""
    for feature in (event, *atlas.parts(event.id)):
        position = getattr(feature.record, "position", None)
        if feature.geometry is not None and not is_theatre(feature.record):
            yield feature.geometry
        elif position is not None:
            yield Point(position.lon, position.lat).buffer(THEATRE_NM / 60)
        for waypoint in getattr(feature.record, "waypoints", ()):
            yield Point(waypoint.drawn or (waypoint.lon, waypoint.lat))


def is_theatre(record: Any) -> bool:
    """Whether a place is known as a whole theatre only."""
    position = getattr(record, "position", None)
    return position is not None and position.uncertainty_nm > THEATRE_NM


def theatres(event: Any, part: Any) -> Iterator[tuple[Any, str]]:
    """The places of an event or part that are whole theatres, with their symbols."""
    if event.kind == "patrol":
        symbol = "air-theatre" if event.craft == "air" else "region-theatre"
    else:
        symbol = f"{role_of(event)}-theatre"
    for place in (getattr(part, "position", None), *getattr(part, "waypoints", ())):
        if place is not None and place.uncertainty_nm > THEATRE_NM:
            yield place, symbol


def area_symbol(event: Any, part: Any) -> str:
    """The symbol of an area with an edge: part is the event itself or a further area of it."""
    announced = part.basis == "announced-coordinates"
    return f"{role_of(event)}-{'announced' if announced else 'reported'}"


def role_of(event: Any) -> str:
    """``exercise`` or ``counterpart``."""
    return "counterpart" if event.role == "counterpart" else "exercise"


def leg_symbol(leg: Any, record: Any) -> str:
    """The symbol of a leg, or nothing where its ends are too uncertain for a line."""
    if leg.line == "tint":
        return ""
    craft = getattr(record, "craft", "exercise")
    family = {"air": "air-patrol", "exercise": "exercise"}.get(craft, "patrol")
    if leg.phase != "during":
        known = leg.line == "between-fixes" and craft != "air"
        return f"{family}-approach{'-fixes' if known else ''}"
    return family if craft == "air" else f"{family}-{leg.line}"


def layer_of(event: Any, part: Any) -> str:
    """The layer of an exercise, of a part of one, or of a patrol."""
    if event.kind == "patrol":
        return "air-patrols" if event.craft == "air" else "patrol-tracks"
    if role_of(event) == "counterpart":
        return "counterparts"
    return f"exercises-{area_symbol(event, part).split('-')[1]}"


def middle_of(part: Feature) -> tuple[float, float] | None:
    """The (lon, lat) that stands for an area: its position, or the middle of its shape."""
    position = getattr(part.record, "position", None)
    if position is not None:
        return position.lon, position.lat
    if part.geometry is None or shapely.get_dimensions(part.geometry) == 1:
        return None
    center = part.geometry.centroid
    return center.x, center.y
