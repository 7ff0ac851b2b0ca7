"""Models beside recordings: every number is the table's or the model's, and a table that differs shows."""

from __future__ import annotations

import numpy as np
import pandas as pd
import pytest
from everywhere import speaks_everywhere, words_stay
from matplotlib.figure import Figure

from guidekit.drawing.page import Page, verdict
from guidekit.exhibits.federation import homeservers
from guidekit.exhibits.keys import copies as copied
from guidekit.exhibits.operator import envelopes
from guidekit.exhibits.peers import hashtable
from guidekit.exhibits.relays import circuits
from guidekit.models import KademliaLookup, Retries
from guidekit.recordings import (
    Archives,
    CircuitDelays,
    CopiedKeys,
    Envelope,
    HashTable,
    RelayViews,
    matrix,
    signal,
)
from guidekit.recordings.fediverse import Servers
from guidekit.recordings.matrix import SYSTEMS
from guidekit.recordings.reading import origin, recording
from guidekit.words import number, times

PICTURES = [
    (hashtable.lookups, HashTable, "dht_lookup"),
    (hashtable.churn, HashTable, "dht_churn"),
    (circuits.trips, CircuitDelays, "tor_hops"),
]
PAGES = [
    (copied.library_healing, CopiedKeys, "libsignal_exposure"),
    (envelopes.envelope, Envelope, "sealed_sender"),
    (homeservers.archives, Archives, "matrix_db_view"),
    (homeservers.events, Servers, "matrix_events"),
    (circuits.relay_views, RelayViews, "tor_relay_view"),
    (circuits.failures, Retries, "tor_failure"),
]


@pytest.mark.parametrize(("exhibit", "cls", "name"), PICTURES + PAGES)
def test_over_the_whole_range(exhibit, cls, name):
    speaks_everywhere(exhibit, cls)


@pytest.mark.parametrize(("exhibit", "cls", "name"), PICTURES)
def test_words_stay_on_the_picture(exhibit, cls, name):
    words_stay(exhibit, cls)


@pytest.mark.parametrize(("exhibit", "cls", "name"), PICTURES + PAGES)
def test_each_says_what_was_recorded_and_when(exhibit, cls, name):
    surface = Page() if (exhibit, cls, name) in PAGES else Figure()
    assert origin(name) in exhibit(cls(), surface)


@pytest.fixture
def edited(monkeypatch):
    """Let a module read a recording that was changed."""

    def change(module, name, edit):
        def read(asked):
            return edit(recording(asked).copy()) if asked == name else recording(asked)

        monkeypatch.setattr(module, "recording", read)

    return change


def written(exhibit, model):
    page = Page()
    return exhibit(model, page), page.html


def drawn(exhibit, model):
    figure = Figure()
    return exhibit(model, figure), figure


def data(ax, name):
    found = next(a for a in ax.lines if a.get_label() == name)
    return np.asarray(found.get_xdata(), float), np.asarray(found.get_ydata(), float)


def test_a_misfit_is_said_in_its_direction():
    assert times(1, 4, "more", "less") == "4 times less"
    assert times(60.0, 60.6, "more", "less") == "the same"
    assert verdict(True) != verdict(False)


# --- Signal's library ------------------------------------------------------------------------------


def test_the_sealed_envelope_agrees_in_every_row_and_differs_in_size():
    said, html = written(envelopes.envelope, Envelope())
    assert "0 of 5 marks" in said
    assert "the table differs in 0 of 6 rows" in said
    assert "they differ" not in html
    real = recording("sealed_sender").set_index("field").bytes
    for field in ("whole_envelope", "whole_envelope_after_an_answer"):
        assert f"{real[field]:,} bytes" in said or f"and {real[field]:,} after it" in said


def test_without_sealing_the_message_names_the_sender_by_some_of_its_marks():
    marks = Envelope("no").marks()
    named = marks[marks.library == 1].index.tolist()
    assert named == ["sender_uuid_binary", "sender_identity_key"]
    assert marks.ours.isna().all()
    assert "the table differs in 3 of 6 rows" in written(envelopes.envelope, Envelope("no"))[0]


def test_an_envelope_that_shows_the_sender_is_noticed(edited):
    edited(signal, "sealed_sender", lambda rows: rows.assign(in_server_envelope=1))
    said, html = written(envelopes.envelope, Envelope())
    assert "5 of 5 marks" in said
    assert html.count("they differ") == 6


