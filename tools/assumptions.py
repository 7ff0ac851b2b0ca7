"""The numbers of ours that a verdict on the guide, or the answer to a question, rests on.

Run: python -m tools.assumptions. It asks for every verdict and every computed answer, notes which knobs
without a source are read on the way, and writes docs/assumptions.md and a list into each lesson.
"""

from __future__ import annotations

import dataclasses
import functools
import gc
import json
import re
import sys
from collections import defaultdict
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from guidekit.claims import check_claim
from guidekit.claims.world import World
from guidekit.course.lessons import lesson_files, lesson_id
from guidekit.knobs import Knob, Model, knobs_of
from guidekit.paths import write_whole
from guidekit.tables.query import load
from guidekit.words import quantity
from tests.lessons.answers import COMPUTED

ROOT = Path(__file__).parent.parent
PAGE = ROOT / "docs/assumptions.md"
OPEN = "<details><summary>Numbers of ours that the verdicts and answers of this lesson rest on</summary>"
_BLOCK = re.compile(r"\n*" + re.escape(OPEN) + r".*?</details>", re.S)
_BUILT = {"__post_init__", "__eq__", "__hash__", "__repr__", "_replace", "replace", "code", "__init__"}
_KEPT = (*("guidekit.tables", "guidekit.recordings.reading", "guidekit.drawing"), "guidekit.claims.world")


@dataclass(frozen=True, order=True)
class Assumption:
    """One number without a source: its words, its value, and where it stands."""

    label: str
    value: str
    place: str


def assumed_parameters() -> set[str]:
    """Return the rows of parameters.csv that nobody measured or specified."""
    rows = load("parameters")
    return set(rows.id[rows.kind == "assumed"])


@contextmanager
def reading() -> Iterator[set[Assumption]]:
    """Note every knob without a source, and every assumed parameter, whose default is read in the block."""
    for kept in gc.get_objects():  # what is kept from before would not be read again
        if isinstance(kept, functools._lru_cache_wrapper):
            module = getattr(kept, "__module__", "") or ""
            if module.startswith("guidekit") and not module.startswith(_KEPT):
                kept.cache_clear()
    found: set[Assumption] = set()
    assumed, rules = assumed_parameters(), functools.cache(lambda cls: (knobs_of(cls), _defaults(cls)))
    plain, parameter = Model.__getattribute__, World.parameter

    def noting(self: Model, name: str) -> Any:
        value = plain(self, name)
        if name[0] != "_" and sys._getframe(1).f_code.co_name not in _BUILT:
            knobs, defaults = rules(type(self))
            rule = knobs.get(name)
            if rule and value == defaults[name] and is_assumed(rule, assumed):
                place = f"{_home(type(self), name)}.{name}"
                found.add(Assumption(rule.label, _words(value, rule.unit), place))
        return value

    def asked(self: World, name: str) -> float:
        if name in assumed:
            row = load("parameters").set_index("id").loc[name]
            found.add(Assumption(row.label, _words(row.value, row.unit), name))
        return parameter(self, name)

    Model.__getattribute__, World.parameter = noting, asked  # type: ignore[method-assign]
    try:
        yield found
    finally:
        del Model.__getattribute__
        World.parameter = parameter  # type: ignore[method-assign]


def is_assumed(rule: Knob, assumed: set[str]) -> bool:
    """Say whether a knob is a number whose default nobody but us stands for."""
    is_number = not (rule.choices or rule.ticks or rule.letters)
    return is_number and (rule.source is None or rule.source in assumed)


def rests_on() -> dict[str, set[Assumption]]:
    """Return for each claim and each computed question the numbers of ours that it rests on."""
    asked: dict[str, Callable[[], object]] = {
        claim: functools.partial(check_claim, claim) for claim in load("claims").id
    }
    found = {}
    for name, ask in {**asked, **COMPUTED}.items():
        with reading() as numbers:
            ask()
        found[name] = numbers
    return found


