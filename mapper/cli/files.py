"""Commands about map files: judge them, take them in, give the atlas out."""

from __future__ import annotations

import json
import sys
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import click

from mapper.cli.asking import asked_exercise
from mapper.cli.taking import DRY_RUN, REPLACE, take_in
from mapper.cli.talking import DATA, counted, open_folder, own_folder, say, settings_with
from mapper.errors import UsageError

KINDS = ("exercise", "patrol", "closure", "region", "all")
LAYERS = ("exercises", "patrols", "regions", "closures", "all")
FORMS = ("geojson", "kml", "csv", "gpkg", "gpx")


@click.command()
@click.argument("files", metavar="FILE...", nargs=-1, required=True)
@click.option("--json", "as_json", is_flag=True, help="One line of JSON a file.")
def inspect(files: Sequence[str], as_json: bool) -> None:
    """Judge map files: accept, repair (drawn with a notice) or reject; exit 1 for a reject."""
    from mapper.formats import inspect_files

    verdicts = []
    width = max(len(name) for name in files)
    for reading in inspect_files(files):
        verdicts.append(reading.verdict)
        if as_json:
            click.echo(json.dumps(reading.line, ensure_ascii=False, allow_nan=False))
            continue
        form, number = reading.form or "-", counted(reading.count, "feature")
        click.echo(f"{reading.verdict:<7} {reading.name:<{width}}  {form:<9}  {number}")
        for finding in reading.findings:
            place = f"{finding.where}: " if finding.where else ""
            click.echo(f"        {finding.severity}: {place}{finding.message} [{finding.code}]")
    rejected = verdicts.count("reject")
    say(f"{counted(len(verdicts), 'file')}: {verdicts.count('accept')} accepted, "
        f"{verdicts.count('repair')} repaired, {rejected} rejected")  # fmt: skip
    missing = [name for name in files if not Path(name).exists() and not Path(name).is_symlink()]
    if missing:
        sys.exit(2)
    sys.exit(1 if rejected else 0)


@click.command("import")
@click.argument("file", metavar="FILE")
@click.option("--kind", type=click.Choice(KINDS), required=True, help="What the features are.")
@DATA
@click.option(
    "--map",
    "names",
    metavar="FIELD=NAME",
    multiple=True,
    help="Take a field of the atlas from this name in the file, as names.en=TITLE.",
)
@click.option(
    "--set",
    "values",
    metavar="FIELD=VALUE",
    multiple=True,
    help="Give a field of every feature this value, as authority='China MSA'.",
)
@click.option(
    "--year", type=click.IntRange(1900, 2100), help="Their year; by default of the start."
)
@DRY_RUN
@REPLACE
def import_file(file: str, **options: Any) -> None:
    """Take the features of a map file into an atlas folder, all or none."""
    from mapper.formats import read_map_file
    from mapper.formats.records import Wanted, label_points, left_out, to_records

    names, values = _pairs("--map", options["names"]), _pairs("--set", options["values"])
    wanted = Wanted(options["kind"], names, values, options["year"])
    reading = read_map_file(file)
    features = reading.require()
    for finding in reading.findings:
        say(f"{file}: {finding.where + ': ' if finding.where else ''}{finding.message}")
    for sentence in label_points(features, wanted):
        say(f"{file}: {sentence}")
    aside = sum(not wanted.takes(feature) for feature in features)
    if aside:
        say(f"{counted(aside, 'feature')} of another kind left aside")
    unused = left_out(features, wanted)
    if unused:
        say(f"left out: {', '.join(unused)}; name them with --map FIELD=NAME")
    records = to_records(features, wanted, Path(file).name)
    take_in(records, options, f"import {Path(file).name}")


def _pairs(option: str, texts: Sequence[str]) -> dict[str, str]:
    found = dict(text.partition("=")[::2] for text in texts if "=" in text)
    wrong = next((text for text in texts if "=" not in text), None)
    if wrong is not None:
        raise UsageError(f"{option}: expected FIELD=NAME, got {wrong!r}")
    return found


@click.command()
@click.option(
    "--kind", type=click.Choice(LAYERS), default="all", show_default=True, help="Only this layer."
)
@click.option("--year", type=int, help="Only this year.")
@click.option(
    "--format",
    "form",
    type=click.Choice(FORMS),
    help="By default that of the output's suffix, else geojson.",
)
@click.option("--output", "-o", metavar="FILE", help="Where to write; stdout by default.")
@DATA
def export(
    kind: str, year: int | None, form: str | None, output: str | None, data: str | None
) -> None:
    """Give the atlas in the format of another program."""
    from mapper.files import write_atomic
    from mapper.formats.writing import export as written
    from mapper.model import YEARLY

    suffix = Path(output).suffix.lstrip(".").lower() if output else ""
    form = form or (suffix if suffix in FORMS else "geojson")
    if form == "gpkg" and output is None:
        raise UsageError("a GeoPackage is no text; name a file with --output")
    atlas = open_folder(settings_with(data=data))
    if year is not None:
        atlas.require_year(year)
    kinds = YEARLY if kind == "all" else (kind,)
    features = [
        feature
        for each in kinds
        for (layer, of), found in sorted(atlas.files.items())
        if layer == each and year in (None, of)
        for feature in found
    ]
    name = "-".join(filter(None, (kind if kind != "all" else "atlas", str(year or ""))))
    content = written(features, form, name)
    if output is None:
        click.echo(content.decode(), nl=False)
    else:
        write_atomic(Path(output), content)
    if form == "gpx":
        say("GPX holds no areas: they are written as outlines, which mapper import takes for areas"
            "; what has no place is a track without points")  # fmt: skip
    say(f"{counted(len(features), 'feature')} of edition {atlas.fingerprint}")


@click.command()
@click.argument("sheet", metavar="[SHEET]", required=False)
@DATA
@DRY_RUN
@REPLACE
def add(sheet: str | None, **options: Any) -> None:
    """Add events from a TOML sheet to an atlas folder; without a sheet, ask for one exercise."""
    from mapper.adding import from_sheet, from_table

    atlas = open_folder(settings_with(data=str(own_folder(options["data"]))))
    if sheet is not None:
        records = from_sheet(Path(sheet), atlas)
        take_in(records, options, f"add {Path(sheet).name}")
        return
    table = asked_exercise()
    take_in(from_table(table, "the answers", atlas), options, f"add {table['exercise'][0]['id']}")
