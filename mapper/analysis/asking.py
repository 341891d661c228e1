"""One call for notebooks and the command line: an event, a file, a position or a shape."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any

from shapely.geometry.base import BaseGeometry

from mapper.analysis.claims import NEUTRAL
from mapper.analysis.measuring import REACH_NM, Measurer, measurer
from mapper.analysis.subjects import Subject, of_feature, of_file, of_position, of_shape
from mapper.analysis.tables import Measures
from mapper.atlas import Atlas, open_atlas
from mapper.errors import NotFoundError, UsageError

_NUMBER = r"[+-]?\d{1,3}(?:\.\d*)?"
_POSITION = re.compile(rf"\s*({_NUMBER})\s*,\s*({_NUMBER})\s*", re.ASCII)


def measure(
    what: str | Path | Sequence[float] | BaseGeometry | None = None, atlas: Atlas | None = None,
    *, radius_nm: float | None = None, view: str = NEUTRAL, reach_nm: float = REACH_NM,
) -> Measures:  # fmt: skip
    """Measure against coasts and zones: how far from whose, inside what, how sure.

    Parameters
    ----------
    what : str, path, (lon, lat), shapely geometry or None
        The id of an event or closure, a GeoJSON file, a position in degrees (also as
        ``"131.9,43.1"``), or a shape in (lon, lat) whose sides are rhumb lines; by default
        every event of the atlas.
    atlas : Atlas, optional
        The atlas; the bundled one by default.
    radius_nm : float, optional
        How far the true position may lie from a given one. Such a disc is no area: the answer
        is a range, and certainly, possibly or not inside.
    view : str
        ``neutral``, or the code of a state whose claims are taken as its own.
    reach_nm : float
        How far to look for coasts and zones.

    Returns
    -------
    Measures
        Records; ``frame()`` gives a data frame.

    Raises
    ------
    NotFoundError
        The atlas has no such event.
    UsageError
        The radius, reach or view cannot be.
    DataError
        A file or shape cannot be measured.

    Examples
    --------
    >>> (found,) = measure("joint-sea-2025")
    >>> one = found.to_coast("hokkaido")
    >>> round(one.low_nm), round(one.high_nm), one.place
    (285, 375, 'Okushiri, Hokkaido')
    """
    if not 0 < reach_nm <= 3000:
        raise UsageError(f"reach: expected a distance up to 3,000 nm, got {reach_nm:g}")
    atlas = atlas or open_atlas()
    subjects = list(_subjects(what, atlas, radius_nm))
    found: Measurer = measurer(atlas, view)
    return Measures(found.measure(subject, reach_nm) for subject in subjects)


def _subjects(what: Any, atlas: Atlas, radius_nm: float | None) -> Iterator[Subject]:
    position = _position(what)
    if position is not None:
        yield of_position(*position, radius_nm or 0.0)
        return
    if radius_nm is not None:
        raise UsageError("radius: goes with a position (LON,LAT), not with an event or a file")
    if what is None:
        for year in atlas.all_years:
            for feature in atlas.events(year):
                subject = of_feature(feature, atlas.parts(feature.id))
                if subject is not None:
                    yield subject
    elif isinstance(what, BaseGeometry):
        yield of_shape(what)
    elif isinstance(what, Path) or str(what).lower().endswith((".geojson", ".json")):
        yield from of_file(Path(what))
    else:
        yield _of_id(str(what), atlas)


def _of_id(key: str, atlas: Atlas) -> Subject:
    closure = atlas.closure(key)
    feature = closure or atlas.event(key)
    parts = () if closure else atlas.parts(key)
    subject = of_feature(feature, parts)
    if subject is None:
        raise NotFoundError(f"{key}: nothing is known of the place, so nothing can be measured")
    return subject


def _position(what: Any) -> tuple[float, float] | None:
    if isinstance(what, str):
        found = _POSITION.fullmatch(what)
        return (float(found[1]), float(found[2])) if found else None
    if isinstance(what, Sequence) and len(what) == 2:
        return float(what[0]), float(what[1])
    return None
