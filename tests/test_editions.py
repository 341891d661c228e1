"""What was there before is kept; two writers do not mix; a killed one leaves nothing torn."""

from __future__ import annotations

import json
import os
import random
import subprocess
import sys
import time
from pathlib import Path

import pytest

from mapper import editions
from mapper.atlas import open_atlas
from mapper.errors import DataError, NotFoundError, StorageError
from mapper.files import locked
from mapper.journal import FOLDER, Journal, pending, write_journal
from tests.geojson.test_collection import feature, text

SOAK = os.environ.get("SOAK") == "1"
KILLS = 200 if SOAK else 10
EVENT = "joint-sea-2024"
BOX = "131,42 132,42 132,43 131,43 131,42"


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    home = tmp_path / "atlas"
    for kind in ("exercises", "patrols", "regions", "closures"):
        (home / kind).mkdir(parents=True)
    (home / "exercises" / "2024.geojson").write_bytes(text(feature()))
    return home


def content(headline: str) -> bytes:
    return text(feature(headline=headline))


def files_of(folder: Path) -> set[str]:
    return {path.relative_to(folder).as_posix() for path in folder.rglob("*") if path.is_file()}


def test_change_keeps_the_edition_before_and_the_one_after(folder: Path):
    first = open_atlas(folder).fingerprint
    with editions.changing(folder) as change:
        made = change.write({"exercises/2024.geojson": content("new")}, "a change")
    assert [one.why for one in editions.editions(folder)] == ["before: a change", "after: a change"]
    assert [one.fingerprint for one in editions.editions(folder)] == [first, made.fingerprint]
    assert open_atlas(folder).fingerprint == made.fingerprint


def test_restore_undoes_a_change_and_can_be_undone_itself(folder: Path):
    first = open_atlas(folder).fingerprint
    with editions.changing(folder) as change:
        new = text(feature(id="b", year=2025, start="2025", end=None))
        made = change.write(
            {"exercises/2024.geojson": content("new"), "exercises/2025.geojson": new}, "x"
        )
    assert editions.restore(folder, first).fingerprint == first
    assert not (folder / "exercises" / "2025.geojson").exists()
    assert (folder / "exercises" / "2024.geojson").read_bytes() == text(feature())
    assert editions.restore(folder, made.fingerprint).fingerprint == made.fingerprint
    assert open_atlas(folder).event("b").record.year == 2025


def test_edition_is_named_by_the_fingerprint_of_the_atlas(folder: Path):
    assert editions.keep(folder).fingerprint == open_atlas(folder).fingerprint
    assert len(editions.keep(folder).fingerprint) >= 12


def test_same_atlas_is_kept_once_and_same_contents_are_stored_once(folder: Path):
    (folder / "exercises" / "2025.geojson").write_bytes(text(feature(id="b", year=2025)))
    editions.keep(folder)
    editions.keep(folder)
    assert len(editions.editions(folder)) == 1
    (folder / "exercises" / "2024.geojson").write_bytes(content("other"))
    editions.keep(folder)
    assert len(editions.editions(folder)) == 2
    assert len(list((folder / FOLDER / "objects").iterdir())) == 3


def test_kept_edition_opens_as_an_atlas(folder: Path):
    first = editions.keep(folder).fingerprint
    (folder / "exercises" / "2024.geojson").write_bytes(content("new"))
    (folder / "exercises" / "2025.geojson").write_bytes(text(feature(id="b", year=2025)))
    old = editions.open_edition(folder, first)
    assert (old.fingerprint, old.all_years) == (first, (2024,))
    assert old.event("joint-sea-2024").record.headline == ""


def test_dropped_edition_is_forgotten_with_what_only_it_held(folder: Path):
    first = editions.keep(folder).fingerprint
    (folder / "exercises" / "2024.geojson").write_bytes(content("new"))
    editions.keep(folder)
    editions.drop(folder, first)
    assert len(list((folder / FOLDER / "objects").iterdir())) == 1
    with pytest.raises(NotFoundError, match="no edition"):
        editions.edition(folder, first)
    assert open_atlas(folder).event("joint-sea-2024").record.headline == "new"


