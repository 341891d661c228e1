"""What a map is called and what it rests on: for embeds, cards of other sites and citations."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from mapper.atlas import Atlas
from mapper.model import Source
from mapper.telling import year_title
from mapper.web import cards
from mapper.web.queries import year_number
from mapper.web.stories import year_story


@dataclass(frozen=True)
class Titled:
    """A page with a map, in the words that stand for it elsewhere.

    Attributes
    ----------
    path : str
        The plain path of its page.
    key : str
        A short name for citations and files: ``exercises-2025``, or an event's id.
    title, line : str
        What it is called, and one line about it.
    sources : sequence of Source
        What it rests on.
    year, event : int, str
        The year, and the one event that it shows.
    picture : str, optional
        The path of its figure where it does not follow from that of the page.
    """

    path: str
    key: str
    title: str
    line: str
    sources: Sequence[Source]
    year: int
    event: str = ""
    picture: str | None = None

    @property
    def figure(self) -> str:
        """The path of its figure, without the suffix; empty where there is none."""
        return f"/figures{self.path}" if self.picture is None else self.picture

    @property
    def embed(self) -> str:
        """The path of its embed."""
        return f"/embed{self.path}"


def titled_of(atlas: Atlas, kind: str, name: str) -> Titled:
    """What an address names: ``years`` with four digits, or ``events`` with an id.

    Raises
    ------
    NotFoundError
        The atlas has no such year or event.
    """
    return year_titled(atlas, year_number(name)) if kind == "years" else event_titled(atlas, name)


def year_titled(atlas: Atlas, year: int) -> Titled:
    """A year's map.

    Raises
    ------
    NotFoundError
        The atlas knows nothing of that year.
    """
    story = year_story(atlas, year)
    sources = [source for feature in (*story.held, *story.absent)
               for source in feature.record.sources]  # fmt: skip
    return Titled(
        f"/years/{year}", f"exercises-{year}", year_title(year), story.summary, sources, year
    )


def event_titled(atlas: Atlas, event_id: str) -> Titled:
    """An event's map.

    Raises
    ------
    NotFoundError
        There is no such event.
    """
    feature = atlas.event(event_id)
    record = feature.record
    card = cards.card(atlas, feature)
    when = f"{card.dates} {record.year}" if card.dates else str(record.year)
    line = " · ".join(filter(None, (card.kind, when, card.participants)))
    return Titled(
        f"/events/{event_id}", event_id, record.name, line, record.sources, record.year, event_id
    )
