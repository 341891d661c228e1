"""The bytes of the files of a static site, by the server's own application, in several processes.

A process renders and hands back; only the one that builds the site writes.
"""

from __future__ import annotations

import ctypes
import math
import multiprocessing
import os
import signal
from collections.abc import Generator, Sequence
from concurrent.futures import ProcessPoolExecutor
from dataclasses import dataclass
from pathlib import Path

from flask import Flask

from mapper.analysis import event_measures
from mapper.atlas import Atlas, open_atlas
from mapper.errors import DataError, Problem, StorageError
from mapper.settings import Settings
from mapper.site.addresses import StaticAddresses
from mapper.web.addresses import install_addresses
from mapper.web.app import create_app
from mapper.web.serving import serving_of
from mapper.web.watch import Watch

MISSING = "/404"
"""What stands for every address that there is not."""

_FEW = 400
"""So many pages are rendered here: another process needs seconds to get ready."""

_MOST_PROCESSES = 8
_TOGETHER = 8
"""Neighbours share what they are made from: the formats of a figure, a page and its pinned like."""

_HEAD = b'<meta charset="utf-8">'
_TEXT = "text/html"
_OWN_POLICY = b'http-equiv="Content-Security-Policy"'
_PR_SET_PDEATHSIG = 1


@dataclass(frozen=True)
class Task:
    """What a process has to know to render as another does.

    Attributes
    ----------
    settings : Settings
        As for a server.
    folder : Path
        The atlas folder.
    edition : str
        The edition that it has to hold.
    files : frozenset of str
        The files that the site will have.
    """

    settings: Settings
    folder: Path
    edition: str
    files: frozenset[str]


def application(settings: Settings, atlas: Atlas) -> Flask:
    """The atlas's own application over an atlas that stays, with everything measured."""
    app = create_app(settings.with_changes(trusted_hosts=()), atlas)
    serving = serving_of(app)
    serving.watch = Watch(atlas, math.inf)
    told = serving.current().told
    measures = event_measures(told, settings.view)
    for year in told.all_years:
        for event in told.events(year):
            measures.of(event.id)
    return app


def rendered(app: Flask, task: Task, paths: Sequence[str]) -> Generator[bytes]:
    """The files behind paths, in their order.

    Parameters
    ----------
    app : Flask
        The application, with the addresses of the site.
    task : Task
        The same for other processes; they are used where there is much to do.
    paths : sequence of str
        Each with its query.

    Raises
    ------
    DataError
        One cannot be made; says which, and why.
    StorageError
        The atlas folder has changed under the build.
    """
    count = min(len(os.sched_getaffinity(0)), _MOST_PROCESSES)
    if len(paths) < _FEW or count < 2:
        yield from (_page(app, path) for path in paths)
        return
    # A fresh interpreter each: this one may have threads and locks that a fork would break.
    context = multiprocessing.get_context("spawn")
    with ProcessPoolExecutor(count, context, _begin, (task, os.getpid())) as pool:
        try:
            yield from pool.map(_page_here, paths, chunksize=_TOGETHER)
        finally:
            pool.shutdown(wait=False, cancel_futures=True)


def _page(app: Flask, path: str) -> bytes:
    response = app.test_client().get(path)
    if response.status_code != (404 if path == MISSING else 200):
        said = (response.get_json(silent=True) or {}).get("error", response.status)
        raise DataError([Problem(path, f"cannot be made: {said}", "see `mapper check`")])
    content = response.get_data()
    # A single file has a policy of its own, which names the scripts in it.
    if response.mimetype != _TEXT or _OWN_POLICY in content[:2000]:
        return content
    policy = response.headers["Content-Security-Policy"]
    return content.replace(_HEAD, _HEAD + _policy_element(policy), 1)


def _policy_element(policy: str) -> bytes:
    """The policy for a host that sends none; who may frame a page cannot be said there."""
    kept = [one for one in policy.split("; ") if not one.startswith("frame-ancestors")]
    return f'\n<meta http-equiv="Content-Security-Policy" content="{"; ".join(kept)}">'.encode()


_apps: list[Flask] = []


def _begin(task: Task, parent: int) -> None:
    """Get ready in a process of its own, which ends with the one that builds."""
    ctypes.CDLL(None).prctl(_PR_SET_PDEATHSIG, signal.SIGKILL)
    if os.getppid() != parent:
        os._exit(1)
    atlas = open_atlas(task.folder)
    if atlas.fingerprint == task.edition:
        app = application(task.settings, atlas)
        addresses = StaticAddresses(task.settings.public_url, task.files, atlas.ground.fingerprints)
        install_addresses(app, addresses)
        _apps.append(app)


def _page_here(path: str) -> bytes:
    if not _apps:
        raise StorageError("site: the atlas changed while its site was built; build again")
    return _page(_apps[0], path)
