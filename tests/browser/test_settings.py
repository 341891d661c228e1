"""What a user turned on in the settings reaches the map: online tiles, a state's names."""

from __future__ import annotations

import base64
import http.server
import threading

import pytest

from tests.browser.watching import Watched
from tests.serving import running_server

PIXEL = base64.b64decode(
    "iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg=="
)


@pytest.fixture(scope="module")
def tile_host():
    """A tile server on another port, and the paths that it was asked for."""
    asked = []

    class Handler(http.server.BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            asked.append(self.path)
            self.send_response(200)
            self.send_header("Content-Type", "image/png")
            self.send_header("Cross-Origin-Resource-Policy", "cross-origin")
            self.end_headers()
            self.wfile.write(PIXEL)

        def log_message(self, *_: object) -> None:
            pass

    with http.server.ThreadingHTTPServer(("127.0.0.1", 0), Handler) as server:
        threading.Thread(target=server.serve_forever, daemon=True).start()
        yield f"http://127.0.0.1:{server.server_address[1]}", asked
        server.shutdown()


@pytest.fixture(scope="module")
def turned_on(tile_host):
    """A server with tiles and Korean names turned on."""
    url = f"{tile_host[0]}/{{z}}/{{x}}/{{y}}.png"
    with running_server(tiles_url=url, tiles_attribution="Tiles: Test", names="KOR") as address:
        yield address


def labels(page):
    """The labels on the map, one by one."""
    return page.locator("svg.atlas-labels text").evaluate_all("all => all.map(t => t.textContent)")


def test_tiles_are_fetched_from_the_host_of_the_setting_only(page, turned_on, tile_host):
    watched = Watched(page, turned_on)
    watched.open("/years/2025", drawn=True)
    page.locator("img.leaflet-tile-loaded").first.wait_for(state="attached")
    assert tile_host[1]
    assert {url.split("/")[2] for url in watched.strangers} == {tile_host[0].split("/")[2]}
    assert "Tiles: Test" in page.locator(".leaflet-control-attribution").inner_text()
    assert watched.complaints == []


def test_names_of_a_state_stand_on_the_map_instead_of_the_neutral_ones(page, turned_on, server):
    Watched(page, turned_on).open("/years/2025", drawn=True)
    assert "East Sea" in labels(page)
    Watched(page, server).open("/years/2025", drawn=True)
    assert "East Sea" not in labels(page)
    assert any(label.startswith("Sea of Japan") for label in labels(page))
