"""Editions: content-addressed snapshots of an atlas, and changes that keep what was there before.

An atlas folder keeps them under ``.editions``: ``objects/<sha-256>`` are contents, ``ground/``
holds land and zones, ``<fingerprint>.json`` names the files of one edition and what lies under
them. Two editions share what is the same in both. Whoever changes an atlas does it through
``changing``: it holds the folder against other writers, keeps the edition before and the one
after, and is undone by ``restore``.
"""

from __future__ import annotations

import contextlib
import datetime as dt
import difflib
import hashlib
import json
import re
import shutil
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path

from mapper.atlas import Atlas, open_atlas
from mapper.errors import NotFoundError, StorageError
from mapper.files import (
    has_leftovers,
    locked,
    read_regular,
    remove_durably,
    sweep_leftovers,
    write_atomic,
)
from mapper.folders import data_files, edition_name, fingerprint
from mapper.ground import ground_of, keep_ground, kept_ground, put_ground, unnamed_grounds
from mapper.journal import (
    FOLDER,
    Journal,
    ground_names,
    object_path,
    read_journal,
    remove_journal,
    write_journal,
)
from mapper.model import YEARLY

_MANIFEST = re.compile(r"([0-9a-f]{12,64})\.json", re.ASCII)
_DIGEST = re.compile(r"[0-9a-f]{64}", re.ASCII)
_FILE = re.compile(r"[a-z]{1,20}/[\w. -]{1,100}")


@dataclass(frozen=True)
class Edition:
    """One snapshot of an atlas.

    Attributes
    ----------
    fingerprint : str
        Twelve hex digits over its files: the name of the edition.
    kept : str
        When it was kept (UTC, ISO 8601).
    why : str
        What it was kept for.
    files : dict
        File names to the SHA-256 of their content.
    ground : dict
        The fingerprints of the land and the zones under them.
    """

    fingerprint: str
    kept: str
    why: str
    files: Mapping[str, str]
    ground: Mapping[str, str]


