"""Which message a text is: series, number, year, authority, region, hazard, cancellations."""

from __future__ import annotations

import datetime as dt
import re

from mapper.navwarn.families import english, romance, russian
from mapper.navwarn.records import Identity

MONTHS = {**romance.MONTHS, **english.MONTHS, **russian.MONTHS}
_ROMAN = r"(?:X{0,2}(?:IX|IV|V?I{0,3}))"
_SERIES = (
    (r"^(?P<s>)NO\.\s?(?P<y>\d{2})-(?P<n>\d{4})(?=\s+DATE\b)", "navarea"),
    (
        r"(?P<s>NAVAREA\s+XI)\s+(?:NAV(?:IGATIONAL)?\s*WARN(?:ING)?S?\s*)?(?:NO\.?\s*|NR\.?\s*)?(?P<y>\d{2})-(?P<n>\d{3,4})(?!\d)",
        "navarea",
    ),
    (
        r"(?P<s>NAVAREA\s+"
        + _ROMAN
        + r")[\s-]*(?:(?:NAV(?:IGATIONAL)?\s*)?WARN(?:ING)?S?\s*)?(?:NO\.?\s*|NR\.?\s*|MSG\s*)?"
        r"(?P<n>\d{1,4})\s*(?:/|OF\s)\s*(?P<y>\d{2,4})",
        "navarea",
    ),
    (r"(?P<s>HYDRO(?:PAC|LANT|ARC))\s*(?P<n>\d{1,4})\s*/\s*(?P<y>\d{2,4})", "navarea"),
    (
        r"(?P<s>(?:ПРИП"
        r"|PRIP)\s+[А-ЯA-Z]{3,20}(?:[\s-][А-ЯA-Z]{4,20})?)\s+(?P<n>\d{1,4})(?:\s*/\s*(?P<y>\d{2,4}))?",
        "coastal",
    ),
    (
        r"(?P<s>(?:[A-Z]{4,16}[ ])?[A-Z]{3,16}\s+(?:NAV(?:IGATIONAL)?\.?\s*WARN(?:ING)?|N/W|NAVTEX"
        r"|COASTAL\s+WARN(?:ING)?)|WZ)\s*:?\s*(?:N[OR]\.?\s*)?(?P<n>\d{1,4})\s*[/ "
        r"(-]{1,3}\s*(?P<y>\d{2,4})(?!\d)",
        "coastal",
    ),
    (
        r"(?P<s>AUSCOAST|NEW\s+ZEALAND\s+COASTAL)\s+(?:NAVIGATION(?:AL)?\s+)?WARNING\s+"
        r"(?P<n>\d{1,4})\s*/\s*(?P<y>\d{2,4})",
        "coastal",
    ),
    (
        r"(?P<s>AVURNAV\s+(?:LOCAL\s+)?[A-Z]{3,16})\s*(?:NR?\.?\s*)?(?P<n>\d{1,4})\s*/\s*(?P<y>\d{2,4})",
        "coastal",
    ),
    (r"(?P<s>[一-龥]{1,2}航[警通])\s*\[?\(?(?P<n>\d{1,4})\s*[/／]\s*(?P<y>\d{2,4})", "coastal"),
    (
        r"(?P<s>\b[A-Z]{2,8}\s?HANG\s?(?:JING|TONG))\s*(?P<n>\d{1,4})\s*/\s*(?P<y>\d{2,4})",
        "coastal",
    ),
    (r"SỐ\s*:?\s*(?P<n>\d{1,4})\s*/\s*(?P<s>TBHH[-.A-ZĐ]{0,24})", "coastal"),
    (r"(?P<s>[一-龥]{1,2}航[警通])\s*[\[(〔](?P<y>20\d\d)[\])〕]\s*(?P<n>\d{1,4})", "coastal"),
    (
        r"(?P<s>[一二三四五六七八九十]{1,3}管区(?:地域)?航行警報|日本航行警報)\s*(?:第|NO\.?)?\s*"
        r"(?P<y>\d{2})-(?P<n>\d{3,4})(?:号)?",
        "coastal",
    ),
    (
        r"(?P<s>NAVAREA\s*XI|[一二三四五六七八九十]{1,3}管区(?:地域航行警報|水路通報|航行警報)|地域航行警報|日本航行警報)\s*(?:番号"
        r"|第)?\s*(?:(?P<e>\d{1,2}|元)年)?(?P<n>\d{1,4})(?:号)?",
        "coastal",
    ),
    (r"(?P<e>\d{1,2}|元)年(?P<n>\d{1,4})[項号](?P<s>)", "local"),
    (r"(?<![A-Z0-9])(?P<s>[A-Z])(?P<n>\d{1,4})\s*/\s*(?P<y>\d{2,4})\s+NOTAM[NRC]?", "notam"),
)
_COMPILED = tuple((re.compile(pattern, re.MULTILINE), kind) for pattern, kind in _SERIES)
_NAMELESS = {"navarea": "NAVAREA XI", "local": "水路通報"}
"""The series of the Japan Coast Guard, whose bulletins and notices give their number alone."""

