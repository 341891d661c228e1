"""Make the fonts of the figures: subsets of Noto with exactly the characters that geodata uses.

A development step, done again when geodata gains a character (a test says so); its results are
committed under ``static/fonts``. On Debian::

    apt-get install fonts-noto-core fonts-noto-cjk
    python seeds/fonts/prepare.py

Latin, Cyrillic and punctuation come whole; Han, Kana, Hangul and Arabic as far as geodata uses
them. The fonts are read only when their hashes are those below. The same fonts and the same
geodata give the same bytes.
"""

from __future__ import annotations

import argparse
import hashlib
import io
import json
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from fontTools.pens.cu2quPen import Cu2QuPen
from fontTools.pens.ttGlyphPen import TTGlyphPen
from fontTools.subset import Options, Subsetter
from fontTools.ttLib import TTCollection, TTFont

from mapper.errors import MapperError, StorageError
from mapper.files import read_regular, write_atomic

SOURCES = {
    "NotoSans-Regular.ttf": "89c3c497f618fdaa0b2d1e98fef93582f28c71debd2c4a8cdf41f190ced2909d",
    "NotoSans-Bold.ttf": "e83493c945848ecd4a9ad0f6d19164541a0d3e23a9c952304a00a46e00272ac5",
    "NotoSerif-Italic.ttf": "bc25600aa27cd409e1e5b3d86340df3a329bb860fcfbe57a03a95070b229e1b0",
    "NotoSansArabic-Regular.ttf":
        "504d7407d86875acf7d04dfaa0fd7524d0b8797723bc4aa18022f29db25b0b6e",
    "NotoSansCJK-Regular.ttc": "b76b0433203017ca80401b2ee0dd69350349871c4b19d504c34dbdd80541690a",
    "NotoSansCJK-Bold.ttc": "faa5f3656a78b2e2d450d27fe8382c778bc2b6bb5ea29c986664a6a435056ceb",
}  # fmt: skip
"""SHA-256 of the files of Debian's fonts-noto-core 20201225 and fonts-noto-cjk 20220127."""

FACES = (
    ("AtlasSans-Regular.ttf", "NotoSans-Regular.ttf", "NotoSansCJK-Regular.ttc", "Atlas Sans"),
    ("AtlasSans-Bold.ttf", "NotoSans-Bold.ttf", "NotoSansCJK-Bold.ttc", "Atlas Sans"),
    ("AtlasSerif-Italic.ttf", "NotoSerif-Italic.ttf", None, "Atlas Serif"),
    ("AtlasSansArabic-Regular.ttf", "NotoSansArabic-Regular.ttf", None, "Atlas Sans Arabic"),
)
"""File, source, source of what it lacks, and a family name that is none of the originals."""

SIMPLIFIED_CHINESE = 2
"""The font in the collection: Han has one form a character here, that of the most names."""

BASE = (
    *range(0x20, 0x7F), *range(0xA0, 0x180), 0x218, 0x219, 0x21A, 0x21B, 0x2BB, 0x2BC,
    *range(0x400, 0x460), 0x490, 0x491, *range(0x1EA0, 0x1EFA),
    *range(0x2010, 0x2016), *range(0x2018, 0x201F), 0x2020, 0x2022, 0x2026, 0x2030, 0x2032,
    0x2033, 0x2039, 0x203A, 0x2044, 0x20AC, 0x2116, 0x2122, 0x2212, 0x2248, 0x2260, 0x2264,
    0x2265, 0xFFFD,
)  # fmt: skip
_MAX_ERROR_UNITS = 0.6


def characters(folder: Path, only_names: bool = False) -> set[int]:
    """Every character of the texts of geodata, or of the names in it."""
    found: set[int] = set()
    for path in sorted(folder.rglob("*.geojson")):
        for feature in json.loads(path.read_text(encoding="utf-8"))["features"]:
            properties = feature["properties"]
            for text in _texts(properties.get("names", {}) if only_names else properties):
                found.update(map(ord, text))
    return found


def _texts(value: Any) -> Iterator[str]:
    if isinstance(value, str):
        yield value
    elif isinstance(value, dict | list):
        for inner in value.values() if isinstance(value, dict) else value:
            yield from _texts(inner)


