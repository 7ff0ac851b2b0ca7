"""The drawn room and its views: what is lit, filled or marked is what the models say."""

from __future__ import annotations

import numpy as np
import pytest
from matplotlib.path import Path

from guidekit.drawing.canvas import Canvas
from guidekit.drawing.roles import LIGHT_INK
from guidekit.drawing.sketch import marks
from guidekit.exhibits.federation import rooms
from guidekit.exhibits.federation.discs import ALL, DOTTED, discs
from guidekit.exposure import OwnServer, RoomViews
from guidekit.panels.surface import show
from guidekit.recordings import MeasuredFederation
from tests.drawing.boxes import widths_of_discs
from tests.exhibits.everywhere import written


def shown(exhibit, model):
    sheet = Canvas((8.4, 3.9))
    return show(exhibit, model, sheet), marks(sheet).shapes


def words(exhibit, model):
    sheet = Canvas((8.4, 3.9))
    show(exhibit, model, sheet)
    return [label.words for label in marks(sheet).labels]


@pytest.mark.parametrize("share", [0.0, 0.05, 0.113, 0.4, 0.9])
def test_discs_are_all_servers_with_areas_like_their_people(share):
    placed, shares = discs(share), MeasuredFederation(share=share).shares()
    assert placed.x.size == shares.size == 4601
    large = slice(0, placed.apart)
    assert placed.radius[large] == pytest.approx(ALL * np.sqrt(shares[large]), rel=1e-6, abs=0.7)
    assert (placed.radius[0] / ALL) ** 2 == pytest.approx(shares[0], abs=1e-4)
    for side, end in ((placed.x, 580), (placed.y, 390)):
        assert (side - placed.radius).min() >= 0
        assert (side + placed.radius).max() <= end
    nearest = np.hypot(placed.x[:400, None] - placed.x, placed.y[:400, None] - placed.y)
    gaps = nearest - placed.radius[:400, None] - placed.radius
    gaps[np.arange(400), np.arange(400)] = np.inf
    assert gaps.min() > -0.8  # the smallest are drawn a little larger than they are


@pytest.mark.parametrize(("share", "room_size"), [(0.113, 100), (0.0, 25), (0.9, 300)])
def test_as_many_discs_are_lit_as_the_sentence_says_and_each_person_is_a_dot(share, room_size):
    model = MeasuredFederation(share=share, room_size=room_size)
    said, shapes = shown(rooms.lit_room, model)
    ranks, counts = np.unique(model.members(), return_counts=True)
    large = discs(share).radius[ranks] >= DOTTED
    tinted = [one for one in shapes if one.fill == LIGHT_INK.seen_tint and one.edge == LIGHT_INK.seen]
    full = [one for one in shapes if one.fill == LIGHT_INK.seen and one.path.codes is not None]
    assert len(widths_of_discs(tinted)) - 1 == large.sum()  # one more is the key
    assert len(widths_of_discs(full)) == (~large).sum()
    people = [one for one in shapes if one.fill == LIGHT_INK.seen and one.path.codes is None]
    assert sum(len(one.path.vertices) for one in people) == counts[large].sum() + 1
    assert f"and {len(ranks)} servers keep a copy" in said
    assert said.value == round(model.servers_seeing_room())


def test_the_first_guess_is_compared_with_the_mean_of_the_crawl():
    said, _ = shown(rooms.lit_room, MeasuredFederation(room_size=100))
    assert (said.answer, said.value) == ("60 servers", 60)
    assert "as it was measured" in words(rooms.lit_room, MeasuredFederation(room_size=100))
    assert "as it was measured" not in words(rooms.lit_room, MeasuredFederation(room_size=100, share=0.2))


def test_a_reaction_is_one_thing_more_and_the_site_only_could():
    plain, html = written(rooms.room_views, RoomViews())
    assert (plain.value, "new" in html, "could" in html) == (4, False, False)
    reaction, html = written(rooms.room_views, RoomViews("matrix-reaction"))
    assert reaction.value == 5
    assert html.count("learns it, new") == 2  # both homeservers
    browser, html = written(rooms.room_views, RoomViews("matrix-web"))
    assert browser.value == 4
    site = html.split("The site that sends the program", 1)[1].split("</tr>")[0]
    assert site.count("could, with another program") == 5
    assert site.count("learns it, new") == 1  # Alice’s address: her browser asks for the program
    assert not site.count("does not")


def loops(shape):
    """Count the closed parts of a path."""
    return np.count_nonzero(shape.path.codes == Path.CLOSEPOLY)


@pytest.mark.parametrize(("share", "room_size"), [(0.113, 5), (0.9, 5), (0.0, 100)])
def test_as_many_rooms_are_filled_as_the_models_say(share, room_size):
    model = MeasuredFederation(share=share, room_size=room_size)
    said, shapes = shown(rooms.giant_or_small, model)
    giant, spy = model.operator_sees_room(1), model.dishonest_sees_room()
    fields = [one for one in shapes if one.path.get_extents().y0 > 130 and one.path.get_extents().x0 > 490]
    assert sum(loops(one) for one in fields if one.fill == LIGHT_INK.focus) == round(100 * giant)
    assert sum(loops(one) for one in fields if one.fill == LIGHT_INK.seen) == round(100 * spy)
    assert len(shapes) < 30  # a hundred rooms are a path or two: each begins a stroke
    assert said.value == giant


def test_the_two_lines_cross_as_the_giant_grows():
    big, many = rooms._curves(5, 0.1)
    assert list(big) == sorted(big)
    assert list(many) == sorted(many, reverse=True)
    assert big[0] < many[0]
    assert big[-1] > many[-1]


@pytest.mark.parametrize("servers", [2, 10, 100])
def test_own_server_lights_as_many_rooms_as_it_says(servers):
    model = OwnServer(servers=servers)
    said, shapes = shown(rooms.own_server, model)
    lit = [one for one in shapes if one.fill == LIGHT_INK.seen]
    chances = model.chances()
    wanted = [round(100 * chances[where][datum]) for datum in rooms._ROWS for where in ("stranger", "own")]
    assert sum(len(one.path.vertices) for one in lit) == sum(wanted)
    assert said.value == chances["own"]["link"]
    if servers == 2:
        assert "from 19 % to 10 %. For the address of her phone it goes from 10 % to 0 %." in said


def test_what_a_server_of_ones_own_does_not_change_is_not_called_a_change():
    said, _ = shown(rooms.own_server, OwnServer(servers=100))
    assert "who talks to whom is over 99.9 %" in said
    said, _ = shown(rooms.own_server, OwnServer(dishonest=0))
    assert "who talks to whom is 0 %. For the address of her phone it is 0 %." in said
