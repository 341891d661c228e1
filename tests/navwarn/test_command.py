"""``mapper warning``: GeoJSON on stdout, talk on stderr."""

from __future__ import annotations

import io
import json
import sys

import pytest

from mapper.navwarn import read_all, to_geojson

TEXT = "HYDROPAC 7/26. GUNNERY 0000Z TO 0200Z 05 MAY IN AREA WITHIN 5 MILES OF 10-15N 110-00E.\n"
CORNERS = "10-00N 110-00E, 11-00N 111-00E, 10-00N 111-00E, 11-00N 110-00E"
CROSSED = f"HYDROPAC 8/26. GUNNERY 0000Z TO 0200Z 05 MAY IN AREA BOUND BY {CORNERS}.\n"


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


def test_many_messages_are_numbered_through_and_none_is_lost(runner, tmp_path):
    path = tmp_path / "many.txt"
    path.write_text("\n\n".join(TEXT.replace("7/26", f"{number}/26").replace("10-15N", "10-15.0N")
                                for number in range(1, 41)), encoding="utf-8")  # fmt: skip
    ran = runner("warning", "read", str(path))
    document = json.loads(ran.out)
    assert [one["id"] for one in document["features"]][::39] == [
        "hydropac-1-26-m1-1", "hydropac-40-26-m40-1"]  # fmt: skip
    assert len(document["warnings"]) == 40
    assert ran.err == "40 messages, 40 shapes, 0 doubts\n"
    out = runner("warning", "read", str(path), "--explain").out
    assert "[40.1]10-15.0N" in out
    assert out.index("[1.1]") < out.index("1: circle") < out.index("[2.1]")


def test_explain_marks_each_doubt_in_the_text(runner, tmp_path):
    path = tmp_path / "bad.txt"
    path.write_text(CROSSED, encoding="utf-8")
    out = runner("warning", "read", str(path), "--explain").out
    (line,) = [line for line in out.splitlines() if "self-crossing:" in line]
    mark = line.split()[0]
    assert mark == "{1}"
    assert mark in out.split("==")[0]
    assert "(line 1: " in line


def test_explain_tells_when_the_atlas_has_the_same_area(runner, tmp_path):
    path = tmp_path / "again.txt"
    box = "29-46N 122-48E, 29-46N 123-51E, 29-06N 123-51E, 29-06N 122-48E"
    path.write_text(f"HYDROPAC 8/26. GUNNERY 0000Z TO 0200Z 05 MAY IN AREA BOUND BY {box}.")
    assert "   recurs from 2019: Zhejiang MSA" in runner("warning", "read", str(path),
                                                         "--explain").out  # fmt: skip
    path.write_text(path.read_text().replace("29-46N", "29-48N"))
    assert "recurs" not in runner("warning", "read", str(path), "--explain").out


def test_stream_says_the_same_as_the_whole(runner, tmp_path):
    text = f"{TEXT}\n{CROSSED}\nHYDROPAC 9/26. GUNNERY IN TRACKLINE {CORNERS}."
    path = tmp_path / "three.txt"
    path.write_text(text, encoding="utf-8")
    assert runner("warning", "read", str(path)).out.encode() == to_geojson(read_all(text))


@pytest.fixture
def folder(tmp_path, runner):
    path = tmp_path / "atlas"
    assert runner("init", str(path)).code == 0
    return path


def add(runner, file, folder, *options):
    return runner("warning", "add", str(file), "--event", "example-exercise-2026",
                  "--data", str(folder), *options)  # fmt: skip


def test_add_puts_the_area_into_a_folder_that_checks(runner, warning_file, folder):
    ran = add(runner, warning_file, folder)
    assert ran.code == 0
    assert ran.out == "add closures/2026.geojson closure-example-exercise-2026-hydropac-7-26-1\n"
    written = folder / "closures" / "2026.geojson"
    (feature,) = json.loads(written.read_text(encoding="utf-8"))["features"]
    assert feature["geometry"]["type"] == "Polygon"
    assert feature["properties"]["sources"][0]["title"] == "HYDROPAC 7/26"
    assert feature["properties"]["sources"][0]["supports"] == "announced coordinates"
    assert feature["properties"]["start"] == "2026-05-05"
    assert runner("check", str(folder)).code == 0


def test_add_keeps_the_edition_before_which_restore_brings_back(runner, warning_file, folder):
    add(runner, warning_file, folder)
    listed = runner("edition", "list", "--json", "--data", str(folder)).out.splitlines()
    before = next(json.loads(line) for line in listed if "before: warning" in line)
    assert runner("edition", "restore", before["edition"], "--data", str(folder)).code == 0
    assert not (folder / "closures" / "2026.geojson").exists()


def test_add_overwrites_nothing_unless_told(runner, warning_file, folder):
    add(runner, warning_file, folder)
    before = (folder / "closures" / "2026.geojson").read_bytes()
    again = add(runner, warning_file, folder)
    assert again.code == 1
    assert "the id is taken" in again.err
    assert (folder / "closures" / "2026.geojson").read_bytes() == before
    assert add(runner, warning_file, folder, "--replace").out.startswith("replace closures/2026")


def test_dry_run_writes_nothing(runner, warning_file, folder):
    ran = add(runner, warning_file, folder, "--dry-run")
    assert ran.out.startswith("add closures/2026.geojson")
    assert not (folder / "closures" / "2026.geojson").exists()


def test_add_refuses_a_shape_with_serious_doubts_unless_told(runner, folder, tmp_path):
    path = tmp_path / "bad.txt"
    path.write_text(CROSSED, encoding="utf-8")
    ran = add(runner, path, folder)
    assert ran.code == 1
    assert "self-crossing" in ran.err
    assert "--accept-doubts" in ran.err
    assert not (folder / "closures" / "2026.geojson").exists()
    assert add(runner, path, folder, "--accept-doubts").code == 0
    (feature,) = json.loads((folder / "closures" / "2026.geojson").read_text())["features"]
    assert any(note.startswith("self-crossing") for note in feature["properties"]["notes"])


def test_two_messages_without_a_name_get_two_ids(runner, folder, tmp_path):
    path = tmp_path / "two.txt"
    path.write_text("ZCZC\n" + TEXT[15:] + "NNNN\nZCZC\n" + TEXT[15:] + "NNNN\n")
    ran = add(runner, path, folder, "--issued", "2026-05-01", "--accept-doubts")
    assert len(set(ran.out.split())) == 4
    assert ran.code == 0


def test_add_needs_an_event_a_folder_and_an_area(runner, warning_file, folder, tmp_path):
    ran = runner("warning", "add", str(warning_file), "--event", "none", "--data", str(folder))
    assert ran.code == 2
    assert runner("warning", "add", str(warning_file), "--event", "none").code == 2
    empty = tmp_path / "empty.txt"
    empty.write_text("NO AREA HERE")
    ran = add(runner, empty, folder)
    assert ran.code == 1
    assert "no area was read" in ran.err
