"""A panel with a prediction stays covered until somebody has guessed or asked to see it all the same."""

from __future__ import annotations

import json
import re

import pytest

import guidekit as gk
from guidekit.course.journal import journal
from guidekit.exhibits.relays import paths
from guidekit.models import OnionRouting
from guidekit.panels.face import WIDGET
from guidekit.panels.panel import explore
from guidekit.words import answered, number


def ask():
    return gk.predict("x", "How many?", 0, 1, "%")


def panel(**kwargs):
    kwargs.setdefault("knobs", ["adversary", "hops"])
    return explore(paths.both_ends, OnionRouting(), prediction="x", **kwargs)


def counts():
    def table(model, page):
        page.write("<table><tr><td>holds both ends</td></tr></table>")
        return answered("The server learns 6 of 8.", 6, number)

    return explore(table, OnionRouting(), prediction="sealed")


def is_covered(p):
    assert p.covered
    assert (p.png, p.html, p.code) == (b"", "", "")
    assert p.sentence == repr(p)
    assert p.sentence.startswith("Covered")
    data, _ = p._repr_mimebundle_()
    assert set(data) == {WIDGET, "text/plain", "text/html"}
    assert data["text/plain"].startswith("Covered")
    assert "Covered" in data["text/html"]
    return p


def is_shown(p):
    assert not p.covered
    assert p.png or p.html
    assert p.code
    assert not p.sentence.startswith("Covered")
    assert p.sentence.answer in p.sentence
    return p


def test_nothing_of_the_answer_leaves_the_kernel_before_a_guess(wire):
    for make in (panel, counts):
        p, open_ = is_covered(make()), make()
        open_.uncover()
        sent = {key: value for key, value in wire.opened[-2].items() if key not in ("_esm", "png")}
        for words in (json.dumps(sent), json.dumps(p._repr_mimebundle_()[0])):
            assert open_.sentence not in words
            assert f'"{open_.sentence.answer}"' not in words
            assert "<table" not in words
            assert "holds both ends" not in words
            assert "learns" not in words.partition('"controls"')[0]
        assert wire.opened[-2]["png"] == b""


def test_the_stored_words_hold_nothing_of_the_answer():
    for p in (panel(), counts()):
        html = p._repr_mimebundle_()[0]["text/html"]
        p.uncover()
        assert p.sentence.answer not in html
        assert "<img" not in html
        assert "<table" not in html


def test_a_covered_panel_stays_so_when_it_is_turned_or_gets_dark(page):
    p = panel()
    p.turn(adversary=0.3)
    is_covered(page(p, {"dark": True, "number": 2}))
    is_covered(page(p, {"press": 0, "number": 3}))
    assert p.answered == 3
    is_covered(page(p, {"turn": {"hops": 9}, "number": 4}))
    assert p.problem


def test_show_me_anyway_shows_without_a_guess_and_stores_nothing(page):
    for p in (panel(), counts()):
        is_shown(page(p, {"uncover": True, "number": 5}))
        assert p.answered == 5
        p.turn(**{p.knobs[0]: p.values[p.knobs[0]]})
        is_shown(p)
    q = panel()
    q.uncover()
    is_shown(q)
    assert journal().all() == []
    is_covered(panel())  # the next one asks again


def test_a_commit_uncovers_with_one_message(wire):
    p = is_covered(panel())
    guess = ask()
    before = len(wire.updates)
    guess.commit(0.2)
    is_shown(p)
    assert sum("png" in update for update in wire.updates[before:]) == 1
    assert (p.sentence.answer, p.sentence.value) == ("1 %", pytest.approx(0.01))
    assert p.told == "You said 20 %; the answer is 1 %: lower than you said."
    assert [(e.kind, e.value) for e in journal().all()] == [
        ("prediction", "0.2 0.2"),
        ("result", "0.01 = 1 %"),
    ]
    is_shown(panel())  # also in a panel made later
    assert len(journal().all()) == 2


def test_a_guess_does_not_change_the_picture():
    p = panel()
    p.uncover()
    without, said = p.png, str(p.sentence)
    ask().commit(0.2)
    assert (p.png, p.sentence) == (without, said)


def compared(p):
    """Return what stands in the strip: the band, the dot, and whether the dot is filled."""
    drawn = p.strip[0]
    band = re.search(r'<rect x="([\d.]+)%" .*? width="([\d.]+)%"', drawn)
    dot = re.search(r'<circle cx="([\d.]+)%" .*?style="fill:var\(--gk-(\w+)', drawn)
    return (float(band[1]), float(band[2])), float(dot[1]), dot[2] == "focus"


