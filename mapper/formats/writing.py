"""The atlas in the formats of other programs: GeoJSON, KML, CSV, GeoPackage, GPX.

All hold every property; structures are written as JSON text, which ``mapper import`` reads back.
GPX has no areas: it holds their outlines, marked as such, and they are read back as areas.
"""

from __future__ import annotations

import csv
import io
import re
import tempfile
from collections.abc import Callable, Iterable, Sequence
from pathlib import Path
from typing import Any
from xml.etree.ElementTree import Element, SubElement, indent, tostring

import shapely
from shapely.geometry.base import BaseGeometry

from mapper.errors import UsageError
from mapper.formats.gpx import OURS
from mapper.geojson import collection_bytes, dumps
from mapper.geojson.writing import DIGITS, Writable
from mapper.model import KINDS
from mapper.spreadsheet import safe_cell

_NO_XML = re.compile("[^\t\n\r\x20-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")
_LICENCE = "CC BY 4.0"
KML = "http://www.opengis.net/kml/2.2"
GPX = "http://www.topografix.com/GPX/1/1"


def export(features: Sequence[Writable], form: str, name: str) -> bytes:
    """Write features in a format.

    Parameters
    ----------
    features : sequence of features
        In the order in which they are written: of the atlas, or with plain properties (``name``,
        ``headline``, ``start`` and ``end`` are known), which a GeoPackage does not take.
    form : str
        One of ``FORMS``.
    name : str
        The title of the file.

    Raises
    ------
    UsageError
        There is no such format.
    """
    if form not in FORMS:
        raise UsageError(f"format: expected one of {', '.join(FORMS)}, got {form[:20]!r}")
    return FORMS[form](features, name)


def cells(feature: Writable) -> dict[str, str]:
    """The properties of a feature as flat text; structures as JSON."""
    return {
        name: value if isinstance(value, str) else dumps(value)
        for name, value in feature.properties.items()
    }


def guarded(text: str) -> str:
    """A cell that no spreadsheet takes for a formula, and that can be read back as it was.

    Examples
    --------
    >>> guarded("=1+1"), guarded("-12.5"), guarded("'=1"), guarded("Joint Sea")
    ("'=1+1", '-12.5', "''=1", 'Joint Sea')
    """
    return f"'{text}" if text.lstrip(" ").startswith("'") else safe_cell(text)


def _geojson(features: Sequence[Writable], name: str) -> bytes:
    return collection_bytes(features, name, licence=_LICENCE)


def _csv(features: Sequence[Writable], _name: str) -> bytes:
    rows = [cells(feature) for feature in features]
    columns = list(dict.fromkeys(name for row in rows for name in row))
    stream = io.StringIO()
    writer = csv.writer(stream, lineterminator="\r\n")
    writer.writerow([*columns, "wkt"])
    for feature, row in zip(features, rows, strict=True):
        shape = feature.geometry
        text = "" if shape is None else shapely.to_wkt(shape, rounding_precision=DIGITS, trim=True)
        writer.writerow([*(guarded(row.get(name, "")) for name in columns), text])
    return stream.getvalue().encode()


def _gpkg(features: Sequence[Writable], _name: str) -> bytes:
    import numpy as np
    from pyogrio import raw

    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "atlas.gpkg"
        for layer in dict.fromkeys(_layer(feature) for feature in features):
            rows = [one for one in features if _layer(one) == layer]
            texts = [cells(one) for one in rows]
            columns = list(dict.fromkeys(name for text in texts for name in text))
            shapes = [
                None if one.geometry is None else shapely.to_wkb(one.geometry) for one in rows
            ]
            raw.write(
                str(path), np.array(shapes, dtype=object),
                [np.array([text.get(name) for text in texts], dtype=object) for name in columns],
                columns, layer=layer, driver="GPKG", geometry_type="Unknown", crs="EPSG:4326",
                append=path.exists(),
            )  # fmt: skip
        return path.read_bytes() if path.exists() else b""


def _layer(feature: Any) -> str:
    """The folder of the atlas that a feature comes from."""
    return next(name for name, records in KINDS.items() if type(feature.record) in records)


def _said(feature: Writable, name: str) -> str:
    """A text of a feature: of its record, or of its plain properties where it has no record."""
    record = getattr(feature, "record", None)
    found = feature.properties.get(name) if record is None else getattr(record, name, None)
    return str(found or "")


