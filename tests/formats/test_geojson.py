"""GeoJSON of any origin: RFC 7946 decides what is accepted, repaired with a notice, or refused."""

from __future__ import annotations

import json
from typing import Any

import pytest
import shapely

from mapper import geodesy
from mapper.formats.findings import Findings, verdict_of
from mapper.formats.shaping import Shaper
from tests.formats.conftest import codes

RING = [[119.9, 15.2], [120.2, 15.2], [120.2, 15.5], [119.9, 15.5], [119.9, 15.2]]
FLAT = [[1, 1], [2, 2], [3, 3], [1, 1]]
BOWTIE = [[0, 0], [2, 2], [2, 0], [0, 2], [0, 0]]
POINT = {"type": "Point", "coordinates": [132.0, 42.5]}


def shape(kind: str, coordinates: Any, **members: Any) -> str:
    return json.dumps({"type": kind, "coordinates": coordinates, **members})


def feature(**members: Any) -> str:
    return json.dumps({"type": "Feature", "properties": {}, "geometry": POINT, **members})


def collection(*features: Any, **members: Any) -> str:
    return json.dumps({"type": "FeatureCollection", "features": features, **members})


def named(name: Any) -> dict[str, Any]:
    return {"type": "name", "properties": {"name": name}}


ACCEPTED = {
    "point": shape("Point", [132, 42]),
    "point with height": shape("Point", [132, 42, 15]),
    "multipoint": shape("MultiPoint", [[132, 42]]),
    "line": shape("LineString", [[132, 42], [133, 43]]),
    "lines": shape("MultiLineString", [[[132, 42], [133, 43]], [[1, 2], [3, 4]]]),
    "polygon": shape("Polygon", [RING]),
    "clockwise polygon": shape("Polygon", [RING[::-1]]),
    "polygon with repeated corner": shape("Polygon", [[RING[0], RING[0], *RING[1:]]]),
    "polygon with hole": shape(
        "Polygon", [RING, [[120, 15.3], [120, 15.4], [120.1, 15.4], [120, 15.3]]]),
    "polygon with hole of the same sense": shape(
        "Polygon", [RING, [[120, 15.3], [120.1, 15.4], [120, 15.4], [120, 15.3]]]),
    "polygons": shape("MultiPolygon", [[RING]]),
    "collection": json.dumps({"type": "GeometryCollection", "geometries": [POINT]}),
    "empty collection": json.dumps({"type": "GeometryCollection", "geometries": []}),
    "nested collection": json.dumps({"type": "GeometryCollection", "geometries": [
        POINT, {"type": "GeometryCollection", "geometries": [POINT]}]}),
    "feature": feature(),
    "feature without a place": feature(geometry=None),
    "feature without properties": feature(properties=None),
    "feature with a number for an id": feature(id=7),
    "feature with bbox": feature(bbox=[132, 42.5, 132, 42.5]),
    "bbox over the antimeridian": feature(bbox=[170, 40, -170, 50]),
    "bbox with heights": feature(bbox=[132, 42, 0, 133, 43, 10]),
    "foreign members": feature(title="x", other={"a": [1]}),
    "no feature": collection(),
    "two features": collection(json.loads(feature(id=1)), json.loads(feature(id="1"))),
    "properties of a collection": collection(properties={}),
    "properties of a point": shape("Point", [1, 2], properties={}),
    "mark": "\ufeff" + shape("Point", [132, 42]),
    "blanks before": " \n\t" + shape("Point", [132, 42]),
    "exponent": '{"type":"Point","coordinates":[1.32e2,4.2E+1]}',
    "minus zero": '{"type":"Point","coordinates":[-0.0,-0]}',
    "empty point": shape("Point", []),
    "empty polygon": shape("Polygon", []),
    "pole": shape("Point", [0, -90]),
    "antimeridian": shape("Point", [180, 0]),
    "rounding beyond the edge": shape("LineString", [[180.0000000001, 90.0000000001], [1, 2]]),
    "four numbers": shape("Point", [2, 4, 6, 8]),
    "line of one place": shape("LineString", [[1, 2], [1, 2]]),
    "crs of WGS 84": shape("Point", [132, 42], crs=named("urn:ogc:def:crs:OGC:1.3:CRS84")),
    "crs of WGS 84 by number": shape("Point", [132, 42], crs=named("EPSG:4326")),
    "crs by address": shape(
        "Point", [132, 42], crs=named("http://www.opengis.net/def/crs/OGC/1.3/CRS84")),
    "crs by an old urn": shape("Point", [132, 42], crs={
        "type": "OGC", "properties": {"urn": "urn:ogc:def:crs:OGC:1.3:CRS84"}}),
    "crs of null": shape("Point", [132, 42], crs=None),
    "world box": shape(
        "Polygon", [[[-180, -90], [180, -90], [180, 90], [-180, 90], [-180, -90]]]),
    "letters of every script": feature(properties={"名": "море 😀"}),
    "pair of surrogates": '{"type":"Feature","geometry":null,"properties":{"a":"\\ud83d\\ude00"}}',
}  # fmt: skip

