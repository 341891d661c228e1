"""Zones in figures: limits, hatched claims, whose they are, what a view and the layers change."""

from __future__ import annotations

import re
from pathlib import Path
from xml.etree import ElementTree

import pytest
import shapely

from mapper.cartography.figures import read_options
from mapper.cartography.figures.zones import hatched
from mapper.cartography.portrayal import ZONE_SYMBOLS
from mapper.cartography.style import PALETTES, SYMBOLS, contrast
from mapper.errors import UsageError

SVG = "{http://www.w3.org/2000/svg}"
LIMITS = ("EEZ limit, agreed", "EEZ limit, median line", "EEZ limit, 200 nm")


def words(figure):
    """Every text of a figure, in one."""
    root = ElementTree.fromstring(figure.svg)
    return " ".join("".join(node.itertext()) for node in root.iter(f"{SVG}text"))


def test_limits_are_told_apart_and_their_source_is_said(drawn):
    said = words(drawn(2025))
    for text in (*LIMITS, "Overlapping claims", "Shared by agreement", "Zones: computed"):
        assert text in said


def test_a_hatch_says_whose_claims_it_shows(drawn):
    said = words(drawn(2025))
    assert "Hatched, claimed by: " in said
    assert "Russia and Japan" in said
    assert "Claimed by Russia and Japan" in said


def test_a_view_takes_disputed_waters_as_its_own(drawn):
    said = words(drawn(2025, view="RUS"))
    assert "Russia and Japan" not in said
    assert "Japan, China and Taiwan" in said


@pytest.mark.parametrize("view", ["neutral ", "XXX", "jpn"])
def test_an_unknown_view_is_refused(atlas, view):
    with pytest.raises(UsageError, match="view: expected neutral or a state's code"):
        read_options({"view": view}, atlas)


def test_layers_leave_zones_out(drawn):
    bare = words(drawn(2025, layers="-eez-limits,-overlapping-claims,-territorial-sea"))
    assert not [text for text in (*LIMITS, "Overlapping", "Zones:") if text in bare]
    hatches = words(drawn(2025, layers="-eez-limits"))
    assert "Overlapping claims" in hatches
    assert "EEZ limit" not in hatches


def test_narrow_belts_come_where_they_have_room_or_are_asked_for(drawn):
    assert "Territorial sea, 12 nm" in words(drawn("joint-sea-2025"))
    assert "Territorial sea, 12 nm" not in words(drawn(2025))
    assert "Territorial sea, 12 nm" in words(drawn(2025, layers="territorial-sea"))


@pytest.mark.parametrize("theme", sorted(PALETTES))
def test_limits_stand_out_from_the_sea(theme):
    palette = PALETTES[theme]
    for symbol in {*ZONE_SYMBOLS.values(), "hatch", "eez-other"}:
        assert contrast(palette[SYMBOLS[symbol].colour], palette["sea"]) >= 2.9, symbol


def test_limits_differ_by_their_dash():
    drawn_as = [SYMBOLS[name].dash for name in ("eez-agreed", "eez-median", "eez-200nm")]
    assert len(set(drawn_as)) == 3


@pytest.mark.parametrize("symbol", ["hatch-disputed", "hatch-joint"])
def test_a_hatch_fills_its_area_evenly_and_stays_inside(symbol):
    area = shapely.Point(50, 50).buffer(40).difference(shapely.Point(50, 50).buffer(15))
    lines = hatched(area, symbol)
    assert area.buffer(1e-6).contains(lines)
    assert lines.length * 5.0 == pytest.approx(area.area, rel=0.05)
    ends = [(one.coords[0], one.coords[-1]) for one in lines.geoms]
    slopes = {(b[1] - a[1]) * (b[0] - a[0]) > 0 for a, b in ends}
    assert slopes == {symbol == "hatch-joint"}


def test_pages_and_figures_draw_a_basis_alike():
    script = (Path(__file__).parents[3] / "static" / "js" / "zones.js").read_text("utf-8")
    table = re.search(r"BASIS_SYMBOLS = \{(.*?)\}", script, re.DOTALL)[1]
    found = dict(re.findall(r'"?([\w]+)"?: "([\w-]+)"', table))
    assert found == {key: ZONE_SYMBOLS[key] for key in found}
    assert len(found) == len(ZONE_SYMBOLS) - 2
