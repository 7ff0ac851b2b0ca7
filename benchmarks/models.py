"""How long each model takes: at its defaults, at the far ends of every knob, and at growing scale.

Run: python -m benchmarks.models. The budget is 20 ms (median) at the defaults and 50 ms at
the far end of every knob.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from benchmarks.timing import median_ms
from guidekit import models
from guidekit.knobs import knobs_of

DEFAULTS, FAR = 20.0, 50.0

# What a lesson calls. A frame or an array counts as one evaluation.
CALLS: dict[str, dict[str, Callable[[Any], Any]]] = {
    "CatchUp": {
        "delivered_within(24)": lambda m: m.delivered_within(24),
        "mean_wait": lambda m: m.mean_wait(),
    },
    "ContactReach": {"reached(2)": lambda m: m.reached(2)},
    "FeatureRace": {"flips_at(.9)": lambda m: m.flips_at(0.9), "working(2)": lambda m: m.working(2)},
    "FeatureRollout": {"usable": lambda m: m.usable(), "days_until(.9)": lambda m: m.days_until(0.9)},
    "Federation": {
        "servers_seeing_room": lambda m: m.servers_seeing_room(),
        "operator_sees_room": lambda m: m.operator_sees_room(1),
        "dishonest_sees_room": lambda m: m.dishonest_sees_room(),
        "deletion_incomplete": lambda m: m.deletion_incomplete(0.5),
        "reach_after_removing": lambda m: m.reach_after_removing(10),
        "reach_after_blocking": lambda m: m.reach_after_blocking([(1, 2)]),
        "effective_servers": lambda m: m.effective_servers(),
    },
    "FirstDay": {"nobody": lambda m: m.nobody()},
    "Fragility": {"curve": lambda m: m.curve(1)},
    "Island": {"contacts_reached": lambda m: m.contacts_reached()},
    "NewNodes": {"linked": lambda m: m.linked()},
    "KademliaLookup": {
        "hops(4000)": lambda m: m.hops(4000, 1),
        "lookup_seconds(4000)": lambda m: m.lookup_seconds(4000, 1),
        "expected_hops": lambda m: m.expected_hops(),
        "strangers_told": lambda m: m.strangers_told(),
    },
    "KeyBackup": {"account_loss": lambda m: m.account_loss()},
    "NearbyPeople": {"carriers": lambda m: m.carriers(), "chance": lambda m: m.chance()},
    "OfflineQueue": {"lost": lambda m: m.lost()},
    "OnionRouting": {
        "compromise_over(100)": lambda m: m.compromise_over(100),
        "guard_compromise_within(365)": lambda m: m.guard_compromise_within(365),
        "latency(10000)": lambda m: m.latency(10_000, 1),
    },
    "Patience": {"largest_file": lambda m: m.largest_file()},
    "PoissonMixnet": {
        "entropy_bits": lambda m: m.entropy_bits(),
        "latency_quantile(.5)": lambda m: m.latency_quantile(0.5),
    },
    "Presence": {"delivered_within(24)": lambda m: m.delivered_within(24)},
    "Proximity": {
        "mean_delay": lambda m: m.mean_delay(),
        "delivered_within(1)": lambda m: m.delivered_within(1.0),
        "carriers(1)": lambda m: m.carriers(1.0),
    },
    "Radio": {"joules_per_day": lambda m: m.joules_per_day()},
    "SealedSender": {
        "false_match": lambda m: m.false_match(),
        "identified_after(.99)": lambda m: m.identified_after(0.99),
        "simulate": lambda m: m.simulate(1),
    },
    "Retries": {"arrives": lambda m: m.arrives(), "delay(.5)": lambda m: m.delay(0.5)},
    "Spam": {"spam_per_day": lambda m: m.spam_per_day()},
    "StoredCopies": {"arrives": lambda m: m.arrives()},
    "SwarmStorage": {"recipient_exposure": lambda m: m.recipient_exposure()},
    "Takeover": {"hit": lambda m: m.hit()},
    "Theft": {"counts": lambda m: m.counts()},
    "Trilemma": {"advantage_bound": lambda m: m.advantage_bound()},
    "Upkeep": {"hours_per_user": lambda m: m.hours_per_user()},
    "WaitingTime": {"arrived(24)": lambda m: m.arrived(24)},
    "Watch": {"ranks": lambda m: m.ranks()},
}


def far_ends(cls: type) -> list[dict[str, Any]]:
    """Every knob at each of its ends, the others at their defaults."""
    ends = []
    for name, rule in knobs_of(cls).items():
        for value in rule.choices or (rule.low, rule.high):
            if rule.letters:
                value = (rule.letters * int(value))[: int(value)]
            ends.append({name: value})
    return ends


def worst_of(cls: type, call: Callable[[Any], Any]) -> tuple[float, str]:
    """Slowest far end of a call, and which one it is."""
    found = []
    for end in far_ends(cls):
        model = cls(**end)
        found.append(
            (median_ms(lambda model=model: call(model), 3), ", ".join(f"{k}={v}" for k, v in end.items()))
        )
    slow = max(found)
    return median_ms(lambda: call(cls(**dict(_parse(cls, slow[1]))))), slow[1]


def _parse(cls: type, text: str) -> list[tuple[str, Any]]:
    rules = knobs_of(cls)
    pairs = (part.split("=") for part in text.split(", "))
    return [
        (name, value if rules[name].choices or rules[name].letters else float(value)) for name, value in pairs
    ]


def main() -> None:
    print(f"{'model':16} {'method':24} {'defaults':>9} {'far end':>9}   slowest far end")
    over = 0
    for name, calls in CALLS.items():
        cls = getattr(models, name)
        for label, call in calls.items():
            usual = median_ms(lambda cls=cls, call=call: call(cls()))
            far, where = worst_of(cls, call)
            late = usual > DEFAULTS or far > FAR
            over += late
            print(f"{name:16} {label:24} {usual:9.3f} {far:9.3f}   {where}{'   OVER' if late else ''}")
    print(f"\n{over} over the budget of {DEFAULTS:g} and {FAR:g} ms\n")

    print("Fragility.curve by shape and removal, 10,000 nodes, degree 4 and 6, ms")
    for shape in ("star", "islands", "random", "scale-free"):
        for removal in ("random", "largest", "largest-recomputed"):
            times = [
                median_ms(models.Fragility(shape=shape, removal=removal, degree=d).curve) for d in (4.0, 6.0)
            ]
            print(f"  {shape:11} {removal:19} " + " ".join(f"{t:8.1f}" for t in times))
    print("Proximity, epidemic, ms by people: one moment, and a curve of 50")
    for people in (2, 100, 400, 401, 10_000, 1_000_000):
        crowd = models.Proximity(people=people, relay="epidemic")
        times = [crowd.mean_delay() * i / 20 for i in range(50)]
        one, many = (median_ms(lambda t=t, c=crowd: c.delivered_within(t)) for t in (times[20], times))
        print(f"  {people:>9,} {one:8.2f} {many:8.2f}")
    print("KademliaLookup.hops, 4,000 lookups, ms by nodes")
    for power in range(2, 9):
        lookup = models.KademliaLookup(nodes=10**power)
        print(f"  10^{power} {median_ms(lambda m=lookup: m.hops(4000, 1), 15):8.2f}")
    print("SealedSender.simulate, ms by users: 5 and 100 epochs")
    for power in range(5, 10):
        few, long = (models.SealedSender(users=10**power, epochs=n) for n in (5, 100))
        print(f"  10^{power} {median_ms(few.simulate, 15):8.3f} {median_ms(long.simulate, 15):8.3f}")


if __name__ == "__main__":
    main()
