"""Raw shapes to shapes that can be drawn: ranges, rings, repair, reference systems, antimeridian.

Every format ends here, so that one rule holds for all of them.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from typing import Any

import numpy as np
import shapely
from shapely.geometry.base import BaseGeometry

from mapper import geodesy
from mapper.formats.findings import Findings, Refused
from mapper.formats.limits import MAX_RING_VERTICES, MAX_VERTICES
from mapper.formats.reprojecting import Reprojection

_EDGE_DEG = 2e-5
"""Rounding of single-precision numbers beyond ±180 and ±90, put right in silence: 2 m."""

_POLE_DEG = 90 - _EDGE_DEG

_CLEARLY_NO_LAT = 91.0
"""Nearer to the pole, a latitude above 90 is an error and no sign of another order of axes."""

_METRES = 1000.0
"""Beyond this, a number is no degree of anything."""

_NOT_FINITE = "a coordinate is no finite number; correct it"
_UNKNOWN_TYPE = re.compile("Unknown (WKB )?type")

Stage = Callable[[str, str], None]


class Shaper:
    """Turns the raw shapes of one file into shapes in WGS 84 degrees.

    Parameters
    ----------
    findings : Findings
        Receives everything that is found.
    stage : callable, optional
        Is told before a step that may take long: its name, and the feature.

    Attributes
    ----------
    nan_is_empty : bool
        Whether a point of no numbers is how the format writes an empty one.
    """

    def __init__(self, findings: Findings, stage: Stage | None = None) -> None:
        self.findings = findings
        self.reprojection: Reprojection | None = None
        self.nan_is_empty = True
        self._stage = stage or _untold
        self._left = MAX_VERTICES

    def from_wkb(self, content: bytes | None, where: str) -> BaseGeometry | None:
        """A shape in well-known binary, as GDAL gives it."""
        if content is None:
            return None
        try:
            shape = shapely.from_wkb(content)
            if shape.is_empty and shape.geom_type == "Point" and not self.nan_is_empty:
                self.findings.add("not-a-position", _NOT_FINITE, where)
                return None
            return self.finish(shape, where)
        except (shapely.errors.ShapelyError, ValueError, NotImplementedError) as error:
            self._not_a_shape(error, where)
            return None

    def from_wkt(self, text: str, where: str) -> BaseGeometry | None:
        """A shape in well-known text, as a table may hold it."""
        try:
            return self.finish(shapely.from_wkt(text), where)
        except (shapely.errors.ShapelyError, ValueError, NotImplementedError) as error:
            self._not_a_shape(error, where)
            return None

    def finish(self, shape: BaseGeometry, where: str) -> BaseGeometry | None:
        """Judge a shape and give it as it is drawn, or ``None`` with a finding.

        An area without an inside gives an empty shape: its feature is to be left out.
        """
        if shape.is_empty:
            self.findings.add("empty-geometry", "the shape has no positions", where)
            return None
        kind = shape.geom_type
        if kind not in _DRAWN:
            self.findings.add("shape-type", f"{kind} is not drawn; convert it to polygons", where)
            return None
        lonlat = shapely.get_coordinates(shape)
        self._count(shape, len(lonlat), where)
        if self.reprojection:
            self.reprojection.check(shape, where)
            shape = shapely.transform(shape, self.reprojection.to_wgs84)
            lonlat = shapely.get_coordinates(shape)
        west, south, east, north = _extent(lonlat)
        on_map = west >= -180 and east <= 180 and south >= -90 and north <= 90
        if not on_map:
            if not self._in_range(lonlat, where):
                return None
            shape = _snapped(shape)
        if shape.has_z:
            shape = shapely.force_2d(shape)
        if kind == "Point" and on_map:
            return shape
        try:
            whole = self._valid(shape, where)
            return shapely.Polygon() if whole is None else self._placed(whole, where)
        except shapely.errors.GEOSException as error:
            said = str(error).partition(":")[0]
            self.findings.add(
                "irreparable", f"cannot be repaired or cut ({said}); redraw it", where
            )
            return None

    def _not_a_shape(self, error: Exception, where: str) -> None:
        text = str(error).strip() or "it is cut short"
        code = "unclosed-ring" if "closed linestring" in text else "not-a-position"
        if "number of points in LinearRing" in text:
            code = "short-ring"
        if isinstance(error, NotImplementedError) or _UNKNOWN_TYPE.search(text):
            code = "shape-type"
        self.findings.add(code, f"not a shape: {text[:120]}; draw it again", where)

    def _count(self, shape: BaseGeometry, count: int, where: str) -> None:
        self._left -= count
        longest = count if count <= MAX_RING_VERTICES else _longest(shape)
        if longest > MAX_RING_VERTICES:
            raise Refused(
                "too-many-vertices",
                f"a line or ring of {longest:,} vertices, at most {MAX_RING_VERTICES:,} are drawn; "
                "simplify it",
                where,
            )
        if self._left < 0:
            raise Refused(
                "too-many-vertices",
                f"more than {MAX_VERTICES:,} vertices; simplify the shapes or split the file",
                where,
            )

    def _in_range(self, lonlat: Any, where: str) -> bool:
        if not np.isfinite(lonlat).all():
            self.findings.add("not-a-position", _NOT_FINITE, where)
            return False
        lon, lat = np.abs(lonlat[:, 0]), np.abs(lonlat[:, 1])
        bad_lat, bad_lon = lat > 90 + _EDGE_DEG, lon > 360 + _EDGE_DEG
        if not (bad_lat | bad_lon).any():
            return True
        first = lonlat[int(np.argmax(bad_lat | bad_lon))]
        said = f"position ({first[0]:.10g}, {first[1]:.10g}) is outside lon ±180, lat ±90"
        if max(lon.max(), lat.max()) > _METRES:
            self.findings.add(
                "metres", f"{said}; it looks like metres of a projection: write WGS 84 degrees, "
                "or name the reference system", where)  # fmt: skip
        elif lon.max() <= 90 and _CLEARLY_NO_LAT < lat.max() <= 180:
            self.findings.add(
                "swapped-axes", f"{said}; it looks like (lat, lon): write (lon, lat)", where
            )
        else:
            self.findings.add("out-of-range", f"{said}; correct it", where)
        return False

    def _valid(self, shape: BaseGeometry, where: str) -> BaseGeometry | None:
        """The shape itself where it is valid; else its repair, with a warning."""
        if shape.geom_type == "GeometryCollection":
            parts = [self._valid(part, where) for part in shapely.get_parts(shape)]
            kept = [part for part in parts if part is not None]
            return shapely.GeometryCollection(kept) if kept else None
        if shape.is_valid:
            return shape
        if "Polygon" in shape.geom_type:
            return self._unwrapped(shape, where) or self._repaired(shape, where)
        self.findings.add(
            "no-length", "a line whose positions are all one place; drawn as a point", where
        )
        points = [part.coords[0] for part in shapely.get_parts(shape) if part.length == 0]
        lines = [part for part in shapely.get_parts(shape) if part.length > 0]
        drawn = [*map(shapely.Point, points), *lines]
        return drawn[0] if len(drawn) == 1 else shapely.GeometryCollection(drawn)

    def _unwrapped(self, shape: BaseGeometry, where: str) -> BaseGeometry | None:
        """A shape that crosses itself on the flat map, but not across ±180 or round a pole."""
        if _widest_side(shape) <= 180:
            return None
        try:
            unwrapped: BaseGeometry = geodesy.unwrap(shape)
        except shapely.errors.GEOSException:
            return None
        if not unwrapped.is_valid or unwrapped.geom_type != shape.geom_type:
            return None
        west, _, east, _ = unwrapped.bounds
        if west >= -180 and east <= 180:
            self.findings.add("antimeridian", "sides from ±180 to the other; drawn along it", where)
        return unwrapped

    def _repaired(self, shape: BaseGeometry, where: str) -> BaseGeometry | None:
        reason = shapely.is_valid_reason(shape)
        reason = reason[:1].lower() + reason[1:]
        self._stage("repair", f"{where}: {reason}" if where else reason)
        made = shapely.make_valid(shape)
        areas = [part for part in shapely.get_parts(made, return_index=False)
                 if part.geom_type in ("Polygon", "MultiPolygon")]  # fmt: skip
        whole = shapely.union_all(areas) if areas else None
        self._stage("", "")
        if whole is None or whole.area == 0:
            self.findings.add("no-area", f"{reason}; the area has no inside and is left "
                              "out: add a corner", where)  # fmt: skip
            return None
        self.findings.add(
            "self-crossing", f"{reason}; repaired: look at the shape, or draw the ring again", where
        )
        return whole

    def _placed(self, shape: BaseGeometry, where: str) -> BaseGeometry:
        """Cut at the antimeridian where longitudes pass it; rings right-handed."""
        west, _, east, _ = shape.bounds
        if west < -180 or east > 180:
            where_to = f"{west:.6g} to {east:.6g}" if east > west else f"{east:.6g}"
            said = f"longitudes beyond ±180 ({where_to}); brought within, cut at the antimeridian"
            self.findings.add("antimeridian", said, where)
        widest = _widest_side(shape) if east - west > 180 else 0.0
        if widest > 180 and _widest_side(shape, poles=False) > 180:
            self.findings.add(
                "wide-side", "a side is longer than 180 degrees; drawn the long way round. Where "
                "the antimeridian is meant, cut the shape there", where)  # fmt: skip
        if west < -180 or east > 180:
            cut: BaseGeometry = _split(shape, unwrapped=widest > 180)
            return cut
        placed: BaseGeometry = shapely.orient_polygons(shape)
        return placed


def is_ring(positions: Sequence[Sequence[float]], where: str, findings: Findings) -> bool:
    """Whether positions are a ring: closed, with three corners or more; else with a finding."""
    first, last = positions[0], positions[-1]
    if first[:2] != last[:2]:
        findings.add(
            "unclosed-ring", f"the ring is not closed; first ({first[0]:g}, {first[1]:g}), last "
            f"({last[0]:g}, {last[1]:g}); repeat the first position at the end", where)  # fmt: skip
        return False
    if len(positions) < 4:
        said = f"expected at least 4 positions, got {len(positions)}; add a corner"
        findings.add("short-ring", said, where)
        return False
    return True


def _untold(_name: str, _where: str) -> None:
    """Nobody waits for the stages."""


_DRAWN = ("Point", "MultiPoint", "LineString", "LinearRing", "MultiLineString", "Polygon",
          "MultiPolygon", "GeometryCollection")  # fmt: skip


def _longest(shape: BaseGeometry) -> int:
    """The vertices of the longest line or ring."""
    lines = shapely.get_parts(shapely.get_parts([shape]))
    lengths = [0]
    for part in lines:
        if part.geom_type == "GeometryCollection":
            lengths.append(_longest(part))
        elif part.geom_type == "Polygon":
            lengths += list(shapely.get_num_coordinates(shapely.get_rings(part)))
        else:
            lengths.append(shapely.get_num_coordinates(part))
    return int(max(lengths))


def _extent(lonlat: Any) -> tuple[float, float, float, float]:
    """The box round all positions; what is no number makes it one of no numbers.

    The bounds of a shape pass over holes and over what is no number.
    """
    (west, south), (east, north) = lonlat.min(axis=0), lonlat.max(axis=0)
    return west, south, east, north


def _snapped(shape: BaseGeometry) -> BaseGeometry:
    """Rounding errors beyond the edge of the map put onto it."""
    west, south, east, north = _extent(shapely.get_coordinates(shape))
    over_lon = 180 < east <= 180 + _EDGE_DEG or -180 > west >= -180 - _EDGE_DEG
    if south >= -90 and north <= 90 and not over_lon:
        return shape

    def snap(lonlat: Any) -> Any:
        near = np.abs(np.abs(lonlat[:, 0]) - 180) <= _EDGE_DEG
        lonlat = lonlat.copy()
        lonlat[near, 0] = np.clip(lonlat[near, 0], -180, 180)
        lonlat[:, 1] = np.clip(lonlat[:, 1], -90, 90)
        return lonlat

    snapped: BaseGeometry = shapely.transform(shape, snap)
    return snapped


def _split(shape: BaseGeometry, unwrapped: bool) -> Any:
    if shape.geom_type == "GeometryCollection":
        parts = [_split(part, unwrapped) for part in shapely.get_parts(shape)]
        return shapely.GeometryCollection(parts)
    if shape.geom_type in ("Point", "MultiPoint"):
        return shapely.transform(shape, _wrapped)
    return geodesy.split_antimeridian(shape, unwrapped=unwrapped)


def _wrapped(lonlat: Any) -> Any:
    moved = lonlat.copy()
    outside = np.abs(moved[:, 0]) > 180
    moved[outside, 0] = (moved[outside, 0] + 180) % 360 - 180
    return moved


def _widest_side(shape: BaseGeometry, poles: bool = True) -> float:
    """The longest step in longitude between two positions of one line or ring.

    Parameters
    ----------
    shape : shapely geometry
        In (lon, lat) degrees.
    poles : bool
        Whether steps along a pole, which have no length, count.
    """
    if shape.geom_type in ("Point", "MultiPoint"):
        return 0.0
    lonlat, index = shapely.get_coordinates(shapely.get_parts([shape]), return_index=True)
    counted = np.diff(index) == 0
    if not poles:
        lat = lonlat[:, 1]
        counted &= (np.abs(lat[1:]) < _POLE_DEG) | (lat[1:] != lat[:-1])
    steps = np.abs(np.diff(lonlat[:, 0]))[counted]
    return float(steps.max()) if len(steps) else 0.0
