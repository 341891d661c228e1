"""The command line: parse options, one call, print. stdout is data, stderr is talk."""

from __future__ import annotations

import sys
from collections.abc import Iterable, Sequence
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from mapper import __version__
from mapper.errors import DataError, MapperError, NotFoundError

if TYPE_CHECKING:
    from mapper.settings import Settings

_DATA = click.option("--data", metavar="DIR", help="The atlas folder; the bundled one by default.")
_PARTS = ("exercises", "patrols", "closures", "places", "schema", "all")


@click.group(context_settings={"help_option_names": ["-h", "--help"]})
@click.version_option(__version__, prog_name="mapper")
def cli() -> None:
    """Maritime exercises, EEZ boundaries and patrol regions on maps, year by year."""


@cli.command("list")
@_DATA
@click.option("--year", type=int, help="Only this year.")
@click.option("--format", "form", type=click.Choice(["table", "json"]), default="table")
def list_events(data: str | None, year: int | None, form: str) -> None:
    """List the exercises and patrols of the atlas."""
    from mapper import listing

    atlas = _open(_settings(data=data))
    years = [year] if year is not None else list(atlas.all_years)
    events = [feature for each in years for feature in atlas.events(each)]
    click.echo(listing.as_json(events) if form == "json" else listing.as_table(events))


@cli.command()
@click.argument("event_id", metavar="ID")
@_DATA
@click.option("--format", "form", type=click.Choice(["text", "json"]), default="text")
def show(event_id: str, data: str | None, form: str) -> None:
    """Show everything known about one event, as joint-sea-2025."""
    from mapper import listing

    feature = _open(_settings(data=data)).event(event_id)
    click.echo(listing.as_json([feature]) if form == "json" else listing.as_text(feature))


@cli.command()
@click.argument("directory", metavar="[DIR]", required=False)
@_DATA
def check(directory: str | None, data: str | None) -> None:
    """Check an atlas folder and list every problem; exit 1 when there is one."""
    from mapper.atlas import check_folder

    folder = _settings(data=directory or data).folder
    problems = check_folder(folder)
    for problem in problems:
        click.echo(str(problem))
    if problems:
        _say(f"{folder}: {_count(len(problems), 'problem')}")
        sys.exit(1)
    _say(f"{folder}: no problem found")


@cli.command()
@click.argument("parts", metavar="[PART]...", nargs=-1, type=click.Choice(_PARTS))
@click.option("--check", "only_check", is_flag=True, help="Write nothing; fail if geodata differs.")
@click.option("--seeds", default="seeds", show_default=True, metavar="DIR", help="Fact sheets.")
@_DATA
def build(parts: Sequence[str], only_check: bool, seeds: str, data: str | None) -> None:
    """Turn the fact sheets into GeoJSON: everything, or some of the parts."""
    from mapper.seeds.build import PARTS
    from mapper.seeds.build import build as build_atlas
    from mapper.settings import resource_folder

    folder = _settings(data=data).folder
    wanted = PARTS if not parts or "all" in parts else parts
    built = build_atlas(Path(seeds), resource_folder("geodata") / "basemap", wanted, _progress)
    if not only_check:
        changed = built.write(folder)
        for name in changed:
            click.echo(name)
        _say(f"{folder}: {_count(len(changed), 'file')} changed of {len(built.files)}")
        return
    differences = built.differences(folder)
    for problem in differences:
        click.echo(str(problem))
    if differences:
        sys.exit(1)
    _say(f"{folder}: what the fact sheets give ({_count(len(built.files), 'file')})")


@cli.command()
@click.argument("directory", metavar="DIR")
def init(directory: str) -> None:
    """Make an atlas folder of your own in DIR, with one example to change."""
    from mapper.starting import make_folder

    for path in make_folder(Path(directory)):
        click.echo(str(path))
    _say(f"open {directory} in QGIS or geojson.io, then: mapper serve --data {directory}")


@cli.command()
@click.option("--host", help="Address to listen on; 127.0.0.1 by default.")
@click.option("--port", type=click.IntRange(0, 65535), help="Port; 8000 by default, 0 for any.")
@_DATA
@click.option("--debug", is_flag=True, help="Flask's own server, for development only.")
def serve(host: str | None, port: int | None, data: str | None, debug: bool) -> None:
    """Serve the atlas as web pages."""
    from mapper.web.server import run

    settings = _settings(host=host, port=port, data=data)
    run(settings, _open(settings), debug=debug, announce=click.echo)


