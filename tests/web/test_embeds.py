"""Embeds: what a frame in somebody else's page gets, and who may frame it."""

from __future__ import annotations

import html
import re

import pytest

from mapper.errors import SettingsError
from mapper.settings import Settings
from mapper.web.app import create_app

EMBEDS = ("/embed/years/2025", "/embed/events/joint-sea-2025")
OTHERS = ("/", "/years/2025", "/events/joint-sea-2025", "/about", "/report/years/2025",
          "/data/exercises/2025.geojson", "/downloads/years/2025.html", "/nowhere")  # fmt: skip


def ancestors(response) -> str | None:
    policy = response.headers["Content-Security-Policy"]
    found = re.search(r"frame-ancestors ([^;]*)", policy)
    return found and found[1]


@pytest.mark.parametrize("path", EMBEDS)
def test_embed_has_title_sources_edition_and_a_way_back(client, small_atlas, path):
    answer = client.get(path)
    page = path.removeprefix("/embed")
    assert answer.status_code == 200
    assert re.search(rf'<h1><a href="{page}" target="_blank" rel="noopener"', answer.text)
    for words in ("source", small_atlas.fingerprint, "Not for navigation", "WGS&nbsp;84"):
        assert words in answer.text
    assert re.search(r"<noscript><img [^>]*src=\"/figures/", answer.text)
    assert "site-header" not in answer.text


@pytest.mark.parametrize("path", EMBEDS)
def test_anybody_may_frame_an_embed_unless_the_setting_says_otherwise(client, small_atlas, path):
    assert ancestors(client.get(path)) is None
    chosen = Settings(embed_ancestors=("https://a.example", "https://*.b.example"))
    limited = create_app(chosen, small_atlas).test_client()
    assert ancestors(limited.get(path)) == "'self' https://a.example https://*.b.example"
    nobody = create_app(Settings(embed_ancestors=("'none'",)), small_atlas).test_client()
    assert ancestors(nobody.get(path)) == "'self'"


@pytest.mark.parametrize("path", OTHERS)
def test_nothing_else_is_ever_framed(client, small_atlas, path):
    assert ancestors(client.get(path)) == "'none'"
    open_to_all = create_app(Settings(embed_ancestors=("*",)), small_atlas).test_client()
    assert ancestors(open_to_all.get(path)) == "'none'"


@pytest.mark.parametrize("text", ["a b", "https://a.example; script-src *", "javascript:", "x/y"])
def test_ancestor_that_is_no_origin_is_refused(text):
    with pytest.raises(SettingsError, match="embed_ancestors"):
        Settings(embed_ancestors=(text,))


def test_what_an_embed_fetches_may_be_fetched_from_a_frame_without_an_origin(client):
    text = client.get("/embed/years/2025").text
    late = re.search(r'data-scripts="([^"]+)" data-fetched="([^"]+)"', text)
    fetched = [*late[1].split(), *late[2].split()]
    assert len(fetched) > 3
    for path in (*fetched, "/position?lon=131&lat=42", "/data/zones/110m/world.geojson"):
        answer = client.get(path)
        assert answer.headers["Access-Control-Allow-Origin"] == "*", path
        assert answer.headers["Cross-Origin-Resource-Policy"] == "cross-origin", path


@pytest.mark.parametrize(("query", "choices"), [
    ("theme=pink", "auto, light, dark"), ("layers=-regions,moon", "exercises-reported"),
    ("view=XXX", "neutral"), ("z=99", "0 to 19"), ("c=north", "lat,lon"), ("from=today", "YYYY"),
    ("sel=<b>", "id of an event"),
])  # fmt: skip
@pytest.mark.parametrize("path", ["/embed/years/2025", "/report/years/2025"])
def test_bad_choice_is_answered_with_the_choices(client, path, query, choices):
    answer = client.get(f"{path}?{query}")
    assert answer.status_code == 400
    assert choices in answer.text
    assert "<b>" not in answer.text


@pytest.mark.parametrize("path", ["/embed/years/1066", "/embed/years/٢٠٢٥", "/embed/events/none"])
def test_embed_of_what_is_not_there_is_not_found(client, path):
    assert client.get(path).status_code == 404


