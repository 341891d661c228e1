"""Announced areas have a size, a share in each zone, and distances from edge and centre."""

from __future__ import annotations

import json

import numpy as np
import pytest
import shapely
from geographiclib.geodesic import Geodesic
from hypothesis import given, settings
from hypothesis import strategies as st
from shapely.geometry import Polygon, box

from mapper import geodesy
from mapper.analysis import measure, of_shape
from mapper.errors import DataError
from tests.analysis.conftest import atlas_with, zone

EARTH = Geodesic.WGS84


def dense_km2(*corners, step=2000):
    """Karney's area of a ring whose straight (lon, lat) sides were cut very short."""
    ring = EARTH.Polygon()
    for (lon_a, lat_a), (lon_b, lat_b) in zip(corners, [*corners[1:], corners[0]], strict=True):
        for share in np.arange(step) / step:
            ring.AddPoint(lat_a + share * (lat_b - lat_a), lon_a + share * (lon_b - lon_a))
    return abs(ring.Compute()[2]) / 1e6


def corners(west, south, east, north):
    return (west, south), (east, south), (east, north), (west, north)


@pytest.fixture
def file_of(tmp_path):
    """Write a GeoJSON file with one feature."""

    def write(geometry, **properties):
        path = tmp_path / "area.geojson"
        feature = {"type": "Feature", "properties": properties,
                   "geometry": json.loads(shapely.to_geojson(geometry))}  # fmt: skip
        path.write_text(json.dumps({"type": "FeatureCollection", "features": [feature]}))
        return path

    return write


@pytest.mark.parametrize(("area", "limit"), [
    ((164, 24, 166, 25), 165.5),
    ((164, 59.5, 168, 60.5), 165.0),
    ((-150.3, -30, -149.9, -29.9), -150.0),
])  # fmt: skip
def test_overlap_is_that_of_dense_sides_to_a_hundredth_of_a_percent(area, limit):
    west, south, east, north = area
    atlas = atlas_with(
        zone("west", box(west - 5, south - 3, limit, north + 3)),
        zone("east", box(limit, south - 3, east + 5, north + 3), ("USA",)),
    )
    (found,) = measure(box(*area), atlas)
    for key, part in (("west", (west, south, limit, north)), ("east", (limit, south, east, north))):
        inside = found.in_zone(key)
        assert inside.area_km2 == pytest.approx(dense_km2(*corners(*part)), rel=1e-4)
        assert inside.area_nm2 == pytest.approx(inside.area_km2 / 3.429904, rel=1e-6)
        assert inside.relation == "partly"
    assert sum(one.share for one in found.zones) == pytest.approx(1, abs=1e-9)
    assert found.area_km2 == pytest.approx(dense_km2(*corners(*area)), rel=1e-6)


def test_an_area_across_the_antimeridian_is_one(file_of):
    atlas = atlas_with(zone("z", shapely.multipolygons([box(175, 10, 180, 30),
                                                        box(-180, 10, -175, 30)])))  # fmt: skip
    expected = dense_km2(*corners(0, 20, 2, 21))
    for shape in (box(179, 20, 181, 21),
                  Polygon([(179, 20), (-179, 20), (-179, 21), (179, 21)])):  # fmt: skip
        (found,) = measure(file_of(shape), atlas)
        assert found.area_km2 == pytest.approx(expected, rel=1e-4)
        assert found.in_zone("z").relation == "wholly"
        assert abs(found.lon) == pytest.approx(180, abs=1e-6)


def test_sides_are_rhumb_lines_unless_the_file_says_geodesic(file_of):
    band = Polygon([(150, 50), (170, 50), (170, 51), (150, 51)])
    rhumb, geodesic = (
        measure(file_of(band, **said), atlas_with())[0].area_km2
        for said in ({}, {"sides": "geodesic"})
    )
    ring = EARTH.Polygon()
    for lon, lat in band.exterior.coords[:-1]:
        ring.AddPoint(lat, lon)
    assert rhumb == pytest.approx(dense_km2(*corners(150, 50, 170, 51)), rel=1e-4)
    assert geodesic == pytest.approx(abs(ring.Compute()[2]) / 1e6, rel=1e-4)
    assert rhumb != pytest.approx(geodesic, rel=1e-4)


@settings(max_examples=25, deadline=None)
@given(st.floats(-179, 179), st.floats(-55, 55), st.floats(0.2, 3), st.floats(0.2, 3))
def test_shares_lie_between_none_and_all_and_add_up(lon, lat, width, height):
    middle = lon + width / 2
    atlas = atlas_with(zone("a", box(lon - 1, lat - 4, middle, lat + 4)),
                       zone("b", box(middle, lat - 4, lon + 4, lat + 4), ("USA",)))  # fmt: skip
    shape = box(lon, lat, lon + width, lat + height)
    subject = of_shape(shape)
    if lon + width > 179:
        return
    (found,) = measure(shape, atlas)
    shares = [one.share for one in found.zones]
    assert all(0 <= share <= 1 for share in shares)
    assert sum(shares) == pytest.approx(1, abs=1e-6)
    assert found.area_km2 == pytest.approx(geodesy.area_as_drawn_km2(subject.shape))


