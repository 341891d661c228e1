"""Years, events and series are compared as they were asked for; a wrong call gets its answer."""

from __future__ import annotations

import re
from itertools import pairwise

import pytest
import shapely
from hypothesis import given, settings
from hypothesis import strategies as st
from shapely.geometry import box

import mapper
from mapper.analysis import compare
from mapper.analysis.choosing import choose
from mapper.analysis.comparing import Comparer, comparer
from mapper.analysis.comparison_words import about, outward
from mapper.analysis.edition import days, ships_by_flag
from mapper.errors import NotFoundError, UsageError
from mapper.forces import named_ships
from mapper.model import Vessel
from tests.analysis.conftest import atlas_with, zone

JOINT_SEA = (2012, 2013, 2014, 2015, 2016, 2017, 2019, 2021, 2022, 2024, 2025)


@pytest.fixture(scope="module")
def series(bare):
    return compare(series="joint-sea", atlas=bare)


def one(first, second, atlas, **options):
    """The only comparison of two events."""
    (found,) = compare(first, second, atlas=atlas, **options).comparisons
    return found


def test_two_years_are_paired_by_series(bare):
    found = compare(2024, 2025, atlas=bare)
    pairs = {(one.first.series, one.second.series) for one in found.comparisons}
    assert pairs == {(name, name) for name in (
        "joint-sea", "maritime-security-belt", "malabar", "freedom-edge", "joint-maritime-patrol",
        "joint-air-patrol")}  # fmt: skip
    alone = {one.series: one.status for one in found.absent}
    assert alone["northern-interaction"] == alone["talisman-sabre"] == "unknown"


@pytest.mark.parametrize(("years", "expected"), [
    ((2014, 2015), ["joint-sea-2014 joint-sea-2015-1", "joint-sea-2014 joint-sea-2015-2"]),
    ((2015, 2016), ["joint-sea-2015-1 joint-sea-2016", "joint-sea-2015-2 joint-sea-2016"]),
    ((2015, 2017), ["joint-sea-2015-1 joint-sea-2017-1", "joint-sea-2015-1 joint-sea-2017-2",
                    "joint-sea-2015-2 joint-sea-2017-1", "joint-sea-2015-2 joint-sea-2017-2"]),
    ((2025, 2024), ["joint-sea-2025 joint-sea-2024"]),
])  # fmt: skip
def test_a_year_with_two_editions_gives_a_row_for_each(bare, years, expected):
    found = choose(years, bare, "joint-sea")
    assert [f"{a.id} {b.id}" for a, b in found.pairs] == expected


def test_a_whole_series_goes_from_each_edition_to_the_next(series):
    ids = [one.id for one in series.editions]
    assert [one.year for one in series.editions] == sorted([*JOINT_SEA, 2015, 2017])
    assert [(a.first.id, a.second.id) for a in series.comparisons] == list(pairwise(ids))
    assert not series.two


def test_years_without_an_edition_are_told_with_their_reason(series):
    told = {one.year: (one.status, bool(one.note)) for one in series.absent}
    assert told == {
        2018: ("no-edition", True), 2020: ("no-edition", True), 2023: ("no-edition", True),
        2026: ("not-found", True),
    }  # fmt: skip


def test_twelve_years_are_a_course_of_the_editions_in_them(bare):
    found = compare(*range(2012, 2024), series="joint-sea", atlas=bare)
    assert [one.year for one in found.editions] == sorted([*JOINT_SEA[:-2], 2015, 2017])
    assert {one.year for one in found.absent} == {2018, 2020, 2023}


def test_recurring_places_of_a_series_are_found(series):
    assert [one.years for one in series.again] == [
        (2013, 2015, 2021, 2025), (2012, 2019), (2016, 2024),
    ]  # fmt: skip


