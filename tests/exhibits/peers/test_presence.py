"""The energy and the wait are those of the models."""

from __future__ import annotations

from matplotlib.figure import Figure

from guidekit.exhibits.peers import presence
from guidekit.models import Radio, WaitingTime


def test_push_is_cheaper_by_the_ratio_of_the_two_pauses():
    said = presence.radio_energy(Radio(), Figure())
    assert "31,700 J a day. The push channel, alone, takes 566 J." in said
    assert "So the own connection takes 56 times as much." in said  # 1680 s over 30 s
    assert "(assumptions)" in said


def test_the_mailbox_ends_the_wait():
    without, with_one = (presence.waiting_time(WaitingTime(mailbox=kept), Figure()) for kept in ("no", "yes"))
    assert "Without a mailbox a message waits 1.9 days in the mean, with one 8.1 hours" in without
    assert "Within a day 47 % arrive." in without
    assert "Within a day 94 % arrive." in with_one
