"""Figures: a PNG of a year, cold, against geopandas with matplotlib on the same layers."""

from __future__ import annotations

import importlib.util
import os
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from pathlib import Path

from mapper.atlas import open_atlas
from mapper.cartography.figures import make_figure
from mapper.settings import resource_folder
from tests.bench.rows import Row

YEAR = 2025
SIZE = (1600, 1000)
RUNS = 5

PEER = """
import sys
from pathlib import Path
import geopandas
import matplotlib
matplotlib.use("Agg")
import matplotlib.pyplot as plt
data, year, target = Path(sys.argv[1]), sys.argv[2], sys.argv[3]
crs = "+proj=laea +lat_0=35.25 +lon_0=139.3 +ellps=WGS84"
figure, axes = plt.subplots(figsize=(16, 10), dpi=100)
axes.set_facecolor("#e6edf1")
window = (105, 10, 175, 62)
land = geopandas.read_file(data / "basemap" / "land-50m.geojson", bbox=window)
land.clip(window).to_crs(crs).plot(ax=axes, color="#f6f2ea", edgecolor="#b8ae9c", linewidth=0.5)
for kind, colour in (("regions", "#8078b4"), ("exercises", "#a3195b"), ("patrols", "#4b3f92")):
    layer = geopandas.read_file(data / kind / f"{year}.geojson").to_crs(crs)
    areas = layer[layer.geom_type.isin(["Polygon", "MultiPolygon"])]
    lines = layer[layer.geom_type.isin(["LineString", "MultiLineString"])]
    if len(areas):
        areas.plot(ax=axes, color=colour, alpha=0.15, edgecolor=colour, linestyle="--")
    if len(lines):
        lines.plot(ax=axes, color=colour, linewidth=1.6, linestyle="--")
    for one in layer.itertuples():
        if kind != "regions":
            point = one.geometry.representative_point()
            axes.annotate(one.id, (point.x, point.y), fontsize=8)
axes.set_xlim(-2.4e6, 2.4e6)
axes.set_ylim(-1.5e6, 1.5e6)
axes.set_title(f"Maritime exercises and patrols in {year}")
figure.savefig(target)
"""
"""The usual way: no placement of labels, no legend, no inset."""


def measure() -> Iterator[Row]:
    """Cold and warm drawing, and the sizes of the three formats."""
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        ours = _cold(_command(folder / "ours.png"))
        yield from _against_peer(folder, ours)
    yield from _warm()


def _against_peer(folder: Path, ours: float) -> Iterator[Row]:
    told = f"PNG of {SIZE[0]} × {SIZE[1]} in {ours:.2f} s, the process and its imports included"
    if importlib.util.find_spec("matplotlib") is None:
        yield Row(f"figure {YEAR}, cold", ours, 1.4, "s", f"{told}; no matplotlib to compare with")
        return
    peer = [sys.executable, "-c", PEER, str(resource_folder("geodata")), str(YEAR)]
    peer.append(str(folder / "theirs.png"))
    # Its first run on a machine lists the fonts; a container does so each time.
    for runs, which, limit in ((1, "on a new machine", 0.4), (3, "again", None)):
        theirs = _cold(peer, runs, {"MPLCONFIGDIR": str(folder / "matplotlib")})
        yield Row(
            f"figure {YEAR}, cold, by matplotlib's {which}",
            ours / theirs,
            limit,
            detail=f"{told}; theirs {theirs:.2f} s",
        )


def _warm() -> Iterator[Row]:
    atlas = open_atlas()
    given = {"size": f"{SIZE[0]}x{SIZE[1]}px"}
    for form in ("svg", "png", "pdf"):
        make_figure(atlas, YEAR, given).content(form)
        times = []
        for _ in range(RUNS):
            start = time.perf_counter()
            content = make_figure(atlas, YEAR, given).content(form)
            times.append(time.perf_counter() - start)
        detail = f"{len(content) / 1000:.0f} kB"
        yield Row(f"figure {YEAR} as {form}, warm", min(times) * 1000, None, "ms", detail)


def _command(target: Path) -> list[str]:
    size = f"{SIZE[0]}x{SIZE[1]}px"
    return [sys.executable, "-m", "mapper", "figure", str(YEAR), "-o", str(target), "--size", size]


def _cold(command: list[str], runs: int = 3, more: dict[str, str] | None = None) -> float:
    """The shortest of some runs of a fresh process, in seconds."""
    times = []
    for _ in range(runs):
        start = time.perf_counter()
        subprocess.run(command, check=True, capture_output=True, env={**os.environ, **(more or {})})
        times.append(time.perf_counter() - start)
    return min(times)
