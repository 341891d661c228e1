"""What a map file may cost: every limit that is kept before or while it is read."""

from __future__ import annotations

MAX_BYTES = 64 * 1024 * 1024
"""The largest file, and the most that an archive may unpack to."""

MAX_MEMBERS = 1_000
"""The most entries of an archive."""

MAX_RATIO = 200
"""The most bytes that a byte of an archive may unpack to; text of maps stays below 60."""

RATIO_FREE_BYTES = 1024 * 1024
"""Below this size an archive may unpack at any ratio."""

MAX_VERTICES = 1_000_000
"""The most vertices of a file."""

MAX_RING_VERTICES = 250_000
"""The most vertices of one line or ring; a coastline at 1:10m has a fifth of it."""

MAX_FEATURES = 100_000
MAX_ELEMENTS = 1_500_000
"""The most elements of an XML file."""

MAX_DEPTH = 256
"""The deepest nesting of XML elements; folders of KML may well stand a hundred deep."""

MAX_COLLECTION_DEPTH = 8
"""The deepest nesting of geometry collections."""

MAX_COLUMNS = 2_000
MAX_CELL = 100_000
"""The longest text of one cell, element or attribute."""

MAX_PROBLEMS = 50
"""The most problems that are told of one file; the rest are counted."""

SECONDS = 9.0
"""How long the reading of a file may take in all."""

REPAIR_SECONDS = 4.0
"""How long the repair of one self-crossing shape may take."""

MEMORY_BYTES = 1024 * 1024 * 1024
"""The address space of the process that reads files."""
