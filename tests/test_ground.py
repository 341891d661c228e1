"""Land and zones belong to an edition: kept once, read from there for good, and brought back."""

from __future__ import annotations

import json
import shutil
from pathlib import Path

import pytest

from mapper import editions
from mapper.atlas import open_atlas
from mapper.differences import differences
from mapper.errors import StorageError
from mapper.journal import FOLDER, Journal, write_journal
from mapper.settings import Settings, resource_folder
from mapper.web.app import create_app
from tests.coverages import columns_of, coverage, write_file

SMALL = Path(__file__).parent / "data" / "small"
SEA_OF_JAPAN = (131.0, 37.5, 137.0, 42.0)
SHOWN = (
    "/figures/years/2025.svg", "/figures/events/joint-sea-2025.png", "/embed/years/2025",
    "/downloads/events/joint-sea-2025.html", "/data/zones/50m/e120n30.geojson",
    "/data/basemap/50m/e120n30.geojson",
)  # fmt: skip


@pytest.fixture(scope="module")
def eez(tmp_path_factory):
    """A made-up World EEZ file of the Sea of Japan."""
    shapes = coverage(columns=3, rows=2, points=60, bounds=SEA_OF_JAPAN)
    path = tmp_path_factory.mktemp("given") / "eez_v12.gpkg"
    return write_file(path, shapes, columns_of(len(shapes)))


@pytest.fixture
def home(tmp_path):
    """A copy of the small atlas."""
    return Path(shutil.copytree(SMALL, tmp_path / "atlas"))


@pytest.fixture
def zoned(home, eez, runner):
    """The atlas with imported zones; gives its first edition too."""
    first = open_atlas(home).fingerprint
    ran = runner("zones", "import", str(eez), "--data", str(home))
    assert ran.code == 0, ran.err
    return home, first


def grounds(home):
    """The kept grounds."""
    return sorted(path.name for path in (home / FOLDER / "ground").iterdir())


def page_of(client, path):
    """A page once its measures are there."""
    answer = client.get(path)
    for _ in range(200):
        if b"eing measured" not in answer.data:
            break
        answer = client.get(path)
    return answer


def test_pinned_figures_and_pages_stay_when_zones_are_imported(home, eez, runner):
    client = create_app(Settings(data=str(home))).test_client()
    first = open_atlas(home).fingerprint
    before = {path: client.get(f"/v/{first}{path}").data for path in SHOWN}
    event = page_of(client, f"/v/{first}/events/joint-sea-2025").data
    assert runner("zones", "import", str(eez), "--data", str(home)).code == 0
    client = create_app(Settings(data=str(home))).test_client()
    newest = client.get("/healthz").get_json()["edition"]
    assert newest != first
    for path in SHOWN:
        pinned = client.get(f"/v/{first}{path}")
        assert pinned.status_code == 200, path
        assert pinned.data == before[path], path
        assert (client.get(path).data != before[path]) == ("basemap" not in path), path
    assert page_of(client, f"/v/{first}/events/joint-sea-2025").data == event
    told = client.get(f"/editions/{first}.json").get_json()
    assert told["newest"] == newest
    assert [(one["kind"], one["name"], one["fields"]) for one in told["changes"]] == [
        ("zones", "Maritime zones", ["eez from eez_v12.gpkg"])
    ]


def test_a_pinned_page_asks_for_the_zones_of_its_edition(home):
    client = create_app(Settings(data=str(home))).test_client()
    root = f"/v/{open_atlas(home).fingerprint}"
    assert (
        f'"{root}/data/zones/{{level}}/{{cell}}.geojson"' in client.get(f"{root}/years/2025").text
    )
    cell = client.get(f"{root}/data/zones/50m/e120n30.geojson")
    assert "immutable" in cell.headers["Cache-Control"]


def test_editions_share_what_lies_under_them(zoned):
    home, first = zoned
    assert len(editions.editions(home)) == 2
    land, *zones = grounds(home)
    assert land.startswith("basemap-")
    assert [name.partition("-")[0] for name in zones] == ["zones", "zones"]
    # An import is never edited: it is kept as a second name of the same file.
    newest = editions.editions(home)[-1].ground["zones"]
    kept = home / FOLDER / "ground" / f"zones-{newest}"
    for path in (home / "zones" / "official").rglob("full.geojson"):
        assert path.samefile(kept / path.relative_to(home / "zones"))
    editions.drop(home, first)
    assert grounds(home) == [land, f"zones-{newest}"]


def test_own_zones_that_are_edited_in_place_do_not_change_what_is_kept(home):
    (home / "zones").mkdir()
    for path in (resource_folder("geodata") / "zones").glob("south-africa.*"):
        shutil.copy(path, home / "zones")
    first = editions.keep(home)
    path = home / "zones" / "south-africa.geojson"
    with path.open("a", encoding="utf-8") as file:
        file.write(" ")
    assert editions.keep(home).fingerprint != first.fingerprint
    assert editions.open_edition(home, first.fingerprint).fingerprint == first.fingerprint


def test_restore_brings_zones_back_and_can_be_undone(zoned):
    home, first = zoned
    second = open_atlas(home).fingerprint
    assert editions.restore(home, first).fingerprint == first
    assert open_atlas(home).fingerprint == first
    assert open_atlas(home).zone_layer.official == ()
    assert editions.restore(home, second).fingerprint == second
    assert [one.name for one in open_atlas(home).zone_layer.official] == ["eez"]


def test_a_decided_change_of_zones_counts_before_it_is_done(zoned):
    home, first = zoned
    wanted = editions.edition(home, first)
    write_journal(home, Journal("restore", {}, {}, wanted.ground))
    assert open_atlas(home).fingerprint == first
    editions.recover(home)
    assert not (home / "zones" / "official.json").exists()
    assert open_atlas(home).fingerprint == first


def test_damaged_zones_of_an_edition_are_told(zoned):
    home, first = zoned
    kept = editions.edition(home, first).ground["zones"]
    path = home / FOLDER / "ground" / f"zones-{kept}" / "alaska.geojson"
    path.unlink()
    path.write_text("{}")
    with pytest.raises(StorageError, match="damaged"):
        editions.open_edition(home, first)


def test_an_edition_kept_without_its_ground_stands_on_that_of_today(home):
    kept = editions.keep(home)
    path = home / FOLDER / f"{kept.fingerprint}.json"
    values = json.loads(path.read_text())
    del values["ground"]
    path.write_text(json.dumps(values))
    assert editions.open_edition(home, kept.fingerprint).fingerprint == kept.fingerprint


def test_differences_tell_computed_zones_and_land(home):
    old = open_atlas(home)
    for layer, name in (("zones", "south-africa.*"), ("basemap", "land-*")):
        (home / layer).mkdir()
        for path in (resource_folder("geodata") / layer).glob(name):
            shutil.copy(path, home / layer)
    path = home / "basemap" / "land-110m.geojson"
    path.write_text(path.read_text("utf-8") + " ", "utf-8")
    found = differences(old, open_atlas(home))
    assert [(one.kind, one.fields) for one in found] == [
        ("zones", ("computed limits",)), ("basemap", ("shape",))]  # fmt: skip
