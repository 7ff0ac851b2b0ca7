"""Keys, files and contacts: lives, lines and steps, drawn or counted one by one."""

from __future__ import annotations

import itertools
import math

import numpy as np
import pytest

from guidekit.models import ContactReach, KeyBackup, Patience


def test_backups_agree_with_drawn_lives():
    """Seed 1, 100,000 lives; four standard errors."""
    keys = KeyBackup(backups=2, years=10, phone_loss=0.3, backup_loss=0.15)
    rng = np.random.default_rng(1)
    runs = 100_000
    backups_end = rng.exponential(-1 / math.log(0.85), (runs, 2)).max(axis=1)
    losses = rng.exponential(-1 / math.log(0.7), (runs, 60)).cumsum(axis=1)
    gone = ((losses > backups_end[:, None]) & (losses <= 10)).any(axis=1).mean()
    assert keys.account_loss() == pytest.approx(gone, abs=4 * math.sqrt(gone * (1 - gone) / runs))


def test_a_file_is_sent_byte_by_byte():
    """Between two measured sizes each byte takes as long as every other, and beyond the last as well."""
    network = Patience(seconds=9, sizes=(10, 30, 70), times=(2, 3, 7))
    clock, arrived = 2.0, {10: 2.0}
    for byte in range(11, 101):
        clock += 1 / 20 if byte <= 30 else 4 / 40
        arrived[byte] = clock
    for size, time in arrived.items():
        assert network.arrival(size) == pytest.approx(time)
    assert network.largest_file() == max(size for size, time in arrived.items() if time <= 9 + 1e-9)
    assert network.but(seconds=0.5).largest_file() == 0


@pytest.mark.parametrize("steps", [0, 1, 3])
def test_contacts_are_summed_over_every_step_that_is_done_or_not(steps):
    chance = 0.0
    for done in itertools.product((True, False), repeat=steps):
        chance += math.prod(0.7 if step else 0.3 for step in done) * all(done)
    assert ContactReach(known=90, using=0.3, done=0.7).reached(steps) == pytest.approx(90 * 0.3 * chance)
