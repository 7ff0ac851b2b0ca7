"""The benchmarks: what disagrees is never timed, every model is asked, and the page says what it was."""

from __future__ import annotations

import dataclasses
import doctest
import itertools
import json
import re
import sys
from pathlib import Path
from types import SimpleNamespace

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

import benchmarks.__main__ as run
from benchmarks import beside, browser, figure, panels, redraw, report, site, timing
from benchmarks import models as asked
from benchmarks.models import QUESTIONS, Cost, Question, far_ends, measure, sizes_of
from benchmarks.panels import KnobSteps
from benchmarks.redraw import DisagreementError, Redraw
from benchmarks.timing import Timing, in_turn, short
from guidekit import models, scenario
from guidekit.knobs import Model
from tests.course.small_course import cell, write_notebook
from tests.exhibits.everywhere import every_exhibit
from tests.test_house import modules
from tools.house import imports

ROOT = Path(__file__).parent.parent
SIZED = [question for question in QUESTIONS if question.size]


def took(*ms: float) -> Timing:
    return Timing(ms)


def cost(*ms: float, usual: float = 1.0, far: float = 2.0, question: Question = SIZED[0]) -> Cost:
    sizes = tuple(10 ** (2 + n) for n in range(len(ms)))
    return Cost(question, took(usual), took(far), "nodes = 9", sizes, tuple(map(took, ms)))


def test_calls_are_timed_in_turn():
    order = []
    slow, quick = in_turn([lambda: order.append("a"), lambda: order.append("b")], 3)
    assert len(slow.ms) == len(quick.ms) == 3
    assert min(*slow.ms, *quick.ms) > 0
    assert "".join(name for name, _ in itertools.groupby(order)).endswith("ababab")
    assert (took(3, 1, 2).median, took(3, 1, 2).least, str(took(3, 1, 2))) == (2, 1, "2.0 (1.0–3.0)")


@given(st.floats(1e-6, 1e12))
def test_a_short_number_is_near_the_number(number):
    assert float(short(number).replace(",", "")) == pytest.approx(number, rel=0.051)


@pytest.mark.parametrize("module", [asked, beside, figure, timing])
def test_the_examples_in_the_docs_hold(module):
    assert doctest.testmod(module).failed == 0


def test_a_slider_that_draws_something_else_is_never_timed(monkeypatch):
    row = redraw.measure(count=2, rounds=2)  # the curves are equal
    assert len(row.panel.ms) == len(row.interact.ms) == 2
    monkeypatch.setattr(redraw.PanelSlider, "curves", lambda self: np.zeros((2, len(redraw.paths.CIRCUITS))))
    monkeypatch.setattr(redraw, "in_turn", lambda *_: pytest.fail("timed all the same"))
    with pytest.raises(DisagreementError, match="different curves"):
        redraw.measure(count=2)


def test_a_disagreement_ends_the_run_and_leaves_the_page(tmp_path, monkeypatch, capsys):
    def disagree():
        raise DisagreementError("the curves differ")

    monkeypatch.setattr(run, "DOCS", tmp_path)
    monkeypatch.setattr(beside, "in_own_environment", disagree)
    assert run.main() == 1
    assert capsys.readouterr().err == "Nothing was timed: the curves differ.\n"
    assert list(tmp_path.iterdir()) == []


def a_tool(name: str, values: list[float], errors: float = 0.0, amount: float = 1.0) -> beside.Tool:
    found = np.array(values), np.full(len(values), errors)
    return beside.Tool(name, lambda: sum(range(200)), lambda _: found, amount)


