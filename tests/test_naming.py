"""Names of disputed places: both forms in the atlas's own texts, a chosen set's where asked."""

from __future__ import annotations

import json
from dataclasses import replace

import pytest

from mapper.cartography.figures.content import year_items
from mapper.model import Place
from mapper.naming import QUOTED, Naming, named_atlas, one_sided
from mapper.settings import Settings
from mapper.web.app import create_app
from mapper.web.cards import card
from tests.guards.sources import ROOT


@pytest.fixture(scope="module")
def places(atlas) -> list[Place]:
    return [feature.record for feature in atlas.places]


def own_texts(value, key=""):
    """Every text of a record that the atlas wrote itself."""
    if key in QUOTED or key.endswith("_id"):
        return
    if isinstance(value, str):
        yield value
    elif isinstance(value, dict):
        for name, one in value.items():
            yield from own_texts(one, name)
    elif isinstance(value, list):
        for one in value:
            yield from own_texts(one, key)


def test_no_own_text_takes_a_side_on_a_name(atlas, places):
    kinds = ("exercises", "patrols", "regions", "closures")
    records = [feature.record for (kind, _), features in atlas.files.items() if kind in kinds
               for feature in features]  # fmt: skip
    wrong = {
        (record.id, name)
        for record in records
        for text in own_texts(record.model_dump(mode="json"))
        for name in one_sided(text, places)
    }
    assert wrong == set()


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("Northern Sea of Japan, 24 May", ["Sea of Japan"]),
        ("Area of Takeshima/Dokdo", ["Takeshima", "Dokdo"]),
        ("Sea of Japan (East Sea) and Liancourt Rocks (Dokdo/Takeshima)", []),
    ],
)
def test_guard_knows_one_side_from_both(places, text, found):
    assert list(one_sided(text, places)) == found


@pytest.mark.parametrize(
    ("text", "short"),
    [
        ("Northern Sea of Japan (East Sea)", "Northern Sea of Japan (East Sea)"),
        ("Miyako Strait (Okinawa-Miyako gap)", "Miyako Strait"),
        ("Tsushima (Korea) Strait", "Tsushima (Korea) Strait"),
        ("Bay of Bengal (phase 2)", "Bay of Bengal"),
    ],
)
def test_a_short_label_keeps_the_bracket_of_a_name(places, browser, text, short):
    assert Naming(places).short(text) == short
    page = scripted(browser, places, "neutral")
    assert page.evaluate(f"shortLabel({json.dumps(text)})") == short
    page.close()


def scripted(browser, places, names):
    """A page with the browser's own module of names."""
    page = browser.new_page()
    text = (ROOT / "static" / "js" / "naming.js").read_text(encoding="utf-8")
    page.add_script_tag(content=text.replace("export function", "function"))
    features = [{"properties": place.model_dump(mode="json")} for place in places]
    page.evaluate("([f, names]) => setNaming([{ features: f }], names)", [features, names])
    return page


@pytest.mark.parametrize("names", ["neutral", "JPN", "KOR"])
def test_script_names_places_as_the_pages_do(atlas, places, browser, names):
    page = scripted(browser, places, names)
    for event in ("joint-air-patrol-2", "northern-interaction-2024"):
        told = named_atlas(atlas, names).event(event).record.model_dump(mode="json")
        sent = atlas.event(event).record.model_dump(mode="json")
        assert page.evaluate("renamed", sent) == told if names != "neutral" else sent
    page.close()


def test_a_name_set_reaches_pages_and_figures_but_no_quotation(atlas):
    told = named_atlas(atlas, "JPN")
    record = told.event("ocean-2024-naval").record
    assert record.headline.startswith("Chinese part of Ocean-2024 in the central Sea of Japan, ")
    assert record.place_reported == atlas.event("ocean-2024-naval").record.place_reported
    assert "Central Sea of Japan, as" in dict(card(told, told.event(record.id)).facts)["Position"]
    spoken = [fix.name for item in year_items(atlas, 2020, "KOR") for fix in item.fixes]
    assert "Area of Dokdo" in spoken
    client = create_app(replace(Settings(), names="KOR"), atlas).test_client()
    page = client.get("/events/joint-air-patrol-2").text
    assert "over the East Sea, the East China Sea" in page
    assert "(East Sea)" in client.get("/data/patrols/2020.geojson").text


def test_labels_of_figures_carry_both_names(atlas):
    spoken = {fix.name for item in year_items(atlas, 2022, "neutral") for fix in item.fixes}
    assert "Northern Sea of Japan (East Sea)" in spoken
    assert "Northern Sea of Japan" not in spoken
    assert "Northern Sea of Japan" in {
        fix.name for item in year_items(atlas, 2022, "JPN") for fix in item.fixes
    }


def test_a_name_set_reaches_the_terminal_but_not_its_data(runner, monkeypatch):
    monkeypatch.setenv("MAPPER_NAMES", "JPN")
    assert "in the central Sea of Japan, 10" in runner("show", "ocean-2024-naval").out
    assert "Sea of Japan (East Sea)" in runner("show", "ocean-2024-naval", "--format", "json").out
