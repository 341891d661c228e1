"""Zone files become records in one layer, and every fault in them is told."""

import json
import subprocess
import sys
from typing import Any

import pytest

from mapper.atlas import check_folder, open_atlas
from mapper.errors import DataError
from mapper.geojson import collection_bytes, read_collection
from mapper.zones.layer import read_layer
from tests.guards.sources import ROOT

SQUARE = [[[140, 40], [141, 40], [141, 41], [140, 41], [140, 40]]]
SOURCE = {"id": "atlas", "publisher": "Maritime Exercise Atlas", "title": "Computed zones"}


def zone(**changes: Any) -> dict[str, Any]:
    properties = {
        "id": "eez-jpn", "kind": "zone", "belt": "eez", "method": "computed", "mrgid": 8487,
        "geoname": "Japanese Exclusive Economic Zone", "pol_type": "200NM",
        "territory1": "Japan", "sovereign1": "Japan", "iso_ter1": "JPN", "iso_sov1": "JPN",
        "claimants": ["JPN"], "accuracy_nm": 2, "region": "northwest-pacific",
        "sources": [SOURCE], **changes,
    }  # fmt: skip
    return {"type": "Feature", "id": properties["id"], "properties": properties,
            "geometry": {"type": "Polygon", "coordinates": SQUARE}}  # fmt: skip


def line(**changes: Any) -> dict[str, Any]:
    properties = {
        "id": "line-jpn", "kind": "zone-boundary", "belt": "eez", "method": "computed",
        "basis": "200nm", "sides": ["eez-jpn", ""], "states": ["JPN"], "sources": [SOURCE],
        **changes,
    }  # fmt: skip
    return {"type": "Feature", "id": properties["id"], "properties": properties,
            "geometry": {"type": "LineString", "coordinates": SQUARE[0][:3]}}  # fmt: skip


def text(*features: dict[str, Any]) -> bytes:
    return json.dumps({"type": "FeatureCollection", "features": features}).encode()


def folder(tmp_path, zones, lines):
    home = tmp_path / "atlas" / "zones"
    home.mkdir(parents=True)
    (home / "here.geojson").write_bytes(text(*zones))
    (home / "here.boundaries.geojson").write_bytes(text(*lines))
    return home


def told(home) -> str:
    with pytest.raises(DataError) as caught:
        read_layer(home)
    return str(caught.value)


def test_zones_and_lines_are_read_and_written_the_same():
    for kind, member in (("zones", zone()), ("boundaries", line())):
        features = read_collection(text(member), "here", kind)
        again = read_collection(collection_bytes(features, "here"), "here", kind)
        assert features[0].properties == again[0].properties
        assert features[0].geometry.equals(again[0].geometry)


def test_an_official_zone_is_the_same_record():
    member = zone(id="official-8487", method="official", accuracy_nm=None)
    (feature,) = read_collection(text(member), "here", "zones")
    assert (feature.record.mrgid, feature.record.method) == (8487, "official")


@pytest.mark.parametrize(("changes", "message"), [
    ({"belt": "coast"}, "belt: expected 'internal-waters', 'territorial-sea'"),
    ({"method": None}, "method: expected 'computed' or 'official', got None"),
    ({"mrgid": 0}, "mrgid: expected at least 1, got 0"),
    ({"sources": []}, "sources: empty; expected at least 1"),
    ({"pol_type": "Overlapping claim"}, "claimants: 'Overlapping claim' needs two or more"),
    ({"pol_type": "Joint regime", "claimants": ["JPN"]}, "'Joint regime' needs two or more"),
])  # fmt: skip
def test_a_zone_that_breaks_a_rule_is_refused(tmp_path, changes, message):
    assert message in told(folder(tmp_path, [zone(**changes)], []))


@pytest.mark.parametrize(("changes", "message"), [
    ({"basis": "guess"}, "basis: expected 'treaty', 'median'"),
    ({"sides": ["eez-jpn"]}, "sides"),
    ({"sides": ["eez-jpn", "eez-xxx"]}, "sides: there is no zone 'eez-xxx'"),
    ({"id": "eez-jpn"}, "the id 'eez-jpn' is used twice"),
])  # fmt: skip
def test_a_line_that_breaks_a_rule_is_refused(tmp_path, changes, message):
    assert message in told(folder(tmp_path, [zone()], [line(**changes)]))


def test_a_belt_names_the_zone_that_it_is_part_of(tmp_path):
    sea = zone(id="ts-jpn", belt="territorial-sea", pol_type="12NM", part_of="eez-jpn")
    good = read_layer(folder(tmp_path / "good", [zone(), sea], [line()]))
    assert [len(good.zones), len(good.boundaries)] == [2, 1]
    assert "there is no zone 'eez-jpn'" in told(folder(tmp_path / "bad", [sea], []))


def test_a_folder_without_zones_has_none(tmp_path):
    layer = read_layer(tmp_path / "zones")
    assert (layer.zones, layer.boundaries) == ((), ())


def test_check_lists_what_is_wrong_with_zones(tmp_path):
    home = folder(tmp_path, [zone(belt="coast")], [])
    (home.parent / "exercises").mkdir()
    assert str(check_folder(home.parent)[0]).startswith(
        "atlas/zones/here.geojson: feature 'eez-jpn': belt"
    )


def test_a_folder_with_zones_of_its_own_shows_these(tmp_path):
    home = folder(tmp_path, [zone()], [line()])
    (home.parent / "exercises").mkdir()
    atlas = open_atlas(home.parent)
    assert [feature.id for feature in atlas.zones] == ["eez-jpn"]
    assert [feature.id for feature in atlas.boundaries] == ["line-jpn"]


def test_opening_the_atlas_does_not_read_zones():
    code = (
        "import sys; from mapper.atlas import open_atlas; atlas = open_atlas();"
        "assert 'mapper.zones.layer' not in sys.modules; atlas.zones;"
        "assert 'mapper.zones.layer' in sys.modules"
    )
    subprocess.run([sys.executable, "-c", code], check=True, cwd=ROOT)
