"""What a maritime zone is: an area with its claimants, and each line with what it rests on.

Attribute names are Marine Regions' own, so that computed and official zones read alike.
"""

from __future__ import annotations

from typing import Annotated, Literal

from pydantic import Field, StringConstraints, model_validator

from mapper.model.values import Frozen, Miles, Slug, Source, Text, Verification

Belt = Literal[
    "internal-waters", "territorial-sea", "contiguous-zone", "eez", "continental-shelf"
]  # fmt: skip
"""Seaward, in the order of UNCLOS; an ``eez`` begins at the coast, as in World EEZ."""

Method = Literal["computed", "official"]
LineBasis = Literal[
    "treaty", "median", "200nm", "joint", "disputed", "court", "unilateral", "limit", "other"
]  # fmt: skip
"""``limit`` is the outer limit of a narrower belt (3, 12 or 24 nm)."""

StateCode = Annotated[str, StringConstraints(pattern=r"^[A-Z]{3}$")]
"""As a published file has it: the atlas does not judge the codes of others."""

Mrgid = Annotated[int, Field(ge=1)]


class _Filed(Frozen):
    """What areas and lines share.

    Attributes
    ----------
    id : str
        Stable, unique among areas and lines of the layer.
    belt : str
        Which belt it is, or limits.
    method : str
        ``computed`` by the atlas, or ``official``: taken from a published file.
    region : str
        The region whose file holds it; empty for official ones.
    accuracy_nm : float or None
        How far the drawn line may lie from the limit that its basis means, where known.
    """

    id: Slug
    belt: Belt
    method: Method
    region: str = ""
    accuracy_nm: Miles | None = None
    note: str = ""
    sources: tuple[Source, ...] = Field(min_length=1)


class Zone(_Filed):
    """An area of the sea under a state's jurisdiction, or claimed by several.

    Attributes
    ----------
    mrgid, mrgid_eez : int or None
        The identifier of Marine Regions; for a narrower belt, that of the EEZ that it is part of.
    geoname, pol_type, territory1, sovereign1, iso_ter1, iso_sov1, ... : str
        As Marine Regions has them; ``pol_type`` is ``200NM``, ``Joint regime``,
        ``Overlapping claim``, ``12NM``, ``24NM``, ...
    claimants : tuple of str
        ISO 3166-1 alpha-3 codes of all who claim it; one where nobody else does, the parties of
        a joint regime. The first is who administers it, where somebody does.
    part_of : str
        The id of the EEZ that a narrower belt, or an area with a limit of its own, is part of.
    names : dict
        Display names by name set: ``neutral`` or a state's code.
    """

    kind: Literal["zone"] = "zone"
    mrgid: Mrgid | None = None
    mrgid_eez: Mrgid | None = None
    geoname: Text
    pol_type: Text
    territory1: Text
    territory2: str = ""
    territory3: str = ""
    sovereign1: Text
    sovereign2: str = ""
    sovereign3: str = ""
    iso_ter1: StateCode | None = None
    iso_ter2: StateCode | None = None
    iso_ter3: StateCode | None = None
    iso_sov1: StateCode | None = None
    iso_sov2: StateCode | None = None
    iso_sov3: StateCode | None = None
    claimants: tuple[StateCode, ...] = ()
    part_of: str = ""
    area_km2: Annotated[float, Field(gt=0, allow_inf_nan=False)] | None = None
    names: dict[str, Text] = Field(default_factory=dict)

    @property
    def name(self) -> str:
        """The neutral display name, or Marine Regions' own."""
        return self.names.get("neutral", self.geoname)

    def holders(self, view: str = "neutral") -> tuple[str, ...]:
        """Whose zone it is as a state sees it, or to someone who takes no side.

        Parameters
        ----------
        view : str
            ``neutral``, or the code of a state: its own claims count as settled, the claims of
            others against others stay open.

        Returns
        -------
        tuple of str
            One code where it is settled, several where it is open or shared by agreement.
        """
        return (view,) if self.disputed and view in self.claimants else self.claimants

    @property
    def disputed(self) -> bool:
        """Whether several states claim it and none of them shares it by agreement."""
        return self.pol_type == "Overlapping claim"

    @property
    def joint(self) -> bool:
        """Whether its claimants share it by agreement."""
        return self.pol_type == "Joint regime"

    @model_validator(mode="after")
    def _claimed(self) -> Zone:
        # Marine Regions does not name every claimant (the South China Sea remainder).
        shared = self.disputed or self.joint
        if self.method == "computed" and shared and len(self.claimants) < 2:
            raise ValueError(f'claimants: {self.pol_type!r} needs two or more, as ["JPN", "RUS"]')
        return self


class ZoneBoundary(_Filed):
    """A line between two zones, or between a zone and the high seas, with what it rests on.

    Attributes
    ----------
    sides : tuple of str
        The ids of the zones on the left and the right of the line in its direction; empty for
        the high seas, and where a published file does not say.
    states : tuple of str
        Codes of the states on its sides.
    basis : str
        ``treaty``, ``median``, ``200nm``, ``joint``, ``disputed``, ...
    line_name, line_type : str
        Marine Regions' words, where the line is official.
    instrument : str
        The agreement, judgment or law, where there is one.
    status : str
        How well the line's coordinates are known.
    """

    kind: Literal["zone-boundary"] = "zone-boundary"
    sides: tuple[str, str] = ("", "")
    states: tuple[StateCode, ...] = ()
    basis: LineBasis
    line_name: str = ""
    line_type: str = ""
    instrument: str = ""
    treaty: str = ""
    status: Verification = "background"
