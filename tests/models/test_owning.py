"""What running it oneself asks for: upkeep, backups of a key, patience with a slow network."""

import itertools
import math

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from strategies import any_model, is_share

from guidekit.models import KeyBackup, Patience, Upkeep


@given(any_model(Upkeep), st.floats(0, 1000))
def test_upkeep_is_shared(upkeep, hours):
    assert upkeep.hours_per_user() * upkeep.users == pytest.approx(upkeep.hours_per_year())
    if upkeep.users < 1_000_000:
        assert upkeep.but(users=upkeep.users + 1).hours_per_user() <= upkeep.hours_per_user() + 1e-12
    assert upkeep.hours_per_user() >= upkeep.user_hours - 1e-9
    needed = upkeep.users_until(hours)
    if needed <= 1_000_000:
        assert upkeep.but(users=needed).hours_per_user() <= hours + 1e-6
        if needed > 1:
            assert upkeep.but(users=needed - 1).hours_per_user() > hours - 1e-6


def test_upkeep_of_one():
    alone = Upkeep(users=1, setup_hours=30, monthly_hours=2, user_hours=1, years=3)
    assert alone.hours_per_user() == pytest.approx(10 + 24 + 1)
    assert alone.users_until(0.5) == math.inf
    assert Upkeep(setup_hours=0, monthly_hours=0, user_hours=0).users_until(0) == 1


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


def test_backups_agree_with_drawn_lives():
    """Seed 1, 100,000 lives; four standard errors."""
    keys = KeyBackup(backups=2, years=10, phone_loss=0.3, backup_loss=0.15)
    rng = np.random.default_rng(1)
    runs = 100_000
    backups_end = rng.exponential(-1 / math.log(0.85), (runs, 2)).max(axis=1)
    losses = rng.exponential(-1 / math.log(0.7), (runs, 60)).cumsum(axis=1)
    gone = ((losses > backups_end[:, None]) & (losses <= 10)).any(axis=1).mean()
    assert keys.account_loss() == pytest.approx(gone, abs=4 * math.sqrt(gone * (1 - gone) / runs))


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


def test_torperf_medians_are_met():
    """○ Torperf 2019: 50 KiB, 1 MiB and 5 MiB in 1.23, 3.35 and 11.06 s at the median."""
    for size, seconds in ((50 * 1024, 1.23), (2**20, 3.35), (5 * 2**20, 11.06)):
        assert Patience().arrival(size) == pytest.approx(seconds, abs=1e-9)
        assert Patience(seconds=seconds).largest_file() == pytest.approx(size, abs=1e-3)


@given(any_model(Patience), st.floats(0, 1e9))
def test_patience_and_arrival_are_one_curve(patience, size):
    largest = patience.largest_file()
    assert largest >= 0
    if largest > 0:
        assert patience.arrival(largest) == pytest.approx(patience.seconds, rel=1e-9)
    else:
        assert patience.arrival(0) >= patience.seconds - 1e-9
    assert patience.arrival(size) <= patience.arrival(size + 1)
    if patience.seconds < 599:
        assert patience.but(seconds=patience.seconds + 1).largest_file() >= largest


def test_other_measurements_can_be_passed_in():
    slow = Patience(seconds=5, sizes=(0, 1000), times=(1, 3))
    assert slow.largest_file() == 2000
    assert slow.but(seconds=0.5).largest_file() == 0


@pytest.mark.parametrize(
    ("sizes", "times", "says"),
    [
        ((1,), (1,), "two or more of each"),
        ((1, 2), (1, 2, 3), "2 sizes but 3 times"),
        ((2, 1), (1, 2), "must both rise"),
        ((1, 2), (2, 2), "must both rise"),
        ((1, math.nan), (1, 2), "sizes = nan"),
        ((1, 2), (1, "soon"), "times"),
        ((), (), "sizes is empty"),
    ],
)
def test_bad_measurements_are_refused(sizes, times, says):
    with pytest.raises(ValueError, match=says):
        Patience(sizes=sizes, times=times)
