"""Comparing all years of a series: once loaded, and for the first time."""

from __future__ import annotations

import statistics
import time
from collections.abc import Callable, Iterator
from itertools import pairwise

from mapper.analysis import Comparer, compare
from mapper.atlas import open_atlas
from tests.bench.rows import Row

SERIES = "joint-sea"
RUNS = 15


def measure() -> Iterator[Row]:
    """The whole series with its rows and sentences."""
    atlas = open_atlas()
    begun = time.perf_counter()
    found = compare(series=SERIES, atlas=atlas)
    first = time.perf_counter() - begun
    detail = f"{len(found.editions)} editions, {len(found.comparisons)} comparisons"
    yield Row("all years of a series, once loaded", _median_ms(lambda: _whole(atlas)), 50, "ms",
              detail)  # fmt: skip
    yield Row("  as CSV, JSON, GeoJSON, Markdown", _median_ms(lambda: _written(atlas)), None, "ms")
    yield Row("  every edition measured anew", _median_ms(lambda: _anew(atlas), 5), None, "ms",
              "coasts and zones indexed")  # fmt: skip
    yield Row("  the first time", first, None, "s", "with land, coasts and zones read")


def _whole(atlas) -> None:
    found = compare(series=SERIES, atlas=atlas)
    assert found.sentence and found.series_rows()


def _written(atlas) -> None:
    found = compare(series=SERIES, atlas=atlas)
    assert found.as_csv() and found.as_json() and found.as_geojson() and found.as_markdown()


def _anew(atlas) -> None:
    fresh = Comparer(atlas)
    events = [one for year in atlas.all_years for one in atlas.events(year)
              if one.record.series == SERIES and one.record.status == "held"]  # fmt: skip
    for first, second in pairwise(events):
        fresh.compare(first, second)


def _median_ms(call: Callable[[], None], runs: int = RUNS) -> float:
    call()
    times = []
    for _ in range(runs):
        begun = time.perf_counter()
        call()
        times.append(time.perf_counter() - begun)
    return 1000 * statistics.median(times)
