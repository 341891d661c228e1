"""Areas cut into small pieces with an index, so that an overlap touches only what it meets."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import numpy as np
import shapely
from numpy.typing import NDArray
from shapely.geometry.base import BaseGeometry

from mapper.geodesy import areas_as_drawn_km2

MOST_VERTICES = 384
_DEEPEST = 24

Shapes = NDArray[np.object_]


class Pieces:
    """Polygons halved until each piece has few vertices; sides stay where they are.

    Parameters
    ----------
    shapes : sequence of Polygon or MultiPolygon
        In (lon, lat) degrees within ±180.
    """

    def __init__(self, shapes: Sequence[Any]) -> None:
        parts = shapely.get_parts(np.array(shapes, dtype=object))
        self.parts: Shapes = _cut(np.asarray(parts, dtype=object))
        shapely.prepare(self.parts)
        self.areas_km2 = areas_as_drawn_km2(self.parts)
        self._tree = shapely.STRtree(self.parts)

    def contains(self, lon: float, lat: float) -> bool:
        """Whether a position lies in one of the pieces or on an edge."""
        return bool(len(self._tree.query(shapely.Point(lon, lat), predicate="intersects")))

    def holds(self, points: NDArray[np.float64]) -> NDArray[np.bool_]:
        """Which of many positions, shape (n, 2), lie in one of the pieces or on an edge."""
        hits = self._tree.query(shapely.points(points), predicate="intersects")[0]
        found = np.zeros(len(points), dtype=bool)
        found[hits] = True
        return found

    def overlap_km2(self, shape: BaseGeometry) -> float:
        """The area on the ellipsoid that a shape has in common with the pieces.

        Parameters
        ----------
        shape : Polygon or MultiPolygon
            Prepared or not; valid, within ±180; sides straight in (lon, lat).
        """
        hits = self._tree.query(shape, predicate="intersects")
        if not len(hits):
            return 0.0
        shapely.prepare(shape)
        inner = shapely.contains_properly(shape, self.parts[hits])
        whole = float(self.areas_km2[hits[inner]].sum())
        cut = shapely.intersection(shape, self.parts[hits[~inner]])
        return whole + float(areas_as_drawn_km2(np.atleast_1d(cut)).sum())

    def crossing(self, line: BaseGeometry) -> Any:
        """The stretches of a line inside the pieces, joined where they meet."""
        hits = self._tree.query(line, predicate="intersects")
        return shapely.union_all(shapely.intersection(line, self.parts[hits]))


def _cut(parts: Shapes) -> Shapes:
    """Halve each polygon across its longer side until it is small."""
    done: list[Shapes] = []
    for _ in range(_DEEPEST):
        large = shapely.get_num_coordinates(parts) > MOST_VERTICES
        done.append(parts[~large])
        parts = parts[large]
        if not len(parts):
            break
        parts = np.concatenate([_half(part, upper) for part in parts for upper in (False, True)])
    done.append(parts)
    return np.concatenate(done)


def _half(part: BaseGeometry, upper: bool) -> Shapes:
    west, south, east, north = part.bounds
    if east - west > north - south:
        middle = (west + east) / 2
        west, east = (middle, east) if upper else (west, middle)
    else:
        middle = (south + north) / 2
        south, north = (middle, north) if upper else (south, middle)
    half = shapely.clip_by_rect(part, west, south, east, north)
    if not shapely.is_valid(half):
        half = shapely.intersection(part, shapely.box(west, south, east, north))
    flat = shapely.get_parts(np.atleast_1d(shapely.get_parts(half)))
    return np.asarray(
        flat[shapely.get_type_id(flat) == int(shapely.GeometryType.POLYGON)], dtype=object
    )
