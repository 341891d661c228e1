"""A track passes zones and straits in order, with the length inside each."""

from __future__ import annotations

import pytest
import shapely
from shapely.geometry import LineString, box

from mapper import geodesy
from mapper.analysis import measure
from tests.analysis.conftest import atlas_with, zone

FIRST = zone("first", box(160, 20, 163, 30))
SECOND = zone("second", box(165, 20, 170, 30), ("USA",))


def passed(found):
    return [(one.id or one.kind, round(one.start_nm, 2), round(one.length_nm, 2))
            for one in found.passages]  # fmt: skip


def along(lat, west, east):
    """Length of a parallel, which is a rhumb line, in nm."""
    return geodesy.length_nm(shapely.segmentize(LineString([(west, lat), (east, lat)]), 0.001))


def test_zones_are_passed_in_order_with_the_length_in_each():
    track = LineString([(161, 25), (168, 25)])
    (found,) = measure(track, atlas_with(SECOND, FIRST))
    expected = [
        ("first", 0, along(25, 161, 163)),
        ("beyond", along(25, 161, 163), along(25, 163, 165)),
        ("second", along(25, 161, 165), along(25, 165, 168)),
    ]
    for one, (key, start, length) in zip(passed(found), expected, strict=True):
        assert one[0] == key
        assert one[1:] == pytest.approx((start, length), abs=0.02)
    assert found.length_nm == pytest.approx(along(25, 161, 168), abs=0.02)


def test_a_track_the_other_way_passes_them_the_other_way():
    atlas = atlas_with(FIRST, SECOND)
    there, back = (measure(LineString(points), atlas)[0]
                   for points in ([(161, 25), (168, 27)], [(168, 27), (161, 25)]))  # fmt: skip
    assert [one.id for one in there.passages] == [one.id for one in back.passages][::-1]
    assert [one.length_nm for one in there.passages] == pytest.approx(
        [one.length_nm for one in back.passages][::-1], abs=0.02
    )


def test_a_zone_that_is_left_and_entered_again_is_passed_twice():
    track = LineString([(162, 25), (164, 25), (164, 26), (162, 26)])
    (found,) = measure(track, atlas_with(FIRST))
    assert [one.id or one.kind for one in found.passages] == ["first", "beyond", "first"]


def test_a_track_across_the_antimeridian_goes_on():
    halves = shapely.multipolygons([box(178, 20, 180, 30), box(-180, 20, -178, 30)])
    (found,) = measure(LineString([(177, 25), (183, 25)]), atlas_with(zone("z", halves)))
    inside = [one for one in found.passages if one.id == "z"]
    assert sum(one.length_nm for one in inside) == pytest.approx(along(25, 178, 182), abs=0.02)
    assert found.length_nm == pytest.approx(along(25, 177, 183), abs=0.02)


def test_a_strait_is_passed_where_the_line_between_its_shores_is_crossed(bare):
    through = LineString([(139.5, 41.3), (140.3, 41.3), (140.6, 41.3), (141.6, 41.5)])
    beside = LineString([(139.5, 41.3), (139.5, 42.5)])
    names = [[one.name for one in measure(line, bare)[0].passages if one.kind == "strait"]
             for line in (through, beside)]  # fmt: skip
    assert names == [["Tsugaru Strait"], []]


def test_every_gate_of_a_strait_ends_on_land_and_crosses_water(bare):
    straits = [place.record for place in bare.places if place.record.type == "strait"]
    assert straits
    for strait in straits:
        ends = [strait.gate[0], strait.gate[-1]]
        gaps = [0 if bare.basemap.is_land(*end) else bare.basemap.nearest_coast(*end).distance_nm
                for end in ends]  # fmt: skip
        assert max(gaps) < 3, strait.name
        middle = LineString(strait.gate).interpolate(0.5, normalized=True)
        assert not bare.basemap.sea_clip(LineString(strait.gate)).is_empty
        assert geodesy.distance_nm((middle.x, middle.y), (strait.lon, strait.lat)) < 260, (
            strait.name
        )


def test_the_first_joint_patrol_passed_tsugaru_before_osumi(bare):
    (found,) = measure("joint-maritime-patrol-1", bare)
    straits = [one.name for one in found.passages if one.kind == "strait"]
    assert straits == ["Tsugaru Strait", "Osumi Strait"]
    assert all(0 < one.length_nm < 60 for one in found.passages if one.kind == "strait")


def test_a_leg_carries_the_larger_uncertainty_of_its_fixes(bare):
    patrol = bare.event("joint-maritime-patrol-1").record
    (found,) = measure("joint-maritime-patrol-1", bare)
    assert len(found.parts) == len(patrol.legs)
    fixes = {fix.order: fix.uncertainty_nm for fix in patrol.waypoints}
    for leg, part in zip(patrol.legs, found.parts, strict=True):
        assert part.kind == "leg"
        assert part.uncertainty_nm == max(fixes[leg.start], fixes[leg.end])
        for one in part.distances:
            assert 0 <= one.low_nm <= one.distance_nm <= one.high_nm


def test_the_nearest_of_all_legs_is_the_nearest_of_the_track(bare):
    (found,) = measure("joint-maritime-patrol-1", bare)
    coasts = [leg.to_coast("JPN") for leg in found.parts]
    least = min(one.distance_nm for one in coasts if one is not None)
    assert found.to_coast("JPN").distance_nm == least


def test_lengths_of_the_legs_add_up(bare):
    (found,) = measure("joint-maritime-patrol-1", bare)
    drawn = geodesy.length_nm(bare.event("joint-maritime-patrol-1").geometry)
    assert found.length_nm == pytest.approx(drawn, rel=1e-6)
    passed_nm = sum(one.length_nm for one in found.passages if one.kind != "strait")
    assert passed_nm == pytest.approx(found.length_nm, rel=2e-3)
