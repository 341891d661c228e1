"""The addresses of the page that reads warnings: a form, an answer for scripts, files to take."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from flask import Blueprint, Response, request

from mapper.errors import DataError, UsageError
from mapper.geojson import dumps, parse
from mapper.vocabulary import state_name
from mapper.web import drawn, queries
from mapper.web.pages import kept_page, made_page
from mapper.web.serving import served, serving
from mapper.web.warnings import limits
from mapper.web.warnings.examples import EXAMPLES, example
from mapper.web.warnings.exporting import MEDIA_TYPES, exported
from mapper.web.warnings.telling import Reading, tell

blueprint = Blueprint("warnings", __name__)


@blueprint.before_request
def _limit_body() -> None:
    request.max_content_length = limits.MAX_BODY_BYTES
    request.max_form_memory_size = limits.MAX_BODY_BYTES


@blueprint.get("/warnings")
def form() -> Response:
    """The empty page, or an example that it has read."""
    queries.check_view(request.args)
    key = request.args.get("example", "")
    if not key:
        return kept_page("warnings.html", ("warnings", _view()), lambda: _values("", None))
    return made_page("warnings.html", _values(example(key).text))


@blueprint.post("/warnings")
def read_form() -> Response:
    """The page with a text that it has read, for browsers without scripts; nothing is stored."""
    text = _text_of_form()
    return _unkept(made_page("warnings.html", _values(text)))


@blueprint.post("/warnings/read")
def read_json() -> Response:
    """A text as JSON to what was read from it as JSON; nothing is stored."""
    if request.mimetype != "application/json":
        raise UsageError('expected Content-Type application/json with {"text": "…"}')
    body = request.get_data()
    try:
        values = parse(body, "the request") if body.strip() else None
    except DataError as error:
        raise UsageError(str(error)) from None
    if not isinstance(values, dict) or not isinstance(values.get("text"), str):
        raise UsageError('text: expected a text, as {"text": "…"}')
    view = queries.claims_view(values if isinstance(values.get("view"), str) else {}, _view())
    read = _read(limits.checked(values["text"]), view)
    content = dumps(read.values()).encode() + b"\n"
    return _unkept(Response(content, mimetype="application/json"))


@blueprint.post("/warnings/download")
def download() -> Response:
    """The areas of a text as a file."""
    kind = request.form.get("format", "geojson")
    if kind not in MEDIA_TYPES:
        raise UsageError(f"format: expected {', '.join(MEDIA_TYPES)}, got {kind[:20]!r}")
    read = _read(_text_of_form(), _view())
    response = Response(exported(read.warnings, kind), content_type=MEDIA_TYPES[kind])
    response.headers["Content-Disposition"] = f'attachment; filename="warnings.{kind}"'
    return _unkept(response)


def _text_of_form() -> str:
    """What was typed or, where nothing was, the file that was chosen."""
    text = request.form.get("text", "").replace("\r\n", "\n")
    file = request.files.get("file")
    if not text.strip() and file is not None:
        try:
            text = file.read(limits.MAX_BODY_BYTES).decode("utf-8-sig")
        except UnicodeDecodeError:
            raise UsageError("file: expected text in UTF-8; save it as UTF-8") from None
    return limits.checked(text)


def _read(text: str, view: str) -> Reading:
    with limits.slot():
        return tell(text, served().told, view)


def _values(text: str, read: Reading | None = None) -> Mapping[str, Any]:
    """What the page shows: the form, and what was read from a text."""
    view = _view()
    if text:
        read = _read(text, view)
    shown = drawn.map_of(served().atlas, "/warnings", serving().settings, view)
    still = shown.still
    if read is not None and read.shapes:
        shapes = [(f"warning-{colour}", one.geometry) for _, colour, one in read.shapes]
        still = drawn.warnings_still(served().atlas, shapes, f"Map of {read.summary}", view)
    return {
        "text": text,
        "reading": read,
        "examples": EXAMPLES,
        "forms": tuple(MEDIA_TYPES),
        "map": shown,
        "still": still,
        "claims": view,
        "claims_name": state_name(view),
        "most": limits.MAX_CHARACTERS,
    }


def _view() -> str:
    return queries.claims_view(request.args, serving().settings.view)


def _unkept(response: Response) -> Response:
    response.headers["Cache-Control"] = "no-store"
    return response
