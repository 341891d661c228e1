"""The small atlas (three events, an edition not held, a closure) and an app that serves it."""

import json
import shutil
from pathlib import Path

import pytest
from flask import Flask
from flask.testing import FlaskClient

from mapper.analysis import event_measures
from mapper.atlas import Atlas, open_atlas
from mapper.settings import Settings
from mapper.web.app import create_app

SMALL = Path(__file__).parents[1] / "data" / "small"


@pytest.fixture(scope="session")
def small_atlas() -> Atlas:
    return open_atlas(SMALL)


@pytest.fixture(scope="session")
def app(small_atlas: Atlas) -> Flask:
    """The app with everything measured: a page that is still measured becomes another."""
    measures = event_measures(small_atlas)
    for event in (one for year in small_atlas.all_years for one in small_atlas.events(year)):
        measures.of(event.id)
    return create_app(Settings(), small_atlas)


@pytest.fixture
def client(app: Flask) -> FlaskClient:
    return app.test_client()


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """A copy of the small atlas that a test may break."""
    return Path(shutil.copytree(SMALL, tmp_path / "atlas"))


@pytest.fixture
def edited(folder: Path):
    """Change one feature's properties in a copy of the small atlas and give an app on it."""

    def edit(kind: str, year: int, feature_id: str, **changes) -> FlaskClient:
        path = folder / kind / f"{year}.geojson"
        collection = json.loads(path.read_text(encoding="utf-8"))
        feature = next(f for f in collection["features"] if f["id"] == feature_id)
        feature["properties"].update(changes)
        path.write_text(json.dumps(collection, ensure_ascii=False), encoding="utf-8")
        return create_app(Settings(data=str(folder))).test_client()

    return edit
