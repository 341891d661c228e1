"""A static site in the making: what stays is linked, what is new is written."""

from __future__ import annotations

import os
import shutil
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path

from mapper.atlas import Atlas
from mapper.files import read_regular, sweep_leftovers
from mapper.site.addresses import StaticAddresses, file_of
from mapper.site.pinned import pinned_atlas
from mapper.site.sitemap import Page
from mapper.web.downloads import changes_bytes

_KEEP_FOR_GOOD = ("v", "static", "data/basemap", "data/zones")
"""Folders whose files stay: pinned embeds in reports ask for them after the atlas has changed."""


class Filling:
    """A site's folder that is being filled.

    Parameters
    ----------
    old, new : Path
        The site of before, if any; the folder to fill.
    same : mapping
        Whether pages of an ``edition``, and of the ``ground``, rest on the same as before.
    addresses : StaticAddresses
        Which file stands for which path.
    atlas : Atlas
        What the site is of.
    """

    def __init__(
        self, old: Path, new: Path, same: Mapping[str, bool], addresses: StaticAddresses,
        atlas: Atlas,
    ) -> None:  # fmt: skip
        self._old, self._new, self._same = old, new, same
        self._addresses, self._atlas = addresses, atlas
        self.written = self.count = 0
        sweep_leftovers(new)

    def wanted(self, pages: Sequence[Page]) -> Iterator[Page]:
        """What has to be rendered, each page before its like below ``/v/<edition>/``.

        Everything else is in its place afterwards.
        """
        for page in pages:
            if not self._stays(page):
                yield page
            pinned = self._pinned(page)
            if pinned is not None and page.linked and not self._stays(pinned):
                yield pinned
            if pinned is not None and not page.linked and self._target(page).is_file():
                self._like(page, pinned)

    def take(self, page: Page, content: bytes) -> None:
        """Put what was rendered into its place, and where pages have no links their likes too."""
        target, before = self._target(page), self._old / self._name(page)
        if before.is_file() and before.stat().st_size == len(content) and (
            read_regular(before) == content
        ):  # fmt: skip
            _link(before, target)
        else:
            self.written += 1
            _write(target, content)
        pinned = self._pinned(page)
        if pinned is not None and not page.linked:
            self._like(page, pinned)

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
                old = pinned_atlas(self._new, edition, self._atlas)
                _write(told, changes_bytes(edition, old, self._atlas))
                self.count += 1
                self.written += 1

    def _name(self, page: Page) -> str:
        return self._addresses.file(page.path).removeprefix("/")

    def _target(self, page: Page) -> Path:
        return self._new / self._name(page)

    def _pinned(self, page: Page) -> Page | None:
        if not page.pinnable:
            return None
        return Page(f"/v/{self._atlas.fingerprint}{page.path}", page.endpoint, is_pinned=True)

    def _stays(self, page: Page) -> bool:
        """Whether a file is there, or can be the one of before."""
        self.count += 1
        target, before = self._target(page), self._old / self._name(page)
        if target.is_file():
            return True
        if not before.is_file() or not self._same["ground" if page.ground else "edition"]:
            return False
        _link(before, target)
        return True

    def _like(self, page: Page, pinned: Page) -> None:
        """Give a file its second name below the edition's root."""
        target = self._target(pinned)
        self.count += 1
        if not target.is_file():
            self.written += not (self._old / self._name(pinned)).is_file()
            _link(self._target(page), target)


def _files(folder: Path) -> Iterator[Path]:
    yield from (
        sorted(path for path in folder.rglob("*") if path.is_file()) if folder.is_dir() else ()
    )


def _link(source: Path, target: Path) -> None:
    """The same file under a second name, its time included; a copy where that cannot be."""
    target.parent.mkdir(parents=True, exist_ok=True)
    try:
        os.link(source, target)
    except OSError:
        shutil.copy2(source, target)


def _write(target: Path, content: bytes) -> None:
    """A file that is there whole or not at all; it reaches the disk with all the others."""
    target.parent.mkdir(parents=True, exist_ok=True)
    passing = target.with_name(f".mapper-{target.name}.tmp")
    passing.write_bytes(content)
    passing.replace(target)
