"""The innermost belt: internal waters, territorial sea, contiguous zone, EEZ, high seas."""

from __future__ import annotations

from mapper.analysis.records import BELTS, Measure

EEZ_NM = 200.0
"""No EEZ reaches farther from the coast (UNCLOS, article 57)."""

_ALL_SHARE = 1 - 1e-4
_NOTHING_SHARE = 1e-6


def belts_of_place(found: Measure, open_sea: bool) -> tuple[str, ...]:
    """The innermost belts that a place lies in, or may lie in.

    Parameters
    ----------
    found : Measure
        With its zones and distances.
    open_sea : bool
        Whether some sea within its uncertainty lies in no EEZ.

    Returns
    -------
    tuple of str
        From the innermost outward, with ``high-seas`` or ``unknown`` last.
    """
    possible = []
    for belt in BELTS[:4]:
        relations = {zone.relation for zone in found.zones if zone.belt == belt}
        if relations & {"certainly", "possibly"}:
            possible.append(belt)
        if "certainly" in relations:
            return tuple(possible)
    within = any(zone.belt == "eez" and _holds(zone.id, found) for zone in found.zones)
    if not within:
        possible.append("high-seas" if _is_far(found) else "unknown")
    elif open_sea:
        possible.append("high-seas")
    return tuple(possible)


def belts_of_area(found: Measure, land_share: float) -> tuple[str, ...]:
    """The innermost belts that an area lies in.

    Parameters
    ----------
    found : Measure
        With its zones and distances.
    land_share : float
        How much of the area is land.
    """
    there, covered = [], land_share
    for belt in BELTS[:4]:
        share = sum(zone.share or 0.0 for zone in found.zones if zone.belt == belt)
        if share > _NOTHING_SHARE:
            there.append(belt)
            covered = share + land_share if belt == "eez" else max(covered, share + land_share)
        if covered > _ALL_SHARE:
            return tuple(there)
    # The atlas's coast and that of a zone differ a little: a thousandth is no high sea.
    if covered < 0.999:
        there.append("high-seas" if _is_far(found) or there else "unknown")
    return tuple(there)


def _holds(zone: str, found: Measure) -> bool:
    return any(one.id == zone and one.distance_nm == 0.0 for one in found.distances)


def _is_far(found: Measure) -> bool:
    coasts = [one.distance_nm for one in found.distances if one.to == "coast"]
    return not coasts or min(coasts) > EEZ_NM
