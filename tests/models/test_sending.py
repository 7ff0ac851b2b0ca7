"""Retries: they cost time and lose nothing."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given

from guidekit.models import Retries
from tests.models.strategies import any_model, is_share


@given(any_model(Retries))
def test_retries_never_lose_messages_or_time(model):
    assert is_share(model.arrives())
    assert model.arrives() >= model.reliability() - 1e-12
    assert 0 < model.delay(0.05) <= model.delay(0.5) <= model.delay(0.95)


def test_without_failures_retries_change_nothing():
    sure = Retries(hop_failure=0.0)
    assert sure.delay(0.95) == sure.but(retries=5).delay(0.95)
    assert sure.delay(0.5) == pytest.approx(float(np.median(sure.latency(20_000))), rel=0.02)


def test_a_timeout_is_paid_by_those_who_fail_first():
    model = Retries(hop_failure=0.5, hops=1, retries=1, timeout=60.0)
    assert model.delay(0.6) < 10 < 60 < model.delay(0.7)  # two thirds of what arrives came at the first try
