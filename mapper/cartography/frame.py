"""The frame of a map: which part of a projected world fills a rectangle of pixels.

Shapes come as (lon, lat) and leave as pixels, clipped to the frame; what crosses 180° or lies
round a pole comes out in one piece.
"""

from __future__ import annotations

import math
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import cached_property
from itertools import pairwise
from typing import Any, NamedTuple

import numpy as np
import shapely
from numpy.typing import NDArray
from shapely.geometry.base import BaseGeometry

from mapper.cartography.projection import Projection, choose_projection
from mapper.geodesy import shifted
from mapper.geodesy.measures import Floats

Parts = NDArray[np.object_]

EARTH_M = 6_371_007.2
"""Radius of the sphere with the area of WGS 84 (the authalic radius), in metres."""

CLIP_PX = 6.0
"""How far shapes run past the frame, so that the stroke along the cut is not seen."""

_HEMISPHERE_M = math.sqrt(2.0) * EARTH_M
_WIDEST_CONIC_M = 4_500_000.0
_SAGITTA_PX = 0.15
_SEAM_DEG = 1e-7
_GRID = 33


@dataclass(frozen=True)
class MapFrame:
    """A rectangle of pixels over a projected map; y grows downwards.

    Attributes
    ----------
    projection : Projection
        What the map is drawn in.
    width, height : float
        Pixels.
    center : (x, y)
        The projected metres in the middle of the frame.
    m_per_px : float
        Metres in a pixel, near the centre.
    """

    projection: Projection
    width: float
    height: float
    center: tuple[float, float]
    m_per_px: float

    def pixels(self, lonlat: Floats) -> Floats:
        """Pixels (x, y) of positions (lon, lat), both of shape (n, 2)."""
        flat = self.projection.forward(lonlat)
        return np.column_stack([
            self.width / 2 + (flat[:, 0] - self.center[0]) / self.m_per_px,
            self.height / 2 - (flat[:, 1] - self.center[1]) / self.m_per_px,
        ])  # fmt: skip

    def lonlat(self, pixels: Floats) -> Floats:
        """Positions (lon, lat) of pixels (x, y); not finite outside the map."""
        flat = np.column_stack([
            self.center[0] + (pixels[:, 0] - self.width / 2) * self.m_per_px,
            self.center[1] - (pixels[:, 1] - self.height / 2) * self.m_per_px,
        ])  # fmt: skip
        return self.projection.inverse(flat)

    def point(self, position: Sequence[float]) -> tuple[float, float] | None:
        """The pixel of one position, or ``None`` when it lies outside the frame."""
        x, y = self.pixels(np.asarray([position], dtype=float))[0]
        inside = 0 <= x <= self.width and 0 <= y <= self.height
        return (float(x), float(y)) if inside else None

    def draw(self, shape: BaseGeometry | Parts) -> Any:
        """Project a shape and clip it to the frame.

        Parameters
        ----------
        shape : shapely geometry, or an array of them
            (lon, lat) degrees; within ±180, or continuous past it. Sides are straight in
            (lon, lat), as RFC 7946 has them.

        Returns
        -------
        shapely geometry
            In pixels, clipped ``CLIP_PX`` outside the frame; a collection, perhaps empty.
        """
        parts = _placed(shapely.get_parts(np.atleast_1d(np.asarray(shape))), self.window)
        if self.pole is not None:
            parts = shapely.intersection(parts, self._outline)
        flat = shapely.transform(shapely.segmentize(parts, self._step_deg), self.pixels)
        broken = (shapely.get_dimensions(flat) == 2) & ~shapely.is_valid(flat)
        flat[broken] = shapely.make_valid(flat[broken])
        edge = CLIP_PX
        clipped = shapely.clip_by_rect(flat, -edge, -edge, self.width + edge, self.height + edge)
        kept = shapely.get_parts(clipped[~shapely.is_empty(clipped)])
        areas = shapely.get_dimensions(kept) == 2
        if self.pole is not None and areas.any():
            # The cut behind the pole is no coast.
            joined = shapely.get_parts(shapely.union_all(kept[areas], grid_size=0.02))
            kept = np.concatenate([joined, kept[~areas]])
        return shapely.geometrycollections(kept)

    @property
    def reach_m(self) -> float:
        """The farthest that a corner can lie from the projection's centre, in metres."""
        half = math.hypot(self.width, self.height) / 2 * self.m_per_px
        return half + math.hypot(*self.center)

    @cached_property
    def pole(self) -> float | None:
        """The latitude of the pole that lies within the frame, unless the whole world does."""
        if self.projection.kind == "eqearth":
            return None
        for lat in (90.0, -90.0):
            if self.point((self.projection.lon, lat)) is not None:
                return lat
        return None

    @cached_property
    def window(self) -> tuple[float, float, float, float]:
        """(west, south, east, north) round what the frame shows; continuous longitudes."""
        lon = self.projection.lon
        x, y = np.meshgrid(np.linspace(0, self.width, _GRID), np.linspace(0, self.height, _GRID))
        seen = self.lonlat(np.column_stack([x.ravel(), y.ravel()]))
        seen = seen[np.isfinite(seen).all(axis=1)]
        (west, south), (east, north) = seen.min(axis=0), seen.max(axis=0)
        margin_lon, margin_lat = 1.0 + (east - west) * 0.06, 1.0 + (north - south) * 0.06
        west = max(west - margin_lon, lon - 180 + _SEAM_DEG)
        east = min(east + margin_lon, lon + 180 - _SEAM_DEG)
        south, north = max(south - margin_lat, -90.0), min(north + margin_lat, 90.0)
        if self.pole is not None or self.projection.kind == "eqearth":
            west, east = lon - 180 + _SEAM_DEG, lon + 180 - _SEAM_DEG
            south, north = (south, 90.0) if self.pole == 90.0 else (-90.0, north)
            if self.projection.kind == "eqearth":
                south, north = -90.0, 90.0
        return float(west), float(south), float(east), float(north)

    @cached_property
    def globe(self) -> Any:
        """The outline of the world within the frame, in pixels: what is sea or land at all."""
        if self.projection.kind != "eqearth":
            return shapely.box(0, 0, self.width, self.height)
        return self.draw(shapely.box(*self.window))

    @cached_property
    def _outline(self) -> Any:
        """The frame in (lon, lat), once round the pole, cut opposite the central meridian."""
        share = np.linspace(0, 1, 128, endpoint=False)
        corners = np.array([[0, 0], [1, 0], [1, 1], [0, 1], [0, 0]], dtype=float)
        sides = [a + share[:, None] * (b - a) for a, b in pairwise(corners)]
        size = np.array([self.width, self.height])
        ring = self.lonlat(np.vstack(sides) * (size + 4 * CLIP_PX) - 2 * CLIP_PX)
        lon = np.unwrap(ring[:, 0], period=360.0)
        turn = math.copysign(360.0, lon[-1] - lon[0])
        pole = self.pole if self.pole is not None else 90.0
        closed = np.vstack([
            np.column_stack([lon, ring[:, 1]]), [lon[0] + turn, ring[0, 1]],
            [lon[0] + turn, pole], [lon[0], pole],
        ])  # fmt: skip
        pieces = _placed(np.array([shapely.make_valid(shapely.Polygon(closed))]), self.window)
        return shapely.union_all(pieces)

    @property
    def _step_deg(self) -> float:
        """The longest side in degrees that stays within a fraction of a pixel of its image."""
        bend = math.sqrt(8.0 * _SAGITTA_PX * self.m_per_px / EARTH_M)
        return float(np.clip(math.degrees(bend), 0.05, 4.0))


