"""Features become records only when every rule holds; everything wrong is listed."""

import copy
import json
from typing import Any

import pytest

from mapper.errors import GeoJSONError
from mapper.geojson import collection_bytes, json_schema, read_collection

RING = [[119.9, 15.2], [120.2, 15.2], [120.2, 15.5], [119.9, 15.5], [119.9, 15.2]]
WHERE = "geodata/exercises/2024.geojson"


def feature(**changes: Any) -> dict[str, Any]:
    properties = {
        "id": "joint-sea-2024",
        "kind": "exercise",
        "names": {"en": "Joint Sea 2024"},
        "year": 2024,
        "series": "joint-sea",
        "series_name": "Joint Sea",
        "start": "2024-07-12",
        "end": "2024-07-17",
        "sources": [{"id": "s1", "publisher": "Xinhua", "title": "A title"}],
        **changes,
    }
    return {
        "type": "Feature",
        "id": properties["id"],
        "properties": properties,
        "geometry": {"type": "Polygon", "coordinates": [RING]},
    }


def text(*features: Any, **members: Any) -> bytes:
    return json.dumps({"type": "FeatureCollection", "features": features, **members}).encode()


def problems(content: bytes, kind: str = "exercises") -> list[str]:
    with pytest.raises(GeoJSONError) as caught:
        read_collection(content, WHERE, kind)
    return [str(problem) for problem in caught.value.problems]


def with_geometry(kind: str, coordinates: Any) -> bytes:
    one = feature()
    one["geometry"] = {"type": kind, "coordinates": coordinates}
    return text(one)


def test_a_feature_becomes_a_record_and_a_shape():
    (found,) = read_collection(text(feature()), WHERE, "exercises")
    assert (found.id, found.record.name, found.record.status) == (
        "joint-sea-2024", "Joint Sea 2024", "held")  # fmt: skip
    assert found.geometry is not None
    assert found.geometry.bounds == (119.9, 15.2, 120.2, 15.5)


def test_what_is_written_is_read_back_the_same():
    first = read_collection(text(feature(also=["東海"])), WHERE, "exercises")
    again = read_collection(collection_bytes(first, "exercises-2024"), WHERE, "exercises")
    assert again[0].properties == first[0].properties
    assert again[0].geometry.equals(first[0].geometry)
    assert collection_bytes(again, "a") == collection_bytes(first, "a")


def test_an_unclosed_ring_is_refused_in_these_words():
    assert problems(with_geometry("Polygon", [RING[:-1]])) == [
        f"{WHERE}: feature 'joint-sea-2024': ring 0 is not closed; first (119.9, 15.2), "
        "last (119.9, 15.5); repeat the first position at the end"
    ]


@pytest.mark.parametrize(
    ("kind", "coordinates", "message"),
    [
        (
            "Polygon",
            [[[5e5, 4e6], *RING[1:-1], [5e5, 4e6]]],
            "metres of a projection",
        ),
        (
            "Polygon",
            [[[15, 119], [16, 119], [16, 120], [15, 119]]],
            r"\(lat, lon\)",
        ),
        ("Polygon", [[[190.0, 15], [191, 15], [191, 16], [190.0, 15]]], "split the shape at the"),
        ("Polygon", [[[1, 1], [2, 2], [1, 1]]], "expected at least 4 positions, got 3"),
        ("Polygon", [[[0, 0], [2, 2], [2, 0], [0, 2], [0, 0]]], "self-intersection"),
        ("Polygon", [RING[0]], "expected an array, got 119.9"),
        ("Polygon", [], "coordinates: empty"),
        ("Polygon", [[["1", 2], [2, 2], [2, 3], ["1", 2]]], r"two numbers, got \['1', 2\]"),
        ("LineString", RING, "expected Polygon or MultiPolygon or Point, got 'LineString'"),
        ("GeometryCollection", [], "got 'GeometryCollection'"),
    ],
)
def test_a_bad_shape_is_refused_with_the_hint(kind: str, coordinates: Any, message: str):
    import re

    found = problems(with_geometry(kind, coordinates))
    assert any(re.search(message, problem) for problem in found), found


def test_wrong_ring_orientation_is_put_right():
    (found,) = read_collection(with_geometry("Polygon", [RING[::-1]]), WHERE, "exercises")
    assert found.geometry.exterior.is_ccw


def test_a_feature_without_a_shape_is_a_feature():
    one = feature(status="no-edition", start=None, end=None)
    one["geometry"] = None
    assert read_collection(text(one), WHERE, "exercises")[0].geometry is None


