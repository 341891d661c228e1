"""What is shipped is sound: it validates, it is what the seeds give, it has its sources."""

from __future__ import annotations

import json

import pytest

from mapper.model import KINDS
from tests.guards.sources import ROOT, files_under, name_of

SHIPPED = files_under("geodata", suffixes=(".geojson", ".json"))
BASEMAP = [path for path in SHIPPED if path.parent.name == "basemap"]
LAYERS = [path for path in SHIPPED if path.suffix == ".geojson" and path not in BASEMAP]


def refuse(constant):
    raise ValueError(f"{constant} is no JSON")


def test_bundled_atlas_has_no_problem(runner):
    ran = runner("check", str(ROOT / "geodata"))
    assert (ran.code, ran.out) == (0, "")


def test_geodata_is_what_the_seeds_give(runner, monkeypatch):
    monkeypatch.chdir(ROOT)
    ran = runner("build", "--check")
    assert (ran.code, ran.out) == (0, "")


@pytest.mark.parametrize("path", SHIPPED, ids=name_of)
def test_file_is_strict_json(path):
    json.loads(path.read_bytes(), parse_constant=refuse)


@pytest.mark.parametrize("path", LAYERS, ids=name_of)
def test_every_feature_has_a_source(path):
    features = json.loads(path.read_bytes())["features"]
    if path.parent.name == "places":
        # Names of places are of the gazetteer of seeds/, which says so in its own head.
        assert features
        return
    bare = [feature["id"] for feature in features if not feature["properties"]["sources"]]
    assert features
    assert bare == []


@pytest.mark.parametrize("path", BASEMAP, ids=name_of)
def test_land_names_its_source_and_licence(path):
    source = json.loads(path.read_bytes())["source"]
    assert source["title"] == "Natural Earth"
    assert source["license"] == "public domain"
    assert source["integrity"].startswith("sha512-")


@pytest.mark.parametrize("kind", KINDS)
def test_each_kind_has_its_schema(kind):
    schema = json.loads((ROOT / "geodata" / "schema" / f"{kind}.schema.json").read_bytes())
    assert schema["$schema"].startswith("https://json-schema.org/")


def test_something_is_shipped():
    assert len(BASEMAP) == 3
    assert {path.parent.name for path in LAYERS} >= {"exercises", "patrols", "regions", "closures"}
