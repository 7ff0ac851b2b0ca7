"""The exhibits of this file draw what copies save from loss: copies of a message, and backups of a key."""

from __future__ import annotations

import functools

import numpy as np
from matplotlib.figure import Figure

from guidekit.drawing.figure import Subplot, hline, line, mark, subplots
from guidekit.models import KeyBackup, StoredCopies
from guidekit.words import large_first, percent, plural

_COPIES = range(1, 16)
_TICKS = ((1, "1"), (5, "5"), (7, "7"), (10, "10"), (15, "15"))
_LINKS = Subplot("What hostile nodes link (our model)", "copies of a message", "messages", (0.5, 15.5),
                 (0, 0.55), percent="y", xticks=_TICKS)  # fmt: skip
_COMES = Subplot("What arrives", "copies of a message", "messages", (0.5, 15.5), (0, 1.03), percent="y",
                 xticks=_TICKS)  # fmt: skip


def swarm(model: StoredCopies, figure: Figure) -> str:
    """Draw the messages that hostile nodes link beside the messages that arrive, against the copies of each.

    The sentence says both for the number of copies that is chosen.
    """
    left, right = subplots(figure, _LINKS, _COMES)
    others = [model.but(swarm=n) for n in _COPIES]
    linked, arrives, two_ends = model.link_exposure(), model.arrives(), model.adversary**2
    line(left, "_links", _COPIES, [m.link_exposure() for m in others], 0)
    mark(left, "here", model.swarm, linked, percent(linked), 1)
    hline(left, "two ends", two_ends, "two relays", 5)
    line(right, "_comes", _COPIES, [m.arrives() for m in others], 2)
    mark(right, "kept", model.swarm, arrives, percent(arrives), 1)
    return (
        f"A message is kept by {plural(model.swarm, 'node')}, and {percent(model.adversary)} of all nodes "
        f"are hostile. A hostile first hop and a hostile keeper link {percent(linked)} of the messages (our "
        f"own model); two chosen relays would link {percent(two_ends)}. {large_first(percent(arrives))} of "
        f"the messages arrive, and {percent(model.expires_unread())} are deleted before the recipient comes."
    )


_YEARS = np.linspace(0.1, 20, 30)
_LOST = Subplot(
    "Every number here is an assumption", "years", "chance that the account is lost", (0, 20.5), (0, 1.03),
    percent="y", xticks=((0, "0"), (5, "5"), (10, "10"), (15, "15"), (20, "20")),
)  # fmt: skip


def key_loss(model: KeyBackup, figure: Figure) -> str:
    """Draw the chance to lose an account that is a key, against years, for several numbers of backups.

    The sentence says it for the years and backups that are chosen, and how many backups are enough.
    """
    (ax,) = subplots(figure, _LOST)
    for held, words, nth in ((0, "no backup", 1), (1, "1 backup", 2), (2, "2 backups", 3)):
        line(ax, words, _YEARS, _losses(held, model.phone_loss, model.backup_loss), nth, linewidth=1.2)
    line(
        ax, "as chosen", _YEARS, _losses(model.backups, model.phone_loss, model.backup_loss), 0, linewidth=2.8
    )
    risk = model.account_loss()
    mark(ax, "here", model.years, risk, percent(risk), 0)
    needed = model.backups_until(0.01)
    copies = plural(model.backups, "backup") if model.backups else "no backup"
    enough = plural(needed, "backup") if np.isfinite(needed) else "more than 100 backups"
    return (
        f"You keep {copies}. The chance to lose the account within {plural(model.years, 'year')} is "
        f"{percent(risk)}. Each year a phone is lost with {percent(model.phone_loss)} and a backup with "
        f"{percent(model.backup_loss)} (assumptions). For at most 1 % it takes {enough}."
    )


@functools.lru_cache(maxsize=512)
def _losses(backups: int, phone: float, backup: float) -> list[float]:
    models = (KeyBackup(backups, float(years), phone, backup) for years in _YEARS)
    return [model.account_loss() for model in models]
