"""Prepare the basemap of the atlas from Natural Earth, as the npm package world-atlas carries it.

A development step, done once for a release of Natural Earth: its results are committed under
``geodata/basemap``. To get the package and run the step::

    npm pack world-atlas@2.0.2
    python seeds/basemap/prepare.py world-atlas-2.0.2.tgz

The archive is read only when its integrity hash is the one below. The same archive gives the same
bytes. Positions are (lon, lat) in degrees, WGS 84.
"""

from __future__ import annotations

import argparse
import base64
import csv
import hashlib
import io
import json
import sys
import tarfile
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np
import numpy.typing as npt
import shapely
from shapely import MultiPolygon, Polygon, box

from mapper.errors import DataError, MapperError
from mapper.files import write_atomic

INTEGRITY = (
    "sha512-IXfV0qwlKXpckz1FhwXVwKRjiIhOnWttOskm5CtxMsjgE/"
    "MXAYRHWJqgXOpM8IkcPBoXnyTU5lFHcYa5ChG0LQ=="
)
SOURCE = {
    "title": "Natural Earth",
    "version": "4.1.0",
    "license": "public domain",
    "url": "https://www.naturalearthdata.com/",
    "package": "npm world-atlas@2.0.2",
    "integrity": INTEGRITY,
}
ATTRIBUTION = "Natural Earth (public domain)"
HERE = Path(__file__).resolve().parent
FOLDER = HERE.parents[1] / "geodata" / "basemap"

Points = npt.NDArray[np.float64]


@dataclass(frozen=True)
class Disputed:
    """Islands or land that Natural Earth puts into one state and another claims."""

    name: str
    holder: str
    bbox: tuple[float, float, float, float]


# The atlas takes no side: these get a label of their own and no state code.
DISPUTED = (
    Disputed("Southern Kurils/Northern Territories", "Russia", (145.3, 43.2, 149.2, 45.7)),
    Disputed("Crimea", "Russia", (32.0, 44.0, 37.0, 46.3)),
    Disputed("Paracel Islands", "China", (110.8, 15.5, 113.0, 17.3)),
    Disputed("Liancourt Rocks (Dokdo/Takeshima)", "South Korea", (131.5, 36.9, 132.2, 37.7)),
    Disputed("Senkaku/Diaoyu Islands", "Japan", (123.0, 25.4, 125.0, 26.2)),
)


class Topology:
    """One TopoJSON file: arcs shared between neighbours, decoded once.

    Each arc is rounded once, so the two sides of a border keep the same vertices.

    Parameters
    ----------
    document : dict
        The parsed file; its arcs are quantised and delta-encoded.
    digits : int
        Decimals of a degree to keep.
    """

    def __init__(self, document: dict[str, Any], digits: int) -> None:
        scale = np.array(document["transform"]["scale"])
        translate = np.array(document["transform"]["translate"])
        self.digits = digits
        self.objects = document["objects"]
        self._arcs = [
            np.round(np.cumsum(np.array(arc), axis=0) * scale + translate, digits) + 0.0
            for arc in document["arcs"]
        ]

    def features(self, name: str) -> Iterator[tuple[str, list[Polygon]]]:
        """Give each feature of a collection: its Natural Earth name and its valid polygons."""
        for geometry in self.objects[name]["geometries"]:
            shapes = geometry["arcs"] if geometry["type"] == "MultiPolygon" else [geometry["arcs"]]
            parts = [
                part for rings in shapes for part in repaired(self._polygon(rings), self.digits)
            ]
            yield geometry.get("properties", {}).get("name", ""), parts

    def _polygon(self, rings: list[list[int]]) -> Polygon:
        points = [unwrapped(self._ring(ring)) for ring in rings]
        # Natural Earth 50m cuts a hole at the pole itself; it is the end of the map, not sea.
        points = [ring for ring in points if ring[:, 1].max() > -89.9]
        closed = [close_at_pole(ring) for ring in points]
        shells = [ring for ring in closed if len(np.unique(ring, axis=0)) >= 3]
        return Polygon(shells[0], shells[1:]) if shells else Polygon()

    def _ring(self, indices: list[int]) -> Points:
        arcs = [self._arcs[i] if i >= 0 else self._arcs[~i][::-1] for i in indices]
        return np.vstack([arcs[0], *(arc[1:] for arc in arcs[1:])])


def unwrapped(ring: Points) -> Points:
    """Make longitudes continuous: a step of more than 180° went over the antimeridian."""
    steps = np.diff(ring[:, 0])
    turns = np.cumsum(np.where(steps > 180, -360, np.where(steps < -180, 360, 0)))
    lon = ring[:, 0] + np.concatenate([[0], turns])
    return np.column_stack([lon, ring[:, 1]])


