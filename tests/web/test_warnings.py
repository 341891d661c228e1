"""The page that reads warnings: what it answers, what it refuses, what it keeps to itself."""

from __future__ import annotations

import datetime as dt
import json

import pytest
from markupsafe import escape

from mapper.errors import BusyError
from mapper.navwarn import read
from mapper.settings import Settings
from mapper.web.app import create_app
from mapper.web.warnings import limits
from mapper.web.warnings.clocks import clock_of, lines, state_of
from mapper.web.warnings.examples import EXAMPLES
from mapper.web.warnings.marking import Mark, pieces
from tests.hostile import STRINGS

CIRCLE = "HYDROPAC 7/26. GUNNERY 0000Z TO 0200Z 05 MAY IN AREA WITHIN 5 MILES OF 42-15N 132-00E."
BOX = (
    "NAVAREA XI 8/26. GUNNERY 0000Z TO 0900Z DAILY 05 TO 07 AUG 26 IN AREA BOUND BY "
    "42-40.0N 131-41.0E, 42-40.0N 132-57.0E, 42-15.0N 132-57.0E, 42-15.0N 131-41.0E."
)
CROSSED = ("HYDROPAC 9/26. GUNNERY IN AREA BOUND BY 34-40.0N 129-40.0E, 35-00.0N 130-00.0E, "
           "34-40.0N 130-00.0E, 35-00.0N 129-40.0E.")  # fmt: skip


@pytest.fixture(scope="module")
def bundled_client(atlas):
    return create_app(Settings(), atlas).test_client()


def ask(client, text, **more):
    return client.post("/warnings/read", json={"text": text, **more})


def test_json_gives_shapes_times_doubts_and_the_text_in_pieces(client):
    values = ask(client, f"{BOX}\n\n{CROSSED}").json
    assert values["summary"] == "two messages, two areas, one doubt"
    assert "".join(piece["text"] for piece in values["pieces"]) == f"{BOX}\n\n{CROSSED}"
    first, second = values["messages"]
    assert (first["name"], second["name"]) == ("NAVAREA XI 8/26", "HYDROPAC 9/26")
    assert first["windows"][0]["utc"] == "5 Aug 2026 00:00–09:00"
    assert [doubt["code"] for doubt in second["doubts"]] == ["self-crossing"]
    assert (first["colour"], second["colour"]) == (1, 2)
    shape = values["shapes"][0]
    assert shape["geometry"]["type"] == "Polygon"
    key, lon, lat = shape["properties"]["corners"][0]
    assert (key, lon, lat) == ("1.1.1", pytest.approx(131 + 41 / 60), pytest.approx(42 + 40 / 60))


def test_each_corner_stands_at_its_place_in_the_text(client):
    marked = {}
    for piece in ask(client, BOX).json["pieces"]:
        if piece["corner"]:
            marked[piece["corner"]] = marked.get(piece["corner"], "") + piece["text"]
    assert marked["1.1.1"] == "42-40.0N 131-41.0E"
    assert marked["1.1.4"] == "42-15.0N 131-41.0E"


def test_offsets_hold_behind_characters_beyond_the_basic_plane(client):
    values = ask(client, f"\U0001f6a2\U0001f6a2 {CIRCLE}").json
    (corner,) = [piece["text"] for piece in values["pieces"] if piece["corner"]]
    assert corner == "42-15N 132-00E"


def test_nothing_is_read_into_more_digits_than_the_text_has(client):
    (area,) = ask(client, CIRCLE).json["messages"][0]["areas"]
    assert area["corners"][0]["position"] == "42°15′ N 132°00′ E"
    (area,) = ask(client, BOX).json["messages"][0]["areas"]
    assert area["corners"][0]["position"] == "42°40.0′ N 131°41.0′ E"


