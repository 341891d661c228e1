"""GeoPackages put in the form that GDAL's binding reads, without a change to what they hold."""

from __future__ import annotations

import contextlib
import sqlite3
from pathlib import Path
from typing import Literal

from mapper.formats.findings import Findings, Refused

SQLITE = b"SQLite format 3\x00"
_VERSIONS = slice(18, 20)
_WAL, _JOURNAL = b"\x02\x02", b"\x01\x01"
_APPLICATION = slice(68, 72)
_APPLICATIONS = (b"GP10", b"GP11", b"GPKG")
_ENVELOPES = {1: 32, 2: 48, 3: 48, 4: 64}
"""Bytes of the box before a shape, by the flag in its head."""

_MAY_HOLD_ARCS = range(7, 13)
"""Types of well-known binary: collection, CircularString to MultiSurface."""


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


def readable(content: bytes, findings: Findings) -> bytes:
    """The same database as GDAL opens it from memory; layers with arcs are told.

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
            _tell_arcs(database, findings)
            changed = database.execute(
                "update gpkg_geometry_columns set z = 0, m = 0 "
                "where upper(geometry_type_name) = 'GEOMETRY' and (z = 1 or m = 1)"
            )
            database.commit()
            return database.serialize() if changed.rowcount else whole
    except (sqlite3.Error, UnicodeError):
        return whole  # GDAL says what is wrong with it.


def _tell_arcs(database: sqlite3.Connection, findings: Findings) -> None:
    """Find the layers with arcs, which GDAL turns into short straight sides without a word."""
    columns = "select table_name, column_name from gpkg_geometry_columns"
    for names in database.execute(columns).fetchall():
        table, column = (str(name).replace('"', '""') for name in names)
        with contextlib.suppress(sqlite3.Error):  # Of a view, which may run anything.
            shapes = database.execute(f'select "{column}" from "{table}"')  # noqa: S608 - quoted
            if not any(has_arc(blob) for (blob,) in shapes):
                continue
            findings.add("arcs", "arcs are drawn as short straight sides", str(names[0])[:60])


def has_arc(blob: object) -> bool:
    r"""Whether a shape, as GeoPackage writes it, holds a CircularString.

    Examples
    --------
    >>> head = b"GP\0\1" + bytes(4)
    >>> has_arc(head + b"\1" + (8).to_bytes(4, "little"))
    True
    >>> has_arc(head + b"\1" + (1).to_bytes(4, "little"))
    False
    """
    if not isinstance(blob, bytes) or len(blob) < 13:
        return False
    start = 8 + _ENVELOPES.get(blob[3] >> 1 & 7, 0)
    order: Literal["little", "big"] = "little" if blob[start : start + 1] == b"\1" else "big"
    kind = int.from_bytes(blob[start + 1 : start + 5], order) % 1000
    if kind not in _MAY_HOLD_ARCS:
        return False
    arcs = (8 + 1000 * dimensions for dimensions in range(4))
    return any(blob[start : start + 1] + arc.to_bytes(4, order) in blob for arc in arcs)


def _no_trigger(*said: str | int | None) -> int:
    """Let a statement be; what triggers and views of the file would run is refused."""
    return sqlite3.SQLITE_DENY if said[-1] else sqlite3.SQLITE_OK
