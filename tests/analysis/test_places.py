"""A place known by name is measured in ranges, and is certainly, possibly or not in a zone."""

from __future__ import annotations

import json

import numpy as np
import pytest
import shapely
from hypothesis import given, settings
from hypothesis import strategies as st
from pyproj import Geod
from shapely.geometry import box

from mapper import geodesy
from mapper.analysis import measure
from mapper.analysis.ranges import ranged
from mapper.errors import NotFoundError, UsageError
from mapper.settings import resource_folder
from tests.analysis.conftest import atlas_with, zone

GEOD = Geod(ellps="WGS84")


@pytest.fixture(scope="module")
def countries():
    """Land polygons by country, read without the project's own reader."""
    text = (resource_folder("geodata") / "basemap" / "land-10m.geojson").read_text()
    found = {}
    for feature in json.loads(text)["features"]:
        shape = shapely.from_geojson(json.dumps(feature["geometry"]))
        found.setdefault(feature["properties"].get("iso"), []).extend(shapely.get_parts(shape))
    return found


def brute_force_nm(polygons, lon, lat):
    """Every vertex, and every side near the best one cut to 20 m: no tree, no projection."""
    rings = shapely.get_rings(np.array(polygons, dtype=object))
    points, ring = shapely.get_coordinates(rings, return_index=True)
    far = GEOD.inv(*np.broadcast_to([[lon], [lat]], (2, len(points))), *points.T)[2]
    near = np.flatnonzero((far[:-1] < far.min() + 60e3) & (ring[1:] == ring[:-1]))
    lines = shapely.linestrings(np.stack([points[near], points[near + 1]], axis=1))
    dense = shapely.get_coordinates(shapely.segmentize(lines, 0.0002))
    return GEOD.inv(*np.broadcast_to([[lon], [lat]], (2, len(dense))), *dense.T)[2].min() / 1852


def islands(countries, *points):
    """The parts of Japan that some positions lie on."""
    return [
        part for part in countries["JPN"] if any(part.contains(shapely.Point(p)) for p in points)
    ]


@pytest.mark.parametrize(("coast", "expected"), [
    ("hokkaido", (285, 375)), ("honshu", (326, 416)), ("KOR", (238, 328)), ("PRK", (13.5, 103.5)),
])  # fmt: skip
def test_joint_sea_2025_is_a_range_from_each_coast(bare, countries, coast, expected):
    event = bare.event("joint-sea-2025").record.position
    shapes = {
        "hokkaido": islands(countries, (143.3, 43.4), (139.45, 42.15)),
        "honshu": islands(countries, (139.8, 37.5), (138.38, 38.05), (133.26, 36.25)),
    }.get(coast) or countries[coast]
    (found,) = measure("joint-sea-2025", bare)
    one = found.to_coast(coast)
    exact = brute_force_nm(shapes, event.lon, event.lat)
    assert one.distance_nm == pytest.approx(exact, abs=0.02)
    assert (one.low_nm, one.high_nm) == pytest.approx((exact - 45, exact + 45), abs=0.02)
    assert (one.low_nm, one.high_nm) == pytest.approx(expected, abs=0.5)


def test_the_nearest_point_of_hokkaido_is_on_okushiri(bare):
    (found,) = measure("joint-sea-2025", bare)
    one = found.to_coast("Hokkaido")
    assert one.place == "Okushiri, Hokkaido"
    assert one.bearing == "east"
    assert found.placeholder


@settings(max_examples=200)
@given(st.floats(-500, 500), st.floats(0, 500))
def test_a_range_is_ordered_and_never_below_nothing(signed, unsure):
    low, high = ranged(signed, unsure)
    assert 0 <= low <= max(0.0, signed) <= high or signed < 0
    assert 0 <= low <= high


@pytest.mark.parametrize("distance", [10.0, 330.0])
def test_without_uncertainty_a_range_is_the_distance(distance):
    assert ranged(distance, 0.0) == (distance, distance)


def square(nm, lon=165.0, lat=25.0):
    """A zone round a position of the open ocean whose nearest limit is so many miles away."""
    north, south = (geodesy.destination((lon, lat), way, nm)[1] for way in (0, 180))
    return box(lon - 5, south, lon + 5, north)


@pytest.mark.parametrize(("unsure", "relation"), [
    (0.0, "certainly"), (59.9, "certainly"), (60.1, "possibly"), (400.0, "possibly"),
])  # fmt: skip
def test_a_place_is_certainly_inside_with_all_of_its_uncertainty_only(unsure, relation):
    atlas = atlas_with(zone("z", square(60)))
    (found,) = measure((165.0, 25.0), atlas, radius_nm=unsure)
    assert found.in_zone("z").relation == relation
    assert found.in_zone("z").limit_nm == pytest.approx(60, abs=0.02)


@pytest.mark.parametrize(("unsure", "relation", "ends"), [
    (0.0, "not", (30, 30)), (29.9, "not", (0.1, 59.9)), (30.1, "possibly", (0, 60.1)),
])  # fmt: skip
def test_a_place_outside_is_possibly_inside_where_its_uncertainty_reaches(unsure, relation, ends):
    lat = geodesy.destination((165.0, 25.0), 0, 90)[1]
    (found,) = measure((165.0, lat), atlas_with(zone("z", square(60))), radius_nm=unsure)
    assert found.in_zone("z").relation == relation
    one = next(one for one in found.distances if one.to == "eez")
    assert (one.low_nm, one.high_nm) == pytest.approx(ends, abs=0.03)


def test_a_disc_of_uncertainty_has_no_size_share_or_edge():
    (found,) = measure((165.0, 25.0), atlas_with(zone("z", square(60))), radius_nm=45)
    (inside,) = found.zones
    assert (found.area_km2, inside.area_km2, inside.area_nm2, inside.share) == (None,) * 4
    assert {one.origin for one in found.distances} == {"position"}


