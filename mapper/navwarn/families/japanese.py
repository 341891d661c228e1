"""Japanese: notices and regional warnings of the Japan Coast Guard.

Times are those of JST (UTC+9). Years are counted by era: 令和元年 is 2019.
"""

from __future__ import annotations

SHAPE: dict[str, str] = {
    "shore": r"\(?(?:岸線|陸岸|海岸)[上部]\)?",
    "coastclose": r"(?:及び|と|並びに)(?:陸岸|海岸線|岸線|海岸)",
    "coastto": r"(?:陸岸|海岸線|岸線)に?沿[いっう](?:て)?",
    "hole": r"(?:(?<![日休])を|(?<![日休を]))除(?:く(?:区域|海域|海面)?|いた)",
    "odd": r"[円区海][内域面]のうち|環状|半円|楕円|線(?:より|から)?以?[東西南北]側?"
    r"|以[東西南北](?=を除)",
    "side": r"両側各?|の?左右各",
    "area": r"(?:を(?:順次)?結[ぶん](?:だ)?線"
    r"(?:により|で|に|及び[^\s]{0,6}により))?囲[まむみ]れ?[るた]?"
    r"|(?:順次に?)?結んだ線内",
    "line": r"結[ぶん]だ?線(?:上|付近)?",
    "arc": r"円弧|扇形",
    "radius": r"半径",
    "diameter": r"直径",
    "wide": r"幅(?:員)?",
    "center": r"(?:を|の)?中心(?:と(?:する|した)|から)?|円内",
    "point": r"位\s?置|付近",
    "zone": r"区\s?域\d?|海域|海面|範囲|区\s域",
}

JOINERS = frozenset(
    [
        "及び",
        "と",
        "並びに",
        "の",
        "点",
        "地点",
        "点より",
        "から",
        "次",
        "に",
        "を",
        "下記",
        "の地点",
        *"イロハニホヘトチリヌ",
    ]
)

UNITS: dict[str, float] = {
    r"海里|浬|マイル": 1852.0,
    r"キロメートル|キロ": 1000.0,
    r"メートル": 1.0,
}

MONTHS: dict[str, int] = {}
WEEKDAYS = {f"{day}曜日": number for number, day in enumerate("月火水木金土日")} | {
    f"{day}曜": number for number, day in enumerate("月火水木金土日")
}

TIME: dict[str, str] = {
    "daily": r"毎日|連日",
    "thru": r"から|より|~|-|ないし",
    "and": r"及び|、|,|・|と|並びに",
    "except_after": r"を?除く|を?除き",
    "reserve": r"予備日?(?:時)?",
    "until_after": r"まで",
    "every": r"毎週",
    "sunrise": r"日出|日の出",
    "sunset": r"日没|日の入り?",
    "h24": r"終日|昼夜",
    "permanent": r"当分の間|別途通知",
    "weekend": r"土・?日(?:曜日?)?(?!\d)",
    "holiday": r"祝祭日|祝日|休日",
}

ZONES: dict[str, float] = {r"日本時間|日本標準時": 9.0, r"世界時|協定世界時": 0.0}

ERAS = {"令和": 2018, "平成": 1988, "昭和": 1925}
"""The year before the first of each era."""
