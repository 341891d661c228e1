"""A layer as CSV: a row a feature, and for tracks a row a fix."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterable, Iterator
from typing import Any

import shapely
from shapely.geometry.base import BaseGeometry

from mapper.coordinates import format_ddm
from mapper.geojson import Feature
from mapper.model import Source
from mapper.spreadsheet import safe_cell
from mapper.telling import source_link
from mapper.vocabulary import state_name

EVENT = ("id", "kind", "name", "names", "series", "year", "status", "start", "end",
         "date_precision", "participants", "vessels", "aircraft", "activities",
         "place_reported", "basis", "certainty", "verification")  # fmt: skip
PLACE = ("position", "lon", "lat", "uncertainty_nm", "position_ddm")
FIX = ("fix", "fix_name", "fix_date", "fix_reported", "fix_who", "fix_group", "fix_phase",
       "fix_status")  # fmt: skip

COLUMNS: dict[str, tuple[str, ...]] = {
    "exercises": (*EVENT, "role", "sea_phase_start", "sea_phase_end", "ports", "part_of",
                  *PLACE, *FIX, "sources", "source_urls"),
    "patrols": (*EVENT, "craft", *PLACE, *FIX, "sources", "source_urls"),
    "regions": ("id", "kind", "name", "year", "event", "shape", "label", "uncertainty_nm",
                "craft", "bbox", "sources", "source_urls"),
    "closures": ("id", "kind", "name", "year", "role", "event", "authority", "hazard", "start",
                 "end", "window", "verbatim", "verification", "bbox", "sources", "source_urls"),
    "places": ("id", "kind", "name", "names", "type", "lon", "lat", "position_ddm", "disputed",
               "state"),
}  # fmt: skip
"""The columns of each kind. ``position_ddm`` repeats lon and lat for readers."""

SEPARATOR = " | "
"""Between the values of one cell; no value contains its bar."""


def csv_bytes(kind: str, features: Iterable[Feature]) -> bytes:
    """Write a layer as RFC 4180 text, UTF-8, with a header line.

    Parameters
    ----------
    kind : str
        One of ``COLUMNS``.
    features : iterable of Feature
        A feature with waypoints gives a row a waypoint.
    """
    stream = io.StringIO()
    writer = csv.writer(stream, lineterminator="\r\n")
    columns = COLUMNS[kind]
    writer.writerow(columns)
    for feature in features:
        for values in _rows(feature):
            writer.writerow([safe_cell(values.get(column)) for column in columns])
    return stream.getvalue().encode()


def _rows(feature: Feature) -> Iterator[dict[str, Any]]:
    record = feature.record
    common = _common(record, feature.geometry)
    waypoints = getattr(record, "waypoints", ())
    if not waypoints:
        yield common
    for point in waypoints:
        yield {
            **common,
            **_place(point.lon, point.lat),
            "position": point.name,
            "uncertainty_nm": point.uncertainty_nm,
            "fix": point.order,
            "fix_name": point.name,
            "fix_date": point.date,
            "fix_reported": point.when_reported,
            "fix_who": point.who,
            "fix_group": point.group,
            "fix_phase": point.phase,
            "fix_status": point.status,
        }


def _common(record: Any, geometry: BaseGeometry | None) -> dict[str, Any]:
    values = {name: value for name, value in record.model_dump(mode="json").items()
              if not isinstance(value, list | tuple | dict)}  # fmt: skip
    evidence = getattr(record, "evidence", None)
    sea = getattr(record, "sea_phase", None)
    sources = getattr(record, "sources", ())
    values |= {
        "name": record.name,
        "names": _joined(f"{code}: {name}" for code, name in record.names.items()),
        "series": getattr(record, "series_name", None),
        "verification": evidence.overall if evidence else getattr(record, "status", None),
        "participants": _joined(_participants(record)),
        "vessels": _joined(_noted(f"{ship.name} ({ship.flag})", ship.note)
                           for ship in getattr(record, "vessels", ())),
        "sea_phase_start": sea.start if sea else None,
        "sea_phase_end": sea.end if sea else None,
        "sources": len(sources),
        "source_urls": _joined(map(_source, sources)),
    }  # fmt: skip
    for name in ("aircraft", "activities", "ports"):
        values[name] = _joined(getattr(record, name, ()))
    position = getattr(record, "position", None)
    if position is not None:
        values |= _place(position.lon, position.lat)
        values |= {"position": position.label, "uncertainty_nm": position.uncertainty_nm}
    elif "lon" in values:
        values |= _place(record.lon, record.lat)
    if geometry is not None and not geometry.is_empty:
        values["bbox"] = " ".join(f"{value:.4f}" for value in shapely.bounds(geometry))
    return values


def _place(lon: float, lat: float) -> dict[str, Any]:
    return {"lon": lon, "lat": lat, "position_ddm": format_ddm(lon, lat, digits=1)}


def _noted(text: str, note: str) -> str:
    return f"{text} [{note}]" if note else text


def _participants(record: Any) -> Iterator[str]:
    """States with what the sources add, then those that the sources only count."""
    for who in getattr(record, "participants", ()):
        yield _noted(state_name(who.state), who.note)
    if getattr(record, "participants_note", ""):
        yield record.participants_note


def _source(source: Source) -> str:
    """A source's address; publisher, title and date where it must not or cannot be followed."""
    words = f"{source.publisher}: {source.title}"
    return source_link(source) or ", ".join(filter(None, (words, source.date)))


def _joined(texts: Iterable[Any]) -> str:
    return SEPARATOR.join(str(text).replace("|", "/") for text in texts)
