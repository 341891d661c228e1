"""The recipe: coast and base points to labelled zones of one region."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import shapely
from shapely.geometry.base import BaseGeometry

from mapper.errors import GeometryError, Problem
from mapper.geodesy import circle, unwrap
from mapper.zones import faces, law
from mapper.zones.baselines import along_baselines
from mapper.zones.frame import Frame
from mapper.zones.generators import Generators, gather
from mapper.zones.medians import Cells, medians, triangulate
from mapper.zones.tables import Table, Tables, zone_entries

Say = Callable[[str], None]


@dataclass(frozen=True)
class Computed:
    """The zones of a region in its frame, before land is taken out.

    Attributes
    ----------
    zones : dict of str to polygons
        By label; a coverage.
    frame : Frame
        The region's window.
    cells : Cells
        The triangles of the generators.
    generators, everything : Generators
        What they were measured from; the same with features that are given no effect.
    treaties : tuple of table
        Those that were applied.
    """

    zones: dict[str, Any]
    frame: Frame
    cells: Cells
    generators: Generators
    everything: Generators
    treaties: tuple[Table, ...]


def compute(
    region: Table,
    coasts: Sequence[tuple[str, BaseGeometry]],
    tables: Tables,
    say: Say = lambda _: None,
) -> Computed:
    """Compute the zones of one region.

    Parameters
    ----------
    region : table
        An entry of seeds/zones/regions.toml.
    coasts : sequence of (label, polygons)
        All land by label.
    tables : Tables
        Treaties, baselines and base points.
    say : callable
        Told each step.

    Raises
    ------
    GeometryError
        An expected zone is missing or a zone holds foreign coast.
    """
    frame = Frame(*region["window"])
    everything = all_generators(region, coasts, tables, frame)
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
    applied = tuple(one for one in tables.treaties if _applies(one, zones, frame))
    zones = _with_enclaves(_lawful(zones, region, applied, frame), region)
    _require_expected(zones, region)
    return Computed(zones, frame, cells, generators, everything, applied)


def all_generators(
    region: Table,
    coasts: Sequence[tuple[str, BaseGeometry]],
    tables: Tables,
    frame: Frame,
) -> Generators:
    """The labelled points of a region: coast, islets and baselines; see ``compute``.

    ``merge`` of the region files labels under another, ``part`` gives the points in a box a
    label of their own.
    """
    merged = {label: rule["into"] for rule in region.get("merge", ()) for label in rule["labels"]}
    points = [
        *tables.base_points,
        *((*one["position"], one["label"]) for one in region.get("islet", ())),
    ]
    points += along_baselines(tables.baselines, frame)
    found = gather(
        [(merged.get(label, label), land) for label, land in coasts],
        [(lon, lat, merged.get(label, label)) for lon, lat, label in points],
        frame,
    )
    for part in region.get("part", ()):
        found = found.relabelled(part["of"], part["label"], part["box"])
    return found


def _applies(treaty: Table, zones: Mapping[str, Any], frame: Frame) -> bool:
    """Whether a line or area lies in the region and has its parties' zones there."""
    line = [(float(frame.wrap(lon)), lat) for lon, lat in treaty["points"]]
    inside: bool = shapely.LineString(line).within(frame.wide)
    if treaty["use"] == "boundary":
        return inside and {treaty["left"], treaty["right"]} <= set(zones)
    return inside and treaty["use"] == "joint"


def _lawful(
    zones: dict[str, Any], region: Table, treaties: Sequence[Table], frame: Frame
) -> dict[str, Any]:
    for treaty in treaties:
        line = [(float(frame.wrap(lon)), lat) for lon, lat in treaty["points"]]
        if treaty["use"] == "boundary":
            left, right = treaty["left"], treaty["right"]
            zones[left], zones[right] = law.apply_treaty(
                zones[left], zones[right], line, treaty["width_nm"], frame
            )
        else:
            area = law.polygon(line, frame)
            zones = law.settle(law.cut_out(zones, area), area, treaty["parties"])
            zones[treaty["id"]] = area
    for disc in region.get("disc", ()):
        area = unwrap(circle(disc["center"], disc["radius_nm"], 360), frame.center_lon)
        zones = law.cut_out(zones, area)
        zones[disc["label"]] = area
    return zones


def _with_enclaves(zones: dict[str, Any], region: Table) -> dict[str, Any]:
    """Waters beyond 200 nm that zones enclose become areas of their own, where named.

    Raises
    ------
    GeometryError
        No hole holds the given position.
    """
    if not region.get("enclave"):
        return zones
    whole = shapely.union_all(list(zones.values()), grid_size=faces.GRID_DEG)
    holes = [shapely.Polygon(ring) for part in shapely.get_parts(whole) for ring in part.interiors]
    for enclave in region["enclave"]:
        point = shapely.Point(enclave["point"])
        found = next((hole for hole in holes if hole.contains(point)), None)
        if found is None:
            raise GeometryError(
                Problem(f"region {region['id']}", f"no waters beyond 200 nm are enclosed at "
                        f"{enclave['point']}", f"correct the point of {enclave['label']}")
            )  # fmt: skip
        zones[enclave["label"]] = found
    return zones


def _require_expected(zones: Mapping[str, Any], region: Table) -> None:
    expected = [zone["label"] for zone in zone_entries(region)]
    missing = [label for label in expected if label not in zones or zones[label].is_empty]
    if missing:
        raise GeometryError(
            Problem(f"region {region['id']}", f"no zone for {', '.join(missing)}",
                    "check the coast's labels")
        )  # fmt: skip
