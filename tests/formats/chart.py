"""A tiny S-57 cell, written by hand: ISO 8211 records of a few areas and points.

No chart of an office is copied; the structure follows IHO S-57, edition 3.1, parts 2 and 3.
"""

from __future__ import annotations

import struct
from collections.abc import Iterable, Sequence

UNIT, FIELD = b"\x1f", b"\x1e"
COMF = 10_000_000
OBJECTS = {"MIPARE": 83, "RESARE": 112, "EXEZNE": 50, "DEPARE": 42}
ATTRIBUTES = {"OBJNAM": 116, "CATMPA": 39, "DATSTA": 86, "DATEND": 85, "INFORM": 102}

DEFINITIONS = (
    ("0001", "0500;&   ISO 8211 Record Identifier", "", "(b12)"),
    ("DSID", "1600;&   Data set identification field",
     "RCNM!RCID!EXPP!INTU!DSNM!EDTN!UPDN!UADT!ISDT!STED!PRSP!PSDN!PRED!PROF!AGEN!COMT",
     "(b11,b14,2b11,3A,2A(8),R(4),b11,2A,b11,b12,A)"),
    ("DSSI", "1600;&   Data set structure information field",
     "DSTR!AALL!NALL!NOMR!NOCR!NOGR!NOLR!NOIN!NOCN!NOED!NOFA", "(3b11,8b14)"),
    ("DSPM", "1600;&   Data set parameter field",
     "RCNM!RCID!HDAT!VDAT!SDAT!CSCL!DUNI!HUNI!PUNI!COUN!COMF!SOMF!COMT",
     "(b11,b14,3b11,b14,4b11,2b14,A)"),
    ("FRID", "1600;&   Feature record identifier field", "RCNM!RCID!PRIM!GRUP!OBJL!RVER!RUIN",
     "(b11,b14,2b11,2b12,b11)"),
    ("FOID", "1600;&   Feature object identifier field", "AGEN!FIDN!FIDS", "(b12,b14,b12)"),
    ("ATTF", "2600;&   Feature record attribute field", "*ATTL!ATVL", "(b12,A)"),
    ("FSPT", "2600;&   Feature record to spatial record pointer field",
     "*NAME!ORNT!USAG!MASK", "(B(40),3b11)"),
    ("VRID", "1600;&   Vector record identifier field", "RCNM!RCID!RVER!RUIN",
     "(b11,b14,b12,b11)"),
    ("VRPT", "2600;&   Vector record pointer field", "*NAME!ORNT!USAG!TOPI!MASK",
     "(B(40),4b11)"),
    ("SG2D", "2500;&   2-D coordinate field", "*YCOO!XCOO", "(2b24)"),
)  # fmt: skip
TREE = b"0001DSIDDSIDDSSI0001DSPM0001FRIDFRIDFOIDFRIDATTFFRIDFSPT0001VRIDVRIDVRPTVRIDSG2D"


def record(fields: Sequence[tuple[str, bytes]], leader: bytes, tail: bytes) -> bytes:
    """One ISO 8211 record: leader, directory, fields."""
    directory, area = b"", b""
    for tag, content in fields:
        directory += tag.encode() + b"%05d%05d" % (len(content), len(area))
        area += content
    directory += FIELD
    base = 24 + len(directory)
    return (b"%05d" % (base + len(area)) + leader + b"%05d" % base + tail + b"5504" + directory
            + area)  # fmt: skip


def data_record(number: int, *fields: tuple[str, bytes]) -> bytes:
    """A data record with its number."""
    head = ("0001", struct.pack("<H", number % 65536) + FIELD)
    return record([head, *((tag, content + FIELD) for tag, content in fields)], b" D     ", b"   ")


def definition_record() -> bytes:
    """The record that names every field and its parts."""
    fields = [("0000", b"0000;&   " + UNIT + TREE + FIELD)]
    fields += [(tag, name.encode() + UNIT + labels.encode() + UNIT + form.encode() + FIELD)
               for tag, name, labels, form in DEFINITIONS]  # fmt: skip
    return record(fields, b"3LE1 09", b" ! ")


def head_records(datum: int) -> Iterable[bytes]:
    """What the cell is, in which units and on which datum."""
    dsid = struct.pack("<BIBB", 10, 1, 1, 5) + b"XX5TEST1.000" + UNIT + b"1" + UNIT + b"0" + UNIT
    dsid += b"20260101" + b"20260101" + b"03.1" + b"\x01" + UNIT + b"2.0" + UNIT + b"\x01"
    dsid += struct.pack("<H", 550) + UNIT
    dssi = struct.pack("<BBB8I", 2, 0, 0, 0, 0, 3, 0, 0, 3, 3, 0)
    yield data_record(1, ("DSID", dsid), ("DSSI", dssi))
    dspm = struct.pack("<BIBBBIBBBBII", 20, 1, datum, 17, 23, 50_000, 1, 1, 1, 1, COMF, 10) + UNIT
    yield data_record(2, ("DSPM", dspm))


def coordinates(positions: Iterable[tuple[float, float]]) -> bytes:
    """Positions as pairs of integers, latitude first."""
    return b"".join(struct.pack("<ii", round(lat * COMF), round(lon * COMF))
                    for lon, lat in positions)  # fmt: skip


Area = tuple[str, dict[str, str], Sequence[tuple[float, float]]]


def cell(areas: Iterable[Area], datum: int = 2) -> bytes:
    """A cell of areas: object class, attributes, and a ring that is closed by its first corner."""
    found = [definition_record(), *head_records(datum)]
    features = []
    for number, (kind, attributes, ring) in enumerate(areas, 1):
        node = struct.pack("<BI", 120, number)
        edge = struct.pack("<BI", 130, number)
        found.append(data_record(
            100 + number, ("VRID", node + struct.pack("<HB", 1, 1)),
            ("SG2D", coordinates(ring[:1]))))  # fmt: skip
        ends = b"".join(node + bytes((255, 255, side, 255)) for side in (1, 2))
        found.append(data_record(
            200 + number, ("VRID", edge + struct.pack("<HB", 1, 1)), ("VRPT", ends),
            ("SG2D", coordinates(ring[1:-1]))))  # fmt: skip
        texts = b"".join(struct.pack("<H", ATTRIBUTES[name]) + text.encode() + UNIT
                         for name, text in attributes.items())  # fmt: skip
        frid = struct.pack("<BIBBHHB", 100, number, 3, 2, OBJECTS[kind], 1, 1)
        features.append(data_record(
            300 + number, ("FRID", frid), ("FOID", struct.pack("<HIH", 550, number, 1)),
            ("ATTF", texts), ("FSPT", edge + bytes((1, 1, 255)))))  # fmt: skip
    return b"".join([*found, *features])
