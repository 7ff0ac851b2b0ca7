"""The exhibits of this file draw what is lost when operators, nodes or recipients are gone."""

from __future__ import annotations

import numpy as np
from matplotlib.figure import Figure

from guidekit.drawing.figure import Subplot, line, mark, subplots, vline
from guidekit.models import OfflineQueue
from guidekit.words import answered, number, percent, plural

_AWAY = np.geomspace(0.1, 180, 80)
_LOST = Subplot(
    "", "mean time someone stays away, days", "lost of what is written meanwhile", (0.1, 180), (-0.03, 1),
    xlog=True, percent="y", xticks=((0.1, "0.1"), (1, "1"), (7, "7"), (30, "30"), (90, "90"), (180, "180")),
)  # fmt: skip


def queue(model: OfflineQueue, figure: Figure) -> str:
    """Draw the share of messages that a queue drops, against the time that the recipient stays away.

    The sentence says the share and up to which absence it stays below 1 %. The answer is a share.
    """
    (ax,) = subplots(figure, _LOST)
    lost = model.lost()
    line(ax, "_lost", _AWAY, model.lost(_AWAY), 1)
    vline(ax, "kept", model.kept, f"kept {number(model.kept)} days", 5, at=0.93)
    mark(ax, "here", model.away, lost, percent(lost), 1)
    return answered(
        f"The queue keeps messages for {plural(model.kept, 'day')}. People who stay away for "
        f"{plural(model.away, 'day')} in the mean lose {percent(lost)} of what is written to them meanwhile. "
        f"It stays below 1 % up to a mean of {plural(model.longest(0.01), 'day')}.",
        lost,
    )
