"""Points of what was measured, so that a test of a model needs no table (``data/measured.csv``)."""

from __future__ import annotations

import pytest

_GUARD = """1 .005945 2 .010805 3 .015281 5 .023813 10 .04406 20 .078349 30 .10703 50 .151173 75 .199251
100 .241436 150 .310641 200 .366397 300 .458474 400 .535407 500 .602011 750 .736518 1000 .835625
1250 .908268 1500 .959015 1892 1"""
_EXIT = """1 .027712 2 .039714 3 .050481 5 .069014 10 .107343 20 .167938 30 .217642 50 .303963 75 .396585
100 .479164 150 .61413 200 .716998 300 .858266 400 .938006 500 .976783 750 .999736 841 1"""
_FEDIVERSE = """1 .112538 2 .225062 3 .325243 5 .375697 10 .442567 15 .478423 19 .502812 20 .508355
30 .547983 50 .604627 75 .647961 100 .677265 150 .712352 200 .732406 230 .740992 300 .755608 500 .774799
750 .789337 1000 .803875 1500 .83295 2000 .862026 3000 .920178 4000 .978329 4601 1"""

Points = tuple[list[float], list[float]]


def _points(text: str) -> Points:
    numbers = [float(word) for word in text.split()]
    return numbers[::2], numbers[1::2]


@pytest.fixture
def tor_weights() -> dict[str, Points]:
    """Cumulative selection weights of the Tor consensus of 2018-04-21 (S-tor-consensus)."""
    return {"guard": _points(_GUARD), "exit": _points(_EXIT)}


@pytest.fixture
def fediverse() -> Points:
    """Cumulative shares of the users of 4,601 servers, October 2022 (S-fediverse)."""
    return _points(_FEDIVERSE)
