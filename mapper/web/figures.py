"""Figures by address: the same bytes as ``mapper figure`` gives."""

from __future__ import annotations

import threading
from collections.abc import Iterator
from contextlib import contextmanager
from functools import lru_cache
from typing import TYPE_CHECKING

from flask import Blueprint, Response, request
from werkzeug.exceptions import ServiceUnavailable

from mapper.atlas import Atlas
from mapper.errors import UsageError
from mapper.web.bodies import IMMUTABLE, Body, send
from mapper.web.queries import year_number
from mapper.web.serving import served, serving

if TYPE_CHECKING:
    from mapper.cartography.figures import Figure, Options

Texts = tuple[tuple[str, str], ...]

blueprint = Blueprint("figures", __name__)

AT_ONCE = 2
"""Figures drawn at the same time: each keeps a core busy for about half a second."""

PATIENCE_S = 15.0
"""How long a request waits for its turn."""

_turns = threading.BoundedSemaphore(AT_ONCE)


@blueprint.get("/figures/years/<year>.<form>")
def year_figure(year: str, form: str) -> Response:
    """The figure of a year as SVG, PNG or PDF."""
    number = year_number(year)
    served().atlas.require_year(number)
    return _figure(str(number), form)


@blueprint.get("/figures/events/<event_id>.<form>")
def event_figure(event_id: str, form: str) -> Response:
    """The figure of one event as SVG, PNG or PDF."""
    served().atlas.event(event_id)
    return _figure(event_id, form)


@blueprint.get("/figures/compare/<what>.<form>")
def compared_figure(what: str, form: str) -> Response:
    """The figure of years or events, with commas between them, or of a whole series."""
    from mapper.cartography.figures import is_comparison

    if not is_comparison(served().atlas, what.split(","), request.args):
        raise UsageError(
            f"compare: expected two years or ids with a comma between them, or a series, "
            f"got {what[:80]!r}"
        )
    return _figure(what, form)


def _figure(what: str, form: str) -> Response:
    """Answer with a figure; equal options share one body, however they are written."""
    # The drawing floor is heavy: a server that draws no figure does without it.
    from mapper.cartography.figures import MEDIA_TYPES, NAMES, check_format

    now, settings = served(), serving().settings
    check_format(form)
    asked = tuple(sorted((name, text) for name, text in request.args.items() if name in NAMES))
    given, options = now.checked(
        ("figure", asked), lambda: _given(now.atlas, settings.names, settings.view, asked)
    )

    def make() -> Body:
        with _turn():
            made = _drawing(now.atlas, what, given)
            return Body(made.content(form), MEDIA_TYPES[form])

    body = now.figures.get(("figure", what, form, options), make)
    fixed = request.args.get("edition") == now.atlas.fingerprint
    response = send(body, IMMUTABLE) if fixed else send(body)
    response.headers["Content-Disposition"] = f'inline; filename="{what}.{form}"'
    return response


def _given(atlas: Atlas, names: str, view: str, asked: Texts) -> tuple[Texts, Options]:
    """What an address and the settings ask for, and the same checked."""
    from mapper.cartography.figures import read_options, usual_names

    given = dict(asked)
    given.setdefault("names", usual_names(atlas, names))
    given.setdefault("view", view)
    return tuple(sorted(given.items())), read_options(given, atlas)


@lru_cache(maxsize=4)
def _drawing(atlas: Atlas, what: str, given: Texts) -> Figure:
    """A figure, kept for a while: who asks for one format often asks for the next."""
    from mapper.cartography.figures import make_figure

    return make_figure(atlas, what.split(","), dict(given))


@contextmanager
def _turn() -> Iterator[None]:
    """Wait for one of the turns at drawing.

    Raises
    ------
    ServiceUnavailable
        None came free in time.
    """
    if not _turns.acquire(timeout=PATIENCE_S):
        raise ServiceUnavailable("too many figures are being drawn; ask again", retry_after=10)
    try:
        yield
    finally:
        _turns.release()
