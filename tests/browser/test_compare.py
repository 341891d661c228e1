"""Compared years in a browser: four views, by mouse, touch and keyboard, and their address."""

from __future__ import annotations

import io
from urllib.request import urlopen

import numpy as np
import pytest
from PIL import Image
from playwright.sync_api import expect

from mapper.cartography.year_style import year_styles
from tests.browser.watching import DRAWN

# 2021 and 2025 lie at the same place, their discs one over the other.
PAIR = "/compare?years=2021,2025&series=joint-sea"
CLOSE = "&c=42.4,132.1&z=7.5"
# So near that the discs reach into both panes, wherever the handle stands.
NEARER = "&c=42.4,132.1&z=9"
OLDER, NEWER = (style.colours["light"] for style in year_styles([2021, 2025]))


@pytest.fixture(scope="module", autouse=True)
def warm(server):
    """The server has measured once: no test waits for that."""
    with urlopen(server + PAIR, timeout=120) as answer:
        assert answer.status == 200


@pytest.fixture
def shown(watched):
    """Open a view, wait until it is drawn, and give the page."""

    def show(path):
        watched.open(path, drawn=True)
        return watched.page

    yield show
    assert watched.complaints == []


def query(page):
    return page.evaluate("() => Object.fromEntries(new URLSearchParams(location.search))")


def ink(page, colour):
    """How many pixels of the map have about a colour, left and right of the handle."""
    box = page.locator(".atlas-map").first.bounding_box()
    page.mouse.move(2, 2)
    picture = Image.open(
        io.BytesIO(page.screenshot(clip={**box, "y": box["y"] + 60, "height": box["height"] - 120}))
    )
    pixels = np.asarray(picture.convert("RGB")).astype(int)
    wanted = np.array([int(colour[i : i + 2], 16) for i in (1, 3, 5)])
    near = np.abs(pixels - wanted).sum(axis=2) < 40
    grip = page.locator(".atlas-swipe").bounding_box()
    middle = round(grip["x"] + grip["width"] / 2 - box["x"])
    # The handle itself covers a strip that tells nothing.
    return near[:, : middle - 24].sum(), near[:, middle + 24 :].sum()


def test_swipe_cuts_vector_areas_at_the_handle_and_nothing_else_does(shown):
    page = shown(f"{PAIR}&view=swipe{NEARER}")
    page.evaluate("document.querySelectorAll('.atlas-legend').forEach(one => one.remove())")
    for key, at in (("Home", None), ("PageUp", 20), ("PageUp", 80)):
        page.locator(".atlas-swipe").focus()
        if at is None:
            page.keyboard.press(key)
            continue
        while int(page.locator(".atlas-swipe").get_attribute("aria-valuenow")) < at:
            page.keyboard.press(key)
        page.evaluate("document.activeElement.blur()")
        left, right = ink(page, OLDER), ink(page, NEWER)
        assert left[1] == 0, f"at {at}: the left year is seen on the right"
        assert right[0] == 0, f"at {at}: the right year is seen on the left"
        if at:
            assert left[0] > 50, f"at {at}: the left pane is blank"
            assert right[1] > 50, f"at {at}: the right pane is blank"
    page.locator(".atlas-swipe").focus()
    page.keyboard.press("Home")
    for _ in range(5):
        page.keyboard.press("PageUp")
    assert ink(page, OLDER)[0] > 150
    assert ink(page, NEWER)[1] > 150
    # Without the cut both years are seen on both sides: so it is the cut that the test sees.
    page.evaluate("""for (const pane of document.querySelectorAll("[class*='atlas-shapes-']"))
      if (pane.classList.contains("leaflet-pane")) pane.style.clipPath = "none";""")
    assert ink(page, OLDER)[1] > 150
    assert ink(page, NEWER)[0] > 150


def test_swipe_is_a_slider_for_mouse_and_keys_and_its_place_is_in_the_address(shown):
    page = shown(f"{PAIR}&view=swipe")
    slider = page.get_by_role("slider", name="Divider between 2021 and 2025")
    expect(slider).to_have_attribute("aria-valuenow", "50")
    box, chart = slider.bounding_box(), page.locator(".atlas-map").bounding_box()
    page.mouse.move(box["x"] + box["width"] / 2, box["y"] + 300)
    page.mouse.down()
    page.mouse.move(chart["x"] + chart["width"] * 0.3, box["y"] + 300, steps=5)
    page.mouse.up()
    expect(slider).to_have_attribute("aria-valuenow", "30")
    page.keyboard.press("ArrowLeft")
    expect(slider).to_have_attribute("aria-valuenow", "28")
    page.wait_for_function("() => new URLSearchParams(location.search).get('at') === '28'")
    center = page.evaluate("map_compare.getCenter().lng")
    page.keyboard.press("End")
    expect(slider).to_have_attribute("aria-valuenow", "100")
    page.keyboard.press("PageDown")
    expect(slider).to_have_attribute("aria-valuenow", "90")
    assert page.evaluate("map_compare.getCenter().lng") == center
    page.wait_for_function("() => new URLSearchParams(location.search).get('at') === '90'")
    page.reload()
    page.wait_for_selector(DRAWN, state="attached")
    expect(slider).to_have_attribute("aria-valuenow", "90")


