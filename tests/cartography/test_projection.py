"""Projections and frames, against Snyder's published numbers and against geodesics."""

from __future__ import annotations

import numpy as np
import pytest
import shapely

from mapper import geodesy
from mapper.cartography.frame import CLIP_PX, MapFrame, frame_for
from mapper.cartography.projection import Projection, choose_projection
from mapper.errors import GeometryError


def points(*lonlat):
    return np.array(lonlat, dtype=float)


def test_conic_agrees_with_snyders_example_on_the_ellipsoid():
    # Snyder, Map Projections: A Working Manual (1987), p. 296: Clarke 1866, 33/45° N, centre
    # 96° W 23° N, point 75° W 35° N: x 1,894,410.9 m, y 1,564,649.5 m. WGS 84 differs by 0.03 %.
    lcc = Projection("lcc", -96.0, 23.0, (33.0, 45.0))
    x, y = lcc.forward(points((-75, 35)))[0]
    assert x == pytest.approx(1_894_410.9, rel=3e-4)
    assert y == pytest.approx(1_564_649.5, rel=3e-4)


def test_azimuthal_keeps_areas():
    square = shapely.segmentize(shapely.box(150, 50, 155, 55), 0.05)
    flat = shapely.transform(square, Projection("laea", 140.0, 40.0).forward)
    assert flat.area / 1e6 == pytest.approx(geodesy.area_km2(square), rel=1e-3)


@pytest.mark.parametrize("projection", [
    Projection("laea", 135.0, 40.0), Projection("lcc", 135.0, 40.0, (35.0, 45.0)),
    Projection("eqearth", 135.0, 0.0), Projection("laea", 179.0, 55.0),
])  # fmt: skip
def test_inverse_undoes_forward(projection):
    there = points((131.9, 43.1), (140.2, 35.0), (178.0, 52.0), (182.5, 52.0))
    back = projection.inverse(projection.forward(there))
    assert back == pytest.approx(there, abs=1e-7)


@pytest.mark.parametrize(("content", "kind"), [
    (((130, 40), (134, 44)), "laea"),
    (((110, 38), (150, 44)), "lcc"),
    (((178, 50), (-172, 56)), "laea"),
    (((110, -4), (150, 4)), "laea"),
    (((18, -34), (-150, 60)), "eqearth"),
])  # fmt: skip
def test_projection_fits_the_content(content, kind):
    assert choose_projection(points(*content)).kind == kind


def test_centre_lies_in_the_content_across_the_antimeridian():
    assert abs(choose_projection(points((178, 50), (-172, 56))).lon) == pytest.approx(177, abs=0.1)


@pytest.mark.parametrize("nothing", [np.empty((0, 2)), points((np.nan, 1.0))])
def test_no_content_is_refused(nothing):
    with pytest.raises(GeometryError, match="expected finite positions"):
        choose_projection(nothing)


def test_frame_holds_all_content_inside_its_padding():
    content = [shapely.Point(58, 24), shapely.Point(144, 13), shapely.Point(-175, 52)]
    frame = frame_for(content, 320, 200, padding_px=14)
    pixels = frame.pixels(shapely.get_coordinates(content))
    assert (pixels >= 13.9).all()
    assert (pixels <= [306.1, 186.1]).all()


def test_single_place_is_shown_with_its_surroundings():
    frame = frame_for([shapely.Point(132, 42)], 320, 200, least_km=2600)
    assert frame.m_per_px * 320 == pytest.approx(2_600_000, rel=1e-3)


def test_line_across_the_antimeridian_is_one_continuous_thing():
    stored = geodesy.split_antimeridian(shapely.LineString([(170, 50), (190, 50)]))
    frame = frame_for([stored], 320, 200)
    assert abs(frame.projection.lon) > 175
    drawn = frame.draw(stored)
    ends = sorted(tuple(part.coords[i]) for part in drawn.geoms for i in (0, -1))
    assert len(ends) == 4
    assert ends[1] == pytest.approx(ends[2], abs=1e-3)
    assert drawn.length < 320


def test_area_cut_at_the_antimeridian_has_no_seam():
    stored = geodesy.split_antimeridian(shapely.box(175, 45, 185, 55))
    assert len(stored.geoms) == 2
    drawn = frame_for([stored], 320, 200).draw(stored)
    assert len(drawn.geoms) == 1


def test_content_west_and_east_of_greenwich_is_not_moved_round_the_world():
    frame = frame_for([shapely.Point(-5, 50), shapely.Point(12, 56)], 320, 200)
    assert frame.draw(shapely.Point(3, 53)).geoms[0].x == pytest.approx(160, abs=40)


def test_shapes_are_clipped_to_the_frame():
    frame = frame_for([shapely.box(130, 40, 134, 44)], 320, 200)
    west, north, east, south = frame.draw(shapely.box(60, 0, 179, 80)).bounds
    edge = (-CLIP_PX, -CLIP_PX, 320 + CLIP_PX, 200 + CLIP_PX)
    assert (west, north, east, south) == pytest.approx(edge)


def test_what_lies_elsewhere_is_not_drawn():
    frame = frame_for([shapely.box(130, 40, 134, 44)], 320, 200)
    assert frame.draw(shapely.box(-60, -40, -50, -30)).is_empty
    assert frame.point((-55, -35)) is None


def test_parallel_side_of_a_box_bends_as_the_parallel_does():
    frame = frame_for([shapely.box(100, 20, 160, 55)], 1000, 700)
    middle = frame.pixels(points((130, 50)))[0]
    drawn = frame.draw(shapely.LineString([(100, 50), (160, 50)]))
    assert drawn.distance(shapely.Point(middle)) < 0.5


def test_land_round_a_pole_is_one_piece_without_the_cut():
    ring = shapely.union_all([shapely.box(-180, 80, 0, 90), shapely.box(0, 80, 180, 90)])
    frame = MapFrame(Projection("laea", 100.0, 80.0), 400, 400, (0.0, 0.0), 12_000.0)
    assert frame.pole == 90.0
    drawn = frame.draw(ring)
    assert len(drawn.geoms) == 1
    km2 = drawn.area * (frame.m_per_px / 1000) ** 2
    assert km2 == pytest.approx(geodesy.area_km2(shapely.segmentize(ring, 1)), rel=0.01)


def test_land_opposite_the_centre_does_not_flood_the_frame():
    frame = MapFrame(Projection("laea", 120.0, 30.0), 320, 320, (0.0, 0.0), 45_000.0)
    antipode = shapely.box(-90, -50, -30, -10)
    assert frame.pole == 90.0
    assert frame.draw(antipode).is_empty


def test_world_shows_its_own_outline():
    frame = frame_for([shapely.Point(18, -34), shapely.Point(-150, 60), shapely.Point(100, 0)],
                      320, 200)  # fmt: skip
    assert frame.projection.name == "Equal Earth"
    assert frame.globe.area <= (320 + 2 * CLIP_PX) * (200 + 2 * CLIP_PX)


def test_same_content_gives_the_same_frame():
    content = [shapely.Point(58.123456, 24.1), shapely.Point(144.9, 13.33333)]
    assert frame_for(content, 320, 200) == frame_for(content, 320, 200)
