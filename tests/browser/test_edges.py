"""The edge of a map tells every event outside the view, clear of what else floats there."""

from __future__ import annotations

import pytest
from playwright.sync_api import expect

MEETING = """selectors => {
  const [marks, others] = selectors.map((css) => [...document.querySelectorAll(css)]
    .map((node) => [node.textContent, node.getBoundingClientRect()]).filter(([, b]) => b.width));
  return marks.flatMap(([name, a]) => others
    .filter(([, b]) => a.left < b.right && a.right > b.left && a.top < b.bottom && a.bottom > b.top)
    .map(([other]) => `${name} / ${other}`));
}"""
FAR = "c=-55.000,-30.000&z=5"


@pytest.mark.parametrize("size", [(1440, 900), (1000, 640)])
@pytest.mark.parametrize("year", [2024, 2025])
def test_every_event_outside_the_view_is_told(watched, atlas, year, size):
    watched.page.set_viewport_size({"width": size[0], "height": size[1]})
    watched.open(f"/years/{year}?{FAR}", drawn=True)
    told = watched.page.eval_on_selector_all(
        ".atlas-edges button[data-event]", "all => all.map(node => node.dataset.event)"
    )
    held = {event.id for event in atlas.events(year) if event.record.status == "held"}
    assert sorted(told) == sorted(held)


def test_events_without_room_are_listed_on_demand(phone):
    phone.open(f"/years/2024?{FAR}", drawn=True)
    more = phone.page.locator(".atlas-edge-more")
    listed = more.locator("button")
    expect(more.locator("summary")).to_have_text(f"+{listed.count()} more")
    expect(listed.first).to_be_hidden()
    more.locator("summary").click()
    expect(listed.first).to_be_visible()
    frame = phone.page.locator(".atlas-map").bounding_box()
    box = more.locator("ul").bounding_box()
    assert box["x"] >= frame["x"]
    assert box["x"] + box["width"] <= frame["x"] + frame["width"]
    assert box["y"] >= frame["y"]
    event = listed.first.get_attribute("data-event")
    listed.first.click()
    phone.page.wait_for_function(
        "name => new URLSearchParams(location.search).get('sel') === name", arg=event
    )


@pytest.mark.parametrize("year", [2022, 2024])
def test_names_at_the_edge_are_never_cut(phone, year):
    phone.open(f"/years/{year}?{FAR}", drawn=True)
    cut = phone.page.eval_on_selector_all(
        ".atlas-edges > .atlas-edge .atlas-edge-name",
        "all => all.filter(n => n.scrollWidth > n.clientWidth + 1 || n.textContent.endsWith('…'))"
        ".map(n => n.textContent)",
    )
    assert cut == []


@pytest.mark.parametrize("size", [(1440, 900), (900, 700)])
def test_readout_and_measure_lie_clear_of_markers_and_credits(watched, size):
    page = watched.page
    page.set_viewport_size({"width": size[0], "height": size[1]})
    watched.open("/years/2024?c=32,130&z=7", drawn=True)
    box = page.locator(".atlas-map").bounding_box()
    page.mouse.move(box["x"] + box["width"] / 2, box["y"] + box["height"] / 2)
    page.locator("[data-tool=measure]").click()
    for share in (0.4, 0.5, 0.6):
        page.mouse.click(box["x"] + box["width"] * share, box["y"] + box["height"] * share)
    page.wait_for_timeout(300)
    expect(page.locator(".atlas-pointer")).to_be_visible()
    assert page.locator(".atlas-edges > .atlas-edge").count() > 2
    floats = ".atlas-pointer, .atlas-measure"
    credits = ".leaflet-control-attribution, .atlas-scale"
    assert page.evaluate(MEETING, [".atlas-edges > .atlas-edge", floats]) == []
    assert page.evaluate(MEETING, [floats, credits]) == []


def test_double_click_ends_a_measured_line_without_an_empty_leg(watched):
    watched.open("/years/2025?c=12,150&z=5", drawn=True)
    page = watched.page
    box = page.locator(".atlas-map").bounding_box()
    words = page.locator(".atlas-measure")
    page.locator("[data-tool=measure]").click()
    y = box["y"] + box["height"] / 2
    page.mouse.click(box["x"] + 200, y)
    page.mouse.move(box["x"] + 300, y)
    page.mouse.dblclick(box["x"] + 400, y)
    ended = words.inner_text()
    assert "0.00 nm" not in ended
    assert "total" not in ended
    page.mouse.move(box["x"] + 500, y + 60)
    expect(words).to_have_text(ended)
    assert page.locator(".atlas-measure-mark").count() == 2
    page.mouse.click(box["x"] + 300, y + 100)
    assert page.locator(".atlas-measure-mark").count() == 1
