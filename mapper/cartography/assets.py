"""What a map needs in a browser: our scripts as one file, our styles as one file, Leaflet.

The scripts are ES modules that run as they are; for a page they are joined, so that one request
brings them all, and so that they run from a file or a sandboxed frame, where modules cannot
import one another.
"""

from __future__ import annotations

import hashlib
import re
from collections.abc import Sequence
from functools import lru_cache
from pathlib import Path

from mapper.cartography.style import css_properties, css_symbols
from mapper.cartography.year_style import css_years
from mapper.errors import StorageError, UsageError
from mapper.settings import resource_folder

LEAFLET_FILES = ("leaflet.js", "leaflet.css", "leaflet.LICENSE")
FINGERPRINT_DIGITS = 12

LEAFLET_LICENCE = """\
Leaflet 1.9.3, https://leafletjs.com (BSD-2-Clause)

Copyright (c) 2010-2022, Volodymyr Agafonkin
Copyright (c) 2010-2011, CloudMade
All rights reserved.

Redistribution and use in source and binary forms, with or without modification, are permitted
provided that the following conditions are met:

1. Redistributions of source code must retain the above copyright notice, this list of conditions
   and the following disclaimer.

2. Redistributions in binary form must reproduce the above copyright notice, this list of
   conditions and the following disclaimer in the documentation and/or other materials provided
   with the distribution.

THIS SOFTWARE IS PROVIDED BY THE COPYRIGHT HOLDERS AND CONTRIBUTORS "AS IS" AND ANY EXPRESS OR
IMPLIED WARRANTIES, INCLUDING, BUT NOT LIMITED TO, THE IMPLIED WARRANTIES OF MERCHANTABILITY AND
FITNESS FOR A PARTICULAR PURPOSE ARE DISCLAIMED. IN NO EVENT SHALL THE COPYRIGHT HOLDER OR
CONTRIBUTORS BE LIABLE FOR ANY DIRECT, INDIRECT, INCIDENTAL, SPECIAL, EXEMPLARY, OR CONSEQUENTIAL
DAMAGES (INCLUDING, BUT NOT LIMITED TO, PROCUREMENT OF SUBSTITUTE GOODS OR SERVICES; LOSS OF USE,
DATA, OR PROFITS; OR BUSINESS INTERRUPTION) HOWEVER CAUSED AND ON ANY THEORY OF LIABILITY, WHETHER
IN CONTRACT, STRICT LIABILITY, OR TORT (INCLUDING NEGLIGENCE OR OTHERWISE) ARISING IN ANY WAY OUT
OF THE USE OF THIS SOFTWARE, EVEN IF ADVISED OF THE POSSIBILITY OF SUCH DAMAGE.
"""
"""Leaflet's notice, which travels wherever Leaflet does; the installed package leaves it out."""

_IMPORT = re.compile(r'^import\s*(?:\{([^}]*)\}\s*from\s*)?"([^"]+)";[ \t]*\n', re.MULTILINE)
_EXPORT = re.compile(r"^export (?=(?:async )?(?:function|class|const|let)\b)", re.MULTILINE)
_NAME = re.compile(
    r"^(?:async )?(?:function\*?|class|const|let|var)\s+([A-Za-z_$][\w$]*|[\[{])", re.MULTILINE
)
_FOREIGN = re.compile(r"^(?:import|export)\b|\bimport\s*\(", re.MULTILINE)
_CSS_COMMENT = re.compile(r"/\*.*?\*/", re.DOTALL)
_CSS_OUTSIDE = re.compile(r"@import|url\(\s*['\"]?(?!data:|#)", re.IGNORECASE)


def bundle_js(folder: Path | None = None, entries: Sequence[str] | None = None) -> str:
    """Join our ES modules into one script, each after those that it imports.

    Parameters
    ----------
    folder : Path, optional
        Where the modules are; ``static/js`` by default.
    entries : sequence of str, optional
        File names of the modules wanted, with all that they import; every module by default.

    Returns
    -------
    str
        A script that runs as a module and as a classic script, with nothing left outside its
        own scope.

    Raises
    ------
    UsageError
        A module cannot be joined: says which, why, and what to do.
    """
    folder = folder or resource_folder("static") / "js"
    names = list(entries) if entries is not None else sorted(p.name for p in folder.glob("*.js"))
    order: list[str] = []
    texts: dict[str, str] = {}
    for name in names:
        _visit(folder, name, texts, order, ())
    bodies = {name: _body(name, texts[name]) for name in order}
    _refuse_duplicates(bodies)
    joined = "\n".join(_compact(name, bodies[name]) for name in order)
    return f'(() => {{\n"use strict";\n{joined}\n}})();\n'


