"""What a map is told: which data, from where, which view; constants only, never a data string.

branca renders a rendered script a second time as a template, so text out of the data would run on
the server. Feature data therefore reaches the browser as fetched JSON or as an inert island; what
goes through folium is a :class:`Scene`, whose every text is checked.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any, Literal

from mapper.atlas import Atlas
from mapper.cartography import views
from mapper.cartography.style import style_tokens
from mapper.errors import UsageError
from mapper.model import YEARLY
from mapper.vocabulary import STATES

ISLAND_ID = "atlas-data"
"""The id of the script element that holds the data where nothing can be fetched."""

_CONSTANT = re.compile(r"[^<>&\\`\x00-\x1f\u2028\u2029]*")
_TEMPLATE = re.compile(r"\{\{|\{%|\{#|\$\{|\}\}|%\}|#\}")
THEMES = ("auto", "light", "dark")

Link = Callable[[str], str]
"""Turns the plain path of something, as ``/data/places.geojson``, into what a page can ask for."""


def plain(path: str) -> str:
    """Leave a path as it is: the address at the root of a host.

    Examples
    --------
    >>> plain("/data/places.geojson")
    '/data/places.geojson'
    """
    return path


@dataclass(frozen=True)
class Scene:
    """One map: what it shows and where the browser finds it.

    Attributes
    ----------
    kind : str
        ``year``, ``event``, ``compare`` or ``warnings``.
    year : int
        The year shown; of a comparison the last, of warnings none (0).
    event : str or None
        The id of the one event shown.
    bbox : (west, south, east, north)
        The first view, degrees; west exceeds east where it crosses the antimeridian.
    sources : mapping
        Addresses of the data by kind, or ``{"island": id}``.
    edition : str
        Fingerprint of the data.
    theme : str
        ``auto``, ``light`` or ``dark``.
    services : mapping
        Addresses of ``position`` (empty without a server) and of ``events``, with ``{id}``.
    hidden : tuple of str
        Layer keys that are off at first.
    view : str
        Whose claims are taken as its own at first: ``neutral`` or a state's code.
    names : str
        The name set of disputed places: ``neutral`` or a state's code.
    tiles : mapping
        ``url`` and ``attribution`` of an online tile layer; empty for none.
    compared : mapping
        Of a comparison: its layout, the style of each year, and the ids on either side.
    """

    kind: Literal["year", "event", "compare", "warnings"]
    year: int
    event: str | None
    bbox: views.Bbox
    sources: Mapping[str, Any]
    edition: str
    theme: str = "auto"
    services: Mapping[str, str] = field(default_factory=dict)
    hidden: tuple[str, ...] = ()
    view: str = "neutral"
    names: str = "neutral"
    tiles: Mapping[str, str] = field(default_factory=dict)
    compared: Mapping[str, Any] = field(default_factory=dict)

    def __post_init__(self) -> None:
        if self.theme not in THEMES:
            raise UsageError(f"theme: expected one of {', '.join(THEMES)}, got {self.theme!r}")

    @property
    def element_id(self) -> str:
        """The id of the map's element, which is its JavaScript name too; stable from run to run."""
        if self.kind in ("compare", "warnings"):
            return self.kind
        name = f"year_{self.year}" if self.event is None else f"event_{self.event}"
        return re.sub(r"\W", "_", name)

    def config(self) -> dict[str, Any]:
        """Give the scene as the plain values that the scripts of the map read.

        Raises
        ------
        UsageError
            A text is none that may pass through a template.
        """
        values = {
            "kind": self.kind,
            "year": self.year,
            "event": self.event,
            "view": {"bbox": [round(value, 3) for value in self.bbox]},
            "sources": dict(self.sources),
            "services": dict(self.services),
            "edition": self.edition,
            "theme": self.theme,
            "hidden": list(self.hidden),
            "names": self.names,
            "tiles": dict(self.tiles),
            "claims": self.view,
            "style": _script_style(),
            "states": STATES,
            "compared": dict(self.compared),
        }
        require_constants(values)
        return values


def year_scene(atlas: Atlas, year: int, link: Link = plain, theme: str = "auto") -> Scene:
    """The scene of a year, its data behind the addresses of the pages.

    Parameters
    ----------
    atlas : Atlas
        The atlas.
    year : int
        The year.
    link : callable
        Turns a plain path into an address; at the root of a host by default.
    theme : str
        ``auto``, ``light`` or ``dark``.

    Raises
    ------
    NotFoundError
        The atlas knows nothing of that year.
    """
    atlas.require_year(year)
    sources: dict[str, Any] = {
        kind: link(f"/data/{kind}/{year}.geojson") for kind in YEARLY if atlas.features(kind, year)
    }
    return Scene(
        "year", year, None, views.year_bbox(atlas, year), sources | ground_sources(link),
        atlas.fingerprint, theme, services_at(link),
    )  # fmt: skip


