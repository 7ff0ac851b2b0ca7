"""What the server sees is what the models, Signal's library and the exposure table say."""

from __future__ import annotations

import pandas as pd
import pytest
from matplotlib.figure import Figure

from guidekit.drawing.sketch import marks
from guidekit.exhibits.operator import server_view
from guidekit.models import Watch
from guidekit.recordings import Envelope, signal
from guidekit.recordings.reading import recording
from guidekit.words import number
from tests.exhibits.everywhere import written


def test_the_partner_is_found():
    model, figure = Watch(), Figure(figsize=(8.4, 2.75))
    said = server_view.partner_rank(model, figure)
    assert model.messages_needed(0.99) == 10
    assert "is 99 % sure after 10 messages" in said
    assert (said.answer, said.value) == ("10", 10)
    ranks = model.but(epochs=server_view._RUN).ranks()
    words = [label.words for label in marks(figure).labels]
    for moment in (int(word.removeprefix("message ")) for word in words if word.startswith("message ")):
        assert f"{ranks[moment - 1]:,}" in words or number(ranks[moment - 1]) in words
    first = int(said.split("from message ")[1].split(" ")[0])
    assert (ranks[first - 1 :] == 1).all()
    assert first == 1 or ranks[first - 2] > 1


def test_someone_who_never_answers_is_never_found():
    said = server_view.partner_rank(Watch(answered=0.0), Figure())
    assert "It is not 99 % sure, even after 2,000 messages." in said
    assert getattr(said, "answer", None) is None
    assert f"is not alone within {server_view._RUN}" in said


def test_defences_cost_the_server_messages():
    plain, off, both = Watch(), Watch(answered=0.1), Watch(answered=0.1, cover=100.0)
    needed = [model.messages_needed(0.99) for model in (plain, off, both)]
    assert needed == sorted(needed)
    assert Watch(cover=10.0).ranks(3).tolist() == plain.simulate(3, cover=10).tolist()


def test_the_sealed_envelope_agrees_in_every_row_and_differs_in_size():
    said, html = written(server_view.envelope, Envelope())
    assert "0 of 5 marks" in said
    assert "The table differs in 0 of 6 rows" in said
    assert "they differ" not in html
    real = recording("sealed_sender").set_index("field").bytes
    for field in ("whole_envelope", "whole_envelope_after_an_answer"):
        assert f"{real[field]:,} bytes" in said or f"and {real[field]:,} after it" in said


def test_without_sealing_the_message_names_the_sender_by_some_of_its_marks():
    marks = Envelope("no").marks()
    named = [field for field, mark in marks.items() if mark.library]
    assert named == ["sender_uuid_binary", "sender_identity_key"]
    assert {mark.ours for mark in marks.values()} == {None}
    assert "The table differs in 3 of 6 rows" in written(server_view.envelope, Envelope("no"))[0]


def test_an_envelope_that_shows_the_sender_is_noticed(edited):
    edited(signal, "sealed_sender", lambda rows: rows.assign(in_server_envelope=1))
    said, html = written(server_view.envelope, Envelope())
    assert "5 of 5 marks" in said
    assert html.count("they differ") == 6


def test_most_of_the_first_size_is_the_key_exchange():
    sizes = pd.DataFrame(signal.envelope_sizes()).set_index(["what", "answered"])
    more = sizes.library - sizes.ours
    assert more["message", False] > 1568 > 10 * more["message", True]  # ML-KEM-1024 adds 1568 bytes
    assert more["envelope", False] == pytest.approx(more["message", False], rel=0.05)
