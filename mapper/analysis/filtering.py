"""Which events are compared: by kind, participant, activity, and whose claimed waters."""

from __future__ import annotations

import difflib
from collections.abc import Mapping
from dataclasses import dataclass

from mapper.analysis.kept import event_measures
from mapper.atlas import Atlas
from mapper.errors import NotFoundError, UsageError
from mapper.geojson import Feature
from mapper.vocabulary import ISO_STATES, Activity

EVENT_KINDS: Mapping[str, str] = {
    "exercise": "Exercises",
    "counterpart": "Allied exercises",
    "patrol": "Naval patrols",
    "air-patrol": "Air patrols",
}
"""The kinds of events, and what a choice of them calls them."""


@dataclass(frozen=True)
class Filter:
    """What an event must be to be compared; an empty text asks for nothing.

    Attributes
    ----------
    kind : str
        A key of ``EVENT_KINDS``.
    participant : str
        The code of a state that took part.
    activity : str
        A term of the vocabulary.
    region : str
        The code of a state in whose claimed EEZ the event lay, at least possibly.

    Raises
    ------
    NotFoundError
        There is no such kind, state or activity; names the nearest.
    """

    kind: str = ""
    participant: str = ""
    activity: str = ""
    region: str = ""

    def __post_init__(self) -> None:
        for name, known in (("kind", EVENT_KINDS), ("participant", ISO_STATES),
                            ("activity", set(Activity)), ("region", ISO_STATES)):  # fmt: skip
            value = getattr(self, name)
            if value and value not in known:
                near = difflib.get_close_matches(value[:40], map(str, known), n=2)
                as_in = f"; as in {', '.join(near)}" if near else ""
                raise NotFoundError(f"{name}: there is none called {value[:40]!r}{as_in}")

    @property
    def asks(self) -> bool:
        """Whether it leaves anything out."""
        return self != Filter()

    def keeps(self, feature: Feature, atlas: Atlas) -> bool:
        """Whether an event is as asked."""
        record = feature.record
        states = {one.state for one in record.participants}
        return bool(
            self.kind in ("", kind_of(feature))
            and (not self.participant or self.participant in states)
            and (not self.activity or self.activity in record.activities)
            and (not self.region or self.region in waters_of(feature, atlas))
        )

    def refuse(self) -> None:
        """Raise ``UsageError`` where events were named one by one: nothing is left to ask."""
        if self.asks:
            raise UsageError("kind, participant, activity, region: go with years or a series")


def kind_of(feature: Feature) -> str:
    """The kind of an event, a key of ``EVENT_KINDS``."""
    record = feature.record
    if record.kind == "patrol":
        return "air-patrol" if record.craft == "air" else "patrol"
    return "counterpart" if record.role == "counterpart" else "exercise"


def waters_of(feature: Feature, atlas: Atlas, wait_s: float | None = None) -> frozenset[str]:
    """The states in whose claimed EEZ an event lay, certainly or possibly.

    Raises
    ------
    TimeoutError
        It is not measured within ``wait_s``.
    """
    measure = event_measures(atlas).of(feature.id, wait_s)
    if measure is None:
        return frozenset()
    inside = {state for zone in measure.zones if zone.belt == "eez" for state in zone.states}
    passed = {state for one in measure.passages if one.belt == "eez" for state in one.states}
    return frozenset(inside | passed)
