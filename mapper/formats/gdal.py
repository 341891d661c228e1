"""Formats that GDAL reads: GeoPackage, Shapefile, S-57. Content is known before GDAL sees it.

GDAL gets bytes in memory, never a path, and only the three drivers that are wanted; network and
virtual files are switched off before it is loaded (``environment``).
"""

from __future__ import annotations

import datetime as dt
import math
import warnings
from collections.abc import Container, Iterator, Mapping
from typing import Any

from mapper.formats.findings import MapFeature, Refused
from mapper.formats.geopackage import readable
from mapper.formats.limits import MAX_CELL, MAX_FEATURES
from mapper.formats.reprojecting import reprojection
from mapper.formats.shapefile import packed
from mapper.formats.shaping import Shaper

S57_LAYERS = ("MIPARE", "RESARE", "EXEZNE")
"""Military practice areas, restricted areas, exclusive economic zones of a chart cell."""

_WGS84_DATUM = 2
_NONE: Mapping[str, str] = {}
DRIVERS = ("ESRI Shapefile", "GPKG", "S57")
_OTHERS = (
    "MEM,PCIDSK,PDS4,VICAR,PDF,MBTiles,EEDA,OGCAPI,GDALG,MapInfo File,LVBAG,DGN,OGR_VRT,CSV,GML,"
    "GPX,LIBKML,KML,GeoJSON,GeoJSONSeq,ESRIJSON,TopoJSON,OGR_GMT,SQLite,WAsP,OpenFileGDB,DXF,"
    "FlatGeobuf,GeoRSS,VFK,PGDUMP,OSM,GPSBabel,OGR_PDS,WFS,OAPIF,EDIGEO,Idrisi,ODS,XLSX,"
    "Elasticsearch,Carto,AmigoCloud,SXF,Selafin,JML,PLSCENES,CSW,VDV,MVT,NGW,MapML,GTFS,PMTiles,"
    "JSONFG,MiraMonVector,ADBC,AVCBin,AVCE00,AIVector,HTTP,VRT,GTI,WMS,WCS,WMTS"
)
_FAILED = ("corrupt", "truncat", "failed", "cannot", "not a valid", "malformed", "error")


def environment() -> dict[str, str]:
    """The variables that must stand before GDAL is loaded."""
    return {
        "GDAL_SKIP": _OTHERS,
        "GDAL_DISABLE_READDIR_ON_OPEN": "TRUE",
        "CPL_VSIL_CURL_ALLOWED_EXTENSIONS": ".none",
        "GDAL_HTTP_PROXY": "127.0.0.1:9",
        "GDAL_HTTP_TIMEOUT": "1",
        "OGR_SQLITE_LOAD_EXTENSIONS": "",
        "OGR_GEOCODE_SERVICE": "",
        "PROJ_NETWORK": "OFF",
        "OGR_S57_OPTIONS": "RETURN_PRIMITIVES=OFF,RETURN_LINKAGES=OFF,LNAM_REFS=OFF,"
        "UPDATES=IGNORE,RECODE_BY_DSSI=ON,LIST_AS_STRING=ON",
        "CPL_DEBUG": "OFF",
    }


def read_geopackage(content: bytes, shaper: Shaper) -> list[MapFeature]:
    """Read every vector layer of a GeoPackage."""
    return [*_layers(readable(content, shaper.findings), shaper)]


def read_s57(content: bytes, shaper: Shaper) -> list[MapFeature]:
    """Read the areas of an ENC cell that matter here: ``S57_LAYERS``."""
    found = [*_layers(content, shaper, S57_LAYERS)]
    _check_datum(content)
    if not found:
        shaper.findings.add("nothing-drawn", f"no {', '.join(S57_LAYERS)} in the cell")
    return found


def _check_datum(content: bytes) -> None:
    """Refuse a cell on another datum, which GDAL reads as if it were WGS 84."""
    meta, _, _, columns = _read(content, "DSID", 1)
    values = dict(zip(map(str, meta["fields"]), columns, strict=True))
    stated = [*values.get("DSPM_HDAT", ())]
    if not stated or stated[0] != _WGS84_DATUM:
        said = f"no. {stated[0]:g}" if stated and math.isfinite(stated[0]) else "not stated"
        raise Refused("crs", f"the datum of the cell is {said}, expected WGS 84 (2)")


