"""CSV to features: positions in columns of degrees, of degrees and minutes, or shapes as text."""

from __future__ import annotations

import csv
import io
import re
from collections.abc import Mapping, Sequence
from typing import Any

import shapely

from mapper import coordinates
from mapper.errors import GeoJSONError, PositionError
from mapper.formats.findings import MapFeature, Refused
from mapper.formats.geojson_geometry import GeometryReader
from mapper.formats.limits import MAX_CELL, MAX_COLUMNS, MAX_FEATURES
from mapper.formats.shaping import Shaper
from mapper.formats.xml_text import number
from mapper.geojson import parse
from mapper.spreadsheet import FORMULA

_NAMES: dict[str, tuple[str, ...]] = {
    "shape": ("wkt", "geometry", "geom", "the_geom", "wkt_geom", "geojson"),
    "lon": ("lon", "long", "lng", "longitude", "lon_deg", "longitude_deg", "lon_dd", "x",
            "xcoord", "x_coord", "decimallongitude", "easting", "долгота", "довгота", "经度",
            "経度", "經度", "경도", "längengrad", "longitud", "longitudine", "kinh_độ", "boylam"),
    "lat": ("lat", "latitude", "lat_deg", "latitude_deg", "lat_dd", "y", "ycoord", "y_coord",
            "decimallatitude", "northing", "широта", "纬度", "緯度", "위도", "breitengrad",
            "latitud", "latitudine", "vĩ_độ", "enlem"),
    "position": ("position", "position_ddm", "position_dms", "coordinates", "coordinate", "coords",
                 "latlon", "lat_lon", "latlong", "координаты", "坐标", "座標"),
}  # fmt: skip
_ENDINGS = {"lon": ("_lon", "_lng", "longitude"), "lat": ("_lat", "latitude")}
"""How longer names of columns end, where only one does."""

_DECIMAL_COMMA = re.compile(r"\s*([+-]?\d{1,9}),(\d{1,15})\s*", re.ASCII)
_DELIMITERS = ",;\t|"


def read(content: bytes, shaper: Shaper) -> list[MapFeature]:
    """Read a table with a head line.

    Parameters
    ----------
    content : bytes
        UTF-8 text; comma, semicolon, tab or bar between the cells.
    shaper : Shaper
        Judges each shape and holds the findings.

    Raises
    ------
    Refused
        Not such a table, or no column of positions.
    """
    rows = _even_rows(_decoded(content))
    head = [name.strip() for name in rows[0]]
    columns = _columns(head)
    found = []
    for line, row in enumerate(rows[1:], 2):
        if not any(cell.strip() for cell in row):
            continue
        if len(row) != len(head):
            raise Refused(
                "bad-row", f"{len(row)} cells, expected {len(head)} as in the head", f"row {line}"
            )
        values = dict(zip(head, row, strict=True))
        found.append(_feature(values, columns, f"row {line}", shaper))
    if not found:
        shaper.findings.add("nothing-drawn", "the table has no row")
    return found


def looks_like(content: bytes) -> bool:
    """Whether the first line of a text names columns of positions."""
    try:
        line = content[:8192].decode("utf-8-sig", errors="ignore").splitlines()[0]
        _columns([name.strip() for name in _split(line)])
    except (IndexError, Refused, csv.Error):
        return False
    return True


def plain(cell: str) -> str:
    """A cell without the mark that keeps spreadsheets from taking it for a formula.

    Examples
    --------
    >>> plain("'=1+1"), plain("'tis"), plain("-12.5")
    ('=1+1', "'tis", '-12.5')
    """
    guarded = cell.startswith("'") and cell[1:].lstrip(" ").startswith((*FORMULA, "'"))
    return cell[1:] if guarded else cell


def _decoded(content: bytes) -> str:
    if content.startswith((b"\xff\xfe", b"\xfe\xff")):
        raise Refused("encoding", "expected UTF-8, found UTF-16; save it as UTF-8")
    if b"\x00" in content:
        raise Refused("encoding", "expected text, found NUL bytes; save it as UTF-8")
    try:
        return content.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        line = content[: error.start].count(b"\n") + 1
        raise Refused("encoding", f"line {line}: expected UTF-8, found byte "
                      f"0x{content[error.start]:02x}; save it as UTF-8") from None  # fmt: skip


def _delimiter(head: str) -> str:
    return max(_DELIMITERS, key=head.count)


def _split(line: str) -> list[str]:
    return next(csv.reader([line], delimiter=_delimiter(line)), [])


def _even_rows(text: str) -> list[list[str]]:
    """The rows as they are; where they do not fit the head, with quotes after spaces as quotes."""
    try:
        rows = _rows(text)
        if all(len(row) == len(rows[0]) or not "".join(row).strip() for row in rows):
            return rows
    except Refused:
        rows = []
    spaced = _rows(text, skipinitialspace=True)
    return spaced if not rows or {len(row) for row in spaced} == {len(spaced[0])} else rows


