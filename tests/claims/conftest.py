"""The answers to all claims, worked out once."""

from __future__ import annotations

import pytest

from guidekit.claims import Evidence, check_claims


@pytest.fixture(scope="session")
def answers() -> dict[str, Evidence]:
    return {one.claim: one for one in check_claims()}
