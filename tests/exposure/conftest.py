from __future__ import annotations

from collections.abc import Callable

import pytest

from guidekit.exposure import exposure

Ask = Callable[..., dict[str, float]]


@pytest.fixture
def levels() -> Ask:
    """What one observer, one coalition or the adversary of a journey knows: datum → level."""

    def ask(
        journey: object, *names: str, adversary: object = None, correlate: bool = False
    ) -> dict[str, float]:
        table = exposure(journey, [names] if names else [], adversary, correlate)
        return dict(zip(table.datum, table.level, strict=True))

    return ask
