"""oEmbed 1.0 as https://oembed.com specifies it (sections 2.2 and 2.3)."""

from __future__ import annotations

import re
from html.parser import HTMLParser
from urllib.parse import quote
from xml.etree import ElementTree as ET

import pytest

from mapper.settings import Settings
from mapper.web.app import create_app

PAGE = "http://localhost/years/2025"
REQUIRED = {"type", "version", "html", "width", "height"}
"""Of every answer, and of the type rich."""


def ask(client, url=PAGE, **query):
    parts = [f"url={quote(url, safe='')}", *(f"{name}={value}" for name, value in query.items())]
    return client.get(f"/oembed?{'&'.join(parts)}")


class Frames(HTMLParser):
    """The elements of a snippet."""

    def __init__(self, text):
        super().__init__()
        self.found = []
        self.feed(text)

    def handle_starttag(self, tag, attrs):
        self.found.append((tag, dict(attrs)))


def test_answer_has_what_the_specification_requires(client):
    answer = ask(client)
    assert answer.mimetype == "application/json"
    told = answer.get_json()
    assert set(told) >= REQUIRED | {"title", "provider_name", "provider_url", "cache_age"}
    assert told["version"] == "1.0"
    assert told["type"] == "rich"
    assert type(told["width"]) is type(told["height"]) is int
    assert {"thumbnail_url", "thumbnail_width", "thumbnail_height"} <= set(told)
    assert answer.headers["Access-Control-Allow-Origin"] == "*"


@pytest.mark.parametrize("path", ["/years/2025", "/events/joint-sea-2025", "/embed/years/2025"])
def test_html_is_one_frame_of_the_embed(client, path):
    ((tag, given),) = Frames(ask(client, f"http://localhost{path}").get_json()["html"]).found
    assert tag == "iframe"
    assert given["src"] == f"http://localhost/embed{path.removeprefix('/embed')}"
    assert client.get(given["src"]).status_code == 200
    assert given["title"]
    assert given["sandbox"].split()[0] == "allow-scripts"


@pytest.mark.parametrize(("wide", "high"), [(500, 300), (100, 9999), (9999, 90), (1, 1)])
def test_sizes_never_exceed_what_was_asked_for(client, wide, high):
    told = ask(client, maxwidth=wide, maxheight=high).get_json()
    assert told["width"] <= wide
    assert told["height"] <= high
    assert f'width="{told["width"]}" height="{told["height"]}"' in told["html"]
    assert told.get("thumbnail_width", 0) <= wide


def test_xml_says_the_same_as_json(client):
    answer = ask(client, format="xml")
    assert answer.mimetype == "text/xml"
    root = ET.fromstring(answer.data)
    assert root.tag == "oembed"
    told = {child.tag: child.text for child in root}
    assert told == {name: str(value) for name, value in ask(client).get_json().items()}


def test_discovery_link_leads_to_the_answer(client):
    link = re.search(
        r'type="application/json\+oembed" href="([^"]+)"', client.get("/years/2025").text
    )
    answer = client.get(link[1].replace("&amp;", "&").removeprefix("http://localhost"))
    assert answer.get_json()["type"] == "rich"


@pytest.mark.parametrize("root", ["/compare", "/embed/compare"])
def test_comparison_answers_with_its_frame_and_its_figure(client, root):
    pair = "events=joint-sea-2025,joint-maritime-patrol-6"
    told = ask(client, f"http://localhost{root}?{pair}&view=side&theme=dark&utm=1").get_json()
    ((_, given),) = Frames(told["html"]).found
    assert given["src"] == f"http://localhost/embed/compare?{pair}&view=side&theme=dark"
    assert client.get(given["src"]).status_code == 200
    assert told["title"] == "Joint Sea 2025 and Joint maritime patrol no. 6"
    picture = "/figures/compare/joint-sea-2025,joint-maritime-patrol-6.png?size=social"
    assert told["thumbnail_url"] == f"http://localhost{picture}"
    assert client.get(picture).status_code == 200


def test_query_of_the_page_goes_into_the_frame_and_nothing_else_of_it(client):
    told = ask(client, f"{PAGE}?theme=dark&layers=-regions&utm=1&x=%22%3E").get_json()
    ((_, given),) = Frames(told["html"]).found
    assert given["src"] == "http://localhost/embed/years/2025?layers=-regions&theme=dark"


def test_pinned_address_gives_a_pinned_frame(client, small_atlas):
    root = f"http://localhost/v/{small_atlas.fingerprint}"
    told = ask(client, f"{root}/years/2025").get_json()
    assert f'src="{root}/embed/years/2025"' in told["html"]
    assert told["thumbnail_url"].startswith(root)


@pytest.mark.parametrize("url", [
    "http://evil.example/years/2025", "http://localhost.evil.example/years/2025",
    "http://localhost@evil.example/years/2025", "http://localhost/", "http://localhost/about",
    "http://localhost/years/1066", "http://localhost/events/none", "javascript:alert(1)",
    "http://localhost/years/2025/../../x", "//localhost/years/2025", "http://[", "",
    "http://localhost/v/0123456789ab/years/2025", "ftp://localhost/years/2025",
    "http://localhost/compare?years=2025,1066", "http://localhost/compare.json?years=2024,2025",
])  # fmt: skip
def test_address_without_a_map_of_this_site_is_not_found(client, url):
    answer = ask(client, url)
    assert answer.status_code == 404
    assert answer.is_json


@pytest.mark.parametrize(("query", "status"), [
    ("", 400), ("url=x&format=yaml", 501), ("url=x&maxwidth=-1", 400), ("url=x&maxwidth=1e9", 400),
    ("url=x&maxheight=%D9%A1", 400), ("url=http://localhost/years/2025?theme=pink", 400),
    ("url=http://localhost/compare?view=pie", 400),
])  # fmt: skip
def test_call_that_cannot_be_answered_says_why(client, query, status):
    answer = client.get(f"/oembed?{query}")
    assert answer.status_code == status
    assert answer.get_json()["error"]


@pytest.mark.parametrize("form", ["json", "xml"])
def test_hostile_name_is_text_in_title_and_frame(edited, form):
    hostile = '"><script>alert(1)</script> ]]> & {{ 7*7 }}'
    client = edited("exercises", 2025, "joint-sea-2025", names={"en": hostile})
    answer = ask(client, "http://localhost/events/joint-sea-2025", format=form)
    if form == "xml":
        told = {child.tag: child.text for child in ET.fromstring(answer.data)}
    else:
        told = answer.get_json()
    assert told["title"] == hostile
    ((tag, given),) = Frames(told["html"]).found
    assert tag == "iframe"
    assert given["title"] == hostile


def test_host_of_a_public_url_counts_and_not_the_one_of_the_request(small_atlas):
    client = create_app(Settings(public_url="https://atlas.example"), small_atlas).test_client()
    assert ask(client, "http://localhost/years/2025").status_code == 404
    told = ask(client, "https://atlas.example/years/2025").get_json()
    assert 'src="https://atlas.example/embed/years/2025"' in told["html"]
