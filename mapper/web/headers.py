"""The header policy: what a browser may do with an answer, by the kind of answer."""

from __future__ import annotations

from urllib.parse import urlsplit

from flask import Flask, Response, g, request

from mapper.settings import Settings

FRAMED = "/embed/"
"""What other sites may frame, if the settings let them; nothing else is ever framed."""

SHARED = ("/static/", "/data/", "/figures/", "/thumbnails/", "/position", "/editions/", "/oembed",
          "/compare.")  # fmt: skip
"""What other sites may load: a figure in a foreign report would be blank otherwise, and an embed in
a sandboxed frame, which has no origin of its own, would find no data."""

NOTHING = "default-src 'none'; frame-ancestors 'none'"
SVG_POLICY = "default-src 'none'; style-src 'unsafe-inline'; font-src data:; img-src data:"
_PERMISSIONS = "camera=(), geolocation=(), microphone=(), payment=(), usb=(), fullscreen=(self)"


def install_headers(app: Flask, settings: Settings) -> None:
    """Put the policy on every answer of an app, its error pages included."""

    @app.after_request
    def add(response: Response) -> Response:
        return add_headers(response, settings)


def allow_scripts(*hashes: str) -> None:
    """Name the inline scripts of the page that is being answered, as ``sha256-…``."""
    g.script_hashes = (*getattr(g, "script_hashes", ()), *hashes)


def add_headers(response: Response, settings: Settings) -> Response:
    """Add the headers that an answer of its media type and address needs."""
    shared = request.path.startswith(SHARED)
    framed = request.path.startswith(FRAMED)
    headers = response.headers
    headers["Content-Security-Policy"] = _policy(response.mimetype or "", settings)
    headers["X-Content-Type-Options"] = "nosniff"
    headers["Referrer-Policy"] = "same-origin"
    headers["Permissions-Policy"] = _PERMISSIONS
    headers["Cross-Origin-Opener-Policy"] = "same-origin"
    headers["Cross-Origin-Resource-Policy"] = "cross-origin" if shared or framed else "same-origin"
    if shared:
        headers["Access-Control-Allow-Origin"] = "*"
    if request.is_secure:
        headers["Strict-Transport-Security"] = "max-age=31536000"
    headers.setdefault("Cache-Control", "no-store" if response.status_code >= 400 else "no-cache")
    return response


def page_policy(
    script_hashes: tuple[str, ...], tiles_url: str = "", ancestors: tuple[str, ...] = ("'none'",)
) -> str:
    """The Content-Security-Policy of an HTML page.

    Parameters
    ----------
    script_hashes : tuple of str
        ``sha256-…`` of each inline script; nothing else inline runs.
    tiles_url : str
        The tile layer that the user turned on, or empty.
    ancestors : tuple of str
        Whose pages may frame it; ``*`` for anybody's, files and documents included.

    Examples
    --------
    >>> page_policy(()).split("; ")[:3]
    ["default-src 'none'", "script-src 'self'", "style-src 'self'"]
    """
    scripts = "".join(f" '{value}'" for value in dict.fromkeys(script_hashes))
    # The policy's own * would leave out frames in files and in documents without an origin.
    framing = [] if "*" in ancestors else [f"frame-ancestors {' '.join(ancestors)}"]
    images = f" {_origin(tiles_url)}" if tiles_url else ""
    return "; ".join(
        (
            "default-src 'none'",
            f"script-src 'self'{scripts}",
            "style-src 'self'",
            f"img-src 'self' data:{images}",
            "font-src 'self'",
            "connect-src 'self'",
            "frame-src 'self'",
            "base-uri 'none'",
            "form-action 'self'",
            "object-src 'none'",
            *framing,
        )
    )


def _policy(mimetype: str, settings: Settings) -> str:
    if mimetype == "text/html":
        hashes = getattr(g, "script_hashes", ())
        if request.path.startswith(FRAMED):
            # The atlas shows its embeds in its own dialogue, whoever else may.
            others = (one for one in settings.embed_ancestors if one != "'none'")
            own = tuple(dict.fromkeys(("'self'", *others)))
            return page_policy(hashes, settings.tiles_url, own)
        return page_policy(hashes, settings.tiles_url)
    return SVG_POLICY if mimetype == "image/svg+xml" else NOTHING


def _origin(url: str) -> str:
    """The origin of a tile address; ``{s}`` stands for any subdomain."""
    parts = urlsplit(url)
    return f"{parts.scheme}://{parts.netloc.replace('{s}', '*')}"
