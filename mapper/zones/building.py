"""``mapper build zones``: seeds to the zone files of every region."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Mapping, Sequence
from pathlib import Path
from typing import Any

from mapper.basemap import Basemap
from mapper.errors import GeometryError, Problem
from mapper.files import read_regular
from mapper.geojson import Feature, collection_bytes, parse
from mapper.zones.compute import compute
from mapper.zones.coverage import build_coverage, require_valid
from mapper.zones.kept import LINES_SUFFIX
from mapper.zones.records import Naming, boundary_features, zone_features
from mapper.zones.tables import Table, Tables, inputs_digest, read_tables

DIGITS = 4
MOST_MOVED = 0.02
"""The share of its area that a zone may change from one build to the next without a word."""

LICENCE = "CC BY 4.0, Maritime Exercise Atlas; base points of GSHHG: GNU LGPL"
STATEMENT = "Computed: equidistance and 200 nm, not an official limit. Not for navigation."

Say = Callable[[str], None]
Progress = Callable[[str, Iterable[Any]], Iterable[Any]]


def build_zones(
    seeds: Path, basemap: Path, progress: Progress | None = None, say: Say = lambda _: None
) -> dict[str, bytes]:
    """Compute the zones of every region.

    Parameters
    ----------
    seeds : Path
        The folder of the fact sheets; zones lie in its ``zones``.
    basemap : Path
        The folder of the land.
    progress : callable, optional
        Wraps an iterable to show how far it is.
    say : callable, optional
        Told each step.

    Returns
    -------
    dict of str to bytes
        Files by their path below geodata.

    Raises
    ------
    GeometryError
        An expected zone is missing, holds foreign coast, or a coverage is not valid.
    SheetError, StorageError
        The seeds cannot be read.
    """
    tables = read_tables(seeds / "zones")
    land = Basemap(basemap)
    members = {
        "licence": LICENCE,
        "statement": STATEMENT,
        "inputs": inputs_digest(tables, basemap / "land-10m.geojson"),
    }
    show = progress or (lambda _, items: items)
    files: dict[str, bytes] = {}
    for region in show("zones", tables.regions):
        zones, lines = region_features(region, tables, land, say)
        name = str(region["id"])
        for suffix, features in ((".geojson", zones), (LINES_SUFFIX, lines)):
            title = f"zones-{name}" if suffix == ".geojson" else f"boundaries-{name}"
            content = collection_bytes(features, title, DIGITS, region=region["name"], **members)
            files[f"zones/{name}{suffix}"] = content
    return files


def region_features(
    region: Table, tables: Tables, land: Basemap, say: Say = lambda _: None
) -> tuple[list[Feature], list[Feature]]:
    """The zones and the boundary lines of one region.

    Raises
    ------
    GeometryError
        An expected zone is missing, holds foreign coast, or a coverage is not valid.
    """
    say(str(region["name"]))
    countries = land.land()
    coasts = [
        (country.iso or slug(country.name), shape)
        for country, shape in zip(countries.countries, countries.shapes, strict=True)
    ]
    names = {country.iso: country.name for country in countries.countries if country.iso}
    computed = compute(region, coasts, tables, say)
    coverage = build_coverage(computed, region, tables.baselines, list(land.land10), say)
    say("records")
    naming = Naming(region, names, computed)
    zones = list(zone_features(coverage, naming))
    for belt in ("eez", "territorial-sea", "contiguous-zone", "internal-waters"):
        mine = [zone.geometry for zone in zones if zone.record.belt == belt]
        require_valid(f"region {region['id']}: {belt}", mine)
    shore = [part for whole in land.land10 for part in computed.frame.bring(whole)]
    return zones, list(boundary_features(coverage, naming, shore))


def moved_areas(files: Mapping[str, bytes], folder: Path) -> tuple[Problem, ...]:
    """Zones whose area differs by more than 2 % from that of the last build.

    Parameters
    ----------
    files : dict of str to bytes
        What ``build_zones`` gave.
    folder : Path
        geodata, with the files of the last build.
    """
    problems = []
    for name, content in files.items():
        if name.endswith(LINES_SUFFIX) or not (folder / name).is_file():
            continue
        before = _areas(read_regular(folder / name), name)
        for zone, area in _areas(content, name).items():
            last = before.get(zone, area)
            if abs(area - last) > MOST_MOVED * last:
                problems.append(
                    Problem(f"{name}: zone {zone!r}", f"its area went from {last:,.0f} to "
                            f"{area:,.0f} km², more than 2 %",
                            "find out why; if it is right, build with --accept-areas")
                )  # fmt: skip
        problems += [
            Problem(f"{name}: zone {zone!r}", "it was there in the last build and is missing now",
                    "find out why; if it is right, build with --accept-areas")
            for zone in sorted(before.keys() - _areas(content, name).keys())
        ]  # fmt: skip
    return tuple(problems)


def require_same_areas(files: Mapping[str, bytes], folder: Path) -> None:
    """Refuse a build in which a zone moved.

    Raises
    ------
    GeometryError
        With every zone whose area differs by more than 2 % from the last build.
    """
    problems = moved_areas(files, folder)
    if problems:
        raise GeometryError(problems)


def stale_inputs(seeds: Path, basemap: Path, folder: Path) -> tuple[Problem, ...]:
    """Zone files that were built from other seeds or another coast than those at hand.

    This compares digests and takes milliseconds; building again and comparing takes minutes.
    """
    tables = read_tables(seeds / "zones")
    expected = inputs_digest(tables, basemap / "land-10m.geojson")
    problems = []
    for region in tables.regions:
        for suffix in (".geojson", LINES_SUFFIX):
            name = f"zones/{region['id']}{suffix}"
            path = folder / name
            head = read_regular(path)[:2000] if path.is_file() else b""
            if f'"inputs":"{expected}"'.encode() not in head:
                problems.append(
                    Problem(f"{folder.name}/{name}", "it was built from other seeds or land",
                            "run `mapper build zones`")
                )  # fmt: skip
    return tuple(problems)


def slug(name: str) -> str:
    """The label of land without a code, by its name.

    Examples
    --------
    >>> slug("Senkaku/Diaoyu Islands")
    'senkaku-diaoyu-islands'
    """
    return re.sub(r"[^a-z0-9]+", "-", name.lower()).strip("-")


def _areas(content: bytes, where: str) -> dict[str, float]:
    features: Sequence[Any] = parse(content, where)["features"]
    return {one["id"]: float(one["properties"]["area_km2"]) for one in features}
