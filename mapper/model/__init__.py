"""The records of the atlas: what a feature's ``properties`` may say, and in which words.

Every record is frozen and validated. Positions are (lon, lat) in degrees, WGS 84; distances
are nautical miles (``_nm``); dates are ISO 8601 in UTC, shortened where less is known
(``2025``, ``2025-08``, ``2025-08-03``).
"""

from mapper.model.events import (
    THEATRE_NM,
    Basis,
    Certainty,
    Closure,
    Event,
    Evidence,
    Exercise,
    ExercisePart,
    Leg,
    Participant,
    Patrol,
    Period,
    Place,
    Record,
    Region,
    Stage,
    Status,
    Vessel,
    Waypoint,
)
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
from mapper.model.zones import Belt, LineBasis, Method, Zone, ZoneBoundary

KINDS: dict[str, tuple[type[Frozen], ...]] = {
    "exercises": (Exercise, ExercisePart),
    "patrols": (Patrol,),
    "regions": (Region,),
    "closures": (Closure,),
    "places": (Place,),
    "zones": (Zone,),
    "boundaries": (ZoneBoundary,),
}
"""The kinds of features of an atlas and the records that their files hold."""

YEARLY = ("exercises", "patrols", "regions", "closures")
"""The kinds stored as one file a year."""

__all__ = [
    "KINDS",
    "THEATRE_NM",
    "YEARLY",
    "Basis",
    "Belt",
    "Certainty",
    "Closure",
    "Event",
    "Evidence",
    "Exercise",
    "ExercisePart",
    "Frozen",
    "Language",
    "Latitude",
    "Leg",
    "LineBasis",
    "Longitude",
    "Method",
    "Miles",
    "PartialDate",
    "Participant",
    "Patrol",
    "Period",
    "Place",
    "Position",
    "Record",
    "Region",
    "Slug",
    "Source",
    "Stage",
    "StateCode",
    "Status",
    "Text",
    "Verification",
    "Vessel",
    "Waypoint",
    "Year",
    "Zone",
    "ZoneBoundary",
]
