"""Copies and backups save what the models say."""

from __future__ import annotations

from matplotlib.figure import Figure

from guidekit.exhibits.relays import storage
from guidekit.models import KeyBackup, StoredCopies


def test_more_copies_arrive_more_often_and_show_more():
    models = [StoredCopies(adversary=0.2, swarm=n) for n in range(1, 16)]
    assert sorted(m.arrives() for m in models) == [m.arrives() for m in models]
    assert sorted(m.link_exposure() for m in models) == [m.link_exposure() for m in models]
    assert "link 16 % of the messages (our own model)" in storage.swarm(models[6], Figure())


def test_backups_are_counted_as_they_are():
    assert "it takes 3 backups." in storage.key_loss(KeyBackup(), Figure())
    assert "it takes 0 backups." in storage.key_loss(KeyBackup(phone_loss=0.0), Figure())