def event_scene(atlas: Atlas, event_id: str, link: Link = plain, theme: str = "auto") -> Scene:
    """The scene of one event: as :func:`year_scene`, closures of other years off at first.

    Raises
    ------
    NotFoundError
        There is no such event.
    """
    event = atlas.event(event_id)
    year = event.record.year
    kinds = ("exercises",) if event.record.kind == "exercise" else ("patrols", "regions")
    sources: dict[str, Any] = {kind: link(f"/data/{kind}/{year}.geojson") for kind in kinds}
    closure_years = sorted({closure.record.year for closure in event_closures(atlas, event_id)})
    if closure_years:
        sources["closures"] = [link(f"/data/closures/{found}.geojson") for found in closure_years]
    hidden = ("closures",) if closure_years and closure_years != [year] else ()
    return Scene(
        "event", year, event_id, views.event_bbox(atlas, event_id), sources | ground_sources(link),
        atlas.fingerprint, theme, services_at(link), hidden,
    )  # fmt: skip


def warnings_scene(atlas: Atlas, link: Link = plain) -> Scene:
    """The scene of the page that reads warnings: the ground alone, until a text is read."""
    return Scene(
        "warnings", 0, None, views.NORTH_WEST_PACIFIC, ground_sources(link), atlas.fingerprint,
        "auto", services_at(link),
    )  # fmt: skip


def event_closures(atlas: Atlas, event_id: str) -> tuple[Any, ...]:
    """The closures that name an event, or that the event names."""
    record = atlas.event(event_id).record
    named = {*getattr(record, "closures", ()), *getattr(record, "context_closures", ())}
    return tuple(
        closure
        for year in atlas.all_years
        for closure in atlas.closures(year)
        if closure.id in named or closure.record.event == event_id
    )


def require_constants(value: Any, where: str = "scene") -> None:
    """Refuse any text that a template, a script or a page could read as more than text.

    Parameters
    ----------
    value : JSON value
        Looked through to the bottom, keys too.
    where : str
        The path, for the message.

    Raises
    ------
    UsageError
        Says where.

    Examples
    --------
    >>> require_constants({"url": "/data/basemap/{level}/{cell}.geojson"})
    >>> require_constants({"name": "{{ 7*7 }}"})
    Traceback (most recent call last):
    ...
    mapper.errors.UsageError: scene.name: expected a constant, got '{{ 7*7 }}'; ...
    """
    for path, text in _texts(value, where):
        if not _CONSTANT.fullmatch(text) or _TEMPLATE.search(text):
            raise UsageError(
                f"{path}: expected a constant, got {text[:60]!r}; "
                "data reaches the map as JSON, never through a template"
            )


def _texts(value: Any, where: str) -> Iterator[tuple[str, str]]:
    if isinstance(value, str):
        yield where, value
    elif isinstance(value, Mapping):
        for key, inner in value.items():
            yield f"{where} (key)", str(key)
            yield from _texts(inner, f"{where}.{key}")
    elif isinstance(value, Sequence):
        for index, inner in enumerate(value):
            yield from _texts(inner, f"{where}[{index}]")


def _script_style() -> dict[str, Any]:
    """The tokens that scripts need; the rest reaches the map through the style sheet."""
    tokens = style_tokens()
    ground = ("sea", "land", "coast", "graticule")
    return {
        "themes": {
            name: {key: theme[key] for key in ground} for name, theme in tokens["themes"].items()
        },
        "fonts": {name: tokens["fonts"][name] for name in ("map", "serif")},
        # A list: the template that writes the scene sorts the keys of a mapping.
        "layers": [[key, name] for key, name in tokens["layers"].items()],
    }


def ground_sources(link: Link) -> dict[str, str]:
    """Addresses of what lies under the events of every map."""
    return {
        "places": link("/data/places.geojson"),
        "basemap": link("/data/basemap/{level}/{cell}.geojson"),
        "zones": link("/data/zones/{level}/{cell}.geojson"),
    }


def services_at(link: Link) -> dict[str, str]:
    """Addresses that a map asks when it is clicked."""
    return {"position": link("/position"), "events": link("/events/{id}")}
