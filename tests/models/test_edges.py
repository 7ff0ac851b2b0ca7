"""Edges: every public method of every model answers all that it allows, and refuses the rest with a reason.

What is asked comes from the methods themselves, so that a new one is asked too. `ARGUMENTS` says what an
argument may be; an argument that is not listed there fails.
"""

from __future__ import annotations

import functools
import inspect
import itertools
import math
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import Any

import numpy as np
import pandas as pd
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from guidekit import models
from guidekit.knobs import Model
from guidekit.models import Federation, Fragility, NearbyPeople, RankedShares
from guidekit.models.onion import at_least_one
from guidekit.models.ratchet import PROTOCOLS
from tests.models.strategies import any_model, is_share


@dataclass(frozen=True)
class Argument:
    """What an argument may be: from low to high, whole, many; `tried` is as far as a test goes."""

    low: float = 0.0
    high: float = math.inf
    whole: bool = False
    many: bool = False
    tried: float | None = None

    def allowed(self) -> st.SearchStrategy[Any]:
        """Values that must be answered, both ends among them."""
        last = self.high if self.tried is None else self.tried
        if self.whole:
            return st.one_of(
                st.sampled_from([int(self.low), int(last)]), st.integers(int(self.low), int(last))
            )
        spread = st.floats(-12, 12).map(lambda x: min(last, max(self.low, 10**x)))
        one = st.one_of(st.sampled_from([self.low, last]), spread)
        return st.one_of(one, st.lists(one, min_size=1, max_size=3)) if self.many else one

    def refused(self) -> list[Any]:
        """Values that must be refused."""
        wrong: list[Any] = [math.nan, "3", True, self.low - 1, 1j]
        if self.high < math.inf:
            wrong += [self.high * 2, math.inf]
        if self.whole:
            wrong += [2.5, math.inf, np.float64("nan")]
        return wrong + ([[0.5, math.nan], [], [[1], [1, 2]], ["1"]] if self.many else [[1]])


SHARE = Argument(high=1.0)
SEED = Argument(whole=True, tried=2**40)
HOURS = Argument(many=True)
LAST_TRY = float(models.CatchUp().tries()[-1])

# By the name of the argument, or by method where one name means different things.
ARGUMENTS = {
    "answered": SHARE,
    "away": Argument(low=1e-6, many=True),
    "backups": Argument(high=1000, whole=True),
    "CatchUp.delivered_within.hours": Argument(high=LAST_TRY, many=True, tried=100.0),
    "circuits": Argument(low=1, high=10_000_000, whole=True, tried=2000),
    "count": Argument(high=3, whole=True),
    "cover": Argument(high=1e9),
    "cycle": Argument(high=365.0),
    "days": Argument(),
    "epochs": Argument(high=2000, whole=True),
    "FeatureRace.flips_at.share": Argument(low=1e-6, high=1 - 1e-6),
    "honoured": SHARE,
    "horizon": Argument(high=1e4, tried=200.0),
    "hours": HOURS,
    "largest": Argument(high=10, whole=True),
    "messages": Argument(low=1, high=100_000, whole=True, tried=50),
    "node_loss": SHARE,
    "OfflineQueue.longest.share": Argument(low=1e-12, high=0.999999),
    "people": Argument(tried=1e6),
    "probability": SHARE,
    "q": SHARE,
    "rank": Argument(low=1, high=10, whole=True),
    "retries": Argument(high=1_000_000, whole=True),
    "risk": SHARE,
    "samples": Argument(low=1, high=10_000_000, whole=True, tried=300),
    "seed": SEED,
    "share": SHARE,
    "size": Argument(high=1e15),
    "snapshot": Argument(low=1, high=10, whole=True),
    "steps": Argument(high=100, whole=True),
    "Upkeep.users_until.hours": Argument(),
    "years": Argument(low=0.1, high=50),
}
FLAGS = {"linkable", "mailbox", "push", "timer", "uniform"}
WORDS = {"protocol": PROTOCOLS}
# Checked below by their own rules: they take lists, or knobs.
OTHERS = {"pairs", "sizes", "ranks", "cumulative", "users", "turned", "area_km2", "range_m", "speed_kmh"}
# What may have no answer, as its docstring says: no formula is known.
UNKNOWN = {"Fragility.curve", "Fragility.threshold"}
SHARES = {
    "account_loss", "advantage_bound", "arrives", "awake_share", "chance", "circuit_compromise",
    "compromise_over", "contacts_reached", "covered", "deletion_incomplete", "delivered", "delivered_within",
    "dishonest_sees_room", "expires_unread", "exposed_outside", "false_match", "guard_compromise_within",
    "islands", "kept", "link_exposure", "linked", "lost", "nobody", "online_fraction",
    "operator_sees_room", "path_compromise", "reach", "reach_after_blocking", "reach_after_removing",
    "reach_when_closed", "recipient_exposure", "reliability", "sender_exposure", "share", "shares",
    "undelivered", "usable",
}  # fmt: skip
SLOW = {"curve", "carriers", "places", "simulate", "ranks", "flips_at", "readable", "tries"}
SMALL = {  # as large as an argument above says
    Federation: {"servers": st.integers(10, 300)},
    models.ClosedServers: {"servers": st.integers(10, 300)},
    Fragility: {"nodes": st.integers(100, 300)},
    NearbyPeople: {"people": st.integers(2, 12)},
    models.Ratchet: {"turns": st.text("AB", min_size=10, max_size=20)},
    models.CatchUp: {"pause": st.floats(1, 60), "longest": st.floats(0.1, 24)},
}


