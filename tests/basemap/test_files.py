"""The files of the basemap, and what happens to broken ones."""

from __future__ import annotations

import json

import pytest
import shapely

from mapper import geodesy
from mapper.basemap import LEVELS, Basemap, read_land
from mapper.basemap.kept import KEPT, kept_path, read_kept
from mapper.basemap.land import kept_land
from mapper.errors import GeoJSONError, StorageError
from mapper.settings import resource_folder

FOLDER = resource_folder("geodata") / "basemap"


@pytest.mark.parametrize("level", LEVELS)
def test_a_file_says_where_it_is_from(level):
    members = json.loads((FOLDER / f"land-{level}.geojson").read_bytes())
    assert members["name"] == f"land-{level}"
    assert members["source"]["title"] == "Natural Earth"
    assert members["source"]["license"] == "public domain"
    assert members["source"]["package"] == "npm world-atlas@2.0.2"
    assert members["source"]["integrity"].startswith("sha512-IXfV0qwl")
    assert "Natural Earth" in members["attribution"]


@pytest.mark.parametrize("level", LEVELS)
def test_land_is_valid_and_within_the_map(basemap, level):
    land = basemap.land(level)
    assert shapely.is_valid(land.shapes).all()
    west, south, east, north = shapely.total_bounds(land.shapes)
    assert (west, south, east) == (-180, -90, 180)
    assert 83 < north < 84


def test_neighbours_share_every_vertex_of_their_border(basemap):
    assert shapely.coverage_is_valid(basemap.land().shapes)


def test_every_country_has_a_code_of_its_own(basemap):
    codes = [c.iso for c in basemap.land().countries if c.iso]
    assert len(codes) >= 235
    assert all(len(code) == 3 and code.isupper() for code in codes)
    by_name = {c.name: c.iso for c in basemap.land().countries}
    assert by_name["Japan"] == "JPN"
    assert by_name["Republic of Korea"] == "KOR"
    assert by_name["Taiwan"] == "TWN"


@pytest.mark.parametrize(
    ("name", "lon", "lat"),
    [
        ("Southern Kurils/Northern Territories", 147.8, 45.0),
        ("Liancourt Rocks (Dokdo/Takeshima)", 131.8635, 37.243),
        ("Senkaku/Diaoyu Islands", 123.53, 25.763),
        ("Crimea", 34.0, 45.0),
        ("Kosovo", 20.9, 42.6),
    ],
)
def test_disputed_land_has_a_label_and_no_code(basemap, name, lon, lat):
    found = basemap.nearest_coast(lon, lat, name) if name != "Kosovo" else None
    assert name in {c.name for c in basemap.land().countries}
    if name in ("Liancourt Rocks (Dokdo/Takeshima)", "Senkaku/Diaoyu Islands"):
        assert found is not None
        assert (found.iso, found.name) == (None, name)
        assert found.distance_nm < 3
    else:
        country = basemap.country_at(lon, lat)
        assert country is not None
        assert (country.iso, country.name) == (None, name)


@pytest.mark.parametrize(
    ("iso", "km2"),
    [("JPN", 372_000), ("ISL", 102_000), ("PRK", 121_000), ("FJI", 18_300), ("NZL", 268_000)],
)
def test_areas_agree_with_published_ones(basemap, iso, km2):
    land = basemap.land()
    area = sum(
        geodesy.area_km2(shape)
        for country, shape in zip(land.countries, land.shapes, strict=True)
        if country.iso == iso
    )
    assert area == pytest.approx(km2, rel=0.04)


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("{", "basemap/land-50m.geojson: expected a FeatureCollection"),
        ('{"features": []}', "found no feature"),
        ('{"type": "Point"}', "remove the folder to use the bundled one"),
        ('{"features": [{"geometry": {"type": "Point", "coordinates": [0, 0]}}]}', "found Point"),
    ],
)
def test_a_broken_file_is_refused(tmp_path, text, message):
    path = tmp_path / "land-50m.geojson"
    path.write_text(text)
    with pytest.raises(GeoJSONError, match=message):
        read_land(path)


def test_a_missing_file_is_named(tmp_path):
    with pytest.raises(StorageError, match=r"land-50m\.geojson: cannot be read"):
        Basemap(tmp_path).cell("50m", "e120n30")


def test_a_file_saved_by_another_program_gives_the_same_land(tmp_path, basemap):
    content = json.loads((FOLDER / "land-110m.geojson").read_bytes())
    path = tmp_path / "land-110m.geojson"
    path.write_text(json.dumps(content, indent=1), encoding="utf-8")
    assert read_land(path).shapes[0].equals_exact(basemap.land("110m").shapes[0])


def test_the_bundled_folder_is_complete():
    kept = {f"land-{level}.wkb" for level in KEPT}
    expected = {f"land-{level}.geojson" for level in LEVELS} | kept
    assert {path.name for path in FOLDER.iterdir()} == expected


@pytest.mark.parametrize("level", KEPT)
def test_a_kept_level_is_its_geojson_to_the_last_bit(level):
    source = FOLDER / f"land-{level}.geojson"
    assert kept_path(source).read_bytes() == kept_land(source)
    properties, shapes = read_kept(source, source.read_bytes())
    document = json.loads(source.read_bytes())
    assert properties == [one["properties"] for one in document["features"]]
    expected = [shapely.geometry.shape(one["geometry"]) for one in document["features"]]
    assert [shape.wkb for shape in shapes] == [shape.wkb for shape in expected]


@pytest.mark.parametrize("spoil", [lambda kept: kept[:-9], lambda _: b"", lambda _: b"{}\n\x01"])
def test_a_spoilt_kept_level_is_not_read(tmp_path, spoil):
    source = tmp_path / "land-110m.geojson"
    content = (FOLDER / source.name).read_bytes()
    kept_path(source).write_bytes(spoil(kept_path(FOLDER / source.name).read_bytes()))
    assert read_kept(source, content) is None


def test_a_level_kept_of_other_land_is_not_read(tmp_path):
    source = tmp_path / "land-110m.geojson"
    content = (FOLDER / source.name).read_bytes()
    kept_path(source).write_bytes(kept_path(FOLDER / source.name).read_bytes())
    assert read_kept(source, content) is not None
    assert read_kept(source, content + b" ") is None
