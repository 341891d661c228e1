"""``mapper warning``: GeoJSON on stdout, talk on stderr."""

from __future__ import annotations

import io
import json
import sys

import pytest

TEXT = "HYDROPAC 7/26. GUNNERY 0000Z TO 0200Z 05 MAY IN AREA WITHIN 5 MILES OF 10-15N 110-00E.\n"


@pytest.fixture
def warning_file(tmp_path):
    path = tmp_path / "warning.txt"
    path.write_text(TEXT, encoding="utf-8")
    return path


def test_read_prints_geojson(runner, warning_file):
    ran = runner("warning", "read", str(warning_file))
    assert ran.code == 0
    document = json.loads(ran.out)
    assert document["features"][0]["properties"]["form"]["radius_nm"] == 5
    assert ran.err == "1 message, 1 shape, 0 doubts\n"


def test_read_takes_the_text_from_stdin(runner, monkeypatch):
    monkeypatch.setattr(sys, "stdin", io.TextIOWrapper(io.BytesIO(TEXT.encode())))
    assert json.loads(runner("warning", "read", "-").out)["warnings"][0]["name"] == "HYDROPAC 7/26"


def test_issue_date_gives_the_year(runner, tmp_path):
    path = tmp_path / "notice.txt"
    path.write_text(
        "渤海,10月23日0700时至1300时,以39-00.0N/119-00.0E为中心半径2海里范围内执行军事任务。"
    )
    bare = json.loads(runner("warning", "read", str(path)).out)
    dated = json.loads(runner("warning", "read", str(path), "--issued", "2020-10-20").out)
    assert [doubt["code"] for doubt in bare["doubts"]] == ["year-assumed"]
    assert dated["features"][0]["properties"]["times"][0]["start"] == "2020-10-22T23:00Z"
    assert dated["doubts"] == []


def test_explain_numbers_the_vertices(runner, warning_file):
    out = runner("warning", "read", str(warning_file), "--explain").out
    assert "WITHIN 5 MILES OF [1.1]10-15N 110-00E." in out
    assert "1: circle, 5 nm radius" in out


def test_missing_file_is_told(runner, tmp_path):
    ran = runner("warning", "read", str(tmp_path / "none.txt"))
    assert ran.code == 2
    assert "there is no such file" in ran.err


def test_bytes_that_are_no_text_are_refused(runner, tmp_path):
    path = tmp_path / "warning.txt"
    path.write_bytes(b"42-40N \xff\xfe")
    ran = runner("warning", "read", str(path))
    assert ran.code == 1
    assert "expected UTF-8, found byte 0xff at 7" in ran.err


@pytest.fixture
def folder(tmp_path, runner):
    path = tmp_path / "atlas"
    assert runner("init", str(path)).code == 0
    return path


def test_add_puts_the_area_into_a_folder_that_checks(runner, warning_file, folder):
    arguments = ("warning", "add", str(warning_file), "--event", "example-exercise-2026",
                 "--data", str(folder))  # fmt: skip
    ran = runner(*arguments)
    assert ran.code == 0
    written = folder / "closures" / "2026.geojson"
    assert ran.out == f"{written}: closure-example-exercise-2026-hydropac-7-26-1\n"
    (feature,) = json.loads(written.read_text(encoding="utf-8"))["features"]
    assert feature["geometry"]["type"] == "Polygon"
    assert feature["properties"]["sources"][0]["title"] == "HYDROPAC 7/26"
    assert feature["properties"]["start"] == "2026-05-05"
    assert runner("check", str(folder)).code == 0


def test_add_overwrites_nothing(runner, warning_file, folder):
    arguments = ("warning", "add", str(warning_file), "--event", "example-exercise-2026",
                 "--data", str(folder))  # fmt: skip
    runner(*arguments)
    before = (folder / "closures" / "2026.geojson").read_bytes()
    again = runner(*arguments)
    assert again.code == 1
    assert "already" in again.err
    assert (folder / "closures" / "2026.geojson").read_bytes() == before


def test_add_needs_an_event_and_an_area(runner, warning_file, folder, tmp_path):
    ran = runner("warning", "add", str(warning_file), "--event", "none", "--data", str(folder))
    assert ran.code == 2
    empty = tmp_path / "empty.txt"
    empty.write_text("NO AREA HERE")
    ran = runner("warning", "add", str(empty), "--event", "example-exercise-2026", "--data",
                 str(folder))  # fmt: skip
    assert ran.code == 1
    assert "no area was read" in ran.err
