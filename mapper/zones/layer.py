"""Zone files of a folder as one layer: ``NAME.geojson`` and ``NAME.boundaries.geojson``."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from mapper.errors import DataError, GeoJSONError, Problem, StorageError
from mapper.files import read_regular
from mapper.geojson import Feature, read_checked, read_collection
from mapper.model import ZoneBoundary
from mapper.settings import resource_folder
from mapper.zones.kept import FINGERPRINT_DIGITS, add_file, digest_of, zone_files
from mapper.zones.official.replacing import replaced, resolved
from mapper.zones.official.store import Product


@dataclass(frozen=True, eq=False)
class ZoneLayer:
    """All zones and boundary lines, in the order of their files' names.

    Attributes
    ----------
    zones, boundaries : tuple of Feature
        Records are ``Zone`` and ``ZoneBoundary``; shapes (lon, lat) within ±180.
    fingerprint : str
        Twelve hex digits of the SHA-256 over the files.
    official : tuple of Product
        The imported files that stand in the place of computed zones, with their citations.
    """

    zones: tuple[Feature, ...]
    boundaries: tuple[Feature, ...]
    fingerprint: str
    official: tuple[Product, ...] = ()


def read_layer(folder: Path) -> ZoneLayer:
    """Read the zone files of a folder; a missing folder is a layer without zones.

    Parameters
    ----------
    folder : Path
        As ``geodata/zones``.

    Raises
    ------
    DataError
        With every problem of every file.
    """
    layer, problems = _read(folder, shipped=folder == resource_folder("geodata") / "zones")
    if problems:
        raise DataError(problems)
    return layer


def read_drawn(folder: Path) -> ZoneLayer:
    """The layer as far as a map draws it: areas of one claimant come without their shapes.

    Those are most of what there is to read, and the lines say all that is drawn of them. A folder
    of your own is read and checked whole.

    Raises
    ------
    DataError
        With every problem of every file.
    """
    shipped = folder == resource_folder("geodata") / "zones"
    layer, problems = _read(folder, shipped=shipped, only_drawn=True)
    if problems:
        raise DataError(problems)
    return layer


def with_official(
    layer: ZoneLayer, folder: Path, official: tuple[Product, ...], level: str = "full"
) -> ZoneLayer:
    """The layer with the zones that were imported into a folder in the place of computed ones.

    Parameters
    ----------
    layer : ZoneLayer
        Computed zones.
    folder : Path
        As ``my-atlas/zones``.
    official : tuple of Product
        What was imported.
    level : str
        The level of detail of the official ones: ``full``, ``10m``, ``50m`` or ``110m``.

    Raises
    ------
    GeoJSONError, StorageError
        An imported file cannot be read.
    """
    if not official:
        return layer
    zones = replaced(layer.zones, folder, official, level, lines=False)
    lines = replaced(layer.boundaries, folder, official, level, lines=True)
    known = {zone.id for zone in zones}
    return ZoneLayer(resolved(zones, known), resolved(lines, known),
                     _joined(layer.fingerprint, official), official)  # fmt: skip


def layer_fingerprint(computed: Path, official: tuple[Product, ...]) -> str:
    """The fingerprint that a layer would have, from the bytes of its files alone.

    Parameters
    ----------
    computed : Path
        The folder of the computed zones.
    official : tuple of Product
        What was imported in their place.
    """
    own = digest_of(computed)
    return _joined(own, official) if official else own


def _joined(computed: str, official: tuple[Product, ...]) -> str:
    names = "".join(one.folder for one in official)
    return hashlib.sha256(f"{computed}{names}".encode()).hexdigest()[:FINGERPRINT_DIGITS]


def layer_problems(folder: Path) -> tuple[Problem, ...]:
    """Everything that is wrong with the zone files of a folder."""
    return tuple(_read(folder)[1])


def _read(
    folder: Path, shipped: bool = False, only_drawn: bool = False
) -> tuple[ZoneLayer, list[Problem]]:
    found: dict[str, list[Feature]] = {"zones": [], "boundaries": []}
    problems: list[Problem] = []
    digest = hashlib.sha256()
    for kind, path in zone_files(folder):
        where = f"{folder.parent.name}/{folder.name}/{path.name}"
        try:
            content = read_regular(path)
            wanted = _is_drawn if only_drawn else None
            quick = read_checked(content, kind, wanted) if shipped else None
            found[kind] += quick or read_collection(content, where, kind)
        except GeoJSONError as error:
            problems.extend(error.problems)
            continue
        except StorageError as error:
            problems.append(Problem("", str(error)))
            continue
        add_file(digest, path, content)
    zones, lines = tuple(found["zones"]), tuple(found["boundaries"])
    # What a file holds that could not be read may be what others name: only whole sets are judged.
    if not problems:
        problems += _crossed(zones, lines, f"{folder.parent.name}/{folder.name}")
    return ZoneLayer(zones, lines, digest.hexdigest()[:FINGERPRINT_DIGITS]), problems


def _is_drawn(record: Any) -> bool:
    """Whether the shape of a zone or line is seen on a map."""
    return isinstance(record, ZoneBoundary) or record.disputed or record.joint


def _crossed(
    zones: tuple[Feature, ...], lines: tuple[Feature, ...], where: str
) -> Iterator[Problem]:
    """Ids that are used twice across files, and references to what does not exist."""
    known: set[str] = set()
    for feature in (*zones, *lines):
        if feature.id in known:
            yield Problem(
                where, f"the id {feature.id!r} is used twice", "give each feature its own id"
            )
        known.add(feature.id)
    named = [(zone.id, "part_of", zone.record.part_of) for zone in zones]
    named += [(line.id, "sides", side) for line in lines for side in line.record.sides]
    for owner, member, name in named:
        if name and name not in known:
            yield Problem(
                f"{where}: feature {owner!r}", f"{member}: there is no zone {name!r}",
                "correct the id or add the zone",
            )  # fmt: skip
