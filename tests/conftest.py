"""What every test may ask for: the atlas, the application, a server, a browser."""

from __future__ import annotations

import contextlib
import io
from dataclasses import dataclass

import pytest

from mapper.atlas import open_atlas
from mapper.settings import Settings
from tests.chromium import IN_CI, REMEDY, find_chromium, started
from tests.serving import running_server


@pytest.fixture(scope="session")
def atlas():
    """The bundled atlas."""
    return open_atlas()


@pytest.fixture(scope="session")
def app(atlas):
    """The application over the bundled atlas."""
    from mapper.web.app import create_app

    made = create_app(Settings(), atlas)
    made.config["TESTING"] = True
    return made


@pytest.fixture
def client(app):
    """A client of the application, without a network."""
    return app.test_client()


@dataclass(frozen=True)
class Ran:
    """What a command did: its exit code, its data and its talk."""

    code: int
    out: str
    err: str


@pytest.fixture
def runner():
    """Run a command of the command line: ``runner("show", "joint-sea-2025").out``."""

    def run(*arguments: str) -> Ran:
        from mapper.cli import main

        out, err = io.StringIO(), io.StringIO()
        with contextlib.redirect_stdout(out), contextlib.redirect_stderr(err):
            try:
                main([*arguments])
                code = 0
            except SystemExit as stop:
                code = stop.code if isinstance(stop.code, int) else int(stop.code is not None)
        return Ran(code, out.getvalue(), err.getvalue())

    return run


@pytest.fixture(scope="session")
def server():
    """The address of a real server over the bundled atlas."""
    with running_server() as address:
        yield address


@pytest.fixture(scope="session")
def browser():
    """A headless Chromium, one for all tests."""
    with started() as running:
        yield running


@pytest.fixture
def context(browser):
    """A fresh profile: 1440 × 900, light, UTC, no motion."""
    made = browser.new_context(
        viewport={"width": 1440, "height": 900},
        timezone_id="UTC",
        locale="en-GB",
        color_scheme="light",
        reduced_motion="reduce",
    )
    made.set_default_timeout(15_000)
    yield made
    made.close()


@pytest.fixture
def page(context):
    """An empty tab."""
    return context.new_page()


def pytest_collection_modifyitems(items):
    """Whatever asks for a browser is a browser test, marked or not; those come last."""
    for item in items:
        if "browser" in getattr(item, "fixturenames", ()):
            item.add_marker("browser")
    items.sort(key=lambda item: item.get_closest_marker("browser") is not None)


def pytest_runtest_setup(item):
    """Without a Chromium a browser test is left out; under CI that is a failure."""
    if item.get_closest_marker("browser") and find_chromium() is None:
        if IN_CI:
            pytest.fail(f"browser test: {REMEDY}", pytrace=False)
        pytest.skip(REMEDY)


def pytest_terminal_summary(terminalreporter):
    """Say at the end which tests were left out, and how to run them."""
    left_out = [
        report.nodeid
        for report in terminalreporter.stats.get("skipped", ())
        if REMEDY in str(report.longrepr)
    ]
    if left_out:
        terminalreporter.section("browser tests left out")
        terminalreporter.line(f"{len(left_out)} tests were left out: {REMEDY}")
        for name in left_out:
            terminalreporter.line(f"  {name}")
