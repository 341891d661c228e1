"""The page that reads warnings, in a browser: text, list and map go together."""

from __future__ import annotations

import json
from urllib.parse import quote

import pytest
from axe_playwright_python.sync_playwright import Axe

from mapper.web.warnings.examples import EXAMPLES
from tests.hostile import STRINGS

TEXTS = {one.key: one.text for one in EXAMPLES}
CORNER = ".atlas-corner[data-corner='{}']"
READ = ".warning-text:not([hidden]) .coord"


@pytest.fixture
def opened(watched):
    """The page, drawn; afterwards it may have complained of nothing and asked nobody else."""
    # The first of these tests meets a server that has just begun to index coasts and zones.
    watched.page.set_default_navigation_timeout(60_000)
    watched.open("/warnings", drawn=True)
    yield watched
    assert watched.page.evaluate("window.ran") is None
    assert watched.complaints == []
    assert watched.strangers == []


def paste(page, text):
    """Put a text where the reader would paste it."""
    page.evaluate("text => navigator.clipboard.writeText(text)", text)
    page.locator("#warning-text").focus()
    page.keyboard.press("Control+V")


def allow_clipboard(page):
    page.context.grant_permissions(["clipboard-read", "clipboard-write"])


def test_pasted_text_is_drawn_at_once_and_text_list_and_map_light_each_other(opened):
    page = opened.page
    allow_clipboard(page)
    paste(page, TEXTS["hydropac"])
    page.locator(CORNER.format("1.1.5")).wait_for(state="attached")
    assert page.locator("#warning-text").is_hidden()
    assert page.locator(".atlas-shape.atlas-sym-warning-1").count() == 1
    assert page.locator("#message-1-name").text_content() == "1 HYDROPAC 9901/26"

    page.locator(f"{READ}[data-corner='1.1.2']").first.hover()
    assert "is-lit" in page.locator(CORNER.format("1.1.2")).get_attribute("class")
    assert "is-lit" in page.locator("#corner-1\\.1\\.2").get_attribute("class")
    page.locator(f"{CORNER.format('1.1.4')} .atlas-corner-dot").hover()
    assert page.locator(".coord.is-lit").all_inner_texts() == ["42-15.0N 132-15.0E"]
    assert "is-lit" not in page.locator(CORNER.format("1.1.2")).get_attribute("class")
    page.locator("#corner-1\\.1\\.1").hover()
    assert "is-lit" in page.locator(CORNER.format("1.1.1")).get_attribute("class")


def test_keyboard_reaches_every_corner_once(opened):
    page = opened.page
    page.locator("#warning-text").fill(TEXTS["notam"])
    page.locator("#warning-text").press("Control+Enter")
    page.locator("#warning-change").wait_for()
    page.locator("#warning-marked .coord").first.focus()
    assert "is-lit" in page.locator(CORNER.format("1.1.1")).get_attribute("class")
    page.locator("#warning-change").press("Enter")
    assert page.evaluate("document.activeElement.id") == "warning-text"
    page.locator("#warning-text").fill("no figures here")
    page.locator(".warning-note").wait_for()
    assert "no figures" in page.locator(".warning-note").inner_text()
    assert page.locator(".atlas-corner").count() == 0


def test_several_messages_have_numbers_colours_and_places_of_their_doubts(opened):
    page = opened.page
    page.locator("[data-example]", has_text="three at once").click()
    page.locator("#message-3").wait_for()
    assert page.locator(".message .badge").all_inner_texts() == ["1", "2", "3"]
    for number in (1, 2, 3):
        assert page.locator(f".atlas-shape.atlas-sym-warning-{number}").count() == 1
    colours = page.locator(".message .badge").evaluate_all(
        "nodes => nodes.map(node => getComputedStyle(node).borderColor)"
    )
    assert len(set(colours)) == 3
    page.locator(".doubt-place").click()
    assert page.locator("#warning-marked .is-shown").first.inner_text().startswith("34-40.0N")
    page.locator(".atlas-shape.atlas-sym-warning-3").first.dispatch_event("click")
    page.locator("#message-3.is-selected").wait_for()
    page.locator("#message-2").hover()
    assert page.locator(".atlas-shape.atlas-sym-warning-2.is-hot").count() == 1


