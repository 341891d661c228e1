"""Slips of the typist inside positions: letters for digits, a sign too many.

What is mended has the same length as before, so that all offsets hold, and leaves a doubt.
"""

from __future__ import annotations

import re

Span = tuple[int, int]

_D = r"[\dOIL|]"
_LIKE = re.compile(
    rf"(?<![A-ZА-Я\d.,])(?:{_D}{{4,6}}(?:\.{_D}{{1,3}})?|{_D}{{2}}[-°]{_D}{{2}}(?:[-.'°]{_D}{{1,4}}){{0,2}}['\"]?)"
    rf"\s?[NSСЮ][\s,/-]{{0,3}}(?:{_D}{{5,7}}(?:\.{_D}{{1,3}})?|{_D}{{3}}[-°]{_D}{{2}}(?:[-.'°]{_D}{{1,4}}){{0,2}}['\"]?)"
    r"\s?[EWВЗ](?![A-ZА-Я])"
)
_LETTER = re.compile(r"[OIL|]")
_DIGITS = str.maketrans("OIL|", "0111")
_JUNK = re.compile(
    r"(?<![\d.,-])(?P<deg>\d{2,3})(?P<a>-[-.,;:]|[,;:]-)(?=[0-5]\d(?:-[0-5]\d|[.,]\d{1,3})?\s?'?[NSEWСЮВЗ](?![A-ZА-Я\d]))"
)
_ODD = re.compile(r"\d{1,3}\s?(?:[-°][-.,;:]{1,3}\s?|[,;:]{1,2}-\s?)$")


def mended(plain: str) -> tuple[str, list[Span], list[Span]]:
    """The text with letters in groups of digits read as digits, and where that was done.

    Returns
    -------
    text, mended, unread
        Unread is what looks like a position but has groups of wrong lengths.

    Examples
    --------
    >>> mended("FROM 4O10N1200OOE TO 5200N")
    ('FROM 4O10N1200OOE TO 5200N', [], [(5, 17)])
    >>> mended("4O10N1200OE")
    ('4010N12000E', [(0, 11)], [])
    >>> mended("70-,10-00N 033-40-00E")
    ('70 -10-00N 033-40-00E', [(0, 4)], [])
    """
    spans: list[Span] = []
    unread: list[Span] = []

    def digits(match: re.Match[str]) -> str:
        said = match[0]
        if not _LETTER.search(said):
            return said
        if not _fits(said):
            if _mostly_digits(said):
                unread.append(match.span())
            return said
        spans.append(match.span())
        return said.translate(_DIGITS)

    def sign(match: re.Match[str]) -> str:
        spans.append(match.span())
        return f"{match['deg']} -"

    text = _LIKE.sub(digits, plain) if _LETTER.search(plain) else plain
    return _JUNK.sub(sign, text), spans, unread


def _mostly_digits(said: str) -> bool:
    digits = sum(char.isdigit() for char in said)
    return digits > 1.5 * len(_LETTER.findall(said))


def _fits(said: str) -> bool:
    """Whether the groups have the lengths of degrees, minutes and seconds."""
    groups = re.findall(r"[\dOIL|]+", said)
    if not _mostly_digits(said):
        return False
    if len(groups) == 2 or ("-" not in said and "°" not in said):
        whole = [group for group in groups if len(group) > 3]
        return [len(group) for group in whole] in ([4, 5], [6, 7])
    return True


def cut_off(plain: str, start: int) -> bool:
    """Whether degrees and signs that do not belong there stand right before an angle.

    Examples
    --------
    >>> cut_off("70-;,10-00N", 5), cut_off("AT 10-00N", 3)
    (True, False)
    """
    return _ODD.search(plain, max(0, start - 8), start) is not None
