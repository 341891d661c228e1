"""Measures for other programs and for a terminal: rows, CSV, JSON, a data frame, text."""

from __future__ import annotations

import csv
import io
import json
from collections.abc import Iterable, Iterator
from dataclasses import asdict
from typing import TYPE_CHECKING, Any

from mapper.analysis.records import Distance, Inside, Measure, Passage
from mapper.analysis.sentences import span
from mapper.spreadsheet import safe_cell

if TYPE_CHECKING:
    import pandas as pd

COLUMNS = (
    "subject", "part", "kind", "row", "to", "id", "name", "states", "relation", "origin",
    "distance_nm", "low_nm", "high_nm", "bearing_deg", "bearing", "start_lon", "start_lat",
    "end_lon", "end_lat", "place", "limit_nm", "area_km2", "area_nm2", "share", "group",
    "start_nm", "length_nm", "reported",
)  # fmt: skip
"""The columns of a row; ``row`` says whether it is a ``zone``, a ``distance`` or a ``passage``."""

_DIGITS = {"lon": 6, "lat": 6, "share": 6, "start": 6, "end": 6, "bearing_deg": 1,
           "share_of_first": 6, "share_of_second": 6, "jaccard": 6}  # fmt: skip
_WIDTH = 34


class Measures(tuple[Measure, ...]):
    """Measurements in the order asked for, with ways to hand them on."""

    def rows(self) -> list[dict[str, Any]]:
        """One plain row for each zone, distance and passage; see ``COLUMNS``."""
        return [row for one in self for row in _rows(one)]

    def frame(self) -> pd.DataFrame:
        """The rows as a data frame."""
        import pandas as pd

        return pd.DataFrame(self.rows(), columns=list(COLUMNS))

    def as_json(self) -> str:
        """The records as a JSON array; nm, km² and degrees, (lon, lat)."""
        members = [rounded(asdict(one)) for one in self]
        return json.dumps(members, ensure_ascii=False, allow_nan=False, indent=1)

    def as_csv(self) -> str:
        """The rows as RFC 4180 text; no cell is taken for a formula."""
        stream = io.StringIO()
        writer = csv.writer(stream, lineterminator="\r\n")
        writer.writerow(COLUMNS)
        for row in self.rows():
            writer.writerow([safe_cell(row.get(column)) for column in COLUMNS])
        return stream.getvalue()

    def as_table(self) -> str:
        """Text for reading: the sentence, then zones, passages and distances."""
        return "\n\n".join("\n".join(_text(one)) for one in self)


def _rows(one: Measure, part: str = "") -> Iterator[dict[str, Any]]:
    for kind, members in (("zone", one.zones), ("distance", one.distances),
                          ("passage", one.passages)):  # fmt: skip
        for member in members:
            values = {"subject": one.id, "part": part, "kind": one.kind, "row": kind}
            yield values | _flat(rounded(asdict(member)))
    for inner in one.parts:
        yield from ({**row, "subject": one.id} for row in _rows(inner, inner.id))


def _flat(values: dict[str, Any]) -> dict[str, Any]:
    values["to"] = values.pop("belt", values.get("to"))
    values["states"] = " ".join(values["states"])
    if values.get("kind"):
        values["to"] = values["to"] or values["kind"]
    values.pop("kind", None)
    for end in ("start", "end"):
        if isinstance(values.get(end), list | tuple):
            values[f"{end}_lon"], values[f"{end}_lat"] = values.pop(end)
    return values


def rounded(value: Any, key: str = "") -> Any:
    """Figures as far as they mean anything: metres, square metres, 0.1°."""
    if isinstance(value, dict):
        return {name: rounded(member, name) for name, member in value.items()}
    if isinstance(value, list | tuple):
        return [rounded(member, key) for member in value]
    if isinstance(value, float):
        return round(value, _DIGITS.get(key, 3))
    return value


def _text(one: Measure) -> Iterator[str]:
    yield one.name if one.name == one.id else f"{one.name} ({one.id})"
    yield one.sentence
    if one.area_km2 is not None:
        yield f"Area {one.area_km2:,.1f} km²"
    if one.length_nm is not None:
        yield f"Length {one.length_nm:,.1f} nm"
    yield from _block("Zones", map(_zone_line, (z for z in one.zones if z.relation != "not")))
    yield from _block("Passed, in order", map(_passage_line, one.passages))
    yield from _block("Distances", map(_distance_line, one.distances))
    for note in one.notes:
        yield f"  {note}"
    if one.kind in ("area", "place"):
        for part in one.parts:
            yield from ("", *_text(part))


def _block(title: str, lines: Iterable[str]) -> Iterator[str]:
    found = list(lines)
    if found:
        yield title
        yield from (f"  {line}" for line in found)


def _zone_line(zone: Inside) -> str:
    said: str = zone.relation
    if zone.share is not None:
        said += (f", {zone.area_km2 or 0:,.1f} km² ({zone.area_nm2 or 0:,.1f} nm²), "
                 f"{100 * zone.share:.2f} %")  # fmt: skip
    return f"{zone.name:<{_WIDTH}}  {said}"


def _distance_line(one: Distance) -> str:
    place = f"  {one.place}" if one.place and one.place != one.name else ""
    name = f"{one.to.replace('-', ' ')} of {one.name}" if one.to == "coast" else one.name
    towards = f"  {one.bearing_deg:05.1f}° {one.bearing}" if one.bearing else ""
    return (f"{name:<{_WIDTH}}  {span(one.low_nm, one.high_nm):>14}  from the {one.origin}"
            f"{towards}{place}")  # fmt: skip


def _passage_line(one: Passage) -> str:
    reported = "" if one.reported else "  path not reported"
    group = "" if one.group == "joint" else f"  {one.group}"
    return (f"{one.name:<{_WIDTH}}  at {one.start_nm:8,.1f} nm, {one.length_nm:8,.1f} nm"
            f"{group}{reported}")  # fmt: skip
