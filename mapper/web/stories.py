"""A year in words: what it held, or why the atlas believes that it held nothing."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass

from mapper.atlas import Atlas
from mapper.geojson import Feature
from mapper.model import Event, Exercise, Patrol
from mapper.wording import listed, plural


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
        The event that matters most; all of a leading series, where a year has several.
    reasons : tuple of str
        Why the atlas believes that a year held nothing, where no entry of that year says it.
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
    leading = leading_series(atlas)
    held = tuple(
        sorted(
            (feature for feature in features if feature.record.status == "held"),
            key=lambda feature: _weight(feature.record, leading),
        )
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
        reasons=() if held or absent else _reasons(atlas, year),
    )


def _counts(exercises: int, patrols: int) -> str:
    both = ((exercises, "exercise"), (patrols, "patrol"))
    parts = [f"{count} {word}{'' if count == 1 else 's'}" for count, word in both if count]
    return " · ".join(parts) or "no event known"


def _summary(year: int, exercises: int, patrols: int, absent: Sequence[Feature]) -> str:
    if not exercises and not patrols:
        return f"No exercise and no patrol is known for {year}."
    words = [plural(exercises, "exercise")] if exercises else []
    if patrols:
        words.append(plural(patrols, "patrol"))
    text = f"{listed(words).capitalize()}."
    return " ".join((text, *map(_absence, absent)))


def _absence(feature: Feature) -> str:
    """One sentence on an edition that was not held or not found."""
    record: Event = feature.record
    how = "was found" if record.status == "not-found" else "was held"
    return record.headline or f"No {record.series_name} {how} in {record.year}."


def leading_series(atlas: Atlas) -> str:
    """The series of exercises with the most editions held: a year's page begins with it."""
    counts = Counter(
        feature.record.series
        for year in atlas.years
        for feature in atlas.events(year)
        if feature.record.status == "held"
        and isinstance(feature.record, Exercise)
        and feature.record.role == "main"
    )
    return min(counts, key=lambda series: (-counts[series], series), default="")


def _headline(held: Sequence[Feature], absent: Sequence[Feature]) -> str:
    if held:
        first: Event = held[0].record
        told = [one.record for one in held if one.record.series == first.series
                and isinstance(first, Exercise)] or [first]  # fmt: skip
        return " ".join(record.headline or record.name for record in told)
    return " ".join(map(_absence, absent))


def _weight(record: Event, leading: str) -> tuple[int, str]:
    """The order of a page: exercises, patrols at sea, in the air, allied exercises; by start."""
    if isinstance(record, Patrol):
        rank = 3 if record.craft == "air" else 2
    elif isinstance(record, Exercise) and record.role == "counterpart":
        rank = 4
    else:
        rank = 0 if record.series == leading else 1
    return rank, record.start or ""


def _reasons(atlas: Atlas, year: int) -> tuple[str, ...]:
    events = [feature.record for other in atlas.years for feature in atlas.events(other)]
    series = {record.series for record in events}
    return (
        f"The evidence of this atlas is {len(events)} entries of {len(series)} series, from "
        f"{atlas.all_years[0]} to {atlas.all_years[-1]}. None of them falls in {year}, and none "
        f"of the sources speaks of {year} itself.",
        "This is what the collected sources leave, not proof that no ships met.",
    )
