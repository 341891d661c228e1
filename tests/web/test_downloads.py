"""The data routes: status, media type, headers, counts, link relations."""

import csv
import io
import json

import pytest

YEARLY = ("exercises", "patrols", "regions", "closures")


@pytest.mark.parametrize(
    ("kind", "year", "count"),
    [("exercises", 2025, 3), ("patrols", 2025, 1), ("regions", 2025, 1), ("closures", 2026, 1),
     ("exercises", 2023, 1), ("exercises", 2024, 0)],
)  # fmt: skip
def test_a_layer_is_given_whole(client, kind, year, count):
    response = client.get(f"/data/{kind}/{year}.geojson")
    assert response.status_code == 200
    assert response.content_type == "application/geo+json"
    collection = json.loads(response.data)
    assert collection["type"] == "FeatureCollection"
    assert len(collection["features"]) == count


@pytest.mark.parametrize("kind", YEARLY)
@pytest.mark.parametrize(("form", "other"), [("geojson", "csv"), ("csv", "geojson")])
def test_a_layer_names_its_other_form_its_schema_and_its_licence(client, kind, form, other):
    link = client.get(f"/data/{kind}/2025.{form}").headers["Link"]
    assert f'</data/{kind}/2025.{other}>; rel="alternate"' in link
    assert f'</data/schema/{kind}.schema.json>; rel="describedby"' in link
    assert '<https://creativecommons.org/licenses/by/4.0/>; rel="license"' in link


def test_the_linked_schema_is_there(client):
    response = client.get("/data/schema/patrols.schema.json")
    assert response.content_type == "application/schema+json"
    assert "waypoints" in response.text


def test_a_table_opens_in_a_spreadsheet(client):
    response = client.get("/data/exercises/2025.csv")
    assert response.content_type == "text/csv; charset=utf-8; header=present"
    assert response.headers["Content-Disposition"] == 'attachment; filename="exercises-2025.csv"'
    rows = list(csv.DictReader(io.StringIO(response.text, newline="")))
    assert [row["id"] for row in rows] == [
        "joint-sea-2025", "joint-sea-2025--second", "freedom-edge-2025"
    ]  # fmt: skip
    first = rows[0]
    assert first["position_ddm"] == "42°27.0′ N 132°00.0′ E"
    assert first["participants"] == "China | Russia [host]"
    assert first["vessels"].startswith("Shaoxing (CHN) | Xihu (CHN) [rescue ship]")
    assert "海上联合-2025" in first["names"]
    assert first["source_urls"].split(" | ")[0] == "https://example.org/one"


def test_a_track_has_a_row_for_each_fix(client):
    rows = list(csv.DictReader(io.StringIO(client.get("/data/patrols/2025.csv").text)))
    assert [row["fix"] for row in rows] == ["1", "2", "3", "4", "5", "6"]
    assert rows[4]["lon"] == "-176"
    assert {row["id"] for row in rows} == {"joint-maritime-patrol-6"}


@pytest.mark.parametrize("form", ["geojson", "csv"])
def test_the_places_are_given(client, form):
    response = client.get(f"/data/places.{form}")
    assert response.status_code == 200
    assert "Владивосток" in response.text


@pytest.mark.parametrize(
    "path",
    [
        "/data/nothing/2025.geojson",
        "/data/exercises/2031.geojson",
        "/data/exercises/2031.csv",
        "/data/exercises/20255.geojson",
        "/data/exercises/٢٠٢٥.geojson",
        "/data/exercises/2025.kml",
        "/data/places.kml",
        "/data/schema/nothing.schema.json",
        "/data/basemap/110m/..%2fland.geojson",
        "/data/basemap/110m/e999n00.geojson",
        "/data/basemap/1m/world.geojson",
        "/data/../../etc/passwd",
    ],
)
def test_data_that_is_not_there_is_said_so_in_json(client, path):
    response = client.get(path)
    assert response.status_code == 404
    assert response.mimetype == "application/json"
    assert response.get_json()["error"]


def test_an_unknown_layer_names_the_layers(client):
    assert "data/exercises" in client.get("/data/exercise/2025.csv").get_json()["nearest"]


