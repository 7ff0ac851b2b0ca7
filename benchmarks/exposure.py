"""How long the exposure engine takes: loading, and one evaluation of each shipped journey.

Run: python -m benchmarks.exposure
"""

from __future__ import annotations

import pandas  # noqa: F401  (its import is not what is measured)

from benchmarks.timing import median_ms
from guidekit.exposure import exposure, journeys, reading, steps
from guidekit.knobs import probability  # noqa: F401  (nor is NumPy's)
from guidekit.tables.checks import shipped


def load() -> object:
    for cached in (reading._shipped_journeys, reading.shipped_parties, shipped):
        cached.cache_clear()
    return journeys()


def main() -> None:
    print(f"loading {len(journeys())} journeys: {median_ms(load):.1f} ms\n")
    print(f"{'journey':24} {'hops':>4} {'everyone':>9} {'adversary':>10} {'both':>6} {'steps':>6}  (ms)")
    for name, journey in journeys().items():
        everyone = median_ms(lambda n=name: exposure(n, correlate=True))
        hostile = median_ms(lambda n=name: exposure(n, [], adversary=0.1, correlate=True))
        both = median_ms(lambda n=name: exposure(n, adversary=0.1, correlate=True))
        story = median_ms(lambda n=name: steps(n))
        print(f"{name:24} {len(journey.hops):4} {everyone:9.1f} {hostile:10.1f} {both:6.1f} {story:6.1f}")


if __name__ == "__main__":
    main()
