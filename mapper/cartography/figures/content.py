"""What a figure draws: the events of a year, or one event, as items with areas, legs and fixes."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import lru_cache
from typing import Any

import shapely
from shapely.geometry.base import BaseGeometry

from mapper.atlas import Atlas
from mapper.cartography.layers import event_closures
from mapper.cartography.portrayal import (
    area_symbol,
    is_theatre,
    layer_of,
    leg_symbol,
    middle_of,
    role_of,
    theatres,
)
from mapper.dates import date_text, event_span, label_span, span_text
from mapper.geojson import Feature
from mapper.model import THEATRE_NM
from mapper.naming import NEUTRAL, Naming

Position = tuple[float, float]

_LAST_BRACKET = re.compile(r" \([^()]*\)$")


@dataclass(frozen=True)
class Disc:
    """A place with the radius of its uncertainty, drawn without an edge."""

    symbol: str
    position: Position
    radius_nm: float


@dataclass(frozen=True)
class Area:
    """A shape with an edge; a reported one fades from ``disc``'s middle to its rim."""

    symbol: str
    shape: BaseGeometry
    disc: Disc | None = None


@dataclass(frozen=True)
class Leg:
    """The way between two fixes; an arrow shows the direction of a ship's."""

    symbol: str
    line: BaseGeometry
    arrow: bool


@dataclass(frozen=True)
class Fix:
    """A reported fix: its colour's family, what its label says, and which place that names."""

    family: str
    position: Position
    name: str
    key: str
    date: str
    main: bool
    strait: bool
    wide: bool


@dataclass(frozen=True)
class Item:
    """One thing on the map: an exercise, a part of one, a patrol, a region, a closure.

    Attributes
    ----------
    event : str
        The id of the event that it belongs to.
    layer : str
        A key of ``style.LAYERS``.
    name, part, span : str
        What its label says: name, which area, dates.
    anchor : (lon, lat) or None
        Where it is said to be.
    mark, colour, ink : str
        Of a compared year: what its symbols end in, the colours of its marks and its words.
    theatre, dot : bool
        Whether it has no edge; whether its middle is marked.
    """

    event: str
    layer: str
    name: str = ""
    part: str = ""
    span: str = ""
    anchor: Position | None = None
    theatre: bool = False
    dot: bool = False
    areas: tuple[Area, ...] = ()
    discs: tuple[Disc, ...] = ()
    legs: tuple[Leg, ...] = ()
    fixes: tuple[Fix, ...] = ()
    mark: str = ""
    colour: str = ""
    ink: str = ""

    @property
    def key(self) -> tuple[str, str]:
        """What tells it from the other items: its event, and which part of it."""
        return self.event, self.part

    @property
    def symbols(self) -> set[str]:
        """The symbols that it is drawn with."""
        return {one.symbol for group in (self.areas, self.discs, self.legs) for one in group}


def year_items(atlas: Atlas, year: int, names: str) -> tuple[Item, ...]:
    """Everything of a year, patrols' regions first, in the order of the page.

    Raises
    ------
    NotFoundError
        The atlas knows nothing of that year.
    """
    return items_of(atlas, atlas.events(year), atlas.closures(year), names)


def event_items(atlas: Atlas, event_id: str, names: str) -> tuple[Item, ...]:
    """One event with the closures that name it.

    Raises
    ------
    NotFoundError
        There is no such event.
    """
    return items_of(atlas, [atlas.event(event_id)], event_closures(atlas, event_id), names)


def shown(items: Iterable[Item], layers: Sequence[str], hidden: Iterable[str]) -> tuple[Item, ...]:
    """The items whose layers are on: ``-key`` takes one away, ``key`` adds a hidden one."""
    off = set(hidden) | {word[1:] for word in layers if word.startswith("-")}
    off -= set(layers)
    return tuple(item for item in items if item.layer not in off)


def name_in(names: Mapping[str, str], wanted: str) -> str:
    """The name of a thing in a language or a state's set; the English one where there is none.

    Examples
    --------
    >>> name_in({"en": "Sea of Japan (East Sea)", "en-KOR": "East Sea", "zh": "日本海"}, "KOR")
    'East Sea'
    """
    english = names.get("en") or next(iter(names.values()), "")
    return names.get(f"en-{wanted}" if wanted.isupper() else wanted, english)


def event_name(names: Mapping[str, str], wanted: str) -> str:
    """The name of an event, without what a sheet gives after a stroke as another form of it."""
    return name_in(names, wanted).split(" / ")[0]


def base_name(name: str) -> str:
    """A name without what stands in brackets after it.

    Examples
    --------
    >>> base_name("Sea of Japan (East Sea)"), base_name("Tsushima (Korea) Strait")
    ('Sea of Japan', 'Tsushima (Korea) Strait')
    """
    return _LAST_BRACKET.sub("", name)


