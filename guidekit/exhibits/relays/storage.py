"""Nodes that keep a message, nodes that honest people add, and keys that people lose."""

from __future__ import annotations

import functools

import numpy as np
from matplotlib.figure import Figure

from guidekit.drawing.figure import Pane, dots, hline, line, note, panes
from guidekit.models import KeyBackup, NewNodes, StoredCopies
from guidekit.words import number, percent, roughly

COPIES = range(1, 16)
_TICKS = ((1, "1"), (5, "5"), (7, "7"), (10, "10"), (15, "15"))
_LINKS = Pane("What hostile nodes link (our model)", "copies of a message", "messages", (0.5, 15.5),
              (0, 0.55), percent="y", xticks=_TICKS)  # fmt: skip
_COMES = Pane("What arrives", "copies of a message", "messages", (0.5, 15.5), (0, 1.03), percent="y",
              xticks=_TICKS)  # fmt: skip


def swarm(model: StoredCopies, figure: Figure) -> str:
    """Draw what more copies of a message show to hostile nodes, beside what they save."""
    left, right = panes(figure, _LINKS, _COMES)
    others = [model.but(swarm=n) for n in COPIES]
    linked, arrives, two_ends = model.link_exposure(), model.arrives(), model.adversary**2
    line(left, "_links", COPIES, [m.link_exposure() for m in others], 0)
    dots(left, "_here", model.swarm, linked, 1, markersize=11)
    note(left, "_words", model.swarm, linked + 0.02, percent(linked), weight="bold")
    hline(left, "two ends", two_ends, "two relays", 5)
    line(right, "_comes", COPIES, [m.arrives() for m in others], 2)
    dots(right, "_kept", model.swarm, arrives, 1, markersize=11)
    note(right, "_share", model.swarm, arrives - 0.05, roughly(arrives), va="top", weight="bold")
    copies = "1 node" if model.swarm == 1 else f"{model.swarm} nodes"
    return (
        f"With {percent(model.adversary)} hostile nodes and a message kept by {copies}, a hostile first hop "
        f"and a hostile keeper link {percent(linked)} of the messages (our own model), where two chosen "
        f"relays would link {percent(two_ends)}; {roughly(arrives)} of the messages arrive, and "
        f"{percent(model.expires_unread())} are deleted before the recipient comes."
    )


_JOINED = np.concatenate([[0], np.geomspace(1, 10_000, 60)])
_FLOOR = 1e-5  # a log axis has no zero
_HOSTING = Pane(
    x="honest relays that join", y="circuits linked", xlim=(0, 10_000), ylim=(_FLOOR, 0.6), ylog=True,
    xticks=((0, "0"), (2500, "2,500"), (5000, "5,000"), (7500, "7,500"), (10_000, "10,000")),
    yticks=((1e-4, "0.01 %"), (1e-3, "0.1 %"), (1e-2, "1 %"), (1e-1, "10 %")),
)  # fmt: skip


def hosting(model: NewNodes, figure: Figure) -> str:
    """Draw what honest relays that join change for everyone; the host is one of everyone."""
    (ax,) = panes(figure, _HOSTING)
    before, after = model.but(joined=0).linked(), model.linked()
    curve = [max(_FLOOR, model.but(joined=round(float(n))).linked()) for n in _JOINED]
    line(ax, "_curve", _JOINED, curve, 0)
    dots(ax, "everyone", model.joined, max(_FLOOR, after), 0, markersize=15)
    dots(ax, "the host", model.joined, max(_FLOOR, after), 1, markersize=7)
    note(ax, "_words", model.joined, max(_FLOOR, after) * 1.6, _exactly(after), weight="bold", va="bottom")
    many = "1 honest relay joins" if model.joined == 1 else f"{model.joined:,} honest relays join"
    return (
        f"When {many} {model.relays:,}, of which {percent(model.adversary)} were hostile, the circuits that "
        f"are linked fall from {_exactly(before)} to {_exactly(after)}, for the host as for everyone."
    )


_YEARS = np.linspace(0.1, 20, 30)
_LOST = Pane(
    "Every number here is an assumption", "years", "chance that the account is lost", (0, 20.5), (0, 1.03),
    percent="y", xticks=((0, "0"), (5, "5"), (10, "10"), (15, "15"), (20, "20")),
)  # fmt: skip


def key_loss(model: KeyBackup, figure: Figure) -> str:
    """Draw the chance to lose an account that is a key, against years and backups."""
    (ax,) = panes(figure, _LOST)
    for held, words, nth in ((0, "no backup", 1), (1, "1 backup", 2), (2, "2 backups", 3)):
        line(ax, words, _YEARS, _losses(held, model.phone_loss, model.backup_loss), nth, linewidth=1.2)
    line(
        ax, "as chosen", _YEARS, _losses(model.backups, model.phone_loss, model.backup_loss), 0, linewidth=2.8
    )
    risk, at = model.account_loss(), min(model.years, 20.0)  # the picture ends after twenty years
    shown = model.but(years=at).account_loss()
    dots(ax, "_here", at, shown, 0, markersize=11)
    high = note(ax, "_words", at, shown + (0.04 if shown < 0.9 else -0.04), percent(risk), weight="bold")
    high.set_verticalalignment("bottom" if shown < 0.9 else "top")
    needed = model.backups_until(0.01)
    copies = {0: "no backup", 1: "one backup"}.get(model.backups, f"{model.backups} backups")
    plural = "" if needed == 1 else "s"
    enough = f"{needed:g} backup{plural}" if np.isfinite(needed) else "more than 100 backups"
    return (
        f"With {copies} the chance to lose the account within {number(model.years)} years is "
        f"{percent(risk)}, if each year a phone is lost with {percent(model.phone_loss)} and a backup with "
        f"{percent(model.backup_loss)} (assumptions); for at most 1 % it takes {enough}."
    )


@functools.lru_cache(maxsize=512)
def _losses(backups: int, phone: float, backup: float) -> list[float]:
    models = (KeyBackup(backups, float(years), phone, backup) for years in _YEARS)
    return [model.account_loss() for model in models]


def _exactly(share: float) -> str:
    """Write a share with digits enough to see what one relay changes."""
    return f"{100 * share:.5g} %"
