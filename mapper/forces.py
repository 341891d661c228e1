"""Who took part: states with what the sources add, and which ships they name.

A number is given of distinct ships that a source names and no note doubts; what is only described
("a submarine", "18 units in all") is told in its own words and counts for nothing.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator

from mapper.model import Event, Participant, Vessel
from mapper.vocabulary import state_name

_DOUBT = re.compile(r"\b(announced|disputed|expected|not confirmed)\b")


def doubted(note: str) -> bool:
    """Whether a note says that the part of a state or ship is not sure.

    Examples
    --------
    >>> doubted("sailed; role disputed"), doubted("lead")
    (True, False)
    """
    return _DOUBT.search(note.casefold()) is not None


def state_words(participant: Participant) -> str:
    """A state with what the sources add.

    Examples
    --------
    >>> state_words(Participant(state="IRN", note="disputed"))
    'Iran (disputed)'
    """
    return noted(state_name(participant.state), participant.note)


def participants_text(record: Event) -> str:
    """The states that took part, and those that the sources only count."""
    states = ", ".join(map(state_words, record.participants))
    return "; ".join(text for text in (states, record.participants_note) if text)


def named_ships(record: Event) -> tuple[Vessel, ...]:
    """The distinct ships that sources name and neither their note nor their state's doubts."""
    doubtful = {one.state for one in record.participants if doubted(one.note)}
    ships = {
        (ship.flag, ship.name): ship
        for ship in record.vessels
        if ship.named and not doubted(ship.note) and ship.flag not in doubtful
    }
    return tuple(ships.values())


def ships_text(record: Event) -> str:
    """How many ships are named, by flag; then what is only described or doubted; then totals.

    Empty where the sources tell of no ship.
    """
    sure = named_ships(record)
    counts = Counter(ship.flag for ship in sure)
    flags = ", ".join(f"{state_name(flag)} {count}" for flag, count in counts.items())
    texts = [f"{len(sure)} ship{'' if len(sure) == 1 else 's'} named ({flags})"] if sure else []
    others = "; ".join(_others(record, sure))
    if others:
        texts.append(f"also {others}" if sure else others)
    return "; ".join([*texts, *filter(None, [record.vessels_note])])


def vessel_words(vessel: Vessel) -> str:
    """A vessel with what the sources add."""
    return noted(vessel.name, vessel.note)


def noted(text: str, note: str) -> str:
    """A text with its note in brackets, where there is one."""
    return f"{text} ({note})" if note else text


def _others(record: Event, sure: tuple[Vessel, ...]) -> Iterator[str]:
    """What is told beside the sure ships, flag by flag; a ship told of twice is not said again."""
    told = {(ship.flag, ship.name) for ship in sure}
    rest = [ship for ship in record.vessels if (ship.flag, ship.name) not in told]
    for flag in dict.fromkeys(ship.flag for ship in rest):
        words = [vessel_words(ship) for ship in rest if ship.flag == flag]
        yield f"{state_name(flag)}: {', '.join(words)}"
