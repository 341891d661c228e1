"""Areas of a warning as records of an atlas: announced coordinates, with their source."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence

from mapper.errors import Problem, WarningTextError
from mapper.geojson import Feature
from mapper.model import Closure
from mapper.navwarn.drawing import draw
from mapper.navwarn.records import Doubt, NavWarning, Shape

_DRAWABLE = ("Polygon", "MultiPolygon", "Point")
_VERBATIM = 4000
_ID_LENGTH = 80

SERIOUS = frozenset({
    "self-crossing", "suspect-vertex", "missing-vertex", "latitude-out-of-range",
    "lost-degree-sign", "old-datum", "on-land", "two-shapes", "year-assumed",
})  # fmt: skip
"""Doubts with which an area or its days may be wrong: it is filed only when someone says so."""


def closures(
    warnings: Sequence[NavWarning], event: str, year: int, where: str, accept_doubts: bool = False
) -> list[Feature]:
    """The areas of warnings as closures of an event, to be taken into an atlas.

    Parameters
    ----------
    warnings : sequence of NavWarning
        As ``read_all`` gives them.
    event : str
        The id of the event that the areas were closed for.
    year : int
        The year of the event, for warnings that state none.
    where : str
        What the text was read from, for messages.
    accept_doubts : bool
        Take areas with ``SERIOUS`` doubts too; the doubts become notes either way.

    Raises
    ------
    WarningTextError
        No area was read, or there are serious doubts; names each with its message.
    """
    doubts = [(warning, doubt) for warning in warnings for doubt in warning.all_doubts
              if doubt.code in SERIOUS]  # fmt: skip
    if doubts and not accept_doubts:
        remedy = "see mapper warning read --explain; --accept-doubts takes it as it is"
        raise WarningTextError([_refusal(where, *one, remedy) for one in doubts])
    found = []
    numbers: Counter[str] = Counter()
    for warning in warnings:
        for shape in warning.shapes:
            name = _slug(warning.identity.name)
            numbers[name] += 1
            found.append(closure(warning, shape, numbers[name], event, year))
    if not found:
        raise WarningTextError(
            Problem(where, "no area was read", "see mapper warning read --explain")
        )
    return found


def _refusal(where: str, warning: NavWarning, doubt: Doubt, remedy: str) -> Problem:
    start, end = (offset - warning.offset for offset in doubt.span)
    words = " ".join(warning.text[start:end].split())[:60]
    name = warning.identity.name or "message"
    return Problem(f"{where}: {name}: {words!r}", f"{doubt.code}: {doubt.message}", remedy)


def closure(warning: NavWarning, shape: Shape, number: int, event: str, year: int) -> Feature:
    """One shape of a warning as a record of the atlas; its doubts become notes."""
    identity = warning.identity
    name = identity.name or "Navigational warning"
    starts = [window.start for window in shape.times if window.start]
    ends = [window.end for window in shape.times if window.end]
    stated = min(starts).year if starts else identity.year
    drawn = draw(shape.form)
    notes = [f"{doubt.code}: {doubt.message}" for doubt in (*shape.doubts, *warning.doubts)]
    if drawn is not None and drawn.geom_type not in _DRAWABLE:
        drawn = None
        notes.append("The text gives a line only; no area is drawn.")
    authority = identity.authority or identity.series or "not stated"
    label = f", area {shape.label}" if shape.label else ""
    issued = f"{identity.issued:%Y-%m-%d}" if identity.issued else ""
    record = Closure.model_validate({
        "id": _id(event, _slug(name), number),
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


def _id(event: str, name: str, number: int) -> str:
    head = f"closure-{event}-{name}"
    return f"{head[: _ID_LENGTH - len(str(number)) - 1].rstrip('-')}-{number}"


def _slug(name: str) -> str:
    return re.sub(r"[^a-z0-9]+", "-", name.lower()).strip("-") or "warning"
