"""What pages tell: sources by their numbers, both editions of a year, names of what is near."""

from __future__ import annotations

import re
import tomllib

import pytest

from mapper.errors import NotFoundError
from mapper.web.search import SearchIndex
from mapper.web.stories import year_story
from mapper.wording import cited, numbered
from tests.guards.sources import ROOT


@pytest.fixture(scope="module")
def source_ids() -> set[str]:
    """Every id of a source in the fact sheets."""
    found = set()
    for path in (ROOT / "seeds").glob("*/*.toml"):
        table = tomllib.loads(path.read_text(encoding="utf-8"))
        for entry in (*table.get("exercise", ()), *table.get("patrol", ())):
            found |= {source["id"] for source in entry["source"]}
    return found


def test_no_page_shows_the_id_of_a_source(atlas, client, runner, source_ids):
    assert {"manb25", "nt14", "gt15"} <= source_ids
    for year in atlas.all_years:
        for event in atlas.events(year):
            text = re.sub(r"<[^>]*>", "", client.get(f"/events/{event.id}").text)
            assert {word for word in re.findall(r"\((\w+)\)", text) if word in source_ids} == set()
    assert "(manb25)" not in runner("show", "joint-sea-2025").out


def test_a_source_in_prose_leads_to_its_number(atlas, client, runner):
    ids = [source.id for source in atlas.event("joint-sea-2025").record.sources]
    number = ids.index("manb25") + 1
    page = client.get("/events/joint-sea-2025").text
    assert re.search(rf'A single re-post <a class="cited" href="#source-{number}">', page)
    assert f'id="source-{number}"' in page
    assert f"A single re-post [{number}] dates" in runner("show", "joint-sea-2025").out


def test_brackets_that_are_no_source_stay():
    text = "A range (background) of one page (b1)."
    assert cited(text, ["a1", "b1"]) == (("A range (background) of one page", 2), (".", 0))
    assert numbered(text, []) == text


@pytest.mark.parametrize("year", [2015, 2017])
def test_a_year_with_two_editions_tells_both(atlas, year):
    headline = year_story(atlas, year).headline
    assert f"First part of Joint Sea {year}" in headline
    assert f"Second part of Joint Sea {year}" in headline


@pytest.mark.parametrize(
    ("query", "event"),
    [("日本海", "joint-sea-2013"), ("日本海", "ocean-2024-naval"), ("동해", "joint-air-patrol-7"),
     ("east sea", "joint-sea-2025"), ("独島 dokdo", ""), ("竹島", "joint-air-patrol-2")],
)  # fmt: skip
def test_search_knows_the_other_names_of_a_place(atlas, query, event):
    found = [one.id for one in SearchIndex(atlas).find(query)]
    assert event in found if event else found == []


def test_a_form_of_two_places_stands_for_neither(atlas):
    # "East Sea" is a name of the Sea of Japan and of the South China Sea.
    found = [one.id for one in SearchIndex(atlas).find("南海")]
    assert "ocean-2024-naval" not in found


def test_near_events_are_given_by_name(client):
    page = client.get("/events/joint-sea-2026x").text
    assert '<a href="/events/joint-sea-2026">' in page
    near = re.findall(r'<a href="/events/[^"]+">([^<]+)</a>', page)
    assert near
    assert not [name for name in near if re.fullmatch(r"[a-z0-9-]+", name)]
    assert "There is no event" in page


def test_near_years_hold_events(atlas, client):
    with pytest.raises(NotFoundError) as caught:
        atlas.require_year(2004)
    assert caught.value.nearest == ("2005", "2009", "2012")
    assert '<a href="/years/2009">' in client.get("/years/2004").text


def test_table_of_a_year_gives_the_counts_of_an_event_once(client):
    page = client.get("/years/2024").text
    table = page[page.index("<table") : page.index("</table>")]
    rows = [
        row for row in table.split("<tr")[1:] if 'data-event="northern-interaction-2024"' in row
    ]
    assert len(rows) > 1
    assert "row-area" not in rows[0]
    assert all(re.search(r'data-sort="-1"></td>\s*<td class="num" data-sort="-1"></td>', row)
               for row in rows[1:])  # fmt: skip


def test_results_hang_after_what_matched():
    sheet = (ROOT / "static" / "css" / "page-base.css").read_text(encoding="utf-8")
    assert re.search(r"\.results \.match \{[^}]*grid-template-columns", sheet)
