"""The web application: its parts, and which error becomes which answer."""

from __future__ import annotations

import re
from collections.abc import Sequence

from flask import Flask, Request, Response, render_template, request
from werkzeug.exceptions import HTTPException, SecurityError
from werkzeug.middleware.proxy_fix import ProxyFix

from mapper.atlas import Atlas, open_atlas
from mapper.errors import BusyError, MapperError
from mapper.geojson import dumps
from mapper.settings import Settings, load_settings, resource_folder
from mapper.web import (
    compare,
    downloads,
    embeds,
    figures,
    oembed,
    pages,
    reports,
    single_files,
)
from mapper.web.addresses import (
    EditionRoots,
    absolute,
    address,
    answers_any,
    install_addresses,
)
from mapper.web.headers import install_headers
from mapper.web.serving import Serving, served
from mapper.web.statuses import status_of
from mapper.web.warnings import pages as warnings

TITLES = {
    400: "This address asks for something that cannot be",
    404: "Not in the atlas",
    410: "This edition is not kept here",
    405: "This address only gives, it takes nothing",
    413: "This is more than is read at once",
    429: "Too much is asked at once",
    500: "The atlas made a mistake",
    503: "The data cannot be read at the moment",
}

_MACHINE = (
    "/data/", "/compare.", "/figures/", "/search", "/position", "/healthz", "/oembed", "/editions/",
    "/warnings/read",
)  # fmt: skip


class OwnRequest(Request):
    """A request that may name its host by an IPv6 address.

    Werkzeug compares names up to their first colon: with a list of trusted hosts, it answers to
    no IPv6 address.
    """

    _trusted: list[str] | None = None

    @property
    def trusted_hosts(self) -> list[str] | None:
        """The hosts to compare with; ``None`` where the host is found to be one of them."""
        name = re.sub(r":[0-9]{1,5}$", "", self.headers.get("Host", ""))
        known = self._trusted is not None and name.startswith("[") and name in self._trusted
        return None if known else self._trusted

    @trusted_hosts.setter
    def trusted_hosts(self, hosts: list[str] | None) -> None:
        self._trusted = hosts


def create_app(settings: Settings | None = None, atlas: Atlas | None = None) -> Flask:
    """Make the application; it only ever reads.

    Parameters
    ----------
    settings : Settings, optional
        Read from ``MAPPER_*`` by default.
    atlas : Atlas, optional
        The atlas to serve; that of the settings by default. Its folder is watched.

    Raises
    ------
    StorageError, DataError
        The atlas folder cannot be read, or something in it is wrong.
    """
    settings = settings or load_settings()
    app = Flask("mapper.web", static_folder=None, template_folder=resource_folder("templates"))
    app.request_class = OwnRequest
    app.jinja_options = {"trim_blocks": True, "lstrip_blocks": True}
    app.jinja_env.globals |= {"address": address, "absolute": absolute, "answers_any": answers_any}
    app.config["TRUSTED_HOSTS"] = list(settings.answered_hosts) or None
    app.wsgi_app = EditionRoots(app.wsgi_app)  # type: ignore[assignment, method-assign]
    if settings.proxies:
        count = settings.proxies
        app.wsgi_app = ProxyFix(  # type: ignore[method-assign]
            app.wsgi_app, x_for=count, x_proto=count, x_host=count
        )
    Serving(settings, atlas or open_atlas(settings.folder)).install(app)
    install_addresses(app)
    install_headers(app, settings)
    app.register_error_handler(MapperError, _mapper_error)
    app.register_error_handler(HTTPException, _http_error)
    app.register_error_handler(Exception, _fault)
    app.register_blueprint(pages.blueprint)
    app.register_blueprint(downloads.blueprint)
    app.register_blueprint(figures.blueprint)
    app.register_blueprint(compare.blueprint)
    app.register_blueprint(warnings.blueprint)
    app.register_blueprint(embeds.blueprint)
    app.register_blueprint(single_files.blueprint)
    app.register_blueprint(oembed.blueprint)
    app.register_blueprint(reports.blueprint)
    return app


def _mapper_error(error: MapperError) -> Response:
    status = status_of(error)
    if status >= 500:
        _log(error)
        return _answer(status, TITLES[status])
    response = _answer(status, str(error), getattr(error, "nearest", ()))
    if isinstance(error, BusyError):
        response.headers["Retry-After"] = "3"
    return response


def _http_error(error: HTTPException) -> Response:
    status = error.code or 500
    if isinstance(error, SecurityError):
        # The host is not ours: nothing is rendered for it.
        return Response(
            "400: this host is not served here; MAPPER_TRUSTED_HOSTS says which are\n",
            400,
            mimetype="text/plain",
        )
    if status < 400:
        return Response(error.get_response().data, status, error.get_headers())
    message = "there is no such page" if status == 404 else str(error.description)
    response = _answer(status, message)
    for name, value in error.get_headers():
        if name not in ("Content-Type", "Content-Length"):
            response.headers[name] = value
    return response


def _fault(error: Exception) -> Response:
    _log(error)
    try:
        return _answer(500, "the fault is on this side and has been noted")
    except Exception as second:
        _log(second)
        return Response("500: the atlas made a mistake\n", 500, mimetype="text/plain")


def _answer(status: int, message: str, nearest: Sequence[str] = ()) -> Response:
    if request.path.startswith(_MACHINE):
        text = dumps({"status": status, "error": message, "nearest": list(nearest)})
        return Response(text + "\n", status, mimetype="application/json")
    title = TITLES.get(status, "This did not work")
    page = render_template(
        "error.html", status=status, title=title, message=message,
        links=[_nearest_link(name) for name in nearest], newest=status == 410 and request.path,
        **pages.frame(),
    )  # fmt: skip
    return Response(page, status, mimetype="text/html")


def _nearest_link(name: str) -> tuple[str, str]:
    """The address and text of something near: a year, or an event by its name."""
    if name.isdecimal():
        return address(f"/years/{name}"), name
    return address(f"/events/{name}"), served().told.event(name).record.name


def _log(error: Exception) -> None:
    from flask import current_app

    current_app.logger.error("%s %s", request.method, request.path, exc_info=error)