@pytest.mark.parametrize(("text", "note"), [
    ("", "There is no text to read."),
    ("  \n ", "There is no text to read."),
    ("Gunnery off the coast, as usual.", "The text has no figures"),
    ("Tel. 555 1234, room 17", "No position was read."),
])  # fmt: skip
def test_a_text_that_gives_nothing_says_what_it_lacks(client, text, note):
    values = ask(client, text).json
    assert values["shapes"] == []
    assert any(one.startswith(note) for one in values["notes"])


def test_a_named_area_is_not_drawn(client):
    values = ask(client, "DANGER AREA ACT UHD418.").json
    assert values["shapes"] == []
    assert values["messages"][0]["areas"][0]["drawn"] is False


@pytest.mark.parametrize(("body", "said"), [
    (b"", "text: expected"), (b"{", "JSON"), (b"[]", "text: expected"),
    (b'{"text": 7}', "text: expected"),
    (b'{"text": "a", "text": "b"}', "twice"), (b'{"text": NaN}', "NaN"),
    (b'{"text": "\\ud800"}', "half a letter"), (b"[" * 5000, "nested"),
])  # fmt: skip
def test_a_body_that_is_wrong_is_refused_with_its_reason(client, body, said):
    answer = client.post("/warnings/read", data=body, content_type="application/json")
    assert answer.status_code in (400, 500)
    assert said.lower() in answer.json["error"].lower()


def test_a_form_is_no_json(client):
    answer = client.post("/warnings/read", data={"text": BOX})
    assert answer.status_code == 400
    assert "application/json" in answer.json["error"]


@pytest.mark.parametrize("view", ["XXX", "neutral<", 7])
def test_a_view_that_is_none_is_refused_or_left(client, view):
    assert ask(client, BOX, view=view).status_code == (200 if view == 7 else 400)


def test_a_text_that_is_too_long_is_refused(client):
    answer = ask(client, "A" * (limits.MAX_CHARACTERS + 1))
    assert answer.status_code == 400
    assert "100,000 characters" in answer.json["error"]
    assert "mapper warning read" in answer.json["error"]
    assert ask(client, "A" * limits.MAX_CHARACTERS).status_code == 200


@pytest.mark.parametrize("path", ["/warnings", "/warnings/read", "/warnings/download"])
def test_a_body_that_is_too_large_is_not_read(client, path):
    data = b"x" * (limits.MAX_BODY_BYTES + 1)
    kind = "application/json" if path.endswith("read") else "application/x-www-form-urlencoded"
    assert client.post(path, data=data, content_type=kind).status_code == 413


def test_more_messages_than_are_shown_are_left_with_a_note(client, monkeypatch):
    monkeypatch.setattr("mapper.web.warnings.telling.MAX_MESSAGES", 2)
    text = "\n\n".join(CIRCLE.replace("7/26", f"{number}/26") for number in range(1, 5))
    values = ask(client, text).json
    assert len(values["messages"]) == 2
    assert values["notes"][0].startswith("Only the first two messages were read")


def test_more_areas_than_are_shown_are_left_with_a_note(client, monkeypatch):
    monkeypatch.setattr("mapper.web.warnings.telling.MAX_AREAS", 2)
    areas = " ".join(f"{letter}. WITHIN 5 MILES OF 42-1{place}N 132-00E."
                     for place, letter in enumerate("ABCD"))  # fmt: skip
    values = ask(client, f"HYDROPAC 1/26. GUNNERY. {areas}").json
    assert len(values["shapes"]) == 2
    assert values["notes"] == ["Only the first 2 areas are shown."]


def test_after_its_time_nothing_further_is_read_or_measured(client, monkeypatch):
    monkeypatch.setattr("mapper.web.warnings.limits.Deadline.passed", True)
    values = ask(client, f"{BOX}\n\n{CROSSED}").json
    (message,) = values["messages"]
    assert message["areas"][0]["measured"]["note"].startswith("Not measured")
    assert "longer than a page waits" in values["notes"][0]


