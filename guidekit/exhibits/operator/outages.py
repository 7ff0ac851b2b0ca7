"""The exhibit of this file draws what a server keeps for people who are away, and what it drops."""

from __future__ import annotations

import numpy as np
from matplotlib.figure import Figure

from guidekit.drawing.sketch import Sketch
from guidekit.exhibits.operator import wording
from guidekit.models import OfflineQueue
from guidekit.words import answered, fill, percent


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
    for some, paint, edge in ((kept, "focus", "focus"), (slice(100 - gone, 100), "paper", "seen")):
        sketch.rimmed(across[some], down[some], 8, paint, edge, 1.6)
    for x, y in zip(across[100 - gone :], down[100 - gone :], strict=True):
        sketch.cross(x, y, 3.5, 1.6)
    sketch.disc(36, 218, 7, fill="focus")
    sketch.text(52, 223, fill(wording.WAITING, waiting=100 - gone), 14)
    sketch.disc(36, 246, 7, edge="seen", stroke=1.6)
    sketch.cross(36, 246, 3, 1.6)
    dropped = wording.FEW_DROPPED if lost > 0 and gone == 0 else fill(wording.DROPPED, gone=gone)
    sketch.text(52, 251, dropped, 14)
    days = {"kept": model.kept, "away": model.away, "longest": model.longest(0.01)}
    return answered(fill(wording.QUEUE, lost=percent(lost), **days), lost)
