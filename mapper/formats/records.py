"""Features of map files to records of the atlas: which name means what, and what is missing."""

from __future__ import annotations

import json
import re
import unicodedata
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import Any, get_args, get_origin

from mapper.errors import GeoJSONError, MapFileError, Problem, UsageError
from mapper.formats.findings import MapFeature
from mapper.formats.record_shapes import label_points_of, rounded, shape_of
from mapper.geojson import Feature, dumps, geometry_member, read_collection
from mapper.model import Closure, Exercise, ExercisePart, Patrol, Region

FOLDERS = {
    "exercise": "exercises",
    "patrol": "patrols",
    "closure": "closures",
    "exercise-part": "exercises",
    "region": "regions",
}
"""Kinds of records, and the folder of an atlas that holds each."""

KINDS = ("exercise", "patrol", "closure", "region", "all")
"""What may be imported; ``all`` takes features that name their kind, as an export does."""

_RECORDS: dict[str, type[Any]] = {
    "exercise": Exercise, "exercise-part": ExercisePart, "patrol": Patrol, "closure": Closure,
    "region": Region,
}  # fmt: skip
_ALIASES = {
    "names.en": ("name", "title", "objnam", "label", "event"),
    "start": ("begin", "start_date", "date", "when", "datsta", "valid_from", "time"),
    "end": ("end_date", "datend", "valid_to"),
    "headline": ("description", "desc", "inform", "comment", "cmt"),
}
"""Names that other programs give to what the atlas knows."""

_HAZARDS = {"2": "torpedo exercise area", "3": "submarine exercise area", "4": "firing danger area",
            "5": "mine-laying practice area", "6": "small arms firing range"}  # fmt: skip
"""Categories of military practice areas (S-57, CATMPA)."""

_KNOWN = ("kind", "id", "uncertainty_nm", "OBJL", "CATMPA", "gpx")
"""Further names whose meaning is known, or which say nothing."""

_DATE = re.compile(r"(\d{4})(?:[-/.]?(\d{2})(?:[-/.]?(\d{2}))?)?(?:[T ].*)?", re.ASCII)
_PATH = re.compile(r"[a-z_]+(\.[A-Za-z0-9_-]+)*", re.ASCII)


@dataclass(frozen=True)
class Wanted:
    """What the user says about an import.

    Attributes
    ----------
    kind : str
        One of ``KINDS``.
    names : dict
        Fields of the atlas to names in the file: ``{"names.en": "TITLE"}``.
    values : dict
        Fields of the atlas to values for every feature: ``{"authority": "China MSA"}``.
    year : int or None
        The year of every feature; by default that of its start.
    """

    kind: str
    names: Mapping[str, str] = field(default_factory=dict)
    values: Mapping[str, str] = field(default_factory=dict)
    year: int | None = None

    def __post_init__(self) -> None:
        known = {name for record in self.records for name in record.model_fields}
        for name in (*self.names, *self.values):
            if not _PATH.fullmatch(name) or name.split(".")[0] not in {*known, "uncertainty_nm"}:
                raise UsageError(
                    f"{name!r} is no field of a {self.kind}; expected one of "
                    f"{', '.join(sorted(known))}, or a part as names.en"
                )

    @property
    def records(self) -> tuple[type[Any], ...]:
        """The records that features of this kind may become."""
        if self.kind == "all":
            return tuple(_RECORDS.values())
        folder = FOLDERS[self.kind]
        return tuple(record for name, record in _RECORDS.items() if FOLDERS[name] == folder)

    def takes(self, one: MapFeature) -> bool:
        """Whether a feature is meant: it names no kind of the atlas, or one of those wanted."""
        named = _RECORDS.get(str(one.properties.get("kind")))
        return named in self.records if named else self.kind != "all"


