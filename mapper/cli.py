"""The command line: parse options, one call, print. stdout is data, stderr is talk."""

from __future__ import annotations

import contextlib
import sys
from collections.abc import Callable, Iterable, Iterator, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from mapper import __version__
from mapper.errors import DataError, MapperError, NotFoundError

if TYPE_CHECKING:
    from mapper.settings import Settings

_DATA = click.option("--data", metavar="DIR", help="The atlas folder; the bundled one by default.")
_PARTS = ("exercises", "patrols", "closures", "places", "schema", "zones", "measures", "all")


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
@click.option("--accept-areas", is_flag=True, help="Let zones move by more than 2 % of their area.")
@_DATA
def build(
    parts: Sequence[str], only_check: bool, seeds: str, accept_areas: bool, data: str | None
) -> None:
    """Turn the fact sheets into GeoJSON: everything, or some of the parts.

    Zones take minutes: they are built when they are named, or with all. A check of everything
    asks only whether they were built from these seeds. Measures are those of all events against
    coasts and zones; an atlas folder of your own may have them too.
    """
    if tuple(parts) == ("measures",):
        _build_measures(_settings(data=data).folder, only_check)
        return
    from mapper.seeds.build import PARTS, SLOW_PARTS
    from mapper.seeds.build import build as build_atlas
    from mapper.settings import resource_folder
    from mapper.zones.building import require_same_areas, stale_inputs

    folder, basemap = _settings(data=data).folder, resource_folder("geodata") / "basemap"
    wanted = (*PARTS, *SLOW_PARTS) if "all" in parts else tuple(parts) or PARTS
    wanted = tuple(part for part in wanted if part != "measures")
    built = build_atlas(Path(seeds), basemap, wanted, _progress)
    if not only_check:
        if "zones" in wanted and not accept_areas:
            zones = {name: text for name, text in built.files.items() if name[:6] == "zones/"}
            require_same_areas(zones, folder)
        changed = built.write(folder)
        for name in changed:
            click.echo(name)
        _say(f"{folder}: {_count(len(changed), 'file')} changed of {len(built.files)}")
        if not parts or {"all", "measures"} & set(parts):
            _build_measures(folder, only_check)
        return
    differences = list(built.differences(folder))
    if not parts:
        differences += stale_inputs(Path(seeds), basemap, folder)
    for problem in differences:
        click.echo(str(problem))
    if differences:
        sys.exit(1)
    _say(f"{folder}: what the fact sheets give ({_count(len(built.files), 'file')})")
    if not parts or "all" in parts:
        _build_measures(folder, only_check)


def _build_measures(folder: Path, only_check: bool) -> None:
    """Measure every event of a folder and keep the result in it; or ask whether it is old."""
    from mapper.analysis import kept
    from mapper.files import write_atomic

    atlas = _open(_settings(data=str(folder)))
    if only_check:
        problems = kept.stale_measures(atlas)
        for problem in problems:
            click.echo(str(problem))
        if problems:
            sys.exit(1)
        return
    content = kept.measures_bytes(atlas)
    path = folder / kept.FILE
    if not path.is_file() or path.read_bytes() != content:
        write_atomic(path, content)
        click.echo(kept.FILE)
    _say(f"{folder}: measures of {_count(content.count(chr(10).encode()) - 2, 'event')}")


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


@cli.command(context_settings={"ignore_unknown_options": True})
@click.argument("what", metavar="ID|FILE|LON,LAT")
@click.option("--radius-nm", type=float, metavar="N", help="How far off LON,LAT may be.")
@click.option("--view", default="neutral", show_default=True, metavar="neutral|STATE",
              help="Whose claims are taken as its own, by code (JPN).")  # fmt: skip
@click.option("--format", "form", type=click.Choice(["table", "json", "csv"]), default="table")
@_DATA
def measure(what: str, radius_nm: float | None, view: str, form: str, data: str | None) -> None:
    """Distances from coasts and zones, and whose waters, of an event, file or position."""
    from mapper.analysis import measure as measured

    found = measured(what, _open(_settings(data=data)), radius_nm=radius_nm, view=view)
    write = {"table": found.as_table, "json": found.as_json, "csv": found.as_csv}[form]
    click.echo(write(), nl=form != "csv")


@cli.group()
def zones() -> None:
    """Maritime zones of an atlas folder."""


@zones.command("import")
@click.argument("file", metavar="FILE", type=click.Path(path_type=Path))
@_DATA
def zones_import(file: Path, data: str | None) -> None:
    """Take official zones in the place of computed ones: Marine Regions' World EEZ and belts."""
    from mapper.zones.official import import_into

    with _steps() as step:
        imported = import_into(_settings(data=data).folder, file, _say, step)
    for product in imported:
        click.echo(f"{product.name}: {_count(product.count, 'feature')}")
        _say(product.citation)


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


@contextlib.contextmanager
def _steps() -> Iterator[Callable[[str, float], None]]:
    """Something to tell steps to, as a bar on a terminal only."""
    if not sys.stderr.isatty():
        yield lambda _what, _share: None
        return
    with click.progressbar(length=100, file=sys.stderr) as bar:

        def step(what: str, share: float) -> None:
            bar.label = what[:32].ljust(32)
            bar.update(round(100 * share) - bar.pos)

        yield step


def _say(text: str) -> None:
    click.echo(text, err=True)


def _count(number: int, thing: str) -> str:
    return f"{number} {thing}" if number == 1 else f"{number} {thing}s"
