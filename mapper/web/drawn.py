"""The maps and thumbnails of an edition, each drawn once."""

from __future__ import annotations

import threading
from collections.abc import Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING
from weakref import WeakKeyDictionary

from mapper.atlas import Atlas

if TYPE_CHECKING:
    from mapper.cartography.maps import AtlasMap

# branca numbers its elements in one global counter, and folium is slow to import: one at a time.
_drawing = threading.Lock()


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


_kept: WeakKeyDictionary[Atlas, dict[int | str, DrawnMap]] = WeakKeyDictionary()


def year_map(atlas: Atlas, year: int) -> DrawnMap:
    """The map of a year; its theme is that of the page's address."""
    return _map_of(atlas, year)


def event_map(atlas: Atlas, event_id: str) -> DrawnMap:
    """The map of one event."""
    return _map_of(atlas, event_id)


def _map_of(atlas: Atlas, what: int | str) -> DrawnMap:
    with _drawing:
        kept = _kept.setdefault(atlas, {})
        if what not in kept:
            from mapper.cartography import maps

            made = (
                maps.year_map(atlas, what) if isinstance(what, int) else maps.event_map(atlas, what)
            )
            kept[what] = _parts(atlas, made)
        return kept[what]


def thumbnail(atlas: Atlas, year: int, theme: str) -> str:
    """A small true map of a year, as SVG; theme ``light`` or ``dark``."""
    from mapper.cartography import thumbnails

    return str(thumbnails.thumbnail(atlas, year, theme))


def prewarm() -> None:
    """Import what the first map needs, so that no reader waits for it."""
    with _drawing:
        import mapper.cartography.maps  # noqa: F401


def _parts(atlas: Atlas, made: AtlasMap) -> DrawnMap:
    from mapper.cartography.stills import still

    return DrawnMap(
        made.body_html(), made.inline_script(), made.script_hash, tuple(_fetched(made)),
        still(atlas, made.scene),
    )  # fmt: skip


def _fetched(made: AtlasMap) -> Iterator[str]:
    for kind, urls in made.scene.sources.items():
        if kind not in ("basemap", "zones"):
            yield from [urls] if isinstance(urls, str) else urls
