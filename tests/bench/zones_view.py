"""Zones of World-EEZ size on a map: what the first view costs against a plain folium page."""

from __future__ import annotations

import gzip
import shutil
import tempfile
import time
from collections.abc import Iterator
from pathlib import Path

import brotli
import shapely

from mapper.atlas import open_atlas
from mapper.basemap import cell_names, cells_for
from mapper.cartography.views import year_bbox
from mapper.settings import resource_folder
from mapper.zones.official.importing import import_into
from tests.bench.rows import Row
from tests.coverages import columns_of, coverage, write_file

YEAR = 2025


def measure() -> Iterator[Row]:
    """Bytes of the first view, and of a plain page with every vertex in it."""
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name) / "atlas"
        shutil.copytree(resource_folder("geodata"), folder,
                        ignore=shutil.ignore_patterns("zones", "measures"))  # fmt: skip
        (folder / "zones").mkdir()
        shapes = coverage()
        import_into(folder, write_file(Path(name) / "eez_v12.shp", shapes, columns_of(len(shapes))))
        atlas = open_atlas(folder)
        # folium puts the whole layer into its page; a server would send it as gzip.
        (full,) = (folder / "zones" / "official").rglob("full.geojson")
        plain = len(gzip.compress(full.read_bytes(), 6))
        begun = time.process_time()
        first = _first_view(atlas)
        took = time.process_time() - begun
        vertices = int(shapely.get_num_coordinates(shapes).sum())
        detail = f"{first / 1000:.0f} kB / {plain / 1e6:.1f} MB, {vertices:,} vertices"
        yield Row("first view with World-EEZ-size zones / plain folium", first / plain, 0.01,
                  detail=detail)  # fmt: skip
        yield Row("  prepared once for it", took, 6.0, "s")
        near = max(_size(atlas, "10m", name) for name in cells_for("10m", (130, 30, 150, 45)))
        yield Row("  heaviest cell of full detail", near / 1000, None, "kB")
    bundled = open_atlas()
    yield Row(f"zones of the first view of {YEAR}", _first_view(bundled) / 1000, 120, "kB")
    every = sum(_size(bundled, "10m", name) for name in cell_names("10m"))
    yield Row("  all cells of full detail", every / 1000, None, "kB")


def _first_view(atlas) -> int:
    west, south, east, north = year_bbox(atlas, YEAR)
    east += 360 if east < west else 0
    names = cells_for("50m", (west - 10, south - 6, east + 10, north + 6))
    return sum(_size(atlas, "50m", name) for name in names)


def _size(atlas, level: str, name: str) -> int:
    return len(brotli.compress(atlas.zone_cells.cell_bytes(level, name), quality=9))
