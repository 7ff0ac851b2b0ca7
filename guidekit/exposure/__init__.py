"""Who learns what from one message, derived from how its packets are built.

A name is imported when it is first used, so that one question does not wait for the others.
"""

from __future__ import annotations

import lazy_loader

__getattr__, __dir__, __all__ = lazy_loader.attach_stub(__name__, __file__)
