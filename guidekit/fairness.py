"""Fair questions: one text and one lesson each, several options, and exactly one that is right."""

from __future__ import annotations

from collections.abc import Iterator

from guidekit.findings import Finding, Row, Sheets, rows_of

_SHARED = ("lesson", "question", "again")  # what every row of a question repeats


def fairness(sheets: Sheets) -> Iterator[Finding]:
    """Find questions that nobody could answer, or that say two things."""
    asked: dict[str, list[tuple[int, Row]]] = {}
    for row, entry in rows_of(sheets["questions"]):
        asked.setdefault(entry.id, []).append((row, entry))
    for options in asked.values():
        yield from _one_text(options)
        yield from _one_right(options)


def _one_text(options: list[tuple[int, Row]]) -> Iterator[Finding]:
    _, first = options[0]
    seen = set()
    for row, entry in options:
        for column in _SHARED:
            said, meant = getattr(entry, column), getattr(first, column)
            if said != meant:
                yield Finding("questions", row, column, said, f"{meant!r}, as in the first row of {entry.id}")
        if entry.option in seen:
            yield Finding("questions", row, "option", entry.option, f"each option of {entry.id} once")
        seen.add(entry.option)


def _one_right(options: list[tuple[int, Row]]) -> Iterator[Finding]:
    row, first = options[0]
    right = [at for at, entry in options if entry.right == "yes"]
    if not right:
        yield Finding("questions", row, "right", first.right, f"yes in one row of {first.id}")
    for at in right[1:]:
        yield Finding("questions", at, "right", "yes", f"no: another option of {first.id} is right already")
    if len(options) < 2:
        yield Finding("questions", row, "option", first.option, f"at least two options for {first.id}")
