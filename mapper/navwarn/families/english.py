"""English: NAVAREA, HYDROLANT, HYDROPAC, HYDROARC, coastal warnings, NAVTEX, NOTAM item E.

Phrases after the IHO/IMO Joint Manual on Maritime Safety Information (IHO S-53) and ICAO
Doc 8126.
"""

from __future__ import annotations

_WIND = r"\b(?:(?:NORTH|SOUTH)?(?:EAST|WEST)|NORTH|SOUTH)(?:ERN|ERLY|WARDS?)?"
_COAST = r"(?:COAST(?:AL)?(?:\s*LINE)?|SHORE(?:\s*LINE)?|COASTS)"

_MILES = r"\s?(?:(?:NAUTICAL\s+|SEA\s+)?MILES?|NM|KM)"
_TWO_CIRCLES = (
    rf"(?:(?:THE\s+)?(?:CIRCLES|RADII|DISTANCES)\s+(?:OF\s+)?)?\d{{1,3}}(?:\.\d)?(?:{_MILES})?\s+AND\s+"
    rf"\d{{1,3}}(?:\.\d)?{_MILES}\s+(?:FROM|FM|OF|RADIUS|RADII|AROUND|CENT(?:ER|RE)D)"
)
"""Two distances from a centre, between which a ring lies."""
_NAME = (
    r"(?!(?:VESSELS?|SHIPS?|CRAFTS?|AIRCRAFT|ACFT|TRAFFIC|TFC|THOSE|WITH|BY|WHEN|DURING|ON|AUTHORI[A-Z]+"
    r"|MON|TUES?|WED|THU|FRI|SAT|SUN|[A-Z]+DAYS?|HOL|PARTICIPA[A-Z]+|MILITARY|STATE|IN|AT)\b)[A-Z'-]+"
)
"""A word of the name of what is excepted; vessels and days are no part of an area."""
SHAPE: dict[str, str] = {
    "shore": rf"\((?:ON\s+)?(?:THE\s+)?(?:{_COAST}|LAND|ON\s+SHORE|SEA\s?SHORE)\)",
    "coastto": rf"(?:(?:THEN(?:CE)?|AND|,)\s+)?(?:(?:ALONG|BY|FOLLOW(?:ING|S)?|VIA)\s+)(?:THE\s+)?"
    rf"{_COAST}(?:\s+(?:UP\s+)?TO\b)?|(?:THEN(?:CE)?\s+)(?:THE\s+)?{_COAST}(?:\s+TO\b)?"
    rf"|{_COAST}\s+TO\b",
    "coastopen": rf"(?:BETWEEN|BOUND(?:ED)?\s+BY)\s+(?:THE\s+)?{_COAST}\s+AND\b"
    rf"|\b{_COAST}\s+AND(?:\s+(?:THE|A|LINES?|JOINING|POINTS|POSITIONS))*(?=\s*:?\s*\ue000)",
    "coastclose": rf"\bAND\s+(?:BY\s+)?(?:THE\s+)?(?:[A-Z]{{4,12}}\s+)?{_COAST}",
    "hole": r"\b(?:EXCEPT(?:ING|ED)?|EXCLUDING|EXCLUSIVE\s+OF|WITH\s+THE\s+EXCEPTION\s+OF"
    rf"|LESS)(?:\s+(?:FOR|THE|AN?|THAT))*(?:\s+{_NAME}){{0,3}}"
    r"\s+(?:AREAS?|ISLANDS?|WATERS|PORTION|PART|LAND|TERRITORIAL|AIRSPACE|ISLES?|CIRCLE|ZONE"
    r"|SECTOR|ISLETS?|ROCKS?|REEFS?|ATOLLS?|ARCHIPELAGO|PENINSULA|PORTS?|HARBOU?RS?|FAIRWAYS?"
    r"|CHANNELS?|BAYS?|COASTS?|COASTAL|OSTROVA?)\b",
    "odd": r"\bANNUL(?:AR|US|I)\b|\bRINGS?\b(?!\s+[A-Z]+\s+LIGHT)|\b(?:INNER|OUTER)\s+(?:RADIUS"
    r"|RADII|CIRCLE|LIMITS?)|\bSEMI\s?-?\s?CIRC[A-Z]+|\bHALF\s?-?\s?CIRCLE|\bQUADRANTS?|\bELLIP[A-Z]+"
    r"|\bTANGENT[A-Z]*|\bFAN\s?-?\s?SHAPED?"
    r"|\bBETWEEN\s+\d+\s+(?:MILES\s+|NM\s+)?AND\s+\d+\s+(?:NAUTICAL\s+)?(?:MILES|NM)\s+(?:FROM"
    r"|OFF)\s+"
    r"(?:THE\s+)?(?:COAST|SHORE|LAND|BASELINE)[A-Z]*"
    rf"|(?:{_WIND}|\bSEAWARDS?)\s+(?:SIDE\s+)?OF\s+(?:(?:A|THE)\s+)?(?:STRAIGHT\s+)?(?:LINES?|PARALLELS?"
    r"|MERIDIANS?|LATITUDES?|LONGITUDES?|CIRCLE)\b"
    rf"|{_WIND}\s+(?:HALF|PART|SEGMENT)\s+OF\s+(?:(?:A|THE|THIS)\s+)?(?:CIRCLE|AREA)"
    r"|\bEXC(?:EPT(?:ING|ED)?|L(?:UDING)?)?\.?\s+(?:AREAS?\s+|ZONES?\s+)?(?:[A-Z]{1,4}-?\d{1,4}[A-Z]?"
    r"|(?:[A-Z]{2,12}\s+)?FIRS?)\b|\bOUTSIDE\s+(?:OF\s+)?(?:THE\s+)?(?:[A-Z]+\s+)?TERRITORIAL\s+(?:WATERS|SEAS?)"
    r"|\b(?:AND|UP\s+TO)\s+(?:THE\s+)?\d{1,3}\s?(?:NAUTICAL\s+)?(?:MILES?|NM)\s+(?:LIMITS?|LINE)\b"
    r"|\b(?:AND|UP\s+TO)\s+(?:WITHIN\s+)?\d{1,3}\s?(?:NAUTICAL\s+)?(?:MILES|NM)\s+(?:OFF|FROM)\s+"
    r"(?!(?:THE\s+)?(?:VESSELS?|SHIPS?|TOW|CABLES?|UNITS?|THEM|IT)\b)(?=[A-Z])",
    "side": r"\bAROUND(?=\s+(?:(?:A|THE)\s+)?(?:LINE|TRACK))|(?:ON\s+)?(?:EITHER"
    r"|EACH)\s+SIDES?(?:\s+OF)?|(?:ON\s+)?BOTH\s+SIDES(?:\s+OF)?",
    "area": r"\b(?:BOUND(?:ED)?|ENCLOSED|DELIMITED|LIMITED|FORMED|BORDERED|CONTAINED|DEFINED|"
    r"SURROUNDED)\s*(?:BY|WITHIN|IN)(?:\s+(?:A(?=\s+[A-Z]{2})|THE|STRAIGHT|RHUMB|IMAGINARY"
    r"|FOLLOWING)\b)*"
    r"(?:\s*LINES?(?:\s+(?:JOINING|CONNECTING|DRAWN))?)?"
    r"|\bLATERAL\s+LIMITS|\bPOLYGON|\bQUADRILATERAL|\bRECTANGLE|\bBOUNDARY\s+LINES?"
    r"|\bAREAS?\s*(?:JOINING|CONNECTING|CONNECTED|BETWEEN(?=\s*\ue000))(?:\s+BY)?|\bCORNERS?\b"
    r"|\b(?:LINES?\s+)?(?:JOINING|CONNECTING)\s+(?:THE\s+)?(?:FOLLOWING\s+)?(?:FOUR\s+|\d+\s+)?"
    r"(?:POINTS|POSITIONS|COORDINATES)(?!\s+LINE)",
    "line": r"(?:\bALONG\s+(?:THE\s+)?)?\bTRACK\s?LINES?(?:\s+(?:JOINING|THE|FOLLOWING|POINTS"
    r"|POSITIONS)\b)*"
    r"|\b(?:LINES?|ROUTE|TRACK|AXIS|CENT(?:ER|RE)\s?LINE)"
    r"\s*(?:COORDINATES|JOINING|CONNECTING|BETWEEN|FROM|:)"
    r"|\bALONG\s+(?:THE\s+)?(?:A\s+)?(?:CABLE\s+)?(?:LINE|ROUTE|TRACK)S?(?:\s+(?:(?:JOINING|"
    r"CONNECTING|BETWEEN|DEFINED\s+BY|THE|FOLLOWING|POINTS|POSITIONS|COORDINATES)\b))*"
    r"|\bLINE(?=\s*[\ue000(:])|\bBETWEEN(?=(?:\s+POSITIONS?)?\s*\ue000)|\bCORRIDOR\s+(?:JOINING"
    r"|BETWEEN)",
    "arc": r"\bARCS?\b",
    "ccw": r"\b(?:COUNTER|ANTI)\s?-?\s?CLOCKWISE\b",
    "cw": r"\bCLOCKWISE\b",
    "within": r"\bWITHIN\b|\bWI\b(?=\s\d)",
    "radius": rf"\bB(?:ETWEE|T)N(?=\s+{_TWO_CIRCLES})|\bSECTOR\s+LENGTH\b"
    r"|\bRADIUS\b|\bRADII\b|\bRAD\b|\bR\b(?=\s?=?\s?\d)"
    r"|\bAROUND(?=(?:\s+POSITION)?\s*\ue000)"
    r"|(?<=\ue001)\s+(?:OUT\s+)?TO\s+A\s+DISTANCE\s+OF(?=\s+\d)",
    "diameter": r"\bDIAMETER\b",
    "wide": r"\bWIDE\b(?!\s+BERTH)|\bWIDTH\b|\bBREADTH\b",
    "sector": r"\bSECTORS?\b|\bAZIMUTHS?\b|\bRADIALS?\b",
    "center": r"\bORIG(?:IN|ON?)\s+(?:IN|AT)\b"
    r"|\bCENT(?:ER|RE)D\b|\bCENT(?:ER|RE)\b(?!\s?LINE)|\bCIRCLES?\b|\bCIRCULAR\b",
    "close": r"\b(?:POINT\s+OF\s+)?(?:ORIGIN|BEGINNING)\b|\bSTARTING\s+(?:POINT|POSITION)\b"
    r"|\bPOINT\s?-?\s?CONNECTION\b|\bTO\s+START\b",
    "point": r"\bPOSITIONS?\b|\b(?:POSN?S?|PSN)\b(?:\.(?=\s*\ue000))?"
    r"|\bIN\s+VICINITY\s+OF\b|\bLOCATED\b|\bADRIFT\b"
    r"|\b(?:MINES?|ORDNANCE|WRECKS?|CONTAINERS?|BUOYS?)\s+(?:(?:WERE|ARE|HAVE\s+BEEN)\s+)?"
    r"(?:REPORTED|SIGHTED|OBSERVED|MARKED|IN|AT)\b"
    r"|\bSANK\b|\bESTABLISHED\s+IN\b|\bVICINITY\b",
    "zone": r"\bAREAS?\b|\bZONES?\b|\bBOX\b|\bAIRSPACE\b|\bTRA\b",
}

