"""A kernel answers sliders on a thread of their own while a cell draws: each picture is its own panel's."""

from __future__ import annotations

import pytest
from jupyter_client.manager import KernelManager

from guidekit.exhibits.relays.paths import both_ends, guards
from guidekit.models import OnionRouting
from guidekit.panels.panel import explore
from tests.patience import PATIENCE

TURNS = 60
BEGIN = """
import guidekit as gk
from ipykernel.comm import comm
# Newer kernels answer a widget on the thread that made it, those of 7.0 on the one that JupyterLab names.
comm.BaseComm._reply_subshell_for = lambda self, data, default: default
p = gk.explore(gk.exhibits.relays.both_ends, gk.models.OnionRouting(), knobs=["adversary"])
q = gk.explore(gk.exhibits.relays.guards, gk.models.OnionRouting(), knobs=["adversary"])
print(p.comm.comm_id, q.comm.comm_id)
"""
ANIMATE = f"for n in range({TURNS}): p.turn(adversary=0.005 * (n % 90 + 1))"


@pytest.fixture
def kernel(monkeypatch):
    monkeypatch.setenv("GUIDEKIT_JOURNAL", ":memory:")
    manager = KernelManager()
    manager.start_kernel()
    client = manager.client()
    client.start_channels()
    client.wait_for_ready(timeout=PATIENCE)
    yield client
    client.stop_channels()
    manager.shutdown_kernel(now=True)


def until_idle(client, request):
    """Yield what the kernel publishes until it has done with a request."""
    while True:
        message = client.get_iopub_msg(timeout=PATIENCE)
        yield message
        mine = message["parent_header"].get("msg_id") == request
        if mine and message["msg_type"] == "status" and message["content"]["execution_state"] == "idle":
            return


def pictures(messages):
    """Yield the panel, the values and the picture of every state that was sent."""
    for message in messages:
        data = message["content"].get("data", {})
        if message["msg_type"] == "comm_msg" and data.get("method") == "update" and "values" in data["state"]:
            paths = [path[0] for path in data["buffer_paths"]]
            if "png" in paths:
                png = bytes(message["buffers"][paths.index("png")])
                yield message["content"]["comm_id"], data["state"]["values"]["adversary"], png


@pytest.fixture
def two(kernel):
    """Two panels in the kernel, and what sends them messages on a thread beside that of the cells."""
    words = "".join(
        message["content"].get("text", "") for message in until_idle(kernel, kernel.execute(BEGIN))
    )
    request = kernel.session.msg("create_subshell_request")
    kernel.control_channel.send(request)
    reply = kernel.get_control_msg(timeout=PATIENCE)
    if reply["content"].get("status") != "ok":
        pytest.skip("this kernel has no subshells")

    def send(comm, content):
        data = {"comm_id": comm, "data": {"method": "custom", "content": content}}
        message = kernel.session.msg("comm_msg", data)
        message["header"]["subshell_id"] = reply["content"]["subshell_id"]
        kernel.shell_channel.send(message)

    return *words.split(), send


def test_a_slider_and_a_cell_at_once(kernel, two):
    p, q, send = two
    cell = kernel.execute(ANIMATE)
    for n in range(TURNS):
        send(q, {"turn": {"adversary": 0.005 * ((7 * n) % 90 + 1)}, "number": n + 1})
    seen = list(pictures(until_idle(kernel, cell)))
    while sum(comm == q for comm, _, _ in seen) < TURNS:
        seen += pictures([kernel.get_iopub_msg(timeout=PATIENCE)])
    assert {comm for comm, _, _ in seen} == {p, q}
    fresh = {
        p: explore(both_ends, OnionRouting(), knobs=["adversary"]),
        q: explore(guards, OnionRouting(), knobs=["adversary"]),
    }
    wrong = []
    for comm, adversary, png in seen:
        fresh[comm].set(OnionRouting(adversary=adversary))
        wrong += [(comm, adversary)] if fresh[comm].png != png else []
    assert not wrong, f"{len(wrong)} of {len(seen)} pictures belong to another panel or state"


def answer(kernel, id):
    """Return the frame that was asked for under an id."""
    while True:
        message = kernel.get_iopub_msg(timeout=PATIENCE)
        content = message["content"].get("data", {}).get("content", {})
        if content.get("frame") == id:
            return content, [bytes(buffer) for buffer in message["buffers"]]


def test_frames_wait_while_a_cell_runs_and_then_are_those_of_their_panel(kernel, two):
    p, _, send = two
    one = explore(both_ends, OnionRouting(), knobs=["adversary"])
    ask = {"frame": {"adversary": 0.25}, "base": one.base}  # a base has one name everywhere
    cell = kernel.execute("print('begun'); input()")
    while kernel.get_iopub_msg(timeout=PATIENCE)["content"].get("text") != "begun\n":
        pass
    send(p, ask | {"id": "during"})
    assert answer(kernel, "during")[0] == {"frame": "during", "wait": True}
    send(p, {"turn": {"adversary": 0.4}, "number": 1})  # a hand never waits
    (_, adversary, _), *_ = pictures([message for message in until(kernel, p)])
    assert adversary == 0.4
    kernel.input("go on")
    list(until_idle(kernel, cell))
    send(p, ask | {"id": "after"})
    content, (png,) = answer(kernel, "after")
    one.turn(adversary=0.25)
    assert (png, content["sentence"], content["values"]) == (one.png, one.sentence, {"adversary": 0.25})


def until(kernel, comm):
    """Yield messages until one tells the state of a panel."""
    while True:
        message = kernel.get_iopub_msg(timeout=PATIENCE)
        yield message
        if list(pictures([message])):
            return
