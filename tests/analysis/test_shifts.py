"""Shifts, sizes, overlaps and nearest distances agree with another way of computing them."""

from __future__ import annotations

import itertools
import math

import numpy as np
import pytest
import shapely
from geographiclib.geodesic import Geodesic
from hypothesis import given, settings
from hypothesis import strategies as st
from pyproj import Geod, Transformer
from scipy.spatial import cKDTree
from shapely.geometry import Polygon, box

from mapper.analysis.shifts import nearest_nm, offset_nm, overlap, relation, shift
from mapper.analysis.subjects import of_position, of_shape
from mapper.geodesy import rhumb_point

KARNEY = Geodesic(6378137.0, 1 / 298.257223563)
GEOD = Geod(ellps="WGS84")

# Two positions with their uncertainties (nm).
DISCS = {
    "south china sea to sea of japan": ((111.2, 20.8, 60), (132.0, 42.45, 45)),
    "yellow sea to east china sea": ((121.1, 35.6, 60), (123.5, 31.2, 70)),
    "mediterranean to sea of japan": ((31.0, 34.3, 200), (132.0, 42.5, 50)),
    "across the antimeridian": ((176.5, 52.0, 30), (-171.0, 54.5, 80)),
    "baltic at 60 n": ((19.0, 60.0, 20), (28.0, 59.8, 25)),
    "the same gulf": ((132.0, 42.6, 40), (132.2, 42.4, 45)),
    "across the equator": ((127.5, -11.0, 150), (126.6, 32.3, 60)),
    "along a meridian": ((60.5, 24.8, 60), (60.5, 26.0, 5)),
    "nearly antipodal": ((18.0, -33.6, 50), (-165.0, 34.0, 90)),
    "the same point": ((121.1, 35.6, 60), (121.1, 35.6, 60)),
}

# Two outlines; longitudes of a pair are continuous, and may pass 180.
AREAS = {
    "boxes that overlap": (box(130, 41, 132, 43), box(131, 42, 134, 44)),
    "one inside the other": (box(120, 30, 126, 34), box(122, 31, 123, 32)),
    "boxes apart": (box(111, 20, 112, 21), box(114, 18, 115, 22)),
    "across the antimeridian": (box(178, 50, 183, 53), box(181.5, 51, 187, 55)),
    "split and not": (box(179, 10, 181, 12), box(183, 11, 184, 13)),
    "at 60 n": (box(15, 58, 25, 61.5), box(20, 59.5, 31, 62)),
    "triangles": (
        Polygon([(137, 40), (142, 40.5), (139, 45)]),
        Polygon([(138, 42), (143, 43), (140, 39)]),
    ),
    "with a hole": (
        Polygon(box(145, 10, 150, 15).exterior, [box(146, 11, 149, 14).exterior]),
        box(148, 13, 152, 16),
    ),
    "two roundings": (box(131.5, 42.1, 132.5, 42.6), box(131.501, 42.1, 132.5, 42.6012)),
    "south of the equator": (Polygon([(16, -36), (19, -35), (17.5, -32)]), box(17, -35, 21, -33)),
}


@pytest.mark.parametrize("name", DISCS)
def test_shift_of_two_positions_is_karneys_geodesic_with_both_uncertainties(name):
    (lon1, lat1, unsure1), (lon2, lat2, unsure2) = DISCS[name]
    found = shift(of_position(lon1, lat1, unsure1), of_position(lon2, lat2, unsure2))
    true = KARNEY.Inverse(lat1, lon1, lat2, lon2)
    distance = true["s12"] / 1852
    assert found.distance_nm == pytest.approx(distance, abs=0.001)
    assert found.low_nm == pytest.approx(max(0, distance - unsure1 - unsure2), abs=0.001)
    assert found.high_nm == pytest.approx(distance + unsure1 + unsure2, abs=0.001)
    if distance:
        assert found.bearing_deg == pytest.approx(true["azi1"] % 360, abs=0.001)


def dense(shape, step=0.02):
    """An outline as rhumb lines with a position every fiftieth of a degree."""

    def add(ring):
        points = shapely.get_coordinates(ring)
        found = []
        for a, b in itertools.pairwise(points):
            count = math.ceil(max(abs(b - a)) / step)
            found += [rhumb_point(tuple(a), tuple(b), n / count) for n in range(count)]
        return found

    return Polygon(add(shape.exterior), [add(ring) for ring in shape.interiors])


def flat(*shapes):
    """Shapes in an equal-area plane about them: their areas there are true."""
    west, south, east, north = shapely.total_bounds(list(shapes))
    frame = (f"+proj=laea +lon_0={(west + east) / 2} +lat_0={(south + north) / 2} "
             f"+ellps=WGS84 +units=m")  # fmt: skip
    there = Transformer.from_crs("EPSG:4326", frame, always_xy=True)
    return [shapely.transform(one, lambda p: np.column_stack(there.transform(*p.T)))
            for one in shapes], there  # fmt: skip


