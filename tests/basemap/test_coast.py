"""The nearest coast, against a search over every piece of it."""

from __future__ import annotations

import numpy as np
import pytest
from pyproj import Geod

from mapper import geodesy
from mapper.basemap import Basemap

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
    # Basel, where three countries meet, lies 190 nm from the Ligurian Sea.
    assert basemap.nearest_coast(7.59, 47.56).distance_nm > 150


def test_the_cut_at_the_antimeridian_is_not_coast(basemap):
    # Chukotka: the cut at 180° runs 1 nm away, the sea is 41 nm off.
    assert basemap.nearest_coast(179.97, 67.0).distance_nm > 30


def test_a_position_beyond_180_is_brought_back(basemap):
    assert basemap.nearest_coast(190.0, 60.0) == basemap.nearest_coast(-170.0, 60.0)
