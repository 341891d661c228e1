"""The pages for readers: all years, one year, one event, about the data."""

from __future__ import annotations

from collections.abc import Callable, Hashable, Sequence
from typing import Any

from flask import Blueprint, Response, render_template, request

from mapper import __version__
from mapper.atlas import Atlas
from mapper.cartography.assets import LEAFLET_LICENCE
from mapper.errors import UsageError
from mapper.model import YEARLY
from mapper.vocabulary import Activity, state_name
from mapper.web import cards, drawn, evidence, kinds, queries, titles, waters
from mapper.web.addresses import absolute, address
from mapper.web.bodies import Body, send
from mapper.web.citations import citations
from mapper.web.compare_links import of_event, year_before
from mapper.web.first_scripts import LATE_HASH, LATE_SCRIPT, THEME_HASH, THEME_SCRIPT
from mapper.web.headers import allow_scripts
from mapper.web.pins import pinned
from mapper.web.search import MAX_RESULTS
from mapper.web.serving import Values, served, serving
from mapper.web.stories import year_story
from mapper.web.timeline import timeline
from mapper.wording import cited

blueprint = Blueprint("pages", __name__)

HTML = "text/html; charset=utf-8"


@blueprint.get("/")
def home() -> Response:
    """All years, and a search over every event."""
    query = queries.search_text(request.args)
    if query:
        found = served().index.find(query)
        return made_page("home.html", {**_home(), "query": query, "count": len(found),
                                   "found": found[:MAX_RESULTS]})  # fmt: skip
    return kept_page("home.html", "home", _home)


@blueprint.get("/years/<year>")
def year_page(year: str) -> Response:
    """One year: its events, map, timeline, table and sources."""
    number = queries.year_number(year)
    queries.check_view(request.args)
    served().atlas.require_year(number)
    view = _view()
    return kept_page(
        "year.html", ("year", number, view), lambda: _year(served().told, number, view)
    )


@blueprint.get("/events/<event_id>")
def event_page(event_id: str) -> Response:
    """One event: everything known, with its sources and what is disputed."""
    queries.check_view(request.args)
    served().atlas.event(event_id)
    view = _view()
    return kept_page(
        "event.html", ("event", event_id, view), lambda: _event(served().told, event_id, view)
    )


@blueprint.get("/about")
def about() -> Response:
    """Method, vocabulary, limits, licences, keys."""
    return kept_page("about.html", "about", lambda: _about(served().atlas))


def frame() -> dict[str, Any]:
    """What every page needs: the edition, the theme, addresses; never raises on a bad query."""
    atlas = served().atlas
    try:
        theme = queries.theme(request.args)
    except UsageError:
        theme = "auto"
    # Error pages are not kept, so their one inline script is allowed here.
    allow_scripts(THEME_HASH)
    return {
        "edition": atlas.fingerprint,
        "pinned": pinned(),
        "here_path": request.path,
        "theme": theme,
        "theme_script": THEME_SCRIPT,
        "late_script": LATE_SCRIPT,
        "asset": asset_address,
        "all_years": atlas.all_years,
        "latest": atlas.years[-1] if atlas.years else None,
        "version": __version__,
    }


def _view() -> str:
    """Whose claims the page goes by: the address's, else the settings'."""
    return queries.claims_view(request.args, serving().settings.view)


def asset_address(name: str) -> str:
    """The address of a static file."""
    return address(serving().assets.path(name))


def kept_page(template: str, key: Hashable, values: Callable[[], Values]) -> Response:
    """A page made once for an edition, theme and address."""
    theme, now = queries.theme(request.args), served()
    # On a static site, what is asked for in two ways stands in two files, each with its own links.
    place = (key, absolute("/"), address("/"))
    made = now.bodies.get(
        ("page", theme, place), lambda: _body(template, now.values(place, values))
    )
    allow_scripts(*made.script_hashes)
    return send(made)


def made_page(template: str, values: Values, status: int = 200) -> Response:
    """A page made for one request, as a search or a call that is wrong."""
    if status < 400:
        queries.theme(request.args)
    made = _body(template, values)
    allow_scripts(*made.script_hashes)
    response = send(made)
    if status >= 400:
        response.status_code = status
        response.headers["Cache-Control"] = "no-store"
    return response


