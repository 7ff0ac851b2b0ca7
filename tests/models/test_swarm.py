"""Storage swarm: what it shows, what it keeps, and what one more honest relay changes."""

from __future__ import annotations

import math

import pytest
from hypothesis import given

from guidekit.models import NewNodes, StoredCopies, SwarmStorage
from tests.models.strategies import any_model, is_share, shares

ANY = any_model(SwarmStorage)


def test_published_values():
    session = SwarmStorage(nodes=2000, adversary=0.2, swarm=7)
    assert session.recipient_exposure() == pytest.approx(0.7908, abs=5e-5)
    assert session.link_exposure() == pytest.approx(0.2 * session.recipient_exposure(), abs=1e-12)
    assert session.but(nodes=10_000).link_exposure() == pytest.approx(0.2 * (1 - 0.8**7), abs=1e-4)
    assert round(session.link_exposure(), 3) == 0.158
    assert SwarmStorage(ttl=14, offline=7).expires_unread() == pytest.approx(math.exp(-2), abs=1e-12)


@given(ANY)
def test_exposure_counts_the_swarms_without_a_hostile_node(session):
    hostile = round(session.adversary * session.nodes)
    honest = math.comb(session.nodes - hostile, session.swarm) / math.comb(session.nodes, session.swarm)
    assert session.recipient_exposure() == pytest.approx(1 - honest, abs=1e-9)


@given(ANY, shares())
def test_probabilities_stay_probabilities(session, loss):
    found = [session.recipient_exposure(), session.link_exposure(), session.expires_unread()]
    assert all(is_share(p) for p in [*found, session.kept(loss), session.delivered(loss)])
    assert session.delivered() == pytest.approx(1 - session.expires_unread())
    assert session.link_exposure() <= session.adversary + 0.5 / session.nodes  # a whole number is hostile


@given(ANY, shares())
def test_a_larger_swarm_keeps_better_and_shows_more(session, loss):
    if session.swarm == 15:
        return
    larger = session.but(swarm=session.swarm + 1)
    assert larger.recipient_exposure() >= session.recipient_exposure() - 1e-12
    assert larger.link_exposure() >= session.link_exposure()
    assert larger.kept(loss) >= session.kept(loss)


@given(ANY, shares(), shares())
def test_more_hostile_nodes_see_more(session, one, other):
    low, high = sorted([one / 2, other / 2])
    assert session.but(adversary=low).recipient_exposure() <= session.but(adversary=high).recipient_exposure()
    assert session.but(adversary=low).link_exposure() <= session.but(adversary=high).link_exposure()


def test_limits():
    assert SwarmStorage(adversary=0).recipient_exposure() == 0
    one = SwarmStorage(nodes=100, adversary=0.3, swarm=1)
    assert one.recipient_exposure() == pytest.approx(0.3)
    assert one.link_exposure() == pytest.approx(0.09)
    with pytest.raises(ValueError, match="node_loss = 2 is outside its range"):
        one.kept(2)


@given(any_model(NewNodes))
def test_more_honest_relays_never_hurt(model):
    assert is_share(model.linked())
    assert model.linked() <= model.adversary**2 + 1e-15
    assert model.but(joined=0).linked() == pytest.approx(model.adversary**2)


@given(any_model(StoredCopies))
def test_a_stored_message_arrives_with_a_probability(model):
    assert is_share(model.arrives())
    assert model.arrives() == model.delivered(model.node_loss)
