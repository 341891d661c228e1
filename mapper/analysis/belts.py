"""The innermost belt: internal waters, territorial sea, contiguous zone, EEZ, high seas."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import numpy as np

from mapper.analysis.claims import Claims
from mapper.analysis.records import BELTS, Measure
from mapper.basemap import Basemap
from mapper.geodesy import NM_M, Foot, geod

EEZ_NM = 200.0
"""No EEZ reaches farther from the coast (UNCLOS, article 57)."""

_ORDER = (*BELTS[:4], "")
_SAMPLES = 200
_ASIDE_NM = 0.3
_COAST_NM = 2.0
_NOTHING_SHARE = 1e-6


def belts_of_place(
    found: Measure, claims: Claims, feet: Sequence[Foot], basemap: Basemap
) -> tuple[str, ...]:
    """The innermost belts that a place lies in, or may lie in.

    Positions all over the disc of uncertainty are asked, and those on either side of the
    nearest point of every zone, so that one that is only touched is not missed.

    Parameters
    ----------
    found : Measure
        With its zones and distances.
    claims : Claims
        All zones.
    feet : sequence of Foot
        The nearest point of each.
    basemap : Basemap
        Land within the disc is no part of it.

    Returns
    -------
    tuple of str
        From the innermost outward, with ``high-seas`` or ``unknown`` last.
    """
    points = _positions(found, feet)
    inner = np.full(len(points), len(_ORDER) - 1)
    ranks = np.array([_ORDER.index(claim.belt) if claim.belt in _ORDER else len(_ORDER) - 1
                      for claim in claims.all], dtype=np.intp)  # fmt: skip
    point, zone = claims.areas.holding(points)
    np.minimum.at(inner, point, ranks[claims.owners[zone]])
    there = {int(rank) for rank in inner if rank < len(_ORDER) - 1}
    free = points[inner == len(_ORDER) - 1]
    if any(_is_sea(lon, lat, basemap) for lon, lat in free.tolist()) or not there:
        there.add(len(_ORDER) - 1)
    if any(zone.belt == "eez" and zone.relation != "not" for zone in found.zones):
        beyond = "high-seas"
    else:
        beyond = "high-seas" if _is_far(found) else "unknown"
    return tuple(belt or beyond for rank, belt in enumerate(_ORDER) if rank in there)


def _positions(found: Measure, feet: Sequence[Foot]) -> Any:
    """The middle, about two hundred positions (Vogel's spiral), and both sides of each foot."""
    center = np.array([[found.lon, found.lat]])
    if not found.uncertainty_nm:
        return center
    number = np.arange(_SAMPLES) + 0.5
    reached = [foot for foot in feet if foot.distance_nm + _ASIDE_NM < found.uncertainty_nm]
    bearings: list[Any] = [number * 137.508, *([foot.bearing_deg] * 2 for foot in reached)]
    lengths: list[Any] = [np.sqrt(number / _SAMPLES) * found.uncertainty_nm,
               *([foot.distance_nm - _ASIDE_NM, foot.distance_nm + _ASIDE_NM]
                 for foot in reached)]  # fmt: skip
    azimuth: Any = np.concatenate(bearings)
    length: Any = np.concatenate(lengths)
    lon, lat, _ = geod().fwd(
        np.full(len(azimuth), found.lon), np.full(len(azimuth), found.lat), azimuth, length * NM_M
    )
    return np.vstack([center, np.column_stack([lon, lat])])


def _is_sea(lon: float, lat: float, basemap: Basemap) -> bool:
    """Sea, and not so near the coast that another coastline would call it land."""
    if basemap.is_land(lon, lat):
        return False
    return basemap.coast.outline.nearest(lon, lat, _COAST_NM) is None


def belts_of_area(found: Measure, land_share: float) -> tuple[str, ...]:
    """The innermost belts that an area lies in.

    Parameters
    ----------
    found : Measure
        With its zones and distances.
    land_share : float
        How much of the area is land.
    """
    shares = {
        belt: sum(zone.share or 0.0 for zone in found.zones if zone.belt == belt)
        for belt in BELTS[:4]
    }
    # An EEZ begins at the coast; the narrower belts lie side by side.
    inner = sum(shares[belt] for belt in BELTS[:3])
    shares["eez"] = max(0.0, shares["eez"] - inner)
    there = [belt for belt, share in shares.items() if share > _NOTHING_SHARE]
    # The atlas's coast and that of a zone differ a little: a thousandth is no high sea.
    if inner + shares["eez"] + land_share < 0.999:
        there.append("high-seas" if _is_far(found) or there else "unknown")
    return tuple(there)


def _is_far(found: Measure) -> bool:
    coasts = [one.distance_nm for one in found.distances if one.to == "coast"]
    return not coasts or min(coasts) > EEZ_NM
