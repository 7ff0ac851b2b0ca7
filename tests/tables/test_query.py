"""The tables as a lesson reads them: one day, messengers side by side, and what changed between two days."""

from __future__ import annotations

import datetime

import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st

from guidekit.dates import day
from guidekit.tables import TABLES, changes, compare, corrections, load, rows
from guidekit.tables.rows import DatedTable, course_rows

GUIDE_FOUR = ["signal", "element", "briar", "session"]
DAYS = st.dates(datetime.date(1990, 1, 1), datetime.date(2035, 1, 1))


def test_load_gives_numbers_strings_and_na():
    parameters, claims = load("parameters"), load("exposure_claims")
    assert pd.api.types.is_numeric_dtype(parameters.value)
    assert pd.api.types.is_numeric_dtype(claims.level)
    assert parameters.low.isna().any()
    assert not (load("facts", "all") == "").any(axis=None)


def test_every_table_of_the_course_loads():
    assert {"journeys", "parties", "exposure_claims"} < set(TABLES)
    for name in TABLES:
        assert len(load(name, "all"))


@pytest.mark.parametrize(
    "ask", [load, lambda name, day: compare(day), lambda name, day: changes("2022", day)]
)
def test_what_a_reader_changes_stays_with_the_reader(ask):
    for moment in ("2026", None):
        mine = ask("facts", moment)
        before = mine.copy()
        mine.iloc[:, :] = "spoiled"
        pd.testing.assert_frame_equal(ask("facts", moment), before)
    whole = load("facts", "all")
    whole["value"] = "spoiled"
    assert "spoiled" not in set(load("facts", "all").value)


def test_no_date_means_today():
    today = load("facts", datetime.date.today().isoformat())
    pd.testing.assert_frame_equal(load("facts"), today)
    assert len(load("facts", "all")) > len(today)


def test_tables_without_history_take_a_date_but_not_nonsense():
    pd.testing.assert_frame_equal(load("claims", as_of="1999"), load("claims"))
    with pytest.raises(ValueError, match=r"'last year' is not a date; allowed: YYYY, YYYY-MM"):
        load("claims", as_of="last year")


def test_an_unknown_table_is_named_with_those_there_are():
    with pytest.raises(ValueError, match="there is no table 'weather'; allowed: sources, mess") as error:
        load("weather")
    assert all(name in str(error.value) for name in TABLES)


@given(DAYS)
def test_on_any_day_a_cell_has_one_value_and_both_views_agree(moment):
    facts = load("facts", moment.isoformat())
    assert not facts.duplicated(["messenger", "attribute"]).any()
    wide = compare(moment.isoformat(), list(load("messengers").id)).stack()
    assert wide[wide != "unknown"].to_dict() == {
        (f.messenger, f.attribute): f.value for f in facts.itertuples() if f.value != "unknown"
    }


def test_compare_is_the_four_of_the_guide_by_all_attributes():
    table = compare("2022-03")
    assert list(table.index) == GUIDE_FOUR
    assert list(table.columns) == list(load("attributes").id)
    assert table.loc["signal", "content.deniability"] == "unknown"
    assert table.loc["briar", "transport.ip_hidden_from_servers"] == "not_applicable"
    assert table.loc["session", "content.forward_secrecy"] == "no"


def test_compare_takes_groups_ids_and_an_order():
    table = compare("2022-03", ["session", "simplex"], ["trust", "net.topology", "trust.key_change_alert"])
    assert list(table.index) == ["session", "simplex"]
    assert table.columns[-1] == "net.topology"
    assert table.columns.is_unique
    assert (table.loc["simplex"] == "unknown").all()


def test_compare_names_what_it_does_not_know():
    with pytest.raises(ValueError, match="no messenger 'signl'; allowed: signal"):
        compare(messengers=["signl"])
    with pytest.raises(
        ValueError, match=r"no attribute or group 'content\.foward_secrecy'; allowed: content\.forw"
    ):
        compare(attributes=["content.foward_secrecy"])
    with pytest.raises(ValueError, match="no attribute or group 'contents'; allowed: content"):
        compare(attributes="contents")


@given(st.tuples(DAYS, DAYS).map(sorted))
def test_a_cell_that_differs_has_changed_or_is_corrected_or_was_not_known(days):
    first, last = days
    everyone, facts = list(load("messengers").id), load("facts", "all")
    before, after = (compare(moment.isoformat(), everyone) for moment in days)
    moved = changes(first.isoformat(), last.isoformat(), everyone)
    said = corrections(first.isoformat(), last.isoformat(), everyone)
    events = {(f.messenger, f.attribute, f.valid_from) for f in facts.itertuples() if f.dated_by == "event"}
    for row in moved.itertuples():
        assert (row.messenger, row.attribute, row.changed_on) in events
        assert first < day(row.changed_on) <= last
    assert moved.changed_on.is_monotonic_increasing
    cells = [set(zip(rows.messenger, rows.attribute, strict=True)) for rows in (moved, said)]
    for row in pd.concat([moved, said]).itertuples():
        assert before.loc[row.messenger, row.attribute] == row.before != row.after
        assert after.loc[row.messenger, row.attribute] == row.after
    assert not cells[0] & cells[1]
    differ = before.ne(after) & before.ne("unknown") & after.ne("unknown")
    assert set(differ.stack()[lambda one: one].index) <= cells[0] | cells[1]


def test_changes_tell_when_and_why():
    moved = changes("2022-03", "2026-11").set_index(["messenger", "attribute"])
    calls = moved.loc[("element", "content.e2ee_calls_group")]
    assert (calls.before, calls.after, calls.changed_on) == ("no", "yes", "2024-10-29")
    assert "MatrixRTC" in calls.summary
    assert "S-mx20" in calls.source_ids
    assert moved.loc[("element", "open.spec_version")].before == "unknown"
    assert ("session", "content.forward_secrecy") not in moved.index
    assert ("element", "identity.required_identifier") not in moved.index  # only its source is of that time
    assert "whatsapp" not in moved.index.get_level_values("messenger")
    calls = changes("2022-03", "2026-11", ["whatsapp"]).set_index("attribute")
    assert calls.changed_on["transport.ip_hidden_from_peers"] == "2023-10"


def test_what_the_guide_left_out_is_no_change():
    said = corrections("2022-03", "2026-11").set_index(["messenger", "attribute"])
    mesh = said.loc[("briar", "net.mesh")]
    assert (mesh.before, mesh.after, mesh.said_by) == ("yes", "partial", "S-guide")
    assert "changed_on" not in said
    assert ("briar", "net.mesh") not in changes("2022-03", "2026-11").set_index(
        ["messenger", "attribute"]
    ).index


def test_a_value_that_ends_without_another_is_neither_a_change_nor_a_correction(monkeypatch):
    one = course_rows("facts", "all")[0]._replace(valid_from="2020", valid_to="2021", value="centralized")
    table = DatedTable(one._fields, (one,), frozenset())
    monkeypatch.setattr(rows, "_rows_by", rows._rows_by.__wrapped__)  # what is kept is of the course
    monkeypatch.setattr(rows, "_rows_on", lambda name, moment: table.rows_on(moment))
    assert changes("2020-06", "2022").empty
    assert corrections("2020-06", "2022").empty


def test_nothing_changes_within_a_day_and_time_runs_forward():
    assert changes("2024-05-01", "2024-05-01").empty
    with pytest.raises(
        ValueError, match=r"until = '2021' lies before since = '2022-03'; allowed: 2022-03 or later"
    ):
        changes("2022-03", "2021")
