"""What a comparison says: editions, shifts as ranges, overlaps, changes, who came and left.

An *edition* is one event of a series; a year may have two. Every figure that rests on a position
is carried with the range that the position's uncertainty leaves.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from mapper.analysis.records import Distance, Inside, Kind
from mapper.geodesy import Lonlat

Same = Literal["same", "possibly", "overlapping", "different"]
Trend = Literal["nearer", "farther", "unsure", "unchanged"]
Count = tuple[int, int]
"""The least and the greatest number that is possible."""


@dataclass(frozen=True)
class Ships:
    """The ships of one flag, as ``mapper.forces`` counts them.

    Attributes
    ----------
    flag : str
        ISO 3166-1 alpha-3.
    named : int
        Distinct ships that a source names and no note doubts.
    others : int
        Further entries of the sources' lists, which only describe ("2 submarines") or are
        doubted: there may have been more ships than are named.
    """

    flag: str
    named: int
    others: int = 0


@dataclass(frozen=True)
class Edition:
    """One event, closure or unheld year, as far as a comparison needs it.

    Attributes
    ----------
    id, name, series, series_name : str
        Which; a closure has no series.
    year : int
        Its year.
    status, note : str
        ``held``, ``no-edition``, ``not-found`` or ``unknown`` (the atlas has no record of that
        year), and why.
    start, end : str or None
        Dates in UTC, shortened where less is known.
    days, sea_days : (int, int) or None
        Days from the first to the last, and days at sea, the least and the most; ``None`` where
        no source tells.
    kind : str
        ``place`` (a disc of uncertainty, never an area), ``area``, ``track``, or nothing.
    place : str
        The place in words.
    lon, lat : float or None
        The reported position or the centre, degrees; none of a track, which has no centre.
    uncertainty_nm : float
        How far the true position may lie from it.
    placeholder : bool
        The position was chosen for a place that is known by name only.
    area_km2, length_nm : float or None
        Of an area; of all legs of a track, as ``Measure`` has it.
    ships : tuple of Ships
        By flag.
    participants, activities : tuple of str
        Codes of states; terms of the vocabulary.
    coast : Distance or None
        To the chosen coast.
    zones : tuple of Inside
        The zones that the place lies in, certainly or possibly, wholly or partly.
    date_precision : str
        ``day``, ``month`` or ``approximate``; of approximate dates no days are counted.
    """

    id: str
    name: str
    series: str
    series_name: str
    year: int
    status: str = "held"
    note: str = ""
    start: str | None = None
    end: str | None = None
    days: Count | None = None
    sea_days: Count | None = None
    kind: Kind | Literal[""] = ""
    place: str = ""
    lon: float | None = None
    lat: float | None = None
    uncertainty_nm: float = 0.0
    placeholder: bool = False
    area_km2: float | None = None
    length_nm: float | None = None
    ships: tuple[Ships, ...] = ()
    participants: tuple[str, ...] = ()
    activities: tuple[str, ...] = ()
    coast: Distance | None = None
    zones: tuple[Inside, ...] = ()
    date_precision: str = "day"

    @property
    def held(self) -> bool:
        """Whether there was one."""
        return self.status == "held"


@dataclass(frozen=True)
class Shift:
    """From one centre or reported position to another.

    Attributes
    ----------
    distance_nm : float
        The geodesic between the two.
    low_nm, high_nm : float
        The least and the greatest distance of the true places: less and plus both
        uncertainties, never below 0.
    bearing_deg, bearing : float, str
        Its initial azimuth, and the nearest of the eight winds; no wind where the uncertainty
        leaves more than 45° on either side.
    spread_deg : float
        How far the true direction may turn from it to either side; 180 where any is possible.
    relation : str
        ``same``, ``possibly`` the same, ``overlapping`` (areas only) or ``different``; see
        ``mapper.analysis.shifts.relation``.
    start, end : (lon, lat)
        The two positions, degrees.
    """

    distance_nm: float
    low_nm: float
    high_nm: float
    bearing_deg: float
    bearing: str
    spread_deg: float
    relation: Same
    start: Lonlat
    end: Lonlat


@dataclass(frozen=True)
class Overlap:
    """Two areas on the ellipsoid; only of announced areas and those read from a text.

    Attributes
    ----------
    first_km2, second_km2, change_km2 : float
        Their sizes, and the second less the first; ``_nm2`` the same in square nautical miles.
    common_km2, common_nm2 : float
        What both cover.
    share_of_first, share_of_second, jaccard : float
        What both cover, as a share of each and of what either covers, from 0 to 1.
    nearest_nm : float
        The shortest geodesic between them; 0 where they meet.
    """

    first_km2: float
    second_km2: float
    change_km2: float
    common_km2: float
    first_nm2: float
    second_nm2: float
    change_nm2: float
    common_nm2: float
    share_of_first: float
    share_of_second: float
    jaccard: float
    nearest_nm: float


@dataclass(frozen=True)
class Change:
    """How the distance to a coast or an EEZ changed.

    Attributes
    ----------
    to, id, name : str
        ``coast`` or ``eez``; which.
    states : tuple of str
        Whose.
    first, second : Distance
        Of either edition, with its range.
    change_nm, low_nm, high_nm : float
        The second less the first; the least and greatest change that the ranges leave.
    trend : str
        ``nearer`` or ``farther`` where every possible change is, else ``unsure``.
    """

    to: str
    id: str
    name: str
    states: tuple[str, ...]
    first: Distance
    second: Distance
    change_nm: float
    low_nm: float
    high_nm: float
    trend: Trend


@dataclass(frozen=True)
class ZoneChange:
    """How either edition lies to one zone.

    Attributes
    ----------
    id, name, belt : str
        The zone.
    states : tuple of str
        Who claims it.
    first, second : str
        ``certainly``, ``possibly``, ``wholly``, ``partly``, ``passed`` (by a track) or ``not``.
    """

    id: str
    name: str
    belt: str
    states: tuple[str, ...]
    first: str
    second: str


@dataclass(frozen=True)
class Comparison:
    """Two editions and what differs.

    Attributes
    ----------
    first, second : Edition
        From which to which.
    shift : Shift or None
        ``None`` where one of them is a track or its place unknown.
    overlap : Overlap or None
        Only of two areas.
    coasts, waters : tuple of Change
        Changes in distance to coasts and to EEZs, nearest first.
    zones : tuple of ZoneChange
        The zones that one of them lies in, at least possibly.
    ships_again : tuple of str
        Ships that the sources name for both.
    activities_added, activities_dropped, joined, left : tuple of str
        Activities by term, participants by code.
    sentence : str
        One English sentence; also the alternative text and the caption of a figure.
    notes : tuple of str
        What the figures rest on.
    """

    first: Edition
    second: Edition
    shift: Shift | None = None
    overlap: Overlap | None = None
    coasts: tuple[Change, ...] = ()
    waters: tuple[Change, ...] = ()
    zones: tuple[ZoneChange, ...] = ()
    ships_again: tuple[str, ...] = ()
    activities_added: tuple[str, ...] = ()
    activities_dropped: tuple[str, ...] = ()
    joined: tuple[str, ...] = ()
    left: tuple[str, ...] = ()
    sentence: str = ""
    notes: tuple[str, ...] = ()

    @property
    def sea_days(self) -> Count | None:
        """The change in days at sea, the least and the most; ``None`` where one is unknown."""
        one, two = self.first.sea_days, self.second.sea_days
        return (two[0] - one[1], two[1] - one[0]) if one and two else None

    def to_coast(self, name: str) -> Change | None:
        """The change in distance to one coast, by its id (``JPN``, ``hokkaido``) or name."""
        wanted = name.lower()
        return next((one for one in self.coasts
                     if wanted in (one.id.lower(), one.name.lower())), None)  # fmt: skip
