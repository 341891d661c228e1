"""Warning text to shapes, times and doubts.

``read`` takes one message: NAVAREA and HYDROPAC broadcasts, coastal warnings, NAVTEX, notices of
the Chinese, Japanese, Vietnamese and Korean authorities, AVURNAV and radioavisos, NOTAM. It
refuses rather than guesses: what could not be read is among the doubts, with its place in the
text.
"""

from mapper.navwarn.adding import closures
from mapper.navwarn.collection import (
    geojson_lines,
    read_all,
    read_each,
    to_features,
    to_geojson,
    warning_text,
)
from mapper.navwarn.drawing import draw
from mapper.navwarn.explaining import explain
from mapper.navwarn.reading import read
from mapper.navwarn.records import Doubt, Identity, NavWarning, Shape, Vertex, Window

__all__ = [
    "Doubt",
    "Identity",
    "NavWarning",
    "Shape",
    "Vertex",
    "Window",
    "closures",
    "draw",
    "explain",
    "geojson_lines",
    "read",
    "read_all",
    "read_each",
    "to_features",
    "to_geojson",
    "warning_text",
]
