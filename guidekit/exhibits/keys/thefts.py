"""The exhibits of this file draw which messages a stolen key reads, in several protocols at once."""

from __future__ import annotations

from matplotlib.figure import Figure

from guidekit.drawing.sketch import Sketch
from guidekit.exhibits.keys import wording
from guidekit.exhibits.keys.rows import NAMES, ROW, conversation_rows, row_at, row_names
from guidekit.models.ratchet import Theft
from guidekit.words import answered, fill, number, paragraph, plural, small_first

_RATCHETS = {"signal": ("Eager", "Signal's specification"), "olm": ("Lazy", "Olm, of Matrix")}
_BAR, _CELL = 190.0, 14.0  # where the bars begin, and pixels of a message


def message_count(model: Theft, figure: Figure) -> str:
    """Draw how many messages the thief reads in each of four protocols.

    The sentence says each number. The answer is that of the key that never changes.
    """
    sketch, counts = Sketch(figure), model.counts()
    row_names(sketch, NAMES)
    sketch.text(_BAR, 24, "So many messages are read", 15, weight=600)
    for row, name in enumerate(NAMES):
        for nth in range(len(model.turns)):
            read = nth < counts[name]
            style = {"fill": "seen"} if read else {"edge": "rule"}
            sketch.box(_BAR + _CELL * nth, row_at(row) - 13, _CELL - 3, 26, 2, **style)
        sketch.text(sketch.width - 14, row_at(row) + 11, str(counts[name]), 30, "seen", 700, "right")
    low = row_at(len(NAMES) - 1) + ROW / 2 + 18
    sketch.text(_BAR, low, f"one box for each of {plural(len(model.turns), 'message')}", 13, "muted")
    said = paragraph(_moment(model), fill(wording.COUNTS, **counts))
    return answered(said, counts["static"], _messages)


def timeline(model: Theft, figure: Figure) -> str:
    """Draw every message in four protocols, and mark those that the stolen keys read.

    The sentence says for each protocol how many the thief reads before the theft and after it. The answer
    is the number of protocols that shut the thief out, from both who write, before the conversation ends.
    """
    split = _four_rows(model, figure)
    shut = sum(model.shuts_out(name) for name in NAMES)
    end = wording.NOTHING_AFTER if _is_last(model) else fill(wording.SHUT_OUT[min(shut, 2)], shut=shut)
    return answered(paragraph(_moment(model), _before_and_after(split), end), shut, _protocols)


def habits(model: Theft, figure: Figure) -> str:
    """Draw the same four rows, and say above all what Signal's ratchet lets the thief read afterwards.

    The answer is the number of messages after the theft that the thief reads in Signal.
    """
    split = _four_rows(model, figure)
    end = wording.NOTHING_AFTER if _is_last(model) else wording.HABIT[model.turns_of_a("signal")]
    return answered(paragraph(_before_and_after(split), end), split["signal"][1], _messages)


def healing(model: Theft, figure: Figure) -> str:
    """Draw from which message on two Double Ratchets shut the thief out again.

    The sentence says the message for both, and how often A has answered until then. The answer is the
    number of messages after the theft that the thief reads by Signal's specification.
    """
    sketch = Sketch(figure)
    opened = {name: model.opened(name) for name in _RATCHETS}
    conversation_rows(sketch, model.turns, model.snapshot, opened, _RATCHETS)
    found = []
    for row, name in enumerate(_RATCHETS):
        healed, answers = model.heals_at(name), model.turns_of_a(name)
        words = small_first(fill(wording.OPEN if healed is None else wording.CLOSED, healed=healed))
        for nth, line in enumerate(words.split("\n")):
            role = "seen" if healed is None else "safe"
            sketch.text(sketch.width - 10, row_at(row) - 2 + 19 * nth, line, 14, role, 600, "right")
        found.append(fill(wording.HEALING[name][answers], healed=healed))
    return answered(paragraph(_moment(model), *found), model.before_and_after("signal")[1], _messages)


def _four_rows(model: Theft, figure: Figure) -> dict[str, tuple[int, int]]:
    """Draw the conversation in four protocols with two numbers each; return those."""
    sketch = Sketch(figure)
    opened = {name: model.opened(name) for name in NAMES}
    conversation_rows(sketch, model.turns, model.snapshot, opened, NAMES)
    split = {name: model.before_and_after(name) for name in NAMES}
    for x, words, side in ((sketch.width - 84, "before", 0), (sketch.width - 14, "after", 1)):
        sketch.text(x, 46, words, 13, "muted", ha="right")
        for row, name in enumerate(NAMES):
            read = split[name][side]
            role = "seen" if read else "muted"
            sketch.text(x, row_at(row) + 8, str(read), 22, role, 700, "right")
    return split


def _before_and_after(split: dict[str, tuple[int, int]]) -> str:
    """Say for each protocol how many messages are read on each side of the theft."""
    said = wording.BEFORE_AND_AFTER
    return paragraph(*(fill(said[name], before=split[name][0], after=split[name][1]) for name in NAMES))


def _moment(model: Theft) -> str:
    return fill(wording.MOMENT, at=model.snapshot, all=len(model.turns))


def _is_last(model: Theft) -> bool:
    return model.snapshot == len(model.turns)


def _messages(count: float) -> str:
    return plural(count, "message")


def _protocols(count: float) -> str:
    return f"{number(count)} of {len(NAMES)}"