def by_lesson(found: dict[str, set[Assumption]]) -> dict[str, list[Assumption]]:
    """Gather the numbers of the claims and questions of each lesson, once each."""
    where = {row.id: f"{row.lesson:02.0f}" for row in load("claims").itertuples()}
    lessons: dict[str, set[Assumption]] = defaultdict(set)
    for name, numbers in found.items():
        lessons[where.get(name, name[:2])] |= numbers
    return {lesson: sorted(numbers) for lesson, numbers in sorted(lessons.items())}


def page_of(found: dict[str, set[Assumption]]) -> str:
    """Write the list of all numbers, each with what rests on it."""
    resting: dict[Assumption, list[str]] = defaultdict(list)
    for name, numbers in found.items():
        for number in numbers:
            resting[number].append(name)
    rows = sorted(resting.items(), key=lambda item: (-len(item[1]), item[0]))
    lines = [
        "# Numbers of ours",
        "",
        "No source gives these numbers: we chose them. A verdict on a sentence of the guide, or the answer",
        "to a question, rests on each of them. So turn it before you believe the answer. The command",
        "`python -m tools.assumptions` makes this list: it notes what is read while an answer is computed.",
        "`tests/lessons/` holds it up to date. Numbers with a source are in `parameters.csv`: its columns",
        "`kind` and `by` say of each whether it was measured, specified or assumed, and by whom. The bar",
        "that a verdict is held against is named with the verdict itself (`guidekit claims`).",
        "",
        "| number | value | where | what rests on it |",
        "|---|---|---|---|",
    ]
    lines += [
        f"| {number.label} | {number.value} | `{number.place}` | {', '.join(sorted(names))} |"
        for number, names in rows
    ]
    free = sorted(name for name, numbers in found.items() if not numbers)
    lines += ["", f"Of {len(found)} verdicts and answers, {len(free)} rest on none of these."]
    return "\n".join(lines) + "\n"


def with_list(text: str, numbers: list[Assumption]) -> str:
    """Return the cell of a lesson with its list, which replaces an older one."""
    bare = _BLOCK.sub("", text).rstrip()
    if not numbers:
        return bare
    values: dict[str, dict[str, None]] = {}  # of several knobs with one label, each value once
    for number in numbers:
        values.setdefault(number.label, {})[number.value] = None
    items = [f"- *{label}*: {'; '.join(each)}" for label, each in values.items()]
    return "\n".join([bare, "", OPEN, "", *items, "", "</details>"])


def main() -> None:
    """Write the page and the lists of the lessons."""
    found = rests_on()
    write_whole(PAGE, page_of(found).encode())
    lessons = by_lesson(found)
    for path in lesson_files():
        notebook = json.loads(path.read_text(encoding="utf-8"))
        cell = next(cell for cell in notebook["cells"] if cell["id"] == "out")
        text = with_list("".join(cell["source"]), lessons.get(lesson_id(path), []))
        if text != "".join(cell["source"]):
            cell["source"] = text.splitlines(keepends=True)
            write_whole(path, (json.dumps(notebook, indent=1, ensure_ascii=False) + "\n").encode())
    print(f"{PAGE.relative_to(ROOT)} and {len(lessons)} lessons")


def _defaults(cls: type) -> dict[str, Any]:
    return {field.name: field.default for field in dataclasses.fields(cls)}


def _home(cls: type, name: str) -> str:
    """Return the name of the class in which a knob of a model was first declared."""
    return [base.__name__ for base in cls.__mro__ if name in vars(base).get("__annotations__", {})][-1]


def _words(value: float, unit: str) -> str:
    """Write a number with its unit, and one of it without the plural.

    >>> _words(1, "messages a day"), _words(1, "people"), _words(0.05, "share of servers")
    ('1 message a day', '1 person', '5 % of servers')
    """
    first, *rest = unit.split(" ")
    if value == 1 and first not in ("s", "ms", "Zipf", "times"):
        unit = " ".join(["person" if first == "people" else first.removesuffix("s"), *rest])
    return quantity(value, unit)


if __name__ == "__main__":
    main()
