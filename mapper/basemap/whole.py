"""The basemap as the other floors use it."""

from __future__ import annotations

import json
import threading
from collections import OrderedDict
from collections.abc import Callable
from pathlib import Path
from typing import Any, TypeVar

import numpy as np
import shapely
from numpy.typing import NDArray
from shapely.geometry.base import BaseGeometry

from mapper import geodesy
from mapper.basemap.cells import CELL_DEG, DIGITS, cell_bbox, clip
from mapper.basemap.coast import Coastline, CoastPoint
from mapper.basemap.kept import KEPT, kept_path
from mapper.basemap.land import Country, Land, kept_land, read_land

ATTRIBUTION = "Natural Earth (public domain)"
CACHED_CELLS = 256

_Made = TypeVar("_Made")


class Basemap:
    """Land, coast and cells of one folder; read when first asked for, safe between threads.

    Parameters
    ----------
    folder : Path
        Holds ``land-110m.geojson``, ``land-50m.geojson`` and ``land-10m.geojson``.
    """

    def __init__(self, folder: Path | str) -> None:
        self.folder = Path(folder)
        self._lock = threading.RLock()
        self._made: dict[str, Any] = {}
        self._cells: OrderedDict[tuple[str, str], bytes] = OrderedDict()

    def land(self, level: str = "10m") -> Land:
        """The land of one level.

        Raises
        ------
        NotFoundError
            There is no such level.
        StorageError, GeoJSONError
            The file cannot be read.
        """
        cell_bbox(level, "world" if level == "110m" else "e0n0")
        return self._once(level, lambda: read_land(self.folder / f"land-{level}.geojson"))

    @property
    def coast(self) -> Coastline:
        """The pieces of the 1:10m coast with their countries."""
        return self._once("coast", lambda: Coastline(self.land()))

    @property
    def land10(self) -> NDArray[np.object_]:
        """The 1:10m land as an array of polygons without borders between countries."""
        return self._once("dissolved", lambda: self.land().dissolved)

    @property
    def lakes(self) -> NDArray[np.object_]:
        """Water that land encloses at 1:10m, as the Caspian Sea: an array of polygons."""
        return self._once("lakes", lambda: _holes(self.land10))

    def kept_files(self) -> dict[Path, bytes]:
        """The levels to be kept beside the bundled ones, by their files."""
        sources = [self.folder / f"land-{level}.geojson" for level in KEPT]
        return {kept_path(source): kept_land(source) for source in sources}

    def cell_bytes(self, level: str, name: str) -> bytes:
        """The land in a cell as a GeoJSON FeatureCollection.

        Where the cell cuts the land, the side lies exactly on the cell's border: a map strokes
        every other side as coast. An empty cell has no feature.

        Raises
        ------
        NotFoundError
            There is no such level or cell.

        Examples
        --------
        >>> from mapper.settings import resource_folder
        >>> Basemap(resource_folder("geodata") / "basemap").cell("50m", "w150n0")["features"]
        []
        """
        bbox = cell_bbox(level, name)
        with self._lock:
            if (level, name) in self._cells:
                self._cells.move_to_end((level, name))
                return self._cells[level, name]
        land = self.land(level)
        hits = np.sort(land.tree.query(shapely.box(*bbox)))
        dissolve = len(np.unique(land.owners[hits])) > 1
        content = _collection(level, name, clip(land.parts[hits], bbox, DIGITS[level], dissolve))
        with self._lock:
            self._cells[level, name] = content
            while len(self._cells) > CACHED_CELLS:
                self._cells.popitem(last=False)
        return content

    def cell(self, level: str, name: str) -> dict[str, Any]:
        """The land in a cell as plain values; see ``cell_bytes``."""
        content: dict[str, Any] = json.loads(self.cell_bytes(level, name))
        return content

    def sea_clip(self, shape: BaseGeometry) -> Any:
        """The shape without the 1:10m land in it; see ``Land.sea_clip``."""
        return self.land().sea_clip(shape)

    def is_land(self, lon: float, lat: float) -> bool:
        """Whether a position lies on land or on its edge.

        Examples
        --------
        >>> from mapper.settings import resource_folder
        >>> basemap = Basemap(resource_folder("geodata") / "basemap")
        >>> basemap.is_land(139.0, 36.0), basemap.is_land(135.0, 40.0)
        (True, False)
        """
        return self.country_at(lon, lat) is not None

    def country_at(self, lon: float, lat: float) -> Country | None:
        """The country that a position lies in, or ``None`` at sea."""
        return self.land().country_at(lon, lat)

    def countries_at(self, points: NDArray[np.float64]) -> list[Country | None]:
        """The country of each of many positions; see ``Land.countries_at``."""
        return self.land().countries_at(points)

    def nearest_coast(self, lon: float, lat: float, state: str | None = None) -> CoastPoint | None:
        """The nearest point of any coast, or of one state's; see ``Coastline.nearest``."""
        return self.coast.nearest(geodesy.normalise_lon(lon), lat, state)

    def _once(self, key: str, make: Callable[[], _Made]) -> _Made:
        if key not in self._made:
            with self._lock:
                if key not in self._made:
                    self._made[key] = make()
        made: _Made = self._made[key]
        return made


def _holes(parts: NDArray[np.object_]) -> NDArray[np.object_]:
    rings = shapely.get_rings(parts[shapely.get_num_interior_rings(parts) > 0])
    outlines = {ring.wkb for ring in shapely.get_exterior_ring(parts)}
    holes = [shapely.Polygon(ring) for ring in rings if ring.wkb not in outlines]
    found: NDArray[np.object_] = np.array(holes, dtype=object)
    return found


def _collection(level: str, name: str, shape: BaseGeometry) -> bytes:
    head = {
        "type": "FeatureCollection",
        "name": f"land-{level}-{name}",
        "level": level,
        "cell_deg": CELL_DEG[level],
        "bbox": cell_bbox(level, name),
        "attribution": ATTRIBUTION,
    }
    features = ""
    if not shape.is_empty:
        geometry = shapely.to_geojson(shape)
        features = f'{{"type":"Feature","id":"{name}","properties":{{}},"geometry":{geometry}}}'
    text = json.dumps(head, separators=(",", ":"))
    return f'{text[:-1]},"features":[{features}]}}\n'.encode()
