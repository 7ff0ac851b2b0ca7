"""What a panel of lesson 02 asks of the tables: its answers follow the knobs."""

from __future__ import annotations

from datetime import timedelta
from statistics import fmean

import pandas as pd
import pytest

from guidekit.dates import day
from guidekit.tables import (
    Cell,
    ChangedCell,
    Moves,
    Recommendations,
    Snapshot,
    Verdicts,
    changes,
    compare,
    guide_claims,
    load,
)
from guidekit.tables.rows import table_day
from guidekit.tables.snapshot import CHANGED, DATES, GROUPS, GUIDE, SUBJECTS, USUAL, VERDICTS


@pytest.mark.parametrize("group", GROUPS)
def test_a_cell_that_was_known_and_is_another_one_now_has_moved_or_is_corrected(group):
    then, now = Snapshot(GUIDE, group), Snapshot(DATES[-1], group)
    assert not (then.moved() | then.corrected()).any(axis=None)
    moved, corrected = now.moved(), now.corrected()
    assert not (moved & corrected).any(axis=None)
    was = compare(GUIDE, attributes=group)
    pd.testing.assert_frame_equal(
        moved | corrected, (now.cells() != was) & (was != "unknown"), check_dtype=False
    )
    events = set(changes(GUIDE, DATES[-1]).attribute)
    assert {what for what in moved if moved[what].any()} <= events


def test_moves_of_each_messenger_are_those_of_all():
    everyone = Moves(DATES[-1]).rows()
    parts = [Moves(DATES[-1], messenger).rows() for messenger in USUAL]
    assert sum(map(len, parts)) == len(everyone) > 20
    assert all(set(part.messenger) <= {who} for who, part in zip(USUAL, parts, strict=True))
    assert (everyone.before != "unknown").all()


def test_the_guide_said_what_only_the_guide_said():
    said = Moves(DATES[-1]).said()
    facts = load("facts", GUIDE)
    guide = facts[facts.confidence == "guide"]
    cells = set(zip(said.messenger, said.attribute, strict=True))
    assert set(zip(guide.messenger, guide.attribute, strict=True)) - {("signal", "ux.platforms")} <= cells
    assert len(said) == sum(len(Moves(DATES[-1], messenger).said()) for messenger in USUAL)


def test_the_dates_end_with_the_table():
    assert DATES[0] == "2022-03"
    assert day(DATES[-1]) <= table_day() < day(DATES[-1]) + timedelta(days=124)


def test_verdicts_of_each_subject_add_up_to_all():
    parts = [Verdicts(subject).counts() for subject in SUBJECTS]
    assert {name: sum(part[name] for part in parts) for name in VERDICTS} == Verdicts().counts()
    assert Verdicts().holding() == fmean(claim.today == "holds" for claim in guide_claims())


def test_a_history_is_every_value_of_its_cell_in_order():
    rows = Cell("signal", "content.post_quantum").history()
    assert [row.value for row in rows] == ["none", "key_exchange", "key_exchange_and_ratchet"]
    assert [row.valid_to for row in rows[:-1]] == [row.valid_from for row in rows[1:]]
    assert not Cell("signal", "perf.message_latency_s").history()


def test_recommendations_are_those_of_all_days():
    assert len(Recommendations().rows()) == len(load("recommendations", "all")) > len(load("recommendations"))


@pytest.mark.parametrize("fact", CHANGED)
def test_every_fact_that_is_offered_has_had_two_values(fact):
    rows = ChangedCell(fact).cell().history()
    assert len(rows) > 1
    assert f"{rows[0].messenger} {rows[0].attribute}" == fact
