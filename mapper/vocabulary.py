"""The controlled words of the atlas: activities and states, with the names that readers see."""

from __future__ import annotations

from enum import StrEnum


class Activity(StrEnum):
    """What an exercise or patrol practised, in the words of its sources, one term for each."""

    AID_TO_SHIP_IN_DISTRESS = "aid-to-ship-in-distress"
    AIR_COMBAT = "air-combat"
    AIR_DEFENCE = "air-defence"
    AIR_SEARCH = "air-search"
    AIRBORNE_LANDING = "airborne-landing"
    AMPHIBIOUS = "amphibious"
    AMPHIBIOUS_FORMATION_MANOEUVRE = "amphibious-formation-manoeuvre"
    AMPHIBIOUS_LANDING = "amphibious-landing"
    ANCHORAGE_DEFENCE = "anchorage-defence"
    ANTI_PIRACY = "anti-piracy"
    ANTI_SABOTAGE = "anti-sabotage"
    ANTI_SUBMARINE_WARFARE = "anti-submarine-warfare"
    ANTI_SURFACE = "anti-surface"
    BLOCKADE_AND_CONTROL = "blockade-and-control"
    BOARDING = "boarding"
    CARRIER_OPERATIONS = "carrier-operations"
    COMMUNICATIONS = "communications"
    COUNTER_TERRORISM = "counter-terrorism"
    COUNTER_UNMANNED_SYSTEMS = "counter-unmanned-systems"
    CYBER_DEFENCE = "cyber-defence"
    DAMAGE_CONTROL = "damage-control"
    DEFENCE_OF_SEA_COMMUNICATIONS = "defence-of-sea-communications"
    DETERRENCE_AND_EXPULSION = "deterrence-and-expulsion"
    ESCORT = "escort"
    FIREFIGHTING = "firefighting"
    FISHERIES_CONTROL = "fisheries-control"
    HELICOPTER_CROSS_DECK = "helicopter-cross-deck"
    HELICOPTER_OPERATIONS = "helicopter-operations"
    HIJACKED_SHIP_RESCUE = "hijacked-ship-rescue"
    IDENTIFICATION = "identification"
    ISLAND_SEIZURE = "island-seizure"
    JOINT_DEFENCE = "joint-defence"
    JOINT_SEARCH = "joint-search"
    JOINT_TRANSIT = "joint-transit"
    LIVE_FIRING = "live-firing"
    MANOEUVRE = "manoeuvre"
    MARITIME_INTERDICTION = "maritime-interdiction"
    MARITIME_OPERATIONS = "maritime-operations"
    MEDICAL_EVACUATION = "medical-evacuation"
    MINE_COUNTERMEASURES = "mine-countermeasures"
    MISSILE_DEFENCE = "missile-defence"
    NAVAL_BLOCKADE = "naval-blockade"
    NAVAL_PARADE = "naval-parade"
    NIGHT_FIRING = "night-firing"
    RECONNAISSANCE = "reconnaissance"
    REPLENISHMENT_AT_SEA = "replenishment-at-sea"
    SEA_AND_AIR_ESCORT = "sea-and-air-escort"
    SEARCH_AND_RESCUE = "search-and-rescue"
    SEARCH_AND_STRIKE = "search-and-strike"
    SHIPPING_PROTECTION = "shipping-protection"
    SPECIAL_FORCES = "special-forces"
    STRATEGIC_AIR_PATROL = "strategic-air-patrol"
    SUBMARINE_PATROL = "submarine-patrol"
    SUBMARINE_RESCUE = "submarine-rescue"

    @property
    def label(self) -> str:
        """The term as readers see it."""
        return activity_words(self.value)


def activity_words(term: str) -> str:
    """A term of the activities as readers see it.

    Examples
    --------
    >>> activity_words("live-firing"), activity_words("anti-submarine-warfare")
    ('live firing', 'anti-submarine warfare')
    """
    words = term.replace("-", " ")
    return f"anti-{words[5:]}" if words.startswith("anti ") else words


