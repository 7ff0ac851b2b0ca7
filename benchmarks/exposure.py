"""How long the exposure engine takes: loading, and one evaluation of each shipped journey.

Run: python benchmarks/exposure.py
"""

from __future__ import annotations

import statistics
import time
from collections.abc import Callable

import pandas  # noqa: F401  (its import is not what is measured)

from guidekit.exposure import exposure, journeys, reading, steps
from guidekit.models.knobs import probability  # noqa: F401  (nor is NumPy's)


def milliseconds(work: Callable[[], object], times: int = 15) -> float:
    """Median time of one call, after a first call that fills the caches."""
    work()
    taken = []
    for _ in range(times):
        start = time.perf_counter()
        work()
        taken.append(time.perf_counter() - start)
    return 1000 * statistics.median(taken)


def load() -> object:
    reading._shipped.cache_clear()
    reading.shipped_parties.cache_clear()
    return journeys()


def main() -> None:
    print(f"loading {len(journeys())} journeys: {milliseconds(load):.1f} ms\n")
    print(f"{'journey':24} {'hops':>4} {'everyone':>9} {'adversary':>10} {'both':>6} {'steps':>6}  (ms)")
    for name, journey in journeys().items():
        everyone = milliseconds(lambda n=name: exposure(n, correlate=True))
        hostile = milliseconds(lambda n=name: exposure(n, [], adversary=0.1, correlate=True))
        both = milliseconds(lambda n=name: exposure(n, adversary=0.1, correlate=True))
        story = milliseconds(lambda n=name: steps(n))
        print(f"{name:24} {len(journey.hops):4} {everyone:9.1f} {hostile:10.1f} {both:6.1f} {story:6.1f}")


if __name__ == "__main__":
    main()
