"""The zones of a folder as maps draw them, kept beside the files that they were drawn from.

A coarse level is a fiftieth of those files. It is read as long as they are what it was made of;
otherwise it is drawn from them again.
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
from mapper.zones.drawing import Drawn

LINES_SUFFIX = ".boundaries.geojson"
FINGERPRINT_DIGITS = 12
KEPT = ("110m", "50m")
"""Levels that are kept; the finest one is as large as the files themselves."""

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


def level_bytes(folder: Path, areas: Sequence[Drawn], lines: Sequence[Drawn]) -> bytes:
    """The file of a level that was drawn from the zone files of a folder, a shape a line."""
    shapes = ",\n".join(
        f'{{"told":{json.dumps(one.properties, ensure_ascii=False, separators=(",", ":"))}'
        f"{_GEOMETRY}{shapely.to_geojson(one.shape)}}}"
        for one in (*areas, *lines)
    )
    counts = f'"areas":{len(areas)},"lines":{len(lines)}'
    head = f'{{"made_from":"{_made_from(folder)}",{counts},"shapes":['
    return f"{head}\n{shapes}\n]}}\n".encode()


def read_level(folder: Path, level: str) -> tuple[list[Drawn], list[Drawn]] | None:
    """Areas and lines of a kept level; ``None`` where none is kept of these very zone files."""
    path = folder / level_name(level)
    if level not in KEPT or not path.is_file():
        return None
    try:
        head, *texts, _ = read_regular(path).decode().splitlines()
        told = json.loads(head + "]}")
        whole = len(texts) == told["areas"] + told["lines"]
        if not whole or told["made_from"] != _made_from(folder):
            return None
        halves = [text.removesuffix(",").rpartition(_GEOMETRY) for text in texts]
        shapes = shapely.from_geojson([shape[:-1] for _, _, shape in halves])
        found = [Drawn(shape, json.loads(first + "}")["told"])
                 for shape, (first, _, _) in zip(shapes, halves, strict=True)]  # fmt: skip
    except (StorageError, ValueError, KeyError, TypeError, shapely.GEOSException):
        # It can always be drawn again: a spoilt file costs time only.
        return None
    return found[: told["areas"]], found[told["areas"] :]


def _made_from(folder: Path) -> str:
    return hashlib.sha256(f"{_RULES} {digest_of(folder)}".encode()).hexdigest()[:16]
