"""Forms to drawn shapes on the ellipsoid."""

from __future__ import annotations

import math
from typing import Any

import shapely
import shapely.ops

from mapper import geodesy
from mapper.errors import GeometryError
from mapper.navwarn import ground

_REPAIRED = 80
"""Up to so many corners a self-crossing ring is put right for drawing; beyond, its sides are
drawn as a line (the repair takes time that grows with the square of the crossings)."""
_COAST_CORNERS = 5000
_STEP_DEG = 5.0


def draw(form: dict[str, Any], with_coast: bool = True) -> Any:
    """The drawn shape of a form.

    Parameters
    ----------
    form : dict
        As ``mapper.navwarn.shapes`` describes; positions (lon, lat), distances nautical miles.
    with_coast : bool
        Close sides that follow the coast with the bundled coastline where it comes near enough.

    Returns
    -------
    shapely geometry or None
        Split at the antimeridian, rings right-handed; ``None`` when the message gives no shape.
    """
    if form["type"] == "named_area_only":
        return None
    try:
        return _DRAWN[form["type"]](form, with_coast)
    except (GeometryError, shapely.GEOSException, KeyError):
        return None


def _polygon(form: dict[str, Any], with_coast: bool) -> Any:
    ring = _continuous(form["ring"])
    if with_coast and form.get("coastline_segments"):
        ring = _coasted(ring, form["coastline_segments"])
    area = _area(ring)
    for hole in form.get("holes", []):
        if area.geom_type == "Polygon":
            area = shapely.difference(area, _area(_continuous(hole)))
    return geodesy.split_antimeridian(area)


def _continuous(positions: list[list[float]]) -> list[tuple[float, float]]:
    line = geodesy.unwrap(shapely.LineString(positions))
    return [(float(x), float(y)) for x, y in shapely.get_coordinates(line)]


def _area(ring: list[tuple[float, float]]) -> Any:
    area = shapely.Polygon(ring)
    if area.is_valid:
        return area
    if len(ring) > _REPAIRED:
        return shapely.LineString(ring)
    parts = [part for part in shapely.get_parts(shapely.make_valid(area))
             if part.geom_type in ("Polygon", "MultiPolygon")]  # fmt: skip
    return shapely.union_all(parts) if parts else shapely.LineString(ring)


def _coasted(
    ring: list[tuple[float, float]], segments: list[list[int]]
) -> list[tuple[float, float]]:
    """The ring with the coast in place of the straight sides that follow it."""
    if len(ring) > _REPAIRED:
        return ring
    corners = ring[:-1]
    near = shapely.LineString(ring)
    out: list[tuple[float, float]] = []
    after = {segment[0]: segment[1] for segment in segments}
    for index, corner in enumerate(corners):
        out.append(corner)
        if index in after:
            way = ground.coast_between(corner, corners[after[index] % len(corners)], near)
            out += way or []
    return _sound([*out, out[0]], ring)


def _sound(
    closed: list[tuple[float, float]], ring: list[tuple[float, float]]
) -> list[tuple[float, float]]:
    """The largest whole of a ring closed along the coast; the given ring when it makes no sense.

    A straight side that ends at the shore may cut across a headland that the chart's own coast
    does not have, which leaves slivers.
    """
    if len(closed) > _COAST_CORNERS:
        return ring
    parts = [part for part in shapely.get_parts(shapely.make_valid(shapely.Polygon(closed)))
             if part.geom_type == "Polygon"]  # fmt: skip
    whole = max(parts, key=lambda part: part.area, default=None)
    if whole is None:
        return ring
    straight = _area(ring).area if ring else whole.area
    if not 0.4 * straight <= whole.area <= 4 * straight:
        return ring
    return [(float(x), float(y)) for x, y in shapely.get_coordinates(whole.exterior)]


def _open_line(form: dict[str, Any], with_coast: bool) -> Any:
    line = _continuous(form["line"])
    given = shapely.LineString(line)
    if with_coast and len(line) <= _REPAIRED:
        way = ground.coast_between(line[-1], line[0], shapely.LineString([*line, line[0]]))
        if way and len(line) + len(way) > 2:
            ring = [*line, *way, line[0]]
            whole = _sound(ring, [])
            if whole:
                return geodesy.split_antimeridian(shapely.Polygon(whole))
    return geodesy.split_antimeridian(given)


def _circle(form: dict[str, Any], _: bool) -> Any:
    disc = geodesy.circle(form["center"], form["radius_nm"])
    for hole in form.get("holes", []):
        disc = shapely.difference(disc, _area(_continuous(hole)))
    return disc


def _sector(form: dict[str, Any], _: bool) -> Any:
    """The part of a disc between two true bearings, clockwise from the first."""
    center, radius = form["center"], form["radius_nm"]
    start, end = form["bearing_from"], form["bearing_to"]
    width = (end - start) % 360 or 360.0
    steps = max(2, math.ceil(width / _STEP_DEG))
    rim = [geodesy.destination(center, start + width * i / steps, radius) for i in range(steps + 1)]
    middle = (float(center[0]), float(center[1]))
    return geodesy.split_antimeridian(_area(_continuous([list(p) for p in (middle, *rim, middle)])))


def _corridor(form: dict[str, Any], _: bool) -> Any:
    line = form["line"]
    return geodesy.corridor(line, [form["half_width_nm"]] * len(line))


def _line(form: dict[str, Any], _: bool) -> Any:
    return geodesy.split_antimeridian(shapely.LineString(_continuous(form["line"])))


def _point(form: dict[str, Any], _: bool) -> Any:
    return shapely.Point(form["coordinates"])


def _with_arcs(form: dict[str, Any], _: bool) -> Any:
    corners = [tuple(corner) for corner in form["vertices"]]
    arcs = {arc["from_vertex"]: arc for arc in form.get("arcs", [form["arc"]])}
    out: list[Any] = []
    for index, corner in enumerate(corners):
        out.append(corner)
        if index in arcs:
            out += _arc(corner, corners[(index + 1) % len(corners)], arcs[index])
    return geodesy.split_antimeridian(_area(_continuous([list(p) for p in (*out, out[0])])))


def _arc(start: Any, end: Any, arc: dict[str, Any]) -> list[tuple[float, float]]:
    """Points of an arc between its ends; the short way round unless the text says which.

    The radius runs from that of the start to that of the end, so that both are met.
    """
    center = arc["center"]
    first, last = geodesy.bearing_deg(center, start), geodesy.bearing_deg(center, end)
    turn = (last - first + 540) % 360 - 180
    if arc["clockwise"] is True:
        turn %= 360
    elif arc["clockwise"] is False:
        turn = turn % 360 - 360
    near, far = geodesy.distance_nm(center, start), geodesy.distance_nm(center, end)
    steps = max(2, math.ceil(abs(turn) / _STEP_DEG))
    return [
        geodesy.destination(center, first + turn * i / steps, near + (far - near) * i / steps)
        for i in range(1, steps)
    ]


_DRAWN: dict[str, Any] = {
    "polygon": _polygon,
    "polygon_with_arc": _with_arcs,
    "open_line_closed_by_coast": _open_line,
    "circle": _circle,
    "sector": _sector,
    "corridor": _corridor,
    "line": _line,
    "point": _point,
}
