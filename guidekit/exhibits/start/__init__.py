"""The exhibits of the first lesson: four roads, what people use on them, and what one more relay costs."""

from __future__ import annotations

import lazy_loader

__getattr__, __dir__, __all__ = lazy_loader.attach_stub(__name__, __file__)
