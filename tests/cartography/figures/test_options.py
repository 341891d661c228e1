"""What may be asked of a figure, and what is refused with the choices."""

from __future__ import annotations

import pytest

from mapper.cartography.figures.options import PRESETS, read_options
from mapper.errors import UsageError


@pytest.mark.parametrize(
    ("given", "mm", "pixels"),
    [
        ({}, (183, 160), (2161, 1890)),
        ({"size": "column"}, (89, 112), (1051, 1323)),
        ({"size": "slide"}, (338.67, 190.5), (1920, 1080)),
        ({"size": "social"}, (317.5, 166.6875), (1200, 630)),
        ({"size": "120x90"}, (120, 90), (1417, 1063)),
        ({"size": "120x90mm", "dpi": "600"}, (120, 90), (2835, 2126)),
        ({"size": "1600x1000px"}, (423.3333, 264.5833), (1600, 1000)),
        ({"size": "1600x1000px", "dpi": "200"}, (203.2, 127), (1600, 1000)),
        ({"size": "1000x1000"}, (1000, 1000), (4094, 4094)),
    ],
)
def test_a_size_is_paper_and_pixels(atlas, given, mm, pixels):
    size = read_options(given, atlas).size
    assert (size.width_mm, size.height_mm) == mm
    assert size.pixels == pixels


@pytest.mark.parametrize("size", ["banana", "", "0x0", "120", "-5x90", "120x90cm", "1e3x90",
                                  "120x90x3", "٣٢x٤٥", "nanxnan"])  # fmt: skip
def test_a_size_that_is_none_names_the_presets(atlas, size):
    with pytest.raises(UsageError, match="size: expected") as told:
        read_options({"size": size}, atlas)
    if "x" not in size or "cm" in size:
        assert all(name in str(told.value) for name in PRESETS)


@pytest.mark.parametrize(
    ("given", "told"),
    [
        ({"size": "1001x500"}, "60 to 1,000 mm"),
        ({"size": "59x90"}, "60 to 1,000 mm"),
        ({"size": "500x100"}, "at most 4 times"),
        ({"size": "4097x2000px", "dpi": "300"}, "at most 4096 pixels"),
        ({"size": "page", "dpi": "600"}, "4323 × 3780 at 600 dpi"),
        ({"dpi": "35"}, "36 to 1200"),
        ({"dpi": "1201"}, "36 to 1200"),
        ({"dpi": "3e2"}, "whole number"),
        ({"theme": "sepia"}, "light, dark, grey"),
        ({"layers": "-zones"}, "exercises-reported"),
        ({"layers": "<script>"}, "exercises-reported"),
        ({"names": "xx"}, "neutral, en, fa, ja, ko, ru, tr, vi, zh, CHN, JPN"),
        ({"extent": "1,2,3"}, "W,S,E,N"),
        ({"extent": "0,50,10,40"}, "W,S,E,N"),
        ({"extent": "0,0,nan,1"}, "W,S,E,N"),
        ({"extent": "0,-95,10,1"}, "W,S,E,N"),
        ({"extent": "-179,0,179,10"}, "at most 300"),
        ({"title": "x" * 201}, "at most 200"),
    ],
)
def test_what_cannot_be_is_refused_with_the_choices(atlas, given, told):
    with pytest.raises(UsageError, match=next(iter(given)) if len(given) == 1 else "size") as found:
        read_options(given, atlas)
    assert told in str(found.value)


def test_equal_wishes_are_equal_options(atlas):
    first = read_options({"layers": "-places,-regions"}, atlas)
    assert first == read_options({"layers": "-regions, -places", "size": "page"}, atlas)
    assert hash(first) == hash(read_options({"layers": "-regions,-places"}, atlas))


def test_an_extent_may_cross_180(atlas):
    assert read_options({"extent": "170,40,-170,50"}, atlas).extent == (170, 40, -170, 50)
