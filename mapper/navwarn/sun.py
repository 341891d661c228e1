"""Sunrise and sunset, for hours that a warning states by the sun."""

from __future__ import annotations

import datetime as dt
import math

_ALTITUDE = -0.833
"""Degrees of the sun's centre at rise and set: refraction and semidiameter."""


def sun_time(day: dt.date, lon: float, lat: float, rising: bool) -> dt.datetime | None:
    """When the sun rises or sets.

    Parameters
    ----------
    day : date
        The local day.
    lon, lat : float
        Degrees.
    rising : bool
        Sunrise, else sunset.

    Returns
    -------
    datetime or None
        UTC, good to about two minutes; ``None`` in polar day or night. Low-precision formulae of
        the Astronomical Almanac (US Naval Observatory, Almanac for Computers, 1990).

    Examples
    --------
    >>> sun_time(dt.date(2023, 6, 21), 24.0, 35.5, rising=False).strftime("%H:%M")
    '17:42'
    """
    noon = dt.datetime(day.year, day.month, day.day, 12, tzinfo=dt.UTC) - dt.timedelta(
        hours=lon / 15
    )
    days = (noon - dt.datetime(2000, 1, 1, 12, tzinfo=dt.UTC)).total_seconds() / 86400
    anomaly = math.radians((357.529 + 0.98560028 * days) % 360)
    mean = (280.459 + 0.98564736 * days) % 360
    longitude = math.radians(mean + 1.915 * math.sin(anomaly) + 0.020 * math.sin(2 * anomaly))
    tilt = math.radians(23.439 - 3.6e-7 * days)
    right = math.degrees(math.atan2(math.cos(tilt) * math.sin(longitude), math.cos(longitude)))
    declination = math.asin(math.sin(tilt) * math.sin(longitude))
    equation_min = ((mean - right + 180) % 360 - 180) * 4
    cosine = (math.sin(math.radians(_ALTITUDE)) - math.sin(math.radians(lat)) * math.sin(
        declination)) / (math.cos(math.radians(lat)) * math.cos(declination) or 1e-9)  # fmt: skip
    if not -1 <= cosine <= 1:
        return None
    half_min = math.degrees(math.acos(cosine)) * 4
    return noon + dt.timedelta(minutes=-equation_min + (-half_min if rising else half_min))
