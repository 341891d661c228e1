"""A wrong or half file is refused with its name, what is wrong and a remedy; old zones stay."""

from __future__ import annotations

import zipfile
from pathlib import Path

import numpy as np
import pytest
import shapely

from mapper.errors import DataError, StorageError
from mapper.zones.official import products, read_level
from tests.coverages import write_file
from tests.zones.official.test_forms import wfs


def halved(path: Path) -> Path:
    """A download that stopped in the middle."""
    path.write_bytes(path.read_bytes()[: path.stat().st_size // 2])
    return path


def zipped(path: Path, target: Path) -> Path:
    with zipfile.ZipFile(target, "w") as archive:
        for part in path.parent.iterdir():
            archive.write(part, part.name)
    return target


@pytest.mark.parametrize(("name", "told"), [
    ("eez.shp", r"eez\.shp: expected [\d,]+ bytes, got [\d,]+: a part of the file"),
    ("eez.gpkg", r"eez\.gpkg: expected [\d,]+ bytes, got [\d,]+: a part of the file"),
    ("eez.geojson", r"eez\.geojson: expected a whole GeoJSON file, found a part"),
])  # fmt: skip
def test_half_a_download_is_refused(made, take, name, told):
    with pytest.raises(DataError, match=f"{told}; download the file again"):
        take(halved(made(name)))


def test_half_a_zip_is_refused(made, take, tmp_path):
    path = halved(zipped(made("eez.shp"), tmp_path / "World_EEZ.zip"))
    with pytest.raises(DataError, match=r"World_EEZ\.zip: expected a whole zip archive"):
        take(path)


def test_a_json_cut_at_a_bracket_is_refused(take, tmp_path, shapes, columns):
    text = wfs(shapes, columns)
    path = tmp_path / "cut.json"
    path.write_text(text[: text.index("}", len(text) // 2) + 1])
    with pytest.raises(DataError, match=r"cut\.json: cannot be read"):
        take(path)


@pytest.mark.parametrize("suffix", [".dbf", ".shx"])
def test_a_shapefile_without_its_table_is_refused(made, take, suffix):
    path = made("eez.shp")
    path.with_suffix(suffix).unlink()
    with pytest.raises(DataError, match=rf"expected eez\{suffix} beside it, found none; unpack"):
        take(path)


def test_half_a_table_is_refused(made, take):
    path = made("eez.shp")
    halved(path.with_suffix(".dbf"))
    with pytest.raises(DataError, match=r"eez\.dbf: expected [\d,]+ bytes"):
        take(path)


def test_a_page_of_the_features_is_refused(take, tmp_path, shapes, columns):
    path = tmp_path / "page.json"
    path.write_text(wfs(shapes, columns, numberMatched=285, numberReturned=6))
    with pytest.raises(DataError, match="expected all 285 features, got a page of 6; ask the"):
        take(path)


@pytest.mark.parametrize("column", ["MRGID", "GEONAME", "POL_TYPE", "SOVEREIGN1"])
def test_a_missing_column_is_named(made, take, column):
    with pytest.raises(DataError, match=f"areas need the columns {column}; found"):
        take(made("eez.gpkg", **{column: None}))


@pytest.mark.parametrize(("name", "content", "told"), [
    ("eez.json", b"<!DOCTYPE html><html>", "expected GeoJSON, found a web page"),
    ("eez.json", b"[1, 2]", "expected a GeoJSON object"),
    ("eez.gpkg", b"nothing like it" * 20, "expected a GeoPackage"),
    ("eez.kmz", b"x", r"expected one of \.shp"),
    ("eez.zip", b"PK\x03\x04nothing", "expected a whole zip archive"),
])  # fmt: skip
def test_another_file_is_refused(take, tmp_path, name, content, told):
    path = tmp_path / name
    path.write_bytes(content)
    with pytest.raises(DataError, match=told):
        take(path)


def test_points_are_no_zones(take, tmp_path, columns):
    points = np.array([shapely.Point(-30, 30)] * 6, dtype=object)
    path = write_file(tmp_path / "points.gpkg", points, columns)
    with pytest.raises(DataError, match="expected areas or boundary lines, found other shapes"):
        take(path)


def test_types_of_another_atlas_are_refused(made, take):
    with pytest.raises(DataError, match=r"pol_type: expected .*200NM.*, got FISHERIES"):
        take(made("eez.gpkg", POL_TYPE="Fisheries"))


def test_a_missing_file_is_told(take, tmp_path):
    with pytest.raises(StorageError, match=r"none\.shp: cannot be read; there is no such file"):
        take(tmp_path / "none.shp")


def test_old_zones_stay_when_a_new_file_is_refused(made, take, zones):
    take(made("eez_v11.gpkg"))
    before = products(zones)
    with pytest.raises(DataError):
        take(halved(made("eez_v12.gpkg")))
    assert products(zones) == before
    assert len(read_level(zones, before[0], "full")) == 6


def test_old_zones_stay_when_writing_fails(made, take, zones, monkeypatch):
    from mapper.zones.official import store

    take(made("eez_v11.gpkg"))
    before = products(zones)
    monkeypatch.setattr(store, "write_atomic", _full_disk(store.write_atomic))
    with pytest.raises(StorageError, match="disk"):
        take(made("eez_v12.gpkg", MRGID=np.arange(6) + 1))
    assert products(zones) == before
    assert len(read_level(zones, before[0], "full")) == 6


def _full_disk(write):
    def fail(path, content):
        if path.name == "official.json":
            raise StorageError(f"{path}: cannot be written; the disk is full")
        write(path, content)

    return fail


def test_a_new_import_replaces_the_old_one_and_leaves_nothing_behind(made, take, zones):
    take(made("eez_v11.gpkg"))
    take(made("eez_v12.gpkg", MRGID=np.arange(6) + 1))
    (product,) = products(zones)
    assert product.file == "eez_v12.gpkg"
    assert [found.name for found in (zones / "official").iterdir()] == [product.folder]
