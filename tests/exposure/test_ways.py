"""A server of one's own, and what servers of a room learn, are what the engine derives."""

from __future__ import annotations

import pytest

from guidekit.exposure import OwnServer, RoomViews, exposure, journeys
from guidekit.exposure.ways import SENT


@pytest.mark.parametrize(("servers", "journey"), [(2, "matrix-private"), (10, "matrix-ten-servers")])
@pytest.mark.parametrize("dishonest", [0.0, 0.1, 0.5])
def test_own_server_is_the_engine_with_as_many_servers(servers, journey, dishonest):
    """The engine sums over all cases of hostile servers; the model counts the servers that learn a thing."""
    found = OwnServer(servers=servers, dishonest=dishonest).chances()
    there = [party.name for party in journeys()[journey].parties if party.kind == "server"]
    for where, hostile in (("stranger", there), ("own", [name for name in there if name != "alice-server"])):
        frame = exposure(journey, observers=[], adversary=dict.fromkeys(hostile, dishonest))
        for datum, level in zip(frame.datum, frame.level, strict=True):
            if datum != "recipient_address":
                assert found[where][datum] == pytest.approx(level), (where, datum)


def test_only_the_site_of_the_program_could_learn_what_it_does_not():
    assert {who for who, _ in RoomViews("matrix-web").only_by_program()} == {"web-host"}
    could = {datum for _, datum in RoomViews("matrix-web").only_by_program()}
    assert {"content", "link", "sender"} < could
    assert not {"sender_address", "time"} & could  # the browser asks it for the program
    assert all(not RoomViews(sent).only_by_program() for sent in SENT if sent != "matrix-web")
