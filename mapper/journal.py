"""The journal of a change to an atlas: what is decided and may not yet be in every file.

The journal is written in one step, after everything it names is safe on disk. From then on the
change counts: whoever reads the folder reads it as if every file had been replaced already, and
the next command that writes finishes it. A process killed at any point leaves the atlas as it was
or as it was to be.
"""

from __future__ import annotations

import json
import re
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from mapper.errors import StorageError
from mapper.files import read_regular, remove_durably, write_atomic

FOLDER = ".editions"
"""Where an atlas folder keeps its editions and the journal; the atlas itself ignores it."""

_NAME = "journal.json"
_FILE = re.compile(r"[a-z]{1,20}/[\w -]{1,100}\.geojson")
_DIGEST = re.compile(r"[0-9a-f]{64}", re.ASCII)


@dataclass(frozen=True)
class Journal:
    """A decided change.

    Attributes
    ----------
    why : str
        What changes the atlas, for people.
    before, after : dict
        File names to the SHA-256 of their content; ``None`` where there is no file.
    """

    why: str
    before: Mapping[str, str | None]
    after: Mapping[str, str | None]


def object_path(folder: Path, digest: str) -> Path:
    """Where a content lies in an atlas folder."""
    return folder / FOLDER / "objects" / digest


def read_journal(folder: Path) -> Journal | None:
    """The change that is under way in an atlas folder, if there is one.

    Raises
    ------
    StorageError
        The journal is damaged.
    """
    path = folder / FOLDER / _NAME
    if not path.exists():
        return None
    try:
        values = json.loads(read_regular(path))
        found = Journal(str(values["why"]), dict(values["before"]), dict(values["after"]))
        names = {*found.before, *found.after}
        digests = {one for one in (*found.before.values(), *found.after.values()) if one}
        if not all(map(_FILE.fullmatch, names)) or not all(map(_DIGEST.fullmatch, digests)):
            raise ValueError
    except FileNotFoundError:
        return None
    except (ValueError, KeyError, TypeError):
        raise StorageError(f"{path}: the journal is damaged; restore it from a copy") from None
    return found


def write_journal(folder: Path, journal: Journal) -> None:
    """Decide a change: from here on it counts.

    Raises
    ------
    StorageError
        It cannot be written; nothing has changed.
    """
    values = {"why": journal.why, "before": dict(journal.before), "after": dict(journal.after)}
    write_atomic(folder / FOLDER / _NAME, json.dumps(values, indent=1).encode())


def remove_journal(folder: Path) -> None:
    """Say that a change is in every file."""
    remove_durably(folder / FOLDER / _NAME)


def pending(folder: Path) -> dict[str, Path | None]:
    """The files that a decided change replaces, and what stands in for them until it is done."""
    journal = read_journal(folder)
    if journal is None:
        return {}
    return {
        name: None if digest is None else object_path(folder, digest)
        for name, digest in journal.after.items()
    }