JOINERS = frozenset(
    [
        "AND",
        "TO",
        "THEN",
        "THENCE",
        "THRU",
        "THROUGH",
        "POINT",
        "POINTS",
        "PT",
        "PTS",
        "POS",
        "POSITION",
        "CORNER",
        "VERTEX",
        "THE",
        "OF",
        "AT",
        "BACK",
        "LAT",
        "LONG",
        "LON",
        "N",
        "S",
        "E",
        "W",
        "OR",
        "VIA",
        "AREA",
        "JOINING",
        "CONNECTING",
        "FOLLOWING",
    ]
)

NUMBERS = {
    "HALF": 0.5, "ONE": 1, "TWO": 2, "THREE": 3, "FOUR": 4, "FIVE": 5, "SIX": 6, "SEVEN": 7,
    "EIGHT": 8, "NINE": 9, "TEN": 10, "ELEVEN": 11, "TWELVE": 12, "FIFTEEN": 15, "TWENTY": 20,
    "TWENTY-FIVE": 25, "TWENTY FIVE": 25, "THIRTY": 30, "FORTY": 40, "FIFTY": 50, "SIXTY": 60,
    "ONE HUNDRED": 100, "HUNDRED": 100,
}  # fmt: skip

UNITS: dict[str, float] = {
    r"(?:NAUTICAL|SEA)[\s-]*MILES?|NAUT\.?\s?MILES?|MILES?\b|NMS?\b|N\.\s?M\.|NMI\b|NML\b": 1852.0,
    r"KILOMET(?:ER|RE)S?|KMS?\b|K\.M\.": 1000.0,
    r"MET(?:ER|RE)S?\b|MTRS?\b|MTS\b|ᴍ": 1.0,
    r"CABLES?\b": 185.2,
    r"YARDS?\b|YDS?\b": 0.9144,
    r"FEET\b|FT\b": 0.3048,
}

