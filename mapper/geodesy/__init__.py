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
from mapper.geodesy.areas import KM2_PER_NM2, area_as_drawn_km2, areas_as_drawn_km2, middle
from mapper.geodesy.crossings import Chains, CrossingIndex
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
from mapper.geodesy.nearest import Foot, Outline, nearest_between, nearest_to_each, outline_at
from mapper.geodesy.overlaps import OverlapIndex
from mapper.geodesy.pieces import PIECE_NM, cut_sides, ecef_nm, shared_sides, side_keys
from mapper.geodesy.shapes import (
    ANNOUNCED,
    COMPUTED,
    Side,
    buffer_nm,
    circle,
    corridor,
    densify,
    rhumb_point,
)

__all__ = [
    "ANNOUNCED",
    "COMPUTED",
    "KM2_PER_NM2",
    "NM_M",
    "PIECE_NM",
    "Chains",
    "CrossingIndex",
    "Foot",
    "Lonlat",
    "Outline",
    "OverlapIndex",
    "Side",
    "area_as_drawn_km2",
    "area_km2",
    "areas_as_drawn_km2",
    "bbox",
    "bearing_deg",
    "bearing_words",
    "buffer_nm",
    "circle",
    "corridor",
    "cut_sides",
    "densify",
    "destination",
    "distance_nm",
    "ecef_nm",
    "geod",
    "interpolate",
    "length_nm",
    "middle",
    "nearest_between",
    "nearest_on_sides",
    "nearest_point",
    "nearest_to_each",
    "normalise_lon",
    "orient",
    "outline_at",
    "rhumb_point",
    "shared_sides",
    "shifted",
    "side_keys",
    "sides",
    "split_antimeridian",
    "unwrap",
]
