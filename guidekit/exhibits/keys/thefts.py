"""The exhibits of this file draw which messages a stolen key reads in five protocols."""

from __future__ import annotations

from collections.abc import Mapping

from matplotlib.axes import Axes
from matplotlib.figure import Figure

from guidekit.drawing.figure import Subplot, bar, dots, line, note, palette, subplots
from guidekit.models.ratchet import KEYS, PROTOCOLS, Theft
from guidekit.words import answered, duration, large_first, plural

_NAMES = {
    "signal": "Signal's specification",
    "olm": "Olm",
    "megolm": "Megolm",
    "bramble": "Bramble",
    "static": "a static key",
}
_ROWS = {
    "signal": "Double Ratchet,\nSignal's spec",
    "olm": "Double Ratchet,\nOlm",
    "megolm": "Megolm,\nMatrix rooms",
    "bramble": "Bramble,\nBriar",
    "static": "static key,\nSession",
}
_FACES = {"fewest": "the fewest keys", "apps": "the keys that apps keep"}
_RATCHETS = {"signal": "eager,\nSignal's spec", "olm": "lazy,\nOlm"}
_LANE = 0.18  # A's messages stand so much above the line of their protocol, B's below
_COUNT = Subplot(
    y="messages the thief reads\nleft: fewest keys; right: in apps",
    xlim=(-0.6, 4.6), ylim=(0, 44),
    xticks=tuple((float(at), _ROWS[name]) for at, name in enumerate(PROTOCOLS)),
)  # fmt: skip


def message_count(model: Theft, figure: Figure) -> str:
    """Draw how many messages the thief reads in each protocol, by the keys that A keeps.

    The sentence says each number, first with the fewest keys and then with those that apps keep. The
    answer is the number for Signal's specification, where both are the same.
    """
    (ax,) = subplots(figure, _COUNT)
    counts = [model.but(keys=keys).counts() for keys in KEYS]
    for nth, (keys, side) in enumerate(zip(KEYS, (-0.2, 0.2), strict=True)):
        for at, (name, read) in enumerate(counts[nth].items()):
            bar(ax, f"_{name} {keys}", at + side, read, nth, 0.36)
            note(ax, f"_{name} {keys} words", at + side, read + 0.6, str(read), ha="center", weight="bold")
    said = " ".join(
        f"{large_first(_FACES[keys])} read {_messages(found['signal'])} in Signal's specification and "
        f"{found['olm']} in Olm. In Megolm they read {found['megolm']}, and in Bramble {found['bramble']}. "
        f"With a static key they read {found['static']}."
        for keys, found in zip(KEYS, counts, strict=True)
    )
    answer = f"Keys are copied after message {model.snapshot} of {len(model.turns)}. {said}"
    return answered(answer, counts[0]["signal"], _messages)


def timeline(model: Theft, figure: Figure) -> str:
    """Draw every message in five protocols, and mark those that the stolen keys read.

    The sentence says for each protocol how many the thief reads before the theft and after it.
    """
    ax = _conversation(model, figure, _ROWS)
    split = {name: model.before_and_after(name) for name in _ROWS}
    for row, name in _heights(_ROWS):
        words, at = f"{sum(split[name])} read", row + 0.05  # on the line of the grid, not through it
        note(ax, f"_{name} words", _right(model), at, words, ha="right", va="bottom", weight="bold")
    before, kept = model.snapshot + 1, _FACES[model.keys]
    read = " ".join(
        f"{large_first(_NAMES[name])}: {early} and {late}." for name, (early, late) in split.items()
    )
    return (
        f"There {'is' if before == 1 else 'are'} {_messages(before)} up to the theft and "
        f"{len(model.turns) - before} after it. One is written every {duration(60 * model.minutes_between)}. "
        f"The thief finds {kept}, and reads so many up to the theft and after it. {read}"
    )


def healing(model: Theft, figure: Figure) -> str:
    """Draw from which message on two Double Ratchets shut the thief out again.

    The sentence says the message for both, and how often A has answered until then.
    """
    ax = _conversation(model, figure, _RATCHETS)
    found = " ".join(_healed(ax, model, row, name) for row, name in _heights(_RATCHETS))
    return f"Keys are copied after message {model.snapshot}. {found}"


def _healed(ax: Axes, model: Theft, row: int, name: str) -> str:
    """Mark where one ratchet closes again, and return the words for it."""
    healed, answers = model.heals_at(name), model.turns_of_a(name)
    at = (len(model.turns) if healed is None else healed) - 0.5
    mark = line(ax, f"_{name} closed", [at] * 2, [row - 0.42, row + 0.42], 2, linewidth=3, linestyle="-")
    side = "left" if at < 0.6 * _right(model) else "right"  # away from the line of the theft
    words = note(
        ax, f"_{name} words", at, row + 0.42, f" closed again from {healed} on ", va="center", ha=side
    )
    for artist in (mark, words):
        artist.set_visible(healed is not None)
    if healed is None:
        return f"{_NAMES[name]} does not close again before the conversation ends."
    often = {1: "once", 2: "twice"}.get(answers or 0, f"{answers} times")
    return f"{_NAMES[name]} closes again from message {healed} on, when A has answered {often}."


def _conversation(model: Theft, figure: Figure, labels: Mapping[str, str]) -> Axes:
    """Draw a conversation once for each protocol: A's messages round, B's square, the readable ones full."""
    (ax,) = subplots(figure, _pane(model, labels))
    colours = palette(figure)
    closed_look = {"color": colours.series[5], "markerfacecolor": colours.paper, "markersize": 6}
    opened = {name: set(model.opened(name)) for name in labels}
    for nth, sender in enumerate("AB"):
        lane = _LANE if sender == "A" else -_LANE
        own = [message for message, writer in enumerate(model.turns) if writer == sender]
        places = [
            (message, row + lane, message in opened[name])
            for row, name in _heights(labels)
            for message in own
        ]
        for kind, full, look in (
            ("closed", False, closed_look),
            ("read", True, {"color": colours.series[1]}),
        ):
            x, y = ([place[axis] for place in places if place[2] is full] for axis in (0, 1))
            dots(ax, f"{sender}: {kind}", x, y, nth, **look)
    theft, top = model.snapshot + 0.5, len(labels) - 0.35
    line(ax, "_theft", [theft] * 2, [-0.6, top], 3, linewidth=1.8)
    note(ax, "_theft words", theft, top, "theft", ha="center", va="bottom", weight="bold")
    return ax


def _heights(labels: Mapping[str, str]) -> list[tuple[int, str]]:
    """Return the height of each protocol's row, the first one on top."""
    return [(len(labels) - 1 - nth, name) for nth, name in enumerate(labels)]


def _right(model: Theft) -> float:
    """Return where the x axis ends: behind the last message, with room for a few words."""
    return max(len(model.turns), 6) * 1.14


def _messages(count: float) -> str:
    return plural(count, "message")


def _pane(model: Theft, labels: Mapping[str, str]) -> Subplot:
    """Return the axes of a conversation; they change with its length, not with the theft."""
    step = 1 if len(model.turns) <= 14 else 5
    return Subplot(
        x="message", xlim=(-0.8, _right(model)), ylim=(-0.6, len(labels)),
        xticks=tuple((float(at), str(at)) for at in range(0, len(model.turns), step)),
        yticks=tuple((float(row), labels[name]) for row, name in _heights(labels)),
    )  # fmt: skip