def test_the_coast_of_japan_is_a_range_for_every_edition_however_far(series):
    for edition in series.editions:
        coast = edition.coast
        unsure = edition.uncertainty_nm
        assert (coast.id, coast.to) == ("JPN", "coast")
        assert coast.high_nm == pytest.approx(coast.distance_nm + unsure)
        assert coast.low_nm == pytest.approx(max(0, coast.distance_nm - unsure))
    assert series.editions[3].coast.distance_nm > 4000


def test_a_change_of_distance_carries_both_ranges(bare):
    found = one("joint-sea-2024", "joint-sea-2025", bare).to_coast("hokkaido")
    assert found.change_nm == found.second.distance_nm - found.first.distance_nm
    assert found.high_nm - found.low_nm == pytest.approx(2 * (60 + 45))
    assert (found.low_nm + found.high_nm) / 2 == pytest.approx(found.change_nm)
    assert found.trend == "nearer"


def test_a_change_within_the_uncertainty_is_unsure(bare):
    found = one("joint-sea-2013", "joint-sea-2025", bare)
    assert {found.to_coast(name).trend for name in ("JPN", "KOR", "hokkaido")} == {"unsure"}


@settings(max_examples=20, deadline=None)
@given(data=st.data())
def test_a_comparison_is_the_same_both_ways(bare, series, data):
    keys = st.sampled_from([one.id for one in series.editions])
    first, second = data.draw(keys), data.draw(keys)
    found = comparer(bare)
    there = found.compare(bare.event(first), bare.event(second))
    back = found.compare(bare.event(second), bare.event(first))
    assert there.shift.distance_nm == pytest.approx(back.shift.distance_nm)
    assert there.activities_added == back.activities_dropped
    assert there.joined == back.left
    for change, other in zip(there.coasts, back.coasts, strict=True):
        assert change.id == other.id
        assert change.change_nm == pytest.approx(-other.change_nm)
        assert (change.low_nm, change.high_nm) == pytest.approx((-other.high_nm, -other.low_nm))
        assert change.low_nm <= change.change_nm <= change.high_nm


def test_no_line_is_given_for_a_leg_that_ends_in_a_wide_area(bare):
    found = compare(2024, 2025, atlas=bare)
    record = bare.event("joint-maritime-patrol-6").record
    assert {leg.line for leg in record.legs} > {"tint"}
    shape = found.shapes["joint-maritime-patrol-6"]
    drawn = sum(len(leg.parts) for leg in record.legs
                if leg.phase == "during" and leg.line != "tint")  # fmt: skip
    assert shapely.get_num_geometries(shape) == drawn
    wide = bare.event("joint-air-patrol-8").record
    assert {leg.line for leg in wide.legs} == {"tint"}
    assert found.shapes[wide.id].geom_type == "MultiPoint"
    assert shapely.get_num_geometries(found.shapes[wide.id]) == len(wide.waypoints)


def test_activities_and_participants_that_came_and_left_are_named(bare):
    found = one("mosi-2019", "will-for-peace-2026", bare)
    assert found.joined == ("ARE", "IRN")
    assert found.left == ()
    found = one("joint-sea-2012", "joint-sea-2019", bare)
    assert set(found.activities_added) == {"submarine-rescue", "joint-defence"}
    assert found.ships_again == (
        "Harbin", "Varyag", "Admiral Vinogradov", "Admiral Tributs",
    )  # fmt: skip


@pytest.mark.parametrize(("start", "end", "expected"), [
    ("2025-08-03", "2025-08-05", (3, 3)), ("2025-08-03", "2025-08-03", (1, 1)),
    ("2025-08", "2025-08-27", (1, 27)), ("2025-08-30", "2025-09", (3, 32)),
    ("2019-12-27", "2020-01-03", (8, 8)), ("2026-02-19", None, None), (None, None, None),
])  # fmt: skip
def test_days_are_counted_with_both_ends_and_as_a_range_where_less_is_known(start, end, expected):
    assert days(start, end) == expected


