"""Two small widgets: a control turns one knob, and a picture stands with its sentence."""

from __future__ import annotations

import math
from pathlib import Path
from typing import Any

import anywidget
import traitlets

from guidekit.knobs import Knob

_HERE = Path(__file__).parent
STYLE = (_HERE / "panel.css").read_text(encoding="utf-8")


class Control(anywidget.AnyWidget):
    """A slider, list or text field for one knob, with its label, unit, help and exact value.

    Set ``.value`` to turn the knob from Python, as a learner does with the mouse or the keyboard.
    """

    _esm = (_HERE / "knob.js").read_text(encoding="utf-8")
    _css = STYLE
    value = traitlets.Any().tag(sync=True)
    kind = traitlets.Unicode("number").tag(sync=True)
    label = traitlets.Unicode().tag(sync=True)
    help = traitlets.Unicode().tag(sync=True)
    unit = traitlets.Unicode().tag(sync=True)
    percent = traitlets.Bool(False).tag(sync=True)
    whole = traitlets.Bool(False).tag(sync=True)
    log = traitlets.Bool(False).tag(sync=True)
    low = traitlets.Float(0).tag(sync=True)
    high = traitlets.Float(1).tag(sync=True)
    step = traitlets.Float(0.01).tag(sync=True)
    choices = traitlets.List(traitlets.Unicode()).tag(sync=True)

    @classmethod
    def of(cls, name: str, rule: Knob, value: Any) -> Control:
        """Make the control of a knob, set to `value`."""
        words = {"label": rule.label or name, "help": rule.help, "value": value}
        if rule.choices:
            return cls(kind="steps" if rule.ordered else "choice", choices=list(rule.choices), **words)
        if rule.ticks:
            return cls(kind="ticks", **words | {"value": list(value)})
        if isinstance(value, str):
            return cls(kind="text", **words)
        return cls(
            low=rule.low, high=rule.high, step=step_of(rule), unit=rule.unit,
            percent=rule.percent, whole=rule.whole, log=rule.log, **words,
        )  # fmt: skip

    def __repr__(self) -> str:
        return f"Control({self.label} = {self.value})"


def step_of(rule: Knob) -> float:
    """Choose a round step that crosses the range of a knob in about a hundred moves.

    Parameters
    ----------
    rule : Knob
        The knob; its range must not be empty.

    Returns
    -------
    float
        1, 2 or 5 times a power of ten, in the unit of the knob; a whole number for a whole knob.

    Examples
    --------
    >>> step_of(Knob(0, 0.5)), step_of(Knob(1, 8, whole=True))
    (0.005, 1)
    """
    if rule.whole:
        return max(1, round((rule.high - rule.low) / 200))
    rough = (rule.high - rule.low) / 100
    size = 10.0 ** math.floor(math.log10(rough))
    return float(next(m * size for m in (1, 2, 5, 10) if m * size >= rough * 0.999))


class Picture(anywidget.AnyWidget):
    """A picture or a table, the sentence that says what is to be seen, and the line of code behind it."""

    _esm = (_HERE / "picture.js").read_text(encoding="utf-8")
    _css = STYLE
    png = traitlets.Bytes(b"").tag(sync=True)
    html = traitlets.Unicode().tag(sync=True)
    sentence = traitlets.Unicode().tag(sync=True)
    code = traitlets.Unicode().tag(sync=True)
    problem = traitlets.Unicode().tag(sync=True)
    dark = traitlets.Bool(False).tag(sync=True)
    width = traitlets.Int(700).tag(sync=True)
    height = traitlets.Int(400).tag(sync=True)

    def __repr__(self) -> str:
        return f"Picture({self.sentence})"
