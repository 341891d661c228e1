"""`mapper measure` and `mapper zones`: how far, whose waters, and whose lines."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any

import click

from mapper.cli.talking import DATA, counted, open_folder, say, settings_with, steps

_OF_COMPARISON = (
    click.option("--series", metavar="SLUG", help="Only this series, as joint-sea."),
    click.option(
        "--coast",
        default="JPN",
        show_default=True,
        metavar="STATE|ISLAND",
        help="The coast that distances are told from.",
    ),
    click.option(
        "--view",
        default="neutral",
        show_default=True,
        metavar="neutral|STATE",
        help="Whose claims are taken as its own, by code (JPN).",
    ),
    click.option(
        "--kind", metavar="KIND", help="exercise, counterpart, patrol or air-patrol only."
    ),
    click.option("--participant", metavar="STATE", help="Only where this state took part."),
    click.option("--activity", metavar="TERM", help="Only where this was practised."),
    click.option(
        "--region", metavar="STATE", help="Only what lay in its claimed EEZ, or may have."
    ),
)


def compared_options(command: Callable[..., None]) -> Callable[..., None]:
    """Give a command the options that say what is compared, and from where."""
    for option in reversed(_OF_COMPARISON):
        command = option(command)
    return command


@click.command(context_settings={"ignore_unknown_options": True})
@click.argument("what", metavar="ID|FILE|LON,LAT")
@click.option("--radius-nm", type=float, metavar="N", help="How far off LON,LAT may be.")
@click.option("--view", default="neutral", show_default=True, metavar="neutral|STATE",
              help="Whose claims are taken as its own, by code (JPN).")  # fmt: skip
@click.option("--format", "form", type=click.Choice(["table", "json", "csv"]), default="table")
@DATA
def measure(what: str, radius_nm: float | None, view: str, form: str, data: str | None) -> None:
    """Distances from coasts and zones, and whose waters, of an event, file or position."""
    from mapper.analysis import measure as measured

    found = measured(what, open_folder(settings_with(data=data)), radius_nm=radius_nm, view=view)
    write = {"table": found.as_table, "json": found.as_json, "csv": found.as_csv}[form]
    click.echo(write(), nl=form != "csv")


@click.command()
@click.argument("what", metavar="YEAR|ID|SERIES...", nargs=-1)
@compared_options
@click.option("--format", "form", default="table",
              type=click.Choice(["table", "csv", "json", "geojson", "markdown"]))  # fmt: skip
@DATA
def compare(what: Sequence[str], form: str, data: str | None, **options: Any) -> None:
    """What differs between years, events or all years of a series: place, days, ships."""
    from mapper.analysis import compare as compared

    found = compared(*what, atlas=open_folder(settings_with(data=data)), **options)
    click.echo(getattr(found, f"as_{form}")(), nl=form in ("table", "json", "geojson"))


@click.group()
def zones() -> None:
    """Maritime zones of an atlas folder."""


@zones.command("import")
@click.argument("file", metavar="FILE", type=click.Path(path_type=Path))
@DATA
def zones_import(file: Path, data: str | None) -> None:
    """Take official zones in the place of computed ones: Marine Regions' World EEZ and belts."""
    from mapper.analysis.official import import_official
    from mapper.editions import keeping

    settings = settings_with(data=data)
    folder, views = settings.folder, tuple(dict.fromkeys(("neutral", settings.view)))
    with steps() as step, keeping(folder, f"zones of {file.name}"):
        imported = import_official(folder, file, say, step, views)
    for product in imported:
        click.echo(f"{product.name}: {counted(product.count, 'feature')}")
        say(product.citation)