def test_unknown_edition_names_the_nearest(folder: Path):
    kept = editions.keep(folder).fingerprint
    for wrong in ("000000000000", "../../etc/passwd", "", kept[:5]):
        with pytest.raises(NotFoundError) as caught:
            editions.restore(folder, wrong)
        assert kept in caught.value.nearest
    assert editions.edition(folder, kept[:6]).fingerprint == kept


def test_damaged_content_is_told_and_changes_nothing(folder: Path):
    first = editions.keep(folder)
    (folder / "exercises" / "2024.geojson").write_bytes(content("new"))
    (folder / FOLDER / "objects" / next(iter(first.files.values()))).write_bytes(b"{}")
    with pytest.raises(StorageError, match="damaged"):
        editions.restore(folder, first.fingerprint)
    assert open_atlas(folder).event("joint-sea-2024").record.headline == "new"


def test_manifest_that_leads_out_of_the_folder_is_refused(folder: Path):
    kept = editions.keep(folder)
    path = folder / FOLDER / f"{kept.fingerprint}.json"
    values = json.loads(path.read_text())
    values["files"] = {"../../evil.geojson": next(iter(kept.files.values()))}
    path.write_text(json.dumps(values))
    with pytest.raises(StorageError, match="damaged"):
        editions.restore(folder, kept.fingerprint)


def test_loser_of_two_writers_is_told_and_changes_nothing(folder: Path, runner):
    before = files_of(folder)
    with locked(folder):
        with pytest.raises(StorageError, match="another command is changing this atlas"):
            editions.keep(folder)
        ran = runner("edition", "keep", "--data", str(folder))
    assert ran.code == 2
    assert "nothing was changed" in ran.err
    assert files_of(folder) == before
    editions.keep(folder)


def test_lock_of_a_killed_process_holds_nobody_up(folder: Path):
    code = (
        "import pathlib, time; from mapper.files import locked\n"
        f"with locked(pathlib.Path({str(folder)!r})):\n print('held', flush=True); time.sleep(60)"
    )
    command = [sys.executable, "-c", code]
    with subprocess.Popen(command, stdout=subprocess.PIPE, text=True) as holder:
        assert holder.stdout is not None
        assert holder.stdout.readline() == "held\n"
        with pytest.raises(StorageError):
            editions.keep(folder)
        holder.kill()
        holder.wait()
    before = files_of(folder)
    editions.keep(folder)
    assert not [name for name in files_of(folder) - before if "lock" in name]


def test_full_disk_leaves_the_atlas_as_it_was(folder: Path, monkeypatch):
    before = open_atlas(folder).fingerprint

    def full(descriptor: int) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(os, "fsync", full)
    with pytest.raises(StorageError, match="no space left"), editions.changing(folder) as change:
        change.write({"exercises/2024.geojson": content("new")}, "x")
    monkeypatch.undo()
    assert open_atlas(folder).fingerprint == before


def decided(folder: Path) -> str:
    """A change that was decided by a process which died before it touched a file."""
    new = content("decided")
    with editions.changing(folder):
        before = editions._keep(folder, "x")
        digest = editions._store(folder, new)
        write_journal(folder, Journal("x", dict(before.files), {"exercises/2024.geojson": digest}))
    return digest


def test_decided_change_counts_for_every_reader_before_it_is_done(folder: Path):
    decided(folder)
    assert "decided" not in (folder / "exercises" / "2024.geojson").read_text()
    assert open_atlas(folder).event("joint-sea-2024").record.headline == "decided"


def test_next_command_finishes_a_decided_change(folder: Path, runner):
    decided(folder)
    assert runner("list", "--data", str(folder)).code == 0
    assert "decided" in (folder / "exercises" / "2024.geojson").read_text()
    assert pending(folder) == {}


def test_what_was_written_by_hand_in_between_is_not_lost(folder: Path):
    decided(folder)
    (folder / "exercises" / "2024.geojson").write_bytes(content("by hand"))
    editions.recover(folder)
    assert "decided" in (folder / "exercises" / "2024.geojson").read_text()
    (saved,) = (folder / "exercises").glob("2024-found-*")
    assert "by hand" in saved.read_text()
    assert open_atlas(folder).event("joint-sea-2024").record.headline == "decided"


