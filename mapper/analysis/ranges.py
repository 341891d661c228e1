"""Distances and the range that an uncertain position leaves of them."""

from __future__ import annotations

from mapper.analysis.records import Distance, Origin
from mapper.geodesy import Foot, Lonlat, bearing_words


def ranged(signed_nm: float, uncertainty_nm: float) -> tuple[float, float]:
    """The least and greatest distance that is possible; never below 0.

    Parameters
    ----------
    signed_nm : float
        The distance from outside, or the depth inside as a negative number.
    uncertainty_nm : float
        How far the true position may lie from the one measured.

    Examples
    --------
    >>> ranged(330.0, 45.0), ranged(10.0, 45.0), ranged(-50.0, 45.0)
    ((285.0, 375.0), (0.0, 55.0), (0.0, 0.0))
    """
    return max(0.0, signed_nm - uncertainty_nm), max(0.0, signed_nm + uncertainty_nm)


def distance(
    foot: Foot, uncertainty_nm: float, origin: Origin, inside: bool = False, **named: object
) -> Distance:
    """A distance with its range, from the nearest point that was found.

    Parameters
    ----------
    foot : Foot
        The nearest point; of a zone that the position lies in, the nearest limit.
    uncertainty_nm : float
        Of the position.
    origin : str
        Where the geodesic begins.
    inside : bool
        Whether the position lies inside: the distance is none, the range what lies beyond.
    **named
        The members that say what was measured to.
    """
    low, high = ranged(-foot.distance_nm if inside else foot.distance_nm, uncertainty_nm)
    return Distance(
        origin=origin, distance_nm=0.0 if inside else foot.distance_nm, low_nm=low, high_nm=high,
        bearing_deg=foot.bearing_deg, bearing=bearing_words(foot.bearing_deg),
        start=foot.origin, end=(foot.lon, foot.lat), **named,  # type: ignore[arg-type]
    )  # fmt: skip


def none_at(point: Lonlat, origin: Origin, **named: object) -> Distance:
    """No distance at all: an area or track that overlaps what is measured to."""
    return Distance(
        origin=origin, distance_nm=0.0, low_nm=0.0, high_nm=0.0, bearing_deg=0.0, bearing="",
        start=point, end=point, **named,  # type: ignore[arg-type]
    )  # fmt: skip
