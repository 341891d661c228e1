"""One file that holds a whole map: scripts, styles, land and data; it asks nobody for anything."""

from __future__ import annotations

import base64
import hashlib
import html
import json
import re
from typing import TYPE_CHECKING, Any

from mapper.atlas import Atlas
from mapper.cartography import assets
from mapper.cartography.layers import ISLAND_ID, Scene, event_closures
from mapper.geojson import Feature, feature_member

if TYPE_CHECKING:
    from mapper.cartography.maps import AtlasMap

_DIGITS = 4
"""Decimals of a degree in the file: 10 m, finer than any source."""
_LAND_BYTES = 420_000
"""How much land at 1:50m a file may carry; beyond it the world at 1:110m has to do."""

_ZONE_BYTES = 250_000
"""How much of the zones at their finer level a file may carry."""

_SHEET = "html,body{height:100%;margin:0}.atlas-map{position:absolute;inset:0}"


def standalone_html(atlas_map: AtlasMap) -> str:
    """Give a map as one HTML page that runs from a file, a frame or a notebook.

    Parameters
    ----------
    atlas_map : AtlasMap
        The map; it has to know its atlas.

    Returns
    -------
    str
        The page. Its own policy lets nothing run but its three scripts, by their hashes.

    Notes
    -----
    Data stands in one inert JSON island; nothing here passes through a template.
    """
    alone = atlas_map.alone()
    island = json_island(_data(alone))
    scripts = [
        _text("leaflet.js"),
        alone.inline_script(),
        assets.bundle_js(entries=("main.js",)),
    ]
    style = (
        _text("leaflet.css")
        + assets.bundle_css(names=("map.css", "map-zones.css", "map-compare.css"))
        + _SHEET
    )
    theme = alone.scene.theme
    scripts = [_script_safe(script) for script in scripts]
    policy = (
        "default-src 'none'; img-src data:; base-uri 'none'; form-action 'none'; "
        f"script-src {' '.join(map(_source_hash, scripts))}; style-src {_source_hash(style)}"
    )
    chosen = f' data-theme="{theme}"' if theme != "auto" else ""
    return (
        f'<!doctype html>\n<html lang="en"{chosen}>\n<head>\n<meta charset="utf-8">\n'
        f'<meta http-equiv="Content-Security-Policy" content="{policy}">\n'
        '<meta name="viewport" content="width=device-width, initial-scale=1">\n'
        f"<title>{html.escape(alone.title)}</title>\n"
        f"<!-- {_comment_safe(assets.LEAFLET_LICENCE)} -->\n<style>{style}</style>\n</head>\n"
        f'<body>\n<main aria-label="{html.escape(alone.title)}">{alone.body_html()}</main>\n'
        f'<script type="application/json" id="{ISLAND_ID}">{island}</script>\n'
        + "".join(f"<script>{script}</script>\n" for script in scripts)
        + "</body>\n</html>\n"
    )


def json_island(value: Any) -> str:
    r"""JSON that can stand inside a script element: no character in it can end or open anything.

    Examples
    --------
    >>> print(json_island({"name": "</script>&"}))
    {"name":"\u003c/script\u003e\u0026"}
    """
    text = json.dumps(value, ensure_ascii=False, allow_nan=False, separators=(",", ":"))
    for character in "<>&\u2028\u2029":
        text = text.replace(character, f"\\u{ord(character):04x}")
    return text


def _data(alone: AtlasMap) -> dict[str, Any]:
    """Every collection that the map would have fetched."""
    atlas, scene = alone.atlas, alone.scene
    if atlas is None:
        return {}
    found = getattr(alone, "found", None)
    if found is not None:
        own: dict[str, Any] = {"comparison": json.loads(found.as_geojson())}
        own["places"] = _collection(atlas.places)
        return own | {"basemap": _land(atlas, scene), "zones": _zones(atlas, scene)}
    collections = {
        kind: _collection(features) for kind, features in _features(atlas, scene).items()
    }
    return collections | {"basemap": _land(atlas, scene), "zones": _zones(atlas, scene)}


def _features(atlas: Atlas, scene: Scene) -> dict[str, tuple[Feature, ...]]:
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


def _zones(atlas: Atlas, scene: Scene) -> dict[str, dict[str, Any]]:
    """Limits and shared areas of the world from far, and finer ones round the scene."""
    from mapper.basemap import cells_for

    def cell(level: str, name: str) -> Any:
        return json.loads(atlas.zone_cells.cell_bytes(level, name))

    found = {"110m": {"world": cell("110m", "world")}}
    near = {name: cell("50m", name) for name in cells_for("50m", _wider(scene))}
    small = len(json.dumps(near, separators=(",", ":"))) <= _ZONE_BYTES
    return found | {"50m": near} if small else found


def _wider(scene: Scene) -> tuple[float, float, float, float]:
    west, south, east, north = scene.bbox
    east += 360.0 if east < west else 0.0
    room = (east - west) * 0.2
    return west - room, max(south - room, -80.0), east + room, min(north + room, 84.0)


def _land(atlas: Atlas, scene: Scene) -> dict[str, dict[str, Any]]:
    from mapper.basemap import cells_for

    cells: dict[str, Any] = {}
    size = 0
    for name in cells_for("50m", _wider(scene)):
        cells[name] = atlas.basemap.cell("50m", name)
        size += len(json.dumps(cells[name], separators=(",", ":")))
    land = {"110m": {"world": atlas.basemap.cell("110m", "world")}}
    return land | {"50m": cells} if size <= _LAND_BYTES else land


def _text(name: str) -> str:
    # A browser reads CR LF as LF before it takes the hash. Leaflet's pictures belong to controls
    # that no map of ours has, and a file has nowhere to fetch them from.
    text = assets.asset(name).decode().replace("\r\n", "\n")
    return re.sub(r"url\(images/[\w.-]+\)", "none", text)


def _script_safe(script: str) -> str:
    """A script that its element cannot end early: ``</script`` stands only inside texts."""
    return script.replace("</script", "<\\/script").replace("<!--", "<\\!--")


def _comment_safe(text: str) -> str:
    return text.replace("--", "- -").strip()


def _source_hash(text: str) -> str:
    digest = hashlib.sha256(text.encode()).digest()
    return f"'sha256-{base64.b64encode(digest).decode()}'"
