"""A folder of GeoJSON as one immutable atlas."""

from __future__ import annotations

import difflib
import hashlib
import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import cached_property, lru_cache
from pathlib import Path
from typing import TYPE_CHECKING

from mapper.errors import DataError, GeoJSONError, NotFoundError, Problem, StorageError
from mapper.files import read_regular
from mapper.geojson import Feature, collection_bytes, read_collection
from mapper.journal import pending
from mapper.model import YEARLY, Exercise, Patrol
from mapper.settings import resource_folder

if TYPE_CHECKING:
    from mapper.basemap import Basemap
    from mapper.zones.cells import ZoneCells
    from mapper.zones.layer import ZoneLayer

_YEAR_FILE = re.compile(r"(\d{4})\.geojson", re.ASCII)
FINGERPRINT_DIGITS = 12

Content = bytes | Path | None
"""What stands in for a file: its bytes, another file, or nothing."""


@dataclass(frozen=True, eq=False)
class Atlas:
    """Everything that the maps draw, read once and never changed.

    Attributes
    ----------
    folder : Path
        Where it was read from.
    files : dict
        ``(kind, year)`` to the features of that file; places have the year 0.
    fingerprint : str
        Twelve hex digits of the SHA-256 over the data: the data edition.
    """

    folder: Path
    files: dict[tuple[str, int], tuple[Feature, ...]]
    fingerprint: str

    @cached_property
    def years(self) -> tuple[int, ...]:
        """The years in which an exercise or patrol was held."""
        held = {
            feature.record.year for feature in self._by_id.values()
            if isinstance(feature.record, Exercise | Patrol) and feature.record.status == "held"
        }  # fmt: skip
        return tuple(sorted(held))

    @cached_property
    def all_years(self) -> tuple[int, ...]:
        """Every year from the first to the last that the atlas knows something about."""
        known = {year for _, year in self.files if year}
        return tuple(range(min(known), max(known) + 1)) if known else ()

    @cached_property
    def _by_id(self) -> dict[str, Feature]:
        return {feature.id: feature for features in self.files.values() for feature in features}

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
        feature = self._by_id.get(event_id)
        if feature is None or not isinstance(feature.record, Exercise | Patrol):
            known = [key for key, found in self._by_id.items()
                     if isinstance(found.record, Exercise | Patrol)]  # fmt: skip
            near = difflib.get_close_matches(event_id[:80], known, n=4, cutoff=0.4)
            raise NotFoundError(f"there is no event {event_id[:80]!r}", near)
        return feature

    def closure(self, closure_id: str) -> Feature | None:
        """One closure by its id, or ``None``."""
        feature = self._by_id.get(closure_id)
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
        """
        if year not in self.all_years:
            near = sorted(self.years, key=lambda known: (abs(known - year), known))[:3]
            raise NotFoundError(f"the atlas has no year {year}", [str(known) for known in near])

    @cached_property
    def basemap(self) -> Basemap:
        """Land and coast: the folder's own, or the bundled ones."""
        own = self.folder / "basemap"
        return _basemap(own if own.is_dir() else resource_folder("geodata") / "basemap")

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
        from mapper.zones.layer import layer_fingerprint

        return layer_fingerprint(self._computed_zones, self.folder / "zones")

    @property
    def _computed_zones(self) -> Path:
        own = self.folder / "zones"
        return own if any(own.glob("*.geojson")) else resource_folder("geodata") / "zones"

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

        return with_official(read_layer(self._computed_zones), self.folder / "zones", level)

    @cached_property
    def zone_cells(self) -> ZoneCells:
        """The zones cut into cells for maps; see :class:`mapper.zones.cells.ZoneCells`."""
        from mapper.zones.cells import ZoneCells

        return ZoneCells(self._layer_of, self.basemap)

    def _layer_of(self, level: str) -> ZoneLayer:
        # Computed zones have one level: they are read once for maps and measures.
        if level == "full" or not (self.folder / "zones" / "official.json").is_file():
            return self.zone_layer
        return self.zones_at(level)


@lru_cache(maxsize=4)
def _basemap(folder: Path) -> Basemap:
    from mapper.basemap import Basemap

    return Basemap(folder)


