"""Shapefiles put in the form that GDAL reads: parts side by side, their index made anew."""

from __future__ import annotations

import codecs
import io
import re
import struct
import zipfile
from collections.abc import Mapping
from dataclasses import dataclass

from mapper.formats.findings import Findings, Refused
from mapper.formats.limits import MAX_FEATURES

MAGIC = b"\x00\x00\x27\x0a"
SIDES = (".dbf", ".shx", ".prj", ".cpg")
_HEAD = 32
_PAIR = struct.Struct(">ii")
_KINDS = (0, 1, 3, 5, 8, 11, 13, 15, 18, 21, 23, 25, 28, 31)
"""Types of shapes; a record begins with its number, its length, and one of these."""

_LANGUAGE = 29
_ISO = re.compile(r"^(?:iso)?8859([0-9]{1,2})$")
_PAGE = re.compile(r"^(?:ansi|oem|windows|cp|ms)?([0-9]{3,5})$")
_TEXTS = ("utf8", "cp", "iso8859", "latin", "big5", "gb", "euc", "shiftjis", "sjis", "koi8", "mac")


@dataclass(frozen=True)
class Packed:
    """Shapefiles in one archive.

    Attributes
    ----------
    content : bytes
        A zip archive.
    described : frozenset of str
        Layers with a reference system beside them.
    encodings : dict
        Layers to the codec of their letters, where GDAL does not find it by itself.
    """

    content: bytes
    described: frozenset[str]
    encodings: Mapping[str, str]


def packed(members: Mapping[str, bytes], findings: Findings) -> Packed:
    """Shapefiles given by their parts.

    Raises
    ------
    Refused
        A part is cut short, or its letters are in no code page that is known.
    """
    parts = _beside_one_another(members)
    layers = [name[:-4] for name in parts if name.endswith(".shp")]
    encodings = {}
    for layer in layers:
        _check_shp(parts[f"{layer}.shp"], layer)
        parts[f"{layer}.shx"] = _index_of(
            parts[f"{layer}.shp"], parts.get(f"{layer}.shx", b""), _rows(parts.get(f"{layer}.dbf"))
        )
        page = parts.pop(f"{layer}.cpg", b"")
        encoding = _encoding(page, parts.get(f"{layer}.dbf", b""), layer, findings)
        if encoding:
            encodings[layer] = encoding
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w") as archive:
        for name, part in parts.items():
            archive.writestr(name, part)
    described = frozenset(one for one in layers if parts.get(f"{one}.prj", b"").strip())
    return Packed(stream.getvalue(), described, encodings)


def _beside_one_another(members: Mapping[str, bytes]) -> dict[str, bytes]:
    """The parts of every layer in one folder, as GDAL looks for them: suffixes in small letters."""
    stems: dict[str, str] = {}
    parts = {}
    for name, part in members.items():
        base = name[:-4].rpartition("/")[2] or "layer"
        taken = base in stems.values()
        stem = stems.setdefault(name[:-4], f"{base}-{len(stems)}" if taken else base)
        parts[stem + name[-4:].lower()] = part
    return parts


def _check_shp(content: bytes, name: str) -> None:
    if len(content) < 100 or content[:4] != MAGIC:
        raise Refused("driver", f"{name[:60]}: not a Shapefile")
    declared = _declared(content)
    if declared > len(content):
        raise Refused(
            "driver",
            f"{name[:60]}: cut short; {len(content):,} bytes of {declared:,}; copy it again",
        )


