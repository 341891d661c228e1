"""Which file of a static site stands for which path of the atlas, and how pages link to it."""

from __future__ import annotations

import posixpath
import re

from mapper.web.addresses import Addresses

_PINNED = re.compile(r"^/v/[0-9a-f]{12,64}")
_SERVED = ("/position", "/search", "/healthz", "/oembed", "/editions", "/compare",
           "/embed/compare", "/report/compare", "/warnings")  # fmt: skip
"""Answers to a question: no file can hold them, so no page of a static site asks."""

_FILE = re.compile(r"\.(geojson|csv|json|svg|png|pdf|js|css|ico|html|xml|txt|LICENSE)$")
_VARIANTS = ("/figures/", "/thumbnails/")
_EDITION = "edition="


class StaticAddresses(Addresses):
    """Links from file to file, so that the site works below any path of any host.

    Parameters
    ----------
    public_url : str
        Where the site will be, if that is known: a page that a host shows under any address, as
        its answer 404, then has whole addresses.
    """

    def __init__(self, public_url: str = "") -> None:
        self._public = public_url.rstrip("/")

    def link(self, path: str, here: str) -> str:
        """What stands in a page for a path; empty for what only a server can answer."""
        found = file_of(path)
        if not found:
            return ""
        if here.endswith("/404") and self._public:
            return f"{self._public}/{found}"
        name, mark, tail = _parted(found)
        base = posixpath.dirname(f"/{_parted(file_of(here))[0]}")
        return posixpath.relpath(f"/{name}", base) + mark + tail

    def file(self, path: str) -> str:
        """What stands behind the site's own address for a path."""
        return f"/{file_of(path)}"


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
    >>> file_of("/search?q=Qingdao")
    ''
    """
    name, mark, tail = _parted(path)
    pinned = _PINNED.match(name)
    below = name[pinned.end() :] if pinned else name
    if below.startswith(_SERVED):
        return ""
    if below.startswith(_VARIANTS):
        name, mark, tail = _variant(name, tail if mark == "?" else ""), "", ""
    if name.endswith("/"):
        name += "index.html"
    elif not _FILE.search(name):
        name += ".html"
    return name.removeprefix("/") + mark + tail


def _parted(path: str) -> tuple[str, str, str]:
    """A path before its query or fragment, the mark between, and what follows."""
    found = re.search(r"[?#]", path)
    if not found:
        return path, "", ""
    return path[: found.start()], found[0], path[found.end() :]


def _variant(name: str, query: str) -> str:
    """The file of a drawing with options; the edition is the site's own."""
    query = query.partition("#")[0].replace("&amp;", "&")
    options = sorted(one for one in query.split("&") if one and not one.startswith(_EDITION))
    words = [re.sub(r"[^\w,-]+", "-", one) for one in options]
    stem, suffix = posixpath.splitext(name)
    return ".".join([stem, *words]) + suffix
