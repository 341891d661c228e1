"""A finished site takes its place whole, wherever its builder is killed, on any file system."""

from __future__ import annotations

import os
import shutil
import signal
from pathlib import Path

import pytest

from mapper import files
from mapper.errors import StorageError
from tests import killing

NOTE = "site.json"


def is_whole(folder):
    """Whether a folder was finished."""
    return (folder / NOTE).is_file()


def made(folder, which):
    """A finished site that says which it is."""
    (folder / "years").mkdir(parents=True)
    (folder / "years" / "2025.html").write_text(which)
    (folder / NOTE).write_text(which)


def replaced(root, which):
    """What a build does at its begin and at its end."""
    new, old = root / ".site.next", root / "site"
    files.mend_exchange(new, old, is_whole=is_whole)
    shutil.rmtree(new, ignore_errors=True)
    made(new, which)
    files.exchange(new, old)


def killed(root, which, step, in_one_step):
    """A build in a process of its own that dies before a step; whether it did."""
    child = os.fork()
    if child == 0:
        try:
            if not in_one_step:
                files._exchanged = lambda _new, _old: False
            killing.steps = 0
            files._exchanged = killing.watched(files._exchanged, step)
            for owner, name in ((Path, "rename"), (os, "fsync"), (os, "unlink"), (os, "rmdir")):
                setattr(owner, name, killing.watched(getattr(owner, name), step))
            replaced(root, which)
        finally:
            os._exit(0)
    return os.waitstatus_to_exitcode(os.waitpid(child, 0)[1]) == -signal.SIGKILL


@pytest.mark.parametrize("in_one_step", [True, False])
def test_killed_at_any_step_a_whole_site_is_there_or_comes_back_with_the_next_run(
    tmp_path, in_one_step
):
    for step in range(1, 40):
        root = tmp_path / str(step)
        made(root / "site", "old")
        if not killed(root, "new", step, in_one_step):
            break
        there = (root / "site").exists()
        # Only where folders cannot be exchanged, and only between two renames, is none there.
        assert there or (not in_one_step and is_whole(root / ".site.before"))
        if there:
            assert (root / "site" / NOTE).read_text() in ("old", "new")
        files.mend_exchange(root / ".site.next", root / "site", is_whole=is_whole)
        assert (root / "site" / NOTE).read_text() == (
            root / "site" / "years" / "2025.html"
        ).read_text()
        replaced(root, "third")
        assert [path.name for path in root.iterdir()] == ["site"]
        assert (root / "site" / NOTE).read_text() == "third"
    assert step > 5


def test_an_exchange_that_fails_leaves_the_old_site(tmp_path):
    made(tmp_path / "site", "old")
    with pytest.raises(StorageError, match="cannot be replaced"):
        files.exchange(tmp_path / ".site.next", tmp_path / "site")
    assert (tmp_path / "site" / NOTE).read_text() == "old"
    assert [path.name for path in tmp_path.iterdir()] == ["site"]


def test_a_first_site_needs_no_exchange(tmp_path):
    replaced(tmp_path, "first")
    assert (tmp_path / "site" / NOTE).read_text() == "first"
