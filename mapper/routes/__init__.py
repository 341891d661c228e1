"""The shortest way by sea between two fixes, over the 1:10m land."""

from mapper.routes.router import SeaRouter

__all__ = ["SeaRouter"]
