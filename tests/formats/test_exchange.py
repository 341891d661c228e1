"""An atlas goes out in every format and comes back; an import says what it writes and lacks."""

from __future__ import annotations

import csv
import io
import json
import shutil
from pathlib import Path

import pytest
import shapely

from mapper.atlas import open_atlas
from mapper.errors import UsageError
from mapper.formats import read_map_file
from mapper.formats.records import Wanted, to_records
from mapper.formats.writing import FORMS, export
from mapper.geojson import Feature
from mapper.model import Exercise
from mapper.settings import resource_folder
from tests.formats.chart import cell
from tests.formats.test_gdal import MIPARE
from tests.geojson.test_collection import feature, text

KINDS = ("exercises", "patrols", "regions", "closures")
KML = """<kml><Document>
<Placemark><name>Box A</name><TimeSpan><begin>2025-08-01</begin><end>2025-08-05</end></TimeSpan>
<ExtendedData><Data name="WHO"><value>China MSA</value></Data>
<Data name="KIND_OF_FIRE"><value>gunnery</value></Data></ExtendedData>
<Polygon><outerBoundaryIs><LinearRing><coordinates>131,42 132,42 132,43 131,43 131,42</coordinates>
</LinearRing></outerBoundaryIs></Polygon></Placemark></Document></kml>"""


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    home = tmp_path / "atlas"
    for kind in KINDS:
        (home / kind).mkdir(parents=True)
    (home / "exercises" / "2024.geojson").write_bytes(text(feature()))
    return home


@pytest.fixture
def box(tmp_path: Path) -> str:
    (tmp_path / "box.kml").write_text(KML)
    return str(tmp_path / "box.kml")


WHO = ("--set", "authority=China MSA", "--set", "hazard=gunnery")


@pytest.mark.parametrize("form", ["geojson", "kml", "csv", "gpkg", "gpx"])
def test_bundled_atlas_comes_back_whole(form, runner, tmp_path, atlas):
    path = tmp_path / f"atlas.{form}"
    assert runner("export", "--output", str(path)).code == 0
    for kind in KINDS:
        (tmp_path / "back" / kind).mkdir(parents=True)
    ran = runner("import", str(path), "--kind", "all", "--data", str(tmp_path / "back"))
    assert ran.code == 0, ran.err
    back = open_atlas(tmp_path / "back")
    for (kind, year), features in atlas.files.items():
        if kind == "places":
            continue
        again = {one.id: one for one in back.features(kind, year)}
        assert set(again) == {one.id for one in features}
        for one in features:
            assert again[one.id].properties == one.properties
            if one.geometry is None:
                assert again[one.id].geometry is None
            else:
                assert shapely.equals_exact(again[one.id].geometry, one.geometry, 1e-9)


def test_gpx_holds_lines_whole_and_areas_as_outlines(runner, tmp_path, atlas):
    path = tmp_path / "atlas.gpx"
    ran = runner("export", "--kind", "patrols", "--format", "gpx", "--output", str(path))
    assert "outlines" in ran.err
    reading = read_map_file(path)
    assert reading.verdict == "accept"
    for one in reading.features:
        original = atlas.event(one.properties["id"])
        assert json.loads(one.properties["waypoints"]) == original.properties["waypoints"]
        assert one.geometry.equals_exact(original.geometry, 1e-6)


@pytest.mark.parametrize("form", FORMS)
def test_same_atlas_gives_the_same_bytes(form, atlas):
    features = atlas.features("exercises", 2025)
    if form != "gpkg":  # GDAL writes the time into it.
        assert export(features, form, "a") == export(features, form, "a")


@pytest.mark.parametrize("form", ["geojson", "kml", "csv", "gpkg", "gpx"])
@pytest.mark.parametrize("name", [
    "=cmd|' /C calc'!A0", "<script>alert(1)</script>", "{{ 7*7 }}", "]]>", "a\x0bb\x00c", "'quoted",
    "line\nbreak", "-1+1", "море", "😀", '","', "&amp;",
])  # fmt: skip
def test_hostile_names_come_back_as_they_were(form, name, judged):
    if "\x00" in name and form != "geojson":
        name = name.replace("\x00", "")
    record = Exercise.model_validate({
        "id": "a", "names": {"en": name}, "year": 2025, "start": "2025", "series": "s",
        "series_name": "S", "sources": [{"id": "s", "publisher": "p", "title": "t"}],
    })  # fmt: skip
    content = export([Feature(record, shapely.Point(1, 2))], form, name)
    reading = judged(f"a.{form}", content)
    assert reading.verdict == "accept", reading.findings
    (back,) = reading.features
    names = back.properties["names"]
    names = json.loads(names) if isinstance(names, str) else names
    xml = form in ("kml", "gpx")
    assert names["en"] == (name.replace("\x0b", "�") if xml and "\x0b" in str(names) else name)