def test_times_stand_in_utc_and_on_the_chosen_clock(opened):
    page = opened.page
    page.locator("[data-example]", has_text="航警").click()
    page.locator(".times table").wait_for()

    def cells():
        return page.locator(".times td").all_inner_texts()

    assert cells() == ["1 Sep 2026 23:00 – 2 Sep 2026 10:00", "2 Sep 2026 07:00–18:00"]
    assert page.locator(".times th").all_inner_texts() == ["UTC", "UTC+8, as the message counts"]
    page.locator("#warning-clock").select_option("Asia/Vladivostok")
    assert cells()[1] == "2 Sep 2026 09:00–20:00"
    assert page.locator(".state").inner_text()


def test_link_carries_the_text_and_the_server_never_sees_it(opened, browser):
    page = opened.page
    allow_clipboard(page)
    page.locator("[data-example]", has_text="ПРИП").click()
    page.locator("#message-1").wait_for()
    page.locator("#warning-share").click()
    page.locator("#warning-status", has_text="is copied").wait_for()
    link = page.evaluate("navigator.clipboard.readText()")
    assert (
        link == f"{opened.origin}/warnings#text={quote(TEXTS['prip'], safe='!()*-._~' + chr(39))}"
    )
    other = browser.new_page()
    asked = []
    other.on("request", lambda request: asked.append(request.url))
    other.goto(link)
    other.locator(CORNER.format("1.1.4")).wait_for(state="attached")
    assert other.locator("#warning-text").input_value() == TEXTS["prip"]
    assert not [url for url in asked if "text" in url.split("/static/")[0].split("#")[0]]
    other.locator("#warning-change").click()
    other.locator("#warning-text").fill(TEXTS["notam"])
    other.locator("#message-1-name", has_text="A9904/26").wait_for()
    assert "#" not in other.url
    other.close()


def drop(page, name, content):
    """Drop a file onto the page."""
    page.evaluate(
        """([name, content]) => {
        const data = new DataTransfer();
        data.items.add(new File([new Uint8Array(content)], name, { type: "text/plain" }));
        const options = { dataTransfer: data, bubbles: true, cancelable: true };
        for (const type of ["dragover", "drop"])
          document.body.dispatchEvent(new DragEvent(type, options));
        }""",
        [name, list(content)],
    )


def test_dropped_and_chosen_files_are_read_and_others_refused(opened):
    page = opened.page
    drop(page, "notice.txt", TEXTS["jcg"].encode())
    page.locator(CORNER.format("1.1.1")).wait_for(state="attached")
    assert page.locator(".area h3").inner_text().startswith("Circle, 5 nm radius")
    drop(page, "picture.png", b"\x89PNG\xff\xfe")
    page.locator("#warning-status", has_text="no text in UTF-8").wait_for()
    page.locator("#warning-clear").click()
    page.locator(".warning-note", has_text="no text to read").wait_for()
    page.locator("input[type=file]").set_input_files(
        {"name": "n.txt", "mimeType": "text/plain", "buffer": TEXTS["notam"].encode()}
    )
    page.locator("#message-1-name", has_text="A9904/26").wait_for()


@pytest.mark.parametrize("form", ["GeoJSON", "KML", "CSV"])
def test_areas_are_downloaded(opened, form, tmp_path):
    page = opened.page
    page.locator("[data-example]", has_text="three at once").click()
    page.locator("#message-3").wait_for()
    with page.expect_download() as waiting:
        page.locator("#warning-downloads button", has_text=form).click()
    path = tmp_path / waiting.value.suggested_filename
    waiting.value.save_as(path)
    text = path.read_text(encoding="utf-8")
    assert path.name == f"warnings.{form.lower()}"
    for name in ("NAVAREA XI 9905/26", "NAVAREA XI 9907/26"):
        assert name in text
    if form == "GeoJSON":
        assert len(json.loads(text)["features"]) == 3


