"""The judgement of one file: what it is, which reader reads it, what was found."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from mapper.errors import StorageError
from mapper.files import read_regular
from mapper.formats import archives, gdal, geojson_text, geopackage, gpx, kml, shapefile, table
from mapper.formats.findings import Finding, Findings, MapFeature, Reading, Refused
from mapper.formats.limits import MAX_BYTES
from mapper.formats.shaping import Shaper, Stage
from mapper.formats.xml_text import local, root_of

_FOREIGN = {
    b"%PDF": "a PDF", b"\x89PNG": "a picture", b"\xff\xd8\xff": "a picture", b"7z\xbc\xaf": "7-Zip",
    b"Rar!": "RAR", b"fgb\x03": "FlatGeobuf", b"BZh": "bzip2", b"\xfd7zXZ": "xz",
    b"II*\x00": "TIFF", b"MM\x00*": "TIFF", b"\x28\xb5\x2f\xfd": "Zstandard", b"PMTiles": "PMTiles",
}  # fmt: skip


def judge(path: Path, name: str, stage: Stage | None = None) -> Reading:
    """Read a map file of any format and judge it.

    Parameters
    ----------
    path : Path
        The file; links are not followed.
    name : str
        What the reading calls it.
    stage : callable, optional
        Is told before a step that may take long.

    Returns
    -------
    Reading
        Without features when the file is refused, and without those that had to be left out.
    """
    findings = Findings()
    shaper = Shaper(findings, stage)
    file = _File(path, shaper)
    met: list[MapFeature] = []
    features: list[MapFeature] = []
    try:
        met = file.read()
        features = [one for one in met if one.geometry is None or not one.geometry.is_empty]
        if len(features) < len(met) and all(one.geometry is None for one in features):
            findings.add("nothing-left", "no shape of the file can be drawn; correct them")
    except Refused as refused:
        findings.add(refused.finding.code, str(refused), refused.finding.where)
    except StorageError as error:
        findings.add(*_unreadable(error))
    except MemoryError:
        del met, features
        return Reading(name, file.form, (), 0, (Finding("memory", MEMORY),))
    except RecursionError:
        findings.add("too-deep", "nested too deeply; flatten it")
    kept = () if findings.errors else tuple(features)
    return Reading(name, file.form, kept, len(met), tuple(findings))


MEMORY = "reading it took more than 1 GiB of memory; split the file"


def _unreadable(error: StorageError) -> tuple[str, str]:
    text = str(error)
    code = "too-large" if "are read; split" in text else "unreadable"
    return code, text.partition(": ")[2] or text


class _File:
    """One file on its way through the readers."""

    def __init__(self, path: Path, shaper: Shaper) -> None:
        self.path = path
        self.shaper = shaper
        self.form = ""

    def read(self) -> list[MapFeature]:
        content = read_regular(self.path, MAX_BYTES)
        return self._content(content, self.path.suffix.lower(), packed=False)

    def _content(self, content: bytes, suffix: str, packed: bool) -> list[MapFeature]:
        if not content.strip():
            raise Refused("empty", "the file is empty; save it again")
        if content.startswith((b"PK\x03\x04", b"PK\x05\x06")):
            return self._zip(content, packed)
        if content.startswith(b"\x1f\x8b"):
            if packed:
                raise Refused("archive-content", "an archive in an archive; unpack it")
            inner = self.path.with_suffix("").suffix.lower()
            return self._content(archives.gunzip(content), inner, packed=True)
        binary = self._binary(content)
        return binary if binary is not None else self._text(content, suffix)

    def _zip(self, content: bytes, packed: bool) -> list[MapFeature]:
        if packed:
            raise Refused("archive-content", "an archive in an archive; unpack it")
        found = archives.open_zip(content)
        if found.kind == "shapefile":
            self.form = "shapefile"
            return gdal.read_shapefile(found.members, self.shaper)
        ((name, inner),) = found.members.items()
        if found.left_out:
            self.shaper.findings.add(
                "network-link", f"{found.left_out} further KML files in the archive are not read"
            )
        return self._content(inner, Path(name).suffix.lower(), packed=True)

    def _binary(self, content: bytes) -> list[MapFeature] | None:
        if content.startswith(geopackage.SQLITE):
            if not geopackage.is_geopackage(content):
                raise Refused("unsupported", "an SQLite file that is no GeoPackage; convert it")
            self.form = "gpkg"
            geopackage.check_log(self.path)
            return gdal.read_geopackage(content, self.shaper)
        if content.startswith(shapefile.MAGIC):
            self.form = "shapefile"
            return gdal.read_shapefile(self._shapefile(content), self.shaper)
        if _is_s57(content):
            self.form = "s57"
            return gdal.read_s57(content, self.shaper)
        for magic, what in _FOREIGN.items():
            if content.startswith(magic):
                raise Refused("unsupported", f"{what} is not read here; {_READ}")
        return None

    def _shapefile(self, content: bytes) -> dict[str, bytes]:
        """A bare .shp with those of its companions that lie beside it."""
        members = {"layer.shp": content}
        for suffix in shapefile.SIDES:
            for side in (self.path.with_suffix(suffix), self.path.with_suffix(suffix.upper())):
                if side.exists() or side.is_symlink():
                    members.setdefault(f"layer{suffix}", read_regular(side, MAX_BYTES))
        return members

    def _text(self, content: bytes, suffix: str) -> list[MapFeature]:
        if content.startswith((b"\xff\xfe", b"\xfe\xff")):
            raise Refused("encoding", "expected UTF-8, found UTF-16; save it as UTF-8")
        start = content.removeprefix(b"\xef\xbb\xbf").lstrip()[:400]
        if start.lower().startswith((b"<!doctype html", b"<html")):
            raise Refused("web-page", "a web page, not a map; download the file itself")
        if start.startswith(b"<"):
            return self._xml(content)
        json = suffix in (".json", ".geojson") or start[:1] in (b"{", b"[", b"\x1e")
        if not json and (suffix in (".csv", ".tsv") or table.looks_like(content)):
            self.form = "csv"
            return table.read(content, self.shaper)
        if json or suffix == ".geojsonl":
            self.form = "geojson"
            return geojson_text.read(content, self.shaper)
        if b"\x00" in content[:1000]:
            raise Refused("encoding", f"NUL bytes: damaged, or a format that is not read; {_READ}")
        if suffix in (".kml", ".gpx"):
            raise Refused("not-xml", "expected XML, which begins with <; save the file again")
        raise Refused("unsupported", f"not recognised; {_READ}")

    def _xml(self, content: bytes) -> list[MapFeature]:
        root = root_of(content)
        kind = local(root)
        space = root.tag.partition("}")[0].lower() if root.tag.startswith("{") else "kml"
        if kind == "kml" or (kind in ("Document", "Folder", "Placemark") and "kml" in space):
            self.form = "kml"
            return kml.read(root, self.shaper)
        if kind == "gpx":
            self.form = "gpx"
            return gpx.read(root, self.shaper)
        if kind.lower() == "html":
            raise Refused("web-page", "a web page, not a map; download the file itself")
        raise Refused("unsupported", f"XML of the kind {kind[:40]!r} is not read here; {_READ}")


_READ = "GeoJSON, KML, KMZ, GPX, CSV, GeoPackage, Shapefile and S-57 cells are"


def _is_s57(content: bytes) -> bool:
    """An ISO 8211 file whose first fields are those of S-57."""
    head = content[:24]
    return head[:5].isdigit() and head[6:7] in b"L" and b"DSID" in content[:4096]


def as_values(reading: Reading, features: bool = True) -> dict[str, Any]:
    """A reading as plain values, shapes as well-known binary in hex, to pass between processes."""
    import shapely

    return {
        "form": reading.form,
        "count": reading.count,
        "findings": [[one.code, one.message, one.where] for one in reading.findings],
        "features": [
            [None if one.geometry is None else shapely.to_wkb(one.geometry, hex=True),
             one.properties, one.id, one.where]
            for one in (reading.features if features else ())
        ],
    }  # fmt: skip
