"""A map in a drawing: sea, land, degree lines, shapes and names, by the tokens of the style."""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
import shapely
from shapely.geometry.base import BaseGeometry

from mapper.cartography.frame import MapFrame, Parts
from mapper.cartography.style import FONTS, SOFT_OPACITY, SYMBOLS, base_symbol
from mapper.cartography.svg import Attribute, Sheet, Svg, number


@dataclass(frozen=True)
class Lettering:
    """How a name on a map is written: colours and fonts by their names in the style."""

    colour: str = "text-place"
    size_px: float = 11.0
    offset_px: tuple[float, float] = (6.0, 4.0)
    anchor: str = "start"
    font: str = "map"


PLACE = Lettering()
"""The lettering of a place: to the right of its dot."""


class Canvas(Svg):
    """A drawing that knows the symbols of the style."""

    def strokes(self, symbol: str, scale: float = 1.0) -> dict[str, Attribute]:
        """The attributes of a symbol of the style."""
        token = self.sheet.symbols[symbol]
        if not token.width_px:
            inner, outer = SOFT_OPACITY.get(base_symbol(symbol), (token.fill, 0.0))
            return {"fill": self.tint(token.colour, inner, outer)}
        dash = " ".join(number(max(length * scale, 0.01), 2) for length in token.dash)
        return {
            "fill": self.sheet.colour(token.colour) if token.fill else "none",
            "fill_opacity": number(token.fill, 2) if token.fill else None,
            "stroke": self.sheet.colour(token.colour),
            "stroke_width": token.width_px * scale,
            "stroke_dasharray": dash or None,
            "stroke_linecap": token.cap if token.cap != "butt" else None,
        }