def read_shapefile(members: Mapping[str, bytes], shaper: Shaper) -> list[MapFeature]:
    """Read shapefiles given by their parts."""
    found = packed(members, shaper.findings)
    shaper.nan_is_empty = False
    return [*_layers(found.content, shaper, (), found.described, found.encodings)]


def _layers(
    content: bytes,
    shaper: Shaper,
    wanted: Container[str] = (),
    described: Container[str] = (),
    encodings: Mapping[str, str] = _NONE,
) -> Iterator[MapFeature]:
    import pyogrio

    with warnings.catch_warnings(record=True) as said:
        warnings.simplefilter("always")
        try:
            layers = [str(row[0]) for row in pyogrio.list_layers(content) if row[1] is not None]
        except Exception as error:
            if "not recognized" in str(error):  # Tables or pictures alone, or nothing at all.
                raise Refused("no-layer", "no layer of shapes in it, or it is damaged") from None
            raise Refused("driver", f"GDAL cannot read it: {str(error)[:120]}") from None
        if not layers and not wanted:
            raise Refused("no-layer", "no layer of shapes in it")
        left = MAX_FEATURES
        for layer in layers:
            if wanted and layer not in wanted:
                continue
            rows = _read(content, layer, left, encodings.get(layer))
            left -= len(rows[1])
            if left < 0:
                raise Refused(
                    "too-many-values", f"more than {MAX_FEATURES:,} features; split the file"
                )
            if rows[0]["crs"] is None and layer in described:
                raise Refused("crs", "the .prj cannot be read; correct it, or leave it out for "
                              "WGS 84", layer[:60])  # fmt: skip
            yield from _features(layer, rows, shaper)
    _check_warnings([str(one.message) for one in said])


def _read(content: bytes, layer: str, left: int, encoding: str | None = None) -> Any:
    from pyogrio import raw

    try:
        return raw.read(content, layer=layer, max_features=left + 1, return_fids=True,
                        datetime_as_string=True, encoding=encoding)  # fmt: skip
    except UnicodeDecodeError as error:
        raise Refused("encoding", f"letters that are not {error.encoding}; save the table as UTF-8",
                      layer[:60]) from None  # fmt: skip
    except Exception as error:
        if "Unable to read geometry" in str(error):
            raise Refused("shape-type", "a shape that is damaged or of a kind that is not drawn; "
                          "convert it to points, lines or areas", layer[:60]) from None  # fmt: skip
        code = "crs" if "Parsing error" in str(error) else "driver"
        raise Refused(code, f"GDAL cannot read it: {str(error)[:120]}", layer[:60]) from None


def _features(layer: str, rows: Any, shaper: Shaper) -> Iterator[MapFeature]:
    meta, fids, shapes, columns = rows
    shaper.reprojection = None
    if meta["crs"] is None or "Undefined geographic" in meta["crs"]:
        shaper.findings.add("no-crs", "no reference system is named; taken as WGS 84", layer[:60])
    else:
        shaper.reprojection = reprojection(str(meta["crs"]), shaper.findings)
    names = [str(name) for name in meta["fields"]]
    for index, content in enumerate(shapes):
        where = f"{layer[:60]}, feature {fids[index]}"
        values = {name: _value(column[index]) for name, column in zip(names, columns, strict=True)}
        properties = {name: value for name, value in values.items() if value is not None}
        if layer in S57_LAYERS:
            properties["OBJL"] = layer
        shape = shaper.from_wkb(content, where)
        given = next((value for name, value in properties.items() if name.lower() == "id"), None)
        known = given if isinstance(given, str | int | float) else None
        yield MapFeature(shape, properties, known, where)


def _value(value: Any) -> Any:
    """A value of a column as plain JSON holds it."""
    if hasattr(value, "item"):
        value = value.item()
    if value is None or isinstance(value, bool | int):
        return value
    if isinstance(value, float):
        return value if math.isfinite(value) else None
    if isinstance(value, bytes):
        return None
    if isinstance(value, dt.date | dt.time):
        return value.isoformat()
    if isinstance(value, str):
        return None if value in ("", "NaT") else value[:MAX_CELL]
    try:
        return [_value(one) for one in value]
    except TypeError:
        return str(value)[:MAX_CELL]


def _check_warnings(said: list[str]) -> None:
    """GDAL goes on after some errors, with a part of the file; a part is refused."""
    for text in said:
        if any(word in text.lower() for word in _FAILED):
            raise Refused("driver", f"GDAL: {text[:160]}")
