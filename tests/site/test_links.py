"""Every link of a static site leads to one of its files, from wherever the site is put."""

from __future__ import annotations

import html
import json
import posixpath
import re
from html.parser import HTMLParser
from urllib.parse import urlsplit

import pytest

from mapper.site import NEED_A_SERVER, StaticAddresses, file_of, sitemap
from tests.site.conftest import URL

_LINKS = ("href", "src", "srcset", "action", "data-search", "poster")
_PATHS = re.compile(r'"((?:\.\./)*(?:data|events|thumbnails|figures|static|years|compare)/[^"]+)"')
_WHOLE = re.compile(rf"{re.escape(URL)}/[^\s\"'<>)\\}}|]*")
_FETCHED = re.compile(r"""(?:import|fetch|url)\(\s*["']?([^"')]+)["']?\s*\)""")


_NEVER_SHOWN = ("images/layers.png", "images/layers-2x.png", "images/marker-icon.png")
"""Leaflet's own sheet has them for a control and a marker that no map here has."""


class _Links(HTMLParser):
    """Collects what a page refers to, its ids, and its policy."""

    def __init__(self):
        super().__init__()
        self.links, self.ids, self.policy, self.scripts = [], set(), "", []
        self._in_script = False

    def handle_starttag(self, tag, attrs):
        found = dict(attrs)
        self.links += [found[name] for name in _LINKS if found.get(name)]
        if found.get("rel") == "canonical":
            self.links.remove(found["href"])
        self.ids |= {found["id"]} if found.get("id") else set()
        if found.get("http-equiv") == "Content-Security-Policy":
            self.policy = found["content"]
        self._in_script = tag == "script"

    def handle_endtag(self, tag):
        self._in_script = False

    def handle_data(self, data):
        if self._in_script:
            self.scripts.append(data)


def read(path):
    """A page with its links."""
    found = _Links()
    found.feed(path.read_text("utf-8"))
    return found


def own_path(link):
    """A whole address of the site itself as a link from its root; others as they are."""
    return link.removeprefix(f"{URL}/") if link.startswith(f"{URL}/") else link


def outside(link):
    """Whether a link leaves the site: a source on the web, or data in the link itself."""
    return bool(urlsplit(link).scheme)


def missing(site, page, links):
    """The links of a page that lead to no file, or to no place in one."""
    here = page.relative_to(site).parent.as_posix()
    for link in links:
        if outside(link):
            continue
        bare, _, fragment = link.partition("#")
        name = posixpath.normpath(posixpath.join(here, bare.partition("?")[0])) if bare else ""
        target = site / name if name else page
        found = not bare.startswith("/") and not name.startswith("..") and target.is_file()
        if found and fragment and target.suffix == ".html":
            found = fragment in read(target).ids
        if not found:
            yield link


def pages(site):
    """Every page of a site."""
    return sorted(site.rglob("*.html"))


def test_every_link_of_every_page_leads_to_a_file(site):
    broken = {}
    for page in pages(site):
        links = [one for one in read(page).links if page.name != "404.html"]
        found = list(missing(site, page, links))
        if found:
            broken[page.relative_to(site).as_posix()] = found
    assert broken == {}


def test_whole_addresses_of_the_site_lead_to_its_files(site):
    """Permalinks, cards of other sites, snippets, citations, the page of a missing address."""
    broken = {}
    for page in pages(site):
        text = html.unescape(page.read_text("utf-8")).replace("\\/", "/")
        links = {own_path(one.rstrip(".")) for one in _WHOLE.findall(text)}
        found = list(missing(site, site / "index.html", sorted(links)))
        if found:
            broken[page.relative_to(site).as_posix()] = found
    assert broken == {}


def test_a_written_comparison_is_whole_and_offers_only_what_is_there(site):
    views = ["", ".view-swipe", ".view-side", ".view-grid"]
    for what in ("2024,2025", "joint-sea", "joint-sea-2024,joint-sea-2025"):
        for view in views:
            page = site / "compare" / f"{what}{view}.html"
            links = read(page).links
            assert {f"{what}{one}.html" for one in views} <= {
                posixpath.basename(one.partition("?")[0]) for one in links
            }, page
            assert (site / "embed" / "compare" / page.name).is_file()
            assert (site / "report" / "compare" / page.name).is_file()
        text = (site / "compare" / f"{what}.html").read_text("utf-8")
        assert "data-choose" not in text
        assert text.count('aria-current="page"') >= 2
        for suffix in ("geojson", "json", "csv", "md"):
            assert (site / "compare" / f"{what}.{suffix}").stat().st_size
        for suffix in ("svg", "png", "pdf", "size-slide.svg", "size-social.png"):
            assert (site / "figures" / "compare" / f"{what}.{suffix}").stat().st_size


@pytest.mark.parametrize(("page", "leads"), [
    ("years/2025.html", "../compare/2024,2025.html"),
    ("events/joint-sea-2025.html", "../compare/joint-sea-2024,joint-sea-2025.html"),
    ("events/joint-sea-2025.html", "../compare/joint-sea.html"),
    ("index.html", "compare.html"),
])  # fmt: skip
def test_pages_lead_to_their_comparisons(site, page, leads):
    assert leads in read(site / page).links


