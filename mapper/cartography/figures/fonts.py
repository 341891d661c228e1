"""The fonts that travel with a figure: how wide a text is, and the subset that an SVG carries."""

from __future__ import annotations

import base64
import io
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property, lru_cache
from pathlib import Path

from mapper.cartography.figures.advances import advances_of
from mapper.files import read_regular
from mapper.settings import resource_folder


@dataclass(frozen=True)
class Face:
    """One font file of ``static/fonts`` and what CSS calls it.

    Attributes
    ----------
    file, family : str
        The file's name and the family's.
    weight, style : str
        As ``font-weight`` and ``font-style`` have them.
    slack : float
        How much wider than it the widest usual stand-in is (DejaVu).
    stack : str
        What stands in where the font is missing, the narrow ones first.
    """

    file: str
    family: str
    weight: str = "400"
    style: str = "normal"
    slack: float = 1.09
    stack: str = '"Noto Sans", "Liberation Sans", Arial, "DejaVu Sans Condensed", sans-serif'

    @property
    def families(self) -> str:
        """The value of ``font-family``."""
        return f'"{self.family}", {self.stack}'

    @cached_property
    def advances(self) -> Mapping[str, int]:
        """Character to advance in thousandths of the font's size."""
        found = advances_of(read_regular(font_folder() / self.file))
        return {chr(code): advance for code, advance in found.items()}

    def covers(self, text: str) -> bool:
        """Whether every character has a glyph."""
        return self.advances.keys() >= set(text)


_SERIFS = '"Noto Serif", "Liberation Serif", "Times New Roman", serif'

FACES: Mapping[str, Face] = {
    "regular": Face("AtlasSans-Regular.ttf", "Atlas Sans"),
    "bold": Face("AtlasSans-Bold.ttf", "Atlas Sans", weight="700", slack=1.16),
    "italic": Face(
        "AtlasSerif-Italic.ttf", "Atlas Serif", style="italic", slack=1.12, stack=_SERIFS
    ),
    "arabic": Face("AtlasSansArabic-Regular.ttf", "Atlas Sans Arabic"),
}
"""The faces by the names that the lettering uses."""

_WIDEST = 1000
"""What a character without a glyph is taken to need, in thousandths: a Han square."""


def font_folder() -> Path:
    """The folder of the fonts, for what turns SVG into other formats."""
    return resource_folder("static") / "fonts"


@lru_cache(maxsize=4096)
def face_for(text: str, wanted: str) -> str:
    """The face to set a text in: the wanted one where it has every glyph.

    Examples
    --------
    >>> face_for("Sea of Japan", "italic"), face_for("日本海", "italic")
    ('italic', 'regular')
    """
    for name in dict.fromkeys((wanted, "regular", "arabic")):
        if FACES[name].covers(text):
            return name
    return wanted


def missing(text: str) -> str:
    """The characters of a text for which no face has a glyph, each once."""
    return "".join(
        letter for letter in dict.fromkeys(text)
        if not any(letter in face.advances for face in FACES.values())
    )  # fmt: skip


@lru_cache(maxsize=8192)
def width_px(text: str, face: str, size_px: float, spacing_px: float = 0.0) -> float:
    """How wide a text is.

    Parameters
    ----------
    text : str
        One line.
    face : str
        A key of ``FACES``; what it lacks is measured in the others.
    size_px, spacing_px : float
        The font's size, and what is added after each letter.

    Returns
    -------
    float
        Pixels. Kerning is not counted: a set text is at most this wide.

    Examples
    --------
    >>> width_px("日本", "regular", 10.0)
    20.0
    """
    advances = _advances(face)
    total = sum([advances.get(letter, _WIDEST) for letter in text])
    return total * size_px / 1000 + spacing_px * len(text)


@lru_cache(maxsize=len(FACES))
def _advances(face: str) -> Mapping[str, int]:
    """Those of a face; for what it lacks, those of the others."""
    return {**FACES["arabic"].advances, **FACES["regular"].advances, **FACES[face].advances}


def font_css(used: Mapping[str, str]) -> str:
    """The ``@font-face`` rules of a drawing, each font cut down to what the drawing uses.

    Parameters
    ----------
    used : mapping
        Face to its characters, in any order.

    Returns
    -------
    str
        CSS; the fonts stand in it as ``data:`` URIs. The same characters give the same bytes.
    """
    rules = []
    for name in sorted(used):
        face = FACES[name]
        content = base64.b64encode(_subset(name, "".join(sorted(set(used[name])))))
        rules.append(
            f'@font-face{{font-family:"{face.family}";font-weight:{face.weight};'
            f"font-style:{face.style};src:url(data:font/woff2;base64,{content.decode()})"
            'format("woff2")}'
        )
    return "".join(rules)


@lru_cache(maxsize=64)
def _subset(name: str, letters: str) -> bytes:
    from fontTools.subset import Options, Subsetter
    from fontTools.ttLib import TTFont

    content = io.BytesIO(read_regular(font_folder() / FACES[name].file))
    font = TTFont(content, recalcTimestamp=False)
    options = Options(flavor="woff2", hinting=False, notdef_outline=True, name_IDs=[1, 2, 13])
    options.recalc_timestamp = False
    subsetter = Subsetter(options)
    subsetter.populate(text=letters)
    subsetter.subset(font)
    font.flavor = "woff2"
    written = io.BytesIO()
    font.save(written, reorderTables=None)
    return written.getvalue()
