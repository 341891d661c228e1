"""One file that holds a whole map: scripts, styles, fonts, land and data; it asks nobody."""

from __future__ import annotations

import base64
import hashlib
import html
import json
import re
from typing import TYPE_CHECKING, Any

from mapper.atlas import Atlas
from mapper.cartography import assets
from mapper.cartography.evidence import evidence_html
from mapper.cartography.figures.fonts import FACES, font_css
from mapper.cartography.island import island_data
from mapper.cartography.layers import ISLAND_ID
from mapper.geojson import Feature
from mapper.telling import year_title

if TYPE_CHECKING:
    from mapper.cartography.maps import AtlasMap

MOST_BYTES = 995_000
"""How large a file may be."""

_SHEETS = ("map.css", "map-compare.css", "map-floats.css", "map-zones.css")
_FACES = ("regular", "bold", "italic", "arabic")
_LETTERS = "".join(map(chr, range(32, 127))) + "°′″±–—−·…“”‘’←→↑↓×≈"
"""What the map itself writes, beside the letters of the data."""

_TABLE_SHEET = (
    "body{background:var(--atlas-page);color:var(--atlas-text);font:15px/1.5 var(--atlas-font-map)}"
    "header,.alone-text,footer{padding:10px 16px}header{padding-bottom:8px}"
    "h1{margin:0;font-size:24px;line-height:1.25}header p{margin:0;color:var(--atlas-text-muted)}"
    "main{position:relative;height:72vh;min-height:320px;"
    "border-block:1px solid var(--atlas-rule)}"
    ".alone-text{max-width:1240px;margin:auto}h2{font-size:19px;margin:22px 0 6px}"
    "h3{font-size:15px;margin:16px 0 4px}ol{margin:0;padding-left:26px}li{margin-bottom:5px;"
    "overflow-wrap:anywhere}a{color:var(--atlas-link)}.alone-table,.alone-differing{overflow-x:auto}"
    ".alone-text p{max-width:80ch;margin:0 0 8px}summary{margin-top:10px;font-weight:700;"
    "cursor:pointer}.alone-differing{margin:6px 0 14px}.alone-differing td{min-width:84px}"
    "table{width:100%;border-collapse:collapse;font-size:13px;line-height:1.4}"
    "caption{text-align:left;padding-bottom:6px;color:var(--atlas-text-muted)}"
    "th,td{padding:6px 10px 6px 0;text-align:left;vertical-align:top;font-weight:400}"
    "thead th{border-bottom:1px solid var(--atlas-text);font-weight:700}tbody th{font-weight:700;"
    "min-width:130px}tbody tr{border-bottom:1px solid var(--atlas-rule)}"
    ".alone-table td:nth-child(5){min-width:220px}.alone-table td:nth-child(3){min-width:90px}"
    ".alone-table :is(th,td):nth-child(n+6){white-space:nowrap}"
    "footer{border-top:1px solid var(--atlas-rule);font-size:12.5px;color:var(--atlas-text-muted)}"
    "@media print{main{height:440px;break-inside:avoid}tr,li{break-inside:avoid}}"
)


def standalone_html(atlas_map: AtlasMap, *, whole: bool = True, home: str = "") -> str:
    """Give a map as one HTML page that runs from a file, a frame or a notebook.

    Parameters
    ----------
    atlas_map : AtlasMap
        The map; it has to know its atlas.
    whole : bool
        With title, table and sources below the map; else the map alone, as for a notebook.
    home : str
        Where the map's own page is, for a link; empty for none.

    Returns
    -------
    str
        The page, the same for the same atlas. Its own policy lets nothing run but its three
        scripts, by their hashes.

    Notes
    -----
    Data stands in one inert JSON island; nothing here passes through a template.
    """
    alone = atlas_map.alone()
    title = html.escape(alone.title)
    told = _told(alone.atlas, alone, home) if whole and alone.atlas else ("", "")
    scripts = [_text("leaflet.js"), alone.inline_script(), assets.bundle_js(entries=("main.js",))]
    scripts = [_script_safe(script) for script in scripts]
    sheets = assets.bundle_css(
        names=("map.css", "map-compare.css", "map-floats.css", "map-zones.css")
    )
    style = _text("leaflet.css") + sheets + _frame_sheet(whole=bool(told[0]))
    fixed = sum(len(text.encode()) for text in (*scripts, style, *told)) + 4_000
    island, fonts = _island(alone, fixed, "".join(told))
    chosen = f' data-theme="{alone.scene.theme}"' if alone.scene.theme != "auto" else ""
    return (
        f'<!doctype html>\n<html lang="en"{chosen}>\n<head>\n<meta charset="utf-8">\n'
        f'<meta http-equiv="Content-Security-Policy" content="{_policy(scripts, fonts + style)}">\n'
        '<meta name="viewport" content="width=device-width, initial-scale=1">\n'
        f"<title>{title}</title>\n<!-- {_comment_safe(assets.LEAFLET_LICENCE)} -->\n"
        f"<style>{fonts}{style}</style>\n</head>\n<body>\n{told[0]}"
        f'<main aria-label="{title}">{alone.body_html()}</main>\n{told[1]}'
        f'<script type="application/json" id="{ISLAND_ID}">{island}</script>\n'
        + "".join(f"<script>{script}</script>\n" for script in scripts)
        + "</body>\n</html>\n"
    )


