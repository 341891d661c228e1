"""Sides, straight in (lon, lat), cut to pieces and placed in space."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from mapper.geodesy.measures import E2, NM_M, SEMI_MAJOR_M, Floats

Indices = NDArray[np.intp]

PIECE_NM = 1.0
"""The longest piece of an outline."""

_AXIS_NM = SEMI_MAJOR_M / NM_M


def cut_sides(
    starts: Floats, ends: Floats, longest_nm: float = PIECE_NM
) -> tuple[Floats, Floats, Indices]:
    """Cut sides, straight in (lon, lat), into equal pieces.

    Parameters
    ----------
    starts, ends : ndarray, shape (n, 2)
        (lon, lat) in degrees.
    longest_nm : float
        The longest piece.

    Returns
    -------
    starts, ends : ndarray, shape (m, 2)
        The pieces.
    side : ndarray, shape (m,)
        Which side each piece is of.
    """
    length = np.linalg.norm(ecef_nm(starts) - ecef_nm(ends), axis=1)
    counts = np.maximum(1, np.ceil(length / longest_nm)).astype(np.intp)
    total = int(counts.sum())
    number = np.arange(total) - np.repeat(np.cumsum(counts) - counts, counts)
    whole = np.repeat(counts, counts)
    base, step = np.repeat(starts, counts, axis=0), np.repeat(ends - starts, counts, axis=0)
    low = base + step * (number / whole)[:, None]
    high = base + step * ((number + 1) / whole)[:, None]
    return low, high, np.repeat(np.arange(len(counts), dtype=np.intp), counts)


def shared_sides(starts: Floats, ends: Floats) -> NDArray[np.bool_]:
    """Which sides occur more than once, in either direction: neighbours share their border.

    Parameters
    ----------
    starts, ends : ndarray, shape (n, 2)
        (lon, lat) in degrees within ±180; compared at 1e-6°.

    Examples
    --------
    >>> import numpy as np
    >>> a, b = np.array([[0.0, 0.0], [1.0, 0.0], [0.0, 0.0]]), np.array([[1.0, 0], [0, 0], [0, 1]])
    >>> shared_sides(a, b).tolist()
    [True, True, False]
    """
    if not len(starts):
        return np.zeros(0, dtype=bool)
    _, inverse, times = np.unique(side_keys(starts, ends), return_inverse=True, return_counts=True)
    found: NDArray[np.bool_] = times[inverse] > 1
    return found


def side_keys(starts: Floats, ends: Floats) -> NDArray[np.int64]:
    """A number for each side, the same for sides with the same two ends, in either direction.

    Parameters
    ----------
    starts, ends : ndarray, shape (n, 2)
        (lon, lat) in degrees within ±180; compared at 1e-6°.
    """
    grid = np.round((np.vstack([starts, ends]) + np.array([180.0, 90.0])) * 1e6).astype(np.int64)
    ids = np.unique(grid[:, 0] * 180_000_001 + grid[:, 1], return_inverse=True)[1]
    first, second = ids[: len(starts)], ids[len(starts) :]
    found: NDArray[np.int64] = np.minimum(first, second) * len(ids) + np.maximum(first, second)
    return found


def ecef_nm(lonlat: Floats) -> Floats:
    """Positions as Cartesian coordinates on the ellipsoid.

    Parameters
    ----------
    lonlat : ndarray, shape (n, 2)
        Degrees, WGS 84.

    Returns
    -------
    ndarray, shape (n, 3)
        Earth-centred, earth-fixed, in nautical miles.
    """
    lon, lat = np.radians(lonlat[:, 0]), np.radians(lonlat[:, 1])
    normal = _AXIS_NM / np.sqrt(1 - E2 * np.sin(lat) ** 2)
    across = normal * np.cos(lat)
    return np.column_stack(
        [across * np.cos(lon), across * np.sin(lon), normal * (1 - E2) * np.sin(lat)]
    )
