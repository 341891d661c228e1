"""oEmbed 1.0: what a content system asks for when somebody pastes an address of the atlas.

Source of the format: https://oembed.com, version 1.0.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Any
from urllib.parse import parse_qsl, urlsplit
from xml.etree import ElementTree as ET

from flask import Blueprint, Response, request
from werkzeug.datastructures import MultiDict
from werkzeug.exceptions import NotImplemented as NotServed

from mapper.errors import GoneError, NotFoundError, UsageError
from mapper.geojson import dumps
from mapper.web import compare_query, queries
from mapper.web.addresses import absolute, site
from mapper.web.bodies import REVALIDATE, Body, send
from mapper.web.pins import FINGERPRINT
from mapper.web.serving import served, serving
from mapper.web.snippets import WIDTH_PX, frame_html, height_px
from mapper.web.titles import Titled, compared_titled, titled_of

blueprint = Blueprint("oembed", __name__)

CACHE_S = 86_400
THUMBNAIL_PX = (1200, 630)
_PATH = re.compile(rf"(?:/v/(?P<edition>{FINGERPRINT.pattern}))?(?:/embed)?/"
                   r"(?:(?P<kind>years|events)/(?P<name>[\w-]{1,120})|compare)",
                   re.ASCII)  # fmt: skip
_SIZE = re.compile(r"[1-9][0-9]{0,4}")


@blueprint.get("/oembed")
def oembed() -> Response:
    """The embed of an address of this site, as JSON or XML."""
    form = request.args.get("format", "json")
    if form not in ("json", "xml"):
        raise NotServed(f"format: expected json or xml, got {form[:20]!r}")
    if "url" not in request.args:
        raise UsageError("url: expected the address of a page of this atlas, got nothing")
    most = {name: _most(name) for name in ("maxwidth", "maxheight")}
    answer = _answer(request.args["url"], most["maxwidth"], most["maxheight"])
    if form == "xml":
        return send(Body(_xml(answer), "text/xml; charset=utf-8"), REVALIDATE)
    return send(Body(dumps(answer).encode() + b"\n", "application/json"), REVALIDATE)


def _most(name: str) -> int:
    text = request.args.get(name)
    if text is None:
        return 10**5
    if not _SIZE.fullmatch(text):
        raise UsageError(f"{name}: expected whole pixels from 1 to 99999, got {text[:20]!r}")
    return int(text)


def _answer(url: str, maxwidth: int, maxheight: int) -> dict[str, Any]:
    titled, edition, query = _found(url)
    width = min(WIDTH_PX, maxwidth)
    height = min(height_px(width), maxheight)
    source = queries.with_query(absolute(titled.embed, edition=edition), query)
    answer: dict[str, Any] = {
        "version": "1.0",
        "type": "rich",
        "title": titled.title,
        "provider_name": "Maritime Exercise Atlas",
        "provider_url": absolute("/", edition=""),
        "cache_age": CACHE_S,
        "width": width,
        "height": height,
        "html": frame_html(titled.title, source, width, height),
    }
    across, up = THUMBNAIL_PX
    picture = titled.figure("png", size="social")
    if picture and across <= maxwidth and up <= maxheight:
        thumbnail = {"url": absolute(picture, edition=edition), "width": across, "height": up}
        answer |= {f"thumbnail_{key}": value for key, value in thumbnail.items()}
    return answer


def _found(url: str) -> tuple[Titled, str, Mapping[str, str]]:
    """The page that an address names, its edition, and what its query asks of the map.

    Raises
    ------
    NotFoundError
        It is no page with a map of this site.
    """
    try:
        asked, own = urlsplit(url), urlsplit(site())
        foreign = (
            asked.scheme not in ("http", "https") or asked.netloc.lower() != own.netloc.lower()
        )
    except ValueError:
        foreign = True
    found = None if foreign else _PATH.fullmatch(asked.path.removeprefix(own.path))
    if found is None:
        raise NotFoundError(f"there is no map at {url[:120]!r}")
    edition = found["edition"] or ""
    try:
        atlas = (serving().edition(edition) if edition else served()).told
    except GoneError as error:
        raise NotFoundError(str(error)) from None
    query = MultiDict(parse_qsl(asked.query))
    if not found["kind"]:
        compared = compare_query.read_asked(query, serving().settings.view)
        compared = compare_query.usual_asked(compared, atlas)
        titled = compared_titled(compared, compared.compare(atlas), atlas)
        return titled, edition, compare_query.map_query(query)
    titled = titled_of(atlas, found["kind"], found["name"])
    return titled, edition, queries.map_query(query)


def _xml(answer: Mapping[str, Any]) -> bytes:
    root = ET.Element("oembed")
    for name, value in answer.items():
        ET.SubElement(root, name).text = re.sub(r"[\x00-\x08\x0b\x0c\x0e-\x1f]", "", str(value))
    text: bytes = ET.tostring(root, encoding="utf-8", xml_declaration=True)
    return text
