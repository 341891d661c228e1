"""The fonts that travel: every character has a glyph, widths are those of the file."""

from __future__ import annotations

import base64
import io
import json
import re
from pathlib import Path

import pytest
from fontTools.ttLib import TTFont

from mapper.cartography.figures.fonts import (
    FACES,
    face_for,
    font_css,
    font_folder,
    missing,
    width_px,
)
from mapper.settings import resource_folder
from seeds.fonts import prepare
from tests.chromium import IN_CI

REMEDY = "run python seeds/fonts/prepare.py"


def texts(value):
    if isinstance(value, str):
        yield value
    elif isinstance(value, dict | list):
        for inner in value.values() if isinstance(value, dict) else value:
            yield from texts(inner)


def letters(only_names=False):
    found = set()
    for path in resource_folder("geodata").rglob("*.geojson"):
        for feature in json.loads(path.read_text(encoding="utf-8"))["features"]:
            properties = feature["properties"]
            for text in texts(properties.get("names", {}) if only_names else properties):
                found.update(text)
    return "".join(sorted(found))


def test_every_character_of_geodata_has_a_glyph():
    assert missing(letters()) == "", REMEDY


def test_every_name_can_be_bold():
    arabic = "".join(letter for letter in letters(True) if "\u0600" <= letter < "\u0700")
    lacking = [one for one in letters(True) if one not in arabic and not FACES["bold"].covers(one)]
    assert lacking == [], REMEDY


@pytest.mark.parametrize("letter", "A\u00e9\u0416\u2013\u2032\u00b0\u00b1\u00d7")
@pytest.mark.parametrize("face", ["regular", "bold", "italic"])
def test_what_the_figures_themselves_write_has_a_glyph(face, letter):
    assert FACES[face].covers(letter)


def test_a_character_without_a_glyph_is_told():
    assert missing("Joint \u1200 Sea") == "\u1200"


@pytest.mark.parametrize("name", sorted(FACES))
def test_widths_are_those_of_the_file(name):
    font = TTFont(font_folder() / FACES[name].file)
    cmap, metrics = font.getBestCmap(), font["hmtx"].metrics
    for code in list(cmap)[::37]:
        expected = metrics[cmap[code]][0] * 20 / font["head"].unitsPerEm
        assert width_px(chr(code), name, 20.0) == pytest.approx(expected)


def test_a_text_is_as_wide_as_its_letters_and_what_is_between_them():
    assert width_px("日本海", "regular", 10.0, 0.5) == pytest.approx(31.5)


@pytest.mark.parametrize(
    ("text", "wanted", "face"),
    [
        ("Sea of Japan", "italic", "italic"),
        ("日本海", "italic", "regular"),
        ("海上联合-2025", "bold", "bold"),
        ("خلیج فارس", "italic", "arabic"),
        ("동해", "italic", "regular"),
    ],
)
def test_a_text_is_set_in_a_face_that_has_it(text, wanted, face):
    assert face_for(text, wanted) == face


def test_a_drawing_carries_only_the_letters_that_it_uses():
    rules = font_css({"regular": "abc海", "bold": "X"})
    fonts = re.findall(r"base64,([A-Za-z0-9+/=]+)", rules)
    assert rules.count("@font-face") == 2
    first, second = (TTFont(io.BytesIO(base64.b64decode(text))) for text in fonts)
    assert set(map(chr, first.getBestCmap())) == {"X"}
    assert set(map(chr, second.getBestCmap())) == {"a", "b", "c", "海"}
    assert font_css({"bold": "X", "regular": "海cba"}) == rules


def test_the_fonts_carry_their_licence_and_no_reserved_name():
    notice = (font_folder() / "OFL.txt").read_text(encoding="utf-8")
    assert "SIL OPEN FONT LICENSE Version 1.1" in notice
    assert "Google" in notice
    assert "Adobe" in notice
    for face in FACES.values():
        names = TTFont(font_folder() / face.file)["name"]
        assert names.getDebugName(1) == face.family
        assert "Noto" not in names.getDebugName(6)
        assert "Open Font License" in names.getDebugName(13)


def test_the_fonts_are_what_their_script_gives():
    folders = [Path("/usr/share/fonts/truetype/noto"), Path("/usr/share/fonts/opentype/noto")]
    target, source, _, family = prepare.FACES[2]
    try:
        content = prepare._source(folders, source)
    except prepare.StorageError as error:
        absent = pytest.fail if IN_CI else pytest.skip
        absent(str(error))
    wanted = {*prepare.BASE, *prepare.characters(resource_folder("geodata"))}
    made = prepare.make_face(content, wanted, None, family)
    assert made == (font_folder() / target).read_bytes(), REMEDY