@pytest.mark.parametrize(
    ("changes", "message"),
    [
        ({"start": "2024-13-01"}, "start: '2024-13-01' is not in the calendar"),
        ({"start": "12 July"}, "start: expected a date YYYY, YYYY-MM or YYYY-MM-DD, got '12 July'"),
        ({"end": "2024-07-01"}, "the end 2024-07-01 lies before the start 2024-07-12"),
        ({"start": None}, "a held event needs a start date"),
        ({"sources": []}, "sources: "),
        ({"names": {}}, "names is empty"),
        ({"year": "2024a"}, "year: "),
        ({"activities": ["live-fring"]}, "did you mean 'live-firing'"),
        ({"kind": "patrol"}, "kind: expected 'exercise' or 'exercise-part', got 'patrol'"),
        ({"id": "../etc/passwd"}, "id: "),
        ({"series": None}, "series: "),
    ],
)
def test_a_wrong_property_is_named_with_its_remedy(changes: dict[str, Any], message: str):
    found = problems(text(feature(**changes)))
    assert any(message in problem for problem in found), found
    assert all(problem.startswith(f"{WHERE}: feature ") for problem in found)


def test_every_problem_is_listed_not_only_the_first():
    one, two = feature(start="x", year="y"), feature(id="b")
    two["geometry"]["coordinates"] = [RING[:-1]]
    found = problems(text(one, two, 7))
    assert len(found) == 4, found


NEAR = {"label": "P", "lon": 120.0, "lat": 15.3, "uncertainty_nm": 5}


@pytest.mark.parametrize(
    "changes",
    [
        {"year": 2024, "start": "2023-12-30", "end": "2024-01-02"},
        {"start": "2024", "end": None},
        {"start": None, "end": None, "status": "no-edition"},
        {"position": NEAR},
        {"position": {**NEAR, "lon": 120.6}},
        {"position": {**NEAR, "lon": 122, "uncertainty_nm": 300}},
        {"participants": [{"state": "CHN"}, {"state": "VUT"}]},
        {"sea_phase": {"start": "2024-07", "end": "2024-07-17"}},
        {"sources": [{"id": "s", "publisher": "p", "title": "t", "url": "http://a.org/x"}]},
        {"fid": 7, "marker-color": "#f00", "name": "Joint Sea"},
        {"activities": ["live-firing"]},
    ],
)
def test_what_agrees_with_itself_is_read(changes: dict[str, Any]):
    assert read_collection(text(feature(**changes)), WHERE, "exercises")


@pytest.mark.parametrize(
    ("changes", "message"),
    [
        ({"start": "2019-07-12", "end": "2019-07-17"},
         "start, end: expected dates in 2024, got 2019-07-12 to 2019-07-17; correct the dates"),
        ({"position": {**NEAR, "lon": 124}}, "nm outside the feature's own shape; correct the"),
        ({"position": {**NEAR, "lon": "120"}},
         "position.lon: expected a number, got '120'; write it without quotes"),
        ({"year": "2024"}, "year: expected a whole number, got '2024'; write it without quotes"),
        ({"year": True}, "year: expected a whole number, got True"),
        ({"participants": [{"state": "XXX"}]},
         "participants.0.state: expected a code of ISO 3166-1 as JPN, got 'XXX'"),
        ({"participants": [{"state": "jpn"}]}, "state: expected three capital letters, as JPN"),
        ({"sea_phase": {"start": "2024-06-01", "end": "2024-07-17"}},
         "sea_phase: expected dates within 2024-07-12 to 2024-07-17, got 2024-06-01 to"),
        ({"stages": [{"stage": 1, "area": "A", "start": "2024-08"}]}, "stages.0: expected dates"),
        ({"sea_phse": {}}, "sea_phse: there is no such property; did you mean 'sea_phase'"),
        ({"start": None, "startt": "2024"}, "startt: there is no such property; did you mean 'sta"),
        ({"position": {**NEAR, "orign": "x"}}, "position.orign: there is no such property"),
        ({"sources": [{"id": "s", "publisher": "p", "title": "t", "url": "javascript:alert(1)"}]},
         "sources.0.url: expected an address with http:// or https://, got 'javascript:alert(1)'"),
        ({"sources": []}, "sources: empty; expected at least 1, got 0; add one"),
        ({"status": "helt"}, "status: expected 'held', 'no-edition' or 'not-found', got 'helt'; "
         "did you mean 'held'"),
        ({"series_name": ""}, "series_name: expected some text, got ''"),
        ({"id": "A b"}, "id: expected small letters, digits and hyphens"),
        ({"activities": ["live-fring"]},
         "activities.0: expected an activity of the list, got 'live-fring'; did you mean "
         "'live-firing', "),
        ({"names": []}, "names: expected an object, got []"),
        ({"vessels": {"CHN": []}}, "vessels: expected an array, got {'CHN': []}"),
    ],
)  # fmt: skip
def test_what_contradicts_itself_is_told_in_own_words(changes: dict[str, Any], message: str):
    found = problems(text(feature(**changes)))
    assert any(message in problem for problem in found), found
    assert not any(word in one for one in found for word in ("put should", "tuple", "pydantic"))


