"""What a widget tells its page, message for message."""

from __future__ import annotations

from typing import Any

import comm
import pytest
from comm.base_comm import BaseComm

from guidekit.panels import face


class Wire:
    """Every message that widgets sent since the test began, with its pictures put back in."""

    def __init__(self) -> None:
        self.opened: list[dict[str, Any]] = []
        self.updates: list[dict[str, Any]] = []
        self.answers: list[dict[str, Any]] = []  # frames that a page asked for

    def note(self, kind: str, data: Any, buffers: Any) -> None:
        if kind == "comm_close":
            return
        if data.get("method") == "custom":
            (png,) = buffers
            self.answers.append(data["content"] | {"png": bytes(png)})
            return
        state = dict(data["state"])
        for (name,), buffer in zip(data["buffer_paths"], buffers or [], strict=True):
            state[name] = bytes(buffer)
        (self.opened if kind == "comm_open" else self.updates).append(state)


@pytest.fixture
def wire(monkeypatch):
    """Record what goes to the page. What all widgets share was sent before."""
    face._shared()
    recorded = Wire()

    class Recorded(BaseComm):
        def publish_msg(self, msg_type, data=None, metadata=None, buffers=None, **keys):
            recorded.note(msg_type, data, buffers)

    monkeypatch.setattr(comm, "create_comm", Recorded)
    return recorded


@pytest.fixture
def page():
    """Send a widget the messages of its page."""

    def send(widget, content):
        widget._received(None, content, [])
        return widget

    return send
