"""Shapes that the sheets imply: discs of uncertainty, announced boxes, corridors, theatres."""

from __future__ import annotations

import math
from collections.abc import Sequence
from itertools import pairwise
from typing import Any

import numpy as np
import shapely
from shapely.geometry import Polygon
from shapely.geometry.base import BaseGeometry

from mapper import geodesy
from mapper.basemap import Basemap
from mapper.model import THEATRE_NM, Position, Waypoint
from mapper.seeds.tracks import Lonlat, Track, drawn

_DETAIL = 1 / 200
"""Drawn detail as a share of the radius: finer lines would claim what no source says."""


def disc(position: Position, basemap: Basemap) -> Any:
    """The geodesic disc of a position's uncertainty, clipped to the sea.

    Parameters
    ----------
    position : Position
        Centre and radius (nm).
    basemap : Basemap
        Gives the land to leave out.
    """
    circle = geodesy.circle((position.lon, position.lat), position.uncertainty_nm)
    return _at_sea(circle, position.uncertainty_nm, basemap)


def announced(rings: Sequence[Sequence[Lonlat]]) -> Any:
    """Areas with announced corners: rhumb-line sides, densified to 0.01 nm.

    Parameters
    ----------
    rings : sequence of sequence of (lon, lat)
        One ring an area, as published, not closed; areas that overlap are drawn as one.
    """
    areas = [geodesy.densify(Polygon(ring), "rhumb") for ring in rings]
    return geodesy.split_antimeridian(shapely.union_all(areas))


def corridor(track: Track, basemap: Basemap, by_air: bool) -> Any:
    """Where the craft may have been: the tapered corridor of each leg that has a line.

    The half-width runs from the uncertainty of one end to that of the other. ``None`` when no
    leg has a line.
    """
    pieces = []
    known = {waypoint.order: waypoint.uncertainty_nm for waypoint in track.waypoints}
    for leg, way in zip(track.legs, track.ways, strict=True):
        if leg.line != "tint":
            pieces.append(_leg_corridor(way, known[leg.start], known[leg.end]))
    if not pieces:
        return None
    whole = _union(pieces)
    widest = max(
        known[order] for leg in track.legs if leg.line != "tint" for order in (leg.start, leg.end)
    )
    return _simplified(whole, widest) if by_air else _at_sea(whole, widest, basemap)


def theatre(waypoints: Sequence[Waypoint], basemap: Basemap) -> Any:
    """The seas that are known only by name: discs wider than 150 nm, clipped to the sea."""
    wide = [waypoint for waypoint in waypoints if waypoint.uncertainty_nm > THEATRE_NM]
    if not wide:
        return None
    discs = [geodesy.circle(drawn(waypoint), waypoint.uncertainty_nm) for waypoint in wide]
    return _at_sea(_union(discs), max(w.uncertainty_nm for w in wide), basemap)


def _leg_corridor(way: Sequence[Lonlat], first_nm: float, last_nm: float) -> Any:
    steps = [geodesy.distance_nm(a, b) for a, b in pairwise(way)]
    along = np.concatenate([[0.0], np.cumsum(steps)])
    share = along / along[-1] if along[-1] else along
    return geodesy.corridor(way, list(first_nm + share * (last_nm - first_nm)))


def _union(pieces: Sequence[BaseGeometry]) -> Any:
    """Union in one frame of longitudes, so that nothing is torn at the antimeridian."""
    center = pieces[0].representative_point().x
    frame = [geodesy.unwrap(piece, center) for piece in pieces]
    return geodesy.split_antimeridian(shapely.union_all(frame))


def _at_sea(shape: BaseGeometry, radius_nm: float, basemap: Basemap) -> Any:
    """Leave out the land; keep the shape as it is where nothing but land would remain."""
    clipped = basemap.sea_clip(shape)
    if clipped.is_empty:
        return shape
    return _simplified(clipped, radius_nm)


def _simplified(shape: BaseGeometry, radius_nm: float) -> Any:
    """Drop detail and specks far below the uncertainty."""
    tolerance = max(radius_nm * _DETAIL, 0.1) / 60
    speck = math.pi * (radius_nm / 60 / 40) ** 2
    polygons = []
    for polygon in shapely.get_parts(shape.simplify(tolerance, preserve_topology=True)):
        if polygon.area < speck:
            continue
        holes = [ring for ring in polygon.interiors if Polygon(ring).area >= speck]
        polygons.append(Polygon(polygon.exterior, holes))
    whole = shapely.union_all(polygons) if polygons else shape
    return geodesy.orient(whole)
