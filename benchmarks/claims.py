"""How long the claims take: all of them, each of them, and what a lesson asks for.

Run: python -m benchmarks.claims
"""

from __future__ import annotations

import subprocess
import sys
import time

from guidekit.claims import World, check_claim, check_claims, guide_says


def seconds(work: object) -> float:
    start = time.perf_counter()
    work()
    return time.perf_counter() - start


def main() -> None:
    command = [sys.executable, "-c", "from guidekit.cli import main; main(['claims'])"]
    whole = seconds(lambda: subprocess.run(command, capture_output=True, check=True))
    print(f"guidekit claims, from start to end: {whole:.1f} s")
    print(f"check_claims, first:  {seconds(check_claims):.1f} s")
    print(f"check_claims, again:  {seconds(check_claims):.1f} s")
    world = World()
    names = list(world.table("claims").id)
    taken = {name: seconds(lambda n=name: check_claim(n, world)) for name in names}
    slowest = sorted(taken, key=taken.get, reverse=True)
    print(f"guide_says, the ten slowest: {seconds(lambda: guide_says(*slowest[:10])):.1f} s\n")
    for name in slowest[:12]:
        print(f"{1000 * taken[name]:6.0f} ms  {name}")


if __name__ == "__main__":
    main()