def classes() -> list[type[Model]]:
    found = [getattr(models, name) for name in models.__all__]
    return [cls for cls in found if inspect.isclass(cls) and issubclass(cls, Model)]


def public(cls: type) -> Iterator[tuple[str, Callable[..., Any]]]:
    """List the methods that a class adds to those of `Model`, but not those that make one from tables."""
    for name, method in inspect.getmembers(cls, callable):
        if not name.startswith("_") and not hasattr(Model, name) and not inspect.ismethod(method):
            yield name, method


def test_the_lists_name_methods_that_models_have():
    methods = {name for cls in classes() for name, _ in public(cls)}
    assert methods >= SHARES | SLOW
    assert {name.partition(".")[2] for name in UNKNOWN} <= methods


def argument(cls: type, method: str, name: str) -> Argument:
    for owner in cls.__mro__:
        if f"{owner.__name__}.{method}.{name}" in ARGUMENTS:
            return ARGUMENTS[f"{owner.__name__}.{method}.{name}"]
    assert name in ARGUMENTS, f"say in ARGUMENTS what {cls.__name__}.{method}({name}) may be"
    return ARGUMENTS[name]


def parameters(method: Callable[..., Any]) -> list[inspect.Parameter]:
    return [p for p in inspect.signature(method).parameters.values() if p.name != "self"]


METHODS = [(cls, name) for cls in classes() for name, _ in public(cls)]
ASKED = [
    (cls, name, p.name)
    for cls, name in METHODS
    for p in parameters(getattr(cls, name))
    if p.name not in FLAGS | WORDS.keys() | OTHERS
]


def numbers_in(answer: Any) -> Iterator[float]:
    """Yield every number of an answer."""
    if isinstance(answer, pd.DataFrame):
        for column in answer.select_dtypes("number"):
            yield from answer[column].tolist()
    elif isinstance(answer, dict):
        for value in answer.values():
            yield from numbers_in(value)
    elif isinstance(answer, (list, tuple)):
        for value in answer:
            yield from numbers_in(value)
    elif isinstance(answer, np.ndarray):
        yield from answer.ravel().tolist()
    elif isinstance(answer, (int, float, np.number)):
        yield float(answer)


@functools.cache
def drawn(cls: type, name: str) -> st.SearchStrategy[tuple[Model, dict[str, Any]]]:
    """Models of a class, and arguments for one of its methods."""
    given_ = {}
    for p in parameters(getattr(cls, name)):
        if p.name in FLAGS:
            given_[p.name] = st.booleans()
        elif p.name in WORDS:
            given_[p.name] = st.sampled_from(WORDS[p.name])
        elif p.name == "pairs":
            given_[p.name] = st.lists(st.sampled_from([(1, 2), (2, 1), (1, 10)]), max_size=3)
        else:
            given_[p.name] = argument(cls, name, p.name).allowed()
    return st.tuples(any_model(cls, **SMALL.get(cls, {})), st.fixed_dictionaries(given_))


@pytest.mark.parametrize(("cls", "name"), METHODS, ids=lambda x: getattr(x, "__name__", x))
def test_every_method_answers_all_that_it_allows(cls, name):
    @settings(max_examples=6 if name in SLOW else 30, suppress_health_check=list(HealthCheck), database=None)
    @given(drawn(cls, name))
    def asked(pair):
        model, given_ = pair
        with np.errstate(all="raise"):  # as some people's cells have it
            found = list(numbers_in(getattr(model, name)(**given_)))
        if f"{cls.__name__}.{name}" not in UNKNOWN:
            assert not any(math.isnan(x) for x in found)
        if name in SHARES:
            shares = found if name != "compromise_over" else [x for x in found if x <= 1]
            assert all(is_share(x) for x in shares)
        assert all(x >= 0 for x in found if not math.isnan(x))

    asked()


@pytest.mark.parametrize(("cls", "name", "asked"), ASKED, ids=lambda x: getattr(x, "__name__", x))
def test_every_method_refuses_what_is_no_such_number(cls, name, asked):
    model = cls(**{"servers": 10} if cls in (Federation, models.ClosedServers) else {})
    method = getattr(model, name)
    fine = {}
    for p in parameters(method):
        if p.default is p.empty and p.name != asked:
            fine[p.name] = next(iter(WORDS[p.name])) if p.name in WORDS else argument(cls, name, p.name).low
    for wrong in argument(cls, name, asked).refused():
        if name in ("compromise_over", "compromises") and isinstance(wrong, list) and wrong == [1]:
            continue  # it takes many, too
        with pytest.raises(ValueError, match=asked if asked != "cycle" else "release_days"):
            method(**fine, **{asked: wrong})


