"""KML and KMZ: placemarks with their names, times and data; nothing hidden is drawn or fetched."""

from __future__ import annotations

import pytest

from tests.formats.conftest import codes
from tests.formats.hostile import zipped

HEAD = '<?xml version="1.0" encoding="UTF-8"?><kml xmlns="http://www.opengis.net/kml/2.2">'
RING = "131,42,0 132,42,0 132,43,0 131,43,0 131,42,0"


def kml(inner: str, head: str = HEAD) -> str:
    return f"{head}<Document>{inner}</Document></kml>"


def place(inner: str, **attributes: str) -> str:
    said = "".join(f' {name}="{value}"' for name, value in attributes.items())
    return f"<Placemark{said}><name>A</name>{inner}</Placemark>"


def ring(text: str, side: str = "outer") -> str:
    return (f"<{side}BoundaryIs><LinearRing><coordinates>{text}</coordinates></LinearRing>"
            f"</{side}BoundaryIs>")  # fmt: skip


def line(text: str) -> str:
    return f"<LineString><coordinates>{text}</coordinates></LineString>"


def alone(text: str) -> str:
    """A ring that bounds no polygon: it is drawn as a line."""
    return f"<LinearRing><coordinates>{text}</coordinates></LinearRing>"


POINT = "<Point><coordinates>132,42.5</coordinates></Point>"


@pytest.mark.parametrize(("inner", "wkt"), [
    (POINT, "POINT (132 42.5)"),
    (line("1,2 3,4"), "LINESTRING (1 2, 3 4)"),
    (line("\n 1,2,0\n\t3,4,0\n"), "LINESTRING (1 2, 3 4)"),
    (f"<Polygon>{ring(RING)}</Polygon>", "POLYGON ((131 42, 132 42, 132 43, 131 43, 131 42))"),
    (f"<MultiGeometry>{POINT}{POINT}</MultiGeometry>", "MULTIPOINT ((132 42.5), (132 42.5))"),
    (f"<MultiGeometry>{POINT}{line('1,2 3,4')}</MultiGeometry>",
     "GEOMETRYCOLLECTION (POINT (132 42.5), LINESTRING (1 2, 3 4))"),
    (alone("1,2 3,4 5,6 1,2"), "LINESTRING (1 2, 3 4, 5 6, 1 2)"),
    ('<gx:Track xmlns:gx="http://www.google.com/kml/ext/2.2"><when>2025</when>'
     "<gx:coord>1 2 0</gx:coord><gx:coord>3 4 0</gx:coord></gx:Track>", "LINESTRING (1 2, 3 4)"),
])  # fmt: skip
def test_shape_is_read(inner, wkt, judged):
    reading = judged("a.kml", kml(place(inner)))
    assert reading.verdict == "accept", reading.findings
    assert reading.features[0].geometry.wkt == wkt


@pytest.mark.parametrize("head", [
    "<kml>", '<kml xmlns="http://earth.google.com/kml/2.1">', '<kml xmlns="http://www.opengis.net/kml/2.3">',
    '<?xml version="1.0" encoding="ISO-8859-1"?><kml>',
])  # fmt: skip
def test_every_age_of_kml_is_read(head, judged):
    assert judged("a.kml", kml(place(POINT), head)).count == 1


def test_names_times_and_data_are_kept(judged):
    inner = (
        "<description>d</description><TimeSpan><begin>2025-08-01</begin><end>2025-08-05</end>"
        '</TimeSpan><ExtendedData><Data name="authority"><value>MSA</value></Data>'
        '<SchemaData><SimpleData name="hazard">gunnery</SimpleData></SchemaData></ExtendedData>'
    )
    (found,) = judged("a.kml", kml(f"<Folder><name>F</name>{place(inner + POINT, id='x')}</Folder>")
                      ).features  # fmt: skip
    assert found.id == "x"
    assert found.properties == {
        "name": "A", "description": "d", "begin": "2025-08-01", "end": "2025-08-05",
        "authority": "MSA", "hazard": "gunnery", "folder": "F"}  # fmt: skip


def test_data_of_one_name_are_all_kept(judged):
    data = "".join(f'<Data name="port"><value>{port}</value></Data>' for port in ("A", "B"))
    inner = f"<ExtendedData>{data}</ExtendedData>{POINT}"
    (found,) = judged("a.kml", kml(place(inner))).features
    assert found.properties["port"] == ["A", "B"]


def test_ids_are_told_apart(judged):
    assert judged("a.kml", kml(place(POINT, id="a") + place(POINT, id="b"))).verdict == "accept"


@pytest.mark.parametrize(("inner", "code"), [
    (f"<MultiPolygon><Polygon>{ring(RING)}</Polygon></MultiPolygon>", "foreign-shape"),
    ("<Point><coordinates>132.5,42.5,0,20</coordinates></Point>", "loose-tuples"),
    (line("1, 2, 0 3, 4, 0"), "loose-tuples"),
    (line("1,2,0,3,4,0,5,6,0"), "loose-tuples"),
    (line("1,2, 3,4, 5,6"), "loose-tuples"),
    (f"<Polygon>{ring('0,0 2,2 2,0 0,2 0,0')}</Polygon>", "self-crossing"),
    (line("170,0 190,0"), "antimeridian"),
])  # fmt: skip
def test_looseness_is_read_with_a_notice(inner, code, judged):
    reading = judged("a.kml", kml(place(inner)))
    assert (reading.verdict, codes(reading)) == ("repair", [code])


