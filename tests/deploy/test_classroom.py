"""The load on a class: what it reads from a kernel's messages, from /proc, and what it writes."""

from __future__ import annotations

import csv
import io
import json
import os

import psutil
import pytest
from jupyter_client.session import Session
from jupyter_server.services.kernels.connection.base import serialize_msg_to_ws_v1

from benchmarks.classroom.hub import Hub, Weight
from benchmarks.classroom.kernel import Message, Slider, sliders
from benchmarks.classroom.learner import Steps
from benchmarks.classroom.report import BEGIN, END, Found, Row, as_csv, as_table, holds, put_between, write
from guidekit.exhibits.relays import paths as anonymous
from guidekit.models import OnionRouting
from guidekit.panels.panel import explore

SESSION = Session()


def frame(kind, content, parent=None, buffers=()):
    message = SESSION.msg(kind, content, parent=parent)
    packed = [SESSION.pack(message[part]) for part in ("header", "parent_header", "metadata", "content")]
    return serialize_msg_to_ws_v1([*packed, *buffers], "iopub")


def said_by(widget, buffers=()):
    """Return what a kernel says when it opens a widget, and when it draws a picture."""
    state = {k: v for k, v in widget.get_state().items() if not isinstance(v, bytes)}
    state = json.loads(json.dumps(state, default=lambda child: f"IPY_MODEL_{child.model_id}"))
    if "children" in state:
        state["children"] = [f"IPY_MODEL_{child.model_id}" for child in widget.children]
    data = {"comm_id": widget.model_id, "data": {"state": state, "buffer_paths": []}}
    yield Message.read(frame("comm_open", data | {"target_name": "jupyter.widget"}))
    if buffers:
        data["data"] = {"method": "update", "state": {}, "buffer_paths": [["png"]]}
        yield Message.read(frame("comm_msg", data, buffers=buffers))


def test_a_frame_is_read_as_it_was_sent():
    asked = SESSION.msg("comm_msg", {})
    data = {"method": "update", "state": {"sentence": "s"}, "buffer_paths": [["other"], ["png"]]}
    read = Message.read(frame("comm_msg", {"comm_id": "7", "data": data}, asked, [b"no", b"\x89PNG"]))
    assert (read.kind, read.answers) == ("comm_msg", asked["header"]["msg_id"])
    assert read.picture() == b"\x89PNG"
    assert not read.ends
    assert Message.read(frame("status", {"execution_state": "idle"})).ends
    assert not Message.read(frame("status", {"execution_state": "busy"})).ends


def test_the_finest_slider_of_a_real_panel_is_found_with_its_picture():
    panel = explore(anonymous.guards, OnionRouting(guards=0), knobs=["guards", "adversary"])
    silent = explore(anonymous.guards, OnionRouting(), knobs=[])
    said = [m for c in panel.controls.values() for m in said_by(c)]
    for one in (panel, silent):
        said += [*said_by(one.picture, [one.picture.png]), *said_by(one)]
    (found,) = sliders(said)
    control = panel.controls["adversary"]
    assert (found.control, found.picture) == (control.model_id, panel.picture.model_id)
    assert (found.at(0), found.at(1)) == (control.low, control.high)
    before = panel.picture.png
    control.value = found.at(0.9)
    assert panel.picture.png != before


@pytest.mark.parametrize("log", [True, False])
@pytest.mark.parametrize("whole", [True, False])
def test_a_slider_stays_in_its_range_and_a_move_changes_it(log, whole):
    slider = Slider("c", "p", 1, 1, 1000, 5, log, whole)
    values = [slider.at(n / 40) for n in range(41)]
    assert values[0] == 1
    assert values[-1] == pytest.approx(1000, rel=0.01)
    assert values == sorted(values)
    assert not whole or all(isinstance(value, int) for value in values)
    assert len(set(values[20:])) == 21


def test_memory_is_read_from_proc_for_each_learner(tmp_path, monkeypatch):
    if not os.path.exists("/proc/self/smaps_rollup"):
        pytest.skip("shared pages are counted on Linux only")
    (tmp_path / "ada/lessons").mkdir(parents=True)
    me = psutil.Process()
    hub = Hub("", me, tmp_path)
    common, learners = hub.weigh()
    assert common > 1_000_000
    assert not learners
    monkeypatch.chdir(tmp_path / "ada/lessons")
    _, learners = hub.weigh()
    assert set(learners) == {"ada"}
    weight = learners["ada"]
    assert weight.kernels == 0
    assert 1_000_000 < weight.server <= weight.resident
    assert weight.whole == weight.server
    before = hub.core_seconds()
    sum(range(2_000_000))
    assert hub.core_seconds() > before


def a_row() -> Row:
    steps = [Steps([10.0] * 94 + [200.0] * 6, overtaken=3), Steps([], lost=2)]
    weights = [Weight(50_000_000, 100_000_000, 300_000_000), Weight(70_000_000, 100_000_000, 300_000_000)]
    cores = {"log_in": 4, "lesson": 8, "drag": 2}
    return Found(2, [1.0, 3.0], [5.0, 6.0], steps, weights, 200_000_000, cores, ["somebody"]).row()


def test_figures_of_a_class():
    row = a_row()
    assert (row.log_in_s, row.log_in_slowest_s) == (2.0, 3.0)
    assert (row.server_mb, row.kernel_mb, row.learner_mb) == (60, 100, 160)
    assert (row.step_p50_ms, row.step_p95_ms, row.steps, row.steps_overtaken) == (10, 200, 100, 3)
    assert (row.log_in_core_s, row.lesson_core_s, row.step_core_ms) == (2.0, 4.0, 20.0)
    assert row.failures == 3  # one learner, two steps


def test_how_many_learners_a_machine_holds():
    # 8 GB − 1 GB − 200 MB = 6800 MB, by 160 and by 260 MB; 2 cores × 0.7 by 2.5 steps a second of 20 ms
    assert "8 GB hold 42 learners" in holds(a_row())
    assert "or 26 with two; and 2 cores are enough for 28 who drag" in holds(a_row())


def test_a_class_in_which_all_fail_still_has_a_row():
    row = Found(3, failures=["a", "b", "c"]).row()
    assert row.failures == 3
    assert "hold 0 learners" in holds(row)


def test_the_page_keeps_all_but_what_stands_between_its_markers(tmp_path):
    (tmp_path / "classroom.md").write_text(f"before\n{BEGIN}\nof last year\n{END}\nafter\n", encoding="utf-8")
    write(tmp_path, [a_row(), a_row()], "Measured.")
    page = (tmp_path / "classroom.md").read_text(encoding="utf-8")
    assert page.startswith("before\n")
    assert page.endswith("after\n")
    assert "of last year" not in page
    assert "| Step of a slider, 95th percentile | 200 ms | 200 ms |" in page
    rows = list(csv.DictReader(io.StringIO((tmp_path / "classroom.csv").read_text(encoding="utf-8"))))
    assert [row["learner_mb"] for row in rows] == ["160", "160"]
    with pytest.raises(ValueError, match="needs the lines"):
        put_between("no markers", "x")


def test_the_shipped_page_shows_the_shipped_measurement():
    from classes import ROOT

    rows = list(csv.DictReader((ROOT / "docs/classroom.csv").open(encoding="utf-8")))
    kept = [Row(**{k: json.loads(v) for k, v in row.items()}) for row in rows]
    assert as_csv(kept) == (ROOT / "docs/classroom.csv").read_text(encoding="utf-8")
    assert as_table(kept, "").strip() in (ROOT / "docs/classroom.md").read_text(encoding="utf-8")
