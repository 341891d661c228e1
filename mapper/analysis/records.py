"""What a measurement says: distances as ranges, zones with how sure it is, passages in order."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from mapper.geodesy import Lonlat

Kind = Literal["place", "area", "track", "leg"]
Relation = Literal["certainly", "possibly", "wholly", "partly", "not"]
Origin = Literal["position", "centre", "edge", "track"]

BELTS = (
    "internal-waters", "territorial-sea", "contiguous-zone", "eez", "continental-shelf",
)  # fmt: skip
"""From the innermost outward; what lies beyond every one is the high seas."""

BELT_WORDS = {
    "internal-waters": "internal waters", "territorial-sea": "territorial sea",
    "contiguous-zone": "contiguous zone", "eez": "EEZ", "high-seas": "high seas",
    "continental-shelf": "continental shelf", "unknown": "no zone known here",
}  # fmt: skip


@dataclass(frozen=True)
class Distance:
    """How far a coast or zone is.

    Attributes
    ----------
    to : str
        ``coast``, or the belt of a zone.
    id, name : str
        The state's code, the gazetteer's id of a coast, or the zone's id; and what to call it.
    states : tuple of str
        ISO 3166-1 alpha-3: whose coast, or who claims the zone.
    origin : str
        Where the geodesic begins: the reported ``position``, the ``centre`` or the nearest
        ``edge`` of an area, or the nearest point of a ``track``.
    distance_nm : float
        From there; none inside a zone.
    low_nm, high_nm : float
        The range that the position's uncertainty leaves; both the distance where it has none.
    bearing_deg : float
        Initial azimuth of the geodesic; ``bearing`` in words. Inside a zone, towards its limit.
    bearing : str
        One of the eight winds.
    start, end : (lon, lat)
        The two points, degrees.
    place : str
        What the nearest point of a coast is called, as ``Okushiri, Hokkaido``.
    """

    to: str
    id: str
    name: str
    states: tuple[str, ...]
    origin: Origin
    distance_nm: float
    low_nm: float
    high_nm: float
    bearing_deg: float
    bearing: str
    start: Lonlat
    end: Lonlat
    place: str = ""


@dataclass(frozen=True)
class Inside:
    """A zone and what of the subject lies in it.

    Attributes
    ----------
    id, name, belt : str
        The zone.
    states : tuple of str
        Who claims it.
    relation : str
        Of a place: ``certainly`` (all of the uncertainty within), ``possibly`` (part of it) or
        ``not``. Of an area: ``wholly``, ``partly`` or ``not``.
    limit_nm : float or None
        From a position inside to the nearest limit towards another zone or the high seas.
    area_km2, area_nm2, share : float or None
        Of an area only: the overlap on the ellipsoid, and its share of the area from 0 to 1.
    """

    id: str
    name: str
    belt: str
    states: tuple[str, ...]
    relation: Relation
    limit_nm: float | None = None
    area_km2: float | None = None
    area_nm2: float | None = None
    share: float | None = None


@dataclass(frozen=True)
class Passage:
    """A stretch of a track inside a zone, or through a strait.

    Attributes
    ----------
    kind : str
        ``zone`` or ``strait``; ``beyond`` where no zone is.
    id, name, belt : str
        Which.
    states : tuple of str
        Who claims the zone.
    start_nm : float
        Where it begins, along the track.
    length_nm : float
        How long it is; in a strait, within the circle over the line between its shores.
    group : str
        Whose ships, where two navies went apart.
    reported : bool
        Whether both ends of the leg are sightings; else the path was not reported.
    """

    kind: Literal["zone", "strait", "beyond"]
    id: str
    name: str
    belt: str
    states: tuple[str, ...]
    start_nm: float
    length_nm: float
    group: str = "joint"
    reported: bool = True


@dataclass(frozen=True)
class Measure:
    """An event, leg, area or position against coasts and zones.

    Attributes
    ----------
    id, name : str
        What was measured.
    kind : str
        ``place`` (a position with its uncertainty, never an area), ``area``, ``track`` or
        ``leg``.
    lon, lat : float
        The reported position, or the centre; degrees.
    uncertainty_nm : float
        How far the true position may lie from it; 0 for areas.
    placeholder : bool
        The position was chosen for a place that is known by name only; it decides nothing.
    area_km2, length_nm : float or None
        Of an area; of a leg, or all legs of a track: those that no map draws, as an end of theirs
        is known as a whole sea area only, are counted by the line between the reported places.
    belts : tuple of str
        The innermost belts that the subject lies in or, for a place, may lie in.
    zones, distances, passages : tuple
        By belt and share; by what and distance; in the order of the track.
    parts : tuple of Measure
        Legs of a track, further areas of an exercise.
    sentence : str
        One English sentence for a card.
    notes : tuple of str
        What the figures rest on.
    """

    id: str
    name: str
    kind: Kind
    lon: float
    lat: float
    uncertainty_nm: float
    placeholder: bool = False
    area_km2: float | None = None
    length_nm: float | None = None
    belts: tuple[str, ...] = ()
    zones: tuple[Inside, ...] = ()
    distances: tuple[Distance, ...] = ()
    passages: tuple[Passage, ...] = ()
    parts: tuple[Measure, ...] = ()
    sentence: str = ""
    notes: tuple[str, ...] = ()

    @property
    def belt(self) -> str:
        """The innermost belt where it is the only one possible, else nothing."""
        return self.belts[0] if len(self.belts) == 1 else ""

    def to_coast(self, name: str, origin: Origin | None = None) -> Distance | None:
        """The distance to one coast, by its id (``JPN``, ``hokkaido``) or name.

        Parameters
        ----------
        name : str
            A state's code, an id of the gazetteer, or the name.
        origin : str, optional
            Of an area: from its ``centre`` or its ``edge``; by default the first there is.
        """
        return next((one for one in self.distances if one.to == "coast"
                     and name.lower() in (one.id.lower(), one.name.lower())
                     and origin in (None, one.origin)), None)  # fmt: skip

    def in_zone(self, name: str) -> Inside | None:
        """How the subject lies to one zone, by its id or a claimant's code (the EEZ)."""
        return next((one for one in self.zones if one.id == name), None) or next(
            (one for one in self.zones if one.belt == "eez" and name in one.states), None
        )
