"""What every command shares: the folder option, opening an atlas, telling how far it is."""

from __future__ import annotations

import contextlib
import sys
from collections.abc import Callable, Iterable, Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from mapper.errors import UsageError

if TYPE_CHECKING:
    from mapper.settings import Settings

DATA = click.option("--data", metavar="DIR", help="The atlas folder; the bundled one by default.")


def settings_with(**changes: Any) -> Settings:
    """The settings, with what the options change."""
    from mapper.settings import load_settings

    return load_settings().with_changes(**changes)


def open_folder(settings: Settings) -> Any:
    """The atlas of the settings."""
    from mapper.atlas import open_atlas
    from mapper.editions import recover

    recover(settings.folder)
    return open_atlas(settings.folder)


def told_folder(settings: Settings, form: str) -> Any:
    """The atlas to read out: its places as the name set calls them, but never in JSON."""
    from mapper.naming import named_atlas

    atlas = open_folder(settings)
    return atlas if form == "json" else named_atlas(atlas, settings.names)


def own_folder(data: str | None) -> Path:
    """The atlas folder that a command may change.

    Raises
    ------
    UsageError
        None is named: what is bundled is built from fact sheets and not changed by hand.
    """
    settings = settings_with(data=data)
    if not settings.data:
        raise UsageError("name the atlas folder to change with --data; `mapper init DIR` makes one")
    return settings.folder


def progress(label: str, items: Iterable[Any]) -> Iterable[Any]:
    """Show how far a long step is, on a terminal only."""
    if not sys.stderr.isatty():
        return items
    return _bar(label, list(items))


def _bar(label: str, items: list[Any]) -> Iterable[Any]:
    with click.progressbar(items, label=label, file=sys.stderr) as bar:
        yield from bar


@contextlib.contextmanager
def steps() -> Iterator[Callable[[str, float], None]]:
    """Something to tell steps to, as a bar on a terminal only."""
    if not sys.stderr.isatty():
        yield lambda _what, _share: None
        return
    with click.progressbar(length=100, file=sys.stderr) as bar:

        def step(what: str, share: float) -> None:
            bar.label = what[:32].ljust(32)
            bar.update(round(100 * share) - bar.pos)

        yield step


def say(text: str) -> None:
    """Talk, on stderr: stdout is for data."""
    click.echo(text, err=True)


def counted(number: int, thing: str) -> str:
    """A number with its noun.

    Examples
    --------
    >>> counted(1, "file"), counted(2, "file")
    ('1 file', '2 files')
    """
    return f"{number} {thing}" if number == 1 else f"{number} {thing}s"
