"""Commands about the static site: the whole atlas as plain files."""

from __future__ import annotations

from pathlib import Path

import click

from mapper.cli.talking import DATA, counted, open_folder, progress, say, settings_with


@click.group()
def site() -> None:
    """The whole atlas as plain files, for an object store, a CDN or any web server."""


@site.command()
@click.argument("directory", metavar="DIR")
@click.option("--url", metavar="URL", help="Where readers find it, for permalinks and citations.")
@DATA
def build(directory: str, url: str | None, data: str | None) -> None:
    """Write the site into DIR; files that have not changed stay as they are."""
    from mapper.site import build_site

    settings = settings_with(data=data, public_url=url)
    built = build_site(
        Path(directory), settings, open_folder(settings), lambda pages: progress("site", pages)
    )
    say(f"{directory}: {counted(built.written, 'file')} written, {built.kept} as before; "
        f"edition {built.edition}")  # fmt: skip
