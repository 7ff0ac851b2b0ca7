"""What each model costs: at its defaults, at the far end of every knob, and as its network grows.

Run: python -m benchmarks.models. Each call makes the model anew and asks it for what a lesson asks for. The
budget is 20 ms of the processor at the defaults, and 50 ms at the far end of any one knob.
"""

from __future__ import annotations

import itertools
import math
import statistics
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any

from benchmarks.timing import BUSY, Timing, in_turn, short
from guidekit import models, scenario
from guidekit.knobs import Model, knobs_of

DEFAULTS, FAR = 20.0, 50.0  # budgets, ms
LEVEL = 0.1  # the exponent of n below which the upper half of the sizes costs nearly the same
FLAT = 2.0  # the slowest size may take so many times what the quickest takes
EPIDEMIC, TWO_HOP = {"relay": "epidemic"}, {"relay": "two-hop"}
LONG = "AB" * 500  # a conversation of 1,000 messages


@dataclass(frozen=True)
class Question:
    """What a lesson asks of a model.

    Attributes
    ----------
    name : str
        The class of the model, and what it is asked for.
    ask : callable
        Takes the model and a number that is new in each call, so that nothing is found in a cache.
    size : str
        The knob that counts nodes, servers or people; empty if the answer does not depend on how many others
        there are.
    why : str
        What grows with the size, in a few words; empty where nothing does.
    knobs : mapping
        The knobs that are not at their defaults.
    """

    name: str
    ask: Callable[[Any, int], object]
    size: str = ""
    why: str = ""
    knobs: Mapping[str, Any] = field(default_factory=dict)

    @property
    def model(self) -> type[Model]:
        """The class that is asked."""
        name = self.name.partition(".")[0]
        cls: type[Model] = getattr(models, name, None) or getattr(scenario, name)
        return cls


Q = Question
QUESTIONS = (
    Q("CatchUp.delivered_within, a day", lambda m, k: m.delivered_within(24)),
    Q("ClosedServers.reach_when_closed", lambda m, k: m.reach_when_closed(m.closed)),
    Q("Comparison.values, the four ways", lambda m, k: m.but(link_ms=40 + k * 1e-6).values(), "users"),
    Q("ContactReach.reached", lambda m, k: m.reached(2)),
    Q("Deletion.somewhere_kept", lambda m, k: m.somewhere_kept()),
    Q("FeatureRace.flips_at", lambda m, k: m.flips_at(0.9)),
    Q("FeatureRollout.days_until", lambda m, k: m.days_until(0.9)),
    Q("Federation.deletion_incomplete", lambda m, k: m.deletion_incomplete(0.5)),
    Q("Federation.reach_after_blocking", lambda m, k: m.reach_after_blocking([(1, 2)])),
    Q("Federation.servers_seeing_room", lambda m, k: m.servers_seeing_room(), "servers",
      "one share for each server"),
    Q("FirstDay.nobody", lambda m, k: m.nobody(), "users"),
    Q("NodeLoss.left", lambda m, k: m.left()),
    Q("Fragility.curve", lambda m, k: m.curve(k), "nodes", "one point of the curve for each node"),
    Q("Island.reach", lambda m, k: m.reach(), "population"),
    Q("KademliaLookup.expected_hops", lambda m, k: m.expected_hops(), "nodes",
      "one sum for each halving above 384 nodes; below, a table that is kept"),
    Q("KademliaLookup.hops, 4,000 lookups", lambda m, k: m.hops(4000, k), "nodes",
      "hops, with the logarithm of the nodes"),
    Q("KademliaLookup.lookup_seconds, 4,000 lookups", lambda m, k: m.lookup_seconds(4000, k)),
    Q("FirstRelay.linked", lambda m, k: m.linked()),
    Q("KeyBackup.account_loss", lambda m, k: m.account_loss()),
    Q("KeyStrip.opened", lambda m, k: m.opened()),
    Q("NearbyPeople.carriers, epidemic", lambda m, k: m.carriers(k), "people",
      "pairs who may meet; the picture ends at 60 people", EPIDEMIC),
    Q("NewNodes.linked", lambda m, k: m.linked(), "relays"),
    Q("OfflineQueue.lost", lambda m, k: m.lost()),
    Q("OnionRouting.circuit_compromise", lambda m, k: m.circuit_compromise(uniform=True), "relays"),
    Q("OnionRouting.compromise_over, 100 circuits", lambda m, k: m.compromise_over([100])),
    Q("OnionRouting.latency, 10,000 messages", lambda m, k: m.latency(10_000, k)),
    Q("OpenPhone.read", lambda m, k: m.read("static")),
    Q("Patience.largest_file", lambda m, k: m.largest_file()),
    Q("PoissonMixnet.latency_quantile", lambda m, k: m.latency_quantile(0.5)),
    Q("Presence.delivered_within, a day", lambda m, k: m.delivered_within(24)),
    Q("Proximity.delivered_within, epidemic", lambda m, k: m.delivered_within(1.0), "people",
      "up to 400 people an exact sum, above a closed form", EPIDEMIC),
    Q("Proximity.mean_delay, epidemic", lambda m, k: m.mean_delay(), "people", "", EPIDEMIC),
    Q("Proximity.mean_delay, two-hop", lambda m, k: m.mean_delay(), "people",
      "terms of the sum, with the square root of the people", TWO_HOP),
    Q("PhoneWeek.week", lambda m, k: m.week()),
    Q("Radio.joules_per_day", lambda m, k: m.joules_per_day()),
    Q("Ratchet.readable, 1,000 messages", lambda m, k: m.but(turns=LONG).readable(500)),
    Q("Retries.arrives", lambda m, k: m.arrives()),
    Q("SealedSender.simulate", lambda m, k: m.simulate(k), "users"),
    Q("Spam.spam_per_day", lambda m, k: m.spam_per_day()),
    Q("StoredCopies.arrives", lambda m, k: m.arrives()),
    Q("SwarmStorage.recipient_exposure", lambda m, k: m.recipient_exposure(), "nodes"),
    Q("Theft.counts", lambda m, k: m.counts()),
    Q("Trilemma.advantage_bound", lambda m, k: m.advantage_bound(), "users"),
    Q("Upkeep.hours_per_user", lambda m, k: m.hours_per_user(), "users"),
    Q("Watch.ranks", lambda m, k: m.ranks(k), "users"),
)  # fmt: skip


