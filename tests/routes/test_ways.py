"""Real ways: they cross no land, as an independent look at them shows, and are not too long."""

from __future__ import annotations

from itertools import pairwise

import numpy as np
import pytest
import shapely
from pyproj import Geod

from mapper import geodesy

GEOD = Geod(ellps="WGS84")

VLADIVOSTOK, SOYA, AVACHA = (131.86, 43.07), (142.0, 45.75), (158.55, 52.95)
BOSPHORUS, DARDANELLES = (29.06, 41.1), (26.4, 40.2)
RODNEY, BERING, CHUKCHI = (-166.6, 64.7), (-168.9, 65.8), (-171.0, 67.5)
ZHOUSHAN, QINGDAO = (122.3, 29.95), (120.3, 36.03)

# Start, end, and how much longer than the geodesic the way may be: 1.0001 where the sea is open.
LEGS = {
    "Vladivostok to Soya": (VLADIVOSTOK, SOYA, 1.055),
    "Soya to Avacha Bay": (SOYA, AVACHA, 1.06),
    "Avacha Bay to Hachinohe": (AVACHA, (142.3, 41.43), 1.03),
    "Tsugaru to Vladivostok": ((140.35, 41.35), VLADIVOSTOK, 1.01),
    "Osumi to the East China Sea": ((130.75, 30.92), (127.8, 30.3), 1.0001),
    "Tsushima to Vladivostok": ((129.7, 34.2), VLADIVOSTOK, 1.01),
    "Novorossiysk to the Bosphorus": ((37.8, 44.7), BOSPHORUS, 1.02),
    "Bosphorus to the Dardanelles": (BOSPHORUS, DARDANELLES, 1.03),
    "Dardanelles to the eastern Mediterranean": (DARDANELLES, (31.0, 34.3), 1.14),
    "Zhoushan to Peter the Great Gulf": (ZHOUSHAN, (132.0, 42.7), 1.06),
    "Bering Sea to Cape Rodney": ((178.55, 59.05), RODNEY, 1.01),
    "Cape Rodney to Bering Strait": (RODNEY, BERING, 1.01),
    "Bering Strait to the Chukchi Sea": (BERING, CHUKCHI, 1.0001),
    "Chukchi Sea to Zhoushan": (CHUKCHI, ZHOUSHAN, 1.08),
    "Kiska to the Izu Islands": ((177.46, 53.21), (140.25, 31.02), 1.0001),
    "Balintang to the South China Sea": ((121.7, 19.8), (117.0, 19.5), 1.01),
    "Bussol to the Pacific": ((151.2, 46.5), (138.84, 22.94), 1.0001),
    "Miyako to Qingdao": ((126.4, 25.5), QINGDAO, 1.001),
    "through Kanmon to the Inland Sea": ((129.5, 34.5), (132.5, 33.8), 1.045),
    "Qingdao to Vladivostok": (QINGDAO, VLADIVOSTOK, 1.42),
    "Azov to Odessa": ((37.5, 46.5), (31.0, 46.4), 1.45),
}


def length_nm(way):
    lon, lat = np.array(way).T
    return GEOD.line_length(lon, lat) / 1852


def crossings(basemap, way, straight: bool) -> list[tuple[float, float]]:
    """Where a way meets the land as it is in the file, walked in steps of 0.25 nm.

    ``straight``: between neighbours as a map draws it, otherwise along the geodesic.
    """
    steps = []
    for a, b in pairwise(way):
        count = max(1, int(length_nm([a, b]) / 0.25))
        if straight:
            steps.append(np.linspace(a, b, count, endpoint=False))
        else:
            lon, lat = np.array(GEOD.npts(*a, *b, count, initial_idx=0)).T
            steps.append(np.column_stack([lon, lat]))
    points = np.vstack([*steps, way[-1]])
    points[:, 0] = (points[:, 0] + 180) % 360 - 180
    ends = np.stack([points[:-1], points[1:]], axis=1)
    ends = ends[np.abs(ends[:, 0, 0] - ends[:, 1, 0]) < 180]
    sides, land = shapely.linestrings(ends), basemap.land()
    side, part = land.tree.query(sides)
    hits = side[shapely.intersects(land.parts[part], sides[side])]
    return [tuple(ends[hit, 0]) for hit in hits]


@pytest.mark.parametrize("name", LEGS)
def test_a_way_crosses_no_land_and_is_not_too_long(basemap, router, name):
    start, end, most = LEGS[name]
    way = router.route(start, end)
    assert way[0] == start
    assert (geodesy.normalise_lon(way[-1][0]), way[-1][1]) == pytest.approx(end, abs=1e-9)
    assert crossings(basemap, way, straight=True) == []
    assert crossings(basemap, way, straight=False) == []
    direct = geodesy.distance_nm(start, end)
    assert direct * 0.9999 <= length_nm(way) <= direct * most


def test_the_check_of_these_tests_sees_land(basemap):
    assert crossings(basemap, [(135.0, 38.0), (143.0, 38.0)], straight=True)
    assert crossings(basemap, [(135.0, 38.0), (143.0, 38.0)], straight=False)


@pytest.mark.parametrize(("start", "end"), [(VLADIVOSTOK, SOYA), (DARDANELLES, (31.0, 34.3))])
def test_the_way_back_is_as_long(router, start, end):
    there, back = router.route(start, end), router.route(end, start)
    assert length_nm(there) == pytest.approx(length_nm(back), rel=0.003)


def test_a_way_on_the_geodesic_bends_nowhere(router):
    way = router.route((177.46, 53.21), (140.25, 31.02))
    azimuth, _, _ = GEOD.inv(*way[0], *way[-1])
    for point in way[1:-1]:
        assert GEOD.inv(*way[0], *point)[0] == pytest.approx(azimuth, abs=1e-3)


@pytest.mark.parametrize("turn", [-360.0, 0.0, 360.0])
def test_longitudes_run_on_from_the_start(router, turn):
    way = router.route((178.55 + turn, 59.05), RODNEY)
    lon = np.array(way)[:, 0]
    assert np.abs(np.diff(lon)).max() < 5
    assert way[0][0] == 178.55 + turn
    assert way[-1][0] == pytest.approx(193.4 + turn)


def test_a_way_against_the_antimeridian_runs_the_other_way(router):
    lon = np.array(router.route(RODNEY, (178.55, 59.05)))[:, 0]
    assert lon[0] == -166.6
    assert lon[-1] == pytest.approx(-181.45)


def test_the_same_legs_give_the_same_way(basemap, router):
    from mapper.routes import SeaRouter

    again = SeaRouter(basemap)
    assert again.route(VLADIVOSTOK, SOYA) == router.route(VLADIVOSTOK, SOYA)


def test_a_way_has_sea_room_at_its_capes(basemap, router):
    way = router.route(SOYA, AVACHA)
    capes = [point for point in way[5:-8] if basemap.nearest_coast(*point).distance_nm < 3]
    assert capes
    assert all(basemap.nearest_coast(*point).distance_nm > 0.05 for point in capes)
