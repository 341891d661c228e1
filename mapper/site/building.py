"""Writing a static site: made beside the old one, what has not changed linked, swapped in whole."""

from __future__ import annotations

import contextlib
import hashlib
import json
import math
import os
import shutil
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path

from flask import Flask
from flask.testing import FlaskClient

from mapper.analysis import event_measures
from mapper.atlas import Atlas
from mapper.errors import DataError, Problem, StorageError, UsageError
from mapper.files import (
    exchange,
    locked,
    mend_exchange,
    read_regular,
    sweep_leftovers,
    write_atomic,
)
from mapper.settings import Settings, resource_folder
from mapper.site.addresses import StaticAddresses, file_of
from mapper.site.pinned import pinned_atlas
from mapper.site.sitemap import Page, sitemap
from mapper.web.addresses import install_addresses
from mapper.web.app import create_app
from mapper.web.downloads import changes_bytes
from mapper.web.serving import serving_of
from mapper.web.watch import Watch

NOTE = "site.json"
"""What a finished site says of itself; written last, so that only a whole one has it."""

_PLAN = ".plan"
_KEEP_FOR_GOOD = ("v", "static", "data/basemap", "data/zones")
"""Folders whose files stay: pinned embeds in reports ask for them after the atlas has changed."""

_HEAD = b'<meta charset="utf-8">'
_TEXT = "text/html"
_OWN_POLICY = b'http-equiv="Content-Security-Policy"'
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
    app = _application(settings, atlas)
    keys = _keys(app, settings, atlas)
    beside.mkdir(parents=True, exist_ok=True)
    with locked(beside):
        _begin(beside, keys)
        pages = list(sitemap(app))
        addresses = StaticAddresses(settings.public_url, {page.file for page in pages},
                                    atlas.ground.fingerprints)  # fmt: skip
        install_addresses(app, addresses)
        making = _Making(folder, beside, app.test_client(), keys, addresses)
        for page in progress(pages) if progress else pages:
            making.page(page)
        making.page(Page("/404", ""), expected=404)
        making.carry_over()
        told = {"edition": atlas.fingerprint, "keys": keys, "files": making.count}
        write_atomic(beside / NOTE, json.dumps(told, indent=1).encode() + b"\n")
        (beside / _PLAN).unlink(missing_ok=True)
        os.sync()
        exchange(beside, folder)
    return Built(making.written, making.count - making.written, atlas.fingerprint)


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


def _application(settings: Settings, atlas: Atlas) -> Flask:
    """The atlas's own application with links from file to file, over an atlas that stays."""
    app = create_app(settings.with_changes(trusted_hosts=()), atlas)
    serving = serving_of(app)
    serving.watch = Watch(atlas, math.inf)
    told = serving.current().told
    measures = event_measures(told, settings.view)
    for year in told.all_years:
        for event in told.events(year):
            measures.of(event.id)
    return app


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


class _Making:
    """A site in the making."""

    def __init__(
        self, old: Path, new: Path, client: FlaskClient, keys: dict[str, str],
        addresses: StaticAddresses,
    ) -> None:  # fmt: skip
        self._addresses = addresses
        self._old, self._new, self._client = old, new, client
        before = _note(old)
        self._same = {name: before.get("keys", {}).get(name) == key for name, key in keys.items()}
        self._atlas = serving_of(client.application).current().atlas
        self.written = self.count = 0
        sweep_leftovers(new)

    def page(self, page: Page, expected: int = 200) -> None:
        """Make a page, and the same below ``/v/<edition>/``."""
        content = self._file(page, expected)
        if page.pinnable and expected == 200:
            pinned = Page(f"/v/{self._atlas.fingerprint}{page.path}", page.endpoint)
            self._file(pinned, expected, None if page.linked else content)

    def _file(self, page: Page, expected: int, content: Path | None = None) -> Path:
        """Put a file into the new site: as it was, or linked to its like, or made."""
        name = self._addresses.file(page.path).removeprefix("/")
        target, before = self._new / name, self._old / name
        self.count += 1
        if target.is_file():
            return target
        if before.is_file() and self._same["ground" if page.ground else "edition"]:
            return _link(before, target)
        made = read_regular(content) if content else self._made(page.path, expected)
        if before.is_file() and before.stat().st_size == len(made) and read_regular(before) == made:
            return _link(before, target)
        self.written += 1
        if content:
            return _link(content, target)
        _write(target, made)
        return target

    def _made(self, path: str, expected: int) -> bytes:
        response = self._client.get(path)
        if response.status_code != expected:
            said = (response.get_json(silent=True) or {}).get("error", response.status)
            raise DataError([Problem(path, f"cannot be made: {said}", "see `mapper check`")])
        content = response.get_data()
        # A single file has a policy of its own, which names the scripts in it.
        if response.mimetype != _TEXT or _OWN_POLICY in content[:2000]:
            return content
        policy = response.headers["Content-Security-Policy"]
        return content.replace(_HEAD, _HEAD + _policy_element(policy), 1)

    def carry_over(self) -> None:
        """Keep what pinned pages of before need: their own files and those of their release.

        They tell what changed since, also where the atlas folder no longer keeps their edition.
        """
        for name in _KEEP_FOR_GOOD:
            for before in _files(self._old / name):
                target = self._new / before.relative_to(self._old)
                if not target.exists():
                    _link(before, target)
                    self.count += 1
        for edition in sorted(path.name for path in (self._new / "v").glob("*")):
            told = self._new / file_of(f"/editions/{edition}.json")
            if not told.exists():
                _write(told, changes_bytes(edition, pinned_atlas(self._new, edition, self._atlas),
                                           self._atlas))  # fmt: skip
                self.count += 1
                self.written += 1


def _policy_element(policy: str) -> bytes:
    """The policy for a host that sends none; who may frame a page cannot be said there."""
    kept = [one for one in policy.split("; ") if not one.startswith("frame-ancestors")]
    return f'\n<meta http-equiv="Content-Security-Policy" content="{"; ".join(kept)}">'.encode()


def _note(folder: Path) -> dict[str, dict[str, str]]:
    try:
        found = json.loads(read_regular(folder / NOTE))
    except (StorageError, ValueError):
        return {}
    return found if isinstance(found, dict) else {}


def _files(folder: Path) -> Iterator[Path]:
    yield from (
        sorted(path for path in folder.rglob("*") if path.is_file()) if folder.is_dir() else ()
    )


def _link(source: Path, target: Path) -> Path:
    """The same file under a second name, its time included; a copy where that cannot be."""
    target.parent.mkdir(parents=True, exist_ok=True)
    try:
        os.link(source, target)
    except OSError:
        shutil.copy2(source, target)
    return target


def _write(target: Path, content: bytes) -> None:
    """A file that is there whole or not at all; it reaches the disk with all the others."""
    target.parent.mkdir(parents=True, exist_ok=True)
    passing = target.with_name(f".mapper-{target.name}.tmp")
    passing.write_bytes(content)
    passing.replace(target)
