"""One figure: a year or an event with its options, as SVG, PNG or PDF."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from functools import cached_property
from pathlib import Path

from mapper.atlas import Atlas
from mapper.cartography.figures.composing import Composed, compose
from mapper.cartography.figures.fonts import font_css, missing
from mapper.cartography.figures.options import Options, check_format, read_options
from mapper.cartography.figures.subjects import (
    Subject,
    compared_subject,
    event_subject,
    is_comparison,
    year_subject,
)
from mapper.cartography.figures.words import AUTHOR
from mapper.cartography.svg import number
from mapper.files import write_atomic

What = int | str
"""A year, an event's id, or a series."""

MEDIA_TYPES: Mapping[str, str] = {
    "svg": "image/svg+xml",
    "png": "image/png",
    "pdf": "application/pdf",
}


class Figure:
    """A map for print; a notebook shows it.

    Parameters
    ----------
    atlas : Atlas
        What it is drawn from.
    subject : Subject
        What it is about.
    options : Options
        How it is drawn.

    Examples
    --------
    >>> from mapper.atlas import open_atlas
    >>> figure = make_figure(open_atlas(), "joint-sea-2025", {"size": "column"})
    >>> figure.title
    'Joint Sea 2025, 1–5 Aug 2025'
    """

    def __init__(self, atlas: Atlas, subject: Subject, options: Options) -> None:
        self.atlas, self.subject, self.options = atlas, subject, options

    @property
    def title(self) -> str:
        """What the figure is called."""
        return self.composed.title

    @property
    def alt(self) -> str:
        """What a screen reader says."""
        return self.composed.desc

    @cached_property
    def composed(self) -> Composed:
        """The drawing with its layout and labels."""
        return compose(self.atlas, self.subject, self.options)

    @cached_property
    def svg(self) -> str:
        """The figure as SVG, its fonts inside, its size in millimetres."""
        size = self.options.size
        written = (f"{number(size.width_mm, 4)}mm", f"{number(size.height_mm, 4)}mm")
        return self.composed.canvas.to_string(written, font_css(self.composed.letters))

    @cached_property
    def png(self) -> bytes:
        """The figure as PNG, with its resolution and description."""
        from mapper.cartography.figures import converting

        width, height = self.options.size.pixels
        drawing = self.composed.canvas.to_string((str(width), str(height)))
        texts = {"Title": self.title, "Author": AUTHOR, "Description": self.alt}
        return converting.png(drawing, (width, height), self.options.size.dpi, texts)

    @cached_property
    def pdf(self) -> bytes:
        """The figure as a PDF of one page, its fonts inside."""
        from mapper.cartography.figures import converting

        size = (self.options.size.width_mm, self.options.size.height_mm)
        return converting.pdf(self.composed.canvas.to_string(), size, self.title, self.alt)

    def content(self, form: str) -> bytes:
        """The bytes of a format.

        Raises
        ------
        UsageError
            It is none of svg, png, pdf.
        """
        check_format(form)
        if form == "svg":
            return self.svg.encode()
        return self.png if form == "png" else self.pdf

    def save(self, path: Path | str) -> Path:
        """Write the figure in the format of the file's name; give the path.

        Raises
        ------
        UsageError
            The name ends in none of .svg, .png, .pdf.
        StorageError
            The file cannot be written.
        """
        target = Path(path)
        write_atomic(target, self.content(target.suffix.removeprefix(".").lower()))
        return target

    def _repr_svg_(self) -> str:
        return self.svg


def make_figure(
    atlas: Atlas, what: What | Sequence[What], given: Mapping[str, str] | None = None
) -> Figure:
    """Give the figure of a year, an event, or of several against each other.

    Parameters
    ----------
    atlas : Atlas
        The atlas.
    what : int, str, or a sequence of them
        A year or an event's id; years, ids or a series to compare.
    given : mapping
        Options by their names, as texts: ``{"size": "column", "theme": "grey"}``.

    Raises
    ------
    NotFoundError
        The atlas has no such year or event; names the nearest.
    UsageError
        An option has a value that it cannot have; names the choices.
    """
    asked = (what,) if isinstance(what, int | str) else tuple(what)
    words, given = tuple(str(one) for one in asked), given or {}
    text = words[0] if len(words) == 1 else ""
    if is_comparison(atlas, words, given):
        options = read_options(given, atlas)
        return Figure(atlas, compared_subject(atlas, words, options), options)
    if text.isascii() and text.isdigit():
        atlas.require_year(int(text))
    else:
        atlas.event(text)
    options = read_options(given, atlas)
    if text.isascii() and text.isdigit():
        return Figure(atlas, year_subject(atlas, int(text), options), options)
    return Figure(atlas, event_subject(atlas, text, options), options)


def missing_letters(figure: Figure) -> str:
    """The characters of a figure for which the fonts have no glyph, each once."""
    return missing("".join(figure.composed.letters.values()))
