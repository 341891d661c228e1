"""A folder of GeoJSON becomes one atlas, or every reason why not is given."""

import json
import shutil
from pathlib import Path
from typing import Any

import pytest

from mapper.atlas import Atlas, check_folder, kept_files, open_atlas
from mapper.errors import DataError, NotFoundError, StorageError, UsageError
from mapper.folders import checked_bytes, fingerprint, read_checked_folder, read_folder
from mapper.settings import resource_folder
from tests.geojson.test_collection import feature, text


def write(folder: Path, name: str, *features: dict[str, Any]) -> None:
    path = folder / name
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(text(*features))


def closure(**changes: Any) -> dict[str, Any]:
    given = {"authority": "MSA", "hazard": "firing", "status": "verified", **changes}
    return feature(id="closure-1", kind="closure", **given)


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    write(tmp_path, "exercises/2024.geojson", feature())
    write(
        tmp_path, "exercises/2026.geojson", feature(id="b", year=2026, start="2026-01-01", end=None)
    )
    return tmp_path


def test_years_and_events_are_found(folder: Path):
    atlas = open_atlas(folder)
    assert atlas.years == (2024, 2026)
    assert atlas.all_years == (2024, 2025, 2026)
    assert [event.id for event in atlas.events(2024)] == ["joint-sea-2024"]
    assert atlas.events(2025) == ()
    assert atlas.event("b").record.year == 2026


def test_an_atlas_shows_itself_in_one_line(folder: Path):
    atlas = open_atlas(folder)
    assert repr(atlas) == f"<Atlas {atlas.fingerprint}: 2 years, 2 events, {folder}>"


@pytest.mark.parametrize("year", ["2025", 2025.0, None, []])
def test_what_is_no_year_is_refused_by_name(folder: Path, year: Any):
    with pytest.raises(UsageError, match="year: expected a whole number as 2025, got"):
        open_atlas(folder).require_year(year)


def test_the_fingerprint_follows_the_data(folder: Path):
    first = open_atlas(folder).fingerprint
    assert len(first) == 12
    assert open_atlas(folder).fingerprint == first
    write(folder, "exercises/2024.geojson", feature(headline="new"))
    assert open_atlas(folder).fingerprint != first


def test_an_unknown_event_names_the_nearest(folder: Path):
    with pytest.raises(NotFoundError, match="no event 'joint-sea-2023'") as caught:
        open_atlas(folder).event("joint-sea-2023")
    assert caught.value.nearest == ("joint-sea-2024",)


def test_an_unknown_year_names_the_nearest(folder: Path):
    with pytest.raises(NotFoundError, match="no year 1999") as caught:
        open_atlas(folder).events(1999)
    assert caught.value.nearest[0] == "2024"


def test_every_problem_of_every_file_is_listed(folder: Path):
    write(folder, "exercises/2025.geojson", feature(id="c", start="x", end=None, year=2025))
    (folder / "closures").mkdir()
    (folder / "closures" / "2024.geojson").write_text('{"a": NaN}')
    (folder / "patrols").mkdir()
    (folder / "patrols" / "newest.geojson").write_text("{}")
    found = [str(problem) for problem in check_folder(folder)]
    assert len(found) == 3, found
    assert any("closures/2024.geojson: line 1: NaN is not a JSON number" in one for one in found)
    assert any("expected a name like 2025.geojson" in one for one in found)
    with pytest.raises(DataError):
        open_atlas(folder)


def test_a_wrong_shape_hides_no_wrong_year(folder: Path):
    one = feature(id="c")
    one["geometry"]["coordinates"][0] = one["geometry"]["coordinates"][0][:-1]
    write(folder, "exercises/2025.geojson", one)
    found = [str(problem) for problem in check_folder(folder)]
    assert len(found) == 2, found
    assert "ring 0 is not closed" in found[0]
    assert "year: expected 2025 from the file's name, got 2024" in found[1]


def test_a_feature_with_a_wrong_value_is_no_missing_one(folder: Path):
    write(folder, "closures/2024.geojson", closure(event="joint-sea-2024"))
    assert check_folder(folder) == ()
    write(folder, "exercises/2024.geojson", feature(start="x"))
    (found,) = check_folder(folder)
    assert "start: expected a date" in str(found)


def test_what_an_unread_file_may_hold_is_not_called_missing(folder: Path):
    write(folder, "closures/2024.geojson", closure(event="joint-sea-2024"))
    (folder / "exercises" / "2024.geojson").write_text("{")
    (found,) = check_folder(folder)
    assert "exercises/2024.geojson: line 1, column 2: not JSON" in str(found)


def test_an_id_used_in_two_files_is_refused(folder: Path):
    write(folder, "exercises/2025.geojson", feature(year=2025, id="b", start="2025", end="2025"))
    assert "the id is used in" in str(check_folder(folder)[0])


def test_a_feature_in_the_file_of_another_year_is_refused(folder: Path):
    write(folder, "exercises/2025.geojson", feature(id="c"))
    assert "year: expected 2025 from the file's name, got 2024" in str(check_folder(folder)[0])


