"""Figures as a reader gets them: contents, labels, formats, determinism, hostile names."""

from __future__ import annotations

import json
import os
import shutil
import struct
import subprocess
import sys
import zlib
from itertools import combinations
from pathlib import Path
from xml.etree import ElementTree

import numpy as np
import pytest

from mapper.atlas import open_atlas
from mapper.cartography.figures import make_figure
from mapper.cartography.figures.lettering import STYLES, line_width
from mapper.cartography.figures.placement import tie_line
from mapper.cartography.style import PALETTES, SYMBOLS, contrast
from mapper.errors import NotFoundError, UsageError

SVG = "{http://www.w3.org/2000/svg}"
SMALL = Path(__file__).parents[2] / "data" / "small"
YEARS = (2005, 2012, 2013, 2015, 2017, 2019, 2021, 2022, 2024, 2025, 2026)
HOSTILE = '<script>alert(1)</script> ]]> & "x" {{7*7}} #panic() $x$ \\u{41}'


def words(figure):
    """Every text of a figure, in the order in which it is drawn."""
    root = ElementTree.fromstring(figure.svg)
    return ["".join(node.itertext()) for node in root.iter(f"{SVG}text")]


def chunks(content):
    """The chunks of a PNG by their kinds."""
    at, found = 8, {}
    while at < len(content):
        length, kind = struct.unpack(">I4s", content[at : at + 8])
        body = content[at + 8 : at + 8 + length]
        (check,) = struct.unpack(">I", content[at + 8 + length : at + 12 + length])
        assert check == zlib.crc32(kind + body)
        found.setdefault(kind, []).append(body)
        at += 12 + length
    return found


@pytest.mark.parametrize("size", ["column", "page", "slide"])
@pytest.mark.parametrize("year", YEARS)
def test_no_label_covers_another_or_leaves_its_map(drawn, year, size):
    composed = drawn(year, size=size).composed
    for box, placed in composed.labels:
        for one, other in combinations(placed, 2):
            assert not one.box.meets(other.box), f"{one.block} covers {other.block}"
        for one in placed:
            assert 0 <= one.box.left < one.box.right <= box.right - box.left
            assert 0 <= one.box.top < one.box.bottom <= box.bottom - box.top
            assert one.block.width <= one.box.right - one.box.left + 1e-6


@pytest.mark.parametrize("year", YEARS)
def test_a_line_to_a_label_ends_at_its_text(drawn, year):
    for _, placed in drawn(year).composed.labels:
        for one in placed:
            line = tie_line(one.label, one.block, one.box)
            if line is None:
                continue
            x, y = line[1]
            heights = np.cumsum(one.block.heights) + one.box.top
            row = one.block.lines[min(int(np.searchsorted(heights, y)), len(heights) - 1)]
            width = line_width(row)
            left = one.anchor - width * {"start": 0.0, "middle": 0.5, "end": 1.0}[one.align]
            assert left - 0.1 <= x <= left + width + 0.1, one.block


@pytest.mark.parametrize("size", ["column", "page", "social", "60x60", "60x240", "240x60"])
@pytest.mark.parametrize("year", [2013, 2024])
def test_maps_and_texts_stay_apart_and_on_the_sheet(drawn, year, size):
    layout = drawn(year, size=size).composed.layout
    boxes = [layout.main, *([layout.inset] if layout.inset else [])]
    boxes += [
        type(layout.main)(x, y, x + block.room, y + block.height) for x, y, block in layout.blocks
    ]
    for one, other in combinations(boxes, 2):
        assert not one.meets(other)
    for box in boxes:
        assert box.left >= 0
        assert box.top >= 0
        assert box.right <= layout.width + 0.1
        assert box.bottom <= layout.height + 0.1


@pytest.mark.parametrize("year", YEARS)
def test_every_event_of_a_year_is_named_or_drawn_elsewhere(atlas, drawn, year):
    said = " ".join(words(drawn(year)))
    for event in atlas.events(year):
        if event.record.status == "held" and event.geometry is not None:
            name = event.record.name.split(" / ")[0]
            assert all(word in said for word in name.split()), name


def test_a_figure_says_what_every_figure_has_to(drawn, atlas):
    said = " ".join(words(drawn(2025)))
    for text in (
        "Maritime exercises and patrols in 2025",
        "Not for navigation. Limits shown imply no position on any claim.",
        "WGS\u00a084",
        "Lambert azimuthal equal-area",
        f"data edition {atlas.fingerprint}",
        "Land: Natural Earth.",
        "nm at 36° N",
        "130° E",
        "40° N",
    ):
        assert text in said


