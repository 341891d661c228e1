"""A static site in a real browser, below a sub-path of a plain file server."""

from __future__ import annotations

import json

import pytest

from tests.browser.watching import Watched
from tests.site.conftest import served_below


@pytest.fixture(scope="module")
def address(site):
    """Where the site is served."""
    with served_below(site) as found:
        yield found


def test_every_map_shows_without_another_host(page, address, site):
    edition = json.loads((site / "site.json").read_text())["edition"]
    tab = Watched(page, address)
    roots = ("", f"/v/{edition}")
    maps = [path.relative_to(site).as_posix() for kind in ("years", "events", "compare", "embed")
            for path in sorted((site / kind).rglob("*.html"))]  # fmt: skip
    assert len(maps) > 8
    for root in roots:
        for name in maps if not root else maps[-3:]:
            if "grid" in name and not name.startswith("embed"):
                continue
            tab.open(f"{root}/{name}", drawn=True)
            page.wait_for_selector(".atlas-map[data-zones=true]", state="attached")
    assert tab.strangers == []
    assert tab.complaints == []


def test_a_pair_is_compared_in_all_views_and_leads_to_others(page, address):
    tab = Watched(page, address)
    tab.open("/years/2025.html?theme=dark", drawn=True)
    page.click("a[href*='compare/2024,2025.html']")
    page.wait_for_selector(".atlas-map[data-ready=true]", state="attached")
    assert page.locator(".atlas-year-name, .atlas-label").count()
    page.click(".segments a:has-text('Swipe')")
    page.wait_for_selector(".atlas-swipe")
    assert page.url.split("?")[0].endswith("/compare/2024,2025.view-swipe.html")
    page.focus(".atlas-swipe")
    page.keyboard.press("PageUp")
    page.wait_for_url("**at=60**")
    page.click(".segments a:has-text('Side by side')")
    page.wait_for_selector(".is-pair .atlas-map[data-ready=true] >> nth=1", state="attached")
    assert "at=60" in page.url
    page.click(".segments a:has-text('Grid')")
    page.wait_for_selector(".grid-map")
    assert page.locator(".grid-map").count() >= 2
    # What is chosen next keeps the view; nothing is offered that is not there.
    assert page.locator("form[data-choose], select").count() == 0
    page.click(".offered a[href$='joint-sea.view-grid.html'] >> nth=0")
    page.wait_for_selector(".grid-map")
    assert page.url.split("?")[0].endswith("/compare/joint-sea.view-grid.html")
    page.click(".offered a[aria-current=page]")
    assert tab.strangers == []
    assert tab.complaints == []


def test_readers_walk_through_it(page, address):
    tab = Watched(page, address)
    tab.open("/index.html")
    assert page.locator("form.search").count() == 0
    page.click("a[href$='years/2025.html']")
    page.wait_for_selector(".atlas-map[data-ready=true]", state="attached")
    assert page.evaluate("[...document.images].every((one) => one.complete)")
    page.goto(f"{address}/years/2025.html?theme=dark&sel=joint-sea-2025")
    page.wait_for_selector(".atlas-map[data-ready=true]", state="attached")
    assert page.evaluate("document.documentElement.dataset.theme") == "dark"
    page.goto(f"{address}/about.html")
    page.click("a.site-name")
    assert page.url.startswith(f"{address}/index.html")
    assert tab.strangers == []
    assert tab.complaints == []
