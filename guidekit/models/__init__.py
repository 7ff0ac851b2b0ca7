"""The models: what each architecture does, as numbers. NumPy only; no figures, no widgets.

A model is imported when it is first used, so that one of them does not wait for the others.
"""

from __future__ import annotations

import lazy_loader

__getattr__, __dir__, __all__ = lazy_loader.attach_stub(__name__, __file__)
