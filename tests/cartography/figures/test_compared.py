"""Figures of compared years, events and series: colour and dash and label, and the sentence."""

from __future__ import annotations

from itertools import combinations
from xml.etree import ElementTree

import pytest

from mapper import analysis
from mapper.cartography.figures import make_figure
from mapper.cartography.figures.compared import year_symbols
from mapper.cartography.year_style import year_styles
from mapper.errors import NotFoundError, UsageError

SVG = "{http://www.w3.org/2000/svg}"
PAIR = ("2024", "2025")


def words(figure):
    """Every text of a figure, in one."""
    root = ElementTree.fromstring(figure.svg)
    found = " ".join("".join(node.itertext()) for node in root.iter(f"{SVG}text"))
    return found.replace("\u00a0", " ")


def test_two_years_of_a_series_say_the_comparisons_own_sentence(drawn):
    figure = drawn(PAIR, series="joint-sea")
    sentence = analysis.compare(2024, 2025, series="joint-sea").sentence
    assert sentence in words(figure)
    assert sentence in figure.alt.replace("\u00a0", " ")
    assert figure.title == "Joint Sea / Maritime Cooperation, 2024 and 2025"
    assert "about 1,670 nm" in words(figure).replace(sentence, "")


@pytest.mark.parametrize("theme", ["light", "dark", "grey"])
def test_each_year_has_its_colour_its_dash_and_its_label(drawn, theme):
    figure = drawn(PAIR, series="joint-sea", theme=theme)
    root = ElementTree.fromstring(figure.svg)
    older, newer = year_styles([2024, 2025])
    for style in (older, newer):
        lines = [node for node in root.iter() if node.get("stroke") == style.colours[theme]]
        assert lines, style.label
        assert style.label in words(figure)
        dashes = {
            bool(node.get("stroke-dasharray")) for node in lines if node.tag != f"{SVG}circle"
        }
        assert bool(style.dash) in dashes


def test_a_whole_series_is_one_map_with_every_edition_and_what_was_not_held(drawn):
    figure = drawn("joint-sea")
    said = words(figure)
    for edition in analysis.compare("joint-sea").editions:
        assert str(edition.year) in said
    assert "No edition was held in 2018, 2020 and 2023." in said
    assert "Peter the Great Gulf in 2013, 2015, 2021 and 2025" in said
    assert len(figure.composed.layout.legend.rows) >= len(year_styles(range(2012, 2023)))


@pytest.mark.parametrize("what", [PAIR, ("joint-sea",), ("joint-sea-2024", "joint-sea-2025")])
@pytest.mark.parametrize("size", ["column", "page", "slide"])
def test_no_label_of_a_comparison_covers_another(drawn, what, size):
    for _, placed in drawn(what, size=size).composed.labels:
        for one, other in combinations(placed, 2):
            assert not one.box.meets(other.box), f"{one.block} covers {other.block}"


@pytest.mark.parametrize("what", [PAIR, ("2023", "2024"), ("joint-sea",)])
def test_every_compared_event_has_a_mark_of_its_own(drawn, what):
    for item in drawn(what).subject.items:
        fixes = [fix for fix in item.fixes if not fix.wide]
        assert item.areas or item.discs or item.legs or fixes, item.key


def test_a_reported_place_has_a_fainter_rim_than_announced_limits():
    symbols = year_symbols(year_styles([2024, 2025]), "light")
    assert symbols["exercise-reported@2024"].width_px < symbols["exercise-announced@2024"].width_px
    assert symbols["exercise-theatre@2025"].width_px == 0


@pytest.mark.parametrize(
    ("what", "given", "told"),
    [
        (("2025",), {"series": "joint-sea"}, "expected two years or more"),
        (("2024", "2024"), {}, "given twice"),
        (("2024", "joint-sea-2025"), {}, "got both"),
        (("2024", "2025"), {"series": "joint-see"}, "no series 'joint-see'"),
        (("2024", "2025"), {"coast": "Atlantis"}, "coast: expected the code of a state"),
        (tuple(str(year) for year in range(1990, 2020)), {}, "at most 24"),
        ((), {}, "expected two years, two ids or a series"),
    ],
)
def test_what_cannot_be_compared_is_told(atlas, what, given, told):
    with pytest.raises((UsageError, NotFoundError), match=told):
        make_figure(atlas, what, given)


def test_the_same_comparison_gives_the_same_bytes(atlas):
    for form in ("svg", "pdf"):
        one, two = (make_figure(atlas, PAIR, {"series": "joint-sea"}).content(form) for _ in "ab")
        assert one == two, form


def test_a_label_that_has_no_place_is_left_out(drawn):
    figure = drawn(("maritime-security-belt-2019", "maritime-security-belt-2021"))
    assert "2021" in words(figure)
