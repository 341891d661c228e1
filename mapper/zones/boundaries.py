"""The boundaries of zones as arcs between nodes.

Each arc has its basis, is simplified once for both sides, and goes back into a valid coverage.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from itertools import pairwise
from typing import Any, Literal

import numpy as np
import shapely
from shapely.geometry import LineString, Point
from shapely.geometry.base import BaseGeometry
from shapely.ops import linemerge, substring

from mapper.errors import GeometryError, Problem
from mapper.geodesy import densify

Basis = Literal["treaty", "median", "200nm", "joint", "disputed", "window"]

HIGH_SEAS = ""
"""The label of what lies beyond every zone."""

_NEAR_DEG = 2e-4
_GRID_DEG = 1e-6
_AGREED_DEG = 1.5e-4


@dataclass(frozen=True)
class Arc:
    """A piece of boundary between two nodes.

    Attributes
    ----------
    line : LineString
        In the frame's longitudes.
    sides : tuple of str
        The labels on its two sides, in order; empty for the high seas.
    basis : str
        What the line rests on.
    instrument : str
        The id of the treaty, where the basis is one.
    """

    line: LineString
    sides: tuple[str, str]
    basis: Basis
    instrument: str = ""


@dataclass(frozen=True)
class Status:
    """What is special about some labels.

    Attributes
    ----------
    claimants : dict of str to set of str
        Labels that several states claim, with the labels of these states' zones.
    joint : set of str
        Areas under an agreed joint regime.
    beyond : set of str
        Enclosed waters beyond 200 nm of every coast.
    """

    claimants: Mapping[str, frozenset[str]] = field(default_factory=dict)
    joint: frozenset[str] = frozenset()
    beyond: frozenset[str] = frozenset()


def arcs_of(
    zones: Mapping[str, Any],
    agreed: Mapping[str, LineString],
    status: Status,
    window: BaseGeometry,
) -> list[Arc]:
    """Cut the boundaries of a coverage into arcs and say what each rests on.

    Parameters
    ----------
    zones : dict of str to polygons
        The coverage, by label.
    agreed : dict of str to LineString
        Treaty lines by their id, in the frame's longitudes.
    status : Status
        Which labels are joint, claimed by several, or beyond 200 nm.
    window : polygon
        The region's frame; what runs along its edge is no boundary.
    """
    # The window's edge is in the net so that a limit ends where it leaves the window.
    outlines = [zone.boundary for zone in zones.values()]
    net = shapely.union_all([*outlines, window.boundary], grid_size=_GRID_DEG)
    whole: list[Any] = list(shapely.get_parts(linemerge(list(shapely.get_parts(net)))))
    turning = [Point(point) for line in agreed.values() for point in line.coords]
    pieces = [piece for line in whole for piece in _cut(line, turning)]
    index = shapely.STRtree(list(zones.values()))
    labels = list(zones)
    drawn = {name: densify(line, "geodesic") for name, line in agreed.items()}
    rules = _Rules(drawn, status, window.boundary)
    arcs = [_arc(piece, _sides(piece, index, labels), rules) for piece in pieces]
    return [arc for arc in arcs if arc.sides != (HIGH_SEAS, HIGH_SEAS)]


def simplified(arcs: Sequence[Arc], tolerance_deg: float) -> list[Arc]:
    """The same arcs with fewer points; nodes and turning points of treaties stay in place.

    Agreed lines keep their geodesic sides to 0.01 nm.
    """
    agreed = min(tolerance_deg, _AGREED_DEG)
    lines: list[Any] = [
        arc.line.simplify(
            agreed if arc.basis in ("treaty", "joint") else tolerance_deg, preserve_topology=False
        )
        for arc in arcs
    ]
    return [replace(arc, line=line) for arc, line in zip(arcs, lines, strict=True)]


def rebuilt(arcs: Sequence[Arc], zones: Mapping[str, Any]) -> dict[str, Any]:
    """Zones from simplified arcs: faces take the label of the zone that they lie in.

    Raises
    ------
    GeometryError
        The result is no valid coverage.
    """
    net = shapely.union_all([arc.line for arc in arcs], grid_size=_GRID_DEG)
    faces = shapely.get_parts(shapely.polygonize(shapely.get_parts(net)))
    inner = shapely.point_on_surface(faces)
    found: dict[str, Any] = {}
    for label, zone in zones.items():
        shapely.prepare(zone)
        mine = faces[shapely.contains(zone, inner)]
        if len(mine):
            found[label] = shapely.union_all(mine, grid_size=_GRID_DEG)
    if not shapely.coverage_is_valid(list(found.values())):
        raise GeometryError(
            Problem("zones", "the simplified boundaries are no valid coverage",
                    "use a smaller tolerance")
        )  # fmt: skip
    return found


def _cut(line: LineString, turning: Sequence[Point]) -> list[LineString]:
    """A line cut at the turning points that lie on it; the point itself becomes the node."""
    stops = sorted(
        (line.project(point), point) for point in turning if line.distance(point) < _NEAR_DEG
    )
    stops = [stop for stop in stops if 1e-9 < stop[0] < line.length - 1e-9]
    if not stops:
        return [line]
    ends = [0.0, *(stop[0] for stop in stops), line.length]
    pieces = []
    for number, (start, end) in enumerate(pairwise(ends)):
        coordinates = list(substring(line, start, end).coords)
        if number > 0:
            coordinates[0] = stops[number - 1][1].coords[0]
        if number < len(stops):
            coordinates[-1] = stops[number][1].coords[0]
        if len(coordinates) > 1 and coordinates[0] != coordinates[-1]:
            pieces.append(LineString(coordinates))
    return pieces


@dataclass(frozen=True)
class _Rules:
    """What decides on which basis an arc rests."""

    agreed: Mapping[str, BaseGeometry]
    status: Status
    edge: BaseGeometry

    def disputed(self, sides: tuple[str, str]) -> bool:
        """Whether one side is claimed by the state on the other."""
        one, two = sides
        claims = self.status.claimants
        return two in claims.get(one, ()) or one in claims.get(two, ())


def _arc(line: LineString, sides: tuple[str, str], rules: _Rules) -> Arc:
    middle = line.interpolate(0.5, normalized=True)
    for instrument, treaty in rules.agreed.items():
        if treaty.distance(middle) < _NEAR_DEG * 5:
            joint = bool(set(sides) & rules.status.joint)
            return Arc(line, sides, "joint" if joint else "treaty", instrument)
    if rules.edge.distance(middle) < _NEAR_DEG:
        return Arc(line, sides, "window")
    if set(sides) & rules.status.joint:
        return Arc(line, sides, "joint")
    if set(sides) & {HIGH_SEAS, *rules.status.beyond}:
        return Arc(line, sides, "200nm")
    return Arc(line, sides, "disputed" if rules.disputed(sides) else "median")


def _sides(line: LineString, index: shapely.STRtree, labels: Sequence[str]) -> tuple[str, str]:
    """The labels a little to the left and to the right of the middle of a line."""
    share = 0.5
    here = np.array(line.interpolate(share, normalized=True).coords[0])
    ahead = np.array(line.interpolate(min(share + 1e-3, 1.0), normalized=True).coords[0])
    along = (ahead - here) / max(float(np.hypot(*(ahead - here))), 1e-12)
    offset = np.array([-along[1], along[0]]) * 2e-4
    found = []
    for point in (Point(here + offset), Point(here - offset)):
        hits = index.query(point, predicate="within")
        found.append(labels[int(hits[0])] if len(hits) else HIGH_SEAS)
    return found[0], found[1]