def test_journal_that_leads_out_of_the_folder_is_refused(folder: Path):
    decided(folder)
    path = folder / FOLDER / "journal.json"
    path.write_text(path.read_text().replace("exercises/2024", "../../evil"))
    with pytest.raises(StorageError, match="journal is damaged"):
        open_atlas(folder)


def test_change_that_would_break_the_atlas_is_not_written(folder: Path, tmp_path, runner):
    (folder / "exercises" / "2024.geojson").write_text("{")
    before = files_of(folder)
    (tmp_path / "a.kml").write_text(placemark("A"))
    ran = runner("import", str(tmp_path / "a.kml"), "--kind", "closure", "--data", str(folder),
                 "--set", "authority=A", "--set", "hazard=gunnery")  # fmt: skip
    assert ran.code == 1
    assert files_of(folder) == before
    with pytest.raises(DataError):
        open_atlas(folder)


def test_edition_commands_list_keep_restore_and_drop(folder: Path, runner):
    data = ("--data", str(folder))
    kept = runner("edition", "keep", "--why", "first", *data).out.strip()
    (folder / "exercises" / "2024.geojson").write_bytes(content("new"))
    assert "not kept" in runner("edition", "list", *data).err
    assert runner("edition", "restore", kept, *data).out.strip() == kept
    rows = [json.loads(line) for line in
            runner("edition", "list", "--json", *data).out.splitlines()]  # fmt: skip
    assert [(row["why"], row["current"]) for row in rows] == [
        ("first", True), (f"before: restore {kept}", False)]  # fmt: skip
    assert runner("edition", "drop", rows[1]["edition"], *data).code == 0
    assert runner("edition", "restore", "ffffffffffff", *data).code == 2


def placemark(name: str, year: int = 2025) -> str:
    return (
        f"<kml><Placemark><name>{name}</name><TimeSpan><begin>{year}-08-01</begin></TimeSpan>"
        f"<Polygon><outerBoundaryIs><LinearRing><coordinates>{BOX}</coordinates></LinearRing>"
        "</outerBoundaryIs></Polygon></Placemark></kml>"
    )


def started(step: int, *arguments: str) -> subprocess.Popen[str]:
    """A command that is ready and waits to be told to begin."""
    process = subprocess.Popen(
        [sys.executable, "-m", "tests.killing", str(step), *arguments],
        stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True,
    )  # fmt: skip
    assert process.stdout is not None
    assert process.stdout.readline() == "ready\n"
    return process


def command(folder: Path, file: Path) -> tuple[str, ...]:
    """What takes a file in: ``import`` a map file, ``add`` a sheet, ``warning add`` a text."""
    data = ("--data", str(folder), "--replace")
    if file.suffix == ".toml":
        return ("add", str(file), *data)
    if file.suffix == ".txt":
        return ("warning", "add", str(file), "--event", EVENT, *data)
    return ("import", str(file), "--kind", "closure", "--set", "authority=A",
            "--set", "hazard=gunnery", *data)  # fmt: skip


def killed(folder: Path, file: Path, step: int, delay_s: float | None) -> tuple[int, int, float]:
    """Run a command that dies; its return code, how many steps it made, how long it took."""
    process = started(step, *command(folder, file))
    assert process.stdin is not None
    begun = time.monotonic()
    process.stdin.write("go\n")
    process.stdin.flush()
    if delay_s is not None:
        time.sleep(delay_s)
        process.kill()
    out, _ = process.communicate(timeout=60)
    taken = time.monotonic() - begun
    count = next((int(line.split()[1]) for line in out.splitlines() if "steps" in line), 0)
    return process.returncode, count, taken


