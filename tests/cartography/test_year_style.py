"""Compared years are told apart by colour, dash and label, on every ground and for every eye."""

from __future__ import annotations

from itertools import pairwise

import pytest

from mapper.cartography.style import PALETTES, contrast
from mapper.cartography.year_style import DASHES, css_years, year_styles


@pytest.mark.parametrize("palette", PALETTES)
@pytest.mark.parametrize("count", [2, 3, 4, 9, 16])
def test_line_of_a_year_holds_3_to_1_and_its_words_4_5_to_1(count, palette):
    colours = PALETTES[palette]
    for style in year_styles(range(2010, 2010 + count)):
        for ground in ("sea", "land"):
            assert contrast(style.colours[palette], colours[ground]) >= 3.0, (style.name, ground)
        for ground in ("halo", "panel"):
            assert contrast(style.texts[palette], colours[ground]) >= 4.5, (style.name, ground)


@pytest.mark.parametrize("count", [2, 3, 8, 16])
def test_no_two_years_share_colour_and_dash(count):
    styles = year_styles(range(2010, 2010 + count))
    assert len({(style.name, style.dash) for style in styles}) == count
    assert len({style.name for style in styles}) == count
    near = [one.dash != two.dash for one, two in pairwise(styles)]
    assert all(near)


def test_newest_of_many_years_is_strongest_against_the_sea():
    for palette, colours in PALETTES.items():
        strengths = [contrast(one.colours[palette], colours["sea"])
                     for one in year_styles(range(2011, 2027))]  # fmt: skip
        assert strengths == sorted(strengths), palette


def test_two_years_keep_their_style_whatever_the_order():
    assert year_styles([2025, 2024]) == year_styles([2024, 2025, 2024])


def test_style_sheet_has_a_rule_for_every_colour_and_dash():
    css = css_years()
    for style in (*year_styles(range(2011, 2027)), *year_styles([2023, 2024, 2025])):
        assert f".atlas-year-{style.name}{{" in css
        assert f"--atlas-{style.name}:{style.colours['dark']};" in css
    for index in range(len(DASHES)):
        assert f".atlas-dash-{index}{{" in css
