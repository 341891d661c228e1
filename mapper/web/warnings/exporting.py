"""Areas of warnings as files: GeoJSON with all that was read, KML and CSV in flat terms."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any

from mapper.coordinates import format_ddm
from mapper.errors import UsageError
from mapper.formats.writing import export
from mapper.navwarn import NavWarning, Shape, to_features, to_geojson

MEDIA_TYPES = {
    "geojson": "application/geo+json",
    "kml": "application/vnd.google-earth.kml+xml",
    "csv": "text/csv; charset=utf-8; header=present",
}
"""What the areas can be taken away as."""


@dataclass(frozen=True, eq=False)
class FlatArea:
    """A shape of a warning with plain texts for properties."""

    id: str
    properties: dict[str, Any]
    geometry: Any


def exported(warnings: Sequence[NavWarning], form: str) -> bytes:
    """The areas of warnings in a format.

    Parameters
    ----------
    warnings : sequence of NavWarning
        As read.
    form : str
        ``geojson``, ``kml`` or ``csv``.

    Raises
    ------
    UsageError
        There is no such format.
    """
    if form not in MEDIA_TYPES:
        raise UsageError(f"format: expected {', '.join(MEDIA_TYPES)}, got {form[:20]!r}")
    if form == "geojson":
        return to_geojson(warnings)
    return export(list(_flat(warnings)), form, "warnings")


def _flat(warnings: Sequence[NavWarning]) -> Iterator[FlatArea]:
    for number, warning in enumerate(warnings, 1):
        features = to_features(warning, f"warning-{number}")
        for shape, feature in zip(warning.shapes, features, strict=True):
            properties = {**_told(warning, shape), "text": warning.text.strip()}
            yield FlatArea(feature.id, properties, feature.geometry)


def _told(warning: NavWarning, shape: Shape) -> dict[str, str]:
    identity = warning.identity
    starts = [window.start for window in shape.times if window.start]
    ends = [window.end for window in shape.times if window.end]
    label = f", area {shape.label}" if shape.label else ""
    return {
        "name": f"{identity.name or 'Navigational warning'}{label}",
        "authority": identity.authority or "",
        "hazard": identity.hazard,
        "shape": shape.form["type"].replace("_", " "),
        "start": _stamp(min(starts, default=None)),
        "end": _stamp(max(ends, default=None)),
        "windows": "; ".join(f"{_stamp(window.start) or '..'}/{_stamp(window.end) or '..'}"
                             for window in shape.times),
        "cancels": ", ".join(identity.cancels),
        "positions": "; ".join(format_ddm(*vertex.lonlat) for vertex in shape.vertices),
        "radius_nm": f"{shape.form['radius_nm']:g}" if "radius_nm" in shape.form else "",
        "doubts": "; ".join(f"{doubt.code}: {doubt.message}"
                            for doubt in (*shape.doubts, *warning.doubts)),
    }  # fmt: skip


def _stamp(time: dt.datetime | None) -> str:
    return f"{time:%Y-%m-%dT%H:%MZ}" if time else ""
