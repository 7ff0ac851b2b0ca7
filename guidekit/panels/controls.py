"""What the page needs to know of a knob to draw its control: a slider, a list, ticks or a text field."""

from __future__ import annotations

import math
from typing import Any

from guidekit.course.guesses import YEAR
from guidekit.knobs import Knob
from guidekit.words import one_of, spoken


def control(name: str, rule: Knob, model: Any) -> dict[str, Any]:
    """Describe the control of one knob for the page.

    Parameters
    ----------
    name : str
        The name of the knob.
    rule : Knob
        Its range, unit and words.
    model : Model or object with the knob's value
        Whose value decides between a slider and a text field.

    Returns
    -------
    dict
        name, kind, label, help, choices, and titles, which are what a page writes for the choices; for
        numbers also low, high, step, unit, percent, whole, log, what stands behind one and behind any other
        number, written (units) and spoken, and whether the number is plain, without commas.

    Examples
    --------
    >>> from guidekit.models import OnionRouting
    >>> from guidekit.knobs import knob_of
    >>> spec = control("hops", knob_of(OnionRouting, "hops"), OnionRouting())
    >>> spec["kind"], spec["low"], spec["high"], spec["step"], spec["units"]
    ('number', 1, 8, 1, ['relay', 'relays'])
    """
    spec: dict[str, Any] = {"name": name, "label": rule.label or name, "help": rule.help}
    spec |= {"choices": list(rule.choices), "titles": list(rule.titles or rule.choices)}
    if rule.choices:
        return spec | {"kind": "steps" if rule.ordered else "choice"}
    if rule.ticks:
        options = model.options(name)
        return spec | {"kind": "ticks", "choices": list(options), "titles": list(options.values())}
    if rule.letters or isinstance(getattr(model, name, 0), str):
        return spec | {"kind": "text"}
    numbers = {"low": rule.low, "high": rule.high, "step": step_of(rule), "plain": rule.unit == YEAR}
    unit = "%" if rule.percent else "" if _is_named(rule) else rule.unit
    units = {"unit": rule.unit, "units": [one_of(unit), unit], "spoken": list(spoken(unit))}
    more = {"percent": rule.percent, "whole": rule.whole, "log": rule.log}
    return spec | numbers | units | more | {"kind": "number"}


def _is_named(rule: Knob) -> bool:
    """Tell whether a number is the name of a thing that the label ends with: a year, "Step 3"."""
    return rule.unit == YEAR or rule.label.lower().split()[-1:] == [one_of(rule.unit)]


def step_of(rule: Knob) -> float:
    """Return a round step that crosses the range of a knob in about a hundred moves.

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
