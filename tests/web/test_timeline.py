"""The year as a line of bars."""

import pytest

from mapper.web.timeline import held_span, timeline, whole_span


@pytest.fixture
def line(small_atlas):
    return timeline(small_atlas.events(2025), 2025)


def bar(line, event):
    return next(found for found in line.bars if found.event == event)


def test_every_held_event_has_a_bar(line, small_atlas):
    assert len(line.bars) == 3
    assert timeline(small_atlas.events(2023), 2023).bars == ()


def test_months_begin_where_their_days_are(line):
    assert line.months[0] == ("Jan", 0.0)
    assert line.months[7] == ("Aug", round(212 / 365 * 100, 3))


def test_a_bar_runs_from_the_first_day_to_the_last(line):
    (held,) = bar(line, "joint-sea-2025").stretches
    assert held.phase == "held"
    assert held.x1 == pytest.approx(212.5 / 365 * 100, abs=0.001)
    assert held.x2 == pytest.approx(216.5 / 365 * 100, abs=0.001)


def test_approach_and_return_stand_apart(line):
    phases = [part.phase for part in bar(line, "joint-maritime-patrol-6").stretches]
    assert phases == ["approach", "held", "return"]
    found = bar(line, "joint-maritime-patrol-6")
    assert (found.start, found.end) == ("2025-07-24", "2025-08-31")


def test_fixes_have_ticks_at_their_own_days(line):
    ticks = bar(line, "joint-maritime-patrol-6").ticks
    # Six fixes, one of them dated to the month only.
    assert len(ticks) == 5
    assert [during for during, _ in sorted(ticks, key=lambda tick: tick[1])] == [
        False, True, True, True, False
    ]  # fmt: skip


def test_bars_that_overlap_have_lanes_of_their_own(line):
    assert bar(line, "joint-sea-2025").lane == 0
    assert bar(line, "joint-maritime-patrol-6").lane == 1
    assert bar(line, "freedom-edge-2025").lane == 0
    assert line.lanes == 2


def test_what_lies_in_another_year_is_cut_off(small_atlas):
    record = small_atlas.event("joint-sea-2025").record
    beyond = record.model_copy(update={"start": "2024-12-20", "end": "2025-01-10"})
    feature = type(small_atlas.event("joint-sea-2025"))(beyond, None)
    (held,) = timeline([feature], 2025).bars[0].stretches
    assert held.x1 == 0.0
    assert held.x2 == pytest.approx(9.5 / 365 * 100, abs=0.001)


def test_an_open_end_covers_the_first_day_only(small_atlas):
    record = small_atlas.event("joint-sea-2025").record.model_copy(update={"end": None})
    assert held_span(record)[0] == held_span(record)[1]
    assert whole_span(record) == held_span(record)
