"""What a map is called and what it rests on: for embeds, cards of other sites and citations."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from mapper.analysis import Comparisons
from mapper.atlas import Atlas
from mapper.cartography.compared import compared_rows
from mapper.model import Source
from mapper.telling import year_title
from mapper.web import cards
from mapper.web.compare_page import compared_title
from mapper.web.compare_query import Asked
from mapper.web.queries import with_query, year_number
from mapper.web.stories import year_story
from mapper.wording import plural

_DRAWN = frozenset({"years", "events", "series", "coast", "claims"})
"""What of a comparison a figure can be asked for."""


@dataclass(frozen=True)
class Titled:
    """A page with a map, in the words that stand for it elsewhere.

    Attributes
    ----------
    path : str
        The plain path of its page, with the query that says what is compared.
    key : str
        A short name for citations and files: ``exercises-2025``, or an event's id.
    title, line : str
        What it is called, and one line about it.
    sources : sequence of Source
        What it rests on.
    year, event : int, str
        The year, and the one event that it shows; neither for a comparison.
    said : str
        What a comparison says, in its own sentences.
    picture : str, optional
        The path of its figure, without the suffix, where it does not follow from that of the page;
        empty where there is none.
    asks : mapping
        What its figure is asked for besides.
    """

    path: str
    key: str
    title: str
    line: str
    sources: Sequence[Source]
    year: int
    event: str = ""
    said: str = ""
    picture: str | None = None
    asks: Mapping[str, str] = field(default_factory=dict)

    @property
    def embed(self) -> str:
        """The path of its embed."""
        return f"/embed{self.path}"

    @property
    def single_file(self) -> str:
        """The path of its map in one file, with the query that says what is compared."""
        path, mark, query = self.path.partition("?")
        return f"/downloads{path}.html{mark}{query}"

    def figure(self, form: str, **options: str) -> str:
        """The path of its figure in a format, with options; empty where there is none."""
        stem = f"/figures{self.path}" if self.picture is None else self.picture
        return with_query(f"{stem}.{form}", {**self.asks, **options}) if stem else ""


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


def compared_titled(asked: Asked, found: Comparisons, atlas: Atlas) -> Titled:
    """A comparison's map.

    Parameters
    ----------
    asked : Asked
        What is compared.
    found : Comparisons
        What came of it.
    atlas : Atlas
        Its texts as readers see them.
    """
    # The drawing floor is heavy: a server that shows no comparison does without it.
    from mapper.cartography.figures.words import compared_caption

    shown = [atlas.closure(one.id) or atlas.event(one.id) for one in found.editions]
    series = found.editions[0].series if asked.series else ""
    words = asked.years or asked.events or tuple(filter(None, [series]))
    asks = {
        "series": "" if words == (series,) else series,
        "coast": "" if asked.coast == Asked.coast else asked.coast,
        "view": "" if asked.claims == asked.usual_claims else asked.claims,
    }
    return Titled(
        asked.path(theme=""),
        asked.key,
        compared_title(found, compared_rows(found)),
        f"{plural(len(shown), 'event')} compared".capitalize(),
        [source for feature in shown for source in feature.record.sources],
        0,
        said=compared_caption(found, ()),
        picture=f"/figures/compare/{','.join(words)}" if _is_drawn(asked, words) else "",
        asks={name: value for name, value in asks.items() if value},
    )


def _is_drawn(asked: Asked, words: Sequence[str]) -> bool:
    """Whether there is a figure of a comparison."""
    from mapper.cartography.figures.subjects import MOST_COMPARED

    return 0 < len(words) <= MOST_COMPARED and set(asked.query(page=False)) <= _DRAWN
