"""A folder of GeoJSON as one immutable atlas."""

from __future__ import annotations

import difflib
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cached_property, lru_cache
from pathlib import Path
from typing import TYPE_CHECKING

from mapper.errors import DataError, NotFoundError, Problem, UsageError
from mapper.files import read_regular
from mapper.folders import (
    CHECKED,
    CheckedFiles,
    Content,
    Files,
    checked_bytes,
    edition_name,
    read_checked_folder,
    read_folder,
)
from mapper.geojson import Feature, collection_bytes
from mapper.ground import Ground, ground_of
from mapper.model import YEARLY, Exercise, Patrol
from mapper.settings import resource_folder

if TYPE_CHECKING:
    from mapper.basemap import Basemap
    from mapper.zones.cells import ZoneCells
    from mapper.zones.kept import Level
    from mapper.zones.layer import ZoneLayer


NO_EVENT = ("there is no exercise or patrol in it", "`mapper add` or `mapper import` adds one")
"""What is said of a folder without events."""


@dataclass(frozen=True, eq=False)
class Atlas:
    """Everything that the maps draw, read once and never changed.

    Attributes
    ----------
    folder : Path
        Where it was read from.
    files : mapping
        ``(kind, year)`` to the features of that file; places have the year 0.
    data_fingerprint : str
        Twelve hex digits of the SHA-256 over the files.
    under : Ground or None
        Land and zones of another edition; those of the folder by default.
    """

    folder: Path
    files: Files
    data_fingerprint: str
    under: Ground | None = None

    @cached_property
    def fingerprint(self) -> str:
        """Twelve hex digits over data, land and zones: the data edition."""
        return edition_name(self.data_fingerprint, self.ground.fingerprints)

    @cached_property
    def ground(self) -> Ground:
        """Where land and zones are read from."""
        return self.under or ground_of(self.folder)

    def __repr__(self) -> str:
        events = sum(1 for _ in self._held)
        return (f"<Atlas {self.fingerprint}: {len(self.years)} years, {events} events, "
                f"{self.folder}>")  # fmt: skip

    @cached_property
    def years(self) -> tuple[int, ...]:
        """The years in which an exercise or patrol was held."""
        return tuple(sorted({event.record.year for event in self._held}))

    @property
    def has_events(self) -> bool:
        """Whether there is any exercise or patrol, held or not."""
        return any(isinstance(feature.record, Exercise | Patrol)
                   for feature in self._by_id.values())  # fmt: skip

    @property
    def _held(self) -> Iterator[Feature]:
        return (
            feature for feature in self._by_id.values()
            if isinstance(feature.record, Exercise | Patrol) and feature.record.status == "held"
        )  # fmt: skip

    @cached_property
    def all_years(self) -> tuple[int, ...]:
        """Every year from the first to the last that the atlas knows something about."""
        known = {year for _, year in self.files if year}
        return tuple(range(min(known), max(known) + 1)) if known else ()

    @cached_property
    def _by_id(self) -> dict[str, Feature]:
        return {feature.id: feature for features in self.files.values() for feature in features}

    def _find(self, feature_id: str) -> Feature | None:
        if isinstance(self.files, CheckedFiles):
            return self.files.find(feature_id)
        return self._by_id.get(feature_id)

    def features(self, kind: str, year: int = 0) -> tuple[Feature, ...]:
        """The features of one kind and year, in the order of the file."""
        return self.files.get((kind, year), ())

    def events(self, year: int) -> tuple[Feature, ...]:
        """Exercises and patrols of a year, by start; years without an edition come last.

        Raises
        ------
        NotFoundError
            The atlas knows nothing of that year.
        """
        self.require_year(year)
        found = [
            feature for kind in ("exercises", "patrols") for feature in self.features(kind, year)
            if isinstance(feature.record, Exercise | Patrol)
        ]  # fmt: skip
        return tuple(sorted(found, key=lambda feature: (feature.record.start or "9", feature.id)))

    def event(self, event_id: str) -> Feature:
        """One exercise or patrol by its id.

        Raises
        ------
        NotFoundError
            There is none; names the nearest ids.
        """
        feature = self._find(event_id)
        if feature is None or not isinstance(feature.record, Exercise | Patrol):
            known = [key for key, found in self._by_id.items()
                     if isinstance(found.record, Exercise | Patrol)]  # fmt: skip
            near = difflib.get_close_matches(event_id[:80], known, n=4, cutoff=0.4)
            raise NotFoundError(f"there is no event {event_id[:80]!r}", near)
        return feature

    def closure(self, closure_id: str) -> Feature | None:
        """One closure by its id, or ``None``."""
        feature = self._find(closure_id)
        return feature if feature and feature.record.kind == "closure" else None

    def parts(self, event_id: str) -> tuple[Feature, ...]:
        """The further areas and the track of an exercise."""
        year = self.event(event_id).record.year
        return tuple(feature for feature in self.features("exercises", year)
                     if getattr(feature.record, "part_of", None) == event_id)  # fmt: skip

    def regions(self, year: int) -> tuple[Feature, ...]:
        """Where the patrols of a year may have been."""
        return self.features("regions", year)

    def closures(self, year: int) -> tuple[Feature, ...]:
        """The closures of a year, by its own warnings."""
        return self.features("closures", year)

    @property
    def places(self) -> tuple[Feature, ...]:
        """The names on the map."""
        return self.features("places")

    def geojson(self, kind: str, year: int = 0) -> bytes:
        """The collection of one kind and year as RFC 7946 text; empty when there is none.

        Raises
        ------
        NotFoundError
            There is no such kind, or the atlas knows nothing of that year.
        """
        if kind in YEARLY:
            self.require_year(year)
        elif kind != "places" or year:
            raise NotFoundError(f"there is no layer {kind[:40]!r}", (*YEARLY, "places"))
        name = f"{kind}-{year}" if year else kind
        return collection_bytes(self.features(kind, year), name)

    def require_year(self, year: int) -> None:
        """Refuse a year that the atlas knows nothing about.

        Raises
        ------
        NotFoundError
            Names the nearest years that hold something.
        UsageError
            It is no year at all.
        """
        if not isinstance(year, int):
            raise UsageError(f"year: expected a whole number as 2025, got {year!r:.80}")
        if year not in self.all_years:
            near = sorted(self.years, key=lambda known: (abs(known - year), known))[:3]
            raise NotFoundError(f"the atlas has no year {year}", [str(known) for known in near])

    @cached_property
    def basemap(self) -> Basemap:
        """Land and coast: the folder's own, or the bundled ones."""
        return _basemap(self.ground.basemap, self.ground.fingerprints["basemap"])

    @property
    def zones(self) -> tuple[Feature, ...]:
        """Maritime zones: the folder's own, or the bundled ones; read when first asked for.

        Raises
        ------
        DataError
            With every problem of the zone files.
        """
        return self.zone_layer.zones

    @property
    def boundaries(self) -> tuple[Feature, ...]:
        """The lines of the zones with what each rests on; read when first asked for."""
        return self.zone_layer.boundaries

    @cached_property
    def zone_layer(self) -> ZoneLayer:
        """Zones and boundaries as one layer with its own fingerprint."""
        return self.zones_at("full")

    @cached_property
    def zone_fingerprint(self) -> str:
        """The fingerprint of the zone layer, without reading the layer.

        Raises
        ------
        StorageError, GeoJSONError
            A file cannot be read.
        """
        return self.ground.fingerprints["zones"]

    def zones_at(self, level: str) -> ZoneLayer:
        """The zone layer with official zones at a level of detail; computed ones have one.

        Parameters
        ----------
        level : str
            ``full`` to measure; ``10m``, ``50m`` or ``110m`` to draw.

        Raises
        ------
        DataError
            With every problem of the zone files.
        """
        from mapper.zones.layer import read_layer, with_official

        ground = self.ground
        return with_official(read_layer(ground.zones), ground.official, ground.imported, level)

    def ready_file(self, name: str) -> bytes | None:
        """A file that was made ready when official zones were imported; ``None`` without one."""
        from mapper.zones.official.store import ready_file

        return None if self.ground.products is not None else ready_file(self.ground.official, name)

    @property
    def coast_mark(self) -> str:
        """What tells the coast that distances and limits are made with: its size in bytes."""
        coast = self.basemap.folder / "land-10m.geojson"
        return str(coast.stat().st_size) if coast.is_file() else ""

    @cached_property
    def zone_cells(self) -> ZoneCells:
        """The zones cut into cells for maps; see :class:`mapper.zones.cells.ZoneCells`."""
        from mapper.zones.cells import ZoneCells

        return ZoneCells(self._layer_of, self.basemap, self._kept_level)

    @property
    def drawn_from(self) -> str:
        """What tells the zones, and of official ones the coast, that limits are drawn from.

        Raises
        ------
        StorageError, GeoJSONError
            A file cannot be read.
        """
        mark = self.zone_fingerprint
        return f"{mark} {self.coast_mark}" if self.ground.imported else mark

    def _kept_level(self, level: str) -> Level | None:
        from mapper.zones.kept import kept_content, level_name, read_level

        home = self.kept_zones
        content = kept_content(home, level) if home else self.ready_file(level_name(level))
        return read_level(content, self.drawn_from) if content else None

    @property
    def kept_zones(self) -> Path | None:
        """The folder of the bundled zones, where those are what is drawn: it keeps levels."""
        bundled = resource_folder("geodata") / "zones"
        return bundled if self.ground.zones == bundled and not self.ground.imported else None

    def _layer_of(self, level: str) -> ZoneLayer:
        # Computed zones have one level. Whole, they are read for measures; a map needs less.
        if self.ground.imported:
            return self.zone_layer if level == "full" else self.zones_at(level)
        return self.__dict__.get("zone_layer") or self._drawn_layer

    @cached_property
    def _drawn_layer(self) -> ZoneLayer:
        from mapper.zones.layer import read_drawn

        return read_drawn(self.ground.zones)