def test_no_cell_of_an_export_is_a_formula(runner, folder):
    (folder / "exercises" / "2024.geojson").write_bytes(text(feature(headline="=HYPERLINK(1)")))
    rows = list(csv.reader(io.StringIO(runner("export", "--format", "csv", "--data",
                                              str(folder)).out)))  # fmt: skip
    assert "'=HYPERLINK(1)" in rows[1]
    assert not [one for row in rows for one in row if one.startswith(("=", "+", "@"))]


def test_export_to_stdout_is_text_and_refuses_what_is_none(runner, folder):
    assert json.loads(runner("export", "--data", str(folder)).out)["features"]
    assert runner("export", "--format", "gpkg", "--data", str(folder)).code == 2
    assert runner("export", "--year", "1999", "--data", str(folder)).code == 2
    with pytest.raises(UsageError, match="expected one of geojson"):
        export([], "dwg", "a")


def test_import_names_what_is_missing_and_how_to_give_it(runner, folder, box):
    ran = runner("import", box, "--kind", "closure", "--data", str(folder))
    assert ran.code == 1
    assert "placemark 1 ('Box A'): authority: missing; add --map authority=NAME or --set" in ran.err
    assert list((folder / "closures").iterdir()) == []


def test_import_takes_fields_by_the_names_given(runner, folder, box):
    ran = runner("import", box, "--kind", "closure", "--data", str(folder),
                 "--map", "authority=WHO", "--map", "hazard=KIND_OF_FIRE")  # fmt: skip
    assert (ran.code, ran.out) == (0, "add closures/2025.geojson box-a-2025\n")
    record = open_atlas(folder).closure("box-a-2025").record
    assert (record.authority, record.hazard) == ("China MSA", "gunnery")
    assert (record.name, record.start, record.end) == ("Box A", "2025-08-01", "2025-08-05")
    assert record.sources[0].title == "box.kml"


def test_dry_run_shows_everything_and_writes_nothing(runner, folder, box):
    before = {path: path.stat().st_mtime_ns for path in folder.rglob("*")}
    ran = runner("import", box, "--kind", "closure", "--data", str(folder), *WHO, "--dry-run")
    assert (ran.code, ran.out) == (0, "add closures/2025.geojson box-a-2025\n")
    assert "nothing was written" in ran.err
    assert {path: path.stat().st_mtime_ns for path in folder.rglob("*")} == before


def test_taken_id_is_overwritten_only_when_told(runner, folder, box):
    arguments = ("import", box, "--kind", "closure", "--data", str(folder))
    assert runner(*arguments, *WHO).code == 0
    other = ("--set", "authority=Other", "--set", "hazard=gunnery")
    refused = runner(*arguments, *other)
    assert refused.code == 1
    assert "the id is taken; --replace overwrites it" in refused.err
    assert open_atlas(folder).closure("box-a-2025").record.authority == "China MSA"
    assert (
        runner(*arguments, *other, "--replace").out == "replace closures/2025.geojson box-a-2025\n"
    )
    assert open_atlas(folder).closure("box-a-2025").record.authority == "Other"


def test_restore_undoes_an_import(runner, folder, box):
    before = open_atlas(folder).fingerprint
    content = (folder / "exercises" / "2024.geojson").read_bytes()
    runner("import", box, "--kind", "closure", "--data", str(folder), *WHO)
    assert open_atlas(folder).fingerprint != before
    assert runner("edition", "restore", before, "--data", str(folder)).code == 0
    assert open_atlas(folder).fingerprint == before
    assert (folder / "exercises" / "2024.geojson").read_bytes() == content


def test_what_others_wrote_into_a_file_stays(runner, folder, box):
    path = folder / "closures" / "2025.geojson"
    path.write_text(json.dumps({"type": "FeatureCollection", "licence": "mine", "features": [{
        "type": "Feature", "id": "old", "geometry": None, "title": "kept", "properties": {
            "id": "old", "names": {"en": "Old"}, "year": 2025, "authority": "A", "hazard": "h",
            "status": "verified", "note_of_mine": "kept too",
            "sources": [{"id": "s", "publisher": "p", "title": "t"}]}}]}))  # fmt: skip
    assert runner("import", box, "--kind", "closure", "--data", str(folder), *WHO).code == 0
    document = json.loads(path.read_text())
    assert document["licence"] == "mine"
    assert document["features"][0]["title"] == "kept"
    assert document["features"][0]["properties"]["note_of_mine"] == "kept too"
    assert document["features"][1]["id"] == "box-a-2025"


