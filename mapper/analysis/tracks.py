"""Tracks: which zones and straits they passed, in order, with the length inside each."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace
from typing import Any

import numpy as np
import shapely
from shapely.geometry import LineString
from shapely.geometry.base import BaseGeometry

from mapper import geodesy
from mapper.analysis.claims import Claim
from mapper.analysis.records import BELTS, Distance, Measure, Passage
from mapper.analysis.subjects import Subject
from mapper.geojson import Feature

# Sides are straight in (lon, lat): short ones are as long as geodesics, to 1e-6.
_STEP_DEG = 0.1
_LEAST_NM = 0.05
_JOIN_NM = 0.5


class Way:
    """A line in parts, with geodesic lengths along it.

    Parameters
    ----------
    shape : LineString or MultiLineString
        Parts in order, as a line that is split at the antimeridian.
    """

    def __init__(self, shape: BaseGeometry) -> None:
        self.parts = list(shapely.segmentize(shapely.get_parts(shape), _STEP_DEG))
        self._marks = [_marks(part) for part in self.parts]
        ends = [marks[1][-1] for marks in self._marks]
        self._offsets = np.concatenate([[0.0], np.cumsum(ends)])

    @property
    def length_nm(self) -> float:
        """Of all parts."""
        return float(self._offsets[-1])

    def stretches(self, number: int, inside: Any) -> Iterator[tuple[float, float]]:
        """Where pieces of one part begin and end, in nm along the whole way."""
        planar, true = self._marks[number]
        for piece in shapely.get_parts(shapely.line_merge(inside)):
            if not isinstance(piece, LineString):
                continue
            ends = shapely.points(shapely.get_coordinates(piece)[[0, -1]])
            found = np.sort(shapely.line_locate_point(self.parts[number], ends))
            start, end = np.interp(found, planar, true) + self._offsets[number]
            yield float(start), float(end)


def passages(
    way: Way, claims: Sequence[Claim], straits: Sequence[Feature], leg: Subject
) -> list[Passage]:
    """The zones, straits and waters beyond that a leg passes, in order.

    Parameters
    ----------
    way : Way
        The leg's line.
    claims : sequence of Claim
        Zones that may be met.
    straits : sequence of Feature
        Places with a gate.
    leg : Subject
        Whose leg, and whether it was reported.
    """
    found: list[Passage] = []
    covered: list[tuple[float, float]] = []
    for claim in claims:
        for number, part in enumerate(way.parts):
            for start, end in _merged(way.stretches(number, claim.pieces.crossing(part))):
                if end - start >= _LEAST_NM:
                    found.append(Passage("zone", claim.id, claim.name, claim.belt, claim.states,
                                         start, end - start))  # fmt: skip
                    covered.append((start, end))
    found += [
        Passage("beyond", "", "beyond the zones known here", "", (), start, end - start)
        for start, end in _gaps(covered, way.length_nm)
    ]
    found += _straits(way, straits)
    inner = {belt: number for number, belt in enumerate(BELTS)}
    found.sort(key=lambda one: (round(one.start_nm, 1), -inner.get(one.belt, 9)))
    return [replace(one, group=leg.group, reported=leg.reported) for one in found]


def joined(legs: Sequence[tuple[Subject, Measure]]) -> tuple[Passage, ...]:
    """The passages of all legs, those that go on from one leg into the next as one."""
    result: list[Passage] = []
    offsets: dict[str, float] = {}
    last: dict[str, Subject] = {}
    for subject, leg in legs:
        before = last.get(subject.group)
        follows = before is not None and before.ends[-1:] == subject.ends[:1]
        offset = offsets.get(subject.group, 0.0)
        for passage in leg.passages:
            moved = replace(passage, start_nm=passage.start_nm + offset)
            at = next((n for n in range(len(result) - 1, -1, -1)
                       if follows and _goes_on(result[n], moved)), None)  # fmt: skip
            if at is None:
                result.append(moved)
            else:
                result[at] = _as_one(result[at], moved)
        offsets[subject.group] = offset + (leg.length_nm or 0.0)
        last[subject.group] = subject
    return tuple(result)


def nearest_of(legs: Sequence[Measure]) -> tuple[Distance, ...]:
    """Of the distances of all legs, the least to each coast and zone."""
    best: dict[tuple[str, str], Distance] = {}
    for leg in legs:
        for one in leg.distances:
            key = (one.to, one.id)
            if key not in best or one.distance_nm < best[key].distance_nm:
                best[key] = one
    return tuple(best.values())


def _goes_on(first: Passage, second: Passage) -> bool:
    if (first.kind, first.id, first.group) != (second.kind, second.id, second.group):
        return False
    return abs(first.start_nm + first.length_nm - second.start_nm) < _JOIN_NM


def _as_one(first: Passage, second: Passage) -> Passage:
    return replace(
        first,
        length_nm=first.length_nm + second.length_nm,
        reported=first.reported and second.reported,
    )


def _straits(way: Way, straits: Sequence[Feature]) -> Iterator[Passage]:
    for strait in straits:
        record = strait.record
        gate = LineString(record.gate)
        for number, part in enumerate(way.parts):
            if not part.intersects(gate):
                continue
            width = geodesy.length_nm(gate)
            disc = geodesy.circle(geodesy.middle(gate), width / 2, 180)
            inside = list(way.stretches(number, shapely.intersection(part, disc)))
            if inside:
                start = min(one[0] for one in inside)
                length = sum(one[1] - one[0] for one in inside)
                yield Passage("strait", record.id, record.name, "", (), start, length)


def _marks(part: BaseGeometry) -> tuple[Any, Any]:
    """Lengths from the start to each vertex: in degrees of the plane, and geodesic in nm."""
    points = shapely.get_coordinates(part)
    planar = np.concatenate([[0.0], np.cumsum(np.hypot(*np.diff(points, axis=0).T))])
    steps = geodesy.geod().line_lengths(points[:, 0], points[:, 1])
    return planar, np.concatenate([[0.0], np.cumsum(steps)]) / geodesy.NM_M


def _merged(stretches: Iterator[tuple[float, float]]) -> list[tuple[float, float]]:
    """Stretches that meet, as one: an area is met piece by piece."""
    found: list[tuple[float, float]] = []
    for start, end in sorted(stretches):
        if found and start - found[-1][1] < 1e-3:
            found[-1] = (found[-1][0], max(end, found[-1][1]))
        else:
            found.append((start, end))
    return found


def _gaps(covered: list[tuple[float, float]], length_nm: float) -> Iterator[tuple[float, float]]:
    """What of a way lies in no zone, above half a mile: less is a difference of coastlines."""
    reached = 0.0
    for start, end in [*sorted(covered), (length_nm, length_nm)]:
        if start - reached > _JOIN_NM:
            yield reached, start
        reached = max(reached, end)
