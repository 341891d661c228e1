"""A build changes what has changed, and is whole or not at all, wherever it is killed."""

from __future__ import annotations

import hashlib
import json
import os
import shutil
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest

from mapper.atlas import open_atlas
from mapper.errors import StorageError, UsageError
from mapper.files import locked
from mapper.settings import Settings
from mapper.site import build_site
from tests.site.conftest import SMALL, URL, settings


def state(folder):
    """Every file of a folder with a digest of its bytes."""
    return {path.relative_to(folder).as_posix(): hashlib.sha256(path.read_bytes()).hexdigest()
            for path in sorted(folder.rglob("*")) if path.is_file()}  # fmt: skip


@pytest.fixture
def copy(site, tmp_path):
    """A copy of the site, with its atlas, that a test may change."""
    root = tmp_path / "work"
    atlas = Path(shutil.copytree(site.parent / "atlas", root / "atlas"))
    shutil.copytree(site, root / "site", copy_function=os.link)
    return root / "site", atlas


def build(folder, atlas):
    """Build a site of an atlas folder."""
    return build_site(folder, settings(atlas), open_atlas(atlas))


def renamed(atlas):
    """The atlas with another headline: a new edition."""
    path = atlas / "exercises" / "2025.geojson"
    found = json.loads(path.read_text("utf-8"))
    found["features"][0]["properties"]["headline"] = "Another headline"
    path.write_text(json.dumps(found), "utf-8")


def test_a_second_build_writes_nothing(copy):
    folder, atlas = copy
    before = {path: path.stat().st_mtime_ns for path in folder.rglob("*.*")}
    content = state(folder)
    built = build(folder, atlas)
    assert built.written == 0
    assert built.kept > 1000
    assert state(folder) == content
    named = [path for path in before if path.name != "site.json" and path.is_file()]
    assert all(path.stat().st_mtime_ns == before[path] for path in named)


def test_a_new_edition_changes_its_pages_and_keeps_what_is_pinned(copy):
    folder, atlas = copy
    before = state(folder)
    old = json.loads((folder / "site.json").read_text())["edition"]
    renamed(atlas)
    built = build(folder, atlas)
    after = state(folder)
    assert built.edition != old
    assert before["years/2025.html"] != after["years/2025.html"]
    pinned = {name: digest for name, digest in before.items() if name.startswith(f"v/{old}/")}
    assert pinned.items() <= after.items()
    assert f"v/{built.edition}/years/2025.html" in after
    ground = {name for name in before if name.startswith(("data/basemap/", "static/"))}
    assert all(before[name] == after[name] for name in ground)
    changed = [name for name, content in after.items() if before.get(name) != content]
    assert 0 < built.written <= len(changed)
    # The atlas folder keeps no edition: the site itself knows what changed.
    told = json.loads((folder / "editions" / f"{old}.json").read_text())
    assert (told["edition"], told["newest"]) == (old, built.edition)
    assert [(one["kind"], one["fields"]) for one in told["changes"]] == [
        ("exercises", ["headline"])
    ]
    newest = json.loads((folder / "editions" / f"{built.edition}.json").read_text())
    assert newest["changes"] == []


def started(folder, atlas):
    """A build in a process of its own."""
    return subprocess.Popen(
        [sys.executable, "-m", "mapper", "site", "build", str(folder), "--data", str(atlas),
         "--url", URL], stderr=subprocess.PIPE, text=True,
    )  # fmt: skip


def test_killed_at_any_point_the_old_site_stays_and_a_second_run_finishes(copy):
    folder, atlas = copy
    before = state(folder)
    renamed(atlas)
    beside = folder.with_name(".site.next")
    for files in (1, 60, 700, 1500):
        process = started(folder, atlas)
        while process.poll() is None and sum(1 for _ in beside.rglob("*.*")) < files:
            time.sleep(0.02)
        process.send_signal(signal.SIGKILL)
        process.wait()
        process.stderr.close()
        if beside.is_dir():
            assert state(folder) == before
    process = started(folder, atlas)
    _, said = process.communicate()
    assert process.returncode == 0, said
    assert not beside.exists()
    assert not folder.with_name(".site.before").exists()
    fresh = folder.with_name("fresh")
    build(fresh, atlas)
    once, again = state(fresh), state(folder)
    assert {name: again[name] for name in once if name != "site.json"} == {
        name: digest for name, digest in once.items() if name != "site.json"
    }


def test_a_site_that_was_moved_aside_is_put_back_by_the_next_build_whatever_it_does(copy):
    folder, atlas = copy
    before = state(folder)
    folder.rename(folder.with_name(".site.before"))
    with pytest.raises(UsageError, match="--url"):
        build_site(folder, Settings(data=str(atlas)), open_atlas(atlas))
    assert state(folder) == before
    assert not folder.with_name(".site.before").exists()


def test_a_folder_with_something_else_is_left_alone(tmp_path, runner):
    (tmp_path / "thesis.txt").write_text("years of work")
    ran = runner("site", "build", str(tmp_path), "--url", URL, "--data", str(SMALL))
    assert ran.code == 2
    assert "holds files that are no site of the atlas" in ran.err
    assert state(tmp_path).keys() == {"thesis.txt"}


def test_a_site_without_its_address_is_refused(tmp_path, small_atlas):
    with pytest.raises(UsageError, match="--url or MAPPER_PUBLIC_URL"):
        build_site(tmp_path / "site", Settings(), small_atlas)


def test_the_second_of_two_builds_is_told(tmp_path, small_atlas):
    beside = tmp_path / ".site.next"
    beside.mkdir()
    given = Settings(data=str(SMALL), public_url=URL)
    with locked(beside), pytest.raises(StorageError, match="nothing was changed"):
        build_site(tmp_path / "site", given, small_atlas)
    assert not (tmp_path / "site").exists()
