"""Search over names in every script, ships, places and participants, held in memory."""

from __future__ import annotations

import re
import unicodedata
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from mapper.atlas import Atlas
from mapper.geojson import Feature
from mapper.model import Event, Place
from mapper.telling import kind_name
from mapper.vocabulary import state_name
from mapper.web import kinds
from mapper.web.dates import event_span

MAX_RESULTS = 60

_WEIGHTS = {"name": 5, "series": 4, "place": 3, "ship": 3, "participant": 2, "activity": 1}
_LAST_BRACKET = re.compile(r" \([^()]*\)$")
_GAPS = re.compile(r"[\W_]+")


@dataclass(frozen=True)
class Found:
    """An event that a search found, and the texts that matched, as (what, text)."""

    id: str
    name: str
    kind: str
    layer: str
    symbol: str
    year: int
    dates: str
    matched: tuple[tuple[str, str], ...]


@dataclass(frozen=True)
class _Entry:
    feature: Feature
    texts: tuple[tuple[str, str, str], ...]
    """What it is, the text as written, the text as compared."""


class SearchIndex:
    """The texts of an atlas, folded once.

    Parameters
    ----------
    atlas : Atlas
        Its exercises and patrols are searched; its gazetteer lends other scripts' names.
    """

    def __init__(self, atlas: Atlas) -> None:
        self._entries = tuple(_entries(atlas))

    def find(self, query: str) -> tuple[Found, ...]:
        """Events in whose texts every word of a query occurs, best first, then newest.

        Parameters
        ----------
        query : str
            Words in any script; case, accents and punctuation do not matter.
        """
        words = folded(query).split()
        if not words:
            return ()
        scored = []
        for entry in self._entries:
            hits = [text for text in entry.texts if any(word in text[2] for word in words)]
            if all(any(word in text[2] for text in hits) for word in words):
                score = max(_score(text, words) for text in hits)
                scored.append((score, entry, hits))
        scored.sort(key=lambda item: (-item[0], -item[1].feature.record.year, item[1].feature.id))
        return tuple(_found(entry.feature.record, hits) for _, entry, hits in scored)


def folded(text: str) -> str:
    """A text as it is compared: no case, no accents, no punctuation.

    Examples
    --------
    >>> folded("Морское  взаимодействие-2025") == folded("МОРСКОЕ ВЗАИМОДЕЙСТВИЕ 2025")
    True
    >>> folded("La Pérouse")
    'la perouse'
    """
    plain = unicodedata.normalize("NFKD", text).casefold()
    plain = "".join(letter for letter in plain if not unicodedata.combining(letter))
    return _GAPS.sub(" ", plain).strip()


def _score(text: tuple[str, str, str], words: list[str]) -> float:
    what, _, plain = text
    whole = sum(f" {word} " in f" {plain} " for word in words)
    return _WEIGHTS[what] * sum(word in plain for word in words) + whole


def _found(record: Event, hits: list[tuple[str, str, str]]) -> Found:
    matched = {written: what for what, written, _ in hits if written != record.name}
    return Found(
        id=record.id,
        name=record.name,
        kind=kind_name(record),
        layer=kinds.layer(record),
        symbol=kinds.symbol(record),
        year=record.year,
        dates=event_span(record) or kinds.STATUS[record.status],
        matched=tuple((what, text) for text, what in list(matched.items())[:3]),
    )


def _entries(atlas: Atlas) -> Iterator[_Entry]:
    gazetteer = list(_forms([feature.record for feature in atlas.places]))
    for year in atlas.all_years:
        for feature in atlas.events(year):
            texts = [(what, text, folded(text)) for what, text in _texts(atlas, feature.record)]
            whole = " | ".join(f" {plain} " for _, _, plain in texts)
            texts += [("place", text, folded(text)) for text in _other_names(gazetteer, whole)]
            yield _Entry(feature, tuple(dict.fromkeys(texts)))


def _texts(atlas: Atlas, record: Event) -> Iterator[tuple[str, str]]:
    for name in (*record.names.values(), *record.also):
        yield "name", name
    yield "series", record.series_name
    yield "name", str(record.year)
    for part in (record, *(feature.record for feature in atlas.parts(record.id))):
        yield from (("place", text) for text in _place_texts(part))
    for vessel in record.vessels:
        yield "ship", vessel.name
    yield from (("ship", craft) for craft in record.aircraft)
    for participant in record.participants:
        yield "participant", state_name(participant.state)
        yield "participant", participant.state
    yield from (("activity", activity.label) for activity in record.activities)


def _place_texts(record: object) -> Iterator[str]:
    position = getattr(record, "position", None)
    if position:
        yield position.label
    reported = getattr(record, "place_reported", "")
    if reported:
        yield reported
    yield from getattr(record, "ports", ())
    yield from (waypoint.name for waypoint in getattr(record, "waypoints", ()))


def _forms(places: Sequence[Place]) -> Iterator[tuple[str, Place]]:
    """Each place by every English form of its name that no other place has."""
    found = [(form, place) for place in places
             for form in {folded(name) for name in _english(place)} if form]  # fmt: skip
    counts = Counter(form for form, _ in found)
    yield from ((form, place) for form, place in found if counts[form] == 1)


def _english(place: Place) -> Iterator[str]:
    yield place.name
    yield _LAST_BRACKET.sub("", place.name)
    yield from (name for key, name in place.names.items() if key.startswith("en-"))


def _other_names(gazetteer: list[tuple[str, Place]], whole: str) -> Iterator[str]:
    """Names in other scripts of the places that a text speaks of."""
    for plain, place in gazetteer:
        if plain and f" {plain} " in whole:
            yield from (name for name in place.names.values() if folded(name) != plain)


__all__ = ["MAX_RESULTS", "Found", "SearchIndex", "folded"]
