"""`mapper warning`: navigational warnings, read."""

from __future__ import annotations

import sys
from datetime import datetime
from pathlib import Path

import click

from mapper.cli.talking import counted, open_folder, progress, say, settings_with


@click.group()
def warning() -> None:
    """Navigational warnings: text to shapes, times and doubts."""


@warning.command("read")
@click.argument("file", metavar="FILE|-")
@click.option("--lang", help="ISO 639-1: en, fr, es, pt, ru, zh, ja, vi, ko; the text tells.")
@click.option("--issued", type=click.DateTime(), metavar="DATE", help="When it was issued (UTC).")
@click.option("--explain", "explained", is_flag=True, help="The text with every vertex numbered.")
def read_warning(file: str, lang: str | None, issued: datetime | None, explained: bool) -> None:
    """Print the shapes of one message or many as GeoJSON, with what is doubtful in them."""
    from mapper import navwarn

    text = navwarn.warning_text(sys.stdin.buffer.read() if file == "-" else Path(file))
    found = navwarn.read_all(text, lang, issued, lambda items: progress("messages", items))
    if explained:
        click.echo(navwarn.explain(text, found))
    else:
        click.echo(navwarn.to_geojson(found).decode(), nl=False)
    doubts = sum(len(message.all_doubts) for message in found)
    shapes = sum(len(message.shapes) for message in found)
    say(
        ", ".join(
            [counted(len(found), "message"), counted(shapes, "shape"), counted(doubts, "doubt")]
        )
    )


@warning.command("add")
@click.argument("file", metavar="FILE")
@click.option(
    "--event", required=True, metavar="ID", help="The event that the area was closed for."
)
@click.option("--data", required=True, metavar="DIR", help="Your atlas folder.")
@click.option("--lang", help="ISO 639-1: en, fr, es, pt, ru, zh, ja, vi, ko; the text tells.")
@click.option("--issued", type=click.DateTime(), metavar="DATE", help="When it was issued (UTC).")
def add_warning(
    file: str, event: str, data: str, lang: str | None, issued: datetime | None
) -> None:
    """Put the areas of a warning into an atlas folder, as announced coordinates."""
    from mapper import navwarn

    settings = settings_with(data=data)
    record = open_folder(settings).event(event).record
    found = navwarn.read_all(navwarn.warning_text(Path(file)), lang, issued)
    for path, name in navwarn.add_to_folder(settings.folder, found, event, record.year, file):
        click.echo(f"{path}: {name}")
    for message in found:
        for doubt in message.all_doubts:
            say(f"doubt {doubt.code}: {doubt.message}")
