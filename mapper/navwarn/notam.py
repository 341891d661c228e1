"""NOTAM: items Q and A to G (ICAO Doc 8126, Annex 15 Appendix; PANS-AIM Doc 10066)."""

from __future__ import annotations

import datetime as dt
import re
from dataclasses import dataclass

from mapper.navwarn.angles import find_halves
from mapper.navwarn.records import Lonlat

_IS_NOTAM = re.compile(
    r"\bNOTAM[NRC]\b|\bQ\)\s*[A-Z]{4}\s*/\s*Q[A-Z]{4}|\bA\)\s*[A-Z]{4}\b[\s\S]{0,80}\bB\)\s*\d{10}"
)
_ITEM = re.compile(
    r"(?<![A-Z0-9])(?:(?P<Q>Q)\)\s*(?=[A-Z]{4}\s*/)|(?P<A>A)\)\s*(?=[A-Z]{4}\b)"
    r"|(?P<B>B)\)\s*(?=\d{10})"
    r"|(?P<C>C)\)\s*(?=\d{10}|PERM|EST|UFN)|(?P<D>D)\)|(?P<E>E)\)"
    r"|(?P<F>F)\)\s*(?=SFC|GND|FL|MSL|AMSL|AGL|SEA|\d)|(?P<G>G)\)\s*(?=UNL|FL|GND|SFC|MSL|\d))"
)
_Q_LINE = re.compile(
    r"Q\)\s*(?P<fir>[A-Z]{4})\s*/\s*(?P<code>Q[A-Z]{4})[^\n]{0,40}?/\s*(?P<low>\d{3})\s*/\s*(?P<high>\d{3})"
    r"\s*/?\s*(?P<where>\d{4}\s?[NS]\s?\d{5}\s?[EW])?\s*(?P<radius>\d{3})?"
)
_STAMP = re.compile(r"(\d\d)(\d\d)(\d\d)(\d\d)(\d\d)")
_END = re.compile(r"\n\s*\n|\bCREATED\s*:|\bSOURCE\s*:|\)\s*$")
_ORDER = "QABCDEFG"


@dataclass(frozen=True)
class QLine:
    """Item Q: what the NOTAM is about and a circle that should hold it.

    Attributes
    ----------
    fir, code : str
    center : (lon, lat) or None
        Degrees; to the minute.
    radius_nm : float or None
        999 stands for the whole region.
    filler : bool
        The position is 0000N00000E: nothing is there.
    start, end : int
        Offsets in the plain text.
    """

    fir: str
    code: str
    center: Lonlat | None
    radius_nm: float | None
    filler: bool
    start: int
    end: int

    @property
    def bounds(self) -> bool:
        """Whether the circle says where the area is."""
        return self.center is not None and not self.filler and 0 < (self.radius_nm or 0) < 999


@dataclass(frozen=True)
class Notam:
    """The items of a NOTAM as stretches of the plain text."""

    items: dict[str, tuple[int, int]]
    q_line: QLine | None

    def text(self, plain: str, item: str) -> str:
        """What stands in an item; empty when there is none."""
        start, end = self.items.get(item, (0, 0))
        return plain[start:end].strip()


_NOT_NAMES = "(?!COORD|POINT|AREAS|NORTH|SOUTH|BOUND|LINES|START|FIRST|BASED|UNTIL)"
_ROUTE_BEFORE = re.compile(
    rf"(?:\bDCT\s?-?|(?<![A-Z]){_NOT_NAMES}[A-Z]{{5}}\s?-|VOR(?:/DME)?\s?-)\s{{0,3}}$"
)
_ROUTE_AFTER = re.compile(rf"\s{{0,3}}(?:-?\s?DCT\b|-\s{{0,3}}{_NOT_NAMES}[A-Z]{{5}}(?![A-Z]))")
_REACH = 24


def is_waypoint(plain: str, start: int, end: int) -> bool:
    """Whether a position stands in a route: beside DCT, or joined to a name of five letters.

    Examples
    --------
    >>> is_waypoint("OBDAL DCT 0326N09036E DCT NISOK", 10, 21), is_waypoint("AT 0326N09036E", 3, 14)
    (True, False)
    """
    before = _ROUTE_BEFORE.search(plain[max(start - _REACH, 0) : start])
    return bool(before or _ROUTE_AFTER.match(plain, end))


def read_notam(plain: str) -> Notam | None:
    """The items of a NOTAM; ``None`` when the text is none."""
    if not _IS_NOTAM.search(plain):
        return None
    found: dict[str, tuple[int, int]] = {}
    marks: list[tuple[str, int, int]] = []
    for match in _ITEM.finditer(plain):
        name = match.lastgroup or ""
        if not marks or _ORDER.index(name) > _ORDER.index(marks[-1][0]):
            marks.append((name, match.start(), match.end()))
    for index, (name, _, end) in enumerate(marks):
        after = marks[index + 1][1] if index + 1 < len(marks) else len(plain)
        if name in "EG":
            stop = _END.search(plain, end, after) if name == "G" else None
            after = stop.start() if stop else after
        found[name] = (end, after)
    return Notam(found, _q_line(plain))


def unscheduled(plain: str, notam: Notam | None) -> str:
    """The text with item D and the mark of item E blotted out, of the same length.

    The hours of ``D) 04-06 0100-0600`` before ``E)`` look like a longitude.

    Examples
    --------
    >>> text = "A) VVHM B) 2304040100 D) 04-06 0100-0600 E) AT 10N 110E"
    >>> unscheduled(text, read_notam(text))[-15:]
    '    AT 10N 110E'
    """
    if notam is None or "E" not in notam.items:
        return plain
    body = notam.items["E"][0]
    start = notam.items["D"][0] if "D" in notam.items else max(body - 3, 0)
    return plain[:start] + " " * (body - start) + plain[body:]


def _q_line(plain: str) -> QLine | None:
    match = _Q_LINE.search(plain)
    if not match:
        return None
    center = None
    if match["where"]:
        halves = find_halves(match["where"])
        if len(halves) == 2 and not any(half.fault for half in halves):
            center = (halves[1].degrees, halves[0].degrees)
    radius = float(match["radius"]) if match["radius"] else None
    return QLine(match["fir"], match["code"], center, radius, center == (0.0, 0.0),
                 match.start(), match.end())  # fmt: skip


def validity(plain: str, notam: Notam) -> tuple[dt.datetime | None, dt.datetime | None, bool]:
    """Items B and C in UTC, and whether C is an estimate; an open end is ``None``."""
    ends = []
    for item in "BC":
        ends.append(stamp(notam.text(plain, item)))
    return ends[0], ends[1], "EST" in notam.text(plain, "C")[:16]


def stamp(text: str) -> dt.datetime | None:
    """A stamp YYMMDDHHMM at the head of a text, in UTC; ``None`` when there is none.

    Examples
    --------
    >>> stamp("2205201000").isoformat(), stamp("PERM")
    ('2022-05-20T10:00:00+00:00', None)
    """
    match = _STAMP.match(text)
    if match is None:
        return None
    year, month, day, hour, minute = (int(part) for part in match.groups())
    try:
        midnight = dt.datetime(2000 + year, month, day, tzinfo=dt.UTC)
    except ValueError:
        return None
    if hour > 24 or minute > 59:
        return None
    return midnight + dt.timedelta(hours=hour, minutes=minute)


def altitude(plain: str, notam: Notam) -> tuple[str, str] | None:
    """Items F and G, the lower and the upper limit, as written."""
    limits = tuple(" ".join(notam.text(plain, item).split())[:40] for item in "FG")
    return (limits[0], limits[1]) if any(limits) else None
