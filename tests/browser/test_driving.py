"""The year page can be driven: tabs, legend, timeline, cards, address, by mouse and keyboard."""

from __future__ import annotations

import re

import pytest
from playwright.sync_api import expect

EVENT = "joint-sea-2025"
SHAPE = f'.atlas-map svg .atlas-shape[data-event="{EVENT}"]'
LATER = "freedom-edge-2025-09"


@pytest.fixture
def year(watched):
    """The page of 2025, drawn."""
    watched.open("/years/2025", drawn=True)
    return watched.page


def query(page):
    return page.evaluate("() => Object.fromEntries(new URLSearchParams(location.search))")


def wait_for_query(page, **wanted):
    """Wait until the address holds some values; ``None`` means that the key is gone."""
    page.wait_for_function(
        "wanted => { const q = new URLSearchParams(location.search);"
        " return Object.entries(wanted).every(([key, value]) => q.get(key) === value); }",
        arg=wanted,
    )


def test_tabs_follow_the_arrow_keys(year):
    year.locator("#tab-events").focus()
    for name in ("table", "sources", "events"):
        year.keyboard.press("ArrowRight")
        expect(year.locator(f"#tab-{name}")).to_have_attribute("aria-selected", "true")
        expect(year.locator(f"#{name}")).to_be_visible()
    expect(year.locator("#sources")).to_be_hidden()


def test_every_control_can_be_reached_by_keyboard(year):
    seen = set()
    for _ in range(200):
        year.keyboard.press("Tab")
        seen.add(
            year.evaluate(
                "() => { const e = document.activeElement; return e.dataset.layer ||"
                " e.dataset.action || e.dataset.tool || e.getAttribute('aria-label') ||"
                " e.id || e.className || e.tagName; }"
            )
        )
    for wanted in ("skip", "theme", "select", "play", "First day", "Last day", "in", "measure",
                   "exercises-reported", "tab-events"):  # fmt: skip
        assert wanted in seen, f"{wanted} is not reached; reached: {sorted(map(str, seen))}"


def test_focus_is_seen(year):
    year.locator(".site-nav a").first.focus()
    year.keyboard.press("Tab")
    outline = year.evaluate(
        "() => { const s = getComputedStyle(document.activeElement);"
        " return [s.outlineStyle, parseFloat(s.outlineWidth), s.boxShadow]; }"
    )
    assert (outline[0] != "none" and outline[1] >= 1) or outline[2] != "none"


def test_legend_switches_a_layer_off_and_on(year):
    row = year.locator('.atlas-legend-row[data-layer="patrol-tracks"]')
    track = year.locator(".atlas-map svg path.atlas-shape.atlas-patrol-tracks").first
    expect(row).to_have_attribute("aria-pressed", "true")
    row.focus()
    year.keyboard.press("Enter")
    expect(row).to_have_attribute("aria-pressed", "false")
    expect(track).to_be_hidden()
    wait_for_query(year, layers="-patrol-tracks")
    row.click()
    expect(track).not_to_have_class(re.compile(r"\bis-off\b"))
    wait_for_query(year, layers=None)


def test_timeline_handles_follow_the_keys_and_filter(year):
    first = year.get_by_role("slider", name="First day")
    first.focus()
    for _ in range(8):
        year.keyboard.press("PageUp")
    expect(first).to_have_attribute("aria-valuenow", "240")
    wait_for_query(year, **{"from": "2025-08-29", "to": "2025-12-31"})
    expect(year.locator(f'article.card[data-event="{EVENT}"]')).to_be_hidden()
    expect(year.locator(f'article.card[data-event="{LATER}"]')).to_be_visible()
    expect(year.locator(SHAPE).first).to_be_hidden()
    year.locator("[data-action=whole-year]").click()
    wait_for_query(year, **{"from": None, "to": None})
    expect(year.locator(f'article.card[data-event="{EVENT}"]')).to_be_visible()


def test_timeline_can_be_dragged(year):
    box = year.locator(".timeline-plot").bounding_box()
    middle = box["y"] + box["height"] - 6
    year.mouse.move(box["x"] + box["width"] * 0.60, middle)
    year.mouse.down()
    year.mouse.move(box["x"] + box["width"] * 0.65, middle, steps=4)
    year.mouse.move(box["x"] + box["width"] * 0.70, middle, steps=4)
    year.mouse.up()
    year.wait_for_function(
        "() => (new URLSearchParams(location.search).get('to') ?? '').startsWith('2025-09')"
    )
    assert query(year)["from"].startswith("2025-08")


def test_play_moves_the_window(year):
    button = year.locator("[data-action=play]")
    button.click()
    expect(button).to_have_attribute("aria-pressed", "true")
    year.wait_for_function("() => new URLSearchParams(location.search).has('to')")
    before = query(year)["to"]
    year.wait_for_function(
        "before => { const to = new URLSearchParams(location.search).get('to');"
        " return to !== before; }",
        arg=before,
    )
    button.click()
    expect(button).to_have_attribute("aria-pressed", "false")


