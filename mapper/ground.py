"""What lies under the events of an atlas, land and zones: its own, the bundled ones, or kept ones.

It belongs to an edition as the events do. Below ``.editions/ground`` each content stands once, in
a folder of the same layout as the one it was kept from, ``zones-<fingerprint>`` for one: editions
that share it name it. Files that nobody edits, those of the release and those of an import, are
kept as second names of the same file and take no room.
"""

from __future__ import annotations

import os
import shutil
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path

from mapper.errors import StorageError
from mapper.files import copy_durably, move_folder, remove_durably, write_atomic
from mapper.journal import FOLDER, LAYERS, read_journal
from mapper.settings import resource_folder
from mapper.zones.official.store import FOLDER as IMPORTED
from mapper.zones.official.store import POINTER, Product, products


@dataclass(frozen=True)
class Ground:
    """Where the land and the zones of an atlas are read from.

    Attributes
    ----------
    basemap : Path
        The folder of the land.
    zones : Path
        The folder of the computed zones.
    official : Path
        The folder that official zones may have been imported into.
    products : tuple of Product, optional
        What was imported, before it is in force; what the folder's pointer names by default.
    """

    basemap: Path
    zones: Path
    official: Path
    products: tuple[Product, ...] | None = None

    @property
    def imported(self) -> tuple[Product, ...]:
        """The official zones to go by.

        Raises
        ------
        StorageError, GeoJSONError
            The pointer cannot be read.
        """
        return products(self.official) if self.products is None else self.products

    @cached_property
    def fingerprints(self) -> Mapping[str, str]:
        """Twelve hex digits over the content of each layer, ``basemap`` and ``zones``.

        Raises
        ------
        StorageError, GeoJSONError
            A file cannot be read.
        """
        # Heavy, and not needed to tell where things are.
        from mapper.zones.kept import digest_of

        zones = digest_of(self.zones)
        if self.imported:
            from mapper.zones.layer import layer_fingerprint

            zones = layer_fingerprint(self.zones, self.imported)
        return {"basemap": digest_of(self.basemap), "zones": zones}

    def files(self, layer: str) -> Iterator[tuple[str, Path]]:
        """The files of a layer by their names below its folder, the pointer to imports last."""
        home = self.zones if layer == "zones" else self.basemap
        yield from ((path.name, path) for path in sorted(home.glob("*.geojson")))
        pointer = self.official / POINTER
        if layer == "zones" and pointer.is_file():
            for path in sorted((self.official / IMPORTED).rglob("*")):
                if path.is_file():
                    yield path.relative_to(self.official).as_posix(), path
            yield POINTER, pointer


def ground_of(folder: Path) -> Ground:
    """The ground of an atlas folder: its own, or the bundled one; that of a decided change."""
    journal = read_journal(folder)
    if journal is not None and journal.ground:
        return kept_ground(folder, journal.ground)
    land, zones, bundled = folder / "basemap", folder / "zones", resource_folder("geodata")
    return Ground(
        land if land.is_dir() else bundled / "basemap",
        zones if any(zones.glob("*.geojson")) else bundled / "zones",
        zones,
    )


def kept_ground(folder: Path, names: Mapping[str, str]) -> Ground:
    """The ground that an atlas folder keeps under these fingerprints.

    Raises
    ------
    StorageError
        It is not kept, or not whole.
    """
    homes = {layer: _home(folder, layer, names[layer]) for layer in LAYERS}
    found = Ground(homes["basemap"], homes["zones"], homes["zones"])
    if not all(home.is_dir() for home in homes.values()) or found.fingerprints != names:
        raise StorageError(f"{folder / FOLDER / 'ground'}: land or zones of an edition are damaged")
    return found


def keep_ground(folder: Path, ground: Ground) -> None:
    """Keep a ground, each of its layers where it is not kept yet.

    Raises
    ------
    StorageError
        It cannot be written.
    """
    for layer, name in ground.fingerprints.items():
        home = _home(folder, layer, name)
        if home.is_dir():
            continue
        making = home.with_name(f".{home.name}")
        shutil.rmtree(making, ignore_errors=True)
        making.mkdir(parents=True)
        for file, path in ground.files(layer):
            _bring(path, making / file, shared=_is_shared(path, file))
        move_folder(making, home)


def unnamed_grounds(folder: Path, named: set[tuple[str, str]]) -> Iterator[Path]:
    """The kept grounds that no edition names: by (layer, fingerprint)."""
    known = {_home(folder, layer, name).name for layer, name in named}
    home = folder / FOLDER / "ground"
    if home.is_dir():
        yield from (path for path in home.iterdir() if path.name not in known)


def put_ground(folder: Path, names: Mapping[str, str]) -> None:
    """Make a kept ground that of the atlas folder; may be done again and again.

    Raises
    ------
    StorageError
        It is not kept, or the folder cannot be written.
    """
    kept, bundled = kept_ground(folder, names), resource_folder("geodata")
    released = Ground(bundled / "basemap", bundled / "zones", bundled / "zones")
    for layer in LAYERS:
        own = folder / layer
        wanted = dict(kept.files(layer))
        if released.fingerprints[layer] == names[layer] and folder != bundled:
            wanted = {}
        for file, path in wanted.items():
            if not (own / file).is_file() or not _same(path, own / file):
                _bring(path, own / file, shared=_is_shared(path, file))
        there = Ground(own, own, own).files(layer)
        for file, path in reversed([*there]):
            if file not in wanted:
                remove_durably(path)
        if own.is_dir() and not any(path.is_file() for path in own.rglob("*")):
            shutil.rmtree(own, ignore_errors=True)


def _home(folder: Path, layer: str, name: str) -> Path:
    return folder / FOLDER / "ground" / f"{layer}-{name}"


def _is_shared(path: Path, file: str) -> bool:
    """Whether nobody edits a file in place: it is the release's, or one that was imported."""
    return file.startswith(f"{IMPORTED}/") or path.is_relative_to(resource_folder("geodata"))


def _bring(source: Path, target: Path, *, shared: bool) -> None:
    target.parent.mkdir(parents=True, exist_ok=True)
    if shared and not target.exists():
        try:
            os.link(source, target)
        except OSError:
            pass
        else:
            return
    if target.exists():
        write_atomic(target, source.read_bytes())
    else:
        copy_durably(source, target)


def _same(one: Path, other: Path) -> bool:
    return one.samefile(other) or one.read_bytes() == other.read_bytes()
