"""`mapper warning`: navigational warnings, read."""

from __future__ import annotations

import sys
from collections import Counter
from collections.abc import Callable, Iterable, Iterator
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from mapper.cli.taking import DRY_RUN, REPLACE, take_in
from mapper.cli.talking import DATA, counted, open_folder, own_folder, say, settings_with, steps

if TYPE_CHECKING:
    from mapper.navwarn import NavWarning, Shape

LANG = click.option("--lang", help="ISO 639-1: en, fr, es, pt, ru, zh, ja, vi, ko; the text tells.")
ISSUED = click.option(
    "--issued", type=click.DateTime(), metavar="DATE", help="When it was issued (UTC)."
)


@click.group()
def warning() -> None:
    """Navigational warnings: text to shapes, times and doubts."""


@warning.command("read")
@click.argument("file", metavar="FILE|-")
@LANG
@ISSUED
@click.option("--explain", "explained", is_flag=True, help="The text with every vertex numbered.")
@DATA
def read_warning(
    file: str, lang: str | None, issued: datetime | None, explained: bool, data: str | None
) -> None:
    """Print the shapes of one message or many as GeoJSON, with what is doubtful in them."""
    from mapper import navwarn

    text = _text_of(file)
    count: Counter[str] = Counter()
    found = _followed(navwarn.read_each(text, lang, issued), len(text), count)
    if explained:
        for number, block in enumerate(navwarn.explain(text, found, _seen_before(data))):
            click.echo(f"\n{block}" if number else block)
    else:
        for piece in navwarn.geojson_lines(found):
            click.echo(piece, nl=False)
    say(", ".join(counted(count[name], name) for name in ("message", "shape", "doubt")))


def _seen_before(data: str | None) -> Callable[[NavWarning, Shape], Iterator[str]]:
    """Tells in which years the atlas has the outline of a shape."""
    from mapper.analysis import recurring, recurs_words
    from mapper.navwarn import draw

    atlas = open_folder(settings_with(data=data))

    def lines(message: NavWarning, shape: Shape) -> Iterator[str]:
        drawn = draw(shape.form)
        if drawn is None or not drawn.geom_type.endswith("Polygon"):
            return
        found = recurring(drawn, atlas)
        words = recurs_words(found, message.year or datetime.now().year)
        for one in found:
            yield f"{words or 'in the atlas'}: {one.name}, {one.year}"

    return lines


def _text_of(file: str) -> str:
    from mapper import navwarn
    from mapper.navwarn.collection import MAX_BYTES

    if file == "-":
        return navwarn.warning_text(sys.stdin.buffer.read(MAX_BYTES + 1))
    return navwarn.warning_text(Path(file))


def _followed(
    found: Iterable[NavWarning], length: int, count: Counter[str]
) -> Iterator[NavWarning]:
    """Messages as they are read; counts them, and shows on a terminal how far it is."""
    with steps() as step:
        for message in found:
            count["message"] += 1
            count["shape"] += len(message.shapes)
            count["doubt"] += len(message.all_doubts)
            step(counted(count["message"], "message"),
                 (message.offset + len(message.text)) / length)  # fmt: skip
            yield message


@warning.command("add")
@click.argument("file", metavar="FILE|-")
@click.option(
    "--event", required=True, metavar="ID", help="The event that the area was closed for."
)
@DATA
@LANG
@ISSUED
@click.option(
    "--accept-doubts", is_flag=True, help="Take areas that a careful reader would query, too."
)
@DRY_RUN
@REPLACE
def add_warning(
    file: str, event: str, lang: str | None, issued: datetime | None, accept_doubts: bool,
    **options: Any,
) -> None:  # fmt: skip
    """Put the areas of a warning into an atlas folder, as announced coordinates."""
    from mapper import navwarn

    atlas = open_folder(settings_with(data=str(own_folder(options["data"]))))
    record = atlas.event(event).record
    found = navwarn.read_all(_text_of(file), lang, issued)
    areas = navwarn.closures(found, event, record.year, file, accept_doubts)
    for message in found:
        for doubt in message.all_doubts:
            say(f"doubt {doubt.code}: {doubt.message}")
    take_in(areas, options, f"warning {Path(file).name}")
