"""The page of a comparison and its data: what can be asked, what is refused, and how it is said."""

from __future__ import annotations

import json
import re

import pytest

from mapper.analysis import compare
from mapper.settings import Settings
from mapper.web.app import create_app
from mapper.web.compare_query import VIEWS, read_asked

PAIR = "/compare?years=2024,2025&series=joint-sea"


@pytest.fixture(scope="module")
def client(atlas):
    """A client over the bundled atlas."""
    return create_app(Settings(), atlas).test_client()


def problem(answer) -> str:
    return re.search(r'class="problem"[^>]*>(.*?)</p>', answer.text, re.S)[1]


@pytest.mark.parametrize("view", VIEWS)
def test_every_view_says_the_sentence_and_the_table(client, view):
    answer = client.get(f"{PAIR}&view={view}")
    assert answer.status_code == 200
    assert "was held about 1,670 nm (1,560–1,780 nm) north-east of Joint Sea 2024" in answer.text
    assert '<th scope="row">days at sea</th>' in answer.text
    assert f'view={view}" data-keeps aria-current="page"' in answer.text or view == "overlay"


def test_alternative_text_of_the_still_map_is_the_sentence(client, atlas):
    sentence = compare(2024, 2025, atlas=atlas, series="joint-sea").sentence
    assert f'<title id="still-title">{sentence}</title>' in client.get(PAIR).text


@pytest.mark.parametrize(("query", "status", "words"), [
    ("years=2025", 400, "expected two years or more, got one (2025)."),
    ("years=2025,2025", 400, "2025 is given twice"),
    ("years=2018,2025", 404, "no edition was held"),
    ("years=1066,2025", 404, "no year 1066"),
    ("years=2009,2013", 404, "No series was held in both years"),
    ("years=2024,joint-sea-2025", 400, "expected years or ids, got both"),
    ("years=2024,2025&events=joint-sea-2025", 400, "expected years or events, got both"),
    ("events=joint-sea-2025,nothing", 404, "no event, closure or series"),
    ("events=joint-sea-2025", 400, "expected two events, got one"),
    ("years=2024,2025&series=nothing", 404, "no series"),
    ("years=2024,2025&view=mirror", 400, "expected overlay, swipe, side, grid"),
    ("years=2024,2025&claims=mirror", 400, "expected neutral or a state"),
    ("years=2024,2025&coast=Atlantis", 404, "expected the code of a state"),
    ("years=2024,2025&kind=regatta", 404, "there is none called 'regatta'"),
    ("years=2024,2025&region=CHN&kind=exercise", 404, "asked for kind exercise, region CHN"),
    ("years=2024,2025&view=swipe&left=2013", 404, "expected one of 2024, 2025"),
    ("years=2024,2025&view=swipe&left=2025&right=2025", 400, "given for both"),
    ("years=2024,2025&c=1,2,3", 400, "expected a centre"),
    ("years=2024,2025&theme=neon", 400, "expected auto, light, dark"),
    ("years=" + ",".join(["2025"] * 99), 400, "at most 60 short words"),
    ("years=" + "9" * 999, 400, "at most 60 short words"),
    ("years=٢٠٢٤,٢٠٢٥", 404, "no event, closure or series"),
    ("years=<script>alert(1)</script>,{{7*7}}", 404, "&lt;script&gt;alert(1)&lt;/script&gt;"),
    ("years=2024%00,2025", 400, "years or ids"),
])  # fmt: skip
def test_what_cannot_be_compared_is_told_with_the_choices(client, query, status, words):
    answer = client.get(f"/compare?{query}")
    assert answer.status_code == status
    assert words.lower() in problem(answer).replace("&#39;", "'").lower()
    assert 'id="year-strip"' in answer.text
    assert "<script>alert" not in answer.text
    assert "atlas-map" not in answer.text
    assert answer.headers["Cache-Control"] == "no-store"


def test_year_without_an_event_is_answered_with_its_nearest_in_its_place(client):
    text = client.get("/compare?years=2018,2025&series=joint-sea").text
    assert 'href="/compare?years=2017,2025&amp;series=joint-sea">2017</a>' in text


