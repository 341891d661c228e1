"""In a notebook a year may be a number or its digits; anything else is told what was expected."""

from typing import Any

import pytest

from mapper.errors import NotFoundError, UsageError
from mapper.notebook import year_map


def test_a_year_may_be_its_digits():
    assert year_map("2025").title == year_map(2025).title


@pytest.mark.parametrize("year", ["x", "", "20 25", 2025.5, None, "٢٠٢٥"])
def test_what_is_no_year_is_refused_by_name(year: Any):
    with pytest.raises(UsageError, match="year: expected a whole number as 2025, got"):
        year_map(year)


def test_a_year_outside_the_atlas_names_the_nearest():
    with pytest.raises(NotFoundError, match="no year 1066"):
        year_map("1066")
