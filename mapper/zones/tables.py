"""The seeds of the zones: regions, treaties, baselines and base points."""

from __future__ import annotations

import csv
import dataclasses
import hashlib
import json
import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from mapper.errors import Problem, SheetError
from mapper.files import read_regular

Table = Mapping[str, Any]
BasePoint = tuple[float, float, str]

RECIPE = 1
"""Raised when the same seeds give other zones, so that ``mapper build --check`` notices."""


@dataclass(frozen=True)
class Tables:
    """What the zones are built from.

    Attributes
    ----------
    regions, treaties, baselines : tuple of table
        Entries of the TOML files.
    base_points : tuple of (lon, lat, label)
        Islets that the coastline lacks.
    """

    regions: tuple[Table, ...]
    treaties: tuple[Table, ...]
    baselines: tuple[Table, ...]
    base_points: tuple[BasePoint, ...]


def read_tables(folder: Path) -> Tables:
    """Read seeds/zones.

    Parameters
    ----------
    folder : Path
        The folder of the four files.

    Raises
    ------
    SheetError
        A file is not TOML or CSV as expected, or an entry lacks what every entry has.
    StorageError
        A file is missing.
    """
    regions = _entries(folder / "regions.toml", "region", ("id", "name", "window"))
    treaties = _entries(
        folder / "treaties.toml", "treaty", ("id", "parties", "use", "status", "source", "points")
    )
    baselines = _entries(
        folder / "baselines.toml", "baseline", ("id", "state", "kind", "status", "points")
    )
    points = read_base_points(folder / "base_points.csv")
    return Tables(regions, treaties, baselines, tuple(points))


def zone_entries(region: Table) -> tuple[Table, ...]:
    """The zones that a region lists: by the code of a state, in full, or as a disc."""
    short = tuple({"label": code} for code in region.get("states", ()))
    return (*short, *region.get("zone", ()), *region.get("disc", ()))


def read_base_points(path: Path) -> list[BasePoint]:
    """Read ``lon,lat,label`` rows; lines that begin with ``#`` are talk.

    Raises
    ------
    SheetError
        A row has no numbers where it should.
    """
    lines = read_regular(path).decode("utf-8").splitlines()
    rows = csv.DictReader(line for line in lines if not line.startswith("#"))
    found = []
    for row in rows:
        try:
            found.append((float(row["lon"]), float(row["lat"]), str(row["label"])))
        except (KeyError, TypeError, ValueError):
            raise SheetError(
                Problem(path.name, f"expected lon,lat,label, got {list(row.values())[:3]}",
                        "correct the row")
            ) from None  # fmt: skip
    return found


def inputs_digest(tables: Tables, land: Path) -> str:
    """Sixteen hex digits over everything that the zones are built from; comments do not count.

    Parameters
    ----------
    tables : Tables
        seeds/zones.
    land : Path
        The file of the 1:10m land.
    """
    said = json.dumps([RECIPE, dataclasses.asdict(tables)], sort_keys=True, default=str)
    digest = hashlib.sha256(said.encode())
    digest.update(hashlib.sha256(read_regular(land)).digest())
    return digest.hexdigest()[:16]


def _entries(path: Path, name: str, expected: tuple[str, ...]) -> tuple[Table, ...]:
    try:
        document = tomllib.loads(read_regular(path).decode("utf-8"))
    except (tomllib.TOMLDecodeError, UnicodeDecodeError) as error:
        raise SheetError(Problem(path.name, f"not TOML: {error}", "correct it there")) from None
    entries: list[Table] = document.get(name, [])
    problems = [
        Problem(f"{path.name}: {name} {entry.get('id', number + 1)}", f"{key}: missing", "add it")
        for number, entry in enumerate(entries) for key in expected if key not in entry
    ]  # fmt: skip
    if problems:
        raise SheetError(problems)
    return tuple(entries)