def test_hostile_texts_show_verbatim_and_run_nothing(opened):
    page = opened.page
    for number, text in enumerate(STRINGS):
        whole = (f"HYDROPAC {number + 1}/26. {text} GUNNERY WITHIN 5 MILES OF 42-15N 132-00E.\n"
                 f"DANGER AREA {text} ACT.\nCANCEL {text}")  # fmt: skip
        page.locator("#warning-text").evaluate("(node, text) => { node.value = text; }", whole)
        page.locator("#warning-form").evaluate("node => node.requestSubmit()")
        page.locator("#message-1-name", has_text=f"HYDROPAC {number + 1}/26").wait_for()
        shown = page.locator("#warning-marked").evaluate("node => node.textContent")
        assert text in shown
        page.locator("#warning-change").click()
    page.goto(f"{opened.origin}/warnings#text={quote(STRINGS[0] + TEXTS['notam'])}")
    page.locator(CORNER.format("1.1.1")).wait_for(state="attached")


def test_page_without_scripts_reads_by_its_form(browser, server):
    context = browser.new_context(java_script_enabled=False)
    page = context.new_page()
    page.goto(f"{server}/warnings")
    page.locator("#warning-text").fill(TEXTS["several"])
    page.locator("#warning-read").click()
    assert page.locator(".message").count() == 3
    assert page.locator(".atlas-still .atlas-sym-warning-2").count() == 1
    assert page.locator(".times tbody tr").count() == 5
    page.locator(".coord").first.click()
    assert page.url.endswith("#corner-1.1.1")
    context.close()


def test_phone_shows_the_area_at_once_and_the_folded_text_opens_by_a_tap(phone):
    """After a reading a few lines of the text, then the whole map, stand in the first screen."""
    phone.open("/warnings", drawn=True)
    page = phone.page
    page.locator("[data-example]", has_text="three at once").tap()
    page.locator("#message-3").wait_for()
    text, map_area = page.locator("#warning-marked"), page.locator(".map-area")
    box = map_area.bounding_box()
    assert text.bounding_box()["height"] <= 84
    assert box["height"] >= 420
    assert box["y"] + box["height"] <= 844 - 60
    text.tap(position={"x": 200, "y": 12})
    assert text.bounding_box()["height"] > 200
    assert page.locator("#warning-fold").get_attribute("aria-expanded") == "true"
    page.locator("#warning-marked .coord").first.tap()
    assert "is-lit" in page.locator(CORNER.format("1.1.1")).get_attribute("class")
    # What is read of the areas scrolls below the map, which stays.
    row = page.locator("#corner-3\\.1\\.4")
    row.evaluate("node => { node.closest('details')?.setAttribute('open', ''); }")
    row.evaluate("node => node.scrollIntoView({ block: 'start' })")
    assert map_area.bounding_box()["y"] == 0
    assert row.bounding_box()["y"] >= map_area.bounding_box()["height"]
    page.locator("#warning-fold").dispatch_event("click")
    assert text.bounding_box()["height"] <= 84
    assert page.evaluate("document.documentElement.scrollWidth") <= 390
    serious = [one["id"] for one in Axe().run(page).response["violations"]
               if one["impact"] in ("serious", "critical")]  # fmt: skip
    assert serious == []
    assert phone.complaints == []


@pytest.mark.parametrize("theme", ["light", "dark"])
def test_axe_finds_nothing_serious_in_a_reading(watched, theme):
    watched.open(f"/warnings?theme={theme}", drawn=True)
    watched.page.locator("[data-example]", has_text="three at once").click()
    watched.page.locator("#message-3").wait_for()
    found = Axe().run(watched.page).response["violations"]
    assert [(one["id"], [node["target"] for node in one["nodes"]][:4]) for one in found
            if one["impact"] in ("serious", "critical")] == []  # fmt: skip
