"""Latitudes and longitudes of a text joined to positions."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from itertools import pairwise

from mapper.navwarn.angles import Half, find_halves
from mapper.navwarn.boxes import bounds
from mapper.navwarn.mending import Span, cut_off, mended
from mapper.navwarn.tables import loose_halves

_BETWEEN = re.compile(
    r"(?:[\s,;/:.、，。()\-~|]|LAT(?:ITUDE)?|LONG?(?:ITUDE)?|AND|BY|VĨ ĐỘ|KINH ĐỘ|[经經経緯纬]度|"
    r"С?\.?Ш\.?|В?\.?Д\.?|ШИРОТЫ?|ДОЛГОТЫ?)*",
)
_MAX_GAP = 24
_TITLE = re.compile(r"(?<![A-Z])(?:LAT(?:ITUDE)?|LONG?(?:ITUDE)?)\s?[.:]\s{0,3}$")
_LON_UNLETTERED = re.compile(
    r"[\s,/、，]{0,3}(?P<d>\d{3})[-°](?P<m>[0-5]?\d(?:[.,]\d{1,4})?)"
    r"(?:[-'](?P<s>[0-5]?\d(?:\.\d+)?))?['\"]{0,2}(?![\dA-ZА-Я°'-]|[.,]\d|\s?[A-ZА-Я](?![A-ZА-Я]))"
)
_UNLETTERED = re.compile(
    r"[\s,]{0,3}\d{1,3}[-° ]\d{1,2}(?:[.,]\d{1,4}|['-]\d{1,2}(?:\.\d+)?)?['\"]?(?![\dA-ZА-Я])"
)


@dataclass(frozen=True)
class Position:
    """A position in the plain text.

    Attributes
    ----------
    lon, lat : float
        Degrees; meaningless when ``fault`` is set.
    start, end : int
        Offsets in the plain text.
    fault : str
        Why it cannot be a position: ``range``, ``minutes``, ``half``; empty when it can.
    lost_sign : bool
        Its degree signs were lost and are inferred.
    unlettered : bool
        Its longitude has no letter; that of all others is taken.
    box : int
        Which area between parallels and meridians it is a corner of, from 1; 0 when of none.
    mended : bool
        A slip of the typist in it is put right.
    """

    lon: float
    lat: float
    start: int
    end: int
    fault: str = ""
    lost_sign: bool = False
    unlettered: bool = False
    box: int = 0
    mended: bool = False

    @property
    def lonlat(self) -> tuple[float, float]:
        """(lon, lat) in degrees, rounded to a tenth of a metre."""
        return round(self.lon, 6), round(self.lat, 6)


def find_positions(plain: str) -> list[Position]:
    """Every position of a plain text; a latitude or longitude alone has the fault ``half``.

    Examples
    --------
    >>> found = find_positions("38-51.7N121-38.2E, 38-34.2N 121-38.2E; N OF 38-00.0N")
    >>> [position.lonlat for position in found[:2]], found[2].fault
    ([(121.636667, 38.861667), (121.636667, 38.57)], 'half')
    """
    plain, slips, unread = mended(plain)
    lettered = [replace(half, fault="signs") if cut_off(plain, half.start) else half
                for half in _transliterated(find_halves(plain))]  # fmt: skip
    if unread:
        lettered = [half for half in lettered
                    if not any(a < half.end and half.start < b for a, b in unread)]  # fmt: skip
        lettered += [Half("lat", 0.0, *span, "half") for span in unread]
    halves = sorted([*lettered, *loose_halves(plain, lettered)], key=lambda half: half.start)
    positions: list[Position] = []
    index = 0
    while index < len(halves):
        first = halves[index]
        second = halves[index + 1] if index + 1 < len(halves) else None
        box = bounds(plain, halves, index)
        if first.fault == "half":
            positions.append(_alone(plain, first))
            index += 1
        elif box:
            positions += _corners(box, index + 1)
            index += 4
        elif _belongs_after(plain, halves, index):
            index += 1
        elif _columns(plain, halves, index):
            positions += [_alone(plain, half) for half in halves[index : index + 4]]
            index += 4
        elif _same_twice(plain, halves, index, positions):
            assert second is not None
            positions.append(replace(_alone(plain, first), end=second.end))
            index += 2
        elif second and first.axis != second.axis and _close(plain, first, second):
            positions.append(_with_title(plain, _joined(first, second), positions))
            index += 2
        else:
            if _is_written_as_angle(plain, first):
                positions.append(_alone(plain, first))
            index += 1
    return _with_letters(_with_slips(positions, slips))


def _with_slips(positions: list[Position], slips: list[Span]) -> list[Position]:
    """Positions in which something was mended, marked."""
    return (
        [
            replace(position, mended=True)
            if any(a < position.end and position.start < b for a, b in slips)
            else position
            for position in positions
        ]
        if slips
        else positions
    )


def _with_letters(positions: list[Position]) -> list[Position]:
    """A longitude that lacks its letter has that of all others, when they agree."""
    signs = [position.lon > 0 for position in positions if not position.fault]
    if len(signs) < 2 or len(set(signs)) > 1:
        return positions
    sign = 1 if signs[0] else -1
    return [
        replace(position, lon=sign * position.lon, fault="") if position.unlettered else position
        for position in positions
    ]


def _transliterated(halves: list[Half]) -> list[Half]:
    """Russian in Latin letters: S is sever (north) beside V, vostok (east)."""
    if not any(half.letter in "VI" for half in halves):
        return halves
    return [
        replace(half, degrees=abs(half.degrees)) if half.letter == "S" else half for half in halves
    ]


def _close(plain: str, first: Half, second: Half) -> bool:
    gap = plain[first.end : second.start]
    return len(gap) <= _MAX_GAP and _BETWEEN.fullmatch(gap) is not None


def _with_title(plain: str, position: Position, before: list[Position]) -> Position:
    """A position with the word before it that only says what it is: ``LAT. 22-40S LONG. …``."""
    floor = max(before[-1].end if before else 0, position.start - _MAX_GAP)
    title = _TITLE.search(plain, floor, position.start)
    return replace(position, start=title.start()) if title else position


def _corners(box: list[Half], number: int) -> list[Position]:
    """The corners of a box in the order of a ring, each in the place of one of the bounds."""
    places = ((0, 2), (1, 2), (1, 3), (0, 3))
    made = [_joined(box[i], box[j]) for i, j in places]
    return [
        replace(corner, start=half.start, end=half.end, box=number)
        for corner, half in zip(made, box, strict=True)
    ]


def _belongs_after(plain: str, halves: list[Half], index: int) -> bool:
    """Whether a bound at the end of a heading would rob the next line of its first half.

    So would the longitude of ``EAST OF 5W`` above ``55-28.8N 005-06.5E``.
    """
    if index + 2 >= len(halves):
        return False
    first, second, third = halves[index : index + 3]
    if not first.axis == third.axis != second.axis or _is_written_as_angle(plain, first):
        return False
    if "\n" in plain[first.end : second.start] and "\n" not in plain[second.end : third.start]:
        return True
    # BUOY 04W 21-26.8N 039-03.5E: a name that looks like a longitude.
    full = all(_is_written_as_angle(plain, half) for half in (second, third))
    fourth = halves[index + 3] if index + 3 < len(halves) else None
    # In a list of longitudes and latitudes the third goes with the fourth.
    paired = fourth and fourth.axis == second.axis and _close(plain, third, fourth)
    return first.axis == "lon" and full and not paired and _close(plain, second, third)


def _columns(plain: str, halves: list[Half], index: int) -> bool:
    """Two latitudes and then two longitudes: which belongs to which is not said."""
    four = halves[index : index + 5]
    if len(four) < 4 or [half.axis == four[0].axis for half in four[:4]] != [
        True,
        True,
        False,
        False,
    ]:
        return False
    closed = all(_close(plain, a, b) for a, b in pairwise(four[:4]))
    return closed and (len(four) == 4 or four[4].axis == four[0].axis)


def _same_twice(plain: str, halves: list[Half], index: int, before: list[Position]) -> bool:
    """Whether two longitudes, or two latitudes, stand where a position should.

    One of them has the wrong letter; what follows must not be paired with the second of them.
    """
    first, second, third, fourth = [*halves[index : index + 4], None, None, None][:4]
    if second is None or first is None or first.axis != second.axis:
        return False
    if not (_close(plain, first, second) and _beside(plain, first, second)):
        return False
    if not all(_is_written_as_angle(plain, half) for half in (first, second)):
        return False
    if third is None:
        return any(not position.fault for position in before)
    whole = fourth is not None and third.axis != fourth.axis and _close(plain, third, fourth)
    return whole and (third.axis == "lat" or "\n" in plain[second.end : third.start])


def _beside(plain: str, first: Half, second: Half) -> bool:
    return "\n" not in plain[first.end : second.start]


def _joined(first: Half, second: Half) -> Position:
    lat, lon = (first, second) if first.axis == "lat" else (second, first)
    fault = first.fault or second.fault
    return Position(
        lon.degrees,
        lat.degrees,
        first.start,
        second.end,
        fault,
        first.lost_sign or second.lost_sign,
    )


def _alone(plain: str, half: Half) -> Position:
    """Half a position; a number after it that lacks its letter is taken in."""
    number = _LON_UNLETTERED.match(plain, half.end) if half.axis == "lat" else None
    if number and not half.fault:
        degrees, minutes, seconds = (float((n or "0").replace(",", ".")) for n in number.groups())
        lon = degrees + minutes / 60 + seconds / 3600
        if lon <= 180:
            return Position(lon, half.degrees, half.start, number.end(), "half", unlettered=True)
    rest = _UNLETTERED.match(plain, half.end)
    lon, lat = (half.degrees, 0.0) if half.axis == "lon" else (0.0, half.degrees)
    return Position(lon, lat, half.start, rest.end() if rest else half.end, half.fault or "half")


def _is_written_as_angle(plain: str, half: Half) -> bool:
    """``5 E`` alone is no longitude: a lone one needs minutes or a degree sign."""
    digits = re.findall(r"\d+", plain[half.start : half.end])
    return len(digits) >= 2 or len(digits[0]) >= 6 or "°" in plain[half.start : half.end]