def json_island(value: Any) -> str:
    r"""JSON that can stand inside a script element: no character in it can end or open anything.

    Examples
    --------
    >>> print(json_island({"name": "</script>&"}))
    {"name":"\u003c/script\u003e\u0026"}
    """
    text = json.dumps(value, ensure_ascii=False, allow_nan=False, separators=(",", ":"))
    for character in "<>&\u2028\u2029":
        text = text.replace(character, f"\\u{ord(character):04x}")
    return text


def _island(alone: AtlasMap, fixed: int, told: str) -> tuple[str, str]:
    """The data, and the fonts cut down to the letters of it and of the page."""
    if alone.atlas is None:
        return json_island({}), ""
    data = island_data(alone.atlas, alone.scene, 0, alone.own())
    fonts = _fonts(json_island(data) + html.unescape(told) + _LETTERS)
    room = MOST_BYTES - fixed - len(fonts)
    return json_island(island_data(alone.atlas, alone.scene, room, alone.own())), fonts


def _fonts(text: str) -> str:
    letters = set(text)
    used = {name: "".join(one for one in letters if FACES[name].covers(one)) for name in _FACES}
    # A bold or slanted Han sign would double the file: the upright one does.
    for name in ("bold", "italic"):
        used[name] = "".join(one for one in used[name] if one < "\u2e80")
    return font_css({name: found for name, found in used.items() if found})


def _told(atlas: Atlas, alone: AtlasMap, home: str) -> tuple[str, str]:
    """What stands above and below the map."""
    from mapper.naming import named_atlas

    scene = alone.scene
    named = named_atlas(atlas, scene.names)
    events: tuple[Feature, ...] = (
        (named.event(scene.event),) if scene.event else named.events(scene.year)
    )
    title = events[0].record.name if scene.event else year_title(scene.year)
    if alone.shown:
        events, title = tuple(map(named.event, alone.shown)), alone.title
    title = html.escape(title)
    link = f' · <a href="{html.escape(home)}">This map in the atlas</a>' if home else ""
    head = f"<header><h1>{title}</h1><p>Maritime Exercise Atlas</p></header>\n"
    foot = (
        f'<div class="alone-text">{alone.said_html()}{evidence_html(events)}</div>\n'
        "<footer><strong>Not for navigation</strong> · Limits shown imply no position on any "
        f"claim · WGS 84 · Land: Natural Earth · Data edition <code>{atlas.fingerprint}</code> · "
        f"Facts: CC BY 4.0{link}</footer>\n"
    )
    return head, foot


def _frame_sheet(*, whole: bool) -> str:
    rest = _TABLE_SHEET if whole else "html,body{height:100%}"
    return f"body{{margin:0}}.atlas-map{{position:absolute;inset:0}}{rest}"


def _policy(scripts: list[str], style: str) -> str:
    return (
        "default-src 'none'; img-src data:; font-src data:; base-uri 'none'; form-action 'none'; "
        f"script-src {' '.join(map(_source_hash, scripts))}; style-src {_source_hash(style)}"
    )


def _text(name: str) -> str:
    # A browser reads CR LF as LF before it takes the hash. Leaflet's pictures belong to controls
    # that no map of ours has, and a file has nowhere to fetch them from.
    text = assets.asset(name).decode().replace("\r\n", "\n")
    return re.sub(r"url\(images/[\w.-]+\)", "none", text)


def _script_safe(script: str) -> str:
    """A script that its element cannot end early: ``</script`` stands only inside texts."""
    return script.replace("</script", "<\\/script").replace("<!--", "<\\!--")


def _comment_safe(text: str) -> str:
    return text.replace("--", "- -").strip()


def _source_hash(text: str) -> str:
    digest = hashlib.sha256(text.encode()).digest()
    return f"'sha256-{base64.b64encode(digest).decode()}'"
