"""Zones, belts and land as one coverage: every line is drawn once and every face has a name."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
import shapely
from numpy.typing import NDArray
from shapely.geometry import LineString

from mapper.errors import GeometryError, Problem
from mapper.zones import belts
from mapper.zones.belts import GRID_DEG
from mapper.zones.boundaries import Arc, Status, arcs_of, rebuilt, simplified
from mapper.zones.compute import Computed, Say
from mapper.zones.tables import Table, zone_entries

SIMPLE_DEG = 1e-3
"""Medians and 200 nm limits are drawn to 0.06 nm."""

LAND = "land"


@dataclass(frozen=True)
class Coverage:
    """The faces of a region.

    Attributes
    ----------
    faces : array of Polygon
        In the frame's longitudes, corners on the grid of 1e-4°.
    labels, belts : array of str
        Whose zone a face is in, empty for none; its belt, or ``land``.
    features : array of str
        The disputed feature in whose territorial sea a face lies, or nothing.
    arcs : tuple of Arc
        The boundaries of the zones with their basis, also where they cross land.
    """

    faces: NDArray[np.object_]
    labels: NDArray[np.object_]
    belts: NDArray[np.object_]
    features: NDArray[np.object_]
    arcs: tuple[Arc, ...]

    def area(self, chosen: NDArray[np.bool_]) -> Any:
        """The union of some faces; they share their corners, so that nothing is computed anew."""
        return shapely.coverage_union_all(self.faces[chosen])

    def limits(self, label: str, inside: Iterable[str], outside: Iterable[str]) -> Any:
        """The line between some belts of a zone and the belts beyond them."""
        mine = self.labels == label
        edges = [
            _edges(self.faces[mine & np.isin(self.belts, list(names))])
            for names in (inside, outside)
        ]
        shared = edges[0].keys() & edges[1].keys()
        lines = [LineString(edges[0][key]) for key in sorted(shared)]
        return shapely.line_merge(shapely.multilinestrings(lines)) if lines else LineString()


def build_coverage(
    computed: Computed,
    region: Table,
    baselines: Sequence[Table],
    land: Sequence[Any],
    say: Say = lambda _: None,
) -> Coverage:
    """Draw zones, belts and land of a region as one coverage.

    Parameters
    ----------
    computed : Computed
        The zones, of ``compute``.
    region : table
        An entry of seeds/zones/regions.toml.
    baselines : sequence of table
        Entries of seeds/zones/baselines.toml.
    land : sequence of Polygon
        The land within ±180°, without borders.
    say : callable
        Told each step.

    Raises
    ------
    GeometryError
        The zones are no valid coverage.
    """
    frame = computed.frame
    shore = np.array([part for whole in land for part in frame.bring(whole)])
    say("boundaries")
    arcs, zones = _zones(computed, region)
    say("territorial sea and contiguous zone")
    areas = _Areas.of(computed, region, baselines, shore)
    say("coverage")
    window = shapely.clip_by_rect(shore, *frame.window.bounds)
    coast = [part.boundary for part in shapely.get_parts(window) if part.area > 0]
    lines = [arc.line for arc in arcs] + areas.lines() + coast
    net = shapely.union_all(lines, grid_size=GRID_DEG)
    faces = shapely.get_parts(shapely.polygonize(shapely.get_parts(net)))
    inner = shapely.point_on_surface(faces)
    labels = _named(inner, zones)
    found = areas.belts(inner, labels)
    tree = shapely.STRtree(shore)
    found[np.unique(tree.query(inner, predicate="within")[0])] = LAND
    features = np.where(found == LAND, "", _named(inner, areas.features))
    return Coverage(faces, labels, found, features, tuple(arcs))


def _zones(computed: Computed, region: Table) -> tuple[list[Arc], dict[str, Any]]:
    window = computed.frame.window
    inside = {label: shapely.intersection(zone, window) for label, zone in computed.zones.items()}
    inside = {label: zone for label, zone in inside.items() if not zone.is_empty}
    agreed = {
        treaty["id"]: LineString(
            [(float(computed.frame.wrap(lon)), lat) for lon, lat in treaty["points"]]
        )
        for treaty in computed.treaties
    }
    arcs = simplified(arcs_of(inside, agreed, _status(region), window), SIMPLE_DEG)
    return arcs, rebuilt(arcs, inside)


def _status(region: Table) -> Status:
    entries = zone_entries(region)
    beyond = {one["label"] for one in region.get("enclave", ())}
    claimants = {
        one["label"]: frozenset(one["claimants"]) - {one["label"]}
        for one in entries if one.get("pol_type", "") == "Overlapping claim" or "center" in one
    }  # fmt: skip
    joint = {one["label"] for one in entries if one.get("pol_type") == "Joint regime"}
    return Status(claimants, frozenset(joint), frozenset(beyond))


@dataclass(frozen=True)
class _Areas:
    """What decides on the belt of a face."""

    internal: Mapping[str, Any]
    territorial: Any
    contiguous: Any
    narrow: Sequence[tuple[Table, Any]]
    features: Mapping[str, Any]

    @classmethod
    def of(
        cls, computed: Computed, region: Table, baselines: Sequence[Table], shore: Any
    ) -> _Areas:
        frame, cells, generators = computed.frame, computed.cells, computed.generators
        labels = [one["label"] for one in region.get("feature", ())]
        return cls(
            belts.internal_waters(baselines, shore, frame),
            belts.near(cells, generators, belts.TERRITORIAL_NM, frame),
            belts.near(cells, generators, belts.CONTIGUOUS_NM, frame),
            belts.narrow_areas(region, generators, frame),
            belts.near_features(computed.everything, labels, frame),
        )

    def lines(self) -> list[Any]:
        """Every outline."""
        areas = [self.territorial, self.contiguous, *self.internal.values()]
        areas += self.features.values()
        for entry, area in self.narrow:
            areas += [area, shapely.box(*entry["box"])]
        return [area.boundary for area in areas]

    def belts(self, inner: Any, labels: NDArray[np.object_]) -> NDArray[np.object_]:
        """The belt of each inner point, seaward of the coast."""
        found = np.full(len(inner), "eez", dtype=object)
        found[_within(inner, self.contiguous)] = "contiguous-zone"
        territorial = _within(inner, self.territorial)
        for entry, area in self.narrow:
            theirs = np.isin(labels, entry["labels"]) & _within(inner, shapely.box(*entry["box"]))
            territorial &= ~theirs | _within(inner, area)
        found[territorial] = "territorial-sea"
        for state, waters in self.internal.items():
            found[(labels == state) & _within(inner, waters)] = "internal-waters"
        return found


def _within(points: Any, area: Any) -> NDArray[np.bool_]:
    shapely.prepare(area)
    inside: NDArray[np.bool_] = shapely.contains(area, points)
    return inside


def _named(points: Any, areas: Mapping[str, Any]) -> NDArray[np.object_]:
    """The name of the area that each point lies in; empty for none."""
    found = np.full(len(points), "", dtype=object)
    for name, area in areas.items():
        found[_within(points, area)] = name
    return found


def _edges(faces: NDArray[np.object_]) -> dict[tuple[int, ...], Any]:
    """Sides that belong to one face only, by their ends on the grid in either direction."""
    found: dict[tuple[int, ...], Any] = {}
    rings = shapely.get_rings(faces)
    for ring in rings:
        points = shapely.get_coordinates(ring)
        keys = np.round(points / GRID_DEG).astype(np.int64)
        for i in range(len(points) - 1):
            one, two = sorted((tuple(keys[i].tolist()), tuple(keys[i + 1].tolist())))
            key = (*one, *two)
            if key in found:
                del found[key]
            else:
                found[key] = points[i : i + 2]
    return found


def require_valid(name: str, areas: Sequence[Any]) -> None:
    """Refuse areas that overlap or do not share their corners.

    Raises
    ------
    GeometryError
        Names the layer.
    """
    broken = [area for area in areas if not area.is_valid]
    if broken or not shapely.coverage_is_valid(list(areas)):
        raise GeometryError(
            Problem(name, "the areas are no valid coverage: two overlap or do not share corners",
                    "look at shapely.coverage_invalid_edges")
        )  # fmt: skip
