"""A new atlas folder for a user: its layout, the schemas, and one example to change."""

from __future__ import annotations

import json
from pathlib import Path

from mapper import geodesy
from mapper.errors import StorageError
from mapper.files import write_atomic
from mapper.geojson import Feature, collection_bytes, json_schema
from mapper.model import KINDS, YEARLY, Exercise

_EXAMPLE = {
    "id": "example-exercise-2026",
    "names": {"en": "Example Exercise 2026"},
    "year": 2026,
    "series": "example",
    "series_name": "Example",
    "headline": "An example: change every value, then the shape.",
    "start": "2026-06-01",
    "end": "2026-06-05",
    "basis": "reported-place",
    "certainty": "described",
    "position": {
        "label": "Sea of Japan (East Sea)",
        "lon": 135.0,
        "lat": 40.0,
        "uncertainty_nm": 60,
        "origin": "chosen for the example",
    },
    "sources": [
        {"id": "own", "publisher": "You", "title": "Where you read it", "date": "2026-06-06"}
    ],
}


def make_folder(folder: Path) -> tuple[Path, ...]:
    """Make an atlas folder; give the paths that were written.

    Raises
    ------
    StorageError
        Something is there already, or the folder cannot be written.
    """
    if folder.exists() and (not folder.is_dir() or any(folder.iterdir())):
        raise StorageError(f"{folder}: expected a new or empty folder; choose another name")
    written = []
    for kind in YEARLY:
        try:
            (folder / kind).mkdir(parents=True, exist_ok=True)
        except OSError as error:
            raise StorageError(f"{folder}: cannot be made; {error.strerror}") from None
    for kind in KINDS:
        path = folder / "schema" / f"{kind}.schema.json"
        write_atomic(path, (json.dumps(json_schema(kind), indent=1) + "\n").encode())
        written.append(path)
    record = Exercise.model_validate(_EXAMPLE)
    assert record.position is not None
    center = (record.position.lon, record.position.lat)
    example = Feature(record, geodesy.circle(center, record.position.uncertainty_nm))
    path = folder / "exercises" / f"{record.year}.geojson"
    write_atomic(path, collection_bytes([example], f"exercises-{record.year}"))
    return (*written, path)
