"""From the SVG of a figure to PNG and PDF: no browser, no system font, the same bytes each time."""

from __future__ import annotations

import json
import struct
import zlib
from typing import Any

from mapper.cartography.figures.fonts import FACES, font_folder
from mapper.cartography.figures.words import AUTHOR

_INCH_M = 0.0254
_SIGNATURE = b"\x89PNG\r\n\x1a\n"
_HEADER_END = len(_SIGNATURE) + 4 + 4 + 13 + 4

_DOCUMENT = """\
#let told = json(bytes(sys.inputs.told))
#set document(title: told.title, author: told.author, description: told.desc, date: none)
#set page(width: told.width * 1mm, height: told.height * 1mm, margin: 0pt)
#set text(lang: "en")
#image(bytes(sys.inputs.svg), format: "svg", width: 100%, height: 100%, alt: told.desc)
"""
"""Constants only: what the data says comes in as values and is never read as markup."""


def png(svg: str, pixels: tuple[int, int], dpi: int, texts: dict[str, str]) -> bytes:
    """Render a figure.

    Parameters
    ----------
    svg : str
        Its width and height attributes are the pixels wanted.
    pixels : (width, height)
        Of the image.
    dpi : int
        Written into the file.
    texts : dict
        PNG keywords to what they say, as ``Title`` and ``Description``.

    Returns
    -------
    bytes
        A PNG with ``pHYs`` and ``iTXt``, without a time.
    """
    import resvg_py

    image = bytes(
        resvg_py.svg_to_bytes(
            svg_string=svg, skip_system_fonts=True, dpi=96.0,
            font_files=[str(font_folder() / face.file) for face in FACES.values()],
        )
    )  # fmt: skip
    per_metre = round(dpi / _INCH_M)
    extra = [_chunk(b"pHYs", struct.pack(">IIB", per_metre, per_metre, 1))]
    for keyword, text in texts.items():
        extra.append(_chunk(b"iTXt", keyword.encode() + b"\0\0\0\0\0" + text.encode()))
    assert struct.unpack(">II", image[16:24]) == pixels
    return image[:_HEADER_END] + b"".join(extra) + image[_HEADER_END:]


def pdf(svg: str, size_mm: tuple[float, float], title: str, desc: str) -> bytes:
    """Set a figure as one page.

    Parameters
    ----------
    svg : str
        The drawing; text stays text, in fonts cut down to what is used.
    size_mm : (width, height)
        Of the page.
    title, desc : str
        For the metadata; ``desc`` is the alternative text too.

    Returns
    -------
    bytes
        A tagged PDF without a date, after PDF/UA-1.
    """
    import typst

    told = {"title": title, "desc": desc, "author": AUTHOR, "width": size_mm[0],
            "height": size_mm[1]}  # fmt: skip
    make: Any = typst.Compiler
    compiler = make(
        _DOCUMENT.encode(), root=str(font_folder()), font_paths=[str(font_folder())],
        ignore_system_fonts=True, sys_inputs={"svg": svg, "told": json.dumps(told)},
    )  # fmt: skip
    return bytes(compiler.compile(format="pdf", pdf_standards=["ua-1"]))


def _chunk(kind: bytes, content: bytes) -> bytes:
    return (
        struct.pack(">I", len(content)) + kind + content
        + struct.pack(">I", zlib.crc32(kind + content))
    )  # fmt: skip
