"""Commands that write a map into one file."""

from __future__ import annotations

import re
from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from mapper.cli.measures import compared_options
from mapper.cli.talking import DATA, open_folder, say, settings_with

if TYPE_CHECKING:
    from mapper.atlas import Atlas
    from mapper.settings import Settings

_YEAR = re.compile(r"[0-9]{4}")


@click.command()
@click.argument("what", metavar="YEAR|ID|SERIES...", nargs=-1, required=True)
@click.option("--output", "-o", required=True, metavar="FILE", help="An .html file.")
@click.option("--theme", type=click.Choice(["auto", "light", "dark"]), default="auto",
              show_default=True)  # fmt: skip
@click.option("--layout", type=click.Choice(["overlay", "swipe", "side"]), default="overlay",
              show_default=True, help="How compared years stand on the map.")  # fmt: skip
@compared_options
@DATA
def standalone(
    what: Sequence[str], output: str, theme: str, data: str | None, **asked: Any
) -> None:
    """Write an interactive map into one HTML file that needs no network.

    A year or an event by its id; two or more of them, or a series, are compared.
    """
    from mapper.cartography.figures.subjects import is_comparison
    from mapper.cartography.maps import standalone_map
    from mapper.errors import UsageError
    from mapper.files import write_atomic

    if Path(output).suffix.lower() not in (".html", ".htm"):
        raise UsageError(f"{output}: expected a file that ends in .html")
    settings = settings_with(data=data)
    atlas, site = open_folder(settings), settings.public_url.rstrip("/")
    home = (lambda path: site + path) if site else None
    options: dict[str, Any] = {"theme": theme, "names": settings.names, "home": home}
    if is_comparison(atlas, what, asked):
        made = _comparison(atlas, what, asked, settings, options)
    else:
        made = standalone_map(atlas, what[0], **options)
    write_atomic(Path(output), made)
    say(f"{output}: {len(made) / 1000:,.0f} kB")


def _comparison(
    atlas: Atlas, what: Sequence[str], given: dict[str, Any], settings: Settings,
    options: dict[str, Any],
) -> bytes:  # fmt: skip
    """The file that the page of the same comparison offers."""
    from mapper.naming import named_atlas
    from mapper.web.compare_query import Asked
    from mapper.web.single_files import comparison_file

    years = tuple(word for word in what if _YEAR.fullmatch(word))
    others = tuple(word for word in what if word not in years)
    if len(what) == 1 and others:
        given, others = {**given, "series": others[0]}, ()
    claims, view = given.pop("view"), given.pop("layout")
    words = {name: text for name, text in given.items() if text}
    asked = Asked(years, others, claims=claims, view=view, usual_claims=settings.view, **words)
    return comparison_file(
        atlas, asked, asked.compare(named_atlas(atlas, settings.names)), **options
    )
