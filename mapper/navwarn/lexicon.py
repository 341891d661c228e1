"""The words of the families in use, compiled once a language."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache
from types import ModuleType

from mapper.navwarn.families import (
    chinese,
    english,
    japanese,
    korean,
    romance,
    russian,
    vietnamese,
)

POS, POS_REST = "\ue000", "\ue001"
"""What stands for a position in the text that the grammars read: one sign, then filling."""

FAMILIES: dict[str, ModuleType] = {
    "en": english, "ru": russian, "zh": chinese, "ja": japanese, "vi": vietnamese, "ko": korean,
    "fr": romance, "es": romance, "pt": romance,
}  # fmt: skip

ZONE_HOURS = {
    "en": 0.0,
    "ru": 0.0,
    "zh": 8.0,
    "ja": 9.0,
    "vi": 7.0,
    "ko": 9.0,
    "fr": 0.0,
    "es": 0.0,
    "pt": 0.0,
}
"""The clock that a family keeps when the text names none. Russian coastal warnings keep UTC."""

_ENGLISH = re.compile(
    r"\b(?:THE|BOUND(?:ED)?|WITHIN|EXERCISES?|WARNING|THIS|OF|AND|FROM|WITH|CANCEL|IN|UNTIL|MSG|FOR|BY)\b"
)
_ROMANCE = (
    ("fr", r"\b(?:LES|DES|DANS|SUR|PAR|UNE|EST|DU|LE|AU|AVIS|TIRS?|MILLES?|RAYON|ANNULER|ENTRE)\b"),
    ("es", r"\b(?:LOS|LAS|EN|DEL|CON|POR|UNA|QUE|EL|AL|AVISO|TIRO|MILLAS?|RADIO|CANCELAR|ENTRE)\b"),
    ("pt", r"\b(?:NA|NO|EM|DOS|DAS|COM|POR|UMA|OS|AO|AVISO|TIRO|MILHAS?|RAIO|CANCELAR|ENTRE)\b"),
)
"""The little words that tell the languages of one family from English and from one another."""

_KEYS = (
    "shore", "coastopen", "coastto", "coastclose", "odd", "hole", "side", "area", "line", "ccw",
    "cw", "arc", "within", "radius", "diameter", "wide", "sector", "center", "close", "point",
    "zone",
)  # fmt: skip
_CJK = "一-龥々〇ぁ-ヿ가-힣"
_SMALL = "一二三四五六七八九十两兩"
_COUNTS = {word: number for number, word in enumerate(_SMALL[:10], 1)} | {"两": 2, "兩": 2}
_WORDS = {"THREE": 3, "FOUR": 4, "FIVE": 5, "SIX": 6, "SEVEN": 7, "EIGHT": 8}

_LABEL = (
    rf"(?P<label>(?<![^\s.,:;、。,)\]=(\-{POS_REST}{POS}{_CJK}])(?:"
    r"\((?P<lp>\d{1,2}|[A-ZА-Я]|[IVX]{2,4}|[一二三四五六七八九十])\)\s*[.:]?(?!\s*(?:と|を|の|から|及び|与|和|至))"
    rf"|(?P<ln>\d{{1,2}})\s?[.)、:](?=[\s\"({POS}A-ZА-Я{_CJK}])(?!\s*\d)"
    r"|(?P<lr>[IVX]{1,4})[.)]\s(?=[A-Z\u00c0-\u1ef9])"
    rf"|(?P<ll>[A-ZА-Я])\s?[.):、](?=[\s{POS}({_CJK}\"])"
    rf"|(?P<lv>\d{{1,2}})-\s(?=[A-ZĐ])"
    rf"|(?P<lb>[A-ZА-Я])(?=[ ]{{0,9}}\n\s{{0,40}}{POS})"
    rf"|(?P<lc>[一二三四五六七八九十]{{1,2}})[、.]"
    r"|(?P<lz>(?:AREA|ZONE|BOX|KHU\s+VỰC|РАЙОН)[^\S\n]+(?:NO\.?\s*|НР\s*|SỐ\s*)?(?:\d{1,2}|[A-ZА-Я]"
    r"|[IVX]{2,4})"
    rf"(?=\s*[:.,{POS}]|\s+-|\s+(?:IS\s+)?(?:BOUND|WITHIN|ENCLOSED)|\s*\n)"
    r"|(?:[区區]域?|海域|水域|구역)(?:\d{1,2}|[A-Z]|[一二三四五六七八九十])(?![\d点點:.]\d))"
    r"))"
)


_TO = r"\s*(?:AND|TO|ET|Y|AU|AL|THRU|THROUGH|-|~|至|到|から|ДО|И)\s*"
_DEGREES = r"(?:°|度|DEG\w*\.?|ГРАД\w*)"
_WIND = r"正?[东東南西北](?:偏[东東南西北]\d{1,2}[°度])?"
_BEARINGS = (
    rf"(?P<w1>{_WIND})(?:方向)?[至到](?P<w2>{_WIND})(?![纬緯经經海部])(?:方向)?|"
    r"(?:BEARINGS?|BRGS?|AZIMUTHS?|AZM?|RADIALS?|SECTOR|АЗИМУТ[А-Я]{0,3}|ПЕЛЕНГ[А-Я]{0,3}"
    r"|СЕКТОР[А-Я]{0,2}|[真方]方?位角?)\s*:?\s*(?:FROM|BETWEEN|OF|ОТ|从|自)?\s*"
    rf"(?P<b3>\d{{2,3}})\s?{_DEGREES}?\s?T?{_TO}(?P<b4>\d{{2,3}})(?!\d){_DEGREES}?"
    rf"|(?:RADIALS?|ARC|AZIMUTS?|RELEVEMENTS?|MARCACIONES)\s+(?P<b7>\d{{3}})\s?{_DEGREES}?\s*"
    rf"(?:CW|CLOCKWISE)?{_TO}(?:CW\s+|CLOCKWISE\s+)?(?:TO\s+)?"
    rf"(?:RADIAL\s+)?(?P<b8>\d{{3}})(?!\d)"
    r"|(?:BETWEEN|FROM)\s+(?P<b5>[0-3]\d\d)\s*(?:AND|TO|-)\s*(?P<b6>[0-3]\d\d)"
    r"(?=\s*(?:[.,;)\n]|$|CLOCKWISE|TRUE|FROM\s))"
    rf"|(?<![\d.])(?P<b1>\d{{2,3}}(?:\.\d)?)\s?{_DEGREES}?\s?(?:T\b|TRUE\b|\(T\))?{_TO}"
    rf"(?P<b2>\d{{2,3}}(?:\.\d)?)(?:\s?{_DEGREES}|(?=\s?(?:T\b|TRUE\b)))(?!\s?\d)"
)
"""Two bearings: numbers with a unit, or after a word for bearings."""


@dataclass(frozen=True)
class Lexicon:
    """The compiled words of a language, English always among them."""

    lang: str
    scanner: re.Pattern[str]
    units: tuple[tuple[re.Pattern[str], float], ...]
    numbers: dict[str, float]
    joiners: frozenset[str]


def detect_language(plain: str) -> str:
    """Which family a plain text is of, by its script: ISO 639-1.

    Examples
    --------
    >>> detect_language("ПРИП МУРМАНСК"), detect_language("PRIP MURMANSK 1/25 STRELXBY")
    ('ru', 'ru')
    """
    if re.search("[ぁ-ヿ]|令和|平成|昭和|管区", plain):
        return "ja"
    if len(re.findall("[가-힣]", plain)) >= 2:
        return "ko"
    if len(re.findall("[一-龥]", plain)) >= 2:
        return "zh"
    if len(re.findall("[А-Я]", plain)) >= 6:
        return "ru"
    if re.search("[ĐẠ-Ỹ]", plain):
        return "vi"
    heard = {lang: len({*re.findall(words, plain)}) for lang, words in _ROMANCE}
    best = max(heard, key=lambda lang: heard[lang])
    if heard[best] >= 2 and not _ENGLISH.search(plain):
        return best
    return "ru" if re.search(r"\bPRIP\b|\bOTM\s+ETOT\b|\bRA[IJY]ON[A-Z]*\b", plain) else "en"


@cache
def lexicon(lang: str) -> Lexicon:
    """The words for a language; an unknown one is read as English."""
    families = [english] if lang not in FAMILIES or lang == "en" else [FAMILIES[lang], english]
    units = {pattern: metres for family in families for pattern, metres in family.UNITS.items()}
    numbers = {word: value for family in families
               for word, value in getattr(family, "NUMBERS", {}).items()}  # fmt: skip
    joiners: set[str] = set()
    for family in families:
        joiners |= family.JOINERS
        joiners |= {char for word in family.JOINERS if not word[0].isascii() for char in word}
    compiled = tuple((re.compile(pattern), metres) for pattern, metres in units.items())
    return Lexicon(lang, _scanner(families, list(units), list(numbers)), compiled, numbers,
                   frozenset(joiners))  # fmt: skip


def _scanner(families: list[ModuleType], units: list[str], numbers: list[str]) -> re.Pattern[str]:
    keys = []
    for kind in _KEYS:
        words = "|".join(family.SHAPE[kind] for family in families if kind in family.SHAPE)
        if words:
            keys.append(f"(?P<{kind}>{words})")
    amount = "|".join(sorted(numbers, key=len, reverse=True))
    unit = "|".join(units)
    parts = [
        f"(?P<pos>{POS}{POS_REST}*)",
        keys[0],
        r"(?P<count>(?<![\d.])(?:\d{1,2}|[一二三四五六七八九十]{1,2}|THREE|FOUR|FIVE|SIX|SEVEN|EIGHT)"
        r"[\s-]{0,2}(?:[个個]?[点點](?=[^\d时時:])|地点|개\s?지점|POINTS?\b))",
        rf"(?P<dist>(?P<amount>\d{{1,3}}[, ]000(?!\d)|\d{{1,5}}(?:[.,]\d{{1,3}})?|(?:{amount})\b"
        rf"|[{_SMALL}]{{1,3}}(?=[海浬公千米]))[\s-]{{0,2}}(?P<unit>{unit}|M\b)"
        rf"|(?P<first>\d{{1,3}}(?:\.\d)?)(?=\s?(?:AND|И|至|と|VÀ|ET|Y)\s?\d{{1,3}}(?:\.\d)?"
        rf"[\s-]{{0,2}}(?P<same>{unit})))",
        f"(?P<bearings>{_BEARINGS})",
        _LABEL,
        *keys[1:],
        r"(?P<blank>\n\s*\n\s*)",
        rf"(?P<sent>[.;](?=\s|$)(?!\s*{POS})|\.(?=\s)|[。;!](?!\s*{POS}))",
        r"(?P<num>\d+)",
        rf"(?P<word>[{_CJK}]|[^\W\d_{_CJK}{POS}{POS_REST}]+)",
    ]
    return re.compile("|".join(parts))


def count_value(text: str) -> int:
    """How many points ``FOUR POINTS`` or ``四点`` are; 0 when it is not known.

    Examples
    --------
    >>> count_value("四点"), count_value("FOUR-POINT"), count_value("5地点"), count_value("十一点")
    (4, 4, 5, 11)
    """
    digits = re.match(r"\d+", text)
    if digits:
        return int(digits[0])
    english_word = re.match(r"[A-Z]+", text)
    if english_word:
        return _WORDS.get(english_word[0], 0)
    return chinese_number(re.sub(rf"[^{_SMALL}].*", "", text))


def chinese_number(text: str) -> int:
    """A number up to 99 in Chinese characters; 0 when it is none.

    Examples
    --------
    >>> [chinese_number(text) for text in ("六", "十", "十五", "二十", "二十四", "十十")]
    [6, 10, 15, 20, 24, 0]
    """
    tens, ten, units = text.partition("十")
    if not ten:
        return _COUNTS.get(text, 0)
    if "十" in units or len(tens) > 1 or len(units) > 1:
        return 0
    return 10 * (_COUNTS.get(tens, 0) if tens else 1) + (_COUNTS.get(units, 0) if units else 0)
