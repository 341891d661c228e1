"""``mapper build``: every sheet to GeoJSON, and whether geodata is what the sheets give."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from mapper.basemap import Basemap
from mapper.errors import Problem, SheetError, StorageError
from mapper.files import read_regular, write_atomic
from mapper.geojson import Feature, collection_bytes, dumps, json_schema, parse
from mapper.model import KINDS
from mapper.routes import SeaRouter
from mapper.seeds import entries
from mapper.seeds.sheets import read_sheets, read_toml
from mapper.zones.building import build_zones

PARTS = ("exercises", "patrols", "closures", "places", "schema")
"""What is built without asking; patrols bring their regions with them."""

SLOW_PARTS = ("zones",)
"""What takes minutes and is built only when it is named, or all is."""

LICENCE = "CC BY 4.0, Maritime Exercise Atlas"
TOLERANCE_DEG = 1.0e-6

Progress = Callable[[str, Iterable[Any]], Iterable[Any]]
Named = Iterator[tuple[str, Feature]]


@dataclass(frozen=True)
class Built:
    """The files that a build gives, by their path below geodata/, not yet written."""

    files: Mapping[str, bytes]

    def write(self, folder: Path) -> tuple[str, ...]:
        """Write what differs, atomically, and remove yearly files that no sheet gives now."""
        changed = []
        for name, content in self.files.items():
            path = folder / name
            if not path.is_file() or path.read_bytes() != content:
                write_atomic(path, content)
                changed.append(name)
        for stale in self._stale(folder):
            (folder / stale).unlink()
            changed.append(stale)
        return tuple(changed)

    def differences(self, folder: Path) -> tuple[Problem, ...]:
        """Where geodata is not what the sheets give; coordinates may differ by 1e-6 degrees."""
        problems = [
            Problem(f"{folder.name}/{name}", "no sheet gives this file", "run `mapper build`")
            for name in self._stale(folder)
        ]
        for name, content in self.files.items():
            where = f"{folder.name}/{name}"
            try:
                there = parse(read_regular(folder / name), where)
            except StorageError:
                problems.append(Problem(where, "the file is missing", "run `mapper build`"))
                continue
            path = _difference(parse(content, where), there, "")
            if path is not None:
                problems.append(
                    Problem(where, f"{path or 'the whole'} is not what the seeds give",
                            "run `mapper build`")
                )  # fmt: skip
        return tuple(problems)

    def _stale(self, folder: Path) -> list[str]:
        kinds = {name.split("/")[0] for name in self.files} - {"schema", "places", "zones"}
        found = (path for kind in sorted(kinds) for path in (folder / kind).glob("*.geojson"))
        names = (path.relative_to(folder).as_posix() for path in found)
        return sorted(name for name in names if name not in self.files)


def build(
    seeds: Path, basemap: Path, parts: Iterable[str] = PARTS, progress: Progress | None = None
) -> Built:
    """Turn the fact sheets into GeoJSON files.

    Parameters
    ----------
    seeds : Path
        The folder of the sheets.
    basemap : Path
        The folder of the land, for clipping and for the ways by sea.
    parts : iterable of str
        Some of ``PARTS`` and ``SLOW_PARTS``.
    progress : callable, optional
        Wraps an iterable of sheets to show how far it is.

    Raises
    ------
    SheetError
        A sheet cannot become GeoJSON; with every problem of that entry.
    StorageError
        There is no such folder.
    """
    if not seeds.is_dir():
        raise StorageError(f"{seeds}: there are no fact sheets here; run in a checkout")
    land = Basemap(basemap)
    series = read_toml(seeds / "series.toml")
    shop = entries.Workshop(land, SeaRouter(land), {row["id"]: row for row in series["series"]})
    show = progress or (lambda _, sheets: sheets)
    makers: dict[str, Callable[[], Named]] = {
        "exercises": lambda: _exercises(seeds, shop, show),
        "patrols": lambda: _patrols(seeds, shop, show),
        "closures": lambda: _closures(seeds, land, show),
        "places": lambda: _places(seeds),
    }
    files: dict[str, bytes] = {}
    for part in parts:
        if part == "schema":
            files.update(_schemas())
            continue
        if part == "zones":
            files.update(build_zones(seeds, basemap, progress))
            continue
        grouped: dict[str, list[Feature]] = defaultdict(list)
        for name, feature in makers[part]():
            grouped[name].append(feature)
        for name, features in grouped.items():
            title = name.removesuffix(".geojson").replace("/", "-")
            files[name] = collection_bytes(features, title, licence=LICENCE)
    return Built(files)


def _exercises(
    seeds: Path, shop: entries.Workshop, show: Progress
) -> Iterator[tuple[str, Feature]]:
    sheets = list(read_sheets(seeds / "exercises", "exercise"))
    for sheet in show("exercises", sheets):
        for feature in entries.exercise_features(sheet, shop):
            yield f"exercises/{sheet.year}.geojson", feature


def _patrols(seeds: Path, shop: entries.Workshop, show: Progress) -> Named:
    sheets = list(read_sheets(seeds / "patrols", "patrol"))
    for sheet in show("patrols", sheets):
        patrol, regions = entries.patrol_features(sheet, shop)
        yield f"patrols/{sheet.year}.geojson", patrol
        for region in regions:
            yield f"regions/{sheet.year}.geojson", region


def _closures(seeds: Path, land: Basemap, show: Progress) -> Named:
    sheets = list(read_sheets(seeds / "closures", "closure"))
    for sheet in show("closures", sheets):
        yield f"closures/{sheet.year}.geojson", entries.closure_feature(sheet, land)


def _places(seeds: Path) -> Named:
    for table in read_toml(seeds / "places.toml").get("place", []):
        yield "places/places.geojson", entries.place_feature(table, "seeds/places.toml")


def _schemas() -> dict[str, bytes]:
    import json

    return {
        f"schema/{kind}.schema.json": (
            json.dumps(json_schema(kind), indent=1, ensure_ascii=False, sort_keys=True) + "\n"
        ).encode()
        for kind in KINDS
    }


def _difference(expected: Any, found: Any, path: str) -> str | None:
    """The path of the first difference, or ``None``; numbers below ``coordinates`` may waver."""
    if isinstance(expected, dict) and isinstance(found, dict):
        for key in sorted({*expected, *found}):
            if (key in expected) != (key in found):
                return f"{path}/{key}"
            inner = _difference(expected[key], found[key], f"{path}/{key}")
            if inner is not None:
                return inner
        return None
    if isinstance(expected, list) and isinstance(found, list):
        if len(expected) != len(found):
            return path
        pairs = enumerate(zip(expected, found, strict=True))
        inners = (_difference(a, b, f"{path}/{index}") for index, (a, b) in pairs)
        return next((inner for inner in inners if inner is not None), None)
    if "/coordinates/" in path and isinstance(expected, int | float):
        close = isinstance(found, int | float) and abs(expected - found) <= TOLERANCE_DEG
        return None if close else path
    return None if dumps(expected) == dumps(found) else path


__all__ = ["PARTS", "Built", "SheetError", "build"]
