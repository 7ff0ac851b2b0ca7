"""After any walk over knobs and buttons a panel shows what a fresh one shows: pixels, table and words.

So does a frame that its page asks for ahead, and what the panel shows stays as it is.
"""

from __future__ import annotations

import math
import random
import re

import pytest

from guidekit.course.lessons import lesson_files, lesson_id
from guidekit.knobs import knob_of
from guidekit.panels.designer import Designer
from guidekit.panels.panel import Panel
from guidekit.panels.player import Player
from tests.panels.every import panels_of

STEPS = 6  # of a walk


def anywhere(panel, name, dice):
    """Return a value of a knob: an end, or somewhere in its range."""
    rule = knob_of(panel.model, name)
    if rule.choices:
        return dice.choice(rule.choices)
    if rule.ticks:
        return [word for word in panel.model.options(name) if dice.random() < 0.5]
    if rule.letters:
        return "".join(dice.choice(rule.letters) for _ in range(dice.randint(max(1, int(rule.low)), 12)))
    low, high = rule.low, panel.last if isinstance(panel, Player) else rule.high
    share = dice.choice((0.0, 1.0, dice.random()))
    value = low * math.exp(share * math.log(high / low)) if rule.log else low + share * (high - low)
    value = min(high, max(low, value))
    return round(value) if rule.whole else value


def walk(panel, dice):
    for _ in range(STEPS):
        if panel.buttons and dice.random() < 0.2:
            panel.press(dice.choice(panel.buttons))
        else:
            for name in dice.sample(panel.knobs, dice.randint(1, len(panel.knobs))):
                panel.turn(**{name: anywhere(panel, name, dice)})


def fresh(panel, model):
    if isinstance(panel, Designer):
        other = Designer(model)
    else:
        other = Panel(panel.exhibit, model, panel.knobs, {}, None, panel.size)
    return other.png, other.html, str(other.sentence), other.code, other.values


def shown(panel):
    return panel.png, panel.html, str(panel.sentence), panel.code, panel.values


def frame(panel, dice):
    """Ask for a frame anywhere; return it as `shown` does, and its model; or what was refused."""
    values = {name: anywhere(panel, name, dice) for name in panel.knobs}
    answer = panel.frame({"frame": values, "base": panel.base})
    if "problem" in answer:
        return answer["problem"], values
    return tuple(answer[name] for name in ("png", "html", "sentence", "code", "values")), panel.model.but(
        **values
    )


@pytest.mark.parametrize("path", lesson_files(), ids=lesson_id)
def test_no_trace_of_the_way(path):
    dice = random.Random(lesson_id(path))
    traces = []
    for number, panel in enumerate(panels_of(path)):
        panel.uncover()
        if not panel.knobs:
            continue
        place = f"panel {number}, {panel.exhibit.__name__}, at "
        walk(panel, dice)
        before = shown(panel)
        if not isinstance(panel, Designer):  # which asks for none
            ahead, model = frame(panel, dice)
            if isinstance(ahead, str):
                with pytest.raises(ValueError, match=re.escape(ahead)):
                    panel.model.but(**model)
            elif ahead != fresh(panel, model):
                traces.append(f"{place}the frame of {model}")
        if not before == shown(panel) == fresh(panel, panel.model):
            traces.append(f"{place}{panel.model}")
    assert not traces, "\n".join(traces)
