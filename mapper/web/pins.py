"""The edition that a request's address is pinned to, by its root ``/v/<edition>``."""

from __future__ import annotations

import re

from flask import g, request

FINGERPRINT = re.compile(r"[0-9a-f]{12,64}")
"""What names an edition."""

EDITION = "mapper.edition"
"""Where a request's environment names that edition."""


def pinned() -> str:
    """The edition that the current request's address is pinned to; empty for none."""
    return "" if g.get("gone") else str(request.environ.get(EDITION, ""))
