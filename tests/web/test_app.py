"""Which error becomes which answer, and what every answer's headers say."""

import re
import subprocess
import sys

import pytest

from mapper import errors
from mapper.settings import Settings
from mapper.web.app import create_app
from mapper.web.first_scripts import THEME_HASH, THEME_SCRIPT, script_hash
from mapper.web.headers import NOTHING, SVG_POLICY, page_policy
from mapper.web.statuses import STATUS, status_of
from tests.web.conftest import SMALL

PAGES = ("/", "/years/2025", "/years/2023", "/years/2024", "/events/joint-sea-2025", "/about")


def policy(response):
    return dict(
        part.split(" ", 1) for part in response.headers["Content-Security-Policy"].split("; ")
    )


@pytest.mark.parametrize(
    ("error", "status"),
    [
        (errors.NotFoundError("x"), 404),
        (errors.UsageError("x"), 400),
        (errors.SettingsError("x"), 400),
        (errors.StorageError("x"), 503),
        (errors.GeoJSONError("x"), 500),
        (errors.MapperError("x"), 500),
    ],
)
def test_an_error_has_the_status_of_its_nearest_class(error, status):
    assert status_of(error) == status


def test_the_table_holds_the_root_so_that_every_error_has_a_status():
    assert errors.MapperError in STATUS


@pytest.mark.parametrize("path", PAGES)
def test_a_page_carries_the_whole_policy(client, path):
    response = client.get(path)
    assert response.status_code == 200
    assert response.content_type == "text/html; charset=utf-8"
    rules = policy(response)
    assert rules["default-src"] == "'none'"
    assert rules["style-src"] == rules["font-src"] == rules["connect-src"] == "'self'"
    assert rules["img-src"] == "'self' data:"
    assert rules["base-uri"] == rules["object-src"] == rules["frame-ancestors"] == "'none'"
    assert rules["form-action"] == "'self'"
    assert "unsafe" not in response.headers["Content-Security-Policy"]
    assert f"'{THEME_HASH}'" in rules["script-src"]
    headers = response.headers
    assert headers["X-Content-Type-Options"] == "nosniff"
    assert headers["Referrer-Policy"] == "same-origin"
    assert headers["Cross-Origin-Opener-Policy"] == "same-origin"
    assert headers["Cross-Origin-Resource-Policy"] == "same-origin"
    assert "geolocation=()" in headers["Permissions-Policy"]
    assert "Access-Control-Allow-Origin" not in headers
    assert "Set-Cookie" not in headers


@pytest.mark.parametrize("path", PAGES)
def test_every_inline_script_is_named_by_its_hash(client, path):
    response = client.get(path)
    rules = policy(response)
    page = response.get_data(as_text=True)
    inline = re.findall(r"<script(?![^>]*\bsrc=)[^>]*>(.*?)</script>", page, re.DOTALL)
    assert inline[0] == THEME_SCRIPT
    for script in inline:
        assert f"'{script_hash(script)}'" in rules["script-src"]
    assert rules["script-src"].count("sha256-") == len(inline)


@pytest.mark.parametrize("path", PAGES)
def test_a_page_sets_no_style_by_attribute_which_the_policy_would_refuse(client, path):
    page = client.get(path).get_data(as_text=True)
    assert " style=" not in page
    assert "<style" not in page
    assert " onclick=" not in page


@pytest.mark.parametrize(
    "path", ["/search?q=x", "/healthz", "/position?lon=1", "/data/x/2025.geojson"]
)
def test_a_machine_answer_may_do_nothing(client, path):
    response = client.get(path)
    assert response.mimetype == "application/json"
    assert response.headers["Content-Security-Policy"] == NOTHING


def test_an_image_may_only_style_itself(client):
    response = client.get("/thumbnails/2025-light.svg")
    assert response.headers["Content-Security-Policy"] == SVG_POLICY


@pytest.mark.parametrize("path", ["/data/exercises/2025.geojson", "/data/places.csv"])
def test_data_may_be_read_from_anywhere(client, path):
    headers = client.get(path).headers
    assert headers["Access-Control-Allow-Origin"] == "*"
    assert headers["Cross-Origin-Resource-Policy"] == "cross-origin"


def test_tiles_open_the_policy_only_when_the_user_turned_them_on():
    assert "tiles" not in page_policy(())
    with_tiles = page_policy((), "https://{s}.tiles.example/{z}/{x}/{y}.png")
    assert "img-src 'self' data: https://*.tiles.example;" in with_tiles


def test_strict_transport_is_said_under_tls_only(client):
    assert "Strict-Transport-Security" not in client.get("/healthz").headers
    secure = client.get("/healthz", base_url="https://localhost")
    assert secure.headers["Strict-Transport-Security"].startswith("max-age=")


def test_a_foreign_host_is_refused(small_atlas):
    app = create_app(Settings(trusted_hosts=("atlas.example",)), small_atlas)
    client = app.test_client()
    assert client.get("/healthz", base_url="http://atlas.example").status_code == 200
    refused = client.get("/healthz", base_url="http://evil.example")
    assert refused.status_code == 400
    assert b"evil" not in refused.data


@pytest.mark.parametrize(("proxies", "scheme"), [(0, "http"), (1, "https")])
def test_proxy_headers_count_only_when_proxies_are_set(small_atlas, proxies, scheme):
    client = create_app(Settings(proxies=proxies), small_atlas).test_client()
    headers = {"X-Forwarded-Proto": "https", "X-Forwarded-Host": "atlas.example"}
    page = client.get("/events/joint-sea-2025", headers=headers).get_data(as_text=True)
    host = "atlas.example" if proxies else "localhost"
    assert f'<link rel="canonical" href="{scheme}://{host}/events/joint-sea-2025">' in page


