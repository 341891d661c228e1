"""How a command ends when something went wrong: what it says, and its exit code."""

from __future__ import annotations

import os
import sys

from mapper.errors import DataError, MapperError, NotFoundError


def ending(error: Exception) -> tuple[str, int]:
    """What a failed command says on stderr, and its exit code.

    Examples
    --------
    >>> ending(NotFoundError("there is no event 'x'", ["y"]))
    ("mapper: there is no event 'x'; nearest: y", 2)
    >>> ending(OSError(28, "No space left on device"))
    ('mapper: the output cannot be written; no space left on device', 1)
    """
    if isinstance(error, DataError):
        return str(error), 1
    if isinstance(error, NotFoundError):
        near = f"; nearest: {', '.join(error.nearest)}" if error.nearest else ""
        return f"mapper: {error}{near}", 2
    if isinstance(error, MapperError):
        return f"mapper: {error}", 2
    if isinstance(error, OSError):
        reason = (error.strerror or str(error)).lower()
        if error.filename is None:
            return f"mapper: the output cannot be written; {reason}", 1
        return f"mapper: {error.filename}: {reason}", 1
    words = " ".join(str(error).split())[:200]
    return f"mapper: a fault of the atlas, please report it: {type(error).__name__}: {words}", 1


def silence() -> None:
    """Send what stdout still holds nowhere, so that leaving does not fail on it once more."""
    try:
        nowhere = os.open(os.devnull, os.O_WRONLY)
        os.dup2(nowhere, sys.stdout.fileno())
        os.close(nowhere)
    except (OSError, ValueError):
        # Stdout is no file of the system, as in a test: there is nothing to silence.
        return