def test_a_third_reading_at_once_is_told_to_come_again(client, monkeypatch):
    monkeypatch.setattr(limits, "_PATIENCE_S", 0.01)
    with limits.slot(), limits.slot():
        answer = ask(client, BOX)
        with pytest.raises(BusyError), limits.slot():
            pass
    assert answer.status_code == 429
    assert answer.headers["Retry-After"] == "3"
    assert ask(client, BOX).status_code == 200


def test_crossing_outlines_of_many_corners_are_not_repaired(client):
    places = ((20 + (n * 7919) % 25, n % 60, 120 + (n * 104729) % 30) for n in range(1500))
    corners = ", ".join(f"{lat}-{minute:02d}N {lon}-30E" for lat, minute, lon in places)
    values = ask(client, f"HYDROPAC 1/26. GUNNERY IN AREA BOUND BY {corners}.").json
    assert values["shapes"][0]["geometry"]["type"].endswith("LineString")
    assert values["messages"][0]["areas"][0]["measured"]["note"] == "Only areas are measured."


def test_page_without_scripts_has_the_still_map_and_the_lists(client):
    page = client.post("/warnings", data={"text": f"{BOX}\r\n\r\n{CROSSED}"}).get_data(as_text=True)
    assert page.count("atlas-sym-warning-1") == 1
    assert "atlas-sym-warning-2" in page
    assert 'href="#corner-1.1.4"' in page
    assert 'id="corner-1.1.4"' in page
    assert "self crossing" in page
    assert str(escape(BOX)) in page


def test_a_file_without_scripts_is_read(client):
    import io

    file = (io.BytesIO(f"\ufeff{BOX}".encode()), "notice.txt")
    page = client.post("/warnings", data={"text": "", "file": file}).get_data(as_text=True)
    assert "NAVAREA XI 8/26" in page
    bad = (io.BytesIO(b"\xff\xfe4"), "notice.txt")
    assert client.post("/warnings", data={"text": "", "file": bad}).status_code == 400


@pytest.mark.parametrize("text", STRINGS)
def test_hostile_text_is_shown_and_never_markup(client, text):
    whole = f"HYDROPAC 7/26. {text} GUNNERY WITHIN 5 MILES OF 42-15N 132-00E.\nCANCEL {text}"
    page = client.post("/warnings", data={"text": whole}).get_data(as_text=True)
    assert str(escape(text)) in page
    assert "<script>window" not in page
    assert 'onerror="window' not in page.replace("&#34;", "'")
    answer = ask(client, whole)
    assert answer.content_type == "application/json"
    assert "".join(piece["text"] for piece in answer.json["pieces"]) == whole


def test_answers_are_not_kept(client):
    for answer in (ask(client, BOX), client.post("/warnings", data={"text": BOX}),
                   client.post("/warnings/download", data={"text": BOX})):  # fmt: skip
        assert answer.headers["Cache-Control"] == "no-store"
        assert "Set-Cookie" not in answer.headers


def test_downloads_hold_every_area(client):
    def given(form):
        data = {"text": f"{BOX}\n\n{CROSSED}", "format": form}
        answer = client.post("/warnings/download", data=data)
        assert answer.headers["Content-Disposition"] == f'attachment; filename="warnings.{form}"'
        return answer.get_data(as_text=True)

    document = json.loads(given("geojson"))
    assert [one["properties"]["name"] for one in document["features"]] == [
        "NAVAREA XI 8/26", "HYDROPAC 9/26"]  # fmt: skip
    assert given("kml").count("<Placemark") == 2
    rows = given("csv").splitlines()
    assert len(rows) == 3
    assert "2026-08-05T00:00Z/2026-08-05T09:00Z; 2026-08-06" in rows[1]
    assert "POLYGON" in rows[1]
    assert client.post("/warnings/download", data={"text": BOX, "format": "exe"}).status_code == 400


