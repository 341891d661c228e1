"""The data behind the pages: layers, basemap, search, positions, health, static files."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from flask import Blueprint, Response, request

from mapper.atlas import Atlas
from mapper.coordinates import format_ddm, format_decimal, format_dms
from mapper.differences import differences
from mapper.errors import NotFoundError
from mapper.geojson import dumps, json_schema
from mapper.model import KINDS, YEARLY
from mapper.web import drawn
from mapper.web.addresses import address
from mapper.web.bodies import IMMUTABLE, REVALIDATE, Body, send
from mapper.web.cells import csv_bytes
from mapper.web.pins import FINGERPRINT
from mapper.web.queries import claims_view, number, search_text, year_number
from mapper.web.search import MAX_RESULTS
from mapper.web.serving import served, serving

blueprint = Blueprint("downloads", __name__)

GEOJSON = "application/geo+json"
CSV = "text/csv; charset=utf-8; header=present"
JSON = "application/json"
LICENCE = "https://creativecommons.org/licenses/by/4.0/"


@blueprint.get("/data/<kind>/<year>.geojson")
def year_geojson(kind: str, year: str) -> Response:
    """A layer of a year, as the map itself fetches it."""
    return _layer(_yearly(kind), year_number(year), "geojson")


@blueprint.get("/data/<kind>/<year>.csv")
def year_csv(kind: str, year: str) -> Response:
    """A layer of a year as a table."""
    return _layer(_yearly(kind), year_number(year), "csv")


@blueprint.get("/data/places.<form>")
def places(form: str) -> Response:
    """The names on the map."""
    if form not in ("geojson", "csv"):
        raise NotFoundError(f"there is no form {form[:20]!r} of the places", ())
    return _layer("places", 0, form)


@blueprint.get("/data/basemap/<level>/<cell>.geojson")
def basemap(level: str, cell: str) -> Response:
    """The land of one cell of the basemap."""
    now = served()

    def make() -> Body:
        return Body(now.atlas.basemap.cell_bytes(level, cell), GEOJSON)

    return send(now.bodies.get(("basemap", level, cell), make))


@blueprint.get("/data/zones/<level>/<cell>.geojson")
def zones(level: str, cell: str) -> Response:
    """The zone lines and shared areas of one cell of the basemap's grid."""
    now = served()

    def make() -> Body:
        return Body(now.atlas.zone_cells.cell_bytes(level, cell), GEOJSON)

    return send(now.bodies.get(("zones", level, cell), make))


@blueprint.get("/data/schema/<kind>.schema.json")
def schema(kind: str) -> Response:
    """The JSON Schema of a kind's features."""
    if kind not in KINDS:
        raise NotFoundError(f"there is no layer {kind[:40]!r}", tuple(KINDS))
    content = dumps(json_schema(kind)).encode()
    return send(Body(content, "application/schema+json"))


@blueprint.get("/search")
def search() -> Response:
    """Events whose texts hold every word of ``q``."""
    query = search_text(request.args)
    found = served().index.find(query)
    results = [
        {
            "id": one.id,
            "name": one.name,
            "kind": one.kind,
            "layer": one.layer,
            "symbol": one.symbol,
            "year": one.year,
            "dates": one.dates,
            "url": address(f"/events/{one.id}"),
            "matched": [{"what": what, "text": text} for what, text in one.matched],
        }
        for one in found[:MAX_RESULTS]
    ]
    return _json({"query": query, "count": len(found), "results": results})


@blueprint.get("/position")
def position() -> Response:
    """A position in every notation, the coast nearest to it, and whose claimed waters it is in."""
    from mapper.analysis import nearest_coast, zones_at

    lon = number(request.args, "lon", -180, 180)
    lat = number(request.args, "lat", -90, 90)
    view = claims_view(request.args, serving().settings.view)
    coast = nearest_coast(served().atlas, (lon, lat))
    held = [{"id": zone.id, "name": name, "belt": zone.record.belt,
             "states": list(zone.record.claimants), "method": zone.record.method}
            for name, zone in zones_at(served().atlas, lon, lat, view)]  # fmt: skip
    nearest = None
    if coast is not None:
        nearest = {
            "distance_nm": round(coast.distance_nm, 1),
            "bearing_deg": round(coast.bearing_deg) % 360,
            "state": coast.state,
            "name": coast.name,
            "lon": round(coast.lon, 5),
            "lat": round(coast.lat, 5),
        }
    return _json(
        {
            "lon": lon,
            "lat": lat,
            "ddm": format_ddm(lon, lat),
            "dms": format_dms(lon, lat),
            "decimal": format_decimal(lon, lat),
            "nearest_coast": nearest,
            "on_land": bool(coast is not None and coast.on_land),
            "zones": held,
            "view": view,
        }
    )


