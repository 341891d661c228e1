"""GeoJSON geometry members: checked position by position, then turned into shapely shapes."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from typing import Any

import shapely
from shapely.geometry.base import BaseGeometry

from mapper.errors import Problem

MAX_VERTICES = 1_000_000

_LEVELS = {
    "Point": 0,
    "MultiPoint": 1,
    "LineString": 1,
    "MultiLineString": 2,
    "Polygon": 2,
    "MultiPolygon": 3,
}
_RINGS = {"Polygon": 1, "MultiPolygon": 2}

Report = Callable[[str, str], None]


def read_geometry(
    member: Any, where: str, allowed: Sequence[str], problems: list[Problem]
) -> BaseGeometry | None:
    """Turn a GeoJSON geometry member into a shapely shape, or note why it cannot be one.

    Parameters
    ----------
    member : any
        The parsed ``geometry`` member; ``None`` is a feature without a place.
    where : str
        File and feature, for the messages.
    allowed : sequence of str
        The geometry types that this kind of feature may have.
    problems : list of Problem
        Receives everything that is wrong.

    Returns
    -------
    shapely geometry or None
        Rings right-handed, (lon, lat) in degrees.
    """
    before = len(problems)

    def report(what: str, remedy: str) -> None:
        problems.append(Problem(where, what, remedy))

    if member is None:
        return None
    kind = member.get("type") if isinstance(member, Mapping) else None
    if kind not in _LEVELS or kind not in allowed:
        report(f"geometry: expected {' or '.join(allowed)}, got {_brief(kind)}", "draw it as one")
        return None
    coordinates = member.get("coordinates")
    _check(coordinates, _LEVELS[kind], "", report)
    if len(problems) == before:
        _check_positions(coordinates, _LEVELS[kind], report)
    if len(problems) == before and kind in _RINGS:
        _check_rings(coordinates, _RINGS[kind], report)
    if len(problems) > before:
        return None
    return _shape(dict(member), report)


def _check(value: Any, level: int, path: str, report: Report) -> None:
    """The nesting: arrays of arrays down to positions of two or three finite numbers."""
    name = f"coordinates{path}"
    if not isinstance(value, list):
        report(f"{name}: expected an array, got {_brief(value)}", "correct it")
    elif level:
        if not value:
            report(f"{name}: empty", "add positions, or make the geometry null")
        for index, part in enumerate(value):
            _check(part, level - 1, f"{path}[{index}]", report)
    elif not (2 <= len(value) <= 3 and all(_is_number(number) for number in value)):
        report(f"{name}: expected [lon, lat] as two numbers, got {_brief(value)}", "correct it")


def _check_positions(coordinates: Any, level: int, report: Report) -> None:
    positions = list(_positions(coordinates, level))
    if len(positions) > MAX_VERTICES:
        report(f"{len(positions):,} vertices, at most {MAX_VERTICES:,} are read", "simplify it")
        return
    wrong = [p for p in positions if not (-180 <= p[0] <= 180 and -90 <= p[1] <= 90)]
    if not wrong:
        return
    lon, lat = wrong[0][:2]
    what = f"position ({lon:g}, {lat:g}) is outside lon -180 to 180, lat -90 to 90"
    if max(abs(lon), abs(lat)) > 1000:
        remedy = "it looks like metres of a projection; write it in WGS 84 degrees"
    elif abs(lat) > 90 and abs(lon) <= 90:
        remedy = "it looks like (lat, lon); write (lon, lat)"
    else:
        remedy = "split the shape at the antimeridian, with longitudes from -180 to 180"
    report(what, remedy)


def _check_rings(coordinates: Any, level: int, report: Report) -> None:
    for ring_name, ring in _rings(coordinates, level):
        if ring[0] != ring[-1]:
            first, last = _position(ring[0]), _position(ring[-1])
            report(
                f"{ring_name} is not closed; first {first}, last {last}",
                "repeat the first position at the end",
            )
        elif len(ring) < 4:
            report(f"{ring_name}: expected at least 4 positions, got {len(ring)}", "add a corner")


def _shape(member: dict[str, Any], report: Report) -> BaseGeometry | None:
    try:
        shape = shapely.geometry.shape(member)
    except (ValueError, TypeError, shapely.errors.ShapelyError) as error:
        report(f"geometry: not a shape ({error})", "draw it again")
        return None
    shape = shapely.force_2d(shape)
    if not shape.is_valid:
        reason = shapely.is_valid_reason(shape)
        report(f"geometry: {reason[:1].lower()}{reason[1:]}", "move the corner or split the ring")
        return None
    return shapely.orient_polygons(shape)


def _positions(value: Any, level: int) -> Iterator[Sequence[float]]:
    if level == 0:
        yield value
        return
    for part in value:
        yield from _positions(part, level - 1)


def _rings(value: Any, level: int, path: str = "") -> Iterator[tuple[str, Sequence[Any]]]:
    for index, part in enumerate(value):
        if level == 1:
            yield f"{path}ring {index}", part
        else:
            yield from _rings(part, level - 1, f"polygon {index}, ")


def _is_number(value: Any) -> bool:
    return isinstance(value, int | float) and not isinstance(value, bool)


def _position(position: Sequence[float]) -> str:
    return f"({position[0]:g}, {position[1]:g})"


def _brief(value: Any) -> str:
    text = repr(value)
    return text if len(text) <= 60 else f"{text[:57]}..."
