"""``mapper zones import``: open, check, put right, simplify, write; the old zones stay until then.

The levels of detail come from one coverage: shared edges are simplified once for both sides
(Visvalingam-Whyatt, GEOS ``CoverageSimplify``), so that neighbours keep meeting.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np
import shapely
from numpy.typing import NDArray
from shapely.geometry.base import BaseGeometry

from mapper.basemap import Basemap
from mapper.errors import DataError, Problem, StorageError
from mapper.settings import resource_folder
from mapper.zones.official import columns
from mapper.zones.official.axes import DIGITS, IsLand, Say, sound, to_lonlat
from mapper.zones.official.opening import Table, citation_beside, open_tables
from mapper.zones.official.store import Prepared, Product, name_products, write_products

TOLERANCE_DEG = {"10m": 0.01, "50m": 0.05, "110m": 0.2}
"""Side of the triangle that a level may drop: about two pixels of a map that uses it."""

LEVEL_DIGITS = {"10m": 4, "50m": 3, "110m": 2}

Step = Callable[[str, float], None]
"""Told what is being done, and the share done before it."""

Ready = Callable[[tuple[Product, ...]], Iterable[tuple[str, bytes]]]
"""Makes ready what is drawn and told of products: files by name."""


@dataclass(frozen=True)
class World:
    """What an import must know besides its file.

    Attributes
    ----------
    is_land : callable
        Whether a position (lon, lat) is land.
    codes : dict of str to str
        ISO 3166-1 alpha-3 by lower-case name of state.
    ready : callable
        Given all products as they are to be, gives files that are put in force with them.
    """

    is_land: IsLand
    codes: Mapping[str, str]
    ready: Ready = lambda _: ()


def import_into(
    folder: Path,
    path: Path,
    say: Say = lambda _: None,
    step: Step = lambda _what, _share: None,
    ready: Ready = lambda _: (),
) -> tuple[Product, ...]:
    """Bring a published zone file into an atlas folder; see ``import_zones``.

    Parameters
    ----------
    folder : Path
        The atlas folder; its own basemap, or the bundled one, tells sea from land.
    path : Path
        The file.
    say, step : callable
        Told of what was put right; told of the progress.
    ready : callable
        Given all products as they are to be, gives files that are put in force with them.
    """
    if not folder.is_dir():
        raise StorageError(f"{folder}: there is no such folder; `mapper init {folder}` makes one")
    own = folder / "basemap"
    basemap = Basemap(own if own.is_dir() else resource_folder("geodata") / "basemap")
    codes = {one.name.lower(): one.iso for one in basemap.land().countries if one.iso}
    world = World(basemap.is_land, codes, ready)
    return import_zones(path, folder / "zones", world, say, step)


def import_zones(
    path: Path,
    zones: Path,
    world: World,
    say: Say = lambda _: None,
    step: Step = lambda _what, _share: None,
) -> tuple[Product, ...]:
    """Bring a published zone file into an atlas folder, in levels of detail.

    Parameters
    ----------
    path : Path
        Marine Regions' World EEZ (v11, v12), 12 NM, 24 NM or internal waters: areas, boundary
        lines or both; Shapefile, zipped or not, GeoPackage, GeoJSON or GML.
    zones : Path
        The ``zones`` folder of the atlas.
    world : World
        What is known of land and states, and what is made with the zones.
    say, step : callable
        Told of what was put right; told of the progress.

    Returns
    -------
    tuple of Product
        What was imported from this file.

    Raises
    ------
    DataError
        Another file, missing columns, half a download; nothing is changed.
    StorageError
        The file is missing, or the folder cannot be written; the old zones stay.
    """
    step("reading", 0.0)
    names, written = _written(path, zones, world, (say, step))
    name_products(zones, written, world.ready(written))
    step("done", 1.0)
    return tuple(product for product in written if product.name in names)


def _written(
    path: Path, zones: Path, world: World, told: tuple[Say, Step]
) -> tuple[set[str], tuple[Product, ...]]:
    """The names of what a file holds, and all products as they are to be; not in force yet."""
    say, step = told
    tables = open_tables(path)
    if not tables:
        raise DataError(Problem(path.name, "expected zones, found no shape", "give another file"))
    citation = citation_beside(path)
    prepared = []
    for number, table in enumerate(tables):
        start, width = 0.05 + 0.25 * number / len(tables), 0.25 / len(tables)

        def part(
            what: str, share: float, start: float = start, width: float = width,
            name: str = table.where,
        ) -> None:  # fmt: skip
            step(f"{name}: {what}", start + width * share)

        prepared.append(_prepared(table, path.name, world, (citation, say, part)))
    _require_distinct(prepared, path)
    step("writing", 0.3)
    return {layer.name for layer in prepared}, write_products(zones, prepared)


def _prepared(table: Table, file: str, world: World, told: tuple[str, Say, Step]) -> Prepared:
    citation, say, step = told
    lines = columns.is_lines(table)
    belt = columns.belt_of(table, lines)
    source = columns.source_of(belt, table.where, citation)
    cited = citation or columns.cite(source)
    step("coordinates", 0.0)
    shapes = to_lonlat(table, world.is_land, say)
    if lines:
        records = columns.lines_of(table, belt, source)
        return Prepared(f"{belt}-lines", file, cited, records, _line_levels(shapes, step))
    zones = columns.zones_of(table, belt, source, world.codes)
    step("checking shapes", 0.1)
    return Prepared(belt, file, cited, zones, _area_levels(sound(table, shapes, say), step))


def _area_levels(shapes: NDArray[np.object_], step: Step) -> dict[str, NDArray[np.object_]]:
    """Each level from the next finer one, without the specks that it could not show."""
    found = {"full": shapely.orient_polygons(shapes)}
    finer = shapes
    for number, (level, tolerance) in enumerate(TOLERANCE_DEG.items()):
        step(f"level {level}", 0.3 + 0.2 * number)
        finer = without_specks(shapely.coverage_simplify(finer, tolerance), tolerance)
        found[level] = shapely.orient_polygons(_rounded(finer, LEVEL_DIGITS[level]))
    return found


def without_specks(shapes: NDArray[np.object_], tolerance: float) -> NDArray[np.object_]:
    """Areas without the parts and holes that are smaller than a square of the tolerance.

    A shape that is smaller as a whole keeps its largest part.
    """
    return np.array([_without_specks(shape, tolerance**2) for shape in shapes], dtype=object)


def _without_specks(shape: BaseGeometry, least: float) -> Any:
    parts = []
    for part in shapely.get_parts(shape):
        holes = shapely.get_rings(part)[1:]
        kept = [hole for hole in holes if shapely.area(shapely.polygons(hole)) >= least]
        parts.append(shapely.Polygon(part.exterior, kept))
    large = [part for part in parts if part.area >= least] or [max(parts, key=lambda p: p.area)]
    return large[0] if len(large) == 1 else shapely.multipolygons(large)


def _line_levels(shapes: NDArray[np.object_], step: Step) -> dict[str, NDArray[np.object_]]:
    found = {"full": shapes}
    for number, (level, tolerance) in enumerate(TOLERANCE_DEG.items()):
        step(f"level {level}", 0.3 + 0.2 * number)
        simple = shapely.simplify(shapes, tolerance / 2)
        found[level] = _on_grid(simple, LEVEL_DIGITS[level])
    return found


def _rounded(shapes: NDArray[np.object_], digits: int) -> NDArray[np.object_]:
    """Round; where that makes a shape cross itself, keep two digits more."""
    made: NDArray[np.object_] = shapes.copy()
    broken = np.ones(len(shapes), dtype=bool)
    for grid in range(digits, DIGITS + 1, 2):
        made[broken] = _on_grid(shapes[broken], grid)
        broken = ~shapely.is_valid(made)
        if not broken.any():
            return made
    made[broken] = shapes[broken]
    return made


def _on_grid(shapes: NDArray[np.object_], digits: int) -> NDArray[np.object_]:
    moved = shapely.transform(shapes, lambda points: np.round(points, digits) + 0.0)
    return np.asarray(moved, dtype=object)


def _require_distinct(prepared: list[Prepared], path: Path) -> None:
    names = [layer.name for layer in prepared]
    twice = next((name for name in names if names.count(name) > 1), None)
    if twice:
        raise DataError(Problem(path.name, f"holds two layers of {twice}", "give them one by one"))
