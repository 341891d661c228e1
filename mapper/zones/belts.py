"""Belts along the coast: internal waters, territorial sea, contiguous zone."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import numpy as np
import shapely
from shapely.geometry import LineString, Point

from mapper.geodesy import densify
from mapper.zones import faces
from mapper.zones.frame import Frame
from mapper.zones.generators import Generators
from mapper.zones.medians import Cells, triangulate
from mapper.zones.tables import Table

TERRITORIAL_NM = 12.0
"""Breadth of the territorial sea (UNCLOS, article 3)."""

CONTIGUOUS_NM = 24.0
"""Outer limit of the contiguous zone (UNCLOS, article 33)."""

GRID_DEG = 1e-4
"""What is written is rounded to this: 11 m, as the 1:10m land is."""

_POINTS = 72
_SIMPLE_DEG = 2e-3
_ATTACH_DEG = 0.1


def near(cells: Cells, generators: Generators, breadth_nm: float, frame: Frame) -> Any:
    """The area within a breadth of the generators, with the land behind the coast.

    Parameters
    ----------
    cells : Cells
        The triangles of the generators.
    generators : Generators
        Coast, islets and baselines.
    breadth_nm : float
        3, 12, 24, ...
    frame : Frame
        The region's window; what lies outside is left out.
    """
    circles = faces.limit(cells, generators, breadth_nm, _POINTS)
    inside = shapely.intersection(circles, frame.window).simplify(_SIMPLE_DEG)
    parts = shapely.get_parts(shapely.make_valid(inside))
    kept = []
    for part in parts[shapely.get_type_id(parts) == 3]:
        holes = [shapely.Polygon(ring) for ring in part.interiors]
        far = [hole for hole in holes if _is_far(hole, generators, breadth_nm)]
        kept.append(shapely.Polygon(part.exterior, [hole.exterior for hole in far]))
    return shapely.union_all(kept)


def near_features(everything: Generators, labels: Sequence[str], frame: Frame) -> dict[str, Any]:
    """The territorial sea round features that are given no effect on other zones, by label."""
    found = {}
    for label in labels:
        points = everything.lonlat[everything.labels == label]
        if len(points):
            circles = faces.circles_round(points, TERRITORIAL_NM, _POINTS)
            found[label] = shapely.intersection(circles, frame.window).simplify(_SIMPLE_DEG)
    return found


def narrow_areas(region: Table, generators: Generators, frame: Frame) -> list[tuple[Table, Any]]:
    """Where a state keeps to less than 12 nm: each entry with the area within its breadth."""
    found = []
    for entry in region.get("narrow", ()):
        west, south, east, north = entry["box"]
        margin = 2 * TERRITORIAL_NM / 60
        lon, lat = generators.lonlat[:, 0], generators.lonlat[:, 1]
        close = (lon > west - margin) & (lon < east + margin)
        close &= (lat > south - margin) & (lat < north + margin)
        mine = Generators(generators.lonlat[close], generators.labels[close])
        area = near(triangulate(mine, frame), mine, entry["breadth_nm"], frame)
        found.append((entry, shapely.intersection(area, shapely.box(west, south, east, north))))
    return found


def internal_waters(
    baselines: Sequence[Table], land: Sequence[Any], frame: Frame
) -> dict[str, Any]:
    """The waters between straight baselines and the coast, by state.

    The ends of a baseline are joined to the coast where that is nearer than 6 nm. A baseline
    that closes nothing together with the coast gives no area.

    Parameters
    ----------
    baselines : sequence of table
        Entries of seeds/zones/baselines.toml; archipelagic ones are left out.
    land : sequence of Polygon
        In the frame's longitudes.
    frame : Frame
        The region's window.
    """
    tree = shapely.STRtree(land)
    found: dict[str, Any] = {}
    states = {line["state"] for line in baselines if line["kind"] != "archipelagic"}
    for state in sorted(states):
        mine = [one for one in baselines if one["state"] == state and one["kind"] != "archipelagic"]
        lines = [line for one in mine for line in _drawn(one, tree, land, frame)]
        lines = [line for line in lines if line.intersects(frame.window)]
        if not lines:
            continue
        around = shapely.union_all(lines)
        coast = [land[i].boundary for i in tree.query(shapely.box(*around.buffer(2).bounds))]
        net = shapely.union_all([*lines, *coast], grid_size=GRID_DEG)
        closed = shapely.get_parts(shapely.polygonize(shapely.get_parts(net)))
        inner = shapely.point_on_surface(closed)
        on_land = np.zeros(len(closed), dtype=bool)
        on_land[np.unique(tree.query(inner, predicate="within")[0])] = True
        touching = shapely.distance(closed, around) < GRID_DEG
        waters = closed[~on_land & touching]
        if len(waters):
            found[state] = shapely.union_all(waters)
    return found


def _drawn(line: Table, tree: shapely.STRtree, land: Sequence[Any], frame: Frame) -> list[Any]:
    """A baseline with its closing lines and short lines from its ends to the coast."""
    points = [(float(frame.wrap(lon)), lat) for lon, lat in line["points"]]
    drawn: list[Any] = [densify(LineString(points), "geodesic")]
    drawn += [LineString(closing) for closing in line.get("closing", ())]
    for end in (points[0], points[-1]):
        nearest = int(tree.nearest(Point(end)))
        way = shapely.shortest_line(Point(end), land[nearest].boundary)
        if 0 < way.length < _ATTACH_DEG:
            (start, foot) = way.coords
            beyond = (2 * foot[0] - start[0], 2 * foot[1] - start[1])
            drawn.append(LineString([start, beyond]))
    return drawn


def _is_far(hole: Any, generators: Generators, breadth_nm: float) -> bool:
    inner = np.array(hole.point_on_surface().coords)
    return bool(faces.nearest(inner, generators)[1][0] > breadth_nm)
