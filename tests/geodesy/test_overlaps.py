"""Overlaps summed along outlines agree with shapes that are cut, however they touch."""

from __future__ import annotations

import numpy as np
import pytest
import shapely
from hypothesis import given, settings
from hypothesis import strategies as st
from shapely.geometry import MultiPolygon, Polygon, box

from mapper import geodesy
from mapper.geodesy.crossings import NUDGE_DEG
from tests.coverages import coverage

HOLED = Polygon([(0, 50), (8, 50), (8, 56), (0, 56)], [[(2, 52), (2, 54), (5, 54), (5, 52)]])


def cut_km2(one, other):
    return geodesy.area_as_drawn_km2(shapely.intersection(one, other))


@pytest.mark.parametrize(("one", "other"), [
    (box(0, 0, 2, 2), box(1, 1, 3, 3)),
    (box(0, 0, 4, 4), box(1, 1, 2, 2)),
    (box(1, 1, 2, 2), box(0, 0, 4, 4)),
    (box(0, 0, 1, 1), box(2, 0, 3, 1)),
    (HOLED, box(1, 51, 6, 55)),
    (HOLED, box(3, 52.5, 4, 53.5)),
    (HOLED, box(4, 50, 9, 57)),
    (HOLED, HOLED),
    (box(0, 0, 2, 2), box(0, 0, 2, 2)),
    (box(0, 0, 2, 2), box(2, 0, 4, 2)),
    (box(0, 0, 2, 2), box(2, 2, 4, 4)),
    (box(0, 0, 2, 2), Polygon([(0, 0), (1, 2), (2, 0)])),
    (MultiPolygon([box(178, 60, 180, 62), box(-180, 60, -178, 62)]), box(179, 59, 180, 61)),
    (box(0, 0, 2, 2).reverse(), box(1, 1, 3, 3)),
], ids=["corner", "within", "around", "apart", "holed", "in the hole", "half", "the same, holed",
        "the same", "side by side", "corner to corner", "inscribed", "antimeridian",
        "clockwise"])  # fmt: skip
def test_an_overlap_is_as_large_as_the_shape_that_is_cut(one, other):
    wanted = cut_km2(one, other)
    for first, second in ((one, other), (other, one)):
        found = geodesy.OverlapIndex([first]).overlaps_km2([second])[0, 0]
        assert found == pytest.approx(wanted, abs=1e-3)


@settings(max_examples=60, deadline=None)
@given(st.integers(0, 10**6))
def test_crooked_shapes_overlap_their_neighbours_as_when_cut(seed):
    zones = coverage(3, 2, 40, seed=seed, bounds=(10, 30, 28, 45))
    others = coverage(2, 2, 25, seed=seed + 1, bounds=(12, 33, 25, 43))
    found = geodesy.OverlapIndex(zones).overlaps_km2(others)
    for row, other in zip(found, others, strict=True):
        wanted = [cut_km2(zone, other) for zone in zones]
        assert row == pytest.approx(wanted, rel=1e-6, abs=1e-2)


def test_zones_that_share_sides_with_an_area_have_it_once():
    zones = coverage(4, 3, 60, bounds=(100, -10, 140, 20))
    whole = shapely.union_all(zones)
    found = geodesy.OverlapIndex(zones).overlaps_km2([whole])[0]
    assert found.sum() == pytest.approx(geodesy.area_as_drawn_km2(whole), rel=1e-7)
    assert found == pytest.approx(geodesy.areas_as_drawn_km2(zones), rel=1e-6)


@pytest.mark.parametrize("east", [1.0, 2.0, 3.0])
def test_sides_that_lie_on_each_other_once_nudged_overlap_as_well(east):
    moved = shapely.transform(box(0, 0, east, 2), lambda points: points - NUDGE_DEG)
    found = geodesy.OverlapIndex([box(0, 0, 2, 2)]).overlaps_km2([moved])[0, 0]
    assert found == pytest.approx(cut_km2(box(0, 0, 2, 2), moved), abs=1e-3)


def test_positions_are_held_by_the_shapes_that_they_lie_in():
    zones = geodesy.OverlapIndex([HOLED, box(3, 52, 4, 54), box(20, 0, 21, 1)])
    point, shape = zones.holding(np.array([[1.0, 51.0], [3.5, 53.0], [50.0, 0.0]]))
    assert sorted(zip(point.tolist(), shape.tolist(), strict=True)) == [(0, 0), (1, 1)]


def test_an_index_of_nothing_overlaps_nothing():
    assert geodesy.OverlapIndex([]).overlaps_km2([box(0, 0, 1, 1)]).shape == (1, 0)
    assert geodesy.OverlapIndex([box(0, 0, 1, 1)]).overlaps_km2([]).shape == (0, 1)
