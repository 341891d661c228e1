"""Cells that no spreadsheet takes for a formula."""

import csv
import io

import pytest

from mapper.spreadsheet import safe_cell
from mapper.web.cells import COLUMNS, csv_bytes


@pytest.mark.parametrize(
    "text",
    ["=1+1", "+1+1", "-1+1", "@SUM(A1)", "\t=1", "\r=1", "\n=1", "  =1", "=HYPERLINK(\"x\")",
     "-", "+", "－1", "＝1", "+1 nm", "-inf"],
)  # fmt: skip
def test_a_formula_is_made_text(text):
    assert safe_cell(text) == f"'{text}"


@pytest.mark.parametrize("text", ["-12.5", "+7", "0", "1852", "-0.0001"])
def test_a_plain_number_stays_a_number(text):
    assert safe_cell(text) == text


@pytest.mark.parametrize(
    "text", ["Joint Sea 2025", "", "'quoted", "a=b", "海上联合-2025", "1-5 Aug"]
)
def test_plain_text_stays_as_it_is(text):
    assert safe_cell(text) == text


@pytest.mark.parametrize(
    ("value", "text"),
    [(None, ""), (True, "true"), (False, "false"), (-12.5, "-12.5"), (45.0, "45")],
)
def test_values_are_written_plainly(value, text):
    assert safe_cell(value) == text


@pytest.mark.parametrize("kind", list(COLUMNS))
def test_every_column_is_filled_by_some_feature(small_atlas, kind):
    years = (0,) if kind == "places" else small_atlas.all_years
    features = [feature for year in years for feature in small_atlas.features(kind, year)]
    rows = list(csv.DictReader(io.StringIO(csv_bytes(kind, features).decode(), newline="")))
    empty = {name for name in COLUMNS[kind] if not any(row[name] for row in rows)}
    # The small atlas has no exercise with a track.
    tracks = {name for name in empty if name.startswith("fix")} if kind == "exercises" else set()
    assert empty <= tracks


def test_a_hostile_name_is_text_in_its_cell(edited):
    client = edited("exercises", 2025, "joint-sea-2025", names={"en": '=cmd|" /C calc"!A0'})
    rows = list(csv.DictReader(io.StringIO(client.get("/data/exercises/2025.csv").text)))
    assert rows[0]["name"] == '\'=cmd|" /C calc"!A0'
