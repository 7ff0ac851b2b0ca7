"""How long it takes to check every claim of the guide, and to derive who learns what from every journey.

Run: python -m benchmarks.checks
"""

from __future__ import annotations

import subprocess
import sys
import time

from benchmarks.timing import BUSY, in_turn, short
from guidekit.exposure import exposure, journeys
from guidekit.tables import load


def claims() -> str:
    """Say how long ``guidekit claims`` takes, with the start of Python."""
    command = [sys.executable, "-c", "from guidekit.cli import main; main(['claims'])"]
    begin = time.perf_counter()
    subprocess.run(command, capture_output=True, check=True)
    return f"`guidekit claims` checks {len(load('claims'))} claims in {time.perf_counter() - begin:.1f} s."


def derivations() -> str:
    """Say how long it takes to derive who learns what, with everyone and a hostile share at once."""
    calls = {name: lambda name=name: exposure(name, adversary=0.1, correlate=True) for name in journeys()}
    for call in calls.values():
        call()
    times = dict(zip(calls, in_turn(list(calls.values()), 7, BUSY), strict=True))
    slowest = max(times, key=lambda name: times[name].median)
    return (
        f"Who learns what from each of {len(times)} journeys, with a hostile share of relays: at most "
        f"{short(times[slowest].median)} ms of the processor (`{slowest}`)."
    )


def main() -> None:
    """Print both."""
    print(f"{claims()}\n{derivations()}")


if __name__ == "__main__":
    main()
