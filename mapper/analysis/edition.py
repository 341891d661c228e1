"""Events as editions of a series: days, ships by flag, and where they were."""

from __future__ import annotations

from collections import Counter
from typing import Any

from mapper.analysis.compared import Count, Edition, Ships
from mapper.analysis.records import Distance, Measure
from mapper.analysis.subjects import Subject
from mapper.dates import first_day, last_day
from mapper.forces import named_ships
from mapper.geojson import Feature

_AT_SEA = ("surface", "submarine", "coast-guard")


def edition(
    feature: Feature, subject: Subject | None, measure: Measure | None, coast: Distance | None
) -> Edition:
    """Make an edition of an event, a closure or a year without one.

    Parameters
    ----------
    feature : Feature
        An exercise, patrol or closure.
    subject : Subject or None
        What of it can be measured.
    measure : Measure or None
        Against coasts and zones.
    coast : Distance or None
        To the chosen coast.
    """
    record = feature.record
    centre = subject is not None and subject.kind in ("place", "area")
    return Edition(
        feature.id, record.name, getattr(record, "series", ""), getattr(record, "series_name", ""),
        record.year, _status(record), getattr(record, "status_note", ""), record.start, record.end,
        _days(record), _sea_days(record),
        subject.kind if subject else "", _place(record),
        subject.position[0] if subject and centre else None,
        subject.position[1] if subject and centre else None,
        subject.uncertainty_nm if subject else 0.0, bool(subject and subject.placeholder),
        measure.area_km2 if measure else None, measure.length_nm if measure else None,
        ships_by_flag(record),
        tuple(dict.fromkeys(one.state for one in getattr(record, "participants", ()))),
        tuple(str(one) for one in getattr(record, "activities", ())), coast,
        tuple(zone for zone in measure.zones if zone.relation != "not") if measure else (),
        getattr(record, "date_precision", "day"),
    )  # fmt: skip


def days(start: str | None, end: str | None) -> Count | None:
    """How many days a span has, both ends counted, the least and the most.

    Parameters
    ----------
    start, end : str or None
        ISO 8601, shortened where less is known; ``None`` where not at all.

    Examples
    --------
    >>> days("2025-08-03", "2025-08-05"), days("2025-08", "2025-08-27"), days("2026-02-19", None)
    ((3, 3), (1, 27), None)
    """
    if not start or not end:
        return None
    least = (first_day(end) - last_day(start)).days + 1
    return max(1, least), (last_day(end) - first_day(start)).days + 1


def ships_by_flag(record: Any) -> tuple[Ships, ...]:
    """The ships of an event by flag, in the order of its list, as ``forces`` counts them."""
    vessels = getattr(record, "vessels", ())
    if not vessels:
        return ()
    sure = named_ships(record)
    named = Counter(ship.flag for ship in sure)
    told = {(ship.flag, ship.name) for ship in sure}
    others = Counter(ship.flag for ship in vessels if (ship.flag, ship.name) not in told)
    return tuple(Ships(flag, named[flag], others[flag])
                 for flag in dict.fromkeys(ship.flag for ship in vessels))  # fmt: skip


def ships_again(first: Any, second: Any) -> tuple[str, ...]:
    """The ships that two records both name, by flag and name, in the order of the second."""
    before, after = (
        {(ship.flag, ship.name): ship.name for ship in named_ships(record)}
        if getattr(record, "vessels", ()) else {} for record in (first, second)
    )  # fmt: skip
    return tuple(name for key, name in after.items() if key in before)


def _status(record: Any) -> str:
    # The status of a closure says how well it is known.
    return "held" if record.kind == "closure" else str(record.status)


def _sea_days(record: Any) -> Count | None:
    """Of an exercise, its sea phase where the sources tell one; a patrol by ship is all at sea."""
    phase = getattr(record, "sea_phase", None)
    if phase is not None:
        return _days(record, phase)
    return _days(record) if getattr(record, "craft", "") in _AT_SEA else None


def _days(record: Any, period: Any = None) -> Count | None:
    """The days of an event, or of a period of it; none of dates that are approximate."""
    if getattr(record, "date_precision", "day") == "approximate":
        return None
    span = period or record
    return days(span.start, span.end)


def _place(record: Any) -> str:
    position = getattr(record, "position", None)
    return str(position.label if position else getattr(record, "place_reported", ""))
