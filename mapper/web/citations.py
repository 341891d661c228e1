"""An event page as a citation: APA, Chicago, BibTeX."""

from __future__ import annotations

from dataclasses import dataclass

AUTHOR = "Maritime Exercise Atlas"

_TEX = {
    "\\": r"\textbackslash{}", "{": r"\{", "}": r"\}", "%": r"\%", "&": r"\&", "#": r"\#",
    "$": r"\$", "_": r"\_", "~": r"\textasciitilde{}", "^": r"\textasciicircum{}",
}  # fmt: skip


@dataclass(frozen=True)
class Citation:
    """One style's name and text."""

    style: str
    text: str


def citations(title: str, key: str, url: str, edition: str) -> tuple[Citation, ...]:
    """The citations of a page.

    Parameters
    ----------
    title, key : str
        What it is called, and a short name for reference lists.
    url : str
        The page's whole address.
    edition : str
        The data edition: it, and not a day of retrieval, says what was read.
    """
    apa = f"{AUTHOR}. (n.d.). {title} (data edition {edition}) [Map and data]. {url}"
    chicago = f"{AUTHOR}. “{title}.” Map and data, edition {edition}. {url}."
    bibtex = "\n".join(
        (
            f"@misc{{{key},",
            f"  author = {{{{{AUTHOR}}}}},",
            f"  title  = {{{{{tex(title)}}}}},",
            f"  note   = {{Map and data, edition {edition}}},",
            f"  url    = {{{url}}}",
            "}",
        )
    )
    return Citation("APA", apa), Citation("Chicago", chicago), Citation("BibTeX", bibtex)


def tex(text: str) -> str:
    """A text as LaTeX sets it: its own signs escaped."""
    return "".join(_TEX.get(letter, letter) for letter in text)
