"""Years and events against each other: the page in its four views, and the same as data."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

from flask import Blueprint, Response, request

from mapper.analysis import Comparisons
from mapper.atlas import Atlas
from mapper.errors import MapperError, NotFoundError, UsageError
from mapper.web import drawn, queries
from mapper.web.addresses import address
from mapper.web.bodies import Body, send
from mapper.web.compare_page import choosing, compare_values
from mapper.web.compare_query import Asked, layout_of, read_asked, usual_asked
from mapper.web.pages import kept_page, made_page
from mapper.web.serving import served, serving
from mapper.web.statuses import status_of
from mapper.web.titles import Titled, compared_titled

blueprint = Blueprint("compare", __name__)

FORMS = {
    "csv": ("as_csv", "text/csv; charset=utf-8; header=present"),
    "json": ("as_json", "application/json"),
    "geojson": ("as_geojson", "application/geo+json"),
    "md": ("as_markdown", "text/markdown; charset=utf-8"),
}
"""By suffix: what writes it, and its media type."""


@blueprint.get("/compare")
def page() -> Response:
    """What differs between years, events or the editions of a series; four views of one state."""
    try:
        queries.check_view(request.args)
        queries.theme(request.args)
        asked = usual_asked(_asked(), served().told)
        key = ("compare", tuple(asked.query().items()))
        return kept_page("compare.html", key, lambda: _values(asked))
    except (NotFoundError, UsageError) as error:
        return _refused(error)


@blueprint.get("/compare.<form>")
def data(form: str) -> Response:
    """The same as ``mapper compare --format``: byte for byte."""
    if form not in FORMS:
        raise NotFoundError(f"there is no form {form[:20]!r}; there are {', '.join(FORMS)}")
    now = served()
    asked = usual_asked(_asked(), now.atlas)
    write, media_type = FORMS[form]

    def make() -> Body:
        text = getattr(asked.compare(now.atlas), write)()
        # The command ends its output with a line's end, where the form has none.
        end = "\n" if form in ("json", "geojson") else ""
        return Body((text + end).encode(), media_type)

    key = ("compare", form, tuple(asked.query(page=False).items()))
    response = send(now.bodies.get(key, make))
    if form != "geojson":
        response.headers["Content-Disposition"] = f'attachment; filename="comparison.{form}"'
    return response


def _asked() -> Asked:
    return read_asked(request.args, serving().settings.view)


def compared_map(asked: Asked) -> tuple[Titled, drawn.DrawnMap]:
    """The map of a comparison by itself, and what it is called.

    Raises
    ------
    NotFoundError, UsageError
        There is nothing to compare, or something is asked for that cannot be.
    """
    atlas = served().told
    found = asked.compare(atlas)
    return compared_titled(asked, found, atlas), replace(
        _map(asked, found), fetched=_fetched(asked)
    )


def _fetched(asked: Asked) -> tuple[str, ...]:
    return address(asked.path("/compare.geojson", page=False)), address("/data/places.geojson")


def _map(asked: Asked, found: Comparisons) -> drawn.DrawnMap:
    from mapper.cartography.compare_scene import Layout

    layout = Layout(layout_of(asked), (asked.left, asked.right))
    query = asked.query(page=False)
    atlas, settings = served().atlas, serving().settings
    return drawn.compare_map(atlas, found, (layout, query), settings, asked.claims)


def _values(asked: Asked) -> dict[str, Any]:
    atlas = served().told
    found = asked.compare(atlas)
    shown = _map(asked, found)
    claims = asked.claims
    return {
        **compare_values(asked, found, atlas),
        "titled": compared_titled(asked, found, atlas),
        "report": asked.path("/report/compare", theme=""),
        "map": replace(shown, fetched=_fetched(asked)),
        "claims": claims,
        "problem": None,
    }


def _refused(error: MapperError) -> Response:
    """The page that chooses, with what is wrong and what is near."""
    atlas: Atlas = served().told
    try:
        asked = _asked()
    except UsageError:
        asked = Asked()
    # What a command line would take is no help on a page, which has its own links.
    text = str(error).removeprefix("compare: ").split("; as in: compare ")[0]
    # What is near stands in for the year that the message is about.
    sound = [year for year in asked.years if year not in text] or list(asked.years[:1])
    near = [(asked.path(years=tuple(sorted({*sound, name}))), name)
            for name in getattr(error, "nearest", ())
            if name.isdecimal() and sound and name not in sound]  # fmt: skip
    values = {**choosing(asked, atlas), "problem": text[:1].upper() + text[1:],
              "near": near, "title": "Compare", "map": None}  # fmt: skip
    # An atlas without two editions of anything: nobody has asked for something wrong.
    asks = bool({"years", "events", "series", "view", "coast", "claims"} & set(request.args))
    return made_page("compare.html", values, status_of(error) if asks else 200)
