"""Shapefiles and their index: which records are there, and which no longer are."""

from __future__ import annotations

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


def test_bytes_after_the_last_record_are_refused_unless_the_index_tells(judged, tmp_path):
    written(tmp_path / "a.shp", [BOX, BOX])
    content = (tmp_path / "a.shp").read_bytes() + b"\xc0" * 80
    content = content[:24] + (len(content) // 2).to_bytes(4, "big") + content[28:]
    (tmp_path / "a.shp").write_bytes(content)
    assert judged("a.zip", packed(tmp_path, "a")).count == 2
    reading = judged("b.zip", packed(tmp_path, "a", (".shx",)))
    assert codes(reading) == ["driver"]
    assert "after record 2: 80 bytes that are no record" in reading.findings[0].message
