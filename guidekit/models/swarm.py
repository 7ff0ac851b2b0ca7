"""Storage swarm: the few nodes that keep a message, what they see, and what one more honest node changes."""

from __future__ import annotations

import math
from dataclasses import dataclass

from guidekit.knobs import Model, knob, probability


@dataclass(frozen=True)
class SwarmStorage(Model):
    """A network of nodes in which a small swarm keeps the messages of each recipient (Session).

    Every node of the swarm holds a copy and knows for whom it is. A hostile node in the swarm so
    knows when the recipient gets a message, but not where: the recipient fetches it over nodes of its
    own. A hostile first hop knows the sender. Both together link the two, whatever the hops between.

    The model leaves out: nodes that join to reach a chosen swarm, the stake that a node costs, and
    swarms that split or merge.

    References
    ----------
    Jefferys, Shishmarev and Harman, Session: end-to-end encrypted conversations with minimal metadata
    leakage (2020), and Session's storage servers (``ses.swarm``, ``ses.ttl_days``, ``ses.nodes`` in
    ``parameters.csv``). The link of first hop and swarm is our own model. How long people stay away is an
    assumption.

    Examples
    --------
    One node in five is hostile. Two ends chosen at random would be 4 %, a swarm of seven is 16 %:

    >>> session = SwarmStorage(adversary=0.2, swarm=7)
    >>> round(session.link_exposure(), 3)
    0.158
    """

    nodes: int = knob(
        1500, 100, 10_000, "nodes", "Nodes", "How many nodes there are", log=True, source="ses.nodes"
    )
    swarm: int = knob(7, 1, 15, "nodes", "Swarm", "How many nodes keep each message", source="ses.swarm")
    adversary: float = knob(
        0.1,
        0.0,
        0.5,
        "share of nodes",
        "Hostile share",
        "Share of the nodes that one adversary runs",
        source="adversary.hostile",
    )
    ttl: float = knob(
        14.0, 0.01, 60, "days", "Time kept", "How long a message is kept", log=True, source="ses.ttl_days"
    )
    offline: float = knob(
        1.0,
        0.01,
        60,
        "days",
        "Time offline",
        "The mean time the recipient stays away: a long absence, not the few hours of every day",
        log=True,
    )

    def recipient_exposure(self) -> float:
        """Compute the probability that a hostile node is in the recipient's swarm.

        Returns
        -------
        float
            1 − C(n−c, swarm) / C(n, swarm) with c = round(adversary · nodes): the swarm is drawn
            without replacement.

        Examples
        --------
        >>> round(SwarmStorage(nodes=2000, adversary=0.2, swarm=7).recipient_exposure(), 4)
        0.7908
        """
        honest = self.nodes - round(self.adversary * self.nodes)
        all_honest = math.prod((honest - i) / (self.nodes - i) for i in range(self.swarm))
        return 1 - all_honest

    def link_exposure(self) -> float:
        """Compute the probability that a hostile first hop and a hostile swarm node link the two ends.

        Returns
        -------
        float
            c/n · `recipient_exposure`, with c of the n nodes hostile. The first hop is drawn among all
            nodes, whoever is in the swarm. In a large network that is f·(1 − (1−f)^swarm).
        """
        return round(self.adversary * self.nodes) / self.nodes * self.recipient_exposure()

    def expires_unread(self) -> float:
        """Compute the probability that a message is deleted before the recipient comes, e^(−ttl/offline).

        It is that of a message which comes while the recipient is away. People who are online read theirs at
        once, so that of all messages fewer expire (`Presence.online_fraction` says how many come then).
        """
        return math.exp(-self.ttl / self.offline)

    def kept(self, node_loss: float) -> float:
        """Compute the probability that at least one node of the swarm still has the message.

        Parameters
        ----------
        node_loss : float
            The chance that one node loses what it holds before the recipient comes; independent.

        Examples
        --------
        >>> round(SwarmStorage(swarm=7).kept(0.5), 4)
        0.9922
        """
        return 1 - probability("node_loss", node_loss) ** self.swarm

    def delivered(self, node_loss: float = 0.0) -> float:
        """Compute the probability that the recipient comes back in time and a node still has the message."""
        return (1 - self.expires_unread()) * self.kept(node_loss)


@dataclass(frozen=True)
class StoredCopies(SwarmStorage):
    """`SwarmStorage` with the loss of a node as a knob.

    References
    ----------
    As for `SwarmStorage`: who links the two ends is our own model. How often a node loses what it holds
    is an assumption.

    Examples
    --------
    One copy, and seven:

    >>> [round(StoredCopies(swarm=n).arrives(), 4) for n in (1, 7)]
    [0.7, 0.9998]
    """

    node_loss: float = knob(
        0.3, 0.0, 1.0, "probability", "Node lost", "The chance that one node loses what it holds in between"
    )

    def arrives(self) -> float:
        """Compute the probability that the recipient comes in time and a node still has the message."""
        return self.delivered(self.node_loss)


@dataclass(frozen=True)
class NewNodes(Model):
    """A relay network that honest hosts join with relays of the usual size.

    A host's own client picks its circuits as everyone's does, so hosting changes its risk by as much
    as everyone's: the hostile share is thinned out.

    The model leaves out: relays of different sizes, a host who picks the own relay as entry (which
    then hides less, for the host's traffic stands alone there), and hosts who are attacked for hosting.

    References
    ----------
    Our own model, on the squared share of `OnionRouting.circuit_compromise`.

    Examples
    --------
    One more among 8,000, then as many again:

    >>> [round(100 * NewNodes(joined=n).linked(), 4) for n in (0, 1, 8000)]
    [1.0, 0.9998, 0.25]
    """

    relays: int = knob(8000, 100, 10_000, "relays", "Relays before", "How many there were", log=True)
    adversary: float = knob(
        0.1,
        0.0,
        0.5,
        "share of capacity",
        "Hostile share",
        "Share that one adversary ran before",
        source="adversary.hostile",
    )
    joined: int = knob(1, 0, 10_000, "relays", "Honest relays that join", "All of them of the usual size")

    def share(self) -> float:
        """Compute the share of the capacity that the adversary still runs."""
        return self.adversary * self.relays / (self.relays + self.joined)

    def linked(self) -> float:
        """Compute the probability that both ends of a circuit are hostile, whoever builds it."""
        return self.share() ** 2
