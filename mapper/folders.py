"""The files of an atlas folder: which there are, what they hold, and everything wrong with them."""

from __future__ import annotations

import difflib
import hashlib
import re
import threading
from collections.abc import Iterable, Iterator, Mapping, Sequence
from functools import cached_property
from pathlib import Path
from typing import Any

from mapper.errors import GeoJSONError, Problem, StorageError
from mapper.files import read_regular
from mapper.geojson import Feature, examine, read_checked, read_collection
from mapper.journal import pending
from mapper.model import KINDS, YEARLY

_YEAR_FILE = re.compile(r"(\d{4})\.geojson", re.ASCII)
FINGERPRINT_DIGITS = 12
CHECKED = "checked.json"
"""Names the edition of the bundled atlas that was checked whole when it was built."""

Content = bytes | Path | None
"""What stands in for a file: its bytes, another file, or nothing."""

Key = tuple[str, int]
Files = Mapping[Key, tuple[Feature, ...]]
"""``(kind, year)`` to the features of that file; places have the year 0."""

_ID = re.compile(rb'^\{"type":"Feature","id":"([^"]+)"', re.MULTILINE)


class CheckedFiles(Files):
    """The files of an edition that was checked, each read when it is first asked for.

    Parameters
    ----------
    contents : mapping
        ``(kind, year)`` to the names and bytes of its files.
    """

    def __init__(self, contents: Mapping[Key, Sequence[tuple[str, bytes]]]) -> None:
        self._contents = contents
        self._read: dict[Key, tuple[Feature, ...]] = {}
        self._lock = threading.RLock()

    def __getitem__(self, key: Key) -> tuple[Feature, ...]:
        with self._lock:
            if key not in self._read:
                self._read[key] = tuple(
                    feature for name, content in self._contents[key]
                    for feature in (read_checked(content, key[0])
                                    or read_collection(content, name, key[0]))
                )  # fmt: skip
            return self._read[key]

    def __iter__(self) -> Iterator[Key]:
        return iter(self._contents)

    def __len__(self) -> int:
        return len(self._contents)

    def find(self, feature_id: str) -> Feature | None:
        """One feature by its id; no other file is read for it."""
        home = self._homes.get(feature_id)
        found = self[home] if home else ()
        return next((feature for feature in found if feature.id == feature_id), None)

    @cached_property
    def _homes(self) -> dict[str, Key]:
        return {found.decode(): key for key, files in self._contents.items()
                for _, content in files for found in _ID.findall(content)}  # fmt: skip


def data_files(folder: Path) -> dict[str, Path]:
    """The files of an atlas by their names below the folder; those of a change under way as well.

    Raises
    ------
    StorageError
        The folder is missing or holds no atlas.
    """
    found = _data_files(folder, pending(folder), [])
    return {name: source for _, _, name, source in found if isinstance(source, Path)}


def fingerprint(contents: Iterable[tuple[str, bytes]]) -> str:
    """The fingerprint of the files of an atlas, by name and content, in the order of the atlas."""
    digest = hashlib.sha256()
    kinds = (*YEARLY, "places")
    ordered = sorted(contents, key=lambda one: (kinds.index(one[0].split("/")[0]), one[0]))
    for name, content in ordered:
        digest.update(f"{name}:{len(content)}\n".encode() + content)
    return digest.hexdigest()[:FINGERPRINT_DIGITS]


def edition_name(data: str, ground: Mapping[str, str]) -> str:
    """The fingerprint of an edition: of its files and of the land and zones under them.

    Parameters
    ----------
    data : str
        The fingerprint of the files.
    ground : mapping
        Those of ``basemap`` and ``zones``.
    """
    under = "".join(f" {layer}:{ground[layer]}" for layer in sorted(ground))
    return hashlib.sha256(f"{data}{under}".encode()).hexdigest()[:FINGERPRINT_DIGITS]


def read_folder(
    root: Path, overlay: Mapping[str, Content] | None = None
) -> tuple[Files, str, list[Problem]]:
    """Read every file of an atlas folder: the features, their fingerprint, and all problems.

    Parameters
    ----------
    root : Path
        The folder.
    overlay : mapping, optional
        Files by their names below the folder that stand in for those on disk.

    Raises
    ------
    StorageError
        The folder is missing or holds no atlas.
    """
    files: dict[Key, tuple[Feature, ...]] = {}
    named: dict[tuple[str, int], tuple[str, ...]] = {}
    problems: list[Problem] = []
    contents: list[tuple[str, bytes]] = []
    unread = False
    found = _data_files(root, {**pending(root), **(overlay or {})}, problems)
    for kind, year, name, source in found:
        try:
            content = source if isinstance(source, bytes) else read_regular(source)
            one = examine(content, f"{root.name}/{name}", kind, year)
        except (GeoJSONError, StorageError) as error:
            problems.extend(getattr(error, "problems", [Problem("", str(error))]))
            unread = True
            continue
        problems.extend(one.problems)
        files[kind, year] = files.get((kind, year), ()) + one.features
        named[kind, year] = (*named.get((kind, year), ()), *one.ids)
        contents.append((name, content))
    homes = _homes(named, root.name, problems)
    problems.extend(_dangling(files, homes, unread))
    return files, fingerprint(contents), problems


