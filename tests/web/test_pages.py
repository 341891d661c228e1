"""The pages: what they hold, how they are linked, and what hostile data does to them."""

from html.parser import HTMLParser
from itertools import pairwise

import pytest

from mapper.telling import source_link
from mapper.web.app import create_app
from tests.web.conftest import SMALL

VOID = {"meta", "link", "img", "input", "source", "br", "hr"}


class Page(HTMLParser):
    """The elements of a page, as (tag, attributes), and the texts below each tag."""

    def __init__(self, text: str) -> None:
        super().__init__()
        self.elements: list[tuple[str, dict[str, str | None]]] = []
        self.texts: list[tuple[str, str]] = []
        self._open: list[str] = []
        self.feed(text)
        assert self._open == [], "every element is closed"

    def handle_starttag(self, tag, attrs):
        self.elements.append((tag, dict(attrs)))
        if tag not in VOID:
            self._open.append(tag)

    def handle_startendtag(self, tag, attrs):
        self.elements.append((tag, dict(attrs)))

    def handle_endtag(self, tag):
        assert self._open.pop() == tag, f"</{tag}> closes another element"

    def handle_data(self, data):
        if self._open and data.strip():
            self.texts.append((self._open[-1], data.strip()))

    def all(self, tag, **attrs):
        return [found for name, found in self.elements
                if name == tag and all(found.get(k) == v for k, v in attrs.items())]  # fmt: skip

    def text(self, tag):
        return [text for name, text in self.texts if name == tag]


def get(client, path):
    response = client.get(path)
    assert response.status_code == 200
    return Page(response.text)


PAGES = ("/", "/?q=soya", "/years/2023", "/years/2024", "/years/2025", "/years/2026",
         "/events/joint-sea-2025", "/events/joint-maritime-patrol-6", "/events/joint-sea-2023",
         "/about")  # fmt: skip


@pytest.mark.parametrize("path", PAGES)
def test_a_page_is_well_formed_and_named(client, path):
    page = get(client, path)
    assert page.all("html")[0]["lang"] == "en"
    assert page.text("title")[0].endswith("Maritime Exercise Atlas")
    assert page.all("meta", name="description")[0]["content"].strip()
    assert page.all("a", **{"class": "skip"})[0]["href"] == "#content"
    assert len(page.all("main", id="content")) == 1
    ids = [attrs["id"] for _, attrs in page.elements if attrs.get("id")]
    assert len(ids) == len(set(ids))


@pytest.mark.parametrize("path", PAGES)
def test_headings_go_down_one_step_at_a_time(client, path):
    page = get(client, path)
    levels = [int(tag[1]) for tag, _ in page.elements if tag in ("h1", "h2", "h3", "h4")]
    assert levels.count(1) == 1
    steps = [after - before for before, after in pairwise(levels)]
    assert max(steps, default=0) <= 1


@pytest.mark.parametrize("path", [*PAGES, "/years/1066"])
def test_every_page_says_what_it_is_not_for(client, small_atlas, path):
    footer = client.get(path).text.split("<footer")[1]
    for words in ("Not for navigation", "Limits shown imply no position on any claim", "WGS"):
        assert words in footer
    assert small_atlas.fingerprint in footer


@pytest.mark.parametrize("path", PAGES)
def test_links_within_the_atlas_lead_somewhere(client, path):
    page = get(client, path)
    ids = {attrs["id"] for _, attrs in page.elements if attrs.get("id")}
    for attrs in [*page.all("a"), *page.all("link"), *page.all("img")]:
        target = attrs.get("href") or attrs.get("src")
        if target.startswith("#"):
            assert target[1:] in ids
        elif target.startswith("/"):
            assert client.get(target.split("#")[0]).status_code == 200, target


@pytest.mark.parametrize("path", PAGES)
def test_a_page_names_no_outside_host_but_its_sources(client, path):
    page = get(client, path)
    for tag, attrs in page.elements:
        for name in ("src", "href", "srcset", "action"):
            value = attrs.get(name) or ""
            if value.startswith(("http:", "https:", "//")):
                external = "external" in (attrs.get("rel") or "")
                assert external or value.startswith("http://localhost/"), f"<{tag} {name}={value}>"


def test_the_first_page_shows_every_year_newest_first(client):
    page = get(client, "/")
    years = [attrs["href"] for attrs in page.all("a") if attrs["href"].startswith("/years/")]
    cards = [href for href in years if years.count(href) or True][-4:]
    assert cards == ["/years/2026", "/years/2025", "/years/2024", "/years/2023"]
    images = page.all("img")
    assert len(images) == 4
    assert images[1]["alt"] == "Map of 2025: 2 exercises · 1 patrol"


