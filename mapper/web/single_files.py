"""Whole maps as single files to take away: they ask nobody for anything."""

from __future__ import annotations

from collections.abc import Callable, Hashable
from functools import partial
from typing import TYPE_CHECKING

from flask import Blueprint, Response, request

from mapper.analysis import Comparisons
from mapper.atlas import Atlas
from mapper.settings import Settings
from mapper.web import drawn, queries
from mapper.web.addresses import absolute
from mapper.web.bodies import Body, send
from mapper.web.compare_query import Asked, layout_of, read_asked, usual_asked
from mapper.web.serving import served, serving

if TYPE_CHECKING:
    from mapper.cartography.layers import Link

blueprint = Blueprint("single_files", __name__)


@blueprint.get("/downloads/years/<year>.html")
def year_file(year: str) -> Response:
    """The map of a year in one file."""
    number = queries.year_number(year)
    served().atlas.require_year(number)
    return _map_file(number)


@blueprint.get("/downloads/events/<event_id>.html")
def event_file(event_id: str) -> Response:
    """The map of one event in one file."""
    served().atlas.event(event_id)
    return _map_file(event_id)


@blueprint.get("/downloads/compare.html")
def compare_file() -> Response:
    """The map of a comparison in one file, with the query of its page."""
    queries.check_view(request.args)
    theme, settings, now = queries.theme(request.args), serving().settings, served()
    asked = usual_asked(read_asked(request.args, settings.view), now.told)
    options = {"theme": theme, "names": settings.names}

    def make() -> bytes:
        found = asked.compare(now.told)
        return comparison_file(now.atlas, asked, found, _home(settings), **options)

    return _file(asked.key, (tuple(asked.query().items()), theme), make)


def comparison_file(
    atlas: Atlas, asked: Asked, found: Comparisons, home: Link | None = None, **scene: str
) -> bytes:
    """Give the file of a comparison; the grid, which is no map, as an overlay.

    Parameters
    ----------
    atlas : Atlas
        The atlas.
    asked : Asked
        What is compared, and in which view.
    found : Comparisons
        What came of it.
    home : callable, optional
        Turns the path of the map's page into its address, for a link back.
    **scene
        ``theme`` (``auto``, ``light`` or ``dark``) and ``names``, the name set of disputed places.

    Raises
    ------
    NotFoundError, UsageError
        A side is none of what is compared, or both are the same.
    """
    from mapper.cartography.compare_scene import Layout

    layout = Layout(layout_of(asked), (asked.left, asked.right))
    back = home(asked.path(theme="")) if home else ""
    return drawn.single_comparison(atlas, found, layout, back, view=asked.claims, **scene)


def _map_file(what: int | str) -> Response:
    """Answer with the same bytes as ``mapper standalone`` writes."""
    theme = queries.theme(request.args)
    now, settings = served(), serving().settings
    options = {"theme": theme, "names": settings.names, "home": _home(settings)}
    return _file(str(what), (what, theme), lambda: drawn.single_file(now.atlas, what, **options))


def _home(settings: Settings) -> Link | None:
    """A file leads to the page of the newest edition, wherever it was taken from."""
    return partial(absolute, edition="") if settings.public_url else None


def _file(name: str, key: Hashable, make: Callable[[], bytes]) -> Response:
    body = served().bodies.get(("file", key), lambda: Body(make(), "text/html; charset=utf-8"))
    response = send(body)
    response.headers["Content-Disposition"] = f'attachment; filename="{name}.html"'
    return response
