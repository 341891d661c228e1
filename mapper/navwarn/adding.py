"""Areas of a warning put into an atlas folder as announced coordinates, with their source."""

from __future__ import annotations

import re
from collections.abc import Sequence
from pathlib import Path

from mapper.errors import Problem, WarningTextError
from mapper.files import read_regular
from mapper.geojson import Feature, parse, read_collection, write_collection
from mapper.model import Closure
from mapper.navwarn.drawing import draw
from mapper.navwarn.records import NavWarning, Shape

_DRAWABLE = ("Polygon", "MultiPolygon", "Point")
_VERBATIM = 4000


def add_to_folder(
    folder: Path, warnings: Sequence[NavWarning], event: str, year: int, where: str
) -> list[tuple[Path, str]]:
    """Add the areas of warnings to the closures of an atlas folder.

    Parameters
    ----------
    folder : Path
        The atlas folder; its ``closures/<year>.geojson`` is written atomically.
    warnings : sequence of NavWarning
        As ``read_all`` gives them.
    event : str
        The id of the event that the areas were closed for.
    year : int
        The year of the event, for warnings that state none.
    where : str
        What the text was read from, for messages.

    Returns
    -------
    list of (path, id)
        What was written.

    Raises
    ------
    WarningTextError
        No area was read, or its id is taken.
    GeoJSONError, StorageError
        The folder's file cannot be read or written; it stays as it was.
    """
    made: dict[int, list[Feature]] = {}
    for warning in warnings:
        for number, shape in enumerate(warning.shapes, 1):
            feature = closure(warning, shape, number, event, year)
            made.setdefault(feature.record.year, []).append(feature)
    if not made:
        raise WarningTextError(
            Problem(where, "no area was read", "see mapper warning read --explain")
        )
    written = []
    for file_year, features in sorted(made.items()):
        path = folder / "closures" / f"{file_year}.geojson"
        _append(path, features, where)
        written += [(path, feature.id) for feature in features]
    return written


def _append(path: Path, features: list[Feature], where: str) -> None:
    known: tuple[Feature, ...] = ()
    members: dict[str, str] = {}
    if path.exists():
        content = read_regular(path)
        known = read_collection(content, str(path), "closures")
        members = {key: value for key, value in parse(content, str(path)).items()
                   if key not in ("type", "name", "features")}  # fmt: skip
    taken = {feature.id for feature in known}
    for feature in features:
        if feature.id in taken:
            raise WarningTextError(
                Problem(where, f"{path} has {feature.id!r} already", "remove that feature first")
            )
        taken.add(feature.id)
    name = f"closures-{path.stem}"
    write_collection(path, [*known, *features], name, **members)  # type: ignore[arg-type]


def closure(warning: NavWarning, shape: Shape, number: int, event: str, year: int) -> Feature:
    """One shape of a warning as a record of the atlas; its doubts become notes."""
    identity = warning.identity
    name = identity.name or "Navigational warning"
    starts = [window.start for window in shape.times if window.start]
    ends = [window.end for window in shape.times if window.end]
    stated = starts[0].year if starts else identity.year
    drawn = draw(shape.form)
    notes = [f"{doubt.code}: {doubt.message}" for doubt in shape.doubts]
    if drawn is not None and drawn.geom_type not in _DRAWABLE:
        drawn = None
        notes.append("The text gives a line only; no area is drawn.")
    authority = identity.authority or identity.series or "not stated"
    label = f", area {shape.label}" if shape.label else ""
    issued = f"{identity.issued:%Y-%m-%d}" if identity.issued else ""
    record = Closure.model_validate({
        "id": f"closure-{event}-{_slug(name)}-{number}"[:80].rstrip("-"),
        "names": {"en": f"{name}{label}"},
        "year": stated or year,
        "event": event,
        "authority": authority,
        "hazard": identity.hazard_type or identity.hazard,
        "start": f"{min(starts):%Y-%m-%d}" if starts else None,
        "end": f"{max(ends):%Y-%m-%d}" if starts and ends else None,
        "window": shape.times[0].rule if shape.times else "",
        "verbatim": warning.text.strip()[:_VERBATIM],
        "open_along_coast": any(d.code == "coast-side-approximate" for d in shape.doubts),
        "status": "single-source",
        "notes": tuple(notes),
        "sources": ({"id": "warning", "publisher": authority, "title": name, "date": issued,
                     "lang": warning.lang, "supports": "announced coordinates"},),
    })  # fmt: skip
    return Feature(record, drawn)


def _slug(name: str) -> str:
    return re.sub(r"[^a-z0-9]+", "-", name.lower()).strip("-") or "warning"
