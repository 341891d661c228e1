"""Map files of other programs to features and back; the judge of every file.

``read_map_file`` and ``inspect_files`` read GeoJSON, KML and KMZ, GPX, CSV, GeoPackage, Shapefile
and S-57 cells in a process of their own, within limits of bytes, depth, members, vertices, time
and memory (``limits``). What is refused, repaired or accepted, and why, is the table ``CODES`` in
``findings``.
"""

from mapper.formats.findings import CODES, Finding, MapFeature, Reading
from mapper.formats.reading import Reader, inspect_files, read_map_file

__all__ = [
    "CODES",
    "Finding",
    "MapFeature",
    "Reader",
    "Reading",
    "inspect_files",
    "read_map_file",
]