def test_refused_file_writes_nothing(runner, folder, tmp_path):
    (tmp_path / "a.kml").write_text(KML.replace("131,42</coord", "131,44</coord"))
    ran = runner(
        "import", str(tmp_path / "a.kml"), "--kind", "closure", "--data", str(folder), *WHO
    )
    assert ran.code == 1
    assert "the ring is not closed" in ran.err
    assert list((folder / "closures").iterdir()) == []


def test_repaired_file_is_imported_with_its_notice(runner, folder, tmp_path):
    bowtie = KML.replace("132,42 132,43 131,43", "132,43 132,42 131,43")
    (tmp_path / "a.kml").write_text(bowtie)
    ran = runner(
        "import", str(tmp_path / "a.kml"), "--kind", "closure", "--data", str(folder), *WHO
    )
    assert ran.code == 0
    assert "repaired: look at the shape" in ran.err


def test_chart_cell_becomes_closures_with_their_hazard(runner, folder, tmp_path):
    (tmp_path / "XX5TEST1.000").write_bytes(cell([MIPARE]))
    ran = runner("import", str(tmp_path / "XX5TEST1.000"), "--kind", "closure", "--data",
                 str(folder), "--set", "authority=Office")  # fmt: skip
    assert ran.code == 0, ran.err
    record = open_atlas(folder).closure("range-12-2026").record
    assert (record.hazard, record.start, record.name) == (
        "firing danger area", "2026-08-01", "Range 12")  # fmt: skip


def test_point_becomes_a_disc_as_wide_as_its_doubt(runner, folder, tmp_path):
    (tmp_path / "a.csv").write_text("name,position,date\nDrill,42-27.0N 132-00.0E,2025-08-03\n")
    arguments = ("import", str(tmp_path / "a.csv"), "--kind", "exercise", "--data", str(folder))
    assert "uncertainty_nm: missing; say how far off" in runner(*arguments).err
    assert runner(*arguments, "--set", "uncertainty_nm=30").code == 0
    drawn = open_atlas(folder).event("drill-2025")
    assert drawn.geometry.geom_type == "Polygon"
    assert drawn.record.position.uncertainty_nm == 30
    assert (drawn.record.position.lon, drawn.record.position.lat) == (132, 42.45)


@pytest.mark.parametrize("shapes", ["MultiGeometry", "Placemark"])
def test_point_of_a_label_beside_an_area_is_told_and_left_out(shapes, runner, folder, tmp_path):
    """Both ways in which programs write it: inside the shape, or as a second one."""
    point, area = "<Point><coordinates>131.4,42.6</coordinates></Point>", "</Polygon>"
    content = KML.replace("<Polygon>", point + "<Polygon>")
    if shapes == "MultiGeometry":
        content = content.replace(point, "<MultiGeometry>" + point)
        content = content.replace(area, area + "</MultiGeometry>")
    (tmp_path / "a.kml").write_text(content)
    ran = runner(
        "import", str(tmp_path / "a.kml"), "--kind", "closure", "--data", str(folder), *WHO
    )
    assert ran.code == 0, ran.err
    assert "placemark 1 ('Box A'): the point 131.4, 42.6 beside its shape is the place" in ran.err
    drawn = open_atlas(folder).closure("box-a-2025").geometry
    assert drawn.equals(shapely.box(131, 42, 132, 43))


def test_track_becomes_a_patrol_with_its_fixes(runner, folder, tmp_path):
    (tmp_path / "a.gpx").write_text(
        '<gpx><trk><name>Walk</name><trkseg><trkpt lat="42" lon="132"/><trkpt lat="43" lon="135"/>'
        "</trkseg></trk></gpx>"
    )
    ran = runner("import", str(tmp_path / "a.gpx"), "--kind", "patrol", "--year", "2025", "--data",
                 str(folder), "--set", "uncertainty_nm=10", "--set", "craft=surface")  # fmt: skip
    assert ran.code == 0, ran.err
    record = open_atlas(folder).event("walk-2025").record
    assert [(one.lon, one.lat) for one in record.waypoints] == [(132, 42), (135, 43)]


