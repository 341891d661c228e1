"""The text of a warning in one plain form, with the way back to the text as it was given."""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass

MAX_LENGTH = 40_000
"""The longest message that is read, in characters; longer ones are cut and said to be."""

_LONGEST_BLANK = 12
_MOST_LINES = 4
"""Blanks and empty lines beyond these are left out of the plain form: no grammar counts them, and
a search that tries every length of a run would take time that grows with its square."""

_LONG_RUN = re.compile(r"\s{13}|(?:\n[^\S\n]*+){5}")

METRE = "ᴍ"
"""What a small m after a number becomes: metres. A capital M may be sea miles."""
_METRES = re.compile(r"(?<=\d)m(?![A-Za-z])|(?<=\d )m(?![A-Za-z])")

_SAME: dict[str, str] = {
    **dict.fromkeys("‐‑‒–—―−﹘﹣－﬩⁃", "-"),
    **dict.fromkeys("′’‘‛ʹʼˈ´`＇‵ꞌ", "'"),
    **dict.fromkeys("″”“‟ʺ〃˝＂‶״〞〟»", '"'),
    **dict.fromkeys("º˚ᵒ∘゜⁰°○◦｡", "°"),
    **dict.fromkeys("〜～∼˜", "~"),
    **dict.fromkeys("\u00a0\u2002\u2003\u2009\u200a\u202f\u3000\t\v\f", " "),
    **dict.fromkeys("\u2028\u2029\x85", "\n"),
    **dict.fromkeys("\u200b\u200c\u200d\ufeff\u00ad\u2060\r", ""),
    **dict.fromkeys("︰∶꞉", ":"),
    # The grammars use these private signs for what they have already read.
    **dict.fromkeys("\ue000\ue001\ue002", "\ufffd"),
    "‴": "\"'",
    **{chr(0x2460 + i): f"({i + 1})" for i in range(20)},
}


@dataclass(frozen=True)
class Text:
    """A message and its plain form.

    Attributes
    ----------
    raw : str
        The message as given.
    plain : str
        Upper case, compatibility characters resolved (NFKC), every dash ``-``, every prime or
        quotation mark ``'`` or ``"``, every degree sign ``°``.
    origin : tuple of int or None
        For each character of ``plain`` the offset in ``raw`` that it comes from; ``None`` when
        both have the same offsets.
    """

    raw: str
    plain: str
    origin: tuple[int, ...] | None

    def span(self, start: int, end: int) -> tuple[int, int]:
        """A stretch of the plain text as offsets (start, end) of the text as given."""
        if self.origin is None:
            return start, end
        if start >= len(self.origin):
            return len(self.raw), len(self.raw)
        last = self.origin[max(start, end - 1)] + 1 if end > start else self.origin[start]
        return self.origin[start], last


def plain_text(raw: str) -> Text:
    """Bring a message into its plain form; what exceeds ``MAX_LENGTH`` is left out.

    Examples
    --------
    >>> plain_text("38－51．7Ｎ").plain
    '38-51.7N'
    """
    raw = raw[:MAX_LENGTH]
    plain_already = raw.isascii() and not any(char in raw for char in "\r\t\v\f`")
    if plain_already and not _LONG_RUN.search(raw):
        return Text(raw, _METRES.sub(METRE, raw).upper(), None)
    out: list[str] = []
    origin: list[int] = []
    blanks = lines = 0
    for start, end in _clusters(raw):
        for char in _plain(raw[start:end]):
            if char == "\n":
                blanks, lines = 0, lines + 1
            elif char.isspace():
                blanks += 1
            else:
                blanks = lines = 0
            if blanks <= _LONGEST_BLANK and lines <= _MOST_LINES:
                metre = char == "M" and _is_metre(raw, start, end, out)
                out.append(METRE if metre else char)
                origin.append(start)
    return Text(raw, "".join(out), tuple(origin))


def _is_metre(raw: str, start: int, end: int, before: list[str]) -> bool:
    small = raw[start:end] in ("m", "ｍ") and not raw[end : end + 1].isalpha()
    cjk = raw[start:end] in ("m", "ｍ") and raw[end : end + 1] > "⺀"
    last = before[-2] if before[-1:] == [" "] and len(before) > 1 else before[-1] if before else ""
    return (small or cjk) and last.isdigit()


def _clusters(raw: str) -> list[tuple[int, int]]:
    """Each character with the combining marks after it, so that accents stay with letters."""
    starts = [i for i, char in enumerate(raw) if not unicodedata.combining(char)] or [0]
    if starts[0] != 0:
        starts.insert(0, 0)
    # A run of marks without end is not writing: at most eight stay with their letter.
    ends = [*starts[1:], len(raw)]
    return [(a, min(b, a + 9)) for a, b in zip(starts, ends, strict=True)]


def _plain(cluster: str) -> str:
    same = _SAME.get(cluster)
    if same is not None:
        return same
    plain = unicodedata.normalize("NFKC", cluster).upper()
    return "".join(_SAME.get(char, char) for char in plain)
