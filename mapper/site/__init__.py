"""The whole atlas as plain files, for any object store, CDN or folder of a web server."""

from mapper.site.addresses import StaticAddresses, file_of
from mapper.site.building import Built, build_site
from mapper.site.sitemap import NEED_A_SERVER, Page, sitemap

__all__ = [
    "NEED_A_SERVER",
    "Built",
    "Page",
    "StaticAddresses",
    "build_site",
    "file_of",
    "sitemap",
]
