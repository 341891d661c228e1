"""Embeds: a map with minimal chrome, for a frame in somebody else's page."""

from __future__ import annotations

from typing import Any

from flask import Blueprint, Response, render_template, request

from mapper.atlas import Atlas
from mapper.web import drawn, kinds, queries
from mapper.web.addresses import absolute
from mapper.web.bodies import Body, send
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
    draw: Any = drawn.year_map if isinstance(what, int) else drawn.event_map
    shown = draw(atlas, what, serving().settings, small=True)
    text = render_template(
        "embed.html", map=shown, titled=titled, asset=asset_address, late_script=LATE_SCRIPT,
        edition=atlas.fingerprint, pinned=pinned(),
        sources=kinds.source_line(titled.sources), **chosen,
    )  # fmt: skip
    return Body(text.encode(), HTML, (shown.script_hash, LATE_HASH))
