"""``mapper measure`` and ``mapper zones import``: data on stdout, talk on stderr, exit codes."""

from __future__ import annotations

import csv
import io
import json
import shutil

import pandas as pd
import pytest

import mapper
from mapper.analysis.sentences import span
from mapper.settings import resource_folder
from tests.coverages import columns_of, coverage, write_file


@pytest.fixture
def folder(tmp_path):
    """An atlas folder to write into."""
    made = tmp_path / "atlas"
    for part in ("exercises", "closures", "places"):
        shutil.copytree(resource_folder("geodata") / part, made / part)
    return made


def test_a_table_says_the_sentence_first(runner):
    ran = runner("measure", "joint-sea-2025")
    assert ran.code == 0
    assert ran.out.splitlines()[0] == "Joint Sea 2025 (joint-sea-2025)"
    assert ran.out.splitlines()[1].endswith(".")
    assert "285–375 nm" in ran.out
    assert "good to about 0.5 nm" in ran.out


def test_json_is_strict_and_carries_both_points(runner):
    (found,) = json.loads(runner("measure", "joint-sea-2025", "--format", "json").out)
    one = next(one for one in found["distances"] if one["id"] == "hokkaido")
    assert (round(one["low_nm"]), round(one["high_nm"])) == (285, 375)
    assert one["start"] == [132.0, 42.45]
    assert one["place"] == "Okushiri, Hokkaido"


def test_csv_has_a_row_for_each_distance(runner):
    ran = runner("measure", "131.9,42.1", "--radius-nm", "20", "--format", "csv")
    rows = list(csv.DictReader(io.StringIO(ran.out)))
    russia = next(row for row in rows if row["row"] == "distance" and row["id"] == "RUS")
    assert float(russia["high_nm"]) - float(russia["low_nm"]) == pytest.approx(40, abs=0.01)


def test_a_western_longitude_is_no_option(runner):
    ran = runner("measure", "-150.5,35.25", "--format", "json")
    assert json.loads(ran.out)[0]["lon"] == -150.5


@pytest.mark.parametrize(("arguments", "code", "told"), [
    (("joint-sea-1925",), 2, "there is no event 'joint-sea-1925'"),
    (("none.geojson",), 2, "none.geojson: cannot be read"),
    (("131.9,95",), 1, "expected a latitude from -90 to 90"),
    (("131.9,43", "--radius-nm", "9999"), 2, "radius: expected 0 to 3,000 nm"),
    (("131.9,43", "--view", "XYZ"), 2, "view: expected"),
    (("joint-sea-2018",), 2, "nothing is known of the place"),
])  # fmt: skip
def test_what_cannot_be_measured_is_told_on_stderr(runner, arguments, code, told):
    ran = runner("measure", *arguments)
    assert (ran.code, ran.out) == (code, "")
    assert told in ran.err
    assert "Traceback" not in ran.err


def test_a_formula_in_a_file_stays_text(runner, tmp_path):
    path = tmp_path / "x.geojson"
    path.write_text('{"type":"Feature","id":"=1+1","properties":{},'
                    '"geometry":{"type":"Point","coordinates":[135,40]}}')  # fmt: skip
    assert "'=1+1" in runner("measure", str(path), "--format", "csv").out


def test_the_public_call_gives_records_and_a_frame():
    found = mapper.measure((131.9, 42.1), radius_nm=20)
    frame = found.frame()
    assert isinstance(frame, pd.DataFrame)
    assert len(frame) == len(found.rows())
    assert {"low_nm", "high_nm", "bearing_deg", "states"} <= set(frame.columns)


def test_imported_zones_are_measured_against_and_cited(runner, folder, tmp_path):
    shapes = coverage(2, 1, 60, bounds=(128.0, 30.0, 150.0, 48.0))
    path = write_file(tmp_path / "eez_v12.gpkg", shapes, columns_of(2))
    ran = runner("zones", "import", str(path), "--data", str(folder))
    assert (ran.code, ran.out) == (0, "eez: 2 features\n")
    assert "https://doi.org/10.14284/632" in ran.err
    told = runner("measure", "135,40", "--data", str(folder)).out
    assert "Inside the claimed EEZ of State AAA: certainly" in told


def test_a_wrong_zone_file_is_refused_with_exit_1(runner, folder, tmp_path):
    path = tmp_path / "eez.gpkg"
    path.write_bytes(b"nothing like it" * 20)
    ran = runner("zones", "import", str(path), "--data", str(folder))
    assert (ran.code, ran.out) == (1, "")
    assert ran.err.startswith("eez.gpkg: expected a GeoPackage (SQLite), found something else")
    assert not (folder / "zones").exists()


@pytest.mark.parametrize(("low", "high", "words"), [
    (0.0, 71.6, "0–72 nm"), (8.24, 12.96, "8.2–13 nm"), (1449.7, 1449.7, "1,450 nm"),
])  # fmt: skip
def test_figures_say_no_more_than_they_know(low, high, words):
    assert span(low, high) == words


@pytest.mark.parametrize("event", ["joint-sea-2025", "vostok-2022-naval", "keen-sword-2024"])
def test_no_sentence_speaks_of_violation(event):
    (found,) = mapper.measure(event)
    assert found.sentence.endswith(".")
    assert "violat" not in found.sentence.lower()
    assert "\n" not in found.sentence
