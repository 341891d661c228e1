"""Land and coast from Natural Earth, in three levels of detail.

``geodata/basemap`` holds the land of the world at 1:110m, 1:50m and 1:10m; the last one by
country. Maps draw it cell by cell; discs and corridors are clipped to the sea with it; the
nearest coast is measured on it. Everything is read when it is first needed.
"""

from mapper.basemap.cells import (
    CELL_DEG,
    LEVELS,
    Bbox,
    cell_bbox,
    cell_names,
    cells_for,
    level_for,
)
from mapper.basemap.coast import Coastline, CoastPoint
from mapper.basemap.land import Country, Land, read_land
from mapper.basemap.whole import Basemap

__all__ = [
    "CELL_DEG",
    "LEVELS",
    "Basemap",
    "Bbox",
    "CoastPoint",
    "Coastline",
    "Country",
    "Land",
    "cell_bbox",
    "cell_names",
    "cells_for",
    "level_for",
    "read_land",
]
