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

MAGIC = b"\x00\x00\x27\x0a"
SIDES = (".dbf", ".shx", ".prj", ".cpg")
_HEAD = 32
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
        parts[f"{layer}.shx"] = _index_of(parts[f"{layer}.shp"])
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
    declared = struct.unpack(">i", content[24:28])[0] * 2
    if declared > len(content):
        raise Refused(
            "driver",
            f"{name[:60]}: cut short; {len(content):,} bytes of {declared:,}; copy it again",
        )


def _index_of(content: bytes) -> bytes:
    """The .shx of a .shp: where each record begins, and how long it is.

    One that came with it may be missing, cut short, or lie.
    """
    found = []
    offset = 100
    while offset + 8 <= len(content):
        (length,) = struct.unpack(">i", content[offset + 4 : offset + 8])
        if length < 2 or offset + 8 + 2 * length > len(content):
            break
        found.append(struct.pack(">ii", offset // 2, length))
        offset += 8 + 2 * length
    size = struct.pack(">i", (100 + 8 * len(found)) // 2)
    return content[:24] + size + content[28:100] + b"".join(found)


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
