"""Members of a GeoJSON geometry, checked position by position, then made a shape."""

from __future__ import annotations

import difflib
import reprlib
from collections.abc import Mapping, Sequence
from typing import Any

import shapely

from mapper.formats.findings import Refused
from mapper.formats.limits import MAX_COLLECTION_DEPTH
from mapper.formats.shaping import Shaper, is_ring

LEVELS = {
    "Point": 0,
    "MultiPoint": 1,
    "LineString": 1,
    "MultiLineString": 2,
    "Polygon": 2,
    "MultiPolygon": 3,
}
"""How deep the arrays of each type are nested above its positions."""

TYPES = (*LEVELS, "GeometryCollection")
_LEAST = {"LineString": 2, "MultiLineString": 2, "Polygon": 4, "MultiPolygon": 4}
_FOREIGN = ("geometry", "features")


class GeometryReader:
    """Reads geometry members into shapes.

    Parameters
    ----------
    shaper : Shaper
        Judges each shape and holds the findings.
    """

    def __init__(self, shaper: Shaper) -> None:
        self.shaper = shaper
        self.findings = shaper.findings

    def read(self, member: Any, where: str) -> Any:
        """One geometry member as a shape that can be drawn, or ``None`` with a finding."""
        errors = self._errors()
        raw = self.raw(member, where, 0)
        if self._errors() > errors:
            return None
        if raw is None:
            self.findings.add("empty-geometry", "no positions; taken as null", where)
            return None
        return self.shaper.finish(raw, where)

    def raw(self, member: Any, where: str, depth: int) -> Any:
        """The shape as written; ``None`` where it is empty or wrong."""
        if not isinstance(member, Mapping):
            self.findings.add(
                "wrong-member", f"expected a geometry, got {reprlib.repr(member)[:40]}", where
            )
            return None
        kind = member.get("type")
        if kind not in TYPES:
            near = [word for word in TYPES if word.lower() == str(kind)[:40].lower()]
            near = near or difflib.get_close_matches(str(kind)[:40], TYPES, n=1)
            hint = f"; did you mean {near[0]!r}" if near else ""
            got = reprlib.repr(kind)[:40]
            self.findings.add("wrong-type", f"type: expected a geometry's, got {got}{hint}", where)
            return None
        self._frame(member, kind, where)
        if kind == "GeometryCollection":
            return self._collection(member, where, depth)
        if "coordinates" not in member:
            self.findings.add("missing-member", "coordinates: missing; add them", where)
            return None
        return self._shape(kind, member["coordinates"], where)

    def _frame(self, member: Mapping[str, Any], kind: str, where: str) -> None:
        foreign = [name for name in _FOREIGN if name in member]
        foreign += (
            ["coordinates"] if kind == "GeometryCollection" and "coordinates" in member else []
        )
        foreign += ["geometries"] if kind != "GeometryCollection" and "geometries" in member else []
        if "properties" in member:
            self.findings.add("properties-outside", f"a {kind} has no properties", where)
        if foreign:
            self.findings.add(
                "changed-semantics", f"a {kind} has no {' or '.join(foreign)}; left out", where
            )

    def _collection(self, member: Mapping[str, Any], where: str, depth: int) -> Any:
        members = member.get("geometries")
        if not isinstance(members, list):
            code = "missing-member" if members is None else "wrong-member"
            self.findings.add(code, "geometries: expected an array of geometries", where)
            return None
        if depth == 1:
            self.findings.add("nested-collection", "a collection within a collection", where)
        if depth >= MAX_COLLECTION_DEPTH:
            raise Refused(
                "too-deep", f"collections nested deeper than {MAX_COLLECTION_DEPTH}", where
            )
        parts = [self.raw(one, f"{where}.geometries[{n}]", depth + 1)
                 for n, one in enumerate(members)]  # fmt: skip
        kept = [part for part in parts if part is not None]
        return shapely.GeometryCollection(kept) if kept else None

    def _shape(self, kind: str, coordinates: Any, where: str) -> Any:
        errors = self._errors()
        level = LEVELS[kind]
        least = _LEAST.get(kind, 0)
        where = f"{where}.coordinates"
        checked = self._checked(coordinates, level, least, where)
        if self._errors() > errors or not checked:
            return None
        try:
            return shapely.geometry.shape({"type": kind, "coordinates": checked})
        except (shapely.errors.ShapelyError, ValueError, TypeError, OverflowError) as error:
            self.findings.add("not-a-position", f"not a shape: {str(error)[:120]}", where)
            return None

    def _checked(self, value: Any, level: int, least: int, where: str) -> list[Any]:
        """The same arrays with plain positions; empty parts left out; everything wrong noted."""
        if not isinstance(value, list):
            self.findings.add(
                "not-a-position", f"expected an array, got {reprlib.repr(value)[:40]}", where
            )
            return []
        if level == 0:
            return self._positions([value], where)[0] if value else []
        if level == 1:
            return self._line(value, least, where)
        parts = [self._checked(part, level - 1, least, f"{where}[{n}]")
                 for n, part in enumerate(value)]  # fmt: skip
        if level == 2 and [] in value:
            code, what = ("short-ring", "ring") if least == 4 else ("short-line", "line")
            place = f"{where}[{value.index([])}]"
            self.findings.add(code, f"an empty {what}; add its positions or leave it out", place)
        return [part for part in parts if part]

    def _line(self, line: list[Any], least: int, where: str) -> list[Any]:
        if not line:
            return []
        errors = self._errors()
        positions = self._positions(line, where)
        if self._errors() > errors or not least:
            return positions
        if least == 4:
            self._check_ring(line, where)
        elif len(positions) < least:
            self.findings.add("short-line", "one position is no line; add another", where)
        return positions

    def _check_ring(self, ring: Sequence[Sequence[float]], where: str) -> None:
        if is_ring(ring, where, self.findings) and ring[0] != ring[-1]:
            self.findings.add("ring-ends", "the ends of the ring differ in height", where)

    def _positions(self, values: list[Any], where: str) -> list[Any]:
        """Positions as pairs; the first wrong one is noted."""
        found = []
        extra = False
        for n, value in enumerate(values):
            if (
                type(value) is not list
                or len(value) < 2
                or not _NUMBERS.issuperset(map(type, value))
            ):
                place = f"{where}[{n}]" if len(values) > 1 else where
                self.findings.add(
                    "not-a-position",
                    f"expected [lon, lat] as numbers, got {reprlib.repr(value)[:60]}",
                    place,
                )
                return [[]]
            extra = extra or len(value) > 3
            found.append((value[0], value[1]))
        if extra:
            self.findings.add("extra-numbers", "positions of more than 3 numbers; those after the "
                              "height are left out", where)  # fmt: skip
        return found

    def _errors(self) -> int:
        return self.findings.errors


_NUMBERS = frozenset((int, float))