REPAIRED = {
    "bowtie": (shape("Polygon", [BOWTIE]), "self-crossing"),
    "hole outside": (shape("Polygon", [RING, [[0, 0], [0, 1], [1, 1], [0, 0]]]), "self-crossing"),
    "overlap": (
        shape("MultiPolygon", [[RING], [[[a + 0.1, b] for a, b in RING]]]), "self-crossing"),
    "spike": (shape("Polygon", [[*RING[:2], [121, 15.2], *RING[1:]]]), "self-crossing"),
    "flat ring in a collection": (
        json.dumps({"type": "GeometryCollection", "geometries": [
            POINT, {"type": "Polygon", "coordinates": [FLAT]}]}), "no-area"),
    "bowtie in a collection": (
        json.dumps({"type": "GeometryCollection", "geometries": [
            POINT, {"type": "Polygon", "coordinates": [BOWTIE]}]}), "self-crossing"),
    "beyond the antimeridian": (
        shape("Polygon", [[[170, 0], [190, 0], [190, 9], [170, 9], [170, 0]]]), "antimeridian"),
    "point beyond the antimeridian": (shape("Point", [190, 10]), "antimeridian"),
    "uncut and crossing itself on the flat map": (
        shape("Polygon", [[[170, 0], [-170, 0], [-170, 9], [170, 9], [170, 0]],
                          [[175, 3], [175, 6], [-175, 6], [-175, 3], [175, 3]]]),
        "antimeridian"),
    "Web Mercator by name": (
        shape("Point", [14694173, 5234000], crs=named("EPSG:3857")), "reprojected"),
    "UTM by URN": (
        shape("Point", [500000, 4649776], crs=named("urn:ogc:def:crs:EPSG::32652")), "reprojected"),
    "no properties": ('{"type":"Feature","geometry":null}', "no-properties"),
    "no geometry": ('{"type":"Feature","properties":{}}', "no-geometry"),
    "id of null": (feature(id=None), "bad-id"),
    "id of true": (feature(id=True), "bad-id"),
    "bbox of words": (feature(bbox="all"), "bad-bbox"),
    "bbox of three": (feature(bbox=[1, 2, 3]), "bad-bbox"),
    "bbox upside down": (feature(bbox=[1, 9, 3, 4]), "bad-bbox"),
    "geometry of a collection": (collection(geometry=None), "changed-semantics"),
    "features of a feature": (feature(features=[]), "changed-semantics"),
    "features of a point": (shape("Point", [1, 2], features=[]), "changed-semantics"),
    "ends of different height": (
        shape("Polygon", [[[*RING[0], 5], *RING[1:]]]), "ring-ends"),
}  # fmt: skip

