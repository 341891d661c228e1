"""An address below ``/v/<edition>`` gives the same for good; the others follow the atlas."""

from __future__ import annotations

import json
import shutil
from pathlib import Path

import pytest

from mapper import editions
from mapper.differences import differences
from mapper.settings import Settings
from mapper.web.app import create_app
from tests.web.conftest import SMALL

MATCHED = (
    "/embed/years/2025", "/embed/events/joint-sea-2025",
    "/data/exercises/2025.geojson", "/data/exercises/2025.csv", "/data/places.geojson",
    "/figures/years/2025.svg", "/figures/events/joint-sea-2025.png", "/thumbnails/2025-light.svg",
    "/downloads/years/2025.html",
)  # fmt: skip


def change(folder: Path, **changes) -> editions.Edition:
    """Change Joint Sea 2025 as a command does: the edition before is kept."""
    name = "exercises/2025.geojson"
    collection = json.loads((folder / name).read_text(encoding="utf-8"))
    feature = next(f for f in collection["features"] if f["id"] == "joint-sea-2025")
    feature["properties"].update(changes)
    with editions.changing(folder) as held:
        return held.write({name: json.dumps(collection).encode()}, "a test")


@pytest.fixture(scope="module")
def home(tmp_path_factory) -> Path:
    """A copy of the small atlas that changes once."""
    return Path(shutil.copytree(SMALL, tmp_path_factory.mktemp("pinned") / "atlas"))


@pytest.fixture(scope="module")
def changed(home: Path):
    """A client, the edition that its atlas had first, and what that edition's addresses gave."""
    client = create_app(Settings(data=str(home))).test_client()
    first = client.get("/healthz").get_json()["edition"]
    before = {path: client.get(f"/v/{first}{path}") for path in MATCHED}
    change(home, headline="Another headline.", names={"en": "Joint Sea of the test"})
    return create_app(Settings(data=str(home))).test_client(), first, before


def test_pinned_bytes_stay_after_the_atlas_changed(changed):
    client, first, before = changed
    for path in MATCHED:
        assert before[path].status_code == 200, path
        after = client.get(f"/v/{first}{path}")
        assert after.data == before[path].data, path


def test_page_whose_measures_are_under_way_is_not_kept_for_good(client, small_atlas):
    answer = client.get(f"/v/{small_atlas.fingerprint}/events/joint-sea-2025")
    under_way = b"eing measured" in answer.data
    assert ("immutable" in answer.headers["Cache-Control"]) != under_way


def test_unpinned_address_shows_the_new_edition(changed):
    client, first, _ = changed
    for path in ("/years/2025", "/embed/events/joint-sea-2025", "/data/exercises/2025.geojson",
                 "/figures/events/joint-sea-2025.svg"):  # fmt: skip
        text = client.get(path).text
        assert "Joint Sea of the test" in text, path
        assert first not in text, path


@pytest.mark.parametrize("path", MATCHED)
def test_pinned_answer_may_be_kept_for_good_and_others_are_asked_again(client, small_atlas, path):
    pinned = client.get(f"/v/{small_atlas.fingerprint}{path}")
    assert pinned.headers["Cache-Control"] == "public, max-age=31536000, immutable"
    assert "immutable" not in client.get(path).headers["Cache-Control"]


def test_pinned_page_leads_to_its_own_edition_and_to_the_newest(client, small_atlas):
    root = f"/v/{small_atlas.fingerprint}"
    page = client.get(f"{root}/years/2025").text
    assert f'href="{root}/events/joint-sea-2025"' in page
    assert f'"{root}/data/exercises/2025.geojson"' in page
    assert f'href="{root}/years/2025?' not in page
    assert 'href="/years/2025" target="_self">The newest edition' in page
    # Scripts belong to the release, land and zones to the edition.
    assert f"{root}/static" not in page
    assert f"{root}/data/basemap" in page


def test_edition_that_is_not_kept_is_gone_and_points_to_the_newest(client, small_atlas):
    for path in ("/years/2025", "/embed/years/2025"):
        answer = client.get(f"/v/0123456789ab{path}")
        assert answer.status_code == 410
        assert f'href="{path}" target="_top"' in answer.text
        assert small_atlas.fingerprint in answer.text
    answer = client.get("/v/0123456789ab/data/exercises/2025.geojson")
    assert answer.status_code == 410
    assert small_atlas.fingerprint in answer.get_json()["error"]
    assert client.get("/editions/0123456789ab.json").status_code == 410


@pytest.mark.parametrize("name", ["x", "0123", "0123456789AB", "..", "%2e%2e", "0123456789ab%00",
                                  "١٢٣٤٥٦٧٨٩٠١٢", "0" * 65])  # fmt: skip
def test_what_is_no_fingerprint_is_not_found(client, name):
    assert client.get(f"/v/{name}/years/2025").status_code == 404
    assert client.get(f"/editions/{name}.json").status_code in (404, 308)


def test_dropped_edition_is_gone_from_a_running_server(folder: Path):
    change(folder, headline="Another.")
    app = create_app(Settings(data=str(folder)))
    client = app.test_client()
    first = editions.editions(folder)[0].fingerprint
    assert client.get(f"/v/{first}/years/2025").status_code == 200
    editions.drop(folder, first)
    assert client.get(f"/v/{first}/years/2025").status_code == 410


def test_changes_since_an_edition_are_told_by_feature_and_field(changed):
    client, first, _ = changed
    told = client.get(f"/editions/{first}.json").get_json()
    assert told["edition"] == first != told["newest"]
    (one,) = told["changes"]
    assert one["id"] == "joint-sea-2025"
    assert one["what"] == "changed"
    assert set(one["fields"]) == {"headline", "names"}
    newest = client.get(f"/editions/{told['newest']}.json").get_json()
    assert newest["changes"] == []


def test_differences_know_what_is_new_what_is_gone_and_what_was_reshaped(small_atlas, folder):
    from mapper.atlas import open_atlas

    path = folder / "exercises" / "2025.geojson"
    collection = json.loads(path.read_text(encoding="utf-8"))
    gone = collection["features"].pop()["id"]
    path.write_text(json.dumps(collection), encoding="utf-8")
    (found,) = [one for one in differences(small_atlas, open_atlas(folder)) if one.id == gone]
    assert found.what == "removed"
    (found,) = [one for one in differences(open_atlas(folder), small_atlas) if one.id == gone]
    assert found.what == "added"
    assert differences(small_atlas, small_atlas) == ()


def test_server_writes_nothing_for_pinned_addresses(changed, home: Path):
    client, first, _ = changed
    before = {path: path.stat().st_mtime_ns for path in home.rglob("*")}
    for path in MATCHED:
        client.get(f"/v/{first}{path}")
    assert {path: path.stat().st_mtime_ns for path in home.rglob("*")} == before


def test_citation_of_a_pinned_page_names_edition_and_pinned_address(changed):
    client, first, _ = changed
    page = client.get(f"/v/{first}/events/joint-sea-2025").text
    assert f"data edition {first}" in page
    assert f"http://localhost/v/{first}/events/joint-sea-2025" in page
