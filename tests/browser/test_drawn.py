"""Every event of the atlas is on the map of its year, with card, row and sources."""

from __future__ import annotations

import pytest
from playwright.sync_api import expect

from mapper.atlas import open_atlas

YEARS = open_atlas().years


def held(atlas, year):
    return {event.id for event in atlas.events(year) if event.record.status == "held"}


def test_sixteen_years_hold_62_events(atlas):
    found = [event for year in YEARS for event in held(atlas, year)]
    assert len(YEARS) == 16
    assert len(found) == len(set(found)) == 44 + 18


@pytest.mark.parametrize("year", YEARS)
def test_all_events_of_a_year_are_on_its_map(watched, atlas, year):
    watched.open(f"/years/{year}", drawn=True)
    drawn = watched.page.eval_on_selector_all(
        ".atlas-map svg .atlas-shape[data-event]",
        "nodes => nodes.map(node => node.dataset.event)",
    )
    assert held(atlas, year) <= set(drawn)
    assert watched.complaints == []


@pytest.mark.parametrize("year", [2021, 2025])
def test_every_event_has_its_card_row_and_sources(watched, atlas, year):
    watched.open(f"/years/{year}")
    for event in atlas.events(year):
        card = watched.page.locator(f'article.card[data-event="{event.id}"]')
        assert card.locator("h3").text_content() == event.record.name
        sources = watched.page.locator(f"li[id^='source-{event.id}-']")
        assert sources.count() == len(event.record.sources)
        if event.record.status == "held":
            assert watched.page.locator(f'#table tr[data-event="{event.id}"]').count() >= 1


def test_patrol_across_the_antimeridian_is_not_torn(watched):
    watched.open("/events/joint-maritime-patrol-3", drawn=True)
    widths = watched.page.eval_on_selector_all(
        ".atlas-map svg path.atlas-shape.atlas-patrol-tracks",
        "nodes => nodes.map(node => node.getBBox().width)",
    )
    frame = watched.page.locator(".atlas-map").bounding_box()["width"]
    assert widths
    assert max(widths) < frame


def test_year_without_an_event_says_so_and_why(watched):
    watched.open("/years/2018", drawn=True)
    card = watched.page.locator("article.card-absent[data-event='joint-sea-2018']")
    assert "nine editions before 2021" in card.locator("dd").inner_text()
    assert card.get_by_role("link", name="sources").count() == 1
    assert watched.page.locator(".atlas-map svg .atlas-shape[data-event]").count() == 0


@pytest.mark.parametrize("path", ["/", "/years/2025", "/events/joint-sea-2025", "/about"])
def test_every_page_says_what_it_must(watched, atlas, path):
    watched.open(path)
    words = watched.page.locator("body").inner_text()
    for needed in ("Not for navigation", "Limits shown imply no position on any claim",
                   atlas.fingerprint):  # fmt: skip
        assert needed in words
    assert "WGS 84" in words.replace("\u00a0", " ")


def test_a_click_on_the_sea_tells_the_position_and_the_nearest_coast(watched):
    watched.open("/years/2025?c=30,160&z=5", drawn=True)
    box = watched.page.locator(".atlas-map").bounding_box()
    watched.page.mouse.click(box["x"] + box["width"] * 0.5, box["y"] + box["height"] * 0.5)
    popup = watched.page.locator(".leaflet-popup")
    popup.wait_for()
    watched.page.wait_for_load_state("networkidle")
    assert "′" in popup.inner_text()
    expect(popup.locator(".atlas-coast").last).to_contain_text("nm")
    assert watched.complaints == []
