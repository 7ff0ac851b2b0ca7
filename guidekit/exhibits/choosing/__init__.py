"""The exhibits of choosing show who meets what somebody needs, how firmly, and what is advised."""

from __future__ import annotations

import lazy_loader

__getattr__, __dir__, __all__ = lazy_loader.attach_stub(__name__, __file__)
