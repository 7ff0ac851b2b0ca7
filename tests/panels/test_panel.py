"""A panel is turned as a learner turns it: picture, words, knobs and code follow together."""

from __future__ import annotations

import base64
import io

import numpy as np
import pytest
from bs4 import BeautifulSoup
from IPython.core.formatters import DisplayFormatter
from ipywidgets import Widget
from matplotlib.axis import Axis
from matplotlib.figure import Figure
from matplotlib.patches import Rectangle
from PIL import Image

from guidekit.drawing.figure import Subplot, bar, subplots
from guidekit.exhibits import keys, start
from guidekit.exhibits.relays import paths as anonymous
from guidekit.models import OnionRouting, Theft
from guidekit.panels.face import OURS, WIDGET
from guidekit.panels.panel import explore


def panel(**kwargs):
    kwargs.setdefault("knobs", ["adversary"])
    return explore(anonymous.both_ends, OnionRouting(), **kwargs)


def pixels(png) -> np.ndarray:
    return np.asarray(Image.open(io.BytesIO(png)).convert("RGB"))


def stored(p) -> bytes:
    """Return the picture that is read without a kernel."""
    image = BeautifulSoup(p._repr_mimebundle_()[0]["text/html"], "html.parser").img
    return base64.b64decode(image["src"].removeprefix("data:image/png;base64,"), validate=True)


def number(model, page):
    """Write one number."""
    page.write(f"<table><tr><td>{model.hops} & more</td></tr></table>")
    return f"{model.hops} < 9."


def test_a_slider_changes_picture_and_sentence_and_back():
    p = panel()
    before, said = p.png, p.sentence
    p.turn(adversary=0.3)
    assert p.png != before
    assert "9 %" in p.sentence
    assert p.sentence != said
    assert p.model == OnionRouting(adversary=0.3)
    assert p.values == {"adversary": 0.3}
    p.turn(adversary=0.1)
    assert (p.png, p.sentence) == (before, said)


def test_what_is_blitted_is_what_a_fresh_drawing_shows():
    p = panel(knobs=["adversary"])
    for value in (0.5, 0.0, 0.33):
        p.turn(adversary=value)
    fresh = explore(anonymous.both_ends, OnionRouting(adversary=0.33))
    assert np.array_equal(pixels(p.png), pixels(fresh.png))


def test_the_background_is_kept_while_only_marks_move():
    p = panel()
    background = p._canvas._background
    p.turn(adversary=0.4)
    assert p._canvas._background is background


def test_the_message_that_opens_the_widget_holds_the_picture(wire):
    p = panel(presets={"One relay": {"hops": 1}})
    (first,) = wire.opened
    assert first["png"] == p.png
    assert first["png"].startswith(b"\x89PNG")
    assert (first["sentence"], first["values"]) == (p.sentence, {"adversary": 0.1})
    assert first["buttons"] == ["One relay", "Reset"]
    assert (first["active"], first["code"]) == (1, "OnionRouting()")
    assert (first["width"], first["height"]) == pixels(p.png).shape[1::-1]
    assert wire.updates == []
    state = p.get_state()
    assert all(bytes(state[name]) == first[name] if name == "png" else state[name] == first[name]
               for name in ("png", "html", "sentence", "values", "controls", "code"))  # fmt: skip


def test_the_message_that_opens_a_table_holds_the_table(wire):
    p = explore(number, OnionRouting(), knobs=["hops"])
    (first,) = wire.opened
    assert first["html"] == p.html == "<table><tr><td>3 & more</td></tr></table>"
    assert (first["png"], first["sentence"]) == (b"", "3 < 9.")
    assert wire.updates == []


def test_a_panel_is_one_widget(wire):
    made = []
    Widget.on_widget_constructed(made.append)
    try:
        built = [panel(knobs=None, presets={"One relay": {"hops": 1}}) for _ in range(2)]
    finally:
        Widget.on_widget_constructed(None)
    assert made == built
    assert len(wire.opened) == 2
    assert built[0].layout is built[1].layout
    assert built[0].page_id == built[1].page_id


def test_the_code_of_the_page_does_not_travel_with_each_panel(wire):
    panel()
    (first,) = wire.opened
    assert len(first["_esm"]) < 1500
    assert not first.get("_css")


def test_a_turn_is_one_message(wire, page):
    p = panel(knobs=["adversary", "hops"])
    page(p, {"turn": {"hops": 5, "adversary": 0.2}, "number": 3})
    (update,) = wire.updates
    assert {"png", "sentence", "values", "code", "answered", "version"} <= set(update)
    assert (update["answered"], update["values"]) == (3, {"adversary": 0.2, "hops": 5})
    assert update["png"] == p.png


def test_three_faces():
    p = panel()
    data, metadata = p._repr_mimebundle_()
    assert metadata == OURS
    assert set(data) == {WIDGET, "text/plain", "text/html"}
    assert data[WIDGET]["model_id"] == p.model_id
    assert data["text/plain"] == p.sentence == repr(p)
    assert pixels(stored(p)).shape == (400, 700, 3)


