"""The pictures and tables of lesson 05: what they show is what the models say, over the whole range."""

from __future__ import annotations

import numpy as np
import pytest
from matplotlib.figure import Figure
from showing import holds_everywhere, one_sentence

from guidekit.drawing.page import Page
from guidekit.exhibits.federation import cutoff
from guidekit.exhibits.federation import hosting as own
from guidekit.exhibits.federation import servers as federated
from guidekit.models import CatchUp, Federation
from guidekit.recordings.fediverse import Servers, crawl_shares
from guidekit.tables.query import load

CRAWLED = Servers(spread="fediverse 2022")
SHOWN = [
    (federated.rooms, ("room_size", "concentration", "servers", "spread")),
    (federated.server_sizes, ("concentration", "servers", "spread")),
    (federated.operator, ("room_size", "concentration", "spread")),
    (federated.administrators, ("room_size", "concentration", "dishonest", "spread")),
    (federated.deletion, ("room_size", "honoured", "concentration", "spread")),
    (cutoff.removal, ("largest", "room_size", "concentration", "servers", "spread")),
    (cutoff.blocks, ("blockers", "concentration", "spread")),
    (cutoff.closed_servers, ("closed", "concentration", "spread")),
]


@pytest.mark.parametrize(("exhibit", "names"), SHOWN, ids=lambda x: getattr(x, "__name__", ""))
def test_over_the_whole_range(exhibit, names):
    holds_everywhere(exhibit, Servers(servers=2000), *names, examples=25)


def test_catching_up_over_the_whole_range():
    holds_everywhere(cutoff.catch_up, CatchUp())


@pytest.mark.parametrize("servers", [10, 12])
def test_few_servers_are_drawn_too(servers):
    for exhibit, _ in SHOWN[:-2]:
        if exhibit is not federated.operator:
            one_sentence(exhibit(Servers(servers=servers, concentration=2.0, largest=1000), Figure()))
    one_sentence(cutoff.blocks(Servers(servers=servers, blockers=10), Figure()))


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
    said = federated.server_sizes(Servers(), Figure(), guess=0.5)
    assert "the ten largest of 4,601 servers held 44 % of the users and half were on the 19 largest" in said
    assert said.endswith("You predicted 50 %; the answer here is 44 %.")
    assert crawl_shares().needed(0.5) == 19


def test_rooms_draws_what_the_model_says():
    figure = Figure()
    said = federated.rooms(Servers(), figure, guess=20.0)
    drawn = figure.axes[0].lines[0].get_ydata()
    for at in (0, 10, len(drawn) - 1):
        want = Servers(room_size=int(federated.ROOMS[at])).servers_seeing_room()
        assert drawn[at] == pytest.approx(want)
    assert "copied to 65.4 of 20,000 servers, and to 60.3 of 4,601" in said
    assert said.endswith("You predicted 20; the answer here is 65.4.")


def test_the_largest_is_in_half_the_rooms_where_the_sentence_says():
    model = Servers(room_size=5)
    said = federated.operator(model, Figure())
    flip = float(said.split("concentration of ")[1].split(" ")[0])
    assert model.but(concentration=flip - 0.03).operator_sees_room(1) < 0.5
    assert model.but(concentration=flip + 0.03).operator_sees_room(1) > 0.5


def test_administrators_draws_what_the_model_says():
    model, figure = Servers(room_size=60, dishonest=0.1), Figure()
    said = federated.administrators(model, figure)
    line = figure.axes[0].lines[0]
    drawn = dict(zip(line.get_xdata(), line.get_ydata(), strict=True))
    assert drawn[60] == model.dishonest_sees_room()
    assert drawn[200] == model.but(room_size=200).dishonest_sees_room()
    assert list(drawn) == sorted(drawn)
    assert f"in {100 * drawn[60]:.0f} % of the rooms of 60" in said


def test_deletion_says_what_stays():
    said = federated.deletion(Servers(room_size=10, honoured=0.5), Figure())
    model = Federation(room_size=10)
    assert f"{model.copies_after_deletion(0.5):.2g} copies stay" in said
    assert "chance of 0 % at least one does" in federated.deletion(Servers(honoured=1.0), Figure())


def test_giants_cut_off_more_than_small_servers():
    giants, mid, small = (cutoff.lost(Servers(blockers=3), first) for first in (1, 101, 10_000))
    assert giants > 1000 * mid > 1000 * small > 0
    p = Servers().shares()
    assert giants == pytest.approx(2 * (p[0] * p[1] + p[0] * p[2] + p[1] * p[2]))
    said = cutoff.blocks(Servers(), Figure())
    assert "If the 2 largest servers block each other, 2 % of all pairs" in said


def test_removing_says_what_is_left_and_what_would_be_seen():
    said = cutoff.removal(Servers(room_size=2), Figure())
    left = Federation().reach_after_removing(10)
    assert f"{100 * left:.0f} % of all pairs can still talk" in said
    assert f"see the other {100 * (1 - left):.0f} % of the pairs and {100 * (1 - left):.0f} % of the" in said
    assert "the largest server, which holds" in cutoff.removal(Servers(largest=1), Figure())


def test_closed_draws_what_the_model_says():
    figure = Figure()
    cutoff.closed_servers(Servers(), figure)
    line = figure.axes[0].lines[0]
    for x, y in zip(line.get_xdata()[::10], line.get_ydata()[::10], strict=True):
        assert y == pytest.approx(Servers().reach_when_closed(float(x)))


def test_own_server_over_its_range():
    holds_everywhere(own.own_server, own.OwnServer(), examples=20)


def test_your_own_server_hides_your_address_and_little_else():
    model = own.OwnServer("matrix-ten-servers", 0.1)
    before, after = (model.chances()[where] for where in ("stranger", "own"))
    assert before["members"] == pytest.approx(1 - 0.9**10)
    assert after["members"] == pytest.approx(1 - 0.9**9)
    assert before["sender_address"] == pytest.approx(0.1)
    assert after["sender_address"] == 0
    assert before["content"] == after["content"] == 0
    mail = own.OwnServer("mail", 0.1).chances()
    assert [mail[where]["content"] for where in ("stranger", "own")] == pytest.approx([0.19, 0.1])


def test_the_page_shows_the_chances_in_words():
    page = Page()
    said = own.own_server(own.OwnServer(), page)
    assert "from 40 % to 37 %" in said
    assert "from 5 % to 0 %" in said
    assert "○ never" in page.html
    mail = own.own_server(own.OwnServer("mail"), Page())
    assert "from 9.8 % to 5 % for the content" in mail
