"""Relays that join, stay listed and take up a feature do so as the models and the data say."""

from __future__ import annotations

from matplotlib.figure import Figure

from guidekit.exhibits.relays import growth
from guidekit.models import FeatureRollout, NewNodes
from guidekit.recordings import RelaySurvival, series


def test_a_host_gains_what_everyone_gains():
    said = growth.hosting(NewNodes(), Figure())
    assert "Now 0.025 % fewer are linked, for the host as for everyone." in said


def test_the_drawn_curve_goes_through_the_marked_point():
    figure = Figure()
    growth.hosting(NewNodes(joined=5000), figure)
    curve, everyone, host = (
        next(a for a in figure.axes[0].lines if a.get_label() == name)
        for name in ("_curve", "everyone", "the host")
    )
    assert everyone.get_ydata() == host.get_ydata() == [NewNodes(joined=5000).linked()]
    assert min(curve.get_ydata()) < host.get_ydata()[0] < max(curve.get_ydata())


def test_the_exponential_is_fitted_and_still_misses():
    hours, listed = series("tor-churn-2019", "still-listed")

    def misfit(days):
        model = RelaySurvival(days)
        return sum((model.share(float(h)) - float(m)) ** 2 for h, m in zip(hours, listed, strict=True))

    assert misfit(132.0) < min(misfit(130.0), misfit(134.0))
    assert "3.2 points too many, at 12 hours." in growth.survival(RelaySurvival(), Figure())


def test_a_feature_needs_the_days_of_its_network():
    said = growth.adoption(FeatureRollout(architecture="anonymous"), Figure())
    assert "243 days when the network is anonymous. If it were centralized, it would be 95 days." in said