def test_disputed_names_carry_both_forms_unless_one_set_is_asked_for(drawn):
    assert "Sea of Japan (East Sea)" in " ".join(words(drawn("joint-sea-2025")))
    assert "Sea of Japan (" not in " ".join(words(drawn("joint-sea-2025", names="JPN")))
    assert "East Sea" in words(drawn("joint-sea-2025", names="KOR"))


def test_names_may_be_in_another_language(drawn):
    said = " ".join(words(drawn(2025, names="zh")))
    assert "海上联合-2025" in said
    assert "日本海" in said


def test_the_legend_has_what_is_on_the_map_and_nothing_else(drawn):
    said = words(drawn("joint-sea-2025"))
    assert "Exercise, place as reported" in " ".join(said)
    assert not [text for text in said if "patrol" in text.lower()]
    assert "Naval patrol, path not reported" in words(drawn(2025))
    assert "Naval patrol, path not reported" not in words(drawn(2025, layers="-patrol-tracks"))


def test_no_text_is_smaller_than_six_points():
    assert min(style.size_px for style in STYLES.values()) * 0.75 >= 6


@pytest.mark.parametrize("title", ["Figure 3. Drills", ""])
def test_the_title_can_be_another_or_none(drawn, title):
    figure = drawn(2025, title=title)
    assert ("Maritime exercises and patrols in 2025" in words(figure)) is False
    assert (title in words(figure)) is bool(title)
    assert figure.title == (title or "Maritime exercises and patrols in 2025")


def test_the_extent_is_what_the_large_map_shows(drawn):
    said = " ".join(words(drawn(2025, extent="55,20,70,28")))
    assert "Chabahar" in said
    assert "Security Belt-2025" in said


def test_an_extent_across_180_is_one_map(drawn):
    said = " ".join(words(drawn(2024, extent="160,40,-160,70")))
    assert "180°" in said


def test_the_same_options_give_the_same_bytes(atlas):
    for form in ("svg", "png", "pdf"):
        one, two = (make_figure(atlas, 2025, {"size": "column"}).content(form) for _ in "ab")
        assert one == two, form


def test_another_process_gives_the_same_bytes(drawn, tmp_path):
    for form, seed in (("svg", "1"), ("pdf", "2")):
        path = tmp_path / f"figure.{form}"
        subprocess.run(
            [sys.executable, "-m", "mapper", "figure", "joint-sea-2025", "-o", str(path)],
            check=True, env={**os.environ, "PYTHONHASHSEED": seed, "TZ": "Asia/Tokyo"},
            capture_output=True,
        )  # fmt: skip
        assert path.read_bytes() == drawn("joint-sea-2025").content(form)


@pytest.mark.parametrize("theme", ["light", "dark", "grey"])
def test_an_svg_is_whole(drawn, theme):
    figure = drawn(2024, theme=theme)
    root = ElementTree.fromstring(figure.svg)
    assert (root.get("width"), root.get("height")) == ("183mm", "160mm")
    assert root.find(f"{SVG}title").text == "Maritime exercises and patrols in 2024"
    assert "Joint Sea 2024, " in root.find(f"{SVG}desc").text
    ids = [node.get("id") for node in root.iter() if node.get("id")]
    assert len(ids) == len(set(ids))
    assert figure.svg.count("@font-face") == 3
    outside = figure.svg.replace("http://www.w3.org/2000/svg", "")
    assert "http" not in outside.split("</style>")[1]
    assert len(figure.svg) < 300_000


def test_every_text_of_an_svg_has_the_width_that_was_measured(drawn):
    root = ElementTree.fromstring(drawn(2025).svg)
    for node in root.iter(f"{SVG}text"):
        assert float(node.get("textLength")) > 0


def test_grey_is_grey(drawn):
    style = drawn(2025, theme="grey").svg
    colours = {style[at + 1 : at + 7] for at in range(len(style)) if style.startswith('"#', at - 1)}
    assert colours
    assert all(one[:2] == one[2:4] == one[4:6] or one in ("1b2733", "ffffff") for one in colours)


@pytest.mark.parametrize("theme", sorted(PALETTES))
def test_lines_and_texts_stand_out_from_sea_and_land(theme):
    palette = PALETTES[theme]
    lines = {symbol.colour for name, symbol in SYMBOLS.items()
             if name.startswith(("exercise", "counterpart", "patrol", "air-patrol"))}  # fmt: skip
    for ground in ("sea", "land"):
        for name in lines:
            assert contrast(palette[name], palette[ground]) >= 3.0, name
        for name in palette:
            if name.startswith("text-") and name not in ("text-muted", "text-graticule"):
                assert contrast(palette[name], palette["halo"]) >= 4.5, name


