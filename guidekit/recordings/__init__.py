"""Recordings of real systems, and the models that ask them.

A recording is written by ``make record-…``; claims and exhibits hold our models to it.
"""

from __future__ import annotations

import lazy_loader

__getattr__, __dir__, __all__ = lazy_loader.attach_stub(__name__, __file__)
