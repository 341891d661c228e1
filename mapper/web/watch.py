"""The atlas that is served: swapped for a new one when its files change and are sound."""

from __future__ import annotations

import datetime as dt
import logging
import threading
import time
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from mapper.atlas import Atlas, open_atlas
from mapper.errors import MapperError
from mapper.model import KINDS

_log = logging.getLogger(__name__)

CHECK_SECONDS = 1.0
"""How often, at most, the folder is looked at."""

Marks = frozenset[tuple[str, int, int, int]]


@dataclass(frozen=True)
class Failure:
    """Why the files on disk are not served, and since when (UTC)."""

    message: str
    since: dt.datetime


class Watch:
    """Holds the atlas to serve; looks for changes in a thread of its own.

    A request only starts the look: it is answered from the atlas that is there. The whole set is
    read and validated aside; then one reference is swapped. While the files on disk are wrong,
    the last good atlas stays.

    Parameters
    ----------
    atlas : Atlas
        The first atlas.
    interval_s : float
        Least seconds between two looks.
    """

    def __init__(self, atlas: Atlas, interval_s: float = CHECK_SECONDS) -> None:
        self._atlas = atlas
        self._interval_s = interval_s
        self._marks = self._sound = _marks(atlas.folder)
        self._next_look = time.monotonic() + interval_s
        self._lock = threading.Lock()
        self._thread: threading.Thread | None = None
        self.failure: Failure | None = None
        self.loaded = _now()

    def atlas(self) -> Atlas:
        """The atlas to answer from; starts a look at the folder when one is due."""
        if time.monotonic() >= self._next_look and self._lock.acquire(blocking=False):
            try:
                if self._thread is None or not self._thread.is_alive():
                    self._next_look = time.monotonic() + self._interval_s
                    self._thread = threading.Thread(target=self._look, name="watch", daemon=True)
                    self._thread.start()
            finally:
                self._lock.release()
        return self._atlas

    def settle(self, timeout_s: float = 10.0) -> None:
        """Wait for a look that is under way."""
        thread = self._thread
        if thread is not None:
            thread.join(timeout_s)

    def _look(self) -> None:
        marks: Marks = frozenset()
        try:
            marks = _marks(self._atlas.folder)
            if marks == self._marks:
                return
            atlas = open_atlas(self._atlas.folder)
            rezoned = any(mark[0].startswith("zones/") for mark in marks ^ self._sound)
            if rezoned:
                # Read here, so that broken zones are told now and no request waits for good ones.
                _ = atlas.zone_layer
        except (MapperError, OSError) as error:
            self._fail(error)
        except Exception as error:  # A fault of ours: the last good atlas stays just the same.
            _log.exception("the atlas folder could not be read")
            self._fail(error)
        else:
            if rezoned or atlas.fingerprint != self._atlas.fingerprint:
                self._atlas = atlas
                self.loaded = _now()
            self.failure = None
            self._sound = marks
        # Also after a failure: the same broken files are not validated again each second.
        self._marks = marks

    def _fail(self, error: Exception) -> None:
        message = str(error) or type(error).__name__
        if self.failure is None or self.failure.message != message:
            since = self.failure.since if self.failure else _now()
            self.failure = Failure(message, since)


def _marks(folder: Path) -> Marks:
    """What tells that a file is another: its name, size, change times."""
    return frozenset(_file_marks(folder))


def _file_marks(folder: Path) -> Iterator[tuple[str, int, int, int]]:
    for kind in (*KINDS, "basemap"):
        home = folder / kind
        if not home.is_dir():
            continue
        for path in home.iterdir():
            if path.suffix in (".geojson", ".json"):
                found = path.lstat()
                yield f"{kind}/{path.name}", found.st_size, found.st_mtime_ns, found.st_ctime_ns


def _now() -> dt.datetime:
    return dt.datetime.now(dt.UTC).replace(microsecond=0)