def test_the_public_address_stands_in_citations_whatever_host_was_asked(small_atlas):
    app = create_app(Settings(public_url="https://atlas.example/"), small_atlas)
    page = app.test_client().get("/events/joint-sea-2025", base_url="http://10.0.0.1").text
    assert "https://atlas.example/events/joint-sea-2025" in page
    assert "10.0.0.1" not in page


@pytest.mark.parametrize(
    ("path", "near"),
    [
        ("/years/2027", "/years/2025"),
        ("/years/1066", "/years/2025"),
        ("/events/joint-see-2025", "/events/joint-sea-2025"),
    ],
)
def test_an_unknown_name_gives_a_page_with_the_nearest(client, path, near):
    response = client.get(path)
    assert response.status_code == 404
    assert response.mimetype == "text/html"
    assert f'<a href="{near}">' in response.text
    assert response.headers["Cache-Control"] == "no-store"


@pytest.mark.parametrize(
    "path",
    [
        "/years/20255",
        "/years/٢٠٢٥",
        "/years/２０２５",
        "/years/-2025",
        "/years/..%2f..%2fetc%2fpasswd",
        "/events/..%2f..%2fetc%2fpasswd",
        "/events/joint-sea-2025--second",
        "/static/000000000000/nothing.css",
        "/nothing",
        "/thumbnails/2025-..%2f.svg",
    ],
)
def test_what_is_not_in_the_atlas_is_not_found(client, path):
    assert client.get(path).status_code == 404


@pytest.mark.parametrize(
    ("query", "said"),
    [
        ("theme=purple", "theme: expected auto, light, dark"),
        ("from=yesterday", "from: expected a day as YYYY-MM-DD"),
        ("to=2025-02-30", "to: expected a day"),
        ("from=2025-08-02&to=2025-08-01", "to: expected a day from 2025-08-02 on"),
        ("z=99", "z: expected a number from 0 to"),
        ("z=nan", "z: expected a number"),
        ("c=1", "c: expected a centre as lat,lon"),
        ("c=1,1e999", "c: lon: expected a number"),
        ("c=91,0", "c: lat: expected a number from -90 to 90"),
    ],
)
def test_an_absurd_view_is_refused_with_the_reason(client, query, said):
    response = client.get(f"/years/2025?{query}")
    assert response.status_code == 400
    assert said in response.text


def test_a_sane_view_is_served(client):
    query = "sel=joint-sea-2025&from=2025-08-01&to=2025-08-31&theme=dark&c=42.5,186&z=5.25"
    assert client.get(f"/years/2025?{query}&layers=-places").status_code == 200


@pytest.mark.parametrize(
    "path", [*PAGES, "/data/exercises/2025.geojson", "/healthz", "/favicon.ico"]
)
def test_head_gives_the_headers_of_get_without_a_body(client, path):
    got, head = client.get(path), client.head(path)
    assert head.status_code == 200
    assert head.data == b""
    assert head.content_length == got.content_length
    assert head.content_type == got.content_type


@pytest.mark.parametrize("method", ["post", "put", "delete", "patch"])
def test_nothing_can_be_written(client, method):
    response = getattr(client, method)("/years/2025", data="x")
    assert response.status_code == 405
    assert "GET" in response.headers["Allow"]


def test_a_fault_gives_a_page_without_its_traceback(small_atlas, caplog):
    app = create_app(Settings(), small_atlas)

    @app.get("/broken")
    def broken():
        raise RuntimeError("the secret of the traceback")

    response = app.test_client().get("/broken")
    assert response.status_code == 500
    assert "secret" not in response.text
    assert "Traceback" not in response.text
    assert response.headers["Content-Security-Policy"].startswith("default-src 'none'")
    assert "the secret of the traceback" in caplog.text


def test_a_fault_in_the_error_page_itself_still_gives_an_answer(small_atlas, monkeypatch):
    app = create_app(Settings(), small_atlas)

    def fail(*_args, **_values):
        raise RuntimeError("again")

    monkeypatch.setattr("mapper.web.app.render_template", fail)
    monkeypatch.setattr("mapper.web.pages.render_template", fail)
    response = app.test_client().get("/about")
    assert (response.status_code, response.mimetype) == (500, "text/plain")


def test_the_app_starts_without_the_slow_imports():
    code = (
        "import sys; from mapper.web.app import create_app; from mapper.settings import Settings;"
        f"create_app(Settings(data={str(SMALL)!r})).test_client().get('/');"
        "print(sorted({'folium', 'geopandas', 'pandas', 'scipy'} & set(sys.modules)))"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "[]"


@pytest.mark.parametrize("host", ["localhost", "localhost:8000", "127.0.0.1:8000", "[::1]:8000"])
def test_this_machine_answers_to_its_own_names(app, host):
    assert app.test_client().get("/healthz", headers={"Host": host}).status_code == 200


@pytest.mark.parametrize(
    "host", ["evil.example", "evil.example:8000", "[::2]", "[::1].evil.example", "[::1]evil", ""]
)
def test_this_machine_answers_to_no_other_name(app, host):
    answer = app.test_client().get("/", headers={"Host": host})
    assert (answer.status_code, "evil" in answer.text) == (400, False)


@pytest.mark.parametrize(
    "settings",
    [
        Settings(host="0.0.0.0"),
        Settings(public_url="https://atlas.example"),
        Settings(trusted_hosts=("atlas.example",)),
    ],
)
def test_a_public_server_answers_to_its_public_name(small_atlas, settings):
    client = create_app(settings, small_atlas).test_client()
    assert client.get("/healthz", headers={"Host": "atlas.example"}).status_code == 200
