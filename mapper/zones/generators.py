"""The points that zones are measured from: coast and islets, each with a label."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

import numpy as np
import shapely
from numpy.typing import NDArray
from shapely.geometry.base import BaseGeometry

from mapper.geodesy.measures import Floats
from mapper.zones.frame import Frame

SPACING_KM = 2.0
_KM_PER_DEGREE = 111.2
_DIGITS = 5


@dataclass(frozen=True)
class Generators:
    """Labelled points of the coast.

    Attributes
    ----------
    lonlat : array of shape (n, 2)
        Longitudes in the frame, rounded to 1e-5°.
    labels : array of str
        Whose coast: an ISO 3166-1 alpha-3 code, or the id of a disputed feature.
    """

    lonlat: Floats
    labels: NDArray[np.str_]

    def without(self, labels: Iterable[str]) -> Generators:
        """The same points without some labels: features that are given no effect."""
        kept = ~np.isin(self.labels, list(labels))
        return Generators(self.lonlat[kept], self.labels[kept])

    def relabelled(self, of: str, label: str, box: Sequence[float]) -> Generators:
        """The same points, those of one label within a box under another.

        Parameters
        ----------
        of, label : str
            The label that they have, and the one that they get.
        box : sequence of float
            West, south, east, north in the frame's degrees.
        """
        west, south, east, north = box
        lon, lat = self.lonlat[:, 0], self.lonlat[:, 1]
        inside = (lon >= west) & (lon <= east) & (lat >= south) & (lat <= north)
        labels = self.labels.astype(object)
        labels[inside & (self.labels == of)] = label
        return Generators(self.lonlat, labels.astype(str))


def gather(
    coasts: Sequence[tuple[str, BaseGeometry]],
    islets: Sequence[tuple[float, float, str]],
    frame: Frame,
) -> Generators:
    """Coast points every 2 km and islets, each position once.

    A side that two labels share is a land border and says nothing about the sea: it is left out.

    Parameters
    ----------
    coasts : sequence of (label, polygons)
        Land by label.
    islets : sequence of (lon, lat, label)
        Base points that the coastline lacks.
    frame : Frame
        The region's window.
    """
    points: list[Floats] = []
    labels: list[str] = []
    rings = [
        (label, shapely.get_coordinates(ring))
        for label, land in coasts
        for part in frame.bring(land)
        for ring in (part.exterior, *part.interiors)
    ]
    borders = _shared([ring for _, ring in rings], [label for label, _ in rings])
    for label, ring in rings:
        found = _along(ring, np.isin(_keys(ring), borders), frame)
        points.append(found)
        labels += [label] * len(found)
    for lon, lat, label in islets:
        points.append(np.array([[float(frame.wrap(lon)), lat]]))
        labels.append(label)
    lonlat = np.asarray(np.round(np.vstack(points), _DIGITS), dtype=np.float64)
    return _unique(lonlat, np.array(labels), frame)


def _keys(ring: Floats) -> NDArray[np.int64]:
    """One whole number a position, the same for the same position."""
    whole = np.round(ring * 10.0**_DIGITS).astype(np.int64)
    keys: NDArray[np.int64] = whole[:, 0] * 1_000_000_000 + whole[:, 1]
    return keys


def _shared(rings: Sequence[Floats], labels: Sequence[str]) -> NDArray[np.int64]:
    """The keys of positions that stand in rings of two labels or more."""
    names = {label: number for number, label in enumerate(dict.fromkeys(labels))}
    keys = np.concatenate([_keys(ring) for ring in rings])
    owners = np.repeat([names[label] for label in labels], [len(ring) for ring in rings])
    pairs = np.unique(np.column_stack([keys, owners]), axis=0)
    found, count = np.unique(pairs[:, 0], return_counts=True)
    return found[count > 1]


def _along(ring: Floats, on_border: NDArray[np.bool_], frame: Frame) -> Floats:
    """Points along a ring's coast, at most 2 km apart, within the wide window."""
    start, step = ring[:-1], np.diff(ring, axis=0)
    coast = ~(on_border[:-1] & on_border[1:])
    length = np.hypot(step[:, 0] * np.cos(np.radians(start[:, 1])), step[:, 1]) * _KM_PER_DEGREE
    count = np.maximum(1, np.ceil(length / SPACING_KM)).astype(int)
    side = np.repeat(np.arange(len(count)), count)
    share = (np.arange(count.sum()) - np.repeat(np.cumsum(count) - count, count)) / count[side]
    found: Floats = start[side] + share[:, None] * step[side]
    west, south, east, north = frame.wide.bounds
    inside = (found[:, 0] > west) & (found[:, 0] < east)
    inside &= (found[:, 1] > south) & (found[:, 1] < north)
    on_cut = np.abs(np.abs(start[side, 0] % 360) - 180) < 1e-9
    on_cut &= np.abs(step[side, 0]) < 1e-9
    kept: Floats = found[inside & ~on_cut & coast[side]]
    return kept


def _unique(lonlat: Floats, labels: NDArray[np.str_], frame: Frame) -> Generators:
    west, south, east, north = frame.wide.bounds
    near = (lonlat[:, 0] >= west) & (lonlat[:, 0] <= east)
    near &= (lonlat[:, 1] >= south) & (lonlat[:, 1] <= north)
    lonlat, labels = lonlat[near], labels[near]
    order = np.lexsort((labels, lonlat[:, 1], lonlat[:, 0]))
    lonlat, labels = lonlat[order], labels[order]
    again = np.concatenate([[False], (np.diff(lonlat, axis=0) == 0).all(axis=1)])
    group = np.cumsum(~again)
    shared = np.zeros(group[-1] + 1, dtype=bool)
    other = again & np.concatenate([[False], labels[1:] != labels[:-1]])
    shared[group[other]] = True
    kept = ~again & ~shared[group]
    return Generators(lonlat[kept], labels[kept])
