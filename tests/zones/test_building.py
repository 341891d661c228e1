"""The build gives the same bytes twice, and refuses what looks wrong."""

from __future__ import annotations

import json
import shutil

import pytest
import shapely
from shapely.geometry import box

from mapper.basemap import Basemap
from mapper.errors import GeometryError, SheetError
from mapper.geojson import collection_bytes
from mapper.zones import building
from mapper.zones.compute import compute
from mapper.zones.coverage import build_coverage, require_valid
from mapper.zones.records import Naming, boundary_features, zone_features
from mapper.zones.tables import Tables, read_tables
from tests.guards.sources import ROOT
from tests.zones.conftest import NO_TABLES

SEEDS = ROOT / "seeds"
LAND = ROOT / "geodata" / "basemap"
STRAIT = {
    "id": "soya", "name": "Soya Strait", "window": [140.5, 44.8, 143.5, 47.0],
    "zone": [{"label": "JPN"}, {"label": "RUS"}],
    "narrow": [{"name": "Soya Strait", "labels": ["JPN"], "box": [141.3, 45.3, 142.6, 46.2],
                "breadth_nm": 3}],
}  # fmt: skip


def built(region, tables=NO_TABLES):
    zones, lines = building.region_features(region, tables, Basemap(LAND))
    return collection_bytes(zones, "zones", 4), collection_bytes(lines, "lines", 4)


@pytest.fixture(scope="module")
def strait():
    return built(STRAIT)


def test_the_same_seeds_give_the_same_bytes(strait):
    assert built(STRAIT) == strait


def test_a_small_region_has_its_zones_belts_and_lines(strait):
    zones, lines = (json.loads(content)["features"] for content in strait)
    assert {one["id"] for one in zones} == {
        "eez-jpn", "eez-rus", "ts-jpn", "ts-rus", "cz-jpn", "cz-rus"
    }  # fmt: skip
    assert {one["properties"]["basis"] for one in lines} >= {"median", "limit"}
    assert "line-jpn--rus--median" in {one["id"] for one in lines}


def test_a_narrow_territorial_sea_ends_three_miles_out(strait):
    zones = {one["id"]: one for one in json.loads(strait[0])["features"]}
    japan = shapely.geometry.shape(zones["ts-jpn"]["geometry"])
    russia = shapely.geometry.shape(zones["ts-rus"]["geometry"])
    cape_soya, cape_crillon = (141.936, 45.523), (142.08, 45.89)
    assert japan.contains(shapely.Point(cape_soya[0], cape_soya[1] + 2 / 60))
    assert not japan.contains(shapely.Point(cape_soya[0], cape_soya[1] + 5 / 60))
    assert russia.contains(shapely.Point(cape_crillon[0], cape_crillon[1] - 5 / 60))


def coverage_of(region, islands, shore, tables=NO_TABLES):
    computed = compute(region, islands, tables)
    return computed, build_coverage(computed, region, tables.baselines, shore)


def features_of(region, islands, shore, tables=NO_TABLES):
    computed, coverage = coverage_of(region, islands, shore, tables)
    naming = Naming(region, {}, computed)
    land = [part for whole in shore for part in computed.frame.bring(whole)]
    zones = {one.id: one for one in zone_features(coverage, naming)}
    return zones, {one.id: one for one in boundary_features(coverage, naming, land)}


def test_territorial_sea_and_contiguous_zone_end_at_12_and_24_nm(region, islands, shore):
    zones, lines = features_of(region, islands, shore)
    for belt, radius in (("ts", 32), ("cz", 44)):
        outer = zones[f"{belt}-aaa"].geometry
        _, south, _, north = outer.bounds
        assert (north - south) * 60.0 == pytest.approx(2 * radius, abs=0.3)
        assert lines[f"limit-{belt}-aaa"].record.basis == "limit"


def test_zones_are_cut_at_180_and_meet_there(region, islands, shore):
    zones, lines = features_of(region, islands, shore)
    assert zones["eez-aaa"].geometry.bounds[2] == pytest.approx(180, abs=0.02)
    assert lines["line-aaa--bbb--median"].record.sides == ("eez-aaa", "eez-bbb")
    assert zones["eez-aaa"].record.note == ""


def test_a_zone_that_the_window_cuts_says_so(region, islands, shore):
    zones, _ = features_of({**region, "window": [177.0, 38.0, 190.0, 52.0]}, islands, shore)
    assert "that edge is no limit" in zones["eez-aaa"].record.note
    assert "that edge is no limit" not in zones["eez-bbb"].record.note


def test_an_unlisted_state_gets_its_zone_and_an_unknown_label_stops_the_build(
    region, islands, shore
):
    listed = {**region, "zone": [{"label": "AAA"}]}
    assert "eez-bbb" in features_of(listed, islands, shore)[0]
    islands = [islands[0], ("some-rock", islands[1][1])]
    with pytest.raises(GeometryError, match="region test: no entry says whose zone 'some-rock'"):
        features_of(listed, islands, shore)


