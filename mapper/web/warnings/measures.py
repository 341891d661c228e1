"""An area that was read, against coasts, zones and the atlas: whose waters, and when before."""

from __future__ import annotations

import logging
import threading
from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache
from typing import Any

from mapper.analysis import Occurrence, measurer, recurring, recurs_words
from mapper.analysis.subjects import of_position, of_shape
from mapper.atlas import Atlas
from mapper.errors import DataError, StorageError
from mapper.geodesy import KM2_PER_NM2
from mapper.web import waters
from mapper.web.addresses import address
from mapper.web.warnings.limits import Deadline

_warming = threading.Lock()
_log = logging.getLogger(__name__)


@dataclass(frozen=True)
class Link:
    """A page of the atlas: its words and its address."""

    words: str
    address: str


@dataclass(frozen=True)
class CoastLine:
    """How far one state's coast and waters are, in words."""

    name: str
    part: bool
    coast: str
    where: str
    territorial: str
    eez: str


@dataclass(frozen=True)
class Measured:
    """What is known of an area beyond its text.

    Attributes
    ----------
    size, sentence : str
        Its size, whose claimed waters, and how far from whose coast; empty where not measured.
    coasts : tuple of CoastLine
        State by state, from its edge.
    shared : tuple of str
        Zones of several claimants, with the distance to each.
    recurs : str
        ``recurs from 2023``; empty where the atlas has the area in no year before.
    places : tuple of Link
        Where the atlas has the same area.
    note : str
        Why nothing was measured.
    """

    size: str = ""
    sentence: str = ""
    coasts: tuple[CoastLine, ...] = ()
    shared: tuple[str, ...] = ()
    recurs: str = ""
    places: tuple[Link, ...] = ()
    note: str = ""


class Measurer:
    """Measures areas against one atlas in one view.

    Parameters
    ----------
    atlas : Atlas
        The atlas.
    view : str
        Whose claims count.
    """

    def __init__(self, atlas: Atlas, view: str) -> None:
        self._atlas, self._view = atlas, view
        warm(atlas, view)

    def measured(self, geometry: Any, year: int, deadline: Deadline) -> Measured:
        """Measure a drawn shape, and look for it in the atlas.

        Parameters
        ----------
        geometry : shapely geometry or None
            As drawn; only areas are measured.
        year : int
            Of the warning: recurrences are told from years before.
        deadline : Deadline
            Nothing is begun after it.
        """
        if geometry is None:
            return Measured()
        if not geometry.geom_type.endswith("Polygon"):
            return Measured(note="Only areas are measured.")
        if deadline.passed:
            return Measured(note="Not measured: the text holds more than a page has time for.")
        try:
            found = measurer(self._atlas, self._view).measure(of_shape(geometry))
            again = recurring(geometry, self._atlas)
        except (DataError, StorageError) as error:
            _log.warning("a pasted area is not measured: %s", error)
            return Measured(note="It could not be measured: its outline is not that of an area.")
        (told,) = waters.subjects(self._atlas, found, "")
        return Measured(
            _size(found.area_km2 or 0.0), told.sentence,
            tuple(_coast(row) for row in told.coasts),
            tuple(f"{name}, {one.text}" for name, one in told.shared),
            recurs_words(again, year), tuple(self._links(again)),
        )  # fmt: skip

    def _links(self, found: tuple[Occurrence, ...]) -> Iterator[Link]:
        for one in found:
            closure = self._atlas.closure(one.id)
            event = closure.record.event if closure is not None else one.id
            page = f"/events/{event}" if event else f"/years/{one.year}"
            yield Link(f"{one.name}, {one.year}", address(page))


def warm(atlas: Atlas, view: str) -> None:
    """Make the index that the first measured area needs, which takes seconds: once."""
    with _warming:
        _index(atlas, view)


@lru_cache(maxsize=4)
def _index(atlas: Atlas, view: str) -> None:
    try:
        measurer(atlas, view).measure(of_position(135.0, 40.0))
    except (DataError, StorageError) as error:
        # Texts are read without measures, and the log says why.
        _log.error("zones: %s", error)


def _coast(row: waters.CoastRow) -> CoastLine:
    where = ", ".join(filter(None, (row.place, row.bearing)))
    return CoastLine(row.name, row.part, row.coast.text, where, row.territorial.text, row.eez.text)


def _size(area_km2: float) -> str:
    """The size of an area in both units.

    Examples
    --------
    >>> _size(269.3)
    '269 km² (79 nm²)'
    """
    return f"{area_km2:,.0f} km² ({area_km2 / KM2_PER_NM2:,.0f} nm²)"
