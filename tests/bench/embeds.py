"""Embeds and single files: what a first view brings, compressed, and how large a file is."""

from __future__ import annotations

from collections.abc import Iterator

from mapper.atlas import open_atlas
from mapper.cartography.maps import standalone_map
from tests.bench.rows import Row
from tests.chromium import started
from tests.serving import running_server

EMBED_KB = 250
FILE_KB = 1000
WIDTH, HEIGHT = 800, 588


def measure() -> Iterator[Row]:
    """The heaviest embed of all years, and the largest file."""
    atlas = open_atlas()
    with running_server() as address, started() as browser:
        views = {year: _first_view_kb(browser, f"{address}/embed/years/{year}")
                 for year in atlas.years}  # fmt: skip
    year = max(views, key=views.get)
    yield Row("embed, first view, compressed", views[year], EMBED_KB, "kB", f"{year}, the heaviest")
    files = {year: len(standalone_map(atlas, year)) / 1000 for year in atlas.all_years}
    year = max(files, key=files.get)
    yield Row("single file", files[year], FILE_KB, "kB", f"{year}, the largest")


def _first_view_kb(browser, url: str) -> float:
    """What travels until nothing more is asked for, headers left out."""
    context = browser.new_context(viewport={"width": WIDTH, "height": HEIGHT})
    page = context.new_page()
    answers = []
    page.on("response", lambda answer: answers.append(answer))  # noqa: PLW0108
    page.goto(url, wait_until="networkidle")
    page.wait_for_selector(".atlas-map[data-ready]", state="attached")
    page.wait_for_load_state("networkidle")
    total = sum(answer.request.sizes()["responseBodySize"] for answer in answers)
    context.close()
    return total / 1000
