"""List the base points that move a line and are not reviewed: ``python seeds/zones/review.py``.

Islets nearer to each other than 5 nm are one group. For every point of a median or of the 200 nm
limit that a group carries, the next coast of the same label is looked for: how much farther it is
tells how far the line would move without the group.
"""

from __future__ import annotations

import csv
import sys
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np
import shapely
from scipy.spatial import cKDTree

from mapper.basemap import Basemap
from mapper.files import read_regular
from mapper.zones import faces
from mapper.zones.building import slug
from mapper.zones.compute import all_generators
from mapper.zones.frame import Frame, unit_vectors
from mapper.zones.medians import medians, triangulate
from mapper.zones.tables import Table, Tables, read_tables

HERE = Path(__file__).resolve().parent
LAND = HERE.parents[1] / "geodata" / "basemap"
GROUP_NM = 5.0
MOVES_NM = 2.0
_EARTH_NM = 3440.07
_NEAREST = 60
_TIE_NM = 0.8


@dataclass(frozen=True)
class Islets:
    """The rows of the table with the group that each is in."""

    lonlat: Any
    labels: list[str]
    names: list[str]
    groups: Any


def read_islets(path: Path, frame: Frame) -> Islets:
    """Read the table and group what lies close together under one label."""
    lines = read_regular(path).decode("utf-8").splitlines()
    rows = list(csv.DictReader(line for line in lines if not line.startswith("#")))
    lonlat = np.array([(float(frame.wrap(float(row["lon"]))), float(row["lat"])) for row in rows])
    labels = [row["label"] for row in rows]
    parents = list(range(len(rows)))

    def root(number: int) -> int:
        while parents[number] != number:
            number = parents[number]
        return number

    for one, two in cKDTree(unit_vectors(lonlat)).query_pairs(GROUP_NM / _EARTH_NM):
        if labels[one] == labels[two]:
            parents[root(one)] = root(two)
    groups = np.array([root(number) for number in range(len(rows))])
    return Islets(lonlat, labels, [row["name"] for row in rows], groups)


def moves(region: Table, tables: Tables, islets: Islets, frame: Frame) -> dict[int, float]:
    """How far (nm) a line moves without each group that carries one."""
    land = Basemap(LAND).land()
    coasts = [
        (country.iso or slug(country.name), shape)
        for country, shape in zip(land.countries, land.shapes, strict=True)
    ]
    generators = all_generators(region, coasts, tables, frame).without(region["no_effect"])
    cells = triangulate(generators, frame)
    lines = [median.line for median in medians(cells, generators, frame)]
    lines.append(shapely.segmentize(faces.limit(cells, generators).boundary, 0.05))
    points = np.vstack([shapely.get_coordinates(line) for line in lines])
    known = {tuple(point): group for point, group in
             zip(np.round(islets.lonlat, 5).tolist(), islets.groups, strict=True)}  # fmt: skip
    group = np.array([known.get(tuple(p), -1) for p in np.round(generators.lonlat, 5).tolist()])
    tree = cKDTree(unit_vectors(generators.lonlat))
    distance, near = tree.query(unit_vectors(points), k=_NEAREST)
    found: dict[int, float] = {}
    for away, which in zip(distance * _EARTH_NM, near, strict=True):
        for mine in set(group[which[away < away[0] + _TIE_NM]]) - {-1}:
            label = generators.labels[which[group[which] == mine][0]]
            others = away[(generators.labels[which] == label) & (group[which] != mine)]
            moved = float(others[0] - away[0]) if len(others) else float("inf")
            found[mine] = max(found.get(mine, 0.0), moved)
    return found


def main() -> int:
    """Print what moves a line of the first region and has no name; 1 when there is such."""
    tables = read_tables(HERE)
    region = tables.regions[0]
    frame = Frame(*region["window"])
    islets = read_islets(HERE / "base_points.csv", frame)
    bare = 0
    for group, moved in sorted(moves(region, tables, islets, frame).items()):
        mine = np.flatnonzero(islets.groups == group)
        lon, lat = islets.lonlat[mine].mean(axis=0)
        inside = frame.window.contains(shapely.Point(lon, lat))
        if moved > MOVES_NM and inside and not islets.names[mine[0]]:
            bare += 1
            sys.stdout.write(
                f"{islets.labels[mine[0]]} {lon:.3f} {lat:.3f}: moves a line by {moved:.1f} nm\n"
            )
    return 1 if bare else 0


if __name__ == "__main__":
    raise SystemExit(main())
