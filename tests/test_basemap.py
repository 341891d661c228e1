"""The basemap: its files, cells, land, coast."""

from __future__ import annotations

import gzip
import json
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import numpy as np
import pytest
import shapely
from pyproj import Geod

from mapper import geodesy
from mapper.basemap import (
    LEVELS,
    Basemap,
    cell_bbox,
    cell_names,
    cells_for,
    level_for,
    read_land,
)
from mapper.errors import GeoJSONError, NotFoundError, StorageError
from mapper.settings import resource_folder

FOLDER = resource_folder("geodata") / "basemap"
FIRST_VIEW = (105.0, 20.0, 165.0, 60.0)


@pytest.fixture(scope="module")
def basemap() -> Basemap:
    return Basemap(FOLDER)


def shape_of(cell: dict) -> shapely.Geometry:
    features = cell["features"]
    return shapely.geometry.shape(features[0]["geometry"]) if features else shapely.MultiPolygon()


# Files


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
        (
            '{"features": [{"properties": {}, "geometry": {"type": "Point", "coordinates": [0, 0]}}]}',
            "found Point",
        ),
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


# Cells


@pytest.mark.parametrize(("level", "count"), [("110m", 1), ("50m", 72), ("10m", 648)])
def test_cells_cover_the_world(level, count):
    names = cell_names(level)
    assert len(set(names)) == count
    boxes = [shapely.box(*cell_bbox(level, name)) for name in names]
    assert sum(box.area for box in boxes) == 360 * 180


@pytest.mark.parametrize(
    ("level", "name"),
    [
        ("50m", "e125n30"), ("50m", "e120n90"), ("50m", "e180n0"), ("50m", "world"),
        ("110m", "e0n0"), ("50m", "../etc/passwd"), ("50m", "e١٢٠n30"), ("50m", "w0n0"),
        ("50m", "e030n00"), ("10m", ""),
    ],
)  # fmt: skip
def test_an_unknown_cell_is_not_found(basemap, level, name):
    with pytest.raises(NotFoundError, match="has no cell"):
        basemap.cell(level, name)


def test_an_unknown_cell_brings_the_nearest_names():
    with pytest.raises(NotFoundError) as caught:
        cell_bbox("50m", "e125n30")
    assert "e120n30" in caught.value.nearest


def test_an_unknown_level_is_not_found(basemap):
    with pytest.raises(NotFoundError, match="no basemap level '1m'"):
        basemap.cell("1m", "world")


@pytest.mark.parametrize(
    ("level", "bbox", "names"),
    [
        ("110m", (0, 0, 1, 1), ("world",)),
        ("50m", (120, 30, 150, 60), ("e120n30",)),
        ("50m", (119, 29, 121, 31), ("e90n0", "e120n0", "e90n30", "e120n30")),
        ("50m", (170, 40, -170, 50), ("e150n30", "w180n30")),
        ("50m", (170, 40, 190, 50), ("e150n30", "w180n30")),
        ("50m", (-190, 40, -170, 50), ("e150n30", "w180n30")),
        ("10m", (-0.5, -0.5, 0.5, 0.5), ("w10s10", "e0s10", "w10n0", "e0n0")),
    ],
)
def test_cells_for_a_view(level, bbox, names):
    assert cells_for(level, bbox) == names


def test_a_view_of_more_than_the_world_needs_each_cell_once():
    assert sorted(cells_for("50m", (-400, -95, 400, 95))) == sorted(cell_names("50m"))


def test_a_wide_view_needs_less_detail_than_a_close_one():
    assert level_for((-180, -80, 180, 80), 800) == "110m"
    assert level_for(FIRST_VIEW) == "50m"
    assert level_for((131.5, 42.5, 132.5, 43.2)) == "10m"


@pytest.mark.parametrize("level", ["110m", "50m"])
def test_cells_together_hold_all_land(basemap, level):
    whole = shapely.area(basemap.land(level).shapes).sum()
    cells = [shape_of(basemap.cell(level, name)) for name in cell_names(level)]
    assert all(cell.is_valid for cell in cells)
    assert sum(cell.area for cell in cells) == pytest.approx(whole, abs=0.01)


