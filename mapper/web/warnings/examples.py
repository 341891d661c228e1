"""Messages to try: the grammar of real ones, with numbers that no authority has given."""

from __future__ import annotations

from dataclasses import dataclass

from mapper.errors import NotFoundError


@dataclass(frozen=True)
class Example:
    """A message to try, with what it is called on the page."""

    key: str
    words: str
    lang: str
    text: str


EXAMPLES = (
    Example("hydropac", "HYDROPAC", "en", """\
HYDROPAC 9901/26(95).
SEA OF JAPAN.
RUSSIA.
DNC 23.
1. HAZARDOUS OPERATIONS, GUNNERY, 2200Z TO 1000Z DAILY
   31 JUL THRU 04 AUG 26 IN AREA BOUND BY
   42-40.0N 131-41.0E, 42-40.0N 131-57.0E,
   42-38.5N 132-15.0E, 42-15.0N 132-15.0E,
   42-15.0N 131-41.0E.
2. CANCEL THIS MSG 051100Z AUG 26.
"""),
    Example("prip", "ПРИП", "ru", """\
ПРИП ВЛАДИВОСТОК 9902/26 КАРТА 62049
ЯПОНСКОЕ МОРЕ
1. АРТИЛЛЕРИЙСКИЕ СТРЕЛЬБЫ 12 15 МАЯ 0100 ДО 0900 ЗАПРЕТНОЕ ДЛЯ ПЛАВАНИЯ В РАЙОНЕ
42-30.0С 132-00.0В
42-30.0С 132-30.0В
42-00.0С 132-30.0В
42-00.0С 132-00.0В
2. ОТМ ЭТОТ НР 151000 МАЙ 26=
"""),
    Example("msa", "航警", "zh", """\
浙航警9903/26,东海,2026年9月2日0700时至1800时,在
29-46.0N/122-48.0E、29-46.0N/123-51.0E、29-06.0N/123-51.0E、29-06.0N/122-48.0E
四点连线海域内进行实际使用武器训练,禁止驶入。
"""),
    Example("jcg", "水路通報", "ja", """\
日本海、能登半島北西方 射撃訓練
期間 令和8年6月10日~12日 毎日0800~1700
区域 37-50.0N 136-10.0Eを中心とする半径5海里の円内
"""),
    Example("notam", "NOTAM", "en", """\
A9904/26 NOTAMN
Q) RJJJ/QRDCA/IV/BO/W/000/400/3130N12500E025
A) RJJJ B) 2605120000 C) 2605140900
D) DAILY 0000-0900
E) TEMPO DANGER AREA FOR MISSILE FIRING WITHIN 20NM RADIUS OF 313000N1250000E.
F) SFC G) FL400)
"""),
    Example("several", "three at once", "en", """\
NAVAREA XI 9905/26.
EAST CHINA SEA. GUNNERY. 0000Z TO 0900Z DAILY 05 TO 07 AUG 26.
AREA BOUND BY 29-46.0N 122-48.0E, 29-46.0N 123-51.0E, 29-06.0N 123-51.0E, 29-06.0N 122-48.0E.

NAVAREA XI 9906/26.
SEA OF JAPAN. ROCKET. 0200Z TO 0600Z 09 AUG 26.
AREA WITHIN 12 MILES OF 41-05.0N 134-20.0E.

NAVAREA XI 9907/26.
TSUSHIMA STRAIT. MINE CLEARANCE EXERCISE. 10 AUG 26.
AREA BOUND BY 34-40.0N 129-40.0E, 35-00.0N 130-00.0E, 34-40.0N 130-00.0E, 35-00.0N 129-40.0E.
"""),
)  # fmt: skip
"""In the order of the page."""


def example(key: str) -> Example:
    """An example by its key.

    Raises
    ------
    NotFoundError
        There is none; names all.
    """
    found = next((one for one in EXAMPLES if one.key == key), None)
    if found is None:
        known = ", ".join(one.key for one in EXAMPLES)
        raise NotFoundError(f"there is no example {key[:40]!r}; there are {known}")
    return found
