"""GPX: waypoints, routes and tracks with their names, times and extensions."""

from __future__ import annotations

import pytest

from tests.formats.conftest import codes

HEAD = '<gpx version="1.1" creator="x" xmlns="http://www.topografix.com/GPX/1/1">'


def points(kind: str, *lonlats: tuple[str, str]) -> str:
    return "".join(f'<{kind} lat="{lat}" lon="{lon}"/>' for lon, lat in lonlats)


def gpx(inner: str) -> str:
    return f"{HEAD}{inner}</gpx>"


@pytest.mark.parametrize(("inner", "wkt"), [
    (points("wpt", ("132", "42.5")), "POINT (132 42.5)"),
    (f"<rte>{points('rtept', ('1', '2'), ('3', '4'))}</rte>", "LINESTRING (1 2, 3 4)"),
    (f"<trk><trkseg>{points('trkpt', ('1', '2'), ('3', '4'))}</trkseg></trk>",
     "LINESTRING (1 2, 3 4)"),
    (f"<trk><trkseg>{points('trkpt', ('1', '2'), ('3', '4'))}</trkseg><trkseg/><trkseg>"
     f"{points('trkpt', ('5', '6'), ('7', '8'))}</trkseg></trk>",
     "MULTILINESTRING ((1 2, 3 4), (5 6, 7 8))"),
    (f"<trk><trkseg>{points('trkpt', ('1', '2'))}</trkseg></trk>", "POINT (1 2)"),
])  # fmt: skip
def test_shape_is_read(inner, wkt, judged):
    reading = judged("a.gpx", gpx(inner))
    assert reading.verdict == "accept", reading.findings
    assert reading.features[0].geometry.wkt == wkt


def test_points_outside_a_segment_are_read_with_a_notice(judged):
    inner = f"<trk>{points('trkpt', ('1', '2'), ('3', '4'))}</trk>"
    reading = judged("a.gpx", gpx(inner))
    assert (reading.verdict, codes(reading)) == ("repair", ["foreign-shape"])
    assert reading.features[0].geometry.wkt == "LINESTRING (1 2, 3 4)"


def test_names_and_extensions_are_kept(judged):
    content = gpx('<wpt lat="42" lon="132"><time>2025-08-01T00:00:00Z</time><name>A</name>'
                  '<extensions><x:id xmlns:x="urn:x">a-1</x:id></extensions></wpt>')  # fmt: skip
    (found,) = judged("a.gpx", content).features
    assert found.properties == {"gpx": "wpt", "time": "2025-08-01T00:00:00Z", "name": "A",
                                "id": "a-1"}  # fmt: skip


@pytest.mark.parametrize(("inner", "code"), [
    ('<wpt lat="42"/>', "not-a-position"),
    ('<wpt lat="undefined" lon="1"/>', "not-a-position"),
    ('<wpt lat="nan" lon="inf"/>', "not-a-position"),
    ('<wpt lat="132" lon="42"/>', "swapped-axes"),
    ('<wpt lat="95" lon="132"/>', "out-of-range"),
    ("<trk><trkseg>", "not-xml"),
])  # fmt: skip
def test_wrong_gpx_is_refused_by_name(inner, code, judged):
    assert codes(judged("a.gpx", gpx(inner))) == [code]


def test_gpx_without_anything_is_accepted_with_a_note(judged):
    reading = judged("a.gpx", gpx(""))
    assert (reading.verdict, codes(reading)) == ("accept", ["nothing-drawn"])


RING = points("trkpt", ("1", "2"), ("3", "2"), ("3", "4"), ("1", "2"))
HOLE = points("trkpt", ("2", "2.5"), ("2.5", "2.5"), ("2.5", "3"), ("2", "2.5"))
NAMED = '<extensions><a:ring xmlns:a="urn:maritime-exercise-atlas">{}</a:ring></extensions>'


def segment(inner: str, ring: str = "") -> str:
    return f"<trkseg>{inner}{NAMED.format(ring) if ring else ''}</trkseg>"


def test_outline_that_the_atlas_marked_is_an_area_and_said_to_be(judged):
    far = RING.replace('lon="1"', 'lon="11"').replace('lon="3"', 'lon="13"')
    inner = "".join([segment(RING, "outer"), segment(HOLE, "inner"), segment(far, "outer")])
    reading = judged("a.gpx", gpx(f"<trk>{inner}</trk>"))
    assert (reading.verdict, codes(reading)) == ("accept", ["outlines"])
    shape = reading.features[0].geometry
    assert [len(part.interiors) for part in shape.geoms] == [1, 0]


@pytest.mark.parametrize(("inner", "kind"), [
    (segment(RING), "LineString"),
    (segment(RING, "outer") + segment(HOLE), "MultiLineString"),
    (RING + segment(RING, "outer"), "MultiLineString"),
])  # fmt: skip
def test_closed_track_that_is_not_marked_throughout_stays_a_line(inner, kind, judged):
    (found,) = judged("a.gpx", gpx(f"<trk>{inner}</trk>")).features
    assert found.geometry.geom_type == kind


@pytest.mark.parametrize("ring", [points("trkpt", ("1", "2"), ("3", "2"), ("3", "4")), ""])
def test_marked_outline_that_is_not_closed_is_no_area(ring, judged):
    reading = judged("a.gpx", gpx(f"<trk>{segment(ring, 'outer')}</trk>"))
    assert codes(reading)[0] == ("unclosed-ring" if ring else "empty-geometry")
