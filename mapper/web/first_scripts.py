"""The one inline script of our own: what the first paint has to know.

The remembered theme, as a page remembered as dark would flash in white until a script file came;
whether the address asks for another view than the page's still drawing shows; and that scripts
will come, so that the tabs not chosen are not laid out before. The text is a constant, so the
Content-Security-Policy names it by its hash.
"""

from __future__ import annotations

import base64
import hashlib

THEME_SCRIPT = (
    "(function(){var t=null,r=document.documentElement,q=new URLSearchParams(location.search);"
    "try{t=q.get('theme')||localStorage.getItem('atlas-theme')}catch(e){}"
    "if(t==='light'||t==='dark'||t==='auto')r.dataset.theme=t;"
    "var y=location.pathname.indexOf('/years/')>=0&&q.has('sel');"
    "if(y||q.has('c')||q.has('from')||q.has('layers'))r.classList.add('has-view');"
    "r.classList.add('starting')})()"
)

LATE_SCRIPT = (
    "(function(){var d=document.currentScript.dataset,done=false;"
    "function add(tag,props){document.head.appendChild("
    "Object.assign(document.createElement(tag),props))}"
    "function fail(){document.documentElement.classList.remove('starting')}"
    "function load(){if(done)return;done=true;"
    "d.scripts.split(' ').forEach(function(u){add('script',{src:u,async:false,onerror:fail})});"
    "d.fetched.split(' ').forEach(function(u){"
    "if(u)add('link',{rel:'preload',as:'fetch',crossOrigin:'anonymous',href:u})})}"
    "requestAnimationFrame(function(){setTimeout(load)});setTimeout(load,1000)})()"
)
"""Asks for the map's scripts, in their order, and its data, once the page has been painted.

The page stands without them: its text, and a still drawing of the map. A tab in the background is
not painted, so they do not wait for that longer than a second.
"""


def script_hash(script: str) -> str:
    """The hash of an inline script as a CSP source names it, without quotes."""
    return "sha256-" + base64.b64encode(hashlib.sha256(script.encode()).digest()).decode()


THEME_HASH = script_hash(THEME_SCRIPT)
LATE_HASH = script_hash(LATE_SCRIPT)
