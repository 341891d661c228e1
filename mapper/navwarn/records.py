"""What reading a warning gives: positions, shapes, times, identity, doubts."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass, field, replace
from typing import Any, Literal

Span = tuple[int, int]
Lonlat = tuple[float, float]

Code = Literal[
    "self-crossing", "suspect-vertex", "repeated-vertex", "missing-vertex",
    "coast-side-approximate", "no-extent", "filler-q-line", "lost-degree-sign",
    "latitude-out-of-range", "old-datum", "on-land", "cancel-disagrees", "two-shapes",
    "time-unread", "year-assumed",
]  # fmt: skip


@dataclass(frozen=True)
class Doubt:
    """Something in a warning that a careful reader would query.

    Attributes
    ----------
    code : str
        One of the codes of ``Code``.
    message : str
        A sentence for the reader.
    span : (start, end)
        The place in the text, as offsets of the text given to ``read``.
    """

    code: Code
    message: str
    span: Span


@dataclass(frozen=True)
class Vertex:
    """One position of a warning with the place in the text that it was read from.

    Attributes
    ----------
    lonlat : (lon, lat)
        Degrees, WGS 84 unless a doubt says otherwise.
    span : (start, end)
        Offsets in the text.
    """

    lonlat: Lonlat
    span: Span


@dataclass(frozen=True)
class Window:
    """A time in which a warning is in force.

    Attributes
    ----------
    start, end : datetime or None
        UTC; ``None`` is open, or not stated with a year.
    rule : str
        The rule as read: ``daily 2200Z to 0800Z``.
    span : (start, end)
        Offsets in the text.
    reserve : bool
        The window is a reserve: used when the first one cannot be.
    approximate : bool
        An end is sunrise or sunset, computed for the place.
    """

    start: dt.datetime | None
    end: dt.datetime | None
    rule: str
    span: Span
    reserve: bool = False
    approximate: bool = False

    def holds(self, at: dt.datetime) -> bool:
        """Whether a time (aware, or naive in UTC) lies in the window."""
        if self.start is None and self.end is None:
            return False
        at = at if at.tzinfo else at.replace(tzinfo=dt.UTC)
        return (self.start is None or self.start <= at) and (self.end is None or at < self.end)


@dataclass(frozen=True)
class Shape:
    """One shape of a warning.

    Attributes
    ----------
    form : dict
        The shape as the message gives it: ``type`` and, by type, ``ring``, ``center`` and
        ``radius_nm``, ``line`` and ``half_width_nm``, … Positions are [lon, lat] in degrees.
    vertices : tuple of Vertex
        In the order of the message.
    label : str or None
        What the message calls it: ``A``, ``para 2``.
    span : (start, end)
        Offsets in the text.
    times : tuple of Window
        When it is in force.
    doubts : tuple of Doubt
        What is doubtful about it.
    """

    form: dict[str, Any]
    vertices: tuple[Vertex, ...]
    label: str | None
    span: Span
    times: tuple[Window, ...] = ()
    doubts: tuple[Doubt, ...] = ()

    def with_doubts(self, doubts: list[Doubt]) -> Shape:
        """The same shape with further doubts."""
        return replace(self, doubts=(*self.doubts, *doubts)) if doubts else self


@dataclass(frozen=True)
class Identity:
    """Which message this is, in the terms of IHO S-53 and S-124 where they exist.

    Attributes
    ----------
    series, number, year : str, int, int or None
        ``HYDROPAC 586/26`` is series HYDROPAC, number 586, year 2026.
    authority, region : str or None
        Who issued it and the sea that it names.
    warning_type : str or None
        S-124 ``warningType``: navarea, sub-area, coastal, local; or notam.
    hazard, hazard_type : str
        gunnery, missile, asw, mines, rocket, other; and the S-124 hazard term.
    cancels : tuple of str
        The messages that it cancels.
    issued : datetime or None
        When it was issued, UTC.
    lang : str
        ISO 639-1.
    """

    series: str | None = None
    number: int | None = None
    year: int | None = None
    authority: str | None = None
    region: str | None = None
    warning_type: str | None = None
    hazard: str = "other"
    hazard_type: str | None = None
    cancels: tuple[str, ...] = ()
    issued: dt.datetime | None = None
    lang: str = "en"

    @property
    def name(self) -> str:
        """The message's short name; empty when it has none.

        Examples
        --------
        >>> Identity("HYDROPAC", 586, 2026).name
        'HYDROPAC 586/26'
        """
        if not self.series:
            return ""
        if self.number is None:
            return self.series
        year = f"/{self.year % 100:02d}" if self.year else ""
        space = "" if len(self.series) == 1 else " "
        return f"{self.series}{space}{self.number:0{4 if not space else 1}d}{year}"


@dataclass(frozen=True)
class NavWarning:
    """A warning as read; ``text`` is what was given and all spans are offsets in it.

    Of several messages in one text, spans are offsets in the whole, where each begins at its
    ``offset``.
    """

    text: str
    lang: str
    identity: Identity
    shapes: tuple[Shape, ...] = ()
    times: tuple[Window, ...] = ()
    expires: dt.datetime | None = None
    altitude: tuple[str, str] | None = None
    doubts: tuple[Doubt, ...] = field(default=())
    offset: int = 0

    def active(self, at: dt.datetime) -> bool:
        """Whether a window of the warning holds at a time, and it is not yet cancelled.

        Parameters
        ----------
        at : datetime
            Aware, or naive in UTC. Reserve windows count.
        """
        at = at if at.tzinfo else at.replace(tzinfo=dt.UTC)
        if self.expires is not None and at >= self.expires:
            return False
        if not self.times:
            return self.expires is not None
        return any(window.holds(at) for window in self.times)

    @property
    def year(self) -> int | None:
        """The year in which it first is in force, else that of its number, where one is known."""
        starts = [window.start for window in self.times if window.start]
        return min(starts).year if starts else self.identity.year

    @property
    def all_doubts(self) -> tuple[Doubt, ...]:
        """The doubts of the message and of its shapes, in the order of the text."""
        own = [*self.doubts, *(doubt for shape in self.shapes for doubt in shape.doubts)]
        return tuple(sorted(dict.fromkeys(own), key=lambda doubt: doubt.span))
