"""Zones of World-EEZ size on a map: what the first view costs against a plain folium page."""

from __future__ import annotations

import gzip
import shutil
import statistics
import tempfile
import time
from collections.abc import Iterator
from pathlib import Path

import brotli
import shapely

from mapper.analysis.official import import_official
from mapper.atlas import open_atlas
from mapper.basemap import cell_names, cells_for
from mapper.cartography.views import year_bbox
from mapper.settings import resource_folder
from tests import limits
from tests.bench import folium_page
from tests.bench.rows import Row
from tests.bench.watching import SIZE, drawn_at, peer_server
from tests.chromium import started
from tests.coverages import columns_of, coverage, write_file
from tests.serving import running_server

YEAR = 2025
RUNS = 5
BOUNDS = [[20, 115], [52, 160]]
_SAME_PX = 4

_STILL = """() => document.querySelector('.still-zones [class*="atlas-sym-eez"]') !== null &&
  document.querySelectorAll(".atlas-still [data-event]").length > 0"""
_MAP = """document.querySelector(".atlas-map[data-zones]") !== null &&
  document.querySelectorAll(".leaflet-pane .atlas-shape[data-event]").length > 0"""
_ZONES = f"() => {_MAP}"
# The cells of the finest level are asked for, have come, and are drawn.
_FULL = f"""() => {_MAP} && performance.getEntriesByType("resource")
  .some((one) => one.name.includes("/data/zones/10m/") && one.responseEnd > 0)"""
_PEER = """() => document.querySelectorAll("path.leaflet-interactive").length >= %d"""


def measure() -> Iterator[Row]:
    """Bytes of the first view, and of a plain page with every vertex in it."""
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name) / "atlas"
        shutil.copytree(resource_folder("geodata"), folder,
                        ignore=shutil.ignore_patterns("zones", "measures"))  # fmt: skip
        (folder / "zones").mkdir()
        shapes = coverage()
        path = write_file(Path(name) / "eez_v12.shp", shapes, columns_of(len(shapes)))
        import_official(folder, path)
        atlas = open_atlas(folder)
        # folium puts the whole layer into its page; a server would send it as gzip.
        (full,) = (folder / "zones" / "official").rglob("full.geojson")
        plain = len(gzip.compress(full.read_bytes(), 6))
        begun = time.process_time()
        first = _first_view(atlas)
        took = time.process_time() - begun
        vertices = int(shapely.get_num_coordinates(shapes).sum())
        detail = f"{first / 1000:.0f} kB / {plain / 1e6:.1f} MB, {vertices:,} vertices"
        yield Row("first view with World-EEZ-size zones / plain folium", first / plain, 0.01,
                  detail=detail)  # fmt: skip
        yield Row("  read and cut for it, made ready by the import", took, 1.0, "s")
        near = max(_size(atlas, "10m", name) for name in cells_for("10m", (130, 30, 150, 45)))
        yield Row("  heaviest cell of full detail", near / 1000, None, "kB")
        yield from _drawing(folder, full.read_text("utf-8"), len(shapes))
    bundled = open_atlas()
    yield Row(f"zones of the first view of {YEAR}", _first_view(bundled) / 1000, 120, "kB")
    every = sum(_size(bundled, "10m", name) for name in cell_names("10m"))
    yield Row("  all cells of full detail", every / 1000, None, "kB")


def _drawing(folder: Path, layer: str, zones: int) -> Iterator[Row]:
    """From the navigation's start until the zones are on the map, and in full when zoomed in."""
    with tempfile.TemporaryDirectory() as name:
        libraries = folium_page.libraries(Path(name))
    html = folium_page.local(folium_page.build_zones(layer, BOUNDS), set(libraries))
    with (
        running_server(folder) as address,
        started() as browser,
        peer_server(html, libraries) as peer,
    ):
        url = f"{address}/years/{YEAR}"
        first = drawn_at(browser, url, _STILL)
        other = drawn_at(browser, peer, _PEER % zones)
        still, map_ms = (statistics.median(drawn_at(browser, url, done) for _ in range(RUNS))
                         for done in (_STILL, _ZONES))  # fmt: skip
        detail = f"{still:.0f} ms / {other:.0f} ms, navigation to limits and events"
        yield Row("drawing of the first view / plain folium", still / other, 0.1, detail=detail)
        yield from _same_limits(browser, url)
        yield Row("  the same in the movable map", map_ms / other, None, detail=f"{map_ms:.0f} ms")
        yield Row("  for the first visitor", first / other, None, detail=f"{first:.0f} ms")
        near = [drawn_at(browser, f"{url}?c=35,140&z=9", _FULL) for _ in range(2)]
        yield Row("  zoomed in, with the file's own vertices", near[1] / other, None,
                  detail=f"{near[1]:.0f} ms; {near[0]:.0f} ms for the first visitor")  # fmt: skip


def _same_limits(browser, url: str) -> Iterator[Row]:
    """Whether the drawing that comes first has the limits that the movable map draws then."""
    page = browser.new_page(viewport=SIZE)
    page.route("**/data/zones/**", lambda route: None)
    page.goto(url)
    page.wait_for_selector(f".leaflet-pane {limits.STILL}", state="attached")
    page.wait_for_selector(".atlas-map[data-landed]", state="attached")
    early = [point for some in limits.on_screen(page, limits.STILL, 30).values() for point in some]
    page.unroute("**/data/zones/**")
    page.wait_for_selector(".atlas-map[data-zones]", state="attached")
    late = [point for some in limits.on_screen(page, limits.MAP).values() for point in some]
    page.close()
    off = limits.apart_px(late, early) > _SAME_PX
    yield Row("  limits in the map, not in the first drawing", float(off.mean()), 0.02,
              detail=f"of {2 * len(late):,} px on the screen, {_SAME_PX} px apart")  # fmt: skip


def _first_view(atlas) -> int:
    west, south, east, north = year_bbox(atlas, YEAR)
    east += 360 if east < west else 0
    names = cells_for("50m", (west - 10, south - 6, east + 10, north + 6))
    return sum(_size(atlas, "50m", name) for name in names)


def _size(atlas, level: str, name: str) -> int:
    return len(brotli.compress(atlas.zone_cells.cell_bytes(level, name), quality=9))
