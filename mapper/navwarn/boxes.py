"""Areas between two parallels and two meridians: four bounds, four corners."""

from __future__ import annotations

import re

from mapper.navwarn.angles import Half

_TO = re.compile(
    r"\s*(?:\(\w\))?\s*(?:AND|TO|THRU|THROUGH|ET|À|A|Y|E|И|ДО|至|到|和|から|-|~)\s*"
    r"(?:(?:LATITUDE|LAT|PARALLEL|LONGITUDE|LONG?|MERIDIAN)\.?\s*)?"
)
_ACROSS = re.compile(
    r"[\s,;:/()]*(?:(?:AND|BY|ET|Y|E|И|和|与|及|BETWEEN|ENTRE|МЕЖДУ|FROM|DE|THE|LES|LOS|OS|LA|"
    r"LATITUDES?|LATITUD|LATS?|PARALLELS?|PARALLELES|PARALELOS|ПАРАЛЛЕЛЯМИ|"
    r"LONGITUDES?|LONGITUD|LONGS?|LONS?|MERIDIANS?|MERIDIENS|MERIDIANOS|МЕРИДИАНАМИ)\b[\s.,;:]*)*"
)
_BETWEEN = re.compile(
    r"(?:BETWEEN|ENTRE|МЕЖДУ|PARALLELS?|PARALELOS|LATITUDES|MERIDIANS?|LONGITUDES)"
    r"(?:\s+THE)?(?:\s+(?:PARALLELS?|LATITUDES?|MERIDIANS?|LONGITUDES?)(?:\s+OF)?)?\s*:?\s*$"
)
_AND = re.compile(r"\s{1,3}(?:AND|ET|Y|E)\s{1,12}")
_MAX_GAP = 60


def bounds(plain: str, halves: list[Half], index: int) -> list[Half] | None:
    """Four halves from ``index`` on that bound a box: two of one axis, then two of the other.

    The two of a pair are joined by "and" or "to"; two columns of a table are not.

    Examples
    --------
    >>> from mapper.navwarn.angles import find_halves
    >>> text = "13-56.20N TO 14-07.20N AND 074-13.60E TO 074-25.70E"
    >>> bounds(text, find_halves(text), 0) is not None
    True
    """
    four = halves[index : index + 4]
    if len(four) < 4 or any(half.fault for half in four):
        return None
    a, b, c, d = four
    if a.axis != b.axis or c.axis != d.axis or a.axis == c.axis:
        return None
    if a.degrees == b.degrees or c.degrees == d.degrees:
        return None
    gaps = (plain[a.end : b.start], plain[b.end : c.start], plain[c.end : d.start])
    if any(len(gap) > _MAX_GAP for gap in gaps):
        return None
    if not gaps[0].strip() and not gaps[2].strip() and _AND.fullmatch(gaps[1]):
        # 69-58N 69-34N AND 033-38E 034-47E
        return four
    stated = _BETWEEN.search(plain, max(0, a.start - _MAX_GAP), a.start)
    if stated and gaps[0].strip() == ",":
        gaps = (" AND ", gaps[1], gaps[2])
    if stated and gaps[2].strip() == ",":
        gaps = (gaps[0], gaps[1], " AND ")
    between = _TO.fullmatch(gaps[0]) and _ACROSS.fullmatch(gaps[1]) and _TO.fullmatch(gaps[2])
    return four if between else None
