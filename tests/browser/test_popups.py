"""Popups can be read, closed and used: nothing lies over them, and nothing is cut."""

from __future__ import annotations

import pytest
from playwright.sync_api import expect

ON_TOP = """node => {
  const box = node.getBoundingClientRect();
  const frame = node.closest(".atlas-map").getBoundingClientRect();
  const [x, y] = [box.left + box.width / 2, box.top + box.height / 2];
  const inside = box.left >= frame.left && box.right <= frame.right && box.top >= frame.top;
  return inside && node.contains(document.elementFromPoint(x, y));
}"""


def click_at(page, share_x, share_y):
    """Click the map at a share of its width and height; give its box and the popup."""
    box = page.locator(".atlas-map").bounding_box()
    page.mouse.click(box["x"] + box["width"] * share_x, box["y"] + box["height"] * share_y)
    popup = page.locator(".leaflet-popup")
    popup.wait_for()
    page.wait_for_timeout(400)
    return box, popup


@pytest.mark.parametrize(("share_x", "share_y"), [(0.5, 0.5), (0.12, 0.75), (0.9, 0.35)])
def test_position_popup_of_a_phone_is_whole_and_on_top(phone, share_x, share_y):
    phone.open("/years/2012?c=34,175&z=6", drawn=True)
    box, popup = click_at(phone.page, share_x, share_y)
    assert popup.locator("h3").evaluate(ON_TOP)
    assert popup.locator(".leaflet-popup-close-button").evaluate(ON_TOP)
    copies = popup.locator(".atlas-copy")
    assert copies.count() == 3
    assert all(copies.nth(index).evaluate(ON_TOP) for index in range(3))
    shown = popup.bounding_box()
    assert shown["height"] <= box["height"] * 0.62
    assert shown["width"] * shown["height"] <= 0.6 * box["width"] * box["height"]
    popup.locator(".leaflet-popup-close-button").click()
    expect(popup).to_be_hidden()


def test_event_popup_of_a_phone_lies_over_tools_and_legend(phone):
    phone.open("/years/2025?c=42.4,132&z=5", drawn=True)
    shape = ".atlas-shape[data-feature=joint-sea-2025]"
    phone.page.locator(shape).first.dispatch_event("click")
    popup = phone.page.locator(".leaflet-popup")
    popup.wait_for()
    over = "() => ['.atlas-popups', '.leaflet-top', '.atlas-edges']" \
        ".map(name => Number(getComputedStyle(document.querySelector(name)).zIndex))"  # fmt: skip
    popups, controls, edges = phone.page.evaluate(over)
    assert popups > controls
    assert popups > edges


def test_popup_stays_at_its_place_while_the_map_moves(watched):
    watched.open("/years/2025?c=12,150&z=5", drawn=True)
    page = watched.page
    _, popup = click_at(page, 0.5, 0.5)
    before = popup.bounding_box()
    page.evaluate(
        "window[document.querySelector('.atlas-map').id].panBy([60, 30], {animate: false})"
    )
    after = popup.bounding_box()
    assert after["x"] == pytest.approx(before["x"] - 60, abs=1.5)
    assert after["y"] == pytest.approx(before["y"] - 30, abs=1.5)


def test_position_popup_says_that_it_is_looking_for_the_coast(watched):
    watched.page.route("**/position?**", lambda route: None)
    watched.page.goto(f"{watched.origin}/years/2012?c=34,175&z=5")
    watched.page.wait_for_selector(".atlas-map[data-ready=true]")
    _, popup = click_at(watched.page, 0.5, 0.5)
    expect(popup.locator(".atlas-coast").last).to_have_text("Nearest coast: looking…")


def test_click_on_a_patrols_tint_tells_of_the_patrol_and_of_its_fix(watched):
    watched.open("/years/2025?c=32,166&z=5", drawn=True)
    _, popup = click_at(watched.page, 0.5, 0.5)
    assert "Joint maritime patrol no. 6" in popup.inner_text()
    assert "Fix" in popup.locator("dt").all_inner_texts()
    assert "acific" in popup.inner_text()
    assert popup.locator(".atlas-card-position .atlas-copy").count() == 3
