"""GeoPackage, Shapefile and S-57: real files, made by GDAL or by hand, whole or cut short."""

from __future__ import annotations

import io
import sqlite3
import struct
import warnings
import zipfile
from pathlib import Path
from typing import Any

import numpy as np
import pytest
import shapely
from pyogrio import raw

from tests.formats.chart import cell
from tests.formats.conftest import codes

BOX = shapely.box(131, 42, 132, 43)
RING = [(131.0, 42.0), (132.0, 42.0), (132.0, 43.0), (131.0, 43.0), (131.0, 42.0)]


def written(path: Path, shapes: list[Any], crs: str | None = "EPSG:4326", layer: str = "") -> bytes:
    shown = [None if one is None else shapely.to_wkb(one) for one in shapes]
    names = np.array([f"area {number}" for number in range(len(shapes))], dtype=object)
    widths = np.array([1.5 + number for number in range(len(shapes))])
    driver = "GPKG" if path.suffix == ".gpkg" else "ESRI Shapefile"
    options = {"layer": layer or "areas"} if driver == "GPKG" else {}
    kind = "Unknown" if driver == "GPKG" else shapes[0].geom_type
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        raw.write(
            str(path),
            np.array(shown, dtype=object),
            [names, widths],
            ["name", "width"],
            geometry_type=kind,
            crs=crs,
            driver=driver,
            append=path.exists(),
            **options,
        )
    return path.read_bytes()


def packed(folder: Path, stem: str, leave_out: tuple[str, ...] = ()) -> bytes:
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w") as archive:
        for path in sorted(folder.glob(f"{stem}.*")):
            if path.suffix not in leave_out:
                archive.write(path, f"data/{path.name}")
    return stream.getvalue()


def test_geopackage_is_read_with_its_layers_and_values(reader, tmp_path):
    path = tmp_path / "a.gpkg"
    written(path, [BOX, None])
    written(path, [shapely.Point(132, 42)], layer="points")
    reading = reader.read(path)
    assert (reading.verdict, reading.form, reading.count) == ("accept", "gpkg", 3)
    assert reading.features[0].geometry.equals(BOX)
    assert reading.features[0].properties == {"name": "area 0", "width": 1.5}
    assert reading.features[1].geometry is None
    assert reading.features[2].where == "points, feature 1"


def test_foreign_reference_system_is_turned_with_a_notice(reader, tmp_path):
    written(tmp_path / "a.gpkg", [shapely.Point(14694173, 5234000)], "EPSG:3857")
    reading = reader.read(tmp_path / "a.gpkg")
    assert (reading.verdict, codes(reading)) == ("repair", ["reprojected"])
    assert reading.features[0].geometry.x == pytest.approx(132, abs=1e-3)


def test_metres_without_a_reference_system_are_refused(reader, tmp_path):
    written(tmp_path / "a.shp", [shapely.Point(14694173, 5234000)], None)
    reading = reader.read(tmp_path / "a.shp")
    assert reading.verdict == "reject"
    assert codes(reading) == ["no-crs", "metres"]


def test_degrees_without_a_reference_system_are_taken_with_a_note(reader, tmp_path):
    written(tmp_path / "a.shp", [BOX], None)
    reading = reader.read(tmp_path / "a.shp")
    assert (reading.verdict, codes(reading)) == ("accept", ["no-crs"])


@pytest.mark.parametrize("prj", [
    'GEOGCS["GCS_WGS_1984",DATUM["D_WGS_1984",SPHEROID["WGS_1984",6378137.0,298.257223563]],'
    'PRIMEM["Greenwich",0.0],UNIT["Degree",0.0174532925199433]]',
    'GEOGCS["WGS 84",DATUM["World Geodetic System 1984 [EPSG ID 6326]",SPHEROID["WGS 84",6378137.0,'
    '298.257223563]],PRIMEM["Greenwich",0.0],UNIT["Decimal_Degree",0.01745329251994328]]',
])  # fmt: skip
def test_wgs_84_in_other_spellings_is_wgs_84(prj, reader, tmp_path):
    written(tmp_path / "a.shp", [BOX])
    (tmp_path / "a.prj").write_text(prj)
    reading = reader.read(tmp_path / "a.shp")
    assert (reading.verdict, codes(reading)) == ("accept", [])


