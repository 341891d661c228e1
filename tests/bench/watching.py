"""Pages watched from outside, ours and a peer's alike: when everything is there."""

from __future__ import annotations

import contextlib
import gzip
import http.server
import threading
from collections.abc import Iterator

SIZE = {"width": 1440, "height": 900}
_PATIENCE_S = 180

# Each frame asks whether everything is there.
_WATCH = """(() => {
  const done = %s;
  const look = () => {
    if (done()) window.drawnAt = performance.now();
    else requestAnimationFrame(look);
  };
  requestAnimationFrame(look);
})();"""


def drawn_at(browser, url: str, done: str) -> float:
    """Milliseconds from the navigation's start, in a fresh profile."""
    context = browser.new_context(viewport=SIZE, color_scheme="light")
    try:
        page = context.new_page()
        page.add_init_script(_WATCH % done)
        page.goto(url, timeout=1000 * _PATIENCE_S)
        for _ in range(10 * _PATIENCE_S):
            at = page.evaluate("window.drawnAt ?? null")
            if at is not None:
                return float(at)
            page.wait_for_timeout(100)
        raise TimeoutError(f"{url}: not drawn after {_PATIENCE_S} s")
    finally:
        context.close()


@contextlib.contextmanager
def peer_server(html: str, libraries: dict[str, bytes]) -> Iterator[str]:
    """The peer's page from this machine, compressed as ours is.

    ``/`` isolates its window as our pages do, for which Chromium starts a process of its own;
    ``/bare`` does not.
    """
    page = ("text/html; charset=utf-8", html.encode())
    files = {"/": page, "/bare": page}
    for name, content in libraries.items():
        kind = "text/css" if name.endswith(".css") else "text/javascript"
        files[f"/lib/{name}"] = (kind, content)
    packed = {path: (kind, gzip.compress(content, 6)) for path, (kind, content) in files.items()}

    class Handler(http.server.BaseHTTPRequestHandler):
        protocol_version = "HTTP/1.1"

        def do_GET(self) -> None:
            kind, small = packed.get(self.path, ("text/plain", gzip.compress(b"")))
            self.send_response(200 if self.path in packed else 404)
            self.send_header("Content-Type", kind)
            self.send_header("Content-Encoding", "gzip")
            self.send_header("Content-Length", str(len(small)))
            if self.path == "/":
                self.send_header("Cross-Origin-Opener-Policy", "same-origin")
            self.end_headers()
            self.wfile.write(small)

        def log_message(self, *_: object) -> None:
            pass

    with http.server.ThreadingHTTPServer(("127.0.0.1", 0), Handler) as server:
        threading.Thread(target=server.serve_forever, daemon=True).start()
        yield f"http://127.0.0.1:{server.server_address[1]}/"
        server.shutdown()
