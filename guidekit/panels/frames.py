"""A frame is what a panel would show at other values of its knobs; its page asks for some ahead of the hand.

The page keeps frames, the kernel keeps none. A frame holds for one base alone: for the same model but for the
knobs that are shown, the same theme, and the same guess.
"""

from __future__ import annotations

import dataclasses
import functools
import hashlib
import os
from collections.abc import Iterable
from typing import Any

from IPython.core.getipython import get_ipython

from guidekit.knobs import Model

_cell = {"runs": False}


def switched_on() -> bool:
    """Tell whether panels draw frames ahead: they do unless ``$GUIDEKIT_FRAMES`` is 0."""
    _watch(get_ipython())
    return os.environ.get("GUIDEKIT_FRAMES", "") != "0"


def beside(model: Model, knobs: Iterable[str]) -> tuple[object, ...]:
    """Return what a model has besides some knobs."""
    names, fields = set(knobs), dataclasses.fields(model)  # type: ignore[arg-type]
    return tuple(getattr(model, field.name) for field in fields if field.name not in names)


def base_of(*parts: object) -> str:
    """Return a name for a base, which changes with each of its parts.

    Examples
    --------
    >>> base_of(3, True) == base_of(3, True), base_of(3, True) == base_of(3, False)
    (True, False)
    """
    return hashlib.sha256(repr(parts).encode()).hexdigest()[:16]


def cell_runs() -> bool:
    """Tell whether a cell runs now, on another thread than the one that asks: frames wait until it ends."""
    return _cell["runs"]


@functools.cache
def _watch(shell: Any) -> None:
    """Hear when cells begin and end.

    The hooks ``pre_execute`` and ``post_execute`` would be called for every message from a page, too.
    """
    if shell is None:
        return
    shell.events.register("pre_run_cell", lambda *_: _cell.update(runs=True))
    shell.events.register("post_run_cell", lambda *_: _cell.update(runs=False))
    parent: Any = getattr(shell, "get_parent", dict)()  # the cell that makes the first panel may run on
    _cell["runs"] = parent.get("header", {}).get("msg_type") == "execute_request"
