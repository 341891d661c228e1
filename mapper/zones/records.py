"""Faces and arcs to records: each zone and line with its names, basis, accuracy and sources."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import Any

import numpy as np
import shapely

from mapper.errors import GeometryError, Problem
from mapper.geodesy import area_km2, split_antimeridian
from mapper.geojson import Feature
from mapper.model import Source, Zone, ZoneBoundary
from mapper.zones.belts import GRID_DEG
from mapper.zones.boundaries import HIGH_SEAS, Arc
from mapper.zones.compute import Computed
from mapper.zones.coverage import LAND, Coverage
from mapper.zones.tables import Table, zone_entries

ACCURACY_NM = 2.0
_WEAK_NM = 10.0
_TREATY_NM = {"verified": 0.1, "from-memory": 0.5}
_STATUS = {"verified": "verified", "from-memory": "background"}

BELTS = {
    "internal-waters": ("iw", "Internal waters", "Internal waters"),
    "territorial-sea": ("ts", "12NM", "Territorial sea"),
    "contiguous-zone": ("cz", "24NM", "Contiguous zone"),
}
"""Belt to the head of its ids, its type in Marine Regions' words, and its name."""

_CONTIGUOUS_NOTE = "Where a contiguous zone may lie; not every state claims one."
NO_AGREEMENT = "No agreed line known here."
WEAK = "Weak: agreed lines that matter here are not in the table; the median may be 20 nm off."
CUT = "Goes on beyond the region that is drawn; that edge is no limit."

_SOURCES = (
    Source(id="atlas", publisher="Maritime Exercise Atlas", title="Computed zones",
           note="Computed: equidistance and 200 nm, not an official limit."),
    Source(id="natural-earth", publisher="Natural Earth", title="1:10m land, public domain",
           url="https://www.naturalearthdata.com/"),
    Source(id="gshhg", publisher="P. Wessel and W. H. F. Smith",
           title="GSHHG, islets that the coastline lacks; GNU LGPL",
           url="https://www.soest.hawaii.edu/pwessel/gshhg/"),
)  # fmt: skip


