"""Law over geometry: treaty lines, joint regimes and disputed features change computed zones."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import numpy as np
import shapely
from pyproj import Transformer
from shapely.geometry import LineString, Polygon
from shapely.geometry.base import BaseGeometry

from mapper.geodesy import NM_M, densify
from mapper.geodesy.measures import Floats
from mapper.zones.faces import GRID_DEG
from mapper.zones.frame import Frame

Line = Sequence[tuple[float, float]]

_SCRAP = 0.01
"""What is smaller than this share of a joint area is a scrap of its edge."""


def apply_treaty(
    left: BaseGeometry, right: BaseGeometry, line: Line, width_nm: float, frame: Frame
) -> tuple[Any, Any]:
    """Move the boundary between two zones onto an agreed line.

    Within a band on each side of the line, the left band goes to the left zone and the right band
    to the right one; nothing outside the two zones changes.

    Parameters
    ----------
    left, right : polygons
        The zones on the left and the right of the line in its direction.
    line : sequence of (lon, lat)
        The turning points, in the frame's longitudes.
    width_nm : float
        Half-width of the band: more than the computed line is off.
    frame : Frame
        The region's window.
    """
    left_band, right_band = (_band(line, width, frame) for width in (width_nm, -width_nm))
    left_band = left_band.difference(right_band)
    both = shapely.union_all([left, right], grid_size=GRID_DEG)
    new_left = _sum(left.difference(right_band), both.intersection(left_band))
    new_right = _sum(right.difference(left_band), both.intersection(right_band))
    return new_left, new_right


def cut_out(zones: dict[str, Any], piece: BaseGeometry) -> dict[str, Any]:
    """All zones without a piece that becomes a zone of its own."""
    return {
        label: zone.difference(piece) if zone.intersects(piece) else zone
        for label, zone in zones.items()
    }


def settle(zones: dict[str, Any], joint: BaseGeometry, parties: Sequence[str]) -> dict[str, Any]:
    """Zones without the scraps that a joint area cuts off on the far side of it.

    An agreed edge follows the median to some tenths of a mile, so a party's zone may look out
    beyond it; such a scrap goes to the party whose zone it lies in.

    Parameters
    ----------
    zones : dict of str to polygons
        Without the joint area.
    joint : polygon
        The joint area.
    parties : sequence of str
        The labels of the two states.
    """
    found = dict(zones)
    for one, other in (tuple(parties), tuple(reversed(parties))):
        if one not in found or other not in found:
            continue
        parts = shapely.get_parts(found[one])
        scrap = (shapely.area(parts) < _SCRAP * joint.area) & shapely.intersects(parts, joint)
        if scrap.any():
            found[other] = _sum(found[other], shapely.union_all(parts[scrap]))
            found[one] = shapely.multipolygons(parts[~scrap])
    return found


def polygon(points: Line, frame: Frame) -> Polygon:
    """An agreed area; its sides are geodesics."""
    ring = [(float(frame.wrap(lon)), lat) for lon, lat in points]
    area: Polygon = densify(Polygon(ring), "geodesic")
    return area


def _band(line: Line, width_nm: float, frame: Frame) -> Any:
    """One side of a line, in an azimuthal equidistant frame about its middle."""
    lon, lat = np.mean(np.asarray(line), axis=0)
    local = f"+proj=aeqd +lat_0={lat} +lon_0={lon} +ellps=WGS84"
    forward = Transformer.from_crs("EPSG:4326", local, always_xy=True)
    back = Transformer.from_crs(local, "EPSG:4326", always_xy=True)

    def to_local(points: Floats) -> Floats:
        return np.column_stack(forward.transform(points[:, 0], points[:, 1]))

    def to_lonlat(points: Floats) -> Floats:
        found_lon, found_lat = back.transform(points[:, 0], points[:, 1])
        return np.column_stack([frame.wrap(found_lon), found_lat])

    flat = shapely.transform(densify(LineString(line), "geodesic"), to_local)
    band = flat.buffer(
        width_nm * NM_M, single_sided=True, cap_style="flat", join_style="mitre", mitre_limit=3.0
    )
    return shapely.transform(shapely.segmentize(band, 20_000.0), to_lonlat)


def _sum(one: BaseGeometry, two: BaseGeometry) -> Any:
    return shapely.union_all([one, two], grid_size=GRID_DEG)