def test_tools_that_disagree_are_never_timed(monkeypatch):
    ours, near, far = a_tool("ours", [1, 2]), a_tool("near", [1, 2.3], 0.1), a_tool("far", [1, 2.5], 0.1)
    monkeypatch.setattr(beside, "TASKS", [lambda: ("a task", [ours, near])])
    (row,) = beside.measure()
    assert (row.task, row.ours, row.other) == ("a task", "ours", "near")
    assert row.faster[1] <= row.faster[0] <= row.faster[2]
    monkeypatch.setattr(beside, "TASKS", [lambda: ("a task", [ours, near, far])])
    monkeypatch.setattr(beside, "in_turn", lambda *_: pytest.fail("timed all the same"))
    with pytest.raises(DisagreementError, match=r"ours finds 2, far finds 2\.5"):
        beside.measure()
    with pytest.raises(DisagreementError, match="nan"):
        beside.agree(ours, a_tool("far", [1, np.nan]))
    with pytest.raises(DisagreementError, match="2 numbers, far 1"):
        beside.agree(ours, a_tool("far", [1]))


def test_one_run_that_makes_less_is_worth_less(monkeypatch):
    ours, theirs = a_tool("ours", [1], amount=100), a_tool("theirs", [1], amount=10)
    monkeypatch.setattr(beside, "TASKS", [lambda: ("a task", [ours, theirs])])
    monkeypatch.setattr(beside, "in_turn", lambda *_: [took(1, 1, 1), took(2, 3, 1)])
    assert beside.measure()[0].faster == (20, 10, 30)


def test_a_sweep_is_held_against_a_loop():
    _, (ours, loop) = beside.sweeping(8)
    beside.agree(ours, loop)
    assert len(ours.answer(ours.run())[0]) == 8


def test_what_the_other_environment_found_is_read(tmp_path, monkeypatch):
    with pytest.raises(FileNotFoundError, match="make bench makes it"):
        beside.in_own_environment(tmp_path / "python")
    row = beside.Row("a task", "ours", "theirs", (2.0, 1.0, 3.0))
    said = json.dumps([dataclasses.asdict(row)])
    ended = SimpleNamespace(returncode=0, stdout=said, stderr="")
    monkeypatch.setattr(beside.subprocess, "run", lambda *_, **__: ended)
    assert beside.in_own_environment(Path(sys.executable)) == [row]
    ended.returncode, ended.stderr = 1, "a warning\nNothing was timed: ours finds 1.\n"
    with pytest.raises(DisagreementError, match="ours finds 1"):
        beside.in_own_environment(Path(sys.executable))


def test_every_model_is_asked():
    everything = {
        name
        for room in (models, scenario)
        for name in room.__all__
        if isinstance(cls := getattr(room, name), type) and issubclass(cls, Model) and cls is not Model
    }
    assert everything - {question.model.__name__ for question in QUESTIONS} <= {
        *("Architecture", "Flips", "Scenario"),  # Comparison asks these, and the four ways
        *("Centralized", "Federated", "PeerToPeer", "AnonymousRouting"),
    }


@pytest.mark.parametrize("question", QUESTIONS, ids=lambda one: one.name)
def test_every_question_is_answered_at_its_far_ends_and_sizes(question):
    for end in far_ends(question):
        question.ask(question.model(**{**question.knobs, **end}), 1)
    sizes = sizes_of(question)
    assert (len(sizes) > 2) == bool(question.size)
    assert list(sizes) == sorted(set(sizes))


def test_a_model_is_timed_at_each_size_and_at_its_slowest_end():
    slow = Question("Upkeep.hours_per_user", lambda m, k: sum(range(int(m.users))), "users")
    found = measure(slow, rounds=2)
    assert found.sizes == (100, 1000, 10_000, 100_000, 1_000_000)
    assert found.end == "users = 1,000,000"
    assert found.far.median > 5 * found.usual.median > 0
    assert found.words().startswith("grows as n^")


def test_growth_in_words():
    said = dataclasses.replace(SIZED[0], why="because")
    assert cost(1, 1.5, 1.2, question=said).words() == "flat"
    assert cost(1, 10, 100, question=said).words() == "grows as n^1.0: because"
    assert cost(1, 3, 9, 9, 9, 9, question=said).words() == "9 times more, then nearly flat: because"
    assert cost(9, 3, 3).words() == "falls to 1/3"
    assert cost().words() == ""


