"""The records of the atlas: what a feature's ``properties`` may say, and in which words.

Every record is frozen and validated. Positions are (lon, lat) in degrees, WGS 84; distances
are nautical miles (``_nm``); dates are ISO 8601 in UTC, shortened where less is known
(``2025``, ``2025-08``, ``2025-08-03``).
"""

from __future__ import annotations

import datetime as dt
import re
from typing import Annotated, Literal

from pydantic import (
    AfterValidator,
    BaseModel,
    ConfigDict,
    Field,
    StringConstraints,
    model_validator,
)

from mapper.vocabulary import Activity

Slug = Annotated[str, StringConstraints(pattern=r"^[a-z0-9]+(-{1,2}[a-z0-9]+)*$", max_length=80)]
Text = Annotated[str, StringConstraints(min_length=1, max_length=4000)]
StateCode = Annotated[str, StringConstraints(pattern=r"^[A-Z]{3}$")]
Language = Annotated[str, StringConstraints(pattern=r"^[a-z]{2,3}(-[A-Za-z0-9]{2,8})*$")]
Year = Annotated[int, Field(ge=1900, le=2100)]
Longitude = Annotated[float, Field(ge=-180, le=180, allow_inf_nan=False)]
Latitude = Annotated[float, Field(ge=-90, le=90, allow_inf_nan=False)]
Miles = Annotated[float, Field(gt=0, le=3000, allow_inf_nan=False)]

THEATRE_NM = 150.0
"""Above this uncertainty a place is a whole theatre: drawn as an edge-less tint."""

_PARTIAL_DATE = re.compile(r"^(\d{4})(?:-(\d{2})(?:-(\d{2}))?)?$", re.ASCII)


def _partial_date(text: str) -> str:
    found = _PARTIAL_DATE.match(text)
    if not found:
        raise ValueError(f"expected a date YYYY, YYYY-MM or YYYY-MM-DD, got {text!r}")
    year, month, day = (int(part) if part else 1 for part in found.groups())
    try:
        dt.date(year, month, day)
    except ValueError as error:
        raise ValueError(f"{text!r} is not in the calendar: {error}") from None
    return text


PartialDate = Annotated[str, AfterValidator(_partial_date)]

Verification = Literal["verified", "single-source", "background", "not-found", "not-published"]
Status = Literal["held", "no-edition", "not-found"]
Basis = Literal["announced-coordinates", "reported-place", "reported-sea-area", "track-from-press"]
Certainty = Literal["announced", "named-area", "described", "one-side"]


class _Frozen(BaseModel):
    model_config = ConfigDict(frozen=True, extra="ignore", str_strip_whitespace=True)


class Source(_Frozen):
    """Where a fact was read; ``link`` false means that the address is printed, never linked."""

    id: Text
    publisher: Text
    title: Text
    date: str = ""
    url: str = ""
    lang: str = ""
    copy_of: str = ""
    supports: str = ""
    note: str = ""
    link: bool = True


class Position(_Frozen):
    """A place as one point with the radius within which it is believed to lie."""

    label: Text
    lon: Longitude
    lat: Latitude
    uncertainty_nm: Miles
    status: Verification = "background"
    origin: str = ""


class Participant(_Frozen):
    """A state that took part; ``note`` keeps what the sources add (lead, announced, disputed)."""

    state: StateCode
    note: str = ""


class Vessel(_Frozen):
    """A ship, boat or unit by flag, as the sources name it."""

    flag: StateCode
    name: Text
    note: str = ""


class Period(_Frozen):
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


class Evidence(_Frozen):
    """How well an event is known: overall, field by field, and in what the sources disagree."""

    overall: Verification
    fields: dict[str, Verification] = {}
    notes: dict[str, str] = {}


class Waypoint(_Frozen):
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


class Leg(_Frozen):
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


class Record(_Frozen):
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
    numbers: dict[StateCode, int] = {}
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


class Place(_Frozen):
    """A name on the map: a sea, strait, port, island or cape."""

    id: Slug
    kind: Literal["place"] = "place"
    names: dict[str, Text]
    type: Literal["ocean", "sea", "gulf", "strait", "port", "island", "cape", "state"]
    rank: int = Field(ge=0, le=9)
    lon: Longitude
    lat: Latitude
    disputed: bool = False
    state: StateCode | None = None
    note: str = ""

    @property
    def name(self) -> str:
        """The neutral display name."""
        return self.names["en"]


KINDS: dict[str, tuple[type[_Frozen], ...]] = {
    "exercises": (Exercise, ExercisePart),
    "patrols": (Patrol,),
    "regions": (Region,),
    "closures": (Closure,),
    "places": (Place,),
}
"""The folders of an atlas and the records that their files hold."""

YEARLY = ("exercises", "patrols", "regions", "closures")
"""The kinds stored as one file a year."""
