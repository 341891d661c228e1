"""The legend says what is drawn, in its own colours, and covers none of it."""

from __future__ import annotations

import pytest
from playwright.sync_api import expect

HIDDEN_MARKS = """() => {
  const legend = document.querySelector(".atlas-legend").getBoundingClientRect();
  return [...document.querySelectorAll(".atlas-fix, .atlas-dot")].filter((node) => {
    const box = node.getBoundingClientRect();
    return box.width && box.right > legend.left && box.left < legend.right &&
      box.bottom > legend.top && box.top < legend.bottom;
  }).map((node) => node.dataset.feature);
}"""
SYMBOLS = """selector => [...new Set([...document.querySelectorAll(selector)].flatMap(
  (node) => [...node.classList].filter((name) => /^atlas-sym-(?!.*-(casing|chevron)$)/.test(name))
))].sort()"""
EVENTS = ("joint-maritime-patrol-6", "joint-maritime-patrol-5", "joint-maritime-patrol-3",
          "joint-sea-2015-1", "northern-interaction-2024")  # fmt: skip


@pytest.mark.parametrize("width", [1000, 1440, 1900])
@pytest.mark.parametrize("event", EVENTS)
def test_legend_covers_no_fix_of_an_event(watched, event, width):
    watched.page.set_viewport_size({"width": width, "height": 900})
    watched.open(f"/events/{event}", drawn=True)
    assert watched.page.evaluate(HIDDEN_MARKS) == []


def test_legend_folds_where_the_table_takes_half_of_the_page(watched):
    watched.open("/years/2024", drawn=True)
    fold = watched.page.locator(".atlas-legend-fold")
    expect(fold).to_have_attribute("aria-expanded", "true")
    watched.page.locator("#tab-table").click()
    expect(fold).to_have_attribute("aria-expanded", "false")
    watched.page.locator("#tab-events").click()
    expect(fold).to_have_attribute("aria-expanded", "true")


def test_legend_that_the_reader_opened_stays_open(watched):
    watched.open("/events/joint-sea-2025", drawn=True)
    fold = watched.page.locator(".atlas-legend-fold")
    expect(fold).to_have_attribute("aria-expanded", "false")
    fold.click()
    watched.page.set_viewport_size({"width": 1380, "height": 880})
    watched.page.wait_for_timeout(300)
    expect(fold).to_have_attribute("aria-expanded", "true")


@pytest.mark.parametrize(
    "path", [*(f"/years/{year}" for year in (2015, 2017, *range(2019, 2026))),
             "/events/joint-sea-2015-1"],
)  # fmt: skip
def test_every_symbol_that_is_drawn_has_its_line(watched, path):
    watched.open(path, drawn=True)
    drawn = watched.page.evaluate(SYMBOLS, ".atlas-shapes [class*=atlas-sym-]")
    # Zones have rows of their own, and their own tests.
    rows = ".atlas-legend-row" + "".join(
        f":not([data-layer={zone}])"
        for zone in ("eez-limits", "overlapping-claims", "territorial-sea")
    )
    told = watched.page.evaluate(SYMBOLS, f"{rows} [class*=atlas-sym-]")
    assert drawn
    assert told == drawn


def test_legend_of_air_patrols_only_is_teal_and_says_so(watched):
    watched.open("/years/2020", drawn=True)
    row = watched.page.locator(".atlas-legend-row[data-layer=regions]")
    assert "air patrol" in row.inner_text()
    assert row.locator(".atlas-sym-region-corridor").count() == 0


def test_paper_has_the_legend_under_the_map_without_what_is_off(watched):
    watched.open("/years/2024?layers=-counterparts", drawn=True)
    page = watched.page
    page.emulate_media(media="print")
    page.evaluate("window.dispatchEvent(new Event('beforeprint'))")
    legend = page.locator(".print-legend")
    chart = page.locator(".map-area").bounding_box()
    assert legend.bounding_box()["y"] >= chart["y"] + chart["height"]
    assert "Naval patrol" in legend.inner_text()
    assert "Allied" not in legend.inner_text()
    assert page.locator(".map-area .atlas-legend").is_hidden()
    page.evaluate("window.dispatchEvent(new Event('afterprint'))")
    page.emulate_media(media="screen")
    assert legend.count() == 0
    assert page.locator(".map-area .atlas-legend").is_visible()
