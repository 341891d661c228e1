"""Text of a position to (lon, lat) and back.

Reads degrees-minutes-seconds, degrees-minutes and decimal degrees, hemispheres before or after,
in Latin, Cyrillic, Chinese and Japanese.
"""

from __future__ import annotations

import re
import unicodedata

from mapper.errors import PositionError, Problem

Lonlat = tuple[float, float]

MAX_LENGTH = 120

_HEMISPHERES = {
    "N": "N", "S": "S", "E": "E", "W": "W",
    "С": "N", "Ю": "S", "В": "E", "З": "W",
    "北緯": "N", "北纬": "N", "南緯": "S", "南纬": "S",
    "東経": "E", "東經": "E", "东经": "E", "西経": "W", "西經": "W", "西经": "W",
}  # fmt: skip
_NAME = "|".join(sorted(_HEMISPHERES, key=len, reverse=True))
_ANGLE = (
    r"(\d{1,3}(?:\.\d{1,10})?)"
    r"(?:[°º度\- ]{1,3}(\d{1,2}(?:\.\d{1,8})?)"
    r"(?:['′’分\- ]{1,3}(\d{1,2}(?:\.\d{1,6})?))?)?"
    r"[°º度'′’\"″”分秒 ]{0,3}"
)
_HALF = rf"(?:({_NAME})\.? ?{_ANGLE}|{_ANGLE}({_NAME})\.?)"
_BETWEEN = r"(?:[,;/ ]{1,3}|(?!(?<=\d)\d))"  # Never in the middle of a number.
_PAIR = re.compile(rf"{_HALF}{_BETWEEN}{_HALF}", re.ASCII)
_DECIMAL = re.compile(
    r"([+-]?\d{1,3}(?:\.\d{1,12})?)(?:[,;] ?| )([+-]?\d{1,3}(?:\.\d{1,12})?)", re.ASCII
)
_DECIMAL_COMMA = re.compile(r"(\d),(\d)")


def parse(text: str) -> Lonlat:
    """Read a position.

    Parameters
    ----------
    text : str
        ``42-27.0N 132-00.0E``, ``42°27′30″ N, 132°00′15″ E``, ``N42°27' E132°``,
        ``北纬42度27分 东经132度`` or decimal degrees in the order lat, lon: ``42.45, 132.0``.

    Returns
    -------
    (lon, lat)
        In degrees.

    Raises
    ------
    PositionError
        The text is no position, or a number is out of its range.

    Examples
    --------
    >>> parse("42-27.0N 132-00.0E")
    (132.0, 42.45)
    >>> parse("42.45, 132")
    (132.0, 42.45)
    """
    if len(text) > MAX_LENGTH:
        raise PositionError(
            Problem("position", f"expected at most {MAX_LENGTH} characters, got {len(text)}")
        )
    plain = " ".join(unicodedata.normalize("NFKC", text).replace("−", "-").split()).upper()
    decimal = _DECIMAL.fullmatch(plain)
    if decimal:
        return _checked(float(decimal[2]), float(decimal[1]), text)
    found = _PAIR.fullmatch(plain)
    if not found and "." not in plain:
        found = _PAIR.fullmatch(_DECIMAL_COMMA.sub(r"\1.\2", plain))
    if not found:
        raise _refused(text, "expected a position like 42-27.0N 132-00.0E or 42.45, 132.0")
    halves = [_half(found.groups()[start : start + 8], text) for start in (0, 8)]
    values = dict(halves)
    if set(values) != {"lat", "lon"}:
        raise _refused(text, "expected one latitude (N, S) and one longitude (E, W)")
    return _checked(values["lon"], values["lat"], text)


def format_ddm(lon: float, lat: float, digits: int = 1) -> str:
    """Degrees and decimal minutes, the way of charts and warnings.

    Examples
    --------
    >>> format_ddm(132.0, 42.45)
    '42°27.0′ N 132°00.0′ E'
    """
    return _both(lon, lat, lambda angle, width: _ddm(angle, width, digits))


def format_dms(lon: float, lat: float, digits: int = 0) -> str:
    """Degrees, minutes and seconds.

    Examples
    --------
    >>> format_dms(131.9999999, 42.45)
    '42°27′00″ N 132°00′00″ E'
    """
    return _both(lon, lat, lambda angle, width: _dms(angle, width, digits))


def format_decimal(lon: float, lat: float, digits: int = 4) -> str:
    """Decimal degrees in the order lat, lon.

    Examples
    --------
    >>> format_decimal(132.0, 42.45)
    '42.4500, 132.0000'
    """
    lon, lat = _checked(lon, lat, f"({lon}, {lat})")
    return f"{lat:.{digits}f}, {lon:.{digits}f}"


def _half(groups: tuple[str | None, ...], text: str) -> tuple[str, float]:
    name = _HEMISPHERES[groups[0] or groups[7] or ""]
    degrees, minutes, seconds = groups[1:4] if groups[0] else groups[4:7]
    assert degrees is not None
    parts = [float(degrees), float(minutes or 0), float(seconds or 0)]
    if parts[1] >= 60 or parts[2] >= 60:
        raise _refused(
            text, f"expected minutes and seconds below 60, got {minutes} {seconds or ''}"
        )
    if (minutes and "." in degrees) or (seconds and minutes and "." in minutes):
        raise _refused(text, "expected decimals in the last number only")
    value = parts[0] + parts[1] / 60 + parts[2] / 3600
    return ("lat" if name in "NS" else "lon"), value if name in "NE" else -value


def _checked(lon: float, lat: float, text: str) -> Lonlat:
    if not (-90 <= lat <= 90):
        raise _refused(text, f"expected a latitude from -90 to 90, got {lat:g}")
    if not (-180 <= lon <= 180):
        raise _refused(text, f"expected a longitude from -180 to 180, got {lon:g}")
    return round(lon, 9), round(lat, 9)


def _refused(text: str, what: str) -> PositionError:
    return PositionError(Problem(f"position {text[:60]!r}", what))


def _both(lon: float, lat: float, write: object) -> str:
    lon, lat = _checked(lon, lat, f"({lon}, {lat})")
    assert callable(write)
    north, east = "N" if lat >= 0 else "S", "E" if lon >= 0 else "W"
    return f"{write(abs(lat), 2)} {north} {write(abs(lon), 3)} {east}"


def _ddm(angle: float, width: int, digits: int) -> str:
    scale = 10**digits
    units = round(angle * 60 * scale)
    degrees, rest = divmod(units, 60 * scale)
    number = f"{rest / scale:0{2 + (digits + 1 if digits else 0)}.{digits}f}"
    return f"{degrees:0{width}d}°{number}′"


def _dms(angle: float, width: int, digits: int) -> str:
    scale = 10**digits
    units = round(angle * 3600 * scale)
    degrees, rest = divmod(units, 3600 * scale)
    minutes, seconds = divmod(rest, 60 * scale)
    number = f"{seconds / scale:0{2 + (digits + 1 if digits else 0)}.{digits}f}"
    return f"{degrees:0{width}d}°{minutes:02d}′{number}″"