@pytest.mark.parametrize("wrong", [math.nan, "3", True, -1, 2.5, 4, None, [1]])
def test_ranked_shares_refuse_what_is_no_count_of_them(wrong):
    few = RankedShares.from_cumulative([1, 3], [0.5, 1])
    with pytest.raises(ValueError, match=r"^count = "):
        few.top(wrong)
    with pytest.raises(ValueError, match=r"^count = "):
        models.both_among_largest(few, few, wrong)


@pytest.mark.parametrize("wrong", [math.nan, "3", True, -1, 1.5, None, [1]])
def test_shares_that_are_asked_of_tables_are_shares(wrong):
    with pytest.raises(ValueError, match=r"^share = "):
        RankedShares.from_cumulative([1, 3], [0.5, 1]).needed(wrong)
    with pytest.raises(ValueError, match=r"^chance = "):
        at_least_one(wrong, 2)
    if wrong != 1.5 and wrong != [1]:
        with pytest.raises(ValueError, match=r"^times = "):
            at_least_one(0.5, wrong)


@given(st.one_of(st.sampled_from([0.0, 1.0]), st.floats(0, 1)), HOURS.allowed())
def test_at_least_one_answers_for_ever(chance, times):
    found = np.atleast_1d(at_least_one(chance, times))
    assert all(is_share(x) for x in found)
    assert found[np.atleast_1d(times) == math.inf] == pytest.approx(float(chance > 0))


@pytest.mark.parametrize("wrong", [math.nan, "3", True, -1, None, [1]])
@pytest.mark.parametrize("asked", ["area_km2", "range_m", "speed_kmh"])
def test_a_rate_of_meetings_needs_numbers(asked, wrong):
    with pytest.raises(ValueError, match=f"^{asked} = "):
        models.meeting_rate(**{"area_km2": 1, "range_m": 10, "speed_kmh": 4, asked: wrong})


@pytest.mark.parametrize("wrong", [math.nan, "3", True, -1, None, [1], math.inf])
@pytest.mark.parametrize("asked", ["people", "hours", "steps", "area_km2", "speed_kmh", "leg_hours", "seed"])
def test_a_walk_needs_numbers(asked, wrong):
    with pytest.raises(ValueError, match=f"^{asked} = "):
        models.walk(**{asked: wrong})


@pytest.mark.parametrize(
    "pair", [(1, 1), (0, 2), (1, 11), (1, 2.5), (1, True), (1, "2"), (math.nan, 1), 3, "12"]
)
def test_a_federation_blocks_only_pairs_of_servers(pair):
    with pytest.raises(ValueError, match=r"^pairs: "):
        Federation(servers=10).reach_after_blocking([pair])


@pytest.mark.parametrize("sizes", ["12", 3, [], [math.nan], ["3"], [True], [-1], [0, 0]])
def test_sizes_are_numbers_of_people(sizes):
    with pytest.raises(ValueError, match=r"^sizes"):
        Federation.from_sizes(sizes)


@pytest.mark.parametrize("cls", classes(), ids=lambda cls: cls.__name__)
def test_every_knob_refuses_what_is_no_such_number(cls):
    from guidekit.knobs import knobs_of

    for name, rule in knobs_of(cls).items():
        wrong: list[Any] = [math.nan, None, [1.5], 1j, True]
        if not rule.choices and not rule.letters:
            wrong += ["3", rule.high + 1, rule.low - 1, math.inf, *([rule.low + 0.5] if rule.whole else [])]
        for value in wrong:
            with pytest.raises(ValueError, match=rf"^{cls.__name__}\.{name} = "):
                cls(**{name: value})


LATER = [(models.FeatureRollout, "usable"), (models.FeatureRace, "usable"),
         (models.Presence, "delivered_within"), (models.Proximity, "delivered_within")]  # fmt: skip


@pytest.mark.parametrize(("cls", "name"), LATER, ids=lambda x: getattr(x, "__name__", x))
def test_everything_comes_in_the_end_and_nothing_goes_back(cls, name):
    @settings(max_examples=40, database=None)
    @given(any_model(cls), st.floats(0, 1e4), st.floats(0, 1e4))
    def asked(model, one, other):
        early, late = sorted([one, other])
        found = [getattr(model, name)(time) for time in (early, late, 1e9, 1e300, math.inf)]
        assert all(a <= b + 3e-8 for a, b in itertools.pairwise(found))
        assert found[-2:] == [1, 1]

    asked()


@given(any_model(models.Proximity))
def test_in_the_end_everyone_carries(crowd):
    held = crowd.carriers(math.inf)
    assert held == pytest.approx(1 if crowd.relay == "direct" else crowd.people, rel=1e-12)
