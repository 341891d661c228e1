"""What a static site holds: every route of the application, with every value that the atlas has.

The routes say what there is; a route that is neither listed here nor named as needing a server is
a mistake, and told as one.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from functools import lru_cache
from itertools import chain
from typing import Any
from urllib.parse import parse_qsl, urlencode

from flask import Flask

from mapper.atlas import Atlas
from mapper.basemap import CELL_DEG, cell_names
from mapper.editions import editions
from mapper.errors import NotFoundError, UsageError
from mapper.model import KINDS, YEARLY
from mapper.site.addresses import file_of
from mapper.web.compare import FORMS as COMPARED_FORMS
from mapper.web.compare_links import common_comparisons
from mapper.web.compare_query import VIEWS, Asked
from mapper.web.serving import serving_of
from mapper.web.titles import compared_titled

Values = Iterator[Mapping[str, str]]

NEED_A_SERVER = frozenset({
    "downloads.healthz", "downloads.position", "downloads.search", "oembed.oembed",
    "single_files.compare_file", "warnings.form",
})  # fmt: skip
"""Endpoints that answer a question; and a map in one file, nearly 1 MB, for every comparison."""

GROUND = frozenset({"downloads.basemap", "downloads.zones", "downloads.schema"})
"""Endpoints whose answers stay when an event of the atlas changes."""

_RELEASE = frozenset(
    {*GROUND, "downloads.static", "downloads.favicon", "downloads.edition_changes"}
)
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
    is_pinned : bool
        Whether it stands below the root of an edition.
    """

    path: str
    endpoint: str
    is_pinned: bool = False

    @property
    def file(self) -> str:
        """Where the answer goes, relative to the site's folder."""
        return file_of(self.path)

    @property
    def pinnable(self) -> bool:
        """Whether it belongs to an edition of the data."""
        return bool(self.endpoint) and self.endpoint not in _RELEASE and not self.is_pinned

    @property
    def linked(self) -> bool:
        """Whether it leads to others: then it differs from one root to the other."""
        return self.file.endswith(".html") and not self.endpoint.startswith("single_files.")

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
    if endpoint in _COMPARED:
        return _COMPARED[endpoint](app, atlas)
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


def _editions(_app: Flask, atlas: Atlas) -> Values:
    kept = {one.fingerprint for one in editions(atlas.folder)}
    yield from ({"edition": name} for name in sorted({*kept, atlas.fingerprint}))


def _static(app: Flask, _atlas: Atlas) -> Values:
    assets = serving_of(app).assets
    yield from ({"fingerprint": assets.fingerprint, "name": name} for name in assets.names)


def _figures(subjects: Callable[[Flask, Atlas], Values]) -> Callable[[Flask, Atlas], Values]:
    def give(app: Flask, atlas: Atlas) -> Values:
        for values in subjects(app, atlas):
            yield from ({**values, "form": form} for form in _FORMS)
            yield from ({**values, "form": form, "?": query} for form, query in _PICTURES)

    return give


def _compared(app: Flask, atlas: Atlas) -> tuple[Asked, ...]:
    return _comparable(atlas, serving_of(app).settings.view)


@lru_cache(maxsize=1)
def _comparable(atlas: Atlas, claims: str) -> tuple[Asked, ...]:
    """The common comparisons that can be made; without the coast that is told from, none."""
    common = common_comparisons(atlas, claims).values()
    return tuple(asked for some in common for asked, _ in some if _is_made(asked, atlas))


def _is_made(asked: Asked, atlas: Atlas) -> bool:
    try:
        asked.compare(atlas)
    except (NotFoundError, UsageError):
        return False
    return True


def _compared_pages(app: Flask, atlas: Atlas) -> Values:
    for asked in _compared(app, atlas):
        yield from ({"?": _query(asked, view=view)} for view in VIEWS)


def _compared_data(app: Flask, atlas: Atlas) -> Values:
    for asked in _compared(app, atlas):
        yield from ({"form": form, "?": _query(asked)} for form in COMPARED_FORMS)


def _query(asked: Asked, **changes: Any) -> str:
    return asked.path("", page=True, **changes).removeprefix("?")


def _compared_figures(app: Flask, atlas: Atlas) -> Values:
    """The figures of the comparisons as their pages and embeds name them, where there are any."""
    for asked in _compared(app, atlas):
        found = compared_titled(asked, asked.compare(atlas), atlas)
        if found.picture:
            what = found.picture.rpartition("/")[2]
            for form, options in [(form, "") for form in _FORMS] + list(_PICTURES):
                query = {**found.asks, **dict(parse_qsl(options))}
                yield {"what": what, "form": form, "?": urlencode(query)}


_COMPARED: Mapping[str, Callable[[Flask, Atlas], Values]] = {
    "compare.page": lambda app, atlas: chain([{}], _compared_pages(app, atlas)),
    "compare.data": _compared_data,
    "embeds.compare_embed": _compared_pages,
    "reports.compare_report": _compared_pages,
}
"""What routes give by their query."""

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
    "downloads.edition_changes": _editions,
    "downloads.static": _static,
    "downloads.thumbnail": lambda app, atlas: iter(
        [{**one, "theme": theme} for one in _years(app, atlas) for theme in ("light", "dark")]
    ),
}
