"""What a static site holds: every route of the application, with every value that the atlas has.

The routes say what there is; a route that is neither listed here nor named as needing a server is
a mistake, and told as one.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from itertools import pairwise

from flask import Flask

from mapper.atlas import Atlas
from mapper.basemap import CELL_DEG, cell_names
from mapper.errors import UsageError
from mapper.model import KINDS, YEARLY
from mapper.site.addresses import file_of
from mapper.web.serving import serving_of

Values = Iterator[Mapping[str, str]]

NEED_A_SERVER = frozenset({
    "compare.data", "compare.page", "downloads.edition_changes", "downloads.healthz",
    "downloads.position", "downloads.search", "embeds.compare_embed", "oembed.oembed",
    "reports.compare_report", "single_files.compare_file", "warnings.form",
})  # fmt: skip
"""Endpoints that answer a question."""

GROUND = frozenset({"downloads.basemap", "downloads.zones", "downloads.schema"})
"""Endpoints whose answers stay when an event of the atlas changes."""

_RELEASE = frozenset({*GROUND, "downloads.static", "downloads.favicon"})
"""Endpoints that belong to no edition."""

_FORMS = ("svg", "png", "pdf")
_PICTURES = (("svg", "size=slide"), ("png", "size=social"))
"""The figures that embeds and cards of other sites show."""


@dataclass(frozen=True)
class Page:
    """One file of a static site.

    Attributes
    ----------
    path : str
        What the application is asked for, with its query.
    endpoint : str
        The route that answers.
    """

    path: str
    endpoint: str

    @property
    def file(self) -> str:
        """Where the answer goes, relative to the site's folder."""
        return file_of(self.path)

    @property
    def pinnable(self) -> bool:
        """Whether it belongs to an edition of the data."""
        return self.endpoint not in _RELEASE

    @property
    def ground(self) -> bool:
        """Whether it stays when an event of the atlas changes."""
        return self.endpoint in GROUND


def sitemap(app: Flask) -> Iterator[Page]:
    """Every file of the static site of an application, drawings before the pages that show them.

    Parameters
    ----------
    app : Flask
        The atlas's own application; its atlas of the moment is what is listed.

    Raises
    ------
    UsageError
        A route is new here: it has to be listed, or named as one that needs a server.
    """
    atlas = serving_of(app).current().atlas
    adapter = app.url_map.bind("localhost")
    for rule in sorted(app.url_map.iter_rules(), key=lambda one: (one.endpoint, one.rule)):
        if rule.endpoint in NEED_A_SERVER or "GET" not in (rule.methods or ()):
            continue
        for values in _values(rule.endpoint, rule.arguments, app, atlas):
            query = values.get("?", "")
            known = {name: value for name, value in values.items() if name != "?"}
            path = adapter.build(rule.endpoint, known)
            yield Page(f"{path}?{query}" if query else path, rule.endpoint)


def _values(endpoint: str, arguments: set[str], app: Flask, atlas: Atlas) -> Values:
    if not arguments:
        return iter([{}])
    if endpoint not in _LISTED:
        raise UsageError(f"site: the route {endpoint} is neither listed nor known to need a server")
    return _LISTED[endpoint](app, atlas)


def _years(_app: Flask, atlas: Atlas) -> Values:
    yield from ({"year": str(year)} for year in atlas.all_years)


def _events(_app: Flask, atlas: Atlas) -> Values:
    yield from ({"event_id": event.id} for year in atlas.all_years for event in atlas.events(year))


def _layers(_app: Flask, atlas: Atlas) -> Values:
    for kind in YEARLY:
        yield from ({"kind": kind, "year": str(year)} for year in atlas.all_years
                    if atlas.features(kind, year))  # fmt: skip


def _cells(_app: Flask, _atlas: Atlas) -> Values:
    for level in CELL_DEG:
        yield from ({"level": level, "cell": name} for name in cell_names(level))


def _static(app: Flask, _atlas: Atlas) -> Values:
    assets = serving_of(app).assets
    yield from ({"fingerprint": assets.fingerprint, "name": name} for name in assets.names)


def _figures(subjects: Callable[[Flask, Atlas], Values]) -> Callable[[Flask, Atlas], Values]:
    def give(app: Flask, atlas: Atlas) -> Values:
        for values in subjects(app, atlas):
            yield from ({**values, "form": form} for form in _FORMS)
            yield from ({**values, "form": form, "?": query} for form, query in _PICTURES)

    return give


def _compared_figures(_app: Flask, atlas: Atlas) -> Values:
    for what in common_comparisons(atlas):
        yield from ({"what": what, "form": form} for form in _FORMS)


def common_comparisons(atlas: Atlas) -> Iterator[str]:
    """What readers compare most: each year with the one before, and every whole series.

    Only where there is something to compare, as ``2024,2025`` and ``joint-sea``.
    """
    held: dict[str, set[int]] = {}
    counts: dict[str, int] = {}
    for year in atlas.years:
        for event in atlas.events(year):
            if event.record.status == "held":
                held.setdefault(event.record.series, set()).add(year)
                counts[event.record.series] = counts.get(event.record.series, 0) + 1
    for before, after in pairwise(atlas.years):
        if any({before, after} <= years for years in held.values()):
            yield f"{before},{after}"
    yield from sorted(series for series, count in counts.items() if series and count > 1)


_LISTED: Mapping[str, Callable[[Flask, Atlas], Values]] = {
    "pages.year_page": _years,
    "pages.event_page": _events,
    "embeds.year_embed": _years,
    "embeds.event_embed": _events,
    "reports.year_report": _years,
    "reports.event_report": _events,
    "single_files.year_file": _years,
    "single_files.event_file": _events,
    "figures.year_figure": _figures(_years),
    "figures.event_figure": _figures(_events),
    "figures.compared_figure": _compared_figures,
    "downloads.year_geojson": _layers,
    "downloads.year_csv": _layers,
    "downloads.places": lambda _app, _atlas: iter([{"form": "geojson"}, {"form": "csv"}]),
    "downloads.schema": lambda _app, _atlas: iter([{"kind": kind} for kind in KINDS]),
    "downloads.basemap": _cells,
    "downloads.zones": _cells,
    "downloads.static": _static,
    "downloads.thumbnail": lambda app, atlas: iter(
        [{**one, "theme": theme} for one in _years(app, atlas) for theme in ("light", "dark")]
    ),
}
