"""Measure everything in one go and write docs/benchmarks.md and docs/benchmarks.png; see `make bench`."""

from __future__ import annotations

import os
import sys
import time
from pathlib import Path

from benchmarks import beside, checks, models, panels, redraw, report
from benchmarks.figure import picture
from guidekit.paths import write_whole

DOCS = Path(__file__).parent.parent / "docs"
BEGIN = time.perf_counter()


def say(words: str) -> None:
    """Say how far the run has come."""
    print(f"{time.perf_counter() - BEGIN:4.0f} s  {words}", flush=True)


def main() -> int:
    """Measure, then write both files; return 1 and leave them alone if two programs disagree."""
    os.environ["GUIDEKIT_JOURNAL"] = ":memory:"
    load = os.getloadavg()[0] if hasattr(os, "getloadavg") else 0.0
    try:
        others = beside.in_own_environment()
        say(f"{len(others)} tools beside ours")
        slider = redraw.measure()
    except redraw.DisagreementError as error:
        print(f"Nothing was timed: {error}.", file=sys.stderr)
        return 1
    say("one slider, two ways")
    costs = [models.measure(question) for question in models.QUESTIONS]
    say(f"{len(costs)} answers of models")
    rows = panels.measure(list(panels.notebooks()))
    say(f"{len(rows)} knobs of panels")
    words = report.text(rows, slider, costs, others, [checks.claims(), checks.derivations()], load)
    page = (DOCS / "benchmarks.md").read_text(encoding="utf-8")
    write_whole(DOCS / "benchmarks.png", picture(costs))
    write_whole(DOCS / "benchmarks.md", report.put_between(page, words).encode())
    say("wrote docs/benchmarks.md and docs/benchmarks.png")
    return 0


if __name__ == "__main__":
    sys.exit(main())
