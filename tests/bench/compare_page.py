"""The page that compares all years: its overlay's drawing against one year's page."""

from __future__ import annotations

import json
import re
import statistics
from collections.abc import Iterator
from urllib.request import urlopen

from mapper.atlas import open_atlas
from tests.bench.rows import Row
from tests.bench.watching import drawn_at
from tests.bench.year_page import MAP, STILL, YEAR
from tests.chromium import started
from tests.serving import running_server

RUNS = 7


def measure() -> Iterator[Row]:
    """Both pages in turn, each in a fresh profile, from the navigation's start."""
    atlas = open_atlas()
    every = ",".join(map(str, atlas.years))
    with running_server() as address, started() as browser:
        pages = {
            "all": (f"{address}/compare?years={every}", _compared(address, every)),
            "one": (f"{address}/years/{YEAR}", _shown(address)),
        }
        found: dict[tuple[str, str], list[float]] = {}
        for run in range(RUNS + 1):
            for done, watch in (("still", STILL), ("map", MAP)):
                for name, (url, count) in pages.items():
                    wanted = _in_still(url) if done == "still" else count
                    at = drawn_at(browser, url, watch % wanted)
                    if run:
                        found.setdefault((done, name), []).append(at)
    words = {"still": f"overlay of {len(atlas.years)} years / one year, first drawing",
             "map": "  the same in the movable map"}  # fmt: skip
    for done, name in words.items():
        every_ms, one_ms = (statistics.median(found[done, page]) for page in ("all", "one"))
        detail = f"{every_ms:.0f} ms / {one_ms:.0f} ms, median of {RUNS}, navigation to shapes"
        yield Row(name, every_ms / one_ms, 1.5, detail=detail)


def _in_still(url: str) -> int:
    """How many events the page's still drawing holds: what lies far outside it has no path."""
    with urlopen(url, timeout=120) as answer:
        drawing = answer.read().decode().split('class="atlas-still"')[1].split("</svg>")[0]
    return len(set(re.findall(r'data-event="([^"]+)"', drawing)))


def _compared(address: str, years: str) -> int:
    """How many editions have a place to draw."""
    with urlopen(f"{address}/compare.geojson?years={years}", timeout=120) as answer:
        features = json.load(answer)["features"]
    return sum(one["properties"]["feature"] == "edition" and bool(one["geometry"])
               for one in features)  # fmt: skip


def _shown(address: str) -> int:
    """How many events the page of one year draws."""
    names = set()
    for kind in ("exercises", "patrols"):
        with urlopen(f"{address}/data/{kind}/{YEAR}.geojson", timeout=60) as answer:
            features = json.load(answer)["features"]
        names |= {one["properties"].get("part_of") or one["id"] for one in features
                  if one["geometry"]}  # fmt: skip
    return len(names)
