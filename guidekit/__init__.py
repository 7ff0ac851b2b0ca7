"""guidekit: how messengers carry a message, and what each way costs.

A notebook needs one line: ``import guidekit as gk``. What stands here is imported when it is first
used, so that the line itself costs nothing.
"""

from __future__ import annotations

import importlib
from typing import Any

__version__ = "0.1.0"

_FACE = {
    "load": "guidekit.tables",
    "compare": "guidekit.tables",
    "changes": "guidekit.tables",
    "provenance": "guidekit.tables",
    "guide_says": "guidekit.claims",
    "course_map": "guidekit.panels.course_map",
    "explore": "guidekit.panels.panel",
    "journey": "guidekit.panels.player",
    "predict": "guidekit.panels.predict",
    "quiz": "guidekit.panels.quiz",
    "designer": "guidekit.panels.designer",
    "progress": "guidekit.course.progress",
    "term": "guidekit.course.glossary",
    "sweep": "guidekit.sweeps",
}
_ROOMS = (
    "choice",
    "claims",
    "design",
    "exhibits",
    "exposure",
    "models",
    "protocols",
    "recordings",
    "scenario",
    "tables",
)
__all__ = [*_FACE, *_ROOMS]


def __getattr__(name: str) -> Any:
    if name in _FACE:
        return getattr(importlib.import_module(_FACE[name]), name)
    if name in _ROOMS:
        return importlib.import_module(f"guidekit.{name}")
    from guidekit.names import near

    allowed = near(name, __all__) or __all__
    raise AttributeError(f"guidekit has no {name!r}; allowed: {', '.join(allowed)}", name=name)


def __dir__() -> list[str]:
    return sorted([*globals(), *__all__])
