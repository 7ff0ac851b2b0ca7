"""Features spread as the models say, and the race flips where both need as long."""

from __future__ import annotations

import math

import pytest
from matplotlib.figure import Figure

from guidekit.exhibits.operator import features
from guidekit.models import FeatureRace, FeatureRollout


def test_the_race_flips_where_both_need_as_long():
    model = FeatureRace()
    flip = model.flips_at(0.9)
    assert model.operator(flip).days_until(0.9) == pytest.approx(model.days_until(0.9), rel=1e-4)
    assert f"ships within {flip:.0f} days" in features.race(model, Figure())
    slower = model.but(operator_days=flip + 5)
    assert slower.operator().days_until(0.9) > slower.days_until(0.9)
    instant = FeatureRace(architecture="peer-to-peer", implementations=1, release_days=0.0)
    assert instant.flips_at(0.9) == 0
    assert "slower, however often it ships" in features.race(instant, Figure())
    assert FeatureRace(standard_days=1825.0).flips_at(0.9) == math.inf


def test_teams_draws_what_the_model_says_for_each_number():
    figure = Figure()
    model = FeatureRollout(implementations=4, standard_days=60.0)
    said = features.teams(model, figure)
    drawn = figure.axes[0].lines[0].get_ydata()
    for n in (1, 2, 4, 20):
        assert drawn[n - 1] == pytest.approx(model.but(implementations=n).days_until(0.9), abs=1e-6)
    assert f"after {model.days_until(0.9):.0f} days" in said
