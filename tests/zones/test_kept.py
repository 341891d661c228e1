"""Levels that are kept beside the zone files: what is drawn from them, and never of others."""

from __future__ import annotations

import shutil

import pytest

from mapper.atlas import open_atlas
from mapper.settings import resource_folder
from mapper.zones.cells import ZoneCells
from mapper.zones.kept import KEPT, digest_of, level_name, read_level, zone_files

ATLAS = open_atlas()
ZONES = resource_folder("geodata") / "zones"


def plain(shapes):
    return [(one.properties, one.shape.wkb) for one in shapes]


def read(folder, level):
    return read_level((folder / level_name(level)).read_bytes(), digest_of(folder))


def copied(tmp_path):
    for _, path in zone_files(ZONES):
        shutil.copy(path, tmp_path)
    for level in KEPT:
        shutil.copy(ZONES / level_name(level), tmp_path)
    return tmp_path


@pytest.mark.parametrize("level", KEPT)
def test_what_is_kept_is_what_the_zone_files_give(level):
    areas, lines, credit = read(ZONES, level)
    anew = ZoneCells(ATLAS._layer_of, ATLAS.basemap).drawn(level)
    assert plain(areas) == plain(anew.areas)
    assert plain(lines) == plain(anew.lines)
    assert credit == anew.attribution


def test_a_level_of_other_zone_files_is_not_read(tmp_path):
    folder = copied(tmp_path)
    assert read(folder, "50m") is not None
    changed = folder / "baltic.boundaries.geojson"
    changed.write_bytes(changed.read_bytes().replace(b"2.0", b"2.5", 1))
    assert read(folder, "50m") is None


@pytest.mark.parametrize("spoilt", [b"", b"{}", b"[]\n[]\n[]\n", b"\xff\n\n\n"])
def test_a_spoilt_level_is_not_read(tmp_path, spoilt):
    folder = copied(tmp_path)
    (folder / level_name("50m")).write_bytes(spoilt)
    assert read(folder, "50m") is None


def test_a_half_level_is_not_read(tmp_path):
    folder = copied(tmp_path)
    path = folder / level_name("50m")
    path.write_bytes(path.read_bytes()[:90_000])
    assert read(folder, "50m") is None


def test_own_zones_of_an_atlas_are_never_read_from_what_is_kept(tmp_path):
    folder = tmp_path / "own"
    shutil.copytree(resource_folder("geodata") / "places", folder / "places")
    bundled = open_atlas(folder)
    assert bundled.kept_zones == ZONES
    (folder / "zones").mkdir()
    shutil.copy(ZONES / "baltic.geojson", folder / "zones")
    assert open_atlas(folder).kept_zones is None