def _kml(features: Sequence[Writable], name: str) -> bytes:
    root = Element("kml", xmlns=KML)
    document = SubElement(root, "Document")
    _text(document, "name", name)
    for feature in features:
        place = SubElement(document, "Placemark", id=feature.id)
        _text(place, "name", _said(feature, "name"))
        _text(place, "description", _said(feature, "headline"))
        start, end = _said(feature, "start"), _said(feature, "end")
        if start or end:
            span = SubElement(place, "TimeSpan")
            _text(span, "begin", start)
            _text(span, "end", end)
        data = SubElement(place, "ExtendedData")
        for key, value in cells(feature).items():
            _text(SubElement(data, "Data", name=key), "value", value)
        if feature.geometry is not None:
            _kml_shape(place, feature.geometry)
    return _xml(root)


def _kml_shape(parent: Element, shape: BaseGeometry) -> None:
    kind = shape.geom_type
    if kind.startswith("Multi") or kind == "GeometryCollection":
        whole = SubElement(parent, "MultiGeometry")
        for part in shapely.get_parts(shape):
            _kml_shape(whole, part)
        return
    element = SubElement(parent, kind)
    if isinstance(shape, shapely.Polygon):
        for boundary, ring in (
            ("outerBoundaryIs", shape.exterior),
            *(("innerBoundaryIs", hole) for hole in shape.interiors),
        ):
            inner = SubElement(SubElement(element, boundary), "LinearRing")
            _text(inner, "coordinates", _tuples(ring))
    else:
        _text(element, "coordinates", _tuples(shape))


def _gpx(features: Sequence[Writable], name: str) -> bytes:
    root = Element("gpx", {"xmlns": GPX, "xmlns:atlas": OURS, "version": "1.1",
                           "creator": "Maritime Exercise Atlas"})  # fmt: skip
    _text(SubElement(root, "metadata"), "name", name)
    for feature in features:
        if isinstance(feature.geometry, shapely.Point):
            lon, lat = _pair(feature.geometry.coords[0])
            _described(SubElement(root, "wpt", lat=lat, lon=lon), feature)
    for feature in features:
        if isinstance(feature.geometry, shapely.Point):
            continue
        track = SubElement(root, "trk")
        _described(track, feature)
        for line, ring in _outlines(feature.geometry):
            segment = SubElement(track, "trkseg")
            for position in line.coords:
                lon, lat = _pair(position)
                SubElement(segment, "trkpt", lat=lat, lon=lon)
            if ring:
                _text(SubElement(segment, "extensions"), "atlas:ring", ring)
    return _xml(root)


def _described(element: Element, feature: Writable) -> None:
    _text(element, "name", _said(feature, "name"))
    _text(element, "desc", _said(feature, "headline"))
    extensions = SubElement(element, "extensions")
    for key, value in cells(feature).items():
        _text(extensions, f"atlas:{key}", value)


def _outlines(shape: Any) -> Iterable[tuple[Any, str]]:
    """The lines of a shape, and the rings of its areas with the word that says which they are."""
    for part in shapely.get_parts(shapely.get_parts([] if shape is None else [shape])):
        if part.geom_type == "Polygon":
            yield part.exterior, "outer"
            yield from ((ring, "inner") for ring in part.interiors)
        else:
            yield part, ""


def _tuples(line: Any) -> str:
    return " ".join(",".join(_pair(position)) for position in line.coords)


def _pair(position: Sequence[float]) -> tuple[str, str]:
    lon, lat = (f"{value:.{DIGITS}f}".rstrip("0").rstrip(".") for value in position[:2])
    return ("0" if lon == "-0" else lon), ("0" if lat == "-0" else lat)


def _text(parent: Element, name: str, text: str | None) -> None:
    """A child with a text; what XML cannot hold is replaced, an empty text leaves it out."""
    if text:
        SubElement(parent, name).text = _NO_XML.sub("\ufffd", text)


def _xml(root: Element) -> bytes:
    indent(root, " ")
    content: bytes = tostring(root, encoding="UTF-8", xml_declaration=True)
    return content + b"\n"


FORMS: dict[str, Callable[[Sequence[Writable], str], bytes]] = {
    "geojson": _geojson,
    "kml": _kml,
    "csv": _csv,
    "gpkg": _gpkg,
    "gpx": _gpx,
}
"""The formats that the atlas is given in."""
