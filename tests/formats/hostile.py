"""Hostile files, made when they are needed: bombs, deep nests, endless rings, foreign paths."""

from __future__ import annotations

import gzip
import io
import json
import math
import random
import struct
import zipfile
import zlib
from collections.abc import Callable

MEGABYTE = 1024 * 1024


def zipped(**members: bytes) -> bytes:
    """A zip archive; ``__`` in a name stands for a dot."""
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in members.items():
            archive.writestr(name.replace("__", "."), content)
    return stream.getvalue()


def zip_bomb() -> bytes:
    """300 MB of blanks in a KMZ of 300 kB."""
    stream = io.BytesIO()
    with (
        zipfile.ZipFile(stream, "w", zipfile.ZIP_DEFLATED) as archive,
        archive.open("doc.kml", "w", force_zip64=True) as member,
    ):
        for _ in range(300):
            member.write(b" " * MEGABYTE)
    return stream.getvalue()


def lying_zip() -> bytes:
    """A KMZ that declares 10 bytes and unpacks to 100 MB."""
    content = bytearray(zipped(doc__kml=b" " * (100 * MEGABYTE)))
    for signature, offset in ((b"PK\x03\x04", 22), (b"PK\x01\x02", 24)):
        place = content.find(signature) + offset
        content[place : place + 4] = struct.pack("<I", 10)
    return bytes(content)


def many_members() -> bytes:
    """A zip archive of 20,000 empty members."""
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w") as archive:
        for number in range(20_000):
            archive.writestr(f"{number}.kml", b"")
    return stream.getvalue()


def overlapping_zip() -> bytes:
    """Two entries of the directory that name one and the same member, again and again."""
    whole = zipped(doc__kml=bytes(random.Random(1).randbytes(2000)))
    start = whole.find(b"PK\x01\x02")
    end = whole.find(b"PK\x05\x06")
    entry, count = whole[start:end], 300
    entries = b"".join(entry.replace(b"doc.kml", b"%03d.kml" % n) for n in range(count))
    tail = struct.pack("<4sHHHHIIH", b"PK\x05\x06", 0, 0, count, count, len(entries), start, 0)
    return whole[:start] + entries + tail


def gzip_bomb() -> bytes:
    """500 MB of blanks in half a megabyte."""
    packer = zlib.compressobj(9, zlib.DEFLATED, 31)
    parts = [packer.compress(b" " * MEGABYTE) for _ in range(500)]
    return b"".join([*parts, packer.flush()])


def billion_laughs() -> bytes:
    """Ten entities, each ten times the one before."""
    lines = ['<!ENTITY a0 "ha">']
    lines += [f'<!ENTITY a{n} "{f"&a{n - 1};" * 10}">' for n in range(1, 10)]
    head = f"<?xml version='1.0'?><!DOCTYPE kml [{''.join(lines)}]>"
    return f"{head}<kml><Placemark><name>&a9;</name></Placemark></kml>".encode()


def external_entity() -> bytes:
    """An entity that names a file of the system."""
    return (
        b"<?xml version='1.0'?><!DOCTYPE kml [<!ENTITY x SYSTEM 'file:///etc/passwd'>]>"
        b"<kml><Placemark><name>&x;</name></Placemark></kml>"
    )


def deep_json() -> bytes:
    """900,000 brackets."""
    return b'{"type":"Point","coordinates":' + b"[" * 900_000 + b"]" * 900_000 + b"}"


def deep_xml() -> bytes:
    """200,000 folders in one another."""
    count = 200_000
    return b"<kml>" + b"<Folder>" * count + b"</Folder>" * count + b"</kml>"


def endless_string() -> bytes:
    """A string of escaped quotes that never ends: quadratic for careless patterns."""
    return b'{"a":"' + b'\\"' * (4 * MEGABYTE)


def ring_of(count: int) -> bytes:
    """A polygon whose one ring has so many vertices."""
    step = 2 * math.pi / count
    ring = [f"[{20 * math.cos(n * step):.6f},{20 * math.sin(n * step):.6f}]" for n in range(count)]
    return f'{{"type":"Polygon","coordinates":[[{",".join([*ring, ring[0]])}]]}}'.encode()


def million_ring() -> bytes:
    """A ring of a million vertices."""
    return ring_of(1_000_000)


def long_ring() -> bytes:
    """A ring of more vertices than one line may have."""
    return ring_of(260_000)


def tangled_ring() -> bytes:
    """A ring through 3,000 random corners: its repair would not end."""
    chance = random.Random(7)
    ring = [[chance.uniform(-60, 60), chance.uniform(-60, 60)] for _ in range(3000)]
    return json.dumps({"type": "Polygon", "coordinates": [[*ring, ring[0]]]}).encode()


def empty_objects() -> bytes:
    """60 MB of empty objects: more than a gigabyte once parsed."""
    return b'{"type":"Point","coordinates":[' + b"{}," * (20 * MEGABYTE) + b"1]}"


def empty_elements() -> bytes:
    """60 MB of empty elements."""
    return b"<kml>" + b"<a/>" * (15 * MEGABYTE) + b"</kml>"


def many_keys() -> bytes:
    """An object of 200,000 keys, one of them twice at the end."""
    keys = ",".join(f'"k{n}":1' for n in range(200_000))
    return f'{{{keys},"k199999":2}}'.encode()


def wide_table() -> bytes:
    """A table of 100,000 columns."""
    return b",".join(b"c%d" % n for n in range(100_000)) + b"\n1"


def long_cell() -> bytes:
    """A table with a cell of 50 MB."""
    return b'lon,lat,name\n1,2,"' + b"a" * (50 * MEGABYTE) + b'"'


def gzip_in_gzip() -> bytes:
    """A gzip file in a gzip file."""
    return gzip.compress(gzip.compress(b'{"type":"Point","coordinates":[1,2]}'))


BOMBS: dict[str, tuple[Callable[[], bytes], str]] = {
    "zip.kmz": (zip_bomb, "archive-bomb"),
    "lying.kmz": (lying_zip, "archive"),
    "members.kmz": (many_members, "archive-bomb"),
    "overlap.kmz": (overlapping_zip, "archive-bomb"),
    "gzip.geojson.gz": (gzip_bomb, "archive-bomb"),
    "gzip-in-gzip.gz": (gzip_in_gzip, "archive-content"),
    "laughs.kml": (billion_laughs, "dtd"),
    "entity.kml": (external_entity, "dtd"),
    "deep.geojson": (deep_json, "too-deep"),
    "long.geojson": (long_ring, "too-many-vertices"),
    "deep.kml": (deep_xml, "too-deep"),
    "string.geojson": (endless_string, "not-json"),
    "million.geojson": (million_ring, "too-many-vertices"),
    "tangle.geojson": (tangled_ring, "irreparable"),
    "objects.geojson": (empty_objects, "too-many-values"),
    "elements.kml": (empty_elements, "too-many-values"),
    "keys.geojson": (many_keys, "duplicate-key"),
    "wide.csv": (wide_table, "too-many-values"),
    "cell.csv": (long_cell, "bad-row"),
}
"""Each bomb with the code that must refuse it."""