@cli.group()
def warning() -> None:
    """Navigational warnings: text to shapes, times and doubts."""


@warning.command("read")
@click.argument("file", metavar="FILE|-")
@click.option("--lang", help="ISO 639-1: en, ru, zh, ja, vi, ko; the script tells by default.")
@click.option("--issued", type=click.DateTime(), metavar="DATE", help="When it was issued (UTC).")
@click.option("--explain", "explained", is_flag=True, help="The text with every vertex numbered.")
def read_warning(file: str, lang: str | None, issued: datetime | None, explained: bool) -> None:
    """Print the shapes of one message or many as GeoJSON, with what is doubtful in them."""
    from mapper import navwarn

    text = navwarn.warning_text(sys.stdin.buffer.read() if file == "-" else Path(file))
    found = navwarn.read_all(text, lang, issued, lambda items: _progress("messages", items))
    if explained:
        click.echo(navwarn.explain(text, found))
    else:
        click.echo(navwarn.to_geojson(found).decode(), nl=False)
    doubts = sum(len(message.all_doubts) for message in found)
    shapes = sum(len(message.shapes) for message in found)
    _say(
        ", ".join([_count(len(found), "message"), _count(shapes, "shape"), _count(doubts, "doubt")])
    )


@warning.command("add")
@click.argument("file", metavar="FILE")
@click.option(
    "--event", required=True, metavar="ID", help="The event that the area was closed for."
)
@click.option("--data", required=True, metavar="DIR", help="Your atlas folder.")
@click.option("--lang", help="ISO 639-1: en, ru, zh, ja, vi, ko; the script tells by default.")
@click.option("--issued", type=click.DateTime(), metavar="DATE", help="When it was issued (UTC).")
def add_warning(
    file: str, event: str, data: str, lang: str | None, issued: datetime | None
) -> None:
    """Put the areas of a warning into an atlas folder, as announced coordinates."""
    from mapper import navwarn

    settings = _settings(data=data)
    record = _open(settings).event(event).record
    found = navwarn.read_all(navwarn.warning_text(Path(file)), lang, issued)
    for path, name in navwarn.add_to_folder(settings.folder, found, event, record.year, file):
        click.echo(f"{path}: {name}")
    for message in found:
        for doubt in message.all_doubts:
            _say(f"doubt {doubt.code}: {doubt.message}")


def main(arguments: Sequence[str] | None = None) -> None:
    """Run a command; every error is one line on stderr and an exit code, never a traceback."""
    try:
        cli.main(args=arguments, prog_name="mapper", standalone_mode=False)
    except click.exceptions.Exit as stop:
        sys.exit(stop.exit_code)
    except click.ClickException as error:
        error.show()
        sys.exit(2)
    except (click.Abort, KeyboardInterrupt):
        _say("stopped")
        sys.exit(130)
    except DataError as error:
        _say(str(error))
        sys.exit(1)
    except NotFoundError as error:
        near = f"; nearest: {', '.join(error.nearest)}" if error.nearest else ""
        _say(f"mapper: {error}{near}")
        sys.exit(2)
    except MapperError as error:
        _say(f"mapper: {error}")
        sys.exit(2)
    except BrokenPipeError:
        sys.stderr.close()
        sys.exit(0)


def _settings(**changes: Any) -> Settings:
    from mapper.settings import load_settings

    return load_settings().with_changes(**changes)


def _open(settings: Settings) -> Any:
    from mapper.atlas import open_atlas

    return open_atlas(settings.folder)


def _progress(label: str, items: Iterable[Any]) -> Iterable[Any]:
    """Show how far a long step is, on a terminal only."""
    if not sys.stderr.isatty():
        return items
    return _bar(label, list(items))


def _bar(label: str, items: list[Any]) -> Iterable[Any]:
    with click.progressbar(items, label=label, file=sys.stderr) as bar:
        yield from bar


def _say(text: str) -> None:
    click.echo(text, err=True)


def _count(number: int, thing: str) -> str:
    return f"{number} {thing}" if number == 1 else f"{number} {thing}s"
