"""A page asks nobody but its own server, and gives the browser nothing to complain about."""

from __future__ import annotations

import pytest

PAGES = ("/", "/years/2025", "/years/2021", "/years/2018", "/events/joint-sea-2025", "/about",
         "/embed/years/2025", "/report/years/2025", "/?q=Vladivostok")  # fmt: skip


@pytest.mark.parametrize("path", PAGES)
def test_page_asks_no_other_host_and_nothing_is_refused(watched, path):
    watched.open(path, drawn=path.startswith(("/years", "/events")))
    assert watched.strangers == []
    assert watched.complaints == []
    assert len(watched.requests) > 2


@pytest.mark.parametrize("path", ["/years/2025", "/events/joint-sea-2025"])
def test_moving_about_the_map_asks_no_other_host(watched, path):
    watched.open(path, drawn=True)
    box = watched.page.locator(".atlas-map").bounding_box()
    watched.page.mouse.move(box["x"] + box["width"] / 2, box["y"] + box["height"] / 2)
    for _ in range(4):
        watched.page.mouse.wheel(0, -400)
        watched.page.wait_for_timeout(250)
    watched.page.mouse.click(box["x"] + box["width"] / 3, box["y"] + box["height"] / 2)
    watched.page.wait_for_load_state("networkidle")
    assert watched.strangers == []
    assert watched.complaints == []


def test_watching_sees_a_request_to_another_host(watched):
    watched.open("/about")
    watched.page.route("**/*", lambda route: route.abort())
    watched.page.set_content('<img src="http://stranger.invalid/x.png">')
    watched.page.wait_for_timeout(100)
    assert watched.strangers == ["http://stranger.invalid/x.png"]


def test_policy_stops_an_inline_script_and_watching_sees_it(watched):
    watched.open("/about")
    watched.page.evaluate(
        "() => { const s = document.createElement('script'); s.textContent = 'window.hit = 1';"
        " document.body.append(s); }"
    )
    watched.page.wait_for_timeout(100)
    assert watched.page.evaluate("window.hit") is None
    assert any("Content Security Policy" in text for text in watched.complaints)


def test_page_of_an_unknown_event_names_the_nearest(watched):
    watched.open("/events/joint-see-2025")
    assert watched.page.locator("main a[href='/events/joint-sea-2025']").count() == 1
    assert watched.strangers == []
