"""Fixes on land and in harbours."""

from __future__ import annotations

import pytest
import shapely
from shapely.geometry import box

from mapper import geodesy
from mapper.errors import RouteError


def test_a_position_at_sea_stays(router):
    assert router.nearest_sea((135.0, 40.0), 0) == (135.0, 40.0)


@pytest.mark.parametrize(
    ("point", "within_nm"), [((139.5, 36.2), 60), ((39.7, -5.05), 10), ((178.9, 68.0), 120)]
)
def test_a_position_on_land_moves_to_the_nearest_sea(basemap, router, point, within_nm):
    moved = router.nearest_sea(point, within_nm)
    shore = basemap.nearest_coast(*point).distance_nm
    assert not basemap.is_land(*moved)
    assert shore < geodesy.distance_nm(point, moved) < shore + 0.5
    assert moved == tuple(round(value, 4) for value in moved)


def test_a_position_too_far_inland_is_refused(router):
    with pytest.raises(
        RouteError, match=r"\(139\.5, 36\.2\): on land; expected open sea within 10 nm"
    ):
        router.nearest_sea((139.5, 36.2), 10)


def test_a_lake_is_not_the_sea(router):
    # Makhachkala on the Caspian.
    with pytest.raises(RouteError, match="there is only a lake"):
        router.nearest_sea((47.45, 42.95), 20)


def test_a_position_beside_a_lake_moves_to_the_sea_behind_it(made_router):
    land = box(10, 0, 14, 4).difference(box(10.5, 1, 13.9, 3))
    moved = made_router(land).nearest_sea((10.45, 2.0), 40)
    assert moved[0] == pytest.approx(10.0, abs=0.01)


def test_a_fix_in_a_harbour_gets_a_straight_leg(basemap, router):
    inland = (39.7, -5.05)
    assert basemap.is_land(*inland)
    way = router.route(inland, (42.0, -5.0), harbour_nm=6)
    assert way[0] == inland
    assert geodesy.distance_nm(way[0], way[1]) <= 6
    outside = shapely.LineString(way[1:])
    assert not shapely.intersects(basemap.land().near(outside), outside)
    assert router.route((42.0, -5.0), inland, harbour_nm=6)[-1] == inland


def test_a_fix_beyond_the_harbour_is_refused(router):
    with pytest.raises(RouteError, match="expected open sea within 2 nm"):
        router.route((39.9, -5.05), (139.5, 36.2), harbour_nm=2)
