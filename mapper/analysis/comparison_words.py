"""Comparisons in words: one sentence, never sharper than the positions, and what it rests on."""

from __future__ import annotations

import math
from collections.abc import Iterator

from mapper.analysis.compared import Comparison, Count, Edition, Overlap, Shift
from mapper.analysis.records import Distance, Measure
from mapper.analysis.sentences import span
from mapper.model import THEATRE_NM
from mapper.vocabulary import STATES

_NEAR_NM = 500.0
"""Beyond this the chosen coast is left out of the sentence and the nearest is told."""

SAME_WORDS = {
    "same": "the same place", "possibly": "possibly the same place",
    "overlapping": "overlapping areas", "different": "a different place",
}  # fmt: skip
"""The relation of two places, as readers see it."""


def comparison_sentence(found: Comparison, measure: Measure | None, coast: str) -> str:
    """One English sentence: how far from the other, and how far from whose coast.

    Parameters
    ----------
    found : Comparison
        Everything but the sentence.
    measure : Measure or None
        The second against coasts and zones.
    coast : str
        The id of the chosen coast; the nearest is told where that one is far.
    """
    said = [_where(found)]
    if measure is not None:
        said += filter(None, [_from_coast(found.second, measure, coast)])
    text = "; ".join(said)
    return f"{text[:1].upper()}{text[1:]}."


def comparison_notes(found: Comparison, further_areas: int = 0) -> tuple[str, ...]:
    """What the figures rest on, a sentence each.

    Parameters
    ----------
    found : Comparison
        What was compared.
    further_areas : int
        How many further areas or tracks the second event has, which are left out.
    """
    return tuple(_notes(found, further_areas))


def about(nm: float, unsure_nm: float) -> str:
    """A distance as far as its uncertainty lets it be told.

    Parameters
    ----------
    nm : float
        The distance.
    unsure_nm : float
        How far the true one may differ.

    Examples
    --------
    >>> about(1668.3, 105.0), about(23.46, 2.0), about(23.46, 0.0)
    ('about 1,670 nm', 'about 23 nm', '23.5 nm')
    """
    if unsure_nm >= 10:
        return f"about {10 * round(nm / 10):,} nm"
    if unsure_nm > 0:
        return f"about {round(nm):,} nm"
    return f"{nm:,.1f} nm"


def outward(low_nm: float, high_nm: float) -> str:
    """A range of distances, widened to whole tens: never sharper than it is.

    Examples
    --------
    >>> outward(1563.2, 1773.2), outward(0.0, 94.1)
    ('1,560–1,780 nm', '0–100 nm')
    """
    return f"{10 * math.floor(low_nm / 10):,}–{10 * math.ceil(high_nm / 10):,} nm"


def count_span(count: Count) -> str:
    """A number of days that may be a range.

    Examples
    --------
    >>> count_span((3, 3)), count_span((1, 27)), count_span((-2, 1))
    ('3', '1–27', '−2 to 1')
    """
    low, high = (f"{number:,}".replace("-", "−") for number in count)
    if count[0] == count[1]:
        return low
    return f"{low} to {high}" if count[0] < 0 else f"{low}–{high}"


def _where(found: Comparison) -> str:
    first, second, shift = found.first, found.second, found.shift
    if shift is None:
        return _without_shift(first, second)
    if found.overlap is not None:
        return _areas(found.overlap, shift, first, second)
    unsure = first.uncertainty_nm + second.uncertainty_nm
    name, other = _with_place(second), _with_place(first)
    # A closure is not held; it lies.
    was, may = ("was held", "may have been held") if second.series else ("lies", "may lie")
    if shift.relation == "different":
        spread = f" ({outward(shift.low_nm, shift.high_nm)})" if unsure else ""
        towards = f" {shift.bearing} of" if shift.bearing else " from"
        return f"{name} {was} {about(shift.distance_nm, unsure)}{spread}{towards} {other}"
    apart = f"{outward(0.0, shift.high_nm)} apart" if unsure else "no more than 0.2 nm apart"
    if shift.relation == "same":
        told = "as far as the reported places tell"
        return f"{name} {was} in the same place as {other}, {told} ({apart})"
    return f"{name} {may} in the same place as {other} ({apart})"


def _without_shift(first: Edition, second: Edition) -> str:
    unknown = next((one for one in (second, first) if not one.kind), None)
    if unknown is not None:
        return f"nothing is known of the place of {unknown.name}"
    track = second if second.kind == "track" else first
    return (f"no shift is given from {first.name} to {second.name}: {track.name} is known by a "
            f"track, which has no centre")  # fmt: skip