def read_checked_folder(root: Path) -> tuple[Files, str] | None:
    """Read the bundled atlas where it is the edition that was checked when it was built.

    Its records are validated as ever; rules between them and of shapes are not asked again.
    ``None`` where it is another edition or under change: ``read_folder`` reads that.
    """
    if not (root / CHECKED).is_file() or pending(root):
        return None
    problems: list[Problem] = []
    files: dict[Key, list[tuple[str, bytes]]] = {}
    try:
        contents = [(kind, year, name, read_regular(source))
                    for kind, year, name, source in _data_files(root, {}, problems)
                    if isinstance(source, Path)]  # fmt: skip
        edition = fingerprint((name, content) for _, _, name, content in contents)
        if problems or read_regular(root / CHECKED) != checked_bytes(edition):
            return None
    except StorageError:
        return None
    for kind, year, name, content in contents:
        files.setdefault((kind, year), []).append((f"{root.name}/{name}", content))
    return CheckedFiles(files), edition


def checked_bytes(edition: str) -> bytes:
    """The file that names the checked edition."""
    return f'{{"edition":"{edition}"}}\n'.encode()


def _data_files(
    root: Path, overlay: Mapping[str, Content], problems: list[Problem]
) -> Iterator[tuple[str, int, str, Path | bytes]]:
    if root.exists() and not root.is_dir():
        raise StorageError(f"{root}: is a file; expected an atlas folder")
    if not root.is_dir():
        raise StorageError(f"{root}: there is no such folder; `mapper init {root}` makes one")
    folders = [kind for kind in (*YEARLY, "places") if (root / kind).is_dir()]
    if not folders:
        raise StorageError(
            f"{root}: no atlas here; expected folders {', '.join(YEARLY)}; "
            f"`mapper init DIR` makes an atlas folder"
        )
    problems.extend(_strange_folders(root))
    for kind in (*YEARLY, "places"):
        here = (root / kind).iterdir() if kind in folders else ()
        sources: dict[str, Content] = {path.name: path for path in here}
        sources |= {name.split("/")[1]: new for name, new in overlay.items()
                    if name.split("/")[0] == kind}  # fmt: skip
        for name, source in sorted(sources.items()):
            found = _YEAR_FILE.fullmatch(name)
            if source is None:
                continue
            if kind == "places" and name.endswith(".geojson"):
                yield kind, 0, f"{kind}/{name}", source
            elif kind != "places" and found:
                yield kind, int(found[1]), f"{kind}/{name}", source
            elif name.endswith((".geojson", ".json")):
                problems.append(
                    Problem(f"{root.name}/{kind}/{name}", "expected a name like 2025.geojson",
                            "rename the file after its year")
                )  # fmt: skip


def _strange_folders(root: Path) -> Iterator[Problem]:
    """Folders with files of years that no kind of the atlas has: nobody would read them."""
    for path in sorted(root.iterdir()):
        if path.name in KINDS or path.name.startswith(".") or not path.is_dir():
            continue
        if any(_YEAR_FILE.fullmatch(each.name) for each in path.iterdir()):
            near = difflib.get_close_matches(path.name, YEARLY, 1, 0.0)[0]
            yield Problem(
                f"{root.name}/{path.name}", f"expected a folder {', '.join(YEARLY)} or places",
                f"did you mean {near}? Its files are not read: rename or remove it",
            )  # fmt: skip


def _homes(
    named: Mapping[tuple[str, int], Iterable[str]], root: str, problems: list[Problem]
) -> dict[str, str]:
    """Where each id is used; one that is used in two files is a problem."""
    homes: dict[str, str] = {}
    for (kind, year), ids in named.items():
        where = f"{root}/{kind}/{year}.geojson" if year else f"{root}/{kind}"
        for name in dict.fromkeys(ids):
            if name in homes:
                problems.append(
                    Problem(f"{where}: feature {name!r}", f"the id is used in {homes[name]} too",
                            "give each feature its own id")
                )  # fmt: skip
            homes[name] = where
    return homes


def _dangling(files: Files, homes: Mapping[str, str], unread: bool) -> Iterator[Problem]:
    """References to what does not exist.

    Where a file could not be read, nobody knows what it holds: what is missing may be there.
    """
    for feature in (feature for features in files.values() for feature in features):
        where = f"{homes[feature.id]}: feature {feature.id!r}"
        for name, value in _references(feature.record):
            if value not in homes and not unread:
                yield Problem(where, f"{name}: there is no feature {value!r}",
                              "correct the id or add the feature")  # fmt: skip
        known = {source.id for source in getattr(feature.record, "sources", ())}
        for waypoint in getattr(feature.record, "waypoints", ()):
            for source in waypoint.sources:
                if source not in known:
                    yield Problem(
                        where, f"waypoint {waypoint.order}: there is no source {source!r}",
                        "name one of the feature's own sources",
                    )  # fmt: skip


def _references(record: Any) -> Iterator[tuple[str, str]]:
    for name in ("part_of", "event"):
        if getattr(record, name, None) is not None:
            yield name, getattr(record, name)
    for name in ("closures", "context_closures"):
        yield from ((name, value) for value in getattr(record, name, ()))
