"""The recipe: coast and base points to labelled zones of one region."""

from __future__ import annotations

import csv
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np
import shapely
from shapely.geometry.base import BaseGeometry

from mapper.errors import GeometryError, Problem
from mapper.geodesy import circle, unwrap
from mapper.zones import faces, law
from mapper.zones.baselines import along_baselines
from mapper.zones.frame import Frame
from mapper.zones.generators import Generators, gather
from mapper.zones.medians import Median, medians, triangulate

Table = Mapping[str, Any]
Say = Callable[[str], None]
BasePoint = tuple[float, float, str]


@dataclass(frozen=True)
class Computed:
    """The zones of a region in its frame, before land is taken out.

    Attributes
    ----------
    zones : dict of str to polygons
        By label; a coverage.
    lines : tuple of Median
        The median lines before treaties.
    edge : polygons
        The area within 200 nm.
    generators : Generators
        What they were measured from.
    """

    zones: dict[str, Any]
    lines: tuple[Median, ...]
    edge: Any
    generators: Generators


def read_base_points(path: Path) -> list[BasePoint]:
    """Read ``lon,lat,label`` rows."""
    with path.open(encoding="utf-8", newline="") as stream:
        rows = csv.DictReader(line for line in stream if not line.startswith("#"))
        return [(float(row["lon"]), float(row["lat"]), row["label"]) for row in rows]


def compute(
    region: Table,
    coasts: Sequence[tuple[str, BaseGeometry]],
    base_points: Sequence[BasePoint],
    treaties: Sequence[Table],
    baselines: Sequence[Table] = (),
    say: Say = lambda _: None,
) -> Computed:
    """Compute the zones of one region.

    Parameters
    ----------
    region : table
        An entry of seeds/zones/regions.toml.
    coasts : sequence of (label, polygons)
        All land by label.
    base_points : sequence of (lon, lat, label)
        Islets that the coastline lacks.
    treaties : sequence of table
        Entries of seeds/zones/treaties.toml.
    baselines : sequence of table
        Entries of seeds/zones/baselines.toml.
    say : callable
        Told each step.

    Raises
    ------
    GeometryError
        An expected zone is missing or a zone holds foreign coast.
    """
    frame = Frame(*region["window"])
    everything = all_generators(region, coasts, base_points, baselines, frame)
    generators = everything.without(region.get("no_effect", ()))
    say(f"{len(generators.labels):,} base points")
    cells = triangulate(generators, frame)
    say("median lines")
    lines = medians(cells, generators, frame)
    say("200 nm limit")
    edge = faces.limit(cells, generators)
    zones = faces.label_faces(lines, edge, generators)
    faces.require_pure(zones, generators)
    say("treaties")
    zones = _lawful(zones, region, treaties, frame)
    _require_expected(zones, region)
    return Computed(zones, tuple(lines), edge, generators)


def all_generators(
    region: Table,
    coasts: Sequence[tuple[str, BaseGeometry]],
    base_points: Sequence[BasePoint],
    baselines: Sequence[Table],
    frame: Frame,
) -> Generators:
    """The labelled points of a region: coast, islets and baselines; see ``compute``.

    ``merge`` of the region files labels under another, ``part`` gives the points in a box a
    label of their own.
    """
    merged = {label: rule["into"] for rule in region.get("merge", ()) for label in rule["labels"]}
    points = [*base_points, *((*one["position"], one["label"]) for one in region.get("islet", ()))]
    points += along_baselines(baselines, frame)
    found = gather(
        [(merged.get(label, label), land) for label, land in coasts],
        [(lon, lat, merged.get(label, label)) for lon, lat, label in points],
        frame,
    )
    for part in region.get("part", ()):
        found = found.relabelled(part["of"], part["label"], part["box"])
    return found


def _lawful(
    zones: dict[str, Any], region: Table, treaties: Sequence[Table], frame: Frame
) -> dict[str, Any]:
    for treaty in treaties:
        line = [(float(frame.wrap(lon)), lat) for lon, lat in treaty["points"]]
        if not shapely.LineString(line).within(frame.wide):
            continue
        if treaty["use"] == "boundary" and {treaty["left"], treaty["right"]} <= set(zones):
            left, right = treaty["left"], treaty["right"]
            zones[left], zones[right] = law.apply_treaty(
                zones[left], zones[right], line, treaty["width_nm"], frame
            )
        elif treaty["use"] == "joint":
            area = law.polygon(line, frame)
            zones = law.cut_out(zones, area)
            zones[treaty["id"]] = area
    for disc in region.get("disc", ()):
        area = unwrap(circle(disc["center"], disc["radius_nm"], 360), frame.center_lon)
        zones = law.cut_out(zones, area)
        zones[disc["label"]] = area
    return zones


def _require_expected(zones: Mapping[str, Any], region: Table) -> None:
    expected = [zone["label"] for zone in region.get("zone", ())]
    missing = [label for label in expected if label not in zones or zones[label].is_empty]
    if missing:
        raise GeometryError(
            Problem(f"region {region['id']}", f"no zone for {', '.join(missing)}",
                    "check the coast's labels")
        )  # fmt: skip


def without_land(
    zones: Mapping[str, Any], land: Sequence[BaseGeometry], frame: Frame
) -> dict[str, Any]:
    """Zones within the window with the land taken out, land given by parts."""
    near = np.array([part for whole in land for part in frame.bring(whole)])
    tree = shapely.STRtree(near)
    found = {}
    for label, zone in zones.items():
        inside = shapely.intersection(zone, frame.window)
        touching = near[tree.query(inside, predicate="intersects")]
        if not inside.is_empty:
            found[label] = shapely.difference(inside, shapely.union_all(touching))
    return found
