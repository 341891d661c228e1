"""The frame of a region: longitudes wrapped to a window, so that nothing meets 180° at work."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import numpy as np
import shapely
from shapely.geometry import box
from shapely.geometry.base import BaseGeometry

from mapper.geodesy import geod, shifted
from mapper.geodesy.measures import Floats

MARGIN_DEG = 10.0
"""How far beyond the window coasts still count: more than 200 nm anywhere below 70°."""


@dataclass(frozen=True)
class Frame:
    """A window of the world in continuous longitudes.

    Attributes
    ----------
    west, south, east, north : float
        Degrees; east may pass 180.
    """

    west: float
    south: float
    east: float
    north: float

    @property
    def center_lon(self) -> float:
        """The middle longitude, round which others are wrapped."""
        return (self.west + self.east) / 2

    @property
    def window(self) -> Any:
        """The window as a polygon."""
        return box(self.west, self.south, self.east, self.north)

    @property
    def wide(self) -> Any:
        """The window with its margin."""
        south = max(self.south - MARGIN_DEG, -90)
        return box(self.west - MARGIN_DEG, south, self.east + MARGIN_DEG,
                   min(self.north + MARGIN_DEG, 90))  # fmt: skip

    def wrap(self, lon: Any) -> Any:
        """Bring longitudes within 180° of the middle."""
        return (np.asarray(lon) - self.center_lon + 180.0) % 360.0 - 180.0 + self.center_lon

    def bring(self, shape: BaseGeometry) -> Any:
        """The parts of a shape that meet the wide window, moved by whole turns."""
        parts = []
        for turn in (-360.0, 0.0, 360.0):
            moved = shifted(shape, turn)
            parts += [part for part in shapely.get_parts(moved) if part.intersects(self.wide)]
        return parts


def unit_vectors(lonlat: Floats) -> Floats:
    """Directions of positions on a sphere, shape (n, 3), from (lon, lat) in degrees."""
    lon, lat = np.radians(lonlat[:, 0]), np.radians(lonlat[:, 1])
    return np.column_stack([np.cos(lat) * np.cos(lon), np.cos(lat) * np.sin(lon), np.sin(lat)])


def lonlats(vectors: Floats, frame: Frame) -> Floats:
    """Positions (lon, lat) of directions, longitudes in the frame."""
    lon = frame.wrap(np.degrees(np.arctan2(vectors[:, 1], vectors[:, 0])))
    lat = np.degrees(np.arcsin(np.clip(vectors[:, 2], -1.0, 1.0)))
    return np.column_stack([lon, lat])


def geodesics(start: Floats, end: Floats) -> tuple[Floats, Floats]:
    """Azimuths (radians) and lengths (metres) from each start to each end, row by row."""
    azimuth, _, length = geod().inv(start[:, 0], start[:, 1], end[:, 0], end[:, 1])
    return np.radians(azimuth), np.asarray(length)


def moved(lonlat: Floats, east_m: Floats, north_m: Floats) -> Floats:
    """Positions moved by small distances (metres); good to 1e-6 of a step of some kilometres."""
    lat = np.radians(lonlat[:, 1])
    square = 1 - 0.00669437999014 * np.sin(lat) ** 2
    prime = 6378137.0 / np.sqrt(square)
    meridian = 6378137.0 * (1 - 0.00669437999014) / square**1.5
    return np.column_stack([
        lonlat[:, 0] + np.degrees(east_m / (prime * np.maximum(np.cos(lat), 1e-9))),
        lonlat[:, 1] + np.degrees(north_m / meridian),
    ])  # fmt: skip
