"""Official zones in an atlas folder: files of each level, and one pointer that names them.

A reader follows ``zones/official.json`` to a folder named after what it holds; a new import
writes its folder first and moves the pointer last, so that the old zones stay until the new
ones are whole. What was made ready from them (limits as they are drawn, measures) lies in a folder
of its own that the same pointer names.
"""

from __future__ import annotations

import hashlib
import json
import re
import shutil
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np
import shapely
from numpy.typing import NDArray
from pydantic import ValidationError

from mapper.errors import GeoJSONError, Problem, StorageError
from mapper.files import read_regular, write_atomic
from mapper.geojson import Feature, dumps, parse
from mapper.model import Zone, ZoneBoundary

POINTER = "official.json"
FOLDER = "official"
LEVELS = ("110m", "50m", "10m", "full")
"""From the coarsest to what was imported; the first three go with the basemap's."""

MAX_BYTES = 512 * 1024**2

_FEATURE = '{"type":"Feature","id":'
_GEOMETRY = ',"geometry":'
_READY = re.compile(r"ready-[0-9a-f]{12}")
_AGAIN = "import the zones again (mapper zones import FILE)"


@dataclass(frozen=True)
class Product:
    """One imported layer.

    Attributes
    ----------
    name : str
        The belt, with ``-lines`` for boundary lines.
    folder : str
        Where its levels lie, below ``zones/official``.
    file : str
        The file that it was read from.
    citation : str
        What its publisher asks to be cited.
    count : int
        Features.
    """

    name: str
    folder: str
    file: str
    citation: str
    count: int


@dataclass(frozen=True, eq=False)
class Prepared:
    """Records with the shapes of each level, ready to be written."""

    name: str
    file: str
    citation: str
    records: Sequence[Zone | ZoneBoundary]
    shapes: Mapping[str, NDArray[np.object_]]


def products(zones: Path) -> tuple[Product, ...]:
    """What was imported into a ``zones`` folder; nothing where there is no pointer.

    Raises
    ------
    GeoJSONError
        The pointer cannot be read.
    """
    where = f"zones/{POINTER}"
    try:
        return tuple(Product(**entry) for entry in _pointer(zones).get("products", ()))
    except (AttributeError, TypeError) as error:
        raise GeoJSONError(Problem(where, f"cannot be read ({error})", _AGAIN)) from None


def ready_file(zones: Path, name: str) -> bytes | None:
    """A file that was made ready with the imported zones; ``None`` where there is none.

    Whoever reads it must see for himself that it was made from what is there now.
    """
    try:
        folder = _pointer(zones).get("ready", "")
        path = zones / FOLDER / folder / name
        return read_regular(path, MAX_BYTES) if _READY.fullmatch(folder) else None
    except (AttributeError, TypeError, GeoJSONError, StorageError):
        # It can always be made again: a spoilt file costs time only.
        return None


def _pointer(zones: Path) -> Any:
    path = zones / POINTER
    return parse(read_regular(path), f"zones/{POINTER}") if path.is_file() else {}


def write_products(zones: Path, prepared: Iterable[Prepared]) -> tuple[Product, ...]:
    """Write imported layers beside those that are there; each is to replace its namesake.

    Returns
    -------
    tuple of Product
        All that there is to be. ``name_products`` puts them in force.

    Raises
    ------
    StorageError
        The folder cannot be written; the old zones stay.
    """
    kept = {product.name: product for product in products(zones)}
    for layer in prepared:
        content = {level: _collection(layer, level) for level in LEVELS}
        digest = hashlib.sha256(b"".join(content[level] for level in LEVELS)).hexdigest()[:12]
        folder = f"{layer.name}-{digest}"
        for level, body in content.items():
            write_atomic(zones / FOLDER / folder / f"{level}.geojson", body)
        kept[layer.name] = Product(
            layer.name, folder, layer.file, layer.citation, len(layer.records)
        )
    return tuple(kept[name] for name in sorted(kept))


def name_products(
    zones: Path, found: Sequence[Product], ready: Iterable[tuple[str, bytes]] = ()
) -> None:
    """Put written products in force, in one step, with what was made ready from them.

    Parameters
    ----------
    zones : Path
        The ``zones`` folder.
    found : sequence of Product
        As ``write_products`` gave them.
    ready : iterable of (name, bytes)
        Files that ``ready_file`` gives from then on.

    Raises
    ------
    StorageError
        The folder cannot be written; the old zones stay.
    """
    digest = hashlib.sha256("".join(product.folder for product in found).encode())
    folder = f"ready-{digest.hexdigest()[:12]}"
    document: dict[str, Any] = {"products": [vars(product) for product in found]}
    # A run before it may have been killed: what it left belongs to these very products.
    for name, content in ready:
        write_atomic(zones / FOLDER / folder / name, content)
        document["ready"] = folder
    text = json.dumps(document, ensure_ascii=False, indent=1)
    write_atomic(zones / POINTER, f"{text}\n".encode())
    _sweep(zones, {product.folder for product in found} | {document.get("ready", "")})


def read_level(zones: Path, product: Product, level: str) -> tuple[Feature, ...]:
    """The features of one imported layer at one level of detail.

    Raises
    ------
    GeoJSONError, StorageError
        The file is missing or is not what was written.
    """
    path = zones / FOLDER / product.folder / f"{level}.geojson"
    where = f"zones/{FOLDER}/{product.folder}/{path.name}"
    text = read_regular(path, MAX_BYTES).decode("utf-8", "replace")
    kind = ZoneBoundary if product.name.endswith("-lines") else Zone
    try:
        lines = [line.rstrip(",") for line in text.splitlines() if line.startswith(_FEATURE)]
        halves = [line.partition(_GEOMETRY) for line in lines]
        members = [json.loads(head + "}") for head, _, _ in halves]
        shapes = shapely.from_geojson([geometry[:-1] for _, _, geometry in halves])
        records: list[Any] = [
            kind.model_validate({**member["properties"], "id": member["id"]}) for member in members
        ]
    except (ValueError, KeyError, TypeError, ValidationError, shapely.GEOSException) as error:
        raise GeoJSONError(Problem(where, f"cannot be read ({str(error)[:120]})", _AGAIN)) from None
    if len(records) != product.count:
        raise GeoJSONError(
            Problem(where, f"expected {product.count} features, got {len(records)}", _AGAIN)
        )
    return tuple(
        Feature(record, shape) for record, shape in zip(records, shapes, strict=True)
        if not shape.is_empty
    )  # fmt: skip


def _collection(layer: Prepared, level: str) -> bytes:
    """One feature a line, as the project's other files; shapes keep the digits they have."""
    head = dumps({"type": "FeatureCollection", "name": f"{layer.name}-{level}",
                  "attribution": layer.citation})[:-1]  # fmt: skip
    texts = shapely.to_geojson(layer.shapes[level])
    lines = ",\n".join(
        f'{_FEATURE}{dumps(record.id)},"properties":{dumps(Feature(record, None).properties)}'
        f"{_GEOMETRY}{text}}}"
        for record, text in zip(layer.records, texts, strict=True)
    )
    return f'{head},"features":[\n{lines}\n]}}\n'.encode()


def _sweep(zones: Path, kept: set[str]) -> None:
    """Remove the folders that no pointer names any more."""
    for old in sorted((zones / FOLDER).iterdir()):
        if old.is_dir() and old.name not in kept:
            shutil.rmtree(old, ignore_errors=True)
