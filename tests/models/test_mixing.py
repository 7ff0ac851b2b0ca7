"""What a mixnet and the trilemma give at most: the published values, and laws over every knob."""

from __future__ import annotations

import math

import pytest
from hypothesis import given
from hypothesis import strategies as st

from guidekit.knobs import knobs_of
from guidekit.models import PoissonMixnet, Trilemma
from guidekit.models.mixing import DENSE
from tests.models.strategies import any_model, is_share, shares

MIXNETS, TRILEMMAS = any_model(PoissonMixnet), any_model(Trilemma)


@given(MIXNETS, shares())
def test_mixnet_stays_in_range(mix, q):
    assert 0 <= mix.entropy_bits() < 60
    assert mix.effective_set() >= 1
    assert mix.effective_set() == pytest.approx(2 ** mix.entropy_bits())
    assert mix.latency_quantile(q) >= 0


@given(st.floats(1e4, 1e8))
def test_one_layer_in_dense_traffic_hides_among_e_times_the_messages_inside(load):
    mix = PoissonMixnet(rate=load / 100, layers=1, mean_delay=100)
    assert mix.entropy_bits() == pytest.approx(math.log2(math.e * load), abs=1e-4)


def test_layers_in_dense_traffic_follow_the_published_formula():
    from scipy.special import digamma, gammaln

    for layers in range(1, 8):
        mix = PoissonMixnet(rate=50_000, layers=layers, mean_delay=0.4)
        h = (layers + math.log(0.4) + gammaln(layers) + (1 - layers) * digamma(layers)) / math.log(2)
        assert mix.entropy_bits() == pytest.approx(math.log2(50_000) + h, abs=3e-5)


@pytest.mark.parametrize("layers", range(1, 8))
def test_the_series_of_dense_traffic_meets_the_integral(layers):
    below, above = (
        PoissonMixnet(rate=DENSE * part, layers=layers, mean_delay=1).entropy_bits()
        for part in (1, 1 + 1e-12)
    )
    assert below == pytest.approx(above, abs=1e-6)


def test_messages_that_hardly_ever_meet_hide_nothing():
    assert PoissonMixnet(rate=1, layers=1, mean_delay=0.001).entropy_bits() == pytest.approx(0, abs=0.005)


@given(MIXNETS)
def test_more_delay_or_traffic_hides_more(mix):
    rules = knobs_of(PoissonMixnet)
    for name in ("rate", "mean_delay", "layers"):
        value = getattr(mix, name) + 1
        if value <= rules[name].high:
            assert mix.but(**{name: value}).entropy_bits() >= mix.entropy_bits() - 1e-9


def test_trilemma_published_values():
    weak = Trilemma(users=10_000, latency_rounds=10, noise=0.01)
    assert weak.covered() == pytest.approx(0.10101, abs=5e-6)
    assert weak.advantage_bound() == pytest.approx(0.89899, abs=5e-6)
    strong = weak.but(noise=0.1)
    assert strong.covered() == 1
    assert strong.advantage_bound() == 0


@given(TRILEMMAS)
def test_trilemma_stays_in_range_and_falls_with_delay_and_noise(trilemma):
    bound = trilemma.advantage_bound()
    assert is_share(bound)
    if trilemma.latency_rounds < 10_000:
        assert trilemma.but(latency_rounds=trilemma.latency_rounds + 1).advantage_bound() <= bound
    assert trilemma.but(noise=1.0).advantage_bound() <= bound
    assert trilemma.but(latency_rounds=0).advantage_bound() == 1
