"""Hostile strings in every text of the data run nothing and show verbatim, in a real browser."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.browser.watching import Watched
from tests.hostile import STRINGS, hostile_atlas
from tests.serving import running_server

SMALL = Path(__file__).parents[1] / "data" / "small"
NUMBERS = range(len(STRINGS))

UNSEEN = (".id", ".group", ".origin", ".kind", ".url")
"""How the paths end of what a page need not print: keys that join one part of a record to another,
how a point was chosen, which the page says in words of its own, and addresses, which are followed
or left out."""


@pytest.fixture(scope="module")
def hostile(tmp_path_factory):
    """The address of a server on the hostile atlas, and what was written into it."""
    folder = tmp_path_factory.mktemp("hostile")
    written = hostile_atlas(SMALL, folder)
    with running_server(folder) as address:
        yield address, written


@pytest.fixture
def opened(page, hostile):
    """A watched tab on the hostile atlas; afterwards nothing may have run."""
    address, _ = hostile
    watched = Watched(page, address)
    yield watched
    assert page.evaluate("window.ran") is None
    assert watched.complaints == []
    assert watched.strangers == []


def body_text(watched):
    """The text of the whole page, hidden parts and shapes' labels included."""
    return watched.page.evaluate("document.body.textContent")


def test_atlas_holds_each_string_in_every_free_text(hostile):
    _, written = hostile
    for by_kind in written:
        assert {
            "names.en",
            "headline",
            "place_reported",
            "vessels.0.name",
            "sources.0.publisher",
            "participants.1.note",
            "evidence.notes.chinese_submarine",
        } <= set(by_kind["exercises"])
        assert {"waypoints.0.name", "waypoints.0.who"} <= set(by_kind["patrols"])
        assert {"authority", "hazard", "verbatim", "window"} <= set(by_kind["closures"])
        assert "names.en" in by_kind["places"]


def test_year_page_shows_every_name_verbatim(opened, hostile):
    _, written = hostile
    opened.open("/years/2025", drawn=True)
    text = body_text(opened)
    for by_kind in written:
        assert by_kind["exercises"]["names.en"] in text
        assert by_kind["patrols"]["names.en"] in text
        assert by_kind["exercises"]["sources.0.title"] in text


@pytest.mark.parametrize("number", NUMBERS)
@pytest.mark.parametrize("kind", ["exercises", "patrols"])
def test_event_page_and_popup_show_every_text_verbatim(opened, hostile, kind, number):
    _, written = hostile
    name = f"{kind}-{number:02d}"
    opened.open(f"/events/{name}", drawn=True)
    text = body_text(opened)
    missing = [
        path
        for path, words in written[number][kind].items()
        if words not in text and not path.endswith(UNSEEN)
    ]
    assert missing == []
    opened.page.locator(f".atlas-shape[data-feature='{name}']").first.dispatch_event("click")
    popup = opened.page.locator(".leaflet-popup")
    popup.wait_for()
    assert written[number][kind]["names.en"] in popup.evaluate("node => node.textContent")


def test_search_as_one_types_shows_each_name_verbatim(opened, hostile):
    _, written = hostile
    opened.open("/")
    for number, by_kind in enumerate(written):
        name = by_kind["exercises"]["names.en"]
        opened.page.locator("#q").fill(name)
        opened.page.locator(f"#results-list a[href='/events/exercises-{number:02d}']").wait_for()
        assert name in opened.page.locator("#results").evaluate("node => node.textContent")


def test_map_labels_show_places_verbatim(opened, hostile):
    _, written = hostile
    opened.open("/events/exercises-00?z=7", drawn=True)
    labels = opened.page.locator("svg.atlas-labels text").evaluate_all(
        "nodes => nodes.map(node => node.textContent)"
    )
    assert any(label.startswith("names.en ") for label in labels)
    opened.open("/?q=names.en")
    assert written[0]["exercises"]["names.en"] in body_text(opened)


@pytest.mark.parametrize("number", range(0, len(STRINGS), 4))
def test_embed_and_report_show_a_name_verbatim(opened, hostile, number):
    _, written = hostile
    name = f"exercises-{number:02d}"
    title = written[number]["exercises"]["names.en"]
    opened.open(f"/embed/events/{name}", drawn=True)
    assert title in opened.page.locator("h1").text_content()
    opened.open(f"/report/events/{name}")
    assert title in opened.page.locator("#snippet-citation").text_content()


def test_single_file_of_hostile_names_runs_nothing(page, hostile, tmp_path):
    address, written = hostile
    path = tmp_path / "hostile.html"
    path.write_bytes(page.request.get(f"{address}/downloads/years/2025.html").body())
    watched = Watched(page, "file://")
    page.goto(path.as_uri())
    page.wait_for_selector(".atlas-map[data-ready]", state="attached")
    assert page.evaluate("window.ran") is None
    assert watched.complaints == []
    assert written[0]["exercises"]["names.en"] in page.locator("table").text_content()
