"""Tracks: which zones and straits they passed, in order, with the length inside each."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import replace
from typing import Any

import numpy as np
import shapely
from numpy.typing import NDArray
from shapely.geometry import LineString

from mapper import geodesy
from mapper.analysis.claims import Claims
from mapper.analysis.records import BELTS, Distance, Measure, Passage
from mapper.analysis.subjects import Subject
from mapper.geodesy import Chains, OverlapIndex
from mapper.geojson import Feature

# Sides are straight in (lon, lat): short ones are as long as geodesics, to 1e-6.
_STEP_DEG = 0.1
_LEAST_NM = 0.05
_JOIN_NM = 0.5

Stretches = list[tuple[float, float]]


class Ways:
    """The lines of some legs, with geodesic lengths along them.

    Parameters
    ----------
    shapes : sequence of LineString or MultiLineString
        Of each leg, parts in order, as a line that is split at the antimeridian.

    Attributes
    ----------
    lengths_nm : list of float
        Of each leg.
    parts, legs : arrays of LineString and int
        The parts of all, and the number of the leg of each.
    """

    def __init__(self, shapes: Sequence[Any]) -> None:
        parts, leg = shapely.get_parts(np.array(shapes, dtype=object), return_index=True)
        self.parts = shapely.segmentize(parts, _STEP_DEG)
        chains = self._chains = Chains(self.parts, leg, nudged=True)
        steps = geodesy.geod().inv(chains.x0, chains.y0, chains.x1, chains.y1)[2]
        sums = np.concatenate([[0.0], np.cumsum(steps)]) / geodesy.NM_M
        numbers = np.arange(len(shapes))
        begins = sums[chains.first[np.searchsorted(leg, numbers)]]
        ends = sums[chains.last[np.searchsorted(leg, numbers, side="right") - 1]]
        self.lengths_nm: list[float] = (ends - begins).tolist()
        self.legs: NDArray[np.intp] = leg
        self._before, self._after, self._begins = sums[:-1], sums[1:], begins

    def stretches(self, areas: OverlapIndex) -> dict[tuple[int, int], Stretches]:
        """Where each leg lies in each of some areas.

        Returns
        -------
        dict
            By the numbers of leg and area: where each stretch begins and ends, in nm along
            the leg.
        """
        chains = self._chains
        found: dict[tuple[int, int], Stretches] = defaultdict(list)
        for (part, area), turns in self._turns(areas).items():
            leg = int(chains.owners[part])
            turns.append((float(self._after[chains.last[part] - 1]), -1))
            depth, entered = 0, 0.0
            for place, way in turns:
                if depth <= 0 < depth + way:
                    entered = place
                elif depth + way <= 0 < depth:
                    begin = self._begins[leg]
                    found[leg, area].append((float(entered - begin), float(place - begin)))
                depth += way
        return found

    def _turns(self, areas: OverlapIndex) -> dict[tuple[int, int], list[tuple[float, int]]]:
        """By part and area, in order: where the part is inside from its start, goes in or out."""
        chains, theirs = self._chains, areas.index.chains
        found = areas.index.crossings(chains)
        step = self._after[found.mine] - self._before[found.mine]
        place = self._before[found.mine] + found.my_share * step
        turns: dict[tuple[int, int], list[tuple[float, int]]] = defaultdict(list)
        for n in np.argsort(place, kind="stable").tolist():
            key = (
                int(chains.chain[found.mine[n]]),
                int(theirs.owners[theirs.chain[found.theirs[n]]]),
            )
            turns[key].append((float(place[n]), int(found.inward[n])))
        first = chains.first
        held = areas.holding(np.stack([chains.x0[first], chains.y0[first]], axis=1))
        within = set(zip(*(one.tolist() for one in held), strict=True))
        for part, area in within | set(turns):
            here = turns[part, area]
            # The first turn is the surer witness: the start may lie on an edge.
            if here[0][1] < 0 if here else True:
                here.insert(0, (float(self._before[first[part]]), 1))
        return turns


class Straits:
    """Straits by the lines between their shores, with a disc as wide as each.

    Parameters
    ----------
    places : sequence of Feature
        Places with a gate.
    """

    def __init__(self, places: Sequence[Feature]) -> None:
        self.places = tuple(places)
        gates = [LineString(place.record.gate) for place in places]
        self._gates = shapely.STRtree(gates)
        self._discs = OverlapIndex([
            geodesy.circle(geodesy.middle(gate), geodesy.length_nm(gate) / 2, 180)
            for gate in gates
        ])  # fmt: skip

    def passages(self, ways: Ways, legs: Sequence[Subject]) -> dict[int, list[Passage]]:
        """The straits whose line each leg crosses, by the number of the leg."""
        found: dict[int, list[Passage]] = defaultdict(list)
        part, strait = self._gates.query(ways.parts, predicate="intersects")
        if not len(part):
            return found
        stretches = ways.stretches(self._discs)
        for leg, number in sorted(set(zip(ways.legs[part].tolist(), strait.tolist(), strict=True))):
            inside = stretches.get((leg, number), [])
            if inside:
                record = self.places[number].record
                start = min(one[0] for one in inside)
                length = sum(one[1] - one[0] for one in inside)
                found[leg].append(
                    Passage("strait", record.id, record.name, "", (), start, length,
                            legs[leg].group, legs[leg].reported)
                )  # fmt: skip
        return found


def passages(
    ways: Ways, claims: Claims, straits: Straits, legs: Sequence[Subject]
) -> list[tuple[Passage, ...]]:
    """The zones, straits and waters beyond that each leg passes, in order.

    Parameters
    ----------
    ways : Ways
        The legs' lines.
    claims : Claims
        All zones.
    straits : Straits
        All straits.
    legs : sequence of Subject
        Whose each leg is, and whether it was reported.
    """
    inside: dict[tuple[int, int], Stretches] = defaultdict(list)
    for (number, area), stretches in ways.stretches(claims.areas).items():
        inside[number, int(claims.owners[area])] += stretches
    found = straits.passages(ways, legs)
    covered: dict[int, Stretches] = defaultdict(list)
    for number, zone in sorted(inside):
        claim, leg = claims.all[zone], legs[number]
        for start, end in _merged(inside[number, zone]):
            if end - start >= _LEAST_NM:
                found[number].append(
                    Passage("zone", claim.id, claim.name, claim.belt, claim.states, start,
                            end - start, leg.group, leg.reported)
                )  # fmt: skip
                covered[number].append((start, end))
    for number, leg in enumerate(legs):
        told = leg.group, leg.reported
        for start, end in _gaps(covered[number], ways.lengths_nm[number]):
            found[number].append(Passage("beyond", "", "beyond the zones known here", "", (),
                                         start, end - start, *told))  # fmt: skip
    return [tuple(sorted(found[number], key=_order)) for number in range(len(legs))]


def _order(one: Passage) -> tuple[float, int]:
    """By where it begins; where zones begin together, the wider first."""
    inner = BELTS.index(one.belt) if one.belt in BELTS else 9
    return round(one.start_nm, 1), -inner


def joined(legs: Sequence[tuple[Subject, Measure]]) -> tuple[Passage, ...]:
    """The passages of all legs, those that go on from one leg into the next as one."""
    result: list[Passage] = []
    offsets: dict[str, float] = {}
    last: dict[str, Subject] = {}
    newest: dict[tuple[str, str, str], int] = {}
    for subject, leg in legs:
        before = last.get(subject.group)
        follows = before is not None and before.ends[-1:] == subject.ends[:1]
        offset = offsets.get(subject.group, 0.0)
        for passage in leg.passages:
            moved = replace(passage, start_nm=passage.start_nm + offset)
            key = moved.kind, moved.id, moved.group
            at = newest.get(key)
            if at is not None and follows and _goes_on(result[at], moved):
                result[at] = _as_one(result[at], moved)
            else:
                newest[key] = len(result)
                result.append(moved)
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
    return abs(first.start_nm + first.length_nm - second.start_nm) < _JOIN_NM


def _as_one(first: Passage, second: Passage) -> Passage:
    return replace(
        first,
        length_nm=first.length_nm + second.length_nm,
        reported=first.reported and second.reported,
    )


def _merged(stretches: Stretches) -> Stretches:
    """Stretches that meet, as one: a claim may be several zones."""
    found: Stretches = []
    for start, end in sorted(stretches):
        if found and start - found[-1][1] < 1e-3:
            found[-1] = (found[-1][0], max(end, found[-1][1]))
        else:
            found.append((start, end))
    return found


def _gaps(covered: Stretches, length_nm: float) -> Iterator[tuple[float, float]]:
    """What of a way lies in no zone, above half a mile: less is a difference of coastlines."""
    reached = 0.0
    for start, end in [*sorted(covered), (length_nm, length_nm)]:
        if start - reached > _JOIN_NM:
            yield reached, start
        reached = max(reached, end)
