"""Latitudes and longitudes of a text joined to positions."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace

from mapper.navwarn.angles import Half, find_halves

_BETWEEN = re.compile(
    r"(?:[\s,;/:.、，。()\-~|]|LAT(?:ITUDE)?|LONG?(?:ITUDE)?|AND|BY|VĨ ĐỘ|KINH ĐỘ|[经經経緯纬]度|"
    r"С?\.?Ш\.?|В?\.?Д\.?|ШИРОТЫ?|ДОЛГОТЫ?)*",
)
_MAX_GAP = 24


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
        Why it cannot be a position: ``range``, ``minutes``; empty when it can.
    lost_sign : bool
        Its degree signs were lost and are inferred.
    """

    lon: float
    lat: float
    start: int
    end: int
    fault: str = ""
    lost_sign: bool = False

    @property
    def lonlat(self) -> tuple[float, float]:
        """(lon, lat) in degrees, rounded to a tenth of a metre."""
        return round(self.lon, 6), round(self.lat, 6)


def find_positions(plain: str) -> tuple[list[Position], list[Half]]:
    """Every position of a plain text, and the latitudes and longitudes that are left over.

    Examples
    --------
    >>> found, alone = find_positions("38-51.7N121-38.2E, 38-34.2N 121-38.2E; N OF 38-00.0N")
    >>> [position.lonlat for position in found], [half.degrees for half in alone]
    ([(121.636667, 38.861667), (121.636667, 38.57)], [38.0])
    """
    halves = _transliterated(find_halves(plain))
    positions: list[Position] = []
    alone: list[Half] = []
    index = 0
    while index < len(halves):
        first = halves[index]
        second = halves[index + 1] if index + 1 < len(halves) else None
        if second and first.axis != second.axis and _close(plain, first, second):
            positions.append(_joined(first, second))
            index += 2
        else:
            alone.append(first)
            index += 1
    return positions, [half for half in alone if _is_written_as_angle(plain, half)]


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


def _is_written_as_angle(plain: str, half: Half) -> bool:
    """``5 E`` alone is no longitude: a lone one needs minutes or a degree sign."""
    digits = re.findall(r"\d+", plain[half.start : half.end])
    return len(digits) >= 2 or len(digits[0]) >= 6 or "°" in plain[half.start : half.end]