@pytest.mark.parametrize("arguments", [
    ("--map", "authority"), ("--set", "nonsense=1"), ("--map", "../x=1"), ("--map", "names..en=A"),
])  # fmt: skip
def test_wrong_call_is_told(arguments, runner, folder, box):
    ran = runner("import", box, "--kind", "closure", "--data", str(folder), *arguments)
    assert ran.code == 2


def test_bundled_atlas_is_never_changed(runner, box, monkeypatch):
    monkeypatch.delenv("MAPPER_DATA", raising=False)
    ran = runner("import", box, "--kind", "closure", *WHO)
    assert ran.code == 2
    assert "name the atlas folder to change with --data" in ran.err


def test_features_of_another_kind_are_left_aside(tmp_path):
    path = tmp_path / "a.geojson"
    path.write_bytes(text(feature(), feature(id="b", kind="closure")))
    records = to_records(read_map_file(path).require(), Wanted("exercise"), "a.geojson")
    assert [one.id for one in records] == ["joint-sea-2024"]


SHEET = """
year = 2025
[[exercise]]
id = "drill-2025"
series = "drill"
series_name = "Drill"
start = "2025-08-01"
names = { en = "Drill 2025" }
source = [{ id = "a", publisher = "P", title = "T" }]
position = { label = "Sea of Japan", lon = 135.0, lat = 40.0, uncertainty_nm = 30 }
[[closure]]
id = "closure-1"
event = "drill-2025"
authority = "A"
hazard = "gunnery"
status = "verified"
names = { en = "Closure" }
source = [{ id = "a", publisher = "P", title = "T" }]
area = [{ positions = [[134.0, 40.0], [135.0, 40.0], [135.0, 41.0]] }]
"""


def test_sheet_is_added_as_one_change(runner, folder, tmp_path):
    (tmp_path / "sheet.toml").write_text(SHEET)
    ran = runner("add", str(tmp_path / "sheet.toml"), "--data", str(folder))
    assert ran.code == 0, ran.err
    assert ran.out.splitlines() == [
        "add exercises/2025.geojson drill-2025",
        "add closures/2025.geojson closure-1",
    ]
    atlas = open_atlas(folder)
    assert atlas.event("drill-2025").record.series_name == "Drill"
    assert atlas.closure("closure-1").record.event == "drill-2025"


@pytest.mark.parametrize(("old", "new", "told"), [
    ("year = 2025", "", "year: expected a year, got None"),
    ("year = 2025", "yaer = 2025", "yaer: expected year"),
    ("start =", "strat =", "strat: not a field of exercise"),
    ('series = "drill"\nseries_name = "Drill"', "", "series: expected one of"),
    ("[[exercise]]", "[exercise]", "exercise: expected a list of tables"),
    ("lon = 135.0", 'lon = "east"', "position.lon"),
    ('event = "drill-2025"', 'event = "nothing"', "there is no feature 'nothing'"),
    ("[[134.0, 40.0], [135.0, 40.0], [135.0, 41.0]]", "7", "closure 'closure-1'"),
])  # fmt: skip
def test_wrong_sheet_is_refused_with_the_reason(old, new, told, runner, folder):
    assert old in SHEET
    sheet = folder.parent / "sheet.toml"
    sheet.write_text(SHEET.replace(old, new, 1))
    ran = runner("add", str(sheet), "--data", str(folder))
    assert ran.code == 1, ran.err
    assert told in ran.err
    assert not (folder / "closures" / "2025.geojson").exists()


def test_questions_make_an_exercise(folder):
    from click.testing import CliRunner

    from mapper.cli import cli

    answers = ["Test Drill 2025", "", "august", "2025-08-01", "", "", "Sea of Japan", "nowhere",
               "42-27.0N 132-00.0E", "30", "Publisher", "Title", ""]  # fmt: skip
    ran = CliRunner().invoke(cli, ["add", "--data", str(folder)], input="\n".join([*answers, ""]))
    assert ran.exit_code == 0, ran.output
    record = open_atlas(folder).event("test-drill-2025").record
    assert (record.start, record.series, record.position.uncertainty_nm) == (
        "2025-08-01", "test-drill", 30)  # fmt: skip


def test_copy_of_the_bundled_atlas_can_be_changed(runner, tmp_path, box):
    shutil.copytree(resource_folder("geodata"), tmp_path / "mine",
                    ignore=shutil.ignore_patterns("basemap"))  # fmt: skip
    ran = runner("import", box, "--kind", "closure", "--data", str(tmp_path / "mine"), *WHO)
    assert ran.code == 0, ran.err
    assert runner("check", str(tmp_path / "mine")).code == 0
