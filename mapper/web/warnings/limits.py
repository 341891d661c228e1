"""What one reading may cost: length, messages, time, and how many are read at once."""

from __future__ import annotations

import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager

from mapper.errors import BusyError, UsageError

MAX_CHARACTERS = 100_000
MAX_BODY_BYTES = 640 * 1024
"""Of a request: the text in UTF-8, escaped as forms and JSON escape it."""

MAX_MESSAGES = 50
MAX_AREAS = 200
SECONDS = 5.0
"""After so long no further message is read and no further area measured; what is done is given."""

_AT_ONCE = 2
_PATIENCE_S = 2.0
_gate = threading.BoundedSemaphore(_AT_ONCE)


class Deadline:
    """The end of the time that one reading may take."""

    def __init__(self, seconds: float = SECONDS) -> None:
        self._end = time.monotonic() + seconds

    @property
    def passed(self) -> bool:
        """Whether the time is over."""
        return time.monotonic() >= self._end


@contextmanager
def slot() -> Iterator[None]:
    """One of the few places where a text is read: other pages keep the rest of the server.

    Raises
    ------
    BusyError
        None became free within two seconds.
    """
    if not _gate.acquire(timeout=_PATIENCE_S):
        raise BusyError("many warnings are being read at the moment; try again in a few seconds")
    try:
        yield
    finally:
        _gate.release()


def checked(text: str) -> str:
    """A text that may be read.

    Raises
    ------
    UsageError
        It is too long.
    """
    if len(text) > MAX_CHARACTERS:
        raise UsageError(
            f"text: expected at most {MAX_CHARACTERS:,} characters, got {len(text):,}; read longer "
            "files with `mapper warning read`"
        )
    return text
