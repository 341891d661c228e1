"""Figures without a browser: a map as one SVG, and that SVG as PNG and PDF.

``options`` checks what was asked for, ``content`` collects what is drawn, ``panel`` draws a map,
``labels`` and ``names`` want places that ``placement`` gives, ``layout`` divides the sheet,
``composing`` puts it together, ``converting`` turns the SVG into other formats.
"""

from mapper.cartography.figures.figure import Figure, make_figure
from mapper.cartography.figures.options import FORMATS, NAMES, PRESETS, Options, read_options

__all__ = ["FORMATS", "NAMES", "PRESETS", "Figure", "Options", "make_figure", "read_options"]
