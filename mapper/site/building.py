"""Writing a static site: made beside the old one, what has not changed linked, swapped in whole."""

from __future__ import annotations

import contextlib
import hashlib
import json
import os
import shutil
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from pathlib import Path

from flask import Flask

from mapper.atlas import Atlas
from mapper.errors import StorageError, UsageError
from mapper.files import (
    exchange,
    locked,
    mend_exchange,
    read_regular,
    write_atomic,
)
from mapper.settings import Settings, resource_folder
from mapper.site.addresses import StaticAddresses
from mapper.site.filling import Filling
from mapper.site.rendering import MISSING, Task, application, rendered
from mapper.site.sitemap import Page, sitemap
from mapper.web.addresses import install_addresses
from mapper.web.serving import serving_of

NOTE = "site.json"
"""What a finished site says of itself; written last, so that only a whole one has it."""

_PLAN = ".plan"
Progress = Callable[[list["Page"]], Iterable["Page"]]


@dataclass(frozen=True)
class Built:
    """What a build did.

    Attributes
    ----------
    written : int
        Files that are new or have changed.
    kept : int
        Files that are as they were.
    edition : str
        The edition of the data.
    """

    written: int
    kept: int
    edition: str


def build_site(
    folder: Path, settings: Settings, atlas: Atlas, progress: Progress | None = None
) -> Built:
    """Write the whole atlas as plain files.

    The site is made in a folder beside; then both change places in one step. Killed at any point,
    the old site stays whole, and the next build goes on from the files that are there.

    Parameters
    ----------
    folder : Path
        Where the site goes: missing, empty, or a site of before.
    settings : Settings
        As for a server; ``public_url`` goes into permalinks and citations.
    atlas : Atlas
        What is written.
    progress : callable, optional
        Gives the pages back one by one and shows how far it is.

    Raises
    ------
    UsageError
        The folder holds something else, or ``public_url`` is missing.
    DataError
        A page cannot be made; says which, and why.
    StorageError
        The folder cannot be written, or another build is at work in it.
    """
    folder = folder.absolute()
    beside = folder.with_name(f".{folder.name}.next")
    _mend(beside, folder)
    _require_own(folder)
    if not settings.public_url:
        raise UsageError(
            "site: name the address that readers will use, for permalinks and citations, with "
            "--url or MAPPER_PUBLIC_URL; links within the site do not depend on it"
        )
    app = application(settings, atlas)
    keys = _keys(app, settings, atlas)
    beside.mkdir(parents=True, exist_ok=True)
    with locked(beside):
        _begin(beside, keys)
        filling = _filled(folder, beside, app, (settings, atlas, keys), progress)
        told = {"edition": atlas.fingerprint, "keys": keys, "files": filling.count}
        write_atomic(beside / NOTE, json.dumps(told, indent=1).encode() + b"\n")
        (beside / _PLAN).unlink(missing_ok=True)
        os.sync()
        exchange(beside, folder)
    return Built(filling.written, filling.count - filling.written, atlas.fingerprint)


def _filled(
    folder: Path, beside: Path, app: Flask, given: tuple[Settings, Atlas, dict[str, str]],
    progress: Progress | None,
) -> Filling:  # fmt: skip
    """Fill the folder beside with everything that the site has."""
    settings, atlas, keys = given
    pages = [*sitemap(app), Page(MISSING, "")]
    files = frozenset(page.file for page in pages)
    addresses = StaticAddresses(settings.public_url, files, atlas.ground.fingerprints)
    install_addresses(app, addresses)
    before = _note(folder).get("keys", {})
    same = {name: before.get(name) == key for name, key in keys.items()}
    filling = Filling(folder, beside, same, addresses, atlas)
    wanted = list(filling.wanted(pages))
    task = Task(settings, atlas.folder, atlas.fingerprint, files)
    paths = [page.path for page in wanted]
    with contextlib.closing(rendered(app, task, paths)) as contents:
        for page in progress(wanted) if progress else wanted:
            filling.take(page, next(contents))
    filling.carry_over()
    return filling


def _mend(beside: Path, folder: Path) -> None:
    """Put a whole site into its place where a build was killed between two steps of its end."""
    if beside.is_dir():
        with locked(beside):
            mend_exchange(beside, folder, is_whole=lambda site: (site / NOTE).is_file())
    else:
        mend_exchange(beside, folder, is_whole=lambda _: False)


def _require_own(folder: Path) -> None:
    if folder.is_symlink() or (folder.exists() and not folder.is_dir()):
        raise UsageError(f"{folder}: expected a folder, found something else; choose another")
    if folder.is_dir() and any(folder.iterdir()) and not (folder / NOTE).is_file():
        raise UsageError(
            f"{folder}: holds files that are no site of the atlas; choose an empty folder"
        )


def _keys(app: Flask, settings: Settings, atlas: Atlas) -> dict[str, str]:
    """What the pages of an edition rest on, and what the ground rests on: digests."""
    digest = hashlib.sha256(serving_of(app).assets.fingerprint.encode())
    code = Path(__file__).parents[1]
    for root, pattern in ((code, "**/*.py"), (resource_folder("templates"), "*.html")):
        for path in sorted(root.glob(pattern)):
            digest.update(path.relative_to(root).as_posix().encode() + read_regular(path))
    ground = digest.copy()
    ground.update(repr(sorted(atlas.ground.fingerprints.items())).encode())
    shown = (atlas.fingerprint, settings.names, settings.view, settings.public_url,
             settings.tiles_url, settings.tiles_attribution)  # fmt: skip
    digest.update(ground.digest() + repr(shown).encode())
    return {"edition": digest.hexdigest(), "ground": ground.hexdigest()}


def _begin(beside: Path, keys: dict[str, str]) -> None:
    """Empty the folder beside, unless a killed build left there what is wanted now, or all of it.

    What has no mark of its own, as the remains of an old site, goes.
    """
    plan = beside / _PLAN
    wanted = json.dumps(keys).encode()
    if _note(beside).get("keys") == keys:
        return
    with contextlib.suppress(StorageError):
        if read_regular(plan) == wanted:
            return
    for path in beside.iterdir():
        if path.is_dir():
            shutil.rmtree(path)
        else:
            path.unlink()
    write_atomic(plan, wanted)


def _note(folder: Path) -> dict[str, dict[str, str]]:
    try:
        found = json.loads(read_regular(folder / NOTE))
    except (StorageError, ValueError):
        return {}
    return found if isinstance(found, dict) else {}
