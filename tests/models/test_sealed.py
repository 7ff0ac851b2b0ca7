"""Sealed Sender: published values, every account counted, and what each defence costs."""

from __future__ import annotations

import math

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from guidekit.models import SealedSender
from tests.models.strategies import any_model, is_share, shares

ANY = any_model(SealedSender)


ALONE = any_model(SealedSender, associates=1)


def test_published_values():
    million = SealedSender(users=1_000_000, receipts=1000)
    assert million.false_match(1) == pytest.approx(1, abs=1e-9)
    assert million.false_match(2) == pytest.approx(1 - (1 - 1e-6) ** 999_999, abs=1e-9)
    assert round(million.false_match(2), 3) == 0.632
    assert million.false_match(3) == pytest.approx(0.000999, abs=5e-7)


def test_as_few_as_five_messages():
    """○ Martiny et al. (NDSS 2021): under ten with a million users, for any background up to 10 %."""
    for receipts in (100, 1000, 10_000, 100_000):
        needed = SealedSender(users=1_000_000, receipts=receipts).identified_after(0.99)
        assert 2 <= needed <= 9


@given(ALONE, st.integers(1, 1000))
def test_one_associate_is_the_closed_form(sealed, n):
    q = min(1, sealed.receipts / sealed.users)
    want = 1.0 if q == 1 else -math.expm1((sealed.users - 1) * math.log1p(-(q**n)))
    assert sealed.false_match(n) == pytest.approx(want, abs=1e-9)


@settings(max_examples=40)
@given(ANY, st.integers(0, 2000), shares(), st.floats(0, 1e6))
def test_stays_in_range(sealed, n, answered, cover):
    assert is_share(sealed.false_match(n, answered, cover))
    assert sealed.false_match(0, answered, cover) == 1


@settings(max_examples=40)
@given(ANY, st.floats(0.01, 0.99), st.floats(0.05, 1), st.floats(0, 1e4))
def test_identified_after_is_where_the_answer_turns(sealed, sure, answered, cover):
    n = sealed.identified_after(sure, answered, cover)
    if math.isinf(n):
        assert sealed.false_match(1000, answered, cover) > 1 - sure
    else:
        assert sealed.false_match(int(n), answered, cover) <= 1 - sure + 1e-12
        assert sealed.false_match(int(n) - 1, answered, cover) > 1 - sure - 1e-12


@settings(max_examples=40)
@given(ALONE, st.integers(1, 100))
def test_more_epochs_help_the_server_and_more_background_the_sender(sealed, n):
    assert sealed.false_match(n + 1) <= sealed.false_match(n) + 1e-12
    assert sealed.false_match(n, cover=1000) >= sealed.false_match(n) - 1e-12


def test_every_defence_costs_the_server_epochs():
    sealed = SealedSender(receipts=10_000)
    plain = sealed.identified_after(0.99)
    assert sealed.identified_after(0.99, answered=0.5) > plain
    assert sealed.identified_after(0.99, cover=10**7) > plain
    assert sealed.but(associates=10).identified_after(0.99) > plain
    assert sealed.identified_after(0.99, answered=0) == math.inf
    assert SealedSender(users=1000, receipts=1000).identified_after(0.5) == math.inf
    assert sealed.identified_after(1) == math.inf
    assert sealed.identified_after(0) == 0


def played(users, receipts, associates, epochs, answered, runs, seed):
    """Count receipts account by account, and rank the partner behind all who fit as well."""
    rng = np.random.default_rng(seed)
    q = receipts / users
    ranks = np.empty((runs, epochs))
    for run in range(runs):
        strangers = np.cumsum(rng.random((epochs, users - associates)) < q, axis=0)
        own = (rng.integers(0, associates, epochs) == 0) & (rng.random(epochs) < answered)
        partner = np.cumsum(own | (rng.random(epochs) < q))
        ranks[run] = 1 + (strangers >= partner[:, None]).sum(axis=1)
    return ranks


@pytest.mark.parametrize(("associates", "answered"), [(1, 1.0), (3, 1.0), (2, 0.6)])
def test_agrees_with_counting_every_account(associates, answered):
    """Seed 1, 1,000 accounts of which 100 are busy in an epoch; four standard errors."""
    sealed = SealedSender(users=1000, receipts=100, associates=associates, epochs=12)
    counted = played(1000, 100, associates, 12, answered, 600, seed=1)
    drawn = np.array([sealed.simulate(seed, answered) for seed in range(600)])
    for epoch in (0, 2, 5, 11):
        one, other = drawn[:, epoch], counted[:, epoch]
        error = math.hypot(one.std(), other.std()) / math.sqrt(600)
        assert one.mean() == pytest.approx(other.mean(), abs=4 * error + 1e-9)
        fits = (counted[:, epoch] > 1).mean()
        want = sealed.false_match(epoch + 1, answered)
        assert fits == pytest.approx(want, abs=4 * math.sqrt(max(want * (1 - want), 1e-3) / 600))


@settings(max_examples=40)
@given(any_model(SealedSender, epochs=st.integers(1, 60)), st.integers(0, 99), shares())
def test_ranks_are_ranks(sealed, seed, answered):
    ranks = sealed.simulate(seed, answered)
    assert ranks.shape == (sealed.epochs,)
    assert ranks.min() >= 1
    assert ranks.max() <= sealed.users - sealed.associates + 1
    assert np.array_equal(ranks, sealed.simulate(seed, answered))


@given(ALONE, st.integers(0, 99))
def test_someone_who_always_shows_only_climbs(sealed, seed):
    ranks = sealed.but(epochs=10).simulate(seed)
    assert (np.diff(ranks) <= 0).all()


def test_first_rank_is_the_background():
    """Seed 2: after one epoch everyone with a receipt fits; four standard errors of a binomial."""
    sealed = SealedSender(users=10**9, receipts=10_000, epochs=1)
    assert sealed.simulate(2)[0] == pytest.approx(10_001, abs=4 * math.sqrt(10_000))


@pytest.mark.parametrize("arguments", [{"epochs": -1}, {"epochs": 1.5}, {"answered": 2}, {"cover": -1}])
def test_bad_arguments_are_refused(arguments):
    with pytest.raises(ValueError, match=f"{next(iter(arguments))} = "):
        SealedSender().false_match(**arguments)