REFUSED = {
    "nothing": ("", "empty"),
    "blanks": (" \n ", "empty"),
    "web page": ("<!DOCTYPE html><html><body>404</body></html>", "web-page"),
    "truncated": (shape("Polygon", [RING])[:-20], "not-json"),
    "single quotes": ("{'type':'Point','coordinates':[1,2]}", "not-json"),
    "trailing comma": ('{"type":"Point","coordinates":[1,2],}', "not-json"),
    "comment": ('{"type":"Point",/*x*/"coordinates":[1,2]}', "not-json"),
    "padded call": ('cb({"type":"Point","coordinates":[1,2]})', "not-json"),
    "NaN": ('{"type":"Point","coordinates":[NaN,2]}', "not-a-number"),
    "Infinity in properties": (feature().replace("{}", '{"a":-Infinity}'), "not-a-number"),
    "1e999": ('{"type":"Point","coordinates":[1e999,2]}', "huge-number"),
    "endless integer": (f'{{"type":"Point","coordinates":[{"9" * 400},2]}}', "huge-number"),
    "two keys": ('{"type":"Point","type":"Point","coordinates":[1,2]}', "duplicate-key"),
    "half a letter": (feature().replace("{}", '{"a":"\\ud800"}'), "encoding"),
    "lines": (f"{feature()}\n{feature()}", "json-lines"),
    "sequence": (f"\x1e{feature()}\n\x1e{feature()}", "json-lines"),
    "array": ("[1,2]", "not-geojson"),
    "string": ('"Point"', "not-geojson"),
    "null": ("null", "not-geojson"),
    "no type": ('{"coordinates":[1,2]}', "not-geojson"),
    "other JSON": ('{"version":8,"layers":[]}', "not-geojson"),
    "TopoJSON": ('{"type":"Topology","objects":{},"arcs":[]}', "topojson"),
    "Esri JSON": ('{"geometryType":"esriGeometryPoint","features":[]}', "esri-json"),
    "misspelt type": (shape("Poligon", [RING]), "wrong-type"),
    "type in small letters": (shape("point", [1, 2]), "wrong-type"),
    "type of a number": (shape(7, [1, 2]), "wrong-type"),
    "point among features": (collection(POINT), "wrong-type"),
    "null among features": (collection(None), "wrong-member"),
    "features of an object": ('{"type":"FeatureCollection","features":{}}', "wrong-member"),
    "no features": ('{"type":"FeatureCollection"}', "missing-member"),
    "no coordinates": ('{"type":"Point"}', "missing-member"),
    "no geometries": ('{"type":"GeometryCollection"}', "missing-member"),
    "properties of a list": (feature(properties=[]), "wrong-member"),
    "geometry of text": (feature(geometry="POINT(1 2)"), "wrong-member"),
    "feature in a feature": (feature(geometry=json.loads(feature())), "wrong-type"),
    "id used twice": (collection(*[json.loads(feature(id="a"))] * 2), "duplicate-id"),
    "numbers as text": (shape("Point", ["132", "42"]), "not-a-position"),
    "null in a position": (shape("Point", [None, 42]), "not-a-position"),
    "true in a position": (shape("Point", [True, 42]), "not-a-position"),
    "one number": (shape("Point", [132]), "not-a-position"),
    "position for a line": (shape("LineString", [132, 42]), "not-a-position"),
    "line for a point": (shape("Point", [[132, 42]]), "not-a-position"),
    "ring for a polygon": (shape("Polygon", RING), "not-a-position"),
    "object for coordinates": (shape("Point", {"lon": 1, "lat": 2}), "not-a-position"),
    "null for coordinates": (shape("Point", None), "not-a-position"),
    "line of one": (shape("LineString", [[132, 42]]), "short-line"),
    "empty ring": (shape("Polygon", [[]]), "short-ring"),
    "empty hole": (shape("Polygon", [RING, []]), "short-ring"),
    "empty line": (shape("MultiLineString", [[], [[1, 2], [3, 4]]]), "short-line"),
    "empty position": (shape("MultiPoint", [[]]), "not-a-position"),
    "open ring": (shape("Polygon", [RING[:-1]]), "unclosed-ring"),
    "open hole": (shape("Polygon", [RING, [[120, 15.3], [120.1, 15.3], [120.1, 15.4]]]),
                  "unclosed-ring"),
    "ring of three": (shape("Polygon", [[RING[0], RING[1], RING[0]]]), "short-ring"),
    "flat ring alone": (shape("Polygon", [FLAT]), "nothing-left"),
    "ring of one place": (shape("Polygon", [[[1, 1]] * 4]), "nothing-left"),
    "flat ring beside a feature without a place": (
        collection({"type": "Feature", "properties": {}, "geometry": None},
                   {"type": "Feature", "properties": {}, "geometry": {
                       "type": "Polygon", "coordinates": [FLAT]}}), "nothing-left"),
    "latitude first": (shape("Point", [42.5, 132]), "swapped-axes"),
    "latitude first in a ring": (shape("Polygon", [[[b, a] for a, b in RING]]), "swapped-axes"),
    "metres": (shape("Point", [14694173, 5234000]), "metres"),
    "beyond the pole": (shape("Point", [132, 95]), "out-of-range"),
    "a little beyond the pole": (shape("Point", [7.3, 90.0001]), "out-of-range"),
    "hole beyond the pole": (
        shape("Polygon", [RING, [[120, 15.3], [120.1, 442.8], [120.1, 15.4], [120, 15.3]]]),
        "out-of-range"),
    "far beyond": (shape("Point", [500, 10]), "out-of-range"),
    "crs that is only linked": (
        shape("Point", [1, 2], crs={"type": "link", "properties": {"href": "http://x/y"}}), "crs"),
    "crs of an unknown name": (shape("Point", [1, 2], crs=named("EPSG:999999")), "crs"),
    "crs of a path": (shape("Point", [1, 2], crs=named("/etc/passwd")), "crs"),
    "crs of nonsense": (shape("Point", [1, 2], crs="WGS84"), "crs"),
    "crs of metres over degrees": (shape("Point", [132, 42], crs=named("EPSG:3857")), "crs"),
    "another crs within": (
        collection({"type": "Feature", "properties": {}, "geometry": {**POINT,
                    "crs": named("EPSG:3857")}}), "crs"),
}  # fmt: skip


