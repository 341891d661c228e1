"""Cells that no spreadsheet takes for a formula."""

import csv
import io

import pytest

from mapper.spreadsheet import safe_cell
from mapper.web.cells import COLUMNS, SEPARATOR, csv_bytes


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


def rows_of(atlas, kind, year):
    return csv.DictReader(io.StringIO(csv_bytes(kind, atlas.features(kind, year)).decode()))


def test_no_address_is_handed_out_that_must_not_be_linked(atlas):
    for kind in ("exercises", "patrols"):
        for year in atlas.all_years:
            records = {feature.id: feature.record for feature in atlas.features(kind, year)}
            for row in rows_of(atlas, kind, year):
                sources = records[row["id"]].sources
                given = row["source_urls"].split(SEPARATOR)
                assert len(given) == len(sources)
                for source, text in zip(sources, given, strict=True):
                    if source.link:
                        assert text == source.url or not source.url
                    else:
                        assert "://" not in text
                        assert text.startswith(source.publisher.replace("|", "/"))


def test_values_of_a_cell_can_be_parted_again(atlas, edited):
    belt = next(row for row in rows_of(atlas, "exercises", 2024)
                if row["id"] == "maritime-security-belt-2024")  # fmt: skip
    record = atlas.event("maritime-security-belt-2024").record
    assert len(belt["vessels"].split(SEPARATOR)) == len(record.vessels)
    ships = [{"flag": "CHN", "name": "One | two; three"}, {"flag": "CHN", "name": "Four"}]
    client = edited("exercises", 2025, "joint-sea-2025", vessels=ships)
    row = next(csv.DictReader(io.StringIO(client.get("/data/exercises/2025.csv").text)))
    assert row["vessels"].split(SEPARATOR) == ["One / two; three (CHN)", "Four (CHN)"]


def test_partners_that_are_only_counted_are_in_the_table(atlas):
    row = next(row for row in rows_of(atlas, "exercises", 2025)
               if row["id"] == "talisman-sabre-2025")  # fmt: skip
    assert row["participants"].split(SEPARATOR)[-1] == "17 partners"


def test_a_hostile_name_is_text_in_its_cell(edited):
    client = edited("exercises", 2025, "joint-sea-2025", names={"en": '=cmd|" /C calc"!A0'})
    rows = list(csv.DictReader(io.StringIO(client.get("/data/exercises/2025.csv").text)))
    assert rows[0]["name"] == '\'=cmd|" /C calc"!A0'
