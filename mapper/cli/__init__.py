"""The command line: parse options, one call, print. stdout is data, stderr is talk."""

from __future__ import annotations

import gc
import os
import sys
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path

import click

from mapper import __version__
from mapper.cli.drawing import standalone
from mapper.cli.editions import edition
from mapper.cli.ending import ending, silence
from mapper.cli.files import add, export, import_file, inspect
from mapper.cli.measures import compare, measure, zones
from mapper.cli.site import site
from mapper.cli.talking import DATA as _DATA
from mapper.cli.talking import counted as _count
from mapper.cli.talking import open_folder as _open
from mapper.cli.talking import progress as _progress
from mapper.cli.talking import say as _say
from mapper.cli.talking import settings_with as _settings
from mapper.cli.talking import told_folder as _told
from mapper.cli.warnings import warning

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

    atlas = _told(_settings(data=data), form)
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

    feature = _told(_settings(data=data), form).event(event_id)
    click.echo(listing.as_json([feature]) if form == "json" else listing.as_text(feature))


@cli.command()
@click.argument("directory", metavar="[DIR]", required=False)
@_DATA
def check(directory: str | None, data: str | None) -> None:
    """Check an atlas folder and list every problem; exit 1 when there is one."""
    from mapper.atlas import check_folder
    from mapper.editions import recover

    folder = _settings(data=directory or data).folder
    recover(folder)
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
    from mapper.editions import keeping
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
        folder.mkdir(parents=True, exist_ok=True)
        with keeping(folder, "mapper build"):
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
    from mapper.atlas import kept_files, stale_files
    from mapper.files import write_atomic

    atlas = _open(_settings(data=str(folder)))
    if only_check:
        problems = (*kept.stale_measures(atlas), *stale_files(atlas))
        for problem in problems:
            click.echo(str(problem))
        if problems:
            sys.exit(1)
        return
    for view in ("neutral", *kept.claimants(atlas)):
        content = kept.measures_bytes(atlas, view)
        path = folder / kept.file_of(view)
        if not path.is_file() or path.read_bytes() != content:
            write_atomic(path, content)
            click.echo(kept.file_of(view))
        events = _count(content.count(chr(10).encode()) - 2, "event")
        _say(f"{folder}: measures of {events}, {view}")
    for path, content in kept_files(atlas).items():
        if not path.is_file() or path.read_bytes() != content:
            write_atomic(path, content)
            click.echo(str(path.relative_to(folder)))


@cli.command()
@click.argument("what", metavar="YEAR|ID|SERIES...", nargs=-1)
@click.option("--output", "-o", required=True, metavar="FILE", help="A .svg, .png or .pdf file.")
@click.option("--size", help="column, page, slide, social, WxH in mm, or WxHpx.")
@click.option("--dpi", help="Pixels in an inch of a PNG.")
@click.option("--theme", help="light, dark or grey.")
@click.option("--layers", help="As in a page's address: -regions leaves out, closures adds.")
@click.option("--extent", metavar="W,S,E,N", help="What the large map shows, degrees.")
@click.option("--names", help="neutral, a language as zh, or a state's names as JPN.")
@click.option("--view", help="Whose claims count: neutral, or a state's code as JPN.")
@click.option("--title", help="Another title; an empty one for none.")
@click.option("--series", metavar="SLUG", help="Compare only this series; without years, all.")
@click.option("--coast", metavar="STATE|ISLAND", help="What a comparison is told from; JPN.")
@_DATA
def figure(what: Sequence[str], output: str, data: str | None, **given: str | None) -> None:
    """Draw a year, an event or a comparison as a figure for print, into FILE.

    Two years or more, two ids or more, or a series are compared: by colour, dash and label.
    """
    with _uncollected():
        from mapper.cartography.figures import make_figure, missing_letters, usual_names

        settings = _settings(data=data)
        atlas = _open(settings)
        options = {name: text for name, text in given.items() if text is not None}
        options.setdefault("names", usual_names(atlas, settings.names))
        options.setdefault("view", settings.view)
        drawn = make_figure(atlas, what, options)
        drawn.save(output)
    _say(f"{output}: {drawn.title}")
    lacking = missing_letters(drawn)
    if lacking:
        _say(f"{output}: no glyph for {lacking}; drawn as boxes")


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


for _command in (
    inspect,
    import_file,
    add,
    export,
    edition,
    warning,
    measure,
    compare,
    zones,
    standalone,
    site,
):
    cli.add_command(_command)


@contextmanager
def _uncollected() -> Iterator[None]:
    """Look for no cycles meanwhile: one figure leaves few, and the search takes a fifteenth."""
    gc.disable()
    try:
        yield
    finally:
        gc.enable()


def main(arguments: Sequence[str] | None = None) -> None:
    """Run a command; every error is one line on stderr and an exit code, never a traceback."""
    # Nothing here multiplies matrices: numpy need not start threads that do.
    os.environ.setdefault("OPENBLAS_NUM_THREADS", "1")
    try:
        cli.main(args=arguments, prog_name="mapper", standalone_mode=False)
        sys.stdout.flush()
    except click.exceptions.Exit as stop:
        sys.exit(stop.exit_code)
    except click.ClickException as error:
        error.show()
        sys.exit(2)
    except (click.Abort, KeyboardInterrupt):
        _say("stopped")
        sys.exit(130)
    except BrokenPipeError:
        sys.stderr.close()
        sys.exit(0)
    except Exception as error:
        line, code = ending(error)
        if isinstance(error, OSError):
            silence()
        _say(line)
        sys.exit(code)
