"""Ratchets: the values of the course's notes, one theft asked of five protocols, and what is refused."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from guidekit.models import Ratchet, Theft
from guidekit.models.ratchet import KEYS, PROTOCOLS

PLAN = "AAAABBAAABBAABBAAAB"  # measured with three libraries: Bob's keys copied, Alice's messages read


def others_readable(protocol: str, snapshot: int) -> list[int]:
    """Copy Bob's keys in the measured plan: the model copies A's, so the letters change places."""
    turns = PLAN.translate(str.maketrans("AB", "BA"))
    frame = Ratchet(protocol=protocol, turns=turns).readable(snapshot)
    return frame.message[frame.readable & (frame.sender == "B")].tolist()


def test_olm_reads_the_answer_under_way_and_nothing_after_it():
    olm = Ratchet(protocol="olm", turns="ABABABABAB")
    assert olm.opened(3) == [4]
    assert olm.opened(4) == []


def test_signal_text_holds_the_next_turn_already():
    assert Ratchet(protocol="signal", turns="ABABABABAB").opened(4) == [5, 6]


@pytest.mark.parametrize(
    ("snapshot", "olm", "signal"),
    [(4, [], [7, 8, 9]), (6, [7, 8, 9], [7, 8, 9]), (8, [9], [9, 12, 13]), (13, [], [16, 17, 18])],
)
def test_measured_plan(snapshot, olm, signal):
    assert others_readable("olm", snapshot) == olm
    assert others_readable("signal", snapshot) == signal


@pytest.mark.parametrize("protocol", ["olm", "signal"])
def test_double_ratchets_close_the_past(protocol):
    ratchet = Ratchet(protocol=protocol, turns=PLAN)
    for snapshot in range(1, len(PLAN) + 1):
        frame = ratchet.readable(snapshot)
        assert not frame.readable[frame.when == "past"].any()


def test_own_messages_are_open_while_their_chain_lasts():
    assert Ratchet(protocol="olm", turns="AAABAB").opened(1) == [2, 3, 4]


@pytest.mark.parametrize("turns", ["A" * 150, "B" * 150, "AB" * 75])
def test_megolm_reads_from_the_key_to_the_end_of_the_session(turns):
    frame = Ratchet(protocol="megolm", turns=turns, rotation=150).readable(61)
    assert frame.message[frame.readable].tolist() == list(range(61, 151))
    assert frame.readable.sum() == 90


def test_megolm_rotation_ends_what_a_key_reads():
    frame = Ratchet(protocol="megolm", turns="B" * 250, rotation=100, minutes_between=1).readable(131)
    assert frame.message[frame.readable].tolist() == list(range(131, 201))


def test_megolm_rotates_after_seven_days_too():
    daily = Ratchet(protocol="megolm", turns="B" * 20, minutes_between=1440)
    assert daily.opened(9) == [9, 10, 11, 12, 13, 14]


def test_each_megolm_sender_has_sessions_of_their_own():
    ratchet = Ratchet(protocol="megolm", turns="AAABBB", rotation=2)
    assert ratchet.opened(1) == [1, 2]  # A's second session and B's first do not exist yet
    assert ratchet.opened(4) == [4, 5]


def test_bramble_reads_its_period_and_all_that_follow():
    half_days = Ratchet(protocol="bramble", turns="AB" * 5, minutes_between=720.25)
    assert half_days.opened(6) == [5, 6, 7, 8, 9, 10]
    assert half_days.opened(5) == [5, 6, 7, 8, 9, 10]


def test_bramble_period_is_a_day_and_thirty_seconds():
    assert Ratchet(protocol="bramble", turns="AB", minutes_between=1440.4).opened(2) == [1, 2]
    assert Ratchet(protocol="bramble", turns="AB", minutes_between=1440.5).opened(2) == [2]


def test_a_static_key_reads_what_was_sealed_to_it():
    bare = Ratchet(protocol="static", turns=PLAN)
    assert bare.opened(8) == [m for m, sender in enumerate(PLAN, 1) if sender == "B"]
    assert bare.but(keys="apps").readable(8).readable.all()


def test_apps_keep_every_megolm_session_that_has_begun():
    """The sessions by hand: A holds 1 to 4, B 5 to 8; A's second begins with 9, B's second with 11."""
    room = Ratchet(protocol="megolm", turns="AAAABBBBAABBAA", rotation=4, keys="apps")
    assert room.opened(3) == [1, 2, 3, 4]
    assert room.opened(9) == [1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 13, 14]
    assert room.opened(14) == list(range(1, 15))


def test_briar_keeps_the_incoming_keys_of_one_period_more():
    half_days = Ratchet(protocol="bramble", turns="AB" * 5, minutes_between=720.25, keys="apps")
    assert half_days.opened(6) == [4, 5, 6, 7, 8, 9, 10]  # of the period before, only B's


def test_frame():
    frame = Ratchet(protocol="olm", turns="AAB").readable(2)
    assert frame.to_dict("list") == {
        "message": [1, 2, 3],
        "sender": ["A", "A", "B"],
        "when": ["past", "past", "future"],
        "readable": [False, False, True],
    }


def test_olm_heals_one_turn_before_signal_text():
    ratchet = Ratchet(protocol="olm", turns="ABABABABAB")
    assert ratchet.heals_at(4) == 5
    assert ratchet.but(protocol="signal").heals_at(4) == 7
    assert ratchet.but(protocol="static").heals_at(4) is None


@pytest.mark.parametrize("snapshot", [-1, 0, 5, 1.5, True, "2", None])
def test_a_theft_outside_the_conversation_is_refused(snapshot):
    with pytest.raises(ValueError, match=r"snapshot = .* allowed: 1 to 4 messages in this conversation"):
        Ratchet(turns="ABAB").readable(snapshot)


@pytest.mark.parametrize("protocol", ["pgp", "Signal", None])
def test_an_unknown_protocol_is_refused(protocol):
    with pytest.raises(ValueError, match="signal, olm, megolm, bramble, static"):
        Ratchet(protocol=protocol)


@pytest.mark.parametrize("turns", ["ABC", "ab", "", "A" * 1001, 5, None, ["A", "B"]])
def test_turns_of_other_letters_or_lengths_are_refused(turns):
    with pytest.raises(ValueError, match=r"Ratchet.turns = .*1 to 1000 messages") as refused:
        Ratchet(turns=turns)
    assert "A and B" in str(refused.value)
    assert len(str(refused.value)) < 200


@pytest.mark.parametrize(("knob", "value"), [("rotation", 0), ("rotation", 1001), ("minutes_between", 0)])
def test_numbers_outside_their_range_are_refused(knob, value):
    with pytest.raises(ValueError, match=f"Ratchet.{knob}"):
        Ratchet(**{knob: value})


def test_a_thousand_messages_are_possible():
    assert (
        Ratchet(protocol="megolm", turns="AB" * 500, rotation=1000, minutes_between=10).opened(1)[-1] == 999
    )


turns = st.text("AB", min_size=1, max_size=40)


@given(turns, st.integers(1, 40), st.integers(1, 100), st.floats(1, 10_080))
def test_every_protocol_is_asked_the_same(turns, after, rotation, minutes):
    for keys in KEYS:
        model = Theft(turns, after, rotation, minutes, keys)
        same_as_each_ratchet(model, min(after, len(turns)))


def same_as_each_ratchet(model: Theft, at: int) -> None:
    for protocol in PROTOCOLS:
        expected = Ratchet(protocol, model.turns, model.rotation, model.minutes_between, model.keys).readable(
            at
        )
        opened = expected.message[expected.readable]
        assert model.opened(protocol) == opened.tolist()
        assert model.counts()[protocol] == len(opened)
        assert model.before_and_after(protocol) == ((opened <= at).sum(), (opened > at).sum())


@given(turns, st.integers(1, 40))
def test_the_lazy_ratchet_never_heals_later_and_never_needs_more_answers(turns, after):
    model = Theft(turns, after)
    lazy, eager = model.heals_at("olm"), model.heals_at("signal")
    assert set(model.opened("olm")) <= set(model.opened("signal"))
    if lazy is not None and eager is not None:
        assert lazy <= eager
        wrote_last = turns[model.snapshot - 1]
        assert model.turns_of_a("olm") == 1
        assert model.turns_of_a("signal") == (1 if wrote_last == "A" else 2)


@given(turns, st.integers(1, 40), st.sampled_from(["signal", "megolm", "bramble", "static"]))
def test_a_thief_is_shut_out_where_nobodys_last_message_is_open(turns, after, protocol):
    model = Theft(turns, after)
    last = {writer: at for at, writer in enumerate(model.turns, 1) if at > model.snapshot}
    closed = last and not set(last.values()) & set(model.opened(protocol))
    assert model.shuts_out(protocol) == bool(closed)


def test_without_an_answer_no_ratchet_heals():
    silent = Theft("B" * 12, stolen_after=4)
    for protocol in ("olm", "signal"):
        assert silent.heals_at(protocol) is silent.turns_of_a(protocol) is None
        assert silent.opened(protocol) == list(range(5, 13))


def test_the_case_that_was_measured_with_libsignal():
    model = Theft("BBBBAABBBAABBAABBBA", stolen_after=8)
    assert [m for m in model.opened("signal") if model.turns[m - 1] == "B"] == [9, 12, 13]
    assert [m for m in model.opened("olm") if model.turns[m - 1] == "B"] == [9]


def test_a_theft_after_the_end_counts_as_one_after_the_last_message():
    assert Theft("ABBA", 40).snapshot == 4
    assert Theft("ABBA", 40).counts() == Theft("ABBA", 4).counts()


@pytest.mark.parametrize("wrong", ["ABC", "abba", "", "A" * 41])
def test_other_conversations_are_refused(wrong):
    with pytest.raises(ValueError, match=r"Theft.turns = .* allowed: 1 to 40 messages"):
        Theft(wrong)
