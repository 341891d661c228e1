"""Whose claimed waters a position lies in, without measuring anything."""

from __future__ import annotations

from weakref import WeakKeyDictionary

import numpy as np
import shapely
from numpy.typing import NDArray

from mapper.analysis.claims import NEUTRAL, claim_name
from mapper.analysis.records import BELT_WORDS, BELTS
from mapper.atlas import Atlas
from mapper.geodesy import normalise_lon
from mapper.geojson import Feature
from mapper.vocabulary import state_name

_trees: WeakKeyDictionary[Atlas, tuple[shapely.STRtree, NDArray[np.object_]]] = WeakKeyDictionary()


def zones_at(
    atlas: Atlas, lon: float, lat: float, view: str = NEUTRAL
) -> tuple[tuple[str, Feature], ...]:
    """The zones that a position lies in, from the innermost outward.

    Parameters
    ----------
    atlas : Atlas
        Gives the zones.
    lon, lat : float
        Degrees.
    view : str
        ``neutral``, or the code of a state whose claims are taken as its own.

    Returns
    -------
    tuple of (str, Feature)
        What the zone is called in that view, and the zone.
    """
    if atlas not in _trees:
        shapes = np.array([zone.geometry for zone in atlas.zones], dtype=object)
        shapely.prepare(shapes)
        _trees[atlas] = (shapely.STRtree(shapes), shapes)
    tree, shapes = _trees[atlas]
    point = shapely.Point(normalise_lon(lon), lat)
    near = tree.query(point)
    hits = near[shapely.intersects(shapes[near], point)]
    found = sorted((atlas.zones[n] for n in hits), key=lambda zone: BELTS.index(zone.record.belt))
    return tuple((_called(zone, view), zone) for zone in found)


def _called(zone: Feature, view: str) -> str:
    record = zone.record
    if view in record.claimants and not record.joint:
        return f"{BELT_WORDS[record.belt]} of {state_name(view)} (its own view)"
    return claim_name(record)
