"""What is drawn of deletions, bans, stops and outages is what was recorded or what the models say."""

from __future__ import annotations

import numpy as np
import pytest

from guidekit.drawing.canvas import Canvas
from guidekit.drawing.roles import LIGHT_INK
from guidekit.drawing.sketch import marks
from guidekit.exhibits.federation import apart
from guidekit.models import CatchUp, Deletion
from guidekit.panels.surface import show
from guidekit.recordings import MeasuredFederation, matrix
from tests.drawing.boxes import widths_of_discs


def shown(exhibit, model):
    sheet = Canvas((8.4, 3.9))
    said = show(exhibit, model, sheet)
    return said, marks(sheet).shapes, [label.words for label in marks(sheet).labels]


@pytest.mark.parametrize(
    ("servers", "honoured", "kept"), [(10, 0.9, 1), (10, 0.1, 9), (2, 1.0, 0), (16, 0.0, 16)]
)
def test_as_many_keep_it_as_the_model_says(servers, honoured, kept):
    said, shapes, words = shown(apart.deleted_message, Deletion(servers=servers, honoured=honoured))
    letters = [one for one in shapes if one.fill == LIGHT_INK.paper and one.edge == LIGHT_INK.seen]
    assert len(letters) == kept + 3 + 1  # three databases, and the key
    verb = "obeys" if servers - kept == 1 else "obey"
    assert f"{servers - kept} of {servers} servers {verb}." in said
    assert f"{servers - kept} {verb}: shown to nobody" in words
    assert (said.value, said.answer) == (3, "3 servers")


def test_a_recording_in_which_the_text_was_erased_would_show(edited):
    def erased(rows):
        rows.loc[rows.scenario == "redact", ["server1", "server2"]] = 0
        return rows

    edited(matrix, "matrix_events", erased)
    said, shapes, _ = shown(apart.deleted_message, Deletion())
    letters = [one for one in shapes if one.fill == LIGHT_INK.paper and one.edge == LIGHT_INK.seen]
    assert (said.value, len(letters)) == (1, 1 + 1 + 1)
    assert "1 of 3 real servers" in said
    assert said.endswith("still had the text in its database.")


def test_the_picture_says_when_it_was_looked_at_and_what_is_documented():
    _, _, words = shown(apart.deleted_message, Deletion())
    assert "on every screen: gone after 0.47 s" in words
    assert "By default it is cleared after 7 days." in words
    assert "We looked once, and did not wait for that." in words


@pytest.mark.parametrize(("gone", "share"), [(1, 0.113), (10, 0.113), (100, 0.0), (1, 0.9)])
def test_as_many_pairs_are_cut_as_the_model_says(gone, share):
    model = MeasuredFederation(gone=gone, share=share)
    said, shapes, words = shown(apart.largest_gone, model)
    cut = round(100 * (1 - model.reach_after_removing(gone)))
    rings = [one for one in shapes if one.edge == LIGHT_INK.seen and not one.fill]
    assert widths_of_discs(rings).count(5.2) == 2 * cut
    crossed = [one for one in shapes if one.fill == LIGHT_INK.paper and one.edge == LIGHT_INK.seen]
    assert len(widths_of_discs(crossed)) == gone
    assert str(cut) in words
    assert said.value == pytest.approx(1 - model.reach_after_removing(gone))
    assert len(shapes) < 25  # a hundred pairs, and a hundred servers, are a few paths: each begins a stroke


def test_pairs_are_those_of_people_drawn_at_random():
    model = MeasuredFederation(gone=3)
    people = np.random.default_rng(4).choice(model.servers, (200_000, 2), p=model.shares())
    said, _, _ = shown(apart.largest_gone, model)
    assert said.value == pytest.approx((people < 3).any(axis=1).mean(), abs=0.004)


def test_the_recorded_ban_cuts_one_way_and_a_changed_recording_shows(edited):
    said, _, words = shown(apart.blocked_pairs, MeasuredFederation())
    assert "No other server gets it" in words
    assert "Carol’s server still gets it" in words
    assert (said.value, said.answer) == (25, "25 pairs")

    def whole(rows):
        rows.loc[(rows.scenario == "acl") & (rows.sender != "carol"), "server3"] = 0
        return rows

    edited(matrix, "matrix_events", whole)
    said, _, words = shown(apart.blocked_pairs, MeasuredFederation())
    assert "Carol’s server does not get it" in words
    assert "got what the banned one said; it got nothing." in said


@pytest.mark.parametrize(("blocked", "lit"), [("largest", 25), ("mixed", 0), ("small", 0)])
def test_as_many_of_a_thousand_pairs_are_lit(blocked, lit):
    _, shapes, words = shown(apart.blocked_pairs, MeasuredFederation(blocked=blocked))
    fields = [
        one for one in shapes if one.fill in (LIGHT_INK.rule, LIGHT_INK.seen) and len(one.path.vertices) > 20
    ]
    fields = [one for one in fields if one.path.get_extents().x0 > 470]
    assert [len(one.path.vertices) for one in fields] == ([1000 - lit, lit] if lit else [1000])
    assert any("Not one of these 1,000" in one for one in words) == (lit == 0)


@pytest.mark.parametrize("down", [0.0, 0.1, 0.5, 0.9])
@pytest.mark.parametrize("outage", [0.1, 8.0, 168.0])
def test_a_hundred_messages_arrive_as_the_model_says(down, outage):
    model = CatchUp(down=down, outage=outage)
    said, shapes, words = shown(apart.caught_up, model)
    once, day = model.delivered_within([0.0, 24.0])
    late = [one for one in shapes if one.edge == LIGHT_INK.seen and not one.fill]
    assert len(late) == 100 - round(100 * day) + 1  # and the key
    assert sum(apart._parts(once, 0, day)) == 100
    assert said.value == day
    found = next(at for at in model.tries() if at >= outage)
    assert any(one.startswith("arrives after") for one in words)
    assert found >= outage


def test_pauses_that_do_not_grow_are_called_equal():
    _, _, words = shown(apart.caught_up, CatchUp(pause=30, longest=0.05))
    assert "Each stroke is a try. Each pause is 30 minutes." in words
    _, _, words = shown(apart.caught_up, CatchUp())
    assert any("twice as long, up to 7 days" in one for one in words)