def test_exercises_and_patrols_differ_without_colour():
    grey = PALETTES["grey"]
    assert contrast(grey["exercise"], grey["patrol"]) >= 2.0


def test_a_png_is_what_it_says(drawn):
    figure = drawn(2025, size="column", dpi="200")
    found = chunks(figure.png)
    assert struct.unpack(">II", found[b"IHDR"][0][:8]) == (701, 882)
    assert struct.unpack(">IIB", found[b"pHYs"][0]) == (7874, 7874, 1)
    texts = dict(body.split(b"\0\0\0\0\0", 1) for body in found[b"iTXt"])
    assert texts[b"Title"].decode() == figure.title
    assert texts[b"Description"].decode() == figure.alt
    assert b"tIME" not in found


def test_a_pdf_has_its_text_and_its_fonts(drawn, unpacked):
    figure = drawn(2025)
    plain = unpacked(figure.pdf)
    assert figure.pdf.startswith(b"%PDF-1.")
    assert plain.count(b"/FontFile2") == 3
    assert b"/ToUnicode" in plain
    assert b"AtlasSans-Bold" in plain
    assert b"Noto" not in plain
    assert b"/CreationDate" not in plain
    assert b"/JavaScript" not in plain


@pytest.mark.parametrize("form", ["gif", "", "PNG", "svg.exe"])
def test_an_unknown_format_names_the_formats(drawn, form):
    with pytest.raises(UsageError, match="format: expected one of svg, png, pdf"):
        drawn("joint-sea-2025").content(form)


@pytest.mark.parametrize("name", ["map.svg", "map.PNG", "map.pdf"])
def test_a_figure_saves_itself_by_its_name(drawn, tmp_path, name):
    path = drawn("joint-sea-2025").save(tmp_path / name)
    assert path.read_bytes()[:4] in (b"<svg", b"\x89PNG", b"%PDF")


def test_a_notebook_shows_a_figure():
    import mapper

    figure = mapper.figure("joint-sea-2025", size="column", extent=(120, 35, 140, 48))
    assert figure._repr_svg_().startswith("<svg")
    with pytest.raises(UsageError, match="expected options of size, dpi"):
        mapper.figure(2025, colour="red")


@pytest.mark.parametrize("what", [1066, "joint-see-2025", "<b>", "٢٠٢٥"])
def test_what_is_not_there_is_not_drawn(atlas, what):
    with pytest.raises(NotFoundError):
        make_figure(atlas, what)


@pytest.mark.parametrize("year", [2006, 2008])
def test_a_year_without_an_event_is_a_map_that_says_so(drawn, year):
    assert f"No exercise and no patrol is known for {year}." in " ".join(words(drawn(year)))


@pytest.fixture
def hostile(tmp_path):
    """The small atlas with a name, a place and a hazard that want to be more than text."""
    folder = Path(shutil.copytree(SMALL, tmp_path / "atlas"))
    for kind, year in (("exercises", 2025), ("patrols", 2025), ("places", "places")):
        path = folder / kind / f"{year}.geojson"
        collection = json.loads(path.read_text(encoding="utf-8"))
        for feature in collection["features"]:
            feature["properties"]["names"] = {"en": HOSTILE + "\x07"}
        path.write_text(json.dumps(collection), encoding="utf-8")
    return open_atlas(folder)


@pytest.mark.parametrize("what", [2025, "joint-sea-2025"])
def test_a_hostile_name_stays_text(hostile, what, unpacked):
    figure = make_figure(hostile, what, {"title": HOSTILE})
    root = ElementTree.fromstring(figure.svg)
    assert {node.tag.removeprefix(SVG) for node in root.iter()} <= {
        "svg", "g", "title", "desc", "style", "defs", "radialGradient", "stop", "rect", "path",
        "circle", "text", "tspan",
    }  # fmt: skip
    assert root.find(f"{SVG}title").text == HOSTILE
    assert "\x07" not in figure.svg
    assert "49" not in root.find(f"{SVG}title").text
    texts = dict(body.split(b"\0\0\0\0\0", 1) for body in chunks(figure.png)[b"iTXt"])
    assert texts[b"Title"].decode() == HOSTILE
    plain = unpacked(figure.pdf)
    assert b"/JavaScript" not in plain
    assert b"/URI" not in plain


@pytest.mark.parametrize(
    "title", ["\x00", "a\ud800b", "\x1b[31m", "\u202eabc", "𝕏" * 100, "海" * 200]
)
def test_a_title_of_anything_is_drawn(atlas, title):
    figure = make_figure(atlas, "joint-sea-2025", {"title": title, "size": "column"})
    for form in ("svg", "png", "pdf"):
        assert figure.content(form)