@lru_cache(maxsize=4)
def _basemap(folder: Path, _fingerprint: str) -> Basemap:
    """The land of a folder; read again when it is another."""
    from mapper.basemap import Basemap

    return Basemap(folder)


def open_atlas(
    folder: Path | str | None = None, overlay: Mapping[str, Content] | None = None,
    under: Ground | None = None,
) -> Atlas:  # fmt: skip
    """Read an atlas folder whole.

    Parameters
    ----------
    folder : path, optional
        The folder; the bundled atlas by default.
    overlay : mapping, optional
        Files by their names below the folder, as ``exercises/2025.geojson``, that stand in for
        those on disk; ``None`` for a file that is to be absent.
    under : Ground, optional
        Land and zones that stand in for those of the folder.

    Raises
    ------
    StorageError
        The folder is missing or holds no atlas.
    DataError
        With every problem of every file.

    Examples
    --------
    >>> atlas = open_atlas()
    >>> atlas.event("joint-sea-2025").record.ports
    ('Vladivostok',)
    """
    bundled = resource_folder("geodata")
    root = Path(folder) if folder is not None else bundled
    checked = read_checked_folder(root) if root == bundled and overlay is None else None
    if checked is not None:
        return Atlas(root, *checked, under or ground_of(root))
    files, digest, problems = read_folder(root, overlay)
    if problems:
        raise DataError(problems)
    return Atlas(root, files, digest, under or ground_of(root))