@pytest.mark.parametrize("name", ["e130n30", "e120n30", "w80s60", "e10n50", "w180n60", "e30n40"])
def test_a_close_cell_has_coast_but_no_borders(basemap, name):
    cell = shape_of(basemap.cell("10m", name))
    box = shapely.box(*cell_bbox("10m", name))
    parts = basemap.land10
    near = parts[shapely.STRtree(parts).query(box)]
    expected = shapely.clip_by_rect(near, *box.bounds)
    assert cell.is_valid
    assert cell.area == pytest.approx(shapely.area(expected).sum(), abs=1e-4)
    drawn = shapely.difference(cell.boundary, box.boundary.buffer(1e-6)).length
    shore = shapely.difference(shapely.union_all(shapely.boundary(expected)),
                               box.boundary.buffer(1e-6)).length  # fmt: skip
    assert drawn == pytest.approx(shore, rel=1e-3)


def test_a_cut_lies_exactly_on_the_border_of_the_cell(basemap):
    points = shapely.get_coordinates(shape_of(basemap.cell("50m", "e90n30")))
    starts, ends = points[:-1], points[1:]
    on_west = (starts[:, 0] == 90.0) & (ends[:, 0] == 90.0)
    assert np.abs(ends - starts)[on_west, 1].sum() > 20
    assert points[:, 0].min() == 90.0
    assert points[:, 0].max() == 120.0


def test_a_cell_of_water_has_no_feature(basemap):
    assert basemap.cell("50m", "w150n0")["features"] == []


def test_a_cell_carries_its_attribution_and_outlines_run_anticlockwise(basemap):
    cell = basemap.cell("50m", "e120n30")
    assert "Natural Earth" in cell["attribution"]
    assert cell["bbox"] == [120.0, 30.0, 150.0, 60.0]
    assert all(part.exterior.is_ccw for part in shapely.get_parts(shape_of(cell)))


def test_the_first_view_costs_under_150_kb(basemap):
    cells = cells_for("50m", FIRST_VIEW)
    total = sum(len(gzip.compress(basemap.cell_bytes("50m", name))) for name in cells)
    assert total < 60_000


def test_threads_share_one_reading():
    basemap = Basemap(FOLDER)
    with ThreadPoolExecutor(8) as pool:
        found = list(pool.map(lambda _: basemap.cell_bytes("50m", "e120n30"), range(16)))
        lands = list(pool.map(lambda _: basemap.land("50m"), range(16)))
    assert len(set(found)) == 1
    assert len({id(land) for land in lands}) == 1


# Land


@pytest.mark.parametrize(
    ("lon", "lat", "iso"),
    [
        (139.0, 36.0, "JPN"), (131.5, 44.0, "RUS"), (-178.0, 67.5, "RUS"), (182.0, 67.5, "RUS"),
        (0.0, -89.0, "ATA"), (180.0, -16.6, None), (135.0, 40.0, None), (51.0, 42.0, None),
        (180.0, 50.0, None),
    ],
)  # fmt: skip
def test_a_position_is_on_the_land_of_its_country_or_at_sea(basemap, lon, lat, iso):
    country = basemap.country_at(lon, lat)
    assert (country.iso if country else None) == iso
    assert basemap.is_land(lon, lat) is (iso is not None)


def test_the_land_is_left_out_of_a_shape(basemap):
    disc = geodesy.circle((139.0, 35.0), 100)
    sea = basemap.sea_clip(disc)
    assert sea.is_valid
    assert 0.2 * disc.area < sea.area < 0.8 * disc.area
    assert not shapely.contains_xy(sea, 138.5, 36.0)
    assert shapely.contains_xy(sea, 139.0, 34.0)


def test_a_shape_at_sea_stays_as_it_is(basemap):
    disc = geodesy.circle((135.0, 40.0), 45)
    assert basemap.sea_clip(disc).equals(disc)


