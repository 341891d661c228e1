"""Files that change under a running server."""

import json
import threading
import time

import pytest

from mapper.atlas import open_atlas
from mapper.settings import Settings
from mapper.web import watch as watching
from mapper.web.app import create_app
from mapper.web.serving import serving
from mapper.web.watch import Watch


@pytest.fixture
def live(folder):
    """An app on a folder, and a way to let it look at the folder now."""
    app = create_app(Settings(data=str(folder)))
    with app.app_context():
        held = serving()

    def look() -> dict:
        held.watch._next_look = 0.0
        held.watch.atlas()
        held.watch.settle()
        return app.test_client().get("/healthz").get_json()

    return app.test_client(), look


def test_a_sound_change_is_served(live, folder):
    client, look = live
    before = look()["edition"]
    path = folder / "exercises" / "2025.geojson"
    path.write_text(path.read_text().replace("Joint Sea 2025", "Joint Sea Renamed"))
    after = look()
    assert after["edition"] != before
    assert after["status"] == "ok"
    assert "Joint Sea Renamed" in client.get("/years/2025").text


@pytest.mark.parametrize("content", [b"", b'{"type": "Feature', b"\x00\x01", b"<html>", b"[NaN]"])
def test_a_broken_file_leaves_the_last_good_atlas(live, folder, content):
    client, look = live
    before = look()["edition"]
    (folder / "exercises" / "2025.geojson").write_bytes(content)
    told = look()
    assert told["status"] == "last good atlas"
    assert told["edition"] == before
    assert "exercises/2025.geojson" in told["problem"]["message"]
    assert told["problem"]["since"].startswith("20")
    assert client.get("/events/joint-sea-2025").status_code == 200


def test_zones_are_read_again_when_they_change_and_broken_ones_are_not_served(live, folder):
    _, look = live
    with live[0].application.app_context():
        held = serving()
    zones = folder / "zones"
    zones.mkdir()
    path = zones / "here.geojson"
    path.write_bytes(b'{"type": "FeatureCollection", "features": []}')
    assert look()["status"] == "ok"
    assert held.watch.atlas().zones == ()
    path.write_bytes(b"{")
    assert "zones/here.geojson" in look()["problem"]["message"]
    year = folder / "exercises" / "2025.geojson"
    year.write_text(year.read_text().replace("Joint Sea 2025", "Joint Sea Renamed"))
    assert look()["status"] == "last good atlas"
    assert held.watch.atlas().zones == ()


def test_the_time_of_a_failure_stays_until_it_is_mended(live, folder):
    _, look = live
    path = folder / "exercises" / "2025.geojson"
    sound = path.read_bytes()
    path.write_bytes(b"{")
    since = look()["problem"]["since"]
    path.write_bytes(b"[")
    assert look()["problem"]["since"] == since
    path.write_bytes(sound)
    assert look() == {**look(), "status": "ok", "problem": None}


def test_a_folder_that_vanishes_leaves_the_last_good_atlas(live, folder):
    client, look = live
    look()
    folder.rename(folder.with_name("elsewhere"))
    assert "there is no such folder" in look()["problem"]["message"]
    assert client.get("/years/2025").status_code == 200


def test_a_broken_file_is_not_read_again_each_second(folder, monkeypatch):
    watch = Watch(open_atlas(folder), interval_s=0)
    (folder / "exercises" / "2025.geojson").write_bytes(b"{")
    reads = []
    monkeypatch.setattr(watching, "open_atlas", lambda path: reads.append(path) or open_atlas(path))
    for _ in range(3):
        watch.atlas()
        watch.settle()
    assert len(reads) == 1


def test_a_request_never_waits_for_the_files(folder, monkeypatch):
    atlas = open_atlas(folder)
    watch = Watch(atlas, interval_s=0)
    held = threading.Event()
    monkeypatch.setattr(watching, "open_atlas", lambda _: held.wait(10) and atlas)
    path = folder / "exercises" / "2025.geojson"
    path.write_text(path.read_text() + " ")
    begun = time.monotonic()
    for _ in range(20):
        watch.atlas()
    assert time.monotonic() - begun < 0.5
    assert threading.active_count() < 20
    held.set()
    watch.settle()


def test_the_folder_is_looked_at_once_a_second_at_most(folder, monkeypatch):
    watch = Watch(open_atlas(folder), interval_s=60)
    monkeypatch.setattr(watch, "_look", lambda: pytest.fail("looked too early"))
    watch.atlas()
    watch.settle()
    assert watch.failure is None


def test_a_fault_of_ours_is_told_and_stops_nothing(folder, monkeypatch):
    watch = Watch(open_atlas(folder), interval_s=0)
    before = watch.atlas()
    # Its look must be over: it may not see the change that the next one is to fail at.
    watch.settle()
    path = folder / "exercises" / "2025.geojson"
    path.write_text(path.read_text() + " ")

    def fail(_):
        raise RuntimeError("a bug")

    monkeypatch.setattr(watching, "open_atlas", fail)
    watch.atlas()
    watch.settle()
    assert watch.atlas() is before
    assert watch.failure is not None
    assert "a bug" in watch.failure.message


def test_the_answers_of_an_old_edition_are_dropped_with_it(live, folder):
    client, look = live
    old = client.get("/data/exercises/2025.geojson").headers["ETag"]
    path = folder / "exercises" / "2025.geojson"
    collection = json.loads(path.read_text())
    collection["features"] = collection["features"][:1]
    path.write_text(json.dumps(collection))
    look()
    fresh = client.get("/data/exercises/2025.geojson", headers={"If-None-Match": old})
    assert fresh.status_code == 200
    assert len(json.loads(fresh.data)["features"]) == 1
