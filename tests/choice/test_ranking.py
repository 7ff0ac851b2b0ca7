"""Ranking over random tables: it follows its definition, and nobody can game it."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from guidekit.choice.ranking import (
    CANNOT_TELL,
    MEETS,
    STRUCK_OUT,
    bars,
    level_at_top,
    nearby,
    ranks,
    standings,
)

GRID = (0.0, 0.25, 0.5, 0.75, 1.0)


@st.composite
def tables(draw, least=2):
    """Spans on a grid, so that ties are frequent, weights from 0 to 5, a few musts, and how far these go."""
    who, what = draw(st.integers(least, 6)), draw(st.integers(1, 5))
    cells = st.tuples(st.sampled_from(GRID), st.sampled_from(GRID)).map(sorted)
    spans = np.array(draw(st.lists(cells, min_size=who * what, max_size=who * what)))
    weights = np.array(draw(st.lists(st.integers(0, 5), min_size=what, max_size=what)))
    musts = np.array(draw(st.lists(st.sampled_from([False, False, True]), min_size=what, max_size=what)))
    enough = np.array(draw(st.lists(st.sampled_from(GRID[1:]), min_size=what, max_size=what)))
    return spans.reshape(who, what, 2).transpose(2, 0, 1), np.where(musts, 0, weights), musts, enough


def ranked(spans, weights, musts, enough):
    standing = standings(spans, musts, enough)
    ends = bars(spans, weights)
    return standing, ends, ranks(ends[0], standing), level_at_top(ends, standing)


@given(tables())
def test_it_follows_its_definition(table):
    """Everything again, one messenger after the other, in plain Python."""
    spans, weights, musts, enough = table
    standing, ends, rank, level = ranked(*table)
    rows = range(spans.shape[1])
    bar = [
        [sum(w * x for w, x in zip(weights, end[row], strict=True)) / max(1, sum(weights)) for end in spans]
        for row in rows
    ]
    for row in rows:
        short = [n for n, must in enumerate(musts) if must and spans[0, row, n] < enough[n]]
        fails = [n for n in short if spans[1, row, n] < enough[n]]
        assert standing[row] == (STRUCK_OUT if fails else CANNOT_TELL if short else MEETS)
        assert ends[:, row] == pytest.approx(bar[row])
    ranked_rows = [row for row in rows if standing[row] == MEETS]
    best = max((bar[row][0] for row in ranked_rows), default=None)
    for row in rows:
        above = sum(bar[other][0] > bar[row][0] + 1e-9 for other in ranked_rows)
        assert rank[row] == (1 + above if row in ranked_rows else 0)
        may = best is not None and standing[row] != STRUCK_OUT and bar[row][1] >= best - 1e-9
        assert level[row] == may


@given(tables(), st.randoms())
def test_the_order_of_input_never_matters(table, dice):
    spans, weights, musts, enough = table
    who, what = list(range(spans.shape[1])), list(range(spans.shape[2]))
    dice.shuffle(who)
    dice.shuffle(what)
    shuffled = ranked(spans[:, who][:, :, what], weights[what], musts[what], enough[what])
    for before, after in zip(ranked(*table), shuffled, strict=True):
        assert np.array_equal(np.take(before, who, axis=-1), after)


@given(tables(least=3))
def test_another_messenger_changes_no_order_among_the_rest(table):
    spans, weights, musts, enough = table
    with_it, without = ranked(*table)[2], ranked(spans[:, 1:], weights, musts, enough)[2]
    rest = with_it[1:]
    assert np.array_equal(rest > 0, without > 0)
    kept = rest > 0
    assert np.array_equal(np.sign(np.subtract.outer(rest[kept], rest[kept])),
                          np.sign(np.subtract.outer(without[kept], without[kept])))  # fmt: skip


@given(tables(), st.data())
def test_a_criterion_that_is_split_counts_as_before(table, data):
    """Two halves that share its weight, or two musts that ask the same, change nothing."""
    spans, weights, musts, enough = table
    at = data.draw(st.integers(0, spans.shape[2] - 1))
    share = data.draw(st.sampled_from([0.0, 0.2, 0.5, 1.0]))
    parts = np.array([share, 1 - share]) * weights[at]
    split = np.concatenate([np.delete(weights.astype(float), at), parts])
    again = [np.concatenate([np.delete(values, at), [values[at]] * 2]) for values in (musts, enough)]
    wide = np.concatenate([np.delete(spans, at, axis=2), spans[:, :, [at, at]]], axis=2)
    for before, after in zip(ranked(*table), ranked(wide, split, *again), strict=True):
        assert np.array_equal(before, after)


@given(tables(), st.data())
def test_whoever_loses_a_source_never_rises(table, data):
    """A cell that opens to 0 to 1, or a little wider, gives its messenger no better rank."""
    spans, weights, musts, enough = table
    row = data.draw(st.integers(0, spans.shape[1] - 1))
    cell = data.draw(st.integers(0, spans.shape[2] - 1))
    low, high = spans[:, row, cell]
    wider = spans.copy()
    wider[:, row, cell] = data.draw(st.sampled_from([(0.0, 1.0), (low / 2, high), (low, (1 + high) / 2)]))
    before, after = ranked(*table), ranked(wider, weights, musts, enough)
    assert after[1][0][row] <= before[1][0][row]
    if after[2][row]:  # it still has a rank
        assert 1 <= before[2][row] <= after[2][row]
    others = [other for other in range(spans.shape[1]) if other != row]
    assert all(before[2][other] >= after[2][other] for other in others if before[2][other])


@given(tables())
def test_who_is_first_for_sure_is_so_whatever_turns_out(table):
    """Close every span at random: nobody comes before a messenger that was first for sure."""
    spans, weights, musts, enough = table
    standing, _, rank, level = ranked(*table)
    if level.sum() != 1 or standing[level.argmax()] != MEETS:
        return
    dice = np.random.default_rng(7)
    for _ in range(20):
        at = dice.random(spans.shape[1:])
        closed = np.repeat((spans[0] + at * (spans[1] - spans[0]))[None], 2, axis=0)
        assert ranked(closed, weights, musts, enough)[2][level.argmax()] == 1
    assert rank[level.argmax()] == 1


@given(st.lists(st.integers(0, 5), min_size=1, max_size=8), st.integers(1, 40))
def test_nearby_weights_are_near_and_the_same_every_time(weights, draws):
    mine = np.array(weights)
    lists = nearby(mine, 5, draws)
    assert lists.shape == (draws, len(weights))
    assert (abs(lists - mine) <= 1).all()
    assert ((lists >= 1) | (mine == 0)).all()
    assert (lists[:, mine == 0] == 0).all()
    assert np.array_equal(lists, nearby(mine, 5, draws))
    if draws == 40 and 3 in weights:
        assert len(set(lists[:, weights.index(3)])) == 3
