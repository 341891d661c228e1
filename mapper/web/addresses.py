"""Addresses of the atlas: the one place that knows what stands before and behind a path.

Whoever names a page, a layer or a file gives its plain path, as ``/years/2025``; here it becomes
what a browser can follow. An edition is the same atlas below a root of its own, ``/v/<edition>``;
a static site is the same atlas with addresses of another kind.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from typing import TYPE_CHECKING, Any

from flask import current_app, request
from werkzeug.exceptions import SecurityError

from mapper.web.pins import EDITION, FINGERPRINT, pinned
from mapper.web.serving import serving

if TYPE_CHECKING:
    from _typeshed.wsgi import StartResponse, WSGIApplication, WSGIEnvironment

_KIND = "addresses"
_PINNED = re.compile(rf"/v/({FINGERPRINT.pattern})(?=/)")
_HOST = re.compile(r"([A-Za-z0-9_.-]{1,253}|\[[0-9A-Fa-f:.]{2,45}\])(:[0-9]{1,5})?")
_OF_NO_EDITION = (
    "/static/", "/data/schema/", "/position", "/favicon.ico", "/editions/", "/oembed",
)  # fmt: skip
"""What belongs to the release or to the moment, not to an edition of the data."""


class Addresses:
    """How paths become addresses on a server. A static site gives an app a kind of its own.

    Attributes
    ----------
    answers : bool
        Whether every question is answered: each query of a comparison, each option of a figure.
        A static site holds what is asked most.
    """

    answers = True

    def link(self, path: str, here: str) -> str:  # noqa: ARG002
        """What stands in a page for a path.

        Parameters
        ----------
        path : str
            From the site's root, with its edition, query and fragment:
            ``/v/0123456789ab/years/2025?sel=joint-sea-2025``. Of a kind that does not answer
            everything, empty for what it does not.
        here : str
            The path of the page that it stands in, with its query.
        """
        return path

    def file(self, path: str) -> str:
        """What stands behind the site's own address for a path."""
        return path


class EditionRoots:
    """WSGI: takes ``/v/<edition>`` off a path and puts it to the application's root.

    Every route is there in every edition without knowing of them.
    """

    def __init__(self, app: WSGIApplication) -> None:
        self._app = app

    def __call__(self, environ: WSGIEnvironment, start: StartResponse) -> Iterable[bytes]:
        """Answer a request."""
        path = environ.get("PATH_INFO", "")
        found = _PINNED.match(path)
        if found:
            root = environ.get("SCRIPT_NAME", "") + found[0]
            environ = {**environ, "SCRIPT_NAME": root, "PATH_INFO": path[found.end() :],
                       EDITION: found[1]}  # fmt: skip
        return self._app(environ, start)


def install_addresses(app: Any, kind: Addresses | None = None) -> None:
    """Make this how an app writes its addresses; a server's plain ones by default."""
    app.extensions[_KIND] = kind or Addresses()


def address(path: str, *, edition: str | None = None) -> str:
    """The address of a path for a link, a script or an image in the page that is answered.

    Parameters
    ----------
    path : str
        The plain path, with query and fragment if any: ``/years/2025?sel=joint-sea-2025``.
    edition : str, optional
        The edition that it is pinned to, empty for none; that of the request by default.
    """
    here = _mount() + _prefix(path_here=True) + request.full_path.removesuffix("?")
    return _kind().link(_rooted(path, edition), here)


def answers_any() -> bool:
    """Whether every question is answered, or only those that the site has files for."""
    return _kind().answers


def absolute(path: str, *, edition: str | None = None) -> str:
    """The whole address of a path, for permalinks, citations and other sites."""
    return site() + _kind().file(_prefix(path, edition) + path)


def site() -> str:
    """The address of the whole site, without a slash at its end.

    Raises
    ------
    SecurityError
        No ``MAPPER_PUBLIC_URL`` is set, and the request names a host that can be none.
    """
    public = serving().settings.public_url
    if public:
        return public.rstrip("/")
    if not _HOST.fullmatch(request.host):
        raise SecurityError(f"host: expected a name or number, got {request.host[:60]!r}")
    return request.host_url.rstrip("/") + _mount()


def _kind() -> Addresses:
    found: Addresses = current_app.extensions[_KIND]
    return found


def _rooted(path: str, edition: str | None) -> str:
    return _mount() + _prefix(path, edition) + path


def _mount() -> str:
    """Where the application itself is mounted, below a proxy's prefix for one."""
    return request.script_root.removesuffix(f"/v/{request.environ.get(EDITION)}")


def _prefix(path: str = "", edition: str | None = None, *, path_here: bool = False) -> str:
    name = pinned() if edition is None else edition
    return f"/v/{name}" if name and (path_here or not path.startswith(_OF_NO_EDITION)) else ""
