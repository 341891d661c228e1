"""Official zones: Marine Regions' files, in any form that users have them, into an atlas folder."""

from mapper.zones.official.importing import World, import_into, import_zones
from mapper.zones.official.store import LEVELS, Product, products, read_level

__all__ = ["LEVELS", "Product", "World", "import_into", "import_zones", "products", "read_level"]