def test_a_feature_without_effect_keeps_a_territorial_sea(region, islands, shore):
    islands = [islands[0], ("rock", islands[1][1])]
    rock = {"label": "rock", "geoname": "Rock", "claimants": ["AAA", "BBB"]}
    changed = {**region, "zone": [{"label": "AAA"}], "no_effect": ["rock"], "feature": [rock]}
    zones, _ = features_of(changed, islands, shore)
    assert set(zones) == {"eez-aaa", "ts-aaa", "cz-aaa", "ts-rock"}
    assert zones["ts-rock"].record.claimants == ("AAA", "BBB")


def test_waters_behind_a_straight_baseline_are_internal(region, islands, shore):
    bay = box(176.0, 44.0, 177.6, 46.0).union(islands[0][1])
    line = {"id": "b", "state": "AAA", "kind": "straight", "status": "verified",
            "points": [[177.6, 46.0], [178.1, 45.332]]}  # fmt: skip
    tables = Tables((), (), (line,), ())
    zones, _ = features_of(region, [("AAA", bay), islands[1]], [bay, *shore[1:]], tables)
    assert zones["iw-aaa"].geometry.contains(shapely.Point(177.72, 45.5))
    without, _ = features_of(region, [("AAA", bay), islands[1]], [bay, *shore[1:]])
    assert "iw-aaa" not in without


def test_an_enclave_needs_enclosed_waters(region, islands):
    enclave = {"label": "hole", "point": [180.0, 45.0]}
    with pytest.raises(GeometryError, match="no waters beyond 200 nm are enclosed"):
        compute({**region, "enclave": [enclave]}, islands, NO_TABLES)


def test_an_invalid_coverage_stops_the_build():
    left, right = box(0, 0, 1, 1), box(1, 0, 2, 1)
    require_valid("here", [left, right])
    with pytest.raises(GeometryError, match="here: the areas are no valid coverage"):
        require_valid("here", [left, box(0.9, 0, 2, 1)])


@pytest.mark.parametrize(("area", "told"), [
    (1000.0, []),
    (1019.0, []),
    (1021.0, ["zones/here.geojson: zone 'eez-aaa': its area went from 1,000 to 1,021 km²"]),
    (979.0, ["zones/here.geojson: zone 'eez-aaa': its area went from 1,000 to 979 km²"]),
    (None, ["zones/here.geojson: zone 'eez-aaa': it was there in the last build"]),
])  # fmt: skip
def test_an_area_that_moves_more_than_two_percent_stops_the_build(tmp_path, area, told):
    def content(value):
        one = {"id": "eez-aaa", "properties": {"area_km2": value}}
        return json.dumps({"features": [one] if value else []}).encode()

    (tmp_path / "zones").mkdir()
    (tmp_path / "zones" / "here.geojson").write_bytes(content(1000.0))
    files = {"zones/here.geojson": content(area), "zones/here.boundaries.geojson": b"{}"}
    found = [str(problem) for problem in building.moved_areas(files, tmp_path)]
    assert len(found) == len(told)
    assert all(one.startswith(start) for one, start in zip(found, told, strict=True))
    if told:
        with pytest.raises(GeometryError, match="build with --accept-areas"):
            building.require_same_areas(files, tmp_path)


def test_a_new_zone_is_no_moved_area(tmp_path):
    assert building.moved_areas({"zones/new.geojson": b'{"features": []}'}, tmp_path) == ()


def test_changed_seeds_are_noticed_without_building(tmp_path):
    assert building.stale_inputs(SEEDS, LAND, ROOT / "geodata") == ()
    shutil.copytree(SEEDS / "zones", tmp_path / "zones")
    path = tmp_path / "zones" / "treaties.toml"
    text = path.read_text(encoding="utf-8")
    path.write_text(text + "\n# a comment\n", encoding="utf-8")
    assert building.stale_inputs(tmp_path, LAND, ROOT / "geodata") == ()
    path.write_text(text.replace("127.685000, 32.950000", "127.685000, 32.960000"))
    found = building.stale_inputs(tmp_path, LAND, ROOT / "geodata")
    assert len(found) == 2 * len(read_tables(tmp_path / "zones").regions)
    assert "run `mapper build zones`" in str(found[0])


@pytest.mark.parametrize(("name", "text", "told"), [
    ("regions.toml", "[[region]]\nid = 'x'\nname = 'X'\n", "region x: window: missing"),
    ("treaties.toml", "[[treaty]\n", "treaties.toml: not TOML"),
    ("base_points.csv", "lon,lat,label\nx,1,JPN\n", "expected lon,lat,label, got"),
])  # fmt: skip
def test_a_broken_table_is_told(tmp_path, name, text, told):
    shutil.copytree(SEEDS / "zones", tmp_path / "zones")
    (tmp_path / "zones" / name).write_text(text, encoding="utf-8")
    with pytest.raises(SheetError, match=told.replace("[", r"\[")):
        read_tables(tmp_path / "zones")
