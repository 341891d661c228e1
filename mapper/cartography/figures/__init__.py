"""Figures without a browser: a map as one SVG, and that SVG as PNG and PDF.

``options`` checks what was asked for, ``content`` collects what is drawn, ``panel`` draws a map,
``labels`` and ``names`` want places that ``placement`` gives, ``layout`` divides the sheet,
``composing`` puts it together, ``converting`` turns the SVG into other formats.
"""

from mapper.cartography.figures.figure import MEDIA_TYPES, Figure, make_figure, missing_letters
from mapper.cartography.figures.options import (
    FORMATS,
    NAMES,
    PRESETS,
    Options,
    check_format,
    read_options,
    usual_names,
)
from mapper.cartography.figures.subjects import is_comparison

__all__ = [
    "FORMATS",
    "MEDIA_TYPES",
    "NAMES",
    "PRESETS",
    "Figure",
    "Options",
    "check_format",
    "is_comparison",
    "make_figure",
    "missing_letters",
    "read_options",
    "usual_names",
]