def drag_by_finger(page, start, by):
    """A finger is laid down at (x, y), moved by (right, down) pixels in four steps, and lifted."""
    touch = page.context.new_cdp_session(page)
    for step, kind in enumerate(("touchStart", *["touchMove"] * 4, "touchEnd")):
        x, y = (at + way * step / 4 for at, way in zip(start, by, strict=True))
        points = [] if kind == "touchEnd" else [{"x": x, "y": y}]
        touch.send("Input.dispatchTouchEvent", {"type": kind, "touchPoints": points})
    touch.detach()


def middle(locator):
    box = locator.bounding_box()
    return box["x"] + box["width"] / 2, box["y"] + box["height"] / 2


def test_swipe_follows_a_finger(phone):
    phone.open(f"{PAIR}&view=swipe", drawn=True)
    slider = phone.page.locator(".atlas-swipe")
    x, y = middle(slider)
    drag_by_finger(phone.page, (x, y), (-80, 0))
    expect(slider).to_have_attribute("aria-valuenow", str(round(100 * (x - 80) / 390)))
    assert phone.complaints == []


@pytest.mark.parametrize("view", ["overlay", "side"])
def test_maps_follow_a_finger_and_a_tap_tells_what_is_there(phone, view):
    phone.open(f"{PAIR}&view={view}", drawn=True)
    page = phone.page
    area = page.locator("#map_compare .atlas-shape").first
    center = page.evaluate("map_compare.getCenter().lng")
    x, y = middle(page.locator("#map_compare"))
    drag_by_finger(page, (x, y), (-60, 0))
    page.wait_for_function("start => map_compare.getCenter().lng > start + 0.3", arg=center)
    if view == "side":
        page.wait_for_function(
            "() => map_compare.getCenter().distanceTo(map_compare_right.getCenter()) < 2000"
        )
    page.touchscreen.tap(*middle(area))
    expect(page.locator(".atlas-card h3").first).to_contain_text("Joint Sea")
    assert phone.complaints == []


def test_maps_side_by_side_move_together_and_fetch_everything_once(watched, shown):
    page = shown(f"{PAIR}&view=side")
    page.wait_for_load_state("networkidle")
    expect(page.locator(".atlas-map")).to_have_count(2)
    data = [url for url in watched.requests if "/data/" in url or "/compare.geojson" in url]
    assert any("/compare.geojson" in url for url in data)
    assert any("/basemap/" in url for url in data)
    assert len(data) == len(set(data))
    for side, year in (("map_compare", "2021"), ("map_compare_right", "2025")):
        found = page.locator(f"#{side} .atlas-shape")
        assert {"joint-sea-" + year} == set(found.evaluate_all("n => n.map(e => e.dataset.event)"))
    expect(page.locator(".atlas-legend:visible")).to_have_count(1)
    same = "() => { const [a, b] = [map_compare, map_compare_right]; return a.getZoom() === b.getZoom() && a.getCenter().distanceTo(b.getCenter()) < 2000; }"  # noqa: E501
    # On paper both maps show what they show here, and afterwards stand as before.
    assert page.evaluate("""() => {
      const seen = [map_compare, map_compare_right].map((map) => [map, map.getBounds()]);
      window.dispatchEvent(new Event("beforeprint"));
      const kept = seen.map(([map, bounds]) => map.getBounds().contains(bounds));
      window.dispatchEvent(new Event("afterprint"));
      return kept; }""") == [True, True]
    page.wait_for_function(same)
    box = page.locator("#map_compare").bounding_box()
    start = page.evaluate("map_compare_right.getCenter().lng")
    page.mouse.move(box["x"] + 300, box["y"] + 500)
    page.mouse.down()
    page.mouse.move(box["x"] + 180, box["y"] + 450, steps=5)
    page.mouse.up()
    page.wait_for_function(
        f"start => map_compare_right.getCenter().lng > start + 0.5 && ({same})()", arg=start
    )
    page.locator("#map_compare_right").focus()
    page.keyboard.press("+")
    page.wait_for_function(same)
    page.keyboard.press("ArrowDown")
    page.wait_for_function(same)
    page.locator(".atlas-legend-fold:visible").click()
    page.locator('.atlas-legend-row[data-layer="year-2021"]:visible').click()
    expect(page.locator("#map_compare .atlas-shape").first).to_be_hidden()


