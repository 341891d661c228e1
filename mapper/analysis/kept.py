"""The measures of an atlas's events, each computed once for an edition.

An atlas folder may bring them, as the bundled one does: the file is used as long as events, zones
and coasts are those that it was computed from; otherwise they are computed when they are asked
for.
"""

from __future__ import annotations

import hashlib
import json
import re
import threading
from collections.abc import Iterable, Mapping
from concurrent.futures import Future, ThreadPoolExecutor
from dataclasses import asdict, fields, replace
from pathlib import Path
from typing import Any
from weakref import WeakKeyDictionary, ref

from mapper.analysis.claims import NEUTRAL
from mapper.analysis.measuring import measurer
from mapper.analysis.records import Distance, Inside, Measure, Passage
from mapper.analysis.subjects import of_feature
from mapper.atlas import Atlas
from mapper.errors import Problem, StorageError, UsageError
from mapper.files import read_regular
from mapper.geojson import dumps

FOLDER = "measures"
"""Where an atlas folder holds the measures of its events, a file a view."""

MAX_BYTES = 32 * 1024**2

_RULES = 1
"""Raised when measures of the same data come out otherwise than before."""

_VIEW = re.compile(r"neutral|[A-Z]{3}", re.ASCII)
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
        # Whoever keeps measures by atlas must not keep the atlas alive by them.
        self._atlas = ref(atlas)
        self._view = view
        self._lock = threading.Lock()
        self._stored: Mapping[str, Measure | None] = _read(atlas, view)
        self._asked: dict[str, Future[Measure | None]] = {}
        self._worker: ThreadPoolExecutor | None = None

    @property
    def kept(self) -> bool:
        """Whether the atlas folder brings them."""
        return bool(self._stored)

    def begin(self, events: Iterable[str]) -> None:
        """Have events measured in the background, in their order, where they are not yet."""
        with self._lock:
            for event_id in events:
                if event_id in self._stored or event_id in self._asked:
                    continue
                if self._worker is None:
                    self._worker = ThreadPoolExecutor(1, thread_name_prefix="measures")
                self._asked[event_id] = self._worker.submit(self._measure, event_id)

    def of(self, event_id: str, wait_s: float | None = None) -> Measure | None:
        """What pages tell of one event; ``None`` where nothing is known of its place.

        Distances are those to coasts, territorial seas and EEZs; of zones, those that the event
        may lie in; legs of tracks are left out.

        Parameters
        ----------
        event_id : str
            The event.
        wait_s : float, optional
            How long to wait; as long as it takes by default.

        Raises
        ------
        NotFoundError
            The atlas has no such event.
        DataError, StorageError
            The zones cannot be read.
        TimeoutError
            It is not measured yet; it goes on in the background.
        """
        if event_id in self._stored:
            return self._stored[event_id]
        self.begin([event_id])
        return self._asked[event_id].result(wait_s)

    def _measure(self, event_id: str) -> Measure | None:
        atlas = self._atlas()
        if atlas is None:
            raise ReferenceError("the atlas is gone: hold it for as long as its measures are asked")
        subject = of_feature(atlas.event(event_id), atlas.parts(event_id))
        return _told(measurer(atlas, self._view).measure(subject)) if subject else None


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
        found = views.get(view)
    if found is not None:
        return found
    found = EventMeasures(atlas, view)
    # Zones are read only where no file tells that there is such a view.
    if view != NEUTRAL and not found.kept and view not in claimants(atlas):
        expected = ", ".join((NEUTRAL, *claimants(atlas)))
        raise UsageError(f"view: expected one of {expected}; got {view[:20]!r}")
    with _keeping:
        return views.setdefault(view, found)


def claimants(atlas: Atlas) -> tuple[str, ...]:
    """Codes of the states that claim an area which others claim too: each has a view."""
    found = {code for zone in atlas.zones if zone.record.disputed
             for code in zone.record.claimants}  # fmt: skip
    return tuple(sorted(found))


def file_of(view: str) -> str:
    """Where in an atlas folder the measures of a view are kept."""
    return f"{FOLDER}/{view.lower()}.json"


def ready_name(view: str) -> str:
    """What the measures of a view are called where they were made with an import of zones."""
    return f"measures-{view.lower()}.json"


def measures_bytes(atlas: Atlas, view: str = NEUTRAL) -> bytes:
    """The file of measures of an atlas folder in a view."""
    made = EventMeasures(atlas, view)
    made._stored = {}
    events = [event.id for year in atlas.all_years for event in atlas.events(year)]
    lines = [f"{dumps(key)}:{dumps(_plain(made.of(key)))}" for key in sorted(events)]
    body = ",\n".join(lines)
    return f'{{"edition":{dumps(_edition(atlas))},"measures":{{\n{body}\n}}}}\n'.encode()


def stale_measures(atlas: Atlas) -> tuple[Problem, ...]:
    """Files of measures of another edition than the folder's events and zones."""
    there = sorted(path.stem for path in (atlas.folder / FOLDER).glob("*.json"))
    views = [stem if stem == NEUTRAL else stem.upper() for stem in there]
    return tuple(
        Problem(f"{atlas.folder.name}/{file_of(view)}", "computed from other events or zones",
                "run `mapper build measures`")
        for view in views if not _read(atlas, view)
    )  # fmt: skip


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
    digest = hashlib.sha256(f"{_RULES} {atlas.data_fingerprint} {atlas.zone_fingerprint}".encode())
    digest.update(atlas.coast_mark.encode())
    return digest.hexdigest()[:16]


def _read(atlas: Atlas, view: str) -> dict[str, Measure | None]:
    path = atlas.folder / file_of(view)
    if not _VIEW.fullmatch(view):
        return {}
    return _measures(atlas, _content(path)) or _measures(atlas, atlas.ready_file(ready_name(view)))


def _content(path: Path) -> bytes | None:
    try:
        return read_regular(path, MAX_BYTES) if path.is_file() else None
    except StorageError:
        return None


def _measures(atlas: Atlas, content: bytes | None) -> dict[str, Measure | None]:
    """The measures of a file; none of another edition, or where the file is spoilt."""
    if not content:
        return {}
    try:
        document = json.loads(content)
        if document["edition"] != _edition(atlas):
            return {}
        return {key: _measure(value) if value else None
                for key, value in document["measures"].items()}  # fmt: skip
    except (ValueError, KeyError, TypeError):
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