MONTHS = {
    name: number
    for number, names in enumerate(
        ("JANUARY JAN", "FEBRUARY FEB", "MARCH MAR", "APRIL APR", "MAY", "JUNE JUN", "JULY JUL",
         "AUGUST AUG", "SEPTEMBER SEPT SEP", "OCTOBER OCT", "NOVEMBER NOV", "DECEMBER DEC"),
        1,
    )
    for name in names.split()
}  # fmt: skip

WEEKDAYS = {
    name: number
    for number, names in enumerate(
        ("MONDAYS MONDAY MON", "TUESDAYS TUESDAY TUES TUE", "WEDNESDAYS WEDNESDAY WED",
         "THURSDAYS THURSDAY THURS THUR THU", "FRIDAYS FRIDAY FRI", "SATURDAYS SATURDAY SAT",
         "SUNDAYS SUNDAY SUN")
    )
    for name in names.split()
}  # fmt: skip

TIME: dict[str, str] = {
    "daily": r"DAILY|DAYLY|DLY|EVERY\s?DAY|EACH\s+DAY|EVERYDAY",
    # In translations from Portuguese and Spanish A is left for TO.
    "thru": r"THRU|THROUGH|TILL?\b|TO\b|A(?=\s\d{1,2}\s[A-Z]{3}\b|\s\d{6}\s?(?:UTC|Z))|-|~",
    "and": r"AND\b|&|,|/|\+",
    "except": r"EXCEPT(?:ING)?|EXC\b|EXCLUDING|EXCL\b",
    "reserve": r"ALTERNATE(?:LY)?|RESERVED?(?:\s+(?:DAYS?|DATES?))?|BACK-?UP|SPARE|STANDBY",
    "until": r"UNTIL|UP\s+TO|ENDING",
    "between": r"BETWEEN",
    "from": r"FROM|COMMENCING|STARTING|EFFECTIVE|BEGINNING",
    "sunrise": r"SUN\s?RISE|SR\b|DAWN",
    "sunset": r"SUN\s?SET|SS\b|DUSK",
    "daylight": r"DAYLIGHT(?:\s+HOURS)?|DAYTIME",
    "h24": r"CONTINUOUS(?:LY)?|H\s?24\b|24\s?H(?:OU)?RS?|ROUND\s+THE\s+CLOCK|DAY\s+AND\s+NIGHT",
    "permanent": r"PERMANENT(?:LY)?|PERM\b|UNTIL\s+FURTHER\s+NOTICE|UFN\b",
    "estimated": r"ESTIMATED|EST\b|APPROX(?:IMATELY)?",
    "holiday": r"(?:PUBLIC\s+|NATIONAL\s+)?HOLIDAYS?|HOL\b",
    "weekend": r"WEEKENDS?",
}

ZONES: dict[str, float] = {
    r"UTC|GMT|ZZ?(?:ULU)?|UT": 0.0, r"JST|KST": 9.0, r"BEIJING\s+TIME|BJT|CST|HKT|PHT|SGT": 8.0,
    r"ICT": 7.0, r"IST": 5.5, r"PKT": 5.0, r"MSK": 3.0,
}  # fmt: skip
