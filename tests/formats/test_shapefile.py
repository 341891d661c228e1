"""Shapefiles and their index: which records are there, and which no longer are."""

from __future__ import annotations

import math
import struct

import pytest
import shapely

from tests.formats.conftest import codes
from tests.formats.test_gdal import BOX, packed, written


def test_record_that_the_index_no_longer_lists_is_not_drawn(judged, tmp_path):
    """Programs that change a shape write it at the end, and leave the old one where it was."""
    written(tmp_path / "a.shp", [BOX])
    shp, size = (tmp_path / "a.shp").read_bytes(), 136
    moved = shapely.box(10, 10, 11, 11)
    written(tmp_path / "b.shp", [moved])
    whole = shp[:100] + shp[100:] + (tmp_path / "b.shp").read_bytes()[100:]
    whole = whole[:24] + (len(whole) // 2).to_bytes(4, "big") + whole[28:]
    index = (tmp_path / "a.shx").read_bytes()
    index = index[:100] + ((100 + size) // 2).to_bytes(4, "big") + index[104:]
    assert len(shp) == 100 + size
    (tmp_path / "a.shp").write_bytes(whole)
    (tmp_path / "a.shx").write_bytes(index)
    (found,) = judged("a.zip", packed(tmp_path, "a")).features
    assert found.geometry.equals(moved)


def test_bytes_after_the_last_record_are_refused_unless_index_or_table_tell(judged, tmp_path):
    written(tmp_path / "a.shp", [BOX, BOX])
    content = (tmp_path / "a.shp").read_bytes() + b"\xc0" * 80
    content = content[:24] + (len(content) // 2).to_bytes(4, "big") + content[28:]
    (tmp_path / "a.shp").write_bytes(content)
    assert judged("a.zip", packed(tmp_path, "a")).count == 2
    assert judged("b.zip", packed(tmp_path, "a", (".shx",))).count == 2
    reading = judged("c.zip", packed(tmp_path, "a", (".shx", ".dbf", ".cpg")))
    assert codes(reading) == ["driver"]
    assert "after record 2: 80 bytes that are no record" in reading.findings[0].message


@pytest.mark.parametrize("length", [2, 60])
def test_wrong_length_of_a_record_hides_none_that_follow(length, judged, tmp_path):
    """Real files have lengths that count the head, or that count too little."""
    written(tmp_path / "a.shp", [BOX, shapely.box(10, 10, 11, 11), BOX])
    content = (tmp_path / "a.shp").read_bytes()
    (tmp_path / "a.shp").write_bytes(content[:104] + length.to_bytes(4, "big") + content[108:])
    reading = judged("a.zip", packed(tmp_path, "a"))
    assert [one.geometry.bounds[0] for one in reading.features] == [131, 10, 131]
    without = judged("b.zip", packed(tmp_path, "a", (".shx",)))
    assert without.verdict == "reject" or without.count == 3


def test_bytes_between_two_records_hide_none_that_follow(judged, tmp_path):
    written(tmp_path / "a.shp", [BOX, shapely.box(10, 10, 11, 11)])
    content = (tmp_path / "a.shp").read_bytes()
    whole = content[:236] + b"\xc0" * 40 + content[236:]
    (tmp_path / "a.shp").write_bytes(whole[:24] + (len(whole) // 2).to_bytes(4, "big") + whole[28:])
    reading = judged("a.zip", packed(tmp_path, "a", (".shx", ".dbf", ".cpg")))
    assert (reading.verdict, reading.count) == ("accept", 2)
    assert reading.features[1].geometry.bounds[0] == 10


def test_point_of_no_numbers_is_refused(judged, tmp_path):
    written(tmp_path / "a.shp", [shapely.Point(131, 42), shapely.Point(132, 42)])
    shp = tmp_path / "a.shp"
    shp.write_bytes(shp.read_bytes().replace(struct.pack("<d", 132), struct.pack("<d", math.nan)))
    assert codes(judged("a.zip", packed(tmp_path, "a"))) == ["not-a-position"]
