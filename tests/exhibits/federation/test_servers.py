"""How people spread over servers: curves and sentences are those of the model and of the crawl."""

from __future__ import annotations

import numpy as np
import pytest
from matplotlib.figure import Figure

from guidekit.exhibits.federation import servers
from guidekit.models import ClosedServers, Federation
from guidekit.recordings.fediverse import crawl_shares
from guidekit.tables.query import load
from tests.exhibits.everywhere import is_one_sentence


def test_the_crawl_is_the_table():
    table = load("measured").query("dataset == 'fediverse-2022'")
    held = np.cumsum(crawl_shares().shares)
    for point in table.itertuples():
        assert held[int(point.x) - 1] == pytest.approx(point.value, abs=1e-6)
    assert len(table) == 24
    parameters = load("parameters").set_index("id").value
    for rank, name in ((1, "top1"), (10, "top10"), (100, "top100")):
        assert held[rank - 1] == pytest.approx(parameters[f"fediverse.{name}_share"], abs=5e-4)
    assert held.size == parameters["fediverse.servers"]


def test_ten_largest_are_not_half():
    said = servers.server_sizes(Federation(), Figure())
    assert "the ten largest of 4,601 servers held 44 % of the users. Half were on the 19 largest." in said
    assert said.answer == "44 %"
    assert said.value == pytest.approx(crawl_shares().shares[:10].sum())
    assert crawl_shares().needed(0.5) == 19


def test_administrators_draws_what_the_model_says():
    model, figure = Federation(room_size=60, dishonest=0.1), Figure()
    said = servers.administrators(model, figure)
    line = figure.axes[0].lines[0]
    drawn = dict(zip(line.get_xdata(), line.get_ydata(), strict=True))
    assert drawn[60] == model.dishonest_sees_room()
    assert drawn[200] == model.but(room_size=200).dishonest_sees_room()
    assert list(drawn) == sorted(drawn)
    assert f"in {100 * drawn[60]:.0f} % of the rooms. A room of 60 lies" in said


def test_closed_draws_what_the_model_says():
    figure = Figure()
    servers.closed_servers(ClosedServers(), figure)
    line = figure.axes[0].lines[0]
    for x, y in zip(line.get_xdata()[::10], line.get_ydata()[::10], strict=True):
        assert y == pytest.approx(ClosedServers().reach_when_closed(float(x)))


@pytest.mark.parametrize("size", [10, 12])
def test_few_servers_are_drawn_too(size):
    few = ClosedServers(servers=size, concentration=2.0)
    for exhibit in (servers.server_sizes, servers.administrators, servers.closed_servers):
        is_one_sentence(exhibit(few, Figure()))
