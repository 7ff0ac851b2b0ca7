"""Which rows hold on a day, beside what their dates say one by one."""

from __future__ import annotations

import datetime

import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st

from guidekit.dates import day
from guidekit.tables.csvfile import course_csv
from guidekit.tables.rows import course_table, dated_table, day_of
from tests.frames import with_frame


@pytest.mark.parametrize("name", ["facts", "recommendations", "protocols"])
@given(moment=st.dates(datetime.date(2005, 1, 1), datetime.date(2035, 1, 1)))
def test_a_row_holds_from_its_first_day_up_to_the_day_it_ends(name, moment):
    table = course_table(name)
    frame = course_csv(name).frame
    hold = [
        day(row.valid_from) <= moment and (pd.isna(row.valid_to) or moment < day(row.valid_to))
        for row in frame.itertuples()
    ]
    pd.testing.assert_frame_equal(table.frame_on(moment), frame[hold].reset_index(drop=True))
    kept = frame[hold].fillna("").itertuples(index=False, name=None)
    assert [tuple(row) for row in table.rows_on(moment)] == list(kept)


def test_the_last_day_of_all_is_a_day_like_others():
    frame = pd.DataFrame({"valid_from": ["2020", "2020"], "valid_to": ["2021", pd.NA]}, dtype="string")
    table = dated_table("recommendations", with_frame(course_csv("recommendations"), frame))
    assert table.valid_on(datetime.date.max) == [False, True]
    assert table.valid_on(datetime.date(2020, 12, 31)) == [True, True]
    assert table.valid_on(datetime.date(2021, 1, 1)) == [False, True]


def test_dates_are_read_once(monkeypatch):
    table = course_table("facts")
    table.rows_on(day_of("2022"))
    monkeypatch.setattr("guidekit.tables.rows.day", None)
    assert len(table.rows_on(datetime.date(2023, 1, 1)))