@pytest.mark.parametrize("case", ACCEPTED)
def test_valid_text_is_accepted(case, judged):
    reading = judged("a.geojson", ACCEPTED[case])
    assert reading.verdict == "accept", reading.findings


@pytest.mark.parametrize("case", REPAIRED)
def test_what_can_be_mended_is_mended_with_a_notice(case, judged):
    content, code = REPAIRED[case]
    reading = judged("a.geojson", content)
    assert reading.verdict == "repair"
    assert code in codes(reading)
    drawn = [one.geometry for one in reading.features if one.geometry is not None]
    assert all(one.is_valid for one in drawn)
    assert all(one.bounds[0] >= -180 and one.bounds[2] <= 180 for one in drawn)


@pytest.mark.parametrize("case", REFUSED)
def test_what_would_be_drawn_wrong_is_refused_by_name(case, judged):
    content, code = REFUSED[case]
    reading = judged("a.geojson", content)
    assert reading.verdict == "reject"
    assert code in codes(reading)
    assert reading.features == ()


def test_warning_after_many_notes_is_told(judged):
    """A file tells its first problems only; what makes the verdict is told in any case."""
    empty = {"type": "Feature", "properties": {}, "geometry": {"type": "Point", "coordinates": []}}
    bowtie = {"type": "Feature", "properties": {}, "geometry": {
        "type": "Polygon", "coordinates": [BOWTIE]}}  # fmt: skip
    reading = judged("a.geojson", collection(*[empty] * 60, bowtie))
    assert reading.verdict == "repair"
    assert codes(reading)[-2:] == ["self-crossing", "more"]


def test_area_without_an_inside_is_left_out_by_name_and_the_rest_is_read(judged):
    flat = {"type": "Feature", "id": "b", "properties": {}, "geometry": {
        "type": "MultiPolygon", "coordinates": [[FLAT]]}}  # fmt: skip
    sound = {"type": "Feature", "id": "a", "properties": {}, "geometry": POINT}
    reading = judged("a.geojson", collection(sound, flat))
    assert (reading.verdict, reading.count) == ("repair", 2)
    assert [one.id for one in reading.features] == ["a"]
    (finding,) = reading.findings
    assert (finding.code, finding.where) == ("no-area", "features[1] (id 'b').geometry")
    assert "left out" in finding.message


@pytest.mark.parametrize(("content", "words"), [
    ('{"a": 1}'.encode("utf-16"), "found UTF-16"),
    (b'{"type":"Feature","geometry":null,"properties":{"a":"caf\xe9"}}', "found byte 0xe9"),
    (b'{"type":"Point","coordinates":[1,2],"a":"\x00"}', "NUL bytes"),
])  # fmt: skip
def test_letters_are_never_guessed(content, words, judged):
    reading = judged("a.geojson", content)
    assert codes(reading) == ["encoding"]
    assert words in reading.findings[0].message


def test_message_names_the_place_and_the_remedy(judged):
    content = collection(json.loads(feature()), {"type": "Feature", "id": "box", "properties": {},
                         "geometry": {"type": "Polygon", "coordinates": [RING[:-1]]}})  # fmt: skip
    (finding,) = judged("a.geojson", content).findings
    assert finding.where == "features[1] (id 'box').geometry.coordinates[0]"
    assert finding.message == ("the ring is not closed; first (119.9, 15.2), last (119.9, 15.5); "
                               "repeat the first position at the end")  # fmt: skip


