"""Lines and names of zones can be seen on what they lie on, in both themes."""

from __future__ import annotations

import pytest

from mapper.cartography.style import LAYERS, SYMBOLS, THEMES, contrast

LINES = [name for name in SYMBOLS
         if name.startswith("eez") or name in ("territorial", "contiguous", "hatch")]  # fmt: skip


@pytest.mark.parametrize("theme", THEMES)
@pytest.mark.parametrize("symbol", LINES)
def test_zone_line_holds_3_to_1_against_the_sea(symbol, theme):
    colours = THEMES[theme]
    assert contrast(colours[SYMBOLS[symbol].colour], colours["sea"]) >= 3.0


@pytest.mark.parametrize("theme", THEMES)
def test_zone_names_hold_4_5_to_1_against_the_sea(theme):
    assert contrast(THEMES[theme]["text-zone"], THEMES[theme]["sea"]) >= 4.5


def test_basis_of_a_limit_is_told_by_its_dashes_not_by_colour_alone():
    dashes = [SYMBOLS[f"eez-{basis}"].dash for basis in ("agreed", "median", "200nm", "disputed")]
    assert dashes[0] == ()
    assert len(set(dashes)) == 4


def test_narrow_belts_are_thinner_than_the_eez_and_apart_from_air_patrols():
    assert SYMBOLS["territorial"].width_px < SYMBOLS["eez-median"].width_px
    assert SYMBOLS["contiguous"].cap != SYMBOLS["air-patrol"].cap


def test_legend_lists_zones_after_events_and_before_place_names():
    order = list(LAYERS)
    assert order[order.index("closures") + 1 : order.index("places")] == [
        "eez-limits", "overlapping-claims", "territorial-sea",
    ]  # fmt: skip
