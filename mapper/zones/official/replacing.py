"""Official zones in the place of computed ones: belt by belt, areas and lines for themselves."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path

from mapper.geojson import Feature
from mapper.zones.official.store import Product, read_level


def replaced(
    computed: Sequence[Feature], zones: Path, imported: Sequence[Product], level: str, lines: bool
) -> tuple[Feature, ...]:
    """Zones or lines with those of the imported belts in the place of the computed ones.

    Parameters
    ----------
    computed : sequence of Feature
        The zones or the boundary lines of the atlas.
    zones : Path
        The ``zones`` folder that files were imported into.
    imported : sequence of Product
        What was imported, areas and lines.
    level : str
        The level of detail of official ones.
    lines : bool
        Whether these are boundary lines.

    Raises
    ------
    GeoJSONError, StorageError
        An imported file cannot be read.
    """
    mine = [one for one in imported if one.name.endswith("-lines") == lines]
    belts = {one.name.removesuffix("-lines") for one in mine}
    # A computed line round an official area would be a second, other limit.
    if lines:
        belts |= {one.name for one in imported}
    kept = [feature for feature in computed if feature.record.belt not in belts]
    official = [feature for one in mine for feature in read_level(zones, one, level)]
    return (*kept, *official)


def resolved(features: Sequence[Feature], known: set[str]) -> tuple[Feature, ...]:
    """The same features without references to zones that are not there."""
    return tuple(_resolved(feature, known) for feature in features)


def _resolved(feature: Feature, known: set[str]) -> Feature:
    record = feature.record
    changes: dict[str, object] = {}
    if getattr(record, "part_of", "") and record.part_of not in known:
        official = f"eez-{record.mrgid_eez}"
        changes["part_of"] = official if official in known else ""
    sides = getattr(record, "sides", ())
    if any(side and side not in known for side in sides):
        changes["sides"] = tuple(side if side in known else "" for side in sides)
    if not changes:
        return feature
    return replace(feature, record=record.model_copy(update=changes))
