"""What is handed on says the same in every format, and reads back."""

from __future__ import annotations

import csv
import io
import json

import pytest
import shapely

from mapper.analysis import compare
from mapper.analysis.comparison_rows import COLUMNS, SERIES_COLUMNS
from mapper.spreadsheet import safe_cell


@pytest.fixture(scope="module", params=["two", "series", "areas", "tracks"])
def found(request, bare):
    what = {
        "two": (2024, 2025), "series": ("joint-sea",),
        "areas": ("navarea-xi-377-2026", "navarea-xi-341-2026"),
        "tracks": ("joint-air-patrol-1", "joint-sea-2025"),
    }  # fmt: skip
    return compare(*what[request.param], atlas=bare)


def rows_of(found):
    return (COLUMNS, found.rows()) if found.two else (SERIES_COLUMNS, found.series_rows())


def test_csv_reads_back_as_the_rows(found):
    columns, rows = rows_of(found)
    read = list(csv.DictReader(io.StringIO(found.as_csv())))
    assert read == [{name: safe_cell(row.get(name)) for name in columns} for row in rows]
    assert found.as_csv().count("\r\n") >= len(rows) + 1


def test_rows_have_known_columns_only(found):
    assert {name for row in found.rows() for name in row} <= set(COLUMNS)
    assert {name for row in found.series_rows() for name in row} == set(SERIES_COLUMNS)


def test_json_reads_back_with_every_record(found):
    read = json.loads(found.as_json())
    assert [one["id"] for one in read["editions"]] == [one.id for one in found.editions]
    assert [(one["first"], one["second"]) for one in read["comparisons"]] == [
        (one.first.id, one.second.id) for one in found.comparisons
    ]
    for member, one in zip(read["comparisons"], found.comparisons, strict=True):
        assert member["sentence"] == one.sentence
        assert (member["shift"] is None) == (one.shift is None)
        if one.shift is not None:
            assert member["shift"]["low_nm"] == pytest.approx(one.shift.low_nm, abs=0.001)
            assert member["shift"]["start"] == pytest.approx(one.shift.start, abs=1e-6)
        assert [change["id"] for change in member["coasts"]] == [c.id for c in one.coasts]


def test_geojson_is_valid_and_draws_no_disc_as_an_area(found):
    read = json.loads(found.as_geojson())
    assert read["type"] == "FeatureCollection"
    ids = [feature["id"] for feature in read["features"]]
    assert len(ids) == len(set(ids))
    kinds = {one.id: one.kind for one in found.editions}
    expected = {"place": ("Point",), "area": ("Polygon", "MultiPolygon"),
                "track": ("MultiLineString", "MultiPoint")}  # fmt: skip
    for feature in read["features"]:
        shape = feature["geometry"] and shapely.from_geojson(json.dumps(feature["geometry"]))
        assert shape is None or shape.is_valid
        if feature["properties"]["feature"] == "edition" and kinds.get(feature["id"]):
            assert shape.geom_type in expected[kinds[feature["id"]]]
        if shape is not None:
            west, south, east, north = shape.bounds
            assert -180 <= west <= east <= 180 and -90 <= south <= north <= 90


def test_the_line_of_a_shift_is_as_long_as_the_shift(found):
    from mapper import geodesy

    read = json.loads(found.as_geojson())["features"]
    lines = {one["id"]: one for one in read if one["properties"]["feature"] == "shift"}
    for one in found.comparisons:
        if one.shift is not None:
            shape = shapely.from_geojson(
                json.dumps(lines[f"{one.first.id}--{one.second.id}"]["geometry"])
            )
            assert geodesy.length_nm(shape) == pytest.approx(one.shift.distance_nm, rel=1e-4)


def test_geojson_has_what_two_areas_both_cover(bare):
    from dataclasses import replace

    from mapper.geojson import Feature

    record = bare.closure("navarea-xi-377-2026").record
    pair = [Feature(record.model_copy(update={"id": key}), shapely.box(*bounds))
            for key, bounds in (("a", (178, 10, 180, 12)), ("b", (179, 11, 180, 13)))]  # fmt: skip
    atlas = replace(bare, files={**bare.files, ("closures", 2026): tuple(pair)})
    atlas.__dict__["zone_layer"] = bare.zone_layer
    found = compare("a", "b", atlas=atlas)
    members = {one["id"]: one for one in json.loads(found.as_geojson())["features"]}
    shape = shapely.from_geojson(json.dumps(members["a--b--overlap"]["geometry"]))
    assert shape.equals(shapely.box(179, 11, 180, 12))
    assert "share 11," in found.sentence or "share 12," in found.sentence


def cells(line):
    return [cell.strip().replace("\\", "") for cell in line.strip("|").split(" | ")]


def test_markdown_has_a_table_of_equal_rows_and_every_sentence(found):
    text = found.as_markdown()
    plain = text.replace("\\", "")
    for one in found.comparisons:
        assert one.sentence in plain
    table = [line for line in text.splitlines() if line.startswith("|")]
    widths = {len(cells(line)) for line in table if "---" not in line}
    assert len(widths) == 1


def test_the_table_tells_every_edition_and_sentence(found):
    text = found.as_table()
    for edition in found.editions:
        assert edition.name in text
    for one in found.comparisons:
        assert one.sentence in text


def test_frame_and_geoframe_hold_the_same_rows(found):
    columns, rows = rows_of(found)
    frame = found.frame()
    assert list(frame.columns) == list(columns)
    assert len(frame) == len(rows)
    geo = found.geoframe()
    assert geo.crs.to_epsg() == 4326
    assert len(geo) == len(json.loads(found.as_geojson())["features"])


def test_no_text_of_the_data_is_markup(bare):
    from mapper.analysis.comparison_text import _plain

    assert _plain("a|b <script> *c*\nd") == r"a\|b \<script\> \*c\* d"


@pytest.mark.parametrize("form", ["table", "csv", "json", "geojson", "markdown"])
def test_the_command_writes_each_format_to_stdout_and_nothing_else(runner, bare, monkeypatch, form):
    monkeypatch.setattr("mapper.cli._open", lambda _: bare)
    ran = runner("compare", "2012", "2019", "--series", "joint-sea", "--format", form)
    assert (ran.code, ran.err) == (0, "")
    assert ran.out.endswith("\n") and not ran.out.endswith("\n\n")
    if form in ("json", "geojson"):
        json.loads(ran.out)


@pytest.mark.parametrize("call", [
    ("2025",), ("2025", "2025"), ("2024", "1999"), ("2005", "2025"), ("nothing",), (),
    ("2024", "2025", "--format", "xml"), ("2024", "2025", "--coast", "Atlantis"),
])  # fmt: skip
def test_a_wrong_call_is_one_line_on_stderr_and_exit_2(runner, bare, monkeypatch, call):
    monkeypatch.setattr("mapper.cli._open", lambda _: bare)
    ran = runner("compare", *call)
    assert ran.code == 2
    assert ran.out == ""
    assert ran.err
    assert "Traceback" not in ran.err


def test_a_broken_atlas_is_exit_1(runner, tmp_path):
    (tmp_path / "exercises").mkdir()
    (tmp_path / "exercises" / "2025.geojson").write_text("{", encoding="utf-8")
    assert runner("compare", "2024", "2025", "--data", str(tmp_path)).code == 1