@blueprint.get("/healthz")
def healthz() -> Response:
    """Whether the files on disk are what is served, and if not, why and since when."""
    now, watch = served(), serving().watch
    failure = watch.failure
    problem = failure and {"message": failure.message, "since": failure.since.isoformat()}
    answer = _json(
        {
            "status": "last good atlas" if failure else "ok",
            "edition": now.atlas.fingerprint,
            "loaded": watch.loaded.isoformat(),
            "years": len(now.atlas.years),
            "problem": problem,
        }
    )
    answer.headers["Cache-Control"] = "no-store"
    return answer


@blueprint.get("/editions/<edition>.json")
def edition_changes(edition: str) -> Response:
    """What changed from a kept edition to the newest."""
    if not FINGERPRINT.fullmatch(edition):
        raise NotFoundError(f"there is no edition {edition[:40]!r}; it has 12 hex digits or more")
    now = serving().current()
    old = serving().edition(edition)

    def make() -> Body:
        return Body(changes_bytes(edition, old.atlas, now.atlas), JSON)

    return send(now.bodies.get(("changes", edition), make), REVALIDATE)


def changes_bytes(edition: str, old: Atlas | None, now: Atlas) -> bytes:
    """What changed from an edition to the newest, as JSON; without the old one only that it did."""
    changes = None if old is None else [
        {"id": one.id, "name": one.name, "kind": one.kind, "year": one.year,
         "event": one.event, "what": one.what, "fields": list(one.fields)}
        for one in differences(old, now)
    ]  # fmt: skip
    answer = {"edition": edition, "newest": now.fingerprint, "changes": changes}
    return dumps(answer).encode() + b"\n"


@blueprint.get("/thumbnails/<year>-<theme>.svg")
def thumbnail(year: str, theme: str) -> Response:
    """The small map of a year."""
    if theme not in ("light", "dark"):
        raise NotFoundError(f"there is no thumbnail {theme[:20]!r}; there are light and dark")
    number_, now = year_number(year), served()
    now.atlas.require_year(number_)

    def make() -> Body:
        return Body(drawn.thumbnail(now.atlas, number_, theme).encode(), "image/svg+xml")

    body = now.bodies.get(("thumbnail", number_, theme), make)
    fixed = request.args.get("edition") == now.atlas.fingerprint
    return send(body, IMMUTABLE) if fixed else send(body)


@blueprint.get("/static/<fingerprint>/<path:name>")
def static(fingerprint: str, name: str) -> Response:
    """A static file; its address changes when its content does."""
    assets = serving().assets
    own = fingerprint == assets.fingerprint
    return send(assets.body(fingerprint, name), IMMUTABLE if own else REVALIDATE)


@blueprint.get("/favicon.ico")
def favicon() -> Response:
    """The icon that browsers ask for by themselves."""
    return send(serving().assets.favicon(), "public, max-age=86400")


def _yearly(kind: str) -> str:
    if kind not in YEARLY:
        raise NotFoundError(f"there is no layer {kind[:40]!r}", [f"data/{k}" for k in YEARLY])
    return kind


def _layer(kind: str, year: int, form: str) -> Response:
    now = served()
    if year:
        now.atlas.require_year(year)

    def make() -> Body:
        if form == "geojson":
            return Body(now.atlas.geojson(kind, year), GEOJSON)
        return Body(csv_bytes(kind, now.atlas.features(kind, year)), CSV)

    response = send(now.bodies.get((kind, year, form), make))
    stem = f"/data/{kind}/{year}" if year else f"/data/{kind}"
    other = ("csv", "text/csv") if form == "geojson" else ("geojson", GEOJSON)
    response.headers["Link"] = ", ".join(
        (
            f'<{address(f"{stem}.{other[0]}")}>; rel="alternate"; type="{other[1]}"',
            f'<{address(f"/data/schema/{kind}.schema.json")}>; rel="describedby"',
            f'<{LICENCE}>; rel="license"',
        )
    )
    if form == "csv":
        name = f"{kind}-{year}.csv" if year else f"{kind}.csv"
        response.headers["Content-Disposition"] = f'attachment; filename="{name}"'
    return response


def _json(value: Mapping[str, Any] | Sequence[Any]) -> Response:
    return send(Body(dumps(value).encode() + b"\n", JSON), REVALIDATE)
