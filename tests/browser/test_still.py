"""Before any script has run the page shows its map as a drawing, which the map then replaces."""

from __future__ import annotations

import pytest

from tests.limits import MAP, STILL, apart_px, on_screen


@pytest.fixture
def scriptless(browser, server):
    """A tab that runs no script."""
    context = browser.new_context(
        viewport={"width": 1440, "height": 900}, java_script_enabled=False
    )
    yield context.new_page()
    context.close()


def dot(page, selector):
    """The middle of the first node that a selector finds, in pixels of the map."""
    box, area = (page.locator(css).first.bounding_box() for css in (selector, ".map-area"))
    return box["x"] - area["x"] + box["width"] / 2, box["y"] - area["y"] + box["height"] / 2


@pytest.mark.parametrize("size", [(1440, 900), (800, 700), (390, 844)])
@pytest.mark.parametrize("path", ["/years/2025", "/events/joint-sea-2025"])
def test_still_and_map_show_an_event_at_the_same_place(scriptless, watched, server, path, size):
    for page in (scriptless, watched.page):
        page.set_viewport_size({"width": size[0], "height": size[1]})
    scriptless.goto(server + path)
    assert scriptless.locator(".atlas-still").is_visible()
    still = dot(scriptless, ".atlas-still .atlas-sym-exercise-reported[data-event=joint-sea-2025]")
    watched.open(path, drawn=True)
    watched.page.wait_for_selector(".atlas-map[data-landed]")
    shape = ".atlas-shape.atlas-exercises-reported[data-event=joint-sea-2025]"
    assert dot(watched.page, shape) == pytest.approx(still, abs=3)
    assert watched.page.locator(".atlas-still").count() == 0


@pytest.mark.parametrize("year", [2012, 2021, 2024, 2025])
def test_still_holds_every_event_that_has_a_place(scriptless, atlas, server, year):
    scriptless.goto(f"{server}/years/{year}")
    drawn = scriptless.eval_on_selector_all(
        ".atlas-still [data-event]", "nodes => nodes.map(node => node.dataset.event)"
    )
    wanted = {event.id for event in atlas.events(year) if event.record.status == "held"}
    placed = {id for id in wanted
              if any(part.geometry for part in (atlas.event(id), *atlas.parts(id)))}  # fmt: skip
    assert placed and set(drawn) >= placed
    assert set(drawn) <= wanted | {closure.id for closure in atlas.closures(year)}


@pytest.mark.parametrize("query", ["c=10,60&z=5", "sel=malabar-2025"])
def test_still_is_not_shown_where_the_address_asks_for_another_view(watched, query):
    watched.page.route("**/atlas.js", lambda route: route.abort())
    watched.page.goto(f"{watched.origin}/years/2025?{query}")
    assert watched.page.locator(".atlas-still").is_hidden()


@pytest.mark.parametrize(("path", "size"), [
    ("/years/2025", (1440, 900)), ("/events/joint-sea-2025", (1440, 900)),
    ("/events/joint-sea-2025", (390, 844)), ("/years/2025?view=JPN", (1440, 900)),
    ("/events/coast-guard-patrol-2024", (1440, 900)), ("/embed/years/2024", (800, 588)),
    ("/compare?years=2024,2025", (1440, 900)),
])  # fmt: skip
def test_limits_of_the_still_stay_until_the_map_draws_the_same(watched, path, size):
    page = watched.page
    page.set_viewport_size({"width": size[0], "height": size[1]})
    page.route("**/data/zones/**", lambda route: None)
    page.goto(watched.origin + path)
    page.wait_for_selector(".atlas-map[data-landed]", state="attached")
    page.wait_for_function("() => document.querySelector('.leaflet-pane .still-zones')")
    early = [on_screen(page, STILL, px) for px in (0, 30)]
    page.unroute("**/data/zones/**")
    page.wait_for_selector(".atlas-map[data-zones]", state="attached")
    assert page.locator(".atlas-still").count() == 0
    late = [on_screen(page, MAP, px) for px in (0, 30)]
    assert early[0]
    for symbol in {*early[0], *late[0]}:
        assert max(apart_px(early[0].get(symbol), late[1].get(symbol)), default=0) < 4, symbol
        assert max(apart_px(late[0].get(symbol), early[1].get(symbol)), default=0) < 16, symbol
    assert watched.complaints == []


def test_zones_of_the_still_go_when_the_reader_zooms(watched):
    watched.page.route("**/data/zones/**", lambda route: None)
    watched.page.goto(f"{watched.origin}/years/2025")
    watched.page.wait_for_function("() => document.querySelector('.leaflet-pane .still-zones')")
    watched.page.wait_for_selector(".atlas-map[data-landed]", state="attached")
    watched.page.locator(".atlas-map").press("+")
    watched.page.wait_for_function("() => !document.querySelector('.atlas-still')")