_HAZARDS = (
    ("rocket", "space-launch",
     r"ROCKET|SPACE\s+(?:DEBRIS|LAUNCH|VEHICLE)|LAUNCH\s+VEHICLE|KSLV|ПУСКИ?\s+РАКЕТ|火箭|ロケット"
     r"|TÊN LỬA ĐẨY|로켓|발사체|FUS[ÉE]E|COHETE|FOGUETE"),
    ("missile", "missile-firing",
     r"MISSILE|РАКЕТН|导弹|導彈|飛彈|ミサイル|TÊN LỬA|미사일|유도탄|M[ÍI]SS?IL"),
    ("asw", "anti-submarine-exercise",
     r"SUBMARINE\s+(?:EXERCISE|OPERATION)|ANTI-?\s?SUBMARINE|\bASW\b|反潜|反潛|対潜|ПРОТИВОЛОДОЧН"
     r"|대잠"),
    ("mines", "mine-exercise",
     r"\bMINES?\b|MINE-?\s?(?:CLEARANCE|LAYING|SWEEPING|HUNTING)|水雷"
     r"|掃海|МИНН|МИНЫ|THỦY LÔI|기뢰"),
    ("gunnery", "gunnery-firing",
     r"GUNNERY|FIRING|FRNG|LIVE\s+(?:FIRE|FIRING|AMMUNITION|TROOP)|LIVE-FIRE|ARTILLERY|СТРЕЛЬБ"
     r"|\bTIRS?\b|\bTIRO\b|ARTILLER|STRELXB|实弹|實彈|射[击擊撃]|爆撃|BẮN ĐẠN|사격|포사격"),
)  # fmt: skip
_COMPILED_HAZARDS = tuple((kind, term, re.compile(words)) for kind, term, words in _HAZARDS)
_DRILL = re.compile(
    r"EXERCI[SC]|EJERCICIO|DANGEREU|PELIGRO|PERIGO|INTERDI[CT]|PROHIBID|MANEUVER|MANOEUVRE|DANGER(?!OUS\s+WRECK)|PROHIBITED|RESTRICTED\s+AREA|BOMBING|TRAINING"
    r"|УЧЕНИ|ОПАСН|ЗАПРЕТ|РАБОТ|РАЙОН|军事|軍事|演[习習]|训练|訓練|禁止|DIỄN TẬP|CẤM|훈련"
)
_HEAD_LENGTH = 260
"""A stamp of issue stands within so many characters from the start."""
_DAY_MONTH_YEAR = r"(?P<d>\d{1,2})\s+(?P<mon>[A-Z]{3,9})\s+(?P<y>20\d\d|\d\d)"
_ISSUED = tuple(re.compile(pattern, re.MULTILINE) for pattern in (
    # 271244Z FEB 26, 011006Z/AUG 25, on a line of its own or at the very start
    r"(?:\A\s*|^\s*(?:DTG\s*:?\s*)?)(?P<d>\d\d)(?P<h>\d\d)(?P<n>\d\d)\s*(?:Z|UTC|GMT)\s*/?\s*"
    r"(?P<mon>[A-Z]{3,9})\s*(?P<y>20\d\d|\d\d)(?!\d)"
    r"(?=\s*\.?\s*(?:$|[A-Z]{4,9}[ \dA-Z]{0,12}/\d|  ))",
    r"^\s*[A-Z]{2}\d\d\s+(?P<d>\d\d)(?P<h>\d\d)(?P<n>\d\d)\s*(?:Z|UTC|GMT)\s*(?P<mon>[A-Z]{3,9})\s*"
    r"(?P<y>20\d\d|\d\d)(?!\d)",
    rf"\A\s*(?:[A-Z-]+\s+){{1,4}}\d{{1,4}}\s*(?:/|OF)\s*\d{{2,4}}\s*:?\s*\({_DAY_MONTH_YEAR}\)",
    rf"^\s*{_DAY_MONTH_YEAR}\s+(?P<h>\d\d):(?P<n>\d\d)\s+(?:UTC|GMT)\s*$",
    r"DATE\s*:\s*(?P<y>20\d\d)[/-](?P<m>\d\d)[/-](?P<d>\d\d)(?:\s+(?P<h>\d\d)\s*UTC)?",
    r"DATE\s*:\s*(?P<mon>[A-Z]{3,9})[ /](?P<d>\d\d)[ /](?P<y>20\d\d)",
    r"\A\s*NAVAREA[^\n]{0,24}-\s*(?P<d>\d\d)/(?P<m>\d\d)/(?P<y>20\d\d)",
))  # fmt: skip
"""How the head of a message says when it was issued; a stamp in a sentence is none."""
_CANCELS = re.compile(
    r"(?:CANCEL(?:S|LED)?|ОТМ(?:ЕНИТЬ)?)\s*:?\s*((?:(?:NAVAREA\s+[IVX]+|HYDRO(?:PAC|LANT|ARC)"
    r"|ПРИП\s+[А-Я]+|НР|"
    r"[A-Z]{4,12}\s+(?:NAV\s+WARN|N/W)|NR\.?|MSGS?)?\s*(?:\d{1,4}\s*/\s*\d{2}|\d{2}-\d{4})\s*(?:,|AND|И"
    r"|&)?\s*){1,12})"
)
_REPLACES = re.compile(r"NOTAM[RC]\s+([A-Z]\d{1,4}/\d{2})")
_LAST_PART = re.compile(
    r"(?:[A-Z]+\s+[IVX]+|HYDRO[A-Z]+|ПРИП\s+[А-Я]+)?\s*(?:\d{1,4}\s*/\s*\d{2}|\d{2}-\d{4})"
)
_AREAS = re.compile(r"[A-Z][A-Z ',()-]{3,60}|[А-Я][А-Я ,-]{3,60}")
_SEAS = re.compile(
    r"SEA|OCEAN|GULF|BAY|PACIFIC|ATLANTIC|STRAIT|CHANNEL|BALTIC|МОР[ЕЯ]|ЗАЛИВ|ПРОЛИВ|ОКЕАН"
)


