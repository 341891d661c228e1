"""Events as editions of a series: days, ships by flag, and where they were."""

from __future__ import annotations

import re
from collections.abc import Iterable
from typing import Any

from mapper.analysis.compared import Count, Edition, Ships
from mapper.analysis.records import Distance, Measure
from mapper.analysis.subjects import Subject
from mapper.dates import first_day, last_day
from mapper.geojson import Feature
from mapper.model import Vessel

_GROUP = re.compile(
    r"^([2-9]|\d\d+) |\b(units|ships|vessels|frigates|destroyers|submarines)\b|, | and "
)
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
        days(record.start, record.end), _sea_days(record),
        subject.kind if subject else "", _place(record),
        subject.position[0] if subject and centre else None,
        subject.position[1] if subject and centre else None,
        subject.uncertainty_nm if subject else 0.0, bool(subject and subject.placeholder),
        measure.area_km2 if measure else None, measure.length_nm if measure else None,
        ships_by_flag(getattr(record, "vessels", ())),
        tuple(dict.fromkeys(one.state for one in getattr(record, "participants", ()))),
        tuple(str(one) for one in getattr(record, "activities", ())), coast,
        tuple(zone for zone in measure.zones if zone.relation != "not") if measure else (),
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


def ships_by_flag(vessels: Iterable[Vessel]) -> tuple[Ships, ...]:
    """Count the entries of a list of ships by flag, in the order of the list.

    An entry such as "2 submarines" is one, and counted as a group besides.
    """
    found: dict[str, list[int]] = {}
    for vessel in vessels:
        counts = found.setdefault(vessel.flag, [0, 0])
        counts[0] += 1
        counts[1] += bool(_GROUP.search(vessel.name))
    return tuple(Ships(flag, *counts) for flag, counts in found.items())


def ships_again(first: Any, second: Any) -> tuple[str, ...]:
    """The ships that two records both name, by flag and name, in the order of the second."""
    named = {(ship.flag, ship.name) for ship in getattr(first, "vessels", ())}
    return tuple(
        ship.name for ship in getattr(second, "vessels", ())
        if (ship.flag, ship.name) in named and ship.name[:1].isupper()
        and not _GROUP.search(ship.name)
    )  # fmt: skip


def _status(record: Any) -> str:
    # The status of a closure says how well it is known.
    return "held" if record.kind == "closure" else str(record.status)


def _sea_days(record: Any) -> Count | None:
    """Of an exercise, its sea phase where the sources tell one; a patrol by ship is all at sea."""
    phase = getattr(record, "sea_phase", None)
    if phase is not None:
        return days(phase.start, phase.end)
    return days(record.start, record.end) if getattr(record, "craft", "") in _AT_SEA else None


def _place(record: Any) -> str:
    position = getattr(record, "position", None)
    return str(position.label if position else getattr(record, "place_reported", ""))
