"""A surface is what an exhibit draws or writes on: a canvas or a page."""

from __future__ import annotations

import inspect
from collections.abc import Callable
from typing import Any

from guidekit.drawing.canvas import Canvas
from guidekit.drawing.page import Page
from guidekit.drawing.settings import own_settings
from guidekit.knobs import Model

Exhibit = Callable[..., str]


def show(exhibit: Exhibit, model: Model, surface: Canvas | Page) -> str:
    """Let an exhibit draw or write on a surface, and return its sentence.

    An exhibit that uses `guidekit.drawing.figure` moves what is there. One that draws with plain
    matplotlib would pile up artists, so its figure is wiped before each call.

    Raises
    ------
    TypeError
        If the exhibit returns anything but a sentence.
    """
    with own_settings():
        if isinstance(surface, Canvas):
            surface.clear_unless_animated()
        sentence = exhibit(model, surface)
    if not isinstance(sentence, str):
        raise TypeError(
            f"the exhibit {exhibit.__name__} returned {sentence!r}; an exhibit returns one sentence"
        )
    return sentence


def shown_on(surface: Canvas | Page, exhibit: Exhibit, model: Model) -> tuple[bytes, str, str]:
    """Return a PNG of what an exhibit draws or the HTML that it writes, the other empty, and its sentence."""
    with own_settings():
        sentence = show(exhibit, model, surface)
        if isinstance(surface, Page):
            return b"", surface.html, sentence
        return surface.png(), "", sentence


def writes_page(exhibit: Exhibit) -> bool:
    """Tell whether an exhibit writes a page: its second parameter is then called ``page``."""
    return list(inspect.signature(exhibit).parameters)[1:2] == ["page"]


def page_value(value: Any) -> Any:
    """Return the value of a knob as a page knows it: a list for a tuple."""
    return list(value) if isinstance(value, tuple) else value