def check_folder(folder: Path | str) -> tuple[Problem, ...]:
    """Find everything that is wrong with an atlas folder.

    Raises
    ------
    StorageError
        The folder is missing or holds no atlas.
    """
    from mapper.zones.layer import layer_problems

    root = Path(folder)
    files, _, problems = read_folder(root)
    problems += layer_problems(root / "zones")
    if not problems and not Atlas(root, files, "").has_events:
        problems.append(Problem(str(root), *NO_EVENT))
    return tuple(problems)


def kept_files(atlas: Atlas) -> dict[Path, bytes]:
    """What the bundled atlas keeps so that it opens and draws sooner; none for a folder of yours.

    Raises
    ------
    DataError
        With every problem of the folder: only what is sound is kept.
    """
    if atlas.folder != resource_folder("geodata"):
        return {}
    problems = check_folder(atlas.folder)
    if problems:
        raise DataError(problems)
    edition = {atlas.folder / CHECKED: checked_bytes(atlas.data_fingerprint)}
    levels = atlas.zone_cells.kept_files(atlas.folder / "zones", atlas.drawn_from)
    return edition | levels | atlas.basemap.kept_files()


def stale_files(atlas: Atlas) -> Iterator[Problem]:
    """The files that are kept of another edition, or of other zones."""
    for path, content in kept_files(atlas).items():
        if not path.is_file() or read_regular(path) != content:
            where = path.relative_to(atlas.folder.parent)
            yield Problem(str(where), "made of other data", "run `mapper build measures`")
