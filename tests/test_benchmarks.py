"""The benchmarks: wrong answers are caught before anything is timed, and the page says what was found."""

from __future__ import annotations

import dataclasses
import doctest
import itertools
import math
import re
import tomllib
from pathlib import Path

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from test_house import imports, modules

import benchmarks.__main__ as run
from benchmarks import (
    answers,
    circuits,
    epidemics,
    figure,
    lookups,
    messages,
    panels,
    percolation,
    timing,
    walkers,
)
from benchmarks.answers import DisagreementError, agree, exactly, of_hits, of_runs
from benchmarks.figure import drawn, spread_out
from benchmarks.panels import Knobbed
from benchmarks.report import page
from benchmarks.sizes import MADE_OF, SIZED, UNSIZED, Growth, grown, sizes_of
from benchmarks.tasks import Measured, Task, Tool, check, measure
from benchmarks.timing import Timing, in_turn, short
from guidekit import models, scenario
from guidekit.knobs import Model
from guidekit.models import Fragility, KademliaLookup, NearbyPeople, OnionRouting, Proximity

ROOT = Path(__file__).parent.parent


def answering(task: Task, run) -> Task:
    """The same task with another model in the place of ours."""
    return dataclasses.replace(task, ours=dataclasses.replace(task.ours, run=run))


def right_and_wrong():
    """Each task small, a model that is deliberately wrong, and what the other tool needs."""
    half = OnionRouting(relays=8000, adversary=0.05)
    slow, few = OnionRouting(link_ms=44.0), KademliaLookup(nodes=1000, bucket=8)
    attacked = Fragility(nodes=400, removal="largest")
    crowd, town = Proximity(meetings=0.12, relay="epidemic"), NearbyPeople(range_m=8, relay="epidemic")
    moments = Proximity(relay="epidemic").mean_delay() * np.linspace(0.1, 1.5, epidemics.POINTS)
    return [
        pytest.param(
            lambda: circuits.task(200, 500), lambda: half.compromise_over([100]), None, id="circuits"
        ),
        pytest.param(lambda: lookups.task(1000, 20, 400), lambda: few.hops(4000, 1), None, id="lookups"),
        pytest.param(lambda: messages.task(4000), lambda: slow.latency(100_000, 1), "simpy", id="messages"),
        pytest.param(
            lambda: percolation.task(400, igraph=False), lambda: attacked.curve(1), "networkx", id="networkx"
        ),
        pytest.param(lambda: percolation.task(400), lambda: attacked.curve(1), "igraph", id="igraph"),
        pytest.param(epidemics.task, lambda: crowd.delivered_within(moments), "EoN", id="epidemics"),
        pytest.param(
            walkers.task, lambda: [int(town.carriers(k).sum()) for k in range(60)], "mesa", id="walkers"
        ),
    ]


@pytest.mark.parametrize(("make", "wrong", "needs"), right_and_wrong())
def test_right_models_agree_and_a_wrong_one_is_caught(make, wrong, needs):
    if needs:
        pytest.importorskip(needs)
    if needs == "igraph":
        pytest.importorskip("networkx")
    task = make()
    check(task)
    with pytest.raises(DisagreementError, match=re.escape(task.name)):
        check(answering(task, wrong))


def test_what_disagrees_is_never_timed():
    runs = []
    ours = Tool("ours", lambda: 1.0, exactly, 1)
    other = Tool("other", lambda: runs.append(1) or 1.1, exactly, 1)
    with pytest.raises(
        DisagreementError, match=r"a task: ours finds 1, other finds 1\.1 .*allowed apart: 1e-09"
    ):
        measure(Task("a task", "things", ours, (other,), "", ""))
    assert len(runs) == 1
    measure(Task("a task", "things", ours, (dataclasses.replace(other, slack=0.11),), "", ""), rounds=2)
    assert len(runs) > 2


def test_chance_is_allowed_and_no_more():
    fair = of_hits(500, 1000)
    agree(fair, of_hits(550, 1000), ("a", "b"))
    with pytest.raises(DisagreementError):
        agree(fair, of_hits(600, 1000), ("a", "b"))
    with pytest.raises(DisagreementError, match="number 2 of 2"):
        agree(exactly([1, 2]), exactly([1, math.nan]), ("a", "b"))
    with pytest.raises(DisagreementError, match=r"\(1,\) numbers"):
        agree(exactly(1), exactly([1, 1]), ("a", "b"))
    assert of_hits(0, 10).errors[0] > 0
    assert of_runs([2.0, 2.0, 5.0]).errors[0] == pytest.approx(1.0)


def test_relays_of_a_circuit_share_no_network_and_no_family():
    consensus = circuits.Consensus(60, 0.1, seed=1)
    rng = circuits.random.Random(1)
    for _ in range(500):
        entry = consensus.pick(rng, ())
        leaving = consensus.pick(rng, (entry,))
        assert consensus.net[entry] != consensus.net[leaving]
        assert consensus.family[entry] != consensus.family[leaving]
    assert consensus.share == pytest.approx(0.1, abs=0.02)


def took(*ms: float) -> Timing:
    return Timing(ms)


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


