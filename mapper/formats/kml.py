"""KML to features: every Placemark with its names, times and data; links are not followed."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from typing import Any
from xml.etree.ElementTree import Element

import shapely

from mapper.formats.findings import Findings, MapFeature, Refused
from mapper.formats.limits import MAX_FEATURES
from mapper.formats.shaping import Shaper, is_ring
from mapper.formats.xml_text import child, children, local, number, text_of

_SHAPES = ("Point", "LineString", "LinearRing", "Polygon", "MultiGeometry", "Track", "MultiTrack",
           "Model")  # fmt: skip
_FOREIGN = ("MultiPoint", "MultiLineString", "MultiPolygon")
"""Shapes of GML that some programs write into KML, which has MultiGeometry for them all."""

_PICTURES = ("GroundOverlay", "ScreenOverlay", "PhotoOverlay", "Tour")
_TEXTS = ("name", "description", "address", "phoneNumber")
_AROUND_COMMA = re.compile(r"\s*+,\s*+")

Positions = list[tuple[float, float]]


def read(root: Element, shaper: Shaper) -> list[MapFeature]:
    """Read a KML document.

    Parameters
    ----------
    root : Element
        ``kml``, or a Document, Folder or Placemark alone.
    shaper : Shaper
        Judges each shape and holds the findings.
    """
    placemarks = [*_placemarks(root, shaper.findings, _schemas(root))]
    if len(placemarks) > MAX_FEATURES:
        raise Refused("too-many-values", f"{len(placemarks):,} placemarks; split the file")
    found = [_feature(one, index, folder, shaper) for index, (one, folder) in enumerate(placemarks)]
    if not found:
        shaper.findings.add("nothing-drawn", "no placemark")
    return found


def _schemas(root: Element) -> frozenset[str]:
    """Element names that an old Schema declares to be placemarks."""
    return frozenset(
        one.get("name", "") for one in root.iter()
        if local(one) == "Schema" and one.get("parent") == "Placemark" and one.get("name")
    )  # fmt: skip


def _placemarks(
    root: Element, findings: Findings, named: frozenset[str]
) -> Iterator[tuple[Element, str]]:
    """Every placemark in the order of the file, with the names of the folders round it."""
    stack = [(root, "")]
    while stack:
        element, folder = stack.pop()
        kind = local(element)
        if kind == "Placemark" or kind in named:
            yield element, folder
        elif kind == "NetworkLink":
            link = text_of(child(child(element, "Link", "Url") or element, "href"))
            findings.add("network-link", f"a link to {link[:80]!r}, which is not followed")
        elif kind in _PICTURES:
            findings.add("not-drawn", f"a {kind}")
        elif kind in ("kml", "Document", "Folder", "Create", "Update", "NetworkLinkControl"):
            name = text_of(child(element, "name")) if kind == "Folder" else ""
            inner = " / ".join(filter(None, (folder, name)))
            stack.extend((one, inner) for one in reversed(element))


def _feature(element: Element, index: int, folder: str, shaper: Shaper) -> MapFeature:
    named = {local(one): one for one in reversed(element)}
    name = text_of(named.get("name"))
    where = f"placemark {index + 1}" + (f" ({name[:40]!r})" if name else "")
    properties: dict[str, Any] = {key: text for key in _TEXTS if (text := text_of(named.get(key)))}
    if folder:
        properties["folder"] = folder
    properties |= _times(named) | _data(named.get("ExtendedData"))
    given = element.get("id") or None
    if given:
        shaper.findings.identify(given, where)
    errors = shaper.findings.errors
    shapes = [one for one in element if local(one) in (*_SHAPES, *_FOREIGN)]
    raw = [shape for one in shapes if (shape := _shape(one, where, shaper.findings)) is not None]
    if len(shapes) > 1:
        shaper.findings.add("several-shapes", f"{len(shapes)} shapes in one placemark", where)
    geometry = None
    if shaper.findings.errors == errors and raw:
        whole = raw[0] if len(raw) == 1 else shapely.GeometryCollection(raw)
        geometry = shaper.finish(whole, where)
    elif shapes and shaper.findings.errors == errors:
        shaper.findings.add("empty-geometry", "no coordinates", where)
    return MapFeature(geometry, properties, given, where)


def _times(named: Mapping[str, Element]) -> dict[str, str]:
    stamp, span = named.get("TimeStamp"), named.get("TimeSpan")
    values = {
        "when": text_of(child(stamp, "when")) if stamp is not None else "",
        "begin": text_of(child(span, "begin")) if span is not None else "",
        "end": text_of(child(span, "end")) if span is not None else "",
    }
    return {key: value for key, value in values.items() if value}


def _data(extended: Element | None) -> dict[str, str | list[str]]:
    """Values of ExtendedData, in both of its forms; a name that stands several times has a list."""
    if extended is None:
        return {}
    pairs = [(one.get("name"), child(one, "value")) for one in children(extended, "Data")]
    for table in children(extended, "SchemaData"):
        pairs += [(one.get("name"), one) for one in children(table, "SimpleData")]
    found: dict[str, list[str]] = {}
    for name, element in pairs:
        if name:
            found.setdefault(name, []).append(text_of(element))
    return {name: texts[0] if len(texts) == 1 else texts for name, texts in found.items()}


def _shape(element: Element, where: str, findings: Findings, depth: int = 0) -> Any:
    kind = local(element)
    if kind in _FOREIGN:
        findings.add("foreign-shape", f"a {kind}, which KML has not; read as MultiGeometry", where)
    if kind == "MultiGeometry" or kind in _FOREIGN:
        if depth > 8:
            raise Refused("too-deep", "MultiGeometry nested deeper than 8", where)
        parts = [_shape(one, where, findings, depth + 1) for one in element
                 if local(one) in _SHAPES]  # fmt: skip
        return _together([part for part in parts if part is not None])
    if kind == "Model":
        findings.add("not-drawn", "a 3-D model", where)
        return None
    if kind == "MultiTrack":
        lines = [_track(one, where, findings) for one in children(element, "Track")]
        return _together([line for line in lines if line is not None])
    if kind == "Track":
        return _track(element, where, findings)
    if kind == "Polygon":
        return _polygon(element, where, findings)
    positions = _coordinates(element, where, findings)
    if not positions:
        return None
    if kind == "Point":
        if len(positions) > 1:
            findings.add("not-a-position", f"a point of {len(positions)} positions", where)
            return None
        return shapely.Point(positions[0])
    if kind == "LinearRing" and not is_ring(positions, where, findings):
        return None
    return _line(positions, where, findings)


def _together(parts: list[Any]) -> Any:
    """Parts of one kind as a multi-part shape, mixed ones as a collection."""
    if len(parts) < 2:
        return parts[0] if parts else None
    kinds = {part.geom_type for part in parts}
    multi: dict[str, Any] = {"Point": shapely.MultiPoint, "LineString": shapely.MultiLineString,
             "Polygon": shapely.MultiPolygon}  # fmt: skip
    maker = multi.get(kinds.pop()) if len(kinds) == 1 else None
    return maker(parts) if maker else shapely.GeometryCollection(parts)


def _line(positions: Positions, where: str, findings: Findings) -> Any:
    if len(positions) < 2:
        findings.add("short-line", "one position is no line; add another", where)
        return None
    return shapely.LineString(positions)


def _polygon(element: Element, where: str, findings: Findings) -> Any:
    rings = []
    for boundary in children(element, "outerBoundaryIs", "innerBoundaryIs"):
        for ring in children(boundary, "LinearRing"):
            positions = _coordinates(ring, where, findings)
            outer = local(boundary) == "outerBoundaryIs"
            if positions and is_ring(positions, where, findings):
                rings.append((outer, positions))
    shells = [ring for outer, ring in rings if outer]
    if len(shells) != 1:
        if rings:
            findings.add("short-ring", f"{len(shells)} outer boundaries, expected one", where)
        return None
    return shapely.Polygon(shells[0], [ring for outer, ring in rings if not outer])


def _coordinates(element: Element, where: str, findings: Findings) -> Positions:
    text = text_of(child(element, "coordinates"))
    tuples = [token.split(",") for token in text.split()]
    if all(2 <= len(one) <= 3 for one in tuples):
        if any(not number for one in tuples for number in one[2:]):
            findings.add("loose-tuples", "commas at the end of tuples", where)
        return _positions(tuples, where, findings)
    # Spaces round the commas, or commas between the tuples: both are read by Google Earth.
    tuples = [token.split(",") for token in _AROUND_COMMA.sub(",", text).split()]
    if local(element) == "Point" and len(tuples) == 1 and len(tuples[0]) > 3 and "." in text:
        tuples = [tuples[0][:3]]  # Without a point, "132,5,42,5" may as well be 132.5, 42.5.
    if len(tuples) == 1 and _are_triples(tuples[0]):
        tuples = [tuples[0][n : n + 3] for n in range(0, len(tuples[0]), 3)]
    if not all(2 <= len(one) <= 3 for one in tuples):
        wrong = next(one for one in tuples if not 2 <= len(one) <= 3)
        findings.add("not-a-position", f"expected lon,lat or lon,lat,height, got "
                     f"{','.join(wrong)[:60]!r}", where)  # fmt: skip
        return []
    findings.add("loose-tuples", "spaces inside tuples, or none between them", where)
    return _positions(tuples, where, findings)


def _are_triples(numbers: list[str]) -> bool:
    """Whether numbers between commas alone are lon,lat,height and cannot be pairs as well."""
    count = len(numbers)
    return count > 3 and count % 3 == 0 and (count % 2 == 1 or len(set(numbers[2::3])) == 1)


def _positions(tuples: list[list[str]], where: str, findings: Findings) -> Positions:
    found = []
    for one in tuples:
        lon, lat = number(one[0]), number(one[1])
        if lon is None or lat is None:
            findings.add(
                "not-a-position", f"expected two numbers, got {','.join(one)[:60]!r}", where
            )
            return []
        found.append((lon, lat))
    return found


def _track(element: Element, where: str, findings: Findings) -> Any:
    positions = []
    for one in children(element, "coord"):
        parts = text_of(one).split()
        if not parts:
            continue
        lon, lat = (number(parts[0]), number(parts[1])) if len(parts) > 1 else (None, None)
        if lon is None or lat is None:
            findings.add("not-a-position", f"expected lon lat height, got {parts[:3]}", where)
            return None
        positions.append((lon, lat))
    if not positions:
        return None
    return shapely.Point(positions[0]) if len(positions) == 1 else shapely.LineString(positions)
