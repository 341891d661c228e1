"""An event page as a citation: APA, Chicago, BibTeX."""

from __future__ import annotations

from dataclasses import dataclass

from mapper.model import Event

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


def citations(record: Event, url: str, edition: str) -> tuple[Citation, ...]:
    """The citations of an event's page.

    Parameters
    ----------
    record : Event
        The event.
    url : str
        The page's whole address.
    edition : str
        The data edition: it, and not a day of retrieval, says what was read.
    """
    title = record.name
    apa = f"{AUTHOR}. (n.d.). {title} (data edition {edition}) [Map and data]. {url}"
    chicago = f"{AUTHOR}. “{title}.” Map and data, edition {edition}. {url}."
    bibtex = "\n".join(
        (
            f"@misc{{{record.id},",
            f"  author = {{{{{AUTHOR}}}}},",
            f"  title  = {{{{{_tex(title)}}}}},",
            f"  note   = {{Map and data, edition {edition}}},",
            f"  url    = {{{url}}}",
            "}",
        )
    )
    return Citation("APA", apa), Citation("Chicago", chicago), Citation("BibTeX", bibtex)


def _tex(text: str) -> str:
    return "".join(_TEX.get(letter, letter) for letter in text)