def test_the_land_of_a_cell_is_given(client):
    response = client.get("/data/basemap/110m/world.geojson")
    assert response.content_type == "application/geo+json"
    assert json.loads(response.data)["type"] == "FeatureCollection"


def test_a_position_is_told_in_every_notation(client):
    answer = client.get("/position?lon=132&lat=42.45").get_json()
    assert answer["ddm"] == "42°27.0′ N 132°00.0′ E"
    assert answer["dms"].startswith("42°27′00″ N")
    assert answer["decimal"].startswith("42.45")
    assert answer["on_land"] is False
    coast = answer["nearest_coast"]
    assert coast["state"] == "RUS"
    assert 5 < coast["distance_nm"] < 40
    assert 0 <= coast["bearing_deg"] < 360


def test_a_position_on_land_is_said_to_be_on_land(client):
    assert client.get("/position?lon=100&lat=60").get_json()["on_land"] is True


@pytest.mark.parametrize(
    "query",
    ["", "lon=132", "lon=181&lat=0", "lon=0&lat=-91", "lon=nan&lat=0", "lon=1e2&lat=0",
     "lon=1_0&lat=0", "lon=１&lat=0", "lon=inf&lat=0", "lon=%00&lat=0"],
)  # fmt: skip
def test_an_absurd_position_is_refused_with_the_reason(client, query):
    response = client.get(f"/position?{query}")
    assert response.status_code == 400
    assert "expected a number from" in response.get_json()["error"]


def test_search_answers_with_what_matched(client):
    answer = client.get("/search?q=shaoxing").get_json()
    assert (answer["query"], answer["count"]) == ("shaoxing", 1)
    (found,) = answer["results"]
    assert found["url"] == "/events/joint-sea-2025"
    assert {"what": "ship", "text": "Shaoxing"} in found["matched"]


def test_a_search_that_is_too_long_is_refused(client):
    assert client.get("/search?q=" + "x" * 201).status_code == 400
    assert client.get("/search?q=" + "x" * 200).status_code == 200


def test_health_tells_the_edition(client, small_atlas):
    response = client.get("/healthz")
    answer = response.get_json()
    assert (answer["status"], answer["problem"]) == ("ok", None)
    assert answer["edition"] == small_atlas.fingerprint
    assert response.headers["Cache-Control"] == "no-store"


def test_static_files_are_kept_for_ever_under_their_fingerprint(client):
    page = client.get("/").text
    url = page.split('<link rel="stylesheet" href="')[1].split('"')[0]
    response = client.get(url)
    assert response.content_type == "text/css; charset=utf-8"
    assert response.headers["Cache-Control"] == "public, max-age=31536000, immutable"
    assert response.headers["Access-Control-Allow-Origin"] == "*"


def test_static_file_of_another_release_is_the_one_of_this_and_not_kept(client):
    response = client.get("/static/0123456789ab/atlas.js")
    assert response.status_code == 200
    assert response.headers["Cache-Control"] == "no-cache"
    for path in ("/static/x/atlas.js", "/static/0123456789ab/none.js"):
        assert client.get(path).status_code == 404


@pytest.mark.parametrize("name", ["atlas.js", "site.js", "leaflet.js", "leaflet.css",
                                  "leaflet.LICENSE", "favicon.svg"])  # fmt: skip
def test_the_static_files_that_pages_name_are_there(client, app, name):
    with app.app_context():
        from mapper.web.serving import serving

        url = serving().assets.path(name)
    assert client.get(url).status_code == 200


def test_the_icon_that_browsers_ask_for_is_there(client):
    response = client.get("/favicon.ico")
    assert response.content_type == "image/x-icon"
    assert response.data.startswith(b"\x00\x00\x01\x00")


@pytest.mark.parametrize("theme", ["light", "dark"])
def test_a_thumbnail_is_a_map_that_never_changes_under_its_edition(client, small_atlas, theme):
    url = f"/thumbnails/2025-{theme}.svg"
    response = client.get(url)
    assert response.content_type == "image/svg+xml"
    assert response.headers["Cache-Control"] == "no-cache"
    fixed = client.get(f"{url}?edition={small_atlas.fingerprint}")
    assert "immutable" in fixed.headers["Cache-Control"]
    assert fixed.data == response.data
