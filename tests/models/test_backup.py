"""Backups: the closed form, and the smallest number that is enough."""

from __future__ import annotations

import itertools
import math

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from guidekit.models import KeyBackup
from tests.models.strategies import any_model, is_share


@given(any_model(KeyBackup))
def test_backups_help(keys):
    assert is_share(keys.account_loss())
    risks = [keys.account_loss(n) for n in range(6)]
    assert all(later <= earlier + 1e-12 for earlier, later in itertools.pairwise(risks))
    assert risks[0] == pytest.approx(1 - (1 - keys.phone_loss) ** keys.years, abs=1e-6)
    longer = keys.but(years=min(50, keys.years + 1))
    assert longer.account_loss() >= keys.account_loss() - 1e-9


def test_one_backup_in_closed_form():
    """λ∫e^{−λ(T−t)}(1−e^{−bt})dt = 1 − e^{−λT} − λ(e^{−bT} − e^{−λT})/(λ−b)."""
    keys = KeyBackup(backups=1, years=7, phone_loss=0.2, backup_loss=0.1)
    rate, decay, years = -math.log(0.8), -math.log(0.9), 7
    gone = math.exp(-rate * years)
    want = 1 - gone - rate * (math.exp(-decay * years) - gone) / (rate - decay)
    assert keys.account_loss() == pytest.approx(want, abs=1e-12)


@given(any_model(KeyBackup), st.floats(0, 1))
def test_backups_until_is_the_smallest_number(keys, risk):
    n = keys.backups_until(risk)
    if n <= 100:
        assert keys.account_loss(n) <= risk
        assert n == 0 or keys.account_loss(n - 1) > risk


def test_backup_limits():
    assert KeyBackup(phone_loss=0).account_loss() == 0
    assert KeyBackup(backup_loss=0).account_loss(1) == 0
    assert KeyBackup().backups_until(0) == math.inf
    with pytest.raises(ValueError, match="backups = -1 is outside its range"):
        KeyBackup().account_loss(-1)


@given(held=st.integers(0, 5), found=st.floats(0, 0.5), lost=st.floats(0.01, 0.5), years=st.floats(0.1, 20))
def test_a_copy_is_found_while_it_is_there(held, found, lost, years):
    """Integrated: one copy is found at t if it was neither found nor lost before."""
    model = KeyBackup(backups=held, years=years, backup_loss=lost, found_yearly=found)
    search, decay = -np.log1p(-found), -np.log1p(-lost)
    t = (np.arange(20_000) + 0.5) / 20_000 * years
    once = float((search * np.exp(-(search + decay) * t)).mean() * years)
    assert model.found() == pytest.approx(1 - (1 - once) ** held, abs=1e-6)


def test_more_copies_are_lost_less_and_found_more():
    lost, found = zip(
        *((KeyBackup(backups=n).account_loss(), KeyBackup(backups=n).found()) for n in range(6)), strict=True
    )
    assert sorted(lost, reverse=True) == list(lost)
    assert sorted(found) == list(found)
    assert found[0] == 0