def test_a_reference_to_nothing_is_refused(folder: Path):
    write(folder, "exercises/2024.geojson", feature(context_closures=["navarea-xi-1"]))
    assert "context_closures: there is no feature 'navarea-xi-1'" in str(check_folder(folder)[0])


def test_a_link_out_of_the_folder_is_refused(folder: Path, tmp_path_factory):
    outside = tmp_path_factory.mktemp("outside") / "2025.geojson"
    outside.write_bytes(text(feature(id="c", year=2025)))
    (folder / "exercises" / "2025.geojson").symlink_to(outside)
    assert "is a symlink; replace it by the file" in str(check_folder(folder)[0])


def test_a_missing_and_an_empty_folder_are_told_apart(tmp_path: Path):
    with pytest.raises(StorageError, match="there is no such folder"):
        open_atlas(tmp_path / "none")
    with pytest.raises(StorageError, match="no atlas here; expected folders exercises"):
        open_atlas(tmp_path)


def test_a_file_in_place_of_the_folder_is_said_to_be_one(folder: Path):
    with pytest.raises(StorageError, match=r"2024\.geojson: is a file; expected an atlas folder"):
        open_atlas(folder / "exercises" / "2024.geojson")


def test_a_folder_of_an_unknown_kind_is_told_with_the_nearest(folder: Path):
    write(folder, "notes/reading.geojson")
    write(folder, "zones/baltic.geojson")
    assert check_folder(folder) == ()
    write(folder, "excercise/2026.geojson", feature(id="c"))
    (found,) = check_folder(folder)
    assert "/excercise: expected a folder exercises, patrols" in str(found)
    assert "did you mean exercises?" in str(found)


def test_a_folder_without_any_event_is_told(folder: Path):
    write(folder, "exercises/2024.geojson", feature(status="no-edition", start=None, end=None))
    write(folder, "exercises/2026.geojson")
    assert check_folder(folder) == ()
    write(folder, "exercises/2024.geojson")
    (found,) = check_folder(folder)
    assert "there is no exercise or patrol in it; `mapper add` or" in str(found)


def test_what_the_atlas_gives_back_can_be_read_again(folder: Path, tmp_path_factory):
    again = tmp_path_factory.mktemp("again") / "exercises"
    again.mkdir()
    atlas = open_atlas(folder)
    (again / "2024.geojson").write_bytes(atlas.geojson("exercises", 2024))
    copy = open_atlas(again.parent)
    assert copy.event("joint-sea-2024").properties == atlas.event("joint-sea-2024").properties
    assert json.loads(atlas.geojson("patrols", 2025))["features"] == []
    with pytest.raises(NotFoundError, match="no layer 'secrets'"):
        atlas.geojson("secrets", 2024)
    shutil.rmtree(again)


def plain(files: Any) -> dict[tuple[str, int], list[Any]]:
    return {
        key: [(one.record, one.geometry and one.geometry.wkb) for one in features]
        for key, features in files.items()
    }


def test_the_checked_edition_reads_as_the_rules_read_it():
    files, edition, problems = read_folder(resource_folder("geodata"))
    quick = read_checked_folder(resource_folder("geodata"))
    assert problems == []
    assert quick is not None, "run `mapper build measures`"
    assert (plain(quick[0]), quick[1]) == (plain(files), edition)


@pytest.mark.parametrize("name", ["exercises/2025.geojson", "places/places.geojson"])
def test_an_edition_that_was_not_checked_is_read_by_every_rule(tmp_path: Path, name: str):
    folder = tmp_path / "geodata"
    heavy = shutil.ignore_patterns("zones", "basemap", "measures")
    shutil.copytree(resource_folder("geodata"), folder, ignore=heavy)
    assert read_checked_folder(folder) is not None
    changed = folder / name
    changed.write_bytes(changed.read_bytes().replace(b'"names"', b'"Names"', 1))
    assert read_checked_folder(folder) is None


def test_a_folder_that_says_of_itself_that_it_was_checked_is_not_believed(folder: Path):
    write(folder, "exercises/2025.geojson", feature(year=2025, start="2025-07-11", end=None))
    names = [f"exercises/{year}.geojson" for year in (2024, 2025, 2026)]
    edition = fingerprint((name, (folder / name).read_bytes()) for name in names)
    (folder / "checked.json").write_bytes(checked_bytes(edition))
    assert read_checked_folder(folder) is not None
    with pytest.raises(DataError, match="the id is used in"):
        open_atlas(folder)
    assert kept_files(Atlas(folder, {}, edition)) == {}


def test_a_year_of_the_checked_edition_is_read_without_the_others():
    found = read_checked_folder(resource_folder("geodata"))
    assert found is not None
    files, edition = found
    atlas = Atlas(resource_folder("geodata"), files, edition)
    (event,) = [one for one in atlas.events(2025) if one.id == "joint-sea-2025"]
    assert atlas.parts(event.id) == tuple(
        one for one in files["exercises", 2025] if getattr(one.record, "part_of", "") == event.id
    )
    assert {year for _, year in files._read} == {2025}
    assert atlas.event("joint-sea-2024").record.year == 2024
    with pytest.raises(NotFoundError, match="joint-sea-2035"):
        atlas.event("joint-sea-2035")