def true_center(shape):
    """The mean position by scan lines in an equal-area plane, on the unit sphere."""
    (plane,), there = flat(shape)
    west, south, east, north = plane.bounds
    rows = np.linspace(south, north, 3001)
    lines = shapely.linestrings(
        [[(west - 1, y), (east + 1, y)] for y in (rows[1:] + rows[:-1]) / 2]
    )
    pieces = shapely.get_parts(shapely.intersection(plane, lines))
    middles = shapely.get_coordinates(shapely.line_interpolate_point(pieces, 0.5, normalized=True))
    lon, lat = np.radians(there.transform(*middles.T, direction="INVERSE"))
    space = np.column_stack([np.cos(lat) * np.cos(lon), np.cos(lat) * np.sin(lon), np.sin(lat)])
    x, y, z = (space * shapely.length(pieces)[:, None]).sum(axis=0)
    return math.degrees(math.atan2(y, x)), math.degrees(math.atan2(z, math.hypot(x, y)))


def true_nearest(one, two):
    """The least distance between positions every 0.3 nm of the two outlines."""
    first, second = (shapely.get_coordinates(shapely.segmentize(s, 0.005)) for s in (one, two))
    space = Transformer.from_crs("EPSG:4979", "EPSG:4978", always_xy=True)
    a, b = (np.column_stack(space.transform(*p.T, np.zeros(len(p)))) for p in (first, second))
    far, near = cKDTree(b).query(a)
    best = np.argsort(far)[:50]
    return GEOD.inv(*first[best].T, *second[near[best]].T)[2].min() / 1852


@pytest.mark.parametrize("name", AREAS)
def test_areas_agree_with_an_equal_area_plane_and_with_karney(name):
    one, two = AREAS[name]
    found = overlap(of_shape(one), of_shape(two))
    first, second = dense(one), dense(two)
    for shape, km2 in ((first, found.first_km2), (second, found.second_km2)):
        exact = abs(GEOD.geometry_area_perimeter(shapely.orient_polygons(shape))[0]) / 1e6
        assert km2 == pytest.approx(exact, rel=1e-3)
    (plane1, plane2), _ = flat(first, second)
    common = shapely.intersection(plane1, plane2).area / 1e6
    union = shapely.union(plane1, plane2).area / 1e6
    assert found.common_km2 == pytest.approx(common, rel=1e-3, abs=0.01)
    assert found.jaccard == pytest.approx(common / union, rel=1e-3, abs=1e-6)
    assert found.share_of_first == pytest.approx(common / (plane1.area / 1e6), rel=1e-3, abs=1e-6)
    assert found.share_of_second == pytest.approx(common / (plane2.area / 1e6), rel=1e-3, abs=1e-6)
    assert found.change_km2 == pytest.approx((plane2.area - plane1.area) / 1e6, rel=1e-3, abs=0.5)
    assert found.change_nm2 == pytest.approx(found.change_km2 / 1.852**2)


@pytest.mark.parametrize("name", AREAS)
def test_shift_of_two_areas_is_from_centre_to_centre(name):
    one, two = AREAS[name]
    found = shift(of_shape(one), of_shape(two))
    (lon1, lat1), (lon2, lat2) = true_center(dense(one)), true_center(dense(two))
    distance = KARNEY.Inverse(lat1, lon1, lat2, lon2)["s12"] / 1852
    assert found.distance_nm == pytest.approx(distance, rel=1e-3, abs=0.05)
    assert found.low_nm == found.distance_nm == found.high_nm


@pytest.mark.parametrize("name", AREAS)
def test_nearest_distance_of_two_areas_is_that_of_their_densest_outlines(name):
    one, two = dense(AREAS[name][0]), dense(AREAS[name][1])
    found = overlap(of_shape(AREAS[name][0]), of_shape(AREAS[name][1])).nearest_nm
    expected = 0.0 if one.intersects(two) else true_nearest(one, two)
    assert found == pytest.approx(expected, rel=1e-3, abs=0.05)


def test_areas_on_either_side_of_the_antimeridian_touch():
    assert nearest_nm(box(179, 0, 180, 1), box(-180, 0, -179, 1)) == pytest.approx(0, abs=1e-6)


places = st.builds(of_position, st.floats(-180, 180), st.floats(-85, 85), st.floats(0, 300))
boxes = st.builds(
    lambda lon, lat, wide, high: of_shape(box(lon, lat, lon + wide, lat + high)),
    st.floats(-180, 180), st.floats(-70, 65), st.floats(0.1, 4), st.floats(0.1, 4),
)  # fmt: skip


