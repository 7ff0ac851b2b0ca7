"""Record how many rounds a lookup takes, who learns of it, and what is found when nodes have gone."""

from __future__ import annotations

import asyncio
import logging
import random
import time
from contextlib import AsyncExitStack
from importlib.metadata import version

from kademlia.network import Server
from kademlia.node import Node

from recorders.dht.network import Lookup, Network, beside, crawl
from recorders.recording import Run, Table, record, say

LOOKUPS = {
    "n": "nodes in the network",
    "k": "contacts in a bucket, and copies of a value",
    "try": "number of the lookup, from 0",
    "rounds": "rounds of questions until the target itself answered; 1 = it was known from the start",
    "rpcs": "questions sent until then",
    "told": "nodes besides the target that learned who looks for whom",
    "ms": "milliseconds until the target answered, on a loopback without delay",
    "found": "1 if the target answered; 0 if the search ended without it, after the rounds that are given",
}
CHURN = {
    "n": "nodes in the network",
    "k": "contacts in a bucket, and copies of a value",
    "stopped_share": "share of the nodes that stopped without a word after the values were stored",
    "try": "number of the value, from 0",
    "found": "1 if a random node that was left found the value",
    "seconds": "until it was found or given up; a silent node costs a time-out of 5 s",
}
TIMES = 200  # lookups of each network
VALUES = 20  # values stored in each
GIVE_UP = 60.0  # seconds for one value


async def lookups(n: int, k: int, times: int, rng: random.Random) -> list[tuple[object, ...]]:
    """Look random nodes up from random nodes, one after the other."""
    rows = []
    async with Network(n, k, rng) as network:
        for number in range(times):
            start, target = rng.sample(network.nodes, 2)
            lookup = crawl(start, Node(beside(target.node.id)), Lookup)
            begin = time.perf_counter()
            found = await lookup.find()
            ms = (time.perf_counter() - begin) * 1000
            told = len(set(lookup.asked) - {target.node.id})
            rows.append((n, k, number, lookup.rounds, len(lookup.asked), told, round(ms, 3), int(found)))
    return rows


async def churn(
    cases: list[tuple[int, int, float]], values: int, rng: random.Random
) -> list[tuple[object, ...]]:
    """Store values in each network, stop some nodes, and fetch every value from a random node that is left.

    All fetches run at once: they wait for silent nodes nearly all the time, and do not help each other.
    """
    fetches = []
    async with AsyncExitStack() as open_ones:
        for n, k, share in cases:
            say(f"{n} nodes with {k} contacts a bucket, of which {share:.0%} stop")
            network = await open_ones.enter_async_context(Network(n, k, rng))
            for number in range(values):
                await rng.choice(network.nodes).set(f"key {number}", f"value {number}")
            left = network.stop_some(share)
            fetches += [((n, k, share, number), rng.choice(left)) for number in range(values)]
        kept = await asyncio.gather(*(fetch(case[-1], node) for case, node in fetches))
        return [(*case, *result) for (case, _), result in zip(fetches, kept, strict=True)]


async def fetch(number: int, node: Server) -> tuple[int, float]:
    """Fetch one value, and say whether it came and how long it took."""
    begin = time.perf_counter()
    try:
        value = await asyncio.wait_for(node.get(f"key {number}"), GIVE_UP)
    except TimeoutError:
        value = None
    return int(value == f"value {number}"), round(time.perf_counter() - begin, 2)


def work(run: Run) -> list[Table]:
    """Record a Kademlia table on the loopback."""
    logging.disable(logging.CRITICAL)  # the package logs every time-out as an error
    run.versions["kademlia"] = version("kademlia")
    rng = random.Random(1)
    sizes = [(100, 20)] if run.quick else [(100, 20), (200, 20), (400, 20), (100, 4), (200, 4), (400, 4)]
    shares = [(50, 4, 0.5)] if run.quick else [(100, k, s) for k in (4, 20) for s in (0, 0.25, 0.5, 0.75)]
    found = []
    for n, k in sizes:
        say(f"lookups among {n} nodes with {k} contacts a bucket")
        found += asyncio.run(lookups(n, k, 100 if run.quick else TIMES, rng))
    kept = asyncio.run(churn(shares, 10 if run.quick else VALUES, rng))
    return [Table("dht_lookup", LOOKUPS, found), Table("dht_churn", CHURN, kept)]


if __name__ == "__main__":
    record("dht", work, limit=300)
