"""The land itself: reading it, and asking whether a position or shape lies on it."""

from __future__ import annotations

import json
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from typing import Any

import numpy as np
import shapely
from numpy.typing import NDArray
from shapely.geometry.base import BaseGeometry

from mapper import geodesy
from mapper.basemap.kept import kept_bytes, read_kept
from mapper.errors import GeoJSONError, Problem
from mapper.files import read_regular
from mapper.settings import resource_folder

SLIVER_NM2 = 0.05
"""Pieces of sea smaller than this are left-overs of a clip, not water."""

_LINE = '{"type":"Feature",'
_GEOMETRY = ',"geometry":'


@dataclass(frozen=True)
class Country:
    """Who a piece of land is filed under.

    Attributes
    ----------
    iso : str or None
        ISO 3166-1 alpha-3; ``None`` where the land is disputed or has no code.
    name : str
        The name that readers see.
    """

    iso: str | None
    name: str


class Land:
    """Land polygons with their countries, and an index over them.

    Parameters
    ----------
    countries : tuple of Country
        One a feature.
    shapes : array of Polygon or MultiPolygon
        In (lon, lat) degrees within ±180, one a feature; valid, neighbours share their vertices.
    """

    def __init__(self, countries: tuple[Country, ...], shapes: NDArray[np.object_]) -> None:
        self.countries = countries
        self.shapes = shapes
        parts, owners = shapely.get_parts(shapes, return_index=True)
        self.parts: NDArray[np.object_] = parts
        self.owners: NDArray[np.int64] = owners
        self.tree = shapely.STRtree(parts)
        shapely.prepare(parts)

    def country_at(self, lon: float, lat: float) -> Country | None:
        """The country that a position lies in, or ``None`` at sea."""
        return self.countries_at(np.array([[geodesy.normalise_lon(lon), lat]]))[0]

    def countries_at(self, points: NDArray[np.float64]) -> list[Country | None]:
        """The country of each of many positions, shape (n, 2) in (lon, lat) within ±180."""
        place = np.asarray(shapely.points(points), dtype=object)
        point, part = self.tree.query(place)
        held = shapely.intersects(self.parts[part], place[point])
        lowest = np.full(len(points), len(self.parts))
        np.minimum.at(lowest, point[held], part[held])
        return [self.countries[int(self.owners[part])] if part < len(self.parts) else None
                for part in lowest.tolist()]  # fmt: skip

    def near(self, shape: BaseGeometry) -> BaseGeometry:
        """The land in the box round a shape, without borders between countries."""
        west, south, east, north = shape.bounds
        hits = np.sort(self.tree.query(shape))
        pieces = shapely.clip_by_rect(
            self.parts[hits], west - 0.01, south - 0.01, east + 0.01, north + 0.01
        )
        broken = ~shapely.is_valid(pieces)
        pieces[broken] = shapely.make_valid(pieces[broken])
        return shapely.union_all(pieces)

    def sea_clip(self, shape: BaseGeometry) -> Any:
        """The shape without the land in it.

        Parameters
        ----------
        shape : shapely geometry
            In (lon, lat) degrees; longitudes beyond ±180 are split off first.

        Returns
        -------
        shapely geometry
            Valid, split at ±180, outlines anticlockwise; empty when nothing is at sea. Pieces
            below 0.05 nm² are left out.
        """
        west, _, east, _ = shape.bounds if not shape.is_empty else (0.0, 0.0, 0.0, 0.0)
        if west < -180 or east > 180:
            shape = geodesy.split_antimeridian(shape)
        pieces = []
        for part in shapely.get_parts(shape):
            sound = part if part.is_valid else shapely.make_valid(part)
            left = shapely.difference(sound, self.near(sound))
            pieces += [piece for piece in shapely.get_parts(left) if _is_water(piece, part)]
        if len(pieces) == 1:
            return shapely.orient_polygons(pieces[0])
        if not pieces:
            return shapely.from_wkt(f"{shape.geom_type.upper()} EMPTY")
        gather: dict[str, Any] = {
            "Polygon": shapely.multipolygons,
            "LineString": shapely.multilinestrings,
        }
        many = gather.get(pieces[0].geom_type, shapely.multipoints)
        return shapely.orient_polygons(many(pieces))

    @cached_property
    def dissolved(self) -> NDArray[np.object_]:
        """The land as an array of polygons without any border between countries."""
        parts: NDArray[np.object_] = shapely.get_parts(shapely.coverage_union_all(self.shapes))
        return parts


def read_land(path: Path) -> Land:
    """Read one level of the basemap.

    Parameters
    ----------
    path : Path
        A file of ``geodata/basemap``.

    Raises
    ------
    StorageError
        The file cannot be read.
    GeoJSONError
        The file is not a FeatureCollection of polygons.
    """
    source = read_regular(path)
    bundled = path.parent == resource_folder("geodata") / "basemap"
    kept = read_kept(path, source) if bundled else None
    properties, shapes = kept or _features(path, source)
    countries = tuple(
        Country(fields.get("iso"), str(fields.get("name", "land"))) for fields in properties
    )
    return Land(countries, shapes)


def kept_land(path: Path) -> bytes:
    """The file to be kept of a level, from its GeoJSON file; see :mod:`mapper.basemap.kept`."""
    source = read_regular(path)
    return kept_bytes(source, *_features(path, source))


def _features(path: Path, source: bytes) -> tuple[list[dict[str, Any]], NDArray[np.object_]]:
    """The properties and shapes of a file of land."""
    try:
        text = source.decode("utf-8-sig")
        members = _lines(text) if _LINE in text else None
        if members is None:
            features = json.loads(text)["features"]
            members = [(f.get("properties") or {}, json.dumps(f["geometry"])) for f in features]
        shapes = shapely.from_geojson([geometry for _, geometry in members])
        properties = [dict(fields) for fields, _ in members]
        kinds = {shape.geom_type for shape in shapes}
    except (ValueError, KeyError, TypeError, AttributeError, shapely.GEOSException) as error:
        raise GeoJSONError(_broken(path, str(error))) from None
    if not kinds or not kinds <= {"Polygon", "MultiPolygon"}:
        raise GeoJSONError(_broken(path, f"found {', '.join(sorted(kinds)) or 'no feature'}"))
    return properties, np.asarray(shapes, dtype=object)


def _lines(text: str) -> list[tuple[dict[str, Any], str]] | None:
    """The features of a file that has one a line, as the project's own have.

    GEOS reads a geometry's text three times faster than ``json`` and shapely do together.
    ``None`` when the file is laid out otherwise.
    """
    members = []
    for line in text.splitlines():
        if not line.startswith(_LINE):
            continue
        head, found, geometry = line.rstrip(",").rpartition(_GEOMETRY)
        if not found:
            return None
        members.append((json.loads(head + "}")["properties"], geometry[:-1]))
    return members if len(members) == text.count('"geometry":') else None


def _broken(path: Path, found: str) -> Problem:
    return Problem(
        f"basemap/{path.name}",
        f"expected a FeatureCollection of land polygons; {found}",
        "take the file from the atlas again, or remove the folder to use the bundled one",
    )


def _is_water(piece: BaseGeometry, whole: BaseGeometry) -> bool:
    if piece.is_empty or piece.geom_type != whole.geom_type:
        return False
    if piece.geom_type != "Polygon":
        return True
    # A degree of latitude is 60 nm; a parallel shrinks with the cosine.
    scale = 3600.0 * np.cos(np.radians(piece.representative_point().y))
    return bool(piece.area * scale >= SLIVER_NM2)