class Change:
    """An atlas folder that is held for a change; made by ``changing``."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder

    def write(
        self, files: Mapping[str, bytes | None], why: str, ground: Mapping[str, str] | None = None
    ) -> Edition:
        """Replace files all at once; the edition before is kept.

        Parameters
        ----------
        files : mapping
            Names below the folder to new contents; ``None`` removes a file.
        why : str
            What changes, as ``mapper edition list`` shows it.
        ground : mapping, optional
            The land and zones of a kept edition that are to be those of the atlas too.

        Returns
        -------
        Edition
            The new one.

        Raises
        ------
        StorageError
            Something cannot be written; the atlas is as it was.
        """
        before = _keep(self.folder, f"before: {why}")
        after = {name: None if content is None else _store(self.folder, content)
                 for name, content in files.items()}  # fmt: skip
        journal = Journal(
            why, {name: before.files.get(name) for name in after}, after, ground or {}
        )
        write_journal(self.folder, journal)
        try:
            return _finish(self.folder, journal)
        except StorageError as error:
            raise StorageError(
                f"{error}; the change is decided and the next command finishes it"
            ) from None


@contextlib.contextmanager
def changing(folder: Path) -> Iterator[Change]:
    """Hold an atlas folder for a change, after finishing what a killed process left undone.

    Raises
    ------
    StorageError
        Another process holds it.
    """
    with locked(folder):
        _recover(folder)
        yield Change(folder)


@contextlib.contextmanager
def keeping(folder: Path, why: str) -> Iterator[None]:
    """Hold an atlas folder for a change that writes its files itself; keep both editions.

    Raises
    ------
    StorageError
        Another process holds it.
    """
    with locked(folder):
        _recover(folder)
        if _holds_atlas(folder):
            _keep(folder, f"before: {why}")
        yield
        if _holds_atlas(folder):
            _keep(folder, f"after: {why}")


def _holds_atlas(folder: Path) -> bool:
    return any((folder / kind).is_dir() for kind in (*YEARLY, "places"))


def recover(folder: Path) -> None:
    """Finish a change that was cut short and sweep what it left; does nothing where it cannot."""
    if not folder.is_dir():
        return
    with contextlib.suppress(StorageError):
        unfinished = read_journal(folder) is not None or next(_unnamed(folder), None) is not None
        if unfinished or has_leftovers(folder):
            with locked(folder):
                _recover(folder)


def keep(folder: Path, why: str = "kept by hand") -> Edition:
    """Keep the atlas as it is now.

    Raises
    ------
    StorageError
        The folder is held by another process, or cannot be written.
    """
    with changing(folder):
        return _keep(folder, why)


def editions(folder: Path) -> tuple[Edition, ...]:
    """The editions that an atlas folder keeps, the oldest first."""
    home = folder / FOLDER
    names = [path.name for path in home.iterdir()] if home.is_dir() else []
    found = [_read_edition(folder, match[1]) for match in map(_MANIFEST.fullmatch, names) if match]
    return tuple(sorted(found, key=lambda edition: (edition.kept, edition.fingerprint)))


def current_name(folder: Path) -> str:
    """The fingerprint of the atlas as it is now."""
    contents = ((name, read_regular(path)) for name, path in data_files(folder).items())
    return edition_name(fingerprint(contents), ground_of(folder).fingerprints)


def edition(folder: Path, name: str) -> Edition:
    """One kept edition by its fingerprint, or by at least six of its first digits.

    Raises
    ------
    NotFoundError
        It is not kept; names the nearest.
    """
    known = [one.fingerprint for one in editions(folder)]
    found = [one for one in known if one == name or (len(name) >= 6 and one.startswith(name))]
    if len(found) != 1:
        near = difflib.get_close_matches(name[:64], known, n=3, cutoff=0.3) or known[-3:]
        raise NotFoundError(f"no edition {name[:64]!r} is kept", near)
    return _read_edition(folder, found[0])


def is_kept(folder: Path, name: str) -> bool:
    """Whether an atlas folder keeps an edition of just this fingerprint."""
    found = _MANIFEST.fullmatch(f"{name}.json")
    return found is not None and (folder / FOLDER / found[0]).is_file()


def open_edition(folder: Path, name: str) -> Atlas:
    """Read a kept edition as an atlas.

    Raises
    ------
    NotFoundError
        It is not kept.
    DataError
        This release no longer reads what that one wrote.
    """
    kept = edition(folder, name)
    overlay: dict[str, Path | None] = dict.fromkeys(data_files(folder))
    overlay |= {name: object_path(folder, digest) for name, digest in kept.files.items()}
    now = ground_of(folder)
    same = kept.ground in ({}, now.fingerprints)
    return open_atlas(folder, overlay, now if same else kept_ground(folder, kept.ground))


def drop(folder: Path, name: str) -> Edition:
    """Forget a kept edition; the atlas itself stays as it is.

    Raises
    ------
    NotFoundError
        It is not kept.
    """
    with changing(folder):
        dropped = edition(folder, name)
        remove_durably(folder / FOLDER / f"{dropped.fingerprint}.json")
        _sweep_objects(folder)
    return dropped


def restore(folder: Path, name: str) -> Edition:
    """Make the atlas what it was in a kept edition; what it is now is kept first.

    Raises
    ------
    NotFoundError
        It is not kept.
    StorageError
        A content of it is damaged; nothing has changed.
    """
    with changing(folder) as change:
        wanted = edition(folder, name)
        files: dict[str, bytes | None] = dict.fromkeys(data_files(folder))
        files |= {name: _content(folder, digest) for name, digest in wanted.files.items()}
        return change.write(files, f"restore {wanted.fingerprint}", wanted.ground)


def _keep(folder: Path, why: str) -> Edition:
    contents = {name: read_regular(path) for name, path in data_files(folder).items()}
    ground = ground_of(folder)
    name = edition_name(fingerprint(contents.items()), ground.fingerprints)
    path = folder / FOLDER / f"{name}.json"
    if path.exists():
        with contextlib.suppress(StorageError):
            return _read_edition(folder, name)
    files = {name: _store(folder, content) for name, content in sorted(contents.items())}
    kept = dt.datetime.now(dt.UTC).isoformat(timespec="milliseconds")
    keep_ground(folder, ground)
    under = dict(ground.fingerprints)
    values = {"fingerprint": name, "kept": kept, "why": why, "files": files, "ground": under}
    write_atomic(path, json.dumps(values, indent=1, ensure_ascii=False).encode())
    return Edition(name, kept, why, files, under)


def _finish(folder: Path, journal: Journal) -> Edition:
    """Bring a decided change into every file; may be done again and again."""
    for name, digest in journal.after.items():
        path = folder / name
        if digest is None:
            if path.exists():
                remove_durably(path)
        elif not path.is_file() or _digest_of(path) != digest:
            write_atomic(path, _content(folder, digest))
    if journal.ground:
        put_ground(folder, journal.ground)
    done = _keep(folder, f"after: {journal.why}")
    remove_journal(folder)
    return done


def _recover(folder: Path) -> None:
    journal = read_journal(folder)
    if journal is not None:
        _keep_foreign(folder, journal)
        _finish(folder, journal)
    sweep_leftovers(folder)
    _sweep_objects(folder)


def _keep_foreign(folder: Path, journal: Journal) -> None:
    """What someone wrote into a file after the change was cut short is not lost either."""
    for name, digest in journal.after.items():
        path = folder / name
        found = _digest_of(path) if path.is_file() else None
        if found not in (digest, journal.before.get(name), None):
            saved = path.with_name(f"{path.stem}-found-{found[:12]}{path.suffix}.txt")
            write_atomic(saved, read_regular(path))


def _sweep_objects(folder: Path) -> None:
    for path in [*_unnamed(folder)]:
        with contextlib.suppress(OSError):
            shutil.rmtree(path) if path.is_dir() else path.unlink()


def _unnamed(folder: Path) -> Iterator[Path]:
    """Contents that no edition names: of a dropped one, or of a change that was not decided."""
    home = folder / FOLDER / "objects"
    if not home.is_dir():
        return
    kept = editions(folder)
    named = {digest for one in kept for digest in one.files.values()}
    for path in home.iterdir():
        if _DIGEST.fullmatch(path.name) and path.name not in named:
            yield path
    yield from unnamed_grounds(folder, {pair for one in kept for pair in one.ground.items()})


def _store(folder: Path, content: bytes) -> str:
    digest = hashlib.sha256(content).hexdigest()
    path = object_path(folder, digest)
    if not path.is_file() or _digest_of(path) != digest:
        write_atomic(path, content)
    return digest


def _content(folder: Path, digest: str) -> bytes:
    path = object_path(folder, digest)
    content = read_regular(path)
    if hashlib.sha256(content).hexdigest() != digest:
        raise StorageError(f"{path}: damaged; its content is not what its name says")
    return content


def _digest_of(path: Path) -> str:
    return hashlib.sha256(read_regular(path)).hexdigest()


def _read_edition(folder: Path, name: str) -> Edition:
    path = folder / FOLDER / f"{name}.json"
    try:
        values = json.loads(read_regular(path))
        files = {str(file): str(digest) for file, digest in values["files"].items()}
        sound = all(_FILE.fullmatch(file) and ".." not in file for file in files)
        if not sound or not all(map(_DIGEST.fullmatch, files.values())):
            raise ValueError
        ground = ground_names(values.get("ground", {}))
        return Edition(name, str(values["kept"]), str(values["why"]), files, ground)
    except (ValueError, KeyError, TypeError, AttributeError):
        raise StorageError(f"{path}: damaged; remove it, or restore it from a copy") from None
