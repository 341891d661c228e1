"""Which error of the atlas becomes which status of HTTP: nothing below knows of it."""

from __future__ import annotations

from mapper.errors import (
    BusyError,
    GoneError,
    MapperError,
    NotFoundError,
    StorageError,
    UsageError,
)

STATUS: dict[type[MapperError], int] = {
    NotFoundError: 404,
    GoneError: 410,
    UsageError: 400,
    BusyError: 429,
    StorageError: 503,
    MapperError: 500,
}
"""The status of an error: that of its nearest class here."""


def status_of(error: MapperError) -> int:
    """The HTTP status of an error.

    Examples
    --------
    >>> status_of(NotFoundError("there is no year 1066"))
    404
    """
    return next(STATUS[cls] for cls in type(error).__mro__ if cls in STATUS)
