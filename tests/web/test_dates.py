"""One rule for dates: cards, labels, bars, lists and figures say no more than is known."""

from __future__ import annotations

import json
from itertools import product

import pytest

from mapper.cartography.figures.content import year_items
from mapper.dates import event_span, full_span, label_span, soft_ends, span_text
from mapper.web.cards import card
from mapper.web.timeline import timeline
from tests.guards.sources import ROOT

PERIODS = [None, "2024", "2024-07", "2024-07-02", "2024-07-16", "2024-10", "2025-01-03"]


@pytest.fixture(scope="module")
def script(browser):
    """The browser's own module of dates, its functions on the page."""
    page = browser.new_page()
    text = (ROOT / "static" / "js" / "dates.js").read_text(encoding="utf-8")
    page.add_script_tag(content=text.replace("export function", "function"))
    yield page.evaluate
    page.close()


def span_cases():
    return [
        (start, end)
        for start, end in product(PERIODS, PERIODS)
        if not start or not end or end >= start[: len(end)]
    ]


@pytest.mark.parametrize("year", [2024, None])
def test_script_says_spans_as_the_pages_do(script, year):
    cases = span_cases()
    words = f"{json.dumps(cases)}.map(([a, b]) => spanText(a, b, {json.dumps(year)}))"
    assert script(words) == [span_text(start, end, year) for start, end in cases]


def test_script_labels_every_event_as_the_pages_do(script, atlas):
    events = [event for year in atlas.all_years for event in atlas.events(year)]
    pairs = [(event.record, part.record) for event in events for part in atlas.parts(event.id)]
    pairs += [(event.record, None) for event in events]
    sent = [[one and one.model_dump(mode="json") for one in pair] for pair in pairs]
    assert script(f"{json.dumps(sent)}.map(([a, b]) => labelSpan(a, b))") == [
        label_span(record, part) for record, part in pairs
    ]
    records = [record for record, _ in sent]
    assert script(f"{json.dumps(records)}.map((one) => fullSpan(one))") == [
        full_span(record) for record, _ in pairs
    ]


@pytest.mark.parametrize(
    ("event", "label", "full"),
    [
        ("joint-maritime-patrol-4", "about 2–16 Jul", "about 2–16 Jul"),
        ("joint-maritime-patrol-5", "about 28 Sep – 14 Oct", "about 28 Sep – 14 Oct"),
        ("maritime-security-belt-2026", "at sea from 19 Feb", "from 18 Feb, at sea from 19 Feb"),
        ("joint-sea-2025", "at sea 3–5 Aug", "1–5 Aug, at sea 3–5 Aug"),
    ],
)
def test_no_text_sharpens_a_date(atlas, event, label, full):
    record = atlas.event(event).record
    assert label_span(record) == label
    assert full_span(record, record.year) == full
    assert card(atlas, atlas.event(event)).dates == full
    drawn = {item.event: item.span for item in year_items(atlas, record.year, "neutral")
             if item.event == event and item.span and not item.part}  # fmt: skip
    assert drawn == {event: label}


def test_list_says_the_dates_of_the_cards(runner):
    listed = runner("list").out
    assert "about 2–16 Jul 2024" in listed
    assert "from 18 Feb 2026, at sea from 19 Feb" in listed
    assert "about 2–16 Jul 2024 (The start follows" in runner("show", "joint-maritime-patrol-4").out


def stretches(atlas, event):
    feature = atlas.event(event)
    return timeline([feature], feature.record.year).bars[0].stretches


def test_ends_not_known_to_the_day_fade(atlas):
    phases = [part.phase for part in stretches(atlas, "maritime-security-belt-2026")]
    assert phases == ["held", "faded"]
    held, faded = stretches(atlas, "maritime-security-belt-2026")
    assert (faded.x1, held.x2) == (held.x2, held.x1)
    assert faded.x2 > held.x2
    kinds = [part.phase for part in stretches(atlas, "joint-maritime-patrol-5")]
    assert kinds.count("faded") == 2
    assert "faded" not in [part.phase for part in stretches(atlas, "joint-sea-2025")]


def test_a_month_fades_within_itself(atlas):
    record = atlas.event("joint-submarine-patrol-2025").record
    assert soft_ends(record) == (True, False)
    faded = next(part for part in stretches(atlas, record.id) if part.phase == "faded")
    assert faded.x1 == pytest.approx(212.5 / 365 * 100, abs=0.001)
    assert event_span(record, 2025) == "about Aug, until 27 Aug"
