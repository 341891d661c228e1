"""The writer of SVG: numbers, paths, texts, ids and themes."""

from __future__ import annotations

import xml.etree.ElementTree as ET

import pytest
import shapely

from mapper.cartography.drawing import Lettering, MapDrawing
from mapper.cartography.frame import frame_for
from mapper.cartography.style import SYMBOLS, THEMES
from mapper.cartography.svg import Sheet, Svg, escape, path_data
from mapper.errors import UsageError

SVG = "{http://www.w3.org/2000/svg}"
HOSTILE = (
    "<script>alert(1)</script>", '" onload="alert(1)', "' onload='alert(1)", "]]>", "&amp;lt;",
    "{{ 7*7 }}", "${7*7}", "`x`", "\\x3cscript", "</title></svg><script>alert(1)</script>",
    "javascript:alert(1)", "a\u2028b", "\u202eabc", "<!--", "<![CDATA[",
)  # fmt: skip


def sheet(**changes):
    return Sheet(**{"prefix": "t", "title": "Title", **changes})


def drawing(**changes):
    frame = frame_for([shapely.box(125, 30, 145, 45)], 320, 200)
    return MapDrawing(frame, sheet(**changes))


@pytest.mark.parametrize("text", HOSTILE)
def test_hostile_text_stays_text(text):
    drawn = Svg(100, 50, sheet(title=text, desc=text))
    drawn.text(1, 2, text, font_family=text)
    root = ET.fromstring(drawn.to_string())
    assert root.find(f"{SVG}title").text == text
    assert root.find(f"{SVG}desc").text == text
    element = root.find(f"{SVG}text")
    assert (element.text, element.get("font-family")) == (text, text)
    assert [child.tag for child in root] == [f"{SVG}title", f"{SVG}desc", f"{SVG}text"]


@pytest.mark.parametrize("text", ["\x00", "\x08", "\ud800", "\ufffe"])
def test_what_xml_cannot_hold_is_replaced(text):
    drawn = Svg(100, 50, sheet())
    drawn.text(0, 0, f"a{text}b")
    assert ET.fromstring(drawn.to_string()).find(f"{SVG}text").text == "a\ufffdb"


def test_escape_keeps_every_script():
    assert escape("海上联合 Морское ㈜ 🛳") == "海上联合 Морское ㈜ 🛳"


@pytest.mark.parametrize("prefix", ["", "1a", "A", 'a"', "a b", "é"])
def test_prefix_that_is_no_id_is_refused(prefix):
    with pytest.raises(UsageError, match="prefix: expected letters"):
        sheet(prefix=prefix)


def test_unknown_theme_is_refused():
    with pytest.raises(UsageError, match="expected light, dark, grey or auto, got 'sepia'"):
        sheet(theme="sepia")


def test_numbers_are_rounded_to_tenths():
    line = shapely.LineString([(0.04, 0.06), (10.333333, 0.06), (10.36, 7.77777)])
    assert path_data(line) == "M0 .1h10.3l.1 7.7"


def test_rounding_does_not_add_up_along_a_path():
    line = shapely.LineString([(x * 0.34, 0) for x in range(101)])
    steps = [float(step) for step in path_data(line).split("h")[1:]]
    assert sum(steps) == pytest.approx(34.0)


def test_holes_are_closed_rings_of_the_same_path():
    with_hole = shapely.box(0, 0, 10, 10).difference(shapely.box(2, 2, 4, 4))
    assert path_data(with_hole).count("z") == 2


def test_parts_of_collections_are_all_written():
    parts = shapely.geometrycollections([
        shapely.box(0, 0, 1, 1), shapely.MultiLineString([[(0, 0), (5, 5)], [(6, 6), (9, 9)]]),
    ])  # fmt: skip
    assert path_data(parts).count("M") == 3


@pytest.mark.parametrize("nothing", [
    shapely.Point(1, 1), shapely.Polygon(), shapely.box(0, 0, 0.01, 0.01),
    shapely.LineString([(1, 1), (1.01, 1.01)]), shapely.GeometryCollection(),
])  # fmt: skip
def test_what_shrinks_to_a_point_is_left_out(nothing):
    drawn = Svg(10, 10, sheet())
    assert not drawn.path(nothing)
    assert "<path" not in drawn.to_string()


