"""An edition that a static site holds, read from its own pinned files."""

from __future__ import annotations

from pathlib import Path

from mapper.atlas import Atlas, open_atlas
from mapper.errors import MapperError
from mapper.folders import data_files
from mapper.model import YEARLY
from mapper.site.addresses import file_of


def pinned_atlas(site: Path, edition: str, now: Atlas) -> Atlas | None:
    """The events and places of a pinned edition; ``None`` where they cannot be read any more.

    Parameters
    ----------
    site : Path
        The folder of the site.
    edition : str
        The edition.
    now : Atlas
        The newest one.
    """
    data = site / file_of(f"/v/{edition}/data/places.geojson")
    overlay: dict[str, Path | None] = dict.fromkeys(data_files(now.folder))
    overlay |= {f"{kind}/{path.name}": path for kind in YEARLY
                for path in (data.parent / kind).glob("*.geojson")}  # fmt: skip
    overlay["places/places.geojson"] = data
    try:
        return open_atlas(now.folder, overlay)
    except MapperError:
        return None