class Naming:
    """Ids and records of one region.

    Parameters
    ----------
    region : table
        An entry of seeds/zones/regions.toml.
    names : dict of str to str
        Codes of states with their names.
    computed : Computed
        Its zones and the treaties that were applied. States that the region does not list, but
        whose zones reach into it, get one too: what has no zone must be high seas.

    Raises
    ------
    GeometryError
        A zone is no state's and the region does not say whose it is.
    """

    def __init__(self, region: Table, names: Mapping[str, str], computed: Computed) -> None:
        self.region = region
        self.names = names
        self.treaties = {treaty["id"]: treaty for treaty in computed.treaties}
        self.suffix = region.get("suffix", "")
        self.zones: dict[str, Table] = {one["label"]: one for one in zone_entries(region)}
        for label in sorted(computed.zones.keys() - self.zones.keys()):
            if not computed.zones[label].intersects(computed.frame.window):
                continue
            if self.state(label) is None:
                raise GeometryError(
                    Problem(f"region {region['id']}", f"no entry says whose zone {label!r} is",
                            "add a region.zone with its claimants, or merge it")
                )  # fmt: skip
            self.zones[label] = {"label": label}
        self.features = {entry["label"]: entry for entry in region.get("feature", ())}

    def zone_id(self, label: str, head: str = "eez") -> str:
        """The id of a zone, or nothing for labels that the region does not list."""
        known = label in self.zones or label in self.features
        return f"{head}-{label.lower()}{self.suffix}" if known else ""

    def accuracy_nm(self, label: str) -> float:
        """How far a zone's computed lines may lie from what their basis means."""
        return float(self.zones.get(label, {}).get("accuracy_nm", ACCURACY_NM))

    def state(self, label: str) -> str | None:
        """The code of a zone's state; ``None`` for areas that several share or claim."""
        return label if len(label) == 3 and label.isupper() else None

    def record(self, label: str, area: float, cut: bool = False) -> Zone:
        """The EEZ, joint area or disputed area of a label; ``cut`` where the window ends it."""
        entry = self.zones[label]
        head = "shelf" if entry.get("belt") == "continental-shelf" else "eez"
        return Zone(
            id=self.zone_id(label, head), belt=entry.get("belt", "eez"), method="computed",
            region=self.region["id"], accuracy_nm=self.accuracy_nm(label),
            mrgid=entry.get("mrgid"), geoname=self._geoname(label, entry),
            pol_type=self._pol_type(entry), names=entry.get("names", {}), area_km2=round(area),
            note=" ".join(
                filter(None, [
                    entry.get("note"), self.region.get("note"), CUT if cut else "",
                    WEAK if self.accuracy_nm(label) >= _WEAK_NM else "",
                ])
            ),
            sources=_SOURCES, **self._states(label, entry),
        )  # fmt: skip

    def belt_record(self, label: str, belt: str, area: float) -> Zone:
        """A belt of a zone."""
        entry = self.zones[label]
        head, pol_type, name = BELTS[belt]
        note = _CONTIGUOUS_NOTE if belt == "contiguous-zone" else self._narrow_note(label, belt)
        shared = self._pol_type(entry) == "Overlapping claim"
        return Zone(
            id=self.zone_id(label, head), belt=belt, method="computed",
            region=self.region["id"], accuracy_nm=1.0, mrgid_eez=entry.get("mrgid"),
            geoname=f"{name}: {entry.get('territory', self._name(label))}",
            pol_type="Overlapping claim" if shared else pol_type,
            part_of=self.zone_id(label), area_km2=max(1, round(area)), note=note,
            sources=_SOURCES, **self._states(label, entry),
        )  # fmt: skip

    def feature_record(self, label: str, area: float) -> Zone:
        """The territorial sea of a disputed feature that has no zone of its own."""
        entry = self.features[label]
        return Zone(
            id=self.zone_id(label, "ts"), belt="territorial-sea", method="computed",
            region=self.region["id"], accuracy_nm=ACCURACY_NM,
            geoname=f"Overlapping claim: territorial sea of the {entry['geoname']}",
            pol_type="Overlapping claim", area_km2=max(1, round(area)), sources=_SOURCES,
            note="12 nm round the land of the 1:10m coastline; what is dry only at low tide, or "
            "too small for that scale, is not drawn.",
            **self._states(label, {"territory": entry["geoname"], **entry}),
        )  # fmt: skip

    def line_record(self, sides: tuple[str, str], basis: str, treaty: str) -> ZoneBoundary:
        """A boundary of zones."""
        table = self.treaties.get(treaty)
        states = [state for side in sides if (state := self.state(side))]
        head = "--".join(filter(None, (side.lower() for side in sides)))
        accuracy = max(self.accuracy_nm(side) for side in sides)
        note = "" if table or basis != "median" else NO_AGREEMENT
        if note and accuracy >= _WEAK_NM:
            note = f"{note} {WEAK}"
        if table:
            accuracy = _TREATY_NM[table["status"]]
            note = f"{table.get('scope', '')} {table['checked']}".strip()
        tail = f"--{treaty}" if treaty else ""
        source = Source(id=treaty, publisher=table["source"], title=table["instrument"],
                        date=table["signed"], link=False) if table else None  # fmt: skip
        return ZoneBoundary(
            id=f"line-{head}--{basis}{tail}{self.suffix}", belt="eez", method="computed",
            region=self.region["id"], accuracy_nm=accuracy, basis=basis,
            sides=(self._side(sides[0]), self._side(sides[1])), states=tuple(states),
            instrument=table["instrument"] if table else "", treaty=treaty, note=note,
            status=_STATUS[table["status"]] if table else "background",
            sources=(source, *_SOURCES[:1]) if source else _SOURCES,
        )  # fmt: skip

    def limit_record(self, label: str, belt: str) -> ZoneBoundary:
        """The outer limit of a belt."""
        head = BELTS[belt][0]
        return ZoneBoundary(
            id=f"limit-{head}-{label.lower()}{self.suffix}", belt=belt,
            method="computed", region=self.region["id"], accuracy_nm=1.0, basis="limit",
            sides=(self.zone_id(label, head), ""), sources=_SOURCES[:1],
            note=self._narrow_note(label, belt), states=tuple(filter(None, [self.state(label)])),
        )  # fmt: skip

    def _narrow_note(self, label: str, belt: str) -> str:
        """Where a state's territorial sea is narrower than 12 nm, and what is known of where."""
        entries = [entry for entry in self.region.get("narrow", ()) if label in entry["labels"]]
        if belt != "territorial-sea" or not entries:
            return ""
        told = [f"{entry['breadth_nm']} nm in {entry['name']}" for entry in entries]
        return f"Narrower than 12 nm: {'; '.join(told)}; where these begin and end is approximate."

    def _side(self, label: str) -> str:
        entry = self.zones.get(label, {})
        return self.zone_id(label, "shelf" if entry.get("belt") else "eez")

    def _name(self, code: str) -> str:
        return self.names.get(code, code)

    def _geoname(self, label: str, entry: Table) -> str:
        return str(entry.get("geoname", f"{self._name(label)} Exclusive Economic Zone"))

    def _pol_type(self, entry: Table) -> str:
        return str(entry.get("pol_type", "Overlapping claim" if "center" in entry else "200NM"))

    def _states(self, label: str, entry: Table) -> dict[str, Any]:
        """Territory, sovereigns and claimants, as Marine Regions has them."""
        claimants = tuple(entry.get("claimants", (entry.get("sovereign", label),)))
        found: dict[str, Any] = {
            "claimants": claimants,
            "territory1": entry.get("territory", self._name(label)),
            "iso_ter1": self.state(label),
        }
        for place, code in enumerate(claimants[:3], start=1):
            found[f"sovereign{place}"] = self._name(code)
            found[f"iso_sov{place}"] = code
        return found


