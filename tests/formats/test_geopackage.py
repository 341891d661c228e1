"""GeoPackages as they come: with arcs, and with letters that are none."""

from __future__ import annotations

import contextlib
import sqlite3
import struct
from pathlib import Path

import pytest

from tests.formats.conftest import codes
from tests.formats.test_gdal import BOX, written


def shaped(path: Path, wkb: bytes) -> None:
    """Put another shape in the place of the first one of a GeoPackage."""
    with contextlib.closing(sqlite3.connect(path)) as database:
        for (name,) in database.execute("select name from sqlite_master where type='trigger'"):
            database.execute(f"drop trigger {name}")
        blob = b"GP\0\1" + (4326).to_bytes(4, "little") + wkb
        database.execute("update layer set geom = ? where fid = 1", (blob,))
        database.commit()


CORNERS = struct.pack("<6d", 131, 42, 132, 43, 133, 42)


@pytest.mark.parametrize(("kind", "found"), [(8, ["arcs"]), (2, [])])
def test_arcs_are_drawn_as_sides_and_said_to_be(kind, found, reader, tmp_path):
    path = tmp_path / "a.gpkg"
    written(path, [BOX, BOX], layer="layer")
    shaped(path, struct.pack("<BII", 1, kind, 3) + CORNERS)
    reading = reader.read(path)
    assert (codes(reading), reading.count) == (found, 2)
    assert reading.features[0].geometry.geom_type == "LineString"


def test_database_with_letters_that_are_none_is_refused(reader, tmp_path):
    """The names of its tables are no UTF-8, and neither is what SQLite says of it."""
    path = tmp_path / "a.gpkg"
    written(path, [BOX])
    path.write_bytes(
        path.read_bytes().replace(b"gpkg_geometry_columns", b"gpkg_geometry\x80columns")
    )
    assert reader.read(path).verdict == "reject"
    assert "crashed" not in codes(reader.read(path))
