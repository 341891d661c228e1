"""The same place again: areas with the same outline, places that cannot be told apart.

Two areas are the same where their outlines agree everywhere within a tolerance, so that corners
rounded differently to a tenth of a minute, or given in another order, still match. Two discs of
uncertainty are the same by ``mapper.analysis.shifts.relation``; a cluster holds places that are
all the same as each other, so that no chain of small steps joins far ones.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import Any, Literal

import numpy as np
import shapely
from shapely.geometry.base import BaseGeometry

from mapper import geodesy
from mapper.analysis.shifts import SAME_NM, offset_nm, relation
from mapper.analysis.subjects import Subject, of_feature
from mapper.atlas import Atlas
from mapper.errors import UsageError
from mapper.geojson import Feature

MOST_TOLERANCE_NM = 5.0
"""Above this, areas that differ would count as one."""


@dataclass(frozen=True)
class Occurrence:
    """One event or closure at a place that recurs.

    Attributes
    ----------
    id, name, kind : str
        Which; ``exercise``, ``exercise-part`` or ``closure``.
    year : int
        Its year.
    start : str or None
        Its first day, where known.
    offset_nm : float
        How far its outline or position is from the one asked about, at the worst place.
    """

    id: str
    name: str
    kind: str
    year: int
    start: str | None
    offset_nm: float


@dataclass(frozen=True)
class Recurrence:
    """A place where something was held in two years or more.

    Attributes
    ----------
    kind : str
        ``area`` (outlines agree) or ``place`` (the reports cannot be told apart).
    place : str
        What the first of them calls it.
    lon, lat : float
        The position of the first, degrees.
    years : tuple of int
        In order, each once.
    members : tuple of Occurrence
        By year.
    """

    kind: Literal["area", "place"]
    place: str
    lon: float
    lat: float
    years: tuple[int, ...]
    members: tuple[Occurrence, ...]


def recurring(
    shape: BaseGeometry, atlas: Atlas, tolerance_nm: float = SAME_NM, skip: Iterable[str] = ()
) -> tuple[Occurrence, ...]:
    """Which announced areas and closures of an atlas have the outline of a shape.

    Meant for the area of a warning: the whole atlas is searched by geometry, not by name. A
    closure of several areas matches by the whole or by any one of them.

    Parameters
    ----------
    shape : shapely geometry
        A polygon in (lon, lat) degrees, sides straight there; split at 180° or continuous.
    atlas : Atlas
        Where to look.
    tolerance_nm : float
        How far outlines may be apart; above 0.14 nm two roundings to 0.1′ always match.
    skip : iterable of str
        Ids to leave out, as that of the closure itself.

    Returns
    -------
    tuple of Occurrence
        By year and start.

    Raises
    ------
    UsageError
        The tolerance is not between 0 and ``MOST_TOLERANCE_NM``.

    Examples
    --------
    >>> from mapper.atlas import open_atlas
    >>> atlas = open_atlas()
    >>> [one.id for one in recurring(atlas.closure("navarea-xi-377-2026").geometry, atlas)]
    ['navarea-xi-377-2026']
    """
    _check(tolerance_nm)
    left_out = set(skip)
    found = []
    for feature in _areas(atlas):
        if feature.id in left_out:
            continue
        offset = min((offset_nm(shape, one) for one in _candidates(feature.geometry)
                      if _near(shape, one, tolerance_nm)), default=np.inf)  # fmt: skip
        if offset <= tolerance_nm:
            found.append(_occurrence(feature, float(offset)))
    return tuple(sorted(found, key=_when))


def recurs_words(found: Sequence[Occurrence], year: int) -> str:
    """When an area of a year was used before, in words; nothing where it was not.

    Examples
    --------
    >>> one = Occurrence("a", "A", "closure", 2023, None, 0.0)
    >>> recurs_words([one], 2026), recurs_words([one], 2023)
    ('recurs from 2023', '')
    """
    before = sorted({one.year for one in found if one.year < year})
    if not before:
        return ""
    years = [str(one) for one in before]
    return "recurs from " + " and ".join(filter(None, (", ".join(years[:-1]), years[-1])))


def recurrences(
    features: Iterable[Feature], tolerance_nm: float = SAME_NM
) -> tuple[Recurrence, ...]:
    """The places among some events and closures that recur in another year.

    Parameters
    ----------
    features : iterable of Feature
        Exercises, their parts and closures; tracks and unknown places are passed over.
    tolerance_nm : float
        How far the outlines of areas may be apart.

    Returns
    -------
    tuple of Recurrence
        Most years first.
    """
    _check(tolerance_nm)
    clusters: list[list[tuple[Feature, Subject]]] = []
    for feature in sorted(features, key=lambda one: (one.record.year, one.id)):
        subject = of_feature(feature)
        if subject is None or subject.kind not in ("place", "area"):
            continue
        home = next((one for one in clusters if _all_same(subject, one, tolerance_nm)), None)
        if home is None:
            clusters.append([(feature, subject)])
        else:
            home.append((feature, subject))
    found = [_recurrence(one) for one in clusters
             if len({feature.record.year for feature, _ in one}) > 1]  # fmt: skip
    return tuple(sorted(found, key=lambda one: (-len(one.years), one.years)))


def _all_same(
    subject: Subject, cluster: Sequence[tuple[Feature, Subject]], tolerance_nm: float
) -> bool:
    return all(_same(subject, other, tolerance_nm) for _, other in cluster)


def _same(one: Subject, two: Subject, tolerance_nm: float) -> bool:
    if one.kind != two.kind:
        return False
    if one.kind == "area":
        return (_near(one.shape, two.shape, tolerance_nm)
                and offset_nm(_shape(one), _shape(two)) <= tolerance_nm)  # fmt: skip
    return relation(one, two, geodesy.distance_nm(one.position, two.position)) == "same"


def _recurrence(cluster: Sequence[tuple[Feature, Subject]]) -> Recurrence:
    first, begin = cluster[0]
    offsets = [
        offset_nm(_shape(begin), _shape(one)) if begin.kind == "area"
        else geodesy.distance_nm(begin.position, one.position) for _, one in cluster
    ]  # fmt: skip
    members = tuple(_occurrence(feature, offset)
                    for (feature, _), offset in zip(cluster, offsets, strict=True))  # fmt: skip
    position = getattr(first.record, "position", None)
    return Recurrence(
        "area" if begin.kind == "area" else "place", position.label if position else begin.name,
        *begin.position, tuple(sorted({one.year for one in members})), members,
    )  # fmt: skip


def _areas(atlas: Atlas) -> Iterator[Feature]:
    for year in atlas.all_years:
        for feature in (*atlas.closures(year), *atlas.features("exercises", year)):
            subject = of_feature(feature) if feature.geometry is not None else None
            if subject is not None and subject.kind == "area":
                yield feature


def _candidates(shape: Any) -> list[Any]:
    whole = geodesy.unwrap(shape)
    parts = list(shapely.get_parts(whole))
    return [whole] if len(parts) == 1 else [whole, *parts]


def _near(one: Any, two: Any, tolerance_nm: float) -> bool:
    """Whether two outlines can agree at all, by latitude: cheap, and true across 180°."""
    apart = np.abs(np.subtract(one.bounds, two.bounds))[[1, 3]].max()
    return bool(apart * 60.0 <= 2 * tolerance_nm)


def _shape(subject: Subject) -> Any:
    return subject.shape


def _occurrence(feature: Feature, offset: float) -> Occurrence:
    record = feature.record
    name = str(getattr(record, "label", "") or record.name)
    return Occurrence(feature.id, name, record.kind, record.year, record.start, offset)


def _when(one: Occurrence) -> tuple[int, str, str]:
    return one.year, one.start or "", one.id


def _check(tolerance_nm: float) -> None:
    if not 0 <= tolerance_nm <= MOST_TOLERANCE_NM:
        raise UsageError(f"tolerance: expected 0 to {MOST_TOLERANCE_NM:g} nm, got {tolerance_nm:g}")
