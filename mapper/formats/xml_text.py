"""XML of map files: no document types, no entities, nothing fetched, limits before the tree."""

from __future__ import annotations

import re
from collections.abc import Iterator
from xml.etree.ElementTree import Element, ParseError

import defusedxml
from defusedxml.ElementTree import fromstring

from mapper.formats.findings import Refused
from mapper.formats.limits import MAX_DEPTH, MAX_ELEMENTS

_UTF16 = (b"\xff\xfe", b"\xfe\xff")
_NUMBER = re.compile(
    r"[+-]?(?:[0-9]{1,20}(?:\.[0-9]{0,40})?|\.[0-9]{1,40})(?:[eE][+-]?[0-9]{1,3})?"
)


def root_of(content: bytes) -> Element:
    """Parse XML into a tree.

    Raises
    ------
    Refused
        Not well-formed, UTF-16, a document type, too many or too deeply nested elements.
    """
    if content.startswith(_UTF16) or b"\x00" in content[:4]:
        raise Refused("encoding", "expected UTF-8, found UTF-16; save it as UTF-8")
    if b"\x00" in content:
        raise Refused("encoding", "expected text, found NUL bytes; save it as UTF-8")
    elements = content.count(b"<")
    if elements > 2 * MAX_ELEMENTS:
        raise Refused(
            "too-many-values", f"{elements:,} tags, at most {2 * MAX_ELEMENTS:,} are read"
        )
    try:
        root: Element = fromstring(content, forbid_dtd=True)
    except defusedxml.DefusedXmlException:
        raise Refused(
            "dtd", "a document type or entity; map files need none, remove it from the head"
        ) from None
    except ParseError as error:
        line, column = error.position
        what = str(error).split(":")[0]
        raise Refused(
            "not-xml", f"line {line}, column {column + 1}: not well-formed XML ({what}); save the "
            "file again whole") from None  # fmt: skip
    except (LookupError, ValueError) as error:
        raise Refused("encoding", f"{str(error)[:80]}; save it as UTF-8") from None
    _check_depth(root)
    return root


def _check_depth(root: Element) -> None:
    level = [root]
    for _ in range(MAX_DEPTH):
        level = [child for element in level for child in element]
        if not level:
            return
    raise Refused("too-deep", f"nested deeper than {MAX_DEPTH} elements; flatten it")


def local(element: Element) -> str:
    """The name of an element without its namespace; of a comment, nothing."""
    tag = element.tag
    return tag.rpartition("}")[2] if isinstance(tag, str) else ""


def child(element: Element, *names: str) -> Element | None:
    """The first child of one of some names."""
    return next(children(element, *names), None)


def children(element: Element, *names: str) -> Iterator[Element]:
    """The children of some names."""
    return (one for one in element if local(one) in names)


def text_of(element: Element | None) -> str:
    """The text inside an element, without the space around it."""
    return "" if element is None else "".join(element.itertext()).strip()


def number(text: str | None) -> float | None:
    """A plain decimal number, or ``None``: no NaN, no infinity, no other digits.

    Examples
    --------
    >>> number(" -12.50 "), number("NaN"), number("1_0"), number("1e999")
    (-12.5, None, None, None)
    """
    text = (text or "").strip()
    if len(text) > 80 or not _NUMBER.fullmatch(text):
        return None
    value = float(text)
    return value if abs(value) < 1e300 else None