def find_hazard(plain: str) -> tuple[str, str | None]:
    """The hazard and its S-124 term: gunnery, missile, asw, mines, rocket, other.

    Examples
    --------
    >>> find_hazard("GUNNERY EXERCISES 2200Z TO 0800Z")
    ('gunnery', 'gunnery-firing')
    """
    for kind, term, words in _COMPILED_HAZARDS:
        if words.search(plain):
            return kind, term
    return "other", None


def is_drill(plain: str) -> bool:
    """Whether a text speaks of an exercise or a danger area."""
    return find_hazard(plain)[0] != "other" or _DRILL.search(plain) is not None


def find_identity(plain: str, lang: str, heading: str, issued: dt.datetime | None) -> Identity:
    """Who speaks, in which series and number.

    Parameters
    ----------
    plain : str
        The message.
    lang : str
        ISO 639-1.
    heading : str
        A heading that came with the text, as its file's ``# name:``; may be empty.
    issued : datetime or None
        What the caller knows; a stamp at the start of the text goes before it.
    """
    series = number = year = kind = None
    for text in (heading, plain[:600], plain[-400:]):
        found = _find_series(text)
        if found:
            series, number, year, kind = found
            break
    hazard, term = find_hazard(plain)
    stated = issue_stamp(plain)
    stamp = stated[0] if stated else issued
    if year is None and stamp is not None and number is not None:
        year = stamp.year
    return Identity(
        series=series,
        number=number,
        year=year,
        authority=_authority(series, kind),
        region=_region(plain, lang),
        warning_type=kind,
        hazard=hazard,
        hazard_type=term,
        cancels=_cancels(plain, series),
        issued=stamp,
        lang=lang,
    )


