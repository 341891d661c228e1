"""What sort of thing an event is, in the words and symbols that readers see."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Sequence

from mapper.model import THEATRE_NM, Event, Exercise, Patrol, Position, Source
from mapper.wording import listed, plural

STATUS = {
    "held": "Held",
    "no-edition": "No edition held",
    "not-found": "No edition found",
}

VERIFICATION = {
    "verified": "verified: two pages of different origin agree",
    "single-source": "single source: one page, or copies of one",
    "background": "background: chosen or known generally, published by no source",
    "not-found": "not found in any source at hand",
}

CERTAINTY = {
    "announced": "announced coordinates",
    "named-area": "derived from a named area",
    "described": "described in words",
    "one-side": "claimed by one side only",
}

BASIS = {
    "announced-coordinates": "coordinates announced by an authority",
    "reported-place": "a reported place",
    "reported-sea-area": "a reported sea area",
    "track-from-press": "a track assembled from reported sightings and passages",
}

LANGUAGES = {
    "ar": "Arabic", "bn": "Bengali", "de": "German", "en": "English", "es": "Spanish",
    "fa": "Persian", "fr": "French", "hi": "Hindi", "id": "Indonesian", "ja": "Japanese",
    "ko": "Korean", "mn": "Mongolian", "ru": "Russian", "th": "Thai", "tr": "Turkish",
    "uk": "Ukrainian", "ur": "Urdu", "vi": "Vietnamese", "zh": "Chinese",
}  # fmt: skip

_LANGUAGE = re.compile(r"[a-z]{2,3}(-[A-Za-z0-9]{2,8})*", re.ASCII)


def layer(record: Event) -> str:
    """The map layer that an event belongs to."""
    if isinstance(record, Patrol):
        return "air-patrols" if record.craft == "air" else "patrol-tracks"
    if isinstance(record, Exercise) and record.role == "counterpart":
        return "counterparts"
    return "exercises-announced" if record.certainty == "announced" else "exercises-reported"


def symbol(record: Event) -> str:
    """The shape that stands for an event on the map: box, disc, tint, track, flight or none."""
    if record.status != "held":
        return "none"
    if isinstance(record, Patrol):
        return "flight" if record.craft == "air" else "track"
    if record.certainty == "announced":
        return "box"
    position = record.position if isinstance(record, Exercise) else None
    if position is None:
        return "none"
    return "tint" if position.uncertainty_nm > THEATRE_NM else "disc"


def position_words(position: Position, certainty: str | None) -> str:
    """The place of an exercise with how far it may be off."""
    if certainty == "announced":
        return f"{position.label}, limits as announced"
    if position.uncertainty_nm > THEATRE_NM:
        return f"{position.label}: a whole theatre, no point reported"
    return f"{position.label}, as reported, ± {position.uncertainty_nm:g} nm"


def language_name(code: str) -> str:
    """The English name of a language, or its code."""
    return LANGUAGES.get(code.split("-", 1)[0], code)


def language_tag(code: str) -> str:
    """The code as a ``lang`` attribute, or empty where it is none."""
    return code if _LANGUAGE.fullmatch(code) else ""


def title_language(source: Source) -> str:
    """The ``lang`` of a source's title; a title in [brackets] is our translation."""
    translated = source.title.startswith("[") and source.title.endswith("]")
    return "" if translated else language_tag(source.lang)


def source_line(sources: Sequence[Source], most: int = 3) -> str:
    """What a map rests on, in a line: how many pages, and whose they are most often.

    Publishers of mirrors and re-posts count and are not named.

    Examples
    --------
    >>> source_line([])
    'no source'
    """
    count = distinct_sources([sources])
    if not count:
        return "no source"
    publishers = [
        name
        for name, _ in Counter(
            re.split(r"[,(/]", one.publisher)[0].strip() for one in sources if one.link
        ).most_common()
    ]
    others = len(publishers) - most
    named = publishers[:most] + ([f"{others} others"] if others > 0 else [])
    return f"{plural(count, 'source')}: {listed(named)}"


def distinct_sources(groups: Iterable[Sequence[Source]]) -> int:
    """How many different pages stand behind several events."""
    return len({(s.url or s.title, s.publisher) for group in groups for s in group})
