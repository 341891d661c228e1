"""Vietnamese: maritime notices (thông báo hàng hải); times are those of UTC+7."""

from __future__ import annotations

SHAPE: dict[str, str] = {
    "area": r"GIỚI HẠN(?:\s+KHÉP KÍN)?(?:\s+BỞI)?|NỐI\s+(?:LIỀN\s+)?(?:CÁC\s+)?ĐIỂM|ĐƯỜNG\s+NỐI"
    r"|BAO\s+BỌC\s+BỞI",
    "line": r"(?:DỌC\s+)?THEO\s+TUYẾN|TUYẾN\s+NỐI",
    "odd": r"VÀNH\s+KHUYÊN|NỬA\s+(?:HÌNH|ĐƯỜNG)\s+TRÒN|HÌNH\s+E-?\s?LÍP?",
    "side": r"(?:VỀ\s+)?(?:MỖI|HAI)\s+BÊN|(?:MỖI|HAI)\s+PHÍA",
    "radius": r"BÁN\s+KÍNH",
    "diameter": r"ĐƯỜNG\s+KÍNH",
    "wide": r"(?:CHIỀU\s+)?RỘNG",
    "center": r"\bTÂM\b|TRUNG TÂM",
    "hole": r"NGOẠI\s+TRỪ|TRỪ\s+(?:KHU|CÁC\s+ĐẢO|ĐẢO|HÒN|VÙNG)",
    "coastclose": r"VÀ\s+(?:ĐƯỜNG\s+)?BỜ(?:\s+BIỂN)?",
    "coastto": r"(?:DỌC\s+)?THEO\s+(?:ĐƯỜNG\s+)?BỜ(?:\s+BIỂN)?(?:\s+ĐẾN)?",
    "arc": r"HÌNH\s+QUẠT|CUNG\s+TRÒN",
    "zone": r"KHU\s+VỰC|VÙNG\s+(?:BIỂN|NƯỚC)|PHẠM\s+VI",
    "point": r"TẠI\s+VỊ\s+TRÍ|TẠI\s+TỌA\s+ĐỘ",
}

JOINERS = frozenset(
    [
        "VÀ",
        "ĐẾN",
        "ĐIỂM",
        "TÊN",
        "HỆ",
        "TỌA",
        "ĐỘ",
        "TOẠ",
        "VĨ",
        "KINH",
        "WGS",
        "VN",
        "J",
        "L",
        "ĐỊA",
        "LÝ",
        "ĐẶC",
        "ĐIỂM",
        "Φ",
        "Λ",
        "B",
        "Đ",
        "CÁC",
    ]
)

UNITS: dict[str, float] = {
    r"HẢI\s+LÝ": 1852.0,
    r"KI-?\s?LÔ-?\s?MÉT": 1000.0,
    r"MÉT\b": 1.0,
}

MONTHS = {f"THÁNG {number}": number for number in range(1, 13)} | {
    f"THÁNG 0{number}": number for number in range(1, 10)
}
WEEKDAYS = {
    name: number
    for number, name in enumerate(
        ("THỨ HAI", "THỨ BA", "THỨ TƯ", "THỨ NĂM", "THỨ SÁU", "THỨ BẢY", "CHỦ NHẬT")
    )
}

TIME: dict[str, str] = {
    "daily": r"HÀNG\s+NGÀY|HẰNG\s+NGÀY|MỖI\s+NGÀY|CÁC\s+NGÀY",
    "thru": r"ĐẾN(?:\s+HẾT)?|TỚI|-|~",
    "and": r"VÀ\b|,|;",
    "except": r"TRỪ",
    "reserve": r"DỰ\s+(?:BỊ|PHÒNG)",
    "from": r"\bTỪ\b|KỂ\s+TỪ",
    "h24": r"24/24|SUỐT\s+NGÀY\s+ĐÊM",
    "permanent": r"CHO\s+ĐẾN\s+KHI\s+CÓ\s+THÔNG\s+BÁO",
}

ZONES: dict[str, float] = {}