@pytest.fixture
def small_lesson(tmp_path, monkeypatch):
    """A lesson of our own with a map, a covered panel and one of two knobs."""
    panel = "gk.explore(gk.exhibits.start.trade_off, gk.models.OnionRouting(), knobs="
    cells = ["import guidekit as gk", 'gk.course_map("00")', f'{panel}["hops"], prediction="00-x")',
             f'{panel}["hops", "adversary"])']  # fmt: skip
    path = write_notebook(tmp_path / "00-x.ipynb", [cell(f"c{n}", "code", c) for n, c in enumerate(cells)])
    monkeypatch.setattr(panels, "notebooks", lambda: {"00": path})


def test_every_knob_of_a_lesson_is_turned(small_lesson):
    rows = panels.measure(["00"])
    assert sorted((row.exhibit, row.knob) for row in rows) == [
        ("delay.trade_off", "adversary"), ("delay.trade_off", "hops"), ("delay.trade_off", "hops"),
    ]  # fmt: skip
    assert all(len(row.wall.ms) == len(row.busy.ms) >= 8 for row in rows)


def test_no_panel_is_timed_covered_and_no_turn_refused(small_lesson, monkeypatch):
    built = list(panels.panels("00"))
    assert len(built) == 3
    assert all(panel.png for panel in built)
    monkeypatch.setattr(panels, "stops", lambda *_: [99])
    with pytest.raises(ValueError, match="hops = 99 is outside its range"):
        panels.turn(built[1], "00", "hops")


def test_the_page_says_what_was_measured():
    late = KnobSteps("08", "flips.flip", "claim", took(50), took(21, 23, 40))
    quick = KnobSteps("00", "start.trade_off", "hops", took(9), took(7))
    costs = [cost(1, 1.5, 1.2), cost(1, 10, 100), cost(), cost(far=51)]
    said = report.text(
        [late, quick], Redraw(took(4, 4), took(100, 200)), costs,
        [beside.Row("messages", "ours", "SimPy", (235.0, 0.77, 283.0))], ["A check."], load=0.0,
    )  # fmt: skip
    assert "2 knobs were turned. For 1 of them" in said
    assert "| 08 | flips.flip | claim | 3 | 23 (21–40) | 50 |" in said
    assert "`interact` of ipywidgets 150 (100–200) ms, **38** (25–50) times" in said
    assert "1 of 2 answers cost the same at every size, within 2 times; the other 2" in said
    assert "1 of the 4 takes longer than 20 ms" in said
    assert "| 1.0 | 2.0 (nodes = 9) | users, 100 to 10,000 | grows as n^1.0 |" in said
    assert "| messages | ours | SimPy | 235 (0.77–283) |" in said
    assert said.endswith("A check.")
    assert "kept it busy" not in said
    assert "kept it busy (load 99.0" in report.text([], Redraw(took(1), took(1)), [], [], [], load=99.0)


def test_what_stands_around_the_measured_part_stays():
    first, second = report.BEGIN.format("bench-browser"), report.BEGIN.format("bench-site")
    page = "before\n{}\n{}\n{}\nbetween\n{}\n{}\n{}\nafter\n"
    old = page.format(first, "of May", report.END, second, "of June", report.END)
    new = page.format(first, "of May", report.END, second, "new", report.END)
    assert report.put_between(old, "new", "bench-site") == new
    with pytest.raises(ValueError, match="needs the lines"):
        report.put_between(old, "x", "bench")


def test_a_panel_is_held_against_interact_on_the_same_picture():
    steps = {browser.AHEAD: [10.0] * 19 + [30.0], browser.INTERACT: [160.0] * 20}
    rows = {(browser.CURVES, way): browser.Row(took, []) for way, took in steps.items()}
    rows["another", browser.AHEAD] = browser.Row([20.0] * 20, [40.0, 70.0, 50.0])
    first, second, third = browser.table(rows).splitlines()[2:]
    assert first == "| curves | panel, frames ahead | 10 | 10 | 30 | 16.0 × |  |  |"
    assert second == "| curves | `interact` | 160 | 160 | 160 | 1.0 × |  |  |"
    assert third == "| another | panel, frames ahead | 20 | 20 | 20 |  | 50 | 70 |"


