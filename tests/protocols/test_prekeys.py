"""Prekeys: what opens the first message after it was read."""

from __future__ import annotations

from guidekit.protocols import prekeys


def test_the_fallback_key_opens_the_first_message_and_the_one_time_key_does_not():
    frame = prekeys.theft()
    after = frame[frame.stolen == "after"].set_index("key")
    assert after.readable.to_dict() == {"one-time": False, "fallback": True}
    assert frame[frame.stolen == "before"].readable.all()
    assert "used and deleted" in after.refused["one-time"]
