"""``mapper build`` keeps the edition before and the one after."""

from __future__ import annotations

from pathlib import Path

import pytest

from mapper import editions
from mapper.atlas import open_atlas
from tests.geojson.test_collection import feature, text


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    home = tmp_path / "atlas"
    (home / "exercises").mkdir(parents=True)
    (home / "exercises" / "2024.geojson").write_bytes(text(feature()))
    return home


def test_build_keeps_the_edition_before_and_the_one_after(folder: Path, runner):
    seeds = str(Path(__file__).parents[2] / "seeds")
    first = open_atlas(folder).fingerprint
    ran = runner("build", "places", "--seeds", seeds, "--data", str(folder))
    assert ran.code == 0, ran.err
    now = open_atlas(folder).fingerprint
    kept = {one.fingerprint: one.why for one in editions.editions(folder)}
    assert kept == {first: "before: mapper build", now: "after: mapper build"}
    assert first != now
    runner("build", "places", "--seeds", seeds, "--data", str(folder))
    assert len(editions.editions(folder)) == 2


def test_build_into_an_empty_folder_keeps_what_it_made(tmp_path: Path, runner):
    seeds = str(Path(__file__).parents[2] / "seeds")
    made = tmp_path / "new"
    ran = runner("build", "places", "--seeds", seeds, "--data", str(made))
    assert ran.code == 0, ran.err
    assert [one.why for one in editions.editions(made)] == ["after: mapper build"]