def test_a_shape_on_land_leaves_nothing(basemap):
    assert basemap.sea_clip(geodesy.circle((100.0, 60.0), 45)).is_empty


@pytest.mark.parametrize("center", [(179.5, 65.0), (-179.5, 65.0)])
def test_a_shape_across_the_antimeridian_is_clipped_on_both_sides(basemap, center):
    sea = basemap.sea_clip(geodesy.circle(center, 120))
    assert sea.is_valid
    west, _, east, _ = sea.bounds
    assert (west, east) == (-180, 180)
    assert not shapely.contains_xy(sea, -179.0, 66.3)


def test_longitudes_beyond_180_are_split_off(basemap):
    sea = basemap.sea_clip(shapely.box(170.0, 40.0, 190.0, 45.0))
    assert sea.area == pytest.approx(100.0)
    assert sea.bounds[0] == -180.0


def test_slivers_are_dropped(basemap):
    land = basemap.land().near(shapely.box(138, 35, 139, 35.5))
    almost = land.buffer(1e-5)
    assert basemap.sea_clip(almost).is_empty


# Coast

GEOD = Geod(ellps="WGS84")


def nearest_by_brute_force(basemap: Basemap, lon: float, lat: float) -> float:
    """Every vertex first, then 200 points along each side near the best one."""
    coast = basemap.coast
    count = len(coast.starts)
    here = np.full(count, lon), np.full(count, lat)
    to_start = GEOD.inv(*here, coast.starts[:, 0], coast.starts[:, 1])[2]
    near = np.flatnonzero(to_start < to_start.min() + 2 * 1852)
    best = np.inf
    for share in np.linspace(0, 1, 200):
        points = coast.starts[near] + share * (coast.ends[near] - coast.starts[near])
        found = GEOD.inv(here[0][near], here[1][near], points[:, 0], points[:, 1])[2]
        best = min(best, found.min())
    return best / 1852


@pytest.mark.parametrize(
    ("lon", "lat"), [(135.0, 40.0), (179.9, 60.0), (-150.0, -45.0), (131.7, 42.9)]
)
def test_the_nearest_coast_is_the_nearest(basemap, lon, lat):
    found = basemap.nearest_coast(lon, lat)
    assert found.distance_nm == pytest.approx(nearest_by_brute_force(basemap, lon, lat), abs=0.02)
    there = geodesy.destination((lon, lat), found.bearing_deg, found.distance_nm)
    assert geodesy.distance_nm(there, (found.lon, found.lat)) < 0.01


def test_the_coast_of_one_state_can_be_asked_for(basemap):
    japan = basemap.nearest_coast(135.0, 40.0, "JPN")
    russia = basemap.nearest_coast(135.0, 40.0, "RUS")
    assert (japan.iso, japan.name) == ("JPN", "Japan")
    assert (russia.iso, russia.name) == ("RUS", "Russia")
    assert japan.distance_nm < russia.distance_nm


@pytest.mark.parametrize("state", ["CHE", "MNG", "XXX"])
def test_a_state_without_a_coast_has_none(basemap, state):
    assert basemap.nearest_coast(8.0, 47.0, state) is None


def test_a_land_border_is_not_coast(basemap):
    # Basel, on the borders of France, Germany and Switzerland, 240 nm from any sea.
    assert basemap.nearest_coast(7.59, 47.56).distance_nm > 200


def test_the_cut_at_the_antimeridian_is_not_coast(basemap):
    # Chukotka: the cut at 180° runs 1 nm away, the sea is 60 nm off.
    assert basemap.nearest_coast(179.97, 67.0).distance_nm > 50


def test_a_position_beyond_180_is_brought_back(basemap):
    assert basemap.nearest_coast(190.0, 60.0) == basemap.nearest_coast(-170.0, 60.0)


def test_the_bundled_folder_is_complete():
    assert {path.name for path in Path(FOLDER).iterdir()} == {
        f"land-{level}.geojson" for level in LEVELS
    }
