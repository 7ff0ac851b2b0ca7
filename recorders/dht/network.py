"""Many nodes in one process, and one lookup that counts what it does."""

from __future__ import annotations

import asyncio
import random
from types import TracebackType

from kademlia.crawling import NodeSpiderCrawl
from kademlia.network import Server
from kademlia.node import Node

ADDRESS = "127.0.0.1"
JOINING = 10  # nodes that join at once
ALPHA = 3  # contacts asked at once, as the package does


class Network:
    """Nodes that know each other as a network does that has run for a while."""

    def __init__(self, nodes: int, bucket: int, rng: random.Random) -> None:
        self.bucket, self.rng = bucket, rng
        self.nodes = [Server(bucket, ALPHA, rng.randbytes(20)) for _ in range(nodes)]

    async def __aenter__(self) -> Network:
        """Let nodes join in small crowds, then look themselves and a random id up once more.

        The first to join met few others; in a real network, time and hourly refreshes mend that.
        """
        for node in self.nodes:
            await node.listen(0, ADDRESS)
        for start in range(1, len(self.nodes), JOINING):
            crowd = self.nodes[start : start + JOINING]
            await asyncio.gather(*(self._join(node, self.nodes[:start]) for node in crowd))
        for node in self.nodes:
            await asyncio.gather(
                *(crawl(node, Node(i)).find() for i in (node.node.id, self.rng.randbytes(20)))
            )
        return self

    async def __aexit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        for node in self.nodes:
            node.stop()
        await asyncio.sleep(0.01)  # closed sockets are let go in the next turn of the loop

    async def _join(self, node: Server, there: list[Server]) -> None:
        """Join through any node; UDP may lose the question, and a node that knows nobody asks again."""
        while not node.protocol.router.find_neighbors(node.node):
            await node.bootstrap([place(self.rng.choice(there))])

    def stop_some(self, share: float) -> list[Server]:
        """Silence a share of the nodes, and return the others."""
        gone = set(self.rng.sample(range(len(self.nodes)), round(share * len(self.nodes))))
        for number in gone:
            self.nodes[number].stop()
        return [node for number, node in enumerate(self.nodes) if number not in gone]


class Lookup(NodeSpiderCrawl):
    """The package's own search, counted, and at its end when the target itself answers."""

    def __init__(self, *args: object) -> None:
        super().__init__(*args)
        self.target = beside(self.node.id)
        self.rounds = 0
        self.asked: list[bytes] = []

    async def find(self) -> bool:
        """Take one round: ask the nearest that were not asked yet."""
        self.rounds += 1
        return await self._find(self.ask)

    async def ask(self, peer: Node, wanted: Node) -> object:
        """Ask one node, which thereby learns who looks for whom."""
        self.asked.append(peer.id)
        return await self.protocol.call_find_node(peer, wanted)

    async def _nodes_found(self, responses: dict) -> bool:
        if responses.get(self.target, (False,))[0]:
            return True
        return await super()._nodes_found(responses) is True


def beside(node_id: bytes) -> bytes:
    """Return the id that differs in the last bit.

    The package never names a node to someone who looks for exactly its id, so a lookup of a node
    looks for the id beside it, to which that node is the nearest.
    """
    return node_id[:-1] + bytes([node_id[-1] ^ 1])


def crawl(start: Server, target: Node, kind: type[NodeSpiderCrawl] = NodeSpiderCrawl) -> NodeSpiderCrawl:
    """Prepare a search that starts with what one node knows."""
    near = start.protocol.router.find_neighbors(target)
    return kind(start.protocol, target, near, start.ksize, start.alpha)


def place(node: Server) -> tuple[str, int]:
    """Return the address of a node."""
    return node.transport.get_extra_info("sockname")[:2]
