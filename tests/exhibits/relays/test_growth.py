"""Relays stay listed as the data say."""

from __future__ import annotations

from matplotlib.figure import Figure

from guidekit.exhibits.relays import growth
from guidekit.recordings import RelaySurvival, series


def test_the_exponential_is_fitted_and_still_misses():
    hours, listed = series("tor-churn-2019", "still-listed")

    def misfit(days):
        model = RelaySurvival(days)
        return sum((model.share(float(h)) - float(m)) ** 2 for h, m in zip(hours, listed, strict=True))

    assert misfit(132.0) < min(misfit(130.0), misfit(134.0))
    assert "3.2 points too many, at 12 hours." in growth.survival(RelaySurvival(), Figure())
