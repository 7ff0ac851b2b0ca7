"""Lookups: finding a node in a distributed hash table, over sockets, node by node, or by its law."""

from __future__ import annotations

import asyncio
import bisect
import logging
import random
from importlib.metadata import version

import numpy as np

from benchmarks.answers import of_runs
from benchmarks.tasks import Task, Tool
from guidekit.models import KademliaLookup

BITS = 64
REAL_NODES, REAL_BUCKET = 100, 4


def node_by_node(nodes: int, bucket: int, lookups: int, seed: int) -> np.ndarray:
    """Walk through tables of contacts in plain Python; a bucket is drawn when it is first asked."""
    rng = random.Random(seed)
    ids = sorted({rng.getrandbits(BITS) for _ in range(nodes)})
    hops = []
    for _ in range(lookups):
        here, target = rng.sample(ids, 2)
        taken = 0
        while here != target:
            shift = (here ^ target).bit_length() - 1  # the first bit in which they differ
            low = target >> shift << shift  # the bucket holds nodes that share it with the target
            start, end = bisect.bisect_left(ids, low), bisect.bisect_left(ids, low + (1 << shift))
            known = (
                ids[start:end]
                if end - start <= bucket
                else [ids[rng.randrange(start, end)] for _ in range(bucket)]
            )
            here = min(known, key=lambda contact: contact ^ target)
            taken += 1
        hops.append(taken)
    return np.array(hops)


class Loopback:
    """A network of real nodes, each with a socket on the loopback, built once and asked many times."""

    def __init__(self) -> None:
        logging.getLogger("kademlia").setLevel(logging.CRITICAL)
        logging.getLogger("rpcudp").setLevel(logging.CRITICAL)
        self.loop = asyncio.new_event_loop()
        self.network: object = None

    def lookups(self, count: int) -> np.ndarray:
        """Look random nodes up from random nodes, and return the rounds that each took."""
        from recorders.dht.network import Network

        if self.network is None:
            self.network = Network(REAL_NODES, REAL_BUCKET, random.Random(1))
            self.loop.run_until_complete(self.network.__aenter__())
        return self.loop.run_until_complete(self._ask(count))

    async def _ask(self, count: int) -> np.ndarray:
        from kademlia.node import Node

        from recorders.dht.network import Lookup, beside, crawl

        rounds = []
        for _ in range(count):
            start, target = self.network.rng.sample(self.network.nodes, 2)  # type: ignore[attr-defined]
            lookup = crawl(start, Node(beside(target.node.id)), Lookup)
            if await lookup.find():
                rounds.append(lookup.rounds)  # type: ignore[attr-defined]
        return np.array(rounds)

    def close(self) -> None:
        """Close every socket, and drop the questions that wait for an answer still."""
        if self.network is not None:
            self.loop.run_until_complete(self.network.__aexit__(None, None, None))  # type: ignore[attr-defined]
            for waiting in asyncio.all_tasks(self.loop):
                waiting.cancel()
            self.loop.run_until_complete(asyncio.sleep(0))
        self.loop.close()


def task(nodes: int = 10_000, bucket: int = 20, lookups: int = 4000) -> Task:
    """Ask how many hops a lookup takes, in a network that is simulated node by node."""
    model = KademliaLookup(nodes=nodes, bucket=bucket)
    many = 4000
    return Task(
        name=f"Lookups among {nodes:,} nodes",
        unit="lookups",
        ours=Tool("KademliaLookup.hops", lambda: model.hops(many, 1), of_runs, many),
        others=(
            Tool(
                "plain Python, node by node",
                lambda: node_by_node(nodes, bucket, lookups, 2),
                of_runs,
                lookups,
            ),
        ),
        agrees="mean hops: 4 standard errors",
        note="The plain simulation makes all nodes first and draws a bucket when it is asked; its memory "
        "grows with the network, the model's does not (see the figure).",
    )


def real_task(real: Loopback, lookups: int = 300) -> Task:
    """Ask the same of real nodes that talk over the loopback."""
    model = KademliaLookup(nodes=REAL_NODES, bucket=REAL_BUCKET)
    many = 4000
    return Task(
        name=f"Lookups among {REAL_NODES} real nodes",
        unit="lookups",
        ours=Tool("KademliaLookup.hops", lambda: model.hops(many, 1), of_runs, many),
        others=(
            Tool(
                f"kademlia {version('kademlia')} on the loopback", lambda: real.lookups(lookups), of_runs,
                lookups, slack=0.35,
            ),
        ),
        agrees="mean rounds: 4 standard errors and 0.35 rounds, because one network of 100 nodes differs "
        "from the next by as much",
        note="Real nodes keep the contacts that they met, send every question through a socket and wait for "
        "the answer. That is what the model leaves out, and what the recordings of the course are for.",
    )  # fmt: skip
