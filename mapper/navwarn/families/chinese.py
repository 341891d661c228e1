"""Chinese: navigational warnings of the MSA offices (航行警告), notices of Taiwan and the PLA.

Times are those of UTC+8 unless the text says otherwise.
"""

from __future__ import annotations

SHAPE: dict[str, str] = {
    "shore": r"\((?:岸[线線]|岸[边邊]|海岸)[上]?\)",
    "coastto": r"沿海?岸[线線]?(?:至|到)?",
    "coastclose": r"以海?岸[线線]?[为為]界|[与與及和]海?岸[线線]?|[与與及和]陸[岸地]",
    "coastopen": r"岸[线線]?[与與及和](?=.{0,12}\ue000)",
    "hole": r"(?<![日假])除外|不包括|不含|除(?=.{1,8}[岛島礁]屿?以?外)",
    "odd": r"[环環]形|[圆圓][环環]|半[圆圓]|[椭橢][圆圓]|[线線]以[东東西南北]",
    "side": r"[两兩](?:[侧側]|[边邊])各?|左右各",
    "arc": r"[圆圓]弧|扇形|扇面",
    "area": r"[连連](?:[线線接]|[线線]所?[围圍])(?:[水海空]域|[范範][围圍])*"
    r"|所?[围圍](?:成|海|水|區|区|起)|四角",
    "line": r"沿(?:着)?(?=[^岸]{0,3}\ue000)|航[线線路](?=.{0,6}\ue000)|中心[线線]",
    "radius": r"半[径徑]|向?外延伸|方[圆圓]",
    "diameter": r"直[径徑]",
    "wide": r"[宽寬]度?",
    "center": r"[圆圓]心|中心",
    "point": r"位置|船位",
    "zone": r"海[域區区面]|水域|[区區]域|[范範][围圍]",
}

JOINERS = frozenset(
    [
        "及",
        "和",
        "与",
        "與",
        "至",
        "到",
        "点",
        "點",
        "即",
        "在",
        "自",
        "以下",
        "下列",
        "等",
        "为",
        "為",
        "是",
        "角",
        "分为",
        "分為",
        "第",
        "纬度",
        "经度",
        "座标",
        "坐标",
        "座標",
        "坐標",
    ]
)

UNITS: dict[str, float] = {
    r"[海浬]里|浬": 1852.0,
    r"公里|千米": 1000.0,
    r"米|公尺": 1.0,
    r"[链鏈]": 185.2,
}

MONTHS: dict[str, int] = {}
WEEKDAYS = {
    f"{word}{day}": number
    for word in ("星期", "周", "週", "礼拜")
    for number, day in enumerate("一二三四五六日")
}

TIME: dict[str, str] = {
    "daily": r"每[天日]|逐日|[当當]日每",
    "thru": r"至|到|~|-|、(?=[^、。;\n]{3,24}之[间間])",
    "and": r"、|,|和|及",
    "except": r"除(?!外)",
    "except_after": r"除外",
    "reserve": r"[备備]用(?:日期?|[时時]间)?|[预預][备備]日?",
    "from": r"自|从|從",
    "until": r"截至|截止",
    "sunrise": r"日出",
    "sunset": r"日[没落]|日落",
    "h24": r"全天|24小[时時]|[昼晝]夜",
    "permanent": r"[长長]期|永久",
    "holiday": r"(?:法定)?[节節假]日",
}

ZONES: dict[str, float] = {r"北京[时時][间間]": 8.0, r"世界[时時]": 0.0}
