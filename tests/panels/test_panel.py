from __future__ import annotations

import base64
import io

import numpy as np
import pytest
from matplotlib.figure import Figure
from PIL import Image

import guidekit as gk
from guidekit.exhibits import start
from guidekit.exhibits.relays import paths as anonymous
from guidekit.models import OnionRouting
from guidekit.panels.panel import explore


def panel(**kwargs):
    kwargs.setdefault("knobs", ["adversary"])
    return explore(anonymous.both_ends, OnionRouting(), **kwargs)


def pixels(png) -> np.ndarray:
    return np.asarray(Image.open(io.BytesIO(bytes(png))).convert("RGB"))


def test_a_slider_changes_picture_and_sentence_and_back():
    p = panel()
    before, said = bytes(p.picture.png), p.sentence
    p.controls["adversary"].value = 0.3
    assert bytes(p.picture.png) != before
    assert "9 %" in p.sentence
    assert p.sentence != said
    assert p.model == OnionRouting(adversary=0.3)
    p.controls["adversary"].value = 0.1
    assert (bytes(p.picture.png), p.sentence) == (before, said)


def test_what_is_blitted_is_what_a_fresh_drawing_shows():
    p = panel(knobs=["adversary"])
    for value in (0.5, 0.0, 0.33):
        p.controls["adversary"].value = value
    fresh = explore(anonymous.both_ends, OnionRouting(adversary=0.33))
    assert np.array_equal(pixels(p.picture.png), pixels(fresh.picture.png))


def test_the_background_is_kept_while_only_marks_move():
    p = panel()
    background = p._sheet._background
    p.controls["adversary"].value = 0.4
    assert p._sheet._background is background


def test_three_faces():
    p = panel()
    bundle = p._repr_mimebundle_()
    assert set(bundle) == {"application/vnd.jupyter.widget-view+json", "text/plain", "image/png"}
    assert bundle["text/plain"] == p.sentence == repr(p) == p.picture.sentence
    assert pixels(base64.b64decode(bundle["image/png"])).shape == (400, 700, 3)


def test_presets_and_reset_move_every_knob_with_one_redraw(monkeypatch):
    p = explore(
        anonymous.guards,
        OnionRouting(guards=0),
        knobs=["guards", "adversary"],
        presets={"Tor": {"guards": 1, "adversary": 0.2}},
    )
    drawn = []
    monkeypatch.setattr(type(p), "redraw", lambda self: drawn.append(self.model))
    tor, reset = p.children[0].children
    tor.click()
    assert drawn == [OnionRouting(guards=1, adversary=0.2)]
    assert (p.controls["guards"].value, p.controls["adversary"].value) == (1, 0.2)
    reset.click()
    assert drawn[1:] == [OnionRouting(guards=0)]
    assert p.controls["guards"].value == 0


def test_a_preset_may_turn_a_knob_that_is_not_shown():
    p = panel(presets={"One relay": {"hops": 1}})
    p.children[0].children[0].click()
    assert p.model.hops == 1
    p.controls["adversary"].value = 0.25
    assert p.model == OnionRouting(hops=1, adversary=0.25)


def test_the_code_makes_the_same_model():
    p = panel(knobs=["adversary", "hops"])
    p.controls["hops"].value = 5.0  # what a browser sends
    p.controls["adversary"].value = 0.25
    assert p.picture.code == "OnionRouting(adversary=0.25, hops=5)"
    assert eval(p.picture.code, {"OnionRouting": OnionRouting}) == p.model


def test_a_refused_value_is_said_and_the_last_picture_stays():
    p = panel()
    before = bytes(p.picture.png)
    p.controls["adversary"].value = 0.7
    assert "OnionRouting.adversary = 0.7 is outside its range; allowed: 0 to 0.5" in p.picture.problem
    assert bytes(p.picture.png) == before
    p.controls["adversary"].value = 0.2
    assert p.picture.problem == ""


def test_dark_is_drawn_dark_and_the_still_stays_light():
    p = panel()
    p.picture.dark = True
    assert pixels(p.picture.png)[0, 0].max() < 40
    assert pixels(base64.b64decode(p._repr_mimebundle_()["image/png"]))[0, 0].min() > 250
    p.controls["adversary"].value = 0.3
    assert pixels(p.picture.png)[0, 0].max() < 40


def test_a_guess_comes_into_picture_and_sentence_when_it_is_committed():
    guess = gk.predict("x", "How many?", 0, 1, "%")
    p = panel(prediction="x")
    assert "predicted" not in p.sentence
    before = bytes(p.picture.png)
    guess.control.value = 0.2
    guess.button.click()
    assert p.sentence.endswith("You predicted 20 %; the answer here is 1 %.")
    assert bytes(p.picture.png) != before
    assert "You predicted 20 %" in panel(prediction="x").sentence  # also in a panel made later


def test_a_plain_matplotlib_exhibit_works_too():
    def bars(model, figure):
        figure.subplots().bar([0, 1], [model.adversary, model.path_compromise()])
        return f"{model.adversary:g}"

    p = explore(bars, OnionRouting(), knobs=["adversary"])
    first = bytes(p.picture.png)
    p.controls["adversary"].value = 0.4
    p.controls["adversary"].value = 0.1
    assert bytes(p.picture.png) == first
    assert len(p._sheet.axes) == 1


def test_an_exhibit_draws_on_any_figure():
    figure = Figure()
    assert start.trade_off(OnionRouting(hops=2), figure).startswith("Over 2 relays")
    file = io.BytesIO()
    figure.savefig(file)
    assert len(np.unique(pixels(file.getvalue()))) > 10


def test_clear_errors():
    with pytest.raises(ValueError, match="no knob 'speed'; it has: relays, adversary"):
        panel(knobs=["speed"])
    with pytest.raises(
        ValueError, match=r"OnionRouting.hops = 9 is outside its range; allowed: 1 to 8 relays"
    ):
        panel(presets={"Too many": {"hops": 9}})
    with pytest.raises(ValueError, match="has no place for a guess"):
        explore(anonymous.hops, OnionRouting(), prediction="x")
    with pytest.raises(TypeError, match="returns one sentence"):
        explore(lambda model, figure: None, OnionRouting())


def test_without_knobs_it_is_a_still():
    p = panel(knobs=[])
    assert p.children == (p.picture,)
