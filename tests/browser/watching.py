"""What a page did in the browser: whom it asked, and what the browser complained about."""

from __future__ import annotations

from dataclasses import dataclass, field
from urllib.parse import urlsplit

DRAWN = ".atlas-map[data-ready=true]"
OWN_SCHEMES = ("data", "blob", "about")


@dataclass
class Watched:
    """A tab with everything that it did since it was opened.

    Attributes
    ----------
    page : playwright Page
        The tab.
    origin : str
        The server's own address.
    requests : list of str
        Every address asked for.
    complaints : list of str
        Errors and warnings of the console (a violated policy is one), script errors, answers of
        400 and above, and dialogs that a script opened.
    """

    page: object
    origin: str
    requests: list[str] = field(default_factory=list)
    complaints: list[str] = field(default_factory=list)

    def __post_init__(self) -> None:
        self.page.on("request", lambda request: self.requests.append(request.url))
        self.page.on("console", self._note_console)
        self.page.on("pageerror", lambda error: self.complaints.append(f"script: {error}"))
        self.page.on("response", self._note_response)
        self.page.on("dialog", self._note_dialog)

    def open(self, path: str, *, drawn: bool = False) -> None:
        """Go to a path of the server and wait until nothing is loading; then for the map."""
        self.page.goto(self.origin + path, wait_until="networkidle")
        if drawn:
            self.page.wait_for_selector(DRAWN, state="attached")

    @property
    def strangers(self) -> list[str]:
        """Addresses of other hosts that were asked for."""
        return [
            url
            for url in self.requests
            if not url.startswith(f"{self.origin}/") and urlsplit(url).scheme not in OWN_SCHEMES
        ]

    def _note_console(self, message) -> None:
        if message.type in ("error", "warning"):
            self.complaints.append(f"console: {message.text}")

    def _note_response(self, response) -> None:
        if response.status >= 400:
            self.complaints.append(f"{response.status}: {response.url}")

    def _note_dialog(self, dialog) -> None:
        self.complaints.append(f"dialog: {dialog.message}")
        dialog.dismiss()
