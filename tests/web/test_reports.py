"""Embed in a report: what is copied says what the reader saw, and nothing in it runs."""

from __future__ import annotations

import html
import json
import re

import pytest

from mapper.settings import Settings
from mapper.web.app import create_app
from mapper.web.snippets import height_px, snippets
from mapper.web.titles import Titled


def snippet(text: str, key: str) -> str:
    found = re.search(rf'<pre id="snippet-{key}"[^>]*>(.*?)</pre>', text, re.DOTALL)
    return html.unescape(found[1])


def test_page_without_script_has_every_snippet(client, small_atlas):
    edition = small_atlas.fingerprint
    text = client.get("/report/years/2025?layers=-regions&theme=dark&c=42,131&z=5").text
    query = "layers=-regions&theme=dark&c=42,131&z=5"
    frame = snippet(text, "html")
    assert html.escape(f"/v/{edition}/embed/years/2025?{query}") in frame
    assert frame.startswith('<div style="aspect-ratio: 800 / 588; max-width: 800px">')
    assert snippet(text, "address") == f"http://localhost/v/{edition}/years/2025?{query}"
    markdown = snippet(text, "markdown")
    assert f"/v/{edition}/figures/years/2025.png?theme=dark&layers=-regions)](" in markdown
    latex = snippet(text, "latex")
    assert r"\includegraphics[width=\linewidth]{exercises-2025.pdf}" in latex
    assert "@misc{exercises-2025," in latex
    assert f"data edition {edition}" in snippet(text, "citation")
    assert "size=page&amp;dpi=300" in text


def test_unpinned_snippet_follows_the_atlas(client):
    text = client.get("/report/years/2025?width=640").text
    assert 'src="http://localhost/embed/years/2025"' in snippet(text, "html")
    assert f"aspect-ratio: 640 / {height_px(640)}" in snippet(text, "html")
    pinned = client.get("/report/years/2025?width=640&pin=1").text
    assert "/v/" in snippet(pinned, "html")


def test_every_address_in_the_snippets_is_there(client):
    text = client.get("/report/events/joint-sea-2025").text
    for key in ("html", "address", "markdown", "latex"):
        for url in re.findall(r"http://localhost([^\s\"')}\]]+)", snippet(text, key)):
            assert client.get(html.unescape(url)).status_code == 200, url


@pytest.mark.parametrize("width", ["0", "99999", "x", "-5", "640.5"])
def test_width_that_no_report_has_is_refused_with_the_limits(client, width):
    answer = client.get(f"/report/years/2025?width={width}")
    assert answer.status_code == 400
    assert "240 to 1600" in answer.text


def test_hostile_title_is_text_in_every_snippet():
    title = 'A <b>"x"</b> [y](javascript:z) \\input{/etc/passwd} 50%\n{{ 7*7 }}'
    values = dict.fromkeys(("embed", "page", "png", "pdf"), 'http://a/?b="<c>&d=1%20#e')
    values |= {"width": "800", "height": "588"}
    titled = Titled("/compare?years=1,2", "key", title, "", (), 0, said=title, picture="/figures/x")
    found = {one.key: one.text(values) for one in snippets(titled, "0123456789ab")}
    assert "<b>" not in found["html"]
    assert '"<c>' not in found["html"]
    plain = re.sub(r"\\.", "", found["markdown"])
    assert "](javascript" not in plain
    assert "<b>" not in plain
    assert r"\input" not in found["latex"]
    assert r"\%20" in found["latex"]


def test_script_fills_the_same_pieces_as_the_server(client):
    text = client.get("/report/years/2025").text
    pieces = json.loads(
        html.unescape(re.search(r'id="snippet-address"[^>]*data-pieces="([^"]*)"', text)[1])
    )
    assert pieces == [["page", ""]]
    root = re.search(r'data-addresses="([^"]*)"', text)[1]
    addresses = json.loads(html.unescape(root))
    assert set(addresses) == {"pinned", "now"}
    assert set(addresses["now"]) == {"embed", "page", "png", "pdf"}


PAIR = "events=joint-sea-2025,joint-maritime-patrol-6"


def test_comparison_is_brought_into_a_report_with_its_figure_and_its_sentence(client, small_atlas):
    page = client.get(f"/compare?{PAIR}&view=swipe").text
    link = re.search(r'<a class="tool" href="([^"]+)" data-action="report">', page)[1]
    text = client.get(f"{html.unescape(link)}&theme=dark").text
    root = f"http://localhost/v/{small_atlas.fingerprint}"
    assert snippet(text, "address") == f"{root}/compare?{PAIR}&view=swipe&theme=dark"
    assert html.escape(f"{root}/embed/compare?{PAIR}&view=swipe&theme=dark") in snippet(
        text, "html"
    )
    figure = f"{root}/figures/compare/{PAIR.removeprefix('events=')}"
    assert f"{figure}.png?theme=dark)](" in snippet(text, "markdown")
    assert f'-o compare-joint-sea-2025-joint-maritime-patrol-6.pdf "{figure}.pdf' in snippet(
        text, "latex"
    )
    sentence = client.get(f"/compare.json?{PAIR}").get_json()["comparisons"][0]["sentence"]
    for key in ("latex", "citation"):
        assert sentence in snippet(text, key).replace("\xa0", " ")
    for key in ("html", "address", "markdown", "latex"):
        for url in re.findall(r"http://localhost([^\s\"')}\]]+)", snippet(text, key)):
            assert client.get(html.unescape(url)).status_code == 200, url
    for name, value in (one.split("=") for one in (PAIR, "view=swipe")):
        assert f'<input type="hidden" name="{name}" value="{value}">' in text
    assert f'href="/downloads/compare.html?{PAIR}&amp;view=swipe"' in text


def test_year_that_the_map_of_a_comparison_hides_is_no_layer_of_its_figure(client):
    text = client.get(f"/report/compare?{PAIR}&layers=-year-1,-shift,-places").text
    assert "&layers=-year-1,-shift,-places" in snippet(text, "address")
    assert re.search(r"6\.png\?layers=-places\)", snippet(text, "markdown"))
    assert client.get(f"/report/compare?{PAIR}&layers=-moon").status_code == 400


def test_comparison_that_no_figure_can_show_has_the_frame_and_the_citation_alone(atlas):
    client = create_app(Settings(), atlas).test_client()
    whole = client.get("/report/compare?years=2024,2025&series=joint-sea&coast=KOR").text
    assert "/figures/compare/2024,2025.png?series=joint-sea&coast=KOR)](" in snippet(
        whole, "markdown"
    )
    text = client.get("/report/compare?years=2024,2025&kind=exercise").text
    assert snippet(text, "html")
    assert snippet(text, "citation")
    assert "snippet-latex" not in text
    assert "/figures/" not in text


@pytest.mark.parametrize(("query", "status"), [
    ("years=2025,1066", 404), ("years=2025", 400), (f"{PAIR}&view=pie", 400), (f"{PAIR}&c=x", 400),
])  # fmt: skip
def test_comparison_that_cannot_be_has_no_report(client, query, status):
    assert client.get(f"/report/compare?{query}").status_code == status


@pytest.mark.parametrize("path", ["/years/2025", "/events/joint-sea-2025"])
def test_map_page_leads_to_its_report(client, path):
    link = re.search(r'<a class="tool" href="([^"]+)" data-action="report">', client.get(path).text)
    assert link[1] == f"/report{path}"
    assert client.get(link[1]).status_code == 200