def test_path_in_letters_and_signs_reads_back_as_the_same_points():
    line = shapely.LineString([(5, 5), (4.5, 4.6), (4.4, 5.2), (14.4, 5.7), (14.4, 0)])
    assert path_data(line) == "M5 5l-.5-.4-.1.6 10 .5v-5.7"


def test_empty_group_is_left_out():
    drawn = Svg(10, 10, sheet())
    with drawn.group(fill="red"):
        pass
    with drawn.group("pattern", id="t-hatch"), drawn.group(fill="none"):
        drawn.element("circle", cx=1, cy=1, r=1)
    inner = '<g fill="none"><circle cx="1" cy="1" r="1"/></g>'
    assert drawn.to_string().endswith(f'<pattern id="t-hatch">{inner}</pattern></svg>')


def test_title_and_description_name_the_drawing():
    root = ET.fromstring(Svg(10, 10, sheet(desc="More")).to_string())
    assert root.get("role") == "img"
    assert root.get("aria-labelledby").split() == ["t-title", "t-desc"]


def test_two_drawings_in_one_page_share_no_id():
    made = []
    for prefix in ("one", "two"):
        drawn = Svg(10, 10, sheet(prefix=prefix, desc="d"))
        drawn.element("rect", fill=drawn.tint("eez", 0.2))
        drawn.element("rect", fill=drawn.tint("patrol", 0.1))
        root = ET.fromstring(drawn.to_string())
        made.append({element.get("id") for element in root.iter()} - {None})
    assert len(made[0]) == len(made[1]) == 4
    assert not made[0] & made[1]


def test_fills_that_are_used_are_defined_once():
    drawn = Svg(10, 10, sheet())
    used = {drawn.tint("eez", 0.2), drawn.tint("eez", 0.2), drawn.tint("eez", 0.4)}
    text = drawn.to_string()
    assert len(used) == text.count("<radialGradient") == 2
    assert all(f'id="{fill[5:-1]}"' in text for fill in used)


@pytest.mark.parametrize("theme", sorted(THEMES))
def test_colours_are_those_of_the_theme(theme):
    drawn = drawing(theme=theme)
    drawn.sea()
    assert f'fill="{THEMES[theme]["sea"]}"' in drawn.to_string()


def test_colours_follow_the_page_when_asked_to():
    drawn = drawing(theme="auto")
    drawn.sea()
    assert 'fill="var(--atlas-sea,#e6edf1)"' in drawn.to_string()


@pytest.mark.parametrize("symbol", sorted(SYMBOLS))
def test_every_symbol_of_the_style_can_be_drawn(symbol):
    drawn = drawing()
    assert drawn.shape(shapely.box(130, 35, 135, 40), symbol)
    ET.fromstring(drawn.to_string())


def test_track_has_its_light_line_below():
    drawn = drawing()
    drawn.shape(shapely.LineString([(130, 35), (140, 40)]), "patrol-between-fixes")
    strokes = [path.get("stroke") for path in ET.fromstring(drawn.to_string())[1:]]
    assert strokes == [THEMES["light"]["casing"], THEMES["light"]["patrol"]]


def test_theatre_has_no_edge():
    drawn = drawing()
    drawn.shape(shapely.box(130, 35, 135, 40), "exercise-theatre")
    path = ET.fromstring(drawn.to_string()).find(f"{SVG}path")
    assert path.get("stroke") is None
    assert path.get("fill").startswith("url(#t-tint-exercise-")


def test_names_and_dots_outside_the_frame_are_left_out():
    drawn = drawing()
    assert drawn.label((132, 43), "Владивосток", Lettering(anchor="end"))
    assert drawn.dot((132, 43), "exercise")
    assert not drawn.label((0, 0), "Gulf of Guinea")
    assert not drawn.dot((0, 0), "exercise")
    text = drawn.to_string()
    assert "Владивосток" in text
    assert "Guinea" not in text


def test_graticule_lies_at_round_degrees_and_inside_the_frame():
    drawn = drawing()
    drawn.graticule(5)
    data = ET.fromstring(drawn.to_string()).find(f"{SVG}path").get("d")
    assert 5 <= data.count("M") <= 20


def test_same_calls_give_the_same_bytes():
    def make():
        drawn = drawing()
        drawn.sea()
        drawn.graticule()
        drawn.shape(shapely.box(130, 35, 135, 40), "exercise-reported")
        drawn.element("rect", fill=drawn.tint("eez", 0.2))
        return drawn.to_string()

    assert make() == make()
