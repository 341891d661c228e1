"""A published zone file as it lies on a disk: found whole, or refused, and read as a table."""

from __future__ import annotations

import re
import sqlite3
import struct
import warnings
import zipfile
from dataclasses import dataclass
from pathlib import Path
from typing import Any, NoReturn

import numpy as np
import shapely
from numpy.typing import NDArray

from mapper.errors import DataError, Problem, StorageError

KINDS = (".shp", ".gpkg", ".geojson", ".json", ".gml")
MAX_UNZIPPED = 4 * 1024**3
MAX_MEMBERS = 1000

_EXPECTED = (
    "give the Shapefile (.shp or the .zip as downloaded), GeoPackage or GeoJSON of Marine Regions"
)
_AGAIN = "download the file again"
_PAGE = re.compile(rb'"(numberMatched|totalFeatures|numberReturned)"\s*:\s*(\d+)')
_EDGE = 4096


@dataclass(frozen=True, eq=False)
class Table:
    """One layer of a file.

    Attributes
    ----------
    where : str
        The file and layer, for messages.
    columns : dict of str to array
        By lower-case name.
    shapes : array of shapely geometry, shape (n,)
        As written, axes and all.
    crs : str or None
        What the file says of its coordinates.
    """

    where: str
    columns: dict[str, NDArray[Any]]
    shapes: NDArray[np.object_]
    crs: str | None

    def __len__(self) -> int:
        return len(self.shapes)


def open_tables(path: Path) -> list[Table]:
    """Every layer with shapes of a file, checked to be whole.

    Parameters
    ----------
    path : Path
        A Shapefile (``.shp``, its folder, or zipped), GeoPackage, GeoJSON or GML file.

    Raises
    ------
    StorageError
        There is no such file.
    DataError
        It is of another kind, broken, or only a part was downloaded.
    """
    if path.is_dir():
        members = [found for found in sorted(path.rglob("*")) if found.suffix.lower() in KINDS]
        if not members:
            _refuse(str(path), "expected a zone file in this folder, found none", _EXPECTED)
        return [table for member in members for table in open_tables(member)]
    if not path.is_file():
        raise StorageError(f"{path}: cannot be read; there is no such file")
    suffix = path.suffix.lower()
    if suffix == ".zip":
        return [table for member in _zipped(path) for table in _layers(member, path.name)]
    if suffix not in KINDS:
        _refuse(path.name, f"expected one of {', '.join((*KINDS, '.zip'))}, got {suffix!r}",
                _EXPECTED)  # fmt: skip
    _CHECKS[suffix](path)
    return _layers(str(path), path.name)


def citation_beside(path: Path) -> str:
    """The citation that the licence text beside or inside the file asks for, or nothing."""
    for text in _licences(path):
        found = re.search(r"CITATION\s*(.+?)\s*(?:\n\s*\n|\Z)", text, re.DOTALL)
        if found and "Flanders Marine Institute" in found[1]:
            return " ".join(found[1].split())
    return ""


def _licences(path: Path) -> list[str]:
    if path.suffix.lower() == ".zip":
        with zipfile.ZipFile(path) as archive:
            names = [name for name in archive.namelist() if _is_licence(Path(name).name)]
            return [archive.read(name)[:65536].decode("utf-8-sig", "replace") for name in names]
    folder = path if path.is_dir() else path.parent
    found = [one for one in sorted(folder.glob("*.txt")) if _is_licence(one.name)]
    return [one.read_bytes()[:65536].decode("utf-8-sig", "replace") for one in found]


def _is_licence(name: str) -> bool:
    return name.lower().startswith("license") and name.lower().endswith(".txt")


def _refuse(where: str, what: str, remedy: str) -> NoReturn:
    raise DataError(Problem(where, what, remedy))


def _zipped(path: Path) -> list[str]:
    try:
        with zipfile.ZipFile(path) as archive:
            members = archive.infolist()
            if len(members) > MAX_MEMBERS or sum(m.file_size for m in members) > MAX_UNZIPPED:
                _refuse(path.name, f"unpacks to more than {MAX_MEMBERS} files or 4 GB", _EXPECTED)
            names = [m.filename for m in members if Path(m.filename).suffix.lower() in KINDS]
            if not names:
                _refuse(path.name, "expected a zone file in the archive, found none", _EXPECTED)
            broken = archive.testzip()
    except (zipfile.BadZipFile, EOFError, OSError, NotImplementedError) as error:
        _refuse(path.name, f"expected a whole zip archive, found a part ({error})", _AGAIN)
    if broken:
        _refuse(path.name, f"{broken} is damaged", _AGAIN)
    return [f"/vsizip/{path.resolve()}/{name}" for name in sorted(names)]