def test_a_formula_in_a_text_is_no_formula_in_the_csv(client):
    data = {"text": "=HYPERLINK(1) WITHIN 5 MILES OF 42-15N 132-00E", "format": "csv"}
    rows = client.post("/warnings/download", data=data).get_data(as_text=True)
    assert "'=HYPERLINK" in rows
    assert ",=HYPERLINK" not in rows
    assert ',"=HYPERLINK' not in rows


@pytest.mark.parametrize("example", EXAMPLES, ids=lambda one: one.key)
def test_every_example_is_read_whole(client, example):
    values = ask(client, example.text).json
    assert values["shapes"]
    assert values["notes"] == []
    assert all(message["windows"] for message in values["messages"])
    assert client.get(f"/warnings?example={example.key}").status_code == 200
    doubts = [doubt["code"] for message in values["messages"] for doubt in message["doubts"]]
    assert doubts == (["self-crossing"] if example.key == "several" else [])


def test_an_example_that_is_none_is_not_found(client):
    assert client.get("/warnings?example=none").status_code == 404


def test_the_address_takes_only_what_it_takes(client):
    assert client.get("/warnings/read").status_code == 405
    assert client.put("/warnings").status_code == 405
    assert client.get("/warnings?theme=pink").status_code == 400


UTC = dt.UTC


@pytest.mark.parametrize(("now", "key", "words"), [
    (dt.datetime(2026, 8, 1, tzinfo=UTC), "later", "Not yet; in force from 5 Aug 2026 00:00 UTC"),
    (dt.datetime(2026, 8, 5, 3, tzinfo=UTC), "now", "In force now until 5 Aug 2026 09:00 UTC"),
    (dt.datetime(2026, 8, 5, 12, tzinfo=UTC), "later",
     "Not at this hour; next from 6 Aug 2026 00:00 UTC"),
    (dt.datetime(2026, 8, 8, tzinfo=UTC), "ended", "Ended 7 Aug 2026 09:00 UTC"),
])  # fmt: skip
def test_whether_it_is_in_force_is_told(now, key, words):
    state = state_of(read(BOX), now)
    assert (state.key, state.words) == (key, words)


def test_without_a_time_nobody_is_told_that_it_is_in_force():
    state = state_of(read("GUNNERY WITHIN 5 MILES OF 42-15N 132-00E."), dt.datetime.now(UTC))
    assert state.key == "unknown"


def test_windows_stand_on_the_clock_of_the_message():
    warning = read(next(one.text for one in EXAMPLES if one.key == "msa"))
    (line,) = lines(warning.times, clock_of(warning.lang))
    assert line.utc == "1 Sep 2026 23:00 – 2 Sep 2026 10:00"
    assert line.own == "2 Sep 2026 07:00–18:00"


def test_overlapping_marks_cut_the_text_and_lose_nothing():
    found = pieces("abcdef", [Mark((1, 4), "corner", "1"), Mark((3, 6), "doubt", "d"),
                              Mark((3, 3), "doubt", "e"), Mark((9, 12), "time", "")])  # fmt: skip
    assert "".join(one.text for one in found) == "abcdef"
    assert [(one.text, one.corner, one.doubts) for one in found] == [
        ("a", "", ()), ("bc", "1", ()), ("d", "1", ("d", "e")), ("ef", "", ("d",))]  # fmt: skip


def test_an_area_that_the_atlas_has_recurs(bundled_client):
    text = next(one.text for one in EXAMPLES if one.key == "msa")
    (area,) = ask(bundled_client, text).json["messages"][0]["areas"]
    assert area["measured"]["recurs"] == "recurs from 2019"
    assert area["measured"]["places"][0]["address"] == "/events/joint-sea-2022"
    assert area["measured"]["sentence"].startswith("Wholly inside the claimed EEZ of China")
    moved = text.replace("29-46.0N", "29-47.0N")
    (area,) = ask(bundled_client, moved).json["messages"][0]["areas"]
    assert area["measured"]["recurs"] == ""
