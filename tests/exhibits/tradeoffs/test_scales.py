"""A scale runs from the worst end to the best."""

from __future__ import annotations

from guidekit.exhibits.tradeoffs.scales import SCALES, Scale
from guidekit.scenario import METRICS


def test_a_scale_runs_from_worst_to_best():
    for metric, scale in SCALES.items():
        assert (scale.place(scale.worst), scale.place(scale.best)) == (0, 1)
        assert (scale.best > scale.worst) == (METRICS[metric].better == "high")
    assert Scale(100, 0, "log from 0").place(0) == 1
    assert Scale(1.0, 0.0).place(7) == 0
