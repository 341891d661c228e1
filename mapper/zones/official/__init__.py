"""Official zones: Marine Regions' files, in any form that users have them, into an atlas folder.

``importing`` is loaded by those who import: whoever draws zones needs only what is in store.
"""

from mapper.zones.official.store import LEVELS, Product, products, read_level

__all__ = ["LEVELS", "Product", "products", "read_level"]