def found(one: float, other: float) -> Measured:
    """A task in which ours makes 10 things a run, the other 5."""
    ours = Tool("our model", lambda: 0, exactly, 10)
    usual = Tool("usual tool 1.2", lambda: 0, exactly, 5, licence="GPL-2.0-or-later")
    task = Task("A task", "things", ours, (usual,), "its mean", "What is left out.")
    return Measured(task, (took(one, one, 2 * one), took(other, 2 * other, other)))


def growth(*ms: float) -> Growth:
    return Growth(SIZED[0], tuple(10 ** (2 + n) for n in range(len(ms))), tuple(map(took, ms)))


def test_the_page_says_what_was_measured():
    panel = Knobbed("08", "flips.flip", "claim", took(50), took(21, 23, 40))
    quick = Knobbed("00", "start.trade_off", "hops", took(9), took(7))
    said = page([found(4, 100)], [growth(1, 1.5, 1.2), growth(1, 10, 100)], [panel, quick], load=0.0)
    assert "| A task | our model | 10 things | 4.0 (4.0–8.0) | 2,500 |  |" in said
    assert "usual tool 1.2 (GPL-2.0-or-later) | 5 things | 100 (100–200) | 50 | **50** (25–100) |" in said
    assert "- **A task.** Agreed: its mean. What is left out." in said
    assert "| 100 to 10,000 | 1.0 to 1.2 | 1.5 | flat |" in said
    assert "| 100 to 10,000 | 1.0 to 100 | 100.0 | grows as n^1.0 |" in said
    assert "1 of 2 cost the same" in said
    assert "2 knobs were turned. For 1 of them" in said
    assert "| 08 | flips.flip | claim | 3 | 23 (21–40) | 50 |" in said
    assert "kept it busy" not in said
    assert "kept it busy (load 99.0" in page([], [], [], load=99.0)


def test_growth_in_words():
    assert growth(1, 3, 9, 9, 9, 9).words() == "9 times more, then nearly flat"
    assert growth(9, 3, 3).words() == "falls to 1/3"


def test_the_figure_is_a_picture():
    assert drawn([growth(1, 1, 1), growth(1, 10, 40)]).startswith(b"\x89PNG")


@given(st.lists(st.floats(0, 1), max_size=15).map(sorted))
def test_labels_keep_apart_and_in_order(places):
    heights = spread_out(places, 0.05)
    assert len(heights) == len(places)
    assert all(b - a >= 0.05 - 1e-9 for a, b in itertools.pairwise(heights))
    assert all(0 < height < 1 for height in heights)


def test_every_model_has_its_size_or_needs_none():
    named = {one.model.__name__ for one in SIZED} | set(UNSIZED) | set(MADE_OF)
    all_of_them = {
        name
        for room in (models, scenario)
        for name in room.__all__
        if isinstance(cls := getattr(room, name), type) and issubclass(cls, Model) and cls is not Model
    }
    assert named == (all_of_them - {"Architecture", "Flips"}) | {"RankedShares"}


@pytest.mark.parametrize("sized", SIZED, ids=lambda one: one.name)
def test_every_size_can_be_asked(sized):
    sizes = sizes_of(sized)
    assert len(sizes) > 2
    assert list(sizes) == sorted(set(sizes))
    for size in sizes:
        sized.ask(size, 1)


def test_a_model_is_timed_at_each_size():
    upkeep = next(one for one in SIZED if one.name == "Upkeep.hours_per_user")
    one = grown(upkeep, rounds=1)
    assert one.sizes == (100, 1000, 10_000, 100_000, 1_000_000)
    assert min(one.costs) > 0


def test_every_knob_of_a_lesson_is_turned():
    rows = panels.measured(["00"])
    assert sorted((row.exhibit, row.knob) for row in rows) == [
        ("start.trade_off", "adversary"), ("start.trade_off", "hops"), ("start.trade_off", "hops"),
    ]  # fmt: skip
    assert all(len(row.wall.ms) == len(row.busy.ms) >= 8 for row in rows)


def test_a_disagreement_ends_the_run_and_leaves_the_page(tmp_path, monkeypatch, capsys):
    ours, other = (Tool(name, lambda n=n: n, exactly, 1) for n, name in enumerate(("ours", "other")))
    monkeypatch.setattr(run, "DOCS", tmp_path)
    monkeypatch.setattr(run, "tasks", lambda: iter([Task("A task", "things", ours, (other,), "", "")]))
    assert run.main() == 1
    assert "nothing is compared. A task: ours finds 0, other finds 1" in capsys.readouterr().err
    assert list(tmp_path.iterdir()) == []


@pytest.mark.parametrize("module", [answers, figure, timing])
def test_the_examples_in_the_docs_hold(module):
    assert doctest.testmod(module).failed == 0


def test_nothing_in_the_course_leans_on_the_benchmarks():
    wanted = re.findall(r"^[\w-]+", (ROOT / "benchmarks/requirements.txt").read_text("utf-8"), re.M)
    assert "igraph" in wanted
    for path in modules():
        assert not imports(path) & {"benchmarks", *wanted}, path
    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    assert not {re.match(r"[\w-]+", line)[0] for line in project["dependencies"]} & set(wanted)