def sound(folder: Path, allowed: set[str], runner) -> str:
    """The fingerprint after a kill; read before and after the next command tidies up."""
    assert open_atlas(folder).fingerprint in allowed
    ran = runner("check", str(folder))
    assert (ran.code, ran.out) == (0, "")
    now = open_atlas(folder).fingerprint
    assert now in allowed
    kept = editions.editions(folder)
    objects = {digest for one in kept for digest in one.files.values()}
    expected = {f"{FOLDER}/{one.fingerprint}.json" for one in kept}
    expected |= {f"{FOLDER}/objects/{digest}" for digest in objects}
    expected |= {"exercises/2024.geojson", "closures/2025.geojson"}
    grounds = {f"{FOLDER}/ground/{layer}-{name}" for one in kept
               for layer, name in one.ground.items()}  # fmt: skip
    others = {file for file in files_of(folder) if file.rpartition("/")[0] not in grounds}
    assert others <= expected, "leftovers"
    return now


@pytest.mark.soak
@pytest.mark.parametrize("suffix", [".kml", ".toml", ".txt"])
def test_killed_command_loses_nothing_tears_nothing_leaves_nothing(
    suffix, folder, tmp_path, runner
):
    chance = random.Random(20260101)
    file = tmp_path / f"new{suffix}"
    file.write_text(written(suffix, "Box 0"))
    code, steps, taken = killed(folder, file, 0, None)
    assert code == 0
    assert steps > 10
    editions.restore(folder, editions.editions(folder)[0].fingerprint)
    codes = set()
    for number in range(1, KILLS // 2 + 1):
        before = open_atlas(folder).fingerprint
        file.write_text(written(suffix, f"Box {number}"))
        at_step = number % 2 == 0
        step = chance.randint(1, steps) if at_step else 0
        delay = None if at_step else chance.uniform(0, taken)
        codes.add(killed(folder, file, step, delay)[0])
        after = sound(folder, {before, expected_after(folder, file)}, runner)
        if after != before:
            assert before in {one.fingerprint for one in editions.editions(folder)}
    assert -9 in codes


def written(suffix: str, name: str) -> str:
    """A file that gives one closure of 2025: a map file, a sheet, or a warning."""
    if suffix == ".kml":
        return placemark(name)
    if suffix == ".txt":
        return (
            f"HYDROPAC 7/25. {name}. GUNNERY 0000Z TO 0200Z 05 MAY 2025 IN AREA BOUND BY "
            "42-00N 131-00E, 42-00N 132-00E, 43-00N 132-00E.\n"
        )
    return (
        'year = 2025\n[[closure]]\nid = "box"\nauthority = "A"\nhazard = "h"\n'
        f'status = "verified"\nstart = "2025-08-01"\nnames = {{ en = "{name}" }}\n'
        'source = [{ id = "s", publisher = "p", title = "t" }]\n'
        "area = [{ positions = [[131.0, 42.0], [132.0, 42.0], [132.0, 43.0]] }]\n"
    )


def expected_after(folder: Path, file: Path) -> str:
    """The fingerprint that the command gives when nobody kills it."""
    from mapper.adding import from_sheet
    from mapper.formats import read_map_file
    from mapper.formats.records import Wanted, to_records
    from mapper.intake import plan
    from mapper.navwarn import closures, read_all

    if file.suffix == ".toml":
        records = from_sheet(file, open_atlas(folder))
    elif file.suffix == ".txt":
        records = closures(read_all(file.read_text()), EVENT, 2024, file.name)
    else:
        wanted = Wanted("closure", values={"authority": "A", "hazard": "gunnery"})
        records = to_records(read_map_file(file).require(), wanted, file.name)
    return open_atlas(folder, plan(folder, records, replace=True).files).fingerprint


@pytest.mark.soak
@pytest.mark.parametrize("step", range(2, 66, 1 if SOAK else 14))
def test_import_killed_at_a_step_is_done_or_undone(step, folder, tmp_path, runner):
    file = tmp_path / "new.kml"
    file.write_text(placemark("Box"))
    before = open_atlas(folder).fingerprint
    after = expected_after(folder, file)
    killed(folder, file, step, None)
    sound(folder, {before, after}, runner)
    code, _, _ = killed(folder, file, 0, None)
    assert code == 0
    assert sound(folder, {after}, runner) == after


def test_edition_is_kept_by_its_whole_name_only(folder: Path):
    name = editions.keep(folder).fingerprint
    assert editions.is_kept(folder, name)
    for other in (name[:8], name.upper(), f"{name}0", "..", "", "../objects"):
        assert not editions.is_kept(folder, other)
