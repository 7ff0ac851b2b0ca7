"""The exhibits of lessons 06 and 07 show what many servers see, copy and lose."""

from __future__ import annotations

import lazy_loader

__getattr__, __dir__, __all__ = lazy_loader.attach_stub(__name__, __file__)
