"""The distribution's Chromium: where it is, how it is started, what to do when it is missing."""

from __future__ import annotations

import os
import shutil
from contextlib import contextmanager

IN_CI = os.environ.get("CI", "").lower() in ("1", "true")
NAMES = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable")
REMEDY = (
    "no Chromium was found (looked for "
    + ", ".join(NAMES)
    + "); to get one on Debian or Ubuntu: apt-get install chromium"
)


def find_chromium() -> str | None:
    """The path of the first Chromium on PATH, or ``None``."""
    return next(filter(None, map(shutil.which, NAMES)), None)


def arguments() -> list[str]:
    """Switches that make Chromium quiet; no other host than this machine can be reached."""
    switches = [
        "--disable-gpu",
        "--disable-dev-shm-usage",
        "--disable-background-networking",
        "--disable-component-update",
        "--no-first-run",
        "--host-resolver-rules=MAP * ~NOTFOUND, EXCLUDE 127.0.0.1, EXCLUDE localhost",
    ]
    if os.geteuid() == 0:
        # Chromium refuses to run as root inside its sandbox.
        switches.append("--no-sandbox")
    return switches


@contextmanager
def started():
    """A running browser; closed at the end."""
    from playwright.sync_api import sync_playwright

    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(
            executable_path=find_chromium(), args=arguments(), headless=True
        )
        try:
            yield browser
        finally:
            browser.close()
