"""The production server: waitress, with maps and coast warmed up behind the first page."""

from __future__ import annotations

import errno
import logging
import socket
import threading
from collections.abc import Callable
from typing import TYPE_CHECKING

from mapper.errors import UsageError
from mapper.settings import Settings

if TYPE_CHECKING:
    from flask import Flask

    from mapper.atlas import Atlas

THREADS = 6
_MAX_BODY_BYTES = 1024 * 1024
"""What is read of a request before the application sees it; its routes take less."""


def run(
    settings: Settings,
    atlas: Atlas,
    *,
    debug: bool = False,
    announce: Callable[[str], object] | None = None,
) -> None:
    """Serve an atlas until the process is stopped.

    Parameters
    ----------
    settings : Settings
        Host, port and everything that the application reads.
    atlas : Atlas
        The first atlas; its folder is watched.
    debug : bool
        Use Flask's own server, which is for development only.
    announce : callable, optional
        Is told the address, once connections are accepted.

    Raises
    ------
    UsageError
        The address cannot be listened on, or the atlas has no event to show.
    """
    from mapper.atlas import NO_EVENT
    from mapper.web.app import create_app

    if not atlas.has_events:
        raise UsageError(f"{atlas.folder}: {'; '.join(NO_EVENT)}")
    app = create_app(settings, atlas)
    if debug:
        _listen(settings.host, settings.port).close()
        app.run(settings.host, settings.port, debug=True, use_reloader=False)
        return
    serve(app, settings.host, settings.port, announce, trust_proxies=settings.proxies > 0)


def serve(
    app: Flask,
    host: str,
    port: int,
    announce: Callable[[str], object] | None = None,
    *,
    trust_proxies: bool = False,
) -> None:
    """Serve an application with waitress until the process is stopped.

    Raises
    ------
    UsageError
        The address cannot be listened on.
    """
    import waitress

    from mapper.web import drawn
    from mapper.web.serving import serving_of

    logging.getLogger("waitress.queue").setLevel(logging.ERROR)
    listening = _listen(host, port)
    server = waitress.create_server(
        app, sockets=[listening], threads=THREADS, ident=None,
        max_request_body_size=_MAX_BODY_BYTES, clear_untrusted_proxy_headers=not trust_proxies,
    )  # fmt: skip
    atlas = serving_of(app).current().atlas
    threading.Thread(target=drawn.prewarm, args=(atlas,), name="prewarm", daemon=True).start()
    if announce:
        announce(address(host, listening.getsockname()[1]))
    server.run()


def address(host: str, port: int) -> str:
    """The address to open in a browser.

    Examples
    --------
    >>> address("0.0.0.0", 8000), address("::1", 8000)
    ('http://localhost:8000/', 'http://[::1]:8000/')
    """
    if host in ("", "0.0.0.0", "::", "*"):  # noqa: S104
        host = "localhost"
    return f"http://[{host}]:{port}/" if ":" in host else f"http://{host}:{port}/"


def _listen(host: str, port: int) -> socket.socket:
    """A socket that listens; an IPv6 host also answers to IPv4 where both are wildcards."""
    family = socket.AF_INET6 if ":" in host else socket.AF_INET
    both = host in ("", "::") and socket.has_dualstack_ipv6()
    try:
        if both:
            return socket.create_server(("", port), family=socket.AF_INET6, dualstack_ipv6=True)
        return socket.create_server((host, port), family=family)
    except (OSError, OverflowError, UnicodeError) as error:
        reason = (getattr(error, "strerror", None) or str(error)).lower()
        about_port = getattr(error, "errno", None) in (errno.EADDRINUSE, errno.EACCES)
        remedy = "choose another --port" if about_port else (
            "choose another --host: 127.0.0.1 for this machine alone, 0.0.0.0 for all"
        )  # fmt: skip
        raise UsageError(f"{host}:{port}: cannot listen there; {reason}; {remedy}") from None
