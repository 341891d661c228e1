"""What can be measured: a place, an area or a track, from an event, a file or a position."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np
import shapely
from shapely.geometry import MultiLineString
from shapely.geometry.base import BaseGeometry

from mapper import geodesy
from mapper.analysis.records import Kind
from mapper.errors import GeometryError, Problem, UsageError
from mapper.files import read_regular
from mapper.geodesy import Lonlat
from mapper.geojson import Feature, parse
from mapper.model import ExercisePart, Leg, Waypoint

MOST_VERTICES = 200_000
"""The most vertices of a shape that is read from a file."""


@dataclass(frozen=True, eq=False)
class Subject:
    """Something to measure.

    Attributes
    ----------
    id, name : str
        What it is called.
    kind : str
        ``place``, ``area``, ``track`` or ``leg``.
    position : (lon, lat)
        The reported position, or the middle.
    uncertainty_nm : float
        Of the position.
    placeholder : bool
        The position was chosen for a place known by name only.
    shape : shapely geometry or None
        Polygons of an area, lines of a track; within ±180, sides straight in (lon, lat).
    parts : tuple of Subject
        Legs, further areas.
    states : tuple of str
        Who took part.
    group : str
        Whose leg it is.
    reported : bool
        Whether a leg runs between two sightings.
    ends : tuple of int
        Of a leg: the numbers of the fixes that it joins.
    """

    id: str
    name: str
    kind: Kind
    position: Lonlat
    uncertainty_nm: float = 0.0
    placeholder: bool = False
    shape: BaseGeometry | None = None
    parts: tuple[Subject, ...] = ()
    states: tuple[str, ...] = ()
    group: str = "joint"
    reported: bool = True
    ends: tuple[int, ...] = ()


def of_feature(feature: Feature, parts: Sequence[Feature] = ()) -> Subject | None:
    """An exercise, patrol, closure or part as what can be measured of it.

    A shape counts as an area only where its coordinates were announced; else it is the disc of
    uncertainty round a position, and the position is measured.

    Returns
    -------
    Subject or None
        ``None`` where nothing is known of the place.
    """
    record = feature.record
    states = tuple(one.state for one in getattr(record, "participants", ()))
    inner = tuple(one for one in map(of_feature, parts) if one is not None)
    waypoints = getattr(record, "waypoints", ())
    if waypoints and feature.geometry is not None:
        return _track(feature, feature.geometry, states)
    if feature.geometry is not None and _is_area(feature):
        return _area(feature.id, _name(record), feature.geometry, states, inner)
    position = getattr(record, "position", None)
    if position is None:
        return None
    return Subject(
        feature.id, _name(record), "place", (position.lon, position.lat), position.uncertainty_nm,
        position.status not in ("verified", "single-source"), None, inner, states,
    )  # fmt: skip


def of_position(lon: float, lat: float, radius_nm: float = 0.0) -> Subject:
    """A position that may lie anywhere within a radius: a place, never an area.

    Raises
    ------
    GeometryError
        The position is none.
    UsageError
        The radius is not 0 to 3,000 nm.
    """
    if not 0 <= radius_nm <= 3000:
        raise UsageError(f"radius: expected 0 to 3,000 nm, got {radius_nm:g}")
    geodesy.distance_nm((lon, lat), (0.0, 0.0))
    name = f"{lon:g},{lat:g}"
    return Subject(name, name, "place", (geodesy.normalise_lon(lon), lat), radius_nm)


def of_file(path: Path) -> list[Subject]:
    """The shapes of a GeoJSON file.

    Polygons are areas, lines tracks, points places with ``uncertainty_nm`` (or ``radius_nm``)
    from their properties. Sides are rhumb lines, as announced ones are, unless the property
    ``sides`` is ``geodesic``.

    Raises
    ------
    StorageError
        The file cannot be read.
    GeoJSONError
        It is not GeoJSON.
    GeometryError
        A shape cannot be measured; says which.
    """
    document = parse(read_regular(path), path.name)
    found = [
        _of_member(geometry, properties, f"{path.name}: {name}", name)
        for name, geometry, properties in _members(document)
    ]
    if not found:
        raise GeometryError(
            Problem(path.name, "expected GeoJSON with a shape, found none", "add a Feature")
        )
    return found


def of_shape(shape: BaseGeometry, name: str = "area", side: geodesy.Side | None = None) -> Subject:
    """A shape of one's own.

    Parameters
    ----------
    shape : shapely geometry
        Polygons, lines or a point in (lon, lat) degrees.
    name : str
        What to call it.
    side : {'rhumb', 'geodesic'}, optional
        What its sides are; rhumb lines by default.

    Raises
    ------
    GeometryError
        It is empty, crosses itself, has too many vertices or positions that are none.
    """
    _require_measurable(shape, name)
    if shape.geom_type == "Point":
        lon, lat = shapely.get_coordinates(shape)[0]
        return of_position(float(lon), float(lat))
    if shape.geom_type in ("MultiPoint", "GeometryCollection"):
        raise GeometryError(
            Problem(name, f"expected an area, a line or a point, got a {shape.geom_type}",
                    "give each shape as a feature of its own")
        )  # fmt: skip
    true = geodesy.densify(shape, side or geodesy.ANNOUNCED)
    if shape.geom_type.endswith("Polygon") and not true.is_valid:
        reason = shapely.is_valid_reason(true)
        raise GeometryError(Problem(name, f"the outline crosses itself ({reason})", "correct it"))
    split = geodesy.split_antimeridian(true)
    if shape.geom_type.endswith("Polygon"):
        return _area(name, name, split, (), ())
    return Subject(name, name, "track", geodesy.middle(split), shape=split, parts=(
        Subject(name, name, "leg", geodesy.middle(split), shape=split),))  # fmt: skip


def _of_member(geometry: Any, properties: Mapping[str, Any], where: str, name: str) -> Subject:
    import json

    try:
        shape = shapely.from_geojson(json.dumps(geometry))
    except (shapely.GEOSException, ValueError) as error:
        reason = str(error)[:80]
        raise GeometryError(
            Problem(where, f"the geometry cannot be read ({reason})", "correct it")
        ) from None
    side = properties.get("sides", geodesy.ANNOUNCED)
    if side not in ("rhumb", "geodesic"):
        raise GeometryError(
            Problem(where, f"sides: expected 'rhumb' or 'geodesic', got {side!r}", "correct it")
        )
    if shape.geom_type == "Point":
        _require_measurable(shape, where)
        radius = properties.get("uncertainty_nm", properties.get("radius_nm", 0))
        if isinstance(radius, bool) or not isinstance(radius, int | float):
            raise GeometryError(
                Problem(where, f"uncertainty_nm: expected a number, got {radius!r}", "correct it")
            )
        lon, lat = shapely.get_coordinates(shape)[0]
        return _renamed(of_position(float(lon), float(lat), float(radius)), name)
    return _renamed(of_shape(shape, where, side), name)


def _members(document: Any) -> Iterator[tuple[str, Any, Mapping[str, Any]]]:
    """Each geometry of a document with a name and its properties."""
    kind = document.get("type") if isinstance(document, Mapping) else None
    if kind == "FeatureCollection":
        for number, member in enumerate(document.get("features") or (), 1):
            if isinstance(member, Mapping) and member.get("geometry"):
                properties = member.get("properties") or {}
                name = member.get("id") or properties.get("name") or f"feature {number}"
                yield str(name), member["geometry"], properties
    elif kind == "Feature" and document.get("geometry"):
        properties = document.get("properties") or {}
        yield str(document.get("id") or properties.get("name") or "feature"), (
            document["geometry"]), properties  # fmt: skip
    elif kind and "coordinates" in document:
        yield "geometry", document, {}


def _require_measurable(shape: BaseGeometry, where: str) -> None:
    points = shapely.get_coordinates(shape)
    if not len(points):
        raise GeometryError(Problem(where, "expected a shape, got an empty one", "correct it"))
    if len(points) > MOST_VERTICES:
        raise GeometryError(
            Problem(where, f"{len(points):,} vertices, at most {MOST_VERTICES:,} are measured",
                    "simplify it")
        )  # fmt: skip
    if not np.isfinite(points).all() or np.abs(points[:, 1]).max() > 90:
        raise GeometryError(
            Problem(where, "expected longitudes and latitudes in degrees", "write (lon, lat)")
        )
    if np.abs(points[:, 0]).max() > 540:
        raise GeometryError(
            Problem(where, "expected longitudes in degrees, got larger numbers",
                    "write (lon, lat) in degrees")
        )  # fmt: skip


def _is_area(feature: Feature) -> bool:
    record = feature.record
    announced = getattr(record, "basis", None) == "announced-coordinates"
    shape = feature.geometry
    is_polygon = shape is not None and shape.geom_type.endswith("Polygon")
    return is_polygon and (announced or record.kind == "closure")


def _area(
    key: str, name: str, shape: Any, states: tuple[str, ...], parts: tuple[Subject, ...]
) -> Subject:
    return Subject(key, name, "area", geodesy.middle(shape), shape=shape, parts=parts,
                   states=states)  # fmt: skip


def _track(feature: Feature, shape: BaseGeometry, states: tuple[str, ...]) -> Subject:
    fixes = {waypoint.order: waypoint for waypoint in feature.record.waypoints}
    lines = shapely.get_parts(shape)
    legs = tuple(_leg(leg, fixes, lines) for leg in feature.record.legs)
    return Subject(
        feature.id, _name(feature.record), "track", geodesy.middle(shape),
        max(waypoint.uncertainty_nm for waypoint in fixes.values()), shape=shape,
        parts=legs, states=states,
    )  # fmt: skip


def _leg(leg: Leg, fixes: Mapping[int, Waypoint], lines: Any) -> Subject:
    start, end = fixes[leg.start], fixes[leg.end]
    shape = MultiLineString([lines[part] for part in leg.parts])
    return Subject(
        f"{leg.start}-{leg.end}", f"{start.name} – {end.name}", "leg", geodesy.middle(shape),
        max(start.uncertainty_nm, end.uncertainty_nm), shape=shape, group=leg.group,
        reported=leg.line == "between-fixes", ends=(leg.start, leg.end),
    )  # fmt: skip


def _name(record: Any) -> str:
    return str(record.label) if isinstance(record, ExercisePart) else str(record.name)


def _renamed(subject: Subject, name: str) -> Subject:
    from dataclasses import replace

    return replace(subject, id=name, name=name)
