"""The exhibit of this file draws how long the relays of a network stay."""

from __future__ import annotations

import numpy as np
from matplotlib.figure import Figure

from guidekit.drawing.figure import Subplot, dots, line, note, residuals, subplots
from guidekit.exhibits.relays import wording
from guidekit.recordings.public_tor import RelaySurvival
from guidekit.recordings.reading import series
from guidekit.words import duration, fill, paragraph, percent

_AGES = np.geomspace(1, 504, 60)
_STILL = Subplot(
    x="time since a relay was seen in the list", y="relays still listed", xlim=(0.9, 560), ylim=(0.84, 1.005),
    xlog=True, percent="y",
    xticks=((1, "1 h"), (6, "6 h"), (24, "1 day"), (168, "1 week"), (504, "3 weeks")),
)  # fmt: skip


def survival(model: RelaySurvival, figure: Figure) -> str:
    """Draw the share of relays that are still listed against time, as measured and as an exponential.

    The sentence says both after an hour and after a week, and the largest misfit.
    """
    (ax,) = subplots(figure, _STILL)
    hours, measured = series("tor-churn-2019", "still-listed")
    computed = np.array([model.share(float(h)) for h in hours])
    line(ax, "an exponential", _AGES, [model.share(float(h)) for h in _AGES], 0)
    dots(ax, "measured in January 2019", hours, measured, 1)
    residuals(ax, hours, measured, computed)
    worst = int(np.argmax(np.abs(computed - measured)))
    miss = 100 * float(computed[worst] - measured[worst])
    way, points = "many" if miss > 0 else "few", abs(miss)
    words = fill(wording.SURVIVAL_NOTE[way], points=points)
    note(ax, "_words", hours[worst] * 1.1, max(0.85, measured[worst] - 0.006), words, va="top", weight="bold")
    hour, week = (percent(float(measured[hours == at][0])) for at in (1, 168))
    return paragraph(
        fill(wording.SURVIVAL, hour=percent(model.share(1)), week=percent(model.share(168)), real_hour=hour,
             real_week=week),
        fill(wording.SURVIVAL_MISFIT[way], points=points, age=duration(3600 * float(hours[worst]))),
    )  # fmt: skip
