"""Thefts with the real libraries: what a stolen key reads, and how bad input is refused."""

from __future__ import annotations

import pandas as pd
import pytest

from guidekit.protocols import bramble, megolm, olm, pin, prekeys, sealed, static
from guidekit.protocols.steal import refusal

PLAN = "AAAABBAAABBAABBAAAB"
RUNS = {"olm": olm, "megolm": megolm, "bramble": bramble, "static": static}
each_run = pytest.mark.parametrize("run", RUNS.values(), ids=RUNS)


def opened(frame: pd.DataFrame) -> list[int]:
    return frame.message[frame.readable].tolist()


@pytest.mark.parametrize(("snapshot", "read"), [(3, []), (5, [6, 7, 8]), (7, [8]), (12, [])])
def test_olm_reads_what_was_measured_before(snapshot, read):
    frame = olm.theft(PLAN.translate(str.maketrans("AB", "BA")), snapshot)
    assert opened(frame[frame.sender == "B"]) == read


def test_olm_closes_the_past():
    frame = olm.theft(PLAN)
    assert not frame.readable[frame.when == "past"].any()
    assert frame.readable.sum() > 20  # and not because nothing can be read at all


def test_olm_says_why():
    frame = olm.theft("ABABABABAB", 3)
    assert "used once and deleted" in frame.refused[3]
    assert "not in the copy" in frame.refused[4]
    assert "do not fit" in frame.refused[5]


def test_megolm_key_reads_to_the_end_of_the_session():
    frame = megolm.theft("B" * 150, 60, rotation=150)
    assert opened(frame) == list(range(60, 150))


def test_megolm_sessions_of_ten_messages_leak_one_by_one():
    frame = megolm.theft("B" * 30, 14, rotation=10)
    assert opened(frame) == [14, 15, 16, 17, 18, 19]
    assert "begins later" in frame.refused[13]
    assert "no key of this session" in frame.refused[25]


def test_megolm_rotates_after_a_week():
    assert opened(megolm.theft("B" * 20, 8, minutes_between=1440)) == [8, 9, 10, 11, 12, 13]


def test_a_megolm_client_that_keeps_its_history_gives_it_away():
    two = megolm.theft("AB" * 15, 20, rotation=10, keep_history=True)
    assert opened(two) == [
        *range(21),
        22,
        24,
        26,
        28,
    ]  # A's new session has begun, B's begins with message 21
    assert opened(megolm.theft("B" * 30, 14, rotation=10, keep_history=True)) == list(range(20))


def test_bramble_reads_from_the_present_period_on():
    assert opened(bramble.theft("AB" * 5, 5, minutes_between=720.25)) == [4, 5, 6, 7, 8, 9]


def test_bramble_with_the_late_keys_of_the_period_before():
    frame = bramble.theft("AB" * 5, 5, minutes_between=720.25, keep_previous=True)
    assert opened(frame) == [3, 4, 5, 6, 7, 8, 9]  # 3 is B's; of A's own earlier message 2 no key is kept


def test_bramble_of_the_first_period_has_none_before():
    assert opened(bramble.theft("ABAB", 0, minutes_between=1500, keep_previous=True)) == [0, 1, 2, 3]


def test_a_static_key_reads_the_whole_past():
    frame = static.theft("B" * 20, 19)
    assert frame.readable[frame.when == "past"].sum() == 20


def test_the_fallback_key_opens_the_first_message_and_the_one_time_key_does_not():
    frame = prekeys.theft()
    after = frame[frame.stolen == "after"].set_index("key")
    assert after.readable.to_dict() == {"one-time": False, "fallback": True}
    assert frame[frame.stolen == "before"].readable.all()
    assert "used and deleted" in after.refused["one-time"]


@each_run
@pytest.mark.parametrize("snapshot", [-1, 4, 0.5])
def test_a_theft_outside_the_conversation(run, snapshot):
    with pytest.raises(ValueError, match="allowed: 0 to 3 messages in this conversation"):
        run.theft("ABAB", snapshot)


@each_run
@pytest.mark.parametrize("turns", ["ABX", "", 7, "A" * 1001])
def test_turns_of_other_letters(run, turns):
    with pytest.raises(ValueError, match="A and B"):
        run.theft(turns, 0)


@pytest.mark.parametrize("wrong", [{"rotation": 0}, {"rotation": 2.5}, {"minutes_between": -1}])
def test_megolm_numbers_outside_their_range(wrong):
    with pytest.raises(ValueError, match=f"{next(iter(wrong))} = "):
        megolm.theft("AB", 0, **wrong)


# What each library must refuse; everything else on its list must open, so the run has gone on.
REFUSED = {
    olm: {
        "a message cut short": "cut short",
        "an empty message": "cut short",
        "a flipped bit": "changed on the way",
        "the key of another session": "do not fit",
        "a copy opened with a wrong key": "do not fit",
        "the same message again": "used once and deleted",
    },
    megolm: {
        "a message cut short": "cut short",
        "a flipped bit": "signature",
        "the key of another session": "signature",
        "a key from a later message on": "begins later",
    },
    static: {
        "a message cut short": "does not fit",
        "an empty message": "cut short",
        "a flipped bit": "changed on the way",
        "another person's key": "does not fit",
    },
    bramble: {
        "a message cut short": "does not fit",
        "an empty message": "does not fit",
        "a flipped bit": "changed on the way",
        "another person's key": "does not fit",
        "the key of the period after": "does not fit",
        "the same message again": "received before",
    },
    sealed: {
        "an expired certificate": "expired on 2026-11-22",
        "a certificate signed by someone else": "signature",
        "a certificate with another name": "signature",
        "another person's certificate": "another key than the certificate",
        "an envelope cut short": "does not fit",
        "a flipped bit": "changed on the way",
        "an envelope for someone else": "does not fit",
        "the same envelope again": "used and deleted",
    },
}


@pytest.mark.parametrize("run", REFUSED, ids=lambda run: run.__name__.rsplit(".", 1)[1])
def test_bad_input_is_refused_in_a_sentence_and_the_run_goes_on(run):
    frame = run.bad_input().set_index("input")
    assert set(frame.index[~frame.readable]) == set(REFUSED[run])
    for name, words in REFUSED[run].items():
        assert words in frame.refused[name]
    assert frame.readable.iloc[-1]


@pytest.mark.parametrize(
    "frame",
    [
        *(lambda run=run: run.bad_input() for run in REFUSED),
        *(lambda run=run: run.theft("AABABB") for run in RUNS.values()),
        prekeys.theft,
        sealed.fields,
        lambda: pin.theft("0042"),
    ],
)
def test_two_runs_give_the_same_frame(frame):
    pd.testing.assert_frame_equal(frame(), frame())


def test_no_key_stands_in_a_refusal():
    said = refusal(ValueError("unknown one-time key: rQefefCS2I+d+z2OhmWIBYPg1y4TSRYBymti84lxgCA"))
    assert said == "the one-time key of this message was used and deleted (unknown one-time key: …)"


def test_a_refusal_without_words_still_has_a_name():
    assert refusal(ValueError()) == "ValueError"
