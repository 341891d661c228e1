"""Embeds: a map with minimal chrome, for a frame in somebody else's page."""

from __future__ import annotations

from typing import Any

from flask import Blueprint, Response, render_template, request

from mapper.atlas import Atlas
from mapper.web import drawn, kinds, queries
from mapper.web.addresses import absolute
from mapper.web.bodies import Body, send
from mapper.web.compare import compared_map
from mapper.web.compare_query import read_asked, usual_asked
from mapper.web.first_scripts import LATE_HASH, LATE_SCRIPT
from mapper.web.headers import allow_scripts
from mapper.web.pages import HTML, asset_address
from mapper.web.pins import pinned
from mapper.web.serving import served, serving
from mapper.web.titles import Titled, event_titled, year_titled

blueprint = Blueprint("embeds", __name__)


@blueprint.get("/embed/years/<year>")
def year_embed(year: str) -> Response:
    """The map of a year."""
    number = queries.year_number(year)
    return _embed(number, lambda atlas: year_titled(atlas, number))


@blueprint.get("/embed/events/<event_id>")
def event_embed(event_id: str) -> Response:
    """The map of one event."""
    return _embed(event_id, lambda atlas: event_titled(atlas, event_id))


@blueprint.get("/embed/compare")
def compare_embed() -> Response:
    """The map of a comparison, with the query of its page."""
    queries.check_view(request.args)
    theme = queries.theme(request.args)
    asked = usual_asked(read_asked(request.args, serving().settings.view), served().told)
    own_view = bool({"c", "layers", "sel"} & set(request.args))
    now = served()

    def make() -> Body:
        titled, shown = compared_map(asked)
        chosen = {"theme": theme, "claims": asked.claims, "own_view": own_view}
        return _page(now.atlas, titled, shown, chosen)

    key = ("embed", tuple(asked.query().items()), theme, own_view, absolute("/"))
    made = now.bodies.get(key, make)
    allow_scripts(*made.script_hashes)
    return send(made)


def _embed(what: int | str, titled: Any) -> Response:
    """Answer with an embed; everything that a query tells but theme and view is the script's."""
    queries.map_query(request.args)
    theme = queries.theme(request.args)
    view = queries.claims_view(request.args, serving().settings.view)
    own_view = bool({"c", "from", "layers", "sel"} & set(request.args))
    now = served()

    def make() -> Body:
        chosen = {"theme": theme, "claims": view, "own_view": own_view}
        return _body(now.atlas, what, titled(now.told), chosen)

    made = now.bodies.get(("embed", what, theme, view, own_view, absolute("/")), make)
    allow_scripts(*made.script_hashes)
    return send(made)


def _body(atlas: Atlas, what: int | str, titled: Titled, chosen: dict[str, Any]) -> Body:
    shown = drawn.map_of(atlas, what, serving().settings, chosen["claims"], small=True)
    return _page(atlas, titled, shown, chosen)


def _page(atlas: Atlas, titled: Titled, shown: drawn.DrawnMap, chosen: dict[str, Any]) -> Body:
    text = render_template(
        "embed.html", map=shown, titled=titled, asset=asset_address, late_script=LATE_SCRIPT,
        edition=atlas.fingerprint, pinned=pinned(),
        sources=kinds.source_line(titled.sources), **chosen,
    )  # fmt: skip
    return Body(text.encode(), HTML, (shown.script_hash, LATE_HASH))