def test_the_first_page_searches_without_script(client):
    page = get(client, "/?q=%D0%92%D0%9B%D0%90%D0%94%D0%98%D0%92%D0%9E%D0%A1%D0%A2%D0%9E%D0%9A")
    assert "2 events for “ВЛАДИВОСТОК”" in page.text("h2")
    assert page.all("input", name="q")[0]["value"] == "ВЛАДИВОСТОК"
    assert len(page.all("a", href="/events/joint-sea-2025")) == 1


def test_a_year_shows_the_same_events_as_cards_rows_and_bars(client):
    page = get(client, "/years/2025")
    events = {"joint-sea-2025", "freedom-edge-2025", "joint-maritime-patrol-6"}
    cards = [attrs["data-event"] for attrs in page.all("article")]
    assert cards == ["joint-sea-2025", "joint-maritime-patrol-6", "freedom-edge-2025"]
    assert {attrs["data-event"] for attrs in page.all("tr") if "data-event" in attrs} == events
    assert {attrs["data-event"] for attrs in page.all("g") if "data-event" in attrs} == events
    assert page.all("div", id="map_year_2025")


def test_a_year_steps_to_its_neighbours(client):
    page = get(client, "/years/2025")
    assert page.all("link", rel="prev")[0]["href"] == "/years/2024"
    assert page.all("link", rel="next")[0]["href"] == "/years/2026"
    assert page.all("a", rel="prev")[0]["href"] == "/years/2024"
    first = get(client, "/years/2023")
    assert not first.all("link", rel="prev")


def test_a_year_offers_its_data_in_both_forms(client):
    page = get(client, "/years/2025")
    offered = {attrs["href"] for attrs in page.all("a") if "download" in attrs}
    for kind in ("exercises", "patrols", "regions"):
        assert {f"/data/{kind}/2025.geojson", f"/data/{kind}/2025.csv"} <= offered
    assert "/data/closures/2025.csv" not in offered
    alternates = {
        attrs["href"]
        for attrs in page.all("link", rel="alternate")
        if "oembed" not in attrs["type"]
    }
    assert alternates <= offered


def test_a_year_names_the_scripts_and_data_to_send_for_after_the_first_paint(client):
    page = get(client, "/years/2025")
    assert not [attrs for attrs in page.all("script") if "src" in attrs]
    (late,) = [attrs for attrs in page.all("script") if "data-scripts" in attrs]
    leaflet, own = late["data-scripts"].split()
    assert leaflet.endswith("/leaflet.js") and own.endswith("/atlas.js")
    fetched = late["data-fetched"].split()
    assert {"/data/exercises/2025.geojson", "/data/patrols/2025.geojson"} <= set(fetched)


def test_the_facts_of_a_card_say_how_far_the_place_may_be_off(client):
    text = client.get("/years/2025").text
    assert "Sea of Japan off Vladivostok, as reported, ± 45 nm" in text
    assert "China, Russia (host) · 1–5 Aug, at sea 3–5 Aug" in text
    assert "3 ships named (China 2, Russia 1)" in text
    assert "6 reported fixes, no leg observed along its length" in text
    assert "Tsushima 24 Jul, Soya 8 Aug, Miyako 31 Aug" in text


def test_a_year_without_an_edition_says_why(client):
    text = client.get("/years/2023").text
    assert "No exercise and no patrol is known for 2023." in text
    assert "No Joint Sea is known for 2023." in text
    assert "The organisers&#39; count has none in 2023. Absence inferred from the count." in text


def test_a_year_of_which_no_source_speaks_says_so(client):
    text = client.get("/years/2024").text
    assert "No exercise and no patrol is known for 2024." in text
    assert "None of them falls in 2024" in text
    assert "not proof that no ships met" in text
    assert client.get("/years/2024").status_code == 200


def test_an_event_tells_everything_known(client):
    page = get(client, "/events/joint-sea-2025")
    text = " ".join(words for _, words in page.texts)
    for words in (
        "Joint Sea 2025 near Vladivostok, 1–5 August 2025.", "1–5 Aug 2025", "3–5 Aug 2025",
        "China, Russia (host)", "Shaoxing", "Xihu (rescue ship)", "submarine rescue, live firing",
        "42°27′ N 132°00′ E", "chosen for the named sea", "Off Nakhodka", "4 August",
        "One re-post gives 1–6 August.", "No warning was found.", "Russian sources only",
        "NAVAREA XI 341/26", "2026", "Joint Sea 2023", "APA", "Chicago", "BibTeX",
    ):  # fmt: skip
        assert words in text, words
    assert page.all("div", id="map_event_joint_sea_2025")


def test_names_say_their_language(client):
    page = get(client, "/events/joint-sea-2025")
    assert {attrs.get("lang") for attrs in page.all("bdi")} >= {"zh", "ru"}


