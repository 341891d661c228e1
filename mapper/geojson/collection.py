"""Feature collections to records and back: every rule that a feature must keep."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any, NamedTuple

import shapely
from pydantic import ValidationError
from shapely.geometry.base import BaseGeometry

from mapper import model
from mapper.errors import GeoJSONError, Problem
from mapper.geojson.explaining import explained
from mapper.geojson.geometry import read_geometry
from mapper.geojson.rules import broken_rules
from mapper.geojson.text import dumps, parse

_AREAS = ("Polygon", "MultiPolygon")
_LINES = ("LineString", "MultiLineString")
GEOMETRIES: dict[type, tuple[str, ...]] = {
    model.Exercise: (*_AREAS, "Point"),
    model.ExercisePart: (*_AREAS, *_LINES, "Point"),
    model.Patrol: _LINES,
    model.Region: _AREAS,
    model.Closure: (*_AREAS, "Point"),
    model.Place: ("Point",),
    model.Zone: _AREAS,
    model.ZoneBoundary: _LINES,
}
"""The geometry types that a feature of each kind may have."""

_CRS84 = ("crs84", "4326", "wgs84", "wgs 84")


@dataclass(frozen=True, eq=False)
class Feature:
    """One record with its shape: what a GeoJSON feature becomes.

    Attributes
    ----------
    record : Record, Place, Zone or ZoneBoundary
        The validated properties.
    geometry : shapely geometry or None
        (lon, lat) in degrees, WGS 84, rings right-handed.
    """

    record: Any
    geometry: BaseGeometry | None

    @property
    def id(self) -> str:
        """The stable id."""
        return str(self.record.id)

    @property
    def properties(self) -> dict[str, Any]:
        """The record as plain values; what equals its default is left out."""
        values = self.record.model_dump(mode="json", by_alias=True, exclude_defaults=True)
        return {"id": self.id, "kind": self.record.kind, **values}


@dataclass(frozen=True)
class Examined:
    """What a text holds, sound or not.

    Attributes
    ----------
    features : tuple of Feature
        Those whose properties are sound; a shape that is wrong is left out.
    ids : tuple of str
        Every id that a feature names, sound or not.
    problems : tuple of Problem
        Everything that is wrong.
    """

    features: tuple[Feature, ...]
    ids: tuple[str, ...]
    problems: tuple[Problem, ...]


class _Rules(NamedTuple):
    """What the features of a file are judged by: their kind, its year, and how strict to be."""

    kind: str
    year: int
    lax: bool


def read_collection(
    content: bytes, where: str, kind: str, *, lax: bool = False
) -> tuple[Feature, ...]:
    """Read a FeatureCollection of one kind.

    Parameters
    ----------
    content : bytes
        The file.
    where : str
        Its name, for the messages.
    kind : str
        One of ``model.KINDS``: ``exercises``, ``patrols``, ``zones``, ``boundaries``, ...
    lax : bool
        Whether a number may be written as text, as a table gives it.

    Raises
    ------
    GeoJSONError
        With every problem of the file.
    """
    found = examine(content, where, kind, lax=lax)
    if found.problems:
        raise GeoJSONError(found.problems)
    return found.features


def examine(content: bytes, where: str, kind: str, year: int = 0, *, lax: bool = False) -> Examined:
    """Read a FeatureCollection of one kind and everything that is wrong with it.

    Parameters
    ----------
    content, where, kind, lax
        As for :func:`read_collection`.
    year : int
        The year of the file; 0 where it is of no year.

    Raises
    ------
    GeoJSONError
        The text is no collection at all.
    """
    document = parse(content, where)
    problems: list[Problem] = []
    members = list(_features(document, where, problems))
    if problems and not members:
        raise GeoJSONError(problems)
    rules = _Rules(kind, year, lax)
    found = [_feature(member, f"{where}: {name}", rules, problems) for name, member in members]
    ids = tuple(name for _, member in members if isinstance(name := _id_of(member), str))
    for name, times in Counter(ids).items():
        if times > 1:
            problems.append(
                Problem(where, f"the id {name!r} is used {_times(times)}",
                        "give each feature its own")
            )  # fmt: skip
    return Examined(tuple(filter(None, found)), ids, tuple(problems))


def _features(
    document: Any, where: str, problems: list[Problem]
) -> Iterable[tuple[str, Mapping[str, Any]]]:
    if not isinstance(document, Mapping) or document.get("type") != "FeatureCollection":
        got = document.get("type") if isinstance(document, Mapping) else type(document).__name__
        problems.append(
            Problem(where, f"expected a FeatureCollection, got {got!r}", "wrap the features in one")
        )
        return
    crs = document.get("crs")
    if crs is not None and not any(name in dumps(crs).lower() for name in _CRS84):
        problems.append(
            Problem(where, f"crs: expected WGS 84 (RFC 7946), got {dumps(crs)[:80]}",
                    "reproject the file to EPSG:4326 and leave the crs member out")
        )  # fmt: skip
    members = document.get("features")
    if not isinstance(members, list):
        problems.append(Problem(where, "features: expected an array", "add it"))
        return
    for index, member in enumerate(members):
        if isinstance(member, Mapping) and member.get("type") == "Feature":
            name = _id_of(member)
            yield f"feature {name!r}" if name else f"feature no. {index + 1}", member
        else:
            problems.append(
                Problem(f"{where}: feature no. {index + 1}", "expected a Feature", "correct it")
            )


def _id_of(member: Mapping[str, Any]) -> Any:
    properties = member.get("properties")
    return member.get("id", properties.get("id") if isinstance(properties, Mapping) else None)


def _times(number: int) -> str:
    return "twice" if number == 2 else f"{number} times"


def _feature(
    member: Mapping[str, Any], where: str, rules: _Rules, problems: list[Problem]
) -> Feature | None:
    """One feature; properties and shape are checked each for itself."""
    given, name = member.get("properties"), _id_of(member)
    properties = given if isinstance(given, Mapping) else {}
    record_class, record = None, None
    if properties is not given:
        problems.append(Problem(where, "properties: expected an object", "add id, names, year"))
    else:
        record_class = _record_class(properties.get("kind"), rules.kind, where, problems)
    if properties.get("id", name) != name:
        problems.append(
            Problem(where, f"the id {name!r} and properties.id {properties['id']!r} differ",
                    "make them the same")
        )  # fmt: skip
    if record_class:
        try:
            values = dumps({**properties, "id": name})
            record = record_class.model_validate_json(values, strict=not rules.lax)
        except ValidationError as error:
            problems.extend(explained(error, where))
    allowed = GEOMETRIES[record_class] if record_class else _allowed(rules.kind)
    before = len(problems)
    geometry = read_geometry(member.get("geometry"), where, allowed, problems)
    whole = len(problems) == before
    if record_class:
        broken = broken_rules(properties, record_class, record, geometry, rules.year)
        problems.extend(Problem(where, what, remedy) for what, remedy in broken)
    if record is None:
        return None
    if whole:
        _check_legs(record, geometry, where, problems)
    return Feature(record, geometry)


def _allowed(kind: str) -> tuple[str, ...]:
    return tuple(dict.fromkeys(name for cls in model.KINDS[kind] for name in GEOMETRIES[cls]))


def _record_class(
    given: Any, kind: str, where: str, problems: list[Problem]
) -> type[model.Frozen] | None:
    classes = {cls.model_fields["kind"].default: cls for cls in model.KINDS[kind]}
    name = given if given is not None else next(iter(classes))
    if not isinstance(name, str) or name not in classes:
        expected = " or ".join(repr(option) for option in classes)
        problems.append(Problem(where, f"kind: expected {expected}, got {name!r}", "correct it"))
        return None
    return classes[name]


def _check_legs(
    record: Any, geometry: BaseGeometry | None, where: str, problems: list[Problem]
) -> None:
    """Legs name lines of the geometry and waypoints of the record that exist."""
    legs = getattr(record, "legs", ())
    if not legs:
        return
    lines = 0 if geometry is None else int(shapely.get_num_geometries(geometry))
    orders = {waypoint.order for waypoint in record.waypoints}
    for number, leg in enumerate(legs):
        if any(not 0 <= part < lines for part in leg.parts):
            problems.append(
                Problem(where, f"legs.{number}.parts: expected indices below {lines}, "
                        f"got {list(leg.parts)}", "name the lines of the geometry")
            )  # fmt: skip
        if not {leg.start, leg.end} <= orders:
            problems.append(
                Problem(where, f"legs.{number}: from {leg.start} to {leg.end} names no waypoint",
                        "use the waypoints' order numbers")
            )  # fmt: skip
