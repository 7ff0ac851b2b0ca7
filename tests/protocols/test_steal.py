"""A theft, whatever the protocol: the same question, the same frame, and refusals in plain words."""

from __future__ import annotations

import inspect

import pandas as pd
import pytest

from guidekit.protocols import bramble, megolm, olm, pin, prekeys, sealed, static
from guidekit.protocols.steal import StealableKeys, refusal_words

RUNS: dict[str, StealableKeys] = {"olm": olm, "megolm": megolm, "bramble": bramble, "static": static}
each_run = pytest.mark.parametrize("run", RUNS.values(), ids=RUNS)


@each_run
def test_every_protocol_is_asked_with_the_same_two_arguments(run):
    asked = inspect.signature(run.theft).parameters
    assert list(asked)[:2] == list(inspect.signature(StealableKeys.theft).parameters)[1:]
    assert all(one.default is not one.empty for one in asked.values())
    columns = ["snapshot", "message", "sender", "when", "readable", "refused"]
    assert list(run.theft("AB").columns) == columns


@each_run
@pytest.mark.parametrize("snapshot", [0, 5, 0.5])
def test_a_theft_outside_the_conversation(run, snapshot):
    with pytest.raises(ValueError, match="allowed: 1 to 4 messages in this conversation"):
        run.theft("ABAB", snapshot)


@each_run
@pytest.mark.parametrize("turns", ["ABX", "", 7, "A" * 1001])
def test_turns_of_other_letters(run, turns):
    with pytest.raises(ValueError, match="A and B"):
        run.theft(turns, 1)


@pytest.mark.parametrize(
    "frame",
    [
        *(lambda run=run: run.theft("AABABB") for run in RUNS.values()),
        prekeys.theft,
        sealed.fields,
        lambda: pin.theft("0042"),
    ],
)
def test_two_runs_give_the_same_frame(frame):
    pd.testing.assert_frame_equal(frame(), frame())


def test_no_key_stands_in_a_refusal():
    said = refusal_words(ValueError("unknown one-time key: rQefefCS2I+d+z2OhmWIBYPg1y4TSRYBymti84lxgCA"))
    assert said == "the one-time key of this message was used and deleted (unknown one-time key: …)"


def test_a_refusal_without_words_still_has_a_name():
    assert refusal_words(ValueError()) == "ValueError"