def close_at_pole(ring: Points) -> Points:
    """Close a ring that runs once round the South Pole along the edge of the map."""
    if abs(ring[-1, 0] - ring[0, 0]) < 180:
        return ring
    corners = np.array([[ring[-1, 0], -90.0], [ring[0, 0], -90.0], ring[0]])
    return np.vstack([ring, corners])


def repaired(polygon: Polygon, digits: int) -> list[Polygon]:
    """Make a polygon valid, cut it at ±180 and keep its coordinates on the grid.

    Quantised rings cross and touch themselves. A repair adds crossings that lie off the grid, and
    rounding these may cross again: so repair until nothing changes.
    """
    shape: Any = polygon
    for _ in range(5):
        shape = shapely.make_valid(shape, method="structure", keep_collapsed=False)
        rounded = shapely.transform(shape, lambda xy: np.round(xy, digits) + 0.0)
        if rounded.is_valid:
            return [part for part in cut_at_antimeridian(rounded, digits) if part.area > 0]
        shape = rounded
    raise DataError(f"a ring near {polygon.bounds} stays invalid; look at it by hand")


def cut_at_antimeridian(shape: Any, digits: int) -> list[Polygon]:
    """Cut unwrapped polygons at ±180 and bring every piece into [-180, 180]."""
    west, _, east, _ = shape.bounds if not shape.is_empty else (0.0, 0.0, 0.0, 0.0)
    if west >= -180 and east <= 180:
        return polygons(shape)
    pieces = []
    for turn in (-360, 0, 360):
        moved = shapely.transform(shape, lambda xy, turn=turn: xy + np.array([turn, 0.0]))
        inside = moved.intersection(box(-180, -90, 180, 90))
        pieces += polygons(shapely.transform(inside, lambda xy: np.round(xy, digits) + 0.0))
    return pieces


def polygons(shape: Any) -> list[Polygon]:
    """Give the polygons of a shape and leave its lines and points."""
    parts = shapely.get_parts(shape, return_index=False)
    flat = [p for part in parts for p in shapely.get_parts(part)]
    return [part for part in flat if part.geom_type == "Polygon" and not part.is_empty]


def sorted_multipolygon(parts: list[Polygon]) -> Polygon | MultiPolygon:
    """Put parts and rings into one order, exterior rings counterclockwise (RFC 7946)."""
    shape = MultiPolygon(parts)
    if not shape.is_valid:
        shape = MultiPolygon(polygons(shapely.union_all(parts)))
    shape = shapely.orient_polygons(shapely.normalize(shape), exterior_cw=False)
    return shape.geoms[0] if len(shape.geoms) == 1 else shape


def country_shapes(topology: Topology) -> list[tuple[str, str, Any]]:
    """Give the (iso, name, shape) of every country and disputed feature, without overlaps."""
    with (HERE / "states.csv").open(encoding="utf-8", newline="") as stream:
        states = {row["natural_earth"]: (row["iso"], row["name"]) for row in csv.DictReader(stream)}
    groups: dict[tuple[str, str], list[Polygon]] = {}
    for natural_earth, parts in topology.features("countries"):
        if natural_earth not in states:
            raise DataError(f"seeds/basemap/states.csv: no row for {natural_earth!r}; add one")
        for part in parts:
            key = disputed_key(natural_earth, part) or states[natural_earth]
            groups.setdefault(key, []).append(part)
    missing = {entry.name for entry in DISPUTED} - {name for _, name in groups}
    if missing:
        raise DataError(f"no land found for {', '.join(sorted(missing))}; mend DISPUTED")
    return [(*key, sorted_multipolygon(groups[key])) for key in sorted(groups)]


def disputed_key(natural_earth: str, part: Polygon) -> tuple[str, str] | None:
    """Give the key of the disputed feature that a part belongs to, if any."""
    for entry in DISPUTED:
        if natural_earth == entry.holder and box(*entry.bbox).contains(part):
            return "", entry.name
    return None


def without_overlaps(shapes: list[Any], digits: int) -> list[Any]:
    """Mend the few borders where two repairs differ, so that neighbours share every vertex."""
    cleaned = shapely.coverage_clean(shapes, gap_width=0.0, snapping_distance=0.0)
    mended = []
    for before, after in zip(shapes, cleaned, strict=True):
        rounded = shapely.transform(after, lambda xy: np.round(xy, digits) + 0.0)
        mended.append(sorted_multipolygon(polygons(rounded)) if after is not before else before)
    return mended


