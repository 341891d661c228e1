"""Cells of a table as text that no spreadsheet takes for a formula."""

from __future__ import annotations

import re
from typing import Any

_PLAIN_NUMBER = re.compile(r"[+-]?[0-9]+(\.[0-9]+)?")
FORMULA = ("=", "+", "-", "@", "\t", "\r", "\n", "＝", "＋", "－", "＠")
"""How a text begins that a spreadsheet calculates."""


def safe_cell(value: Any) -> str:
    """A value as a cell that no spreadsheet takes for a formula.

    Examples
    --------
    >>> safe_cell("=1+1"), safe_cell("-12.5"), safe_cell(-12.5), safe_cell("Joint Sea")
    ("'=1+1", '-12.5', '-12.5', 'Joint Sea')
    """
    if value is None:
        return ""
    if isinstance(value, bool):
        return "true" if value else "false"
    text = f"{value:.10g}" if isinstance(value, float) else str(value)
    if text.lstrip(" ").startswith(FORMULA) and not _PLAIN_NUMBER.fullmatch(text):
        return f"'{text}"
    return text
