"""The exhibits: each draws a model on a figure and returns one sentence that says what is to be seen.

One folder a subject; an exhibit is imported when it is first used: ``gk.exhibits.relays.guards``.
"""

from __future__ import annotations

import lazy_loader

__getattr__, __dir__, __all__ = lazy_loader.attach_stub(__name__, __file__)
