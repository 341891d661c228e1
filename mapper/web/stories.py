"""A year in words: what it held, or why the atlas believes that it held nothing."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from mapper.atlas import Atlas
from mapper.geojson import Feature
from mapper.model import Event, Exercise, Patrol
from mapper.web import kinds


@dataclass(frozen=True)
class YearStory:
    """A year in brief.

    Attributes
    ----------
    held : tuple of Feature
        What was held, the weightiest kind first, by start within a kind.
    absent : tuple of Feature
        Editions that were not held, or not found.
    counts : str
        As ``5 exercises · 3 patrols``, or what it is known not to have held.
    summary : str
        One sentence.
    headline : str
        The events that matter most, by name.
    reasons : tuple of str
        Why the atlas believes that a year held nothing; empty for other years.
    """

    year: int
    held: tuple[Feature, ...]
    absent: tuple[Feature, ...]
    counts: str
    summary: str
    headline: str
    reasons: tuple[str, ...]


def year_story(atlas: Atlas, year: int) -> YearStory:
    """Tell a year.

    Raises
    ------
    NotFoundError
        The atlas knows nothing of that year.
    """
    features = atlas.events(year)
    held = tuple(
        sorted((f for f in features if f.record.status == "held"), key=lambda f: _weight(f.record))
    )
    absent = tuple(feature for feature in features if feature.record.status != "held")
    exercises = sum(isinstance(feature.record, Exercise) for feature in held)
    patrols = len(held) - exercises
    return YearStory(
        year=year,
        held=held,
        absent=absent,
        counts=_counts(exercises, patrols),
        summary=_summary(year, exercises, patrols, absent),
        headline=_headline(held, absent),
        reasons=() if held else _reasons(atlas, year, absent),
    )


def _counts(exercises: int, patrols: int) -> str:
    both = ((exercises, "exercise"), (patrols, "patrol"))
    parts = [f"{count} {word}{'' if count == 1 else 's'}" for count, word in both if count]
    return " · ".join(parts) or "no event known"


def _summary(year: int, exercises: int, patrols: int, absent: Sequence[Feature]) -> str:
    if not exercises and not patrols:
        return f"No exercise and no patrol is known for {year}."
    words = [kinds.plural(exercises, "exercise")] if exercises else []
    if patrols:
        words.append(kinds.plural(patrols, "patrol"))
    text = f"{kinds.listed(words).capitalize()}."
    for feature in absent:
        how = "was found" if feature.record.status == "not-found" else "was held"
        text += f" No {feature.record.series_name} {how}."
    return text


def _headline(held: Sequence[Feature], absent: Sequence[Feature]) -> str:
    records = [feature.record for feature in held]
    if not records:
        return "; ".join(f"{feature.record.name}: {kinds.STATUS[feature.record.status].lower()}"
                         for feature in absent)  # fmt: skip
    names = [record.name for record in records[:2]]
    more = len(records) - len(names)
    return ", ".join(names) + (f" and {more} more" if more else "")


def _weight(record: Event) -> tuple[int, str]:
    """The order of a page: exercises, patrols at sea, in the air, allied exercises; by start."""
    if isinstance(record, Exercise):
        return (0 if record.role == "main" else 3), record.start or ""
    by_air = isinstance(record, Patrol) and record.craft == "air"
    return (2 if by_air else 1), record.start or ""


def _reasons(atlas: Atlas, year: int, absent: Sequence[Feature]) -> tuple[str, ...]:
    if absent:
        said: list[str] = []
        for feature in absent:
            record: Event = feature.record
            said += [text for text in (record.status_note, *record.notes) if text]
        return tuple(dict.fromkeys(said))
    events = [feature.record for other in atlas.years for feature in atlas.events(other)]
    series = {record.series for record in events}
    return (
        f"The evidence of this atlas is {len(events)} entries of {len(series)} series, from "
        f"{atlas.all_years[0]} to {atlas.all_years[-1]}. None of them falls in {year}, and none "
        f"of the sources speaks of {year} itself.",
        "This is what the collected sources leave, not proof that no ships met.",
    )