def open_atlas(
    folder: Path | str | None = None, overlay: Mapping[str, Content] | None = None
) -> Atlas:
    """Read an atlas folder whole.

    Parameters
    ----------
    folder : path, optional
        The folder; the bundled atlas by default.
    overlay : mapping, optional
        Files by their names below the folder, as ``exercises/2025.geojson``, that stand in for
        those on disk; ``None`` for a file that is to be absent.

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
    root = Path(folder) if folder is not None else resource_folder("geodata")
    files, digest, problems = _read(root, overlay)
    if problems:
        raise DataError(problems)
    return Atlas(root, files, digest)


def check_folder(folder: Path | str) -> tuple[Problem, ...]:
    """Find everything that is wrong with an atlas folder.

    Raises
    ------
    StorageError
        The folder is missing or holds no atlas.
    """
    from mapper.zones.layer import layer_problems

    root = Path(folder)
    return (*_read(root)[2], *layer_problems(root / "zones"))


def data_files(folder: Path) -> dict[str, Path]:
    """The files of an atlas by their names below the folder; those of a change under way as well.

    Raises
    ------
    StorageError
        The folder is missing or holds no atlas.
    """
    found = _data_files(folder, pending(folder), [])
    return {name: source for _, _, name, source in found if isinstance(source, Path)}


def fingerprint(contents: Iterable[tuple[str, bytes]]) -> str:
    """The fingerprint of the files of an atlas, by name and content, in the order of the atlas."""
    digest = hashlib.sha256()
    kinds = (*YEARLY, "places")
    ordered = sorted(contents, key=lambda one: (kinds.index(one[0].split("/")[0]), one[0]))
    for name, content in ordered:
        digest.update(f"{name}:{len(content)}\n".encode() + content)
    return digest.hexdigest()[:FINGERPRINT_DIGITS]


def _read(
    root: Path, overlay: Mapping[str, Content] | None = None
) -> tuple[dict[tuple[str, int], tuple[Feature, ...]], str, list[Problem]]:
    files: dict[tuple[str, int], tuple[Feature, ...]] = {}
    problems: list[Problem] = []
    contents: list[tuple[str, bytes]] = []
    found = _data_files(root, {**pending(root), **(overlay or {})}, problems)
    for kind, year, name, source in found:
        where = f"{root.name}/{name}"
        try:
            content = source if isinstance(source, bytes) else read_regular(source)
            features = read_collection(content, where, kind)
        except GeoJSONError as error:
            problems.extend(error.problems)
            continue
        except StorageError as error:
            problems.append(Problem("", str(error)))
            continue
        problems.extend(_misfiled(features, year, where))
        files[kind, year] = files.get((kind, year), ()) + features
        contents.append((name, content))
    problems.extend(_crossed(files, root.name))
    return files, fingerprint(contents), problems


def _data_files(
    root: Path, overlay: Mapping[str, Content], problems: list[Problem]
) -> Iterator[tuple[str, int, str, Path | bytes]]:
    if not root.is_dir():
        raise StorageError(f"{root}: there is no such folder; `mapper init {root}` makes one")
    folders = [kind for kind in (*YEARLY, "places") if (root / kind).is_dir()]
    if not folders:
        raise StorageError(
            f"{root}: no atlas here; expected folders {', '.join(YEARLY)}; "
            f"`mapper init DIR` makes an atlas folder"
        )
    for kind in (*YEARLY, "places"):
        here = (root / kind).iterdir() if kind in folders else ()
        sources: dict[str, Content] = {path.name: path for path in here}
        sources |= {name.split("/")[1]: new for name, new in overlay.items()
                    if name.split("/")[0] == kind}  # fmt: skip
        for name, source in sorted(sources.items()):
            found = _YEAR_FILE.fullmatch(name)
            if source is None:
                continue
            if kind == "places" and name.endswith(".geojson"):
                yield kind, 0, f"{kind}/{name}", source
            elif kind != "places" and found:
                yield kind, int(found[1]), f"{kind}/{name}", source
            elif name.endswith((".geojson", ".json")):
                problems.append(
                    Problem(f"{root.name}/{kind}/{name}", "expected a name like 2025.geojson",
                            "rename the file after its year")
                )  # fmt: skip


def _misfiled(features: tuple[Feature, ...], year: int, where: str) -> Iterator[Problem]:
    for feature in features:
        if year and feature.record.year != year:
            yield Problem(
                f"{where}: feature {feature.id!r}",
                f"year: expected {year} from the file's name, got {feature.record.year}",
                "correct it or move the feature",
            )


def _crossed(files: dict[tuple[str, int], tuple[Feature, ...]], root: str) -> Iterator[Problem]:
    """Ids that are used twice across files, and references to what does not exist."""
    homes: dict[str, str] = {}
    for (kind, year), features in files.items():
        where = f"{root}/{kind}/{year}.geojson" if year else f"{root}/{kind}"
        for feature in features:
            if feature.id in homes:
                yield Problem(
                    f"{where}: feature {feature.id!r}",
                    f"the id is used in {homes[feature.id]} too", "give each feature its own id",
                )  # fmt: skip
            homes[feature.id] = where
    for features in files.values():
        for feature in features:
            yield from _dangling(feature, homes)


def _dangling(feature: Feature, homes: dict[str, str]) -> Iterator[Problem]:
    record = feature.record
    references = [(name, getattr(record, name, None)) for name in ("part_of", "event")]
    for name in ("closures", "context_closures"):
        references += [(name, value) for value in getattr(record, name, ())]
    for name, value in references:
        if value is not None and value not in homes:
            yield Problem(
                f"{homes[feature.id]}: feature {feature.id!r}",
                f"{name}: there is no feature {value!r}", "correct the id or add the feature",
            )  # fmt: skip
    known = {source.id for source in getattr(record, "sources", ())}
    for waypoint in getattr(record, "waypoints", ()):
        for source in waypoint.sources:
            if source not in known:
                yield Problem(
                    f"{homes[feature.id]}: feature {feature.id!r}",
                    f"waypoint {waypoint.order}: there is no source {source!r}",
                    "name one of the feature's own sources",
                )
