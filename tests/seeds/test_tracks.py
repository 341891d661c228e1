"""Waypoints become legs: who sailed them, how they are drawn, and never over land."""

import numpy as np
import pytest
import shapely

from mapper import geodesy
from mapper.atlas import Atlas
from mapper.errors import RouteError
from mapper.model import Waypoint
from mapper.routes import SeaRouter
from mapper.seeds.tracks import build_track, drawn

HARBOUR_NM = 3.0


def fix(order: int, lon: float, lat: float, **changes) -> Waypoint:
    values = {"name": f"fix {order}", "kind": "sighting", "uncertainty_nm": 10, **changes}
    return Waypoint(order=order, lon=lon, lat=lat, **values)


def legs_of(*waypoints: Waypoint) -> list[tuple[int, int, str, str]]:
    track = build_track(waypoints, None, by_air=True)
    return [(leg.start, leg.end, leg.group, leg.line) for leg in track.legs]


def test_a_leg_between_sightings_at_most_48_hours_apart_is_solid():
    near = fix(1, 130, 40, when_reported="2025-08-07 08:00 JST"), fix(
        2, 131, 41, when_reported="2025-08-09 08:00 JST")  # fmt: skip
    far = fix(1, 130, 40, when_reported="2025-08-07 08:00 JST"), fix(
        2, 131, 41, when_reported="2025-08-09 09:00 JST")  # fmt: skip
    assert legs_of(*near)[0][3] == "between-fixes"
    assert legs_of(*far)[0][3] == "not-reported"


@pytest.mark.parametrize(
    ("first", "second", "line"),
    [
        ({"date": "2025-08-07"}, {"date": "2025-08-08"}, "between-fixes"),
        ({"date": "2025-08-07"}, {"date": "2025-08-09"}, "not-reported"),
        ({"date": "2025-08"}, {"date": "2025-08-08"}, "not-reported"),
        ({"date": "2025-08-07"}, {}, "not-reported"),
        ({"date": "2025-08-07"}, {"date": "2025-08-07", "kind": "sea-area"}, "not-reported"),
        ({"date": "2025-08-07"}, {"date": "2025-08-07", "uncertainty_nm": 151}, "tint"),
        ({"date": "2025-08-07"}, {"date": "2025-08-07", "uncertainty_nm": 150}, "between-fixes"),
    ],
)
def test_the_line_says_what_is_known(first: dict, second: dict, line: str):
    assert legs_of(fix(1, 130, 40, **first), fix(2, 131, 41, **second))[0][3] == line


def test_navies_that_part_get_a_line_each():
    fixes = [fix(1, 120, 30, group="China"), fix(2, 125, 35), fix(3, 130, 40),
             fix(4, 135, 40, group="Russia"), fix(5, 130, 30, group="China")]  # fmt: skip
    assert [leg[:3] for leg in legs_of(*fixes)] == [
        (1, 2, "China"), (2, 3, "joint"), (3, 4, "Russia"), (3, 5, "China")]  # fmt: skip


def test_a_navy_without_fixes_of_its_own_still_sails_between_joint_ones():
    fixes = [fix(1, 120, 30), fix(2, 125, 35, group="China"), fix(3, 130, 40)]
    assert [leg[:3] for leg in legs_of(*fixes)] == [
        (1, 2, "China"), (1, 3, "Russia"), (2, 3, "China")]  # fmt: skip


def test_a_leg_over_the_antimeridian_has_two_parts():
    track = build_track([fix(1, 178, 59), fix(2, -170, 62)], None, by_air=True)
    assert track.legs[0].parts == (0, 1)
    assert shapely.get_coordinates(track.geometry)[:, 0].max() == 180


def sea_legs(atlas: Atlas):
    for year in atlas.all_years:
        found = [*atlas.features("patrols", year), *atlas.features("exercises", year)]
        for feature in found:
            record = feature.record
            if not getattr(record, "legs", ()) or getattr(record, "craft", "") == "air":
                continue
            for leg in record.legs:
                lines = shapely.get_parts(feature.geometry)[list(leg.parts)]
                yield record, leg, shapely.multilinestrings(lines)


def test_no_ships_leg_crosses_land_beyond_the_harbour(atlas: Atlas):
    land = atlas.basemap.land10
    tree = shapely.STRtree(land)
    checked = 0
    for record, leg, line in sea_legs(atlas):
        fixes = {waypoint.order: waypoint for waypoint in record.waypoints}
        harbours = [geodesy.circle(fixes[order].drawn or (fixes[order].lon, fixes[order].lat),
                                   HARBOUR_NM) for order in (leg.start, leg.end)]  # fmt: skip
        at_sea = shapely.difference(line, shapely.union_all(harbours))
        for index in np.unique(tree.query(at_sea, predicate="intersects")):
            inside = shapely.intersection(at_sea, land[index])
            assert geodesy.length_nm(inside) < 0.02, (record.id, leg.start, leg.end)
        checked += 1
    assert checked > 50


def test_a_waypoint_on_land_is_drawn_at_the_nearest_sea_within_its_uncertainty(atlas: Atlas):
    ashore = fix(1, 131.92, 43.15, name="Vladivostok, on the hill", uncertainty_nm=15)
    track = build_track([ashore, fix(2, 132.2, 42.5)], SeaRouter(atlas.basemap), by_air=False)
    first = track.waypoints[0]
    assert atlas.basemap.is_land(first.lon, first.lat)
    assert (first.lon, first.lat) == (131.92, 43.15)
    assert first.drawn is not None
    assert not atlas.basemap.is_land(*first.drawn)
    assert geodesy.distance_nm((first.lon, first.lat), first.drawn) <= 15


def test_a_waypoint_far_inland_is_refused(atlas: Atlas):
    inland = fix(1, 110.0, 45.0, uncertainty_nm=20)
    with pytest.raises(RouteError):
        build_track([inland, fix(2, 132.2, 42.5)], SeaRouter(atlas.basemap), by_air=False)


def test_no_waypoint_of_a_ship_is_drawn_on_land(atlas: Atlas):
    for year in atlas.all_years:
        for feature in atlas.features("patrols", year):
            if feature.record.craft != "air":
                for waypoint in feature.record.waypoints:
                    assert not atlas.basemap.is_land(*drawn(waypoint)), waypoint.name


def test_computed_ways_are_no_shorter_than_the_geodesic_and_not_wild(atlas: Atlas):
    for record, leg, line in sea_legs(atlas):
        fixes = {waypoint.order: waypoint for waypoint in record.waypoints}
        ends = [fixes[order].drawn or (fixes[order].lon, fixes[order].lat)
                for order in (leg.start, leg.end)]  # fmt: skip
        straight = geodesy.distance_nm(*ends)
        assert straight - 0.5 <= geodesy.length_nm(line) <= straight * 3.5 + 30, (record.id, leg)