def _find_series(text: str) -> tuple[str, int, int | None, str] | None:
    best: tuple[int, tuple[str, int, int | None, str]] | None = None
    for pattern, kind in _COMPILED:
        for match in pattern.finditer(text):
            before = text[max(0, match.start() - 12) : match.start()]
            if re.search(r"CANCEL\w*\s+$|ОТМ\w*\s+$", before):
                continue
            if best is None or match.start() < best[0]:
                series = " ".join(match["s"].split()) or _NAMELESS[kind]
                best = match.start(), (series, int(match["n"]), _year(match), kind)
            break
    return best[1] if best else None


def _year(match: re.Match[str]) -> int | None:
    parts = match.groupdict()
    if parts.get("e"):
        # Notices count by era: 30年 is Heisei 30 (2018), 元年 to 20年 are Reiwa.
        number = 1 if parts["e"] == "元" else int(parts["e"])
        return number + (2018 if number <= 20 else 1988)
    text = parts.get("y")
    if not text:
        return None
    year = int(text)
    return year if year > 99 else 2000 + year if year <= 70 else 1900 + year


def issue_stamp(plain: str) -> tuple[dt.datetime, tuple[int, int]] | None:
    """When a message says at its head that it was issued, and where it says so.

    Examples
    --------
    >>> issue_stamp("NAVAREA VII 63 OF 2024: (21 FEB 24)")[0].date()
    datetime.date(2024, 2, 21)
    """
    start = len(plain) - len(plain.lstrip())
    head = plain[start : start + _HEAD_LENGTH]
    for pattern in _ISSUED:
        match = pattern.search(head)
        time = _issue(match) if match else None
        if match and time:
            return time, (start + match.start(), start + match.end())
    return None


def _issue(match: re.Match[str]) -> dt.datetime | None:
    part = match.groupdict()
    month = MONTHS.get(part["mon"], 0) if part.get("mon") else int(part["m"])
    year = int(part["y"]) if len(part["y"]) == 4 else 2000 + int(part["y"])
    try:
        return dt.datetime(year, month, int(part["d"]), int(part.get("h") or 0),
                           int(part.get("n") or 0), tzinfo=dt.UTC)  # fmt: skip
    except ValueError:
        return None


def _authority(series: str | None, kind: str | None) -> str | None:
    if not series:
        return None
    if series.startswith("HYDRO") or series in ("NAVAREA IV", "NAVAREA XII"):
        return "NGA"
    if kind == "coastal" and series.startswith(("ПРИП", "PRIP")):
        return series.split(maxsplit=1)[-1].title()
    return None if kind == "notam" else series


def _region(plain: str, lang: str) -> str | None:
    """The sea that the head of an English or Russian message names, one line or sentence."""
    if lang not in ("en", "ru"):
        return None
    for line in re.split(r"[.\n]", plain[:400]):
        words = line.strip()
        if _AREAS.fullmatch(words) and _SEAS.search(words):
            return re.sub(r"\b(?:Of|The|And)\b", lambda word: word[0].lower(), words.title())
    return None


def _cancels(plain: str, series: str | None) -> tuple[str, ...]:
    found = []
    for match in _CANCELS.finditer(plain):
        last = series or ""
        for part in _LAST_PART.finditer(match[1]):
            name = " ".join(part[0].split())
            if name[0].isdigit():
                name = f"{last} {name}".strip()
            last = name.rsplit(" ", 1)[0] if " " in name else last
            # NAVAREA XI sets the year before the number: 25-0350 is 350/25.
            name = re.sub(r"\b(\d\d)-0*+(\d+)$", r"\2/\1", name)
            found.append(re.sub(r"\s*/\s*", "/", name))
    found += [match[1] for match in _REPLACES.finditer(plain[:200])]
    return tuple(dict.fromkeys(found))
