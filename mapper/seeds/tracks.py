"""Waypoints to tracks: who sailed which leg, along which way, and how well it is known."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise
from typing import Any

import shapely
from shapely.geometry import LineString, MultiLineString

from mapper import geodesy
from mapper.model import THEATRE_NM, Leg, Waypoint
from mapper.routes import SeaRouter

Lonlat = tuple[float, float]

_FIXES = ("sighting", "strait", "passage")
_CLOSE = dt.timedelta(hours=48)
_CLOCK = re.compile(r"(\d{4}-\d{2}-\d{2}) (\d{2}):(\d{2}) (JST|KST|UTC)")
_DAYS = re.compile(r"(\d{4}-\d{2}-\d{2})(?:/(\d{2}))?(?!\d)")
_ZONES = {"JST": 9, "KST": 9, "UTC": 0}


@dataclass(frozen=True)
class Track:
    """A track: its waypoints moved to the sea, its legs, and the way of each leg.

    Attributes
    ----------
    waypoints : tuple of Waypoint
        With ``drawn`` set where the reported position lies on land.
    legs : tuple of Leg
        In the order in which they were sailed.
    ways : tuple of tuple of (lon, lat)
        The way of each leg, longitudes continuous.
    geometry : MultiLineString
        All ways, split at the antimeridian; ``Leg.parts`` are its indices.
    """

    waypoints: tuple[Waypoint, ...]
    legs: tuple[Leg, ...]
    ways: tuple[tuple[Lonlat, ...], ...]
    geometry: MultiLineString


def build_track(waypoints: Sequence[Waypoint], router: SeaRouter, by_air: bool) -> Track:
    """Join waypoints into legs, one line a group, the shortest way by sea or straight by air.

    Parameters
    ----------
    waypoints : sequence of Waypoint
        In the order reported.
    router : SeaRouter
        Finds the way by sea.
    by_air : bool
        Aircraft fly the geodesic; no waypoint is moved.
    """
    path = "geodesic" if by_air else "computed-by-sea"
    placed = tuple(waypoint if by_air else _at_sea(waypoint, router) for waypoint in waypoints)
    legs: list[Leg] = []
    ways: list[tuple[Lonlat, ...]] = []
    lines: list[LineString] = []
    for start, end, group in _pairs(placed):
        a, b = drawn(start), drawn(end)
        way = geodesy.interpolate(a, b, 60.0) if by_air else router.route(a, b)
        split = shapely.get_parts(geodesy.split_antimeridian(_line(way)))
        parts = tuple(range(len(lines), len(lines) + len(split)))
        lines.extend(split)
        ways.append(tuple(way))
        leg = _leg(start, end, group, path, way)
        legs.append(leg.model_copy(update={"parts": parts}))
    return Track(placed, tuple(legs), tuple(ways), MultiLineString(lines))


def drawn(waypoint: Waypoint) -> Lonlat:
    """Where a waypoint is drawn: as reported, or at the nearest sea."""
    return waypoint.drawn or (waypoint.lon, waypoint.lat)


def _line(way: Sequence[Lonlat]) -> Any:
    return geodesy.unwrap(LineString(way))


def _at_sea(waypoint: Waypoint, router: SeaRouter) -> Waypoint:
    point = (waypoint.lon, waypoint.lat)
    moved = router.nearest_sea(point, waypoint.uncertainty_nm)
    if moved == point:
        return waypoint
    lon, lat = (round(value, 4) for value in moved)
    return waypoint.model_copy(update={"drawn": (lon, lat)})


def _pairs(waypoints: Sequence[Waypoint]) -> list[tuple[Waypoint, Waypoint, str]]:
    """Who went from where to where: each navy passes its own and the joint waypoints in order."""
    own = sorted({waypoint.group for waypoint in waypoints} - {"joint"})
    navies = own if len(own) != 1 else [*own, _other(own[0])]
    if not navies:
        return [(a, b, "joint") for a, b in pairwise(waypoints)]
    sailed: dict[tuple[int, int], list[str]] = {}
    for navy in navies:
        mine = [waypoint for waypoint in waypoints if waypoint.group in (navy, "joint")]
        for a, b in pairwise(mine):
            sailed.setdefault((a.order, b.order), []).append(navy)
    by_order = {waypoint.order: waypoint for waypoint in waypoints}
    return [
        (by_order[a], by_order[b], "joint" if len(who) == len(navies) else who[0])
        for (a, b), who in sorted(sailed.items())
    ]


def _other(navy: str) -> str:
    return {"China": "Russia", "Russia": "China"}.get(navy, f"without {navy}")


def _leg(start: Waypoint, end: Waypoint, group: str, path: str, way: Sequence[Lonlat]) -> Leg:
    phases = {start.phase, end.phase}
    phase = "before" if "before" in phases else "after" if "after" in phases else "during"
    return Leg.model_validate(
        {
            "from": start.order,
            "to": end.order,
            "group": group,
            "phase": phase,
            "path": path,
            "line": _line_class(start, end),
            "distance_nm": round(geodesy.length_nm(_line(way))),
            "parts": (),
        }
    )


def _line_class(start: Waypoint, end: Waypoint) -> str:
    """Solid only between fixes at most 48 h apart; none at all through a whole theatre."""
    if max(start.uncertainty_nm, end.uncertainty_nm) > THEATRE_NM:
        return "tint"
    if start.kind not in _FIXES or end.kind not in _FIXES:
        return "not-reported"
    first, last = _interval(start), _interval(end)
    if first is None or last is None:
        return "not-reported"
    return "between-fixes" if last[1] - first[0] <= _CLOSE else "not-reported"


def _interval(waypoint: Waypoint) -> tuple[dt.datetime, dt.datetime] | None:
    """The earliest and the latest moment (UTC) that a fix can have; ``None`` for a month."""
    clock = _CLOCK.search(waypoint.when_reported)
    if clock:
        day = dt.datetime.fromisoformat(clock[1])
        moment = day + dt.timedelta(hours=int(clock[2]) - _ZONES[clock[4]], minutes=int(clock[3]))
        return moment, moment
    days = _DAYS.match(waypoint.when_reported) or _DAYS.match(waypoint.date or "")
    if not days:
        return None
    first = dt.datetime.fromisoformat(days[1])
    last = first.replace(day=int(days[2])) if days[2] else first
    return first, last + dt.timedelta(days=1)