def feature(identifier: str, properties: dict[str, Any], shape: Any) -> str:
    """Write one feature on one line, with short numbers."""
    text = shapely.to_geojson(shape)
    geometry = json.loads(text)
    return json.dumps(
        {"type": "Feature", "id": identifier, "properties": properties, "geometry": geometry},
        ensure_ascii=False,
        allow_nan=False,
        separators=(",", ":"),
    )


def collection(name: str, features: list[str]) -> bytes:
    """Write a collection, one feature a line."""
    head = json.dumps(
        {"type": "FeatureCollection", "name": name, "source": SOURCE, "attribution": ATTRIBUTION},
        ensure_ascii=False,
    )
    body = ",\n".join(features)
    return f'{head[:-1]}, "features": [\n{body}\n]}}\n'.encode()


def slug(name: str) -> str:
    """Turn a name into an id: lower-case words joined by hyphens, accents kept."""
    words = "".join(c if c.isalnum() else " " for c in name.lower()).split()
    return "-".join(words)


def countries_file(archive: dict[str, Any]) -> bytes:
    """Make ``land-10m``: one feature a country, full detail."""
    topology = Topology(archive["countries-10m"], 4)
    named = country_shapes(topology)
    shapes = without_overlaps([shape for _, _, shape in named], topology.digits)
    rows = [
        feature(slug(name), {"iso": iso or None, "name": name}, shape)
        for (iso, name, _), shape in zip(named, shapes, strict=True)
    ]
    say(f"10m: {len(rows)} features, {shapely.get_num_coordinates(shapes).sum():,} positions")
    invalid = shapely.length(shapely.coverage_invalid_edges(shapes)).sum()
    say(f"10m: {invalid:.6f} degrees of border without a matching neighbour")
    refuse_invalid("10m", shapes)
    return collection("land-10m", rows)


def land_file(archive: dict[str, Any], level: str, digits: int) -> bytes:
    """Make ``land-50m`` or ``land-110m``: all land in one feature."""
    topology = Topology(archive[f"countries-{level}"], digits)
    parts = [part for _, shapes in topology.features("land") for part in shapes]
    shape = sorted_multipolygon(polygons(shapely.union_all(parts, grid_size=10.0**-digits)))
    shape = shapely.transform(shape, lambda xy: np.round(xy, digits) + 0.0)
    refuse_invalid(level, [shape])
    say(f"{level}: {shapely.get_num_coordinates(shape):,} positions")
    return collection(f"land-{level}", [feature("land", {"name": "land"}, shape)])


def refuse_invalid(level: str, shapes: list[Any]) -> None:
    """Stop when a shape is not valid or two neighbours do not share their border."""
    for shape in shapes:
        if not shape.is_valid:
            raise DataError(f"{level}: {shapely.is_valid_reason(shape)}; look at it by hand")
    if not shapely.coverage_is_valid(shapes):
        raise DataError(f"{level}: neighbours overlap; look at shapely.coverage_invalid_edges")


def read_archive(path: Path) -> dict[str, Any]:
    """Check the archive's integrity and read the topologies from it."""
    content = path.read_bytes()
    found = "sha512-" + base64.b64encode(hashlib.sha512(content).digest()).decode()
    if found != INTEGRITY:
        raise DataError(
            f"{path}: expected {INTEGRITY}, got {found}; get it with 'npm pack world-atlas@2.0.2'"
        )
    topologies = {}
    with tarfile.open(fileobj=io.BytesIO(content)) as archive:
        for level in ("10m", "50m", "110m"):
            member = archive.extractfile(f"package/countries-{level}.json")
            if member is None:
                raise DataError(f"{path}: countries-{level}.json is not in the archive")
            topologies[f"countries-{level}"] = json.load(member)
    return topologies


def say(text: str) -> None:
    """Tell the person at the keyboard what was done."""
    sys.stdout.write(f"{text}\n")


def main(arguments: list[str] | None = None) -> int:
    """Write the three files; say what was written."""
    parser = argparse.ArgumentParser(description="Prepare geodata/basemap from Natural Earth.")
    parser.add_argument(
        "archive", type=Path, help="world-atlas-2.0.2.tgz, from 'npm pack world-atlas@2.0.2'"
    )
    parser.add_argument("--folder", type=Path, default=FOLDER, help="where to write")
    options = parser.parse_args(arguments)
    try:
        archive = read_archive(options.archive)
        files = {
            "land-110m": land_file(archive, "110m", 2),
            "land-50m": land_file(archive, "50m", 3),
            "land-10m": countries_file(archive),
        }
    except (MapperError, OSError) as error:
        sys.stderr.write(f"{error}\n")
        return 1
    for name, content in files.items():
        write_atomic(options.folder / f"{name}.geojson", content)
        say(f"{options.folder / name}.geojson: {len(content):,} bytes")
    return 0


if __name__ == "__main__":
    raise SystemExit(main())
