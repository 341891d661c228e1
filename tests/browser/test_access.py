"""A screen reader's needs: axe-core finds nothing serious on any page, in either theme."""

from __future__ import annotations

import itertools

import pytest
from axe_playwright_python.sync_playwright import Axe

PAGES = ("/", "/?q=Vladivostok", "/years/2025", "/years/2021", "/years/2018",
         "/events/joint-sea-2025", "/events/joint-maritime-patrol-3", "/events/joint-sea-2020",
         "/about", "/years/1066", "/embed/years/2025", "/report/years/2025",
         "/compare?years=2024,2025&series=joint-sea", "/compare?years=2025",
         "/compare?series=joint-sea&view=grid",
         "/compare?years=2024,2025&view=swipe", "/warnings")  # fmt: skip
SERIOUS = ("serious", "critical")


def findings(page):
    """What axe calls serious or critical: the rule and the first elements."""
    found = Axe().run(page).response["violations"]
    return [
        f"{one['id']}: {[node['target'] for node in one['nodes'][:4]]}"
        for one in found
        if one["impact"] in SERIOUS
    ]


@pytest.mark.parametrize("theme", ["light", "dark"])
@pytest.mark.parametrize("path", PAGES)
def test_axe_finds_nothing_serious(watched, path, theme):
    join = "&" if "?" in path else "?"
    mapped = path.startswith(("/years/20", "/events", "/compare?years=2024"))
    watched.open(f"{path}{join}theme={theme}", drawn=mapped)
    assert findings(watched.page) == []


@pytest.mark.parametrize("tab", ["table", "sources"])
def test_axe_finds_nothing_serious_behind_the_tabs(watched, tab):
    watched.open(f"/years/2025#{tab}", drawn=True)
    assert findings(watched.page) == []


def test_axe_finds_nothing_serious_in_an_open_popup(watched):
    watched.open("/years/2025?c=42.45,132&z=6", drawn=True)
    box = watched.page.locator(".atlas-map").bounding_box()
    watched.page.mouse.click(box["x"] + box["width"] / 2, box["y"] + box["height"] / 2)
    watched.page.locator(".leaflet-popup").wait_for()
    assert findings(watched.page) == []


def test_axe_finds_nothing_serious_on_a_phone_and_in_its_menu(phone):
    phone.open("/years/2025", drawn=True)
    assert findings(phone.page) == []
    phone.page.get_by_role("button", name="Menu").tap()
    phone.page.locator(".site-menu:popover-open").wait_for()
    assert findings(phone.page) == []


def test_dialogue_keeps_the_focus_and_escape_closes_it_from_anywhere(watched):
    watched.open("/years/2025", drawn=True)
    page = watched.page
    page.locator("[data-action=report]").focus()
    page.keyboard.press("Enter")
    page.locator(".report-dialog").wait_for()
    page.wait_for_selector(".report-dialog iframe[src]")
    for _ in range(30):
        page.keyboard.press("Tab")
        assert page.evaluate(
            "() => { const e = document.activeElement;"
            " return e === document.body || !!e.closest('dialog') && e.tagName !== 'IFRAME'; }"
        )
    assert findings(page) == []
    page.keyboard.press("Escape")
    page.wait_for_selector(".report-dialog", state="detached")
    assert page.evaluate("document.activeElement.dataset.action") == "report"


def test_axe_sees_what_is_wrong(watched):
    watched.open("/about")
    watched.page.evaluate("document.body.append(document.createElement('img'))")
    watched.page.evaluate("document.querySelector('img:not([alt])').src = '/favicon.ico'")
    assert any(text.startswith("image-alt") for text in findings(watched.page))


@pytest.mark.parametrize("path", PAGES)
def test_page_has_language_title_and_one_heading_of_the_first_level(watched, path):
    watched.open(path)
    page = watched.page
    assert page.locator("html").get_attribute("lang") == "en"
    assert "Maritime Exercise Atlas" in page.title()
    assert page.locator("h1").count() == 1
    levels = page.eval_on_selector_all("h1,h2,h3,h4,h5,h6", "n => n.map(e => +e.tagName[1])")
    jumps = [(a, b) for a, b in itertools.pairwise(levels) if b > a + 1]
    assert jumps == []
