"""Coastline, base points and treaties to EEZ: medians, 200 nm limits, agreed lines."""
