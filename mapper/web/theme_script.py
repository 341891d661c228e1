"""The one inline script of our own: the remembered theme, before the first paint.

A script file would come too late: a page remembered as dark would flash in white. The text is a
constant, so the Content-Security-Policy names it by its hash.
"""

from __future__ import annotations

import base64
import hashlib

THEME_SCRIPT = (
    "(function(){var t=null;"
    "try{t=new URLSearchParams(location.search).get('theme')||localStorage.getItem('atlas-theme')}"
    "catch(e){}"
    "if(t==='light'||t==='dark'||t==='auto')document.documentElement.dataset.theme=t})()"
)


def script_hash(script: str) -> str:
    """The hash of an inline script as a CSP source names it, without quotes."""
    return "sha256-" + base64.b64encode(hashlib.sha256(script.encode()).digest()).decode()


THEME_HASH = script_hash(THEME_SCRIPT)
