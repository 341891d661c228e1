"""The static site of the small atlas, written once, and a plain file server below a sub-path."""

from __future__ import annotations

import functools
import http.server
import json
import shutil
import threading
from contextlib import contextmanager
from pathlib import Path

import pytest

from mapper.atlas import open_atlas
from mapper.settings import Settings, resource_folder
from mapper.site import build_site

SMALL = Path(__file__).parents[1] / "data" / "small"
URL = "https://atlas.example/maps"
BELOW = "/some/sub/path"


def settings(folder):
    """Settings for a site of an atlas folder."""
    return Settings(data=str(folder), public_url=URL)


@pytest.fixture(scope="session")
def small_atlas():
    """The small atlas."""
    return open_atlas(SMALL)


@pytest.fixture(scope="session")
def site(tmp_path_factory):
    """The site of the small atlas, with the folder that it was made from beside it."""
    root = tmp_path_factory.mktemp("static")
    atlas = Path(shutil.copytree(SMALL, root / "atlas"))
    _coarse_ground(atlas)
    _an_edition_before(atlas)
    build_site(root / "site", settings(atlas), open_atlas(atlas))
    return root / "site"


def _coarse_ground(atlas):
    """Rough land and the zones of one region: there are as many files, made in less time."""
    ground = resource_folder("geodata")
    for kind in ("basemap", "zones"):
        (atlas / kind).mkdir()
    for level in ("110m", "50m", "10m"):
        found = json.loads((ground / "basemap" / "land-110m.geojson").read_text("utf-8"))
        found["name"] = f"land-{level}"
        if level == "10m":
            # Comparisons tell distances from a coast that has a name.
            fine = json.loads((ground / "basemap" / "land-10m.geojson").read_text("utf-8"))
            found["features"] = [one for one in fine["features"]
                                 if one["properties"]["iso"] in ("JPN", "ZAF")]  # fmt: skip
        (atlas / "basemap" / f"land-{level}.geojson").write_text(json.dumps(found), "utf-8")
    for path in ground.glob("zones/south-africa.*"):
        shutil.copy(path, atlas / "zones")


def _an_edition_before(atlas):
    """Joint Sea 2024 from the bundled atlas, so that there is something to compare."""
    path = resource_folder("geodata") / "exercises" / "2024.geojson"
    found = json.loads(path.read_text("utf-8"))
    found["features"] = [one for one in found["features"] if one["id"] == "joint-sea-2024"]
    for one in found["features"]:
        one["properties"] |= {"closures": [], "context_closures": []}
    (atlas / "exercises" / "2024.geojson").write_text(json.dumps(found), "utf-8")


class _Quiet(http.server.SimpleHTTPRequestHandler):
    """Files and nothing else, as an object store has them: no index of a folder."""

    def translate_path(self, path):
        bare = path.split("?")[0].split("#")[0]
        inside = bare.removeprefix(f"{BELOW}/")
        return super().translate_path(f"/{inside}" if inside != bare else "/outside")

    def list_directory(self, path):
        self.send_error(404)

    def log_message(self, *_arguments):
        """Say nothing."""


@contextmanager
def served_below(folder):
    """Serve a folder under ``/some/sub/path``; gives that address."""
    handler = functools.partial(_Quiet, directory=str(folder))
    with http.server.ThreadingHTTPServer(("127.0.0.1", 0), handler) as server:
        thread = threading.Thread(target=server.serve_forever, daemon=True)
        thread.start()
        try:
            yield f"http://127.0.0.1:{server.server_port}{BELOW}"
        finally:
            server.shutdown()
            thread.join()
