"""What changed from one edition of an atlas to another, feature by feature."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

import shapely

from mapper.atlas import Atlas
from mapper.geojson import Feature
from mapper.zones.official.store import products

_SHAPE = "shape"


@dataclass(frozen=True)
class Difference:
    """One feature that differs.

    Attributes
    ----------
    id, name : str
        The feature.
    kind, year : str, int
        The collection that it is in, ``zones`` or ``basemap``; places, zones and land have the
        year 0.
    event : str
        The event that it belongs to, or empty.
    what : str
        ``added``, ``removed`` or ``changed``.
    fields : tuple of str
        What changed of it, ``shape`` for its geometry.
    """

    id: str
    name: str
    kind: str
    year: int
    event: str
    what: str
    fields: tuple[str, ...] = ()


def differences(old: Atlas, new: Atlas) -> tuple[Difference, ...]:
    """Every feature that was added, removed or changed, in the order of the newer atlas.

    Zones and land, which lie under every map, come first, each as one.

    Parameters
    ----------
    old, new : Atlas
        Two editions of an atlas.
    """
    if old.fingerprint == new.fingerprint:
        return ()
    before, after = _by_id(old), _by_id(new)
    found = list(_ground(old, new))
    for name, (where, feature) in after.items():
        if name not in before:
            found.append(_difference(where, feature, "added"))
        elif fields := _changed(before[name][1], feature):
            found.append(_difference(where, feature, "changed", fields))
    gone = [_difference(where, feature, "removed") for name, (where, feature) in before.items()
            if name not in after]  # fmt: skip
    return (*found, *gone)


def _ground(old: Atlas, new: Atlas) -> Iterator[Difference]:
    before, after = old.ground.fingerprints, new.ground.fingerprints
    if before["zones"] != after["zones"]:
        fields = tuple(_other_zones(old, new)) or ("computed limits",)
        yield Difference("zones", "Maritime zones", "zones", 0, "", "changed", fields)
    if before["basemap"] != after["basemap"]:
        yield Difference("land", "Land and coast", "basemap", 0, "", "changed", ("shape",))


def _other_zones(old: Atlas, new: Atlas) -> Iterator[str]:
    """The layers that are taken from another file than before, as ``eez from World_EEZ.zip``."""
    before, after = ({one.name: one for one in products(atlas.ground.official)}
                     for atlas in (old, new))  # fmt: skip
    for name in sorted({*before, *after}):
        if before.get(name) != after.get(name):
            yield f"{name} from {after[name].file}" if name in after else f"{name} computed"


def _by_id(atlas: Atlas) -> Mapping[str, tuple[tuple[str, int], Feature]]:
    return {feature.id: (where, feature) for where, features in atlas.files.items()
            for feature in features}  # fmt: skip


def _changed(old: Feature, new: Feature) -> tuple[str, ...]:
    names = dict.fromkeys((*new.properties, *old.properties))
    fields = [name for name in names if old.properties.get(name) != new.properties.get(name)]
    if not _same_shape(old.geometry, new.geometry):
        fields.append(_SHAPE)
    return tuple(fields)


def _same_shape(old: shapely.Geometry | None, new: shapely.Geometry | None) -> bool:
    if old is None or new is None:
        return old is new
    return bool(shapely.equals_identical(old, new))


def _difference(
    where: tuple[str, int], feature: Feature, what: str, fields: tuple[str, ...] = ()
) -> Difference:
    record = feature.record
    name = getattr(record, "name", None) or getattr(record, "label", None) or feature.id
    event = getattr(record, "event", None) or getattr(record, "part_of", None) or ""
    return Difference(feature.id, str(name), *where, event, what, fields)
