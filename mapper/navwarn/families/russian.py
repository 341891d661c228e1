"""Russian: PRIP (coastal warnings of the Russian Federation) and notices to mariners.

PRIP give their times in UTC; the Moscow time in the last line is that of the office. The words
are read in Cyrillic and, as telegraph and e-mail carry them, in Latin letters.
"""

from __future__ import annotations

import re

_LATIN = {
    "А": "A", "Б": "B", "В": "V", "Г": "G", "Д": "D", "Е": "E", "Ё": "E", "Ж": "(?:J|ZH|V)",
    "З": "Z", "И": "I", "Й": "(?:I|J|Y)", "К": "K", "Л": "L", "М": "M", "Н": "N", "О": "O",
    "П": "P", "Р": "R", "С": "S", "Т": "T", "У": "U", "Ф": "F", "Х": "(?:H|KH)",
    "Ц": "(?:C|TS)", "Ч": "(?:CH|4)", "Ш": "(?:SH|W)", "Щ": "(?:SC|SHCH|Q)", "Ъ": "",
    "Ы": "(?:Y|I)", "Ь": "(?:X|'|J)?", "Э": "E", "Ю": "(?:IU|YU|JU|U)", "Я": "(?:IA|YA|JA|Q)",
}  # fmt: skip


def both_scripts(pattern: str) -> str:
    """A pattern for Cyrillic words that takes their Latin transliterations too.

    Examples
    --------
    >>> bool(re.fullmatch(both_scripts("РАДИУС"), "RADIUS"))
    True
    """
    latin = re.sub(r"[А-ЯЁ]", lambda letter: _LATIN[letter[0]], pattern.replace("[А-Я]", "[A-Z]"))
    return f"{pattern}|{latin}"


_END = r"[А-Я]{0,5}"
_CYRILLIC: dict[str, str] = {
    "coastopen": rf"(?:МЕЖДУ|ОГРАНИЧЕНН{_END})\s+БЕРЕГ(?:ОМ|ОВОЙ\s+ЛИНИЕЙ)\s+И\b"
    r"|\bБЕРЕГ(?:ОМ|ОВОЙ\s+ЛИНИЕЙ)\s+И(?=\s*\ue000)",
    "coastto": r"(?:ДАЛЕЕ\s+)?(?:ПО|ВДОЛЬ)\s+(?:БЕРЕГОВОЙ\s+ЛИНИИ|БЕРЕГУ|БЕРЕГА)(?:\s+ДО\b)?"
    r"|ДАЛЕЕ\s+БЕРЕГОМ(?:\s+ДО\b)?|ДАЛЕЕ\s+БЕРЕГОВАЯ\s+ЛИНИЯ(?:\s+ДО\b)?",
    "coastclose": r"\bИ\s+БЕРЕГ(?:ОМ|ОВОЙ\s+ЛИНИЕЙ)",
    "hole": r"(?:\bКРОМЕ|\bИСКЛЮЧАЯ|ЗА\s+ИСКЛЮЧЕНИЕМ)\s+(?:[А-Я]{3,20}\s+){0,2}?"
    r"(?:РАЙОН|ОСТРОВ|О-В|АКВАТОР|ТЕРВОД|ВОД|УЧАСТ|БЕРЕГОВ|ПОРТ|ЗАЛИВ|ГУБ|БУХТ|МЫС|ФАРВАТЕР)[А-Я]{0,5}",
    "odd": r"\bКОЛЬЦ[А-Я]{1,5}|\bПОЛУКРУГ[А-Я]{0,3}|\bЭЛЛИПС[А-Я]{0,3}|\bКВАДРАНТ[А-Я]{0,3}"
    r"|\b(?:СЕВЕРНЕЕ|ЮЖНЕЕ|ВОСТОЧНЕЕ|ЗАПАДНЕЕ)\s+(?:ЛИНИИ|ПАРАЛЛЕЛИ|МЕРИДИАНА)"
    r"|К\s+(?:СЕВЕРУ|ЮГУ|ВОСТОКУ|ЗАПАДУ)\s+ОТ\s+(?:ЛИНИИ|ПАРАЛЛЕЛИ|МЕРИДИАНА)",
    "side": r"(?:ПО\s+)?ОБЕ\s+СТОРОНЫ(?:\s+ОТ)?|В\s+(?:ОБЕ|КАЖДУЮ)\s+СТОРОН(?:У|Ы)(?:\s+ОТ)?|"
    r"В\s+СТОРОНЫ\s+ОТ",
    "area": rf"ОГРАНИЧЕНН{_END}(?:\s+(?:ЛИНИ{_END}|КООРДИНАТ{_END}|ТОЧК{_END}))*|КООРДИНАТ{_END}",
    "line": rf"ЛИНИ(?:И|Я|Ю)\s+СОЕДИНЯЮЩ{_END}|ОТ\s+ЛИНИИ|\bПО\s+ЛИНИИ"
    rf"|\bМАРШРУТ{_END}|\bПОЛОС(?:Е|А)\b|"
    rf"\bЛИНИ(?:И|Я|Ю)\b",
    "radius": rf"РАДИУС{_END}|\bВОКРУГ\b",
    "wide": rf"ШИРИН{_END}",
    "center": rf"\bЦЕНТР{_END}",
    "sector": rf"\bСЕКТОР{_END}|\bПЕЛЕНГ{_END}",
    "arc": r"\bДУГ(?:А|ОЙ|И|Е)\b",
    "close": r"ИСХОДН[А-Я]{2}\s+ТОЧК[А-Я]|НАЧАЛЬН[А-Я]{2}\s+ТОЧК[А-Я]",
    "zone": rf"РАЙОН{_END}|\bЗОН[А-Я]{{1,2}}\b|АКВАТОРИ{_END}"
    r"|\bУЧАСТО?К[А-Я]{0,3}(?!\s+(?:КАБЕЛ|ТРУБОПРОВОД|БЕРЕГ|ТРАСС|ПУТ))",
    "point": rf"\bТОЧК(?:Е|АХ|А)\b|\bПОЗИЦИ{_END}|\bМЕСТЕ\b|\bШИРОТ{_END}",
}
SHAPE: dict[str, str] = {kind: both_scripts(words) for kind, words in _CYRILLIC.items()}