@pytest.mark.parametrize("query", [
    "", "series=joint-sea", "events=joint-sea-2015-1,joint-sea-2015-2",
    "years=2024&years=2025", "years=2025,2024", "years=2024,2025&participant=IRN",
    "years=" + ",".join(map(str, range(2012, 2018))) + ",2019,2021,2022,2024,2025,2026",
    "years=2022,2024&region=CHN&kind=exercise", "series=joint-sea&activity=live-firing",
    "events=navarea-xi-341-2026,navarea-xi-377-2026", "years=2024,2025&claims=JPN",
    "series=joint-sea&view=side&left=2012&right=2019", "years=2024,2025&coast=hokkaido",
])  # fmt: skip
def test_what_can_be_compared_is_shown(client, query):
    answer = client.get(f"/compare?{query}")
    assert answer.status_code == 200, problem(answer)
    assert "What differs" in answer.text


def test_bare_address_compares_the_last_two_years_of_the_leading_series(client):
    assert "<h1>Joint Sea 2024 and 2025</h1>" in client.get("/compare").text


def test_two_editions_of_one_year_have_styles_and_labels_of_their_own(client):
    text = client.get("/compare?events=joint-sea-2015-1,joint-sea-2015-2").text
    assert {"atlas-year-hue-1", "atlas-year-hue-2"} <= set(re.findall(r"atlas-year-hue-\d", text))


@pytest.mark.parametrize(("form", "write"), [
    ("csv", "as_csv"), ("json", "as_json"), ("geojson", "as_geojson"), ("md", "as_markdown"),
])  # fmt: skip
def test_data_are_the_records_of_the_analysis(client, atlas, form, write):
    answer = client.get(f"/compare.{form}?years=2024,2025&series=joint-sea")
    assert answer.status_code == 200
    expected = getattr(compare(2024, 2025, atlas=atlas, series="joint-sea"), write)()
    assert answer.get_data(as_text=True).rstrip("\n") == expected.rstrip("\n")


@pytest.mark.parametrize("form", [("csv", "csv"), ("geojson", "geojson")])
def test_data_are_the_bytes_of_the_command(client, runner, form):
    ran = runner("compare", "joint-sea-2024", "joint-sea-2025", "--format", form[1])
    answer = client.get(f"/compare.{form[0]}?events=joint-sea-2024,joint-sea-2025")
    assert answer.data.decode() == ran.out


def test_broken_question_for_data_is_answered_as_json(client):
    answer = client.get("/compare.geojson?years=2025")
    assert answer.status_code == 400
    assert "got one" in json.loads(answer.data)["error"]
    assert client.get("/compare.exe?years=2024,2025").status_code == 404


def test_address_of_a_question_gives_the_same_question():
    from werkzeug.datastructures import MultiDict

    asked = read_asked(
        MultiDict(
            [
                ("years", "2024"),
                ("years", "2025"),
                ("view", "swipe"),
                ("coast", "KOR"),
                ("left", "2025"),
                ("claims", "JPN"),
            ]
        )
    )
    path = asked.path()
    assert path == "/compare?years=2024,2025&coast=KOR&claims=JPN&view=swipe&left=2025"
    query = MultiDict(part.split("=") for part in path.split("?")[1].split("&"))
    assert read_asked(query) == asked
    assert "view" not in asked.query(page=False)


def test_navigation_years_and_events_lead_to_comparisons(client):
    assert 'href="/compare"' in client.get("/about").text
    assert "/compare?years=2024,2025" in client.get("/years/2025").text
    event = client.get("/events/joint-sea-2025").text
    assert "/compare?events=joint-sea-2024,joint-sea-2025" in event
    assert "/compare?series=joint-sea" in event


def test_years_that_others_lack_are_no_link_in_the_charts(client):
    text = client.get(PAIR).text
    assert "years=2013,2024,2025" in text
    assert not re.search(r'href="/compare\?years=20\d\d&', text)


def test_grid_draws_land_once_and_a_map_for_each_year(client):
    text = client.get("/compare?series=joint-sea&view=grid").text
    assert text.count('id="grid-ground"') == 1
    assert text.count('href="#grid-ground"') == 11
    boxes = set(re.findall(r'viewBox="([^"]+)" role="img" aria-labelledby="grid-', text))
    assert len(boxes) == 1
    assert "outside: Eastern Mediterranean" in text
    assert '<strong>2012</strong> <span class="muted">Yellow Sea off Qingdao</span>' in text
