"""One line of the benchmark's table."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True)
class Row:
    """What was measured, against what, and the limit that it has to keep.

    Attributes
    ----------
    name : str
        What was measured.
    value : float
        The figure: a ratio against a peer, or an amount.
    limit : float
        The most that it may be.
    unit : str
        ``""`` for a ratio.
    detail : str
        The two sides, with their units.
    """

    name: str
    value: float
    limit: float
    unit: str = ""
    detail: str = ""

    @property
    def kept(self) -> bool:
        """Whether the limit is kept."""
        return self.value <= self.limit

    def line(self) -> str:
        """The row as a line of text."""
        mark = "ok  " if self.kept else "OVER"
        unit = f" {self.unit}" if self.unit else ""
        figures = f"{self.value:10.3f}{unit:4}  limit {self.limit:g}{unit:4}"
        return f"{mark}  {self.name:44}{figures}  {self.detail}".rstrip()
