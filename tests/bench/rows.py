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
    limit : float or None
        The most that it may be; ``None`` for a figure that is only told.
    unit : str
        ``""`` for a ratio.
    detail : str
        The two sides, with their units.
    """

    name: str
    value: float
    limit: float | None
    unit: str = ""
    detail: str = ""

    @property
    def kept(self) -> bool:
        """Whether the limit is kept."""
        return self.limit is None or self.value <= self.limit

    def line(self) -> str:
        """The row as a line of text."""
        mark = "ok  " if self.kept else "OVER"
        unit = f" {self.unit}" if self.unit else ""
        limit = "" if self.limit is None else f"limit {self.limit:g}{unit}"
        figures = f"{self.value:10.3f}{unit:4}  {limit:14}"
        return f"{mark}  {self.name:44}{figures}  {self.detail}".rstrip()