def test_a_closure_of_another_year_says_its_own_year(client):
    text = client.get("/events/joint-sea-2025").text
    assert 'Of <a href="/years/2026">2026</a>, not of this exercise' in text


def test_sources_are_linked_only_where_they_may_be(client):
    page = get(client, "/events/joint-sea-2025")
    text = " ".join(words for _, words in page.texts)
    assert page.all("a", href="https://example.org/one", rel="external noopener noreferrer")
    for printed in ("mirror.example", "javascript:"):
        assert not any(printed in (attrs.get("href") or "") for attrs in page.all("a"))
    assert "[A translated title]" in text
    assert "a copy of Xinhua" in text
    assert "2025-08 (re-post)" in text


@pytest.mark.parametrize(
    ("url", "may", "linked"),
    [
        ("https://example.org/", True, True),
        ("HTTP://example.org/", True, True),
        ("https://example.org/", False, False),
        ("javascript:alert(1)", True, False),
        ("data:text/html,x", True, False),
        (" https://example.org/", True, False),
        ("https:", True, False),
        ("//example.org", True, False),
        ("", True, False),
    ],
)
def test_only_web_addresses_are_linked(small_atlas, url, may, linked):
    source = small_atlas.event("joint-sea-2025").record.sources[0]
    assert bool(source_link(source.model_copy(update={"url": url, "link": may}))) is linked


HOSTILE = (
    "<script>alert(1)</script>", '"><img src=x onerror=alert(1)>', "{{ 7*7 }}", "{% raw %}",
    "${alert(1)}", "`x`", "\\x3cscript\\x3e", "</title><script>", "' onmouseover='x",
    "{# comment #}", "&lt;b&gt;", "\u2028alert(1)", "\u202egnp.exe", "]]>", "<!--",
)  # fmt: skip


@pytest.mark.parametrize("text", HOSTILE)
def test_hostile_text_shows_verbatim_and_is_no_markup(edited, text):
    client = edited(
        "exercises", 2025, "joint-sea-2025", names={"en": f"N{text}"}, headline=f"H{text}",
        place_reported=f"P{text}", disagreements=[f"D{text}"], ports=[f"Q{text}"],
        vessels=[{"flag": "CHN", "name": f"V{text}"}],
        sources=[{"id": "one", "publisher": f"U{text}", "title": f"T{text}", "lang": text,
                  "url": f"https://example.org/{text}", "date": text, "supports": text}],
    )  # fmt: skip
    for path in ("/", "/years/2025", "/events/joint-sea-2025", "/?q=" + "joint"):
        page = get(client, path)
        inline = [sorted(attrs) for attrs in page.all("script")]
        assert inline in ([[], ["src", "type"]], [[], [], ["data-fetched", "data-scripts"]])
        assert not any(name.startswith("on") for _, attrs in page.elements for name in attrs)
        assert "49" not in [words for _, words in page.texts]
    words = {found for _, found in get(client, "/events/joint-sea-2025").texts}
    for first in "NHPDQVT":
        assert any(f"{first}{text}".strip() in found for found in words), first


def test_the_theme_of_the_address_is_on_the_page_from_the_start(client):
    assert get(client, "/?theme=dark").all("html")[0]["data-theme"] == "dark"
    assert get(client, "/").all("html")[0]["data-theme"] == "auto"


def test_a_page_is_rendered_once_for_an_edition(small_atlas, monkeypatch):
    from mapper.settings import Settings
    from mapper.web import pages

    made = []
    real = pages.render_template
    monkeypatch.setattr(
        pages, "render_template", lambda *args, **values: made.append(1) or real(*args, **values)
    )
    client = create_app(Settings(), small_atlas).test_client()
    first, again = client.get("/years/2025"), client.get("/years/2025")
    assert first.data == again.data
    assert len(made) == 1


def test_the_same_atlas_gives_the_same_bytes(small_atlas, monkeypatch):
    from mapper.atlas import open_atlas
    from mapper.settings import Settings
    from mapper.web import waters

    monkeypatch.setattr(waters, "_PATIENCE_S", 120.0)
    apps = [create_app(Settings(), atlas) for atlas in (small_atlas, open_atlas(SMALL))]
    one, two = (app.test_client().get("/years/2025").data for app in apps)
    assert one == two


def test_about_tells_licences_and_carries_leaflets_notice(client):
    text = client.get("/about").text
    for words in ("CC BY", "Creative Commons Attribution 4.0", "public domain", "MIT licence",
                  "Copyright (c) 2010-2022, Volodymyr Agafonkin", "announced", "submarine rescue",
                  "Page Up"):  # fmt: skip
        assert words.lower() in text.lower(), words
