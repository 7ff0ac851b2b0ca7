import math

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from guidekit.models import Fragility
from tests.models.strategies import any_model, is_share

ANY = any_model(Fragility, nodes=st.integers(100, 400))
GRAPHS = st.integers(2, 12).flatmap(
    lambda n: st.tuples(
        st.just(n),
        st.lists(st.tuples(st.integers(0, n - 1), st.integers(0, n - 1)), min_size=1, max_size=25),
        st.permutations(range(n)),
    )
)


@settings(max_examples=40)
@given(ANY, st.integers(0, 99))
def test_curves_fall_from_what_hangs_together_to_nothing(model, seed):
    frame = model.curve(seed)
    assert list(frame.columns) == ["removed", "largest", "theory"]
    assert len(frame) == model.nodes + 1
    assert frame["removed"].iloc[0] == 0
    assert frame["removed"].iloc[-1] == 1
    assert frame["largest"].iloc[-1] == 0
    assert (np.diff(frame["largest"]) <= 0).all()
    assert (frame["largest"] <= 1 - frame["removed"] + 1e-12).all()
    assert frame["theory"].dropna().map(is_share).all()
    assert frame.equals(model.curve(seed))


@pytest.mark.parametrize("degree", [1.5, 2.0, 4.0, 6.0])
def test_random_failure_of_a_random_network_is_the_theory(degree):
    """Seed 3, 10,000 nodes. S = 1 − e^{−kS}; near the threshold a finite network is blurred."""
    model = Fragility(shape="random", removal="random", degree=degree)
    frame = model.curve(seed=3)
    whole = frame["theory"][0]
    assert whole == pytest.approx(1 - math.exp(-degree * whole), abs=1e-5)
    assert frame["largest"][0] == pytest.approx(whole, abs=0.03)
    assert (frame["largest"] - frame["theory"]).abs().mean() < 0.02
    clear = frame[frame["theory"] > 0.3]
    assert (clear["largest"] - clear["theory"]).abs().max() < 0.05
    assert model.threshold() == pytest.approx(1 - 1 / degree)
    gone = frame[frame["removed"] > model.threshold() + 0.05]
    assert (gone["largest"] < 0.02).all()
    assert (gone["theory"] == 0).all()


def test_published_threshold():
    assert Fragility(degree=4, shape="random", removal="random").threshold() == 0.75


def test_a_star_lives_by_its_hub():
    attacked = Fragility(shape="star", removal="largest").curve()
    assert attacked["largest"][0] == 1
    assert attacked["largest"][1] == pytest.approx(1 / 10_000)
    assert attacked["theory"][1] == 0
    failed = np.mean(
        [Fragility(shape="star", nodes=200, removal="random").curve(s)["largest"] for s in range(400)], axis=0
    )
    theory = Fragility(shape="star", nodes=200, removal="random").curve()["theory"]
    assert np.abs(failed - theory).max() < 4 * 0.5 / math.sqrt(400)


def test_islands_start_small_and_lose_one_hub_at_a_time():
    frame = Fragility(shape="islands", removal="largest").curve()
    assert frame["largest"][0] == pytest.approx(0.01)
    assert frame["largest"][99] == pytest.approx(0.01)  # the last of a hundred islands still stands
    assert frame["largest"][100] == pytest.approx(0.0001)
    assert frame["theory"].isna().all()


def test_hubs_hold_a_scale_free_network_together():
    """Albert et al. 2000: robust to failure, fragile to attack; the recomputed attack is the worst."""

    def half_gone(removal):
        frame = Fragility(shape="scale-free", removal=removal).curve(seed=4)
        return frame.loc[frame["largest"] < 0.05, "removed"].iloc[0]

    failure, attack, recomputed = (half_gone(r) for r in ("random", "largest", "largest-recomputed"))
    assert failure > 0.75
    assert recomputed <= attack < 0.35


def test_scale_free_has_hubs_and_the_right_number_of_links():
    model = Fragility(shape="scale-free", degree=4)
    ends = model._links(np.random.default_rng(5))
    degrees = np.bincount(ends.ravel(), minlength=model.nodes)
    assert degrees.mean() == pytest.approx(4)
    assert degrees.max() > 100
    assert np.median(degrees) <= 3
    tail = [(degrees >= k).mean() for k in (8, 32)]  # P(k) ~ k^−3, so the tail falls with the square
    assert tail[0] / tail[1] == pytest.approx(16, rel=0.4)


def test_no_formula_is_not_a_number():
    assert math.isnan(Fragility(shape="scale-free").threshold())
    assert Fragility(shape="star", removal="largest").threshold() == 0
