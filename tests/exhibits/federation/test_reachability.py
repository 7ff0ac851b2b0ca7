"""Who can still talk is what the models say."""

from __future__ import annotations

import math

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from matplotlib.figure import Figure

from guidekit.exhibits.federation import reachability, servers
from guidekit.models import CatchUp, Federation
from guidekit.recordings.fediverse import Servers
from tests.exhibits.everywhere import anywhere, is_one_sentence


@pytest.mark.parametrize("size", [10, 12])
def test_few_servers_are_drawn_too(size):
    few = Servers(servers=size, concentration=2.0, largest=1000)
    for exhibit in (
        servers.room_copies,
        servers.server_sizes,
        servers.administrators,
        servers.deletion,
        reachability.removal,
    ):
        is_one_sentence(exhibit(few, Figure()))
    is_one_sentence(reachability.blocks(few.but(blockers=10), Figure()))


def test_giants_cut_off_more_than_small_servers():
    giants, mid, small = (reachability._cut_off(Servers(blockers=3), first) for first in (1, 101, 10_000))
    assert giants > 1000 * mid > 1000 * small > 0
    p = Servers().shares()
    assert giants == pytest.approx(2 * (p[0] * p[1] + p[0] * p[2] + p[1] * p[2]))
    said = reachability.blocks(Servers(), Figure())
    assert "If the 2 largest servers block each other, 2 % of all pairs" in said


def test_removing_says_what_is_left_and_what_would_be_seen():
    said = reachability.removal(Servers(room_size=2), Figure())
    left = Federation().reach_after_removing(10)
    assert f"{100 * left:.0f} % of all pairs can still talk" in said
    assert f"see the other {100 * (1 - left):.0f} % of the pairs and {100 * (1 - left):.0f} % of the" in said
    assert "the largest server, which holds" in reachability.removal(Servers(largest=1), Figure())


def test_closed_draws_what_the_model_says():
    figure = Figure()
    reachability.closed_servers(Servers(), figure)
    line = figure.axes[0].lines[0]
    for x, y in zip(line.get_xdata()[::10], line.get_ydata()[::10], strict=True):
        assert y == pytest.approx(Servers().reach_when_closed(float(x)))


@settings(max_examples=30)
@given(anywhere(CatchUp), st.floats(0, 100), st.floats(0, 100))
def test_messages_only_ever_arrive(model, one, other):
    early, late = sorted([one, other])
    assert 0 <= model.delivered_within(early) <= model.delivered_within(late) <= 1
    assert model.delivered_within(0) == pytest.approx(1 - model.down)
    assert model.mean_wait() >= 0


def test_catching_up_agrees_with_a_server_that_goes_up_and_down():
    """Seed 1: 4,000 runs of the two states; four standard errors."""
    model = CatchUp(down=0.3, outage=2.0, pause=30.0, longest=2.0)
    rng = np.random.default_rng(1)
    tries = model.tries()
    waits = []
    for _ in range(4000):
        up, clock, change = rng.random() > 0.3, 0.0, 0.0
        if up:
            waits.append(0.0)
            continue
        for nth in range(1, tries.size):
            clock = tries[nth]
            change = change or rng.exponential(2.0)
            while change <= clock:
                up = not up
                change += rng.exponential(2.0 * 0.7 / 0.3 if up else 2.0)
            if up:
                waits.append(clock)
                break
    waits = np.array(waits)
    for hours in (0.0, 1.0, 5.0, 12.0):
        share = (waits <= hours + 1e-9).mean()
        assert share == pytest.approx(model.delivered_within(hours), abs=4 * math.sqrt(0.25 / 4000))
    late = waits[waits > 0]
    assert late.mean() == pytest.approx(model.mean_wait(), abs=4 * late.std() / math.sqrt(late.size))


def test_a_time_beyond_the_last_try_is_refused():
    with pytest.raises(ValueError, match="hours = 1e\\+06 is outside its range"):
        CatchUp().delivered_within(1e6)
