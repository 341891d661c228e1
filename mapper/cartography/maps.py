"""Maps for the browser: a folium map of our own, with its own assets, rendered once.

This is the only module that imports folium, which takes a second to load.
"""

from __future__ import annotations

import base64
import hashlib
import html
import os
import re
from dataclasses import replace
from functools import cached_property
from pathlib import Path
from typing import Any, BinaryIO

import folium
from branca.element import Figure
from folium.template import Template

from mapper.atlas import Atlas
from mapper.cartography.layers import ISLAND_ID, Link, Scene, event_scene, plain, year_scene
from mapper.cartography.standalone import standalone_html


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

    def alone(self) -> AtlasMap:
        """The same map with its data in an island of its page: nothing is fetched."""
        scene = replace(self.scene, sources={"island": ISLAND_ID}, services={})
        return AtlasMap(scene, self.atlas)

    @property
    def title(self) -> str:
        """What the map is called."""
        if self.atlas is not None and self.scene.event is not None:
            return str(self.atlas.event(self.scene.event).record.name)
        return f"Maritime Exercise Atlas {self.scene.year}"

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
    atlas: Atlas, what: int | str, *, theme: str = "auto", names: str = "neutral", site: str = ""
) -> bytes:
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
    site : str
        The public address of the atlas, for a link back; empty for none.

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
    return standalone_html(made, home=site and site.rstrip("/") + path).encode()
