"""A frame ahead is what the panel would show, and to ask for it changes nothing."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

import guidekit as gk
from guidekit.course.journal import journal
from guidekit.exhibits.exposure import who_learns
from guidekit.exhibits.relays import paths
from guidekit.exhibits.start import trade_off
from guidekit.exposure import WhoLearns
from guidekit.models import OnionRouting
from guidekit.panels import frames
from guidekit.panels.panel import explore
from guidekit.panels.predict import predict

NAMES = ("values", "png", "html", "sentence", "code", "told", "strip", "active", "covered", "base")


def panel(**more):
    more.setdefault("knobs", ["adversary", "hops"])
    return explore(paths.both_ends, OnionRouting(), presets={"One guard less": {"guards": 0}}, **more)


def asked(one, **values):
    return one.frame({"frame": one.values | values, "base": one.base})


def shown(one):
    return {name: getattr(one, name) for name in NAMES}


def test_a_frame_is_what_the_turn_then_shows():
    one = panel()
    ahead = asked(one, adversary=0.3, hops=5)
    one.turn(adversary=0.3, hops=5)
    assert ahead == shown(one)
    assert ahead["png"].startswith(b"\x89PNG")


def test_the_frame_of_a_table_is_the_table():
    one = explore(who_learns, WhoLearns("signal-sealed"), knobs=["journey"])
    ahead = asked(one, journey="tor-circuit")
    one.turn(journey="tor-circuit")
    assert ahead == shown(one)
    assert "<table" in ahead["html"]


def test_the_frame_of_a_step_is_that_step():
    one = gk.journey("tor-circuit")
    ahead = asked(one, step=3)
    one.move(2)
    assert ahead == shown(one)


def test_asking_changes_nothing(wire, page):
    one = panel(prediction="frames-still")
    one.uncover()
    before, version, known = shown(one), one.version, journal().all()
    wire.updates.clear()
    for n, adversary in enumerate((0.1, 0.3, 0.7, "much")):
        page(one, {"frame": {"adversary": adversary, "hops": 2}, "base": one.base, "id": f"x {n}"})
    assert [answer["frame"] for answer in wire.answers] == ["x 0", "x 1", "x 2", "x 3"]
    assert (shown(one), one.version, one.problem, one.model) == (before, version, "", OnionRouting())
    assert (journal().all(), wire.updates) == (known, [])


def test_a_refusal_is_a_frame_too():
    one = panel()
    ahead = asked(one, adversary=0.7)
    one.turn(adversary=0.7)
    assert ahead == {"problem": one.problem}
    assert "allowed: 0 to 0.5" in one.problem


def test_the_base_is_another_one_with_all_that_no_knob_turns(page):
    one = panel()
    before = one.base
    one.turn(adversary=0.4, hops=2)
    assert one.base == before
    bases = [before]
    for change in ({"dark": True}, {"press": 0}):
        page(one, {**change, "number": 1})
        bases.append(one.base)
    assert len({*bases}) == 3
    for old in bases[:-1]:
        assert one.frame({"frame": one.values, "base": old}) == {"stale": True}
    page(one, {"dark": False, "press": 1, "number": 2})
    assert one.base == before  # the same state again, and its frames hold again


def test_a_guess_makes_frames_stale_and_stands_in_new_ones():
    predict("frames-guess", "How long does it take?", 0, 700, "ms")
    one = explore(trade_off, OnionRouting(), knobs=["hops"], prediction="frames-guess")
    covered = one.base
    assert asked(one, hops=5) == {"stale": True}  # and nothing of the answer
    one.uncover()
    before = one.base
    start = asked(one, hops=3)
    assert (start["told"], start["strip"]) == ("", [])
    # Also a guess that the panel was not told of, such as that of another kernel.
    journal().write("prediction", "frames-guess", "150.0 420.0", "ms")
    assert len({covered, before, one.base}) == 3
    assert one.frame({"frame": one.values, "base": before}) == {"stale": True}
    assert "inside what you said" in asked(one, hops=3)["told"]
    assert asked(one, hops=4)["told"] == ""


def test_what_is_covered_or_switched_off_gives_no_frame(monkeypatch):
    monkeypatch.setenv("GUIDEKIT_FRAMES", "0")
    one = panel()
    assert not one.ahead
    assert asked(one) == {"stale": True}
    monkeypatch.delenv("GUIDEKIT_FRAMES")
    assert panel().ahead
    assert not gk.designer().ahead
    assert not panel(knobs=[]).ahead


def test_while_a_cell_runs_the_page_is_to_wait(monkeypatch):
    one = panel()
    monkeypatch.setitem(frames._cell, "runs", True)
    assert asked(one) == {"wait": True}
    monkeypatch.setitem(frames._cell, "runs", False)
    assert asked(one) == shown(one)


def test_cells_are_heard_as_they_begin_and_end():
    from IPython.core.interactiveshell import InteractiveShell

    shell = InteractiveShell()
    shell.user_ns["seen"] = seen = []
    shell.user_ns["runs"] = frames.cell_runs
    frames._watch(shell)
    shell.run_cell("seen.append(runs())")
    assert seen == [True]
    assert not frames.cell_runs()
    shell.run_cell("1/0")
    assert not frames.cell_runs()


def test_an_exhibit_that_fails_is_left_to_the_turn(page):
    def failing(model, figure):
        return {3: "Three."}[model.hops]

    one = explore(failing, OnionRouting(), knobs=["hops"])
    assert asked(one, hops=4) == {}
    with pytest.raises(KeyError):
        page(one, {"turn": {"hops": 4}, "number": 1})
    assert "could not be shown" in one.problem


VALUES = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(max_size=5) | st.just(10**400),
    lambda inner: (
        st.lists(inner, max_size=3) | st.dictionaries(st.sampled_from(["adversary", "hops", "x"]), inner)
    ),
    max_leaves=6,
)


@settings(max_examples=150, deadline=None)
@given(VALUES, st.booleans(), VALUES)
def test_whatever_a_page_asks_is_answered_once_and_changes_nothing(frame, right, id):
    one, sent = _one(), []
    one.send = lambda content, buffers: sent.append((content, buffers))
    before = shown(one), one.version, one.model
    one._received(None, {"frame": frame, "base": one.base if right else frame, "id": id}, [])
    ((content, (png,)),) = sent
    assert content.pop("frame") is id
    if "values" in content:
        assert (content["values"], bool(png)) == (frame, True)
    elif right:
        assert set(content) == {"problem"}
    else:
        assert content == {"stale": True}
    assert (shown(one), one.version, one.model) == before


def _one(made=[]):  # noqa: B006
    if not made:
        made.append(panel())
    return made[0]