class MapDrawing(Canvas):
    """A drawing with a map in it: shapes come as (lon, lat) and are drawn in a frame.

    Parameters
    ----------
    frame : MapFrame
        The projection and the rectangle; its size is the drawing's.
    sheet : Sheet
        Ids, title, theme and how closely shapes are drawn.
    """

    def __init__(self, frame: MapFrame, sheet: Sheet) -> None:
        super().__init__(frame.width, frame.height, sheet)
        self.frame = frame

    def sea(self) -> None:
        """Fill the part of the frame that is the world."""
        self.path(self.frame.globe, fill=self.sheet.colour("sea"))

    def graticule(self, step_deg: float | None = None, width_px: float = 1.0) -> None:
        """Draw meridians and parallels at round degrees, about five across the frame."""
        west, south, east, north = self.frame.window
        step = step_deg or degree_step(self.frame)
        lines = [
            shapely.LineString([(lon, max(south, -85.0)), (lon, min(north, 85.0))])
            for lon in np.arange(math.ceil(west / step), math.floor(east / step) + 1) * step
        ] + [
            shapely.LineString([(west, lat), (east, lat)])
            for lat in np.arange(math.ceil(south / step), math.floor(north / step) + 1) * step
        ]
        drawn = shapely.multilinestrings(
            [line for line in shapely.get_parts(self.frame.draw(np.array(lines, dtype=object)))
             if line.geom_type == "LineString"]
        )  # fmt: skip
        self.path(
            self._simplified(drawn), fill="none", stroke=self.sheet.colour("graticule"),
            stroke_width=width_px,
        )  # fmt: skip

    def land(self, parts: Parts, coast_px: float | None = None) -> Any:
        """Draw land; give what was drawn, as a collection of areas in pixels.

        Parameters
        ----------
        parts : array of Polygon
            (lon, lat) degrees, as ``Land.parts`` gives them.
        coast_px : float, optional
            The width of the coast line; that of the style by default.
        """
        drawn = shapely.get_parts(self.frame.draw(parts))
        seen = drawn[shapely.area(drawn) > 4 * self.sheet.tolerance_px]
        width = SYMBOLS["coast"].width_px if coast_px is None else coast_px
        shape = shapely.geometrycollections(self._simplified(seen))
        self.path(
            shape, fill=self.sheet.colour("land"), stroke=self.sheet.colour("coast"),
            stroke_width=width, stroke_linejoin="round",
        )  # fmt: skip
        return shape

    def shape(
        self, geometry: BaseGeometry, symbol: str, *, scale: float = 1.0, casing: bool = True,
        **attributes: Attribute,
    ) -> bool:  # fmt: skip
        """Draw a shape by the name of its symbol; say whether any of it lies in the frame.

        Parameters
        ----------
        geometry : shapely geometry
            (lon, lat) degrees.
        symbol : str
            A key of ``style.SYMBOLS``; one without a line is drawn as an edge-less tint.
        scale : float
            Line widths and dashes are multiplied by it.
        casing : bool
            Whether a track gets its light line below.
        **attributes : str or float
            Further attributes of the path.
        """
        token = SYMBOLS[symbol]
        # A round outline shows its corners sooner than a coast does.
        drawn = self._simplified(self.frame.draw(geometry), 0.5 if token.fill else 1.0)
        if casing and token.casing_px:
            self.path(
                drawn, fill="none", stroke=self.sheet.colour("casing"),
                stroke_width=token.casing_px * scale, stroke_linejoin="round",
            )  # fmt: skip
        return self.path(drawn, **self.strokes(symbol, scale), **attributes)

    def _simplified(self, drawn: Any, factor: float = 1.0) -> Any:
        tolerance = self.sheet.tolerance_px * factor
        return shapely.simplify(drawn, tolerance, preserve_topology=False)

    def tint_disc(self, geometry: BaseGeometry, symbol: str) -> None:
        """Draw an edge-less tint as a whole disc; drawn before the land, it ends at the coast.

        Parameters
        ----------
        geometry : shapely geometry
            (lon, lat) degrees; its disc is the smallest that holds it.
        symbol : str
            A key of ``style.SYMBOLS`` without a line.
        """
        corners = self.frame.pixels(shapely.get_coordinates(geometry))
        disc: Any = shapely.minimum_bounding_circle(shapely.multipoints(corners))
        radius = shapely.minimum_bounding_radius(shapely.multipoints(corners))
        if shapely.box(0, 0, self.width, self.height).intersects(disc):
            center = disc.centroid
            fill = self.strokes(symbol)["fill"]
            self.element("circle", cx=center.x, cy=center.y, r=float(radius), fill=fill)

    def dot(self, position: Sequence[float], colour: str, radius_px: float = 2.6) -> bool:
        """Mark one place (lon, lat) with a dot; say whether it lies in the frame."""
        found = self.frame.point(position)
        if found is None:
            return False
        self.element(
            "circle", cx=found[0], cy=found[1], r=radius_px, fill=self.sheet.colour(colour),
            stroke=self.sheet.colour("casing"), stroke_width=1,
        )  # fmt: skip
        return True

    def label(self, position: Sequence[float], text: str, lettering: Lettering = PLACE) -> bool:
        """Write a name beside a place (lon, lat), with a halo; say whether it lies in the frame."""
        found = self.frame.point(position)
        if found is None:
            return False
        across, down = lettering.offset_px
        self.text(
            found[0] + across,
            found[1] + down,
            text,
            fill=self.sheet.colour(lettering.colour),
            font_family=FONTS[lettering.font],
            font_size=lettering.size_px,
            text_anchor=lettering.anchor,
            stroke=self.sheet.colour("halo"),
            stroke_width=3,
            stroke_linejoin="round",
            paint_order="stroke",
        )
        return True


def degree_step(frame: MapFrame, across: float = 5.0) -> float:
    """Whole degrees between two lines of a map: about how many of them lie across it."""
    west, south, east, north = frame.window
    least = max((east - west) / across, (north - south) / (across - 1))
    return next((step for step in (1.0, 2.0, 5.0, 10.0, 15.0, 20.0, 30.0) if step >= least), 30.0)