def frame_for(
    content: Iterable[BaseGeometry], width: float, height: float,
    *, padding_px: float = 12.0, least_km: float = 0.0,
) -> MapFrame:  # fmt: skip
    """The frame that holds all of some content, as large as it goes.

    Parameters
    ----------
    content : iterable of shapely geometry
        (lon, lat) degrees.
    width, height : float
        Pixels.
    padding_px : float
        Kept free at each side.
    least_km : float
        The least width of the map: a single place is shown with what lies round it.

    Raises
    ------
    GeometryError
        There is no content.
    """
    lonlat = shapely.get_coordinates(list(content))
    room = _Room(width, height, padding_px, least_km)
    frame = room.fitted(choose_projection(lonlat), lonlat)
    if frame.projection.kind == "lcc" and frame.reach_m > _WIDEST_CONIC_M:
        center = frame.projection
        frame = room.fitted(Projection("laea", center.lon, center.lat), lonlat)
    if frame.projection.kind == "laea" and frame.reach_m > _HEMISPHERE_M:
        frame = room.fitted(Projection("eqearth", frame.projection.lon, 0.0), lonlat)
    return frame


class _Room(NamedTuple):
    """How large a map is, and what it leaves free."""

    width: float
    height: float
    padding_px: float
    least_km: float

    def fitted(self, projection: Projection, lonlat: Floats) -> MapFrame:
        flat = projection.forward(lonlat)
        low, high = flat.min(axis=0), flat.max(axis=0)
        across, up = (high - low).tolist()
        inner = [max(size - 2 * self.padding_px, 1.0) for size in (self.width, self.height)]
        m_per_px = max(across / inner[0], up / inner[1], self.least_km * 1000 / self.width, 1.0)
        x, y = ((low + high) / 2).tolist()
        # Whole metres and 4 digits: the same bytes wherever the last bit of PROJ differs.
        center = (float(round(x)), float(round(y)))
        return MapFrame(projection, self.width, self.height, center, float(f"{m_per_px:.4g}"))


def _placed(parts: Parts, window: tuple[float, float, float, float]) -> Parts:
    """Copies of single shapes moved by whole turns into a window, and clipped to it."""
    west, south, east, north = window
    bounds = shapely.bounds(parts)
    found: list[Any] = []
    for turn in (-360.0, 0.0, 360.0):
        near = (
            (bounds[:, 0] + turn <= east) & (bounds[:, 2] + turn >= west)
            & (bounds[:, 1] <= north) & (bounds[:, 3] >= south)
        )  # fmt: skip
        if near.any():
            moved = shifted(parts[near], turn)
            found.append(shapely.clip_by_rect(moved, west, south, east, north))
    if not found:
        return np.array([], dtype=object)
    pieces = np.concatenate(found)
    return _seamless(shapely.get_parts(pieces[~shapely.is_empty(pieces)]), west, east)


def _seamless(parts: Parts, west: float, east: float) -> Parts:
    """Join areas that meet on a meridian of ±180 inside the window."""
    bounds = shapely.bounds(parts)
    seams = [lon for lon in (-180.0, 180.0) if west < lon < east]
    if not seams or not len(parts):
        return parts
    touching = np.zeros(len(parts), dtype=bool)
    for seam in seams:
        touching |= np.isclose(bounds[:, [0, 2]], seam, atol=1e-9).any(axis=1)
    touching &= shapely.get_dimensions(parts) == 2
    if touching.sum() < 2:
        return parts
    joined = shapely.get_parts(shapely.union_all(parts[touching]))
    return np.concatenate([parts[~touching], joined])
