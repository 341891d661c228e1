"""Events of several years on one map: the atlas's symbols in each year's colour and dash.

A symbol of a compared year is the usual one with the year behind it, as
``exercise-reported@2024``; so that everything which draws symbols draws compared years too.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from types import MappingProxyType
from typing import TYPE_CHECKING

import shapely

from mapper import geodesy
from mapper.atlas import Atlas
from mapper.cartography.figures.content import Area, Disc, Fix, Item, Leg, items_of
from mapper.cartography.figures.lettering import Block, Run
from mapper.cartography.figures.options import Options
from mapper.cartography.figures.panel import (
    Panel,
    along,
    chevrons,
    draw_chevron,
    lines_of,
    points_along,
)
from mapper.cartography.figures.placement import Label, places_beside
from mapper.cartography.style import SYMBOLS, Symbol
from mapper.cartography.year_style import FILL, WIDTH_PX, YearStyle
from mapper.geojson import Feature

if TYPE_CHECKING:
    from mapper.analysis import Shift

_MARK = "@"
_YEAR = "year"
_WAY_STEP_NM = 25.0
_WAY_INK = 0.3


@dataclass(frozen=True)
class Way:
    """The geodesic from one compared place to another."""

    shift: Shift

    @property
    def text(self) -> str:
        """How far it is, as far as the uncertainty of both ends lets it be told."""
        from mapper.analysis.comparison_words import about

        shift = self.shift
        return about(shift.distance_nm, max(shift.high_nm - shift.distance_nm, 0.0))


def year_symbols(styles: Sequence[YearStyle], theme: str) -> Mapping[str, Symbol]:
    """The symbols of the style with those of compared years.

    Parameters
    ----------
    styles : sequence of YearStyle
        Colour and dash of each year.
    theme : str
        ``light``, ``dark`` or ``grey``.
    """
    found = dict(SYMBOLS)
    for style in styles:
        own = Symbol(style.colours[theme], WIDTH_PX, style.dash, FILL)
        found[f"{_YEAR}{_MARK}{style.year}"] = own
        for name, symbol in SYMBOLS.items():
            found[f"{name}{_MARK}{style.year}"] = replace(
                own, width_px=_width(name, symbol),
                fill=FILL if symbol.fill else 0.0, casing_px=4.4 if symbol.casing_px else 0.0,
            )  # fmt: skip
    return MappingProxyType(found)


def _width(name: str, symbol: Symbol) -> float:
    """A reported place has a fainter rim than announced limits: it is no limit."""
    return min(symbol.width_px, WIDTH_PX if not name.endswith("-reported") else 1.2)


def with_years(symbols: Collection[str]) -> set[str]:
    """Symbols, and for those of compared years the one that the legend shows for the year."""
    return {*symbols, *(f"{_YEAR}{_MARK}{year}" for year in years_of(symbols))}


def years_of(symbols: Collection[str]) -> list[str]:
    """The compared years among symbols, the oldest first."""
    return sorted({year for one in symbols if (year := one.partition(_MARK)[2])})


def compared_items(
    atlas: Atlas, events: Sequence[Feature], styles: Sequence[YearStyle], options: Options
) -> tuple[Item, ...]:
    """What is drawn of compared events: the event itself, without approaches and regions.

    Parameters
    ----------
    atlas : Atlas
        Gives the parts of each.
    events : sequence of Feature
        Exercises, patrols or closures.
    styles : sequence of YearStyle
        One for each year.
    options : Options
        Language of names, and theme.
    """
    by_year = {style.year: style for style in styles}
    alone = len({getattr(event.record, "series", event.id) for event in events}) == 1
    counts = Counter(event.record.year for event in events)
    found = []
    for event in events:
        closures = [event] if event.record.kind == "closure" else []
        items = items_of(atlas, [] if closures else [event], closures, options.names)
        short = alone and counts[event.record.year] == 1
        for item in items:
            if item.layer != "regions":
                found.append(_of_year(item, by_year[event.record.year], options, short))
    return tuple(found)


def draw_ways(panel: Panel, ways: Sequence[Way], scale: float) -> Iterator[Label]:
    """Draw the geodesic of each way with an arrowhead; give the labels that tell how far it is."""
    for way in ways:
        start, end = way.shift.start, way.shift.end
        line = shapely.linestrings(geodesy.interpolate(start, end, _WAY_STEP_NM))
        pieces = lines_of(panel.frame, line)
        drawn = shapely.multilinestrings(pieces)
        colour = panel.drawing.sheet.colour("text-muted")
        if not panel.drawing.path(drawn, fill="none", stroke=colour, stroke_width=1.1 * scale):
            continue
        panel.ground.ink.add(along(drawn), _WAY_INK)
        for tip in chevrons(pieces):
            draw_chevron(panel, tip, "text-muted")
        block = Block(((Run(way.text, "fix", "text"),),))
        yield Label(4.0, (block,), places_beside(list(points_along(pieces))), limit=12.0)


def _of_year(item: Item, style: YearStyle, options: Options, short: bool) -> Item:
    """An item in the look of its year; with one event a year its label is the year."""
    mark, colour = f"{_MARK}{style.year}", style.colours[options.theme]
    span = item.span
    if not short and str(style.year) not in f"{item.name} {span}":
        span = f"{span} {style.year}".strip()
    return replace(
        item, name=style.label if short else item.name, span=span, mark=mark, colour=colour,
        ink=style.texts[options.theme],
        areas=tuple(Area(area.symbol + mark, area.shape, _disc(area.disc, mark))
                    for area in item.areas),
        discs=tuple(Disc(disc.symbol + mark, disc.position, disc.radius_nm)
                    for disc in item.discs),
        legs=tuple(Leg(leg.symbol + mark, leg.line, leg.arrow) for leg in item.legs
                   if "approach" not in leg.symbol),
        fixes=tuple(Fix(colour, fix.position, "", "", "", True, fix.strait, fix.wide)
                    for fix in item.fixes if fix.main),
    )  # fmt: skip


def _disc(disc: Disc | None, mark: str) -> Disc | None:
    return disc and replace(disc, symbol=disc.symbol + mark)