def to_records(features: Iterable[MapFeature], wanted: Wanted, source: str) -> tuple[Feature, ...]:
    """Turn features of a map file into records of the atlas.

    Parameters
    ----------
    features : iterable of MapFeature
        As a reading gives them.
    wanted : Wanted
        Kind, names, values and year.
    source : str
        The file's name: the source of what names none.

    Raises
    ------
    MapFileError
        With everything that is missing or wrong, feature by feature.
    """
    problems: list[Problem] = []
    found: list[Feature] = []
    used: set[str] = set()
    for one in filter(wanted.takes, features):
        where = f"{source}: {one.where}" if one.where else source
        try:
            member = _member(one, wanted, source, used)
        except ValueError as error:
            problems.append(Problem(where, str(error)))
            continue
        try:
            folder = FOLDERS[member["properties"]["kind"]]
            found += read_collection(_collection(member), where, folder, lax=True)
        except GeoJSONError as error:
            problems += [Problem(_said(bad.where, where), bad.what, _remedy(bad))
                         for bad in error.problems]  # fmt: skip
    if problems:
        raise MapFileError(problems)
    return tuple(found)


def left_out(features: Iterable[MapFeature], wanted: Wanted) -> tuple[str, ...]:
    """Names in the file that no field of the atlas takes."""
    fields = {name for record in wanted.records for name in record.model_fields}
    taken = {*fields, *wanted.names.values(), *_KNOWN}
    taken |= {alias for aliases in _ALIASES.values() for alias in aliases}
    names = {name for one in features for name in one.properties}
    return tuple(sorted(name for name in names if name not in taken and name.lower() not in taken))


def label_points(features: Iterable[MapFeature], wanted: Wanted) -> tuple[str, ...]:
    """A sentence for each feature whose points stand beside its areas or lines.

    Programs put the place of a name into the shape itself; the shape is taken without it.
    """
    return tuple(
        f"{one.where}: the point {point.x:g}, {point.y:g} beside its shape is the place of a "
        "label; left out"
        for one in filter(wanted.takes, features)
        if one.geometry is not None
        for point in label_points_of(one.geometry)
    )


def _collection(member: Mapping[str, Any]) -> bytes:
    return dumps({"type": "FeatureCollection", "features": [member]}).encode()


def _said(inner: str, where: str) -> str:
    """The place of a problem without saying the file twice."""
    part = inner.removeprefix(where).strip(": ")
    return f"{where}: {part}" if part and not part.startswith("feature") else where


def _remedy(problem: Problem) -> str:
    if problem.what.endswith(": missing"):
        name = problem.what.split(":")[0]
        return f"add --map {name}=NAME or --set {name}=VALUE"
    return problem.remedy


def _member(one: MapFeature, wanted: Wanted, source: str, used: set[str]) -> dict[str, Any]:
    """A feature in the form of the atlas's own files, still to be validated."""
    folded = {name.lower(): value for name, value in one.properties.items()}
    record = (
        _RECORDS[str(one.properties.get("kind"))]
        if wanted.kind == "all"
        else (_RECORDS.get(str(one.properties.get("kind")), _RECORDS[wanted.kind]))
    )
    values = _taken(one, record, folded, wanted)
    _complete(values, record, one, source, wanted)
    values["id"] = _identity(values, one, used)
    shape = rounded(shape_of(one.geometry, values, record))
    return {"type": "Feature", "id": values["id"], "properties": values,
            "geometry": geometry_member(shape)}  # fmt: skip


def _taken(
    one: MapFeature, record: type[Any], folded: Mapping[str, Any], wanted: Wanted
) -> dict[str, Any]:
    """Values by the names of the atlas, by usual names, and by what the user says; later wins."""
    values: dict[str, Any] = {"kind": record.model_fields["kind"].default}
    for name, known in record.model_fields.items():
        raw = one.properties.get(name, folded.get(name))
        if raw in (None, "") or name in ("id", "kind"):
            continue
        value = _structured(raw, known.annotation)
        if isinstance(value, Mapping) or not _is_record(known.annotation):
            values[name] = value
    for name, aliases in _ALIASES.items():
        hit = next(
            (folded[alias] for alias in aliases if folded.get(alias) not in (None, "")), None
        )
        top = name.split(".")[0]
        if hit is not None and top not in values and top in record.model_fields:
            _put(values, name, hit)
    for name in ("uncertainty_nm",):
        if folded.get(name) not in (None, ""):
            values.setdefault(name, folded[name])
    for name, column in wanted.names.items():
        raw = one.properties.get(column, folded.get(column.lower()))
        if raw not in (None, ""):
            _put(values, name, raw)
    for name, raw in wanted.values.items():
        _put(values, name, raw)
    return values


