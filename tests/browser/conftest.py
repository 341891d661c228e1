"""A watched tab on the bundled atlas."""

from __future__ import annotations

import pytest

from tests.browser.watching import Watched


@pytest.fixture
def watched(page, server):
    """A tab on the server that notes what the page does."""
    return Watched(page, server)


@pytest.fixture
def phone(browser, server):
    """A watched tab of a phone's size, 390 × 844, with touch."""
    context = browser.new_context(
        viewport={"width": 390, "height": 844},
        has_touch=True,
        is_mobile=True,
        device_scale_factor=2,
        timezone_id="UTC",
        reduced_motion="reduce",
    )
    yield Watched(context.new_page(), server)
    context.close()