@pytest.mark.parametrize(("key", "expected"), [
    ("joint-sea-2025", (3, 3)), ("malabar-2021", None), ("maritime-security-belt-2026", None),
    ("joint-maritime-patrol-6", (15, 15)), ("joint-air-patrol-10", None),
])  # fmt: skip
def test_days_at_sea_are_told_only_where_a_source_tells_them(bare, key, expected):
    assert Comparer(bare).side(bare.event(key)).edition.sea_days == expected


@pytest.mark.parametrize(("ship", "named", "others"), [
    (Vessel(flag="RUS", name="Admiral Tributs"), 1, 0),
    (Vessel(flag="RUS", name="2 base minesweepers", named=False), 0, 1),
    (Vessel(flag="RUS", name="Moskva", note="expected"), 0, 1),
])  # fmt: skip
def test_only_ships_that_are_named_and_undoubted_are_counted(bare, ship, named, others):
    record = bare.event("joint-sea-2025").record.model_copy(update={"vessels": (ship,)})
    (found,) = ships_by_flag(record)
    assert (found.named, found.others) == (named, others)


def test_ships_of_an_edition_are_those_that_its_page_counts(bare):
    for year in bare.all_years:
        for event in bare.events(year):
            counted = sum(ships.named for ships in ships_by_flag(event.record))
            assert counted == len(named_ships(event.record)), event.id


def test_each_claimed_zone_holds_an_edition_certainly_possibly_or_not():
    japan = zone("z", box(119.5, 34, 127, 38))
    found = one("joint-sea-2012", "joint-sea-2014", atlas_with(japan))
    ((_, first, second),) = [(z.id, z.first, z.second) for z in found.zones]
    assert (first, second) == ("certainly", "not")
    wide = Comparer(atlas_with(zone("z", box(121, 35, 127, 38))))
    side = wide.side(wide.atlas.event("joint-sea-2012"))
    assert [(z.id, z.relation) for z in side.edition.zones] == [("z", "possibly")]


def test_the_sentence_tells_the_shift_and_the_coast_as_ranges(bare):
    said = one("joint-sea-2024", "joint-sea-2025", bare).sentence
    assert said.startswith("Joint Sea 2025 (Sea of Japan (East Sea) off Vladivostok")
    assert "was held about 1,670 nm (1,560–1,780 nm) north-east of Joint Sea 2024" in said
    assert said.endswith("its reported place (± 45 nm) lies 285–375 nm from Hokkaido.")


@pytest.mark.parametrize(("coast", "told"), [
    ("KOR", "238–328 nm from Republic of Korea."), ("Honshu", "326–416 nm from Honshu."),
    ("okushiri", "285–375 nm from Okushiri."), ("jpn", "285–375 nm from Hokkaido."),
    # Too far to matter: the nearest coast of a state that took no part.
    ("VNM", "14–104 nm from DPR Korea."),
])  # fmt: skip
def test_the_sentence_tells_the_chosen_coast_where_it_is_near(bare, coast, told):
    found = one("joint-sea-2024", "joint-sea-2025", bare, coast=coast)
    assert found.sentence.endswith(told)
    assert found.second.coast.id.lower() in (coast.lower(), "honshu")


@pytest.mark.parametrize(("first", "second", "told"), [
    ("joint-sea-2012", "joint-sea-2019", "in the same place as Joint Sea 2012 (Yellow Sea off "
     "Qingdao), as far as the reported places tell (0–120 nm apart)"),
    ("malabar-2020", "malabar-2024", "may have been held in the same place as Malabar 2020"),
    ("joint-maritime-patrol-5", "joint-maritime-patrol-6", "is known by a track, which has no"),
    ("joint-sea-2014", "closure-joint-sea-2014", "Nothing is known of the place of Closure"),
    ("navarea-xi-377-2026", "navarea-xiii-78-2026", "lies 486 nm from that of NAVAREA XI 377"),
    ("joint-sea-2014", "joint-sea-2015-1", "its place is known only within 200 nm"),
])  # fmt: skip
def test_the_sentence_says_what_is_known_and_no_more(bare, first, second, told):
    said = one(first, second, bare).sentence
    assert told in said
    assert said[0].isupper()
    assert said.endswith(".")


