"""The Maritime Exercise Atlas: exercises, patrols and closures as GeoJSON, drawn onto maps.

Positions are (lon, lat) in degrees, WGS 84. What is public is named in ``__all__``; each name is
imported when it is first used, so that ``import mapper`` stays light.
"""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from mapper.analysis import measure
    from mapper.atlas import Atlas, open_atlas
    from mapper.cartography.figures import Figure
    from mapper.cartography.maps import AtlasMap
    from mapper.errors import MapperError
    from mapper.notebook import compare, compare_map, event_map, figure, year_map

__version__ = "0.1.0"
__all__ = [
    "Atlas", "AtlasMap", "Figure", "MapperError", "compare", "compare_map", "event_map", "figure",
    "measure", "open_atlas", "year_map",
]  # fmt: skip

_HOMES = {
    "Atlas": "mapper.atlas",
    "AtlasMap": "mapper.cartography.maps",
    "Figure": "mapper.cartography.figures",
    "MapperError": "mapper.errors",
    "compare": "mapper.notebook",
    "compare_map": "mapper.notebook",
    "event_map": "mapper.notebook",
    "figure": "mapper.notebook",
    "measure": "mapper.analysis",
    "open_atlas": "mapper.atlas",
    "year_map": "mapper.notebook",
}


def __getattr__(name: str) -> Any:
    if name not in _HOMES:
        raise AttributeError(f"module 'mapper' has no attribute {name!r}")
    value = getattr(import_module(_HOMES[name]), name)
    globals()[name] = value
    return value


def __dir__() -> list[str]:
    return sorted(__all__)