def test_the_coast_is_no_limit_of_a_zone(countries, bare):
    # Vladivostok lies 27 nm from the coast but well inside a zone that begins there.
    russia = shapely.union_all([part for part in countries["RUS"] if part.area > 100])
    sea = box(128, 38, 138, 46).difference(russia.buffer(0))
    atlas = atlas_with(zone("z", sea, ("RUS",)))
    (found,) = measure((132.0, 42.45), atlas, radius_nm=45)
    assert found.in_zone("RUS").relation == "certainly"
    (wider,) = measure((132.0, 42.45), atlas, radius_nm=300)
    assert wider.in_zone("RUS").relation == "possibly"


def belts(*parts):
    """Territorial sea, contiguous zone and EEZ, each from the same middle."""
    return atlas_with(*(
        zone(belt, square(nm), belt=belt) for belt, nm in parts
    ))  # fmt: skip


@pytest.mark.parametrize(("unsure", "expected"), [
    (0.0, ("territorial-sea",)),
    (11.0, ("territorial-sea",)),
    (20.0, ("territorial-sea", "contiguous-zone")),
    (13.0, ("territorial-sea", "contiguous-zone")),
    (100.0, ("territorial-sea", "contiguous-zone", "eez")),
    (250.0, ("territorial-sea", "contiguous-zone", "eez", "high-seas")),
])  # fmt: skip
def test_the_innermost_belts_that_are_possible_are_named(unsure, expected):
    atlas = belts(("territorial-sea", 12), ("contiguous-zone", 24), ("eez", 200))
    (found,) = measure((165.0, 25.0), atlas, radius_nm=unsure)
    assert found.belts == expected
    assert found.belt == (expected[0] if len(expected) == 1 else "")


def test_far_from_every_coast_and_zone_is_the_high_sea():
    (found,) = measure((-150.0, 35.0), atlas_with(zone("z", square(60))))
    assert found.belts == ("high-seas",)


def test_near_a_coast_without_a_zone_nothing_is_said(bare):
    (found,) = measure((5.0, 43.0), bare)
    assert found.belts == ("unknown",)
    assert found.sentence.startswith("No zone is known here")


def test_a_dot_inside_decides_nothing_while_its_uncertainty_reaches_beyond():
    # The dot of Vostok-2022 lies inside, but its uncertainty reaches beyond the limit.
    event = atlas_with().event("vostok-2022-naval").record.position
    wall = geodesy.destination((event.lon, event.lat), 270, 10)[0]
    atlas = atlas_with(zone("z", box(wall, event.lat - 5, wall + 12, event.lat + 5)))
    (found,) = measure("vostok-2022-naval", atlas)
    assert found.in_zone("z").relation == "possibly"
    assert (
        "inside the claimed EEZ of Japan: possibly"
        in found.sentence[:1].lower() + found.sentence[1:]
    )


def test_a_zone_goes_on_across_the_antimeridian():
    halves = shapely.multipolygons([box(170, 10, 180, 30), box(-180, 10, -170, 30)])
    (found,) = measure((179.5, 20.0), atlas_with(zone("z", halves)), radius_nm=300)
    inside = found.in_zone("z")
    assert inside.relation == "certainly"
    assert inside.limit_nm == pytest.approx(geodesy.distance_nm((179.5, 20), (170, 20)), rel=2e-3)


@pytest.mark.parametrize(("view", "states", "relation"), [
    ("neutral", ("JPN", "RUS"), "certainly"), ("JPN", ("JPN",), "certainly"),
    ("RUS", ("RUS",), "certainly"),
])  # fmt: skip
def test_a_view_counts_what_a_state_claims_as_its_own(view, states, relation):
    atlas = atlas_with(
        zone("own", box(160, 20, 165, 30)),
        zone("both", box(165, 20, 170, 30), ("JPN", "RUS"), pol_type="Overlapping claim"),
        zone("theirs", box(170, 20, 175, 30), ("RUS",)),
    )
    (found,) = measure((167.5, 25.0), atlas, view=view)
    (inside,) = [one for one in found.zones if one.relation != "not"]
    assert (inside.states, inside.relation) == (states, relation)


def test_the_line_between_two_parts_of_one_view_is_no_limit():
    atlas = atlas_with(
        zone("own", box(160, 20, 165, 30)),
        zone("both", box(165, 20, 170, 30), ("JPN", "RUS"), pol_type="Overlapping claim"),
        zone("theirs", box(170, 20, 175, 30), ("RUS",)),
    )
    at = {"what": (165.1, 25.0), "atlas": atlas, "radius_nm": 30}
    assert {one.relation for one in measure(**at)[0].zones} == {"possibly", "not"}
    (mine,) = [one for one in measure(**at, view="JPN")[0].zones if one.states == ("JPN",)]
    assert mine.relation == "certainly"


@pytest.mark.parametrize(("call", "error", "told"), [
    ({"what": "joint-sea-1999"}, NotFoundError, "there is no event 'joint-sea-1999'"),
    ({"what": (132, 42), "radius_nm": -1}, UsageError, "radius: expected 0 to 3,000 nm, got -1"),
    ({"what": "joint-sea-2025", "radius_nm": 5}, UsageError, "radius: goes with a position"),
    ({"what": (132, 42), "view": "XXX"}, UsageError, "view: expected 'neutral' or the code"),
    ({"what": (132, 42), "reach_nm": 0}, UsageError, "reach: expected a distance"),
])  # fmt: skip
def test_a_call_that_cannot_be_is_refused(bare, call, error, told):
    with pytest.raises(error, match=told):
        measure(atlas=bare, **call)
