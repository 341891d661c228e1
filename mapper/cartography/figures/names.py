"""The labels of the ground: seas, straits, ports, states; degrees and the scale bar at the rim."""

from __future__ import annotations

import math
from collections.abc import Collection, Iterator
from typing import NamedTuple

import numpy as np
import shapely

from mapper import geodesy
from mapper.atlas import Atlas
from mapper.cartography.drawing import degree_step
from mapper.cartography.figures.content import base_name, name_in
from mapper.cartography.figures.labels import two_lines
from mapper.cartography.figures.lettering import Block, Run
from mapper.cartography.figures.panel import DEGREES_ACROSS, is_fine
from mapper.cartography.figures.placement import Box, Ground, Label, places_about, places_round
from mapper.cartography.frame import MapFrame
from mapper.model import Place

_FROM_ZOOM = (0.0, 2.4, 3.3, 3.9, 4.5, 5.2, 6.0, 6.9, 7.8, 8.8)
"""From which zoom of a web map a place of a rank is named; paper takes more than a screen."""

_REACH_PX = {"sea": 46.0, "strait": 16.0, "state": 20.0, "place": 14.0}
_REACH_M = 300_000.0
"""How far from its point a name without a mark may stand."""

_STYLES = {"ocean": "sea", "sea": "sea", "gulf": "strait", "strait": "strait", "state": "state"}
_COLOURS = {"sea": "text-sea", "strait": "text-sea", "state": "text-state", "place": "text-place"}
_SMALL_MAP_ZOOM = 1.0
_EQUATOR_M_PER_PX = 156_543.0
_LEAST_SEEN_PX2 = 4500.0
_BAR_SHARE = 0.22
_BAR_STEPS_NM = (5, 10, 20, 25, 50, 100, 200, 250, 300, 500, 1000, 1500, 2000, 3000)
_EDGE_SAMPLES = 720


class ScaleBar(NamedTuple):
    """A scale bar: its length, and the latitude at which it is true."""

    length_nm: int
    length_px: float
    lat: float

    @property
    def text(self) -> str:
        """What stands over the bar."""
        side = "N" if self.lat >= 0 else "S"
        return f"{self.length_nm:,} nm at {abs(round(self.lat))}° {side}"


class Degree(NamedTuple):
    """A degree at the rim of a map: where its line leaves it, and its text."""

    at: float
    text: str


def place_labels_of(
    atlas: Atlas, frame: MapFrame, names: str, named: Collection[str], small: bool = False
) -> Iterator[Label]:
    """The labels of the places that a frame has room for.

    Parameters
    ----------
    atlas : Atlas
        Gives the places.
    frame : MapFrame
        Where they are written.
    names : str
        The language or name set.
    named : collection of str
        What a fix of a track names already.
    small : bool
        Whether it is a small map: more names then, and seas in small letters.
    """
    zoom = _zoom(frame) + (_SMALL_MAP_ZOOM if small else 0.0)
    fine = is_fine(frame)
    for feature in atlas.places:
        place: Place = feature.record
        if zoom < _FROM_ZOOM[min(place.rank, 9)] or base_name(place.name) in named:
            continue
        found = frame.point((place.lon, place.lat))
        if found is None and fine and place.type == "state":
            found = _seen_middle(atlas, frame, place)
        if found is not None:
            yield _place_label(place, name_in(place.names, names), found, small, frame)


def scale_bar(frame: MapFrame) -> ScaleBar:
    """The scale bar of a frame, true in its middle."""
    limit = frame.width * _BAR_SHARE
    best = _bar(frame, _BAR_STEPS_NM[0])
    for length in _BAR_STEPS_NM[1:]:
        bar = _bar(frame, length)
        if bar.length_px > limit:
            break
        best = bar
    return best


def bar_corner(frame: MapFrame, ground: Ground, width: float, height: float) -> Box:
    """The corner of a map in which least lies: where the scale bar goes."""
    left, right = 7.0, frame.width - 7 - width
    top, bottom = 7.0, frame.height - 7 - height
    corners = ((left, bottom), (right, bottom), (left, top), (right, top))
    boxes = [Box(x, y, x + width, y + height) for x, y in corners]
    under = ground.ink.under(np.array(boxes))
    return boxes[int(np.argmin(np.round(under, 1)))]


def degrees_below(frame: MapFrame) -> Iterator[Degree]:
    """The meridians along the lower edge, in pixels from the left."""
    x = np.linspace(0, frame.width, _EDGE_SAMPLES)
    edge = np.column_stack([x, np.full_like(x, frame.height)])
    yield from _crossings(x, frame.lonlat(edge)[:, 0], degree_step(frame, DEGREES_ACROSS), "EW")


