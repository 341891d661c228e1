"""CSV: columns of degrees, of degrees and minutes, or shapes as text; rows that fit their head."""

from __future__ import annotations

import pytest

from mapper.formats.table import plain
from mapper.formats.writing import guarded
from tests.formats.conftest import codes


@pytest.mark.parametrize("content", [
    "lon,lat\n132,42.5",
    "Longitude;Latitude\n132;42.5",
    "lon;lat\n132,0;42,5",
    "LAT\tLNG\n42.5\t132",
    "x,y\n132,42.5",
    "Home_Longitude,Home_Latitude\n132,42.5",
    "name,position\nA,42-30.0N 132-00.0E",
    "name,position\nA,\"42°30'00\" N, 132°00'00\" E\"".replace('00" N', "00″ N").replace(
        '00" E', "00″ E"),
    "lat,lon\n42-30.0N,132-00.0E",
    'lat,lon\n"42°30′ N","132° E"',
    "широта,долгота\n42.5,132",
    "Breitengrad;Längengrad\n42,5;132",
    "緯度,經度\n42.5,132",
    "lat,lon\n42° 30',132° 0' 0\"",
    "lat,lon\n42 30 00,132-00E",
    "wkt\nPOINT (132 42.5)",
    'wkt, name\n"POINT (132 42.5)", "A, B"',
    "wkt\nSRID=4326;POINT (132 42.5)",
    'geometry\n"{""type"":""Point"",""coordinates"":[132,42.5]}"',
    "\ufefflon,lat\r\n132,42.5\r\n\r\n",
])  # fmt: skip
def test_position_is_read(content, judged):
    reading = judged("a.csv", content)
    assert reading.verdict == "accept", reading.findings
    assert reading.features[0].geometry.wkt == "POINT (132 42.5)"


@pytest.mark.parametrize(("content", "code"), [
    ("name,place\nA,B", "no-position"),
    ("lon,name\n1,A", "no-position"),
    ("Länge;Breite\n120;20", "no-position"),
    ("a_lon,b_lon,a_lat\n1,2,3", "no-position"),
    ("lon,lat\n132", "bad-row"),
    ("lon,lat\n132,42,1", "bad-row"),
    ("lon,lat,lon\n1,2,3", "bad-row"),
    ("lon,lat,Lon\n1,2,3", "bad-row"),
    ("lon,lat,name,name\n1,2,a,b", "bad-row"),
    ('lon,lat\n"132,42', "bad-row"),
    ("lon,lat\nabc,42", "not-a-position"),
    ("lon,lat\nNaN,42", "not-a-position"),
    ("lon,lat\n132,", "not-a-position"),
    ("lon,lat\n42.5,132", "swapped-axes"),
    ("x,y\n14694173,5234000", "metres"),
    ("wkt\nPOINT (132", "not-a-position"),
    ("wkt\n\"POLYGON ((0 0, 1 1, 1 0))\"", "unclosed-ring"),
    ("wkt\n\"POLYGON ((0 0, 0 0))\"", "short-ring"),
    ("wkt\n\"CIRCULARSTRING (0 0, 1 1, 2 0)\"", "shape-type"),
    ("wkt\nSRID=3857;POINT (1 2)", "crs"),
    ("position\n42-75.0N 132-00.0E", "not-a-position"),
    ("lon,lat\n1,2\x00", "encoding"),
])  # fmt: skip
def test_wrong_table_is_refused_by_name(content, code, judged):
    reading = judged("a.csv", content)
    assert reading.verdict == "reject"
    assert codes(reading) == [code]


def test_sign_stands_for_the_hemisphere_in_a_column_of_its_own(judged):
    (found,) = judged("a.csv", "lat,lon\n-33° 30',-70° 15'").features
    assert found.geometry.wkt == "POINT (-70.25 -33.5)"


def test_columns_that_differ_in_capitals_are_two_unless_they_are_of_positions(judged):
    (found,) = judged("a.csv", "SITE,lon,lat,Site\nA,1,2,B").features
    assert found.properties == {"SITE": "A", "Site": "B"}


def test_row_without_a_position_is_a_feature_without_a_place(judged):
    reading = judged("a.csv", "lon,lat,name\n,,A\n1,2,B")
    assert (reading.verdict, reading.count, codes(reading)) == ("accept", 2, ["empty-geometry"])
    assert reading.features[0].geometry is None


@pytest.mark.parametrize("cell", [
    "=1+1", "+49", "-A", "@x", "\tx", "'=1", "''=1", "'tis", "＝1", " =1", "-12.5", "Joint Sea", "",
])  # fmt: skip
def test_guard_against_formulas_is_taken_off_again(cell):
    assert plain(guarded(cell)) == cell


@pytest.mark.parametrize("cell", ["=cmd|' /C calc'!A0", "+1+1", "-1+1", "@SUM(A1)", "\t=1", " =1"])
def test_no_cell_is_a_formula(cell):
    assert guarded(cell).startswith("'")


def test_latin_1_is_refused_with_the_line(judged):
    (finding,) = judged("a.csv", "lon,lat,name\n1,2,café".encode("latin-1")).findings
    assert (finding.code, "line 2" in finding.message) == ("encoding", True)
