"""Measures in words: one sentence for a card, and what the figures rest on."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from mapper.analysis.claims import NEUTRAL
from mapper.analysis.records import BELT_WORDS, Distance, Inside, Measure, Passage
from mapper.basemap.coast import ACCURACY_NM
from mapper.model import THEATRE_NM
from mapper.vocabulary import PART_OF

_MOST_ZONES = 4


def sentence(found: Measure, states: Sequence[str] = ()) -> str:
    """One English sentence: whose claimed waters, and how far from whose coast.

    Parameters
    ----------
    found : Measure
        Everything but the sentence.
    states : sequence of str
        Who took part; the nearest coast of another state is named besides.
    """
    said = [*_waters(found), *_coasts(found, states)]
    text = "; ".join(said)
    return f"{text[:1].upper()}{text[1:]}." if text else "No zone or coast is near."


def waters_words(found: Measure) -> str:
    """Whose claimed waters, in words; nothing where no zone is near.

    Parameters
    ----------
    found : Measure
        Of an event, leg, area or position.
    """
    return "; ".join(_waters(found))


def coast_words(found: Measure, states: Sequence[str] = ()) -> tuple[str, ...]:
    """The nearest coast in words and, where it is that of a participant, the next of another.

    Parameters
    ----------
    found : Measure
        Of an event, leg, area or position.
    states : sequence of str
        Who took part.
    """
    return tuple(_off(one) for one in _nearest(found, states))


def notes(found: Measure, subject: Any, view: str) -> tuple[str, ...]:
    """What the figures rest on, a sentence each."""
    said = [f"Coasts are those of Natural Earth 1:10m, good to about {ACCURACY_NM:g} nm."]
    if found.kind == "place" and found.uncertainty_nm:
        said.append(
            f"Distances are ranges: the true position may lie anywhere within "
            f"{found.uncertainty_nm:g} nm of the one measured from."
        )
    if found.placeholder:
        said.append("The position was chosen for a named place; no source publishes it.")
    if found.uncertainty_nm > THEATRE_NM:
        said.append("The place is a whole theatre: nothing near its middle follows from it.")
    if found.kind == "leg" and not subject.reported:
        said.append("The path between the two fixes was not reported; the line is computed.")
    if found.kind == "track":
        said.append("Only the fixes were reported; lengths are along the line drawn between them.")
    if view == NEUTRAL:
        said.append("Zones are claims; limits shown imply no position on any of them.")
    else:
        said.append(f"Zones as claimed by {view}; others dispute some.")
    return tuple(said)


def span(low_nm: float, high_nm: float) -> str:
    """A range of distances in words.

    Examples
    --------
    >>> span(285.3, 375.3), span(0.0, 0.0), span(8.24, 8.24)
    ('285–375 nm', '0 nm', '8.2 nm')
    """
    low, high = _figure(low_nm), _figure(high_nm)
    return f"{low} nm" if low == high else f"{low}–{high} nm"


def _figure(nm: float) -> str:
    return f"{nm:,.0f}" if nm >= 20 or nm == 0 else f"{nm:.1f}".removesuffix(".0")


def _waters(found: Measure) -> list[str]:
    if found.kind in ("track", "leg"):
        return _passed(found.passages)
    eez = [zone for zone in found.zones if zone.belt == "eez" and zone.relation != "not"]
    if found.kind == "area":
        eez.sort(key=lambda zone: -(zone.share or 0.0))
        said = [_share_words(zone) for zone in eez[:_MOST_ZONES]]
    else:
        eez.sort(key=lambda zone: (zone.relation, _own_distance(found, zone)))
        said = [f"inside the claimed {zone.name}: {zone.relation}" if number == 0
                else f"{_claimed(zone.name)}: {zone.relation}"
                for number, zone in enumerate(eez[:_MOST_ZONES])]  # fmt: skip
    text = ", ".join(said)
    if not text:
        text = _no_zone(found)
    belts = [belt for belt in found.belts if belt not in ("eez", "unknown")]
    if belts and eez:
        text += f"; {_belts(found, belts)}"
    return [text] if text else []


def _belts(found: Measure, belts: Sequence[str]) -> str:
    """All belts of an area or where there is but one; else the innermost and the high seas."""
    if found.kind == "area" or len(found.belts) == 1:
        return f"in it {_and(belts)}" if found.kind == "area" else _belt_words(belts[0])
    far = [belt for belt in belts if belt == "high-seas" and belt != belts[0]]
    return "perhaps " + " or ".join(_belt_words(belt) for belt in [belts[0], *far])


def _and(belts: Sequence[str]) -> str:
    return ", ".join(BELT_WORDS[belt] for belt in belts)


def _no_zone(found: Measure) -> str:
    if found.belts == ("high-seas",) and found.uncertainty_nm <= THEATRE_NM:
        return "on the high seas"
    return "no zone is known here" if "unknown" in found.belts else ""


def _belt_words(belt: str) -> str:
    return f"{'on' if belt == 'high-seas' else 'in'} the {BELT_WORDS[belt]}"


def _claimed(name: str) -> str:
    return f"the {name}"


def _share_words(zone: Inside) -> str:
    if zone.relation == "wholly":
        return f"wholly inside the claimed {zone.name}"
    percent = 100 * (zone.share or 0.0)
    figure = f"{percent:.0f}" if percent >= 1 else "under 1"
    return f"{figure} % inside the claimed {zone.name} ({zone.area_km2 or 0:,.0f} km²)"


def _own_distance(found: Measure, zone: Inside) -> float:
    return next((one.distance_nm for one in found.distances if one.id == zone.id), 0.0)


def _passed(passages: Sequence[Passage]) -> list[str]:
    lengths: dict[str, float] = {}
    for one in passages:
        if one.kind == "zone" and one.belt == "eez":
            lengths[one.name] = lengths.get(one.name, 0.0) + one.length_nm
    straits = list(dict.fromkeys(one.name for one in passages if one.kind == "strait"))
    said = []
    if lengths:
        zones = ", ".join(f"{name} ({span(nm, nm)})" for name, nm in lengths.items())
        said.append(f"the drawn line passes the claimed {zones}")
    if straits:
        said.append(f"through {', '.join(straits)}")
    return said


def _coasts(found: Measure, states: Sequence[str]) -> list[str]:
    heads = ("nearest coast", "nearest coast of a state that took no part")
    return [f"{head} {_off(one)}"
            for head, one in zip(heads, _nearest(found, states), strict=False)]  # fmt: skip


def _nearest(found: Measure, states: Sequence[str]) -> list[Distance]:
    coasts = [one for one in found.distances
              if one.to == "coast" and one.origin != "centre"]  # fmt: skip
    whole = [one for one in coasts if one.id == (one.states[0] if one.states else one.id)]
    if not whole:
        return []
    said = [whole[0]]
    if states and (not whole[0].states or _owner(whole[0]) in states):
        other = next((one for one in whole if one.states and _owner(one) not in states), None)
        if other is not None:
            said.append(other)
    return said


def _owner(one: Distance) -> str:
    return PART_OF.get(one.states[0], one.states[0])


def _off(one: Distance) -> str:
    place = f" ({one.place})" if one.place and one.place != one.name else ""
    if one.high_nm == 0:
        return f"{one.name}, which it touches"
    towards = f" to the {one.bearing}" if one.bearing and one.low_nm > 0 else ""
    return f"{one.name}{place}, {span(one.low_nm, one.high_nm)}{towards}"
