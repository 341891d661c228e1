"""What goes into a report: HTML, Markdown, LaTeX and plain addresses of a map.

A snippet is a list of pieces: texts that are ready, escaped for what they stand in, and slots for
what a reader chooses. The server fills the slots for a page without script; the page's script fills
the same pieces again when the reader chooses otherwise.
"""

from __future__ import annotations

import html
import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass

from mapper.web.citations import AUTHOR, citations, tex
from mapper.web.titles import Titled

SANDBOX = "allow-scripts allow-popups allow-popups-to-escape-sandbox"
"""All that an embed needs of a frame."""

WIDTH_PX = 800
WIDTHS_PX = (240, 1600)
_SHARE, _EDGES_PX, _LEAST_PX, _MOST_PX = 0.62, 92, 280, 620
"""As static/js/embed.js has it: the map's height by its width, and the lines above and below."""

_MARKDOWN = re.compile(r"([\\`*_\[\]<>&#|~!])")


@dataclass(frozen=True)
class Snippet:
    """One text to copy.

    Attributes
    ----------
    key, label, note : str
        A short name, what the reader sees, and a line about where it goes.
    pieces : tuple
        Texts, and slots as (name, escape), where escape is ``html``, ``tex`` or empty.
    """

    key: str
    label: str
    note: str
    pieces: tuple[str | tuple[str, str], ...]

    def text(self, values: Mapping[str, str]) -> str:
        """The snippet with its slots filled."""
        return "".join(
            piece if isinstance(piece, str) else _ESCAPES[piece[1]](values[piece[0]])
            for piece in self.pieces
        )


def height_px(width_px: int) -> int:
    """How high an embed wants to be at a width.

    Examples
    --------
    >>> height_px(800), height_px(360)
    (588, 372)
    """
    return round(min(max(width_px * _SHARE, _LEAST_PX), _MOST_PX)) + _EDGES_PX


def frame_html(title: str, src: str, width_px: int, height_px: int) -> str:
    """The frame of an embed at a fixed size, as oEmbed hands it out."""
    return (
        f'<iframe src="{html.escape(src)}" title="{html.escape(title)}" width="{width_px}" '
        f'height="{height_px}" loading="lazy" allowfullscreen sandbox="{SANDBOX}" '
        'style="border: 0; max-width: 100%"></iframe>'
    )


def snippets(titled: Titled, edition: str) -> tuple[Snippet, ...]:
    """Every snippet of a map.

    Parameters
    ----------
    titled : Titled
        What the map is called, and whether it has a figure.
    edition : str
        The data edition, which citations name.

    Returns
    -------
    tuple of Snippet
        With slots ``embed``, ``page``, ``png`` and ``pdf`` (whole addresses), ``width`` and
        ``height`` (pixels).
    """
    named = html.escape(titled.title)
    frame = (
        '<div style="aspect-ratio: ', ("width", ""), " / ", ("height", ""), "; max-width: ",
        ("width", ""), 'px">\n<iframe src="', ("embed", "html"), f'" title="{named}" '
        f'loading="lazy" allowfullscreen\n  sandbox="{SANDBOX}"\n'
        '  style="width: 100%; height: 100%; border: 0"></iframe>\n</div>',
    )  # fmt: skip
    said = (f"{titled.said}\n",) if titled.said else ()
    note = "APA; it names the edition"
    return (
        Snippet("html", "Web page", "HTML that keeps its shape at any width", frame),
        Snippet("address", "Address", "for systems that make an embed of it", (("page", ""),)),
        *(_figures(titled, edition) if titled.figure("png") else ()),
        Snippet("citation", "Citation", f"the comparison in words, and {note}" if said else note,
                (*said, *_cited(0, titled, edition))),
    )  # fmt: skip


def _figures(titled: Titled, edition: str) -> tuple[Snippet, ...]:
    """The snippets that hold a figure; its caption says what a comparison says."""
    name, key = _markdown(titled.title), titled.key
    caption = " ".join(filter(None, (f"{titled.title}.", titled.said)))
    markdown = (
        f"[![{name}](", ("png", ""), ")](", ("page", ""), ")\n\n"
        f"*{_markdown(caption)} {AUTHOR}, data edition {edition}. Not for navigation.*",
    )  # fmt: skip
    latex = (
        f'% curl -o {key}.pdf "', ("pdf", ""), '"\n\\begin{figure}\n  \\centering\n'
        f"  \\includegraphics[width=\\linewidth]{{{key}.pdf}}\n"
        f"  \\caption{{{tex(caption)} {AUTHOR}, "
        f"data edition {edition}~\\cite{{{key}}}. Not for navigation.}}\n\\end{{figure}}\n\n"
        "% in the .bib file\n", *_cited(2, titled, edition),
    )  # fmt: skip
    return (
        Snippet("markdown", "Markdown", "the figure, linked to the map", markdown),
        Snippet("latex", "LaTeX", "the figure as PDF, with its reference", latex),
    )


def _cited(style: int, titled: Titled, edition: str) -> tuple[str | tuple[str, str], ...]:
    """A citation with a slot for its address."""
    mark = "<<>>"
    text = citations(titled.title.replace(mark, ""), titled.key, mark, edition)[style].text
    before, after = text.split(mark)
    return before, ("page", "tex" if style == 2 else ""), after


def _markdown(text: str) -> str:
    return _MARKDOWN.sub(r"\\\1", " ".join(text.split()))


def _tex_url(text: str) -> str:
    return text.replace("%", r"\%").replace("#", r"\#")


_ESCAPES: Mapping[str, Callable[[str], str]] = {"": str, "html": html.escape, "tex": _tex_url}
