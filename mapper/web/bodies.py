"""Finished answers: kept with their compressed forms, sent with an ETag."""

from __future__ import annotations

import gzip
import hashlib
import threading
from collections import OrderedDict
from collections.abc import Callable, Hashable
from dataclasses import dataclass, field

import brotli  # type: ignore[import-untyped]
from flask import Response, request

from mapper.web.pins import pinned

REVALIDATE = "no-cache"
"""May be kept, but is asked for again each time; the ETag makes that cheap."""

IMMUTABLE = "public, max-age=31536000, immutable"
"""For addresses that carry the fingerprint of what they give."""

_LEAST_BYTES = 600
_COMPRESSIBLE = ("text/", "application/json", "application/geo+json", "image/svg+xml")


@dataclass(frozen=True, eq=False)
class Body:
    """The bytes of an answer and what its headers say about them.

    Attributes
    ----------
    content : bytes
        The answer, not compressed.
    media_type : str
        As in ``Content-Type``, with its charset.
    script_hashes : tuple of str
        The CSP sources of the page's inline scripts.
    """

    content: bytes
    media_type: str
    script_hashes: tuple[str, ...] = ()
    passing: bool = False
    """Made before all was known that belongs into it: sent, but not kept."""
    _encoded: dict[str, bytes] = field(default_factory=dict, repr=False)

    @property
    def etag(self) -> str:
        """Sixteen hex digits of the content's SHA-256."""
        digest = self._encoded.get("etag")
        if digest is None:
            digest = hashlib.sha256(self.content).hexdigest()[:16].encode()
            self._encoded["etag"] = digest
        return digest.decode()

    def encoded(self, coding: str) -> bytes:
        """The content in a content coding, compressed once."""
        found = self._encoded.get(coding)
        if found is None:
            # Two threads may both compress; they store the same bytes.
            found = _compress(self.content, coding)
            self._encoded[coding] = found
        return found

    @property
    def size(self) -> int:
        """Bytes held in memory, about: the content and what compression adds."""
        return len(self.content) * 3 // 2


class BodyCache:
    """Finished answers of one edition, the least used dropped first.

    Parameters
    ----------
    limit : int
        Bytes that may be held.
    """

    def __init__(self, limit: int = 96 * 1024 * 1024) -> None:
        self._limit = limit
        self._held = 0
        self._bodies: OrderedDict[Hashable, Body] = OrderedDict()
        self._lock = threading.Lock()

    def get(self, key: Hashable, make: Callable[[], Body]) -> Body:
        """The answer under a key, made when it is not there."""
        with self._lock:
            found = self._bodies.get(key)
            if found is not None:
                self._bodies.move_to_end(key)
                return found
        made = make()
        if made.passing:
            return made
        with self._lock:
            if key not in self._bodies:
                self._bodies[key] = made
                self._held += made.size
            while self._held > self._limit and len(self._bodies) > 1:
                self._held -= self._bodies.popitem(last=False)[1].size
        return made


def send(body: Body, cache_control: str = "") -> Response:
    """Answer the current request with a body: compressed if wanted, 304 if already held.

    What a pinned address gives may be kept for good, unless ``cache_control`` says otherwise.
    """
    if not cache_control:
        cache_control = IMMUTABLE if pinned() and not body.passing else REVALIDATE
    coding = _wanted_coding(body)
    content = body.encoded(coding) if coding else body.content
    response = Response(content, content_type=body.media_type)
    if coding:
        response.headers["Content-Encoding"] = coding
    response.headers["Vary"] = "Accept-Encoding"
    response.headers["Cache-Control"] = cache_control
    response.set_etag(f"{body.etag}-{coding}" if coding else body.etag)
    response.make_conditional(request)
    return response


def _wanted_coding(body: Body) -> str:
    if len(body.content) < _LEAST_BYTES or not body.media_type.startswith(_COMPRESSIBLE):
        return ""
    accepted = request.accept_encodings
    return next((coding for coding in ("br", "gzip") if accepted[coding] > 0), "")


def _compress(content: bytes, coding: str) -> bytes:
    if coding == "br":
        # Quality 11 costs ten times the time of 9 and gains 3 %: only small files are worth it.
        return bytes(brotli.compress(content, quality=11 if len(content) < 300_000 else 9))
    return gzip.compress(content, compresslevel=6, mtime=0)
