"""What a panel of lesson 02 asks of the tables: its answers follow the knobs."""

from __future__ import annotations

import pytest

from guidekit.tables import Cell, Moves, Recommendations, Snapshot, Verdicts, changes, compare, load
from guidekit.tables.snapshot import DATES, GROUPS, GUIDE, MESSENGERS, SUBJECTS


@pytest.mark.parametrize("group", GROUPS)
def test_a_cell_has_moved_where_the_guide_knew_another_value(group):
    then = Snapshot(GUIDE, group)
    assert not then.moved().any(axis=None)
    now = Snapshot(DATES[-1], group)
    rows = changes(GUIDE, DATES[-1])
    moved = now.moved().stack()
    assert list(now.cells()) == list(compare(DATES[-1], attributes=group))
    assert {cell for cell in moved.index[moved]} == {
        (row.messenger, row.attribute)
        for row in rows[rows.before != "unknown"].itertuples()
        if row.messenger in now.cells().index and row.attribute in now.cells()
    }


def test_moves_of_each_messenger_are_those_of_all():
    everyone = Moves(DATES[-1]).rows()
    parts = [Moves(DATES[-1], messenger).rows() for messenger in MESSENGERS]
    assert sum(map(len, parts)) == len(everyone) > 20
    assert all(set(part.messenger) <= {who} for who, part in zip(MESSENGERS, parts, strict=True))
    assert (everyone.before != "unknown").all()


def test_verdicts_of_each_subject_add_up_to_all():
    parts = [Verdicts(subject).counts() for subject in SUBJECTS]
    assert sum(parts).equals(Verdicts().counts())
    assert Verdicts().holding() == pytest.approx((load("claims").today == "holds").mean())


def test_a_history_is_every_value_of_its_cell_in_order():
    rows = Cell("signal", "content.post_quantum").history()
    assert rows.value.to_list() == ["none", "key_exchange", "key_exchange_and_ratchet"]
    assert rows.valid_to.to_list()[:-1] == rows.valid_from.to_list()[1:]
    assert Cell("signal", "perf.message_latency_s").history().empty


def test_recommendations_are_those_of_all_days():
    assert len(Recommendations().rows()) == len(load("recommendations", "all")) > len(load("recommendations"))
