"""A coarse level of the bundled land as GEOS holds it, kept beside the GeoJSON that it is made of.

It is read as long as that file is the same: a tenth of the time, and the same doubles.
"""

from __future__ import annotations

import hashlib
import json
from pathlib import Path
from typing import Any

import numpy as np
import shapely
from numpy.typing import NDArray

from mapper.errors import StorageError
from mapper.files import read_regular

KEPT = ("110m", "50m")
"""Levels that are kept: those that maps of more than a strait are drawn from."""

_Properties = list[dict[str, Any]]


def kept_path(path: Path) -> Path:
    """Where a level is kept, from its GeoJSON file."""
    return path.with_suffix(".wkb")


def kept_bytes(source: bytes, properties: _Properties, shapes: NDArray[np.object_]) -> bytes:
    """The file of a level: a line of JSON that names what it was made of, then WKB."""
    head = json.dumps({"made_from": _digest(source), "properties": properties}, ensure_ascii=False)
    whole: Any = shapely.geometrycollections(shapes)
    return f"{head}\n".encode() + bytes(shapely.to_wkb(whole, byte_order=1))


def read_kept(path: Path, source: bytes) -> tuple[_Properties, NDArray[np.object_]] | None:
    """The features of a level; ``None`` where none is kept of these very bytes."""
    kept = kept_path(path)
    if not kept.is_file():
        return None
    try:
        head, _, content = read_regular(kept).partition(b"\n")
        told = json.loads(head)
        if told["made_from"] != _digest(source):
            return None
        shapes = np.asarray(shapely.get_parts(shapely.from_wkb(content)), dtype=object)
    except (StorageError, ValueError, KeyError, TypeError, shapely.GEOSException):
        # The GeoJSON is there: a spoilt file costs time only.
        return None
    return (told["properties"], shapes) if len(shapes) == len(told["properties"]) else None


def _digest(source: bytes) -> str:
    return hashlib.sha256(source).hexdigest()[:16]
