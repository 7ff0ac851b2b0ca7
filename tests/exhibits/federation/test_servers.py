"""The servers of a room: curves and sentences are those of the model and of the crawl."""

from __future__ import annotations

import numpy as np
import pytest
from matplotlib.figure import Figure

from guidekit.drawing.page import Page
from guidekit.exhibits.federation import servers
from guidekit.exposure.ways import OwnServer
from guidekit.models import Federation
from guidekit.recordings.fediverse import Servers, crawl_shares
from guidekit.tables.query import load

CRAWLED = Servers(spread="fediverse 2022")


def test_the_crawl_is_the_table_and_does_not_turn():
    table = load("measured").query("dataset == 'fediverse-2022'")
    held = np.cumsum(CRAWLED.shares())
    for point in table.itertuples():
        assert held[int(point.x) - 1] == pytest.approx(point.value, abs=1e-6)
    assert CRAWLED.but(concentration=0.3, servers=50).shares() is CRAWLED.shares()
    assert len(table) == 24
    parameters = load("parameters").set_index("id").value
    for rank, name in ((1, "top1"), (10, "top10"), (100, "top100")):
        assert held[rank - 1] == pytest.approx(parameters[f"fediverse.{name}_share"], abs=5e-4)
    assert held.size == parameters["fediverse.servers"]


def test_the_slider_is_the_model():
    turned = {"servers": 500, "concentration": 0.7, "room_size": 30, "dishonest": 0.2}
    mine, model = Servers(**turned), Federation(**turned)
    assert mine.servers_seeing_room() == model.servers_seeing_room()
    assert mine.dishonest_sees_room() == model.dishonest_sees_room()
    with pytest.raises(ValueError, match="read-only"):
        mine.shares()[0] = 1


def test_ten_largest_are_not_half():
    said = servers.server_sizes(Servers(), Figure())
    assert "the ten largest of 4,601 servers held 44 % of the users. Half were on the 19 largest." in said
    assert said.answer == "44 %"
    assert said.value == pytest.approx(crawl_shares().shares[:10].sum())
    assert crawl_shares().needed(0.5) == 19


def test_rooms_draws_what_the_model_says():
    figure = Figure()
    said = servers.room_copies(Servers(room_size=100), figure)
    drawn = figure.axes[0].lines[0].get_ydata()
    for at in (0, 10, len(drawn) - 1):
        want = Servers(room_size=int(servers._ROOMS[at])).servers_seeing_room()
        assert drawn[at] == pytest.approx(want)
    assert "Here 72.5 servers of 20,000 keep a copy. In the crawl it is 60.3 of 4,601." in said
    assert (said.answer, round(said.value, 1)) == ("72.5", 72.5)


def test_the_largest_is_in_half_the_rooms_where_the_sentence_says():
    model = Servers(room_size=5)
    said = servers.server_presence(model, Figure())
    flip = float(said.split("concentration of ")[1].split(" ")[0])
    assert model.but(concentration=flip - 0.03).operator_sees_room(1) < 0.5
    assert model.but(concentration=flip + 0.03).operator_sees_room(1) > 0.5


def test_administrators_draws_what_the_model_says():
    model, figure = Servers(room_size=60, dishonest=0.1), Figure()
    said = servers.administrators(model, figure)
    line = figure.axes[0].lines[0]
    drawn = dict(zip(line.get_xdata(), line.get_ydata(), strict=True))
    assert drawn[60] == model.dishonest_sees_room()
    assert drawn[200] == model.but(room_size=200).dishonest_sees_room()
    assert list(drawn) == sorted(drawn)
    assert f"in {100 * drawn[60]:.0f} % of the rooms. A room of 60 lies" in said


def test_deletion_says_what_stays():
    said = servers.deletion(Servers(room_size=10, honoured=0.5), Figure())
    model = Federation(room_size=10)
    assert f"{model.copies_after_deletion(0.5):.2g} copies stay" in said
    assert "chance of 0 % at least one does" in servers.deletion(Servers(honoured=1.0), Figure())


def test_your_own_server_hides_your_address_and_little_else():
    model = OwnServer("matrix-ten-servers", 0.1)
    before, after = (model.chances()[where] for where in ("stranger", "own"))
    assert before["members"] == pytest.approx(1 - 0.9**10)
    assert after["members"] == pytest.approx(1 - 0.9**9)
    assert before["sender_address"] == pytest.approx(0.1)
    assert after["sender_address"] == 0
    assert before["content"] == after["content"] == 0
    mail = OwnServer("mail", 0.1).chances()
    assert [mail[where]["content"] for where in ("stranger", "own")] == pytest.approx([0.19, 0.1])


def test_the_page_shows_the_chances_in_words():
    page = Page()
    said = servers.own_server(OwnServer(), page)
    assert "from 65 % to 61 %" in said
    assert "from 10 % to 0 %" in said
    assert ">never</span>" in page.html
    mail = servers.own_server(OwnServer("mail"), Page())
    assert "For the content it goes from 19 % to 10 %." in mail
