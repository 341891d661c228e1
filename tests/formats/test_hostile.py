"""Hostile files are refused by name within 10 seconds and 1 GiB, and nothing is fetched."""

from __future__ import annotations

import os
import socket
import subprocess
import sys
import threading
import time
from pathlib import Path

import pytest

from mapper.formats import Reader
from mapper.formats.limits import MEMORY_BYTES, SECONDS
from mapper.formats.reading import _environment
from tests.formats.conftest import codes
from tests.formats.hostile import BOMBS, zipped


@pytest.mark.parametrize("name", BOMBS)
def test_bomb_is_refused_by_name_within_limits(name, tmp_path):
    make, code = BOMBS[name]
    (tmp_path / name).write_bytes(make())
    with Reader() as reader:
        start = time.monotonic()
        reading = reader.read(tmp_path / name)
        taken = time.monotonic() - start
    assert codes(reading) == [code]
    assert reading.verdict == "reject"
    assert taken < 10


def test_reading_process_may_not_have_more_than_a_gibibyte(tmp_path):
    assert MEMORY_BYTES == 1 << 30
    code = (
        "import resource, mapper.formats.worker as w, sys, io; sys.stdin = io.StringIO('');"
        "w.main(); print(resource.getrlimit(resource.RLIMIT_AS)[0], file=sys.stderr)"
    )
    ran = subprocess.run([sys.executable, "-P", "-c", code], capture_output=True, text=True,
                         env=_environment(), check=True)  # fmt: skip
    assert int(ran.stderr) == MEMORY_BYTES


def test_lower_limits_of_the_system_are_kept(tmp_path):
    (tmp_path / "a.geojson").write_text('{"type":"Point","coordinates":[132,42]}')
    ran = subprocess.run(
        ["sh", "-c", f"ulimit -v 900000; exec {sys.executable} -m mapper inspect --json a.geojson"],
        cwd=tmp_path, env=_environment(), capture_output=True, text=True, check=True,
    )  # fmt: skip
    assert '"verdict": "accept"' in ran.stdout


READ_ALL = """
import resource, sys
from pathlib import Path
from mapper.formats import Reader
with Reader() as reader:
    readings = [reader.read(path) for path in sorted(Path(sys.argv[1]).iterdir())]
print(*(reading.verdict for reading in readings))
print(resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss * 1024)
"""


def test_all_bombs_together_stay_below_a_gibibyte(tmp_path):
    for name in ("million.geojson", "objects.geojson", "cell.csv", "keys.geojson"):
        (tmp_path / name).write_bytes(BOMBS[name][0]())
    ran = subprocess.run([sys.executable, "-P", "-c", READ_ALL, tmp_path], capture_output=True,
                         text=True, env=_environment(), check=True)  # fmt: skip
    verdicts, peak = ran.stdout.splitlines()
    assert verdicts.split() == ["reject"] * 4
    assert int(peak) < MEMORY_BYTES


def test_file_after_a_bomb_is_read_as_if_nothing_had_been(tmp_path):
    (tmp_path / "a.geojson").write_bytes(BOMBS["tangle.geojson"][0]())
    (tmp_path / "b.geojson").write_text('{"type":"Point","coordinates":[132,42]}')
    with Reader() as reader:
        assert reader.read(tmp_path / "a.geojson").verdict == "reject"
        assert reader.read(tmp_path / "b.geojson").verdict == "accept"


def test_tangled_ring_names_where_it_crosses_itself(tmp_path):
    (tmp_path / "a.geojson").write_bytes(BOMBS["tangle.geojson"][0]())
    with Reader() as reader:
        (finding,) = reader.read(tmp_path / "a.geojson").findings
    assert "self-intersection[" in finding.message
    assert "not repaired within" in finding.message


@pytest.mark.parametrize("name", [
    "../evil.kml", "/etc/evil.kml", "a/../../evil.kml", "C:/evil.kml", "..\\evil.kml",
])  # fmt: skip
def test_member_that_leads_out_of_an_archive_is_refused(name, judged, tmp_path):
    content = zipped(doc__kml=b"<kml/>")
    packed = zipped(**{name: b"<kml/>"})
    assert judged("good.kmz", content).verdict == "accept"
    assert codes(judged("bad.kmz", packed)) == ["archive-path"]
    assert sorted(path.name for path in tmp_path.iterdir()) == ["bad.kmz", "good.kmz"]


def test_link_in_an_archive_is_refused(judged):
    import io
    import zipfile

    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w") as archive:
        link = zipfile.ZipInfo("doc.kml")
        link.external_attr = 0o120777 << 16
        archive.writestr(link, "/etc/passwd")
    assert codes(judged("a.kmz", stream.getvalue())) == ["archive-path"]


