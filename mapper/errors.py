"""Every error the atlas raises, in one tree.

::

    MapperError                  one root: ``except MapperError`` catches all of it
    ├── DataError                the data is wrong            (command line: exit 1)
    │   ├── GeoJSONError         a file or text is not the GeoJSON that the atlas reads
    │   ├── MapFileError         a map file of any format is refused
    │   ├── SheetError           a fact sheet in seeds/ cannot become GeoJSON
    │   ├── PositionError        a text is not a position
    │   ├── GeometryError        a shape cannot be measured or drawn
    │   ├── WarningTextError     a file is no text of warnings, or its area cannot be filed
    │   └── RouteError           no way by sea between two fixes
    ├── UsageError               the call is wrong            (command line: exit 2)
    │   └── SettingsError        a setting has a value it cannot have
    ├── NotFoundError            no such year, event, layer   (web: 404; command line: exit 2)
    │   └── GoneError            an edition that is not kept  (web: 410)
    ├── StorageError             a file or folder cannot be read or written (exit 2)
    └── BusyError                more is asked at once than is done at once (web: 429)

A message says where, what, expected and got, and the remedy, in one line.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass


class MapperError(Exception):
    """The root of every error that the atlas raises on purpose."""


@dataclass(frozen=True)
class Problem:
    """One thing wrong with data: where it is, what it is, and what mends it.

    Parameters
    ----------
    where : str
        File, feature and part, from the outside in:
        ``geodata/exercises/2024.geojson: feature 'joint-sea-2024'``.
    what : str
        What is wrong, with what was expected and what was found.
    remedy : str
        What to do about it; may be empty when the first part says it.
    code : str
        A short name of the mistake, for programs; empty where none is needed.
    """

    where: str
    what: str
    remedy: str = ""
    code: str = ""

    def __str__(self) -> str:
        head = f"{self.where}: {self.what}" if self.where else self.what
        return f"{head}; {self.remedy}" if self.remedy else head


class DataError(MapperError):
    """The data is wrong.

    Parameters
    ----------
    problems : str or Problem or sequence of Problem
        Everything that was found wrong, not only the first.
    """

    def __init__(self, problems: str | Problem | Sequence[Problem]) -> None:
        if isinstance(problems, str):
            problems = Problem("", problems)
        self.problems: tuple[Problem, ...] = (
            (problems,) if isinstance(problems, Problem) else tuple(problems)
        )
        super().__init__("\n".join(map(str, self.problems)))


class GeoJSONError(DataError):
    """A file or text is not the GeoJSON that the atlas reads."""


class MapFileError(DataError):
    """A map file (KML, GeoPackage, CSV, …) is refused, or gives no record of the atlas."""


class SheetError(DataError):
    """A fact sheet in seeds/ cannot become GeoJSON."""


class PositionError(DataError):
    """A text is not a position."""


class GeometryError(DataError):
    """A shape cannot be measured or drawn."""


class WarningTextError(DataError):
    """A file is no text of navigational warnings, or what it gives cannot be filed."""


class RouteError(DataError):
    """There is no way by sea between two fixes."""


class UsageError(MapperError):
    """The call is wrong: an option or argument has a value it cannot have."""


class SettingsError(UsageError):
    """A setting has a value it cannot have."""


class NotFoundError(MapperError):
    """No year, event, layer or file of that name is in the atlas.

    Parameters
    ----------
    message : str
        What was asked for.
    nearest : sequence of str
        The closest names that do exist, best first.
    """

    def __init__(self, message: str, nearest: Sequence[str] = ()) -> None:
        super().__init__(message)
        self.nearest: tuple[str, ...] = tuple(nearest)


class GoneError(NotFoundError):
    """An edition of an atlas that is not kept, or no longer."""


class StorageError(MapperError):
    """A file or folder cannot be read or written."""


class BusyError(MapperError):
    """More is asked at once than is done at once; the same call may be tried again."""
