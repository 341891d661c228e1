"""Dates, years, citations and searches in words."""

import re

import pytest

from mapper.errors import NotFoundError
from mapper.web.citations import citations
from mapper.web.dates import date_text, first_day, last_day, span_text
from mapper.web.queries import year_number
from mapper.web.search import SearchIndex, folded
from mapper.web.stories import leading_series, year_story


@pytest.mark.parametrize(
    ("start", "end", "text"),
    [
        ("2025-08-01", "2025-08-05", "1–5 Aug"),
        ("2025-08-03", "2025-08-03", "3 Aug"),
        ("2025-07-27", "2025-08-19", "27 Jul – 19 Aug"),
        ("2024-12-27", "2025-01-03", "27 Dec 2024 – 3 Jan 2025"),
        ("2025-08", "2025-08", "Aug"),
        ("2025-08", "2025-09", "Aug – Sep"),
        ("2025-08", "2025-08-27", "Aug, until 27 Aug"),
        ("2025-08-03", "2025-08", "from 3 Aug, within the month"),
        ("2025", "2025", "2025"),
        ("2025-02-18", None, "from 18 Feb"),
        (None, "2025-02-18", "until 18 Feb"),
        (None, None, ""),
    ],
)
def test_a_span_is_said_as_short_as_it_can_be(start, end, text):
    assert span_text(start, end, 2025) == text


def test_the_year_is_said_where_it_is_not_that_of_the_page():
    assert date_text("2026-08-03", 2025) == "3 Aug 2026"
    assert span_text("2025-08-01", "2025-08-05") == "1–5 Aug 2025"


@pytest.mark.parametrize(
    ("date", "first", "last"),
    [("2024-02", "2024-02-01", "2024-02-29"), ("2025", "2025-01-01", "2025-12-31"),
     ("2025-08-03", "2025-08-03", "2025-08-03")],
)  # fmt: skip
def test_a_shortened_date_covers_all_that_it_may_mean(date, first, last):
    assert first_day(date).isoformat() == first
    assert last_day(date).isoformat() == last


@pytest.mark.parametrize("text", ["٢٠٢٥", "２０２５", "20250", "25", "2025 ", "+2025", "", "²⁰²⁵"])
def test_a_year_is_four_ascii_digits(text):
    with pytest.raises(NotFoundError, match="a year has four digits"):
        year_number(text)


def test_a_year_is_told_with_its_leading_series_first(small_atlas):
    story = year_story(small_atlas, 2025)
    assert leading_series(small_atlas) == "joint-sea"
    assert story.summary == "Two exercises and one patrol."
    assert story.counts == "2 exercises · 1 patrol"
    assert story.headline == "Joint Sea 2025 near Vladivostok, 1–5 August 2025."
    assert [feature.id for feature in story.held] == [
        "joint-sea-2025", "joint-maritime-patrol-6", "freedom-edge-2025"
    ]  # fmt: skip


def test_an_absence_is_told_as_its_sheet_says_it(small_atlas):
    story = year_story(small_atlas, 2023)
    assert story.held == ()
    assert story.headline == "No Joint Sea is known for 2023."
    assert story.reasons == ()


def test_citations_name_edition_and_address(small_atlas):
    record = small_atlas.event("joint-sea-2025").record
    url = "https://atlas.example/events/joint-sea-2025"
    found = {one.style: one.text for one in citations(record.name, record.id, url, "7f3a2b")}
    assert set(found) == {"APA", "Chicago", "BibTeX"}
    for text in found.values():
        assert url in text
        assert "7f3a2b" in text
        assert "Joint Sea 2025" in text
    assert found["BibTeX"].startswith("@misc{joint-sea-2025,")


def test_a_name_cannot_break_out_of_bibtex():
    hostile = "50% {x} \\input{/etc/passwd} $a_b$"
    bibtex = citations(hostile, "x", "https://a.example/", "7f3a2b")[2].text
    title = re.search(r"title  = \{\{(.*)\}\},", bibtex)[1]
    plain = re.sub(r"\\(textbackslash\{\}|[{}%$_])", "", title)
    assert not set(plain) & set("\\{}%$_")


@pytest.mark.parametrize(
    ("query", "ids"),
    [
        ("海上联合-2025", ["joint-maritime-patrol-6", "joint-sea-2025"]),
        ("海上联合", ["joint-maritime-patrol-6", "joint-sea-2025"]),
        ("МОРСКОЕ взаимодействие", ["joint-sea-2025"]),
        ("maritime interaction", ["joint-sea-2025"]),
        ("gromky", ["joint-sea-2025"]),
        ("jeju", ["freedom-edge-2025"]),
        ("republic of korea", ["freedom-edge-2025"]),
        ("KOR", ["freedom-edge-2025"]),
        ("La Pérouse", ["joint-maritime-patrol-6"]),
        ("nakhodka", ["joint-sea-2025"]),
        ("joint sea", ["joint-maritime-patrol-6", "joint-sea-2023", "joint-sea-2025"]),
        ("live-firing", ["joint-sea-2025"]),
        ("ウラジオストク", ["joint-maritime-patrol-6", "joint-sea-2025"]),
        ("joint nothing", []),
        ("", []),
        ("---", []),
        ("<script>", []),
    ],
)
def test_search_finds_names_in_every_script_ships_places_and_states(small_atlas, query, ids):
    found = [one.id for one in SearchIndex(small_atlas).find(query)]
    assert sorted(found) == sorted(ids)


def test_a_name_counts_more_than_a_place(small_atlas):
    found = [one.id for one in SearchIndex(small_atlas).find("joint sea")]
    assert found[0] == "joint-sea-2025"


@pytest.mark.parametrize(
    ("one", "other"),
    [("Łódź", "łódź"), ("ＳＯＹＡ", "soya"), ("Peter-the Great", "peter the  GREAT")],
)
def test_texts_are_compared_without_case_accents_and_punctuation(one, other):
    assert folded(one) == folded(other)
