"""What a load found: a row for each size of class, as a CSV and as a table in the page for teachers."""

from __future__ import annotations

import csv
import io
import statistics
from collections.abc import Sequence
from dataclasses import asdict, dataclass, field, fields
from pathlib import Path

from benchmarks.classroom.hub import Weight
from benchmarks.classroom.learner import LOOKS, MOVES, PACE, Steps
from guidekit.paths import write_whole

MB = 1_000_000
SYSTEM_GB, BUSY = 1, 0.7  # kept for the system; the share of the processors that may be busy
STEPS_A_SECOND = MOVES / (MOVES * PACE + sum(LOOKS) / 2)  # of a hand that drags and looks
BEGIN, END = "<!-- measured: written by make class-load -->", "<!-- /measured -->"


@dataclass
class Found:
    """All that was measured of one class."""

    learners: int
    log_in: list[float] = field(default_factory=list)  # seconds, one a learner
    lesson: list[float] = field(default_factory=list)
    steps: list[Steps] = field(default_factory=list)
    weights: list[Weight] = field(default_factory=list)  # after the lesson was run and dragged
    common: int = 0  # bytes: hub, proxy, culler, and what learners' processes were made from
    cores: dict[str, float] = field(default_factory=dict)  # seconds of a core, by phase, all learners
    failures: list[str] = field(default_factory=list)

    def row(self) -> Row:
        """Return the figures that are kept."""
        ms = sorted(ms for steps in self.steps for ms in steps.ms)
        done = [len(self.log_in), len(self.lesson), len(ms)]
        per = [self.cores.get(phase, 0) / max(1, n) for phase, n in zip(PHASES, done, strict=True)]
        mean = {
            part: statistics.fmean(getattr(w, part) for w in self.weights) / MB if self.weights else 0
            for part in ("server", "kernels", "whole", "resident")
        }
        return Row(
            self.learners,
            round(statistics.median(self.log_in or [0]), 1),
            round(max(self.log_in, default=0), 1),
            round(statistics.median(self.lesson or [0]), 1),
            round(max(self.lesson, default=0), 1),
            round(mean["server"]),
            round(mean["kernels"]),
            round(mean["whole"]),
            round(mean["resident"]),
            round(self.common / MB),
            len(ms),
            sum(steps.overtaken for steps in self.steps),
            round(share(ms, 0.5)),
            round(share(ms, 0.95)),
            round(per[0], 2),
            round(per[1], 2),
            round(1000 * per[2], 1),
            len(self.failures) + sum(steps.lost for steps in self.steps),
        )


PHASES = ("log_in", "lesson", "drag")


@dataclass(frozen=True)
class Row:
    """One row of docs/classroom.csv. Memory is PSS unless the name says RSS."""

    learners: int
    log_in_s: float
    log_in_slowest_s: float
    lesson_s: float
    lesson_slowest_s: float
    server_mb: int
    kernel_mb: int
    learner_mb: int
    learner_rss_mb: int
    common_mb: int
    steps: int
    steps_overtaken: int
    step_p50_ms: int
    step_p95_ms: int
    log_in_core_s: float
    lesson_core_s: float
    step_core_ms: float
    failures: int


def share(ordered: Sequence[float], part: float) -> float:
    """Return the value below which a part of the ordered ones lies; 0 when there are none."""
    return ordered[min(len(ordered) - 1, int(part * len(ordered)))] if ordered else 0.0


def as_csv(rows: Sequence[Row]) -> str:
    """Return the rows as the text of a CSV."""
    text = io.StringIO()
    lines = csv.writer(text, lineterminator="\n")
    lines.writerow([column.name for column in fields(Row)])
    for row in rows:
        lines.writerow(asdict(row).values())
    return text.getvalue()


def as_table(rows: Sequence[Row], how: str) -> str:
    """Return the rows as a table for readers, with a line that says how they came about."""
    lines = {
        "Seconds to log in, until JupyterLab answers": "{log_in_s} (slowest {log_in_slowest_s})",
        "Seconds to run the whole lesson": "{lesson_s} (slowest {lesson_slowest_s})",
        "Step of a slider to its picture, median": "{step_p50_ms} ms",
        "Step of a slider, 95th percentile": "{step_p95_ms} ms",
        "Steps with a picture, and overtaken by the hand": "{steps} and {steps_overtaken}",
        "Memory of a learner's server": "{server_mb} MB",
        "Memory of a learner's open lesson": "{kernel_mb} MB",
        "Both, and with shared pages counted twice (RSS)": "{learner_mb} MB, {learner_rss_mb} MB",
        "Memory of hub, proxy and fork server": "{common_mb} MB",
        "Core time of one log-in": "{log_in_core_s} s",
        "Core time of one run of the lesson": "{lesson_core_s} s",
        "Core time of one step": "{step_core_ms} ms",
        "Failures": "{failures}",
    }
    head = ["Learners at the same time", *(str(row.learners) for row in rows)]
    body = [[words, *(form.format(**asdict(row)) for row in rows)] for words, form in lines.items()]
    table = [head, ["---"] * len(head), *body]
    return "\n".join([how, "", *("| " + " | ".join(cells) + " |" for cells in table), "", holds(rows[-1])])


def holds(row: Row, memory_gb: int = 8, cores: int = 2) -> str:
    """Say how many learners a machine holds, by the rules that the page explains."""
    free = 1000 * (memory_gb - SYSTEM_GB) - row.common_mb
    one, two = (int(free / (row.server_mb + n * row.kernel_mb)) if row.learner_mb else 0 for n in (1, 2))
    drag = int(1000 * cores * BUSY / (STEPS_A_SECOND * row.step_core_ms)) if row.step_core_ms else 0
    return (
        f"So {memory_gb} GB hold {one} learners with one such lesson open each, or {two} with two; "
        f"and {cores} cores are enough for {drag} who drag at the same moment."
    )


def put_between(page: str, text: str) -> str:
    """Return a page with a text between its two markers.

    Raises
    ------
    ValueError
        If the page does not have both, in order.
    """
    before, begin, rest = page.partition(BEGIN)
    _, end, after = rest.partition(END)
    if not begin or not end:
        raise ValueError(f"the page needs the lines {BEGIN} and {END}, in this order")
    return f"{before}{BEGIN}\n{text}\n{END}{after}"


def write(folder: Path, rows: Sequence[Row], how: str) -> None:
    """Write the CSV, and the table into the page if there is one."""
    folder.mkdir(parents=True, exist_ok=True)
    write_whole(folder / "classroom.csv", as_csv(rows).encode())
    page = folder / "classroom.md"
    if page.exists():
        write_whole(page, put_between(page.read_text(encoding="utf-8"), as_table(rows, how)).encode())
