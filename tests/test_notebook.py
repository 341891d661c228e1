"""In a notebook a year may be a number or its digits; anything else is told what was expected."""

import re
from typing import Any

import folium
import pytest

from mapper.errors import NotFoundError, UsageError
from mapper.notebook import compare_map, year_map


def test_a_year_may_be_its_digits():
    assert year_map("2025").title == year_map(2025).title


@pytest.mark.parametrize("year", ["x", "", "20 25", 2025.5, None, "٢٠٢٥"])
def test_what_is_no_year_is_refused_by_name(year: Any):
    with pytest.raises(UsageError, match="year: expected a whole number as 2025, got"):
        year_map(year)


def test_a_year_outside_the_atlas_names_the_nearest():
    with pytest.raises(NotFoundError, match="no year 1066"):
        year_map("1066")


def test_a_comparison_is_a_folium_map_with_both_years_and_nothing_from_another_host(tmp_path):
    made = compare_map(2024, 2025)
    assert isinstance(made, folium.Map)
    path = tmp_path / "map.html"
    made.save(path)
    page = path.read_text(encoding="utf-8")
    rows = re.findall(r'"key": "(\d{4})", "style": "([\w-]+)"', page)
    assert [year for year, _ in rows] == ["2024", "2025"]
    assert len({style for _, style in rows}) == 2
    for _, style in rows:
        assert f".atlas-year-{style}" in page
    # Sources are linked; nothing is loaded.
    assert not re.search(r"<(?:script|img|iframe)[^>]*\ssrc=|<link|url\(\s*['\"]?https?:", page)


def test_a_comparison_of_one_year_is_refused():
    with pytest.raises(UsageError, match="2025"):
        compare_map(2025)
