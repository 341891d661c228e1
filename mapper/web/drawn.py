"""The maps and thumbnails of an edition, each drawn once."""

from __future__ import annotations

import threading
import time
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Any
from weakref import WeakKeyDictionary

from mapper.atlas import Atlas
from mapper.settings import Settings
from mapper.web.addresses import address

if TYPE_CHECKING:
    from mapper.analysis import Comparisons
    from mapper.cartography.compare_scene import Layout
    from mapper.cartography.layers import Scene
    from mapper.cartography.maps import AtlasMap

# branca numbers its elements in one global counter, and folium is slow to import: one at a time.
_drawing = threading.Lock()

_COMPARISONS_WAIT_S = 15.0
_BREATH_S = 0.05


@dataclass(frozen=True)
class DrawnMap:
    """The parts of a map that go into a page."""

    body: str
    script: str
    script_hash: str
    fetched: tuple[str, ...]
    """Addresses of the data that it fetches for certain: the page has them sent early."""
    still: str
    """The first view as a drawing, for the time before the script has drawn, or without one."""


MAPS_KEPT = 512
"""Of an edition: those of all its pages, in the views of claims that are asked for."""

_Key = tuple[int | str, str, str, Settings, str, bool]
_kept: WeakKeyDictionary[Atlas, dict[_Key, DrawnMap]] = WeakKeyDictionary()


def map_of(
    atlas: Atlas, what: int | str, settings: Settings, view: str, *, small: bool = False
) -> DrawnMap:
    """The map of a year, of an event by its id, or of a page by its path.

    Parameters
    ----------
    atlas : Atlas
        The atlas.
    what : int or str
        A year, an event's id, or ``/warnings``.
    settings : Settings
        Names and tiles; the theme is that of the page's address.
    view : str
        Whose claims the zones are shown by.
    small : bool
        For an embed.
    """
    with _drawing:
        kept = _kept.setdefault(atlas, {})
        # Pages of one kind and root share their addresses: those of a static site are relative,
        # to its own edition and to what belongs to none.
        key = (what, address("/"), address("/data/basemap/"), settings, view, small)
        if key not in kept:
            from mapper.cartography import maps

            scene = replace(_scene(atlas, what), names=settings.names, tiles=_tiles(settings),
                            view=view)  # fmt: skip
            while len(kept) >= MAPS_KEPT:
                del kept[next(iter(kept))]
            kept[key] = _parts(atlas, maps.AtlasMap(scene, atlas), small=small)
        return kept[key]


def compare_map(
    atlas: Atlas, found: Comparisons, how: tuple[Layout, Mapping[str, str]], settings: Settings,
    view: str,
) -> DrawnMap:  # fmt: skip
    """The map of a comparison; how: its layout, and the query that asks for its data.

    It is not kept: there are as many as there are questions.
    """
    layout, query = how
    with _drawing:
        from mapper.cartography import maps
        from mapper.cartography.compare_scene import compare_scene
        from mapper.cartography.compared import compared_rows, compared_still

        scene = compare_scene(found, atlas.fingerprint, layout, address, query)
        scene = replace(scene, names=settings.names, tiles=_tiles(settings), view=view)
        made = maps.CompareMap(scene, atlas, found)
        still = compared_still(atlas, found, compared_rows(found), view)
        return DrawnMap(made.body_html(), made.inline_script(), made.script_hash, (), still)


def warnings_still(atlas: Atlas, shapes: Sequence[tuple[str, Any]], title: str, view: str) -> str:
    """The shapes of warnings with the coasts round them, as a still drawing."""
    from mapper.cartography.stills import still_of_shapes
    from mapper.cartography.views import shapes_bbox

    bbox = shapes_bbox([geometry for _, geometry in shapes])
    return still_of_shapes(atlas, shapes, bbox, title, view)


def _scene(atlas: Atlas, what: int | str) -> Scene:
    """The scene of a year, of an event by its id, or of a page by its path."""
    from mapper.cartography.layers import event_scene, warnings_scene, year_scene

    if isinstance(what, int):
        return year_scene(atlas, what, address)
    return (
        warnings_scene(atlas, address) if what == "/warnings" else event_scene(atlas, what, address)
    )


def _tiles(settings: Settings) -> dict[str, str]:
    if not settings.tiles_url:
        return {}
    return {"url": settings.tiles_url, "attribution": settings.tiles_attribution}


def single_file(atlas: Atlas, what: int | str, **options: Any) -> bytes:
    """A map with everything inside, as one HTML file."""
    with _drawing:
        from mapper.cartography.maps import standalone_map

        return standalone_map(atlas, what, **options)


def single_comparison(
    atlas: Atlas, found: Comparisons, layout: Layout, home: str, **changes: Any
) -> bytes:
    """The map of a comparison with everything inside, as one HTML file; changes: of its scene."""
    with _drawing:
        from mapper.cartography import maps
        from mapper.cartography.compare_scene import compare_scene
        from mapper.cartography.standalone import standalone_html

        scene = replace(compare_scene(found, atlas.fingerprint, layout), **changes)
        return standalone_html(maps.CompareMap(scene, atlas, found), home=home).encode()


def thumbnail(atlas: Atlas, year: int, theme: str) -> str:
    """A small true map of a year, as SVG; theme ``light`` or ``dark``."""
    from mapper.cartography import thumbnails

    return str(thumbnails.thumbnail(atlas, year, theme))


def prewarm(atlas: Atlas) -> None:
    """Make what the first map and the first click need, so that no reader waits for it.

    The indexes of coasts and zones take seconds; they are looked up once, as a click on the sea or
    a warning that is read does.
    """
    with _drawing:
        import mapper.cartography.maps  # noqa: F401
    from mapper.analysis import comparer, nearest_coast
    from mapper.naming import NEUTRAL
    from mapper.web.warnings.measures import warm

    nearest_coast(atlas, (135.0, 40.0))
    # Comparisons are asked for seldom: the first pages of the others have the processor first.
    time.sleep(_COMPARISONS_WAIT_S)
    comparer(atlas).warm(_BREATH_S)
    warm(atlas, NEUTRAL)


def _parts(atlas: Atlas, made: AtlasMap, *, small: bool) -> DrawnMap:
    from mapper.cartography.stills import still, still_of_shapes

    scene = made.scene
    if scene.kind == "warnings":
        title = "Map of the Northwest Pacific"
        drawn = still_of_shapes(atlas, (), scene.bbox, title, scene.view)
    else:
        drawn = still(atlas, scene, small=small)
    return DrawnMap(
        made.body_html(), made.inline_script(), made.script_hash, tuple(_fetched(made)),
        drawn,
    )  # fmt: skip


def _fetched(made: AtlasMap) -> Iterator[str]:
    for kind, urls in made.scene.sources.items():
        if kind not in ("basemap", "zones"):
            yield from [urls] if isinstance(urls, str) else urls
