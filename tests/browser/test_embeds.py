"""An embed in a page of another origin, and the dialogue that makes the snippets."""

from __future__ import annotations

import re
import threading
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

import pytest
from playwright.sync_api import expect

from tests.browser.test_access import findings

READY = ".atlas-map[data-ready]"
STRICT = 'sandbox="allow-scripts"'
ON_TOP = """selector => {
  const part = document.querySelector(selector), box = part.getBoundingClientRect();
  return part.contains(document.elementFromPoint(box.x + box.width / 2, box.y + box.height / 2));
}"""
HOST = """<!doctype html><meta charset="utf-8"><title>Host</title>
<iframe id="f" src="{src}" title="Map" width="{width}" height="200" {attributes}></iframe>
<script>
addEventListener("message", ({{ data, source }}) => {{
  const frame = document.getElementById("f");
  if (data?.type === "embed-size" && source === frame.contentWindow) frame.height = data.height;
}});
</script>"""


@pytest.fixture(scope="module")
def host():
    """A page of another origin: (its address, a function that sets its text)."""
    shown = {}

    class Page(BaseHTTPRequestHandler):
        def do_GET(self):
            body = shown["text"].encode()
            self.send_response(200 if self.path == "/" else 204)
            self.send_header("Content-Type", "text/html")
            self.end_headers()
            self.wfile.write(body if self.path == "/" else b"")

        def log_message(self, *_):
            pass

    server = ThreadingHTTPServer(("127.0.0.1", 0), Page)
    threading.Thread(target=server.serve_forever, daemon=True).start()
    yield f"http://127.0.0.1:{server.server_port}/", lambda text: shown.update(text=text)
    server.shutdown()
    server.server_close()


def framed(page, host, src, width=640, attributes=STRICT):
    """Open a host page and give the frame in it."""
    address, put = host
    put(HOST.format(src=src, width=width, attributes=attributes))
    page.goto(address)
    return page.frames[1]


@pytest.mark.parametrize("path", ["/embed/years/2025?theme=dark", "/embed/events/joint-sea-2025"])
def test_embed_in_a_sandboxed_frame_of_another_origin_draws_and_sizes_itself(
    page, server, host, path
):
    complaints = []
    page.on("console", lambda message: complaints.append(message.text))
    page.on("pageerror", lambda error: complaints.append(str(error)))
    asked = []
    page.on("request", lambda request: asked.append(request.url))
    frame = framed(page, host, server + path)
    frame.wait_for_selector(READY, state="attached")
    assert frame.evaluate("self.origin") == "null"
    assert frame.locator(".atlas-shape[data-event]").count() > 0
    # Nothing lies over the title and the line of sources.
    for link in (frame.locator("h1 a"), frame.locator(".embed-foot > p a").last):
        link.click(trial=True)
    page.wait_for_function("document.getElementById('f').height > 300")
    first = int(page.get_attribute("#f", "height"))
    assert frame.evaluate("document.documentElement.scrollHeight") <= first
    page.evaluate("document.getElementById('f').width = 360")
    page.wait_for_function(f"document.getElementById('f').height < {first}")
    assert frame.evaluate("document.documentElement.scrollWidth") <= 360
    assert all(frame.evaluate(ON_TOP, part) for part in (".embed-head h1", ".embed-foot strong"))
    page.wait_for_load_state("networkidle")
    assert complaints == []
    assert [url for url in asked if not url.startswith((server, host[0]))] == []
    dark = frame.evaluate("getComputedStyle(document.body).backgroundColor") == "rgb(18, 27, 35)"
    assert dark == ("theme=dark" in path)


def test_closures_that_a_page_hides_at_first_are_hidden_in_its_embed(page, server, host):
    frame = framed(page, host, f"{server}/embed/events/joint-sea-2025", attributes="")
    frame.wait_for_selector(READY, state="attached")
    row = frame.locator('.atlas-legend-row[data-layer="closures"]')
    assert row.get_attribute("aria-pressed") == "false"


@pytest.mark.parametrize("path", ["/years/2025", "/", "/report/years/2025", "/about"])
def test_other_pages_refuse_to_be_framed(page, server, host, path):
    complaints = []
    page.on("console", lambda message: complaints.append(message.text))
    framed(page, host, server + path, attributes="")
    page.wait_for_load_state("networkidle")
    assert any("frame-ancestors" in text for text in complaints)
    assert page.frames[1].url.startswith("chrome-error:")


