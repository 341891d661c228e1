"""The peer: a plain, styled folium page with the features of a year inline."""

from __future__ import annotations

import json
import re
import shutil
import subprocess
from pathlib import Path

PACKAGES = {
    "leaflet@1.9.3": ("leaflet.js", "leaflet.css"),
    "jquery@3.7.1": ("jquery-3.7.1.min.js",),
    "bootstrap@5.2.2": ("bootstrap.bundle.min.js", "bootstrap.min.css"),
    "@fortawesome/fontawesome-free@6.2.0": ("all.min.css",),
    "leaflet.awesome-markers@2.0.5": ("leaflet.awesome-markers.js", "leaflet.awesome-markers.css"),
}
"""npm packages that hold what folium loads from content delivery networks, and the files' names."""

COLOURS = {"exercise": "#a3195b", "exercise-part": "#a3195b", "patrol": "#4b3f92",
           "region": "#4b3f92", "closure": "#a3195b"}  # fmt: skip


def libraries(folder: Path) -> dict[str, bytes]:
    """The files that folium names, by name; empty where npm is not to be had."""
    if shutil.which("npm") is None:
        return {}
    subprocess.run(
        ["npm", "install", "--silent", "--no-audit", "--no-fund", "--prefix", str(folder),
         *PACKAGES],
        check=True, capture_output=True, timeout=300,
    )  # fmt: skip
    found = {}
    for names in PACKAGES.values():
        for name in names:
            stem = name.replace("jquery-3.7.1", "jquery")
            hits = sorted(folder.glob(f"node_modules/**/{stem}"), key=lambda path: len(path.parts))
            found[name] = hits[0].read_bytes()
    return found


def collections(atlas, year: int) -> list[dict]:
    """The features of a year as plain GeoJSON."""
    kinds = ("regions", "closures", "exercises", "patrols")
    paths = [atlas.folder / kind / f"{year}.geojson" for kind in kinds]
    return [json.loads(path.read_text("utf-8")) for path in paths if path.exists()]


def style(feature: dict) -> dict:
    """A feature's look: one colour a kind, a thin line, a light fill."""
    colour = COLOURS.get(feature["properties"].get("kind"), "#b8ae9c")
    return {"color": colour, "weight": 1.5, "fillColor": colour, "fillOpacity": 0.12}


def build(events: list[dict], bounds: list[list[float]]) -> str:
    """The page's HTML, as folium's own examples build it."""
    import folium

    plain = folium.Map(tiles=None)
    for collection in events:
        folium.GeoJson(
            collection,
            style_function=style,
            tooltip=folium.GeoJsonTooltip(["id"], aliases=["Event"]),
            popup=folium.GeoJsonPopup(["id", "year"], aliases=["Event", "Year"]),
            marker=folium.CircleMarker(radius=4),
        ).add_to(plain)
    plain.fit_bounds(bounds)
    return plain.get_root().render()


def build_zones(layer: str, bounds: list[list[float]]) -> str:
    """The HTML of a page with one layer of zones, given as the text of its GeoJSON.

    folium writes the text of a layer into its page; here it takes the place of a small one, which
    spares the bench the reading and writing of it.
    """
    import folium

    plain = folium.Map(tiles=None)
    small = {"type": "FeatureCollection", "features": [
        {"type": "Feature", "id": "0", "properties": {},
         "geometry": {"type": "Point", "coordinates": [0, 0]}}]}  # fmt: skip
    folium.GeoJson(small, style_function=style).add_to(plain)
    plain.fit_bounds(bounds)
    page = plain.get_root().render()
    whole, count = re.subn(r"(geo_json_\w+_add\()\{.*\}(\);)", lambda _: "\0", page)
    assert count == 1, "folium writes its layers otherwise than it did"
    call = re.search(r"geo_json_\w+_add\(\{", page)[0][:-1]
    return whole.replace("\0", f"{call}{layer});")


def local(page: str, names: set[str]) -> str:
    """The page with its libraries taken from the same server; what that lacks is left out.

    Leaving out makes the peer faster, never slower.
    """

    def swap(match: re.Match[str]) -> str:
        name = match["url"].rsplit("/", 1)[-1]
        return match[0].replace(match["url"], f"/lib/{name}") if name in names else ""

    page = re.sub(r'<script src="(?P<url>https?://[^"]+)"></script>', swap, page)
    return re.sub(r'<link rel="stylesheet" href="(?P<url>https?://[^"]+)"/>', swap, page)
