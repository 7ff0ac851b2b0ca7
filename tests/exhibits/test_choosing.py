"""The rankings of lesson 09 are the model's, and nothing unknown is hidden."""

from __future__ import annotations

import pytest
from hypothesis import given, settings

from guidekit.choice import CRITERIA, PRESETS, Presets, ThreatModel, Versus, preset
from guidekit.drawing.canvas import Canvas
from guidekit.exhibits import choosing
from guidekit.panels.panel import show
from tests.exhibits.everywhere import written
from tests.models.strategies import any_model


@settings(max_examples=15)
@given(any_model(ThreatModel))
def test_pages_over_the_whole_range(model):
    for exhibit, rows in (
        (choosing.criteria, len(CRITERIA) + 2),
        (choosing.reasons, len(model.messengers()) + 1),
    ):
        sentence, html = written(exhibit, model)
        assert sentence.endswith(".")
        assert "nan" not in sentence + html
        assert html.count('scope="row"') == rows - 1


def test_the_numbers_are_the_model_s():
    model = preset("A source and a journalist")
    first = model.first()
    said = show(choosing.messenger_ranking, model, Canvas((7, 5)))
    assert f"{first.name}: {100 * first.score:.0f} %." in said
    assert "No change of one weight between 0 and 5" in show(choosing.weight_changes, model, Canvas((7, 5)))
    flip = ThreatModel().flips()[0]
    said = show(choosing.weight_changes, ThreatModel(), Canvas((7, 5)))
    assert f"“{CRITERIA[flip.criterion].label}” from {flip.before} to {flip.after} puts" in said


def test_unknown_and_old_cells_are_marked():
    sentence, html = written(choosing.criteria, ThreatModel())
    assert html.count("? unknown") == 4
    assert "4 are unknown. A source older than a year is behind 12." in sentence
    assert html.count("(old") == 12
    assert "All meet “Content” alike" in sentence


def test_no_weight_no_ranking():
    nothing = ThreatModel(**dict.fromkeys(CRITERIA, 0))
    assert nothing.level_at_top()
    for exhibit in (choosing.messenger_ranking, choosing.weight_changes):
        assert show(exhibit, nothing, Canvas((7, 5))) == "No criterion has a weight, so nobody comes first."


def test_the_prediction_is_compared():
    sentence, html = written(choosing.wins, Presets("signal"), guess=5.0)
    wins = Presets("signal").wins()
    assert f"first in {len(wins)} of 6" in sentence
    assert sentence.endswith(f"You predicted 5; the answer here is {len(wins)}.")
    assert html.count("gk-moved") == 6


@pytest.mark.parametrize("one", PRESETS)
@pytest.mark.parametrize("other", PRESETS)
def test_two_threat_models_against_each_other(one, other):
    sentence, html = written(choosing.versus, Versus(one, other))
    decision = Versus(one, other).decision()
    assert sentence == decision.reason
    assert html.count("gk-moved") == decision.differ
