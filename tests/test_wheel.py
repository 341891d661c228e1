"""The wheel works away from the checkout: pages, static files, templates and data are inside."""

from __future__ import annotations

import json
import os
import subprocess
import sys
import zipfile

import pytest

from tests.guards.sources import ROOT

ASK = """
import json, mapper
from mapper.atlas import open_atlas
from mapper.settings import Settings, resource_folder
from mapper.web.app import create_app
client = create_app(Settings(), open_atlas()).test_client()
page = client.get("/years/2025").get_data(as_text=True)
style = next(part.split('"')[0] for part in page.split('href="')[1:] if part.startswith("/static/"))
print(json.dumps({
    "package": mapper.__file__,
    "folders": [str(resource_folder(name)) for name in ("geodata", "static", "templates")],
    "answers": {path: client.get(path).status_code for path in (
        "/", "/years/2025", "/events/joint-sea-2025", "/about", "/favicon.ico", style,
        "/data/exercises/2025.geojson", "/data/schema/exercises.schema.json")},
}))
"""


@pytest.fixture(scope="module")
def unpacked(tmp_path_factory):
    """A folder with what a wheel of this checkout holds."""
    folder = tmp_path_factory.mktemp("wheel")
    build = [sys.executable, "-m", "hatchling", "build", "-t", "wheel", "-d", str(folder)]
    subprocess.run(build, cwd=ROOT, check=True, capture_output=True)
    [wheel] = folder.glob("*.whl")
    with zipfile.ZipFile(wheel) as archive:
        archive.extractall(folder / "site")
    return folder / "site"


def test_wheel_serves_every_page_away_from_the_checkout(unpacked, tmp_path):

    environ = {key: value for key, value in os.environ.items() if not key.startswith("MAPPER_")}
    ran = subprocess.run(
        [sys.executable, "-c", ASK], cwd=tmp_path, text=True, capture_output=True, check=True,
        env={**environ, "PYTHONPATH": str(unpacked)},
    )  # fmt: skip
    told = json.loads(ran.stdout)
    assert told["package"].startswith(str(unpacked))
    assert all(folder.startswith(str(unpacked)) for folder in told["folders"])
    assert set(told["answers"].values()) == {200}


def test_wheel_holds_nothing_but_the_package(unpacked):
    names = {path.name for path in unpacked.iterdir()}
    assert {name.split("-")[0] for name in names} == {"mapper", "maritime_exercise_atlas"}
    assert not list(unpacked.rglob("tests"))
    assert list(unpacked.rglob("LICENSE"))
