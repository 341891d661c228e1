"""What an event is: exercises, patrols and where they may have been, closures, places."""

from __future__ import annotations

from typing import Literal

from pydantic import ConfigDict, Field, model_validator

from mapper.model.values import (
    Frozen,
    Language,
    Latitude,
    Longitude,
    Miles,
    PartialDate,
    Position,
    Slug,
    Source,
    StateCode,
    Text,
    Verification,
    Year,
)
from mapper.vocabulary import Activity

THEATRE_NM = 150.0
"""Above this uncertainty a place is a whole theatre: drawn as an edge-less tint."""

Status = Literal["held", "no-edition", "not-found"]
Basis = Literal["announced-coordinates", "reported-place", "reported-sea-area", "track-from-press"]
Certainty = Literal["announced", "named-area", "described", "one-side"]


class Participant(Frozen):
    """A state that took part; ``note`` keeps what the sources add (lead, announced, disputed)."""

    state: StateCode
    note: str = ""


class Vessel(Frozen):
    """A ship, boat or unit by flag, as the sources name it.

    ``named`` is false where the name only describes: a class, a group, a total.
    """

    flag: StateCode
    name: Text
    named: bool = True
    note: str = ""


class Period(Frozen):
    """A span of days; either end may be open or known to the month only."""

    start: PartialDate | None = None
    end: PartialDate | None = None

    @model_validator(mode="after")
    def _ordered(self) -> Period:
        if self.start and self.end and self.end < self.start[: len(self.end)]:
            raise ValueError(f"the end {self.end} lies before the start {self.start}")
        return self


class Stage(Period):
    """One stage of an exercise that moved or paused."""

    stage: int
    area: Text


class Evidence(Frozen):
    """How well an event is known: overall, field by field, and in what the sources disagree."""

    overall: Verification
    fields: dict[str, Verification] = Field(default_factory=dict)
    notes: dict[str, str] = Field(default_factory=dict)


class Waypoint(Frozen):
    """A reported fix.

    (lon, lat) is the position as reported or chosen; ``drawn`` is the nearest sea within the
    uncertainty, where the reported position lies on land.
    """

    order: int
    name: Text
    lon: Longitude
    lat: Latitude
    drawn: tuple[Longitude, Latitude] | None = None
    date: PartialDate | None = None
    when_reported: str = ""
    who: str = ""
    group: str = "joint"
    phase: Literal["before", "during", "after"] = "during"
    why: str = ""
    kind: str = "place"
    uncertainty_nm: Miles
    status: Verification = "background"
    origin: str = ""
    sources: tuple[str, ...] = ()


class Leg(Frozen):
    """The way between two fixes; ``parts`` are indices into the feature's MultiLineString."""

    model_config = ConfigDict(frozen=True, extra="ignore", populate_by_name=True)

    start: int = Field(alias="from")
    end: int = Field(alias="to")
    group: str = "joint"
    phase: Literal["before", "during", "after"] = "during"
    path: Literal["computed-by-sea", "geodesic"]
    line: Literal["between-fixes", "not-reported", "tint"]
    distance_nm: float
    parts: tuple[int, ...]


class Record(Frozen):
    """What every feature of the atlas has: a stable id, names, a year and its sources."""

    id: Slug
    names: dict[Language, Text]
    also: tuple[Text, ...] = ()
    year: Year
    sources: tuple[Source, ...] = Field(min_length=1)

    @property
    def name(self) -> str:
        """The English name, or the first there is."""
        return self.names.get("en") or next(iter(self.names.values()), self.id)

    @model_validator(mode="after")
    def _named(self) -> Record:
        if not self.names:
            raise ValueError('names is empty; give at least one, as in {"en": "Joint Sea 2025"}')
        return self