def test_most_of_the_first_size_is_the_key_exchange():
    sizes = signal.envelope_sizes().set_index(["what", "answered"])
    more = sizes.library - sizes.ours
    assert more["message", False] > 1568 > 10 * more["message", True]  # ML-KEM-1024 adds 1568 bytes
    assert more["envelope", False] == pytest.approx(more["message", False], rel=0.05)


def test_the_eager_model_is_right_at_every_moment_and_the_lazy_one_is_not():
    models = [CopiedKeys(at) for at in range(19)]
    assert all(m.recorded() == m.modelled("signal") for m in models)
    less = [len(m.recorded()) - len(m.modelled("olm")) for m in models]
    assert min(less) == 0
    said, html = written(copied.library_healing, CopiedKeys(7))
    assert f"in 19 and the lazy one in {less.count(0)}" in said
    assert f"up to {max(less)} messages too few" in said
    assert (html.count("the same"), html.count("they differ")) == (1, 1)


# --- homeservers -----------------------------------------------------------------------------------


def test_matrix_agrees_where_our_table_has_a_row_and_holds_more():
    said, html = written(homeservers.archives, Archives())
    assert "agrees in 16 of 16 cells" in said
    rows = recording("matrix_db_view").query("encrypted_room == 1 and value_kind == 'clear'")
    everywhere = set(rows.field[rows.groupby("field").server.transform("nunique") == 3])
    unnamed = everywhere - set(SYSTEMS["Matrix"].data)
    assert f"({len(unnamed)} things)" in said
    assert {"topic", "room_name", "receipt", "presence", "session_id"} < unnamed
    for field in unnamed:
        assert homeservers.FIELDS.get(field, field) in said
    assert html.count("✘ missing") == len(unnamed) + 2  # program and device name, at home only


def test_xmpp_learns_an_address_and_does_not_keep_it():
    said, html = written(homeservers.archives, Archives("XMPP, open"))
    assert "agrees in 11 of 12 cells" in said
    assert html.count("learned, not kept") == 1
    said, html = written(homeservers.archives, Archives("XMPP, sealed"))
    assert "agrees in 8 of 8 cells" in said
    assert "sealed</td>" in html


def test_servers_of_one_role_that_differ_are_refused(edited):
    one = lambda rows: rows.assign(value_kind=rows.value_kind.where(rows.server != "server3", "absent"))  # noqa: E731
    edited(matrix, "matrix_db_view", one)
    with pytest.raises(ValueError, match="servers of one role differ in body, sender"):
        matrix._fields.__wrapped__("Matrix")


def test_a_deletion_and_a_ban_do_less_than_the_models_say():
    said, html = written(homeservers.events, Servers())
    assert "in 3 of 5 cases" in said
    assert "lay in 3 databases, where the model with 90 % leaves 0.3" in said
    assert html.count("they differ") == 2
    nobody_deletes, html = written(homeservers.events, Servers(honoured=0.0))
    assert "in 4 of 5 cases" in nobody_deletes


def test_servers_that_did_as_the_models_say_would_agree(edited):
    def obeying(rows):
        cut = (rows.scenario == "acl") & (rows.sender != "carol")
        rows.loc[cut, "server3"] = 0
        rows.loc[rows.scenario == "redact", ["server1", "server2", "server3"]] = 0
        return rows

    edited(homeservers, "matrix_events", obeying)
    assert "in 5 of 5 cases" in written(homeservers.events, Servers(honoured=1.0))[0]


# --- the hash table --------------------------------------------------------------------------------


@pytest.mark.parametrize("bucket", ["4", "20"])
def test_lookups_are_drawn_as_recorded_beside_the_model(bucket):
    said, figure = drawn(hashtable.lookups, HashTable(bucket))
    rows = recording("dht_lookup").query(f"k == {bucket} and found == 1")
    for ax, column in zip(figure.axes, ("rounds", "told"), strict=True):
        nodes, shown = data(ax, "recorded")
        assert shown == pytest.approx(rows.groupby("n")[column].mean().loc[nodes].to_numpy())
        assert len(data(ax, "_gaps")[0]) == 3 * len(nodes)
    nodes, curve = data(figure.axes[0], "the model")
    at = int(np.flatnonzero(nodes == 400)[0])
    assert curve[at] == KademliaLookup(400, int(bucket)).expected_hops()
    assert f"Of {len(recording('dht_lookup')) // 2} lookups" in said