def _index_of(content: bytes, given: bytes, rows: int | None) -> bytes:
    """The .shx of a .shp: where each record begins, and how long it is.

    One that came with it may be missing, cut short, or lie; it is believed where a record begins
    at each of its places and the table has as many rows. It knows which records were deleted.

    Raises
    ------
    Refused
        There is something behind the last record, and no table that says that it is the last.
    """
    if len(given) > 100 + 8 * MAX_FEATURES:
        given = b""
    records = [*_PAIR.iter_unpack(given[100 : 100 + (len(given) - 100) // 8 * 8])]
    whole = len(given) == _declared(given) == 100 + 8 * len(records)
    counted = rows == len(records) == len(set(records))
    if not (whole and counted and all(_begins(content, 2 * at, size) for at, size in records)):
        records, end = _records(content)
        left = _declared(content) - end
        if left > 0 and rows != len(records):
            raise Refused("driver", f"after record {len(records)}: {left:,} bytes that are no "
                          "record; copy it again, with its .shx")  # fmt: skip
    size = struct.pack(">i", (100 + 8 * len(records)) // 2)
    return content[:24] + size + content[28:100] + b"".join(_PAIR.pack(*one) for one in records)


def _records(content: bytes) -> tuple[list[tuple[int, int]], int]:
    """The records one after the other, and where the last one ends.

    Some programs write a wrong length, or leave bytes between two records: where none begins at
    the end of one, the next is looked for by its number.
    """
    found: list[tuple[int, int]] = []
    offset, last = 100, _declared(content)
    while offset + 12 <= last:
        number, size = _PAIR.unpack_from(content, offset)
        if not _begins(content, offset, size):
            break
        found.append((offset // 2, size))
        if len(found) > MAX_FEATURES:
            raise Refused("too-many-values", f"more than {MAX_FEATURES:,} shapes; split the file")
        after = offset + 8 + 2 * size
        if after < last and not _begins(content, after):
            after = _numbered(content, number + 1, offset + 12) or after
        offset = after
    return found, offset


def _begins(content: bytes, offset: int, size: int | None = None) -> bool:
    """Whether a record, of that size in words of two bytes, can begin at an offset."""
    if not 100 <= offset <= len(content) - 12:
        return False
    stated = _PAIR.unpack_from(content, offset)[1] if size is None else size
    kind = int.from_bytes(content[offset + 8 : offset + 12], "little")
    return kind in _KINDS and 2 <= stated <= (len(content) - offset - 8) // 2


def _numbered(content: bytes, number: int, start: int) -> int | None:
    """Where the record of a number begins, at an offset or behind it."""
    mark = number.to_bytes(4, "big") if 0 < number < 1 << 31 else b""
    at = content.find(mark, start) if mark else -1
    while at >= 0 and not _begins(content, at):
        at = content.find(mark, at + 1)
    return at if at >= 0 else None


def _declared(content: bytes) -> int:
    """The length that the head of a .shp or .shx states, in bytes; 0 without a head."""
    return 2 * int(struct.unpack(">i", content[24:28])[0]) if len(content) >= 100 else 0


def _rows(table: bytes | None) -> int | None:
    """How many rows a .dbf states; ``None`` where there is no head."""
    return int.from_bytes(table[4:8], "little") if table and len(table) >= _HEAD else None


def _encoding(page: bytes, table: bytes, layer: str, findings: Findings) -> str | None:
    """The codec of a table's letters; ``None`` where there are none, or its head tells GDAL."""
    if len(table) < _HEAD:
        return None
    rows = table[int.from_bytes(table[8:10], "little") :]
    if rows.isascii():
        return None
    stated = codec(page.decode("ascii", "replace"))
    if stated:
        return stated
    if not page.strip() and table[_LANGUAGE]:
        return None
    if _is_utf8(rows):
        return "utf-8"
    if page.strip():
        raise Refused("encoding", "the .cpg names no code page; write the one of the .dbf", layer)
    findings.add("no-encoding", "no code page is named; letters are taken as Latin-1", layer)
    return None


def _is_utf8(content: bytes) -> bool:
    try:
        content.decode()
    except UnicodeDecodeError:
        return False
    return True


def codec(name: str) -> str | None:
    """The encoding that a ``.cpg`` file names, or ``None``.

    Examples
    --------
    >>> codec("ANSI 1250"), codec("88591"), codec("UTF-8"), codec("Big-5"), codec("<html>")
    ('cp1250', 'iso8859-1', 'utf-8', 'big5', None)
    """
    plain = re.sub("[ _-]", "", name.strip().lower())
    plain = _PAGE.sub(r"cp\1", _ISO.sub(r"iso8859-\1", plain)).replace("koi8", "koi8-")
    try:
        found = codecs.lookup(plain).name if plain.startswith(_TEXTS) else None
    except LookupError:
        return None
    return found and found.replace("_", "-")  # As GDAL spells it.