def test_ways_that_say_something_else_after_a_key_are_not_compared():
    one, other = (site.Way(name, None, None, said=["Three read.", "Four read."]) for name in ("one", "other"))
    site.check([one, other])
    other.said[1] = "Five read."
    with pytest.raises(DisagreementError, match=r"key 1: one: 'Four read\.'; other: 'Five read\.'"):
        site.check([one, other])
    one.said[:] = other.said[:] = ["", ""]  # nothing was read at all
    with pytest.raises(DisagreementError, match="key 0"):
        site.check([one, other])


def test_what_a_way_took_is_counted_above_the_floor():
    ways = [site.Way("panel", None, None, times=[float(n) for n in range(11, 111)]),
            site.Way("bare", None, None, times=[float(n) for n in range(1, 101)])]  # fmt: skip
    panel, bare = site.table(ways).splitlines()[2:]
    assert panel == "| panel | 21 | 60 | 106 | 10 | 6 |  |  |"
    assert bare == "| bare | 11 | 50 | 96 |  | 16 |  |  |"


def test_the_figure_is_a_picture():
    assert figure.picture([cost(1, 1, 1), cost(1, 10, 40), cost()]).startswith(b"\x89PNG")


@given(st.lists(st.floats(0, 1), max_size=15).map(sorted))
def test_labels_keep_apart_and_in_order(places):
    heights = figure.apart(places, 0.05)
    assert len(heights) == len(places)
    assert all(b - a >= 0.05 - 1e-9 for a, b in itertools.pairwise(heights))
    assert all(0 < height < 1 for height in heights)


def test_nothing_in_the_course_leans_on_the_benchmarks():
    for path in modules():
        assert not {name.partition(".")[0] for name in imports(path)} & {"benchmarks"}, path


def cells_of(page: str, first: str) -> list[list[str]]:
    """Return the rows of the table of a page whose first column is called so, cell by cell."""
    rows = page.partition(f"| {first} |")[2].split("\n\n")[0].splitlines()[2:]
    return [[cell.strip() for cell in row.strip("| ").split(" | ")] for row in rows]


def test_the_page_names_lessons_exhibits_and_answers_of_today():
    page = (ROOT / "docs/benchmarks.md").read_text(encoding="utf-8")
    exhibits = {f"{f.__module__.rpartition('.')[2]}.{f.__name__}" for f in every_exhibit().values()}
    slowest = cells_of(page, "lesson")
    assert len(slowest) == report.SLOWEST
    for lesson, exhibit, *_ in slowest:
        assert lesson in panels.notebooks(), lesson
        assert exhibit in exhibits, exhibit
    assert [answer for answer, *_ in cells_of(page, "answer")] == [question.name for question in QUESTIONS]
    for words in (page, (ROOT / "CONTRIBUTING.md").read_text(encoding="utf-8")):
        for lesson in re.findall(r"python -m benchmarks\.panels (\w+)", words):
            assert lesson in panels.notebooks()


def test_every_lesson_of_the_table_has_its_notebook():
    assert len(panels.notebooks()) > 14
    assert all(path.is_file() for path in panels.notebooks().values())


def test_readme_quotes_what_was_measured():
    readme = " ".join((ROOT / "README.md").read_text(encoding="utf-8").split())
    page = (ROOT / "docs/benchmarks.md").read_text(encoding="utf-8")
    knobs, quick = re.search(r"(\d+) knobs were turned\. For (\d+) of them", page).groups()
    times = re.search(r"`interact` of ipywidgets .*? ms, \*\*(\d+)\*\*", page)[1]
    flat, sized = re.search(r"(\d+) of (\d+) answers cost the same", page).groups()
    assert f"{quick} of the {knobs} knobs" in readme
    assert f"`interact` takes {times} times as long" in readme
    assert f"{flat} of {sized} answers" in readme
