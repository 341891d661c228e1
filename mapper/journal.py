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
from dataclasses import dataclass, field, replace
from pathlib import Path

from mapper.errors import StorageError
from mapper.files import read_regular, remove_durably, write_atomic

FOLDER = ".editions"
"""Where an atlas folder keeps its editions and the journal; the atlas itself ignores it."""

LAYERS = ("basemap", "zones")
"""What lies under the events: land and zones."""

_NAME = "journal.json"
_FILE = re.compile(r"[a-z]{1,20}/[\w -]{1,100}\.geojson")
_NAME_OF_GROUND = re.compile(r"[0-9a-f]{12}", re.ASCII)
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
    ground : dict
        The fingerprints of the land and the zones that are to be; empty where they stay.
    """

    why: str
    before: Mapping[str, str | None]
    after: Mapping[str, str | None]
    ground: Mapping[str, str] = field(default_factory=dict)


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
        found = replace(found, ground=ground_names(values.get("ground", {})))
        if not all(map(_FILE.fullmatch, names)) or not all(map(_DIGEST.fullmatch, digests)):
            raise ValueError
    except FileNotFoundError:
        return None
    except (ValueError, KeyError, TypeError):
        raise StorageError(f"{path}: the journal is damaged; restore it from a copy") from None
    return found


def ground_names(values: Mapping[str, str]) -> dict[str, str]:
    """The fingerprints of land and zones as a file names them: both or none.

    Raises
    ------
    ValueError
        They are no fingerprints.
    """
    names = dict(values)
    if names and (set(names) != set(LAYERS) or not all(map(_NAME_OF_GROUND.fullmatch,
                                                           names.values()))):  # fmt: skip
        raise ValueError("no fingerprints of land and zones")
    return names


def write_journal(folder: Path, journal: Journal) -> None:
    """Decide a change: from here on it counts.

    Raises
    ------
    StorageError
        It cannot be written; nothing has changed.
    """
    values = {"why": journal.why, "before": dict(journal.before), "after": dict(journal.after),
              "ground": dict(journal.ground)}  # fmt: skip
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
