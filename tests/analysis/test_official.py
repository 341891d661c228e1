"""An import of official zones makes ready what is shown of them, in force with them in one step."""

from __future__ import annotations

import json
import shutil

import numpy as np
import pytest

from mapper.analysis import event_measures
from mapper.analysis.kept import measures_bytes
from mapper.analysis.official import import_official
from mapper.atlas import open_atlas
from mapper.errors import DataError, StorageError
from mapper.settings import resource_folder
from mapper.zones.cells import LEVELS, ZoneCells
from mapper.zones.official import products, store
from tests.coverages import columns_of, coverage, write_file

PACIFIC = (120.0, 20.0, 160.0, 50.0)


@pytest.fixture(scope="module")
def published(tmp_path_factory):
    """A small file of zones round Japan."""
    shapes = coverage(columns=4, rows=2, points=60, bounds=PACIFIC)
    path = tmp_path_factory.mktemp("given") / "eez_v12.gpkg"
    return write_file(path, shapes, columns_of(len(shapes)))


@pytest.fixture(scope="module")
def imported(tmp_path_factory, published):
    """An atlas folder of one year into which the file was imported."""
    folder = events_of_2012(tmp_path_factory.mktemp("atlas"))
    import_official(folder, published)
    return folder


def events_of_2012(folder):
    for name in ("exercises/2012.geojson", "places/places.geojson"):
        (folder / name).parent.mkdir(parents=True)
        shutil.copy(resource_folder("geodata") / name, folder / name)
    return folder


def plain(drawn):
    return [(one.properties, one.shape.wkb) for one in (*drawn.areas, *drawn.lines)]


@pytest.mark.parametrize("level", LEVELS)
def test_level_made_ready_is_what_the_zones_give(imported, level):
    atlas = open_atlas(imported)
    anew = ZoneCells(atlas.zones_at, atlas.basemap).drawn(level)
    ready = atlas._kept_level(level)
    assert [one.properties for one in (*ready[0], *ready[1])] == [told for told, _ in plain(anew)]
    assert plain(atlas.zone_cells.drawn(level)) == plain(anew)
    assert atlas.zone_cells.drawn(level).attribution == anew.attribution


def test_pages_are_answered_without_reading_the_full_zones(imported, tmp_path):
    folder = shutil.copytree(imported, tmp_path / "atlas")
    for full in (folder / "zones").rglob("full.geojson"):
        full.write_text("spoilt", encoding="utf-8")
    atlas = open_atlas(folder)
    assert atlas.zone_cells.cell_bytes("10m", "e140n30")
    measures = event_measures(atlas)
    assert measures.kept
    assert measures.of("joint-sea-2012").zones


def test_measures_made_ready_are_what_the_zones_give(imported):
    assert open_atlas(imported).ready_file("measures-neutral.json") == measures_bytes(
        open_atlas(imported)
    )


def test_what_was_made_ready_of_other_zones_is_not_used(imported, tmp_path):
    folder = shutil.copytree(imported, tmp_path / "atlas")
    pointer = folder / "zones" / store.POINTER
    told = json.loads(pointer.read_text("utf-8"))
    other = folder / "zones" / store.FOLDER / "eez-000000000000"
    shutil.copytree(folder / "zones" / store.FOLDER / told["products"][0]["folder"], other)
    told["products"][0]["folder"] = other.name
    pointer.write_text(json.dumps(told), encoding="utf-8")
    atlas = open_atlas(folder)
    assert atlas._kept_level("50m") is None
    assert not event_measures(atlas).kept
    assert atlas.zone_cells.drawn("50m").lines


@pytest.mark.parametrize("ready", ["../../exercises", 7, ["ready-000000000000"], None])
def test_pointer_leads_to_no_other_folder(imported, tmp_path, ready):
    folder = shutil.copytree(imported, tmp_path / "atlas")
    pointer = folder / "zones" / store.POINTER
    told = json.loads(pointer.read_text("utf-8")) | {"ready": ready}
    pointer.write_text(json.dumps(told), encoding="utf-8")
    assert open_atlas(folder).ready_file("2012.geojson") is None


@pytest.mark.parametrize("failing", ["drawn-10m.json", "measures-neutral.json", "official.json"])
def test_old_zones_stay_ready_when_a_later_import_fails(
    imported, tmp_path, published, monkeypatch, failing
):
    folder = shutil.copytree(imported, tmp_path / "atlas")
    zones = folder / "zones"
    before = products(zones), store.ready_file(zones, "measures-neutral.json")
    write = store.write_atomic

    def full_disk(path, content):
        if path.name == failing:
            raise StorageError(f"{path}: cannot be written; the disk is full")
        write(path, content)

    shapes = coverage(columns=4, rows=2, points=60, bounds=PACIFIC, seed=8)
    numbered = columns_of(len(shapes)) | {"MRGID": np.arange(len(shapes)) + 1}
    path = write_file(tmp_path / "eez_v13.gpkg", shapes, numbered)
    monkeypatch.setattr(store, "write_atomic", full_disk)
    with pytest.raises(StorageError, match="disk"):
        import_official(folder, path)
    assert (products(zones), store.ready_file(zones, "measures-neutral.json")) == before
    assert open_atlas(folder)._kept_level("50m") is not None
    monkeypatch.undo()
    import_official(folder, path)
    named = json.loads((zones / store.POINTER).read_text("utf-8"))
    kept = {found.name for found in (zones / store.FOLDER).iterdir()}
    assert kept == {named["products"][0]["folder"], named["ready"]}


def test_zones_are_imported_into_a_folder_whose_events_are_wrong(published, tmp_path):
    folder = events_of_2012(tmp_path)
    (folder / "exercises" / "2012.geojson").write_text("{", encoding="utf-8")
    said = []
    (product,) = import_official(folder, published, said.append)
    assert product.count == 8
    assert "not made ready for maps and pages" in said[-1]
    with pytest.raises(DataError):
        open_atlas(folder)
