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


def test_a_slider_and_a_cell_at_once(kernel):
    words = "".join(
        message["content"].get("text", "") for message in until_idle(kernel, kernel.execute(BEGIN))
    )
    p, q = words.split()
    request = kernel.session.msg("create_subshell_request")
    kernel.control_channel.send(request)
    reply = kernel.get_control_msg(timeout=PATIENCE)
    if reply["content"].get("status") != "ok":
        pytest.skip("this kernel has no subshells")
    cell = kernel.execute(ANIMATE)
    for n in range(TURNS):
        content = {"turn": {"adversary": 0.005 * ((7 * n) % 90 + 1)}, "number": n + 1}
        message = kernel.session.msg(
            "comm_msg", {"comm_id": q, "data": {"method": "custom", "content": content}}
        )
        message["header"]["subshell_id"] = reply["content"]["subshell_id"]
        kernel.shell_channel.send(message)
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
