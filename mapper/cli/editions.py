"""Commands about editions: list, keep, drop and restore snapshots of an atlas folder."""

from __future__ import annotations

import json

import click

from mapper.cli.talking import DATA, counted, own_folder, say, settings_with


@click.group()
def edition() -> None:
    """Snapshots of an atlas folder, named by their fingerprints."""


@edition.command("list")
@DATA
@click.option("--json", "as_json", is_flag=True, help="One line of JSON an edition.")
def list_editions(data: str | None, as_json: bool) -> None:
    """List the editions that an atlas folder keeps, the oldest first."""
    from mapper.editions import current_name, editions, recover

    folder = settings_with(data=data).folder
    recover(folder)
    now = current_name(folder)
    found = editions(folder)
    for one in found:
        values = {"edition": one.fingerprint, "kept": one.kept, "why": one.why,
                  "files": len(one.files), "current": one.fingerprint == now}  # fmt: skip
        mark = "*" if values["current"] else " "
        text = f"{mark} {one.fingerprint}  {one.kept[:19]}  {one.why}"
        click.echo(json.dumps(values, ensure_ascii=False) if as_json else text)
    known = any(one.fingerprint == now for one in found)
    say(f"{counted(len(found), 'edition')} kept; the atlas is {now}{'' if known else ', not kept'}")


@edition.command("keep")
@DATA
@click.option("--why", default="kept by hand", show_default=True, help="What it is kept for.")
def keep_edition(data: str | None, why: str) -> None:
    """Keep the atlas as it is now."""
    from mapper.editions import keep

    # The bundled atlas too: it is built, not changed by hand, and an upgrade replaces it.
    click.echo(keep(settings_with(data=data).folder, why).fingerprint)


@edition.command("drop")
@click.argument("name", metavar="EDITION")
@DATA
def drop_edition(name: str, data: str | None) -> None:
    """Forget a kept edition; the atlas itself stays as it is."""
    from mapper.editions import drop

    click.echo(drop(own_folder(data), name).fingerprint)


@edition.command("restore")
@click.argument("name", metavar="EDITION")
@DATA
def restore_edition(name: str, data: str | None) -> None:
    """Make the atlas what it was in an edition; what it is now is kept first."""
    from mapper.editions import restore

    folder = own_folder(data)
    click.echo(restore(folder, name).fingerprint)
    say(f"{folder} is edition {name} again; what was there before is kept")