def zone_features(coverage: Coverage, naming: Naming) -> Iterator[Feature]:
    """The zones of a coverage and their belts, by label."""
    sea = coverage.belts != LAND
    for label in naming.zones:
        mine = sea & (coverage.labels == label)
        if mine.any():
            whole = coverage.area(mine)
            shape, cut = _written(whole), _touches(whole, naming.region["window"])
            yield Feature(naming.record(label, area_km2(shape), cut), shape)
    for belt in BELTS:
        for label in naming.zones:
            mine = (coverage.belts == belt) & (coverage.labels == label)
            mine &= coverage.features == ""
            if mine.any() and not naming.zones[label].get("belt"):
                shape = _written(coverage.area(mine))
                yield Feature(naming.belt_record(label, belt, area_km2(shape)), shape)
    for label in naming.features:
        mine = sea & (coverage.features == label)
        if mine.any():
            shape = _written(coverage.area(mine))
            yield Feature(naming.feature_record(label, area_km2(shape)), shape)


def boundary_features(coverage: Coverage, naming: Naming, land: Sequence[Any]) -> Iterator[Feature]:
    """The lines of a coverage at sea, with their basis, and the outer limits of the belts."""
    grouped: dict[tuple[tuple[str, str], str, str], list[Any]] = {}
    for arc in coverage.arcs:
        if arc.basis == "window" or not any(side in naming.zones for side in arc.sides):
            continue
        turned = _turned(arc)
        grouped.setdefault((turned.sides, arc.basis, arc.instrument), []).append(turned.line)
    tree = shapely.STRtree(land)
    for (sides, basis, treaty), lines in sorted(grouped.items()):
        line = _at_sea(shapely.line_merge(shapely.multilinestrings(lines), directed=True), tree)
        if not line.is_empty:
            yield Feature(naming.line_record(sides, basis, treaty), _written(line))
    for belt, inner in (("territorial-sea", ("internal-waters", "territorial-sea")),
                        ("contiguous-zone", ("contiguous-zone",))):  # fmt: skip
        outer = ("contiguous-zone", "eez") if belt == "territorial-sea" else ("eez",)
        for label in naming.zones:
            line = coverage.limits(label, inner, outer)
            if not line.is_empty and not naming.zones[label].get("belt"):
                yield Feature(naming.limit_record(label, belt), _written(line))


def _turned(arc: Arc) -> Arc:
    """The arc with its sides in order of the alphabet, the high seas last."""
    one, two = arc.sides
    if one == HIGH_SEAS or (two != HIGH_SEAS and two < one):
        return Arc(arc.line.reverse(), (two, one), arc.basis, arc.instrument)
    return arc


def _touches(area: Any, window: Sequence[float]) -> bool:
    """Whether an area reaches the edge of the window."""
    return bool(np.abs(np.array(area.bounds) - window).min() < GRID_DEG)


def _at_sea(line: Any, tree: shapely.STRtree) -> Any:
    near = tree.geometries[tree.query(line, predicate="intersects")]
    left = shapely.difference(line, shapely.union_all(near)) if len(near) else line
    parts = shapely.get_parts(left)
    return shapely.multilinestrings(parts[shapely.length(parts) > 10 * GRID_DEG])


def _written(shape: Any) -> Any:
    """The shape as it is written: on the grid, cut at ±180°."""
    split = split_antimeridian(shape)
    return shapely.transform(split, lambda points: np.round(points / GRID_DEG) * GRID_DEG)
