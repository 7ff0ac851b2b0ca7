"""A frame of a run is laid out in plain words."""

from __future__ import annotations

from guidekit.exhibits.keys import frames
from guidekit.protocols import olm, pin, prekeys, static


def test_a_laid_out_frame_has_plain_words_and_keeps_the_library_s_to_hover_over():
    laid = frames.frame_table(prekeys.theft())
    assert "used and deleted</td>" in laid._repr_html_()
    assert "pre-key message" not in repr(laid)
    assert 'title="The pre-key message contained an unknown one-time key: …"' in laid._repr_html_()


def test_a_laid_out_frame_leaves_out_what_says_nothing():
    assert "refused" not in repr(frames.frame_table(static.theft("AB", 2, own_copies=True)))
    assert "refused" in repr(frames.frame_table(olm.theft("AB", 2)))
    assert repr(frames.frame_table(olm.theft("AB", 2))).startswith(
        "Alice's keys are copied after message 2\n"
    )
    assert "snapshot" in repr(frames.frame_table(olm.theft("AB")))  # every theft there can be


def test_numbers_and_chances_are_written_as_people_say_them():
    table = frames.frame_table(pin.theft("4831"))
    assert [entry.words for entry in table._column("guesses")] == ["4,832", "10"]
    assert [entry.words for entry in table._column("chance")] == ["always", "1 in 1,000"]
