"""Maps for the browser: a folium map of our own, with its own assets, rendered once.

This is the only module that imports folium, which takes a second to load.
"""

from __future__ import annotations

import base64
import hashlib
import html
import json
import os
import re
from collections.abc import Sequence
from dataclasses import replace
from functools import cached_property
from pathlib import Path
from typing import Any, BinaryIO

import folium
from branca.element import Figure
from folium.template import Template

from mapper.analysis import Comparisons, compare
from mapper.atlas import Atlas
from mapper.cartography.compare_scene import Layout, compare_scene
from mapper.cartography.compared import compared_rows
from mapper.cartography.evidence import compared_html
from mapper.cartography.layers import ISLAND_ID, Link, Scene, event_scene, plain, year_scene
from mapper.cartography.standalone import standalone_html
from mapper.wording import listed


class AtlasMap(folium.Map):
    """One map of the atlas.

    The page, the notebook and the single file render this object; only the frame differs. Its
    Leaflet, scripts and styles are the project's own: it never asks another host for anything.

    Parameters
    ----------
    scene : Scene
        What it shows and where the data is.
    atlas : Atlas, optional
        The atlas itself, for the self-contained forms.
    """

    # folium edits these lists of a class in place: without lists of our own, every folium map in
    # the process would change.
    default_js: list[tuple[str, str]] = []  # noqa: RUF012
    default_css: list[tuple[str, str]] = []  # noqa: RUF012

    # folium's own template adds styles, a viewport that forbids zooming, and two globals. Ours has
    # the map made when Leaflet is there: a page can be painted before it loads any script.
    _template = Template(
        """
        {%- macro html(this, kwargs) -%}
        <div class="folium-map atlas-map" id={{ this.get_name()|tojson }} tabindex="0"></div>
        {%- endmacro -%}
        {%- macro script(this, kwargs) -%}
        (window.atlasMaps = window.atlasMaps || []).push({element: {{ this.get_name()|tojson }},
        options: {{ this.options|tojavascript }}, config: {{ this.config|tojson }}});
        {%- endmacro -%}
        """
    )

    def __init__(self, scene: Scene, atlas: Atlas | None = None) -> None:
        super().__init__(tiles=None, zoom_control=False)
        self.scene = scene
        self.atlas = atlas
        self.config = scene.config()
        self._name, self._id = "map", scene.element_id
        # The view is set by the script, which knows the size of the frame.
        self.options = {
            "attribution_control": False,
            "zoom_control": False,
            "zoom_snap": 0.25,
            "zoom_delta": 0.5,
            "wheel_px_per_zoom_level": 120,
            "min_zoom": 1,
            "max_zoom": 12,
            "world_copy_jump": False,
        }
        self.default_js, self.default_css = [], []
        self._figure = Figure()
        self._figure.add_child(self, name=self.get_name())

    def body_html(self) -> str:
        """The elements of the map, to be put into a page."""
        return self._rendered[0]

    def inline_script(self) -> str:
        """The one inline script of the map, without its tags; the same on each build."""
        return self._rendered[1]

    @property
    def script_hash(self) -> str:
        """The script's SHA-256 as a Content-Security-Policy names it: ``sha256-…``."""
        digest = hashlib.sha256(self.inline_script().encode()).digest()
        return f"sha256-{base64.b64encode(digest).decode()}"

    @cached_property
    def _rendered(self) -> tuple[str, str]:
        # A folium map grows at each render; branca renders what it rendered once more, as a
        # template: that is why only constants are in here.
        self._figure.render()
        return self._figure.html.render().strip(), self._figure.script.render().strip()

    @property
    def shown(self) -> tuple[str, ...]:
        """The ids of the events shown, where the scene does not say them."""
        return ()

    def said_html(self) -> str:
        """What stands above the table of events in a file; nothing here."""
        return ""

    def own(self) -> dict[str, Any] | None:
        """Its data by kind, where it is not the atlas's own layers."""
        return None

    def alone(self) -> AtlasMap:
        """The same map with its data in an island of its page: nothing is fetched."""
        scene = replace(self.scene, sources={"island": ISLAND_ID}, services={})
        return AtlasMap(scene, self.atlas)

    @property
    def title(self) -> str:
        """What the map is called."""
        if self.atlas is not None and self.scene.event is not None:
            return str(self.atlas.event(self.scene.event).record.name)
        return f"Maritime Exercise Atlas {self.scene.year or ''}".strip()

    def _repr_html_(self, **_: Any) -> str:
        """The map in a notebook: one sandboxed frame with everything inside."""
        return (
            f'<iframe title="{html.escape(self.title)}" '
            f'srcdoc="{html.escape(standalone_html(self, whole=False))}" '
            'style="width:100%;height:620px;border:0" allowfullscreen '
            'sandbox="allow-scripts allow-popups allow-popups-to-escape-sandbox"></iframe>'
        )

    def save(
        self, outfile: str | bytes | Path | BinaryIO, close_file: bool = True, **_: Any
    ) -> None:
        """Write the map as one self-contained HTML file.

        Parameters
        ----------
        outfile : path or binary file
            Where to write it.
        close_file : bool
            Whether to close a file that was given open.
        """
        content = standalone_html(self).encode()
        if isinstance(outfile, str | bytes | Path):
            Path(os.fsdecode(outfile)).write_bytes(content)
            return
        outfile.write(content)
        if close_file:
            outfile.close()


