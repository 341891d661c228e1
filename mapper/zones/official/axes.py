"""Coordinates of a published file brought to (lon, lat) in degrees, whatever it has them in."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import numpy as np
import shapely
from numpy.typing import NDArray

from mapper.errors import DataError, Problem
from mapper.geodesy import split_antimeridian
from mapper.zones.official.opening import Table

DIGITS = 6
"""Decimals of a degree that are kept: 0.1 m."""

Say = Callable[[str], None]
IsLand = Callable[[float, float], bool]
Shapes = NDArray[np.object_]


def to_lonlat(table: Table, is_land: IsLand, say: Say) -> Shapes:
    """The shapes of a table in (lon, lat) degrees, WGS 84, within ±180.

    Parameters
    ----------
    table : Table
        As read.
    is_land : callable
        Whether a position (lon, lat) is land; decides on the axes where nothing else does.
    say : callable
        Told of everything that was changed.

    Raises
    ------
    DataError
        The coordinates are neither degrees nor in a reference system that the file names.
    """
    shapes = _in_degrees(table, say)
    if _latitude_first(table, shapes, is_land):
        say(f"{table.where}: latitude stands first; the axes were swapped")
        shapes = shapely.transform(shapes, lambda points: points[:, ::-1])
    shapes = shapely.transform(shapes, lambda points: np.round(points, DIGITS) + 0.0)
    bounds = shapely.total_bounds(shapes)
    if bounds[1] < -90 or bounds[3] > 90 or bounds[0] < -360 or bounds[2] > 540:
        raise DataError(
            Problem(table.where, "expected degrees, got coordinates from "
                    f"({bounds[0]:g}, {bounds[1]:g}) to ({bounds[2]:g}, {bounds[3]:g})",
                    "export the layer in EPSG:4326")
        )  # fmt: skip
    return _within_180(shapes)


def sound(table: Table, shapes: Shapes, say: Say) -> Shapes:
    """The same shapes with invalid ones repaired."""
    broken = ~shapely.is_valid(shapes)
    if broken.any():
        say(f"{table.where}: {int(broken.sum())} shapes cross themselves; repaired")
        shapes = shapes.copy()
        shapes[broken] = shapely.make_valid(
            shapes[broken], method="structure", keep_collapsed=False
        )
    return shapes


def _in_degrees(table: Table, say: Say) -> Shapes:
    from pyproj import CRS, Transformer
    from pyproj.exceptions import CRSError

    if not table.crs:
        say(f"{table.where}: no reference system is named; WGS 84 is assumed")
        return table.shapes
    try:
        crs = CRS.from_user_input(table.crs)
    except CRSError as error:
        raise DataError(
            Problem(table.where, f"its reference system cannot be read ({str(error)[:80]})",
                    "export the layer in EPSG:4326")
        ) from None  # fmt: skip
    if crs.is_geographic:
        return table.shapes
    say(f"{table.where}: {crs.name} was turned into degrees (WGS 84)")
    turn = Transformer.from_crs(crs, "EPSG:4326", always_xy=True)

    def move(points: Any) -> Any:
        return np.column_stack(turn.transform(points[:, 0], points[:, 1]))

    return np.asarray(shapely.transform(table.shapes, move), dtype=object)


def _latitude_first(table: Table, shapes: Shapes, is_land: IsLand) -> bool:
    """Latitudes end at 90; below that the label point or the land itself tells."""
    west, south, east, north = shapely.total_bounds(shapes)
    if max(abs(south), abs(north)) > 90.0 + 1e-6:
        return bool(max(abs(west), abs(east)) <= 90.0 + 1e-6)
    if max(abs(west), abs(east)) > 90.0 + 1e-6:
        return False
    votes = _by_label_point(table, shapes)
    if not votes:
        votes = _by_land(shapes, is_land)
    return votes < 0


def _by_label_point(table: Table, shapes: Shapes) -> int:
    """Features whose own X_1, Y_1 lie in their box as written, less those where swapped."""
    if not {"x_1", "y_1"} <= set(table.columns):
        return 0
    x, y = (np.asarray(table.columns[name], dtype=float) for name in ("x_1", "y_1"))
    box = shapely.bounds(shapes)
    straight = (box[:, 0] <= x) & (x <= box[:, 2]) & (box[:, 1] <= y) & (y <= box[:, 3])
    swapped = (box[:, 0] <= y) & (y <= box[:, 2]) & (box[:, 1] <= x) & (x <= box[:, 3])
    return int(straight.sum()) - int(swapped.sum())


def _by_land(shapes: Shapes, is_land: IsLand) -> int:
    """Zones lie at sea: inner points on land when swapped, less those on land as written."""
    inner = shapely.get_coordinates(shapely.point_on_surface(shapely.get_parts(shapes)))[:500]
    straight = sum(is_land(float(a), float(b)) for a, b in inner)
    return sum(is_land(float(b), float(a)) for a, b in inner) - straight


def _within_180(shapes: Shapes) -> Shapes:
    """Longitudes a hair beyond ±180 are clipped; those of 0 to 360 are split and moved."""
    bounds = shapely.bounds(shapes)
    far = (bounds[:, 0] < -180 - 1e-3) | (bounds[:, 2] > 180 + 1e-3)
    for number in np.flatnonzero(far):
        shapes[number] = split_antimeridian(shapes[number])
    return np.asarray(
        shapely.transform(shapes, lambda points: np.clip(points, [-180, -90], [180, 90])),
        dtype=object,
    )
