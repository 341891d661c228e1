"""Who took part: no doubt is left out, and only distinct named ships are counted."""

from __future__ import annotations

import re

import pytest

from mapper.cartography.figures.words import year_caption
from mapper.forces import named_ships, participants_text, ships_text
from mapper.web.cards import card, rows


@pytest.mark.parametrize(
    ("event", "text"),
    [
        ("joint-sea-2025", "8 ships named (China 4, Russia 4); also China: 1 diesel-electric "
                           "submarine (Russian sources only)"),
        ("joint-sea-2012", "11 ships named (China 4, Russia 7); also China: 18 units in all: "
                           "5 destroyers, 5 frigates, 2 submarines, 4 missile boats, supply ship, "
                           "hospital ship"),
        ("ocean-2024-naval", "China: 4 warships and 1 supply ship; Russia: Pacific Fleet ships"),
        ("northern-interaction-2024", "14 ships named (China 4, Russia 10); more than 10 ships "
                                      "(MND)"),
        ("maritime-security-belt-2024", "5 ships named (China 3, Russia 2); also Iran: more than "
                                        "10 vessels, 3 helicopters"),
        ("maritime-security-belt-2026", "1 ship named (Russia 1); also Russia: Marshal "
                                        "Shaposhnikov (expected, some outlets); China: Tangshan, "
                                        "Taihu or Daqing (expected, not confirmed); Iran: ships "
                                        "not named"),
        ("keen-sword-2022", "about 30 ships, 270 to 370 aircraft"),
        ("freedom-edge-2025-09", ""),
    ],
)  # fmt: skip
def test_only_distinct_named_undoubted_ships_are_counted(atlas, event, text):
    assert ships_text(atlas.event(event).record) == text
    assert dict(card(atlas, atlas.event(event)).facts).get("Ships", "") == text


def test_no_ship_of_a_disputed_or_announced_state_is_counted(atlas):
    record = atlas.event("will-for-peace-2026").record
    assert "IRN" not in {ship.flag for ship in named_ships(record)}
    assert "also Russia: supply ship; Iran: Naghdi (sailed; role disputed), Makran" in ships_text(
        record
    )


def test_what_only_describes_a_ship_is_no_name(atlas):
    ships = [ship for year in atlas.all_years for event in atlas.events(year)
             for ship in named_ships(event.record)]  # fmt: skip
    described = re.compile(r"\b(and|or|class|ships?|units?|vessels?|submarines?)\b")
    wrong = [ship.name for ship in ships
             if not ship.name[0].isupper() or described.search(ship.name)]  # fmt: skip
    assert ships
    assert wrong == []


def test_further_area_does_not_repeat_the_counts(atlas):
    shown = card(atlas, atlas.event("northern-interaction-2024"))
    own, *areas = rows(atlas, shown)
    assert (own.ship_count, own.source_count) == (14, shown.source_count)
    assert areas
    assert {(row.ship_count, row.source_count) for row in areas} == {(None, None)}


@pytest.mark.parametrize(
    ("event", "text"),
    [
        ("will-for-peace-2026", "Iran (disputed)"),
        ("maritime-security-belt-2026", "China (announced)"),
        ("talisman-sabre-2025", "; 17 partners"),
    ],
)
def test_notes_of_participants_are_never_left_out(atlas, client, runner, event, text):
    record = atlas.event(event).record
    assert text in participants_text(record)
    assert text in card(atlas, atlas.event(event)).participants
    assert text in client.get(f"/years/{record.year}").text
    assert text in client.get(f"/events/{event}").text
    assert text in runner("show", event).out
    row = next(line for line in runner("list").out.splitlines() if line.startswith(event + " "))
    assert text.removeprefix("Iran ").removeprefix("China ") in row


def test_popup_keeps_the_notes_of_participants(browser, server):
    page = browser.new_page(reduced_motion="reduce")
    page.goto(f"{server}/events/will-for-peace-2026", wait_until="networkidle")
    page.wait_for_selector(".atlas-map[data-ready=true]", state="attached")
    page.locator('.atlas-shape[data-event="will-for-peace-2026"]').first.dispatch_event("click")
    said = page.locator(".atlas-card-when").first.text_content(timeout=5000)
    page.close()
    assert "Iran (disputed)" in said


def test_a_caption_does_not_call_a_disputed_state_leading(atlas):
    assert "Iran" not in year_caption(atlas, 2026, ())