def degrees_left(frame: MapFrame) -> Iterator[Degree]:
    """The parallels along the left edge, in pixels from the top."""
    y = np.linspace(0, frame.height, _EDGE_SAMPLES)
    edge = np.column_stack([np.zeros_like(y), y])
    yield from _crossings(y, frame.lonlat(edge)[:, 1], degree_step(frame, DEGREES_ACROSS), "NS")


def _crossings(
    along: np.ndarray, values: np.ndarray, step: float, letters: str
) -> Iterator[Degree]:
    """Where a value passes a multiple of a step along an edge."""
    if not np.isfinite(values).all():
        return
    if letters == "EW":
        values = np.unwrap(values, period=360.0)
    for index in np.nonzero(np.diff(np.floor(values / step)))[0]:
        low, high = values[index], values[index + 1]
        degree = step * math.floor(max(low, high) / step)
        share = (degree - low) / (high - low)
        at = along[index] + share * (along[index + 1] - along[index])
        yield Degree(float(at), _degree_text(degree, letters))


def _degree_text(degree: float, letters: str) -> str:
    if letters == "EW":
        degree = (degree + 180) % 360 - 180
    if degree == 0 or abs(degree) == 180:
        return f"{abs(degree):g}°"
    return f"{abs(degree):g}° {letters[0] if degree > 0 else letters[1]}"


def _seen_middle(atlas: Atlas, frame: MapFrame, place: Place) -> tuple[float, float] | None:
    """The middle of what a frame shows of a state whose own middle lies outside."""
    land = atlas.basemap.land("10m")
    owned = [shape for country, shape in zip(land.countries, land.shapes, strict=True)
             if country.iso == place.state]  # fmt: skip
    parts = shapely.get_parts(frame.draw(np.array(owned, dtype=object)))
    largest = max(parts, key=lambda part: part.area, default=None)
    if largest is None or largest.area < _LEAST_SEEN_PX2:
        return None
    x, y = shapely.maximum_inscribed_circle(shapely.simplify(largest, 1.0), 2.0).coords[0]
    return float(x), float(y)


def _bar(frame: MapFrame, length_nm: int) -> ScaleBar:
    """A bar across the middle of a frame that spans a distance on the ellipsoid."""
    middle = np.array([[frame.width / 2, frame.height / 2]])
    length = length_nm * geodesy.NM_M / frame.m_per_px
    for _ in range(4):
        ends = frame.lonlat(middle + np.array([[-length / 2, 0.0], [length / 2, 0.0]]))
        if not np.isfinite(ends).all():
            break
        spanned = geodesy.distance_nm(tuple(ends[0]), tuple(ends[1]))
        length *= length_nm / max(spanned, 1e-6)
    return ScaleBar(length_nm, round(length, 1), float(frame.lonlat(middle)[0, 1]))


def _zoom(frame: MapFrame) -> float:
    """The zoom of a web map that shows the middle of the frame as large."""
    lat = float(frame.lonlat(np.array([[frame.width / 2, frame.height / 2]]))[0, 1])
    return math.log2(_EQUATOR_M_PER_PX * math.cos(math.radians(lat)) / frame.m_per_px)


def _place_label(
    place: Place, name: str, at: tuple[float, float], small: bool, frame: MapFrame
) -> Label:
    x, y = at
    style = _STYLES.get(place.type, "place")
    if small and style == "sea":
        style = "strait"
    text = name.upper() if style == "state" else name
    reach = min(_REACH_PX[style], _REACH_M / frame.m_per_px)
    water, port = style in ("sea", "strait"), place.type == "port"
    broken = two_lines(text)
    bracket = " (" in text
    blocks = [Block(((Run(text, style, _COLOURS[style]),),), 0.6 if broken and bracket else 0.0)]
    if broken and (style in ("sea", "state") or bracket or "/" in text):
        lines = tuple((Run(line, style, _COLOURS[style]),) for line in broken)
        blocks.append(Block(lines, 0.0 if bracket else 0.5))
    return Label(
        10 + place.rank + (0.2 if water else 0.4 if style == "state" else 0.0), tuple(blocks),
        places_round(x, y, 1.8) if port else places_about(x, y, reach),
        ink_weight=0.06, limit=4.5 if style == "sea" else 3.0,
        land_cost=8.0 if water else -3.0 if style == "state" else 0.0,
        point=at if port else None, dot=at if port else None,
    )  # fmt: skip