def _rows(text: str, skipinitialspace: bool = False) -> list[list[str]]:
    csv.field_size_limit(MAX_CELL * 20)
    head = text.split("\n", 1)[0]
    rows = []
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=_delimiter(head), strict=True,
                        skipinitialspace=skipinitialspace)  # fmt: skip
    try:
        for row in reader:
            rows.append(row)
            if len(rows) > MAX_FEATURES + 1:
                raise Refused("too-many-values", f"more than {MAX_FEATURES:,} rows; split the file")
    except csv.Error as error:
        raise Refused("bad-row", f"not a table: {error}", f"line {reader.line_num}") from None
    if not rows:
        raise Refused("empty", "the file is empty; write a head line and rows")
    return rows


def _columns(head: Sequence[str]) -> dict[str, str]:
    """What each column of positions is called in this table."""
    if len(head) > MAX_COLUMNS:
        raise Refused("too-many-values", f"{len(head):,} columns, at most {MAX_COLUMNS:,} are read")
    folded = [name.casefold().replace(" ", "_") for name in head]
    known = {one for names in _NAMES.values() for one in names}
    twice = [name for name in head if name and head.count(name) > 1]
    twice += [name for name in known if folded.count(name) > 1]
    if twice:
        raise Refused("bad-row", f"the column {twice[0]!r} stands twice; rename one", "row 1")
    found = {}
    for what, names in _NAMES.items():
        hit = next((head[folded.index(name)] for name in names if name in folded), None)
        if hit is not None:
            found[what] = hit
    for what, endings in _ENDINGS.items():
        hits = [name for name, plainly in zip(head, folded, strict=True)
                if plainly.endswith(endings)]  # fmt: skip
        if what not in found and len(hits) == 1:
            found[what] = hits[0]
    if "shape" in found or {"lon", "lat"} <= set(found) or "position" in found:
        return found
    raise Refused(
        "no-position",
        f"columns {', '.join(head)[:120]!r}: expected lon and lat, position, or wkt; rename them",
    )


def _feature(
    values: Mapping[str, str], columns: Mapping[str, str], where: str, shaper: Shaper
) -> MapFeature:
    used = {columns[what] for what in ("shape",) if what in columns}
    if "shape" not in columns:
        used = {columns[what] for what in ("lon", "lat") if what in columns}
    properties: dict[str, Any] = {
        name: plain(cell) for name, cell in values.items() if name not in used and cell != ""
    }
    given = next((properties[name] for name in properties if name.casefold() == "id"), None)
    return MapFeature(_geometry(values, columns, where, shaper), properties, given, where)


def _geometry(
    values: Mapping[str, str], columns: Mapping[str, str], where: str, shaper: Shaper
) -> Any:
    text = {what: values[name].strip() for what, name in columns.items()}
    if text.get("shape"):
        return _written_shape(text["shape"], where, shaper)
    if "shape" in columns:
        return None
    if "lon" in text and "lat" in text:
        if not text["lon"] and not text["lat"]:
            shaper.findings.add("empty-geometry", "no position", where)
            return None
        return _point(text["lon"], text["lat"], where, shaper)
    if not text["position"]:
        shaper.findings.add("empty-geometry", "no position", where)
        return None
    return _parsed(text["position"], where, shaper)


def _written_shape(text: str, where: str, shaper: Shaper) -> Any:
    if text.startswith("{"):
        try:
            member = parse(text.encode(), where)
        except GeoJSONError as error:
            shaper.findings.add("not-json", error.problems[0].what, where)
            return None
        return GeometryReader(shaper).read(member, where)
    srid, mark, rest = text.partition(";")
    if mark and srid not in ("SRID=4326", "SRID=4979"):
        shaper.findings.add("crs", f"{srid[:20]}: expected SRID=4326; reproject the table", where)
        return None
    return shaper.from_wkt(rest if mark else text, where)


def _point(lon: str, lat: str, where: str, shaper: Shaper) -> Any:
    numbers = [number(_DECIMAL_COMMA.sub(r"\1.\2", text)) for text in (lon, lat)]
    if None not in numbers:
        return shaper.finish(shapely.Point(*numbers), where)
    return _parsed(f"{_with_half(lat, 'NS')} {_with_half(lon, 'EW')}", where, shaper)


def _with_half(text: str, halves: str) -> str:
    """Degrees and minutes with a hemisphere: in a column of its own, a sign may stand for it.

    Examples
    --------
    >>> _with_half("42-30.0N", "NS"), _with_half("-33° 51'", "NS"), _with_half("151° 12'", "EW")
    ('42-30.0N', "33° 51' S", "151° 12' E")
    """
    if not text or text[:1].isalpha() or text[-1:].isalpha():
        return text
    unsigned = text.lstrip("+-−")
    return f"{unsigned} {halves[text.startswith(('-', '−'))]}"


def _parsed(text: str, where: str, shaper: Shaper) -> Any:
    """A position in the words of charts: degrees, minutes, hemispheres."""
    try:
        return shaper.finish(shapely.Point(coordinates.parse(text)), where)
    except PositionError as error:
        shaper.findings.add("not-a-position", str(error), where)
        return None