def _structured(raw: Any, annotation: Any) -> Any:
    """A value as the model wants it: text that holds JSON is read where a structure belongs."""
    if not isinstance(raw, str) or _is_text(annotation):
        return raw
    if raw[:1] in "[{":
        try:
            return json.loads(raw)
        except ValueError:
            return raw
    holds_many = any(get_origin(one) is tuple for one in (annotation, *get_args(annotation)))
    return [part.strip() for part in raw.split(";")] if holds_many else raw


def _is_text(annotation: Any) -> bool:
    parts = (annotation, *get_args(annotation))
    return str in parts and not any(get_origin(part) in (tuple, dict) for part in parts)


def _is_record(annotation: Any) -> bool:
    """Whether a field holds a record, for which a text of the same name is no value."""
    parts = () if get_origin(annotation) is tuple else (annotation, *get_args(annotation))
    return any(isinstance(part, type) and hasattr(part, "model_fields") for part in parts)


def _put(values: dict[str, Any], path: str, raw: Any) -> None:
    *heads, last = path.split(".")
    place = values
    for head in heads:
        inner = place.get(head)
        place[head] = dict(inner) if isinstance(inner, Mapping) else {}
        place = place[head]
    place[last] = _structured(raw, None)


def _complete(
    values: dict[str, Any], record: type[Any], one: MapFeature, source: str, wanted: Wanted
) -> None:
    """What follows from the rest: dates in the atlas's form, the year, a name, the source."""
    for name in ("start", "end"):
        if isinstance(values.get(name), str):
            values[name] = _date(values[name])
    start = str(values.get("start") or "")
    if wanted.year is not None:
        values["year"] = wanted.year
    elif "year" not in values and start[:4].isdigit():
        values["year"] = int(start[:4])
    if "year" not in values:
        raise ValueError("year: missing; add --year YEAR, or --map start=NAME")
    if record in (Exercise, Patrol):
        if values.get("status", "held") == "held" and not start:
            values["start"] = str(values["year"])
        values.setdefault("series", "imported")
        values.setdefault("series_name", "Imported")
    if record is Closure:
        values.setdefault("status", "single-source")
        hazard = _HAZARDS.get(str(one.properties.get("CATMPA", "")).split(",")[0])
        if hazard or one.properties.get("OBJL") == "MIPARE":
            values.setdefault("hazard", hazard or "military practice area")
    if not values.get("names"):
        values["names"] = {"en": str(one.id) if one.id is not None else f"{source}, {one.where}"}
    values.setdefault(
        "sources", [{"id": "file", "publisher": "Imported file", "title": source[:200]}]
    )


def _date(text: str) -> str:
    """A date in the form of the atlas, as far as it is known; anything else as it is.

    Examples
    --------
    >>> _date("20250801"), _date("2025/08/01"), _date("2025-08-03T00:00:00Z"), _date("August")
    ('2025-08-01', '2025-08-01', '2025-08-03', 'August')
    """
    found = _DATE.fullmatch(text.strip())
    return "-".join(filter(None, found.groups())) if found else text


def _identity(values: Mapping[str, Any], one: MapFeature, used: set[str]) -> str:
    """The id of the file where it can be one, else one from the name; never twice."""
    given = values.get("id", one.properties.get("id", one.id))
    name = next(iter(values["names"].values())) if isinstance(values["names"], Mapping) else ""
    base = _slug(str(given)) if given not in (None, "") else _slug(f"{name}")
    if given in (None, "") and not base.endswith(str(values["year"])):
        base = f"{base[:70]}-{values['year']}"
    found, number = base, 1
    while found in used:
        number += 1
        found = f"{base[:75]}-{number}"
    used.add(found)
    return found


def _slug(text: str) -> str:
    """Letters, digits and hyphens of a text; double hyphens, which part ids, stay.

    Examples
    --------
    >>> _slug("Joint Sea 2025 (Владивосток)"), _slug("a--track")
    ('joint-sea-2025', 'a--track')
    """
    plain = unicodedata.normalize("NFKD", text).encode("ascii", "ignore").decode().lower()
    slug = re.sub(r"-{3,}", "--", re.sub(r"[^a-z0-9-]+", "-", plain)).strip("-")
    return slug[:80].strip("-") or "feature"
