"""From the SVG of a figure to PNG and PDF: no browser, no system font, the same bytes each time."""

from __future__ import annotations

import json
import struct
import zlib
from typing import Any

from mapper.cartography.figures.fonts import font_folder
from mapper.cartography.figures.words import AUTHOR

_INCH_M = 0.0254
_SIGNATURE = b"\x89PNG\r\n\x1a\n"
_HEADER_END = len(_SIGNATURE) + 4 + 4 + 13 + 4

_DOCUMENT = """\
#let told = json(bytes(sys.inputs.told))
#set document(title: told.title, author: told.author, description: told.desc, date: none)
#set page(width: told.width * 1pt, height: told.height * 1pt, margin: 0pt)
#set text(lang: "en")
#image(bytes(sys.inputs.svg), format: "svg", width: 100%, height: 100%, alt: told.desc)
"""
"""Constants only: what the data says comes in as values and is never read as markup."""

_MM_PT = 72.0 / 25.4


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
    # At 72 to the inch a point of the page is a pixel of the image.
    image = bytes(_compiler(svg, *pixels).compile(format="png", ppi=72.0))
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
    width, height = (length * _MM_PT for length in size_mm)
    compiler = _compiler(svg, width, height, title=title, desc=desc, author=AUTHOR)
    return bytes(compiler.compile(format="pdf", pdf_standards=["ua-1"]))


def _compiler(svg: str, width_pt: float, height_pt: float, **texts: str) -> Any:
    """A page that is filled by a drawing."""
    import typst

    blank = dict.fromkeys(("title", "author", "desc"), "")
    told = {**blank, **texts, "width": width_pt, "height": height_pt}
    make: Any = typst.Compiler
    return make(
        _DOCUMENT.encode(), root=str(font_folder()), font_paths=[str(font_folder())],
        ignore_system_fonts=True, sys_inputs={"svg": svg, "told": json.dumps(told)},
    )  # fmt: skip


def _chunk(kind: bytes, content: bytes) -> bytes:
    return (
        struct.pack(">I", len(content)) + kind + content
        + struct.pack(">I", zlib.crc32(kind + content))
    )  # fmt: skip