def test_embed_without_scripts_and_on_paper_shows_the_figure(browser, server, tmp_path):
    context = browser.new_context(java_script_enabled=False)
    page = context.new_page()
    page.goto(f"{server}/embed/years/2025")
    picture = page.locator("img.embed-picture")
    assert picture.evaluate("node => node.complete && node.naturalWidth > 0")
    context.close()
    context = browser.new_context()
    page = context.new_page()
    page.goto(f"{server}/embed/years/2025")
    page.wait_for_selector(READY, state="attached")
    page.emulate_media(media="print")
    assert page.locator(".embed-print").is_visible()
    assert not page.locator(".atlas-map").is_visible()
    context.close()


def test_dialogue_carries_the_view_into_its_snippets(watched, context):
    context.grant_permissions(["clipboard-read", "clipboard-write"])
    watched.open("/years/2025?layers=-regions&c=36.5,134&z=5", drawn=True)
    page = watched.page
    link = page.locator("a[data-action=report]")
    link.focus()
    page.keyboard.press("Enter")
    dialog = page.get_by_role("dialog", name="Embed in a report")
    preview = dialog.frame_locator(".report-preview iframe")
    preview.locator(READY).wait_for(state="attached")
    frame = dialog.locator("#snippet-html").inner_text()
    src = re.search(r'src="([^"]+)"', frame)[1].replace("&amp;", "&")
    assert re.search(r"/v/[0-9a-f]{12}/embed/years/2025\?", src)
    assert "layers=-regions" in src
    assert "c=36.500,134.000" in src
    # The extent stays what the reader saw: a narrower frame has a lower zoom.
    assert 4 < float(re.search(r"z=([\d.]+)", src)[1]) < 5
    assert "extent=" in dialog.locator("#snippet-latex").inner_text()
    dialog.get_by_label("Theme").select_option("dark")
    dialog.get_by_label("Width").fill("500")
    dialog.get_by_label(re.compile("Pinned")).uncheck()
    expect(dialog.locator("#snippet-html")).to_contain_text("max-width: 500px")
    frame = dialog.locator("#snippet-html").inner_text()
    assert "theme=dark" in frame
    assert "/v/" not in frame
    dialog.get_by_role("button", name="Copy the Web page snippet").click()
    expect(dialog).to_contain_text("Copied")
    assert page.evaluate("navigator.clipboard.readText()") == frame
    page.keyboard.press("Escape")
    assert dialog.count() == 0
    assert page.evaluate("document.activeElement.dataset.action") == "report"
    assert watched.complaints == []
    assert watched.strangers == []


def test_dialogue_of_a_comparison_keeps_what_is_compared(watched):
    watched.open("/compare?years=2024,2025&series=joint-sea&view=swipe&layers=-year-2024,"
                 "-places&c=30,120&z=4", drawn=True)  # fmt: skip
    watched.page.locator("a[data-action=report]").click()
    dialog = watched.page.get_by_role("dialog", name="Embed in a report")
    preview = dialog.frame_locator(".report-preview iframe")
    preview.locator(READY).wait_for(state="attached")
    frame = dialog.locator("#snippet-html").inner_text().replace("&amp;", "&")
    address = dialog.locator("#snippet-address").inner_text()
    for asked in ("years=2024,2025", "series=joint-sea", "view=swipe", "layers=-year-2024",
                  "c=30.000,120.000"):  # fmt: skip
        assert frame.count(asked) == address.count(asked) == 1
    figure = re.search(r'-o \S+ "([^"]+)"', dialog.locator("#snippet-latex").inner_text())[1]
    assert "series=joint-sea" in figure
    assert "layers=-places" in figure
    assert watched.page.request.get(figure).ok
    assert watched.complaints == []


def test_axe_finds_nothing_serious_in_the_open_dialogue(watched):
    watched.open("/events/joint-sea-2025", drawn=True)
    watched.page.locator("a[data-action=report]").click()
    watched.page.get_by_role("dialog").locator("#snippet-html").wait_for()
    assert findings(watched.page) == []
