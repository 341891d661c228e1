"""Cells of the basemap: which there are, and the land that lies in one.

A cell is named after its lower-left corner, as ``e120n30``; the world at 1:110m is one cell,
``world``. Cells of 1:50m span 30°, cells of 1:10m span 10°.
"""

from __future__ import annotations

import difflib
import math
import re
from collections.abc import Sequence
from typing import Any

import numpy as np
import shapely
from numpy.typing import NDArray
from shapely.geometry import MultiPolygon

from mapper.errors import NotFoundError

Bbox = tuple[float, float, float, float]

LEVELS = ("110m", "50m", "10m")
"""From the coarsest to the finest."""

CELL_DEG = {"110m": 360, "50m": 30, "10m": 10}
"""Width and height of a cell in degrees; the one cell of 110m is the world."""

DIGITS = {"110m": 2, "50m": 3, "10m": 4}
"""Decimals of a degree in a cell: at 1:50m 110 m, well below a line's width on the screen."""

_NAME = re.compile(r"([ew])(\d{1,3})([ns])(\d{1,2})", re.ASCII)


def cell_names(level: str) -> tuple[str, ...]:
    """Every cell of a level, from the south-west to the north-east.

    Raises
    ------
    NotFoundError
        There is no such level.

    Examples
    --------
    >>> len(cell_names("50m")), cell_names("110m")
    (72, ('world',))
    """
    _require_level(level)
    if level == "110m":
        return ("world",)
    step = CELL_DEG[level]
    return tuple(
        _name(west, south) for south in range(-90, 90, step) for west in range(-180, 180, step)
    )


def cell_bbox(level: str, name: str) -> Bbox:
    """The (west, south, east, north) of a cell in degrees.

    Raises
    ------
    NotFoundError
        There is no such level, or no such cell in it; names the nearest.

    Examples
    --------
    >>> cell_bbox("50m", "e120n30")
    (120.0, 30.0, 150.0, 60.0)
    """
    _require_level(level)
    if level == "110m" and name == "world":
        return -180.0, -90.0, 180.0, 90.0
    found = _NAME.fullmatch(name)
    if found and level != "110m":
        west = int(found[2]) * (1 if found[1] == "e" else -1)
        south = int(found[4]) * (1 if found[3] == "n" else -1)
        step = CELL_DEG[level]
        if _name(west, south) == name and _on_grid(west, south, step):
            return float(west), float(south), float(west + step), float(south + step)
    near = difflib.get_close_matches(name[:20], cell_names(level), n=3, cutoff=0.3)
    raise NotFoundError(f"the basemap {level} has no cell {name[:20]!r}", near)


def cells_for(level: str, bbox: Sequence[float]) -> tuple[str, ...]:
    """The cells that a view needs.

    Parameters
    ----------
    level : str
        One of ``LEVELS``.
    bbox : (west, south, east, north)
        Degrees; the view crosses the antimeridian when west exceeds east, or when a longitude
        lies beyond ±180.

    Raises
    ------
    NotFoundError
        There is no such level.

    Examples
    --------
    >>> cells_for("50m", (125, 32, 155, 52))
    ('e120n30', 'e150n30')
    >>> cells_for("50m", (170, 40, -170, 50))
    ('e150n30', 'w180n30')
    """
    _require_level(level)
    if level == "110m":
        return ("world",)
    step = CELL_DEG[level]
    west, south, east, north = bbox
    east += 360.0 if east < west else 0.0
    columns = range(math.floor(west / step), max(math.ceil(east / step), math.floor(west / step)))
    if len(columns) > 360 // step:
        columns = range(-180 // step, 180 // step)
    rows = range(
        max(math.floor(south / step), -90 // step), min(math.ceil(north / step), 90 // step)
    )
    names = [
        _name((column * step + 180) % 360 - 180, row * step) for row in rows for column in columns
    ]
    return tuple(dict.fromkeys(names))


def level_for(bbox: Sequence[float], width_px: int = 1440) -> str:
    """The coarsest level whose lines look right in a view of that width.

    A pixel may show 4 km at most of 1:110m and 0.7 km of 1:50m before corners become visible.

    Examples
    --------
    >>> level_for((105, 20, 165, 60)), level_for((131, 42, 133, 43))
    ('50m', '10m')
    """
    west, south, east, north = bbox
    east += 360.0 if east < west else 0.0
    middle = math.radians((south + north) / 2)
    km_per_px = (east - west) * 111.3 * math.cos(middle) / width_px
    return "110m" if km_per_px > 8.0 else "50m" if km_per_px > 0.7 else "10m"


def clip(parts: NDArray[np.object_], bbox: Bbox, digits: int, dissolve: bool) -> MultiPolygon:
    """The land inside a box: no borders between countries, coordinates on a grid.

    A side where the box cuts the land lies exactly on the box.

    Parameters
    ----------
    parts : array of Polygon
        The land that may lie in the box.
    bbox : (west, south, east, north)
        Degrees.
    digits : int
        Decimals of a degree.
    dissolve : bool
        Whether neighbours have to be joined.
    """
    pieces = shapely.clip_by_rect(parts, *bbox)
    pieces = pieces[~shapely.is_empty(pieces)]
    if not len(pieces):
        return MultiPolygon()
    whole: Any = shapely.geometrycollections(pieces)
    whole = shapely.transform(whole, lambda lonlat: np.round(lonlat, digits) + 0.0)
    pieces = shapely.get_parts(whole)
    if dissolve or not shapely.is_valid(pieces).all():
        pieces = shapely.get_parts(_joined(pieces, digits))
    flat = shapely.get_parts(pieces)
    return shapely.orient_polygons(MultiPolygon([part for part in flat if _is_area(part)]))


def _joined(pieces: NDArray[np.object_], digits: int) -> Any:
    """Join neighbours; the quick way relies on shared vertices, which a clip may spoil."""
    pieces = _valid(pieces)
    quick = shapely.coverage_union_all(pieces)
    if quick.is_valid:
        return quick
    for grid in (None, 10.0**-digits):
        whole = shapely.union_all(pieces, grid_size=grid)
        whole = shapely.transform(whole, lambda lonlat: np.round(lonlat, digits) + 0.0)
        if whole.is_valid:
            break
    return whole


def _valid(pieces: NDArray[np.object_]) -> NDArray[np.object_]:
    broken = ~shapely.is_valid(pieces)
    if broken.any():
        pieces = pieces.copy()
        pieces[broken] = shapely.make_valid(
            pieces[broken], method="structure", keep_collapsed=False
        )
    return pieces


def _is_area(part: Any) -> bool:
    return part.geom_type == "Polygon" and not part.is_empty


def _name(west: int, south: int) -> str:
    return f"{'w' if west < 0 else 'e'}{abs(west)}{'s' if south < 0 else 'n'}{abs(south)}"


def _on_grid(west: int, south: int, step: int) -> bool:
    return (
        west % step == 0
        and south % step == 0
        and -180 <= west <= 180 - step
        and -90 <= south <= 90 - step
    )


def _require_level(level: str) -> None:
    if level not in LEVELS:
        raise NotFoundError(f"there is no basemap level {level[:20]!r}", LEVELS)