def test_degrees_from_paris_are_turned(reader, tmp_path):
    written(tmp_path / "a.shp", [BOX], "EPSG:4807")
    assert codes(reader.read(tmp_path / "a.shp")) == ["reprojected"]


def test_zipped_shapefile_is_read(judged, tmp_path):
    written(tmp_path / "a.shp", [BOX, BOX])
    reading = judged("a.zip", packed(tmp_path, "a"))
    assert (reading.verdict, reading.form, reading.count) == ("accept", "shapefile", 2)
    assert reading.features[1].properties == {"name": "area 1", "width": 2.5}
    assert reading.features[1].geometry.equals(BOX)


def test_shapefile_without_its_index_or_table_is_read(judged, tmp_path):
    written(tmp_path / "a.shp", [BOX, BOX])
    content = packed(tmp_path, "a", (".shx", ".dbf", ".cpg"))
    reading = judged("b.zip", content)
    assert (reading.verdict, reading.count) == ("accept", 2)


@pytest.mark.parametrize("index", [b"", b"\x00" * 300, b"\xff" * 108])
def test_index_that_lies_is_not_believed(index, judged, tmp_path):
    written(tmp_path / "a.shp", [BOX, BOX])
    (tmp_path / "a.shx").write_bytes(index)
    assert judged("b.zip", packed(tmp_path, "a")).count == 2


def lettered(folder: Path, page: bytes | None, text: bytes) -> Path:
    """A shapefile whose one name is a text in the letters of a code page."""
    written(folder / "a.shp", [BOX])
    table = bytearray((folder / "a.dbf").read_bytes().replace(b"area 0", text.ljust(6)[:6]))
    table[29] = 0
    (folder / "a.dbf").write_bytes(table)
    (folder / "a.cpg").unlink()
    if page is not None:
        (folder / "a.cpg").write_bytes(page)
    return folder / "a.shp"


@pytest.mark.parametrize(("page", "codec", "text"), [
    (b"1251", "cp1251", "Восток"), (b"ANSI 1250", "cp1250", "háj"), (b"EUC-KR", "euc-kr", "한국"),
    (b"88591", "latin-1", "café"), (b"UTF-8", "utf-8", "海"), (None, "utf-8", "海"),
    (b"<html>", "utf-8", "海"),
])  # fmt: skip
def test_letters_are_of_the_code_page_that_is_named(page, codec, text, reader, tmp_path):
    reading = reader.read(lettered(tmp_path, page, text.encode(codec)))
    assert (reading.verdict, codes(reading)) == ("accept", [])
    assert reading.features[0].properties["name"] == text


@pytest.mark.parametrize(("page", "text", "verdict", "found"), [
    (None, b"caf\xe9", "accept", "no-encoding"), (b"<html>", b"caf\xe9", "reject", "encoding"),
    (b"UTF-8", b"caf\xe9", "reject", "encoding"),
])  # fmt: skip
def test_letters_of_no_known_code_page_are_told_or_refused(
    page, text, verdict, found, reader, tmp_path
):
    reading = reader.read(lettered(tmp_path, page, text))
    assert (reading.verdict, codes(reading)) == (verdict, [found])


def test_reference_system_that_cannot_be_read_is_refused(reader, tmp_path):
    written(tmp_path / "a.shp", [BOX])
    assert reader.read(tmp_path / "a.shp").verdict == "accept"
    (tmp_path / "a.prj").write_text("<!DOCTYPE html><html></html>")
    assert codes(reader.read(tmp_path / "a.shp")) == ["crs"]


def test_archive_with_the_paths_of_windows_is_read(judged, tmp_path):
    written(tmp_path / "a.shp", [BOX])
    content = packed(tmp_path, "a").replace(b"data/a.", b"data\\a.")
    assert judged("a.zip", content).features[0].properties["name"] == "area 0"


def test_names_in_capitals_are_found(judged, tmp_path):
    written(tmp_path / "a.shp", [BOX])
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w") as archive:
        for suffix in (".shp", ".shx", ".dbf", ".prj"):
            archive.writestr(f"A{suffix.upper()}", (tmp_path / f"a{suffix}").read_bytes())
    assert judged("a.zip", stream.getvalue()).features[0].properties["name"] == "area 0"


