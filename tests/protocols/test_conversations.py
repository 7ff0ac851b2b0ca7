"""A conversation is sent once, and keys are stolen from it at every moment: a slider then takes a third."""

from __future__ import annotations

import pytest

from guidekit.protocols import bramble, megolm, static


@pytest.mark.parametrize(
    ("protocol", "sent"),
    [(static, static._outcomes), (megolm, megolm._conversation), (bramble, bramble._conversation)],
    ids=["static", "megolm", "bramble"],
)
def test_every_moment_of_a_theft_looks_at_one_conversation(protocol, sent):
    turns = "ABBABAABBA"
    protocol.theft(turns, 1)
    before = sent.cache_info().misses
    frames = [protocol.theft(turns, at) for at in range(1, len(turns) + 1)]
    assert sent.cache_info().misses == before
    assert sent.cache_info().maxsize <= 8  # what is kept stays small
    together = protocol.theft(turns)
    for at, frame in enumerate(frames, 1):
        assert frame.readable.tolist() == together[together.snapshot == at].readable.tolist()
