"""Problems: what is wrong with what a person wrote, told in few lines however much is wrong."""

from __future__ import annotations

from collections.abc import Iterable

MOST_LINES = 9
"""How many lines tell what is wrong with one thing; one more is left for whoever says what mends it."""


_LONGEST = 1000  # letters of a line


class Problem(str):
    """One line that says what is wrong, and the kind that it shares with others."""

    kind: str

    def __new__(cls, line: str, kind: str = "") -> Problem:
        """Make a problem; a line without a kind is one of its own."""
        problem = super().__new__(cls, line)
        problem.kind = kind or line
        return problem


class Findings:
    """Problems as they are found: a few of each kind are kept, the others are counted.

    Parameters
    ----------
    problems : iterable of str
        One line each. A `Problem` says of which kind it is.

    Examples
    --------
    >>> Findings(Problem(f"line {line}: 'x' is no number", "numbers") for line in range(2, 1002)).told()
    ["line 2: 'x' is no number (and 999 more like it)"]
    """

    def __init__(self, problems: Iterable[str] = ()) -> None:
        self._first: list[str] = []
        self._kinds: dict[str, list[str]] = {}
        self._counts: dict[str, int] = {}
        for problem in problems:
            self.add(problem)

    def add(self, problem: str) -> None:
        """Take in one more problem."""
        kind = getattr(problem, "kind", problem)
        if len(self._first) <= MOST_LINES:
            self._first.append(problem)
        self._counts[kind] = self._counts.get(kind, 0) + 1
        if len(self._kinds.setdefault(kind, [])) <= MOST_LINES:
            self._kinds[kind].append(problem)

    def add_all(self, others: Findings) -> None:
        """Take in what others found, with its counts."""
        for kind, problems in others._kinds.items():
            for problem in problems:
                self.add(problem)
            self._counts[kind] += others._counts[kind] - len(problems)

    def __bool__(self) -> bool:
        return bool(self._first)

    def __len__(self) -> int:
        return sum(self._counts.values())

    def told(self) -> list[str]:
        """Return all problems if they are few, else one of each kind and how many more there are."""
        if len(self) <= MOST_LINES:
            return [_one_line(problem) for problem in self._first]
        lines = [
            _one_line(problems[0])
            + (f" (and {more:,} more like it)" if (more := self._counts[kind] - 1) else "")
            for kind, problems in self._kinds.items()
        ]
        if len(lines) <= MOST_LINES:
            return lines
        kinds = list(self._counts)[MOST_LINES - 1 :]
        left = sum(self._counts[kind] for kind in kinds)
        return [*lines[: MOST_LINES - 1], f"and {left:,} more problems of {len(kinds):,} other kinds"]


def _one_line(problem: str) -> str:
    """Write a problem so that nothing it quotes makes another line of it, or one without an end."""
    line = problem.replace("\n", "\\n")
    return line if len(line) <= _LONGEST else f"{line[:_LONGEST]}…"
