"""Strict JSON: what json.loads takes in silence is refused by name."""

import pytest

from mapper.errors import GeoJSONError
from mapper.geojson import dumps, parse


@pytest.mark.parametrize(
    "content",
    [
        b'{"a": [1, 2.5, null, true]}',
        b'\xef\xbb\xbf{"with": "a byte-order mark"}',
        '{"名": "море", "quote": "a \\"[[[[\\" b"}'.encode(),
        (b"[" * 64) + (b"]" * 64),
    ],
)
def test_json_is_read(content: bytes):
    assert parse(content, "f") is not None


@pytest.mark.parametrize(
    ("content", "message"),
    [
        (b'{"a": NaN}', "NaN is not a JSON number"),
        (b'{"a": -Infinity}', "-Infinity is not a JSON number"),
        (b'{"a": 1e999}', "the number 1e999 is beyond what a double holds"),
        (b'{"a": ' + b"9" * 400 + b"}", "has 400 digits"),
        (b'{"a": 1, "a": 2}', "the key 'a' stands twice"),
        (b"[" * 65 + b"]" * 65, "nested deeper than 64 levels"),
        (b"[" * 100_000, "nested deeper than 64 levels; .*take the needless brackets out"),
        (b'{"a": 1,\n "b": }', "line 2, column 7: not JSON"),
        (b'{"a": [1, 2', "not JSON"),
        (b"", "the file is empty"),
        (b" \n ", "the file is empty"),
        (b"<!DOCTYPE html><html>", "expected JSON, found a web page"),
        ('{"a": 1}'.encode("utf-16"), "expected UTF-8, found UTF-16"),
        (b'{"a": "caf\xe9"}', "line 1: expected UTF-8, found byte 0xe9"),
        (b'{"a": "\x00"}', "found NUL bytes"),
    ],
)
def test_what_is_not_strict_json_is_refused(content: bytes, message: str):
    with pytest.raises(GeoJSONError, match=message) as caught:
        parse(content, "geodata/exercises/2025.geojson")
    assert str(caught.value).startswith("geodata/exercises/2025.geojson: ")


HEAD = '{"type": "FeatureCollection", "features": [\n{"id": "a", "bbox": ["NaN"]},\n'


@pytest.mark.parametrize(
    ("member", "place"),
    [
        ('{"id": "b",\n "x": NaN}', "line 4, feature 'b': NaN is not a JSON number"),
        ('{"id": "b", "x": [1e999]}', "line 3, feature 'b': the number 1e999 is beyond"),
        ('{"properties": {"id": "b", "n": {"x": 1, "\\u0078": 2}}}',
         "line 3, feature 'b': the key 'x' stands twice"),
        ('{"x": -Infinity, "properties": null}', "line 3, feature no. 2: -Infinity is not"),
        ('{"x": NaN, "y": ', "line 3, feature no. 2: NaN is not"),
    ],
)  # fmt: skip
def test_what_json_lets_through_is_told_by_line_and_feature(member: str, place: str):
    with pytest.raises(GeoJSONError) as caught:
        parse(f"{HEAD}{member}]}}".encode(), "f")
    assert str(caught.value).startswith(f"f: {place}"), caught.value


def test_nan_is_never_written():
    assert dumps({"a": "ж"}) == '{"a":"ж"}'
    with pytest.raises(ValueError, match="not JSON compliant"):
        dumps({"a": float("nan")})
