"""The production server: its address, and what it says when it cannot listen."""

import socket
import subprocess
import sys
import urllib.request

import pytest

from mapper.atlas import open_atlas
from mapper.errors import UsageError
from mapper.settings import Settings
from mapper.web.server import address, run, serve
from tests.web.conftest import SMALL


@pytest.fixture
def taken():
    with socket.create_server(("127.0.0.1", 0)) as server:
        yield server.getsockname()[1]


@pytest.mark.parametrize("debug", [False, True])
def test_a_port_that_is_taken_is_said_in_one_line(small_atlas, taken, debug):
    with pytest.raises(UsageError, match=rf"^127\.0\.0\.1:{taken}: cannot listen there; .*--port$"):
        run(Settings(port=taken), small_atlas, debug=debug)


def test_a_host_that_is_not_ours_is_said_in_one_line(app):
    with pytest.raises(UsageError, match=r"cannot listen there; .*choose another --host: 127"):
        serve(app, "192.0.2.1", 0)


def test_an_atlas_without_events_is_not_served(tmp_path):
    (tmp_path / "exercises").mkdir()
    with pytest.raises(UsageError, match="there is no exercise or patrol in it; `mapper add`"):
        run(Settings(port=0), open_atlas(tmp_path))


@pytest.mark.parametrize(
    ("host", "shown"),
    [("127.0.0.1", "http://127.0.0.1:8000/"), ("0.0.0.0", "http://localhost:8000/"),
     ("::1", "http://[::1]:8000/")],
)  # fmt: skip
def test_the_address_can_be_opened(host, shown):
    assert address(host, 8000) == shown


def test_the_server_answers_at_the_only_line_that_it_prints():
    code = (
        "from mapper.atlas import open_atlas; from mapper.settings import Settings;"
        "from mapper.web.server import run;"
        f"run(Settings(port=0), open_atlas({str(SMALL)!r}),"
        " announce=lambda text: print(text, flush=True))"
    )
    command = [sys.executable, "-c", code]
    with subprocess.Popen(command, stdout=subprocess.PIPE, text=True) as process:
        try:
            told = process.stdout.readline().strip()
            with urllib.request.urlopen(f"{told}healthz", timeout=10) as response:
                assert response.status == 200
                assert "Server" not in response.headers
        finally:
            process.terminate()
        assert process.stdout.read() == ""


def test_prewarming_makes_the_index_of_the_coast():
    from mapper.atlas import open_atlas
    from mapper.web.drawn import prewarm

    fresh = open_atlas(SMALL)
    prewarm(fresh)
    assert "coast" in fresh.basemap._made