@settings(max_examples=200, deadline=None)
@given(places, places)
def test_shift_of_places_is_the_same_both_ways_and_its_range_is_ordered(one, two):
    there, back = shift(one, two), shift(two, one)
    assert there.distance_nm == pytest.approx(back.distance_nm, abs=1e-6)
    assert there.relation == back.relation
    assert 0 <= there.low_nm <= there.distance_nm <= there.high_nm
    assert there.high_nm - there.distance_nm == pytest.approx(
        one.uncertainty_nm + two.uncertainty_nm
    )
    unsure = one.uncertainty_nm + two.uncertainty_nm
    assert (there.relation == "different") == (there.distance_nm > max(unsure, 0.2))


@settings(max_examples=60, deadline=None)
@given(boxes, boxes)
def test_overlap_is_the_same_both_ways_and_no_more_than_either(one, two):
    there, back = overlap(one, two), overlap(two, one)
    assert there.common_km2 == pytest.approx(back.common_km2, rel=1e-9, abs=1e-9)
    assert there.jaccard == pytest.approx(back.jaccard, rel=1e-9, abs=1e-12)
    assert there.nearest_nm == pytest.approx(back.nearest_nm, abs=0.01)
    assert there.change_km2 == pytest.approx(-back.change_km2)
    assert 0 <= there.common_km2 <= min(there.first_km2, there.second_km2) * (1 + 1e-9)
    assert 0 <= there.jaccard <= min(there.share_of_first, there.share_of_second) + 1e-9 <= 1 + 1e-8
    assert there.common_km2 == 0 or there.nearest_nm == 0


@settings(max_examples=60, deadline=None)
@given(st.one_of(places, boxes))
def test_nothing_is_shifted_from_itself(one):
    found = shift(one, one)
    assert found.distance_nm == found.low_nm == 0
    assert found.relation in (("same", "possibly") if one.kind == "place" else ("same",))
    if one.kind == "area":
        same = overlap(one, one)
        assert (same.jaccard, same.nearest_nm, same.change_km2) == (pytest.approx(1), 0, 0)


def east_of(nm, unsure):
    """A place so many miles east of 0, 0."""
    lon = KARNEY.Direct(0, 0, 90, nm * 1852)["lon2"]
    return of_position(lon, 0, unsure)


@pytest.mark.parametrize(("nm", "unsure", "expected"), [
    (105.1, (60, 45), "different"), (104.9, (60, 45), "possibly"),
    (45.1, (60, 45), "possibly"), (44.9, (60, 45), "same"),
    (0, (80, 75), "possibly"), (0, (75, 75), "same"),
    (0, (300, 300), "possibly"), (50, (500, 20), "possibly"),
    (0.1, (0, 0), "same"), (0.3, (0, 0), "different"),
])  # fmt: skip
def test_places_are_the_same_where_no_report_tells_them_apart(nm, unsure, expected):
    found = shift(of_position(0, 0, unsure[0]), east_of(nm, unsure[1]))
    assert found.relation == expected


@pytest.mark.parametrize(
    ("nm", "expected"), [(40, "possibly"), (119, "possibly"), (121, "different")]
)
def test_a_place_and_an_area_are_different_where_they_do_not_meet(nm, expected):
    area = of_shape(box(-1, -1, 1, 1))
    edge = KARNEY.Inverse(0, 0, 0, 1)["s12"] / 1852
    disc = east_of(edge + nm, 120)
    assert relation(area, disc, 0) == relation(disc, area, 0) == expected


def test_areas_that_only_touch_are_different():
    found = shift(of_shape(box(0, 0, 1, 1)), of_shape(box(1, 0, 2, 1)))
    assert found.relation == "different"


def test_the_wind_is_left_out_where_any_direction_is_possible():
    near = shift(of_position(0, 0, 40), east_of(90, 40))
    assert (near.bearing, near.relation) == ("", "different")
    far = shift(of_position(0, 0, 40), east_of(400, 40))
    assert far.bearing == "east"
    assert far.spread_deg == pytest.approx(math.degrees(math.asin(80 / 400)), rel=0.01)


def test_a_track_has_no_centre(bare):
    from mapper.analysis.subjects import of_feature

    track = of_feature(bare.event("joint-maritime-patrol-6"))
    assert shift(track, of_position(0, 0, 1)) is None
    assert overlap(track, of_shape(box(0, 0, 1, 1))) is None


def test_a_disc_of_uncertainty_has_no_overlap(bare):
    from mapper.analysis.subjects import of_feature

    disc = of_feature(bare.event("joint-sea-2025"))
    assert overlap(disc, disc) is None


@pytest.mark.parametrize("lon", [130.0, 179.9])
def test_offset_of_outlines_is_the_worst_place(lon):
    one, two = box(lon, 40, lon + 1, 41), box(lon, 40, lon + 1, 41 + 1 / 60)
    assert offset_nm(one, two) == pytest.approx(1.0, rel=0.01)
