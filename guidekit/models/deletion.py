"""Deletion: a message on several servers, all of which are asked to delete it."""

from __future__ import annotations

from dataclasses import dataclass

from guidekit.knobs import Model, knob


@dataclass(frozen=True)
class Deletion(Model):
    """A message that its writer asks every server of the room to delete.

    Each server obeys with the same chance, on its own. To obey means to show the message to nobody any more;
    the program of most Matrix servers then keeps the text for `purge` days before it clears it from its
    database.

    References
    ----------
    ``mx.redaction_days`` in ``parameters.csv``.

    Examples
    --------
    Nine servers in ten obey. Of ten, one keeps the message, and some server does in 65 of 100 rooms:

    >>> room = Deletion(servers=10, honoured=0.9)
    >>> round(room.copies(), 6), round(room.somewhere_kept(), 2)
    (1.0, 0.65)
    """

    servers: int = knob(10, 2, 16, "servers", "Servers in the room", "How many servers hold the message")
    honoured: float = knob(
        0.9, 0.0, 1.0, "share of servers", "Servers that obey",
        "The share of servers that delete when asked (an assumption)", source="federation.honoured",
    )  # fmt: skip
    purge: float = knob(
        7.0, 0.0, 365.0, "days", "Kept in the database",
        "How long a server that obeys still keeps the text in its database", source="mx.redaction_days",
    )  # fmt: skip

    def copies(self) -> float:
        """Compute the mean number of servers that do not obey, servers · (1 − honoured)."""
        return self.servers * (1 - self.honoured)

    def somewhere_kept(self) -> float:
        """Compute the probability that at least one server does not obey, 1 − honoured^servers."""
        return 1 - self.honoured**self.servers
