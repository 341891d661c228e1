"""What the app answers from: the atlas of the moment, and what was made of it so far."""

from __future__ import annotations

from collections.abc import Callable, Hashable, Mapping
from dataclasses import dataclass, field
from functools import cached_property
from typing import Any

from flask import Flask, current_app, g

from mapper.atlas import Atlas
from mapper.naming import NEUTRAL, named_atlas
from mapper.settings import Settings
from mapper.web.assets import Assets
from mapper.web.bodies import BodyCache
from mapper.web.search import SearchIndex
from mapper.web.watch import Watch

_EXTENSION = "atlas"

Values = Mapping[str, Any]
"""What a template is filled with."""

VALUES_KEPT = 64

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

    def values(self, key: Hashable, make: Callable[[], Values]) -> Values:
        """What a page says, the same in each theme and at each address; the newest are kept.

        Values that are ``pending`` still lack something: they are given, but not kept.
        """
        found = self._values.get(key)
        if found is None:
            found = make()
            if not found.get("pending"):
                while len(self._values) >= VALUES_KEPT:
                    # Another thread may have been faster.
                    self._values.pop(next(iter(self._values), None), None)
                self._values[key] = found
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

    def current(self) -> Served:
        """The edition to answer from."""
        atlas = self.watch.atlas()
        served = self._served
        if served.atlas is not atlas:
            served = self._served = Served(atlas, self.settings.names)
        return served

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
    """The edition that the current request is answered from, from its first look to its end."""
    if "served" not in g:
        g.served = serving().current()
    found: Served = g.served
    return found
