"""The shortest way round land whose shortest ways are known."""

from __future__ import annotations

import math
from itertools import pairwise

import numpy as np
import pytest
import shapely
from shapely.geometry import Polygon, box

from mapper import geodesy
from mapper.errors import RouteError


def length_nm(way):
    return geodesy.length_nm(shapely.LineString(way))


def through(*points):
    """The length of the geodesics through points."""
    return sum(geodesy.distance_nm(a, b) for a, b in pairwise(points))


def test_the_way_round_a_box_goes_by_the_nearer_side(made_router):
    router = made_router(box(9.0, -1.0, 11.0, 3.0))
    way = router.route((8.0, 0.0), (12.0, 0.0))
    best = through((8.0, 0.0), (9.0, -1.0), (11.0, -1.0), (12.0, 0.0))
    assert best * 0.9999 < length_nm(way) < best * 1.008
    assert min(lat for _, lat in way) == pytest.approx(-1.0, abs=0.02)


@pytest.mark.parametrize("lon", [9.0, 179.5, -180.0, -0.5, 359.0])
def test_the_antimeridian_changes_nothing(made_router, lon):
    shape = shapely.transform(box(0.5, -1.0, 1.5, 3.0), lambda xy: xy + np.array([lon, 0.0]))
    router = made_router(*shapely.get_parts(geodesy.split_antimeridian(shape)))
    way = router.route((lon, 0.0), (lon + 2.0, 0.0))
    best = through((0.0, 0.0), (0.5, -1.0), (1.5, -1.0), (2.0, 0.0))
    assert best * 0.9999 < length_nm(way) < best * 1.008


def test_a_round_island_costs_an_arc(made_router):
    router = made_router(geodesy.circle((10.0, 60.0), 60, 360))
    a, b = geodesy.destination((10.0, 60.0), 270, 120), geodesy.destination((10.0, 60.0), 90, 120)
    # Two tangents of r√3 and a sixth of the circle (plane geometry; the sphere takes off 0.2 %).
    best = 2 * 60 * math.sqrt(3) + 60 * math.pi / 3
    assert length_nm(router.route(a, b)) == pytest.approx(best, rel=0.01)


def test_the_middle_of_three_gaps_is_taken_when_it_is_nearest(made_router):
    walls = [box(10.0, -3.0, 10.2, -1.0), box(10.0, -0.99, 10.2, 0.5), box(10.0, 0.6, 10.2, 9.0)]
    way = made_router(*walls).route((9.0, 0.4), (11.0, 0.4))
    crossing = [lat for lon, lat in way if 10.0 <= lon <= 10.2]
    assert all(0.5 < lat < 0.6 for lat in crossing)


def test_a_narrow_strait_is_open(made_router):
    # 0.2 nm wide and 30 nm long, with a bend.
    north = Polygon([(10, 0), (10.3, 0.1), (10.6, 0), (10.6, 8), (10, 8)])
    south = Polygon([(10, -0.0033), (10, -8), (10.6, -8), (10.6, -0.0033), (10.3, 0.0967)])
    way = made_router(north, south).route((9.5, 0.0), (11.0, 0.0))
    best = through((9.5, 0), (10, 0), (10.3, 0.1), (10.6, 0), (11, 0))
    assert length_nm(way) == pytest.approx(best, rel=0.01)
    land = shapely.union_all([north, south])
    assert not shapely.intersects(land, shapely.LineString(way))


def test_a_closed_strait_is_closed(made_router):
    router = made_router(box(10.0, 0.0, 10.6, 3.0), box(10.0, -3.0, 10.6, 0.0))
    way = router.route((9.5, 0.1), (11.0, 0.1))
    assert max(abs(lat) for _, lat in way) > 2.9


def test_a_bay_is_left_by_its_mouth(made_router):
    bay = box(10, 0, 14, 4).difference(box(10.5, 1, 14, 3))
    way = made_router(bay).route((11.0, 2.0), (9.0, 2.0))
    best = through((11, 2), (14, 3), (14, 4), (10, 4), (9, 2))
    assert best * 0.99 < length_nm(way) < best * 1.01


def test_a_lake_cannot_be_left(made_router):
    router = made_router(box(10, 0, 14, 4).difference(box(11, 1, 13, 3)))
    with pytest.raises(RouteError, match=r"from \(12, 2\) to \(8, 2\): no water joins the two"):
        router.route((12.0, 2.0), (8.0, 2.0))
    assert len(router.route((12.0, 2.0), (12.5, 2.5))) == 2


def test_a_way_to_where_one_is(made_router):
    assert made_router(box(10, 0, 11, 1)).route((8.0, 0.0), (8.0, 0.0)) == [(8.0, 0.0)] * 2
