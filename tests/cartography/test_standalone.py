"""One file with everything inside: its size, its bytes, its policy, and what cannot run in it."""

from __future__ import annotations

import base64
import hashlib
import html
import json
import re

import pytest

from mapper.atlas import open_atlas
from mapper.cartography.island import island_data
from mapper.cartography.layers import year_scene
from mapper.cartography.maps import standalone_map
from mapper.settings import Settings
from mapper.web.app import create_app
from tests.browser.test_hostile import SMALL
from tests.hostile import hostile_atlas


@pytest.fixture(scope="module")
def text(atlas):
    """The file of 2025."""
    return standalone_map(atlas, 2025).decode()


def island(text):
    return json.loads(re.search(r'id="atlas-data">(.*?)</script>', text, re.DOTALL)[1])


def test_years_with_most_to_show_are_under_a_megabyte(atlas):
    # The bench measures every year.
    sizes = {year: len(standalone_map(atlas, year)) for year in (2015, 2022, 2024)}
    assert {year: size for year, size in sizes.items() if size >= 1_000_000} == {}


def test_same_atlas_gives_the_same_bytes(atlas, text):
    assert standalone_map(open_atlas(), "2025").decode() == text


def test_policy_names_each_script_and_style_and_lets_nothing_be_fetched(text):
    policy = re.search(r'Content-Security-Policy" content="([^"]*)"', text)[1]
    assert "default-src 'none'" in policy
    assert "connect-src" not in policy
    assert "unsafe" not in policy
    inline = re.findall(r"<(?:script|style)>(.*?)</(?:script|style)>", text, re.DOTALL)
    assert len(inline) == 4
    for content in inline:
        digest = base64.b64encode(hashlib.sha256(content.encode()).digest()).decode()
        assert f"'sha256-{digest}'" in policy
    assert re.findall(r"<(?:link|img|iframe)\b", text) == []
    assert re.findall(r'\bsrc="', text) == []


def test_file_carries_fonts_land_zones_and_all_events(atlas, text):
    assert text.count("@font-face") == 4
    data = island(text)
    assert set(data["basemap"]) == set(data["zones"]) == {"110m", "50m"}
    ids = {feature["properties"]["id"] for feature in data["exercises"]["features"]}
    assert ids == {feature.id for feature in atlas.features("exercises", 2025)}


def test_what_does_not_fit_is_left_out_from_the_least_needed(atlas):
    scene = year_scene(atlas, 2025)
    least = island_data(atlas, scene, 0)
    assert set(least["basemap"]) == set(least["zones"]) == {"110m"}
    fixed = len(json.dumps(least, ensure_ascii=False, separators=(",", ":")).encode())
    whole = island_data(atlas, scene, 10**7)
    land = len(json.dumps(whole["basemap"]["50m"], separators=(",", ":")).encode())
    some = island_data(atlas, scene, fixed + land)
    assert set(some["basemap"]) == {"110m", "50m"}
    assert set(some["zones"]) == {"110m"}


def test_hostile_names_are_text(tmp_path):
    hostile_atlas(SMALL, tmp_path)
    made = standalone_map(open_atlas(tmp_path), 2025).decode()
    assert "<script>window.ran" not in made
    assert "<img src=x" not in made
    assert "{{ 7*7 }}" in made
    assert made.count("<script") == 4
    assert island(made)["exercises"]["features"]


def test_hostile_names_of_a_comparison_are_text(tmp_path):
    hostile_atlas(SMALL, tmp_path)
    atlas = open_atlas(tmp_path)
    ids = ",".join(event.id for event in atlas.events(2025)[:2])
    client = create_app(Settings(), atlas).test_client()
    made = client.get(f"/downloads/compare.html?events={ids}").text
    assert "<script>window.ran" not in made
    assert "<img src=x" not in made
    assert made.count("<script") == 4
    assert island(made)["comparison"]["features"]


def test_command_and_address_give_the_same_bytes(runner, client, tmp_path):
    target = tmp_path / "map.html"
    ran = runner("standalone", "joint-sea-2025", "-o", str(target))
    assert ran.code == 0, ran.err
    answer = client.get("/downloads/events/joint-sea-2025.html")
    assert answer.data == target.read_bytes()
    assert answer.headers["Content-Disposition"].startswith("attachment")


@pytest.mark.parametrize(("arguments", "query"), [
    (("2024", "2025"), "years=2024,2025"),
    (("2024", "2025", "--series", "joint-sea", "--layout", "side", "--coast", "KOR",
      "--theme", "dark"), "years=2024,2025&series=joint-sea&view=side&coast=KOR&theme=dark"),
    (("joint-sea", "--layout", "swipe"), "series=joint-sea&view=swipe"),
    (("joint-sea-2012", "joint-sea-2013"), "events=joint-sea-2012,joint-sea-2013&view=grid"),
])  # fmt: skip
def test_file_of_a_comparison_is_that_of_its_address(runner, client, tmp_path, arguments, query):
    target = tmp_path / "map.html"
    ran = runner("standalone", *arguments, "-o", str(target))
    assert ran.code == 0, ran.err
    answer = client.get(f"/downloads/compare.html?{query}")
    assert answer.data == target.read_bytes()
    assert len(answer.data) < 1_000_000
    assert 'filename="compare-' in answer.headers["Content-Disposition"]


def test_comparison_of_everything_is_under_a_megabyte(runner, atlas, tmp_path):
    target = tmp_path / "map.html"
    ran = runner("standalone", *map(str, atlas.years), "-o", str(target))
    assert ran.code == 0, ran.err
    assert target.stat().st_size < 1_000_000


def test_file_of_a_comparison_says_what_differs_and_names_the_sources(client):
    query = "years=2024,2025&series=joint-sea"
    text = client.get(f"/downloads/compare.html?{query}").text
    told = client.get(f"/compare.json?{query}").get_json()
    assert html.escape(told["comparisons"][0]["sentence"]) in text
    assert text.count('scope="row">Joint Sea 20') == 4
    assert '<h3 id="sources-2">Joint Sea 2025</h3>' in text
    assert "Not for navigation" in text


@pytest.mark.parametrize(("query", "status", "words"), [
    ("years=2024,1066", 404, "1066"), ("years=2025", 400, "two"),
    ("years=2024,2025&view=globe", 400, "view"), ("years=2024,2025&theme=pink", 400, "theme"),
    ("years=2024,2025&series=joint-sea&view=side&left=2024&right=2024", 400, "2024"),
])  # fmt: skip
def test_file_of_what_cannot_be_compared_says_why(client, query, status, words):
    answer = client.get(f"/downloads/compare.html?{query}")
    assert answer.status_code == status
    assert words in answer.text


@pytest.mark.parametrize(("arguments", "words"), [
    (("1066", "-o", "x.html"), "no year 1066"), (("none", "-o", "x.html"), "no event"),
    (("2025", "2025", "-o", "x.html"), "twice"),
    (("2024", "joint-sea-2025", "-o", "x.html"), "both"),
    (("2025", "-o", "x.pdf"), ".html"), (("2025", "-o", "x.html", "--theme", "pink"), "auto"),
])  # fmt: skip
def test_call_that_cannot_be_says_why(runner, arguments, words):
    ran = runner("standalone", *arguments)
    assert ran.code == 2
    assert words in ran.err
