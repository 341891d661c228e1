"""Boundary lines, and official zones in the place of computed ones."""

from __future__ import annotations

import json

import numpy as np
import pytest
import shapely

from mapper.atlas import open_atlas
from mapper.zones.official import products, read_level
from tests.coverages import write_file

SOURCE = {"id": "s", "publisher": "Test", "title": "Test"}


def boundaries(shapes, tmp_path, name="eez_boundaries_v12.gpkg"):
    lines = np.array([shapely.intersection(shapes[0], shapes[1]),
                      shapely.intersection(shapes[1], shapes[2])], dtype=object)  # fmt: skip
    lines = np.array([shapely.line_merge(line) for line in lines], dtype=object)
    return write_file(tmp_path / name, lines, {
        "LINE_ID": [11.0, 12.0], "LINE_NAME": ["A - B", "B - C"],
        "LINE_TYPE": ["Treaty", "200 NM"], "SOVEREIGN1": ["Japan", "Russia"],
        "SOVEREIGN2": ["Russia", None], "MRGID_EEZ1": [9000.0, 9001.0],
        "MRGID_EEZ2": [9001.0, np.nan], "SOURCE1": ["Agreement of 1974", None],
    })  # fmt: skip


def test_lines_keep_their_type_sides_and_source(take, zones, shapes, tmp_path):
    (product,), _ = take(boundaries(shapes, tmp_path))
    first, second = (feature.record for feature in read_level(zones, product, "full"))
    assert product.name == "eez-lines"
    assert (first.basis, first.sides, first.states) == (
        "treaty", ("eez-9000", "eez-9001"), ("JPN", "RUS"))  # fmt: skip
    assert (first.instrument, second.basis, second.sides) == (
        "Agreement of 1974", "200nm", ("eez-9001", ""))  # fmt: skip


def test_lines_need_their_columns(take, shapes, tmp_path, columns):
    lines = shapely.get_exterior_ring(shapes)
    path = write_file(tmp_path / "lines.gpkg", shapely.linestrings([
        shapely.get_coordinates(line) for line in lines]), columns)  # fmt: skip
    with pytest.raises(Exception, match="boundary lines need the columns LINE_NAME, LINE_TYPE"):
        take(path)


def test_areas_and_lines_of_one_file_come_in_together(made, take, zones, shapes, tmp_path):
    path = made("World_EEZ_v12.gpkg", layer="eez_v12")
    lines = boundaries(shapes, tmp_path)
    import geopandas

    geopandas.read_file(lines).to_file(path, layer="eez_boundaries_v12")
    found, _ = take(path)
    assert sorted(product.name for product in found) == ["eez", "eez-lines"]


@pytest.fixture
def atlas_folder(tmp_path, zones):
    """An atlas with a computed EEZ and territorial sea of its own."""
    zones.mkdir(parents=True)
    (zones.parent / "exercises").mkdir()
    (zones.parent / "exercises" / "2025.geojson").write_text(
        '{"type":"FeatureCollection","features":[]}'
    )
    square = json.loads(shapely.to_geojson(shapely.box(-30, 30, -29, 31)))
    features = [
        {"type": "Feature", "id": key, "geometry": square, "properties": {
            "kind": "zone", "belt": belt, "method": "computed", "geoname": key, "pol_type": kind,
            "territory1": "X", "sovereign1": "X", "sources": [SOURCE], "part_of": part,
            "mrgid_eez": 9002}}
        for key, belt, kind, part in [("old-eez", "eez", "200NM", ""),
                                      ("old-sea", "territorial-sea", "12NM", "old-eez")]
    ]  # fmt: skip
    (zones / "here.geojson").write_text(
        json.dumps({"type": "FeatureCollection", "features": features})
    )
    return zones.parent


def test_official_zones_stand_in_the_place_of_the_computed_belt_only(atlas_folder, made, take):
    assert [zone.id for zone in open_atlas(atlas_folder).zones] == ["old-eez", "old-sea"]
    before = open_atlas(atlas_folder).zone_layer.fingerprint
    take(made("eez_v12.gpkg"))
    layer = open_atlas(atlas_folder).zone_layer
    assert [zone.id for zone in layer.zones] == ["old-sea", *(f"eez-{9000 + n}" for n in range(6))]
    assert layer.zones[0].record.part_of == "eez-9002"
    assert layer.fingerprint != before
    assert layer.official[0].citation.startswith("Flanders Marine Institute (2023)")


def test_a_level_of_detail_can_be_asked_for(atlas_folder, made, take):
    take(made("eez_v12.gpkg"))
    atlas = open_atlas(atlas_folder)
    sizes = []
    for level in ("110m", "10m", "full"):
        shapes = [zone.geometry for zone in atlas.zones_at(level).zones]
        sizes.append(len(shapely.get_coordinates(shapes)))
    assert sizes == sorted(set(sizes))


def test_lines_name_only_zones_that_are_there(take, zones, shapes, tmp_path, atlas_folder):
    take(boundaries(shapes, tmp_path))
    lines = open_atlas(atlas_folder).boundaries
    assert [line.record.sides for line in lines] == [("", ""), ("", "")]


def test_a_damaged_imported_file_is_told(atlas_folder, made, take, zones):
    take(made("eez_v12.gpkg"))
    (product,) = products(zones)
    path = zones / "official" / product.folder / "full.geojson"
    path.write_text(path.read_text()[:2000])
    with pytest.raises(Exception, match="import the zones again"):
        _ = open_atlas(atlas_folder).zones