def items_of(
    atlas: Atlas, events: Iterable[Feature], closures: Iterable[Feature], names: str
) -> tuple[Item, ...]:
    """What is drawn of some events and closures; those that were not held are left out."""
    found: list[Item] = []
    for event in events:
        if event.record.status != "held":
            continue
        if event.record.kind == "patrol":
            track = _track(atlas, event, event, names)
            discs = tuple(_discs(event.record, event.record))
            # What is known by the names of seas alone is drawn by them, and by nothing else.
            alone = not track.legs and all(fix.wide for fix in track.fixes)
            found += [*_regions(atlas, event, () if alone else discs)]
            found.append(replace(track, discs=discs) if alone else track)
        else:
            parts = (event, *atlas.parts(event.id))
            found += [_exercise(atlas, event, part, names) for part in parts]
    for closure in closures:
        found += _closure(closure)
    return tuple(found)


def _exercise(atlas: Atlas, event: Feature, part: Feature, names: str) -> Item:
    record, holder = event.record, part.record
    if getattr(holder, "shape", "") == "track":
        return _track(atlas, event, part, names)
    symbol, position = area_symbol(record, holder), holder.position
    wide = is_theatre(holder)
    disc = None
    if position is not None and symbol.endswith("reported"):
        disc = Disc(symbol, (position.lon, position.lat), position.uncertainty_nm)
    areas = () if wide or part.geometry is None else (Area(symbol, part.geometry, disc),)
    return Item(
        event.id, layer_of(record, holder), event_name(record.names, names),
        "" if part is event else _label(atlas, holder.label, names),
        label_span(record, None if part is event else holder), middle_of(part),
        theatre=wide, dot=disc is not None and not wide, areas=areas,
        discs=tuple(_discs(record, holder)),
    )  # fmt: skip


def _track(atlas: Atlas, event: Feature, holder: Feature, names: str) -> Item:
    record, track = event.record, holder.record
    craft = getattr(track, "craft", "exercise")
    family = {"air": "air-patrol", "exercise": role_of(record) if craft == "exercise" else ""}.get(
        craft, "patrol"
    )
    lines: Any = [] if holder.geometry is None else shapely.get_parts(holder.geometry)
    legs = tuple(
        Leg(leg_symbol(leg, track), shapely.multilinestrings([lines[part] for part in leg.parts]),
            craft != "air")
        for leg in track.legs if leg_symbol(leg, track)
    )  # fmt: skip
    fixes = tuple(_fix(atlas, waypoint, family, record.year, names) for waypoint in track.waypoints)
    main = [fix for fix in fixes if fix.main] or list(fixes)
    return Item(
        event.id, layer_of(record, track), event_name(record.names, names),
        "" if holder is event else _label(atlas, track.label, names),
        event_span(record, record.year), main[len(main) // 2].position if main else None,
        legs=legs, fixes=fixes,
    )  # fmt: skip


def _fix(atlas: Atlas, waypoint: Any, family: str, year: int, names: str) -> Fix:
    label = "" if waypoint.kind == "sighting" else _label(atlas, waypoint.name)
    key = base_name(label)
    # A place in dispute carries both of its names here too, and every place its language.
    places = (place.record.names for place in atlas.places
              if place.record.name == label or base_name(place.record.name) == key)  # fmt: skip
    return Fix(
        family=family,
        position=waypoint.drawn or (waypoint.lon, waypoint.lat),
        name=name_in(next(places, {"en": _label(atlas, label, names)}), names),
        key=key,
        date=date_text(waypoint.date, year) if waypoint.date else "",
        main=waypoint.phase == "during",
        strait=waypoint.kind == "strait",
        wide=waypoint.uncertainty_nm > THEATRE_NM,
    )


def _label(atlas: Atlas, text: str, names: str = NEUTRAL) -> str:
    """A label as short as it may be, its places as the name set calls them."""
    naming = _naming(atlas, names)
    return naming.text(naming.short(text))


@lru_cache(maxsize=4)
def _naming(atlas: Atlas, names: str) -> Naming:
    return Naming((place.record for place in atlas.places), names)


def _discs(event: Any, part: Any) -> Iterator[Disc]:
    for place, symbol in theatres(event, part):
        position = getattr(place, "drawn", None) or (place.lon, place.lat)
        yield Disc(symbol, position, place.uncertainty_nm)


def _regions(atlas: Atlas, event: Feature, discs: tuple[Disc, ...]) -> Iterator[Item]:
    """Where a patrol may have been: its corridors, and the seas known by name only."""
    symbol = "air-corridor" if event.record.craft == "air" else "region-corridor"
    corridors = tuple(
        Area(symbol, region.geometry)
        for region in atlas.regions(event.record.year)
        if region.record.event == event.id
        and region.record.shape == "corridor"
        and region.geometry is not None
    )
    if corridors or discs:
        yield Item(event.id, "regions", areas=corridors, discs=discs, theatre=True)


def _closure(closure: Feature) -> Iterator[Item]:
    record, shape = closure.record, closure.geometry
    if record.role == "drill-area" or shape is None:
        return
    hazard = record.hazard[:1].upper() + record.hazard[1:]
    span = span_text(record.start, record.end) or str(record.year)
    center = shape.centroid
    yield Item(
        record.event or "", "closures", hazard, "", span, (center.x, center.y),
        areas=(Area("closure", shape),),
    )  # fmt: skip
