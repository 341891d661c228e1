"""The files of an atlas folder: which there are, what they hold, and everything wrong with them."""

from __future__ import annotations

import hashlib
import re
from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path

from mapper.errors import GeoJSONError, Problem, StorageError
from mapper.files import read_regular
from mapper.geojson import Feature, read_collection
from mapper.journal import pending
from mapper.model import YEARLY

_YEAR_FILE = re.compile(r"(\d{4})\.geojson", re.ASCII)
FINGERPRINT_DIGITS = 12

Content = bytes | Path | None
"""What stands in for a file: its bytes, another file, or nothing."""

Files = dict[tuple[str, int], tuple[Feature, ...]]
"""``(kind, year)`` to the features of that file; places have the year 0."""


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
    files: Files = {}
    problems: list[Problem] = []
    contents: list[tuple[str, bytes]] = []
    found = _data_files(root, {**pending(root), **(overlay or {})}, problems)
    for kind, year, name, source in found:
        where = f"{root.name}/{name}"
        try:
            content = source if isinstance(source, bytes) else read_regular(source)
            features = read_collection(content, where, kind)
        except GeoJSONError as error:
            problems.extend(error.problems)
            continue
        except StorageError as error:
            problems.append(Problem("", str(error)))
            continue
        problems.extend(_misfiled(features, year, where))
        files[kind, year] = files.get((kind, year), ()) + features
        contents.append((name, content))
    problems.extend(_crossed(files, root.name))
    return files, fingerprint(contents), problems


def _data_files(
    root: Path, overlay: Mapping[str, Content], problems: list[Problem]
) -> Iterator[tuple[str, int, str, Path | bytes]]:
    if not root.is_dir():
        raise StorageError(f"{root}: there is no such folder; `mapper init {root}` makes one")
    folders = [kind for kind in (*YEARLY, "places") if (root / kind).is_dir()]
    if not folders:
        raise StorageError(
            f"{root}: no atlas here; expected folders {', '.join(YEARLY)}; "
            f"`mapper init DIR` makes an atlas folder"
        )
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


def _misfiled(features: tuple[Feature, ...], year: int, where: str) -> Iterator[Problem]:
    for feature in features:
        if year and feature.record.year != year:
            yield Problem(
                f"{where}: feature {feature.id!r}",
                f"year: expected {year} from the file's name, got {feature.record.year}",
                "correct it or move the feature",
            )


def _crossed(files: dict[tuple[str, int], tuple[Feature, ...]], root: str) -> Iterator[Problem]:
    """Ids that are used twice across files, and references to what does not exist."""
    homes: dict[str, str] = {}
    for (kind, year), features in files.items():
        where = f"{root}/{kind}/{year}.geojson" if year else f"{root}/{kind}"
        for feature in features:
            if feature.id in homes:
                yield Problem(
                    f"{where}: feature {feature.id!r}",
                    f"the id is used in {homes[feature.id]} too", "give each feature its own id",
                )  # fmt: skip
            homes[feature.id] = where
    for features in files.values():
        for feature in features:
            yield from _dangling(feature, homes)


def _dangling(feature: Feature, homes: dict[str, str]) -> Iterator[Problem]:
    record = feature.record
    references = [(name, getattr(record, name, None)) for name in ("part_of", "event")]
    for name in ("closures", "context_closures"):
        references += [(name, value) for value in getattr(record, name, ())]
    for name, value in references:
        if value is not None and value not in homes:
            yield Problem(
                f"{homes[feature.id]}: feature {feature.id!r}",
                f"{name}: there is no feature {value!r}", "correct the id or add the feature",
            )  # fmt: skip
    known = {source.id for source in getattr(record, "sources", ())}
    for waypoint in getattr(record, "waypoints", ()):
        for source in waypoint.sources:
            if source not in known:
                yield Problem(
                    f"{homes[feature.id]}: feature {feature.id!r}",
                    f"waypoint {waypoint.order}: there is no source {source!r}",
                    "name one of the feature's own sources",
                )
