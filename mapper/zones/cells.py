"""Zones as maps fetch them: the lines and shared areas in one cell of the basemap's grid."""

from __future__ import annotations

import threading
from collections import OrderedDict
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

import numpy as np
import shapely

from mapper.basemap import CELL_DEG, Basemap, Bbox, cell_bbox
from mapper.basemap.cells import DIGITS, clip
from mapper.geojson import dumps
from mapper.zones.drawing import Drawn, attribution, drawn_areas, drawn_lines
from mapper.zones.kept import KEPT, Level, level_bytes, level_name

if TYPE_CHECKING:
    from mapper.zones.layer import ZoneLayer

CACHED_CELLS = 256

LEVELS = {"110m": "110m", "50m": "50m", "10m": "full"}
"""The level of official zones that each level of a map is drawn from."""


@dataclass(frozen=True, eq=False)
class DrawnZones:
    """The limits and areas of one level, findable by where they lie.

    Attributes
    ----------
    lines, areas : tuple of Drawn
        Limits; areas of several claimants, the largest first. Shapes are (lon, lat) within ±180.
    tree : STRtree
        Over the areas, then the lines.
    attribution : str
        What a map says of them.
    """

    lines: tuple[Drawn, ...]
    areas: tuple[Drawn, ...]
    tree: shapely.STRtree
    attribution: str

    def near(self, window: Bbox) -> Iterator[Drawn]:
        """What lies near a window (west, south, east, north): areas, then lines.

        Longitudes may run on past ±180: what lies there is found too, as it is stored.
        """
        west, south, east, north = window
        boxes = [shapely.box(west - turn, south, east - turn, north) for turn in (-360, 0, 360)]
        every = (*self.areas, *self.lines)
        yield from (every[index] for index in sorted(set(self.tree.query(boxes)[1].tolist())))


class ZoneCells:
    """The zones of one atlas, cut for maps; prepared when first asked for, safe between threads.

    Parameters
    ----------
    layer_at : callable
        Gives the zone layer at a level of detail.
    basemap : Basemap
        Gives the grid's land, to tell coasts from limits.
    kept : callable
        Gives a level of a map where it was drawn before, to be taken instead.
    """

    def __init__(
        self, layer_at: Callable[[str], ZoneLayer], basemap: Basemap,
        kept: Callable[[str], Level | None] = lambda _: None,
    ) -> None:  # fmt: skip
        self._layer_at = layer_at
        self._basemap = basemap
        self._kept = kept
        self._lock = threading.RLock()
        self._levels: dict[str, DrawnZones] = {}
        self._cells: OrderedDict[tuple[str, str], bytes] = OrderedDict()

    def cell_bytes(self, level: str, name: str) -> bytes:
        """The zones in a cell as a GeoJSON FeatureCollection: areas first, then lines.

        Raises
        ------
        NotFoundError
            There is no such level or cell.
        DataError
            The zone files cannot be read.
        """
        bbox = cell_bbox(level, name)
        with self._lock:
            key = (level, name)
            if key not in self._cells:
                prepared = self.drawn(level)
                self._cells[key] = _collection(level, name, bbox, prepared)
                while len(self._cells) > CACHED_CELLS:
                    self._cells.popitem(last=False)
            self._cells.move_to_end(key)
            return self._cells[key]

    def drawn(self, level: str) -> DrawnZones:
        """What a map draws at a level, whole; prepared when first asked for.

        Raises
        ------
        DataError
            The zone files cannot be read.
        """
        with self._lock:
            if level not in self._levels:
                areas, lines, credit = self._kept(level) or self._drawn(level)
                tree = shapely.STRtree([one.shape for one in (*areas, *lines)])
                self._levels[level] = DrawnZones(tuple(lines), tuple(areas), tree, credit)
            return self._levels[level]

    def level_bytes(self, level: str, made_from: str) -> bytes:
        """A level as a file to be kept, drawn anew; see ``kept.level_bytes``."""
        return level_bytes(made_from, self._drawn(level))

    def kept_files(self, home: Path, made_from: str) -> dict[Path, bytes]:
        """The coarse levels as the files that a folder keeps of them."""
        return {home / level_name(level): self.level_bytes(level, made_from) for level in KEPT}

    def _drawn(self, level: str) -> Level:
        """Areas, lines and their credit, from the zone files themselves."""
        layer = self._layer_at(LEVELS[level])
        lines = drawn_lines(layer.zones, layer.boundaries, self._basemap, level)
        return drawn_areas(layer.zones, level), lines, attribution(layer.official)


def _collection(level: str, name: str, bbox: Bbox, prepared: DrawnZones) -> bytes:
    features = [
        f'{{"type":"Feature","id":{dumps(one.properties["id"])},"properties":'
        f"{dumps({key: value for key, value in one.properties.items() if key != 'id'})},"
        f'"geometry":{shapely.to_geojson(shape)}}}'
        for one, shape in _inside(bbox, DIGITS[level], prepared)
    ]
    head = dumps({"type": "FeatureCollection", "name": f"zones-{level}-{name}", "level": level,
                  "cell_deg": CELL_DEG[level], "bbox": bbox,
                  "attribution": prepared.attribution})  # fmt: skip
    return f'{head[:-1]},"features":[{",".join(features)}]}}\n'.encode()


def _inside(bbox: Bbox, digits: int, prepared: DrawnZones) -> Iterator[tuple[Drawn, Any]]:
    box = shapely.box(*bbox)
    count = len(prepared.areas)
    for number in sorted(prepared.tree.query(box).tolist()):
        if number < count:
            area = prepared.areas[number]
            shape: Any = clip(shapely.get_parts(area.shape), bbox, digits, dissolve=False)
        else:
            area = prepared.lines[number - count]
            shape = _clipped(area.shape, box, digits)
        if not shape.is_empty:
            yield area, shape


def _clipped(line: Any, box: Any, digits: int) -> Any:
    """The stretches of a line in a box, on the grid; those of no length are left out."""
    pieces = shapely.get_parts(shapely.intersection(line, box))
    is_line = shapely.get_type_id(pieces) == int(shapely.GeometryType.LINESTRING)
    pieces = pieces[is_line & ~shapely.is_empty(pieces)]
    if not len(pieces):
        return shapely.MultiLineString()
    if len(pieces) > 1:
        pieces = shapely.get_parts(shapely.line_merge(shapely.multilinestrings(pieces),
                                                      directed=True))  # fmt: skip
    rounded = shapely.transform(pieces, lambda lonlat: np.round(lonlat, digits) + 0.0)
    kept = [_thinned(piece) for piece in rounded]
    return shapely.multilinestrings([piece for piece in kept if piece is not None])


def _thinned(piece: Any) -> Any:
    points = shapely.get_coordinates(piece)
    moved = np.concatenate([[True], (np.diff(points, axis=0) != 0).any(axis=1)])
    points = points[moved]
    return shapely.linestrings(points) if len(points) > 1 else None
