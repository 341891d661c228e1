"""Which file of a static site stands for which path of the atlas, and how pages link to it."""

from __future__ import annotations

import posixpath
import re
from collections.abc import Collection, Mapping
from dataclasses import fields
from urllib.parse import parse_qsl, urlencode

from mapper.web.addresses import Addresses
from mapper.web.compare_query import Asked

_PINNED = re.compile(r"^/v/[0-9a-f]{12,64}(?=/)")
_SERVED = ("/position", "/search", "/healthz", "/oembed", "/warnings")
"""Answers to a question: no file can hold them, so no page of a static site asks."""

_CHOSEN = re.compile(r"^((?:/embed|/report|/figures|/downloads)?/compare)(?=[./]|$)")
"""Comparisons: there are as many as questions, and a site holds those that are asked most."""

_GROUND = re.compile(r"^/data/(basemap|zones)/")
_FILE = re.compile(r"\.(geojson|csv|json|md|svg|png|pdf|js|css|ico|html|xml|txt|LICENSE)$")
_VARIANTS = ("/figures/", "/thumbnails/")
_EDITION = "edition"
_SUBJECTS = ("years", "events", "series")
_ASKED = {one.name for one in fields(Asked)} - {"theme"}
"""What of a query makes another comparison; a theme, a centre or a zoom is its page's script's."""


class StaticAddresses(Addresses):
    """Links from file to file, so that the site works below any path of any host.

    Parameters
    ----------
    public_url : str
        Where the site will be, if that is known: a page that a host shows under any address, as
        its answer 404, then has whole addresses.
    files : collection of str
        The files that the site will have: of comparisons, only these are linked.
    ground : mapping
        The fingerprints of ``basemap`` and ``zones``: they stand once, for all editions that share
        them, below ``data/zones/<fingerprint>/``.
    """

    answers = False

    def __init__(
        self, public_url: str = "", files: Collection[str] = (),
        ground: Mapping[str, str] | None = None,
    ) -> None:  # fmt: skip
        self._public = public_url.rstrip("/")
        self._files = files
        self._ground = ground or {}

    def link(self, path: str, here: str) -> str:
        """What stands in a page for a path; empty for what only a server can answer."""
        found = self._found(path)
        if not found:
            return ""
        if here.endswith("/404") and self._public:
            return f"{self._public}/{found}"
        name, mark, tail = _parted(found)
        base = posixpath.dirname(f"/{_parted(file_of(here))[0]}")
        return posixpath.relpath(f"/{name}", base) + mark + tail

    def file(self, path: str) -> str:
        """What stands behind the site's own address for a path; empty for what it has not."""
        found = self._found(path)
        return f"/{found}" if found else ""

    def _found(self, path: str) -> str:
        below = _PINNED.sub("", path)
        under = _GROUND.match(below)
        if under and self._ground:
            return f"{under[0][1:]}{self._ground[under[1]]}/{below[under.end() :]}"
        if not _CHOSEN.match(_parted(below)[0]):
            return file_of(path)
        return file_of(path) if _parted(file_of(below))[0] in self._files else ""


def file_of(path: str) -> str:
    """The file for a path, with the query that its scripts read and its fragment.

    Parameters
    ----------
    path : str
        From the site's root: ``/years/2025?sel=joint-sea-2025``.

    Returns
    -------
    str
        Relative to the site's folder; empty where only a server can answer.

    Examples
    --------
    >>> file_of("/"), file_of("/years/2025?sel=joint-sea-2025#table")
    ('index.html', 'years/2025.html?sel=joint-sea-2025#table')
    >>> file_of("/v/0123456789ab/figures/years/2025.svg?size=slide")
    'v/0123456789ab/figures/years/2025.size-slide.svg'
    >>> file_of("/compare?years=2024,2025&view=swipe&theme=dark")
    'compare/2024,2025.view-swipe.html?theme=dark'
    >>> file_of("/search?q=Qingdao")
    ''
    """
    pin = _PINNED.match(path)
    root = pin[0] if pin else ""
    name, mark, tail = _parted(path[len(root) :])
    if name.startswith(_SERVED):
        return ""
    if mark == "?" and not name.startswith(_VARIANTS) and _CHOSEN.match(name):
        name, tail = _comparison(name, tail)
        mark = "?" if tail else ""
    elif name.startswith(_VARIANTS):
        query = dict(parse_qsl(tail.partition("#")[0])) if mark == "?" else {}
        name, mark, tail = _variant(name, query), "", ""
    if name.endswith("/"):
        name += "index.html"
    elif not _FILE.search(name):
        name += ".html"
    return (root + name).removeprefix("/") + mark + tail


def _parted(path: str) -> tuple[str, str, str]:
    """A path before its query or fragment, the mark between, and what follows."""
    found = re.search(r"[?#]", path)
    if not found:
        return path, "", ""
    return path[: found.start()], found[0], path[found.end() :]


def _comparison(name: str, query: str) -> tuple[str, str]:
    """The file of a comparison, named after what is compared, and what is left of its query."""
    given = dict(parse_qsl(query))
    asked = {key: value for key, value in given.items() if key in _ASKED}
    rest = urlencode([one for one in given.items() if one[0] not in _ASKED], safe=",")
    subject = next((key for key in _SUBJECTS if key in asked), "")
    if not subject:
        return name, rest
    stem, suffix = posixpath.splitext(name)
    return _variant(f"{stem}/{_plain(asked.pop(subject))}{suffix or '.html'}", asked), rest


def _variant(name: str, query: Mapping[str, str]) -> str:
    """The file of something with options; the edition is the site's own."""
    words = sorted(f"{_plain(key)}-{_plain(value)}" for key, value in query.items()
                   if key != _EDITION)  # fmt: skip
    stem, suffix = posixpath.splitext(name)
    return ".".join([stem, *words]) + suffix


def _plain(text: str) -> str:
    return re.sub(r"[^\w,-]+", "-", text)
