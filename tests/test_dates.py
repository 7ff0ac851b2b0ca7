"""Dates as sources give them: what is read, and what is refused."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from guidekit.dates import day, is_date, month


@given(st.dates())
def test_a_partial_date_means_the_first_day_of_its_period(moment):
    text = moment.isoformat()
    assert day(text) == day(moment) == moment
    assert day(text[:7]) == moment.replace(day=1)
    assert day(text[:4]) == moment.replace(day=1, month=1)
    assert month(text[:7]).endswith(f" {moment.year}")


@pytest.mark.parametrize("text", ["2022-13", "2022-02-30", "22-03", "2022-3", "٢٠٢٢", "", "2022-03-01T00"])
def test_what_is_no_date_is_refused(text):
    assert not is_date(text)
    with pytest.raises(ValueError, match="is not a date; allowed: YYYY"):
        day(text)