def bundle_css(folder: Path | None = None, names: Sequence[str] | None = None) -> str:
    """Join our style sheets, the tokens of the style before them.

    Parameters
    ----------
    folder : Path, optional
        Where the sheets are; ``static/css`` by default.
    names : sequence of str, optional
        The sheets wanted; all by default, the map's own first.

    Raises
    ------
    UsageError
        A sheet asks for a file from elsewhere.
    """
    folder = folder or resource_folder("static") / "css"
    found = sorted((p.name for p in folder.glob("*.css")), key=lambda n: (n != "map.css", n))
    sheets = [css_properties(), css_symbols(), css_years()]
    for name in names if names is not None else found:
        text = _CSS_COMMENT.sub("", _read(folder / name))
        if _CSS_OUTSIDE.search(text):
            raise UsageError(
                f"{name}: asks for another file by @import or url(); "
                "put what it needs into the sheet or a data: URL"
            )
        sheets.append("\n".join(line.strip() for line in text.splitlines() if line.strip()))
    return "\n".join(sheets) + "\n"


def leaflet_path(name: str) -> Path:
    """The path of Leaflet's own script or style sheet in its installed package.

    Raises
    ------
    StorageError
        The package is not installed or lacks the file.
    """
    try:
        from xstatic.pkg import leaflet
    except ImportError:
        raise StorageError(
            "Leaflet: expected the package XStatic-Leaflet, found none; pip install xstatic-leaflet"
        ) from None
    path = Path(leaflet.BASE_DIR) / name
    if name not in LEAFLET_FILES or not path.is_file():
        raise StorageError(f"Leaflet: there is no file {name!r} in XStatic-Leaflet")
    return path


@lru_cache(maxsize=8)
def asset(name: str) -> bytes:
    """One file of the static bundle, made once in a process.

    Parameters
    ----------
    name : str
        ``atlas.js``, ``atlas.css``, ``leaflet.js``, ``leaflet.css`` or ``leaflet.LICENSE``.

    Raises
    ------
    StorageError
        There is no such file.
    """
    if name == "atlas.js":
        return bundle_js().encode()
    if name == "atlas.css":
        # Leaflet's own sheet stands first, so that ours has the last word.
        return leaflet_path("leaflet.css").read_bytes() + bundle_css().encode()
    if name == "leaflet.LICENSE":
        return LEAFLET_LICENCE.encode()
    return leaflet_path(name).read_bytes()


@lru_cache(maxsize=1)
def fingerprint() -> str:
    """Twelve hex digits over the whole bundle: the folder under which it is served for ever."""
    digest = hashlib.sha256()
    for name in ("atlas.js", "atlas.css", *LEAFLET_FILES):
        digest.update(asset(name))
    return digest.hexdigest()[:FINGERPRINT_DIGITS]


def forget() -> None:
    """Make the bundle anew at the next call: for a server that watches its sources."""
    asset.cache_clear()
    fingerprint.cache_clear()


def _visit(
    folder: Path, name: str, texts: dict[str, str], order: list[str], above: tuple[str, ...]
) -> None:
    """Depth first, so that a module stands after those that it imports."""
    if name in above:
        raise UsageError(
            f"{name}: imports itself by way of {' → '.join((*above, name))}; break the circle"
        )
    if name in texts:
        return
    texts[name] = _read(folder / name)
    for _, target in _IMPORT.findall(texts[name]):
        if not re.fullmatch(r"\./[\w-]+\.js", target):
            raise UsageError(
                f'{name}: imports {target!r}; expected a module beside it, as "./state.js"'
            )
        _visit(folder, target[2:], texts, order, (*above, name))
    order.append(name)


def _body(name: str, text: str) -> str:
    """A module without its imports and without the word ``export``."""
    for names, _ in _IMPORT.findall(text):
        if re.search(r"\bas\b", names):
            raise UsageError(f"{name}: renames an import by 'as'; use the name that it has")
    body = _EXPORT.sub("", _IMPORT.sub("", text))
    left = _FOREIGN.search(body)
    if left:
        line = body[left.start() :].splitlines()[0]
        raise UsageError(
            f"{name}: cannot be joined at {line!r}; expected import {{…}} from \"./x.js\"; "
            "and export before function, class, const or let"
        )  # fmt: skip
    return body


def _refuse_duplicates(bodies: dict[str, str]) -> None:
    homes: dict[str, str] = {}
    for module, body in bodies.items():
        for name in _NAME.findall(body):
            if name in "[{":
                raise UsageError(f"{module}: takes apart a value at top level; name each part")
            if name in homes:
                raise UsageError(
                    f"{module}: the top-level name {name!r} is used in {homes[name]} too; "
                    "give one of them another name"
                )
            homes[name] = module


def _compact(name: str, body: str) -> str:
    """Leave out comment lines and indentation; a text over several lines would suffer by it."""
    kept = []
    within = False
    for line in (line.strip() for line in body.splitlines()):
        within = within or line.startswith("/*")
        if within or not line or line.startswith("//"):
            within = within and not line.endswith("*/")
            continue
        if line.count("`") % 2:
            raise UsageError(f"{name}: a template text runs over lines at {line!r}; join its parts")
        kept.append(line)
    return "\n".join(kept)


def _read(path: Path) -> str:
    try:
        return path.read_text(encoding="utf-8")
    except OSError as error:
        raise StorageError(f"{path.name}: cannot be read; {error.strerror}") from None