@pytest.mark.parametrize("share", [0.3, 0.6, 0.9])
def test_cut_geopackage_and_shapefile_are_refused(share, judged, tmp_path):
    for name in ("a.gpkg", "a.shp"):
        content = written(tmp_path / name, [BOX] * 2000)
        assert judged(f"cut-{name}", content[: int(len(content) * share)]).verdict == "reject", name


def test_self_crossing_area_is_repaired_with_a_notice(reader, tmp_path):
    bowtie = shapely.Polygon([(0, 0), (2, 2), (2, 0), (0, 2)])
    written(tmp_path / "a.gpkg", [bowtie])
    reading = reader.read(tmp_path / "a.gpkg")
    assert (reading.verdict, codes(reading)) == ("repair", ["self-crossing"])


def test_infinity_in_a_shape_is_refused(reader, tmp_path):
    written(tmp_path / "a.gpkg", [shapely.LineString([(1, 2), (float("inf"), 3)])])
    assert "not-a-position" in codes(reader.read(tmp_path / "a.gpkg"))


def test_other_databases_are_refused(judged, tmp_path):
    with sqlite3.connect(tmp_path / "plain.gpkg") as database:
        database.execute("create table a (b)")
    database.close()
    assert codes(judged("b.gpkg", (tmp_path / "plain.gpkg").read_bytes())) == ["unsupported"]


def changed(path: Path, *statements: tuple[str, tuple[Any, ...]]) -> bytes:
    """A GeoPackage after some SQL, without its triggers, which call functions of GDAL."""
    with sqlite3.connect(path) as database:
        triggers = database.execute("select name from sqlite_master where type = 'trigger'")
        for (name,) in triggers.fetchall():
            database.execute(f'drop trigger "{name}"')
        for statement, values in statements:
            database.execute(statement, values)
    database.close()
    return path.read_bytes()


def test_any_shape_with_heights_is_read(judged, tmp_path):
    written(tmp_path / "a.gpkg", [shapely.Point(132, 42, 9), BOX])
    content = changed(tmp_path / "a.gpkg", ("update gpkg_geometry_columns set z = 1", ()))
    reading = judged("b.gpkg", content)
    assert (reading.verdict, reading.count) == ("accept", 2)
    assert reading.features[0].geometry.wkt == "POINT (132 42)"


def test_trigger_of_a_geopackage_never_runs(judged, tmp_path):
    written(tmp_path / "a.gpkg", [BOX])
    endless = "with recursive n(i) as (select 1 union all select i + 1 from n) select i from n"
    content = changed(
        tmp_path / "a.gpkg",
        ("update gpkg_geometry_columns set z = 1", ()),
        ("create table sink (i)", ()),
        (f"create trigger t before update on gpkg_geometry_columns "
         f"begin insert into sink {endless}; end", ()),
    )  # fmt: skip
    assert codes(judged("b.gpkg", content)) == ["driver"]


def test_geopackage_that_lacks_its_mark_is_read(judged, tmp_path):
    written(tmp_path / "a.gpkg", [BOX])
    content = changed(tmp_path / "a.gpkg", ("pragma application_id = 0", ()))
    assert judged("b.gpkg", content).verdict == "accept"


def test_geopackage_is_read_when_its_log_is_empty_only(judged, tmp_path):
    written(tmp_path / "a.gpkg", [BOX])
    content = bytearray((tmp_path / "a.gpkg").read_bytes())
    content[18:20] = b"\x02\x02"
    assert judged("b.gpkg", bytes(content)).verdict == "accept"
    (tmp_path / "b.gpkg-wal").write_bytes(b"changes")
    assert codes(judged("b.gpkg", bytes(content))) == ["driver"]


@pytest.mark.parametrize(("system", "found"), [(0, ["no-crs"]), (-1, ["crs"])])
def test_undefined_reference_system_is_taken_for_degrees_or_refused(
    system, found, judged, tmp_path
):
    written(tmp_path / "a.gpkg", [BOX])
    content = changed(tmp_path / "a.gpkg", ("update gpkg_geometry_columns set srs_id = ?",
                      (system,)), ("update gpkg_contents set srs_id = ?", (system,)))  # fmt: skip
    assert codes(judged("b.gpkg", content)) == found


