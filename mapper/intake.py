"""New features into an atlas folder: what would be written, and writing it as one change."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from mapper.atlas import Atlas, open_atlas
from mapper.editions import Edition, changing
from mapper.errors import DataError, Problem
from mapper.files import read_regular
from mapper.folders import data_files
from mapper.geojson import Feature, feature_member, members_bytes, parse
from mapper.model import KINDS

_FOLDERS = {record: kind for kind, records in KINDS.items() for record in records}


@dataclass(frozen=True)
class Plan:
    """What taking features in would write.

    Attributes
    ----------
    files : dict
        Names below the folder to their new content.
    steps : tuple of str
        One line a feature: ``add exercises/2025.geojson joint-sea-2025``.
    """

    files: Mapping[str, bytes]
    steps: tuple[str, ...]


def plan(folder: Path, features: Iterable[Feature], replace: bool) -> Plan:
    """Say what taking features into an atlas would write, and check the whole atlas as it would be.

    Parameters
    ----------
    folder : Path
        The atlas folder.
    features : iterable of Feature
        The new ones.
    replace : bool
        Whether a feature may take the place of one with its id.

    Raises
    ------
    DataError
        An id is taken, or the atlas would not be sound.
    """
    atlas = open_atlas(folder)
    homes = {feature.id: (kind, year) for (kind, year), found in atlas.files.items()
             for feature in found}  # fmt: skip
    new = tuple(features)
    taken = [one.id for one in new if one.id in homes]
    if taken and not replace:
        raise DataError([
            Problem(f"{folder.name}: feature {name!r}", "the id is taken",
                    "--replace overwrites it, or give the new one another id") for name in taken
        ])  # fmt: skip
    steps, members = _merged(atlas, new, homes)
    files = {name: _written(folder, name, found) for name, found in members.items()}
    open_atlas(folder, files)
    return Plan(files, tuple(steps))


def take_in(
    folder: Path, features: Iterable[Feature], replace: bool, why: str
) -> tuple[Plan, Edition]:
    """Take features into an atlas folder, all or none; the edition before is kept.

    Raises
    ------
    DataError
        An id is taken, or the atlas would not be sound.
    StorageError
        Another process is writing, or nothing can be written.
    """
    with changing(folder) as change:
        planned = plan(folder, features, replace)
        return planned, change.write(planned.files, why)


def _merged(
    atlas: Atlas, new: tuple[Feature, ...], homes: Mapping[str, tuple[str, int]]
) -> tuple[list[str], dict[str, list[dict[str, Any]]]]:
    """The steps, and the features of each file that changes, the old ones untouched."""
    steps: list[str] = []
    members: dict[str, list[dict[str, Any]]] = {}

    def opened(name: str) -> list[dict[str, Any]]:
        if name not in members:
            members[name] = _members(atlas.folder, name)
        return members[name]

    for feature in new:
        name = _file_of(_FOLDERS[type(feature.record)], feature.record.year)
        there = homes.get(feature.id)
        if there is not None:
            old = opened(_file_of(*there))
            place = next(n for n, one in enumerate(old) if _id_of(one) == feature.id)
            if _file_of(*there) == name:
                old[place] = feature_member(feature)
                steps.append(f"replace {name} {feature.id}")
                continue
            del old[place]
        opened(name).append(feature_member(feature))
        steps.append(f"{'add' if there is None else 'move'} {name} {feature.id}")
    return steps, members


def _file_of(kind: str, year: int) -> str:
    return f"{kind}/{year}.geojson" if year else f"{kind}/{kind}.geojson"


def _id_of(member: Mapping[str, Any]) -> Any:
    return member.get("id", (member.get("properties") or {}).get("id"))


def _document(folder: Path, name: str) -> dict[str, Any]:
    path = data_files(folder).get(name)
    found: dict[str, Any] = {} if path is None else parse(read_regular(path), name)
    return found


def _members(folder: Path, name: str) -> list[dict[str, Any]]:
    return list(_document(folder, name).get("features", []))


def _written(folder: Path, name: str, members: Iterable[Mapping[str, Any]]) -> bytes:
    """A file with its other members (licence, attribution) as they were."""
    document = _document(folder, name)
    title = document.get("name", name.removesuffix(".geojson").replace("/", "-"))
    others = {key: value for key, value in document.items()
              if key not in ("type", "name", "features", "bbox")}  # fmt: skip
    return members_bytes(members, title, **others)