def make_face(source: bytes, wanted: set[int], more: bytes | None, family: str) -> bytes:
    """One subset font: the wanted characters of a source, what it lacks from another one."""
    font = TTFont(io.BytesIO(source), recalcTimestamp=False)
    options = Options(
        hinting=False, layout_features=["kern", "mark", "mkmk", "ccmp", "init", "medi", "fina",
                                        "isol", "rlig"],
        name_IDs=[0, 1, 2, 3, 4, 5, 6, 7, 13, 14], name_languages=["*"], notdef_outline=True,
        glyph_names=False, recalc_timestamp=False,
    )  # fmt: skip
    subsetter = Subsetter(options)
    own = wanted & set(font.getBestCmap())
    subsetter.populate(unicodes=own)
    subsetter.subset(font)
    if more is not None:
        _add_glyphs(font, more, wanted - own)
    _rename(font, family)
    written = io.BytesIO()
    font.save(written, reorderTables=None)
    return written.getvalue()


def _add_glyphs(font: TTFont, more: bytes, wanted: set[int]) -> None:
    """Add characters from a collection with cubic outlines, as quadratic ones."""
    other = TTCollection(io.BytesIO(more)).fonts[SIMPLIFIED_CHINESE]
    cmap, glyphs, metrics = other.getBestCmap(), other.getGlyphSet(), other["hmtx"]
    for code in sorted(wanted & set(cmap)):
        name = f"more{code:04X}"
        pen = TTGlyphPen(None)
        glyphs[cmap[code]].draw(Cu2QuPen(pen, _MAX_ERROR_UNITS, reverse_direction=True))
        font["glyf"][name] = pen.glyph()
        font["hmtx"][name] = metrics[cmap[code]]
        for table in font["cmap"].tables:
            if code < 0x10000 or table.format == 12:
                table.cmap[code] = name
    font.setGlyphOrder(font["glyf"].glyphOrder)


def _rename(font: TTFont, family: str) -> None:
    style = font["name"].getDebugName(2)
    texts = {
        1: family, 2: style, 3: f"{family} {style}, Maritime Exercise Atlas",
        4: f"{family} {style}", 6: f"{family.replace(' ', '')}-{style}",
    }  # fmt: skip
    for record in font["name"].names:
        if record.nameID in texts:
            record.string = texts[record.nameID]
    cjk = "; © 2014-2021 Adobe (http://www.adobe.com/)" if family == "Atlas Sans" else ""
    for record in font["name"].names:
        if record.nameID == 0:
            record.string = f"{record.toUnicode()}{cjk}; modified: a subset under another name"


def _source(folders: list[Path], name: str) -> bytes:
    for folder in folders:
        if (folder / name).is_file():
            content = read_regular(folder / name)
            if hashlib.sha256(content).hexdigest() != SOURCES[name]:
                raise StorageError(f"{folder / name}: expected the hash of SOURCES, got another")
            return content
    raise StorageError(f"{name}: not found in {', '.join(map(str, folders))}; install the fonts")


def main() -> int:
    """Write the fonts; give the exit code."""
    parser = argparse.ArgumentParser(description=__doc__)
    noto = ["/usr/share/fonts/truetype/noto", "/usr/share/fonts/opentype/noto"]
    parser.add_argument("folders", nargs="*", default=noto, help="where the Noto files are")
    folders = [Path(folder) for folder in parser.parse_args().folders]
    geodata, fonts = Path("geodata"), Path("static/fonts")
    try:
        everything, names = characters(geodata), characters(geodata, only_names=True)
        for target, source, more, family in FACES:
            wanted = {*BASE, *(names if "Bold" in target else everything)}
            if "Arabic" in target:
                wanted = {code for code in wanted if 0x600 <= code < 0x700} | {0x20}
            other = _source(folders, more) if more else None
            content = make_face(_source(folders, source), wanted, other, family)
            write_atomic(fonts / target, content)
            sys.stdout.write(f"{fonts / target}: {len(content):,} bytes\n")
    except MapperError as error:
        sys.stderr.write(f"{error}\n")
        return 1
    return 0


if __name__ == "__main__":
    sys.exit(main())