STATES: dict[str, str] = {
    "ARE": "United Arab Emirates", "AUS": "Australia", "BGD": "Bangladesh", "BHR": "Bahrain",
    "BRN": "Brunei", "CAN": "Canada", "CHN": "China", "CYP": "Cyprus", "DEU": "Germany",
    "DJI": "Djibouti", "DNK": "Denmark", "EGY": "Egypt", "ERI": "Eritrea", "EST": "Estonia",
    "FIN": "Finland", "FRA": "France", "GBR": "United Kingdom", "GRC": "Greece", "GUM": "Guam",
    "IDN": "Indonesia", "IND": "India", "IRN": "Iran", "IRQ": "Iraq", "ISR": "Israel",
    "ITA": "Italy", "JPN": "Japan", "KHM": "Cambodia", "KOR": "Republic of Korea",
    "KWT": "Kuwait", "LBN": "Lebanon", "LKA": "Sri Lanka", "LTU": "Lithuania", "LVA": "Latvia",
    "MMR": "Myanmar", "MOZ": "Mozambique", "MYS": "Malaysia", "NAM": "Namibia",
    "NLD": "Netherlands", "NOR": "Norway", "NZL": "New Zealand", "OMN": "Oman",
    "PAK": "Pakistan", "PHL": "Philippines", "PLW": "Palau", "PNG": "Papua New Guinea",
    "POL": "Poland", "PRK": "DPR Korea", "QAT": "Qatar", "RUS": "Russia",
    "SAU": "Saudi Arabia", "SGP": "Singapore", "SOM": "Somalia", "SWE": "Sweden",
    "SYR": "Syria", "THA": "Thailand", "TLS": "Timor-Leste", "TUR": "Türkiye", "TWN": "Taiwan",
    "UKR": "Ukraine", "USA": "United States", "VNM": "Viet Nam", "YEM": "Yemen",
    "ZAF": "South Africa",
}  # fmt: skip
"""ISO 3166-1 alpha-3 codes and the short names that readers see."""

_ISO = """
    ABW AFG AGO AIA ALA ALB AND ARE ARG ARM ASM ATA ATF ATG AUS AUT AZE BDI BEL BEN BES BFA BGD BGR
    BHR BHS BIH BLM BLR BLZ BMU BOL BRA BRB BRN BTN BVT BWA CAF CAN CCK CHE CHL CHN CIV CMR COD COG
    COK COL COM CPV CRI CUB CUW CXR CYM CYP CZE DEU DJI DMA DNK DOM DZA ECU EGY ERI ESH ESP EST ETH
    FIN FJI FLK FRA FRO FSM GAB GBR GEO GGY GHA GIB GIN GLP GMB GNB GNQ GRC GRD GRL GTM GUF GUM GUY
    HKG HMD HND HRV HTI HUN IDN IMN IND IOT IRL IRN IRQ ISL ISR ITA JAM JEY JOR JPN KAZ KEN KGZ KHM
    KIR KNA KOR KWT LAO LBN LBR LBY LCA LIE LKA LSO LTU LUX LVA MAC MAF MAR MCO MDA MDG MDV MEX MHL
    MKD MLI MLT MMR MNE MNG MNP MOZ MRT MSR MTQ MUS MWI MYS MYT NAM NCL NER NFK NGA NIC NIU NLD NOR
    NPL NRU NZL OMN PAK PAN PCN PER PHL PLW PNG POL PRI PRK PRT PRY PSE PYF QAT REU ROU RUS RWA SAU
    SDN SEN SGP SGS SHN SJM SLB SLE SLV SMR SOM SPM SRB SSD STP SUR SVK SVN SWE SWZ SXM SYC SYR TCA
    TCD TGO THA TJK TKL TKM TLS TON TTO TUN TUR TUV TWN TZA UGA UKR UMI URY USA UZB VAT VCT VEN VGB
    VIR VNM VUT WLF WSM YEM ZAF ZMB ZWE
"""
ISO_STATES = frozenset(_ISO.split())
"""Every code of ISO 3166-1 alpha-3 in force."""


PART_OF: dict[str, str] = {
    "ASM": "USA", "BES": "NLD", "FLK": "GBR", "GRL": "DNK", "GUF": "FRA", "GUM": "USA",
    "HKG": "CHN", "MAC": "CHN", "MNP": "USA", "NCL": "FRA", "PRI": "USA", "PYF": "FRA",
    "REU": "FRA", "UMI": "USA", "VIR": "USA",
}  # fmt: skip
"""Territories with a code of their own, and the state that they belong to."""


def state_name(code: str) -> str:
    """The short name of a state, or the code itself where the table has none.

    Examples
    --------
    >>> state_name("KOR")
    'Republic of Korea'
    """
    return STATES.get(code, code)