def test_no_sentence_is_sharper_than_its_positions(series):
    for found in series.comparisons:
        low, high = (
            float(figure.replace(",", ""))
            for figure in re.search(r"\(([\d,]+)–([\d,]+) nm\)", found.sentence).groups()
        )
        assert low <= found.shift.low_nm
        assert found.shift.high_nm <= high


@settings(max_examples=100)
@given(st.integers(0, 90_000), st.integers(0, 6000))
def test_a_told_range_holds_the_true_one(tenths, unsure_tenths):
    nm, unsure = tenths / 10, unsure_tenths / 10
    told = outward(max(0, nm - unsure), nm + unsure).removesuffix(" nm").split("–")
    low, high = (float(part.replace(",", "")) for part in told)
    assert low <= max(0, nm - unsure) <= nm + unsure <= high
    figure = float(re.sub(r"[^\d.]", "", about(nm, unsure)))
    assert abs(figure - nm) <= (5 if unsure >= 10 else 0.5)


@pytest.mark.parametrize(("what", "options", "error", "told", "nearest"), [
    ((2024, 1999), {}, NotFoundError, "the atlas has no year 1999", "2005"),
    ((2025,), {}, UsageError, "two years or more, got one .2025.; as in: compare 2024 2025", None),
    ((2025, 2025), {}, UsageError, "2025 is given twice", None),
    ((2006, 2025), {}, NotFoundError, "2006: the atlas knows no exercise or patrol", "2005"),
    ((2018, 2025), {}, NotFoundError, "joint-sea 2018: no edition was held: The Chinese", "2017"),
    ((2023, 2025), {"series": "joint-sea"}, NotFoundError, "no edition was held: Xinhua", "2022"),
    ((2013, 2025), {"series": "malabar"}, NotFoundError, "2013: the atlas knows no event of m",
     "2020"),
    ((2005, 2025), {}, NotFoundError, "no series was held in both years .2005: peace-m", None),
    ((2024, 2025), {"series": "joint-see"}, NotFoundError, "no series 'joint-see'", "joint-sea"),
    (("joint-sea-2025",), {}, UsageError, "as in: compare joint-sea-2024 joint-sea-2025", None),
    (("joint-sea-2025",) * 2, {}, UsageError, "joint-sea-2025 is given twice", None),
    (("joint-sea-2023", "joint-sea-2024"), {}, NotFoundError, "no edition was held", "2022"),
    (("joint-sea-1999", "joint-sea-2024"), {}, NotFoundError, "no event, closure or series 'joi",
     "joint-sea-2"),
    ((2024, "joint-sea-2025"), {}, UsageError, "expected years or ids, got both", None),
    (("vostok",), {}, NotFoundError, "two editions or more, as asked, got vostok-2022-naval", None),
    ((), {}, UsageError, "got nothing", None),
    ((2024, 2025), {"coast": "Hokaido"}, NotFoundError, "coast: expected the code", "Hokkaido"),
    ((2024, 2025), {"view": "XXX"}, UsageError, "view: expected 'neutral'", None),
])  # fmt: skip
def test_a_call_that_cannot_be_is_told_what_can(bare, what, options, error, told, nearest):
    with pytest.raises(error, match=told) as raised:
        compare(*what, atlas=bare, **options)
    if nearest:
        assert any(near.startswith(nearest) for near in raised.value.nearest)


def test_the_public_call_gives_a_data_frame_with_its_sentence(bare):
    frame = mapper.compare(2024, 2025, atlas=bare, series="joint-sea")
    assert set(frame["first"]) == {"joint-sea-2024"}
    assert frame.attrs["sentence"].startswith("Joint Sea 2025")
    (far,) = frame[frame["row"] == "shift"].to_dict("records")
    assert far["change_low"] < far["change"] < far["change_high"]
