"""What the fact sheets say is what the atlas holds: counted, and ten events field by field."""

import tomllib
from pathlib import Path
from typing import Any

import pytest

from mapper.atlas import Atlas
from mapper.seeds.sheets import vessels

SEEDS = Path(__file__).parents[2] / "seeds"


def sheets(kind: str, entry: str) -> dict[str, dict[str, Any]]:
    found = {}
    for path in sorted((SEEDS / kind).glob("*.toml")):
        document = tomllib.loads(path.read_text(encoding="utf-8"))
        for table in document[entry]:
            found[table["id"]] = {"year": document["year"], **table}
    return found


EXERCISES = sheets("exercises", "exercise")
PATROLS = sheets("patrols", "patrol")
CLOSURES = sheets("closures", "closure")


def test_44_exercises_were_held_and_18_patrols_sailed_in_16_years(atlas: Atlas):
    held = [one for one in EXERCISES.values() if one.get("status", "held") == "held"]
    assert (len(held), len(PATROLS), len(atlas.years)) == (44, 18, 16)
    assert (atlas.years[0], atlas.years[-1]) == (2005, 2026)


def test_every_sheet_is_an_event_of_its_year(atlas: Atlas):
    for event_id, sheet in {**EXERCISES, **PATROLS}.items():
        assert event_id in [event.id for event in atlas.events(sheet["year"])]
    events = [event for year in atlas.all_years for event in atlas.events(year)]
    assert len(events) == len(EXERCISES) + len(PATROLS)


def test_every_held_event_is_drawn_and_no_other(atlas: Atlas):
    for event_id in {**EXERCISES, **PATROLS}:
        event = atlas.event(event_id)
        assert (event.geometry is not None) == (event.record.status == "held"), event_id


def test_every_source_of_every_sheet_is_in_the_atlas(atlas: Atlas):
    for event_id, sheet in {**EXERCISES, **PATROLS}.items():
        given = [one.model_dump() for one in atlas.event(event_id).record.sources]
        assert len(given) == len(sheet["source"])
        for written, read in zip(sheet["source"], given, strict=True):
            assert {key: read[key] for key in written} == written, event_id


def test_133_waypoints_keep_their_reported_positions(atlas: Atlas):
    count = 0
    for patrol_id, sheet in PATROLS.items():
        waypoints = atlas.event(patrol_id).record.waypoints
        for written, read in zip(sheet["waypoint"], waypoints, strict=True):
            assert (read.lon, read.lat) == (written["lon"], written["lat"])
            assert read.uncertainty_nm == written["uncertainty_nm"]
            count += 1
    assert count == 133


@pytest.mark.parametrize(
    "event_id",
    [
        "joint-sea-2012", "joint-sea-2015-1", "joint-sea-2017-2", "joint-sea-2018",
        "joint-sea-2021", "joint-sea-2025", "northern-interaction-2024",
        "peace-blue-shield-2009", "maritime-security-belt-2026", "freedom-edge-2024-06",
    ],
)  # fmt: skip
def test_ten_exercises_agree_field_by_field(atlas: Atlas, event_id: str):
    sheet = EXERCISES[event_id]
    read = atlas.event(event_id).record.model_dump(mode="json")
    plain = ("headline", "status_note", "start", "end", "host", "ports", "place_reported",
             "participants_note", "basis", "certainty", "verbatim", "activities", "aircraft",
             "vessels_note", "also", "disagreements", "notes", "closures", "context_closures",
             "names")  # fmt: skip
    for key in plain:
        if key in sheet:
            assert read[key] == sheet[key], key
    for key in ("position", "evidence", "sea_phase"):
        if key in sheet:
            assert {name: read[key][name] for name in sheet[key]} == sheet[key], key
    states = [{"state": one["state"], "note": one.get("note", "")}
              for one in sheet.get("participants", [])]  # fmt: skip
    assert read["participants"] == states
    ships = [{"note": "", "named": True, **ship} for ship in vessels(sheet.get("vessels", {}))]
    assert read["vessels"] == ships
    assert [stage["area"] for stage in read["stages"]] == [
        stage["area"] for stage in sheet.get("stage", [])
    ]


def test_uncertain_places_stay_discs_of_their_uncertainty(atlas: Atlas):
    from mapper.geodesy import area_km2

    for event_id, sheet in EXERCISES.items():
        position = sheet.get("position")
        if not position or sheet.get("ring"):
            continue
        whole = 3.14159 * (position["uncertainty_nm"] * 1.852) ** 2
        assert area_km2(atlas.event(event_id).geometry) <= whole * 1.01, event_id
        assert position["status"] in ("background", "verified")


def test_closures_keep_their_own_year(atlas: Atlas):
    for closure_id, sheet in CLOSURES.items():
        found = atlas.closure(closure_id)
        assert found is not None
        assert found.record.year == sheet["year"]
        assert (found.geometry is None) == ("area" not in sheet)
        if sheet.get("role") != "drill-area" and sheet.get("event") and found.geometry is not None:
            assert found.record.year != atlas.event(sheet["event"]).record.year


def test_a_source_not_to_be_linked_is_marked(atlas: Atlas):
    unlinked = [one for sheet in {**EXERCISES, **PATROLS}.values() for one in sheet["source"]
                if one.get("link") is False]  # fmt: skip
    assert len(unlinked) > 60
    first = next(s for s in atlas.event("joint-sea-2025").record.sources if s.id == "shishi25")
    assert first.link is False
