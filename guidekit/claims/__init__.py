"""The claims: every sentence of the guide, checked by what can be computed, and where it flips.

To ask one claim imports only what that claim stands on.
"""

from __future__ import annotations

import lazy_loader

__getattr__, __dir__, __all__ = lazy_loader.attach_stub(__name__, __file__)
