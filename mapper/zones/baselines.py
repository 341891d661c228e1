"""Straight baselines: points along them to measure from, and the waters behind them."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from itertools import pairwise
from typing import Any

from mapper.geodesy import interpolate
from mapper.zones.frame import Frame

STEP_NM = 1.0


def along_baselines(
    baselines: Sequence[Mapping[str, Any]], frame: Frame
) -> list[tuple[float, float, str]]:
    """Points of the baselines that lie in the wide window, a mile apart, with their state.

    Parameters
    ----------
    baselines : sequence of table
        Entries of seeds/zones/baselines.toml.
    frame : Frame
        The region's window.

    Returns
    -------
    list of (lon, lat, label)
        Sides are geodesics.
    """
    found = []
    west, south, east, north = frame.wide.bounds
    for line in baselines:
        points = [tuple(point) for point in line["points"]]
        for start, end in pairwise(points):
            for lon, lat in interpolate(start, end, STEP_NM):
                moved = float(frame.wrap(lon))
                if west < moved < east and south < lat < north:
                    found.append((moved, lat, line["state"]))
    return found