JOINERS = frozenset(
    [
        "И",
        "ДО",
        "ДАЛЕЕ",
        "ТОЧКА",
        "ТОЧКИ",
        "ТОЧКЕ",
        "Т",
        "ТЧК",
        "ЗАТЕМ",
        "I",
        "DO",
        "DALEE",
        "TOCHKA",
    ]
)

NUMBERS = {"ОДНА": 1, "ОДНОЙ": 1, "ДВЕ": 2, "ДВУХ": 2, "ТРИ": 3, "ТРЕХ": 3, "ПЯТЬ": 5, "ПЯТИ": 5}

UNITS: dict[str, float] = {
    r"(?:МОРСК[А-Я]{2}\s+)?(?:МИЛ(?:Ь|Я|И|Ю|Е|ЯХ|ЯМ|ЕЙ)|М\.?\s?МИЛЬ|НМ)\b|MIL(?:X|IA|Q|I|E"
    r"|IU)\b": 1852.0,
    r"КИЛОМЕТР[А-Я]{0,3}|КМ\b|KILOMETR[A-Z]{0,3}": 1000.0,
    r"МЕТР[А-Я]{0,3}|METR[A-Z]{0,3}|М\b": 1.0,
    r"КАБЕЛЬТОВ[А-Я]{0,3}|КБТ?\b|KABELXTOV[A-Z]{0,3}|KBT\b": 185.2,
}

MONTHS = {
    name: number
    for number, names in enumerate(
        ("ЯНВАРЯ ЯНВАРЬ ЯНВ IANV YANV", "ФЕВРАЛЯ ФЕВРАЛЬ ФЕВР ФЕВ FEVR", "МАРТА МАРТ МАР MART",
         "АПРЕЛЯ АПРЕЛЬ "
         "АПР", "МАЯ МАЙ MAIA MAI", "ИЮНЯ ИЮНЬ ИЮН IIUN IUN", "ИЮЛЯ ИЮЛЬ ИЮЛ IIUL IUL",
         "АВГУСТА АВГУСТ АВГ AVG", "СЕНТЯБРЯ СЕНТЯБРЬ СЕНТ СЕН SENT", "ОКТЯБРЯ ОКТЯБРЬ ОКТ OKT",
         "НОЯБРЯ НОЯБРЬ НОЯБ НОЯ НОЯБР NOIAB NOQB", "ДЕКАБРЯ ДЕКАБРЬ ДЕК DEK"),
        1,
    )
    for name in names.split()
}  # fmt: skip

WEEKDAYS = {
    name: number
    for number, names in enumerate(
        ("ПОНЕДЕЛЬНИК ПОНЕДЕЛЬНИКАМ", "ВТОРНИК ВТОРНИКАМ", "СРЕДА СРЕДАМ", "ЧЕТВЕРГ ЧЕТВЕРГАМ",
         "ПЯТНИЦА ПЯТНИЦАМ", "СУББОТА СУББОТАМ", "ВОСКРЕСЕНЬЕ ВОСКРЕСЕНЬЯМ")
    )
    for name in names.split()
}  # fmt: skip

TIME: dict[str, str] = {
    "daily": both_scripts(r"ЕЖЕДНЕВНО|ЕЖЕСУТОЧНО"),
    "thru": r"\bПО\b|\bДО\b|\bPO\b|\bDO\b",
    "and": r"\bИ\b|\bI\b",
    "except": both_scripts(r"\bКРОМЕ\b|ИСКЛЮЧАЯ"),
    "reserve": both_scripts(r"РЕЗЕРВ[А-Я]{0,5}|ЗАПАСН[А-Я]{0,3}"),
    "from": r"\bС\b|\bОТ\b",
    "sunrise": both_scripts(r"ВОСХОД[А-Я]{0,3}|РАССВЕТ[А-Я]{0,3}"),
    "sunset": both_scripts(r"ЗАХОД[А-Я]{0,3}|ЗАКАТ[А-Я]{0,3}"),
    "daylight": both_scripts(r"СВЕТЛОЕ\s+ВРЕМЯ(?:\s+СУТОК)?"),
    "h24": both_scripts(r"КРУГЛОСУТОЧНО"),
    "permanent": both_scripts(r"ПОСТОЯННО|ДО\s+ОТМЕНЫ|ДО\s+ОСОБОГО\s+РАСПОРЯЖЕНИЯ"),
}

ZONES: dict[str, float] = {r"МСК": 3.0, r"УТЦ|ГРИНВИЧ[А-Я]{0,3}": 0.0}