def test_card_shape_and_row_light_up_together(year):
    card = year.locator(f'article.card[data-event="{EVENT}"]')
    card.hover()
    expect(year.locator(SHAPE).first).to_have_class(re.compile(r"\bis-hot\b"))
    card.locator("[data-action=select]").click()
    expect(year.locator(SHAPE).first).to_have_class(re.compile(r"\bis-selected\b"))
    row = year.locator(f'#table tr[data-event="{EVENT}"]').first
    expect(row).to_have_class(re.compile(r"\bis-selected\b"))
    wait_for_query(year, sel=EVENT)


def test_shape_lights_up_its_card(year):
    year.locator(SHAPE).first.dispatch_event("pointerover")
    expect(year.locator(f'article.card[data-event="{EVENT}"]')).to_have_class(
        re.compile(r"\bis-hovered\b")
    )


def test_address_restores_the_view(watched):
    address = (
        f"/years/2025?layers=-regions,-patrol-tracks&sel={EVENT}"
        "&from=2025-07-15&to=2025-08-31&theme=dark&c=40.000,135.000&z=5"
    )
    watched.open(address, drawn=True)
    page = watched.page
    expect(page.locator("html")).to_have_attribute("data-theme", "dark")
    for layer in ("regions", "patrol-tracks"):
        row = page.locator(f'.atlas-legend-row[data-layer="{layer}"]')
        expect(row).to_have_attribute("aria-pressed", "false")
    card = page.locator(f'article.card[data-event="{EVENT}"]')
    expect(card).to_have_class(re.compile(r"\bis-selected\b"))
    expect(page.locator(f'article.card[data-event="{LATER}"]')).to_be_hidden()
    span = page.locator("#timeline-span")
    expect(span).to_have_text("15 July – 31 August 2025")
    assert query(page)["layers"] == "-regions,-patrol-tracks"


def test_view_that_the_reader_moved_is_in_the_address(year):
    year.locator(".atlas-map").focus()
    year.keyboard.press("ArrowRight")
    year.keyboard.press("+")
    year.wait_for_function("() => new URLSearchParams(location.search).has('c')")
    assert re.fullmatch(r"-?\d+\.\d+,-?\d+\.\d+", query(year)["c"])
    assert float(query(year)["z"]) > 0


def test_theme_button_changes_the_theme_and_the_address(year):
    button = year.locator("[data-action=theme]")
    seen = []
    for _ in range(3):
        button.click()
        seen.append(year.locator("html").get_attribute("data-theme"))
    assert sorted(seen) == ["auto", "dark", "light"]


def test_table_can_be_sorted_by_keyboard(year):
    year.locator("#tab-table").click()
    table = year.locator("#table table[data-sortable]").first
    button = table.locator("thead th button").first
    before = table.locator("tbody tr th").all_inner_texts()
    button.focus()
    year.keyboard.press("Enter")
    first = table.locator("tbody tr th").all_inner_texts()
    year.keyboard.press("Enter")
    second = table.locator("tbody tr th").all_inner_texts()
    assert first != second
    assert sorted(first) == sorted(second) == sorted(before)


@pytest.mark.parametrize(("text", "event"), [
    ("Владивосток", "joint-sea-2025"),
    ("海上联合", "joint-sea-2025"),
    ("oman", "maritime-security-belt"),
])  # fmt: skip
def test_search_finds_names_in_every_script(watched, text, event):
    watched.open("/")
    watched.page.locator("#q").fill(text)
    link = watched.page.locator(f"#results-list a[href^='/events/{event}']").first
    expect(link).to_be_visible()
    assert watched.complaints == []


def test_flight_from_a_card_is_the_readers_view(year):
    assert "c" not in query(year)
    year.locator("article.card[data-event=malabar-2025] [data-action=select]").click()
    year.wait_for_function("() => new URLSearchParams(location.search).has('c')")
    assert float(query(year)["c"].split(",")[0]) == pytest.approx(13, abs=4)
    assert float(query(year)["z"]) > 3


def test_address_that_names_an_event_shows_it(watched):
    watched.open("/years/2025?sel=malabar-2025", drawn=True)
    page = watched.page
    frame = page.locator(".atlas-map").bounding_box()
    dot = page.locator(".atlas-dot[data-event=malabar-2025]").bounding_box()
    assert frame["x"] < dot["x"] < frame["x"] + frame["width"] - 288
    assert frame["y"] < dot["y"] < frame["y"] + frame["height"]
    assert query(page) == {"sel": "malabar-2025"}


def test_click_on_the_map_leaves_the_view_as_it_is(watched):
    watched.open("/years/2025?c=12,150&z=4", drawn=True)
    page = watched.page
    shape = page.locator(".atlas-hit[data-event=joint-maritime-patrol-6]").first
    shape.dispatch_event("click")
    page.locator(".leaflet-popup").wait_for()
    wait_for_query(page, sel="joint-maritime-patrol-6")
    assert float(query(page)["z"]) == 4
