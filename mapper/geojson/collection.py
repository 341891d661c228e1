"""Feature collections to records and back: every rule that a feature must keep."""

from __future__ import annotations

import difflib
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import shapely
from pydantic import ValidationError
from shapely.geometry.base import BaseGeometry

from mapper import model
from mapper.errors import GeoJSONError, Problem
from mapper.geojson.geometry import read_geometry
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


def read_collection(content: bytes, where: str, kind: str) -> tuple[Feature, ...]:
    """Read a FeatureCollection of one kind.

    Parameters
    ----------
    content : bytes
        The file.
    where : str
        Its name, for the messages.
    kind : str
        One of ``model.KINDS``: ``exercises``, ``patrols``, ``zones``, ``boundaries``, ...

    Raises
    ------
    GeoJSONError
        With every problem of the file.
    """
    document = parse(content, where)
    problems: list[Problem] = []
    features = list(_features(document, where, problems))
    found = [_feature(member, f"{where}: {name}", kind, problems) for name, member in features]
    _check_unique([feature for feature in found if feature], where, problems)
    if problems:
        raise GeoJSONError(problems)
    return tuple(feature for feature in found if feature)


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
            properties = member.get("properties")
            name = member.get("id") or (
                properties.get("id") if isinstance(properties, Mapping) else None
            )
            yield f"feature {name!r}" if name else f"feature no. {index + 1}", member
        else:
            problems.append(
                Problem(f"{where}: feature no. {index + 1}", "expected a Feature", "correct it")
            )


def _feature(
    member: Mapping[str, Any], where: str, kind: str, problems: list[Problem]
) -> Feature | None:
    properties = member.get("properties")
    if not isinstance(properties, Mapping):
        problems.append(Problem(where, "properties: expected an object", "add id, names, year"))
        return None
    given = member.get("id", properties.get("id"))
    if properties.get("id", given) != given:
        problems.append(
            Problem(where, f"the id {given!r} and properties.id {properties['id']!r} differ",
                    "make them the same")
        )  # fmt: skip
        return None
    record_class = _record_class(properties.get("kind"), kind, where, problems)
    if record_class is None:
        return None
    try:
        record = record_class.model_validate_json(dumps({**properties, "id": given}))
    except ValidationError as error:
        problems.extend(_translated(error, where))
        return None
    geometry = read_geometry(member.get("geometry"), where, GEOMETRIES[record_class], problems)
    _check_legs(record, geometry, where, problems)
    return Feature(record, geometry)


def _record_class(
    given: Any, kind: str, where: str, problems: list[Problem]
) -> type[model.Record] | None:
    classes = {cls.model_fields["kind"].default: cls for cls in model.KINDS[kind]}
    name = given if given is not None else next(iter(classes))
    if name not in classes:
        expected = " or ".join(repr(option) for option in classes)
        problems.append(Problem(where, f"kind: expected {expected}, got {name!r}", "correct it"))
        return None
    return classes[name]  # type: ignore[return-value]


def _translated(error: ValidationError, where: str) -> Iterable[Problem]:
    """Pydantic's findings in the atlas's wording: where, what, expected, got, remedy."""
    for found in error.errors(include_url=False):
        path = ".".join(str(part) for part in found["loc"]) or "properties"
        message = found["msg"].removeprefix("Value error, ")
        if found["type"] == "missing":
            yield Problem(where, f"{path}: missing", "add it")
            continue
        message = message[:1].lower() + message[1:]
        got = "" if "got" in message else f", got {repr(found['input'])[:80]}"
        remedy = _nearest_word(found)
        yield Problem(where, f"{path}: {message}{got}", remedy or "correct it")


def _nearest_word(found: Mapping[str, Any]) -> str:
    expected = str(found.get("ctx", {}).get("expected", ""))
    words = [word.strip("' ") for word in expected.replace(" or ", ",").split(",")]
    near = difflib.get_close_matches(str(found["input"]), words, n=1)
    return f"did you mean {near[0]!r}" if near else ""


def _check_unique(features: Sequence[Feature], where: str, problems: list[Problem]) -> None:
    seen: set[str] = set()
    for feature in features:
        if feature.id in seen:
            problems.append(
                Problem(where, f"the id {feature.id!r} is used twice", "give each feature its own")
            )
        seen.add(feature.id)


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