def test_theme_and_view_are_those_of_the_address(client):
    assert 'data-theme="dark"' in client.get("/embed/years/2025?theme=dark").text
    assert 'data-claims="JPN"' in client.get("/embed/years/2025?view=JPN").text
    assert "has-view" in client.get("/embed/years/2025?c=42,131&z=5").text
    assert "has-view" not in client.get("/embed/years/2025").text


def test_hostile_name_is_text_in_an_embed(edited):
    hostile = "</title><script>alert(1)</script>{{ 7*7 }}"
    client = edited("exercises", 2025, "joint-sea-2025", names={"en": hostile})
    text = client.get("/embed/events/joint-sea-2025").text
    assert "<script>alert" not in text
    assert "&lt;/title&gt;" in text
    assert "{{ 7*7 }}" in text


@pytest.mark.parametrize("host", ['evil"><script>', "a b", "evil.example/x", "x@evil", "[::1"])
def test_host_that_can_be_none_reaches_no_page(small_atlas, host):
    client = create_app(Settings(host="0.0.0.0"), small_atlas).test_client()
    for path in ("/years/2025", "/oembed?url=http://a/years/2025", "/embed/years/2025"):
        answer = client.get(path, headers={"Host": host})
        assert answer.status_code in (400, 404)
        assert host not in answer.text


def test_page_tells_other_sites_what_it_is(client, small_atlas):
    text = client.get("/years/2025").text
    for path in ("json", "xml"):
        assert re.search(rf'<link rel="alternate" type="\w+/{path}\+oembed" href="http://localhost/'
                         rf'oembed\?url=http%3A//localhost/years/2025&amp;format={path}"',
                         text)  # fmt: skip
    picture = re.search(r'<meta property="og:image" content="([^"]+)">', text)[1]
    assert picture.startswith("http://localhost/figures/years/2025.png?size=social")
    answer = client.get(picture.replace("&amp;", "&").removeprefix("http://localhost"))
    assert answer.mimetype == "image/png"
    assert int.from_bytes(answer.data[16:20]) == 1200
    assert int.from_bytes(answer.data[20:24]) == 630


def test_comparison_tells_other_sites_what_it_says(client):
    query = "events=joint-sea-2025,joint-maritime-patrol-6"
    text = client.get(f"/compare?{query}").text
    link = re.search(r'type="application/json\+oembed" href="http://localhost([^"]+)"', text)[1]
    assert client.get(html.unescape(link)).get_json()["type"] == "rich"
    picture = re.search(r'<meta property="og:image" content="http://localhost([^"]+)">', text)[1]
    assert picture.startswith("/figures/compare/joint-sea-2025,joint-maritime-patrol-6.png?size=")
    assert client.get(html.unescape(picture)).mimetype == "image/png"
    said = re.search(r'<meta property="og:description" content="([^"]+)">', text)[1]
    assert "the drawn line of Joint maritime patrol no. 6 passes" in said
    assert "og:image" not in client.get("/compare?years=2025,1066").text


def test_public_url_stands_in_cards_whatever_the_request_says(small_atlas):
    chosen = Settings(public_url="https://atlas.example/")
    client = create_app(chosen, small_atlas).test_client()
    text = client.get("/events/joint-sea-2025", headers={"Host": "evil.example"}).text
    assert "evil.example" not in text
    assert '<meta property="og:url" content="https://atlas.example/events/joint-sea-2025">' in text


def test_embed_of_a_comparison_has_its_map_and_leads_to_its_page(client):
    events = "joint-sea-2025,joint-maritime-patrol-6"
    answer = client.get(f"/embed/compare?events={events}&theme=dark")
    assert answer.status_code == 200
    assert re.search(r'<h1><a href="/compare\?events=', answer.text)
    assert "/compare.geojson?events=" in answer.text
    data = client.get(f"/compare.geojson?events={events}")
    assert data.headers["Access-Control-Allow-Origin"] == "*"
    assert ancestors(answer) is None
    assert client.get("/embed/compare?years=2024,1066").status_code == 404