def test_one_wrong_feature_refuses_the_file_whole(judged):
    wrong = {"type": "Feature", "properties": {}, "geometry": {"type": "Point",
             "coordinates": [42, 132]}}  # fmt: skip
    reading = judged("a.geojson", collection(json.loads(feature()), wrong))
    assert (reading.verdict, reading.count, reading.features) == ("reject", 2, ())


def test_many_problems_are_counted_not_listed(judged):
    reading = judged("a.geojson", shape("MultiPolygon", [[RING[:-1]]] * 500))
    assert len(reading.findings) == 51
    assert reading.findings[-1].message == "450 more problems are not listed"


def test_repair_of_a_bowtie_keeps_both_wings(judged):
    (drawn,) = judged("a.geojson", shape("Polygon", [BOWTIE])).features
    assert drawn.geometry.area == pytest.approx(2)
    assert drawn.geometry.geom_type == "MultiPolygon"


def test_shape_beyond_the_antimeridian_is_cut_there(judged):
    (drawn,) = judged("a.geojson", REPAIRED["beyond the antimeridian"][0]).features
    assert drawn.geometry.bounds == (-180, 0, 180, 9)
    assert drawn.geometry.area == pytest.approx(180)


def test_hole_stays_a_hole_over_the_antimeridian(judged):
    case = REPAIRED["uncut and crossing itself on the flat map"][0]
    (drawn,) = judged("a.geojson", case).features
    assert drawn.geometry.area == pytest.approx(180 - 30)
    assert not drawn.geometry.contains(shapely.Point(179, 4))


def test_reprojected_point_lies_where_it_should(judged):
    (drawn,) = judged("a.geojson", REPAIRED["Web Mercator by name"][0]).features
    assert drawn.geometry.x == pytest.approx(132.0, abs=1e-3)
    assert drawn.geometry.y == pytest.approx(42.5, abs=0.1)


def test_rings_come_out_right_handed(judged):
    (drawn,) = judged("a.geojson", ACCEPTED["clockwise polygon"]).features
    assert drawn.geometry.exterior.is_ccw


def test_side_round_the_globe_is_noted(judged):
    content = shape("Polygon", [[[-170, 0], [170, 0], [170, 9], [-170, 9], [-170, 0]]])
    assert codes(judged("a.geojson", content)) == ["wide-side"]


@pytest.mark.parametrize(("ring", "bounds", "area", "found"), [
    ([[45, 60], [135, 60], [-135, 60], [-45, 60], [45, 60]], (-180, 60, 180, 90), 360 * 30,
     ["antimeridian"]),
    ([[45, -80], [-45, -80], [-135, -80], [135, -80], [45, -80]], (-180, -90, 180, -80), 3600,
     ["antimeridian"]),
    ([[166, 77], [180, 78], [-180, 81], [162, 81], [166, 77]], (162, 77, 180, 81), 57,
     ["antimeridian"]),
    ([[-100, 0], [190, 0], [190, 9], [-100, 9], [-100, 0]], (-180, 0, 180, 9), 290 * 9,
     ["antimeridian", "wide-side"]),
    ([[-180, -90], [180.0000019, -90], [180, -80], [60, -80], [-60, -80],
      [-180, -80], [-180, -90]],
     (-180, -90, 180, -80), 3600, []),
], ids=["north pole", "south pole", "along the antimeridian", "long way round beyond it",
        "polar band in single precision"])  # fmt: skip
def test_ring_round_the_globe_is_drawn_where_it_lies(ring, bounds, area, found, judged):
    """A side along a pole has no length: nothing is noted of it."""
    reading = judged("a.geojson", shape("Polygon", [ring]))
    (drawn,) = reading.features
    assert codes(reading) == found
    assert drawn.geometry.bounds == bounds
    assert drawn.geometry.area == pytest.approx(area)
    assert drawn.geometry.is_valid


@pytest.mark.parametrize(("name", "verdict"), [("unwrap", "repair"), ("make_valid", "reject")])
def test_shape_that_geos_gives_up_on_is_judged_all_the_same(name, verdict, monkeypatch):
    def fails(*_: Any) -> None:
        raise shapely.errors.GEOSException("TopologyException: side location conflict")

    monkeypatch.setattr(geodesy if name == "unwrap" else shapely, name, fails)
    findings = Findings()
    wide = shapely.Polygon([(-170, 0), (170, 10), (170, 0), (-170, 10)])
    Shaper(findings).finish(wide, "here")
    assert verdict_of(findings) == verdict
