"""Lines of sight over land."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import numpy as np
import shapely
from numpy.typing import NDArray

Floats = NDArray[np.float64]

_EARTH_NM = 3440.065


@dataclass(frozen=True)
class Sight:
    """What can be seen from where.

    A line of sight is a great circle in steps; each step is tested as a straight line in lon/lat.

    Attributes
    ----------
    land : shapely geometry
        Prepared.
    west, east : float
        Beyond these meridians nothing is seen.
    step_nm : float
        10 nm keep a step within 0.01 nm of the great circle at 60° N, 60 nm within 0.25 nm.
    """

    land: Any
    west: float
    east: float
    step_nm: float

    def clear(self, a: Floats, b: Floats) -> bool:
        """Whether no land lies between two positions (lon, lat)."""
        line = stepped(a, b, self.step_nm)
        if line[:, 0].min() < self.west or line[:, 0].max() > self.east:
            return False
        return not shapely.intersects(self.land, shapely.linestrings(line))

    def promising(self, a: Floats, others: Floats) -> NDArray[np.bool_]:
        """Whether the first and the last step from one position to others are clear of land.

        Most blocked lines are blocked there, and the test runs over all of them at once.

        Parameters
        ----------
        a : ndarray, shape (2,)
            (lon, lat) in degrees.
        others : ndarray, shape (n, 2)
            The same.
        """
        from_a, to = _normals(a[None, :]), _normals(others)
        angle = _angles(from_a, to)
        share = 1.0 / np.maximum(1.0, np.ceil(angle * _EARTH_NM / self.step_nm))
        found = np.ones(len(others), dtype=bool)
        for fixed, part in ((np.broadcast_to(a, others.shape), share), (others, 1.0 - share)):
            open_ = np.flatnonzero(found)
            near = _along(from_a, to[open_], angle[open_], part[open_])
            near[:, 0] += 360.0 * np.round((fixed[open_, 0] - near[:, 0]) / 360.0)
            probes = shapely.linestrings(np.stack([fixed[open_], near], axis=1))
            found[open_] = ~shapely.intersects(self.land, probes)
        return found


def stepped(a: Floats, b: Floats, step_nm: float) -> Floats:
    """Points of the great circle between two positions, at most a distance apart.

    Parameters
    ----------
    a, b : ndarray, shape (2,)
        (lon, lat) in degrees.
    step_nm : float
        The largest distance between neighbours.

    Returns
    -------
    ndarray, shape (n, 2)
        Both ends and the points between; longitudes continuous from ``a``.
    """
    ends = np.array([a, b])
    normals = _normals(ends)
    angle = _angles(normals[:1], normals[1:])
    count = int(np.ceil(angle[0] * _EARTH_NM / step_nm))
    if count <= 1:
        return ends
    share = np.arange(1, count) / count
    between = _along(normals[:1], normals[1:], angle, share)
    guess = a[0] + share * (b[0] - a[0])
    between[:, 0] += 360.0 * np.round((guess - between[:, 0]) / 360.0)
    return np.concatenate([ends[:1], between, ends[1:]])


def _normals(lonlat: Floats) -> Floats:
    lon, lat = np.radians(lonlat[:, 0]), np.radians(lonlat[:, 1])
    across = np.cos(lat)
    return np.stack([across * np.cos(lon), across * np.sin(lon), np.sin(lat)], axis=1)


def _angles(a: Floats, b: Floats) -> Floats:
    gap = b - a
    half = np.sqrt(np.einsum("ij,ij->i", gap, gap)) / 2
    angles: Floats = 2 * np.arcsin(np.minimum(1.0, half))
    return angles


def _along(a: Floats, b: Floats, angle: Floats, share: Floats) -> Floats:
    """Positions at a share of the way from ``a`` to ``b``, (lon, lat) in degrees within ±180."""
    safe = np.maximum(np.sin(angle), 1e-12)
    first, second = np.sin((1 - share) * angle) / safe, np.sin(share * angle) / safe
    mixed = first[:, None] * a + second[:, None] * b
    lat = np.arctan2(mixed[:, 2], np.hypot(mixed[:, 0], mixed[:, 1]))
    lonlat: Floats = np.degrees(np.stack([np.arctan2(mixed[:, 1], mixed[:, 0]), lat], axis=1))
    return lonlat
