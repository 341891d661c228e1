"""The reader: one message in, a ``NavWarning`` out. It never raises on text."""

from __future__ import annotations