def test_glued_tuples_are_parted(judged):
    (found,) = judged("a.kml", kml(place(line("1,2,0,3,4,0,5,6,0")))).features
    assert found.geometry.wkt == "LINESTRING (1 2, 3 4, 5 6)"


@pytest.mark.parametrize(("content", "code"), [
    (kml(place(line("1,2"))), "short-line"),
    (kml(place(f"<Polygon>{ring('1,2 3,4 5,6')}</Polygon>")), "unclosed-ring"),
    (kml(place(f"<Polygon>{ring('1,2 3,4 1,2')}</Polygon>")), "short-ring"),
    (kml(place(f"<Polygon>{ring(RING, 'inner')}</Polygon>")), "short-ring"),
    (kml(place(alone("1,2 3,4 5,6"))), "unclosed-ring"),
    (kml(place(alone("1,2 3,4 1,2"))), "short-ring"),
    (kml(place(line("1;2 3;4"))), "not-a-position"),
    (kml(place("<Point><coordinates>132,5,42,5</coordinates></Point>")), "not-a-position"),
    (kml(place(POINT, id="a") + place(POINT, id="a")), "duplicate-id"),
    (kml(place(line("1,2,3,4 5,6,7,8"))), "not-a-position"),
    (kml(place(line("1,2,3,4,5,6"))), "not-a-position"),
    ("<Document xmlns='urn:iso:std:iso:20022'/>", "unsupported"),
    (kml(place(line("NaN,2 3,4"))), "not-a-position"),
    (kml(place(line("1e999,2 3,4"))), "not-a-position"),
    (kml(place(line("١,2 3,4"))), "not-a-position"),
    (kml(place(line("1_0,2 3,4"))), "not-a-position"),
    (kml(place(line("42,131 43,132"))), "swapped-axes"),
    (kml(place(line("14694173,5234000 1,2"))), "metres"),
    (kml(place(POINT))[:-10], "not-xml"),
    (kml(place(POINT)) + "x", "not-xml"),
    (kml(place("<gx:Track/>")), "not-xml"),
    (kml(place("<name>&nbsp;</name>")), "not-xml"),
    ("<!DOCTYPE kml>" + kml(place(POINT), "<kml>"), "dtd"),
    ("<gml:FeatureCollection xmlns:gml='http://www.opengis.net/gml'/>", "unsupported"),
    ("<osm version='0.6'/>", "unsupported"),
    ("<html><body>Not found</body></html>", "web-page"),
    ("Placemark", "not-xml"),
])  # fmt: skip
def test_wrong_kml_is_refused_by_name(content, code, judged):
    reading = judged("a.kml", content)
    assert reading.verdict == "reject"
    assert code in codes(reading)


@pytest.mark.parametrize("encoding", ["utf-16", "latin-1"])
def test_letters_of_kml_are_never_guessed(encoding, judged):
    content = kml(place(f"<description>é</description>{POINT}")).encode(encoding)
    assert judged("a.kml", content).verdict == "reject"


def test_declared_letters_of_xml_are_read(judged):
    head = '<?xml version="1.0" encoding="ISO-8859-1"?><kml>'
    content = kml(place(f"<description>é</description>{POINT}"), head).encode("latin-1")
    assert judged("a.kml", content).features[0].properties["description"] == "é"


@pytest.mark.parametrize(("inner", "code"), [
    ("<NetworkLink><Link><href>http://127.0.0.1:9/a.kml</href></Link></NetworkLink>",
     "network-link"),
    ("<GroundOverlay/>", "not-drawn"),
    (place("<Model/>"), "not-drawn"),
    ("", "nothing-drawn"),
    (place(""), ""),
    (place("<Point/>"), "empty-geometry"),
])  # fmt: skip
def test_what_is_not_drawn_is_said(inner, code, judged):
    reading = judged("a.kml", kml(inner))
    assert reading.verdict == "accept"
    assert not code or code in codes(reading)


def test_kmz_is_read_by_its_first_document(judged):
    content = zipped(doc__kml=kml(place(POINT)).encode(), other__kml=b"<kml/>", icon__png=b"x")
    reading = judged("a.kmz", content)
    assert (reading.verdict, reading.count, codes(reading)) == ("accept", 1, ["network-link"])


@pytest.mark.parametrize(("content", "code"), [
    (zipped(a__txt=b"x"), "archive-content"),
    (zipped(a__geojson=b"{}", b__geojson=b"{}"), "archive-content"),
    (zipped(doc__kml=zipped(doc__kml=b"<kml/>")), "archive-content"),
    (zipped(doc__kml=kml(place(POINT)).encode())[:-30], "archive"),
    (b"PK\x03\x04 and nothing more", "archive"),
    (b"", "empty"),
])  # fmt: skip
def test_archive_without_a_map_is_refused(content, code, judged):
    assert codes(judged("a.kmz", content)) == [code]