def _body(template: str, values: Values) -> Body:
    shown = values.get("map")
    hashes = (THEME_HASH, shown.script_hash, LATE_HASH) if shown else (THEME_HASH,)
    content = render_template(template, **{**frame(), **values})
    return Body(content.encode(), HTML, hashes, bool(values.get("pending")))


def _home() -> Values:
    atlas = served().told
    stories = [year_story(atlas, year) for year in reversed(atlas.all_years)]
    events = [feature for story in stories for feature in story.held]
    groups = [feature.record.sources for story in stories
              for feature in (*story.held, *story.absent)]  # fmt: skip
    return {
        "stories": stories,
        "event_count": len(events),
        "source_count": kinds.distinct_sources(groups),
        "query": "",
    }


def _year(atlas: Atlas, year: int, view: str) -> Values:
    story = year_story(atlas, year)
    features = (*story.held, *story.absent)
    measuring = waters.Measuring(atlas, view, [feature.id for feature in story.held])
    shown = [cards.card(atlas, feature, measuring) for feature in features]
    tracks = [part for feature in story.held for part in (feature, *atlas.parts(feature.id))]
    years = atlas.all_years
    kinds_here = [kind for kind in YEARLY if atlas.features(kind, year)]
    return {
        "year": year,
        "story": story,
        "cards": shown,
        "rows": [row for card in shown if card.held for row in cards.rows(atlas, card)],
        "fixes": list(cards.fixes(tracks, year)),
        "closures": [feature.record for feature in atlas.closures(year)],
        "references": {card.id: evidence.references(card.record.sources) for card in shown},
        "timeline": timeline(story.held, year),
        "before": year - 1 if year - 1 in years else None,
        "after": year + 1 if year + 1 in years else None,
        "kinds": kinds_here,
        "downloads": [
            *(_forms(f"/data/{kind}/{year}", kind.capitalize()) for kind in kinds_here),
            _forms("/data/places", "Place names"),
        ],
        "compared": year_before(atlas, year),
        "titled": titles.year_titled(atlas, year),
        "map": drawn.map_of(served().atlas, year, serving().settings, view),
        "claims": view,
        "pending": measuring.pending,
    }


def _event(atlas: Atlas, event_id: str, view: str) -> Values:
    record = atlas.event(event_id).record
    tracks = (atlas.event(event_id), *atlas.parts(event_id))
    measuring = waters.Measuring(atlas, view, [event_id])
    url = absolute(f"/events/{event_id}")
    folder = "patrols" if record.kind == "patrol" else "exercises"
    return {
        "record": record,
        "card": cards.card(atlas, atlas.event(event_id), measuring),
        "claims": view,
        "claims_name": state_name(view),
        "waters": waters.subjects(atlas, measuring.of(event_id), record.name),
        "pending": measuring.pending,
        "facts": evidence.facts(record),
        "cited": lambda text: cited(text, [source.id for source in record.sources]),
        "names": evidence.names(record),
        "areas": evidence.areas(atlas, record),
        "fixes": list(cards.fixes(tracks, record.year)),
        "fix_records": {w.order: w for f in tracks for w in getattr(f.record, "waypoints", ())},
        "flags": evidence.flags(record),
        "certainties": evidence.certainties(record),
        "levels": kinds.VERIFICATION,
        "notices": evidence.notices(atlas, record),
        "references": evidence.references(record.sources),
        "comparisons": of_event(atlas, record),
        "siblings": evidence.siblings(atlas, record),
        "citations": citations(record.name, record.id, url, atlas.fingerprint),
        "kind_folder": folder,
        "downloads": [
            _forms(f"/data/{folder}/{record.year}", f"{folder} {record.year}".capitalize())
        ],
        "titled": titles.event_titled(atlas, event_id),
        "map": drawn.map_of(served().atlas, event_id, serving().settings, view),
    }


def _forms(stem: str, what: str) -> tuple[str, Sequence[tuple[str, str]]]:
    """A row of the menu of downloads: what it is, and the addresses of its two forms."""
    return what, ((f"{stem}.geojson", "GeoJSON"), (f"{stem}.csv", "CSV"))


def _about(atlas: Atlas) -> Values:
    return {
        "activities": [activity.label for activity in Activity],
        "levels": kinds.VERIFICATION,
        "leaflet_licence": LEAFLET_LICENCE,
        "first": atlas.all_years[0] if atlas.all_years else None,
        "last": atlas.all_years[-1] if atlas.all_years else None,
    }