def test_link_pipe_folder_and_missing_file_are_refused_at_once(reader, tmp_path):
    (tmp_path / "real.geojson").write_text('{"type":"Point","coordinates":[1,2]}')
    (tmp_path / "link.geojson").symlink_to(tmp_path / "real.geojson")
    os.mkfifo(tmp_path / "pipe.geojson")
    (tmp_path / "folder.geojson").mkdir()
    for name in ("link", "pipe", "folder", "missing"):
        reading = reader.read(tmp_path / f"{name}.geojson")
        assert codes(reading) == ["unreadable"], name
    assert reader.read(Path("/dev/zero")).verdict == "reject"
    assert reader.read(tmp_path / "real.geojson").verdict == "accept"


def test_side_file_of_a_shapefile_that_is_a_link_is_refused(reader, tmp_path):
    (tmp_path / "a.shp").write_bytes(b"\x00\x00\x27\x0a" + b"\x00" * 96)
    (tmp_path / "secret").write_text("x")
    (tmp_path / "a.dbf").symlink_to(tmp_path / "secret")
    assert codes(reader.read(tmp_path / "a.shp")) == ["unreadable"]


def test_file_over_the_limit_is_refused_unread(reader, tmp_path):
    with (tmp_path / "a.geojson").open("wb") as stream:
        stream.truncate(65 * 1024 * 1024)
    assert codes(reader.read(tmp_path / "a.geojson")) == ["too-large"]


@pytest.fixture
def listener():
    """A server on this machine that notes who connects."""
    callers: list[bytes] = []
    with socket.create_server(("127.0.0.1", 0)) as server:
        server.settimeout(0.2)
        stop = threading.Event()

        def accept() -> None:
            while not stop.is_set():
                try:
                    caller, _ = server.accept()
                except TimeoutError:
                    continue
                with caller:
                    callers.append(caller.recv(200))

        thread = threading.Thread(target=accept, daemon=True)
        thread.start()
        yield server.getsockname()[1], callers
        stop.set()
        thread.join()


LURES = {
    "link.kml": "<kml><NetworkLink><Link><href>{url}</href></Link></NetworkLink></kml>",
    "style.kml": "<kml><Placemark><styleUrl>{url}</styleUrl><Point><coordinates>1,2</coordinates>"
    "</Point></Placemark></kml>",
    "doctype.kml": '<!DOCTYPE kml SYSTEM "{url}"><kml/>',
    "schema.kml": '<kml xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance" '
    'xsi:schemaLocation="http://www.opengis.net/kml/2.2 {url}"/>',
    "crs.geojson": '{{"type":"Point","coordinates":[1,2],'
    '"crs":{{"type":"link","properties":{{"href":"{url}"}}}}}}',
    "name.geojson": '{{"type":"Point","coordinates":[1,2],'
    '"crs":{{"type":"name","properties":{{"name":"{url}"}}}}}}',
    "schema.geojson": '{{"$schema":"{url}","type":"Point","coordinates":[1,2]}}',
    "vrt.gpkg": '<OGRVRTDataSource><OGRVRTLayer name="a"><SrcDataSource>/vsicurl/{url}'
    "</SrcDataSource></OGRVRTLayer></OGRVRTDataSource>",
    "text.shp": "{url}",
}


@pytest.mark.parametrize("name", LURES)
def test_nothing_is_fetched(name, judged, listener):
    port, callers = listener
    judged(name, LURES[name].format(url=f"http://127.0.0.1:{port}/a.kml"))
    time.sleep(0.3)
    assert callers == []


def test_listener_would_notice_a_caller(listener):
    port, callers = listener
    with socket.create_connection(("127.0.0.1", port)) as caller:
        caller.send(b"here")
    time.sleep(0.3)
    assert callers == [b"here"]


def test_gdal_has_only_the_drivers_that_are_wanted():
    code = "import pyogrio; print(sorted(pyogrio.list_drivers()))"
    ran = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True,
                         env=_environment(), check=True)  # fmt: skip
    assert ran.stdout.strip() == "['ESRI Shapefile', 'GPKG', 'S57']"


def test_time_limit_lies_below_ten_seconds():
    assert SECONDS < 10


def test_environment_of_the_user_does_not_reach_the_reader(monkeypatch):
    monkeypatch.setenv("OGR_ENABLE_PARTIAL_REPROJECTION", "x")
    monkeypatch.setenv("PYTHONSTARTUP", "/tmp/evil.py")
    monkeypatch.setenv("LD_PRELOAD", "/tmp/evil.so")
    assert not {"OGR_ENABLE_PARTIAL_REPROJECTION", "PYTHONSTARTUP", "LD_PRELOAD"} & set(
        _environment()
    )


def test_module_in_the_working_folder_is_not_imported(tmp_path, monkeypatch):
    (tmp_path / "shapely.py").write_text("raise SystemExit('evil')")
    (tmp_path / "a.geojson").write_text('{"type":"Point","coordinates":[1,2]}')
    monkeypatch.chdir(tmp_path)
    with Reader() as reader:
        assert reader.read("a.geojson").verdict == "accept"
