"""Rules that join several values of a feature: its year, dates, position and shape, its spelling.

They read the values as they are written, so that each is told even where another value is wrong
and no record can be made.
"""

from __future__ import annotations

import difflib
from collections.abc import Iterator, Mapping
from functools import lru_cache
from typing import Any, TypeGuard

import shapely
from pydantic import BaseModel, ConfigDict, TypeAdapter, ValidationError
from shapely.geometry.base import BaseGeometry

from mapper import geodesy
from mapper.model import PartialDate, Place

NEAR_NM = 30.0
"""A position may lie so far outside the shape of its feature, or as far as its uncertainty."""

_ALIKE = 0.8
_DATE: TypeAdapter[str] = TypeAdapter(PartialDate, config=ConfigDict(defer_build=True))

Finding = tuple[str, str]
"""What is wrong, and the remedy."""


def broken_rules(
    given: Mapping[str, Any],
    record_class: type[BaseModel],
    record: BaseModel | None,
    geometry: BaseGeometry | None,
    year: int = 0,
) -> Iterator[Finding]:
    """Find what is wrong between the values of one feature.

    Parameters
    ----------
    given : mapping
        Its properties as they are written.
    record_class : type
        The record that they are to become.
    record : BaseModel or None
        That record, where it could be made.
    geometry : shapely geometry or None
        Its shape, where it is sound.
    year : int
        The year of its file; 0 where the file is of no year.
    """
    yield from _of_year(given, year)
    yield from _within_dates(given)
    if geometry is not None and not geometry.is_empty:
        position = given if issubclass(record_class, Place) else given.get("position")
        yield from _position(position, geometry)
    yield from _spelling(given, record_class, record)


def _of_year(given: Mapping[str, Any], file_year: int) -> Iterator[Finding]:
    year = given.get("year")
    year = year if type(year) is int else 0
    if year and file_year and year != file_year:
        yield (f"year: expected {file_year} from the file's name, got {year}",
               "correct it or move the feature")  # fmt: skip
    start, end = _date(given.get("start")), _date(given.get("end"))
    first, last = (start or end)[:4], (end or start)[:4]
    expected = {known for known in (year, file_year) if known}
    if not first or first > last or not expected:
        return
    if not any(int(first) <= known <= int(last) for known in expected):
        yield (f"start, end: expected dates in {file_year or year}, got {_span(start, end)}",
               "correct the dates, or move the feature to the file of their year")  # fmt: skip


def _within_dates(given: Mapping[str, Any]) -> Iterator[Finding]:
    """The sea phase and each stage lie within the start and end of the whole."""
    parts = {"sea_phase": given.get("sea_phase")}
    stages = given.get("stages")
    if isinstance(stages, list):
        parts |= {f"stages.{number}": stage for number, stage in enumerate(stages)}
    start, end = _date(given.get("start")), _date(given.get("end"))
    for name, part in parts.items():
        if not isinstance(part, Mapping):
            continue
        days = [day for day in (_date(part.get("start")), _date(part.get("end"))) if day]
        if any(_before(day, start) or _before(end, day) for day in days):
            yield (f"{name}: expected dates within {_span(start, end)}, "
                   f"got {_span(days[0], days[-1])}", "correct one of them")  # fmt: skip


def _position(position: Any, geometry: BaseGeometry) -> Iterator[Finding]:
    """A position lies in the shape of its feature, or as near as its uncertainty says."""
    if not isinstance(position, Mapping):
        return
    lon, lat = position.get("lon"), position.get("lat")
    if not (_within(lon, 180) and _within(lat, 90)):
        return
    radius = position.get("uncertainty_nm")
    limit = max(NEAR_NM, radius) if _within(radius, 3000) else NEAR_NM
    away = _away_nm(geometry, lon, lat)
    if away <= limit:
        return
    swapped = abs(lon) <= 90 and _away_nm(geometry, lat, lon) <= limit
    yield (f"position ({lon:g}, {lat:g}) lies {away:,.0f} nm outside the feature's own shape",
           "it looks like (lat, lon); write (lon, lat)" if swapped
           else "correct the position or the shape")  # fmt: skip


def _away_nm(geometry: BaseGeometry, lon: float, lat: float) -> float:
    if geometry.covers(shapely.Point(lon, lat)):
        return 0.0
    return geodesy.nearest_point(geometry, (lon, lat))[0]


def _spelling(
    given: Mapping[str, Any], record_class: type[BaseModel], record: Any, path: str = ""
) -> Iterator[Finding]:
    """Names that the record does not know and that are nearly one that it knows and lacks."""
    names = _names(record_class)
    for name in given:
        if name in names:
            continue
        missing = [known for known in names if given.get(known) is None]
        near = difflib.get_close_matches(name[:80].lower(), missing, 1, _ALIKE)
        if near:
            yield f"{path}{name}: there is no such property", f"did you mean {near[0]!r}"
    if record is None:
        return
    for name, field in names.items():
        raw, value = given.get(name), getattr(record, field, None)
        if isinstance(raw, Mapping) and isinstance(value, BaseModel):
            yield from _spelling(raw, type(value), value, f"{path}{name}.")
        if isinstance(raw, list) and isinstance(value, tuple):
            for number, (one, made) in enumerate(zip(raw, value, strict=False)):
                if isinstance(one, Mapping) and isinstance(made, BaseModel):
                    yield from _spelling(one, type(made), made, f"{path}{name}.{number}.")


@lru_cache(maxsize=64)
def _names(record_class: type[BaseModel]) -> Mapping[str, str]:
    """The names in a file to the fields of the record."""
    fields = record_class.model_fields.items()
    return {field.alias or name: name for name, field in fields}


def _date(value: Any) -> str:
    """A date as far as it is known; empty where it is none."""
    try:
        return _DATE.validate_python(value)
    except ValidationError:
        return ""


def _before(day: str, other: str) -> bool:
    """Whether a day lies before another, as far as both are known."""
    known = min(len(day), len(other))
    return day[:known] < other[:known]


def _span(start: str, end: str) -> str:
    return start if start == end else f"{start or '…'} to {end or '…'}"


def _within(value: Any, limit: float) -> TypeGuard[float]:
    return isinstance(value, int | float) and not isinstance(value, bool) and abs(value) <= limit
