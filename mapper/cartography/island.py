"""What a map fetches on a page, as one JSON island for a file that fetches nothing."""

from __future__ import annotations

import json
from functools import lru_cache
from typing import Any

from mapper.atlas import Atlas
from mapper.basemap import Basemap
from mapper.cartography.layers import Scene, event_closures
from mapper.geojson import Feature, feature_member
from mapper.zones.cells import ZoneCells

_DIGITS = 4
"""Decimals of a degree of the events: 10 m, finer than any source."""
_GROUND_DIGITS = 3
"""Decimals of land and zones, which are drawn from 1:50m data."""
_CELLS_KEPT = 32
"""Maps of one atlas lie near each other: the next file needs the same cells."""
_LEVEL = "50m"
"""The finer level of detail that a file carries round its view, beside the whole world's."""


def island_data(
    atlas: Atlas, scene: Scene, room_bytes: int, own: dict[str, Any] | None = None
) -> dict[str, Any]:
    """Give every collection that a scene would have fetched.

    Parameters
    ----------
    atlas : Atlas
        The atlas.
    scene : Scene
        What the map shows.
    room_bytes : int
        How much it may take as JSON. Events come first, then the land round the view, then its
        zones, each left out where it does not fit; the whole world from far is always there, but
        for its zones where very much is compared.
    own : dict, optional
        Collections by kind in the place of the scene's events, as a comparison has them.

    Returns
    -------
    dict
        Kinds to collections; ``basemap`` and ``zones`` to levels to cells to collections.
    """
    events = {"places": atlas.places} if own else scene_features(atlas, scene)
    data: dict[str, Any] = {kind: _collection(features) for kind, features in events.items()}
    data |= {kind: _drawn(collection) for kind, collection in (own or {}).items()}
    data["basemap"] = {"110m": {"world": _cell(atlas.basemap, "110m", "world")}}
    data["zones"] = {"110m": {"world": _cell(atlas.zone_cells, "110m", "world")}}
    room_bytes -= _size(data)
    if own and room_bytes < 0:
        data["zones"] = {"110m": {"world": {"type": "FeatureCollection", "features": []}}}
    for kind, cells in (
        ("basemap", _near_land(atlas, scene)),
        ("zones", _near_zones(atlas, scene)),
    ):
        room_bytes -= _size(cells)
        if room_bytes < 0:
            break
        data[kind][_LEVEL] = cells
    return data


def scene_features(atlas: Atlas, scene: Scene) -> dict[str, tuple[Feature, ...]]:
    """The features of a scene by their kinds."""
    if scene.event is None:
        kinds = ("exercises", "patrols", "regions", "closures")
        found = {kind: atlas.features(kind, scene.year) for kind in kinds}
        return found | {"places": atlas.places}
    event = atlas.event(scene.event)
    kind = "exercises" if event.record.kind == "exercise" else "patrols"
    return {
        kind: (event, *atlas.parts(scene.event)),
        "regions": tuple(
            region for region in atlas.regions(scene.year) if region.record.event == scene.event
        ),
        "closures": event_closures(atlas, scene.event),
        "places": atlas.places,
    }


def _collection(features: tuple[Feature, ...]) -> dict[str, Any]:
    return {
        "type": "FeatureCollection",
        "features": [feature_member(feature, _DIGITS) for feature in features],
    }


def _near_land(atlas: Atlas, scene: Scene) -> dict[str, Any]:
    return {name: _cell(atlas.basemap, _LEVEL, name) for name in _cells(scene)}


def _near_zones(atlas: Atlas, scene: Scene) -> dict[str, Any]:
    return {name: _cell(atlas.zone_cells, _LEVEL, name) for name in _cells(scene)}


def _cells(scene: Scene) -> list[str]:
    from mapper.basemap import cells_for

    west, south, east, north = scene.bbox
    east += 360.0 if east < west else 0.0
    room = (east - west) * 0.2
    wider = (west - room, max(south - room, -80.0), east + room, min(north + room, 84.0))
    return list(cells_for(_LEVEL, wider))


def _cell(ground: Basemap | ZoneCells, level: str, name: str) -> Any:
    """A cell of land or zones with the decimals that its drawing needs; nobody changes it."""
    return _drawn_cell(ground.cell_bytes(level, name))


@lru_cache(maxsize=_CELLS_KEPT)
def _drawn_cell(content: bytes) -> Any:
    # By content: whoever keeps cells must not keep the atlas alive by them.
    return _rounded(json.loads(content))


def _drawn(collection: dict[str, Any]) -> dict[str, Any]:
    """A collection whose shapes have the decimals of events; what is told of them stays."""
    features = [
        {**feature, "geometry": _rounded(feature["geometry"], _DIGITS)}
        for feature in collection["features"]
    ]
    return {**collection, "features": features}


def _rounded(value: Any, digits: int = _GROUND_DIGITS) -> Any:
    """A collection with the decimals that its drawing needs."""
    if isinstance(value, float):
        return round(value, digits)
    if isinstance(value, dict):
        return {key: _rounded(inner, digits) for key, inner in value.items()}
    return (
        [_rounded(inner, digits) for inner in value] if isinstance(value, list | tuple) else value
    )


def _size(value: Any) -> int:
    return len(json.dumps(value, ensure_ascii=False, separators=(",", ":")).encode())
