"""Shapes of map files as the records of the atlas hold them: areas, tracks with fixes, discs."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

import shapely

from mapper import geodesy
from mapper.geojson.writing import DIGITS
from mapper.model import Exercise, Patrol, Region, Waypoint


def shape_of(shape: Any, values: dict[str, Any], record: type[Any]) -> Any:
    """The shape as a record of that kind holds it; a point with an uncertainty is a disc.

    Parameters
    ----------
    shape : shapely geometry or None
        As a reading gives it.
    values : dict
        The properties so far; position and waypoints are added to it.
    record : type
        The class of the record.

    Raises
    ------
    ValueError
        The shape is of no kind that the record holds, or its uncertainty is missing.
    """
    width = values.pop("uncertainty_nm", None) if record is not Region else None
    if shape is not None and shape.geom_type == "GeometryCollection":
        shape = _of_one_kind(shape)
    if record is Patrol and shape is not None and "waypoints" not in values:
        values["waypoints"] = _waypoints(shape, width)
    if (
        record is not Exercise
        or shape is None
        or shape.geom_type != "Point"
        or "position" in values
    ):
        return shape
    radius = _miles(width)
    names = values["names"]
    label = str(next(iter(names.values()))) if isinstance(names, Mapping) and names else "position"
    values["position"] = {"label": label, "lon": shape.x, "lat": shape.y, "uncertainty_nm": radius,
                          "origin": "imported"}  # fmt: skip
    return geodesy.circle((shape.x, shape.y), radius)


def _of_one_kind(shape: Any) -> Any:
    """A collection as one shape, without the points that are the places of labels."""
    parts = _simple_parts(shape)
    labels = _labels(parts)
    parts = [part for part in parts if part not in labels]
    kinds = {part.geom_type for part in parts}
    if len(kinds) > 1:
        raise ValueError(
            f"geometry: a mix of {' and '.join(sorted(kinds))}, expected one kind; keep the areas "
            "or the lines"
        )
    if kinds == {"Polygon"}:
        return shapely.union_all(parts)
    maker = shapely.MultiPoint if kinds == {"Point"} else shapely.MultiLineString
    return maker(list(parts))


def _simple_parts(shape: Any) -> list[Any]:
    """The points, lines and areas of a shape, however deeply it holds them."""
    if not hasattr(shape, "geoms"):
        return [shape]
    return [part for inner in shape.geoms for part in _simple_parts(inner)]


def label_points_of(shape: Any) -> list[Any]:
    """The points of a shape that only say where its name is written."""
    return _labels(_simple_parts(shape))


def _labels(parts: Sequence[Any]) -> list[Any]:
    """The points beside areas, or beside lines; points alone, or beside both, are none."""
    kinds = {part.geom_type for part in parts}
    points = len(kinds) == 2 and "Point" in kinds
    return [part for part in parts if points and part.geom_type == "Point"]


def rounded(shape: Any) -> Any:
    """An area with the digits that the atlas keeps; where rounding folds a narrow part, without."""
    if shape is None or "Polygon" not in shape.geom_type:
        return shape
    short = shapely.transform(shape, lambda lonlat: lonlat.round(DIGITS))
    return short if short.is_valid else shapely.set_precision(shape, 10.0**-DIGITS)


def _waypoints(shape: Any, width: Any) -> list[dict[str, Any]]:
    """The corners of a line as fixes, in its order."""
    if "LineString" not in shape.geom_type:
        raise ValueError(f"a patrol is a line, got a {shape.geom_type}; draw its track")
    radius = _miles(width)
    lonlats = shapely.get_coordinates(shape)
    if len(lonlats) > _MAX_FIXES:
        raise ValueError(
            f"{len(lonlats):,} corners, at most {_MAX_FIXES} fixes; simplify the track"
        )
    return [
        Waypoint(order=n, name=f"Fix {n}", lon=lon, lat=lat, uncertainty_nm=radius,
                 origin="imported").model_dump(mode="json", exclude_defaults=True)
        for n, (lon, lat) in enumerate(lonlats.round(6).tolist(), 1)
    ]  # fmt: skip


_MAX_FIXES = 200


def _miles(width: Any) -> float:
    try:
        radius = float(width)
    except (TypeError, ValueError):
        raise ValueError(
            "uncertainty_nm: missing; say how far off a position may be: --set uncertainty_nm=NM"
        ) from None
    if not 0 < radius <= 3000:
        raise ValueError(f"uncertainty_nm: expected up to 3000 nautical miles, got {width}")
    return radius
