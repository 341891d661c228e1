"""Every case: the shapes in the order of the message, the windows in UTC, the doubts."""

from __future__ import annotations

import datetime as dt

import pytest

from mapper.navwarn import draw, read
from tests.navwarn.casebook import cases, line_of, rounded, windows_of

CASES = cases()
SHOWN = pytest.mark.parametrize("case", CASES, ids=str)


def reading(case):
    return read(case.text, case.lang, case.issued)


@SHOWN
def test_shapes_are_those_of_the_message(case):
    found = [line_of(shape.form) for shape in reading(case).shapes]
    assert found == [rounded(line) for line in case.shapes]


@SHOWN
def test_windows_are_given_in_utc(case):
    found, wanted = windows_of(reading(case)), list(case.times)
    if wanted[-1:] == ["…"]:
        wanted.pop()
        found = found[: len(wanted)]
    assert sorted(found) == sorted(wanted)


@SHOWN
def test_doubts_are_those_of_a_careful_reader(case):
    assert sorted(doubt.code for doubt in reading(case).all_doubts) == sorted(case.doubts)


@SHOWN
def test_every_vertex_and_window_knows_its_place(case):
    warning = reading(case)
    for shape in warning.shapes:
        for vertex in shape.vertices:
            words = case.text[slice(*vertex.span)]
            assert any(char.isdigit() for char in words), words
    for window in warning.times:
        assert 0 <= window.span[0] <= window.span[1] <= len(case.text)
    for doubt in warning.all_doubts:
        assert 0 <= doubt.span[0] < doubt.span[1] <= len(case.text)
        assert doubt.message


@SHOWN
def test_shapes_that_have_an_extent_can_be_drawn(case):
    for shape in reading(case).shapes:
        drawn = draw(shape.form)
        if shape.form["type"] == "named_area_only":
            assert drawn is None
        else:
            assert drawn is not None and not drawn.is_empty
            assert drawn.is_valid


@pytest.mark.parametrize("case", [case for case in CASES if case.expires], ids=str)
def test_cancel_line_ends_the_warning(case):
    expires = dt.datetime.fromisoformat(case.expires.replace("Z", "+00:00"))
    if expires.tzinfo is None:
        expires = expires.replace(tzinfo=dt.UTC)
    warning = reading(case)
    assert warning.expires == expires
    assert not warning.active(expires)


def test_hours_up_to_sunset_follow_the_sun():
    (case,) = [case for case in CASES if case.name.startswith("broadcast: 010")]
    windows = reading(case).shapes[0].times
    assert {window.start.weekday() for window in windows} == {2, 3, 4, 5}
    assert {window.start.strftime("%H:%M") for window in windows} == {"05:30"}
    assert all(window.approximate for window in windows)
    # Sunset in Heraklion on the longest day, 21 June 2023: 20:41 local time (UTC+3), a Wednesday.
    (longest,) = [window for window in windows if window.start.date() == dt.date(2023, 6, 21)]
    assert abs(longest.end - dt.datetime(2023, 6, 21, 17, 41, tzinfo=dt.UTC)) < dt.timedelta(
        minutes=6
    )


def test_there_are_cases_of_every_family_and_shape():
    families = {case.name.split(":")[0] for case in CASES}
    assert families >= {
        "english",
        "russian",
        "chinese",
        "japanese",
        "vietnamese",
        "korean",
        "notam",
        "romance",
    }
    kinds = {line.split()[0] for case in CASES for line in case.shapes}
    assert kinds == {"polygon", "circle", "sector", "corridor", "line", "coastline", "arc", "point",
                     "name"}  # fmt: skip
    doubts = {code for case in CASES for code in case.doubts}
    assert len(doubts) >= 14
    assert len([case for case in CASES if not case.name.startswith("broadcast")]) >= 60
