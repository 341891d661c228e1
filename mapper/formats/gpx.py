"""GPX to features: waypoints, routes and tracks with their names, times and extensions."""

from __future__ import annotations

from typing import Any
from xml.etree.ElementTree import Element

import shapely

from mapper.formats.findings import Findings, MapFeature, Refused
from mapper.formats.limits import MAX_FEATURES
from mapper.formats.shaping import Shaper, is_ring
from mapper.formats.xml_text import child, children, local, number, text_of

OURS = "urn:maritime-exercise-atlas"
"""The namespace of what the atlas adds to GPX."""

_TEXTS = ("name", "cmt", "desc", "src", "sym", "type", "time", "number")


def read(root: Element, shaper: Shaper) -> list[MapFeature]:
    """Read a GPX document.

    Parameters
    ----------
    root : Element
        The element ``gpx``.
    shaper : Shaper
        Judges each shape and holds the findings.
    """
    members = [*children(root, "wpt", "rte", "trk")]
    if len(members) > MAX_FEATURES:
        raise Refused("too-many-values", f"{len(members):,} members; split the file")
    counts: dict[str, int] = {}
    found = []
    for member in members:
        kind = local(member)
        counts[kind] = counts.get(kind, 0) + 1
        found.append(_feature(member, kind, f"{kind} {counts[kind]}", shaper))
    if not found:
        shaper.findings.add("nothing-drawn", "no waypoint, route or track")
    areas = sum(_is_area(member) for member in members)
    if areas:
        said = f"{areas} closed tracks are marked as outlines of areas; read as areas"
        shaper.findings.add("outlines", said)
    return found


def _feature(member: Element, kind: str, where: str, shaper: Shaper) -> MapFeature:
    properties: dict[str, Any] = {"gpx": kind}
    properties |= {key: text for key in _TEXTS if (text := text_of(child(member, key)))}
    properties |= _extensions(child(member, "extensions"))
    errors = shaper.findings.errors
    raw = _shape(member, kind, where, shaper.findings)
    if shaper.findings.errors > errors:
        return MapFeature(None, properties, where=where)
    if raw is None:
        shaper.findings.add("empty-geometry", "no positions", where)
        return MapFeature(None, properties, where=where)
    return MapFeature(shaper.finish(raw, where), properties, where=where)


def _extensions(element: Element | None) -> dict[str, str]:
    if element is None:
        return {}
    return {local(one): text_of(one) for one in element if local(one) and not len(one)}


def _shape(member: Element, kind: str, where: str, findings: Findings) -> Any:
    if kind == "wpt":
        positions = _positions([member], where, findings)
        return shapely.Point(positions[0]) if positions else None
    if kind == "rte":
        lines = [_positions([*children(member, "rtept")], where, findings)]
    else:
        segments = [*children(member, "trkseg")]
        if child(member, "trkpt") is not None:
            findings.add("foreign-shape", "trkpt outside a trkseg; read as a segment", where)
            segments.insert(0, member)
        lines = [
            _positions([*children(segment, "trkpt")], f"{where}, segment {n}", findings)
            for n, segment in enumerate(segments, 1)
        ]
    if _is_area(member):
        return _area(member, lines, where, findings)
    drawn = [shapely.Point(line[0]) if len(line) == 1 else shapely.LineString(line)
             for line in lines if line]  # fmt: skip
    if len(drawn) < 2:
        return drawn[0] if drawn else None
    if {shape.geom_type for shape in drawn} == {"LineString"}:
        return shapely.MultiLineString(list(map(shapely.get_coordinates, drawn)))
    return shapely.GeometryCollection(drawn)


def _ring(segment: Element) -> str:
    """Which ring of an area a segment is, as the atlas writes it: outer, inner, or nothing."""
    return text_of(segment.find(f"./{{*}}extensions/{{{OURS}}}ring"))


def _is_area(member: Element) -> bool:
    segments = [*children(member, "trkseg")]
    loose = child(member, "trkpt") is not None
    return (
        bool(segments) and not loose and all(_ring(one) in ("outer", "inner") for one in segments)
    )


def _area(
    member: Element, lines: list[list[tuple[float, float]]], where: str, findings: Findings
) -> Any:
    """The areas of which the segments of a track are the rings: each outer one with its holes."""
    areas: list[list[list[tuple[float, float]]]] = []
    segments = zip(children(member, "trkseg"), lines, strict=True)
    for n, (segment, ring) in enumerate(segments, 1):
        if not ring or not is_ring(ring, f"{where}, segment {n}", findings):
            return None
        if _ring(segment) == "outer" or not areas:
            areas.append([])
        areas[-1].append(ring)
    polygons = [shapely.Polygon(rings[0], rings[1:]) for rings in areas]
    return polygons[0] if len(polygons) == 1 else shapely.MultiPolygon(polygons)


def _positions(points: list[Element], where: str, findings: Findings) -> list[tuple[float, float]]:
    found = []
    for n, point in enumerate(points, 1):
        lon, lat = number(point.get("lon")), number(point.get("lat"))
        if lon is None or lat is None:
            got = f"lat={point.get('lat')!r} lon={point.get('lon')!r}"[:80]
            place = f"{where}, point {n}" if len(points) > 1 else where
            findings.add("not-a-position", f"expected lat and lon as numbers, got {got}", place)
            return []
        found.append((lon, lat))
    return found
