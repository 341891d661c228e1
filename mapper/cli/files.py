"""Commands about map files: judge them, take them in, give the atlas out."""

from __future__ import annotations

import json
import sys
from collections.abc import Sequence
from pathlib import Path

import click

from mapper.cli.talking import counted, say


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
