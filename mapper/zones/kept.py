"""The zones of a folder as maps draw them, kept beside the files that they were drawn from.

Of the bundled zones the coarse levels are kept, a fiftieth of those files; of official ones every
level, made with the import. They are read as long as the zones are what they were made of;
otherwise these are drawn again.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterator, Sequence
from functools import lru_cache
from pathlib import Path
from typing import Any

import shapely

from mapper.errors import StorageError
from mapper.files import read_regular
from mapper.geojson import dumps
from mapper.zones.drawing import Drawn

Level = tuple[Sequence[Drawn], Sequence[Drawn], str]
"""Areas, lines, and what a map says of them."""

LINES_SUFFIX = ".boundaries.geojson"
FINGERPRINT_DIGITS = 12
KEPT = ("110m", "50m")
"""Levels of the bundled zones that are kept; the finest one is as large as the files themselves."""

_RULES = 1
"""Raised when the same files are drawn otherwise than before."""

_GEOMETRY = ',"geometry":'


def zone_files(folder: Path) -> Iterator[tuple[str, Path]]:
    """The zone files of a folder with their kind, by name."""
    for path in sorted(folder.glob("*.geojson")):
        yield "boundaries" if path.name.endswith(LINES_SUFFIX) else "zones", path


def digest_of(folder: Path) -> str:
    """The fingerprint of the zone files of a folder, from their bytes alone.

    Raises
    ------
    StorageError
        A file cannot be read.
    """
    return _digest(tuple((path, _mark(path)) for _, path in zone_files(folder)))


@lru_cache(maxsize=16)
def _digest(files: tuple[tuple[Path, tuple[int, ...]], ...]) -> str:
    """The fingerprint of files as they are: one that is written again has another mark."""
    digest = hashlib.sha256()
    for path, _ in files:
        add_file(digest, path, read_regular(path))
    return digest.hexdigest()[:FINGERPRINT_DIGITS]


def _mark(path: Path) -> tuple[int, ...]:
    found = path.lstat()
    return found.st_size, found.st_mtime_ns, found.st_ctime_ns, found.st_ino


def add_file(digest: Any, path: Path, content: bytes) -> None:
    """Let a fingerprint depend on a zone file."""
    # In two steps: joined, ten megabytes would be copied before they are read.
    digest.update(f"{path.name}:{len(content)}\n".encode())
    digest.update(content)


def level_name(level: str) -> str:
    """The name of a kept level in its folder."""
    return f"drawn-{level}.json"


def kept_content(folder: Path, level: str) -> bytes | None:
    """The file of a level that a folder keeps; ``None`` where there is none that can be read."""
    try:
        path = folder / level_name(level)
        return read_regular(path) if path.is_file() else None
    except StorageError:
        return None


def level_bytes(made_from: str, level: Level) -> bytes:
    """The file of a level, a shape a line.

    Parameters
    ----------
    made_from : str
        What tells the zones, and whatever else it was drawn from.
    level : (areas, lines, str)
        What is drawn, and its credit.
    """
    areas, lines, credit = level
    shapes = ",\n".join(
        f'{{"told":{dumps(one.properties)}{_GEOMETRY}{shapely.to_geojson(one.shape)}}}'
        for one in (*areas, *lines)
    )
    told = {"made_from": _mark_of(made_from), "credit": credit, "areas": len(areas),
            "lines": len(lines)}  # fmt: skip
    return f'{dumps(told)[:-1]},"shapes":[\n{shapes}\n]}}\n'.encode()


def read_level(content: bytes, made_from: str) -> Level | None:
    """A level from its file; ``None`` where it was made from something else, or is spoilt."""
    try:
        head, *texts, _ = content.decode().splitlines()
        told = json.loads(head + "]}")
        whole = len(texts) == told["areas"] + told["lines"]
        if not whole or told["made_from"] != _mark_of(made_from):
            return None
        halves = [text.removesuffix(",").rpartition(_GEOMETRY) for text in texts]
        shapes = shapely.from_geojson([shape[:-1] for _, _, shape in halves])
        found = [Drawn(shape, json.loads(first + "}")["told"])
                 for shape, (first, _, _) in zip(shapes, halves, strict=True)]  # fmt: skip
        return found[: told["areas"]], found[told["areas"] :], str(told["credit"])
    except (ValueError, KeyError, TypeError, shapely.GEOSException):
        # It can always be drawn again: a spoilt file costs time only.
        return None


def _mark_of(made_from: str) -> str:
    return hashlib.sha256(f"{_RULES} {made_from}".encode()).hexdigest()[:16]
