"""GeoPackages put in the form that GDAL's binding reads, without a change to what they hold."""

from __future__ import annotations

import contextlib
import sqlite3
from pathlib import Path

from mapper.formats.findings import Refused

SQLITE = b"SQLite format 3\x00"
_VERSIONS = slice(18, 20)
_WAL, _JOURNAL = b"\x02\x02", b"\x01\x01"
_APPLICATION = slice(68, 72)
_APPLICATIONS = (b"GP10", b"GP11", b"GPKG")


def is_geopackage(content: bytes) -> bool:
    """Whether an SQLite file is a GeoPackage, by its mark or by its table of contents."""
    return content[_APPLICATION] in _APPLICATIONS or b"gpkg_contents" in content


def check_log(path: Path) -> None:
    """Refuse a database whose last changes still lie in a write-ahead log beside it.

    Raises
    ------
    Refused
        The log is not empty: the file alone is only a part.
    """
    log = path.with_name(f"{path.name}-wal")
    with contextlib.suppress(OSError):
        if log.stat().st_size:
            raise Refused("driver", f"changes still lie in {log.name[:60]}; close the program that "
                          "has the file open, and read it again")  # fmt: skip


def readable(content: bytes) -> bytes:
    """The same database as GDAL opens it from memory.

    A mark says that it is a GeoPackage, no write-ahead log is looked for, and a column of "any
    shape, with heights" is called "any shape": the heights stay, but pyogrio 0.13 knows no such
    type.
    """
    head = bytearray(content[:100])
    if head[_VERSIONS] == _WAL:
        head[_VERSIONS] = _JOURNAL
    if head[_APPLICATION] not in _APPLICATIONS:
        head[_APPLICATION] = _APPLICATIONS[0]
    whole = bytes(head) + content[100:]
    try:
        with contextlib.closing(sqlite3.connect(":memory:")) as database:
            database.deserialize(whole)
            database.set_authorizer(_no_trigger)
            changed = database.execute(
                "update gpkg_geometry_columns set z = 0, m = 0 "
                "where upper(geometry_type_name) = 'GEOMETRY' and (z = 1 or m = 1)"
            )
            database.commit()
            return database.serialize() if changed.rowcount else whole
    except sqlite3.Error:
        return whole  # GDAL says what is wrong with it.


def _no_trigger(*said: str | int | None) -> int:
    """Let a statement be; what triggers and views of the file would run is refused."""
    return sqlite3.SQLITE_DENY if said[-1] else sqlite3.SQLITE_OK