def test_overlay_tells_years_apart_by_colour_dash_and_label(shown):
    page = shown(f"{PAIR}{CLOSE}")
    looks = page.evaluate("""() => ["joint-sea-2021", "joint-sea-2025"].map((id) => {
      const path = document.querySelector(`.atlas-shapes path[data-event=${id}]`);
      const style = getComputedStyle(path);
      return [style.stroke, style.strokeDasharray]; })""")
    assert looks[0][0] != looks[1][0]
    assert looks[0][1] != looks[1][1]
    labels = page.locator(".atlas-labels text.atlas-compared").all_text_contents()
    assert {"2021", "2025"} <= set(labels)


def test_years_are_chosen_by_click_drag_and_keyboard_and_history_returns(shown):
    page = shown(f"{PAIR}{CLOSE}")
    first = page.url
    page.locator(".chart-years a", has_text="2013").click()
    page.wait_for_url("**years=2013,2021,2025**")
    assert query(page)["z"] == "7.5"
    page.go_back()
    page.wait_for_selector(DRAWN, state="attached")
    assert page.url == first
    assert page.evaluate("map_compare.getZoom()") == 7.5
    page.get_by_role("checkbox", name="2019").focus()
    page.keyboard.press("Space")
    page.wait_for_url("**years=2019,2021,2025**")
    strip = page.locator(".strip-year")
    boxes = [strip.filter(has_text=year).bounding_box() for year in ("2013", "2016")]
    y = boxes[0]["y"] + 10
    page.mouse.move(boxes[0]["x"] + 10, y)
    page.mouse.down()
    page.mouse.move(boxes[1]["x"] + 20, y, steps=8)
    page.mouse.up()
    page.wait_for_url("**years=2013,2014,2015,2016**")
    page.locator("select[name=activity]").select_option("live-firing")
    page.wait_for_url("**activity=live-firing**")


@pytest.mark.parametrize("view", ["swipe", "side"])
def test_no_label_on_a_phone_stands_under_a_name_of_a_side_or_under_a_tool(phone, view):
    phone.open(f"/compare?years=2024,2025&view={view}", drawn=True)
    phone.page.wait_for_load_state("networkidle")
    phone.page.wait_for_timeout(400)
    hidden = phone.page.evaluate(
        """() => {
          const over = ".atlas-side-name, .atlas-swipe-name, .atlas-swipe-grip, .atlas-tools";
          const boxes = [...document.querySelectorAll(over)].map((e) => e.getBoundingClientRect());
          return [...document.querySelectorAll(".atlas-labels text")].filter((text) => {
            const a = text.getBoundingClientRect();
            return boxes.some((b) => a.left < b.right && a.right > b.left &&
                                     a.top < b.bottom && a.bottom > b.top);
          }).map((text) => text.textContent);
        }"""
    )
    assert hidden == []


def test_filters_are_folded_on_a_phone_and_open_by_a_tap(phone):
    phone.open(f"{PAIR}&view=grid")
    choice = phone.page.locator("select[name=activity]")
    expect(choice).to_be_hidden()
    phone.page.get_by_text("Filters: series").tap()
    expect(choice).to_be_visible()
    assert phone.complaints == []


def test_one_year_alone_is_not_sent_but_told(shown):
    page = shown(PAIR)
    before = page.url
    page.get_by_role("checkbox", name="2021").focus()
    page.keyboard.press("Space")
    expect(page.locator("[data-hint]")).to_contain_text("Choose two years or more")
    page.wait_for_timeout(500)
    assert page.url == before


def test_views_keep_what_is_seen(shown):
    page = shown(f"{PAIR}{CLOSE}&layers=-places")
    page.wait_for_selector(".has-script")
    for words, view in (("Swipe", "swipe"), ("Side by side", "side"), ("Grid", "grid"),
                        ("Overlay", "overlay")):  # fmt: skip
        page.get_by_role("link", name=words, exact=True).click()
        page.wait_for_selector(f".has-script body.view-{view}")
        assert query(page)["c"] == "42.4,132.1"
        assert query(page)["layers"] == "-places"


def test_without_script_there_is_the_drawing_the_table_and_a_form(browser, server):
    context = browser.new_context(java_script_enabled=False)
    page = context.new_page()
    page.goto(f"{server}{PAIR}")
    assert page.locator(".atlas-still [data-event]").count() >= 2
    expect(page.locator("table.differing")).to_be_visible()
    page.get_by_role("checkbox", name="2019").check()
    page.get_by_role("button", name="Compare").click()
    expect(page.locator("h1")).to_have_text("Joint Sea 2019, 2021 and 2025")
    page.get_by_role("link", name="Grid").click()
    expect(page.locator(".grid-map")).to_have_count(3 + page.locator(".grid-inset").count())
    context.close()
