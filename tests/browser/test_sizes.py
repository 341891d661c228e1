"""Pages fit a phone, a desk and a sheet of paper."""

from __future__ import annotations

import pytest

PAGES = ("/", "/years/2025", "/years/2021", "/years/2018", "/events/joint-sea-2025", "/about",
         "/report/years/2025", "/events/nothing-of-that-name",
         "/compare?series=joint-sea", "/compare?series=joint-sea&view=grid",
         "/compare?years=2025")  # fmt: skip


def overflowing(page):
    """Elements that stick out of the page at the right, with how far."""
    return page.evaluate(
        """() => {
          const wide = document.documentElement.clientWidth;
          const inScroller = (e) => {
            for (let p = e.parentElement; p; p = p.parentElement) {
              if (["auto", "scroll", "hidden", "clip"].includes(getComputedStyle(p).overflowX)) {
                return true;
              }
            }
            return false;
          };
          return [...document.body.querySelectorAll("*")]
            .filter((e) => e.getBoundingClientRect().right > wide + 1 && !inScroller(e))
            .map((e) => `${e.tagName}.${e.className} ${e.getBoundingClientRect().right}`);
        }"""
    )


@pytest.mark.parametrize("path", PAGES)
def test_phone_has_no_sideways_scroll(phone, path):
    phone.open(path)
    assert overflowing(phone.page) == []
    wide = phone.page.evaluate("document.documentElement.scrollWidth")
    assert wide <= 390


@pytest.mark.parametrize("scripts", [True, False], ids=["scripts", "no scripts"])
@pytest.mark.parametrize("width", [360, 430])
def test_header_of_a_phone_is_one_row_with_everything_in_it_or_in_its_menu(
    browser, server, width, scripts
):
    context = browser.new_context(viewport={"width": width, "height": 740}, has_touch=True,
                                  is_mobile=True, java_script_enabled=scripts)  # fmt: skip
    page = context.new_page()
    for path in ("/", "/years/2025", "/events/joint-sea-2025", "/compare?years=2024,2025"):
        page.goto(server + path, wait_until="domcontentloaded")
        assert page.locator(".site-header").bounding_box()["height"] <= 49
        shown = page.locator(".site-header > a, .site-tools .tool")
        boxes = [one.bounding_box() for one in shown.all()]
        assert all(box["x"] >= 0 and box["x"] + box["width"] <= width for box in boxes)
        assert all(box["height"] >= 38 for box in boxes[1:])
        assert not page.locator(".site-nav").is_visible()
        page.get_by_role("button", name="Menu").click()
        links = page.locator(".site-nav a")
        assert len(links.all()) == 5
        assert all(link.is_visible() for link in links.all())
        page.keyboard.press("Escape")
        assert not page.locator(".site-nav").is_visible()
    context.close()


@pytest.mark.parametrize("width", [1201, 1440])
def test_header_of_a_desk_shows_pages_and_tools_without_a_menu(browser, server, width):
    context = browser.new_context(viewport={"width": width, "height": 700})
    page = context.new_page()
    page.goto(server + "/years/2025", wait_until="domcontentloaded")
    page.wait_for_selector("[data-action=theme]:visible")
    assert not page.locator(".menu-open").is_visible()
    assert page.locator(".site-nav a:visible, .site-header .tool:visible").count() == 9
    assert page.evaluate("document.documentElement.scrollWidth") == width
    context.close()


def test_no_event_page_scrolls_sideways_on_a_phone(phone, atlas):
    phone.page.route("**/data/**", lambda route: route.abort())
    wide = {}
    for event in (event for year in atlas.years for event in atlas.events(year)):
        phone.page.goto(f"{phone.origin}/events/{event.id}", wait_until="domcontentloaded")
        phone.page.wait_for_selector(".has-script")
        wide[event.id] = phone.page.evaluate("document.documentElement.scrollWidth")
    assert len(wide) > 60
    assert {name: width for name, width in wide.items() if width > 390} == {}


def test_phone_shows_the_map_above_the_panel(phone):
    phone.open("/years/2025", drawn=True)
    chart = phone.page.locator(".atlas-map").bounding_box()
    panel = phone.page.locator("#panel").bounding_box()
    assert chart["width"] > 340
    assert chart["y"] + chart["height"] <= panel["y"] + 1


def test_popup_covers_at_most_60_percent_of_the_map(phone):
    phone.open("/years/2025?sel=joint-sea-2025&c=42.4,132&z=6", drawn=True)
    box = phone.page.locator(".atlas-map").bounding_box()
    phone.page.mouse.click(box["x"] + box["width"] / 2, box["y"] + box["height"] / 2)
    popup = phone.page.locator(".leaflet-popup-content-wrapper")
    popup.wait_for()
    shown = popup.bounding_box()
    assert shown["width"] <= box["width"] * 0.75
    assert shown["height"] <= box["height"] * 0.62 + 2


@pytest.mark.parametrize("path", ["/years/2025", "/events/joint-sea-2025"])
def test_paper_has_map_table_and_sources(watched, path):
    watched.open(path, drawn=True)
    watched.page.emulate_media(media="print")
    shown = ".atlas-map, table, .sources"
    visible = watched.page.locator(shown).evaluate_all(
        "nodes => nodes.filter(n => n.getClientRects().length).map(n => n.tagName)"
    )
    assert {"DIV", "TABLE", "OL"} <= set(visible)
    assert (
        watched.page.locator(".site-header button:visible, .site-header .tool:visible").count() == 0
    )
    assert watched.page.pdf(format="A4")[:5] == b"%PDF-"


@pytest.mark.parametrize("path", ["/years/2025", "/years/2024", "/events/joint-maritime-patrol-3"])
def test_everything_that_a_map_page_sends_is_below_350_kb(watched, path):
    sent = []

    def note(request):
        sent.append(request)

    watched.page.on("requestfinished", note)
    watched.open(path, drawn=True)
    sizes = [(request.url, request.sizes()) for request in sent]
    whole = sum(size["responseBodySize"] + size["responseHeadersSize"] for _, size in sizes)
    land = sum(size["responseBodySize"] for url, size in sizes if "/basemap/" in url)
    assert 50_000 < whole < 350_000
    assert land < 150_000
