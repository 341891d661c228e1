"""What lies on land and what at sea."""

from __future__ import annotations

import pytest
import shapely

from mapper import geodesy


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
