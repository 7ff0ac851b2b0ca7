"""Links between both ends are those of the model and of the consensus."""

from __future__ import annotations

from itertools import product

import pytest
from matplotlib.figure import Figure

from guidekit.drawing.canvas import Canvas
from guidekit.exhibits.relays import bands, paths
from guidekit.exposure import HiddenEnds
from guidekit.models import OnionRouting
from guidekit.panels.surface import show
from guidekit.protocols.onion import Onion
from guidekit.recordings import Downloads, LargestRelays, RelaySurvival, series
from guidekit.recordings.public_tor import relays
from guidekit.tables.query import load
from tests.drawing.boxes import labels, overlaps


def test_the_numbers_in_the_sentence_are_the_model_s():
    model = OnionRouting(adversary=0.2, guards=0)
    assert "is 98 %" in paths.guards(model, Figure())
    assert f"{model.compromise_over([100]).with_guards[0]:.3f}" == "0.983"
    assert "holds both ends of 4 % of the circuits." in paths.both_ends(model, Figure())


@pytest.mark.parametrize("adversary", [0.0, 0.1, 0.5])
def test_bars_say_that_more_relays_do_not_help_against_two_ends(adversary):
    sheet = Canvas((8.0, 3.7))
    said = show(paths.hops, OnionRouting(hops=6, adversary=adversary), sheet)
    assert said.value == pytest.approx(100 * adversary**2)
    # Enumerated: the first and the last of six relays are hostile, whatever the four between them are.
    ways = [sum(adversary**sum(way) * (1 - adversary) ** (6 - sum(way)) for way in product((0, 1), repeat=6)
                if way[0] and way[-1])]  # fmt: skip
    assert said.value == pytest.approx(100 * ways[0])
    words = [label.words for label in labels(sheet)]
    assert words.count(bands.of_hundred(100 * adversary**2)) >= 7  # two to eight relays
    assert not overlaps(sheet)


def test_the_largest_relays_are_those_of_the_consensus():
    weights = load("measured").query("dataset == 'tor-weights-2018' and x == 10").set_index("series").value
    model = LargestRelays(10)
    assert model.linked() == pytest.approx(weights["guard"] * weights["exit"], rel=1e-6)
    for kind, equal in (("guard", 865), ("exit", 252)):  # as uneven as so many equal relays
        shares = relays("tor-2018", kind).shares
        assert 1 / float((shares**2).sum()) == pytest.approx(equal, rel=0.03)
    assert model.linked() > 50 * model.if_equal()


@pytest.mark.parametrize("cls", [LargestRelays, Downloads, RelaySurvival, Onion, HiddenEnds])
def test_a_wrong_knob_is_refused_in_words(cls):
    name = next(iter(cls.__dataclass_fields__))
    for value in (float("nan"), -1, "nothing", None):
        with pytest.raises(ValueError, match=f"{cls.__name__}.{name} = .*allowed: "):
            cls(**{name: value})


def test_a_preset_or_series_that_does_not_exist_is_refused_in_words():
    with pytest.raises(ValueError, match=r"there is no preset 'tor-1999'; allowed: tor-2018"):
        relays("tor-1999", "exit")
    with pytest.raises(ValueError, match=r"there is no kind of relay 'lamp'; allowed: guard, middle, exit"):
        relays("tor-2018", "lamp")
    with pytest.raises(ValueError, match=r"there is no dataset 'torperf'; allowed: torperf-2019"):
        series("torperf", "circuit-rtt")
    with pytest.raises(ValueError, match=r"there is no series of torperf-2019 'rtt'; allowed: "):
        series("torperf-2019", "rtt")
    with pytest.raises(ValueError, match=r"LargestRelays.preset = 'tor-1999' is not one of its choices"):
        LargestRelays(preset="tor-1999")


def test_one_message_gets_lost_however_it_was_rounded():
    nearly, exactly = OnionRouting(hops=3, hop_failure=0.005), OnionRouting(hops=1, hop_failure=0.01)
    for model in (nearly, exactly):
        assert "1 gets lost" in show(paths.hops, model, Canvas())
    assert "2 get lost" in show(paths.hops, OnionRouting(hops=2, hop_failure=0.01), Canvas())