def year_map(atlas: Atlas, year: int, *, link: Link = plain, theme: str = "auto") -> AtlasMap:
    """Give the map of a year.

    Parameters
    ----------
    atlas : Atlas
        The atlas.
    year : int
        The exercise year.
    link : callable
        Turns the plain paths of data into addresses.
    theme : str
        ``auto``, ``light`` or ``dark``.

    Raises
    ------
    NotFoundError
        The atlas knows nothing of that year; names the nearest.
    """
    return AtlasMap(year_scene(atlas, year, link, theme), atlas)


def event_map(atlas: Atlas, event_id: str, *, link: Link = plain, theme: str = "auto") -> AtlasMap:
    """Give the map of one event.

    Parameters
    ----------
    atlas : Atlas
        The atlas.
    event_id : str
        The event's id, as ``joint-sea-2025``.
    link, theme
        As for :func:`year_map`.

    Raises
    ------
    NotFoundError
        The atlas has no such event; names the nearest.
    """
    return AtlasMap(event_scene(atlas, event_id, link, theme), atlas)


def standalone_map(
    atlas: Atlas, what: int | str, *, theme: str = "auto", names: str = "neutral",
    home: Link | None = None,
) -> bytes:  # fmt: skip
    """Give the map of a year or an event as one HTML file that needs nothing else.

    Parameters
    ----------
    atlas : Atlas
        The atlas.
    what : int or str
        A year, as 2025 or "2025", or an event's id.
    theme : str
        ``auto``, ``light`` or ``dark``.
    names : str
        The name set of disputed places.
    home : callable, optional
        Turns the path of the map's page into its address, for a link back.

    Raises
    ------
    NotFoundError
        The atlas has no such year or event; names the nearest.

    Examples
    --------
    >>> from mapper.atlas import open_atlas
    >>> standalone_map(open_atlas(), "joint-sea-2012")[:15]
    b'<!doctype html>'
    """
    if re.fullmatch(r"[0-9]{4}", str(what)):
        scene, path = year_scene(atlas, int(what), theme=theme), f"/years/{what}"
    else:
        scene, path = event_scene(atlas, str(what), theme=theme), f"/events/{what}"
    made = AtlasMap(replace(scene, names=names), atlas)
    return standalone_html(made, home=home(path) if home else "").encode()


class CompareMap(AtlasMap):
    """The map of a comparison: its data is what was compared, not a year's layers.

    Parameters
    ----------
    scene : Scene
        As ``compare_scene`` makes it.
    atlas : Atlas
        The atlas.
    found : Comparisons
        What was compared.
    """

    def __init__(self, scene: Scene, atlas: Atlas, found: Comparisons) -> None:
        super().__init__(scene, atlas)
        self.atlas: Atlas = atlas
        self.found = found

    def alone(self) -> CompareMap:
        """The same map with its data in an island of its page: nothing is fetched."""
        scene = replace(self.scene, sources={"island": ISLAND_ID}, services={})
        return CompareMap(scene, self.atlas, self.found)

    @property
    def title(self) -> str:
        """What it compares."""
        return f"Compared: {listed(row.label for row in compared_rows(self.found))}"

    @property
    def shown(self) -> tuple[str, ...]:
        """The ids of the events compared; closures have no entry of their own."""
        return tuple(one.id for one in self.found.editions if one.series)

    def said_html(self) -> str:
        """What differs, in words and as tables."""
        return compared_html(self.found)

    def own(self) -> dict[str, Any] | None:
        """What was compared, as the page fetches it."""
        return {"comparison": json.loads(self.found.as_geojson())}


def compare_map(
    atlas: Atlas, *what: int | str, layout: str = "overlay", sides: Sequence[str | int] = (),
    theme: str = "auto", **options: Any,
) -> CompareMap:  # fmt: skip
    """Give the map of a comparison.

    Parameters
    ----------
    atlas : Atlas
        The atlas.
    *what : int or str
        Two years or more, ids of events or closures, or one series.
    layout : str
        ``overlay``, ``swipe`` or ``side``.
    sides : sequence of str or int
        Which years stand left and right; the last two by default.
    theme : str
        ``auto``, ``light`` or ``dark``.
    **options
        ``series``, ``coast``, ``view`` and filters, passed on to ``mapper.analysis.compare``.

    Raises
    ------
    NotFoundError
        No such year, event or series, or nothing to compare; names the nearest.
    UsageError
        One year only, the same twice, years and ids together, or no such layout.
    """
    found = compare(*what, atlas=atlas, **options)
    scene = compare_scene(found, atlas.fingerprint, Layout(layout, tuple(map(str, sides))))
    return CompareMap(replace(scene, theme=theme), atlas, found)