def test_the_choices_are_the_buckets_and_delays_that_were_recorded():
    with pytest.raises(ValueError, match="allowed: 4, 20"):
        HashTable("8")
    with pytest.raises(ValueError, match="allowed: 0, 10, 20"):
        CircuitDelays("50")


def test_a_round_asks_three_whatever_the_bucket_holds():
    rows = recording("dht_lookup").query("k == 20 and found == 1")
    assert (rows.told == 3 * rows.rounds - 1).all()  # why more are told than the model says
    model = KademliaLookup(200, 20)
    assert model.strangers_told() < 3 * model.expected_hops() - 1
    large = KademliaLookup(1_000_000, 20)
    assert large.strangers_told() == pytest.approx(3 * large.expected_hops() - 1, rel=0.05)


@pytest.mark.parametrize("bucket", ["4", "20"])
def test_the_real_program_waits_longer_than_our_model(bucket):
    model, found = HashTable(bucket), HashTable(bucket).churn()
    ours = model.model(100, 0.5).lookup_seconds(4000).mean()
    assert 5 * ours < found.seconds[0.5] < model.waiting_for_all(100, 0.5)
    _, figure = drawn(hashtable.churn, model)
    assert data(figure.axes[1], "recorded")[1] == pytest.approx(found.seconds.to_numpy())
    assert f"misfit at 50 %:\n{times(ours, found.seconds[0.5], 'too much', 'too little')}" in {
        text.get_text() for text in figure.axes[1].texts
    }
    assert model.waiting_for_all(100, 0.0) == 0


def test_waiting_for_all_makes_asking_three_slower_than_asking_one():
    """At one stale contact in five: what lesson 06 says about a program that waits for every answer."""
    one = KademliaLookup(stale=0.2, parallel=1).lookup_seconds(4000).mean()
    three = KademliaLookup(stale=0.2, parallel=3)
    waits = three.expected_hops() * (three.rtt_ms / 1000 + (1 - 0.8**3) * three.timeout)
    assert three.lookup_seconds(4000).mean() < one < waits


# --- Tor -------------------------------------------------------------------------------------------


@pytest.mark.parametrize("delay", ["10", "20"])
def test_trips_are_drawn_as_recorded_beside_the_formulas(delay):
    model = CircuitDelays(delay)
    said, figure = drawn(circuits.trips, model)
    rows = recording("tor_hops").query(f"delay_ms == {delay} and outcome == 'ok' and hops > 0")
    hops, shown = data(figure.axes[0], "recorded")
    medians = rows.groupby("hops").rtt_ms.median()
    assert hops.tolist() == list(range(2, 9))
    assert shown == pytest.approx(medians.loc[hops].to_numpy())
    worst = max(medians[h] / (2 * h * int(delay)) - 1 for h in hops)
    assert f"at most {100 * worst:.2g} % more" in said
    assert data(figure.axes[0], "_onion")[0].tolist() == [7]


def test_without_delay_only_work_is_left():
    said, figure = drawn(circuits.trips, CircuitDelays("0"))
    assert "what is left is work" in said
    assert (data(figure.axes[0], "the model")[1] == 0).all()


def test_relays_name_what_our_table_says_and_no_more():
    said, html = written(circuits.relay_views, RelayViews())
    assert "agrees in 6 of 6 cells" in said
    assert "do not learn who talks to whom unless they compare" in said
    together, html = written(circuits.relay_views, RelayViews("yes"))
    assert together.endswith("the pair do learn who talks to whom.")
    assert "64 and 62" in html


def test_a_relay_that_names_the_client_and_the_site_is_noticed(edited):
    edited(circuits, "tor_relay_view", lambda rows: rows.assign(next_hop=circuits.SITE))
    said, html = written(circuits.relay_views, RelayViews())
    assert "agrees in 4 of 6 cells" in said
    assert html.count("they differ") == 2


@pytest.mark.parametrize(("timeout", "third"), [(2.0, "30.3 times too short"), (60.0, "the same")])
def test_no_time_out_fits_all_failures(timeout, third):
    said, _ = written(circuits.failures, Retries(timeout=timeout))
    found = recording("tor_failure").set_index("kind").detected_s
    assert pd.isna(found["frozen"])
    assert f"is {number(timeout / found['killed'])} times too long, " in said
    assert said.endswith(f"and {third}.")


def test_silence_gives_a_bound_only():
    assert "at least 7.5 times too short" in written(circuits.failures, Retries())[0]
    assert "longer than anybody watched" in written(circuits.failures, Retries(timeout=20.0))[0]