def test_distances_are_from_the_nearest_edge_and_from_the_centre():
    # 60 nm of latitude between the area and the zone.
    north = geodesy.destination((165, 25), 0, 60)[1]
    atlas = atlas_with(zone("z", box(160, north, 170, 40)))
    (found,) = measure(box(164.8, 24.5, 165.2, 25), atlas)
    edge, centre = (next(one for one in found.distances if one.to == "eez" and one.origin == way)
                    for way in ("edge", "centre"))  # fmt: skip
    assert edge.distance_nm == pytest.approx(60, abs=0.02)
    assert (edge.low_nm, edge.high_nm) == (edge.distance_nm, edge.distance_nm)
    assert edge.bearing == "north"
    assert edge.start[1] == pytest.approx(25, abs=1e-3)
    assert centre.distance_nm == pytest.approx(
        geodesy.distance_nm((165, geodesy.middle(box(164.8, 24.5, 165.2, 25))[1]), (165, north)),
        abs=0.02,
    )


def test_an_area_that_meets_a_coast_or_zone_is_no_distance_from_it(bare):
    (found,) = measure(box(139.0, 41.9, 139.8, 42.4), bare)
    assert found.to_coast("hokkaido", "edge").distance_nm == 0
    assert found.to_coast("okushiri", "edge").distance_nm == 0
    assert found.to_coast("honshu", "edge").distance_nm > 10
    assert found.to_coast("okushiri", "centre").distance_nm < 10


def test_an_islet_inside_an_area_is_met(bare):
    # All of Okushiri lies inside: no side of the area is near its coast.
    (found,) = measure(box(138.9, 41.7, 139.95, 42.6), bare)
    assert found.to_coast("okushiri", "edge").distance_nm == 0


def test_the_edge_is_as_far_from_a_coast_as_its_nearest_sample(bare):
    area = box(134, 39, 135, 40)
    (found,) = measure(area, bare)
    one = found.to_coast("honshu", "edge")
    outline = shapely.segmentize(area.exterior, 0.002)
    samples = [bare.basemap.nearest_coast(*point, "JPN").distance_nm
               for point in shapely.get_coordinates(outline)]  # fmt: skip
    assert found.to_coast("JPN", "edge").distance_nm == pytest.approx(min(samples), abs=0.02)
    assert one.distance_nm >= min(samples) - 0.02


def test_the_announced_box_of_peace_blue_shield_is_an_area(bare):
    (found,) = measure("peace-blue-shield-2009", bare)
    west, east = 44 + 23 / 60, 44 + 44 / 60
    south, north = 12 + 5 / 60, 12 + 25 / 60
    assert found.kind == "area"
    assert found.uncertainty_nm == 0
    assert found.area_km2 == pytest.approx(dense_km2(*corners(west, south, east, north)), rel=1e-4)
    assert found.to_coast("YEM", "edge").low_nm < found.to_coast("YEM", "centre").low_nm


def test_a_closure_is_an_area(bare):
    closure = next(one for year in bare.all_years for one in bare.closures(year)
                   if one.geometry is not None and one.geometry.geom_type == "Polygon")  # fmt: skip
    (found,) = measure(closure.id, bare)
    assert found.area_km2 == pytest.approx(geodesy.area_km2(closure.geometry), rel=2e-3)


@pytest.mark.parametrize(("content", "told"), [
    ('{"type":"Polygon","coordinates":[[[0,0],[2,2],[2,0],[0,2],[0,0]]]}', "crosses itself"),
    ('{"type":"Polygon","coordinates":[[[0,91],[2,92],[2,93],[0,91]]]}', "expected longitudes and"),
    ('{"type":"Polygon","coordinates":[[[14000000,0],[2,2],[2,0],[14000000,0]]]}', "in degrees"),
    ('{"type":"Polygon","coordinates":[[[0,0],[2,2]]]}', "the geometry cannot be read"),
    ('{"type":"MultiPoint","coordinates":[[0,0],[2,2]]}', "expected an area, a line or a point"),
    ('{"type":"FeatureCollection","features":[]}', "expected GeoJSON with a shape, found none"),
    ('{"type":"Polygon","coordinates":[[[0,0],[NaN,2],[2,0],[0,0]]]}', "NaN is not a JSON number"),
    ('{"type":"Polygon","coordinates":', "not JSON"),
])  # fmt: skip
def test_a_shape_that_cannot_be_measured_is_refused(tmp_path, bare, content, told):
    path = tmp_path / "bad.geojson"
    path.write_text(content)
    with pytest.raises(DataError, match=told):
        measure(path, bare)


def test_a_point_of_a_file_is_a_place_with_its_uncertainty(file_of, bare):
    (found,) = measure(file_of(shapely.Point(135, 40), uncertainty_nm=30), bare)
    assert (found.kind, found.uncertainty_nm, found.area_km2) == ("place", 30, None)