def test_geopackage_of_tables_alone_is_refused(judged, tmp_path):
    written(tmp_path / "a.gpkg", [BOX])
    content = changed(tmp_path / "a.gpkg", ("delete from gpkg_geometry_columns", ()),
                      ("delete from gpkg_contents", ()))  # fmt: skip
    assert codes(judged("b.gpkg", content)) == ["no-layer"]


def test_triangle_in_a_geopackage_is_refused(judged, tmp_path):
    written(tmp_path / "a.gpkg", [BOX, BOX])
    corners = struct.pack("<8d", 0, 0, 1, 0, 1, 1, 0, 0)
    triangle = b"GP\x00\x01" + struct.pack("<i", 4326) + struct.pack("<BIII", 1, 17, 1, 4) + corners
    content = changed(tmp_path / "a.gpkg", ("update areas set geom = ? where fid = 2", (triangle,)))
    assert codes(judged("b.gpkg", content)) == ["shape-type"]


def test_endless_view_in_a_geopackage_is_cut_off(judged, tmp_path):
    written(tmp_path / "a.gpkg", [BOX])
    with sqlite3.connect(tmp_path / "a.gpkg") as database:
        database.execute(
            "create view endless as with recursive n(i) as "
            "(select 1 union all select i + 1 from n) "
            "select i as fid, (select geom from areas) as geom from n where i < 0"
        )
        database.execute("insert into gpkg_contents (table_name, data_type, identifier, srs_id) "
                         "values ('endless', 'features', 'endless', 4326)")  # fmt: skip
        database.execute("insert into gpkg_geometry_columns values "
                         "('endless', 'geom', 'POLYGON', 4326, 0, 0)")  # fmt: skip
    database.close()
    assert codes(judged("b.gpkg", (tmp_path / "a.gpkg").read_bytes()))[0] in ("time", "driver")


MIPARE = ("MIPARE", {"OBJNAM": "Range 12", "CATMPA": "4", "DATSTA": "20260801"}, RING)
DEPARE = ("DEPARE", {"INFORM": "depth"}, RING)


def test_chart_cell_gives_its_practice_areas_only(judged):
    reading = judged("XX5TEST1.000", cell([MIPARE, DEPARE, ("EXEZNE", {"INFORM": "x"}, RING)]))
    assert (reading.verdict, reading.form, reading.count) == ("accept", "s57", 2)
    found = {one.properties["OBJL"]: one for one in reading.features}
    assert set(found) == {"MIPARE", "EXEZNE"}
    assert found["MIPARE"].properties["OBJNAM"] == "Range 12"
    assert found["MIPARE"].geometry.equals(BOX)


def test_chart_cell_without_such_areas_is_accepted_with_a_note(judged):
    reading = judged("XX5TEST1.000", cell([DEPARE]))
    assert (reading.verdict, codes(reading)) == ("accept", ["nothing-drawn"])


def test_chart_cell_on_another_datum_is_refused(judged):
    assert codes(judged("XX5TEST1.000", cell([MIPARE], datum=1))) == ["crs"]


def test_chart_cell_that_states_no_datum_is_refused(judged):
    content = cell([MIPARE, MIPARE])
    place = int(len(content) * 0.6261619183402249)
    assert judged("XX5TEST1.000", content[:place] + content[place + 64 :]).verdict == "reject"


@pytest.mark.parametrize("share", [0.2, 0.5, 0.95])
def test_cut_chart_cell_is_refused(share, judged):
    content = cell([MIPARE, MIPARE])
    assert judged("XX5TEST1.000", content[: int(len(content) * share)]).verdict == "reject"


def test_lengths_of_a_chart_cell_that_lie_are_refused(judged):
    content = cell([MIPARE])
    for place in (0, 12, 30, 60):
        spoilt = content[:place] + b"99999" + content[place + 5 :]
        assert judged("XX5TEST1.000", spoilt).verdict == "reject", place


def test_shapefile_whose_length_lies_is_refused(judged, tmp_path):
    content = written(tmp_path / "a.shp", [BOX])
    longer = content[:24] + struct.pack(">i", len(content)) + content[28:]
    assert codes(judged("b.shp", longer)) == ["driver"]