def test_a_table_is_read_without_a_kernel_and_its_sentence_is_escaped():
    p = explore(number, OnionRouting(), knobs=["hops"])
    data, _ = p._repr_mimebundle_()
    assert set(data) == {WIDGET, "text/plain", "text/html"}
    assert p.html in data["text/html"]
    assert "3 &lt; 9." in data["text/html"]
    p.turn(hops=5)
    assert "5 & more" in p.html  # one table, not two
    assert p.html.count("<table>") == 1


def test_a_notebook_gets_one_output_whose_picture_has_its_sentence():
    def drawn(model, figure):
        figure.subplots()
        return f'{model.hops} <br> "relays" & an entry, it\'s said.'

    p = explore(drawn, OnionRouting(), knobs=["hops"])
    data, metadata = DisplayFormatter().format(p)
    assert (data, metadata) == p._repr_mimebundle_()
    page = BeautifulSoup(data["text/html"], "html.parser")
    assert [tag.name for tag in page.find_all()] == ["figure", "img", "figcaption"]
    assert page.img["alt"] == page.figcaption.text == p.sentence
    assert page.text == p.sentence
    assert stored(p) == p.png


def test_presets_and_reset_move_every_knob_with_one_redraw(wire):
    p = explore(
        anonymous.guards,
        OnionRouting(guards=0),
        knobs=["guards", "adversary"],
        presets={"Tor": {"guards": 1, "adversary": 0.2}},
    )
    p.press("Tor")
    assert len(wire.updates) == 1
    assert p.model == OnionRouting(guards=1, adversary=0.2)
    assert p.values == wire.updates[0]["values"] == {"guards": 1, "adversary": 0.2}
    p.press("Reset")
    assert len(wire.updates) == 2
    assert p.model == OnionRouting(guards=0)
    assert p.values["guards"] == 0


def test_the_button_that_is_shown_is_marked(page):
    p = panel(knobs=["adversary", "hops"], presets={"One relay": {"hops": 1}})
    assert (p.buttons, p.active) == (["One relay", "Reset"], 1)
    page(p, {"press": 0, "number": 4})
    assert (p.active, p.model.hops, p.answered) == (0, 1, 4)
    p.turn(hops=2)
    assert p.active == -1
    p.turn(hops=1)
    assert p.active == 0  # the same state by another way
    p.press("Reset")
    assert p.active == 1


def test_a_preset_may_turn_a_knob_that_is_not_shown():
    p = panel(presets={"One relay": {"hops": 1}})
    p.press("One relay")
    assert p.model.hops == 1
    p.turn(adversary=0.25)
    assert p.model == OnionRouting(hops=1, adversary=0.25)
    assert p.values == {"adversary": 0.25}


def test_set_shows_another_model_with_one_redraw(wire):
    p = panel(knobs=["adversary", "hops"])
    p.set(OnionRouting(adversary=0.3, hops=5, guards=0))
    assert len(wire.updates) == 1
    assert p.values == {"adversary": 0.3, "hops": 5}
    assert p.code == "OnionRouting(adversary=0.3, hops=5, guards=0)"


def test_the_code_makes_the_same_model():
    p = panel(knobs=["adversary", "hops"])
    p.turn(hops=5.0)  # what a browser may send
    p.turn(adversary=0.25)
    assert p.code == "OnionRouting(adversary=0.25, hops=5)"
    assert eval(p.code, {"OnionRouting": OnionRouting}) == p.model


def test_a_refused_value_is_said_and_everything_else_stays(page):
    p = panel()
    p.turn(adversary=0.3)
    before = p.model, p.png, p.values, p.sentence, p.code, p.active
    version = p.version
    for number, wrong in enumerate((0.7, -1, float("nan"), "0.2", None, True, [0.1], 10**400), 5):
        page(p, {"turn": {"adversary": wrong}, "number": number})
        assert p.problem.startswith("OnionRouting.adversary = "), wrong
        assert "allowed: 0 to 0.5" in p.problem
        assert (p.model, p.png, p.values, p.sentence, p.code, p.active) == before
        assert p.answered == number
    assert p.version == version + 8
    p.turn(adversary=0.2)
    assert p.problem == ""


def test_a_refused_value_is_told_in_one_message_without_a_picture(wire, page):
    p = panel()
    page(p, {"turn": {"adversary": 0.7}, "number": 2})
    (update,) = wire.updates
    assert update == {"problem": p.problem, "answered": 2, "version": 1}


def test_unknown_buttons_are_refused(page):
    p = panel()
    before = p.model, p.png, p.active
    for number, press in enumerate((1, -1, "Reset", None, 0.5), 1):
        page(p, {"press": press, "number": number})
        assert p.problem.startswith(f"there is no button {press!r};")
        assert (p.model, p.png, p.active, p.answered) == (*before, number)
    with pytest.raises(ValueError, match=r"button 'Twist'.*Reset"):
        p.press("Twist")
    with pytest.raises(ValueError, match="button 'Reset'"):
        panel(knobs=[]).press("Reset")


