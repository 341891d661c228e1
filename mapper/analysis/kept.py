"""The measures of an atlas's events, each computed once for an edition.

An atlas folder may bring them, as the bundled one does: the file is used as long as events, zones
and coasts are those that it was computed from; otherwise they are computed when they are asked
for.
"""

from __future__ import annotations

import hashlib
import json
import threading
from dataclasses import asdict, fields, replace
from pathlib import Path
from typing import Any
from weakref import WeakKeyDictionary

from mapper.analysis.claims import NEUTRAL
from mapper.analysis.measuring import measurer
from mapper.analysis.records import Distance, Inside, Measure, Passage
from mapper.analysis.subjects import of_feature
from mapper.atlas import Atlas
from mapper.errors import Problem, StorageError, UsageError
from mapper.files import read_regular
from mapper.geojson import dumps

FILE = "measures/neutral.json"
"""Where an atlas folder holds the measures of its events, in the neutral view."""

MAX_BYTES = 32 * 1024**2

_RULES = 1
"""Raised when measures of the same data come out otherwise than before."""

_BELTS = ("coast", "territorial-sea", "eez")
_DIGITS = 4


class EventMeasures:
    """The measures of one atlas in one view.

    Parameters
    ----------
    atlas : Atlas
        The atlas; its zones are read when a measure has to be computed.
    view : str
        ``neutral``, or the code of a state whose claims are taken as its own.
    """

    def __init__(self, atlas: Atlas, view: str = NEUTRAL) -> None:
        self._atlas = atlas
        self._view = view
        self._lock = threading.RLock()
        self._made: dict[str, Measure | None] = {}
        if view == NEUTRAL:
            self._made.update(_read(atlas))

    def of(self, event_id: str) -> Measure | None:
        """What pages tell of one event; ``None`` where nothing is known of its place.

        Distances are those to coasts, territorial seas and EEZs; of zones, those that the event
        may lie in; legs of tracks are left out.

        Raises
        ------
        NotFoundError
            The atlas has no such event.
        UsageError
            No zone of the atlas is claimed by the state of the view.
        """
        with self._lock:
            if event_id not in self._made:
                atlas = self._atlas
                subject = of_feature(atlas.event(event_id), atlas.parts(event_id))
                measure = measurer(atlas, self._view).measure if subject else None
                self._made[event_id] = _told(measure(subject)) if measure and subject else None
            return self._made[event_id]


_kept: WeakKeyDictionary[Atlas, dict[str, EventMeasures]] = WeakKeyDictionary()
_keeping = threading.Lock()


def event_measures(atlas: Atlas, view: str = NEUTRAL) -> EventMeasures:
    """The measures of an atlas in a view, kept for as long as the atlas is.

    Raises
    ------
    UsageError
        The view is neither neutral nor that of a state that claims what others claim too.
    """
    with _keeping:
        views = _kept.setdefault(atlas, {})
        known = view in views
    if not known and view != NEUTRAL and view not in claimants(atlas):
        expected = ", ".join((NEUTRAL, *claimants(atlas)))
        raise UsageError(f"view: expected one of {expected}; got {view[:20]!r}")
    with _keeping:
        return views.setdefault(view, EventMeasures(atlas, view))


def claimants(atlas: Atlas) -> tuple[str, ...]:
    """Codes of the states that claim an area which others claim too: each has a view."""
    found = {code for zone in atlas.zones if zone.record.disputed
             for code in zone.record.claimants}  # fmt: skip
    return tuple(sorted(found))


def measures_bytes(atlas: Atlas) -> bytes:
    """The file of measures of an atlas folder."""
    made = EventMeasures(atlas)
    made._made.clear()
    events = [event.id for year in atlas.all_years for event in atlas.events(year)]
    lines = [f"{dumps(key)}:{dumps(_plain(made.of(key)))}" for key in sorted(events)]
    body = ",\n".join(lines)
    return f'{{"edition":{dumps(_edition(atlas))},"measures":{{\n{body}\n}}}}\n'.encode()


def stale_measures(atlas: Atlas) -> tuple[Problem, ...]:
    """Whether the folder's file of measures is of another edition than its events and zones."""
    where = f"{atlas.folder.name}/{FILE}"
    if not (atlas.folder / FILE).is_file() or _read(atlas):
        return ()
    return (Problem(where, "computed from other events or zones", "run `mapper build measures`"),)


def _told(found: Measure) -> Measure:
    """Of a measure what pages tell, rounded well below what it is good for."""
    distances = [one for one in found.distances if one.to in _BELTS]
    return replace(
        found,
        zones=tuple(zone for zone in found.zones if zone.relation != "not"),
        distances=tuple(distances),
        parts=tuple(_told(part) for part in found.parts if part.kind != "leg"),
    )


def _edition(atlas: Atlas) -> str:
    """What measures rest on: events and places, zones, coasts, and the rules themselves."""
    digest = hashlib.sha256(f"{_RULES} {atlas.fingerprint} {atlas.zone_fingerprint}".encode())
    coast = atlas.basemap.folder / "land-10m.geojson"
    digest.update(str(coast.stat().st_size).encode() if coast.is_file() else b"")
    return digest.hexdigest()[:16]


def _read(atlas: Atlas) -> dict[str, Measure | None]:
    path = atlas.folder / FILE
    if not path.is_file():
        return {}
    try:
        document = json.loads(read_regular(Path(path), MAX_BYTES))
        if document["edition"] != _edition(atlas):
            return {}
        return {key: _measure(value) if value else None
                for key, value in document["measures"].items()}  # fmt: skip
    except (StorageError, ValueError, KeyError, TypeError):
        # They can always be computed: a spoilt file costs time only.
        return {}


def _plain(value: Any) -> Any:
    """Records as plain values, numbers rounded, defaults left out."""
    if value is None:
        return None
    plain = asdict(value)
    defaults = {field.name: field.default for field in fields(Measure)}
    return _rounded({key: one for key, one in plain.items() if one != defaults.get(key)})


def _rounded(value: Any) -> Any:
    if isinstance(value, float):
        return round(value, _DIGITS)
    if isinstance(value, dict):
        return {key: _rounded(one) for key, one in value.items()}
    return [_rounded(one) for one in value] if isinstance(value, list | tuple) else value


def _measure(plain: dict[str, Any]) -> Measure:
    """A measure from its plain values."""
    held: dict[str, Any] = {
        "zones": tuple(Inside(**_tuples(one)) for one in plain.get("zones", ())),
        "distances": tuple(Distance(**_tuples(one)) for one in plain.get("distances", ())),
        "passages": tuple(Passage(**_tuples(one)) for one in plain.get("passages", ())),
        "parts": tuple(_measure(one) for one in plain.get("parts", ())),
    }
    rest = {key: value for key, value in plain.items() if key not in held}
    return Measure(**_tuples(rest), **held)


def _tuples(plain: dict[str, Any]) -> dict[str, Any]:
    return {key: tuple(one) if isinstance(one, list) else one for key, one in plain.items()}