def test_the_strip_has_the_guess_as_a_band_and_the_answer_as_a_dot():
    guess = ask()
    for said, place, filled in (((0.0, 0.5), "inside", True), ((0.02, 0.05), "lower", False)):
        guess.commit(said)
        p = is_shown(panel())
        low, high = (f"{100 * end:g}" for end in said)
        assert p.told.startswith(f"You said {low} to {high} %; the answer is 1 %: {place} ")
        band, dot, inside = compared(p)
        assert band == (pytest.approx(100 * said[0]), pytest.approx(100 * (said[1] - said[0])))
        assert (dot, inside) == (1.0, filled)
        assert p.strip[1:] == ["0", "100 %"]
        assert p.told in p._repr_mimebundle_()[0]["text/plain"]


def test_the_strip_stands_at_the_start_alone_and_the_sentence_never_changes(page):
    p, bare = panel(), explore(paths.both_ends, OnionRouting(), knobs=["adversary", "hops"])
    assert (p.told, p.strip) == ("", [])
    ask().commit((0.1, 0.2))
    told, strip = p.told, p.strip
    assert told.endswith("lower than you said.")
    for state in ({"adversary": 0.0}, {"adversary": 0.5}, {"hops": 1}, {"hops": 8}):
        page(p, {"turn": state, "number": 1})
        bare.turn(**state)
        assert (p.told, p.strip) == ("", [])
        assert (p.png, str(p.sentence)) == (bare.png, str(bare.sentence))
        p.press("Reset")
        bare.press("Reset")
        assert (p.told, p.strip) == (told, strip)


def test_show_me_anyway_shows_no_strip_until_there_is_a_guess():
    p = panel()
    p.uncover()
    assert (p.told, p.strip) == ("", [])
    ask().commit((0.0, 0.2))
    assert p.told.endswith("inside what you said.")


def test_a_question_that_was_not_asked_in_this_kernel_has_the_sentence_alone():
    journal().write("prediction", "of an earlier day", "0.2 0.4", "share")
    p = explore(paths.both_ends, OnionRouting(), knobs=["hops"], prediction="of an earlier day")
    assert p.told == "You said 20 to 40 %; the answer is 1 %: lower than you said."
    assert p.strip == []


def test_a_covered_journey_shows_nothing_and_opens_by_a_guess(page):
    p = is_covered(gk.journey("tor-circuit", prediction="x"))
    assert p.steps == 4
    is_covered(page(p, {"turn": {"step": 3}, "number": 1}))
    ask().commit((0.2, 0.3))
    assert (p.covered, p.told) == (False, "")  # it has no answer of its own
    assert p.sentence.startswith("Step 3 of 4.")
    assert p.png
    q = gk.journey("tor-circuit", prediction="y")
    q.uncover()
    assert q.sentence.startswith("Step 1 of 4.")


def test_an_exhibit_without_an_answer_is_only_covered():
    def silent(model, page):
        page.write("<p>Seen.</p>")
        return "It is seen."

    p = is_covered(explore(silent, OnionRouting(), prediction="x"))
    ask().commit(0.2)
    assert (p.covered, p.sentence) == (False, "It is seen.")
    assert journal().all("result") == []


def test_a_commit_after_a_turn_keeps_the_turn_and_compares_nothing():
    p = panel()
    p.turn(adversary=0.3)
    ask().commit(0.2)
    is_shown(p)
    assert p.model.adversary == 0.3
    assert journal().all("result") == []
    p.press("Reset")
    assert [entry.value for entry in journal().all("result")] == ["0.01 = 1 %"]


@pytest.mark.parametrize(
    ("written", "unit"),
    [
        ("1.5", "share"),
        ("-0.1", "share"),
        ("0.2", "s"),
        ("nan", "share"),
        ("some", "share"),
        ("0.2 1.5", "share"),
        ("0.4 0.2", "share"),
        ("0.1 0.2 0.3", "share"),
    ],
)
def test_a_guess_that_does_not_fit_keeps_the_cover(written, unit):
    ask()
    journal().write("prediction", "x", written, unit)
    is_covered(panel())
    assert journal().all("result") == []


def test_another_prediction_uncovers_nothing():
    p = panel()
    gk.predict("another", "How many?", 0, 1, "%").commit(0.2)
    is_covered(p)


def test_a_panel_without_prediction_is_never_covered():
    p = explore(paths.both_ends, OnionRouting(), knobs=["adversary"])
    is_shown(p)
