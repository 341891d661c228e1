"""WGS 84: distance, bearing, area, circle, corridor, densify, antimeridian.

The only place that measures. Positions are (lon, lat) in degrees, distances nautical miles.
"""

from mapper.geodesy.antimeridian import (
    bbox,
    normalise_lon,
    orient,
    shifted,
    split_antimeridian,
    unwrap,
)
from mapper.geodesy.measures import (
    NM_M,
    Lonlat,
    area_km2,
    bearing_deg,
    bearing_words,
    destination,
    distance_nm,
    geod,
    interpolate,
    length_nm,
    nearest_on_sides,
    nearest_point,
    sides,
)
from mapper.geodesy.shapes import buffer_nm, circle, corridor, densify, rhumb_point

__all__ = [
    "NM_M",
    "Lonlat",
    "area_km2",
    "bbox",
    "bearing_deg",
    "bearing_words",
    "buffer_nm",
    "circle",
    "corridor",
    "densify",
    "destination",
    "distance_nm",
    "geod",
    "interpolate",
    "length_nm",
    "nearest_on_sides",
    "nearest_point",
    "normalise_lon",
    "orient",
    "rhumb_point",
    "shifted",
    "sides",
    "split_antimeridian",
    "unwrap",
]