class Event(Record):
    """What exercises and patrols share."""

    series: Slug
    series_name: Text
    headline: str = ""
    status: Status = "held"
    status_note: str = ""
    start: PartialDate | None = None
    end: PartialDate | None = None
    date_precision: Literal["day", "month", "approximate"] = "day"
    date_note: str = ""
    participants: tuple[Participant, ...] = ()
    participants_note: str = ""
    vessels: tuple[Vessel, ...] = ()
    vessels_note: str = ""
    aircraft: tuple[Text, ...] = ()
    activities: tuple[Activity, ...] = ()
    place_reported: str = ""
    basis: Basis | None = None
    certainty: Certainty | None = None
    evidence: Evidence | None = None
    disagreements: tuple[Text, ...] = ()
    notes: tuple[Text, ...] = ()

    @model_validator(mode="after")
    def _dated(self) -> Event:
        Period(start=self.start, end=self.end)
        if self.status == "held" and not self.start:
            raise ValueError("a held event needs a start date (YYYY, YYYY-MM or YYYY-MM-DD)")
        return self


class Exercise(Event):
    """An exercise, or a year of a series in which none was held."""

    kind: Literal["exercise"] = "exercise"
    role: Literal["main", "counterpart"] = "main"
    sea_phase: Period | None = None
    host: str = ""
    ports: tuple[Text, ...] = ()
    position: Position | None = None
    stages: tuple[Stage, ...] = ()
    verbatim: str = ""
    closures: tuple[Slug, ...] = ()
    context_closures: tuple[Slug, ...] = ()


class ExercisePart(Record):
    """A further area of an exercise, or the track that its ships were reported on."""

    kind: Literal["exercise-part"] = "exercise-part"
    part_of: Slug
    shape: Literal["area", "track"]
    label: Text
    when_reported: str = ""
    start: PartialDate | None = None
    end: PartialDate | None = None
    basis: Basis | None = None
    position: Position | None = None
    waypoints: tuple[Waypoint, ...] = ()
    legs: tuple[Leg, ...] = ()


class Patrol(Event):
    """A joint patrol: an ordered list of reported fixes and the legs between them."""

    kind: Literal["patrol"] = "patrol"
    craft: Literal["surface", "submarine", "coast-guard", "air"]
    numbers: dict[StateCode, int] = Field(default_factory=dict)
    distance_nm_reported: float | None = None
    waypoints: tuple[Waypoint, ...]
    legs: tuple[Leg, ...] = ()


class Region(Record):
    """Where a patrol may have been.

    The corridor of its track at the stated uncertainty, or the theatre round a place that is
    known only by the name of a sea.
    """

    kind: Literal["region"] = "region"
    event: Slug
    shape: Literal["corridor", "theatre"]
    label: Text
    uncertainty_nm: Miles
    craft: Literal["surface", "submarine", "coast-guard", "air"]


class Closure(Record):
    """A sea area closed by a published warning, always of its own year."""

    kind: Literal["closure"] = "closure"
    role: Literal["drill-area", "context"] = "context"
    event: Slug | None = None
    authority: Text
    hazard: Text
    start: PartialDate | None = None
    end: PartialDate | None = None
    window: str = ""
    verbatim: str = ""
    areas: tuple[str, ...] = ()
    open_along_coast: bool = False
    status: Verification
    notes: tuple[Text, ...] = ()


class Place(Frozen):
    """A name on the map: a sea, strait, port, island or cape.

    ``coast`` is the id of the island whose coast an island counts to, as Okushiri to Hokkaido.
    ``gate`` is the line between the shores of a strait: a track that crosses it has passed.
    """

    id: Slug
    kind: Literal["place"] = "place"
    names: dict[str, Text]
    type: Literal["ocean", "sea", "gulf", "strait", "port", "island", "cape", "state"]
    rank: int = Field(ge=0, le=9)
    lon: Longitude
    lat: Latitude
    disputed: bool = False
    state: StateCode | None = None
    coast: str = ""
    gate: tuple[tuple[Longitude, Latitude], ...] = ()
    note: str = ""

    @property
    def name(self) -> str:
        """The neutral display name."""
        return self.names["en"]
