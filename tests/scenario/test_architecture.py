"""The four architectures: the same questions, sensible answers over the whole range, and known limits."""

from __future__ import annotations

import math

import pytest
from hypothesis import given, settings

from guidekit.scenario import METRICS, AnonymousRouting, Centralized, Federated, PeerToPeer, Scenario
from guidekit.scenario.architecture import HEADER
from tests.models.strategies import any_model

FOUR = (Centralized, Federated, PeerToPeer, AnonymousRouting)


@pytest.mark.parametrize("cls", FOUR)
def test_every_answer_is_sensible_over_the_whole_range(cls):
    @settings(max_examples=25)
    @given(way=any_model(cls, scenario=any_model(Scenario)))
    def check(way):
        answers = way.answers()
        assert [o.metric for o in answers] == list(METRICS)
        found = {o.metric: o.value for o in answers}
        for o in answers:
            assert math.isfinite(o.value), o
            assert o.value >= 0, o
            assert o.how
            if o.about.unit.startswith(("probability", "share")):
                assert o.value <= 1, o
        assert found["within.minute"] <= found["within.hour"] + 1e-12
        assert found["within.hour"] <= found["within.day"] + 1e-12
        assert found["latency.median"] <= found["latency.slow"]
        assert found["link.machines"] <= found["link.both"] + 1e-9
        assert found["link.network"] <= found["link.both"] + 1e-9
        assert found["link.machines"] <= found["link.year"] + 1e-9
        assert found["reach"] < way.scenario.users

    check()


@pytest.mark.parametrize(("way", "layers"), [(Centralized(), 4), (Centralized().but(self_hosted="yes"), 3)])
def test_one_operator_carries_the_message_up_and_down_and_no_wake_up(way, layers):
    """The wake-up of a phone is no copy of the message: up once, and down to each other member."""
    s = way.scenario
    assert way.value("bytes") == pytest.approx(s.room * (s.size + HEADER * layers))


def test_all_four_have_the_same_rows():
    frames = [cls().outcomes() for cls in FOUR]
    for frame in frames:
        assert list(frame.columns) == ["metric", "value", "unit", "better", "how"]
        assert frame[["metric", "unit", "better"]].equals(frames[0][["metric", "unit", "better"]])
        assert set(frame.better) == {"low", "high"}


@pytest.mark.parametrize("cls", FOUR)
def test_one_outcome_alone_is_the_one_in_the_table(cls):
    way = cls()
    table = dict(zip(METRICS, way.outcomes().value, strict=True))
    assert {metric: way.value(metric) for metric in METRICS} == pytest.approx(table)


def test_one_federated_server_is_a_central_one():
    alone, central = Federated(servers=1), Centralized()
    for metric in METRICS:
        if metric.split(".")[0] in ("largest", "copies", "link", "address", "within", "latency", "reach"):
            assert alone.value(metric) == pytest.approx(central.value(metric), rel=1e-6), metric


def test_concentration_brings_a_federation_nearer_to_one_operator():
    lost = [Federated(concentration=c).value("largest.fails") for c in (0, 0.5, 1, 1.5, 2)]
    assert lost == sorted(lost)
    assert lost[0] < 0.001


def test_knobs_of_the_scenario_turn_from_the_architecture():
    assert Federated().but(users=5000, servers=50) == Federated(Scenario(users=5000), servers=50)
    with pytest.raises(ValueError, match="no knob 'speed'"):
        Federated().but(speed=1)
    with pytest.raises(ValueError, match="there is no metric 'link'"):
        Centralized().value("link")
    with pytest.raises(ValueError, match=r"Scenario.adversary = 0.9 is outside its range"):
        Centralized().but(adversary=0.9)
