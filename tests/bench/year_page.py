"""The page of a year: its weight, and its first drawing and warm build against plain folium."""

from __future__ import annotations

import statistics
import tempfile
import time
from collections.abc import Callable, Iterator
from pathlib import Path

from mapper.atlas import open_atlas
from mapper.settings import Settings
from tests.bench import folium_page
from tests.bench.rows import Row
from tests.bench.watching import SIZE, drawn_at, peer_server
from tests.chromium import started
from tests.serving import running_server

YEAR = 2025
FULLEST = 2024
RUNS = 9
BOUNDS = [[20, 115], [52, 160]]

STILL = """() => new Set([...document.querySelectorAll(".atlas-still [data-event]")]
  .map((node) => node.dataset.event)).size >= %d"""
MAP = """() => new Set([...document.querySelectorAll(".leaflet-pane .atlas-shape[data-event]")]
  .map((node) => node.dataset.event)).size >= %d"""
_PEER = """() => document.querySelectorAll("path.leaflet-interactive").length >= %d"""


def measure() -> Iterator[Row]:
    """Weight, first drawing, warm build."""
    atlas = open_atlas()
    events = folium_page.collections(atlas, YEAR)
    with running_server() as address, started() as browser:
        weight, land = _load(browser, address)
        yield Row(f"/years/{YEAR}: everything, compressed", weight / 1000, 350, "kB")
        yield Row("  of it land and coast", land / 1000, 150, "kB")
        yield from _drawing(browser, address, events)
    yield from _building(atlas, events)
    yield _thumbnail(atlas)


def _load(browser, address: str) -> tuple[int, int]:
    """Bytes of the whole page over the wire, and of the cells of land in it."""
    context = browser.new_context(viewport=SIZE)
    page = context.new_page()
    asked = []

    def note(request) -> None:
        asked.append(request)

    page.on("requestfinished", note)
    page.goto(f"{address}/years/{YEAR}", wait_until="networkidle")
    sizes = [(request.url, request.sizes()) for request in asked]
    total = sum(size["responseBodySize"] + size["responseHeadersSize"] for _, size in sizes)
    land = sum(size["responseBodySize"] for url, size in sizes if "/basemap/" in url)
    context.close()
    return total, land


def _drawing(browser, address: str, events: list[dict]) -> Iterator[Row]:
    """All features in the page, and all in the map that can be moved, against the plain page."""
    drawn = [feature for one in events for feature in one["features"] if feature["geometry"]]
    names = {feature["properties"].get("event") or feature["properties"].get("part_of")
             or feature["id"] for feature in drawn}  # fmt: skip
    with tempfile.TemporaryDirectory() as folder:
        libraries = folium_page.libraries(Path(folder))
    html = folium_page.local(folium_page.build(events, BOUNDS), set(libraries))
    url = f"{address}/years/{YEAR}"
    stills, maps, peers, bare = [], [], [], []
    with peer_server(html, libraries) as peer:
        for run in range(RUNS + 1):
            found = (
                drawn_at(browser, url, STILL % len(names)),
                drawn_at(browser, peer, _PEER % len(drawn)),
                drawn_at(browser, url, MAP % len(names)),
                drawn_at(browser, f"{peer}bare", _PEER % len(drawn)),
            )
            if run:
                for times, time_ms in zip((stills, peers, maps, bare), found, strict=True):
                    times.append(time_ms)
    still, other, shown, alone = map(statistics.median, (stills, peers, maps, bare))
    detail = f"{still:.0f} ms / {other:.0f} ms, median of {RUNS}, navigation to shapes"
    yield Row("first drawing of all features / plain folium", still / other, 0.6, detail=detail)
    detail = f"{still:.0f} ms / {alone:.0f} ms: the peer shares its window's process"
    yield Row("  the peer sent without COOP", still / alone, None, detail=detail)
    detail = f"{shown:.0f} ms / {other:.0f} ms"
    yield Row("  the same in the movable map", shown / other, None, detail=detail)


def _building(atlas, events: list[dict]) -> Iterator[Row]:
    """Both pages built again in a warm process: the whole page on our side.

    Once from what a running server keeps of an edition (what the page says, its map), once with
    nothing kept but what was imported and read.
    """
    from mapper.web import drawn
    from mapper.web.app import create_app
    from mapper.web.bodies import BodyCache
    from mapper.web.serving import Served

    app = create_app(Settings(), atlas)
    client, serving = app.test_client(), app.extensions["atlas"]

    def ours() -> None:
        assert client.get(f"/years/{YEAR}").status_code == 200

    times: dict[str, list[float]] = {"kept": [], "anew": [], "folium": []}
    for _ in range(RUNS + 1):
        drawn._kept.clear()
        serving._served = Served(atlas)
        times["anew"].append(_seconds(ours))
        serving.current().bodies = BodyCache()
        times["kept"].append(_seconds(ours))
        times["folium"].append(_seconds(lambda: folium_page.build(events, BOUNDS)))
    kept, anew, other = (statistics.median(found[1:]) for found in times.values())
    detail = f"{kept * 1000:.1f} ms / {other * 1000:.1f} ms, median of {RUNS}"
    yield Row("warm build of the page / plain folium", kept / other, 0.2, detail=detail)
    detail = f"{anew * 1000:.1f} ms, with the still drawing of the first view"
    yield Row("  the first time for an edition", anew / other, None, detail=detail)


def _thumbnail(atlas) -> Row:
    """The small map of the fullest year, of which the home page has one a year."""
    from mapper.cartography.thumbnails import thumbnail

    times = [_seconds(lambda: thumbnail(atlas, FULLEST)) * 1000 for _ in range(RUNS + 1)]
    return Row(f"thumbnail of {FULLEST}", statistics.median(times[1:]), 20, "ms")


def _seconds(work: Callable[[], None]) -> float:
    begun = time.perf_counter()
    work()
    return time.perf_counter() - begun
