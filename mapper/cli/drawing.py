"""Commands that write a map into one file."""

from __future__ import annotations

from pathlib import Path

import click

from mapper.cli.talking import DATA, open_folder, say, settings_with


@click.command()
@click.argument("what", metavar="YEAR|EVENT-ID")
@click.option("--output", "-o", required=True, metavar="FILE", help="An .html file.")
@click.option("--theme", type=click.Choice(["auto", "light", "dark"]), default="auto",
              show_default=True)  # fmt: skip
@DATA
def standalone(what: str, output: str, theme: str, data: str | None) -> None:
    """Write the interactive map of a year or an event into one HTML file that needs no network."""
    from mapper.cartography.maps import standalone_map
    from mapper.errors import UsageError
    from mapper.files import write_atomic

    if Path(output).suffix.lower() not in (".html", ".htm"):
        raise UsageError(f"{output}: expected a file that ends in .html")
    settings = settings_with(data=data)
    site = settings.public_url.rstrip("/")
    made = standalone_map(open_folder(settings), what, theme=theme, names=settings.names,
                          home=(lambda path: site + path) if site else None)  # fmt: skip
    write_atomic(Path(output), made)
    say(f"{output}: {len(made) / 1000:,.0f} kB")
