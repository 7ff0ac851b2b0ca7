"""The exhibit of this file draws what it costs to stay online."""

from __future__ import annotations

import numpy as np
from matplotlib.figure import Figure

from guidekit.drawing.figure import Subplot, line, mark, note, subplots
from guidekit.drawing.ticks import decade_ticks
from guidekit.exhibits.peers import wording
from guidekit.models import Radio
from guidekit.words import answered, duration, fill, number, paragraph, percent, plural

_ENERGY = Subplot(
    "The joules are ours: compare the two ways", "time between two signs of life", "joules a day", (9, 4000),
    (1, 2e5), xlog=True, ylog=True,
    xticks=((10, "10 s"), (60, "1 min"), (600, "10 min"), (3600, "1 h")),
    yticks=decade_ticks(0, 5),
)  # fmt: skip
_PAUSES = np.geomspace(10, 3600, 60)


def radio_energy(model: Radio, figure: Figure) -> str:
    """Draw the energy of an app's own connection and of its share of the push channel, against the pauses.

    The sentence says both in joules a day, which are assumptions, and how many times one takes the other. The
    answer is this ratio.
    """
    (ax,) = subplots(figure, _ENERGY)
    own, push = model.joules_per_day(), model.joules_per_day(push=True)
    line(ax, "own connection", _PAUSES, [model.but(keepalive=float(s)).joules_per_day() for s in _PAUSES], 0)
    line(ax, "its share of a shared push channel", [9, 4000], [push, push], 1)
    mark(ax, "here", model.keepalive, own, f"{number(own)} J", 0)
    note(ax, "_push", 10, push / 1.25, f"{number(push)} J", va="top", ha="left", weight="bold")
    ratio = number(max(own, push) / min(own, push))
    sharing, compared = "alone" if model.apps == 1 else "shared", "more" if own > push else "less"
    said = paragraph(
        fill(wording.SIGN_OF_LIFE, pause=duration(model.keepalive), joules=number(own)),
        fill(wording.PUSH[sharing], apps=model.apps, joules=number(push)),
        fill(wording.RATIO["same" if ratio == "1" else compared], ratio=ratio),
        fill(wording.AWAKE, awake=percent(model.awake_share()), tail=number(model.tail),
             power=number(model.power)),
    )  # fmt: skip
    return answered(said, model.times_push(), lambda ratio: plural(ratio, "time"))
