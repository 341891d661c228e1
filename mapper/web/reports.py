"""Embed in a report: a page with everything to copy, and the dialogue's content for map pages."""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Any

from flask import Blueprint, Response, render_template, request

from mapper.errors import UsageError
from mapper.web import compare_query, pages, queries
from mapper.web.addresses import absolute, address, answers_any
from mapper.web.bodies import Body, send
from mapper.web.compare_query import figure_layers
from mapper.web.first_scripts import THEME_HASH
from mapper.web.headers import allow_scripts
from mapper.web.serving import served, serving
from mapper.web.snippets import WIDTH_PX, WIDTHS_PX, height_px, snippets
from mapper.web.titles import Titled, compared_titled, titled_of

blueprint = Blueprint("reports", __name__)

_WIDTH = re.compile(r"[0-9]{1,5}")


@blueprint.get("/report/years/<year>")
def year_report(year: str) -> Response:
    """How to bring the map of a year into a report."""
    return _report(titled_of(served().told, "years", year), _map_query())


@blueprint.get("/report/events/<event_id>")
def event_report(event_id: str) -> Response:
    """How to bring the map of one event into a report."""
    return _report(titled_of(served().told, "events", event_id), _map_query())


@blueprint.get("/report/compare")
def compare_report() -> Response:
    """How to bring the map of a comparison into a report."""
    atlas = served().told
    asked = compare_query.read_asked(request.args, serving().settings.view)
    asked = compare_query.usual_asked(asked, atlas)
    titled = compared_titled(asked, asked.compare(atlas), atlas)
    query = compare_query.map_query(request.args)
    return _report(titled, query, asked.query())


def _map_query() -> dict[str, str]:
    return queries.map_query(request.args, serving().settings.view)


def _report(titled: Titled, query: dict[str, str], asked: Mapping[str, str] = {}) -> Response:
    """Answer with a report; asked: what its address says of a comparison."""
    now = served()
    width = _width()
    pin = "pin" in request.args or not request.args.get("width")
    edition = now.atlas.fingerprint
    addresses = {"pinned": _addresses(titled, edition), "now": _addresses(titled, "")}
    values = _values(addresses["pinned" if pin else "now"], query, width)
    content = render_template(
        "report.html", titled=titled, query=query, kept={**asked, **query}, width=width,
        widths=WIDTHS_PX, pin=pin,
        height=height_px(width), snippets=snippets(titled, edition), with_query=queries.with_query,
        values=values, addresses=addresses,
        preview=queries.with_query(address(titled.embed), query),
        **pages.frame(),
    )  # fmt: skip
    allow_scripts(THEME_HASH)
    return send(Body(content.encode(), pages.HTML))


def _width() -> int:
    text = request.args.get("width", str(WIDTH_PX))
    low, high = WIDTHS_PX
    if not _WIDTH.fullmatch(text) or not low <= int(text) <= high:
        raise UsageError(f"width: expected {low} to {high} pixels, got {text[:20]!r}")
    return int(text)


def _addresses(titled: Titled, edition: str) -> dict[str, str]:
    """The whole addresses of a map in an edition, or in the newest at any time."""
    paths = {"embed": titled.embed, "page": titled.path, "png": titled.figure("png"),
             "pdf": titled.figure("pdf")}  # fmt: skip
    return {name: absolute(path, edition=edition) for name, path in paths.items() if path}


def _values(addresses: dict[str, str], query: dict[str, str], width: int) -> dict[str, Any]:
    """What fills the slots of the snippets."""
    # A site of files has each figure once, without options.
    figure = {"theme": query.get("theme", "auto"), "layers": figure_layers(query.get("layers", ""))}
    figure = {name: text for name, text in figure.items()
              if answers_any() and text not in ("", "auto")}  # fmt: skip
    asked = {"embed": query, "page": query, "png": figure, "pdf": figure}
    filled = {name: queries.with_query(addresses[name], asked[name]) for name in addresses}
    return filled | {"width": str(width), "height": str(height_px(width))}
