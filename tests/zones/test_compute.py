"""Zones are what their definition says: equally far, within 200 nm, and as treaties have it."""

import numpy as np
import pytest
import shapely
from shapely.geometry import LineString, box

from mapper.errors import GeometryError
from mapper.geodesy import area_km2, circle, distance_nm
from mapper.zones import boundaries, compute, faces, law
from mapper.zones.frame import Frame
from mapper.zones.generators import gather
from mapper.zones.medians import medians, triangulate
from mapper.zones.tables import Tables

REGION = {"id": "test", "window": [160.0, 20.0, 200.0, 60.0]}
WEST = circle((178.0, 45.0), 20)
EAST = circle((-178.0, 45.0), 20)


def computed(**changes):
    region = {**REGION, **changes}
    return compute.compute(region, [("AAA", WEST), ("BBB", EAST)], Tables((), (), (), ()))


def test_two_equal_islands_meet_halfway_across_the_antimeridian():
    zones = computed().zones
    assert set(zones) == {"AAA", "BBB"}
    shared = zones["AAA"].intersection(zones["BBB"])
    longitudes = shapely.get_coordinates(shared)[:, 0]
    assert np.abs(longitudes - 180.0).max() < 0.01
    assert area_km2(zones["AAA"]) == pytest.approx(area_km2(zones["BBB"]), rel=1e-3)


def test_every_point_of_a_median_is_equally_far_from_both_coasts():
    frame = Frame(*REGION["window"])
    coasts = [("AAA", WEST), ("BBB", circle((-177.0, 46.5), 35))]
    generators = gather(coasts, [], frame)
    lines = medians(triangulate(generators, frame), generators, frame)
    points = np.vstack([shapely.get_coordinates(line.line) for line in lines])
    gaps = []
    for lon, lat in points[:: max(1, len(points) // 60)]:
        to = {}
        for label in ("AAA", "BBB"):
            mine = generators.lonlat[generators.labels == label]
            to[label] = min(distance_nm((lon, lat), end) for end in mine)
        gaps.append(abs(to["AAA"] - to["BBB"]))
    assert max(gaps) < 0.05


def test_the_outer_limit_is_200_nm_from_the_coast():
    found = computed()
    outline = shapely.union_all(list(found.zones.values())).exterior
    for share in np.linspace(0, 1, 40):
        point = outline.interpolate(share, normalized=True).coords[0]
        nearest = faces.nearest(np.array([point]), found.generators)[1][0]
        assert nearest == pytest.approx(200.0, abs=0.05)


def test_a_land_border_is_no_coast():
    frame = Frame(100, 0, 140, 40)
    left, right = box(110, 10, 120, 20), box(120, 10, 130, 20)
    generators = gather([("AAA", left), ("BBB", right)], [], frame)
    on_border = np.abs(generators.lonlat[:, 0] - 120) < 1e-6
    assert not (on_border & (np.abs(generators.lonlat[:, 1] - 15) < 4)).any()


def test_a_label_without_effect_gets_no_zone():
    zones = computed(no_effect=["BBB"]).zones
    assert set(zones) == {"AAA"}


def test_a_missing_zone_stops_the_build():
    with pytest.raises(GeometryError, match="region test: no zone for CCC"):
        computed(zone=[{"label": "CCC"}])


def test_a_zone_with_foreign_coast_stops_the_build():
    found = computed()
    wrong = {"AAA": shapely.union_all(list(found.zones.values()))}
    with pytest.raises(GeometryError, match="zone AAA: holds coast of BBB"):
        faces.require_pure(wrong, found.generators)


def test_a_treaty_moves_the_boundary_onto_its_line():
    frame = Frame(*REGION["window"])
    zones = computed().zones
    line = [(180.2, 43.0), (180.3, 45.0), (180.2, 47.0)]
    west, east = law.apply_treaty(zones["AAA"], zones["BBB"], line, 30, frame)
    shared = west.intersection(east)
    for point in line:
        assert shared.distance(shapely.Point(point)) * 60 < 0.1
    assert west.intersection(east).area < 1e-6
    before = area_km2(zones["AAA"]) + area_km2(zones["BBB"])
    assert area_km2(west) + area_km2(east) == pytest.approx(before, rel=1e-4)


def test_simplified_arcs_keep_turning_points_and_stay_a_coverage():
    frame = Frame(*REGION["window"])
    zones = computed().zones
    line = [(180.2, 43.0), (180.3, 45.0), (180.2, 47.0)]
    west, east = law.apply_treaty(zones["AAA"], zones["BBB"], line, 30, frame)
    whole = {"AAA": west, "BBB": east}
    arcs = boundaries.arcs_of(whole, {"t": LineString(line)}, boundaries.Status(), frame.window)
    slim = boundaries.simplified(arcs, 0.01)
    again = boundaries.rebuilt(slim, whole)
    assert {arc.basis for arc in arcs} == {"treaty", "median", "200nm"}
    assert sum(len(arc.line.coords) for arc in slim) < 0.5 * sum(
        len(arc.line.coords) for arc in arcs
    )
    net = shapely.union_all([arc.line for arc in slim])
    assert max(net.distance(shapely.Point(point)) for point in line) * 60 < 0.01
    assert area_km2(again["AAA"]) == pytest.approx(area_km2(west), rel=2e-3)


def test_a_scrap_beyond_a_joint_area_goes_to_the_zone_it_lies_in():
    joint = box(4, 0, 6, 10)
    west = box(0, 0, 4, 10).difference(box(3.99, 4, 4, 6))
    east = box(6, 0, 10, 10).union(box(3.99, 4, 4, 6))
    settled = law.settle({"AAA": west, "BBB": east}, joint, ["AAA", "BBB"])
    assert settled["AAA"].equals(box(0, 0, 4, 10))
    assert settled["BBB"].equals(box(6, 0, 10, 10))
    large = box(6, 0, 10, 10).union(box(3, 4, 4, 6))
    kept = law.settle({"AAA": west, "BBB": large}, joint, ["AAA", "BBB"])
    assert kept["BBB"].equals(large)