def _whole_shapefile(path: Path) -> None:
    for suffix in (".dbf", ".shx"):
        if _sibling(path, suffix) is None:
            _refuse(path.name, f"expected {path.stem}{suffix} beside it, found none",
                    "unpack the whole archive, or give the .zip itself")  # fmt: skip
    for part in (path, _sibling(path, ".shx")):
        assert part is not None
        head = part.read_bytes()[:100] if part.stat().st_size < 4096 else _head(part, 100)
        if len(head) < 100 or head[:4] != b"\x00\x00\x27\x0a":
            _refuse(part.name, "expected a Shapefile, found something else", _EXPECTED)
        said = struct.unpack(">i", head[24:28])[0] * 2
        _require_size(part, said)
    table = _sibling(path, ".dbf")
    assert table is not None
    head = _head(table, 32)
    if len(head) < 32:
        _refuse(table.name, "expected a dBASE table, found less than its head", _AGAIN)
    count, start, width = struct.unpack("<IHH", head[4:12])
    _require_size(table, start + count * width)


def _sibling(path: Path, suffix: str) -> Path | None:
    return next((found for found in (path.with_suffix(suffix), path.with_suffix(suffix.upper()))
                 if found.is_file()), None)  # fmt: skip


def _head(path: Path, size: int) -> bytes:
    with path.open("rb") as stream:
        return stream.read(size)


def _require_size(path: Path, expected: int) -> None:
    size = path.stat().st_size
    if size < expected:
        _refuse(path.name, f"expected {expected:,} bytes, got {size:,}: a part of the file", _AGAIN)


def _whole_geopackage(path: Path) -> None:
    head = _head(path, 100)
    if head[:16] != b"SQLite format 3\x00":
        _refuse(path.name, "expected a GeoPackage (SQLite), found something else", _EXPECTED)
    page = struct.unpack(">H", head[16:18])[0] or 1
    _require_size(path, (65536 if page == 1 else page) * struct.unpack(">I", head[28:32])[0])
    try:
        with sqlite3.connect(f"file:{path.resolve()}?mode=ro", uri=True) as base:
            base.execute("SELECT table_name FROM gpkg_contents").fetchall()
    except sqlite3.Error as error:
        _refuse(path.name, f"expected a GeoPackage, got a broken database ({error})", _AGAIN)


def _whole_json(path: Path) -> None:
    with path.open("rb") as stream:
        head = stream.read(_EDGE)
        stream.seek(max(0, path.stat().st_size - _EDGE))
        tail = stream.read()
    start = head.removeprefix(b"\xef\xbb\xbf").lstrip()[:15].lower()
    if start.startswith((b"<!doctype", b"<html")):
        _refuse(path.name, "expected GeoJSON, found a web page", _AGAIN)
    if not start.startswith(b"{"):
        _refuse(path.name, "expected a GeoJSON object", _EXPECTED)
    if not tail.rstrip().endswith(b"}"):
        _refuse(path.name, "expected a whole GeoJSON file, found a part", _AGAIN)
    said = {key.decode(): int(value) for key, value in _PAGE.findall(head + tail)}
    there = said.get("numberMatched", said.get("totalFeatures"))
    got = said.get("numberReturned")
    if there is not None and got is not None and got < there:
        _refuse(path.name, f"expected all {there:,} features, got a page of {got:,}",
                "ask the service for all of them at once (count, maxFeatures)")  # fmt: skip


def _whole_gml(path: Path) -> None:
    with path.open("rb") as stream:
        stream.seek(max(0, path.stat().st_size - _EDGE))
        if not stream.read().rstrip().endswith(b">"):
            _refuse(path.name, "expected a whole GML file, found a part", _AGAIN)


_CHECKS = {
    ".shp": _whole_shapefile, ".gpkg": _whole_geopackage, ".geojson": _whole_json,
    ".json": _whole_json, ".gml": _whole_gml,
}  # fmt: skip


def _layers(source: str, name: str) -> list[Table]:
    import pyogrio
    from pyogrio.errors import DataLayerError, DataSourceError

    member = Path(source).name
    where = name if member == name else f"{name}: {member}"
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            names = [str(layer) for layer, kind in pyogrio.list_layers(source) if kind]
            tables = [_table(source, layer, where, len(names) > 1) for layer in names]
    except (DataSourceError, DataLayerError, ValueError, RuntimeError, OSError) as error:
        _refuse(where, f"cannot be read ({str(error)[:160]})", _AGAIN)
    except shapely.GEOSException as error:
        _refuse(where, f"a shape is broken ({str(error)[:160]})", _AGAIN)
    return [table for table in tables if len(table)]


def _table(source: str, layer: str, where: str, many: bool) -> Table:
    from pyogrio.raw import read

    meta, _, shapes, fields = read(source, layer=layer, force_2d=True)
    columns = {str(name).lower(): values for name, values in zip(meta["fields"], fields,
                                                                 strict=True)}  # fmt: skip
    found = np.asarray(shapely.from_wkb(shapes), dtype=object)
    there = np.array([shape is not None and not shape.is_empty for shape in found], dtype=bool)
    return Table(
        f"{where} ({layer})" if many else where,
        {name: values[there] for name, values in columns.items()}, found[there], meta["crs"],
    )  # fmt: skip