def test_a_page_cannot_turn_what_is_not_shown(page):
    p = panel()
    for number, turn in enumerate(({"hops": 1}, {"speed": 3}, {"hops": 1, "speed": 3}), 1):
        page(p, {"turn": turn, "number": number})
        assert (p.model, p.answered) == (OnionRouting(), number)


@pytest.mark.parametrize(
    "content", [{"turn": {"adversary": 0.2}}, {"turn": {}}, {"press": 0}, {"press": 7}, {"uncover": True},
                {"dark": True}, {"dark": True, "turn": {"adversary": 0.9}}, {}]
)  # fmt: skip
def test_every_message_is_answered_once(content, wire, page):
    p = panel()
    page(p, {**content, "number": 9})
    (update,) = wire.updates
    assert (update["answered"], update["version"]) == (9, 1)


def test_a_message_without_a_number_answers_none(page):
    p = panel()
    page(p, {"turn": {"adversary": 0.2}, "number": 6})
    for odd in (None, "7"):
        page(p, {"turn": {"adversary": 0.3}, "number": odd})
        assert (p.answered, p.values) == (6, {"adversary": 0.3})


def test_a_page_that_asks_gets_the_state_only_if_it_missed_some(wire, page):
    p = panel()
    page(p, {"ask": 0})
    assert wire.updates == []
    p.turn(adversary=0.2)
    p.turn(adversary=0.3)
    page(p, {"ask": 2})
    assert len(wire.updates) == 2
    page(p, {"ask": 1})
    assert len(wire.updates) == 3
    missed = wire.updates[2]
    assert (missed["version"], missed["png"], missed["values"]) == (2, p.png, {"adversary": 0.3})
    assert p.version == 2


def test_dark_is_drawn_dark_and_the_still_stays_light(page):
    p = panel()
    light = p.png
    page(p, {"dark": True, "number": 6})
    assert p.answered == 6
    assert pixels(p.png)[0, 0].max() < 40
    assert stored(p) == light
    p.turn(adversary=0.3)
    assert pixels(p.png)[0, 0].max() < 40
    page(p, {"dark": False, "turn": {"adversary": 0.1}, "number": 7})
    assert p.png == light


def ticked(model, figure):
    """Draw one bar above as many ticks, so that each step has a background of its own up to the fifth."""
    ticks = tuple((n, str(n)) for n in range(min(model.hops, 5)))
    (ax,) = subplots(figure, Subplot(xlim=(0, 9), ylim=(0, 9), yticks=ticks))
    bar(ax, "hops", 1, model.hops)
    return f"It has {model.hops} hops."


@pytest.mark.parametrize("fault", [KeyboardInterrupt(), RuntimeError("no ink")], ids=repr)
@pytest.mark.parametrize("broken", [Axis, Rectangle])
def test_what_was_half_drawn_does_not_stay_under_the_next_picture(fault, broken, page):
    def fails(*_):
        raise fault

    p = explore(ticked, OnionRouting(hops=2), knobs=["hops"])
    before = p.png
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(broken, "draw", fails)
        with pytest.raises(type(fault)):
            page(p, {"turn": {"hops": 5}, "number": 3})
    words = ": ".join(filter(None, (type(fault).__name__, str(fault))))
    assert (p.problem, p.answered) == (f"This state could not be shown ({words}).", 3)
    assert (p.png, p.sentence, p.values) == (before, "It has 2 hops.", {"hops": 2})
    p.turn(hops=6)
    assert (p.png, p.problem) == (explore(ticked, OnionRouting(hops=6), knobs=["hops"]).png, "")


def test_a_plain_matplotlib_exhibit_works_too():
    def bars(model, figure):
        figure.subplots().bar([0, 1], [model.adversary, model.path_compromise()])
        return f"{model.adversary:g}"

    p = explore(bars, OnionRouting(), knobs=["adversary"])
    first = p.png
    p.turn(adversary=0.4)
    p.turn(adversary=0.1)
    assert p.png == first
    assert len(p._canvas.axes) == 1


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
    with pytest.raises(TypeError, match="returns one sentence"):
        explore(lambda model, figure: None, OnionRouting())


def test_without_knobs_it_is_a_still():
    p = panel(knobs=[])
    assert (p.controls, p.values, p.buttons, p.knobs) == ([], {}, [], [])
    assert p.png.startswith(b"\x89PNG")


def test_small_letters_are_taken_for_large_ones():
    panel = explore(keys.healing, Theft("AB" * 6), knobs=["turns"])
    panel.turn(turns="abba")
    assert panel.model.turns == "ABBA"
    panel.turn(turns="abca")
    assert "'ABCA' is not made of the letters A and B" in panel.problem
    assert panel.model.turns == "ABBA"
