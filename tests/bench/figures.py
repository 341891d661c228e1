"""Figures: a PNG of a year, cold and warm, against the usual ways with the same layers."""

from __future__ import annotations

import itertools
import os
import resource
import shutil
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import NamedTuple

from mapper.atlas import open_atlas
from mapper.cartography.figures import make_figure
from mapper.settings import Settings, resource_folder
from tests.bench.figure_peers import CARTOPY, GEOPANDAS, SCREENSHOT, lacking
from tests.bench.rows import Row
from tests.chromium import find_chromium

YEAR = 2025
SIZE = (1600, 1000)
RUNS = 5
ROUNDS = 3
"""Each way is run in turn, so that all of them meet the same load; the shortest time counts.

Of those that work all the time, the processor's time is compared: others may be at work here.
"""

COLD_LIMITS = {
    "geopandas with matplotlib": 0.4,
    "the same, its fonts listed before": None,
    "folium's own screenshot": 0.15,
}
"""matplotlib's first run on a machine lists the fonts, and a container's every run does."""

WAITS = {"folium's own screenshot": "wall"}
CARTOPY_LIMIT = 0.5
FILE_LIMIT = 1.25
"""A kept figure against a static file of the same server."""


class Took(NamedTuple):
    """Seconds from start to end, and of the processor."""

    wall: float
    processor: float


def measure() -> Iterator[Row]:
    """Cold and warm drawing, a kept figure, and the sizes of the three formats."""
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        yield from _cold(folder)
        warm = _warm("png")
        yield from _against_cartopy(folder, warm)
        for form in ("svg", "png", "pdf"):
            seconds, size = _warm(form)
            yield Row(f"figure {YEAR} as {form}, warm", seconds * 1000, None, "ms",
                      f"{size / 1000:.0f} kB")  # fmt: skip
    yield from _kept()


def _cold(folder: Path) -> Iterator[Row]:
    size = f"{SIZE[0]}x{SIZE[1]}px"
    target = folder / "ours.png"
    ours = [sys.executable, "-m", "mapper", "figure", str(YEAR), "-o", str(target), "--size", size]
    peers, missing = _peers(folder)
    times: dict[str, list[Took]] = {name: [] for name in ("ours", *peers)}
    for number in range(ROUNDS):
        times["ours"].append(_timed(ours))
        for name, command in peers.items():
            times["ours"].append(_timed(ours))
            home = {"MPLCONFIGDIR": str(folder / f"matplotlib-{number}")}
            times[name].append(_timed(command, home))
    told = f"PNG of {SIZE[0]} × {SIZE[1]}, the process and its imports included; ours"
    for name in peers:
        # folium waits for its browser: there the clock on the wall counts.
        clock = WAITS.get(name, "processor")
        own, theirs = (min(getattr(one, clock) for one in times[key]) for key in ("ours", name))
        yield Row(f"figure {YEAR}, cold, by {name}", own / theirs, COLD_LIMITS[name],
                  detail=f"{told} {own:.2f} s, theirs {theirs:.2f} s ({clock})")  # fmt: skip
    for name, lacks in missing.items():
        yield Row(f"figure {YEAR}, cold", min(one.processor for one in times["ours"]), None, "s",
                  f"{name} needs {lacks}")  # fmt: skip


def _peers(folder: Path) -> tuple[dict[str, list[str]], dict[str, str]]:
    """The commands of the ways that can be run here, and what the others lack."""
    data, year = str(resource_folder("geodata")), str(YEAR)
    chromium, driver = find_chromium() or "", shutil.which("chromedriver") or ""
    names = list(COLD_LIMITS)
    geopandas = ([GEOPANDAS, data, year, str(folder / "geopandas.png")], lacking("matplotlib"))
    given = {
        names[0]: geopandas,
        names[1]: geopandas,
        names[2]: (
            [SCREENSHOT, data, year, str(folder / "folium.png"), chromium, driver],
            lacking("selenium", programs=("chromium", "chromedriver")),
        ),
    }
    peers = {name: [sys.executable, "-c", *words] for name, (words, lacks) in given.items()
             if not lacks}  # fmt: skip
    return peers, {name: ", ".join(lacks) for name, (_, lacks) in given.items() if lacks}


def _against_cartopy(folder: Path, warm: tuple[float, int]) -> Iterator[Row]:
    name = f"figure {YEAR}, warm, by cartopy"
    lacks = lacking("cartopy", "matplotlib")
    if lacks:
        yield Row(name, warm[0], None, "s", f"cartopy needs {', '.join(lacks)}")
        return
    command = [sys.executable, "-c", CARTOPY, str(resource_folder("geodata")), str(YEAR),
               str(folder / "cartopy.png")]  # fmt: skip
    ran = subprocess.run(command, check=True, capture_output=True, text=True)
    new, again = map(float, ran.stdout.split())
    detail = f"ours {warm[0]:.2f} s, theirs {new:.2f} s for other shapes"
    yield Row(name, warm[0] / new, CARTOPY_LIMIT, detail=detail)
    yield Row(f"{name}'s second", warm[0] / again, None,
              detail=f"the same shapes again, which it keeps projected: {again:.2f} s")  # fmt: skip


def _warm(form: str) -> tuple[float, int]:
    """The shortest drawing when everything is loaded, in seconds, and its bytes."""
    atlas, numbers = open_atlas(), itertools.count()

    def draw() -> bytes:
        # A title of its own: what turns SVG into PNG and PDF knows a drawing that it has seen.
        given = {"size": f"{SIZE[0]}x{SIZE[1]}px", "title": f"Map no. {next(numbers)}"}
        return make_figure(atlas, YEAR, given).content(form)

    return _shortest(draw), len(draw())


def _kept() -> Iterator[Row]:
    """A figure that was drawn before, against a static file of about its size."""
    from mapper.web.app import create_app

    client = create_app(Settings()).test_client()
    figure = f"/figures/years/{YEAR}.png?size={SIZE[0]}x{SIZE[1]}px"
    page = client.get("/about").text
    script = next(part.split('"')[0] for part in page.split('src="')[1:])
    for address in (figure, script):
        assert client.get(address).status_code == 200
    kept, file = (_shortest(lambda one=one: client.get(one).data, 200) for one in (figure, script))
    yield Row(f"figure {YEAR}, asked for again, by a static file", kept / file, FILE_LIMIT,
              detail=f"{kept * 1e3:.2f} ms, the file {file * 1e3:.2f} ms")  # fmt: skip


def _shortest(make: Callable[[], object], runs: int = RUNS) -> float:
    times = []
    for _ in range(runs):
        start = time.process_time()
        make()
        times.append(time.process_time() - start)
    return min(times)


def _timed(command: list[str], more: dict[str, str] | None = None) -> Took:
    """What a fresh process takes from start to end."""
    start, before = time.perf_counter(), resource.getrusage(resource.RUSAGE_CHILDREN)
    subprocess.run(command, check=True, capture_output=True, env={**os.environ, **(more or {})})
    after = resource.getrusage(resource.RUSAGE_CHILDREN)
    used = after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime
    return Took(time.perf_counter() - start, used)
