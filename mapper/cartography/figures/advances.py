"""How wide the characters of a TrueType font are: two of its tables, read without a font library.

A library for fonts is slower to import than all four fonts are to be read here.
"""

from __future__ import annotations

import struct
from collections.abc import Iterator

_PLATFORMS = ((3, 1), (0, 3), (0, 4))
"""Where a font keeps the characters of Unicode's first plane."""

_SEGMENTS = 4
"""The format of that table."""


def advances_of(font: bytes) -> dict[int, int]:
    """Code point to advance in thousandths of the font's size.

    Parameters
    ----------
    font : bytes
        A TrueType file whose characters all lie below U+10000.

    Raises
    ------
    ValueError
        It has no character table of that plane.
    """
    tables = {name: start for name, _, start, _ in struct.iter_unpack(">4sLLL", _directory(font))}
    (units,) = struct.unpack_from(">H", font, tables[b"head"] + 18)
    (wide,) = struct.unpack_from(">H", font, tables[b"hhea"] + 34)
    widths = struct.unpack_from(f">{2 * wide}H", font, tables[b"hmtx"])[::2]
    return {
        # The last width is that of all glyphs after it.
        code: round(widths[min(glyph, wide - 1)] * 1000 / units)
        for code, glyph in _glyphs(font, _characters(font, tables[b"cmap"]))
    }


def _directory(font: bytes) -> bytes:
    (count,) = struct.unpack_from(">H", font, 4)
    return font[12 : 12 + 16 * count]


def _characters(font: bytes, start: int) -> int:
    """Where the table of characters begins."""
    (count,) = struct.unpack_from(">H", font, start + 2)
    found: dict[tuple[int, int], int] = {
        (platform, encoding): start + offset
        for platform, encoding, offset in struct.iter_unpack(
            ">HHL", font[start + 4 : start + 4 + 8 * count]
        )
    }
    for key in _PLATFORMS:
        if key in found and struct.unpack_from(">H", font, found[key]) == (_SEGMENTS,):
            return found[key]
    raise ValueError(f"expected a cmap of format {_SEGMENTS}, found {sorted(found)}")


def _glyphs(font: bytes, start: int) -> Iterator[tuple[int, int]]:
    """Code points with the numbers of their glyphs, from segments of code points."""
    length, _, twice = struct.unpack_from(">HHH", font, start + 2)
    words = struct.unpack_from(f">{length // 2}H", font, start)
    count = twice // 2
    ends, starts, deltas, offsets = (
        words[at : at + count] for at in (7, 8 + count, 8 + 2 * count, 8 + 3 * count)
    )
    for number in range(count):
        # An offset counts from where it stands itself.
        home = 8 + 3 * count + number + offsets[number] // 2 - starts[number]
        for code in range(starts[number], ends[number] + 1):
            glyph = words[home + code] if offsets[number] else code
            shifted = (glyph + deltas[number]) & 0xFFFF
            if glyph and shifted:
                yield code, shifted
