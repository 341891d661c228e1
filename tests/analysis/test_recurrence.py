"""The same place again: outlines that agree but for rounding, over the whole atlas."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest
import shapely
from hypothesis import given, settings
from hypothesis import strategies as st
from shapely.geometry import Polygon, box

from mapper.analysis import recurrences, recurring, recurs_words
from mapper.analysis.shifts import offset_nm
from mapper.errors import UsageError
from mapper.geodesy import shifted, split_antimeridian
from mapper.geojson import Feature

CORNERS = np.array([(131.4517, 42.0283), (132.9183, 41.7533), (133.3366, 42.5019), (131.9, 42.8)])


def rounded_to(minutes, how, corners=CORNERS):
    """An outline whose corners are written to so many minutes."""
    return Polygon(how(corners * 60 / minutes) * minutes / 60)


def with_closures(atlas, *closures):
    """The atlas with closures of other years: id, year and outline of each."""
    files = dict(atlas.files)
    pattern = atlas.closure("navarea-xi-377-2026").record
    for key, year, shape in closures:
        record = pattern.model_copy(update={"id": key, "year": year, "start": f"{year}-08-01",
                                            "end": f"{year}-08-05"})  # fmt: skip
        files["closures", year] = (*files.get(("closures", year), ()), Feature(record, shape))
    return replace(atlas, files=files)


@pytest.mark.parametrize("how", [np.round, np.floor, np.ceil, np.trunc])
def test_corners_rounded_to_a_tenth_of_a_minute_match(bare, how):
    atlas = with_closures(bare, ("old", 2023, rounded_to(0.1, how)))
    found = recurring(Polygon(CORNERS), atlas)
    assert [one.id for one in found] == ["old"]
    assert recurs_words(found, 2026) == "recurs from 2023"


@settings(max_examples=60, deadline=None)
@given(st.floats(-175, 175), st.floats(-65, 65), st.sampled_from([np.floor, np.ceil]))
def test_two_roundings_of_one_outline_are_never_apart_by_the_tolerance(lon, lat, how):
    corners = np.array([(0, 0), (1.3, 0.1), (1.2, 0.9), (0.1, 0.8)]) + np.array([lon, lat])
    one, two = rounded_to(0.1, np.round, corners), rounded_to(0.1, how, corners)
    assert offset_nm(one, two) < 0.2


@pytest.mark.parametrize("change", [
    lambda corners: corners[::-1], lambda corners: np.roll(corners, 2, axis=0),
    lambda corners: np.vstack([corners[:1], (corners[:1] + corners[1:2]) / 2, corners[1:]]),
])  # fmt: skip
def test_the_order_and_number_of_corners_do_not_matter(bare, change):
    atlas = with_closures(bare, ("old", 2023, Polygon(change(CORNERS))))
    assert [one.id for one in recurring(Polygon(CORNERS), atlas)] == ["old"]


@pytest.mark.parametrize("move", [(0.01, 0), (0, 0.01), (0.1, 0.1)])
def test_an_outline_that_is_moved_is_another_place_up_to_the_tolerance(bare, move):
    atlas = with_closures(bare, ("near", 2023, Polygon(CORNERS + move)))
    assert recurring(Polygon(CORNERS), atlas) == ()
    wide = recurring(Polygon(CORNERS), atlas, 1.0)
    assert [one.id for one in wide] == (["near"] if max(move) < 0.1 else [])


def test_one_area_of_a_closure_of_several_matches(bare):
    several = shapely.multipolygons([Polygon(CORNERS), box(140, 30, 141, 31)])
    atlas = with_closures(bare, ("both", 2024, several))
    assert [one.id for one in recurring(box(140, 30, 141, 31), atlas)] == ["both"]


def test_an_outline_across_the_antimeridian_matches_split_or_not(bare):
    whole = shifted(Polygon(CORNERS), 47.5)
    atlas = with_closures(bare, ("split", 2023, split_antimeridian(whole)))
    assert [one.id for one in recurring(whole, atlas)] == ["split"]


def test_the_bundled_atlas_finds_each_closure_itself(bare):
    for year in bare.all_years:
        for closure in bare.closures(year):
            if closure.geometry is not None:
                found = recurring(closure.geometry, bare)
                assert closure.id in [one.id for one in found]
                assert recurring(closure.geometry, bare, skip=[one.id for one in found]) == ()


def test_a_recurring_area_is_one_cluster_over_its_years(bare):
    atlas = with_closures(
        bare, ("a", 2021, Polygon(CORNERS)), ("b", 2023, rounded_to(0.1, np.floor)),
        ("c", 2024, box(140, 30, 141, 31)), ("d", 2025, rounded_to(0.1, np.round)),
    )  # fmt: skip
    features = [one for year in (2021, 2023, 2024, 2025) for one in atlas.closures(year)]
    (found,) = [one for one in recurrences(features) if one.kind == "area"]
    assert found.years == (2021, 2023, 2025)
    assert [one.id for one in found.members] == ["a", "b", "d"]
    assert all(one.offset_nm < 0.2 for one in found.members)


def test_places_of_one_year_only_do_not_recur(bare):
    assert recurrences([bare.event("joint-sea-2013")]) == ()
    first = [bare.event("joint-sea-2015-1"), bare.event("joint-sea-2015-2")]
    assert recurrences(first) == ()


@pytest.mark.parametrize(("years", "year", "told"), [
    ((2023,), 2026, "recurs from 2023"), ((2022, 2023, 2023), 2026, "recurs from 2022 and 2023"),
    ((2021, 2022, 2023), 2026, "recurs from 2021, 2022 and 2023"), ((2026,), 2026, ""),
    ((2027,), 2026, ""), ((), 2026, ""),
])  # fmt: skip
def test_earlier_years_are_told_each_once(years, year, told):
    from mapper.analysis import Occurrence

    found = [Occurrence(str(n), "A", "closure", one, None, 0.0) for n, one in enumerate(years)]
    assert recurs_words(found, year) == told


@pytest.mark.parametrize("tolerance", [-0.1, 5.1, float("nan")])
def test_a_tolerance_that_cannot_be_is_refused(bare, tolerance):
    with pytest.raises(UsageError, match="tolerance: expected 0 to 5 nm"):
        recurring(Polygon(CORNERS), bare, tolerance)
