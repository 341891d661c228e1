"""Whole maps as single files to take away: they ask nobody for anything."""

from __future__ import annotations

from functools import partial

from flask import Blueprint, Response, request

from mapper.web import drawn, queries
from mapper.web.addresses import absolute
from mapper.web.bodies import Body, send
from mapper.web.serving import served, serving

blueprint = Blueprint("single_files", __name__)


@blueprint.get("/downloads/years/<year>.html")
def year_file(year: str) -> Response:
    """The map of a year in one file."""
    number = queries.year_number(year)
    served().atlas.require_year(number)
    return _file(number)


@blueprint.get("/downloads/events/<event_id>.html")
def event_file(event_id: str) -> Response:
    """The map of one event in one file."""
    served().atlas.event(event_id)
    return _file(event_id)


def _file(what: int | str) -> Response:
    """Answer with the same bytes as ``mapper standalone`` writes."""
    theme = queries.theme(request.args)
    now, settings = served(), serving().settings
    home = partial(absolute, edition="") if settings.public_url else None

    def make() -> Body:
        options = {"theme": theme, "names": settings.names, "home": home}
        return Body(drawn.single_file(now.atlas, what, **options), "text/html; charset=utf-8")

    response = send(now.bodies.get(("file", what, theme), make))
    response.headers["Content-Disposition"] = f'attachment; filename="{what}.html"'
    return response
