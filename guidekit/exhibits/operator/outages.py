"""The exhibit of this file draws what a server keeps for people who are away, and what it drops."""

from __future__ import annotations

import numpy as np
from matplotlib.figure import Figure

from guidekit.drawing.sketch import Sketch
from guidekit.models import OfflineQueue
from guidekit.words import answered, percent, plural


def queue(model: OfflineQueue, figure: Figure) -> str:
    """Draw a hundred messages that are written to people who are away: kept until they are back, or dropped.

    The sentence says the share and up to which absence it stays below 1 %. The answer is a share.
    """
    sketch, lost = Sketch(figure), model.lost()
    gone = round(100 * lost)
    sketch.text(24, 34, "A hundred messages, written while people are away", 16, weight=600)
    nth = np.arange(100)
    across, down = 36 + 24 * (nth % 20), 66 + 26 * (nth // 20)
    kept = slice(0, 100 - gone)
    for some, fill, edge in ((kept, "focus", "focus"), (slice(100 - gone, 100), "paper", "seen")):
        sketch.rimmed(across[some], down[some], 8, fill, edge, 1.6)
    for x, y in zip(across[100 - gone :], down[100 - gone :], strict=True):
        sketch.cross(x, y, 3.5, 1.6)
    sketch.disc(36, 218, 7, fill="focus")
    sketch.text(52, 223, f"{100 - gone} wait on the server until their people are back", 14)
    sketch.disc(36, 246, 7, edge="seen", stroke=1.6)
    sketch.cross(36, 246, 3, 1.6)
    words = "under 1 is dropped" if lost > 0 and gone == 0 else f"{gone} dropped"
    sketch.text(52, 251, f"{words}: they waited longer than the server keeps them", 14)
    return answered(
        f"The queue keeps messages for {plural(model.kept, 'day')}. People who stay away for "
        f"{plural(model.away, 'day')} on average lose {percent(lost)} of what is written to them meanwhile. "
        f"It stays below 1 % up to an average of {plural(model.longest(0.01), 'day')}.",
        lost,
    )
