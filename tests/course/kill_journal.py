"""Kill a writer of the journal at random moments; print how many answers it confirmed and how many are lost.

Run by test_journal_kills.py in a process of its own, because it forks: ``kill_journal.py FILE KILLS``.
"""

from __future__ import annotations

import os
import random
import signal
import sys
import time
from pathlib import Path

from guidekit.course.journal import Journal


def answer_until_killed(path: Path, name: int, confirmed: int) -> None:
    store = Journal(path)
    number = 0
    while True:
        store.write("answer", f"{name}-{number}", "x" * 200)
        os.write(confirmed, number.to_bytes(4))  # only now is the learner told that it is kept
        number += 1


def one_kill(path: Path, name: int, begun: bool, wait: float) -> int:
    """Start a writer and kill it `wait` seconds later; return how many answers it had confirmed.

    With `begun` the wait starts once the first answer is confirmed, so a busy machine changes nothing.
    """
    reading, writing = os.pipe()
    child = os.fork()
    if child == 0:
        try:
            answer_until_killed(path, name, writing)
        finally:
            os._exit(1)  # a writer that ends by itself must not go on as the parent
    os.close(writing)
    told = os.read(reading, 4) if begun else b""
    time.sleep(wait)
    os.kill(child, signal.SIGKILL)
    _, status = os.waitpid(child, 0)
    assert os.WIFSIGNALED(status), "the writer ended before it was killed"
    with os.fdopen(reading, "rb") as rest:
        return len(told + rest.read()) // 4


def main() -> None:
    path, kills = Path(sys.argv[1]), int(sys.argv[2])
    chance = random.Random(7)
    # One kill in four may come before the first answer, the others in the middle of a later one.
    confirmed = [one_kill(path, name, name % 4 > 0, chance.uniform(0, 0.006)) for name in range(kills)]
    found = {entry.key for entry in Journal(path).all("answer")}
    lost = [f"{n}-{i}" for n, count in enumerate(confirmed) for i in range(count) if f"{n}-{i}" not in found]
    print(sum(confirmed), len(lost), len(found))


if __name__ == "__main__":
    main()
