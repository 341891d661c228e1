"""Official zones into an atlas folder, with what maps and pages would otherwise wait for.

Limits as they are drawn and the measures of all events are made before the zones are in force: a
server that finds them has only to read.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import replace
from pathlib import Path

from mapper.analysis import kept
from mapper.analysis.claims import NEUTRAL
from mapper.atlas import Atlas, open_atlas
from mapper.errors import DataError, StorageError
from mapper.ground import ground_of
from mapper.zones.cells import LEVELS
from mapper.zones.kept import level_name
from mapper.zones.official import Product
from mapper.zones.official.importing import Step, import_into

_SHARES = {"110m": 0.4, "50m": 0.43, "10m": 0.5}
_MEASURES_SHARE = 0.7


def import_official(
    folder: Path,
    path: Path,
    say: Callable[[str], None] = lambda _: None,
    step: Step = lambda _what, _share: None,
    views: Sequence[str] = (NEUTRAL,),
) -> tuple[Product, ...]:
    """Bring a published zone file into an atlas folder, and make ready what is shown of it.

    Parameters
    ----------
    folder : Path
        The atlas folder.
    path : Path
        As for ``mapper.zones.official.importing.import_zones``.
    say, step : callable
        Told of what was put right; told of the progress.
    views : sequence of str
        The views of claims to measure the events in; others are measured when they are asked for.

    Raises
    ------
    DataError, StorageError
        Nothing is changed; the old zones stay.
    """

    def ready(products: tuple[Product, ...]) -> Iterator[tuple[str, bytes]]:
        try:
            ground = replace(ground_of(folder), products=products)
            atlas = open_atlas(folder, under=ground)
        except (DataError, StorageError) as error:
            # The zones are sound whatever the events are: what is shown of them is made later.
            say(f"not made ready for maps and pages: {error}")
            return
        yield from _ready(atlas, step, views)

    return import_into(folder, path, say, step, ready)


def _ready(atlas: Atlas, step: Step, views: Sequence[str]) -> Iterator[tuple[str, bytes]]:
    for level in LEVELS:
        step(f"limits to draw, {level}", _SHARES[level])
        yield level_name(level), atlas.zone_cells.level_bytes(level, atlas.drawn_from)
    for view in views:
        step(f"measures of events, {view}", _MEASURES_SHARE)
        yield kept.ready_name(view), kept.measures_bytes(atlas, view)
