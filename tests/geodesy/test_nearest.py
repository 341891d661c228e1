"""Nearest points and areas against GeographicLib and dense sampling, which share no code."""

from __future__ import annotations

import numpy as np
import pytest
import shapely
from geographiclib.geodesic import Geodesic
from hypothesis import given, settings
from hypothesis import strategies as st
from shapely.geometry import LineString, Polygon, box

from mapper import geodesy
from mapper.errors import GeometryError

EARTH = Geodesic.WGS84
LONS = st.floats(-180, 180)
LATS = st.floats(-80, 80)


def outline(*points):
    line = np.array(points, dtype=float)
    return geodesy.Outline(*geodesy.cut_sides(line[:-1], line[1:])[:2])


def sampled(line, lon, lat, count=4000):
    """The least of the distances to many points along straight (lon, lat) sides, in nm."""
    points = shapely.get_coordinates(
        shapely.line_interpolate_point(LineString(line), np.linspace(0, 1, count), normalized=True)
    )
    found = [EARTH.Inverse(lat, lon, p[1], p[0])["s12"] for p in points]
    return min(found) / 1852


@pytest.mark.parametrize(("line", "lon", "lat"), [
    ([(130, 40), (133, 41)], 131.0, 43.0),
    ([(10, 60), (11, 60), (11, 61)], 9.2, 60.4),
    ([(179, 50), (181, 51)], -179.0, 52.0),
    ([(-0.5, -1), (0.5, 1)], 0.0, 0.4),
    ([(140, 35), (140.001, 35)], 155.0, 20.0),
])  # fmt: skip
def test_nearest_point_of_a_line_is_that_of_dense_sampling(line, lon, lat):
    foot = outline(*line).nearest(lon, lat)
    assert foot.distance_nm == pytest.approx(sampled(line, lon, lat), abs=0.02)
    assert -180 <= foot.lon <= 180
    told = EARTH.Inverse(lat, lon, foot.lat, foot.lon)
    assert told["s12"] / 1852 == pytest.approx(foot.distance_nm, abs=1e-6)
    assert told["azi1"] % 360 == pytest.approx(foot.bearing_deg, abs=1e-6)


@settings(max_examples=60, deadline=None)
@given(LONS, LATS, LONS, LATS, st.floats(0.01, 3), st.floats(-3, 3))
def test_no_sample_of_a_line_is_nearer_than_the_nearest_point(lon, lat, lon_a, lat_a, dx, dy):
    line = [(lon_a, lat_a), (lon_a + dx, lat_a + dy)]
    foot = outline(*line).nearest(lon, lat)
    assert foot.distance_nm <= sampled(line, lon, lat, 60) + 1e-4


def test_an_outline_beyond_the_reach_is_not_found():
    coast = outline((0, 0), (0, 1))
    assert coast.nearest(1.0, 0.5, within_nm=59.0) is None
    assert coast.nearest(1.0, 0.5, within_nm=61.0).distance_nm == pytest.approx(60.11, abs=0.01)


def test_an_outline_without_pieces_has_no_nearest_point():
    nothing = geodesy.Outline(np.zeros((0, 2)), np.zeros((0, 2)))
    assert nothing.nearest(0, 0) is None
    assert nothing.nearest_to(outline((0, 0), (0, 1))) is None


@pytest.mark.parametrize(("one", "two"), [
    ([(130, 40), (131, 40)], [(130.2, 41), (130.9, 42)]),
    ([(5, 60), (6, 60.5), (7, 60)], [(6, 62), (6.5, 61.2), (8, 62)]),
    ([(179.5, 10), (180.5, 10)], [(-178, 10.2), (-178, 12)]),
])  # fmt: skip
def test_two_lines_are_as_far_apart_as_their_samples(one, two):
    first, second = outline(*one), outline(*two)
    there, back = first.nearest_to(second), second.nearest_to(first)
    dense = shapely.get_coordinates(LineString(one).segmentize(0.004))
    best = min(second.nearest(*point).distance_nm for point in dense)
    assert there.distance_nm == pytest.approx(best, abs=0.02)
    assert there.distance_nm == pytest.approx(back.distance_nm, abs=1e-6)
    assert geodesy.distance_nm(there.origin, (there.lon, there.lat)) == pytest.approx(
        there.distance_nm
    )


def test_a_side_that_two_zones_share_is_seen_in_either_direction():
    left, right = box(0, 0, 1, 1), box(1, 0, 2, 1)
    starts, ends = geodesy.sides(shapely.multipolygons([left, right]))
    assert geodesy.shared_sides(starts, ends).sum() == 2
    starts, ends = geodesy.sides(shapely.multipolygons([left, box(1, 0.1, 2, 1)]))
    assert geodesy.shared_sides(starts, ends).sum() == 0


def geographiclib_km2(polygon, step_deg=0.01):
    """Karney's area of a ring whose straight sides were cut very short."""
    ring = EARTH.Polygon()
    for lon, lat in shapely.get_coordinates(polygon.exterior.segmentize(step_deg))[:-1]:
        ring.AddPoint(lat, lon)
    return abs(ring.Compute()[2]) / 1e6


@pytest.mark.parametrize("polygon", [
    box(0, 0, 1, 1), box(130, 40, 133, 42), box(0, 58, 4, 61), box(-179, -50, -176, -48),
    Polygon([(10, 0), (14, 2), (11, 5), (12, 2)]),
])  # fmt: skip
def test_area_of_straight_sides_is_that_of_short_geodesics(polygon):
    assert geodesy.area_as_drawn_km2(polygon) == pytest.approx(geographiclib_km2(polygon), rel=2e-8)


def test_a_hole_is_left_out_of_an_area_whatever_its_direction():
    hole = [(0.2, 0.2), (0.4, 0.2), (0.4, 0.4), (0.2, 0.4)]
    whole, inner = box(0, 0, 1, 1), Polygon(hole)
    for ring in (hole, hole[::-1]):
        left = geodesy.area_as_drawn_km2(Polygon(whole.exterior.coords, [ring]))
        expected = geodesy.area_as_drawn_km2(whole) - geodesy.area_as_drawn_km2(inner)
        assert left == pytest.approx(expected, rel=1e-12)


def test_what_is_no_area_counts_nothing():
    assert geodesy.area_as_drawn_km2(LineString([(0, 0), (1, 1)])) == 0.0


@given(LONS, st.floats(-60, 60), st.floats(0.1, 4), st.floats(0.1, 4))
def test_the_middle_of_a_box_lies_on_its_meridian_and_within(lon, lat, width, height):
    found = geodesy.middle(box(lon, lat, lon + width, lat + height))
    assert abs((found[0] - lon - width / 2 + 180) % 360 - 180) < 1e-6
    assert lat < found[1] < lat + height


def test_nothing_has_no_middle():
    with pytest.raises(GeometryError, match="expected a shape, got an empty one"):
        geodesy.middle(Polygon())