@dataclass(frozen=True)
class Cost:
    """What the answer to a question costs, in milliseconds of the processor.

    Attributes
    ----------
    question : Question
        What was asked.
    usual, far : Timing
        At the defaults, and at the slowest far end of a knob.
    end : str
        That far end, such as ``nodes=10000``.
    sizes, growth : tuple
        The sizes of the network, and the time at each; empty if there is no such knob.
    """

    question: Question
    usual: Timing
    far: Timing
    end: str
    sizes: tuple[int, ...] = ()
    growth: tuple[Timing, ...] = ()

    @property
    def late(self) -> bool:
        """Whether it is over one of the budgets."""
        return self.usual.median > DEFAULTS or self.far.median > FAR

    @property
    def costs(self) -> list[float]:
        """Milliseconds at each size, the quickest of all rounds."""
        return [timing.least for timing in self.growth]

    @property
    def factor(self) -> float:
        """How many times longer the slowest size takes than the quickest."""
        return max(self.costs) / min(self.costs)

    @property
    def exponent(self) -> float:
        """Slope of the logarithm of the time by that of the size, from the upper half of the sizes."""
        upper = max(3, (len(self.sizes) + 1) // 2)
        x = [math.log(size) for size in self.sizes[-upper:]]
        y = [math.log(ms) for ms in self.costs[-upper:]]
        return statistics.linear_regression(x, y).slope

    def words(self) -> str:
        """Say whether the cost is flat, and how it grows otherwise."""
        if not self.sizes:
            return ""
        if self.factor <= FLAT:
            return "flat"
        if self.costs[0] == max(self.costs):
            words = f"falls to 1/{self.factor:.0f}"
        elif self.exponent < LEVEL:
            words = f"{self.factor:.0f} times more, then nearly flat"
        else:
            words = f"grows as n^{self.exponent:.1f}"
        return f"{words}: {self.question.why}" if self.question.why else words


def far_ends(question: Question) -> Iterator[dict[str, Any]]:
    """Yield each knob at each of its ends, the others as the question has them."""
    for name, rule in knobs_of(question.model).items():
        for value in rule.choices or (rule.low, rule.high):
            yield {name: (rule.letters * int(value))[: int(value)] if rule.letters else value}


def sizes_of(question: Question) -> tuple[int, ...]:
    """Return the powers of ten that the knob allows from 100 on, and its highest; a small one as a whole."""
    if not question.size:
        return ()
    rule = knobs_of(question.model)[question.size]
    low, high = int(max(rule.low, 100)), int(rule.high)
    if high < 1000:
        return tuple(round(rule.low * (high / rule.low) ** (i / 4)) for i in range(5))
    powers = [10**n for n in range(2, 10) if low <= 10**n <= high]
    return tuple(dict.fromkeys([*powers, high]))


def measure(question: Question, rounds: int = 15) -> Cost:
    """Time one question at the defaults, at every far end and at each size of the network."""
    number = itertools.count(1)

    def asking(**more: Any) -> Callable[[], object]:
        def call() -> object:
            return question.ask(question.model(**{**question.knobs, **more}), next(number))

        call()  # fills the caches that a lesson would have filled too
        return call

    ends = list(far_ends(question))
    first = in_turn([asking(**end) for end in ends], 2, BUSY)
    end = ends[max(range(len(ends)), key=lambda n: first[n].least)]
    usual, far = in_turn([asking(), asking(**end)], rounds, BUSY)
    # The sizes are timed apart from the far end, which leaves the processor's caches cold.
    sizes = sizes_of(question)
    growth = in_turn([asking(**{question.size: n}) for n in sizes], rounds, BUSY) if sizes else []
    return Cost(question, usual, far, end_words(end), sizes, tuple(growth))


def end_words(end: Mapping[str, Any]) -> str:
    """Write a far end in a few letters.

    Examples
    --------
    >>> end_words({"nodes": 10_000}), end_words({"turns": "ABAB"}), end_words({"hours": 1 / 60})
    ('nodes = 10,000', 'turns of 4 letters', 'hours = 0.0167')
    """
    ((name, value),) = end.items()
    if isinstance(value, str):
        is_long = set(value) <= {"A", "B"}
        return f"{name} of {len(value)} letters" if is_long else f"{name} = {value}"
    return f"{name} = {value:,}" if isinstance(value, int) else f"{name} = {value:.3g}"


def main() -> None:
    """Print a line for each question."""
    print(f"{'question':48} {'ms':>8} {'far end':>8}  slowest far end; growth")
    costs = []
    for question in QUESTIONS:
        cost = measure(question)
        costs.append(cost)
        late = "  OVER" if cost.late else ""
        words = f"; {question.size} {cost.words()}" if cost.sizes else ""
        times = f"{short(cost.usual.median):>8} {short(cost.far.median):>8}"
        print(f"{question.name:48} {times}  {cost.end}{words}{late}")
    print(f"\n{sum(cost.late for cost in costs)} over the budget of {DEFAULTS:g} and {FAR:g} ms")


if __name__ == "__main__":
    main()
