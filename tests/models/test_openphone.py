"""An open phone, and twelve messages with their keys: counted by hand and from the definition."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from guidekit.models import KeyStrip, OpenPhone
from guidekit.models.openphone import HOURS
from guidekit.models.ratchet import PROTOCOLS


@pytest.mark.parametrize(("vanish", "left"), [("never", 20), ("a day", 8), ("six hours", 2), ("an hour", 1)])
def test_what_is_left_on_the_screen(vanish, left):
    """One message every three hours: 24 hours hold eight of them, the newest being of now."""
    phone = OpenPhone(vanish)
    assert phone.on_screen() == list(range(21 - left, 21))
    assert phone.on_screen(timer=False) == list(range(1, 21))


@given(st.sampled_from(list(HOURS)), st.sampled_from(["no", "yes"]), st.sampled_from(PROTOCOLS))
def test_what_is_read_is_read_somewhere(vanish, linked, protocol):
    phone = OpenPhone(vanish, linked)
    somewhere = [
        message
        for message in range(1, 41)
        if message in phone.on_screen()
        or message in phone.theft().opened(protocol)
        or message in phone.on_device()
    ]
    assert phone.read(protocol) == somewhere
    assert phone.on_device() == (list(range(21, 41)) if linked == "yes" else [])
    assert phone.on_device(linkable=False) == []


def test_a_new_secret_comes_with_each_new_writer():
    assert KeyStrip().secrets() == [(1, 1), (2, 3), (4, 5), (6, 7), (8, 8), (9, 9), (10, 11), (12, 12)]
    assert KeyStrip(turns="B" * 12).secrets() == [(1, 12)]


@given(st.text("AB", min_size=12, max_size=12), st.integers(1, 12))
def test_what_a_strip_loses_follows_from_its_secrets(turns, after):
    """From the definition: the copy holds this secret, A's next one, and what B makes with them."""
    strip = KeyStrip(after, turns)
    held = [served for served in strip.secrets() if served[1] >= after]
    reach = 3 if turns[after - 1] == "B" else 2  # after B's message A has drawn her next secret already
    last = held[:reach][-1][1]
    assert strip.opened() == list(range(after + 1, last + 1))
