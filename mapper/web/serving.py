"""What the app answers from: the atlas of the moment, and what was made of it so far."""

from __future__ import annotations

import threading
from collections import OrderedDict
from collections.abc import Callable, Hashable, Mapping
from dataclasses import dataclass, field
from functools import cached_property
from typing import Any, TypeVar

from flask import Flask, current_app, g

from mapper.atlas import Atlas
from mapper.editions import is_kept, open_edition
from mapper.errors import GoneError
from mapper.naming import NEUTRAL, named_atlas
from mapper.settings import Settings
from mapper.web.assets import Assets
from mapper.web.bodies import BodyCache
from mapper.web.pins import pinned
from mapper.web.search import SearchIndex
from mapper.web.watch import Watch

_EXTENSION = "atlas"

T = TypeVar("T")

Values = Mapping[str, Any]
"""What a template is filled with."""

VALUES_KEPT = 64

QUERIES_KEPT = 256
"""Of an edition. Whoever asks for ever others drives out queries alone, not what pages say."""

EDITIONS_HELD = 4
"""Pinned editions in memory at a time; others are read again when they are asked for."""

EDITION_BYTES = 16 * 1024 * 1024
"""What the finished answers of a pinned edition may take, and again for its figures."""

FIGURE_BYTES = 48 * 1024 * 1024
"""What finished figures may take: their options are many, and must not push pages out."""


@dataclass(eq=False)
class Served:
    """One edition of the atlas with its finished answers; dropped whole when the atlas changes."""

    atlas: Atlas
    names: str = NEUTRAL
    bodies: BodyCache = field(default_factory=BodyCache)
    figures: BodyCache = field(default_factory=lambda: BodyCache(FIGURE_BYTES))
    _values: dict[Hashable, Values] = field(default_factory=dict, repr=False)
    _checked: dict[Hashable, Any] = field(default_factory=dict, repr=False)

    def values(self, key: Hashable, make: Callable[[], Values]) -> Values:
        """What a page says, the same in each theme and at each address; the newest are kept.

        Values that are ``pending`` still lack something: they are given, but not kept.
        """
        found = self._values.get(key)
        if found is None:
            found = make()
            if not found.get("pending"):
                _keep_newest(self._values, key, found, VALUES_KEPT)
        return found

    def checked(self, key: Hashable, make: Callable[[], T]) -> T:
        """What a query asks of this edition, checked once for all who ask the same."""
        found: T | None = self._checked.get(key)
        if found is None:
            found = make()
            _keep_newest(self._checked, key, found, QUERIES_KEPT)
        return found

    @cached_property
    def told(self) -> Atlas:
        """The atlas with its places as the settings' name set calls them: for pages to read."""
        return named_atlas(self.atlas, self.names)

    @cached_property
    def index(self) -> SearchIndex:
        """The search index, made when it is first asked for."""
        return SearchIndex(self.atlas)


class Serving:
    """An app's settings, static files, and the edition that it serves now."""

    def __init__(self, settings: Settings, atlas: Atlas) -> None:
        self.settings = settings
        self.watch = Watch(atlas)
        self.assets = Assets()
        self._served = Served(atlas, self.settings.names)
        self._pinned: OrderedDict[str, Served] = OrderedDict()
        self._opening = threading.Lock()

    def current(self) -> Served:
        """The edition to answer from."""
        atlas = self.watch.atlas()
        served = self._served
        if served.atlas is not atlas:
            served = self._served = Served(atlas, self.settings.names)
        return served

    def edition(self, name: str) -> Served:
        """A kept edition, or the one of the moment, to answer from.

        Raises
        ------
        GoneError
            It is not kept.
        """
        now = self.current().atlas
        if name != now.fingerprint and not is_kept(now.folder, name):
            raise GoneError(f"edition {name} is not kept here; the newest is {now.fingerprint}")
        with self._opening:
            found = self._pinned.pop(name, None)
            if found is None:
                same = name == now.fingerprint
                atlas = now if same else open_edition(now.folder, name)
                bodies, figures = BodyCache(EDITION_BYTES), BodyCache(EDITION_BYTES)
                found = Served(atlas, self.settings.names, bodies, figures)
            self._pinned[name] = found
            while len(self._pinned) > EDITIONS_HELD:
                self._pinned.popitem(last=False)
        return found

    def install(self, app: object) -> None:
        """Make this what the app serves."""
        app.extensions[_EXTENSION] = self  # type: ignore[attr-defined]


def serving() -> Serving:
    """What the current app serves."""
    return serving_of(current_app)


def serving_of(app: Flask) -> Serving:
    """What an app serves."""
    found: Serving = app.extensions[_EXTENSION]
    return found


def served() -> Served:
    """The edition that the current request is answered from, from its first look to its end.

    Raises
    ------
    GoneError
        The address is pinned to an edition that is not kept; what is asked for next, for the
        page that says so, comes from the newest.
    """
    if "served" not in g:
        try:
            name = pinned()
            g.served = serving().edition(name) if name else serving().current()
        except GoneError:
            g.gone, g.served = True, serving().current()
            raise
    found: Served = g.served
    return found


def _keep_newest(kept: dict[Hashable, Any], key: Hashable, value: Any, most: int) -> None:
    """Keep a value; the oldest go where there are too many."""
    while len(kept) >= most:
        # Another thread may have been faster.
        kept.pop(next(iter(kept), None), None)
    kept[key] = value