def _areas(overlap: Overlap, shift: Shift, first: Edition, second: Edition) -> str:
    one, two = first.name, second.name
    if shift.relation == "same":
        return f"the area of {two} is the same as that of {one} ({overlap.second_km2:,.0f} km²)"
    if shift.relation == "different":
        return (f"the area of {two} ({overlap.second_km2:,.0f} km²) lies "
                f"{span(overlap.nearest_nm, overlap.nearest_nm)} from that of {one} "
                f"({overlap.first_km2:,.0f} km²), its centre "
                f"{span(shift.distance_nm, shift.distance_nm)} {shift.bearing} of it")  # fmt: skip
    return (f"the area of {two} ({overlap.second_km2:,.0f} km²) and that of {one} "
            f"({overlap.first_km2:,.0f} km²) share {overlap.common_km2:,.0f} km², "
            f"{_percent(overlap.share_of_second)} of the one and "
            f"{_percent(overlap.share_of_first)} of the other; its centre lies "
            f"{span(shift.distance_nm, shift.distance_nm)} {shift.bearing}")  # fmt: skip


def _percent(share: float) -> str:
    return f"{100 * share:.0f} %" if share >= 0.01 else "under 1 %"


def _with_place(edition: Edition) -> str:
    if not edition.place or edition.kind not in ("place", "area"):
        return edition.name
    place = edition.place
    if place.startswith(("Off ", "Around ", "Near ")):
        place = place[:1].lower() + place[1:]
    return f"{edition.name} ({place})"


def _from_coast(second: Edition, measure: Measure, coast: str) -> str:
    one = _told_coast(measure, coast, second)
    if one is None:
        return ""
    far = _whole(one) if second.uncertainty_nm >= 10 else span(one.low_nm, one.high_nm)
    if second.kind == "place":
        if second.uncertainty_nm > THEATRE_NM:
            whole = f"its place is known only within {second.uncertainty_nm:g} nm"
            return f"{whole}, {far} from {one.name}"
        unsure = f" (± {second.uncertainty_nm:g} nm)" if second.uncertainty_nm else ""
        return f"its reported place{unsure} lies {far} from {one.name}"
    if second.kind == "track":
        return f"the drawn line of {second.name} passes {far} off {one.name}"
    return f"its edge lies {far} from {one.name}"


def _whole(one: Distance) -> str:
    """A range in whole miles: tenths would be sharper than the place."""
    low, high = f"{one.low_nm:,.0f}", f"{one.high_nm:,.0f}"
    return f"{low} nm" if low == high else f"{low}–{high} nm"


def _told_coast(measure: Measure, coast: str, second: Edition) -> Distance | None:
    """The chosen coast, by its nearest island or part where it has a name; else the nearest."""
    near = [one for one in measure.distances if one.to == "coast" and one.origin != "centre"
            and one.distance_nm <= _NEAR_NM]  # fmt: skip
    chosen = [one for one in near if coast == one.id or coast in one.states]
    if chosen:
        least = min(one.distance_nm for one in chosen)
        # A named coast is the state's nearest one where the two distances are the same.
        best = [one for one in chosen if one.distance_nm - least < 0.01]
        return max(best, key=lambda one: (one.id == coast and coast.islower(), _rank(one)))
    whole = [one for one in near if one.id in STATES]
    others = [one for one in whole if one.id not in second.participants]
    return next(iter([*others, *whole]), None)


def _rank(one: Distance) -> tuple[bool, bool]:
    """A main island before an islet that lies off it, that before the state."""
    is_whole = not one.place or one.place.split(", ")[-1] == one.name
    return one.id.islower(), is_whole


def _notes(found: Comparison, further_areas: int) -> Iterator[str]:
    first, second = found.first, found.second
    kinds = {first.kind, second.kind}
    if "place" in kinds:
        yield ("Most places are known by name only: a position stands for a disc of uncertainty, "
               "so every distance is a range, and no size or overlap is given.")  # fmt: skip
    if "track" in kinds:
        yield "A track has no centre, so no shift is given; only its fixes were reported."
    if any(one.uncertainty_nm > THEATRE_NM for one in (first, second)):
        yield "A place that is a whole theatre is never the same as another for certain."
    if further_areas:
        yield "Only the main place is compared; further areas and tracks of the event are not."
    if any(one.sea_days is None for one in (first, second)):
        yield "Days at sea are given only where the sources tell a sea phase."
    if any(ships.others for one in (first, second) for ships in one.ships):
        yield ("Some entries of the ship lists only describe ships, or are doubted; they are not "
               "counted.")  # fmt: skip
    yield "Ship lists are what the sources name; a ship that is missing may have been there."
    yield "Bearings are initial azimuths of the geodesic; distances are on the WGS 84 ellipsoid."
    yield "Zones are claims; limits shown imply no position on any of them."
