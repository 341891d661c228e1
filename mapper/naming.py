"""Names of places in the texts that the atlas writes.

Those texts hold the neutral names of the gazetteer, with every form of a disputed one: "Northern
Sea of Japan (East Sea)". A name set (``JPN``) puts its own form in their place; words quoted from
a source stay as they are.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import replace
from typing import Any

from mapper.atlas import Atlas
from mapper.geojson import Feature
from mapper.model import Place

NEUTRAL = "neutral"
QUOTED = frozenset({"place_reported", "verbatim", "sources", "names", "also", "aircraft", "id"})
"""Fields of a record that hold words of others, or names of their own."""

_LAST_BRACKET = re.compile(r" \([^()]*\)$")


class Naming:
    """How places are called.

    Parameters
    ----------
    places : iterable of Place
        The gazetteer.
    names : str
        ``neutral`` or a state's code, as ``JPN``.
    """

    def __init__(self, places: Iterable[Place], names: str = NEUTRAL) -> None:
        disputed = [place for place in places if place.disputed]
        self._brackets = {found[0] for place in disputed
                          if (found := _LAST_BRACKET.search(place.name))}  # fmt: skip
        chosen = {place.name: place.names.get(f"en-{names}", place.name) for place in disputed}
        self._chosen = {name: own for name, own in chosen.items() if own != name}

    def text(self, text: str) -> str:
        """A text with the places as the name set calls them."""
        for name, own in self._chosen.items():
            text = text.replace(name, own)
        return text

    def short(self, text: str) -> str:
        """A label without what it adds in brackets; a bracket that belongs to a name stays."""
        last = _LAST_BRACKET.search(text)
        return text[: last.start()] if last and last[0] not in self._brackets else text

    def feature(self, feature: Feature) -> Feature:
        """A feature whose own texts call the places so; what is quoted stays."""
        return replace(feature, record=self._renamed(feature.record))

    def _renamed(self, value: Any) -> Any:
        if type(value) is str:
            return self.text(value)
        if isinstance(value, tuple):
            return tuple(map(self._renamed, value))
        if isinstance(value, Mapping):
            return {key: self._renamed(one) for key, one in value.items()}
        fields = getattr(type(value), "model_fields", None)
        if fields is None:
            return value
        changes = {name: self._renamed(getattr(value, name)) for name in fields
                   if name not in QUOTED}  # fmt: skip
        return value.model_copy(update=changes)


def named_atlas(atlas: Atlas, names: str) -> Atlas:
    """The atlas with the places in its own texts as a name set calls them.

    Parameters
    ----------
    atlas : Atlas
        Its data, which stays as it is.
    names : str
        ``neutral`` or a state's code, as ``JPN``.
    """
    if names == NEUTRAL:
        return atlas
    naming = Naming((feature.record for feature in atlas.places), names)
    files = {
        (kind, year): tuple(map(naming.feature, features)) if kind != "places" else features
        for (kind, year), features in atlas.files.items()
    }
    return replace(atlas, files=files)


def one_sided(text: str, places: Iterable[Place]) -> Iterator[str]:
    """The names of disputed places that stand in a text without their neutral name.

    Examples
    --------
    >>> sea = Place(id="s", names={"en": "Sea of Japan (East Sea)", "en-JPN": "Sea of Japan"},
    ...             type="sea", rank=1, lon=134.5, lat=39.6, disputed=True)
    >>> list(one_sided("North of the Sea of Japan.", [sea]))
    ['Sea of Japan']
    >>> list(one_sided("North of the Sea of Japan (East Sea).", [sea]))
    []
    """
    disputed = [place for place in places if place.disputed]
    for place in disputed:
        text = text.replace(place.name, "")
    for place in disputed:
        for key, name in place.names.items():
            if key.startswith("en-") and re.search(rf"\b{re.escape(name)}\b", text):
                yield name
