"""The routes of the figures: media types, headers, the same bytes as the command, refusals."""

from __future__ import annotations

import threading

import pytest

from mapper.settings import Settings
from mapper.web import figures
from mapper.web.app import create_app
from mapper.web.headers import SVG_POLICY
from mapper.web.serving import QUERIES_KEPT, Served, serving_of


@pytest.fixture(scope="module")
def bundled_client():
    """A client over the bundled atlas, which has series of several years."""
    return create_app(Settings()).test_client()


QUERY = "size=column&theme=grey&layers=-regions"


@pytest.mark.parametrize(
    ("form", "media_type", "start"),
    [("svg", "image/svg+xml", b"<svg"), ("png", "image/png", b"\x89PNG"),
     ("pdf", "application/pdf", b"%PDF")],
)  # fmt: skip
@pytest.mark.parametrize("path", ["/figures/years/2025", "/figures/events/joint-sea-2025"])
def test_a_figure_is_given(client, path, form, media_type, start):
    response = client.get(f"{path}.{form}?size=column")
    assert response.status_code == 200
    assert response.mimetype == media_type
    assert response.data.startswith(start)
    assert response.headers["Cross-Origin-Resource-Policy"] == "cross-origin"
    assert response.headers["X-Content-Type-Options"] == "nosniff"
    assert response.headers["Content-Disposition"].startswith("inline; filename=")


def test_an_svg_may_use_nothing_but_itself(client):
    response = client.get("/figures/years/2025.svg")
    assert response.headers["Content-Security-Policy"] == SVG_POLICY
    assert "script" not in response.text


@pytest.mark.parametrize("form", ["svg", "png", "pdf"])
def test_the_address_gives_what_the_command_gives(app, runner, tmp_path, form):
    from tests.web.conftest import SMALL

    path = tmp_path / f"out.{form}"
    ran = runner("figure", "2025", "-o", str(path), "--data", str(SMALL), "--size", "column",
                 "--theme", "grey", "--layers", "-regions")  # fmt: skip
    assert (ran.code, ran.out) == (0, "")
    response = app.test_client().get(f"/figures/years/2025.{form}?{QUERY}")
    assert response.data == path.read_bytes()


def test_a_figure_is_drawn_once(client, monkeypatch):
    first = client.get(f"/figures/years/2025.svg?{QUERY}")
    monkeypatch.setattr(figures, "_turn", None)
    again = client.get("/figures/years/2025.svg?theme=grey&layers=-regions&size=column&other=1")
    assert again.data == first.data
    held = client.get(
        f"/figures/years/2025.svg?{QUERY}", headers={"If-None-Match": first.headers["ETag"]}
    )
    assert held.status_code == 304


def test_a_figure_of_an_edition_is_kept_for_ever(client, small_atlas):
    address = f"/figures/years/2025.svg?{QUERY}&edition={small_atlas.fingerprint}"
    assert "immutable" in client.get(address).headers["Cache-Control"]
    assert client.get("/figures/years/2025.svg").headers["Cache-Control"] == "no-cache"


@pytest.mark.parametrize(
    ("query", "told"),
    [
        ("size=banana", "column, page, slide, social"),
        ("size=5000x5000px", "4096 pixels"),
        ("size=1001x900", "1,000 mm"),
        ("dpi=9999", "36 to 1200"),
        ("theme=sepia", "light, dark, grey"),
        ("layers=-nothing", "exercises-reported"),
        ("names=tlh", "neutral"),
        ("extent=1,2", "W,S,E,N"),
        ("title=" + "x" * 201, "200 characters"),
        ("view=mars", "neutral or a state's code"),
    ],
)
def test_what_cannot_be_is_answered_with_the_choices(client, query, told):
    response = client.get(f"/figures/years/2025.png?{query}")
    assert response.status_code == 400
    assert told in response.get_json()["error"]


def test_an_unknown_format_is_answered_with_the_formats(client):
    response = client.get("/figures/years/2025.gif")
    assert response.status_code == 400
    assert "svg, png, pdf" in response.get_json()["error"]


