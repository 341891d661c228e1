"""Embed in a report: what is copied says what the reader saw, and nothing in it runs."""

from __future__ import annotations

import html
import json
import re

import pytest

from mapper.web.snippets import height_px, snippets


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
    found = {one.key: one.text(values) for one in snippets(title, "key", "0123456789ab")}
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


@pytest.mark.parametrize("path", ["/years/2025", "/events/joint-sea-2025"])
def test_map_page_leads_to_its_report(client, path):
    link = re.search(r'<a class="tool" href="([^"]+)" data-action="report">', client.get(path).text)
    assert link[1] == f"/report{path}"
    assert client.get(link[1]).status_code == 200