def test_swapped_axes_are_seen_where_both_are_in_range():
    one = feature(position={"label": "P", "lon": 20.0, "lat": 55.0, "uncertainty_nm": 10})
    one["geometry"]["coordinates"] = [[[54, 19], [56, 19], [56, 21], [54, 21], [54, 19]]]
    (found,) = problems(text(one))
    assert "nm outside the feature's own shape; it looks like (lat, lon); write (lon, lat)" in found


def test_properties_and_shape_are_checked_each_for_itself():
    one = feature(year="2024", kind="drill")
    one["geometry"]["coordinates"] = [RING[:-1]]
    two = feature(id="b", year=2019, start="x")
    two["geometry"]["coordinates"] = [RING[:-1]]
    found = problems(text(one, two))
    assert [sum(word in problem for problem in found)
            for word in ("kind:", "not closed", "start:", "got 'x'")] == [1, 2, 1, 1]  # fmt: skip


def test_a_table_may_write_numbers_as_text():
    content = text(feature(year="2024", position={**NEAR, "lon": "120"}))
    (found,) = read_collection(content, WHERE, "exercises", lax=True)
    assert (found.record.year, found.record.position.lon) == (2024, 120.0)


def test_duplicate_ids_are_refused():
    assert "the id 'joint-sea-2024' is used twice" in problems(text(feature(), feature()))[0]


def test_a_missing_property_is_named():
    one = feature()
    del one["properties"]["series_name"]
    assert problems(text(one)) == [
        f"{WHERE}: feature 'joint-sea-2024': series_name: missing; add it"
    ]


def test_differing_ids_are_refused():
    one = feature()
    one["id"] = "other"
    assert "the id 'other' and properties.id 'joint-sea-2024' differ" in problems(text(one))[0]


def test_a_foreign_crs_is_refused_and_wgs84_is_not():
    wgs84 = {"type": "name", "properties": {"name": "urn:ogc:def:crs:OGC:1.3:CRS84"}}
    assert read_collection(text(feature(), crs=wgs84), WHERE, "exercises")
    mercator = {"type": "name", "properties": {"name": "urn:ogc:def:crs:EPSG::3857"}}
    assert "reproject the file to EPSG:4326" in problems(text(feature(), crs=mercator))[0]


def test_what_is_no_collection_is_refused():
    assert (
        "expected a FeatureCollection, got 'Feature'" in problems(json.dumps(feature()).encode())[0]
    )
    assert "expected a FeatureCollection, got 'list'" in problems(b"[]")[0]


def patrol(**changes: Any) -> dict[str, Any]:
    point = {"uncertainty_nm": 5}
    one = feature(
        id="patrol-1", kind="patrol", craft="surface",
        waypoints=[{"order": 1, "name": "A", "lon": 130, "lat": 40, **point},
                   {"order": 2, "name": "B", "lon": 131, "lat": 40, **point}],
        legs=[{"from": 1, "to": 2, "path": "geodesic", "line": "not-reported",
               "distance_nm": 46, "parts": [0]}],
        **changes,
    )  # fmt: skip
    one["geometry"] = {"type": "MultiLineString", "coordinates": [[[130, 40], [131, 40]]]}
    return one


def test_legs_name_lines_and_waypoints_that_exist():
    assert read_collection(text(patrol()), WHERE, "patrols")[0].record.legs[0].start == 1
    wrong = copy.deepcopy(patrol())
    wrong["properties"]["legs"][0].update({"parts": [1], "to": 3})
    found = problems(text(wrong), "patrols")
    assert "legs.0.parts: expected indices below 1, got [1]" in found[0]
    assert "legs.0: from 1 to 3 names no waypoint" in found[1]


def test_the_schema_accepts_what_the_reader_accepts():
    jsonschema = pytest.importorskip("jsonschema")
    schema = json_schema("exercises")
    jsonschema.Draft202012Validator.check_schema(schema)
    good = json.loads(text(feature()))
    assert not list(jsonschema.Draft202012Validator(schema).iter_errors(good))
    good["features"][0]["properties"]["sources"] = []
    assert list(jsonschema.Draft202012Validator(schema).iter_errors(good))
