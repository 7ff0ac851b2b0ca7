"""Copies and backups save what the models say, and show what the models say."""

from __future__ import annotations

import pytest
from matplotlib.figure import Figure

from guidekit.drawing.canvas import Canvas
from guidekit.drawing.roles import ink
from guidekit.drawing.sketch import marks
from guidekit.exhibits.relays import storage
from guidekit.models import KeyBackup, StoredCopies
from guidekit.panels.surface import show
from tests.drawing.boxes import labels, overlaps, widths_of_discs


def test_more_copies_arrive_more_often_and_show_more():
    models = [StoredCopies(adversary=0.2, swarm=n) for n in range(1, 16)]
    assert sorted(m.arrives() for m in models) == [m.arrives() for m in models]
    assert sorted(m.link_exposure() for m in models) == [m.link_exposure() for m in models]


@pytest.mark.parametrize("swarm", [1, 3, 7, 15])
@pytest.mark.parametrize("adversary", [0.0, 0.1, 0.5])
def test_linked_conversations_are_filled_discs(swarm, adversary):
    sheet, model = Canvas((8.6, 4.0)), StoredCopies(adversary=adversary, swarm=swarm)
    said = show(storage.swarm, model, sheet)
    discs = widths_of_discs(one for one in marks(sheet).shapes if one.fill == ink(sheet).seen)
    alone = round(100 * adversary**2)  # a hostile first node, and the one that keeps it
    together = round(100 * adversary * (1 - (1 - adversary) ** swarm))
    assert discs.count(11.0) == alone + together + 1  # one stands in the key
    assert len(marks(sheet).shapes) < 100  # two hundred marks are a few paths: each begins a stroke
    assert said.value == together
    assert f"{together} linked · {round(100 * 0.3**swarm)} never arrive" in [
        one.words for one in labels(sheet)
    ]
    assert not overlaps(sheet)


def test_copies_of_a_key_are_lost_or_found():
    said = storage.key_loss(KeyBackup(backups=3), Figure())
    assert "lost for good within 5 years: 0.94." in said
    sums = [KeyBackup(backups=n).account_loss() + KeyBackup(backups=n).found() for n in range(11)]
    assert said.value == sums.index(min(sums)) == 1
    assert storage.key_loss(KeyBackup(phone_loss=0.0), Figure()).value == 0
