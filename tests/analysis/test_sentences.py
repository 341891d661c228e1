"""Sentences for cards: whose claimed waters, how sure, how far from whose coast."""

from __future__ import annotations

import pytest
from shapely.geometry import box

from mapper.analysis import measure
from tests.analysis.conftest import atlas_with, zone

SEA = box(160, 20, 170, 30)


@pytest.mark.parametrize(("radius", "words"), [
    (100, "Inside the claimed EEZ of Japan: certainly; nearest"),
    (900, "Inside the claimed EEZ of Japan: possibly; perhaps on the high seas"),
])  # fmt: skip
def test_a_place_says_how_sure_it_is(radius, words):
    (found,) = measure((165, 25), atlas_with(zone("z", SEA)), radius_nm=radius)
    assert found.sentence.startswith(words)


def test_the_innermost_belt_that_is_possible_is_said():
    narrow = zone("t", box(164.9, 24.9, 165.1, 25.1), belt="territorial-sea")
    atlas = atlas_with(zone("z", SEA), narrow)
    (found,) = measure((165, 25), atlas, radius_nm=20)
    assert "certainly; perhaps in the territorial sea" in found.sentence


def test_an_area_says_its_shares_and_belts():
    atlas = atlas_with(zone("z", SEA))
    (within,) = measure(box(164, 24, 165, 25), atlas)
    (across,) = measure(box(169, 24, 171, 25), atlas)
    assert within.sentence.startswith("Wholly inside the claimed EEZ of Japan; nearest coast ")
    assert across.sentence.startswith("50 % inside the claimed EEZ of Japan (")
    assert "high seas" in across.sentence
    assert across.belts == ("eez", "high-seas")


def test_narrow_belts_that_cover_an_area_leave_no_eez():
    atlas = atlas_with(
        zone("z", SEA), zone("t", box(160, 20, 164.5, 30), belt="territorial-sea"),
        zone("c", box(164.5, 20, 165.5, 30), belt="contiguous-zone"),
    )  # fmt: skip
    (inner,) = measure(box(164, 24, 165, 25), atlas)
    (outer,) = measure(box(165, 24, 166, 25), atlas)
    assert inner.belts == ("territorial-sea", "contiguous-zone")
    assert outer.belts == ("contiguous-zone", "eez")


def test_an_overlapping_claim_names_all_who_claim():
    shared = zone("z", SEA, ("JPN", "KOR"), pol_type="Overlapping claim")
    (found,) = measure((165, 25), atlas_with(shared))
    assert "EEZ under overlapping claims of Japan and Republic of Korea" in found.sentence


def test_the_nearest_coast_of_a_state_that_took_no_part_is_named(bare):
    (found,) = measure("joint-sea-2025", bare)
    assert "nearest coast Russia, 0–72 nm" in found.sentence
    assert "took no part DPR Korea, 13.5–104 nm to the west" in found.sentence


def test_nothing_near_is_said_plainly(bare):
    (found,) = measure((-150.0, -50.0), bare, reach_nm=50)
    assert found.sentence == "On the high seas."
