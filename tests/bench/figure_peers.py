"""The usual ways to a picture of a year's map, as scripts for a process of their own.

Each takes the geodata folder, the year and the file to write; none places labels, draws a legend
or an inset.
"""

from __future__ import annotations

import importlib.util
import shutil

_GIVEN = """
import sys
from pathlib import Path
data, year, target = Path(sys.argv[1]), sys.argv[2], sys.argv[3]
KINDS = (("regions", "#8078b4"), ("exercises", "#a3195b"), ("patrols", "#4b3f92"))
WINDOW = (105, 10, 175, 62)
"""

GEOPANDAS = f"""{_GIVEN}
import geopandas
import matplotlib
matplotlib.use("Agg")
import matplotlib.pyplot as plt
crs = "+proj=laea +lat_0=35.25 +lon_0=139.3 +ellps=WGS84"
figure, axes = plt.subplots(figsize=(16, 10), dpi=100)
axes.set_facecolor("#e6edf1")
land = geopandas.read_file(data / "basemap" / "land-50m.geojson", bbox=WINDOW)
land.clip(WINDOW).to_crs(crs).plot(ax=axes, color="#f6f2ea", edgecolor="#b8ae9c", linewidth=0.5)
for kind, colour in KINDS:
    layer = geopandas.read_file(data / kind / f"{{year}}.geojson").to_crs(crs)
    areas = layer[layer.geom_type.isin(["Polygon", "MultiPolygon"])]
    lines = layer[layer.geom_type.isin(["LineString", "MultiLineString"])]
    if len(areas):
        areas.plot(ax=axes, color=colour, alpha=0.15, edgecolor=colour, linestyle="--")
    if len(lines):
        lines.plot(ax=axes, color=colour, linewidth=1.6, linestyle="--")
    for one in layer.itertuples():
        if kind != "regions":
            point = one.geometry.representative_point()
            axes.annotate(one.id, (point.x, point.y), fontsize=8)
zones = geopandas.read_file(data / "zones" / "northwest-pacific.boundaries.geojson", bbox=WINDOW)
zones.to_crs(crs).plot(ax=axes, color="#6b8aa1", linewidth=0.7, linestyle="-.")
axes.set_xlim(-2.4e6, 2.4e6)
axes.set_ylim(-1.5e6, 1.5e6)
axes.set_title(f"Maritime exercises and patrols in {{year}}")
figure.savefig(target)
"""

CARTOPY = f"""{_GIVEN}
import time
import cartopy.crs as ccrs
import geopandas
import shapely
import matplotlib
matplotlib.use("Agg")
import matplotlib.pyplot as plt
land = geopandas.read_file(data / "basemap" / "land-50m.geojson", bbox=WINDOW).clip(WINDOW)
layers = [(geopandas.read_file(data / kind / f"{{year}}.geojson"), colour)
          for kind, colour in KINDS]
zones = geopandas.read_file(data / "zones" / "northwest-pacific.boundaries.geojson", bbox=WINDOW)
plain = ccrs.PlateCarree()

def draw(layers, land, zones):
    figure = plt.figure(figsize=(16, 10), dpi=100)
    axes = figure.add_subplot(projection=ccrs.LambertAzimuthalEqualArea(139.3, 35.25))
    axes.set_facecolor("#e6edf1")
    axes.add_geometries(land.geometry, plain, facecolor="#f6f2ea", edgecolor="#b8ae9c")
    for layer, colour in layers:
        areas = layer[layer.geom_type.isin(["Polygon", "MultiPolygon"])]
        lines = layer[layer.geom_type.isin(["LineString", "MultiLineString"])]
        axes.add_geometries(areas.geometry, plain, facecolor=colour, alpha=0.15)
        axes.add_geometries(lines.geometry, plain, facecolor="none", edgecolor=colour)
    axes.add_geometries(zones.geometry, plain, facecolor="none", edgecolor="#6b8aa1")
    axes.gridlines()
    axes.set_extent(WINDOW[:1] + WINDOW[2:3] + WINDOW[1:2] + WINDOW[3:], plain)
    axes.set_title(f"Maritime exercises and patrols in {{year}}")
    figure.savefig(target)
    plt.close(figure)

def fresh(layer):
    # cartopy keeps what it has projected by the geometry's identity.
    return layer.set_geometry(shapely.transform(layer.geometry.values, lambda lonlat: lonlat))

def timed(new):
    given = [fresh(one) if new else one for one in (*(one for one, _ in layers), land, zones)]
    pairs = [(one, colour) for one, (_, colour) in zip(given, layers)]
    start = time.process_time()
    draw(pairs, *given[-2:])
    return time.process_time() - start

timed(False)
print(min(timed(True) for _ in range(3)), min(timed(False) for _ in range(3)))
"""
"""Prints the seconds of the processor for other shapes than before, and for the same again."""

SCREENSHOT = f"""{_GIVEN}
import folium
from selenium import webdriver
options = webdriver.ChromeOptions()
for switch in ("headless=new", "no-sandbox", "disable-gpu", "window-size=1600,1000",
               "host-resolver-rules=MAP * ~NOTFOUND"):
    options.add_argument(f"--{{switch}}")
options.binary_location = sys.argv[4]
driver = webdriver.Chrome(options=options, service=webdriver.ChromeService(sys.argv[5]))
plain = folium.Map(tiles=None)
folium.GeoJson(str(data / "basemap" / "land-50m.geojson")).add_to(plain)
folium.GeoJson(str(data / "zones" / "northwest-pacific.boundaries.geojson")).add_to(plain)
for kind, _ in KINDS:
    folium.GeoJson(str(data / kind / f"{{year}}.geojson")).add_to(plain)
plain.fit_bounds([[WINDOW[1], WINDOW[0]], [WINDOW[3], WINDOW[2]]])
Path(target).write_bytes(plain._to_png(driver=driver, size=(1600, 1000)))
"""
"""folium's own way. Without a network its libraries are missing, which makes it faster only."""


def lacking(*modules: str, programs: tuple[str, ...] = ()) -> list[str]:
    """What a peer needs and this machine has not."""
    return [*(name for name in modules if importlib.util.find_spec(name) is None),
            *(name for name in programs if shutil.which(name) is None)]  # fmt: skip
