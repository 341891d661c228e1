"""Korean: notices of the Republic of Korea; times are those of KST (UTC+9)."""

from __future__ import annotations

SHAPE: dict[str, str] = {
    "area": r"(?:순차적?으?로\s*)?(?:연결|이은|잇는|둘러싸)[가-힣]{0,3}|에\s+의하여\s+둘러",
    "line": r"선상|항로",
    "odd": r"반원|타원|부채꼴|고리형|선\s*이[북남]",
    "side": r"양쪽|양측|좌우",
    "radius": r"반경|반지름",
    "diameter": r"지름|직경",
    "wide": r"폭",
    "center": r"중심(?:으로)?",
    "hole": r"제외|(?<=섬)\s?(?:을\s)?빼고",
    "coastclose": r"(?:과|와|및)\s*(?:해안선|육지)",
    "point": r"위치",
    "zone": r"해역|구역|수역|해상",
}

JOINERS = frozenset(["및", "와", "과", "점", "지점", "부터", "까지", "위도", "경도"])

UNITS: dict[str, float] = {r"해리|마일": 1852.0, r"킬로미터": 1000.0, r"미터": 1.0}

MONTHS: dict[str, int] = {}
WEEKDAYS = {f"{day}요일": number for number, day in enumerate("월화수목금토일")}

TIME: dict[str, str] = {
    "daily": r"매일",
    "thru": r"부터|~|-",
    "and": r",|및|와|과",
    "except_after": r"제외",
    "reserve": r"예비일?",
    "until_after": r"까지",
    "sunrise": r"일출",
    "sunset": r"일몰",
    "holiday": r"공휴일",
    "permanent": r"별도\s*통보",
}

ZONES: dict[str, float] = {}
