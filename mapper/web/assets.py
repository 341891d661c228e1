"""The static files, read once, under an address that carries their fingerprint."""

from __future__ import annotations

import hashlib
import re
import threading
from pathlib import Path

from mapper.errors import NotFoundError
from mapper.settings import resource_folder
from mapper.web.bodies import Body

_FINGERPRINT = re.compile(r"[0-9a-f]{12}")
_MEDIA_TYPES = {
    ".css": "text/css; charset=utf-8",
    ".js": "text/javascript; charset=utf-8",
    ".svg": "image/svg+xml",
    ".png": "image/png",
    ".ico": "image/x-icon",
    ".txt": "text/plain; charset=utf-8",
    ".LICENSE": "text/plain; charset=utf-8",
}


_EMBED_SHEETS = (
    "map.css", "map-compare.css", "map-floats.css", "map-still.css", "map-zones.css",
    "page-base.css", "embed.css",
)  # fmt: skip
"""What an embed needs of the style sheets: no pages, no panel."""


class Assets:
    """What ``/static/`` gives: Leaflet, the joined script and style, and the loose files.

    A name is looked up in a table: no path from a request ever reaches the disk.
    """

    def __init__(self) -> None:
        self._lock = threading.Lock()
        self._bodies: dict[str, Body] = {}
        self._fingerprint = ""

    @property
    def fingerprint(self) -> str:
        """Twelve hex digits over all files."""
        self._load()
        return self._fingerprint

    @property
    def names(self) -> tuple[str, ...]:
        """What the files are called."""
        self._load()
        return tuple(self._bodies)

    def path(self, name: str) -> str:
        """The path of a file; it changes when any file does."""
        return f"/static/{self.fingerprint}/{name}"

    def body(self, fingerprint: str, name: str) -> Body:
        """A file by its address.

        Raises
        ------
        NotFoundError
            There is no such file, or the fingerprint is none.

        Notes
        -----
        A browser may keep a pinned page for good, longer than a release lasts: the address of a
        file of another release gives the file of this one.
        """
        self._load()
        found = self._bodies.get(name)
        if found is None or not _FINGERPRINT.fullmatch(fingerprint):
            raise NotFoundError(f"there is no static file {name[:80]!r} in {fingerprint[:16]!r}")
        return found

    def favicon(self) -> Body:
        """The icon that browsers ask for by themselves."""
        self._load()
        return self._bodies["favicon.ico"]

    def _load(self) -> None:
        with self._lock:
            if self._fingerprint:
                return
            bodies = {
                name: Body(content, _MEDIA_TYPES[Path(name).suffix])
                for name, content in sorted(_contents().items())
            }
            digest = hashlib.sha256()
            for name, body in bodies.items():
                digest.update(f"{name}:{len(body.content)}\n".encode() + body.content)
            self._bodies = bodies
            self._fingerprint = digest.hexdigest()[:12]


def _contents() -> dict[str, bytes]:
    from mapper.cartography import assets as drawing

    root = resource_folder("static")
    found = {
        path.relative_to(root).as_posix(): path.read_bytes()
        for path in sorted(root.rglob("*"))
        if path.is_file() and path.suffix in _MEDIA_TYPES
    }
    for name in ("atlas.js", "atlas.css", *drawing.LEAFLET_FILES):
        found[name] = drawing.asset(name)
    # Pages without a map get the panel alone.
    found["embed.js"] = drawing.bundle_js(entries=("main.js", "embed.js")).encode()
    found["embed.css"] = (
        drawing.asset("leaflet.css") + drawing.bundle_css(names=_EMBED_SHEETS).encode()
    )
    found["site.js"] = drawing.bundle_js(entries=("panel.js",)).encode()
    return found
