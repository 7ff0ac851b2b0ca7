"""A sentence of the guide against its knob: the strip says what the check says; no words lie on others."""

from __future__ import annotations

import itertools

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from matplotlib.figure import Figure

from guidekit.claims import Flips
from guidekit.claims.answers import check_claim
from guidekit.claims.bars import BARS, MARGIN
from guidekit.claims.flips import SENTENCES, curve
from guidekit.drawing.canvas import Canvas
from guidekit.exhibits.tradeoffs import flips, sentences, wording
from guidekit.scenario import METRICS
from tests.drawing.boxes import labels, overlaps
from tests.exhibits.everywhere import sizes


def test_the_flip_in_the_sentence_is_the_curve_s():
    model = Flips("p2p.con.both-online")
    said = flips.flip(model, Figure())
    assert f"It flips at {sentences.setting_words(model.curve().rule, model.curve().flips_at)}" in said
    assert "It does not flip anywhere from 0 % to 50 %." in sentences.flip_sentence(
        Flips("p2p.pro.minimal-information")
    )


@pytest.mark.parametrize("claim", SENTENCES)
def test_the_strip_is_true_where_the_check_says_so(claim):
    found, line = curve(claim), check_claim(claim).line
    stretches = list(flips._stretches(found))
    assert (stretches[0][0], stretches[-1][1]) == (found.x[0], found.x[-1])
    for (_, end, true), (start, _, other) in itertools.pairwise(stretches):
        assert end == start
        assert true != other
    for start, end, true in stretches:
        inside = [x for x in found.x if start < x < end]
        assert inside
        assert all(line.holds(x) == true for x in inside)
    if found.flips_at is not None:
        assert found.flips_at in [end for _, end, _ in stretches[:-1]]


@pytest.mark.parametrize("claim", SENTENCES)
@settings(max_examples=20)
@given(place=st.floats(0, 1))
def test_no_words_lie_on_others_or_leave_the_picture(claim, place):
    model, sheet = Flips(claim, place), Canvas(sizes()["tradeoffs.flip"])
    flips.flip(model, sheet)
    assert overlaps(sheet) == []
    width, height = sheet.bbox.size
    for label in labels(sheet):
        assert label.box.x0 >= 0
        assert label.box.x1 <= width
        assert label.box.y0 >= 0
        assert label.box.y1 <= height


@pytest.mark.parametrize("claim", SENTENCES)
def test_the_dot_stands_on_the_curve(claim):
    model, axes = Flips(claim, 0.4), flips._axes(claim, 600.0)
    x, (value, bar, true) = model.setting(), model.here()
    words = f"{model.curve().rule.label} {sentences.setting_words(model.curve().rule, x)}: "
    sheet = Canvas(sizes()["tradeoffs.flip"])
    flips.flip(model, sheet)
    (here,) = (label.words for label in labels(sheet) if label.words.startswith(words))
    assert here.endswith(wording.VERDICT[claim.split(".")[1], true])
    (left, _), (right, _) = axes.point(model.curve().x[0], bar), axes.point(model.curve().x[-1], bar)
    across, up = axes.point(x, value)
    assert left <= across <= right
    assert axes.y.end <= up <= axes.y.start


@pytest.mark.parametrize("claim", SENTENCES)
def test_the_value_of_the_rival_lies_the_margin_away_from_the_bar(claim):
    found, line = curve(claim), check_claim(claim).line
    bar = line.place(line.start)
    assert MARGIN == 0.1  # as the words say, a tenth
    assert BARS[line.bar].place(found.rival(bar), found.more) == pytest.approx(bar)
    said = sentences.flip_sentence(Flips(claim))
    share = METRICS[found.metric].share
    assert ("A tenth more is not possible." in said) == (share and Flips(claim).here()[1] > 1)


def test_a_flip_that_restates_our_numbers_says_so():
    for claim in SENTENCES:
        told = "only restates numbers of ours" in sentences.flip_sentence(Flips(claim))
        found = check_claim(claim)
        assert told == bool(found.restates and found.flips_at.at is not None)


def test_whose_knob_it_is_stands_beside_its_name():
    sheet = Canvas(sizes()["tradeoffs.flip"])
    assert "release cycle (one operator)" in flips.flip(Flips("anonymous.con.features"), sheet)
    assert "Release cycle, one operator" in [label.words for label in labels(sheet)]
