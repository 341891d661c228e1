"""A map in a notebook and a map saved to a file have everything inside: no request is made."""

from __future__ import annotations

import html

import pytest

import mapper
from tests.browser.watching import Watched

DRAWN = ".atlas-map .atlas-shape[data-event]"


@pytest.fixture(scope="module")
def year_map():
    """What a notebook gets."""
    return mapper.year_map(2025)


def events(frame):
    """The events whose shapes a page or frame shows."""
    return set(frame.eval_on_selector_all(DRAWN, "nodes => nodes.map(n => n.dataset.event)"))


def test_map_in_a_notebook_is_one_frame_that_draws_itself(page, year_map):
    watched = Watched(page, "http://notebook.invalid")
    page.set_content(f"<!doctype html><title>Notebook</title>{year_map._repr_html_()}")
    frame = page.frame_locator("iframe")
    frame.locator(DRAWN).first.wait_for(state="attached")
    assert "joint-sea-2025" in events(page.frames[1])
    assert watched.requests == []
    assert watched.complaints == []


@pytest.fixture(scope="module")
def made(year_map):
    """Maps by what they show."""
    return {
        "Maritime Exercise Atlas 2025": year_map,
        "Joint maritime patrol no. 3": mapper.event_map("joint-maritime-patrol-3"),
        "Compared: 2024 and 2025": mapper.compare_map(2024, 2025, layout="side"),
    }


@pytest.mark.parametrize(
    "title",
    ["Maritime Exercise Atlas 2025", "Joint maritime patrol no. 3", "Compared: 2024 and 2025"],
)
def test_saved_map_opens_from_a_file_without_a_network(context, page, tmp_path, made, title):
    chosen = made[title]
    path = tmp_path / "map.html"
    chosen.save(path)
    assert path.stat().st_size < 1_000_000
    context.set_offline(True)
    watched = Watched(page, "file://")
    page.goto(path.as_uri())
    page.wait_for_selector(".atlas-map[data-ready]", state="attached")
    assert events(page)
    assert [url for url in watched.requests if not url.startswith("file:")] == []
    assert watched.complaints == []
    assert html.unescape(page.title()) == title


@pytest.mark.parametrize("layout", ["overlay", "swipe", "side"])
def test_file_of_a_comparison_shows_both_years_without_a_network(
    context, page, tmp_path, server, layout
):
    path = tmp_path / "compared.html"
    query = f"years=2024,2025&series=joint-sea&view={layout}"
    path.write_bytes(page.request.get(f"{server}/downloads/compare.html?{query}").body())
    context.set_offline(True)
    watched = Watched(page, "file://")
    page.goto(path.as_uri())
    page.wait_for_selector(".atlas-map[data-ready]", state="attached")
    assert {"joint-sea-2024", "joint-sea-2025"} <= events(page)
    assert page.get_by_role("heading", name="What differs").is_visible()
    assert [url for url in watched.requests if not url.startswith("file:")] == []
    assert watched.complaints == []


def test_land_beyond_the_first_view_of_a_file_is_the_coarser_one(page, tmp_path, server):
    path = tmp_path / "compared.html"
    query = "years=2024,2025&series=joint-sea"
    path.write_bytes(page.request.get(f"{server}/downloads/compare.html?{query}").body())
    page.set_viewport_size({"width": 1800, "height": 500})
    page.goto(path.as_uri())
    page.wait_for_selector(".atlas-map[data-ready]", state="attached")
    # Dzungaria lies left of the land that the file has in detail.
    pixel = """() => {
      const map = window[document.querySelector(".atlas-map").id];
      map.setView([46, 82], 5, { animate: false });
      return new Promise((done) => setTimeout(() => {
        const canvas = document.querySelector("canvas.atlas-land");
        const { width, height } = canvas;
        done([...canvas.getContext("2d").getImageData(width / 2 + 3, height / 2 + 3, 1, 1).data]);
      }, 1500));
    }"""
    red, _, blue, _ = page.evaluate(pixel)
    assert red > blue


def test_nothing_of_the_data_passes_through_the_template(year_map):
    script = year_map.inline_script()
    for word in ("Joint Sea", "Shaoxing", "海上联合", "Vladivostok"):
        assert word not in script


def test_saved_map_tells_its_events_and_sources_without_a_script(browser, tmp_path, year_map):
    path = tmp_path / "map.html"
    year_map.save(path)
    context = browser.new_context(java_script_enabled=False, offline=True)
    page = context.new_page()
    page.goto(path.as_uri())
    table = page.locator("table")
    assert table.locator("tbody tr").count() == len(year_map.atlas.events(2025))
    assert table.get_by_text("Joint Sea 2025").is_visible()
    assert page.locator("#sources-1 + ol > li").count() > 0
    for words in ("Not for navigation", "WGS 84", year_map.atlas.fingerprint):
        assert page.locator("footer").get_by_text(words).first.is_visible()
    context.close()
