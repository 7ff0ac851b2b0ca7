"""Runs of real cryptography: each is a plain function that returns a frame.

Every primitive comes from a library (vodozemac, PyNaCl, cryptography). The keys are fresh in each run, and
the frames say only what does not depend on them: what was readable, by whom, and how large it was.
Nothing here opens a socket.

There is one module for each protocol, and it is imported when it is first used:
``gk.protocols.olm.theft("ABAB", snapshot=1)``.
"""

from __future__ import annotations

import lazy_loader

__getattr__, __dir__, __all__ = lazy_loader.attach_stub(__name__, __file__)
