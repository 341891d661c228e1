"""``mapper inspect`` judges any file, one line a file, and never crashes."""

from __future__ import annotations

import json
import os

import pytest

from mapper.formats import CODES
from mapper.formats.findings import ERRORS, NOTES, WARNINGS, Finding, verdict_of

GOOD = '{"type":"Point","coordinates":[132,42]}'
BOWTIE = '{"type":"Polygon","coordinates":[[[0,0],[2,2],[2,0],[0,2],[0,0]]]}'


@pytest.fixture
def files(tmp_path):
    for name, content in {"good": GOOD, "bowtie": BOWTIE, "bad": "{"}.items():
        (tmp_path / f"{name}.geojson").write_text(content)
    return {
        name: str(tmp_path / f"{name}.geojson") for name in ("good", "bowtie", "bad", "missing")
    }


def test_each_file_gives_a_line_of_json_with_these_members(files, runner):
    ran = runner("inspect", "--json", files["good"], files["bowtie"], files["bad"])
    lines = [json.loads(line) for line in ran.out.splitlines()]
    assert [line["verdict"] for line in lines] == ["accept", "repair", "reject"]
    assert [list(line) for line in lines] == [["file", "verdict", "features", "problems"]] * 3
    assert [line["features"] for line in lines] == [1, 1, 0]
    assert [list(one) for line in lines for one in line["problems"]] == [
        ["code", "message", "where", "severity"]] * 2  # fmt: skip
    assert ran.err == "3 files: 1 accepted, 1 repaired, 1 rejected\n"


@pytest.mark.parametrize(("names", "code"), [
    (("good",), 0), (("good", "bowtie"), 0), (("good", "bad"), 1), (("missing", "good"), 2),
    ((), 2),
])  # fmt: skip
def test_exit_code_tells_data_from_call(names, code, files, runner):
    assert runner("inspect", *(files[name] for name in names)).code == code


def test_table_is_for_reading(files, runner):
    ran = runner("inspect", files["good"], files["bowtie"])
    first, second, problem = ran.out.splitlines()
    assert first.split() == ["accept", files["good"], "geojson", "1", "feature"]
    assert second.startswith("repair ")
    assert problem.strip().startswith("warning: geometry: self-intersection")


def test_name_that_is_no_text_does_not_crash(tmp_path, runner):
    name = tmp_path / os.fsdecode(b"\xff\xfe.geojson")
    name.write_text(GOOD, encoding="utf-8")
    ran = runner("inspect", "--json", str(name))
    assert json.loads(ran.out)["verdict"] == "accept"
    assert ran.out.encode()


def test_every_code_has_a_reason_and_one_severity():
    assert len(CODES) == len(ERRORS) + len(WARNINGS) + len(NOTES)
    assert all(len(reason) > 20 for _, reason in CODES.values())


def test_every_code_used_is_in_the_table():
    import re

    from tests.guards.sources import PACKAGE

    pattern = re.compile(r'(?:Refused|_Gone|findings\.add|Finding|_failed)\(\s*"([a-z-]+)"')
    used = set()
    for path in (PACKAGE / "formats").glob("*.py"):
        source = path.read_text(encoding="utf-8")
        used |= set(pattern.findall(source))
    used |= {"no-properties", "no-geometry"}
    assert used <= set(CODES), used - set(CODES)
    assert len(used) > 40


@pytest.mark.parametrize(("codes", "verdict"), [
    ((), "accept"), (("no-crs",), "accept"), (("no-crs", "bad-id"), "repair"),
    (("bad-id", "not-json"), "reject"),
])  # fmt: skip
def test_gravest_finding_decides(codes, verdict):
    assert verdict_of([Finding(code, "") for code in codes]) == verdict
