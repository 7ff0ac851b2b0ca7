"""Who can still talk is what the models say."""

from __future__ import annotations

import pytest
from matplotlib.figure import Figure

from guidekit.exhibits.federation import reachability, servers
from guidekit.models import Federation
from guidekit.recordings.fediverse import Servers
from tests.exhibits.everywhere import is_one_sentence


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
    assert "If the 2 largest servers block each other, 1.2 % of all pairs" in said


def test_removing_says_what_is_left_and_what_would_be_seen():
    said = reachability.removal(Servers(room_size=2), Figure())
    left = Federation().reach_after_removing(10)
    assert f"{100 * left:.0f} % of all pairs can still talk" in said
    assert f"see all other pairs, and {100 * (1 - left):.0f} % of the rooms of 2." in said
    assert "the largest server, 79 %" in reachability.removal(Servers(largest=1), Figure())


def test_closed_draws_what_the_model_says():
    figure = Figure()
    reachability.closed_servers(Servers(), figure)
    line = figure.axes[0].lines[0]
    for x, y in zip(line.get_xdata()[::10], line.get_ydata()[::10], strict=True):
        assert y == pytest.approx(Servers().reach_when_closed(float(x)))