@pytest.mark.parametrize(
    "path", ["/figures/years/2031.svg", "/figures/years/٢٠٢٥.svg", "/figures/events/none.svg",
             "/figures/events/..%2f..%2fetc.svg", "/figures/2025.svg"],
)  # fmt: skip
def test_what_is_not_there_is_404(client, path):
    response = client.get(path)
    assert response.status_code == 404
    assert response.get_json()["error"]


def test_too_many_at_a_time_are_told_to_come_again(client, monkeypatch):
    monkeypatch.setattr(figures, "_turns", threading.BoundedSemaphore(1))
    monkeypatch.setattr(figures, "PATIENCE_S", 0.01)
    with figures._turn():
        response = client.get("/figures/years/2025.svg?size=73x91")
    assert response.status_code == 503
    assert response.headers["Retry-After"] == "10"
    assert client.get("/figures/years/2025.svg?size=73x91").status_code == 200


@pytest.mark.parametrize("arguments", [
    ("2025", "-o", "x.gif"), ("2025", "-o", "x.png", "--size", "nothing"), ("1999", "-o", "x.svg"),
    ("2025",), ("2025", "-o", "x.svg", "--theme", "sepia"), ("2025", "-o", "x.svg", "--dpi", "x"),
])  # fmt: skip
def test_the_command_refuses_with_2(runner, tmp_path, monkeypatch, arguments):
    monkeypatch.chdir(tmp_path)
    ran = runner("figure", *arguments)
    assert (ran.code, ran.out) == (2, "")
    assert not list(tmp_path.iterdir())


def test_a_hostile_title_in_an_address_stays_text(client):
    response = client.get("/figures/years/2025.svg?size=column&title=%3Cscript%3E]]%3E%26%07")
    assert response.status_code == 200
    assert "&lt;script&gt;]]&gt;&amp;\ufffd" in response.text
    assert "<script" not in response.text


def test_the_name_set_of_the_settings_is_the_usual_one(small_atlas, monkeypatch, runner, tmp_path):
    from mapper.cartography.figures import usual_names
    from mapper.settings import Settings
    from mapper.web.app import create_app
    from tests.web.conftest import SMALL

    assert usual_names(small_atlas, "XXX") == "neutral"
    monkeypatch.setenv("MAPPER_NAMES", "KOR")
    path = tmp_path / "out.svg"
    assert runner("figure", "2025", "-o", str(path), "--data", str(SMALL)).code == 0
    given = create_app(Settings(names="KOR"), small_atlas).test_client()
    assert given.get("/figures/years/2025.svg").data == path.read_bytes()


@pytest.mark.parametrize(
    ("what", "query", "status", "told"),
    [
        ("2024,2025", "series=nothing", 404, "no series"),
        ("2024,2024", "", 400, "given twice"),
        ("2025", "", 400, "expected two years"),
        ("no-such-series", "", 400, "or a series"),
        ("<b>,{{7*7}}", "", 404, "no event"),
    ],
)
def test_a_comparison_that_cannot_be_is_told(bundled_client, what, query, status, told):
    response = bundled_client.get(f"/figures/compare/{what}.svg?{query}")
    assert (response.status_code, response.mimetype) == (status, "application/json")
    assert told in response.json["error"]


def test_a_comparison_is_given_by_address(bundled_client):
    response = bundled_client.get("/figures/compare/2024,2025.svg?series=joint-sea")
    assert response.status_code == 200
    assert "Joint Sea 2025" in response.text


def test_queries_are_checked_once_by_edition_and_others_drive_out_the_oldest_only(atlas):
    now, asked = Served(atlas), []

    def check(number):
        return now.checked(("figure", number), lambda: asked.append(number) or (number,))

    assert check(0) is check(0)
    assert asked == [0]
    for number in range(QUERIES_KEPT):
        check(number)
    assert check(0) == (0,)
    assert asked.count(0) == 1
    check(QUERIES_KEPT)
    check(0)
    assert asked.count(0) == 2
    assert Served(atlas).checked(("figure", 1), lambda: "anew") == "anew"


def test_words_that_no_figure_knows_are_not_kept(client):
    with client.application.app_context():
        kept = serving_of(client.application).current()._checked
    client.get("/figures/years/2025.svg?size=column")
    before = len(kept)
    for number in range(3):
        assert client.get(f"/figures/years/2025.svg?size=column&utm={number}").status_code == 200
    assert len(kept) == before > 0