def test_everything_that_the_scripts_of_a_map_fetch_is_there(site):
    for page in (site / "years" / "2025.html", site / "embed" / "years" / "2025.html",
                 site / "compare" / "2024,2025.view-side.html"):  # fmt: skip
        paths = {one for script in read(page).scripts for one in _PATHS.findall(script)}
        assert len(paths) >= 4, page
        filled = [one.replace("{level}", "50m").replace("{cell}", "e120n30")
                     .replace("{id}", "joint-sea-2025") for one in paths]  # fmt: skip
        assert list(missing(site, page, filled)) == []


def test_scripts_and_styles_ask_for_nothing_else(site):
    for path in [*site.glob("static/*/*.js"), *site.glob("static/*/*.css")]:
        links = [one for one in _FETCHED.findall(path.read_text("utf-8"))
                 if re.match(r"[./\w-]+\.\w+$", one) and one not in _NEVER_SHOWN]  # fmt: skip
        assert list(missing(site, path, links)) == [], path.name


def test_a_link_checker_sees_what_is_broken(site):
    page = site / "about.html"
    wrong = ["nowhere.html", "/years/2025.html", "../up.html", "index.html#no-such-place"]
    assert list(missing(site, page, [*wrong, "years/2025.html", "https://x.example/"])) == wrong


def test_every_page_brings_its_policy(site):
    for page in pages(site):
        policy = read(page).policy
        assert policy.startswith("default-src 'none'; "), page
        own = "" if "downloads" in page.parts else "'self' "
        assert f"script-src {own}'sha256-" in policy, page
        assert "frame-ancestors" not in policy
        assert "unsafe" not in policy


def test_permalinks_and_citations_name_the_public_address(site):
    text = (site / "events" / "joint-sea-2025.html").read_text("utf-8")
    assert f"{URL}/events/joint-sea-2025.html" in text
    assert "localhost" not in text


def test_the_page_of_a_missing_address_works_under_any(site):
    found = read(site / "404.html")
    assert found.links
    assert all(link.startswith((URL, "#")) for link in found.links)


def test_an_edition_has_its_own_pages_and_shares_the_ground(site):
    edition = json.loads((site / "site.json").read_text())["edition"]
    pinned = site / "v" / edition
    assert (pinned / "embed" / "years" / "2025.html").is_file()
    assert (pinned / "data" / "exercises" / "2025.geojson").is_file()
    assert not (pinned / "data" / "basemap").exists()
    both = [root / "figures" / "years" / "2025.png" for root in (site, pinned)]
    assert both[0].samefile(both[1])
    inside = [link for link in read(pinned / "years" / "2025.html").links if "../data/" in link]
    assert inside
    assert all("../../../" not in link for link in inside)


def test_every_route_is_on_the_site_or_is_known_to_need_a_server(app):
    told = {page.endpoint for page in sitemap(app)} | NEED_A_SERVER
    assert told == {rule.endpoint for rule in app.url_map.iter_rules() if "GET" in rule.methods}


def test_no_two_paths_share_a_file(app):
    files = [page.file for page in sitemap(app)]
    assert len(files) == len(set(files))
    assert all(re.fullmatch(r"[\w./,-]+", name) for name in files)


@pytest.mark.parametrize(
    ("path", "here", "link"),
    [
        ("/", "/", "index.html"),
        ("/years/2025?sel=x#table", "/events/y", "../years/2025.html?sel=x#table"),
        ("/static/abc/atlas.js", "/v/0123456789ab/embed/years/2025",
         "../../../../static/abc/atlas.js"),
        ("/data/zones/{level}/{cell}.geojson", "/years/2025",
         "../data/zones/{level}/{cell}.geojson"),
        ("/figures/years/2025.svg?size=slide", "/embed/years/2025",
         "../../figures/years/2025.size-slide.svg"),
        ("/thumbnails/2025-dark.svg?edition=0123456789ab", "/", "thumbnails/2025-dark.svg"),
        ("/compare?years=2024%2C2025&view=swipe", "/", ""),
        ("/compare?years=2024,2025&view=grid", "/compare?years=2024,2025",
         "2024,2025.view-grid.html"),
        ("/compare?years=2024,2025&view=grid&theme=dark&c=1,2", "/v/0123456789ab/years/2025",
         "../../../compare/2024,2025.view-grid.html?theme=dark&c=1,2"),
        ("/compare?years=2024,2025&series=joint-sea", "/", ""),
        ("/position", "/years/2025", ""),
        ("/search", "/", ""),
    ],
)  # fmt: skip
def test_a_path_becomes_a_link_from_file_to_file(path, here, link):
    files = {"compare/2024,2025.view-grid.html"}
    assert StaticAddresses(files=files).link(path, here) == link


def test_a_file_has_a_name_that_any_store_takes():
    assert file_of("/v/0123456789ab/events/joint-sea-2025") == (
        "v/0123456789ab/events/joint-sea-2025.html"
    )
