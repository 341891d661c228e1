"""Warning text to shapes, times and doubts.

``read`` takes one message: NAVAREA and HYDROPAC broadcasts, coastal warnings, NAVTEX, notices of
the Chinese, Japanese, Vietnamese and Korean authorities, AVURNAV and radioavisos, NOTAM. It
refuses rather than guesses: what could not be read is among the doubts, with its place in the
text.
"""

from mapper.navwarn.adding import add_to_folder
from mapper.navwarn.collection import read_all, to_features, to_geojson, warning_text
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
    "add_to_folder",
    "draw",
    "explain",
    "read",
    "read_all",
    "to_features",
    "to_geojson",
    "warning_text",
]
