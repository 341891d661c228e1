"""The zones that a map shows: limits by their symbol, areas of several claimants, in one view.

One owner of what figures and still drawings show; ``zones.js`` has the same rules for the map that
can be moved.
"""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from mapper.cartography.portrayal import ZONE_SYMBOLS
from mapper.zones.cells import DrawnZones
from mapper.zones.drawing import NARROW, Drawn

ZONE_LAYERS = ("eez-limits", "overlapping-claims", "territorial-sea")
"""The layers that zones belong to, in the order of the legend."""

HATCHES = {"disputed": "hatch-disputed", "joint": "hatch-joint"}

LINE_ORDER = ("contiguous", "territorial", "eez-disputed", "eez-other", "eez-200nm", "eez-median",
              "eez-agreed")  # fmt: skip
"""The symbols of limits from below."""


@dataclass(frozen=True)
class Zones:
    """The zones that lie in a map, with whose they are said to be.

    Attributes
    ----------
    lines : dict
        Symbol to lines (lon, lat), from below.
    areas : tuple of Drawn
        Those that several states claim or share, the largest first.
    credit : str
        What the file or the computing asks to be said.
    """

    lines: Mapping[str, Sequence[Any]]
    areas: tuple[Drawn, ...] = ()
    credit: str = ""

    @property
    def symbols(self) -> set[str]:
        """What the legend may have to explain."""
        return {*self.lines, *(HATCHES[area.properties["shared"]] for area in self.areas)}


NO_ZONES = Zones({})


def zones_within(
    drawn: DrawnZones, window: tuple[float, float, float, float], on: Collection[str], view: str
) -> Zones:
    """The zones of a window, as its layers and its view of claims want them.

    Parameters
    ----------
    drawn : DrawnZones
        Those of a level of detail.
    window : (west, south, east, north)
        Degrees; longitudes may run on past ±180.
    on : collection of str
        Of ``ZONE_LAYERS``, those that are on.
    view : str
        ``neutral``, or the state whose claims are taken as its own.
    """
    lines: dict[str, list[Any]] = {}
    areas = []
    for one in drawn.near(window):
        if _is_own(one.properties, view) or _layer(one.properties) not in on:
            continue
        if "shared" in one.properties:
            areas.append(one)
        else:
            lines.setdefault(_symbol(one.properties), []).append(one.shape)
    ordered = {symbol: lines[symbol] for symbol in LINE_ORDER if symbol in lines}
    return Zones(ordered, tuple(areas), drawn.attribution if lines or areas else "")


def _is_own(zone: Mapping[str, Any], view: str) -> bool:
    """Whether a view takes what several states claim as its own: no hatch then, no limit."""
    if "shared" in zone:
        return zone["shared"] == "disputed" and view in zone.get("claimants", ())
    return view in zone.get("within", ())


def _layer(zone: Mapping[str, Any]) -> str:
    if "shared" in zone:
        return "overlapping-claims"
    return "territorial-sea" if zone["belt"] in NARROW else "eez-limits"


def _symbol(line: Mapping[str, Any]) -> str:
    return ZONE_SYMBOLS.get(line["belt"]) or ZONE_SYMBOLS.get(line["basis"], "eez-other")
