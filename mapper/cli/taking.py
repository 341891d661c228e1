"""New features into an atlas folder: shown, or written as one change and told."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

import click

from mapper.cli.talking import counted, own_folder, say

DRY_RUN = click.option("--dry-run", is_flag=True, help="Say what would be written; write nothing.")
REPLACE = click.option("--replace", is_flag=True, help="Overwrite features that have the same id.")


def take_in(records: Sequence[Any], options: Mapping[str, Any], why: str) -> None:
    """Show what is written and write it, or only show it.

    Parameters
    ----------
    records : sequence of Feature
        The new ones.
    options : mapping
        ``data``, ``replace`` and ``dry_run``, as ``DATA``, ``REPLACE`` and ``DRY_RUN`` give them.
    why : str
        What the edition before is kept for.

    Raises
    ------
    DataError
        An id is taken, or the atlas would not be sound.
    UsageError, StorageError
        No folder is named, or it cannot be written.
    """
    from mapper import intake

    folder, replace = own_folder(options["data"]), options["replace"]
    if not records:
        say("no feature; nothing was written")
        return
    if options["dry_run"]:
        planned = intake.plan(folder, records, replace)
        for step in planned.steps:
            click.echo(step)
        say(f"dry run: {counted(len(records), 'feature')}, nothing was written")
        return
    planned, edition = intake.take_in(folder, records, replace, why)
    for step in planned.steps:
        click.echo(step)
    say(f"{folder}: {counted(len(records), 'feature')} written; edition {edition.fingerprint}. "
        f"`mapper edition list --data {folder}` shows the one before")  # fmt: skip
