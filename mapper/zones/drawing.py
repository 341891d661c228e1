"""What a map draws of the zones at one level: limits with their basis, areas of several claimants.

Limits are the boundary lines of the atlas; of official areas that came without lines, the sides
that two of them share, and those that no coast explains.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
import shapely
from numpy.typing import NDArray

from mapper.basemap import Basemap
from mapper.geodesy import ecef_nm, side_keys
from mapper.geojson import Feature
from mapper.vocabulary import STATES

TOLERANCE_DEG = {"110m": 0.04, "50m": 0.005, "10m": 0.0}
"""How far a drawn limit may lie from the stored one: below half a pixel where the level is used."""

NARROW = ("territorial-sea", "contiguous-zone")
"""Belts that only the finest level draws: from far their limits would thicken the coast."""

_WIDE = ("eez", "continental-shelf")
_COAST_NM = {"110m": 16.0, "50m": 5.0, "10m": 2.0}
_SIDES = ("left", "right")


@dataclass(frozen=True, eq=False)
class Drawn:
    """A line or area to be drawn, with what a popup tells of it."""

    shape: Any
    properties: Mapping[str, Any]


def drawn_lines(
    zones: Sequence[Feature], boundaries: Sequence[Feature], basemap: Basemap, level: str
) -> list[Drawn]:
    """The limits of one level, simplified.

    Parameters
    ----------
    zones, boundaries : sequence of Feature
        Of a zone layer.
    basemap : Basemap
        Tells coasts from limits.
    level : str
        One of the basemap's levels.
    """
    belts = (*_WIDE, *NARROW) if level == "10m" else _WIDE
    known = {zone.id: zone.record for zone in zones}
    lined = {line.record.belt for line in boundaries}
    found = [Drawn(_limits_only(line), _told(line.record, known))
             for line in boundaries if line.record.belt in belts]  # fmt: skip
    for belt in belts:
        mine = [zone for zone in zones if zone.record.belt == belt]
        if belt not in lined and any(zone.record.method == "official" for zone in mine):
            found += _outlines(mine, basemap, level)
    return _simple(found, level)


def drawn_areas(zones: Sequence[Feature], level: str) -> list[Drawn]:
    """The areas that several states claim or share, simplified; the largest first.

    A narrower belt of such an area is part of it and no area of its own.
    """
    mine = [zone for zone in zones if zone.record.disputed or zone.record.joint]
    wide = [zone for zone in mine if zone.record.belt in _WIDE]
    covered = {zone.id for zone in wide}
    lone = [zone for zone in mine if zone.record.belt == "territorial-sea"
            and zone.record.part_of not in covered
            and not any(_holds(one, zone) for one in wide)]  # fmt: skip
    found = [Drawn(zone.geometry, _told_area(zone.record)) for zone in (*wide, *lone)]
    return sorted(_simple(found, level), key=lambda one: -one.shape.area)


def _holds(wide: Feature, narrow: Feature) -> bool:
    point = shapely.point_on_surface(narrow.geometry)
    return bool(shapely.intersects(wide.geometry, point))


def _limits_only(line: Feature) -> Any:
    """A line without the sides along which a computed region's window ends: zones go on beyond.

    Windows end at whole degrees, where nothing lies on the other side.
    """
    if line.record.method != "computed" or all(line.record.sides):
        return line.geometry
    points, part = shapely.get_coordinates(shapely.get_parts(line.geometry), return_index=True)
    starts, ends = points[:-1], points[1:]
    edge = ((starts == ends) & (starts % 1.0 == 0)).any(axis=1)
    if not edge.any():
        return line.geometry
    kept = ~edge & (part[1:] == part[:-1])
    sides: Any = shapely.linestrings(np.stack([starts[kept], ends[kept]], axis=1))
    return shapely.line_merge(shapely.multilinestrings(sides), directed=True)


def _simple(found: list[Drawn], level: str) -> list[Drawn]:
    tolerance = TOLERANCE_DEG[level]
    shapes = np.array([one.shape for one in found], dtype=object)
    if tolerance and len(shapes):
        shapes = shapely.simplify(shapes, tolerance)
    return [Drawn(shape, one.properties) for shape, one in zip(shapes, found, strict=True)
            if not shape.is_empty]  # fmt: skip


def _told(record: Any, known: Mapping[str, Any]) -> dict[str, Any]:
    """What the map must know of a line; what is not known is left out."""
    sides = [known.get(side) for side in record.sides]
    told = {
        "id": record.id, "belt": record.belt, "basis": record.basis, "method": record.method,
        "states": list(record.states), "within": _within(sides), "instrument": record.instrument,
        "status": record.status if record.instrument else "", "name": record.line_name,
        "accuracy_nm": record.accuracy_nm, "note": record.note,
        "called": _unlisted(record.states, [side for side in sides if side]),
        **{name: _owner(side) for name, side in zip(_SIDES, sides, strict=True) if side},
    }  # fmt: skip
    return {name: value for name, value in told.items() if value}


def _told_area(record: Any) -> dict[str, Any]:
    """What the map must know of an area that several states claim or share."""
    told = {
        "id": record.id, "belt": record.belt, "method": record.method,
        "shared": "joint" if record.joint else "disputed", "claimants": list(record.claimants),
        "names": {"neutral": record.name, **record.names}, "accuracy_nm": record.accuracy_nm,
        "note": record.note,
        "called": _unlisted(record.claimants, [record]),
    }  # fmt: skip
    return {name: value for name, value in told.items() if value}


def _within(sides: Sequence[Any]) -> list[str]:
    """The states that claim what lies on both sides: in their view there is no limit."""
    if not all(sides) or any(side.joint for side in sides):
        return []
    return [code for code in sides[0].claimants if code in sides[1].claimants]


def _owner(record: Any) -> str:
    """Whose side of a line it is, as a label; nothing where several claim it."""
    if record.disputed or record.joint or len(record.claimants) > 1:
        return ""
    own = not record.iso_ter1 or record.iso_ter1 in record.claimants
    if own and record.claimants:
        return str(STATES.get(record.claimants[0], record.sovereign1))
    return str(STATES.get(record.iso_ter1 or "", record.territory1))


def _unlisted(codes: Sequence[str], records: Sequence[Any]) -> dict[str, str]:
    """Names of states that the vocabulary lacks."""
    given = {getattr(one, f"iso_sov{n}"): getattr(one, f"sovereign{n}")
             for one in records for n in (1, 2, 3)}  # fmt: skip
    missing = [code for code in codes if code not in STATES]
    return {code: given[code] for code in missing if given.get(code) not in (None, code)}


def _outlines(zones: list[Feature], basemap: Basemap, level: str) -> Iterator[Drawn]:
    """The limits that areas without lines have: sides of two areas, and sides away from coasts."""
    starts, ends, owner = _sides(zones)
    first, second = _pairs(side_keys(starts, ends), owner)
    lone = (np.abs(starts[:, 0]) != 180) | (np.abs(ends[:, 0]) != 180)
    lone[first] = lone[second] = False
    single = np.flatnonzero(lone)
    middles = (starts[single] + ends[single]) / 2
    single = single[~_near_coast(middles, basemap, _COAST_NM[level])]
    apart = owner[first] != owner[second]
    sides = np.concatenate([first[apart], single])
    right = np.concatenate([owner[second[apart]], np.full(len(single), -1)])
    order = np.lexsort((sides, right, owner[sides]))
    sides, right = sides[order], right[order]
    begins = np.flatnonzero(np.diff(owner[sides]) | np.diff(right)) + 1
    for chosen, other in zip(np.split(sides, begins), np.split(right, begins), strict=True):
        if len(chosen):
            members = [int(owner[chosen[0]]), int(other[0])]
            lines = shapely.line_merge(_lines(starts, ends, chosen), directed=True)
            told = _told_outline([zones[member].record for member in members if member >= 0])
            yield Drawn(lines, told)


def _lines(starts: Any, ends: Any, chosen: NDArray[np.intp]) -> Any:
    """Some sides as lines, those that follow each other in one."""
    goes_on = (np.diff(chosen) == 1) & (ends[chosen[:-1]] == starts[chosen[1:]]).all(axis=1)
    line = np.concatenate([[0], np.cumsum(~goes_on)])
    last = np.append(~goes_on, True)
    points = np.vstack([starts[chosen], ends[chosen[last]]])
    line = np.concatenate([line, line[last]])
    order = np.argsort(line, kind="stable")
    lines: Any = shapely.linestrings(points[order], indices=line[order])
    return shapely.multilinestrings(lines)


def _told_outline(records: list[Any]) -> dict[str, Any]:
    first = records[0]
    states = list(dict.fromkeys(record.claimants[0] for record in records if record.claimants))
    told = {
        "id": f"outline-{'--'.join(record.id for record in records)}", "belt": first.belt,
        "basis": "limit" if first.belt in NARROW else "other",
        "method": "official", "states": states, "called": _unlisted(states, records),
        "within": _within(records) if len(records) > 1 else [],
        # Rings run anticlockwise: an area lies to the left of its own sides.
        **{name: _owner(record) for name, record in zip(_SIDES, records, strict=False)},
    }  # fmt: skip
    return {name: value for name, value in told.items() if value}


def _sides(zones: list[Feature]) -> tuple[Any, Any, NDArray[np.intp]]:
    """All sides of areas, anticlockwise, with the number of the area."""
    shapes: Any = shapely.orient_polygons(np.array([zone.geometry for zone in zones], dtype=object))
    polygons, zone = shapely.get_parts(shapes, return_index=True)
    rings, part = shapely.get_rings(polygons, return_index=True)
    points, ring = shapely.get_coordinates(rings, return_index=True)
    same = ring[1:] == ring[:-1]
    return points[:-1][same], points[1:][same], zone[part[ring[:-1][same]]]


def _pairs(
    keys: NDArray[np.int64], owner: NDArray[np.intp]
) -> tuple[NDArray[np.intp], NDArray[np.intp]]:
    """Sides that two areas share, as the one with the lower number has them and as the other."""
    order = np.lexsort((owner, keys))
    same = np.flatnonzero(keys[order[1:]] == keys[order[:-1]])
    return order[same], order[same + 1]


def _near_coast(points: Any, basemap: Basemap, within_nm: float) -> NDArray[np.bool_]:
    tree = basemap.coast.outline.index[2]
    near: NDArray[np.bool_] = np.isfinite(
        tree.query(ecef_nm(points), distance_upper_bound=within_nm)[0]
    )
    return near


def attribution(official: Sequence[Any]) -> str:
    """What a map says of its zones: computed, or the citation that an official file asks for."""
    if not official:
        return "Zones: computed, not official"
    return f"Zones: {'; '.join(dict.fromkeys(one.citation or one.file for one in official))}"
