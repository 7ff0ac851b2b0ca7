"""A deletion is as complete as independent servers make it, and the default time is the documented one."""

from __future__ import annotations

import numpy as np
import pytest

from guidekit.models import Deletion
from guidekit.tables.query import load


@pytest.mark.parametrize(("servers", "honoured"), [(2, 0.9), (10, 0.9), (16, 0.5), (5, 0.0), (5, 1.0)])
def test_what_stays_is_what_a_thousand_rooms_show(servers, honoured):
    model = Deletion(servers=servers, honoured=honoured)
    kept = (np.random.default_rng(1).random((20_000, servers)) >= honoured).sum(axis=1)
    assert model.copies() == pytest.approx(kept.mean(), abs=0.05)
    assert model.somewhere_kept() == pytest.approx((kept > 0).mean(), abs=0.015)


def test_the_time_in_the_database_has_a_first_hand_source():
    row = load("parameters").set_index("id").loc["mx.redaction_days"]
    assert (row.kind, row.confidence, Deletion().purge) == ("specified", "verified", float(row.value))
